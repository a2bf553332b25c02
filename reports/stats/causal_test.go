package stats

import (
	"qinqing/data"
	"testing"
)

// guessedLater are figures that what is learnt after the period may change rightly:
// a wait that ended on a 推定 day is not counted as overdue on the days before it.
var guessedLater = map[string]bool{"期末逾期": true}

// Figures go by the event's date: what happens after the period's end must not move
// the period's figures, or last month's bulletin could never be recomputed.
func TestLaterEventsMoveNoEarlierFigure(t *testing.T) {
	moved := 0
	for seed := range uint64(500) {
		l := randomLedger(t, seed+3000, 14)
		p := Month(2026, 1+int(seed%9))
		if seed%4 == 3 {
			p.To -= 7
		}
		q := Query{Period: p, Compare: true}
		full := compute(t, l, q).All()
		cut := newLedger()
		cut.visits, cut.records = l.visits, l.records
		for _, whole := range l.problems {
			known := *whole
			known.Events = nil
			for _, e := range whole.Events {
				if e.On <= p.To {
					known.Events = append(known.Events, e)
				} else if !e.Voided() {
					moved++
				}
			}
			if len(known.Events) > 0 {
				cut.problems = append(cut.problems, &known)
			}
		}
		then := compute(t, cut.seal(t), q).All()
		if len(full) != len(then) {
			t.Fatalf("seed %d: %d figures, %d", seed, len(full), len(then))
		}
		for i := range full {
			if now, before := show(full[i]), show(then[i]); now != before && !guessedLater[full[i].Name] {
				t.Errorf("seed %d %s: %s, known by its end: %s", seed, p.Name(), now, before)
			}
		}
	}
	if moved == 0 {
		t.Error("nothing happened after any period: the test proves nothing")
	}
}

func TestReachedOnlyAfterThePeriod(t *testing.T) {
	l := newLedger()
	visit := func(on string, e data.Event) data.Event {
		e.Kind, e.On, e.Basis, e.Origin = data.ReturnVisit, day(on), data.Real, data.FromWindow
		return e
	}
	missed, reached := data.Event{Unreachable: "电话停机"}, data.Event{Satisfaction: data.Satisfied}
	base := []data.Event{
		{Kind: data.Register, On: day("2026-03-02")}, {Kind: data.Assign, On: day("2026-03-02"), Unit: 1},
		{Kind: data.Report, On: day("2026-03-05")}, {Kind: data.Resolve, On: day("2026-03-06")},
	}
	for _, c := range []struct {
		name      string
		visits    []data.Event
		march     [2]int64
		throughIt [2]int64 // March and April as one period
	}{
		{"reached in the month", []data.Event{visit("2026-03-09", reached)}, [2]int64{1, 1}, [2]int64{1, 1}},
		{"reached in the next", []data.Event{visit("2026-04-09", reached)}, [2]int64{0, 1}, [2]int64{1, 1}},
		{"could not be reached", []data.Event{visit("2026-03-09", missed)}, [2]int64{0, 0}, [2]int64{0, 0}},
		{"missed, then reached in the month", []data.Event{visit("2026-03-09", missed), visit("2026-03-20", reached)}, [2]int64{1, 1}, [2]int64{1, 1}},
		{"missed, then reached in the next", []data.Event{visit("2026-03-09", missed), visit("2026-04-20", reached)}, [2]int64{0, 0}, [2]int64{1, 1}},
		{"missed in the next", []data.Event{visit("2026-04-20", missed)}, [2]int64{0, 1}, [2]int64{0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l.problems = nil
			p := &data.Problem{ID: 1}
			for _, e := range append(base[:4:4], c.visits...) {
				if err := p.Apply(e, l.clock); err != nil {
					t.Fatal(err)
				}
			}
			l.problems = append(l.problems, p)
			l.seal(t)
			for _, x := range []struct {
				p    Period
				want [2]int64
			}{{Month(2026, 3), c.march}, {Period{day("2026-03-01"), day("2026-04-30")}, c.throughIt}, {Period{day("2026-03-01"), day("2026-03-30")}, c.march}} {
				f, _ := compute(t, l, Query{Period: x.p}).Get("回访率", SpanPeriod, data.ByAll, 0)
				if *f.Numerator != x.want[0] || *f.Denominator != x.want[1] {
					t.Errorf("%s: %s, want %v", x.p.Name(), show(f), x.want)
				}
			}
		})
	}
}
