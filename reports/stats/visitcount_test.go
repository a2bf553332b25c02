package stats

import (
	"slices"
	"testing"

	"qinqing/data"
)

// compareVisits counts the visits a second time, by the words: same unit, day and
// enterprise is 1, a joint visit 1 in the total and 1 for each of its units.
func compareVisits(t *testing.T, l *ledger, f *Facts, by data.Dim, what string, seen map[string]bool) {
	t.Helper()
	if !slices.Contains(callDims, by) {
		return
	}
	for _, span := range []string{SpanPeriod, SpanTotal} {
		p, calls, firms := f.Period, "走访家次", "走访企业"
		if span == SpanTotal {
			p, calls, firms = Period{f.Start, f.Period.To}, "累计走访家次", "累计走访企业"
		}
		for key := range data.ID(6) {
			if by == data.ByAll && key > 0 {
				break
			}
			var n, answers, good int64
			met := map[data.ID]bool{}
			for _, v := range l.visits {
				mine := by == data.ByAll || by == data.ByRegion && v.Region == key || by == data.ByVisiting && (v.Unit == key || slices.Contains(v.JoinUnits, key))
				if !mine || v.On < p.From || v.On > p.To {
					continue
				}
				n++
				met[v.EnterpriseID] = true
				answers += one(v.Satisfaction != data.NoAnswer)
				good += one(v.Satisfaction != data.NoAnswer && v.Satisfaction <= data.FairlySatisfied)
			}
			for name, want := range map[string][2]int64{calls: {n, 0}, firms: {int64(len(met)), 0}, "走访满意率": {good, answers}} {
				got, ok := f.Get(name, span, by, key)
				if !ok || *got.Numerator != want[0] || got.Denominator != nil && *got.Denominator != want[1] {
					t.Fatalf("%s: %s: counted %v", what, show(got), want)
				}
				seen[name] = seen[name] || want[0] > 0
			}
		}
	}
}
