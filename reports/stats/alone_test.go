package stats

import (
	"fmt"
	"testing"

	"qinqing/data"
)

// A figure asked for by itself is what it is among all the others.
func TestAskedAloneIsTheSame(t *testing.T) {
	for seed := range uint64(6) {
		l := randomLedger(t, seed+7000, 20)
		for _, p := range []Period{Month(2026, 3), {day("2026-02-26"), day("2026-03-25")}} {
			all := map[string]Figure{}
			key := func(f Figure) string { return fmt.Sprint(f.Name, f.Span, f.By, f.KeyID) }
			for _, f := range compute(t, l, Query{Period: p, By: everyDim, Compare: true}).All() {
				all[key(f)] = f
			}
			for _, d := range Catalogue() {
				for _, f := range compute(t, l, Query{Period: p, By: everyDim, Compare: true, Figures: []string{d.Name}}).All() {
					among, ok := all[key(f)]
					if f.Name == d.Name && (!ok || show(f) != show(among)) {
						t.Errorf("seed %d %s: alone %s, among all %s", seed, p.Name(), show(f), show(among))
					}
				}
			}
			for _, f := range all {
				if d, _ := Define(f.Name); d.Name == "" && f.By == data.DimNames[data.ByAll].Code {
					alone, ok := compute(t, l, Query{Period: p, Compare: true, Figures: []string{f.Name}}).Get(f.Name, f.Span, data.ByAll, 0)
					if !ok || show(alone) != show(f) {
						t.Errorf("seed %d %s: alone %s, among all %s", seed, p.Name(), show(alone), show(f))
					}
				}
			}
		}
	}
}

// So are the rows of a dimension asked for by itself.
func TestDimensionAloneIsTheSame(t *testing.T) {
	for seed := range uint64(8) {
		l := randomLedger(t, seed+8000, 20)
		for _, p := range []Period{Quarter(2026, 2), {day("2026-02-26"), day("2026-03-25")}} {
			all := compute(t, l, Query{Period: p, By: everyDim, Compare: true})
			for _, by := range everyDim[1:] {
				for _, f := range compute(t, l, Query{Period: p, By: []data.Dim{by}, Compare: true}).All() {
					if f.By != data.DimNames[by].Code { // the total's note depends on the rows beside it
						continue
					}
					among, ok := all.Get(f.Name, f.Span, by, f.KeyID)
					if !ok || show(f) != show(among) {
						t.Errorf("seed %d %s: alone %s, among all %s", seed, p.Name(), show(f), show(among))
					}
				}
			}
		}
	}
}
