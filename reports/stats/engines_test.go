package stats

import (
	"context"
	"fmt"
	"testing"

	"qinqing/data"
)

var everyDim = data.SortedDims()

func compute(t testing.TB, l *ledger, q Query) *Facts {
	t.Helper()
	f, err := Compute(context.Background(), l, q)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// byHistories counts an aligned period the slow way.
func byHistories(t testing.TB, l *ledger, q Query) *Facts {
	t.Helper()
	ctx := context.Background()
	start, err := startOf(l, q.Period, q.Start)
	if err != nil {
		t.Fatal(err)
	}
	f := &Facts{Period: q.Period, Start: start, Compare: q.Compare, By: withAll(q.By), cut: l.cut, bare: true}
	if err := f.choose(q.Figures); err != nil {
		t.Fatal(err)
	}
	f.plan()
	j := &job{facts: f}
	if err := j.begin(ctx, l, nil); err != nil {
		t.Fatal(err)
	}
	if err := replay(ctx, l, []*job{j}); err != nil {
		t.Fatal(err)
	}
	if err := j.finish(ctx, l); err != nil {
		t.Fatal(err)
	}
	return f
}

func show(f Figure) string {
	n := func(p *int64) string {
		if p == nil {
			return "-"
		}
		return fmt.Sprint(*p)
	}
	return fmt.Sprintf("%s %s %s[%s]=%s (%s/%s) %s", f.Name, f.Span, f.By, f.Key, f.Text(), n(f.Numerator), n(f.Denominator), f.Note)
}

func sameFigures(t *testing.T, what string, a, b []Figure) {
	t.Helper()
	if len(a) != len(b) {
		t.Errorf("%s: %d figures, %d", what, len(a), len(b))
	}
	for i := range min(len(a), len(b)) {
		if x, y := show(a[i]), show(b[i]); x != y {
			t.Fatalf("%s:\n  %s\n  %s", what, x, y)
		}
	}
}

func TestMonthTableAndHistoriesAgree(t *testing.T) {
	periods := []Period{Month(2026, 2), Month(2026, 10), Quarter(2026, 1), Year(2026), Month(2025, 12)}
	for seed := range uint64(40) {
		l := randomLedger(t, seed, 25)
		l.seal(t)
		for _, p := range []Period{periods[seed%5], periods[(seed+1)%5]} {
			q := Query{Period: p, By: everyDim, Compare: true}
			for i := int(seed) % 7; seed%4 > 1 && i < len(catalogue); i += 7 {
				q.Figures = append(q.Figures, catalogue[i].Name)
			}
			sameFigures(t, fmt.Sprintf("seed %d %s", seed, p.Name()), compute(t, l, q).All(), byHistories(t, l, q).All())
		}
	}
}

// An office with a cut-off day: its own months, calendar months, and spans of halves of
// months all come from the month table, and equal what the histories say.
func TestMonthTableOfACutoffDayAgrees(t *testing.T) {
	for seed := range uint64(24) {
		l := randomLedger(t, seed, 25)
		l.cut = []data.Cutoff{25, 20, 28, 1}[seed%4]
		l.seal(t)
		cut := int(l.cut)
		own := CutoffMonth(2026, 10, cut)
		for _, p := range []Period{own, CutoffMonth(2026, 1, cut), CutoffMonth(2026, 3, cut), {CutoffMonth(2026, 7, cut).From, CutoffMonth(2026, 9, cut).To}, Month(2026, 10), Quarter(2026, 1), {Month(2026, 10).From, own.To}} {
			q := Query{Period: p, By: everyDim, Compare: true}
			l.histCalls = 0
			f := compute(t, l, q)
			if l.histCalls > 0 {
				t.Errorf("seed %d %s: the histories were read", seed, p.Name())
			}
			sameFigures(t, fmt.Sprintf("seed %d, cut-off %d, %s", seed, cut, p.Name()), f.All(), byHistories(t, l, q).All())
		}
	}
}

func TestMonthsNeedFewCalls(t *testing.T) {
	l := randomLedger(t, 1, 40)
	l.seal(t)
	l.records = nil
	compute(t, l, Query{Period: Month(2026, 10), By: everyDim, Compare: true})
	if l.histCalls != 0 || l.callsCalls != 0 {
		t.Errorf("%d histories, %d calls read for whole months", l.histCalls, l.callsCalls)
	}
	if l.cellCalls > 14 {
		t.Errorf("%d calls for cells", l.cellCalls)
	}
}
