package store

import (
	"slices"

	"qinqing/data"
)

// forever ends a stretch that lasts.
const forever = "9999-12-31"

// Flags of a stretch.
const (
	flagInTime = 1 << iota
	flagExtended
	flagDueInferred
	flagEndInferred
)

// stretches are the spans in the stocks O, L and R; the others have no row.
func stretches(tl *data.Timeline) []data.Span {
	if tl == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(tl.Spans), func(s data.Span) bool {
		switch s.State.Stock() {
		case data.StockO, data.StockL, data.StockR:
			return false
		}
		return true
	})
}

func spanArgs(problem data.ID, n int, s data.Span) []any {
	flags := boolInt(s.InTime)*flagInTime | boolInt(s.Extended)*flagExtended | boolInt(s.DueInferred)*flagDueInferred | boolInt(s.EndInferred)*flagEndInferred
	stop := forever
	if s.To != 0 {
		stop = s.To.String()
	}
	return []any{int64(problem), n, string(s.State.Stock()), s.From, stop, int(s.State), ref(s.Dims.Lead), ref(s.Dims.Category),
		ref(s.Dims.Nature), ref(s.Dims.Measure), s.Due, s.Uncertain, flags}
}

const spanColumns = "problem, n, stock, start, stop, state, lead, category, nature, measure, due, uncertain, flags"

const putSpanSQL = "INSERT OR REPLACE INTO problem_span(" + spanColumns + ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

// putDerived moves a problem's spans, trace, cells and counters from one timeline to
// another; nil is a problem that is not live.
func (tx *Tx) putDerived(id data.ID, was, now *data.Timeline) error {
	cut, err := tx.Cutoff()
	if err != nil {
		return err
	}
	if was != nil {
		was.AddCells(tx.cells, cut, -1)
		addCounts(tx.counts, was.Now, was.State, -1)
	}
	if now != nil {
		now.AddCells(tx.cells, cut, 1)
		addCounts(tx.counts, now.Now, now.State, 1)
	}
	tx.moveTrace(id, was, now)
	old, is := stretches(was), stretches(now)
	for n, s := range is {
		if n < len(old) && old[n] == s {
			continue
		}
		if _, err := tx.c.exec(putSpanSQL, spanArgs(id, n, s)...); err != nil {
			return err
		}
	}
	if len(old) > len(is) {
		_, err := tx.c.exec("DELETE FROM problem_span WHERE problem = ? AND n >= ?", int64(id), len(is))
		return err
	}
	return nil
}
