package data

import (
	"maps"
	"strconv"
	"testing"
)

// TestWorkedExample is the example the identities were published with: O 3 R 1 X 1;
// 登记 5 重启 2 办结后退回 1 办结 4 销号 3 不予受理 1 转长期 1 移送 1 → O 4 R 1 X 2 L 1 N 1 M 1.
func TestWorkedExample(t *testing.T) {
	c := testClock(t)
	open := []Event{at(Register, "2026-02-02"), at(Assign, "2026-02-03")}
	closed := append(open[:2:2], at(Report, "2026-02-10"), at(Resolve, "2026-02-11"))
	fresh := []Event{at(Register, "2026-03-02"), at(Assign, "2026-03-03")}
	passed := []Event{at(Report, "2026-03-10"), at(Resolve, "2026-03-11")}
	with := func(events ...[]Event) *Timeline {
		var all []Event
		for _, e := range events {
			all = append(all, e...)
		}
		return history(t, life(t, c, all...), c)
	}
	strike, reopen := []Event{at(StrikeOff, "2026-03-16")}, []Event{at(Reopen, "2026-03-20")}
	lives := []*Timeline{
		with(open, passed, strike), with(open, passed, strike),
		with(open, passed, []Event{at(Rework, "2026-03-18")}),
		with(closed, strike, reopen),
		with(closed, []Event{at(StrikeOff, "2026-02-20")}, reopen),
		with(fresh, passed),
		with(fresh, []Event{at(Decline, "2026-03-05")}),
		with(fresh, []Event{at(ToLongTerm, "2026-03-05")}),
		with(fresh, []Event{at(MoveClue, "2026-03-05")}),
		with(fresh),
	}
	at := func(on string) map[Stock]int {
		out := map[Stock]int{}
		for _, tl := range lives {
			out[tl.StockAt(day(on))]++
		}
		return out
	}
	begin, end := at("2026-02-28"), at("2026-03-31")
	flows := map[AtomKind]int{}
	for _, tl := range lives {
		for _, a := range tl.Atoms {
			if !a.Kind.Stock() && a.From >= day("2026-03-01") && a.From <= day("2026-03-31") {
				flows[a.Kind]++
			}
		}
	}
	for name, x := range map[string][2]int{
		"O初": {begin[StockO], 3}, "R初": {begin[StockR], 1}, "X初": {begin[StockX], 1}, "未登记初": {begin[NoStock], 5},
		"登记": {flows[AtomRegister], 5}, "重启": {flows[AtomReopen], 2}, "办结后退回": {flows[AtomRework], 1},
		"办结": {flows[AtomResolve], 4}, "销号": {flows[AtomStrike], 3}, "不予受理": {flows[AtomDecline], 1},
		"转长期": {flows[AtomToLong], 1}, "移送": {flows[AtomClue], 1},
		"O末": {end[StockO], 4}, "R末": {end[StockR], 1}, "X末": {end[StockX], 2},
		"L末": {end[StockL], 1}, "N末": {end[StockN], 1}, "M末": {end[StockM], 1},
		"办结率分子": {end[StockR] + end[StockX], 3},
		"办结率分母": {len(lives) - end[StockN] - end[StockM] - end[StockL], 10 - 2 - 1},
	} {
		if x[0] != x[1] {
			t.Errorf("%s = %d, want %d", name, x[0], x[1])
		}
	}
}

// What ends on a month's last day is not in that month's closing stock.
func TestCellsAtMonthEnd(t *testing.T) {
	c := testClock(t)
	for name, x := range map[string]struct {
		resolved string
		want     map[string]int // month and kind of the row of all
	}{
		"on the last day":         {"2026-03-31", map[string]int{"202603R*": 1}},
		"on the first of a month": {"2026-04-01", map[string]int{"202603O": 1, "202603overdue": 1, "202604R*": 1}},
		"two months on":           {"2026-05-15", map[string]int{"202603O": 1, "202604O": 1, "202603overdue": 1, "202604overdue": 1, "202605R*": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			tl := history(t, life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-03-30"))),
				at(Report, x.resolved), at(Resolve, x.resolved)), c)
			cells := map[CellKey]int{}
			tl.AddCells(cells, 0, 1)
			got := map[string]int{}
			for k, n := range cells {
				if k.Dim == ByAll && AtomKind(trimOpen(string(k.Kind))).Stock() {
					got[strconv.Itoa(k.Month)+string(k.Kind)] += n
					if k.Val != 202603 {
						t.Errorf("%s holds registration month %d", k.Kind, k.Val)
					}
				}
			}
			if !maps.Equal(got, x.want) {
				t.Errorf("cells %v, want %v", got, x.want)
			}
		})
	}
}
