package store

import (
	"slices"

	"qinqing/data"
)

// OpenAges counts the problems that were in O at the end of a day by whole days since
// 登记: those of at most bounds[0] days, of more and at most bounds[1], … and the rest.
func (v *View) OpenAges(at data.Date, bounds []int) ([]int, error) {
	out := make([]int, len(bounds)+1)
	err := v.c.each(`SELECT p.registered, count(*) FROM problem_span s JOIN problem p ON p.id = s.problem
		WHERE s.stock = 'O' AND s.stop > ?1 AND s.start <= ?1 AND p.gone = 0 GROUP BY p.registered`, []any{at}, func(r *rows) error {
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
// registered for between from and to days, the oldest first.
func (v *View) OpenOfAge(at data.Date, from, to int) ([]data.ID, error) {
	first := data.Date(1)
	if int(at) > to {
		first = at - data.Date(to)
	}
	ids, err := v.ids64(`SELECT p.id FROM problem_span s JOIN problem p ON p.id = s.problem
		WHERE s.stock = 'O' AND s.stop > ?1 AND s.start <= ?1 AND p.gone = 0 AND p.registered BETWEEN ?2 AND ?3 ORDER BY p.registered, p.id`,
		[]any{at, first, at - data.Date(from)})
	out := make([]data.ID, len(ids))
	for i, id := range ids {
		out[i] = data.ID(id)
	}
	return out, err
}
