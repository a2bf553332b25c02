package store

import (
	"encoding/json"

	"qinqing/data"
)

// ProblemText is what a list to be printed needs of a problem beside its line in a grid.
type ProblemText struct {
	Content    string // all of it
	Enterprise data.ID
	Complaint  bool
}

// ProblemTexts reads them for some live problems.
func (v *View) ProblemTexts(ids []data.ID) (map[data.ID]ProblemText, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap(err)
	}
	out := make(map[data.ID]ProblemText, len(ids))
	err = v.c.each(`SELECT p.id, p.content, p.enterprise, p.complaint FROM json_each(?) j CROSS JOIN problem p ON p.id = j.value WHERE p.gone = 0`,
		[]any{string(list)}, func(r *rows) error {
			var id data.ID
			var x ProblemText
			err := r.Scan(&id, &x.Content, idCol{&x.Enterprise}, &x.Complaint)
			out[id] = x
			return err
		})
	return out, err
}
