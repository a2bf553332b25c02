package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

// Whatever a count may need is among the histories picked, each once and by id.
func TestPickedHoldWhatIsNeeded(t *testing.T) {
	o := livedOffice(t)
	var life lifeOf
	o.view(func(v *View) error { life = lifeIn(t, v); return nil })
	left := 0
	rapid.Check(t, func(rt *rapid.T) {
		day := func(name string) data.Date {
			return on("2026-08-25") + data.Date(rapid.IntRange(0, 75).Draw(rt, name))
		}
		q := data.Pick{From: day("from")}
		q.To = q.From + data.Date(rapid.IntRange(0, 40).Draw(rt, "days"))
		if rapid.Bool().Draw(rt, "open") {
			q.Open = day("eve")
		}
		if rapid.Bool().Draw(rt, "at") {
			q.At = day("at")
		}
		if rapid.Bool().Draw(rt, "registered") {
			q.Registered = min(day("since"), q.To)
		}
		q.By = rapid.SampledFrom(data.SortedDims()).Draw(rt, "by")
		someone := rapid.SampledFrom(life.problems).Draw(rt, "row of")
		if q.By != data.ByAll {
			q.Key = someone.tl.Now.Key(q.By)
		}
		o.view(func(v *View) error {
			left += checkPick(rt, v, life, q)
			return nil
		})
	})
	if left == 0 {
		t.Error("nothing was ever left out")
	}
}

func checkPick(t *rapid.T, v *View, life lifeOf, q data.Pick) (left int) {
	got := map[data.ID]bool{}
	last := data.ID(0)
	err := v.PickHistories([]data.Pick{q}, func(_ int, id data.ID, tl *data.Timeline) error {
		if id <= last {
			t.Errorf("%d after %d", id, last)
		}
		last, got[id] = id, true
		i := slices.IndexFunc(life.problems, func(r naiveRow) bool { return r.p.ID == id })
		if i < 0 || !sameTrace(life.problems[i].tl, tl) {
			t.Errorf("%d: another history", id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	for _, r := range life.problems {
		if !got[r.p.ID] {
			left++
			if asked(r, q) {
				t.Errorf("%+v leaves out %s", q, r.p.Code)
			}
		}
	}
	return left
}

// sameTrace says whether what figures look at is the same in two timelines.
func sameTrace(a, b *data.Timeline) bool {
	span := func(a, b data.Span) bool {
		return a.From == b.From && a.To == b.To && a.State == b.State && a.Dims == b.Dims
	}
	atom := func(a, b data.Atom) bool { a.Seq = b.Seq; return a == b }
	return a.RegisteredOn == b.RegisteredOn && a.RegBasis == b.RegBasis && slices.EqualFunc(a.Spans, b.Spans, span) && slices.EqualFunc(a.Atoms, b.Atoms, atom)
}

// asked says that a pick must hold a problem.
func asked(r naiveRow, q data.Pick) bool {
	lay := func(d data.Date) (data.Span, bool) {
		s, ok := r.tl.At(d)
		return s, ok && (q.By == data.ByAll || s.Dims.Key(q.By) == q.Key)
	}
	if r.tl.RegisteredOn > q.To {
		return false
	}
	if _, in := lay(q.To); in && q.Registered != 0 && r.tl.RegisteredOn >= q.Registered {
		return true
	}
	if s, in := lay(q.At); in && s.State.Stock() == data.StockO {
		return true
	}
	if s, in := lay(q.Open); in && slices.Contains([]data.Stock{data.StockO, data.StockL, data.StockR}, s.State.Stock()) {
		return true
	}
	before, _ := lay(q.From.AddDays(-1))
	for _, a := range r.tl.Atoms { // if only within a day
		if !a.Kind.Stock() && a.From >= q.From && a.From <= q.To && (q.By == data.ByAll || a.Dims.Key(q.By) == q.Key) {
			return true
		}
	}
	for _, e := range r.p.Events {
		if _, in := lay(e.On); in && !e.Voided() && e.On >= q.From && e.On <= q.To {
			return true
		}
	}
	s, in := lay(q.To)
	return in && before.OverdueAt(q.From.AddDays(-1)) != s.OverdueAt(q.To)
}
