package stats

import (
	"context"

	"qinqing/data"
)

// countHistories counts day by day what the month table cannot: periods that begin or end
// within a month, and what lies in one row along another. Of a window that begins with a
// month the whole months still come from the table: only the problems something happened
// to since are replayed, for what they add to it.
func (f *Facts) countHistories(ctx context.Context, src Source) error {
	var q requests
	parts := f.parts(&q)
	if err := q.run(ctx, src); err != nil {
		return err
	}
	for _, p := range parts {
		if p.base != nil {
			p.base.settle()
			p.w.take(p.base)
		} else if p.whole {
			p.w.settle()
		}
	}
	if err := f.replay(ctx, src, parts); err != nil {
		return err
	}
	return f.countCalls(ctx, src, parts)
}

// part is how one window is counted: what base says from the month table, and the
// difference between the two of the histories picked.
type part struct {
	w     *window
	base  *window   // nil: the histories say everything
	whole bool      // the month table says everything
	ever  bool      // without a beginning: counted from since on
	since data.Date // the first day the month table does not hold
	pick  data.Pick
	count func(t *data.Timeline) // of the whole ledger instead of a window
}

// parts asks for what the month table has and says what is to be replayed.
func (f *Facts) parts(q *requests) (out []*part) {
	for r := range roles {
		if w := f.windows[r]; w.on {
			p := &part{w: w, ever: r.ever()}
			if f.Only.everything() && !f.bare {
				f.split(q, p)
			} else {
				p.since = w.From
				p.pick = f.Only.pick(w, p.ever, func(s slot) bool { return w.wants[s] })
			}
			out = append(out, p)
		}
	}
	if !f.Only.everything() {
		return out
	}
	since := f.slotStart(f.Period.To)
	if f.bare {
		since = 1
	} else {
		f.askLedger(q, f.cut.Slot(since.AddDays(-1)))
	}
	return append(out, &part{pick: data.Pick{From: since, To: f.Period.To}, count: func(t *data.Timeline) {
		for _, a := range t.Atoms {
			if s, ok := flowSlots[a.Kind]; ok && a.From >= since && a.From <= f.Period.To {
				f.ledger.add(s, 1)
			}
		}
	}})
}

// split parts a window into whole stretches of the month table and the days after them.
func (f *Facts) split(q *requests, p *part) {
	w := p.w
	p.since = w.To.AddDays(1)
	if !f.cut.Ends(w.To) {
		p.since = f.slotStart(w.To)
	}
	p.pick = data.Pick{From: p.since, To: w.To}
	switch {
	case p.ever:
		f.askEver(q, w, f.cut.Slot(p.since.AddDays(-1)))
		p.whole = p.since > w.To
	case !f.cut.Starts(w.From):
		p.since = w.From
		p.pick = f.Only.pick(w, false, func(s slot) bool { return w.wants[s] })
	case p.since > w.To:
		p.whole = true
		f.askFlows(q, w)
		f.askStocks(q, w)
	default:
		p.base = &window{Period: Period{w.From, p.since.AddDays(-1)}, wants: w.wants, guesses: w.guesses}
		p.base.wants[sVisited] = false
		if p.since > w.From {
			f.askFlows(q, p.base)
		}
		f.askStocks(q, p.base)
	}
}

// slotStart is the first day of the stretch of the month table a day lies in.
func (f *Facts) slotStart(d data.Date) data.Date {
	if c := int(f.cut); c != 0 && d.Day() > c {
		return d.MonthStart().AddDays(c)
	}
	return d.MonthStart()
}

// take adds what another window has counted.
func (w *window) take(base *window) {
	for k, r := range base.rows.all() {
		to := w.row(k.by, k.key)
		for s := range slots {
			to.n[s] += r.n[s]
		}
		for days, n := range r.days {
			to.addDays(days, n)
		}
	}
}

// replay reads the histories the parts need, all in one pass.
func (f *Facts) replay(ctx context.Context, src Source, parts []*part) error {
	groups := map[data.Date][]*part{}
	var order []data.Date
	for _, p := range parts {
		if p.whole {
			continue
		}
		if groups[p.pick.To] == nil {
			order = append(order, p.pick.To)
		}
		groups[p.pick.To] = append(groups[p.pick.To], p)
	}
	picks := make([]data.Pick, len(order))
	for i, to := range order {
		picks[i] = groups[to][0].pick
		for _, p := range groups[to][1:] {
			picks[i] = picks[i].With(p.pick)
		}
	}
	if len(picks) == 0 {
		return nil
	}
	return histories(src, picks, func(q int, _ data.ID, t *data.Timeline) error {
		for _, p := range groups[order[q]] {
			f.countTimeline(p, t)
		}
		return ctx.Err()
	})
}

func (f *Facts) countTimeline(p *part, t *data.Timeline) {
	if p.count != nil {
		p.count(t)
		return
	}
	adding := func(n int64) func(slot, data.Dims, data.Atom) {
		return func(s slot, at data.Dims, a data.Atom) {
			if !p.w.wants[s] || !f.Only.holds(at) {
				return
			}
			for _, by := range f.By {
				r := p.w.row(by, at.Key(by))
				r.add(s, n)
				if s == sDays {
					r.addDays(a.Val, n)
				}
			}
		}
	}
	if p.ever {
		p.w.eachEver(t, p.since, adding(1))
		return
	}
	p.w.each(t, adding(1))
	if p.base != nil {
		p.base.each(t, adding(-1))
	}
}

// countCalls counts the visits of the days the month table does not hold.
func (f *Facts) countCalls(ctx context.Context, src Source, parts []*part) error {
	groups := map[Period][]*window{}
	for _, p := range parts {
		if p.w != nil && !p.ever && !p.whole && p.w.wantsAny(sCall, sCallAnswer, sCallSatisfied) {
			days := Period{p.since, p.w.To}
			groups[days] = append(groups[days], p.w)
		}
	}
	for days, windows := range groups {
		if err := src.Calls(days.From, days.To, func(v *data.Visit) error {
			if f.Only.call(v) {
				for _, w := range windows {
					f.countCall(w, v)
				}
			}
			return ctx.Err()
		}); err != nil {
			return err
		}
	}
	return nil
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

func (f *Facts) countCall(w *window, v *data.Visit) {
	w.eachCall(v, func(s slot, by data.Dim, key data.ID) {
		if f.asked(by) {
			w.row(by, key).add(s, 1)
		}
	})
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
