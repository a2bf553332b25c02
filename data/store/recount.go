package store

import (
	"context"

	"qinqing/data"
)

// cellsForm says how the month table is counted and packed. A ledger whose mark differs is
// counted anew when it is opened to write: the cells hold nothing the records do not say.
const cellsForm = "1"

// cellsAtOnce bounds how many cells a recount gathers before it writes them.
const cellsAtOnce = 500_000

// formOfCells is the mark of a ledger's month table, "" if it was never counted.
func formOfCells(c *conn) (string, error) {
	var form string
	_, err := c.one("SELECT value FROM meta WHERE key = 'cells'", nil, &form)
	return form, err
}

// renewCells counts the month table anew where a program of another form wrote it.
func (s *Store) renewCells(ctx context.Context) error {
	form, err := formOfCells(s.writer)
	if err != nil || form == cellsForm {
		return err
	}
	ctx = data.WithActor(ctx, data.Actor{Name: "系统升级"})
	_, err = s.transact(ctx, data.Op{Name: "重算统计数"}, (*Tx).recountCells)
	return err
}

// recountCells counts every cell from the records.
func (tx *Tx) recountCells() error {
	if _, err := tx.c.exec("DELETE FROM cell"); err != nil {
		return err
	}
	clear(tx.cells)
	spill := func() error {
		if len(tx.cells) < cellsAtOnce {
			return nil
		}
		return tx.flushCells()
	}
	err := tx.AllProblems(func(_ *data.Problem, tl *data.Timeline) error {
		tl.AddCells(tx.cells, 1)
		return spill()
	})
	if err != nil {
		return err
	}
	if err := tx.countVisits(tx.cells, spill); err != nil {
		return err
	}
	_, err = tx.c.exec("INSERT INTO meta(key, value) VALUES('cells', ?) ON CONFLICT DO UPDATE SET value = excluded.value", cellsForm)
	return err
}

// countVisits adds the cells of every visit; after is called after each.
func (v *View) countVisits(into map[data.CellKey]int, after func() error) error {
	err := v.AllVisits(func(x *data.Visit) error {
		x.AddCells(into, 1)
		return after()
	})
	if err != nil {
		return err
	}
	return v.firmVisits(func(visits []*data.Visit) error {
		data.AddFirmCells(visits, into, 1)
		return after()
	})
}

// firmVisits yields the live visits to each enterprise in each year, by day.
func (v *View) firmVisits(yield func([]*data.Visit) error) error {
	var run []*data.Visit
	after := []any{int64(0), "", int64(0)}
	err := v.visitBlocks(`WHERE gone = 0 AND enterprise IS NOT NULL AND (enterprise, day, id) > (?1, ?2, ?3) ORDER BY enterprise, day, id LIMIT ?4`, nil,
		func(x *data.Visit) []any { return []any{int64(x.EnterpriseID), x.On, int64(x.ID)} }, after, func(x *data.Visit) error {
			if len(run) > 0 && (run[0].EnterpriseID != x.EnterpriseID || run[0].On.Year() != x.On.Year()) {
				if err := yield(run); err != nil {
					return err
				}
				run = nil
			}
			run = append(run, x)
			return nil
		})
	if err != nil || len(run) == 0 {
		return err
	}
	return yield(run)
}
