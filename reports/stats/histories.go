package stats

import (
	"context"
	"slices"

	"qinqing/data"
)

// job is one Query under way: what of it the histories still have to say.
type job struct {
	facts *Facts
	parts []*part
}

// begin reads what the month table has. Calendar months and the office's own come from it
// alone. Of other days the whole months between still do: only the problems something
// happened to in the days before and after are replayed, for what they add to it. What lies
// in one row along another is counted from the histories alone.
func (j *job) begin(ctx context.Context, src Source, ages []int) error {
	f := j.facts
	if f.whole() && f.Only.everything() && !f.bare {
		if err := f.countCells(ctx, src); err != nil {
			return err
		}
	} else {
		var q requests
		j.parts = f.parts(&q)
		if err := q.run(ctx, src); err != nil {
			return err
		}
		for _, p := range j.parts {
			if p.base != nil {
				p.base.settle()
				p.w.take(p.base)
			} else if p.whole {
				p.w.settle()
			}
		}
	}
	if len(ages) > 0 {
		j.parts = append(j.parts, f.agePart(ages))
	}
	return nil
}

// part is how one window is counted: what base says from the month table, and the
// difference between the two of the histories picked.
type part struct {
	w     *window
	base  *window   // nil: the histories say everything
	whole bool      // the month table says everything
	ever  bool      // without a beginning: counted from since on
	since data.Date // from this day on the month table holds nothing
	until data.Date // nor from the window's first day to this one
	facts *Facts
	pick  data.Pick
	count func(t *data.Timeline) // of the whole ledger instead of a window
}

// parts asks for what the month table has and says what is to be replayed.
func (f *Facts) parts(q *requests) (out []*part) {
	for r := range roles {
		if w := f.windows[r]; w.on {
			p := &part{w: w, ever: r.ever(), facts: f, until: w.From.AddDays(-1)}
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
	return append(out, &part{facts: f, pick: data.Pick{From: since, To: f.Period.To}, count: func(t *data.Timeline) {
		for _, a := range t.Atoms {
			if s, ok := flowSlots[a.Kind]; ok && a.From >= since && a.From <= f.Period.To {
				f.ledger.add(s, 1)
			}
		}
	}})
}

// split parts a window into whole stretches of the month table and the days before and
// after them.
func (f *Facts) split(q *requests, p *part) {
	w := p.w
	p.since = w.To.AddDays(1)
	p.pick.To = w.To
	if !f.cut.Ends(w.To) {
		p.since = f.slotStart(w.To)
		p.pick.From = p.since
	}
	if p.ever {
		f.askEver(q, w, f.cut.Slot(p.since.AddDays(-1)))
		p.whole = p.since > w.To
		return
	}
	if !f.cut.Starts(w.From) {
		p.until = f.cut.SlotEnd(w.From)
		p.pick.First, p.pick.Until = w.From, p.until
	}
	switch {
	case p.until >= p.since: // within one stretch
		p.since, p.until = w.From, w.From.AddDays(-1)
		p.pick = f.Only.pick(w, false, func(s slot) bool { return w.wants[s] })
	case p.since > w.To && p.until < w.From:
		p.whole = true
		f.askFlows(q, w)
		f.askStocks(q, w)
	default:
		p.base = &window{Period: Period{p.until.AddDays(1), p.since.AddDays(-1)}, wants: w.wants, guesses: w.guesses}
		p.base.wants[sVisited] = false
		if p.base.From <= p.base.To {
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

// replay reads the histories the parts of all jobs need, in one pass.
func replay(ctx context.Context, src Source, jobs []*job) error {
	at := map[data.Pick]int{}
	var picks []data.Pick
	var parts [][]*part
	for _, j := range jobs {
		for _, p := range j.parts {
			if p.whole {
				continue
			}
			i, known := at[p.pick]
			if !known {
				i = len(picks)
				at[p.pick] = i
				picks, parts = append(picks, p.pick), append(parts, nil)
			}
			parts[i] = append(parts[i], p)
		}
	}
	if len(picks) == 0 {
		return nil
	}
	return histories(src, picks, func(q int, _ data.ID, t *data.Timeline) error {
		for _, p := range parts[q] {
			p.facts.countTimeline(p, t)
		}
		return ctx.Err()
	})
}

// agePart counts what is open at the period's end by its age.
func (f *Facts) agePart(bounds []int) *part {
	f.ages = make([]int, len(bounds)+1)
	to := f.Period.To
	return &part{facts: f, pick: data.Pick{To: to, At: to, By: f.Only.By, Key: f.Only.Key}, count: func(t *data.Timeline) {
		s, ok := t.At(to)
		if !ok || s.State.Stock() != data.StockO || !f.Only.holds(s.Dims) {
			return
		}
		i := slices.IndexFunc(bounds, func(b int) bool { return int(to-t.RegisteredOn) <= b })
		if i < 0 {
			i = len(bounds)
		}
		f.ages[i]++
	}}
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
		if p.w == nil || p.ever || p.whole || !p.w.wantsAny(sCall, sCallAnswer, sCallSatisfied) {
			continue
		}
		for _, days := range []Period{{p.w.From, p.until}, {p.since, p.w.To}} {
			if days.From <= days.To {
				groups[days] = append(groups[days], p.w)
			}
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
