package stats

import (
	"context"
	"fmt"
	"testing"

	"qinqing/data"
)

var onlyPeriods = []Period{Month(2026, 3), Quarter(2026, 2), {day("2026-02-26"), day("2026-03-25")}, {day("2026-10-01"), day("2026-10-14")}}

// A ledger narrowed to a row says of all of it what the whole ledger says of that row.
func TestNarrowedIsTheRow(t *testing.T) {
	for seed := range uint64(3) {
		l := randomLedger(t, seed+9000, 24)
		for _, p := range onlyPeriods {
			whole := compute(t, l, Query{Period: p, By: everyDim, Compare: true})
			for _, by := range everyDim[1:] {
				for _, k := range whole.Keys(by) {
					narrow := compute(t, l, Query{Period: p, By: everyDim, Only: Only{by, k.ID}, Compare: true})
					checkNarrow(t, fmt.Sprintf("seed %d %s only %s", seed, p.Name(), k.Name), whole, narrow, by, k.ID)
				}
			}
		}
	}
}

func checkNarrow(t *testing.T, what string, whole, narrow *Facts, by data.Dim, key data.ID) {
	t.Helper()
	for _, f := range narrow.All() {
		if f.By != data.DimNames[data.ByAll].Code {
			continue
		}
		row, ok := whole.Get(f.Name, f.Span, by, key)
		// What a row tells of lists and entries beside its number is told of the total otherwise.
		if !ok || f.Text() != row.Text() || number64(f.Numerator) != number64(row.Numerator) || number64(f.Denominator) != number64(row.Denominator) {
			t.Fatalf("%s:\n  %s\n  %s", what, show(f), show(row))
		}
	}
	for _, d := range catalogue { // and nothing the row has is missing
		for _, span := range d.Spans {
			_, has := whole.Get(d.Name, span, by, key)
			if _, ok := narrow.Get(d.Name, span, data.ByAll, 0); ok != has {
				t.Fatalf("%s: %s %s is there: %v, in the row: %v", what, d.Name, span, ok, has)
			}
		}
	}
}

func number64(n *int64) int64 {
	if n == nil {
		return -1 << 60
	}
	return *n
}

// What lies in two rows at once is the same whichever is asked for first, and the rows
// behind it are as many as it says.
func TestTwoRowsAtOnce(t *testing.T) {
	names := []string{"登记问题", "办结", "期末在办", "期末逾期", "累计登记", "累计办结", "累计销号"}
	pairs := [][2]data.Dim{{data.ByLead, data.ByCategory}, {data.ByRegion, data.ByLead}, {data.ByMeasure, data.BySupervising}}
	some := 0
	for seed := range uint64(3) {
		l := randomLedger(t, seed+9100, 30)
		for _, p := range onlyPeriods {
			for _, pair := range pairs {
				for a := range data.ID(4) {
					one := compute(t, l, Query{Period: p, By: []data.Dim{pair[1]}, Only: Only{pair[0], a}, Figures: names})
					for b := range data.ID(4) {
						other := compute(t, l, Query{Period: p, By: []data.Dim{pair[0]}, Only: Only{pair[1], b}, Figures: names})
						for _, name := range names {
							span := byName[name].Spans[0]
							x, _ := one.Get(name, span, pair[1], b)
							y, _ := other.Get(name, span, pair[0], a)
							rows, err := Rows(context.Background(), l, RowQuery{Name: name, Span: span, By: pair[1], KeyID: b, Only: Only{pair[0], a}, Period: p})
							if x.Text() != y.Text() || err != nil || int64(len(rows)) != *x.Numerator {
								t.Fatalf("seed %d %s %v %d %d: %s is %s and %s, %d rows, %v", seed, p.Name(), pair, a, b, name, x.Text(), y.Text(), len(rows), err)
							}
							some += len(rows)
						}
					}
				}
			}
		}
	}
	if some == 0 {
		t.Error("nothing was counted")
	}
}

// Days that are no whole months are counted from the month table and what happened since,
// which is what the histories alone say.
func TestPartOfAMonthFromBothIsTheHistories(t *testing.T) {
	periods := []Period{{day("2026-10-01"), day("2026-10-14")}, {day("2026-01-01"), day("2026-03-09")}, {day("2026-02-01"), day("2026-02-27")},
		{day("2026-02-26"), day("2026-03-25")}, {day("2026-03-05"), day("2026-03-31")}, {day("2026-03-05"), day("2026-03-06")}, {day("2026-01-20"), day("2026-04-10")}, {day("2026-02-10"), day("2026-04-30")}}
	for seed := range uint64(12) {
		l := randomLedger(t, seed+9200, 25)
		l.cut = []data.Cutoff{0, 0, 25, 8}[seed%4]
		l.seal(t)
		for _, p := range periods {
			q := Query{Period: p, By: everyDim, Compare: true}
			sameFigures(t, fmt.Sprintf("seed %d %s", seed, p.Name()), compute(t, l, q).All(), byHistories(t, l, q).All())
		}
	}
}
