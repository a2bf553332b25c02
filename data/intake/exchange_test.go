package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"qinqing/data"
	"qinqing/data/soak"
)

// names of a memory, as the export command would give them.
func (m *memory) names() Names {
	return Names{
		Unit:   func(id data.ID) string { return m.units[id].Name },
		Region: func(id data.ID) string { return m.regions[id].Name },
		Entry: func(id data.ID) string {
			for _, e := range m.entries {
				if e.ID == id {
					return e.Name
				}
			}
			return ""
		},
		Enterprise: func(id data.ID) *data.Enterprise { e := m.firms[id]; return &e },
		Visit:      func(id data.ID) *data.Visit { v := m.visits[id]; return &v },
	}
}

func (m *memory) exported(t testing.TB) (problems, visits []byte) {
	t.Helper()
	n := m.names()
	rows := [][]string{ProblemHeader()}
	must(t, m.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		rows = append(rows, ProblemRow(p, tl, n))
		return nil
	}))
	calls := [][]string{VisitHeader()}
	for _, v := range sorted(m.visits) {
		calls = append(calls, VisitRow(&v, n))
	}
	return csvOf(t, rows), csvOf(t, calls)
}

func csvOf(t testing.TB, rows [][]string) []byte {
	t.Helper()
	for _, r := range rows {
		if len(r) != len(rows[0]) {
			t.Fatalf("row of %d columns under %d", len(r), len(rows[0]))
		}
	}
	var out bytes.Buffer
	must(t, csv.NewWriter(&out).WriteAll(rows))
	return out.Bytes()
}

// lived fills a memory with problems whose histories were tried at random.
func lived(t testing.TB, r *rand.Rand) *memory {
	m := newMemory(t)
	var units []data.ID
	for _, n := range []string{"商务局", "晋江市商务局", "发改委", "发展和改革局", "县纪委监委"} {
		u := data.Unit{Name: n}
		must(t, m.SaveUnit(&u))
		units = append(units, u.ID)
	}
	odd := &data.Entry{Kind: data.DictCategory, Name: "本单位自设类别"}
	must(t, m.SaveEntry(odd))
	var regions []data.ID
	for id := range m.regions {
		regions = append(regions, id)
	}
	slices.Sort(regions)
	entries := map[data.EntryKind][]data.ID{}
	for _, e := range m.entries {
		entries[e.Kind] = append(entries[e.Kind], e.ID)
	}
	entry := func(k data.EntryKind) data.ID {
		if r.IntN(4) == 0 {
			return 0
		}
		return entries[k][r.IntN(len(entries[k]))]
	}
	start := day0("2026-03-01")
	for i := range 1 + r.IntN(6) {
		p := &data.Problem{Content: fmt.Sprintf("问题“%d”，=1+1\n第二行", i/2), Occurrence: 1 + i%2, Source: entry(data.DictSource), Category: entry(data.DictCategory),
			Nature: entry(data.DictNature), Measure: entry(data.DictMeasure), Region: regions[r.IntN(len(regions))], RealNameOK: r.IntN(2) == 0, Fields: map[string]string{RawPrefix + "note": "备注,\"x\""}}
		if r.IntN(2) == 0 {
			f := data.Enterprise{Name: fmt.Sprintf("晋江某%d有限公司", i), Industry: "陶瓷"}
			must(t, m.SaveEnterprise(&f))
			v := data.Visit{On: start, Unit: units[4], EnterpriseID: f.ID, Region: p.Region, Visitors: "张三", Satisfaction: data.Satisfied, Note: "甲", JoinUnits: []data.ID{units[0]}}
			must(t, m.SaveVisit(&v))
			p.VisitID, p.EnterpriseID, p.Visiting = v.ID, f.ID, v.Unit
		}
		live(p, r, m.clock, units, entries[data.DictCategory], start)
		must(t, m.SaveProblem(p))
	}
	return m
}

func live(p *data.Problem, r *rand.Rand, c data.Clock, units, categories []data.ID, start data.Date) {
	try := func(e data.Event) {
		e.RecordedAt, e.Actor = time.Date(2026, 5, 1, 2, 3, 4, 5, time.UTC), "文书"
		if err := p.Apply(e, c); err != nil {
			return
		}
	}
	basis := func() data.Basis {
		if r.IntN(3) == 0 {
			return data.Inferred
		}
		return data.Real
	}
	origin := func() data.Origin {
		if r.IntN(2) == 0 {
			return data.FromImport
		}
		return data.FromWindow
	}
	try(data.Event{Kind: data.Register, On: start, Basis: basis(), Origin: origin()})
	for range r.IntN(25) {
		e := data.Event{Kind: data.Kinds[r.IntN(len(data.Kinds))].Kind, On: start.AddDays(r.IntN(200)), Basis: basis(), Origin: origin(), Unit: units[r.IntN(len(units))],
			Category: categories[r.IntN(len(categories))], Satisfaction: data.Satisfaction(r.IntN(6)), Note: "说明\"引号\"", Approver: "领导", Grade: "蓝"}
		if r.IntN(2) == 0 {
			e.Deadline = []data.Deadline{{Kind: data.ByWorkdays, N: 7}, {Kind: data.ByDate, Date: start.AddDays(60), Text: "五月底"}, {Kind: data.Immediate}, {Kind: data.Staged, Stages: []data.Date{start.AddDays(9), start.AddDays(90)}}}[r.IntN(4)]
		}
		if e.Kind == data.MoveClue {
			continue
		}
		try(e)
	}
	if n := len(p.Events); n > 2 && r.IntN(2) == 0 {
		_ = p.Void(p.Events[n-1].Seq, "文书", "录错", time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), c)
	}
}

// story is everything figures look at, with names for IDs.
func (m *memory) story(t testing.TB) []string {
	t.Helper()
	n := m.names()
	var out []string
	must(t, m.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		row := ProblemRow(p, tl, n)
		row[1] = ""
		for _, s := range tl.Spans {
			row = append(row, fmt.Sprint(s.From, s.To, s.State, s.Due, s.Uncertain, s.InTime, s.Extended, n.unit(s.Dims.Lead), n.entry(s.Dims.Category)))
		}
		for _, a := range tl.Atoms {
			row = append(row, fmt.Sprint(a.Kind, a.From, a.To, a.Val, a.Other, a.Seq, n.unit(a.Dims.Lead), n.unit(a.Dims.Visiting), n.region(a.Dims.Region),
				n.entry(a.Dims.Category), n.entry(a.Dims.Nature), n.entry(a.Dims.Measure), n.entry(a.Dims.Source)))
		}
		out = append(out, fmt.Sprint(row))
		return nil
	}))
	for _, v := range sorted(m.visits) {
		row := VisitRow(&v, n)
		row[0] = ""
		out = append(out, fmt.Sprint(row))
	}
	slices.Sort(out)
	return out
}

func TestAnExportBringsTheSameState(t *testing.T) {
	soak.Seeds(t, 200, 2000, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 3))
		m := lived(t, r)
		problems, visits := m.exported(t)
		files := [][]byte{problems, visits}
		if r.IntN(2) == 0 {
			slices.Reverse(files)
		}
		empty := newMemory(t)
		for _, f := range files {
			p := empty.load(t, Input{Name: "export.csv", Data: f})
			if p.Kind != Export || len(p.Rejected) != 0 {
				rt.Fatalf("%+v", p.Summary())
			}
		}
		if got, want := empty.story(t), m.story(t); !slices.Equal(got, want) {
			rt.Fatalf("got  %q\nwant %q", got, want)
		}
		for _, f := range files {
			for _, store := range []*memory{empty, m} {
				p := store.load(t, Input{Name: "again.csv", Data: f})
				if p.Updated != 0 || p.New != (Added{}) {
					rt.Fatalf("again: %+v %+v", p.Summary(), p.Rows)
				}
			}
		}
	})
}

func TestAnExportedProblemMovesOn(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||正在推进|否|"))
	other := newMemory(t)
	problems, _ := m.exported(t)
	other.load(t, Input{Name: "a.csv", Data: problems})
	p, _ := m.only(t)
	must(t, p.Apply(data.Event{Kind: data.Report, On: day0("2026-10-10"), Basis: data.Real, Origin: data.FromWindow}, m.clock))
	must(t, m.SaveProblem(p))
	problems, _ = m.exported(t)
	if plan := other.load(t, Input{Name: "b.csv", Data: problems}); plan.Updated != 1 {
		t.Fatalf("%+v", plan.Summary())
	}
	if _, tl := other.only(t); tl.State != data.Reported {
		t.Errorf("%s", tl.State)
	}
}

func TestEventsAloneAreNotImported(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||正在推进|否|"))
	p, _ := m.only(t)
	rows := [][]string{EventHeader()}
	for _, e := range p.Events {
		rows = append(rows, EventRow(p, e, m.names()))
	}
	_, err := MakePlan(t.Context(), Input{Name: "events.csv", Data: csvOf(t, rows)}, m)
	if !IsUnreadable(err) {
		t.Errorf("got %v", err)
	}
}

func TestATamperedExportIsRefused(t *testing.T) {
	m := newMemory(t)
	m.load(t, asOf("2026-09-30", rectifyHead, "月度通报|融资|甲问题|商务局|2026年12月底前||正在推进|否|"))
	problems, _ := m.exported(t)
	for name, bad := range map[string][]byte{
		"cut":     bytes.Replace(problems, []byte(`""k"":""assign""`), []byte(`""k"":""assign`), 1),
		"unknown": bytes.Replace(problems, []byte(`""k"":""assign""`), []byte(`""k"":""nonsense""`), 1),
		"illegal": bytes.Replace(problems, []byte(`""k"":""register""`), []byte(`""k"":""reopen""`), 1),
	} {
		p := newMemory(t).plan(t, Input{Name: "a.csv", Data: bad})
		if len(p.Rejected) != 1 || p.New.Problems != 0 || p.Rejected[0].Column != xEvents {
			t.Errorf("%s: %+v", name, p.Summary())
		}
	}
}

func TestAnExportComingBackChangesNothing(t *testing.T) {
	m := newMemory(t)
	row := func(word, done string) string {
		return "1|2026-09-01|县纪委|甲公司|用电不足|水电气要素|供电公司|2026-09-02|10月31日前|" + word + "|" + done + "||"
	}
	head := "序号|走访日期|走访单位|企业名称|反映问题|问题类别|拟交办单位|交办日期|办结时限|完成情况|办结日期|是否销号|备注"
	// Forth and back: one fact is there twice, voided and not.
	for _, r := range []string{row("正在推进", ""), row("已办结", "2026-09-20"), row("正在推进", "")} {
		m.load(t, asOf("2026-10-31", head, r))
	}
	before := m.story(t)
	problems, visits := m.exported(t)
	for name, raw := range map[string][]byte{"problems": problems, "visits": visits} {
		p := m.load(t, Input{Name: name + ".csv", Data: raw, Today: day0("2026-11-22")})
		equal(t, name+" updated", p.Updated, 0)
		equal(t, name+" new", p.New, Added{})
	}
	equal(t, "state", m.story(t), before)
}

func TestFilesOfTheProgramThatAreNoLedger(t *testing.T) {
	masked := csvOf(t, [][]string{{xCode, xVisitOn, xVisitUnit, xFirm, xContent, xFields, xEvents},
		{"WT-2026-0001", "2026-09-01", "县纪委", "某企业A", "用电不足", MaskedMark, MaskedMark}})
	visits := csvOf(t, [][]string{{xVisitID, xVisitOn, xVisitUnit, xFirm, xFields}, {"1", "2026-09-01", "县纪委", "某企业A", MaskedMark}})
	head := func(mark string) []byte {
		return csvOf(t, [][]string{{xCode, xVisitOn, xVisitUnit, xFirm, xContent, xFields, xEvents + mark}, {"WT-2026-0001", "2026-09-01", "县纪委", "某企业A", "用电不足", "", ""}})
	}
	visitHead := csvOf(t, [][]string{{xVisitID, xVisitOn, xVisitUnit, xFirm, xFields + MaskedMark}, {"1", "2026-09-01", "县纪委", "某企业A", ""}})
	noFields := csvOf(t, [][]string{{xVisitID, xVisitOn, xVisitUnit, xFirm}, {"1", "2026-09-01", "县纪委", "某企业A"}})
	f := excelize.NewFile()
	defer f.Close()
	must(t, f.SetSheetName("Sheet1", "问题台账"))
	for i, row := range [][]any{{"编号", "登记日期", "企业", "问题", "主办单位", "状态"}, {"WT-2026-0001", "2026-09-01", "某企业A", "用电不足", "供电公司", "已销号"}} {
		must(t, f.SetSheetRow("问题台账", fmt.Sprintf("A%d", i+1), &row))
	}
	if _, err := f.NewSheet("口径说明"); err != nil {
		t.Fatal(err)
	}
	must(t, f.SetSheetRow("口径说明", "A2", &[]any{"指标", "单位", "口径"}))
	var out bytes.Buffer
	must(t, f.Write(&out))
	for name, raw := range map[string][]byte{"masked problems": masked, "masked visits": visits, "a bulletin's workbook": out.Bytes(),
		"problems masked in the header": head(MaskedMark), "the same, a blank before it": head(" " + MaskedMark), "visits masked in the header": visitHead, "visits without their last column": noFields} {
		t.Run(name, func(t *testing.T) {
			_, err := MakePlan(t.Context(), Input{Name: "a", Data: raw}, newMemory(t))
			if !IsUnreadable(err) {
				t.Errorf("taken as a ledger: %v", err)
			}
		})
	}
}
