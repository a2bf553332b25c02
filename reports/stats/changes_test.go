package stats

import (
	"math"
	"strings"
	"testing"

	"qinqing/data"
)

// tellOf counts what the ledger's problems lived through.
func (l *ledger) tellOf(lived map[string]int) {
	for _, p := range l.problems {
		var last data.Date
		for _, e := range p.Events {
			if e.Voided() {
				lived["作废"]++
				continue
			}
			lived[e.Kind.Name()]++
			lived["更正"] += int(one(e.Replaces != 0))
			lived["推定"] += int(one(e.Basis == data.Inferred))
			lived["补记"] += int(one(e.On < last))
			lived["月末"] += int(one(e.On == e.On.MonthEnd()))
			weekend := e.On.Weekday() == 0 || e.On.Weekday() == 6
			lived["假日"] += int(one(!weekend && !l.clock.IsWorkday(e.On)))
			lived["调休"] += int(one(weekend && l.clock.IsWorkday(e.On)))
			last = max(last, e.On)
		}
	}
	for _, tl := range l.lines {
		lived["逾期后补批"] += int(one(tl.LateExtended))
	}
}

// compareChanges works 环比 and 同比 out from two more second counts: the difference
// of counts, and of rates the difference of the unrounded percentages.
func compareChanges(t *testing.T, l *ledger, f *Facts, by data.Dim, what string, seen map[string]bool) {
	t.Helper()
	now, _ := recount(l, f.Period, f.Start, by)
	for span, base := range map[string]Period{SpanPrevious: f.Period.Previous(), SpanLastYear: f.Period.LastYear()} {
		then, _ := recount(l, base, min(f.Start.AddMonths(-12), base.To), by)
		for _, x := range recounted {
			d, _ := lookup(x.name, x.span)
			if x.naive != "" || !d.has(span) {
				continue
			}
			for key := range data.ID(5) {
				got, ok := f.Get(x.name, span, by, key)
				if !ok {
					if by != data.ByAll || key == 0 {
						t.Fatalf("%s: no %s of %s", what, span, x.name)
					}
					continue
				}
				var a, b [2]int64
				if n := now[x.name][key]; n != nil {
					a = *n
				}
				if n := then[x.name][key]; n != nil {
					b = *n
				}
				checkChange(t, what, got, d.Percent, a, b)
				seen[x.name+span] = seen[x.name+span] || got.Value != nil && *got.Value != 0
			}
		}
	}
}

func checkChange(t *testing.T, what string, got Figure, percent bool, now, then [2]int64) {
	t.Helper()
	if !percent {
		if got.Value == nil || *got.Value != float64(now[0]-then[0]) || (then[0] == 0) != strings.HasPrefix(got.Note, "—") {
			t.Fatalf("%s: %s: counted %d, before %d", what, show(got), now[0], then[0])
		}
		return
	}
	if got.Unit != UnitPoints {
		t.Fatalf("%s: %s: not in percentage points", what, show(got))
	}
	if now[1] == 0 || then[1] == 0 {
		if got.Value != nil {
			t.Fatalf("%s: %s: one of the two has no denominator", what, show(got))
		}
		return
	}
	want := 100*float64(now[0])/float64(now[1]) - 100*float64(then[0])/float64(then[1])
	if got.Value == nil || math.Abs(*got.Value-want) > 0.05+1e-9 {
		t.Fatalf("%s: %s: counted %v", what, show(got), want)
	}
}
