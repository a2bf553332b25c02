package stats

import (
	"context"

	"qinqing/data"
)

// countHistories counts day by day what the month table cannot: periods that begin
// or end within a month.
func (f *Facts) countHistories(ctx context.Context, src Source) error {
	span := f.span()
	base := span.From.MonthStart()
	if err := f.countBase(ctx, src, f.cut.Slot(base.AddDays(-1))); err != nil {
		return err
	}
	to := span.To
	if err := src.Histories(base, to, func(_ *data.Problem, t *data.Timeline) error {
		f.countTimeline(t, base)
		return ctx.Err()
	}); err != nil {
		return err
	}
	return src.Calls(span.From, to, func(v *data.Visit) error {
		f.countCall(v)
		return ctx.Err()
	})
}

// countBase takes what happened before the first history from the month table.
func (f *Facts) countBase(ctx context.Context, src Source, horizon int) error {
	var q requests
	for r := range roles {
		if w := f.windows[r]; w.on && r.ever() {
			f.askEver(&q, w, horizon)
		}
	}
	f.askLedger(&q, horizon)
	return q.run(ctx, src)
}

func (f *Facts) countTimeline(t *data.Timeline, base data.Date) {
	for r := range roles {
		w := f.windows[r]
		if !w.on {
			continue
		}
		emit := func(s slot, at data.Dims, _ data.Atom) {
			for _, by := range f.By {
				w.row(by, at.Key(by)).add(s, 1)
			}
		}
		if r.ever() {
			w.eachEver(t, base, emit)
			continue
		}
		w.each(t, func(s slot, at data.Dims, a data.Atom) {
			emit(s, at, a)
			if s == sDays {
				for _, by := range f.By {
					w.row(by, at.Key(by)).addDays(a.Val, 1)
				}
			}
		})
	}
	for _, a := range t.Atoms {
		if s, ok := flowSlots[a.Kind]; ok && a.From >= base && a.From <= f.Period.To {
			f.ledger.add(s, 1)
		}
	}
}

// each tells every slot the problem counts in, with its row and the atom behind it.
func (w *window) each(t *data.Timeline, emit func(slot, data.Dims, data.Atom)) {
	for _, a := range t.Atoms {
		if a.Kind.Stock() {
			s := stockSlots[a.Kind]
			if a.Holds(w.To) {
				emit(s.end, a.Dims, a)
			}
			if a.Holds(w.From.AddDays(-1)) && s.start != slots {
				emit(s.start, a.Dims, a)
			}
			continue
		}
		if !w.Contains(a.From) {
			continue
		}
		first, second := flowsOf(a.Kind, a.Val, a.Other > w.To, a.Other != 0)
		if first != slots {
			emit(first, a.Dims, a)
		}
		if second != slots {
			emit(second, a.Dims, a)
		}
	}
	if s, at, ok := w.cohortOf(t); ok {
		emit(s, at, data.Atom{From: t.RegisteredOn, Kind: data.AtomRegister})
	}
}

// eachEver is each for windows without a beginning, from base on.
func (w *window) eachEver(t *data.Timeline, base data.Date, emit func(slot, data.Dims, data.Atom)) {
	for _, a := range t.Atoms {
		s, ok := flowSlots[a.Kind]
		if ok && w.wants[s] && a.From >= base && a.From <= w.To {
			emit(s, a.Dims, a)
		}
	}
}

var cohortSlots = map[data.Stock]slot{data.StockO: cO, data.StockL: cL, data.StockR: cR, data.StockX: cX, data.StockN: cN, data.StockM: cM}

// cohortOf says where a problem registered in the window is at its end: in the row
// it is in then, not the one it was registered in.
func (w *window) cohortOf(t *data.Timeline) (slot, data.Dims, bool) {
	if !w.Contains(t.RegisteredOn) || t.RegBasis == data.Inferred && !w.guesses {
		return 0, data.Dims{}, false
	}
	at, ok := t.At(w.To)
	if !ok {
		return 0, data.Dims{}, false
	}
	s, ok := cohortSlots[at.State.Stock()]
	return s, at.Dims, ok
}

func (f *Facts) countCall(v *data.Visit) {
	for r := range roles {
		if w := f.windows[r]; w.on && !r.ever() {
			w.eachCall(v, func(s slot, by data.Dim, key data.ID) {
				if f.asked(by) {
					w.row(by, key).add(s, 1)
				}
			})
		}
	}
}

// eachCall tells every slot and row a visit counts in.
func (w *window) eachCall(v *data.Visit, emit func(slot, data.Dim, data.ID)) {
	if !w.Contains(v.On) {
		return
	}
	list := []slot{sCall}
	if v.Satisfaction != data.NoAnswer {
		first, second := flowsOf(data.AtomCallSat, int32(v.Satisfaction), false, false)
		list = append(list, first, second)
	}
	for _, s := range list {
		if s == slots {
			continue
		}
		emit(s, data.ByAll, 0)
		emit(s, data.ByRegion, v.Region)
		for _, u := range v.Units() {
			emit(s, data.ByVisiting, u)
		}
	}
}
