package store

import (
	"slices"

	"qinqing/data"
)

// CommonRow is one group of like problems as its list shows it.
type CommonRow struct {
	ID       data.ID
	Version  int
	On       data.Date
	Title    string
	Problems []data.ID // live ones
	Firms    int       // enterprises they are of, each once
	Open     int       // 在办
}

// CommonProblems lists the live groups of like problems, the newest first.
func (v *View) CommonProblems() ([]CommonRow, error) {
	var out []CommonRow
	err := v.c.each("SELECT "+recordColumns+" FROM record WHERE kind = 'common_problem' AND gone = 0 ORDER BY day DESC, id DESC", nil, func(r *rows) error {
		x, err := scanRecord(r)
		if err != nil {
			return err
		}
		var b data.CommonProblem
		if err := x.Rec.Decode(&b); err != nil {
			return err
		}
		out = append(out, CommonRow{ID: x.Rec.ID, Version: x.Rec.Version, On: x.Rec.On, Title: b.Title, Problems: b.Problems})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if err := v.countCommon(&out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v *View) countCommon(c *CommonRow) error {
	if len(c.Problems) == 0 {
		return nil
	}
	list, firms := c.Problems, map[data.ID]bool{}
	c.Problems = nil
	args := make([]any, len(list))
	for i, id := range list {
		args[i] = int64(id)
	}
	return v.c.each("SELECT id, enterprise, stock FROM problem WHERE gone = 0 AND id IN ("+marks(len(list))+") ORDER BY id DESC", args, func(r *rows) error {
		var id, firm data.ID
		var stock data.Stock
		err := r.Scan(&id, idCol{&firm}, &stock)
		c.Problems = append(c.Problems, id)
		if firm != 0 && !firms[firm] {
			firms[firm] = true
			c.Firms++
		}
		if stock == data.StockO {
			c.Open++
		}
		return err
	})
}

// ProblemsLike lists live problems that share a phrase with one of the texts, the newest
// first, without those in but.
func (v *View) ProblemsLike(texts []string, but []data.ID, limit int) ([]data.ID, error) {
	if err := v.settled(); err != nil {
		return nil, err
	}
	seen := map[data.ID]bool{}
	for _, id := range but {
		seen[id] = true
	}
	var out []data.ID
	for _, text := range texts {
		query := phrases(data.Normalise(text))
		if query == "" {
			continue
		}
		ids, err := v.idsOf("SELECT rowid FROM search_problem WHERE search_problem MATCH ? ORDER BY rowid DESC LIMIT ?", query, limit)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	slices.SortFunc(out, func(a, b data.ID) int { return int(min(1, max(-1, b-a))) })
	return out[:min(limit, len(out))], nil
}
