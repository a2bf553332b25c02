package store

import (
	"context"
	"strconv"
	"strings"

	"qinqing/data"
)

// cellsForm says how the month table is counted and packed. A ledger whose mark differs is
// counted anew when it is opened to write: the cells hold nothing the records do not say.
const cellsForm = "1"

// cutoffKey is the setting by which the month table is divided.
const cutoffKey = "stats.cutoff"

// cellsAtOnce bounds how many cells a recount gathers before it writes them.
const cellsAtOnce = 500_000

// markOfCells is the mark of a month table counted now.
func markOfCells(cut data.Cutoff) string {
	if cut == 0 {
		return cellsForm
	}
	return cellsForm + "/" + strconv.Itoa(int(cut))
}

// formOfCells reads a ledger's mark: the form, "" if the month table was never counted, and
// the cut-off day.
func formOfCells(c *conn) (form string, cut data.Cutoff, err error) {
	var mark string
	if _, err := c.one("SELECT value FROM meta WHERE key = 'cells'", nil, &mark); err != nil {
		return "", 0, err
	}
	form, day, _ := strings.Cut(mark, "/")
	return form, data.ParseCutoff(day), nil
}

// Cutoff is the day by which the month table is divided.
func (v *View) Cutoff() (data.Cutoff, error) {
	if v.cutKnown {
		return v.cut, nil
	}
	_, cut, err := formOfCells(v.c)
	v.cut, v.cutKnown = cut, err == nil
	return cut, err
}

// renewCells counts the month table and packs the traces anew where a program of another
// form wrote them, or one that did not look at the cut-off day.
func (s *Store) renewCells(ctx context.Context) error {
	form, cut, err := formOfCells(s.writer)
	if err != nil {
		return err
	}
	var text string
	if _, err := s.writer.one("SELECT value FROM setting WHERE key = ?", []any{cutoffKey}, &text); err != nil {
		return err
	}
	traced, err := tracesAreOurs(s.writer)
	if err != nil {
		return err
	}
	ctx = asProgram(ctx, "系统升级")
	if !traced {
		if _, err := s.transact(ctx, data.Op{Name: "整理统计经过"}, func(tx *Tx) error { return tx.retrace(s.upgrading) }); err != nil {
			return err
		}
	}
	if form == cellsForm && cut == data.ParseCutoff(text) {
		return nil
	}
	if s.upgrading != nil {
		s.upgrading("重算统计数", 1, 1)
	}
	_, err = s.transact(ctx, data.Op{Name: "重算统计数"}, (*Tx).recountCells)
	return err
}

// moveCutoff divides the month table as the setting says now.
func (tx *Tx) moveCutoff() error {
	was, err := tx.Cutoff()
	if err != nil {
		return err
	}
	text, err := tx.Setting(cutoffKey)
	if err != nil || data.ParseCutoff(text) == was {
		return err
	}
	return tx.recountCells()
}

// recountCells counts every cell from the records.
func (tx *Tx) recountCells() error {
	text, err := tx.Setting(cutoffKey)
	if err != nil {
		return err
	}
	tx.cut, tx.cutKnown = data.ParseCutoff(text), true
	if _, err := tx.c.exec("DELETE FROM cell"); err != nil {
		return err
	}
	clear(tx.cells) // what this step changed so far stands in the records
	spill := func() error {
		if len(tx.cells) < cellsAtOnce {
			return nil
		}
		return tx.flushCells()
	}
	err = tx.AllProblems(func(_ *data.Problem, tl *data.Timeline) error {
		tl.AddCells(tx.cells, tx.cut, 1)
		return spill()
	})
	if err != nil {
		return err
	}
	if err := tx.countVisits(tx.cells, tx.cut, spill); err != nil {
		return err
	}
	_, err = tx.c.exec("INSERT INTO meta(key, value) VALUES('cells', ?) ON CONFLICT DO UPDATE SET value = excluded.value", markOfCells(tx.cut))
	return err
}

// countVisits adds the cells of every visit; after is called now and then.
func (v *View) countVisits(into map[data.CellKey]int, cut data.Cutoff, after func() error) error {
	err := v.AllVisits(func(x *data.Visit) error {
		x.AddCells(into, cut, 1)
		return after()
	})
	if err != nil {
		return err
	}
	year := func(a, b *data.Visit) bool { return a.On.Year() == b.On.Year() }
	err = v.firmVisits(year, func(visits []*data.Visit) error {
		data.AddFirmCells(visits, into, cut, 1)
		return after()
	})
	if err != nil || cut == 0 {
		return err
	}
	month := func(a, b *data.Visit) bool {
		_, ends := cut.Month(a.On)
		_, end := cut.Month(b.On)
		return ends == end
	}
	return v.firmVisits(month, func(visits []*data.Visit) error {
		data.AddOwnFirmCells(visits, into, cut, 1)
		return after()
	})
}

// firmVisits yields the live visits to each enterprise, by day, those together that are in
// the same year or month.
func (v *View) firmVisits(same func(a, b *data.Visit) bool, yield func([]*data.Visit) error) error {
	var run []*data.Visit
	after := []any{int64(0), "", int64(0)}
	err := v.visitBlocks(`WHERE gone = 0 AND enterprise IS NOT NULL AND (enterprise, day, id) > (?1, ?2, ?3) ORDER BY enterprise, day, id LIMIT ?4`, nil,
		func(x *data.Visit) []any { return []any{int64(x.EnterpriseID), x.On, int64(x.ID)} }, after, func(x *data.Visit) error {
			if len(run) > 0 && (run[0].EnterpriseID != x.EnterpriseID || !same(run[0], x)) {
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
