package store

import (
	"slices"

	"qinqing/data"
)

// OpenAges counts the problems that were in O at the end of a day by whole days since
// 登记: those of at most bounds[0] days, of more and at most bounds[1], … and the rest;
// with by only those in the row key of that dimension then.
func (v *View) OpenAges(at data.Date, bounds []int, by data.Dim, key data.ID) ([]int, error) {
	out := make([]int, len(bounds)+1)
	row, args := openRow(by, key)
	err := v.c.each(`SELECT p.registered, count(*) FROM problem_span s JOIN problem p ON p.id = s.problem
		WHERE s.stock = 'O' AND s.stop > ?1 AND s.start <= ?1 AND p.gone = 0`+row+" GROUP BY p.registered", append([]any{at}, args...), func(r *rows) error {
		var day data.Date
		var n int
		if err := r.Scan(&day, &n); err != nil {
			return err
		}
		i := slices.IndexFunc(bounds, func(b int) bool { return int(at-day) <= b })
		if i < 0 {
			i = len(bounds)
		}
		out[i] += n
		return nil
	})
	return out, err
}

// OpenOfAge lists the problems that were in O at the end of a day and had then been
// registered for between from and to days, the oldest first; by and key as in OpenAges.
func (v *View) OpenOfAge(at data.Date, from, to int, by data.Dim, key data.ID) ([]data.ID, error) {
	row, args := openRow(by, key)
	first := data.Date(1)
	if int(at) > to {
		first = at - data.Date(to)
	}
	ids, err := v.ids64(`SELECT p.id FROM problem_span s JOIN problem p ON p.id = s.problem
		WHERE s.stock = 'O' AND s.stop > ?1 AND s.start <= ?1 AND p.gone = 0 AND p.registered BETWEEN ?2 AND ?3`+row+" ORDER BY p.registered, p.id",
		append([]any{at, first, at - data.Date(from)}, args...))
	out := make([]data.ID, len(ids))
	for i, id := range ids {
		out[i] = data.ID(id)
	}
	return out, err
}

// openRow narrows a stretch s of a problem p to one row of a dimension; its argument is
// the statement's next.
func openRow(by data.Dim, key data.ID) (string, []any) {
	column := map[data.Dim]string{data.ByVisiting: "p.visiting", data.ByLead: "s.lead", data.BySupervising: "p.supervising", data.ByRegion: "p.region",
		data.ByCategory: "s.category", data.ByNature: "s.nature", data.ByMeasure: "s.measure", data.BySource: "p.source"}[by]
	if column == "" {
		return "", nil
	}
	return " AND " + column + " IS ?", []any{ref(key)}
}
