package stats

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"qinqing/data"
)

var kindWords = map[string]data.Kind{"登记": data.Register, "交办": data.Assign, "反馈": data.Report, "退回": data.SendBack, "办结": data.Resolve, "销号": data.StrikeOff,
	"重启": data.Reopen, "办结后退回": data.Rework, "不予受理": data.Decline, "移送": data.MoveClue, "转长期": data.ToLongTerm, "回访": data.ReturnVisit, "延期": data.Extend, "转办": data.Transfer}

// live adds a problem with the given life: "10-08 登记; 10-09 交办 5; 10-12 反馈 …" in
// 2026. The number of 交办 is of working days, of 转办 the unit, of 回访 the answer; ~
// before a word marks a 推定 date.
func (l *ledger) live(t testing.TB, life string) *data.Problem {
	t.Helper()
	p := &data.Problem{ID: data.ID(len(l.problems) + 1), Category: 1, Region: 1, Visiting: 1}
	for _, step := range strings.Split(life, ";") {
		f := strings.Fields(step)
		e := data.Event{On: day("2026-" + f[0]), Basis: data.Real, Origin: data.FromWindow, Note: "原因", Approver: "甲", SignedBy: "乙", Unit: 1}
		word := f[1]
		if w, ok := strings.CutPrefix(word, "~"); ok {
			word, e.Basis, e.Origin = w, data.Inferred, data.FromImport
		}
		e.Kind = kindWords[word]
		n := 0
		if len(f) > 2 {
			n = int(f[2][0] - '0')
		}
		switch e.Kind {
		case data.Assign:
			if n > 0 {
				e.Deadline = data.Deadline{Kind: data.ByWorkdays, N: n}
			}
		case data.Transfer:
			e.Unit = data.ID(n)
		case data.ReturnVisit:
			e.Satisfaction = data.Satisfaction(n)
		case data.Extend:
			e.Deadline = data.Deadline{Kind: data.ByDate, Date: day("2026-" + f[2])}
		case data.Reopen:
			e.Deadline = data.Deadline{Kind: data.ByDate, Date: e.On + 30}
		}
		if err := p.Apply(e, l.clock); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
	}
	l.problems = append(l.problems, p)
	return p
}

func (l *ledger) lives(t testing.TB, lives ...string) *ledger {
	for _, s := range lives {
		l.live(t, s)
	}
	return l
}

// text is a figure of the total as printed.
func (f *Facts) text(t testing.TB, name, span string) string {
	t.Helper()
	return f.textOf(t, name, span, data.ByAll, 0)
}

func (f *Facts) textOf(t testing.TB, name, span string, by data.Dim, key data.ID) string {
	t.Helper()
	g, ok := f.Get(name, span, by, key)
	if !ok {
		t.Fatalf("no %s %s", name, span)
	}
	return g.Text()
}

type expectation struct{ name, span, text string }

func expect(t *testing.T, f *Facts, list []expectation) {
	t.Helper()
	for _, x := range list {
		if got := f.text(t, x.name, x.span); got != x.text {
			t.Errorf("%s %s is %s, want %s", x.name, x.span, got, x.text)
		}
	}
}

// The worked example of the rule book: O 3 R 1 X 1 and what happens to them.
func TestWorkedExample(t *testing.T) {
	l := newLedger().lives(t,
		"09-01 登记; 09-02 交办; 10-08 反馈; 10-09 办结; 10-12 销号", // X
		"09-01 登记; 09-02 交办; 10-08 反馈; 10-09 办结; 10-12 销号", // X
		"09-01 登记; 09-02 交办", // O
		"09-01 登记; 09-02 交办; 09-08 反馈; 09-09 办结; 10-12 销号; 10-20 重启",      // O
		"09-01 登记; 09-02 交办; 09-08 反馈; 09-09 办结; 09-12 销号; 10-20 重启",      // O
		"10-08 登记; 10-08 交办; 10-12 反馈; 10-13 办结",                          // R
		"10-08 登记; 10-08 交办; 10-12 反馈; 10-13 办结; 10-15 回访 4; 10-16 办结后退回", // O
		"10-08 登记; 10-09 不予受理",
		"10-08 登记; 10-09 转长期",
		"10-08 登记; 10-09 移送",
	).seal(t)
	for _, p := range []Period{Month(2026, 10), {day("2026-10-01"), day("2026-10-30")}} {
		f := compute(t, l, Query{Period: p, By: everyDim, Compare: true})
		expect(t, f, []expectation{
			{"期初在办", SpanStart, "3"}, {"期初待销号", SpanStart, "1"}, {"期初已销号", SpanStart, "1"},
			{"登记问题", SpanPeriod, "5"}, {"重启", SpanPeriod, "2"}, {"办结后退回", SpanPeriod, "1"}, {"办结", SpanPeriod, "4"}, {"销号", SpanPeriod, "3"},
			{"不予受理", SpanPeriod, "1"}, {"转长期", SpanPeriod, "1"}, {"移送终结", SpanPeriod, "1"}, {"转出", SpanPeriod, "2"},
			{"期末在办", SpanEnd, "4"}, {"期末待销号", SpanEnd, "1"}, {"期末已销号", SpanEnd, "2"}, {"期末长期坚持", SpanEnd, "1"}, {"期末不予受理", SpanEnd, "1"}, {"期末移送终结", SpanEnd, "1"}, {"期末转出", SpanEnd, "2"},
			{"期末未销号", SpanEnd, "6"}, {"办结率", SpanTotal, "42.9%"}, {"累计登记", SpanTotal, "10"}, {"累计办结", SpanTotal, "3"}, {"累计办结件次", SpanTotal, "6"},
			{"累计销号", SpanTotal, "2"}, {"累计销号件次", SpanTotal, "4"}, {"销号率", SpanTotal, "28.6%"}, {"办结后销号率", SpanTotal, "66.7%"}, {"本期登记办结率", SpanPeriod, "50.0%"},
			{"退回率", SpanPeriod, "0.0%"}, {"满意率", SpanPeriod, "0.0%"}, {"回访率", SpanPeriod, "25.0%"}, {"按时办结率", SpanPeriod, "—"}, {"期末逾期", SpanEnd, "0"},
			{"平均兑付工作日", SpanPeriod, "—"}, {"覆盖率", SpanTotal, "—"}, {"走访家次", SpanPeriod, "0"},
		})
	}
}

// Figures whose parts must add up to the printed total.
func TestExactSums(t *testing.T) {
	for _, parts := range [][]int{{29, 28, 44, 6, 17, 23}, {31, 1, 33, 29, 52, 11, 26, 18, 1, 82}, {2954, 480, 139, 66, 17}} {
		l := newLedger()
		l.names[data.ByCategory] = nil
		total := 0
		for i, n := range parts {
			name := "类" + strconv.Itoa(i)
			if i == len(parts)-1 {
				name = "其他"
			}
			l.names[data.ByCategory] = append(l.names[data.ByCategory], data.Named{ID: data.ID(i + 1), Name: name})
			for range n {
				l.live(t, "10-08 登记").Category = data.ID(i + 1)
			}
			total += n
		}
		f := compute(t, l.seal(t), Query{Period: Month(2026, 10), By: []data.Dim{data.ByCategory}})
		column := f.Column("登记问题", SpanPeriod, data.ByCategory)
		sum, counts := int64(0), []int64{}
		for i, c := range column {
			if *c.Numerator != int64(parts[i]) {
				t.Errorf("part %d of %v is %s", i, parts, c.Text())
			}
			sum += *c.Numerator
			counts = append(counts, *c.Numerator)
		}
		all, _ := f.Get("登记问题", SpanPeriod, data.ByAll, 0)
		if int(sum) != total || *all.Numerator != sum || len(column) != len(parts) {
			t.Errorf("%v: rows make %d, total %s", parts, sum, all.Text())
		}
		percent, note := Shares(counts)
		if total == 284 {
			if got := (Figure{Value: percent[9], Unit: UnitPercent}).Text(); got != "28.9%" {
				t.Errorf("其他 is %s", got)
			}
			if note != NotHundred {
				t.Error("284: shares make 100.1 and nobody says so")
			}
			if len(DataNotes(f)) != 0 {
				t.Errorf("28.9%% of 其他 is not too much: %v", DataNotes(f))
			}
		}
	}
}

func TestSharesThatMakeHundredNeedNoNote(t *testing.T) {
	if _, note := Shares([]int64{1, 1, 2}); note != "" {
		t.Error(note)
	}
	if _, note := Shares([]int64{1, 1, 1}); note == "" {
		t.Error("33.3 three times is 99.9")
	}
	if p, note := Shares([]int64{0, 0}); note != "" || p[0] != nil {
		t.Error("nothing has no shares")
	}
	if p, _ := Shares([]int64{2499, 1}); *p[0] != 99.96 || *p[1] != 0.04 {
		t.Errorf("%v %v", *p[0], *p[1])
	}
}

func TestTimeliness(t *testing.T) {
	l := newLedger().lives(t,
		"09-28 登记; 09-28 交办 5; 10-10 反馈; 10-20 办结", // due 10-10, a Saturday that is worked: in time, the reviewer was slow
		"09-28 登记; 09-28 交办 5; 10-13 反馈; 10-13 办结", // one day late
		"09-28 登记; 09-28 交办 5; 10-09 延期 10-30; 10-20 反馈; 10-21 办结",
		"09-28 登记; 09-28 交办 5; 10-13 延期 10-30; 10-20 反馈; 10-21 办结", // too late to undo the overdue
		"09-28 登记; 09-28 交办; 10-20 反馈; 10-21 办结",                   // 期限缺失
		"09-28 登记; 09-28 交办 5; 10-20 ~办结",
		"10-26 登记; 10-26 交办 5",           // due 11-02
		"10-23 登记; 10-23 交办 5; 10-29 反馈", // due 10-30, waiting for review
		"10-23 登记; 10-23 交办 5",           // due 10-30: late on the 31st
	)
	f := compute(t, l.seal(t), Query{Period: Month(2026, 10), By: everyDim})
	expect(t, f, []expectation{
		{"办结", SpanPeriod, "5"}, {"补录办结", SpanPeriod, "1"}, {"按时办结率", SpanPeriod, "50.0%"}, {"按原期限按时办结率", SpanPeriod, "25.0%"}, {"本期逾期办结", SpanPeriod, "2"},
		{"期末逾期", SpanEnd, "1"}, {"期末在办", SpanEnd, "3"},
	})
	if n, _ := f.Get("办结", SpanPeriod, data.ByAll, 0); n.Note != "其中 1 个无办结日期，未计入" {
		t.Errorf("note of 办结: %q", n.Note)
	}
	on := compute(t, l, Query{Period: Period{day("2026-10-01"), day("2026-10-30")}})
	expect(t, on, []expectation{{"期末逾期", SpanEnd, "0"}}) // due on z itself is not late
	before := compute(t, l, Query{Period: Period{day("2026-10-01"), day("2026-10-15")}})
	expect(t, before, []expectation{{"期末逾期", SpanEnd, "0"}}) // the one resolved on a 推定 day and the one extended too late are out
	on12 := compute(t, l, Query{Period: Period{day("2026-10-01"), day("2026-10-12")}})
	expect(t, on12, []expectation{{"期末逾期", SpanEnd, "2"}}) // the late one and the one not yet extended
}

func TestWorkingDays(t *testing.T) {
	l := newLedger().lives(t,
		"09-28 登记; 09-28 交办 5; 09-28 反馈; 10-20 办结",                                         // 0: the same day
		"09-28 登记; 09-28 交办 5; 10-09 反馈; 10-12 办结",                                         // 29, 30, 8, 9
		"09-28 登记; 09-28 交办 5; 10-10 反馈; 10-12 办结",                                         // 5: the 10th is worked
		"09-01 登记; 09-01 交办 5; 09-02 反馈; 09-02 办结; 09-03 销号; 10-12 重启; 10-13 反馈; 10-13 办结", // 1 from the reopening
		"09-28 登记; 09-28 ~交办; 10-10 反馈; 10-12 办结",
	).seal(t)
	f := compute(t, l, Query{Period: Month(2026, 10), Compare: true})
	expect(t, f, []expectation{{"平均办理工作日", SpanPeriod, "2.5"}, {"办理工作日中位数", SpanPeriod, "2.5"}, {"平均办理工作日", SpanTotal, "2.2"}, {"平均办理工作日", SpanPrevious, "+1.5"}})
	mean, _ := f.Get("平均办理工作日", SpanPeriod, data.ByAll, 0)
	if mean.Note != "共4件次，中位数2.5" || *mean.Numerator != 10 || *mean.Denominator != 4 {
		t.Errorf("%s", show(mean))
	}
}

func TestUnitsFollowTheEventsDate(t *testing.T) {
	l := newLedger().lives(t, "09-28 登记; 09-28 交办 5; 10-09 转办 2; 10-12 反馈; 10-13 办结").seal(t)
	f := compute(t, l, Query{Period: Month(2026, 10), By: []data.Dim{data.ByLead}})
	for _, x := range []struct {
		name, span string
		one, two   string
	}{
		{"期初在办", SpanStart, "1", "0"}, {"转办出", SpanPeriod, "1", "0"}, {"转办入", SpanPeriod, "0", "1"}, {"办结", SpanPeriod, "0", "1"}, {"期末待销号", SpanEnd, "0", "1"},
		{"累计登记", SpanTotal, "1", "0"}, {"办结率", SpanTotal, "—", "100.0%"},
	} {
		if a, b := f.textOf(t, x.name, x.span, data.ByLead, 1), f.textOf(t, x.name, x.span, data.ByLead, 2); a != x.one || b != x.two {
			t.Errorf("%s: %s and %s, want %s and %s", x.name, a, b, x.one, x.two)
		}
	}
}

func TestBrokenLedgerStopsAndSaysWhere(t *testing.T) {
	for name, spoil := range map[string]func(*ledger){
		"a register cell of a unit is lost": func(l *ledger) { l.spoil(data.AtomRegister, data.ByLead) },
		"a stock cell is lost":              func(l *ledger) { l.spoil(data.AtomO+data.OpenSuffix, data.ByAll) },
		"a strike of the total is lost":     func(l *ledger) { l.spoil(data.AtomStrike, data.ByAll) },
		"a call of a region is lost":        func(l *ledger) { l.spoil(data.AtomCall, data.ByRegion) },
	} {
		t.Run(name, func(t *testing.T) {
			l := newLedger().lives(t, "10-08 登记; 10-08 交办 5", "10-08 登记; 10-08 交办 5; 10-09 反馈; 10-09 办结; 10-09 销号")
			l.visits = []*data.Visit{{ID: 1, On: day("2026-10-08"), Unit: 1, EnterpriseID: 1, Region: 1}}
			l.seal(t)
			spoil(l)
			_, err := Compute(context.Background(), l, Query{Period: Month(2026, 10), By: []data.Dim{data.ByLead, data.ByRegion}})
			if data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "核对不符") || !strings.Contains(err.Error(), "2026年10月") {
				t.Errorf("%v", err)
			}
		})
	}
}

func (l *ledger) spoil(kind data.AtomKind, by data.Dim) {
	for k := range l.cells {
		if k.Kind == kind && k.Dim == by {
			l.cells[k]--
		}
	}
	l.count()
}
