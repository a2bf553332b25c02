package store

import (
	"context"
	"slices"

	"qinqing/data"
	"qinqing/data/workday"
)

// DueMove is an open problem whose deadline or light another calendar changes.
type DueMove struct {
	Before, After ProblemRow
}

// LightMoves says that the light is another colour.
func (m DueMove) LightMoves() bool { return m.Before.Light != m.After.Light }

// Notices are the holiday notices that have been entered, by year.
func (v *View) Notices() (list []workday.Notice, err error) {
	err = v.c.each("SELECT body FROM holiday_notice ORDER BY year", nil, func(r *rows) error {
		var body []byte
		if err := r.Scan(&body); err != nil {
			return err
		}
		some, err := workday.ParseNotices(body)
		if err != nil {
			return corrupt(err, "放假安排")
		}
		list = append(list, some...)
		return nil
	})
	return list, err
}

// TryNotice tells which open problems' deadlines and lights a holiday notice would change,
// the nearest new deadline first. Nothing is written.
func (s *Store) TryNotice(ctx context.Context, body []byte) (moves []DueMove, err error) {
	err = s.Try(ctx, func(tx *Tx) error {
		before, err := tx.openRows()
		if err != nil {
			return err
		}
		if err := tx.PutNotice(body); err != nil {
			return err
		}
		after, err := tx.openRows()
		if err != nil {
			return err
		}
		old := make(map[data.ID]ProblemRow, len(before))
		for _, r := range before {
			old[r.ID] = r
		}
		for _, r := range after {
			if o := old[r.ID]; o.Due != r.Due || o.LightWord != r.LightWord || o.Uncertain != r.Uncertain {
				moves = append(moves, DueMove{o, r})
			}
		}
		return nil
	})
	slices.SortStableFunc(moves, func(a, b DueMove) int { return int(a.After.Due - b.After.Due) })
	return moves, err
}

// openRows are the problems whose clock runs, in blocks of so many.
func (v *View) openRows() (out []ProblemRow, err error) {
	ids, err := v.ProblemIDs(ProblemQuery{Stock: data.StockO, Today: v.Today()})
	if err != nil {
		return nil, err
	}
	for chunk := range slices.Chunk(ids, block) {
		rows, err := v.ProblemRows(chunk, v.Today())
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// UncertainYears tells how many open problems' deadlines rest on a year whose notice has
// not been entered, by the year they fall in.
func (v *View) UncertainYears() (map[int]int, error) {
	out := map[int]int{}
	err := v.c.each("SELECT CAST(substr(due, 1, 4) AS INTEGER), count(*) FROM problem WHERE gone = 0 AND stock = 'O' AND uncertain <> '' GROUP BY 1", nil, func(r *rows) error {
		var year, n int
		err := r.Scan(&year, &n)
		out[year] = n
		return err
	})
	return out, err
}
