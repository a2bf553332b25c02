package stats

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"qinqing/data"
	"qinqing/data/soak"
)

// tally is the second count: name → row → numerator and denominator.
type tally map[string]map[data.ID]*[2]int64

func (t tally) add(name string, key data.ID, num, den int64) {
	if t[name] == nil {
		t[name] = map[data.ID]*[2]int64{}
	}
	if t[name][key] == nil {
		t[name][key] = &[2]int64{}
	}
	t[name][key][0] += num
	t[name][key][1] += den
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (w *paper) key(by data.Dim, c card) data.ID {
	switch by {
	case data.ByLead:
		return c.lead
	case data.ByCategory:
		return c.category
	case data.ByNature:
		return c.nature
	case data.ByMeasure:
		return c.measure
	case data.ByRegion:
		return w.p.Region
	case data.ByVisiting:
		return w.p.Visiting
	case data.BySupervising:
		return w.p.Supervising
	case data.BySource:
		return w.p.Source
	}
	return 0
}

func recount(l *ledger, p Period, start data.Date, by data.Dim) (tally, map[data.ID][]int) {
	out := tally{}
	took := map[data.ID][]int{}
	for _, problem := range l.problems {
		w := walk(problem, l.clock, lastDay+60)
		w.countFlows(out, took, p, by)
		for _, h := range w.book {
			if (h.what == "办结" || h.what == "销号") && h.on >= start && h.on <= p.To {
				out.add("累计"+h.what+"件次", w.key(by, h.c), 1, 0)
			}
		}
		w.countStocks(out, p, by)
		w.countCohort(out, "累计", start, p.To, by)
		w.countCohort(out, "本期", p.From, p.To, by)
		for i, a := range w.answers {
			lastKnown := i == len(w.answers)-1 || w.answers[i+1].on > p.To
			if a.on > p.To || !lastKnown {
				continue
			}
			if p.Contains(a.on) && !a.guessed {
				out.add("满意率", w.key(by, a.c), one(a.good), 1)
			}
			if a.on >= start {
				out.add("满意率累计", w.key(by, a.c), one(a.good), 1)
			}
		}
	}
	return out, took
}

func (w *paper) countFlows(out tally, took map[data.ID][]int, p Period, by data.Dim) {
	for _, h := range w.book {
		if !p.Contains(h.on) {
			continue
		}
		k := w.key(by, h.c)
		out.add(h.what, k, 1, 0)
		switch h.what {
		case "交办", "再次交办":
			out.add("交办件次", k, 1, 0)
		case "反馈", "再次反馈":
			out.add("反馈件次", k, 1, 0)
		case "退回":
			out.add("退回率", k, 1, 1)
		case "不予受理", "移送终结":
			out.add("转出", k, 1, 0)
		case "办结":
			out.add("退回率", k, 0, one(h.reviewed))
			out.add("按时办结率", k, one(h.onTime), one(h.hasDue))
			out.add("按原期限按时办结率", k, one(h.onTime1), one(h.hasDue))
			out.add("本期逾期办结", k, one(h.hasDue && !h.onTime), 0)
			reached, missed := h.reached != 0 && h.reached <= p.To, h.missed != 0 && h.missed <= p.To
			out.add("回访率", k, one(reached), one(reached || !missed))
			if h.days >= 0 {
				took[k] = append(took[k], h.days)
			}
		}
	}
}

func (w *paper) countStocks(out tally, p Period, by data.Dim) {
	c0, had := w.ends[p.From-1]
	if had {
		k := w.key(by, c0)
		out.add("期初在办", k, one(c0.open()), 0)
		out.add("期初长期坚持", k, one(c0.state == "长期"), 0)
		out.add("期初待销号", k, one(c0.state == "待销号"), 0)
		out.add("期初已销号", k, one(c0.state == "已销号"), 0)
		out.add("期初未销号", k, one(c0.open() || c0.state == "长期" || c0.state == "待销号"), 0)
		out.add("期初转出", k, one(c0.state == "不受理" || c0.state == "移送"), 0)
	}
	c := w.ends[p.To]
	k := w.key(by, c)
	out.add("期末在办", k, one(c.open()), 0)
	out.add("期末长期坚持", k, one(c.state == "长期"), 0)
	out.add("期末待销号", k, one(c.state == "待销号"), 0)
	out.add("期末已销号", k, one(c.state == "已销号"), 0)
	out.add("期末未销号", k, one(c.open() || c.state == "长期" || c.state == "待销号"), 0)
	out.add("期末不予受理", k, one(c.state == "不受理"), 0)
	out.add("期末移送终结", k, one(c.state == "移送"), 0)
	out.add("期末转出", k, one(c.state == "不受理" || c.state == "移送"), 0)
	waiting := c.state == "待审核" && c.reportOK
	if c.open() && c.due != 0 && c.due < p.To && !waiting && !c.guessedClock && !guessedAt(w.stays, p.To) && !guessedAt(w.waits, p.To) {
		out.add("期末逾期", k, 1, 0)
	}
}

// guessedAt says whether the stay the evening lies in ended by a 推定 event only.
func guessedAt(list []stay, d data.Date) bool {
	return slices.ContainsFunc(list, func(s stay) bool { return s.guessed && s.from <= d && d < s.to })
}

func (w *paper) countCohort(out tally, which string, start, z data.Date, by data.Dim) {
	if w.reg.On < start || w.reg.On > z {
		return
	}
	if which == "本期" && w.reg.Basis == data.Inferred { // 补录登记, not 登记问题
		return
	}
	c := w.ends[z]
	k := w.key(by, c)
	done := c.state == "待销号" || c.state == "已销号"
	struck := c.state == "已销号"
	if which == "本期" {
		out.add("本期登记办结率", k, one(done), one(done || c.open()))
		return
	}
	out.add("累计登记", w.key(by, w.registeredAs()), 1, 0)
	out.add("累计办结", k, one(done), 0)
	out.add("累计销号", k, one(struck), 0)
	out.add("办结率", k, one(done), one(done || c.open()))
	out.add("销号率", k, one(struck), one(done || c.open()))
	out.add("办结后销号率", k, one(struck), one(done))
}

func (w *paper) registeredAs() card { return w.book[0].c }

var recounted = []struct{ name, span, naive string }{
	{"登记问题", SpanPeriod, ""}, {"补录登记", SpanPeriod, ""}, {"交办", SpanPeriod, ""}, {"反馈", SpanPeriod, ""}, {"办结", SpanPeriod, ""},
	{"补录办结", SpanPeriod, ""}, {"长期办结", SpanPeriod, ""}, {"销号", SpanPeriod, ""}, {"补录销号", SpanPeriod, ""}, {"退回", SpanPeriod, ""},
	{"办结后退回", SpanPeriod, ""}, {"重启", SpanPeriod, ""}, {"延期", SpanPeriod, ""}, {"不予受理", SpanPeriod, ""}, {"移送终结", SpanPeriod, ""}, {"转出", SpanPeriod, ""},
	{"交办件次", SpanPeriod, ""}, {"反馈件次", SpanPeriod, ""}, {"期初未销号", SpanStart, ""}, {"期初转出", SpanStart, ""}, {"期末不予受理", SpanEnd, ""}, {"期末移送终结", SpanEnd, ""},
	{"累计办结件次", SpanTotal, ""}, {"累计销号件次", SpanTotal, ""},
	{"转长期", SpanPeriod, ""}, {"长期转回", SpanPeriod, ""}, {"转办入", SpanPeriod, ""}, {"转办出", SpanPeriod, ""}, {"改类入", SpanPeriod, ""}, {"改类出", SpanPeriod, ""},
	{"回访", SpanPeriod, ""}, {"本期逾期办结", SpanPeriod, ""},
	{"期初在办", SpanStart, ""}, {"期初长期坚持", SpanStart, ""}, {"期初待销号", SpanStart, ""}, {"期初已销号", SpanStart, ""},
	{"期末在办", SpanEnd, ""}, {"期末长期坚持", SpanEnd, ""}, {"期末待销号", SpanEnd, ""}, {"期末已销号", SpanEnd, ""}, {"期末未销号", SpanEnd, ""}, {"期末转出", SpanEnd, ""}, {"期末逾期", SpanEnd, ""},
	{"累计登记", SpanTotal, ""}, {"累计办结", SpanTotal, ""}, {"累计销号", SpanTotal, ""},
	{"办结率", SpanTotal, ""}, {"本期登记办结率", SpanPeriod, ""}, {"销号率", SpanTotal, ""}, {"办结后销号率", SpanTotal, ""},
	{"按时办结率", SpanPeriod, ""}, {"按原期限按时办结率", SpanPeriod, ""}, {"退回率", SpanPeriod, ""}, {"回访率", SpanPeriod, ""},
	{"满意率", SpanPeriod, ""}, {"满意率", SpanTotal, "满意率累计"},
}

func TestSecondCountAgrees(t *testing.T) {
	seen, lived := map[string]bool{}, map[string]int{}
	whole := soak.Done(t) == 0
	soak.Rounds(t, 220, 2000, func(t *testing.T, n int) {
		seed := uint64(n)
		r := rand.New(rand.NewPCG(seed, 99))
		l := randomLedger(t, seed+1000, 14)
		l.tellOf(lived)
		p := Month(2026, 1+r.IntN(11))
		switch r.IntN(4) {
		case 0:
			p = Quarter(2026, 1+r.IntN(4))
		case 1:
			p = CutoffMonth(2026, 1+r.IntN(11), 25)
		case 2:
			p.To = p.From + data.Date(r.IntN(28))
		}
		start := day("2026-01-01")
		if r.IntN(3) == 0 {
			start = day("2025-10-17")
		}
		start = min(start, p.To)
		by := everyDim[int(seed)%len(everyDim)]
		f := compute(t, l, Query{Period: p, By: []data.Dim{by}, Start: start, Compare: seed%5 == 0})
		what := fmt.Sprintf("seed %d %s from %s", seed, p.Name(), start)
		compareCounts(t, l, f, by, what, seen)
		compareVisits(t, l, f, by, what, seen)
		if f.Compare {
			compareChanges(t, l, f, by, what, seen)
		}
	})
	if !whole { // what an interrupted long run saw before isn't known
		return
	}
	for _, x := range []string{"延期", "逾期后补批", "退回重办", "办结后退回", "重启", "转办", "转长期坚持", "长期转回", "改类", "阶段完成", "作废", "更正", "推定", "补记", "月末", "假日", "调休"} {
		if lived[x] < 40 {
			t.Errorf("%s happened %d times in all ledgers: too few to prove anything", x, lived[x])
		}
	}
	for _, x := range recounted {
		if !seen[x.name] {
			t.Errorf("%s was 0 in every ledger: the test proves nothing about it", x.name)
		}
	}
}

func compareCounts(t *testing.T, l *ledger, f *Facts, by data.Dim, what string, seen map[string]bool) {
	t.Helper()
	naive, took := recount(l, f.Period, f.Start, by)
	for key := range data.ID(5) {
		if by == data.ByAll && key > 0 {
			break
		}
		for _, x := range recounted {
			name := x.naive
			if name == "" {
				name = x.name
			}
			want := [2]int64{}
			if n := naive[name][key]; n != nil {
				want = *n
			}
			got, ok := f.Get(x.name, x.span, by, key)
			if !ok || got.Numerator == nil {
				t.Fatalf("%s: no %s %s", what, x.name, x.span)
			}
			if *got.Numerator != want[0] || got.Denominator != nil && *got.Denominator != want[1] {
				t.Fatalf("%s: %s: counted %v", what, show(got), want)
			}
			seen[x.name] = seen[x.name] || want[0] > 0
		}
		days := took[key]
		slices.Sort(days)
		var sum int64
		for _, d := range days {
			sum += int64(d)
		}
		mean, _ := f.Get("平均办理工作日", SpanPeriod, by, key)
		if *mean.Numerator != sum || *mean.Denominator != int64(len(days)) {
			t.Fatalf("%s: %s: counted %d/%d", what, show(mean), sum, len(days))
		}
		median, _ := f.Get("办理工作日中位数", SpanPeriod, by, key)
		if n := len(days); n > 0 && *median.Value != float64(days[(n-1)/2]+days[n/2])/2 {
			t.Fatalf("%s: %s: days %v", what, show(median), days)
		}
	}
}
