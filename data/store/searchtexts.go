package store

import (
	"encoding/json"
	"strings"

	"qinqing/data"
)

// textsOf is how the records of a search table are read with all they are found by: texts,
// a list or map of further ones, and at last what is never shown.
type textsOf struct {
	texts               []string
	further, last, from string
}

// foundBy agrees with problemTexts, visitTexts, enterpriseTexts and eventTexts, but for the
// order of an enterprise's.
var foundBy = map[string]textsOf{
	searchProblem:    {[]string{"content", "code", firmName}, "fields", firmInitials, "problem WHERE gone = 0"},
	searchVisit:      {[]string{firmName, "visitors", "reply", "note"}, "fields", firmInitials, "visit WHERE gone = 0"},
	searchEnterprise: {[]string{"name", "coalesce(uscc, '')", "alias", "pinyin"}, "former", "initials", "enterprise WHERE gone = 0"},
	searchEvent: {[]string{"note", "coalesce(more ->> '$.unreachable', '')", "coalesce(more ->> '$.approver', '')", "coalesce(more ->> '$.signedBy', '')"}, "NULL", "''",
		"problem_event WHERE " + eventSaid},
}

const (
	firmName     = "coalesce((SELECT name FROM enterprise e WHERE e.id = enterprise), '')"
	firmInitials = "coalesce((SELECT initials FROM enterprise e WHERE e.id = enterprise), '')"
)

// eachFound reads records of a search table with what they are found by.
func (v *View) eachFound(table, where string, args []any, take func(id data.ID, texts []string) error) error {
	q := foundBy[table]
	return v.c.each("SELECT id, "+strings.Join(q.texts, ", ")+", "+q.further+", "+q.last+" FROM "+q.from+" AND "+where, args, func(r *rows) error {
		var id data.ID
		texts, into := make([]string, len(q.texts)), []any{&id}
		for i := range texts {
			into = append(into, &texts[i])
		}
		var further moreTexts
		var last string
		if err := r.Scan(append(into, &further, &last)...); err != nil {
			return err
		}
		if table == searchEvent {
			return take(id, spoken(texts...))
		}
		return take(id, append(append(texts, further...), last))
	})
}

// moreTexts scans the texts of a JSON list or map, which may be NULL.
type moreTexts []string

func (t *moreTexts) Scan(src any) error {
	s, _ := src.(string)
	switch {
	case s == "" || s == "[]":
		return nil
	case s[0] == '{':
		var byName map[string]string
		if err := json.Unmarshal([]byte(s), &byName); err != nil {
			return corrupt(err, "台账")
		}
		*t = fieldValues(byName)
	default:
		if err := json.Unmarshal([]byte(s), (*[]string)(t)); err != nil {
			return corrupt(err, "台账")
		}
	}
	return nil
}

// candidatesFirst is how many records' texts are read first.
var candidatesFirst = 64

// candidates yields, newest first, the records that contain the terms, until take says
// false. The index tells which have every pair and triple of the terms, the texts whether
// they stand beside each other.
func (v *View) candidates(table string, terms []string, take func(id data.ID, texts []string) (more bool, err error)) error {
	before := anyID
	for step := candidatesFirst; ; step = min(step*4, 4096) {
		if err := v.ctx.Err(); err != nil {
			return wrap(err)
		}
		ids, err := v.ids64(searchNewest[table], []any{match(terms), before, step})
		if err != nil || len(ids) == 0 {
			return err
		}
		list, err := json.Marshal(ids)
		if err != nil {
			return wrap(err)
		}
		err = v.eachFound(table, "id IN (SELECT value FROM json_each(?)) ORDER BY id DESC", []any{string(list)}, func(id data.ID, texts []string) error {
			if !containsAll(terms, texts) {
				return nil
			}
			if more, err := take(id, texts); err != nil || more {
				return err
			}
			return errEnough
		})
		if err == error(errEnough) {
			return nil
		}
		if err != nil || len(ids) < step {
			return err
		}
		before = ids[len(ids)-1]
	}
}
