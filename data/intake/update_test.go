package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"qinqing/data"
)

// tsv makes a pasted ledger of rows whose cells are separated by "|".
func tsv(rows ...string) []byte {
	return []byte(strings.ReplaceAll(strings.Join(rows, "\n"), "|", "\t"))
}

const rectifyHead = "问题来源|问题类别|具体问题|责任单位|整改时限|整改完成日期|完成情况|是否销号|备注"
const visitsHead = "序号|走访日期|走访单位|企业名称|反映问题|问题类别|拟交办单位|交办日期|办结时限|办理情况|企业满意度|是否销号|备注"

func (m *memory) only(t testing.TB) (*data.Problem, *data.Timeline) {
	t.Helper()
	if len(m.problems) != 1 {
		t.Fatalf("%d problems, want 1", len(m.problems))
	}
	p := m.pick(func(data.Problem) bool { return true })[0]
	tl, err := p.Timeline(m.clock)
	must(t, err)
	return p, tl
}

func asOf(s string, rows ...string) Input {
	return Input{Name: "a.tsv", Data: tsv(rows...), AsOf: day0(s)}
}

func TestARealDateReplacesTheInferredOne(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||已完成|是|"))
	_, tl := m.only(t)
	if tl.ResolveBasis != data.Inferred || tl.ResolvedOn != day0("2026-09-30") || tl.RegBasis != data.Inferred {
		t.Fatalf("first: %+v", tl)
	}
	p := m.load(t, asOf("2026-10-31", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前|2026-09-12|已完成|是|"))
	if p.Updated != 1 || p.New.Problems != 0 {
		t.Fatalf("second: %+v", p.Summary())
	}
	equal(t, "changes", p.Rows[0].Changes, []Change{{Column: "办结日期", Old: "", New: "2026-09-12"}})
	got, tl := m.only(t)
	if tl.ResolveBasis != data.Real || tl.ResolvedOn != day0("2026-09-12") || tl.State != data.StruckOff {
		t.Errorf("second: %+v", tl)
	}
	voided := 0
	for _, e := range got.Events {
		if e.Voided() {
			voided++
			if e.VoidReason != voidReason || e.VoidedAt.IsZero() {
				t.Errorf("voided without a reason or time: %+v", e)
			}
		}
	}
	if voided == 0 {
		t.Error("the inferred day is not on record any more")
	}
}

func TestInferredDaysOfUnchangedFactsStay(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||已完成|是|"))
	p := m.load(t, asOf("2026-10-31", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||已完成|是|补了备注"))
	if p.Updated != 1 {
		t.Fatalf("%+v", p.Summary())
	}
	got, tl := m.only(t)
	if tl.ResolvedOn != day0("2026-09-30") || tl.StruckOn != day0("2026-09-30") || tl.RegisteredOn != day0("2026-09-30") {
		t.Errorf("days moved: %s %s %s", tl.RegisteredOn, tl.ResolvedOn, tl.StruckOn)
	}
	for _, e := range got.Events {
		if e.Voided() {
			t.Errorf("voided for nothing: %+v", e)
		}
	}
}

func TestALaterLedgerMovesAProblemOn(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", visitsHead, "1|2026-09-01|县纪委监委|甲厂有限公司|用电不足|水电气要素|供电公司|2026-09-02|7个工作日|办理中||否|"))
	_, tl := m.only(t)
	if tl.State != data.Working || tl.Due != day0("2026-09-11") {
		t.Fatalf("first: %s %s", tl.State, tl.Due)
	}
	m.load(t, asOf("2026-10-31", visitsHead, "9|2026/9/1|县纪委监委|甲厂有限公司|用电不足|水电气要素|供电公司|2026.9.2|7个工作日|已办结|满意|是|"))
	_, tl = m.only(t)
	if tl.State != data.StruckOff || tl.StruckOn != day0("2026-10-31") || tl.StrikeBasis != data.Inferred || tl.Satisfaction != data.Satisfied {
		t.Errorf("second: %+v", tl)
	}
	if len(m.visits) != 1 || len(m.firms) != 1 {
		t.Errorf("%d visits, %d enterprises", len(m.visits), len(m.firms))
	}
}

func TestEventsOfTheWindowAreKept(t *testing.T) {
	m := newMemory(t)
	open := "月度通报|融资|甲问题|商务局|2026年12月底前||正在推进|否|"
	m.load(t, asOf("2026-09-30", rectifyHead, open))
	p, _ := m.only(t)
	must(t, p.Apply(data.Event{Kind: data.Report, On: day0("2026-10-10"), Basis: data.Real, Origin: data.FromWindow}, m.clock))
	must(t, p.Apply(data.Event{Kind: data.Resolve, On: day0("2026-10-12"), Basis: data.Real, Origin: data.FromWindow}, m.clock))
	must(t, m.SaveProblem(p))
	again := m.load(t, asOf("2026-10-31", rectifyHead, open))
	if again.Same != 1 {
		t.Errorf("the old row: %+v", again.Summary())
	}
	m.load(t, asOf("2026-10-31", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||已完成|是|"))
	_, tl := m.only(t)
	if tl.ResolvedOn != day0("2026-10-12") || tl.ResolveBasis != data.Real || tl.State != data.StruckOff {
		t.Errorf("after the update: %+v", tl)
	}
}

func TestWhatCannotBeReplayedIsRefused(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||正在推进|否|"))
	p, _ := m.only(t)
	must(t, p.Apply(data.Event{Kind: data.Decline, On: day0("2026-10-10"), Basis: data.Real, Origin: data.FromWindow, Note: "不属本单位"}, m.clock))
	must(t, m.SaveProblem(p))
	before, _ := m.only(t)
	plan := m.load(t, asOf("2026-10-31", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前|2026-10-20|已完成|是|"))
	if len(plan.Rejected) != 1 || plan.Updated != 0 || plan.Rejected[0].Column != "完成情况" {
		t.Fatalf("%+v", plan.Summary())
	}
	after, _ := m.only(t)
	equal(t, "events", after.Events, before.Events)
}

func TestTrueRepeatsAreNumbered(t *testing.T) {
	rows := []string{rectifyHead, "月度通报|融资|甲问题|商务局|立行立改||已完成|是|", "月度通报|融资|甲问题|商务局|立行立改||正在推进|否|"}
	m := newMemory(t)
	p := m.load(t, asOf("2026-09-30", rows...))
	if p.New.Problems != 2 {
		t.Fatalf("%+v", p.Summary())
	}
	rows[1], rows[2] = rows[2], rows[1]
	if p = m.load(t, asOf("2026-09-30", rows...)); p.Same != 2 || p.Updated != 0 {
		t.Errorf("in another order: %+v", p.Summary())
	}
}

func TestNearMatchesAreLeftToTheClerk(t *testing.T) {
	m := newMemory(t)
	row := "1|2026-09-01|县纪委监委|甲厂有限公司|%s|融资|商务局|2026-09-02|7个工作日|办理中||否|"
	m.load(t, asOf("2026-09-30", visitsHead, fmt.Sprintf(row, "流动资金紧张，银行续贷手续繁")))
	in := asOf("2026-09-30", visitsHead, fmt.Sprintf(row, "流动资金紧张，银行续贷手续繁琐"))
	p := m.plan(t, in)
	if p.Doubtful != 1 || p.New.Problems != 0 {
		t.Fatalf("%+v", p.Summary())
	}
	must(t, Apply(m, p))
	if len(m.problems) != 1 {
		t.Errorf("a doubtful problem was written")
	}
	p = m.plan(t, in)
	must(t, p.TakeDoubtful(0, true))
	if must(t, Apply(m, p)); len(m.problems) != 2 || p.New.Problems != 1 || p.Doubtful != 0 {
		t.Errorf("the clerk's word is not heard: %d problems, %+v", len(m.problems), p.Summary())
	}
}

func TestAProblemHandedOnIsFoundAgain(t *testing.T) {
	m := newMemory(t)
	open := "月度通报|融资|甲问题|商务局|2026年12月底前||正在推进|否|"
	m.load(t, asOf("2026-09-30", rectifyHead, open))
	p, _ := m.only(t)
	other := &data.Unit{Name: "金融局"}
	must(t, m.SaveUnit(other))
	must(t, p.Apply(data.Event{Kind: data.Transfer, On: day0("2026-10-10"), Basis: data.Real, Origin: data.FromWindow, Unit: other.ID, Note: "职责"}, m.clock))
	must(t, m.SaveProblem(p))
	if got := m.load(t, asOf("2026-10-31", rectifyHead, open)); got.Same != 1 || len(m.problems) != 1 {
		t.Errorf("%+v", got.Summary())
	}
}

func TestRefusals(t *testing.T) {
	cases := map[string]struct{ head, row, column, say string }{
		"conflict":          {rectifyHead, "月度通报|融资|甲|商务局|||正在推进|是|", "完成情况 / 是否销号", "矛盾"},
		"conflict of visit": {visitsHead, "1|2026-09-01|县纪委|甲公司|乙问题|融资|商务局|||正在推进||是|", "办理情况 / 是否销号", "矛盾"},
		"no content":        {rectifyHead, "月度通报|融资||商务局|||已完成|是|", "具体问题", "缺问题内容"},
		"no visit date":     {visitsHead, "1||县纪委|甲公司|乙问题|融资|商务局|||||否|", "走访日期", "缺走访日期"},
		"a name of marks":   {visitsHead, "1|2026-09-01|县纪委|、、|乙问题|融资|商务局|||||否|", "企业名称", "缺企业名称"},
		"no enterprise":     {visitsHead, "1|2026-09-01|县纪委||乙问题|融资|商务局|||||否|", "企业名称", "缺企业名称"},
		"30 February":       {visitsHead, "1|2月30日|县纪委|甲公司|乙问题|融资|商务局|||||否|", "走访日期", "不存在"},
		"limit on 30 Feb":   {rectifyHead, "月度通报|融资|甲|商务局|2026年2月30日前||正在推进|否|", "整改时限", "不存在"},
		"future":            {rectifyHead, "月度通报|融资|甲|商务局||2062-09-01|已完成|是|", "整改完成日期", "晚于今天"},
		"underway but done": {rectifyHead, "月度通报|融资|甲|商务局||2026-09-01|正在推进|否|", "完成情况 / 整改完成日期", "矛盾"},
		"done before visit": {visitsHead + "|办结日期", "1|2026-09-10|县纪委|甲公司|乙问题|融资|商务局|||已办结||否||2026-09-01", "办结日期", "早于"},
		"illegible date":    {rectifyHead, "月度通报|融资|甲|商务局||待定|已完成|是|", "整改完成日期", "无法识别"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := newMemory(t).plan(t, asOf("2026-09-30", c.head, c.row))
			if len(p.Rejected) != 1 || p.New.Problems+p.New.Visits+p.New.Enterprises != 0 {
				t.Fatalf("%+v", p.Summary())
			}
			r := p.Rejected[0]
			if r.Column != c.column || !strings.Contains(r.Reason, c.say) || r.Row != 2 || r.ColumnIndex == 0 {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestStandingsByWord(t *testing.T) {
	cases := map[string]struct {
		row  string
		want data.State
	}{
		"pending":         {"月度通报|融资|甲||||||", data.Pending},
		"assigned":        {"月度通报|融资|甲|商务局|||||", data.Assigned},
		"underway":        {"月度通报|融资|甲|商务局|||正在推进|否|", data.Working},
		"nearly":          {"月度通报|融资|甲|商务局|||基本完成||", data.Working},
		"answered":        {"月度通报|融资|甲|商务局|||已反馈||", data.Reported},
		"answered nobody": {"月度通报|融资|甲||||已答复||", data.Reported},
		"lasting word":    {"月度通报|融资|甲|商务局|||长期坚持|否|", data.LongTerm},
		"lasting limit":   {"月度通报|融资|甲|商务局|长期坚持||正在推进|否|", data.LongTerm},
		"lasting later":   {"月度通报|融资|甲|商务局|2026年12月底前，并长期坚持||正在推进|否|", data.Working},
		"resolved":        {"月度通报|融资|甲|商务局|||已完成|否|", data.Resolved},
		"done by date":    {"月度通报|融资|甲|商务局||2026-09-01|||", data.Resolved},
		"struck":          {"月度通报|融资|甲|商务局|||已完成|是|", data.StruckOff},
		"struck no unit":  {"月度通报|融资|甲||||已完成|√|", data.StruckOff},
		"struck only":     {"月度通报|融资|甲|商务局||||已销号|", data.StruckOff},
		"declined":        {"月度通报|融资|甲|商务局|||不予受理||", data.Declined},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-09-30", rectifyHead, c.row))
			if _, tl := m.only(t); tl.State != c.want {
				t.Errorf("%s, want %s", tl.State, c.want)
			}
			if p := m.load(t, asOf("2026-10-31", rectifyHead, c.row)); p.Same != 1 {
				t.Errorf("again: %+v", p.Summary())
			}
		})
	}
}

// edited changes cells of a workbook.
func edited(t testing.TB, raw []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	must(t, err)
	change(f)
	var out bytes.Buffer
	must(t, f.Write(&out))
	return out.Bytes()
}

func TestOneChangedCellIsOneUpdate(t *testing.T) {
	cases := map[string]struct{ name, sheet, cell, text, column string }{
		"remark":   {"visits.xlsx", "2026年走访台账", "R5", "已电话核实", "备注"},
		"reply":    {"visits.xlsx", "2026年走访台账", "K9", "带回研究", "现场答复"},
		"visitor":  {"visits.xlsx", "2026年走访台账", "D8", "王小明", "走访人员"},
		"category": {"visits.xlsx", "2026年走访台账", "J5", "融资", "问题类别"},
		"standing": {"visits.xlsx", "2026年走访台账", "Q5", "是", "是否销号"},
		"progress": {"rectify.xlsx", "Sheet1", "L5", "已对接两次", "办理情况"},
		"done":     {"rectify.xlsx", "Sheet1", "H5", "2026-06-02", "办结日期"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			raw := file(t, samples+c.name)
			m.load(t, Input{Name: c.name, Data: raw})
			raw = edited(t, raw, func(f *excelize.File) { must(t, f.SetCellStr(c.sheet, c.cell, c.text)) })
			p := m.load(t, Input{Name: "b.xlsx", Data: raw})
			if p.New != (Added{}) || p.Updated != 1 || p.Doubtful != 0 {
				t.Fatalf("%+v", p.Summary())
			}
			found := false
			for _, r := range p.Rows {
				for _, ch := range r.Changes {
					found = found || ch.Column == c.column && ch.New == c.text
				}
			}
			if !found && c.column != "走访人员" {
				t.Errorf("the change is not told")
			}
			if again := m.load(t, Input{Name: "b.xlsx", Data: raw}); again.Updated != 0 || again.New != (Added{}) {
				t.Errorf("again: %+v", again.Summary())
			}
		})
	}
}

func TestACorrectedWorkbookBringsOnlyTheRefused(t *testing.T) {
	m := newMemory(t)
	raw := file(t, samples+"rectify.xlsx")
	first := m.load(t, Input{Name: "rectify.xlsx", Data: raw})
	raw = edited(t, raw, func(f *excelize.File) {
		for _, r := range first.Rejected {
			col := "N"
			if r.Column == "具体问题" {
				col = "D"
			}
			cell := fmt.Sprint(col, r.Row)
			must(t, f.SetCellStr("Sheet1", cell, map[string]string{"N": "否", "D": "补填的问题" + cell}[col]))
			must(t, f.AddComment("Sheet1", excelize.Comment{Cell: cell, Author: "x", Text: r.Reason}))
		}
	})
	p := m.load(t, Input{Name: "rectify.问题.xlsx", Data: raw})
	if p.New.Problems != len(first.Rejected) || p.Updated != 0 || p.Same != first.New.Problems || len(p.Rejected) != 0 {
		t.Errorf("%+v", p.Summary())
	}
}
