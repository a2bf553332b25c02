package stats

import (
	"context"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

func (l *ledger) visit(on string, unit, enterprise, region data.ID, sat data.Satisfaction, join ...data.ID) {
	l.visits = append(l.visits, &data.Visit{ID: data.ID(len(l.visits) + 1), On: day(on), Unit: unit, EnterpriseID: enterprise, Region: region, Satisfaction: sat, JoinUnits: join})
}

func TestVisitsAndEnterprises(t *testing.T) {
	l := newLedger()
	l.visit("2026-09-30", 1, 7, 1, data.Satisfied)
	l.visit("2026-10-01", 1, 7, 1, data.Satisfied)
	l.visit("2026-10-09", 1, 8, 1, data.Dissatisfied)
	l.visit("2026-10-10", 2, 7, 1, data.NoAnswer)
	l.visit("2026-10-31", 2, 9, 2, data.VerySatisfied, 1, 2) // a joint visit
	l.visit("2026-10-12", 0, 10, 0, data.FairlySatisfied)
	l.visit("2026-11-01", 1, 11, 1, data.Satisfied)
	l.seal(t)
	for _, p := range []Period{Month(2026, 10), {day("2026-10-01"), day("2026-10-31")}} {
		f := compute(t, l, Query{Period: p, By: []data.Dim{data.ByVisiting, data.ByRegion, data.ByLead}, Compare: true})
		expect(t, f, []expectation{{"走访家次", SpanPeriod, "5"}, {"走访企业", SpanPeriod, "4"}, {"累计走访家次", SpanTotal, "6"}, {"累计走访企业", SpanTotal, "4"},
			{"走访满意率", SpanPeriod, "75.0%"}, {"走访满意率", SpanTotal, "80.0%"}, {"走访家次", SpanPrevious, "+4"}, {"走访企业", SpanPrevious, "+3"}})
		var rows []string
		for _, g := range f.Column("走访企业", SpanPeriod, data.ByVisiting) {
			rows = append(rows, g.Key+g.Text())
		}
		if got := strings.Join(rows, " "); got != "走访单位甲3 走访单位乙2 未填1" {
			t.Error(got)
		}
		g, _ := f.Get("走访企业", SpanPeriod, data.ByAll, 0)
		if want := "各行之和 6，跨行重复 2 家"; g.Note != want || f.SumNote("走访企业", SpanPeriod, data.ByVisiting) != want {
			t.Errorf("note %q", g.Note)
		}
		if got := f.SumNote("走访家次", SpanPeriod, data.ByVisiting); got != "各行之和 6，联合走访重复 1 家次" {
			t.Error(got)
		}
		if f.SumNote("走访企业", SpanPeriod, data.ByRegion) != "" || f.SumNote("登记问题", SpanPeriod, data.ByVisiting) != "" {
			t.Error("a note where rows add up")
		}
		if _, ok := f.Get("走访家次", SpanPeriod, data.ByLead, 1); ok {
			t.Error("visits have no lead unit")
		}
		if g, ok := f.Get("走访家次", SpanPeriod, data.ByVisiting, 3); !ok || g.Text() != "0" || g.Key != "走访单位丙" {
			t.Errorf("a unit without visits: %s", show(g))
		}
	}
}

func TestCoverage(t *testing.T) {
	l := newLedger()
	l.visit("2026-01-10", 1, 7, 1, 0)
	l.visit("2026-03-10", 1, 7, 1, 0)
	l.visit("2026-03-11", 1, 8, 2, 0)
	l.visit("2026-03-12", 1, 9, 3, 0) // region 3 lies in region 2 by its code
	l.visit("2025-12-31", 1, 6, 1, 0)
	l.seal(t)
	q := Query{Period: Month(2026, 3), By: []data.Dim{data.ByRegion}}
	expect(t, compute(t, l, q), []expectation{{"覆盖率", SpanTotal, "—"}})
	l.record(t, data.RecCoverageList, "2026-01-05", data.CoverageList{Region: 1, Enterprises: []data.ID{6, 7}})
	l.record(t, data.RecCoverageList, "2026-02-05", data.CoverageList{Region: 1, Source: "工信部门", Enterprises: []data.ID{6, 7, 20, 21}})
	l.record(t, data.RecCoverageList, "2026-04-01", data.CoverageList{Region: 1, Enterprises: []data.ID{7}})
	l.record(t, data.RecCoverageList, "2026-03-31", data.CoverageList{Region: 2, Count: 20, Source: "统计部门"})
	l.record(t, data.RecCoverageList, "2026-03-31", data.CoverageList{Region: 3, Count: 5})
	f := compute(t, l, q)
	for key, want := range map[data.ID]string{1: "25.0%", 2: "10.0%", 3: "20.0%", 4: "—"} {
		if got := f.textOf(t, "覆盖率", SpanTotal, data.ByRegion, key); got != want {
			t.Errorf("region %d: %s, want %s", key, got, want)
		}
	}
	all, _ := f.Get("覆盖率", SpanTotal, data.ByAll, 0)
	if *all.Numerator != 3 || *all.Denominator != 24 { // region 3 is within region 2
		t.Error(show(all))
	}
	for _, part := range []string{"名单4家（2026-02-05，来源：工信部门）", "名单20家（2026-03-31，来源：统计部门），只有家数"} {
		if !strings.Contains(all.Note, part) {
			t.Errorf("note %q lacks %q", all.Note, part)
		}
	}
	expect(t, compute(t, l, Query{Period: Month(2026, 1)}), []expectation{{"覆盖率", SpanTotal, "50.0%"}})
	l.record(t, data.RecCoverageList, "2026-03-31", data.CoverageList{Count: 30, Source: "全市"})
	expect(t, compute(t, l, q), []expectation{{"覆盖率", SpanTotal, "10.0%"}}) // the whole office's list holds the others
}

func TestRegisters(t *testing.T) {
	l := newLedger().seal(t)
	l.record(t, data.RecTimeLimitCut, "2026-01-10", data.TimeLimitCut{Matter: "烟花爆竹经营（零售）许可证", Unit: 1, Statutory: 20, Promised: 10})
	l.record(t, data.RecTimeLimitCut, "2026-02-10", data.TimeLimitCut{Matter: "烟花爆竹经营 (零售) 许可证", Unit: 1, Statutory: 20, Promised: 5,
		Actual: []data.ActualCase{{On: day("2026-03-31"), Days: 2}, {On: day("2026-03-01"), Days: 5}, {On: day("2026-04-01"), Days: 1}}})
	l.record(t, data.RecTimeLimitCut, "2026-03-10", data.TimeLimitCut{Matter: "排污许可", Unit: 2, Statutory: 10, Promised: 10, Actual: []data.ActualCase{{On: day("2026-03-10"), Days: 4}}})
	l.record(t, data.RecPolicy, "2026-02-10", data.Policy{PublishedOn: day("2026-02-10")})
	l.record(t, data.RecPolicy, "2026-03-10", data.Policy{PublishedOn: day("2026-03-31")})
	l.record(t, data.RecPolicy, "2026-03-10", data.Policy{PublishedOn: day("2026-04-01")})
	l.record(t, data.RecPolicy, "2026-03-10", data.Policy{})
	pay := func(on string, firm data.ID, due, paid int64, applied, paidOn string) {
		d := data.Disbursement{Enterprise: firm, DueFen: due, PaidFen: paid}
		if applied != "" {
			d.AppliedOn = day(applied)
		}
		if paidOn != "" {
			d.PaidOn = day(paidOn)
		}
		l.record(t, data.RecDisbursement, on, d)
	}
	pay("2026-03-02", 1, 100_000_000, 100_000_000, "2026-03-02", "2026-03-04")
	pay("2026-03-02", 1, 200_000_000, 50_000_000, "2026-03-02", "2026-03-09")
	pay("2026-03-02", 2, 100_000_000, 100_000_000, "2026-03-02", "2026-04-09") // paid after the period
	l.record(t, data.RecActivityCount, "2026-03-02", data.ActivityCount{Name: "座谈会", Unit: "场", Count: 2})
	l.record(t, data.RecActivityCount, "2026-02-02", data.ActivityCount{Name: "座谈会", Unit: "场", Count: 3})
	l.record(t, data.RecActivityCount, "2026-03-31", data.ActivityCount{Name: "宣讲", Unit: "次", Count: 4})
	l.record(t, data.RecActivityCount, "2026-03-31", data.ActivityCount{Name: "回访", Unit: "次", Count: 9})
	f := compute(t, l, Query{Period: Month(2026, 3), By: []data.Dim{data.ByLead}, Compare: true})
	expect(t, f, []expectation{
		{"承诺提速", SpanPeriod, "50.0%"}, // (20−5 + 10−10) ÷ 30
		{"实际提速", SpanPeriod, "75.0%"}, // (20−3.5 + 10−4) ÷ 30
		{"政策公开率", SpanPeriod, "33.3%"}, {"政策公开率", SpanTotal, "50.0%"}, {"政策公开率", SpanPrevious, "-66.7个百分点"},
		{"应兑付资金", SpanPeriod, "400.0"}, {"已兑付资金", SpanPeriod, "150.0"}, {"兑现率", SpanPeriod, "37.5%"}, {"兑付件数", SpanPeriod, "2"}, {"兑付企业", SpanPeriod, "1"}, {"平均兑付工作日", SpanPeriod, "3.5"},
		{"座谈会", SpanPeriod, "2"}, {"座谈会", SpanTotal, "5"}, {"座谈会", SpanPrevious, "-1"}, {"宣讲", SpanPeriod, "4"}, {"手录·回访", SpanPeriod, "9"}, {"回访", SpanPeriod, "0"}, {"约谈", SpanPeriod, "0"},
	})
	if a, b := f.textOf(t, "实际提速", SpanPeriod, data.ByLead, 1), f.textOf(t, "实际提速", SpanPeriod, data.ByLead, 2); a != "82.5%" || b != "60.0%" {
		t.Error(a, b)
	}
	if g, _ := f.Get("实际提速", SpanPeriod, data.ByAll, 0); g.Note != "办件 3 件" {
		t.Error(show(g))
	}
	if g, _ := f.Get("宣讲", SpanPeriod, data.ByAll, 0); g.Unit != "次" {
		t.Error(show(g))
	}
	one := compute(t, l, Query{Period: Month(2026, 3), Figures: []string{"宣讲", "走访企业（家）"}})
	expect(t, one, []expectation{{"宣讲", SpanPeriod, "4"}, {"走访企业", SpanPeriod, "0"}})
	if _, ok := one.Get("登记问题", SpanPeriod, data.ByAll, 0); ok {
		t.Error("登记问题 was not asked for")
	}
	if _, err := Compute(context.Background(), l, Query{Period: Month(2026, 3), Figures: []string{"幸福指数"}}); data.CodeOf(err) != data.NotFound {
		t.Errorf("%v", err)
	}
}

func TestStartOfTotals(t *testing.T) {
	l := newLedger().lives(t, "01-05 登记", "02-09 登记", "02-10 登记", "10-09 登记").seal(t)
	for _, c := range []struct {
		setting, asked string
		p              Period
		want           string
	}{
		{"", "", Month(2026, 10), "4"}, {"2026-02-10", "", Month(2026, 10), "2"}, {"2026-02-10", "2026-02-01", Month(2026, 10), "3"},
		{"2026-03-01", "", Month(2026, 2), "3"}, // the setting lies after the period
	} {
		l.settings["stats.start"] = c.setting
		q := Query{Period: c.p}
		if c.asked != "" {
			q.Start = day(c.asked)
		}
		if got := compute(t, l, q).text(t, "累计登记", SpanTotal); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	l.settings["stats.start"] = "今年"
	if _, err := Compute(context.Background(), l, Query{Period: Month(2026, 10)}); data.CodeOf(err) != data.Invalid {
		t.Errorf("%v", err)
	}
	if _, err := Compute(context.Background(), l, Query{Period: Period{}}); data.CodeOf(err) != data.Invalid {
		t.Errorf("%v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Compute(ctx, l, Query{Period: Month(2026, 10), Start: day("2026-01-01")}); err == nil {
		t.Error("counted although nobody waits")
	}
}

func TestDataNotes(t *testing.T) {
	l := newLedger()
	l.names[data.ByCategory][3].Name = "其他"
	for i := range 10 {
		l.live(t, "10-08 登记").Category = data.ID(1 + i%3)
	}
	for range 5 {
		l.live(t, "10-08 登记").Category = 4
	}
	l.live(t, "10-08 登记").Category = 0
	l.live(t, "10-31 ~登记; 10-31 ~办结; 10-31 ~销号")
	f := compute(t, l.seal(t), Query{Period: Month(2026, 10), By: []data.Dim{data.ByCategory}})
	want := []string{"办结：其中 1 个无办结日期，未计入。", "销号：其中 1 个无销号日期，未计入。", "登记问题：另有补录登记 1 个（登记日为推定），未计入。", "登记问题中 1 个未填类别，列入“未填”行。", "类别为“其他”的占登记问题的 31.3%，超过 30%，请核对归类。"}
	if got := DataNotes(f); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	keys := f.Keys(data.ByCategory)
	if len(keys) != 5 || keys[4].Name != Unfilled || keys[4].ID != 0 {
		t.Errorf("%+v", keys)
	}
	l.names[data.ByCategory] = l.names[data.ByCategory][:2]
	f = compute(t, l, Query{Period: Month(2026, 10), By: []data.Dim{data.ByCategory}})
	if keys := f.Keys(data.ByCategory); len(keys) != 5 || keys[2].ID != 3 || !strings.Contains(keys[2].Name, "编号3") {
		t.Errorf("rows whose word is gone must stay, or the rows do not add up: %+v", keys)
	}
	expect(t, f, []expectation{{"登记问题", SpanPeriod, "16"}, {"累计登记", SpanTotal, "17"}, {"办结", SpanPeriod, "0"}, {"累计办结", SpanTotal, "1"}, {"期末已销号", SpanEnd, "1"}})
}
