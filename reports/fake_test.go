package reports

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/workday"
	"qinqing/reports/internal/trial"
)

// office is a Source in memory, built from the records themselves.
type office struct {
	clock    data.Clock
	settings map[string]string
	names    map[data.Dim][]data.Named
	units    []data.Unit
	regions  []data.Region
	firms    []data.Enterprise
	problems []*data.Problem
	lines    []*data.Timeline
	visits   []*data.Visit
	records  []data.Record
	cells    map[data.CellKey]int
	sorted   []data.CellKey
}

func on(s string) data.Date { return workday.MustParse(s) }

var notices = []workday.Notice{{Year: 2026, Off: []workday.Range{{From: on("2026-01-01"), To: on("2026-01-03")}, {From: on("2026-02-15"), To: on("2026-02-23")},
	{From: on("2026-10-01"), To: on("2026-10-07")}}, On: []data.Date{on("2026-01-04"), on("2026-02-14"), on("2026-02-28"), on("2026-10-10")}}}

// newOffice has 3 visiting and n lead units, 3 regions and the categories.
func newOffice(leads int) *office {
	o := &office{clock: data.Clock{Calendar: workday.New(notices)}, settings: map[string]string{"bulletin.recipient": "各派驻纪检监察组"}, names: map[data.Dim][]data.Named{}}
	add := func(by data.Dim, words ...string) {
		for _, w := range words {
			o.names[by] = append(o.names[by], data.Named{ID: data.ID(len(o.names[by]) + 1), Name: w, Rank: len(o.names[by])})
		}
	}
	add(data.ByVisiting, "县纪委监委", "派驻第一纪检监察组", "甲镇纪委")
	add(data.ByRegion, "甲镇", "乙镇", "丙街道")
	add(data.ByCategory, "融资", "用工", "用地", "其他")
	add(data.ByNature, "政策执行", "服务效能")
	add(data.BySource, "访企问需走访", "季度督查")
	add(data.ByMeasure, "措施一")
	for i := range leads {
		name := []string{"商务局", "市场监督管理局", "自然资源局"}[i%3]
		if i >= 3 {
			name = "第" + chineseNumber(i) + "办事处"
		}
		add(data.ByLead, name)
	}
	for _, by := range []data.Dim{data.ByVisiting, data.ByLead} {
		for _, n := range o.names[by] {
			o.units = append(o.units, data.Unit{ID: n.ID, Name: n.Name})
		}
	}
	o.units = append(o.units, data.Unit{ID: 900, Name: "县行政服务中心", Aliases: []string{"服务中心"}})
	for _, n := range o.names[data.ByRegion] {
		o.regions = append(o.regions, data.Region{ID: n.ID, Name: n.Name})
	}
	return o
}

func (o *office) seal(t testing.TB) *office {
	t.Helper()
	o.cells, o.lines = map[data.CellKey]int{}, nil
	for _, p := range o.problems {
		tl, err := p.Timeline(o.clock)
		if err != nil {
			t.Fatal(err)
		}
		o.lines = append(o.lines, tl)
		tl.AddCells(o.cells, 0, 1)
	}
	type firmYear struct {
		firm data.ID
		year int
	}
	years := map[firmYear][]*data.Visit{}
	for _, v := range slices.SortedStableFunc(slices.Values(o.visits), func(a, b *data.Visit) int { return cmp.Compare(a.On, b.On) }) {
		v.AddCells(o.cells, 0, 1)
		y := firmYear{v.EnterpriseID, v.On.Year()}
		years[y] = append(years[y], v)
	}
	for _, visits := range years {
		data.AddFirmCells(visits, o.cells, 0, 1)
	}
	o.sorted = slices.SortedFunc(maps.Keys(o.cells), func(a, b data.CellKey) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Dim, b.Dim), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Val, b.Val))
	})
	return o
}

func (o *office) Clock() (data.Clock, error)              { return o.clock, nil }
func (o *office) Cutoff() (data.Cutoff, error)            { return 0, nil }
func (o *office) Setting(key string) (string, error)      { return o.settings[key], nil }
func (o *office) Settings() (map[string]string, error)    { return o.settings, nil }
func (o *office) Names(by data.Dim) ([]data.Named, error) { return o.names[by], nil }
func (o *office) Units() ([]data.Unit, error)             { return o.units, nil }
func (o *office) Regions() ([]data.Region, error)         { return o.regions, nil }

func (o *office) Enterprise(id data.ID) (*data.Enterprise, error) {
	for i := range o.firms {
		if o.firms[i].ID == id {
			return &o.firms[i], nil
		}
	}
	return nil, data.Errorf(data.NotFound, "id", "没有这家企业。")
}

func (o *office) EnterprisePage(query string, limit int) ([]data.Enterprise, error) {
	var out []data.Enterprise
	for _, e := range o.firms {
		if strings.Contains(e.Name, query) && len(out) < limit {
			out = append(out, e)
		}
	}
	return out, nil
}

func (o *office) Cells(kinds []data.AtomKind, dims []data.Dim, from, to int, yield func(data.CellKey, int) error) error {
	for _, k := range o.sorted {
		if k.Month >= from && k.Month <= to && slices.Contains(kinds, k.Kind) && slices.Contains(dims, k.Dim) {
			if err := yield(k, o.cells[k]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *office) Histories(from, to data.Date, yield func(*data.Problem, *data.Timeline) error) error {
	return trial.Histories(o.problems, o.lines, from, to, yield)
}

func (o *office) Calls(from, to data.Date, yield func(*data.Visit) error) error {
	return trial.Calls(o.visits, from, to, yield)
}

func (o *office) Visited(from, to data.Date, by data.Dim) (map[data.ID]int64, error) {
	return trial.Visited(o.visits, from, to, by), nil
}

func (o *office) Records(kind data.RecordKind, from, to data.Date) (out []data.Record, err error) {
	for _, r := range o.records {
		if r.Kind == kind && r.On >= from && r.On <= to {
			out = append(out, r)
		}
	}
	return out, nil
}

// firm adds an enterprise.
func (o *office) firm(e data.Enterprise) data.ID {
	e.ID = data.ID(len(o.firms) + 1)
	o.firms = append(o.firms, e)
	return e.ID
}

func (o *office) visit(date string, unit, firm, region data.ID, more ...data.ID) *data.Visit {
	v := &data.Visit{ID: data.ID(len(o.visits) + 1), On: on(date), Unit: unit, EnterpriseID: firm, Region: region, JoinUnits: more}
	o.visits = append(o.visits, v)
	return v
}

// problem adds a problem registered and assigned on a day, due in 5 working days.
func (o *office) problem(t testing.TB, date string, firm data.ID, d data.Dims, content string) *data.Problem {
	t.Helper()
	n := len(o.problems) + 1
	p := &data.Problem{ID: data.ID(n), Code: "WT-2026-" + string(rune('0'+n/1000%10)) + string(rune('0'+n/100%10)) + string(rune('0'+n/10%10)) + string(rune('0'+n%10)),
		EnterpriseID: firm, Region: d.Region, Source: d.Source, Category: d.Category, Nature: d.Nature, Measure: d.Measure, Visiting: d.Visiting, Content: content, Occurrence: 1}
	o.problems = append(o.problems, p)
	o.event(t, p, data.Event{Kind: data.Register, On: on(date)})
	if d.Lead != 0 {
		o.event(t, p, data.Event{Kind: data.Assign, On: on(date), Unit: d.Lead, Deadline: data.Deadline{Kind: data.ByWorkdays, N: 5}})
	}
	return p
}

func (o *office) event(t testing.TB, p *data.Problem, e data.Event) {
	t.Helper()
	if e.Basis == "" {
		e.Basis = data.Real
	}
	if e.Origin == "" {
		e.Origin = data.FromWindow
	}
	if e.Note == "" {
		e.Note = "原因"
	}
	if err := p.Apply(e, o.clock); err != nil {
		t.Fatal(err)
	}
}

// resolve hands in a report and passes it on a day.
func (o *office) resolve(t testing.TB, p *data.Problem, date string) {
	t.Helper()
	o.event(t, p, data.Event{Kind: data.Report, On: on(date)})
	o.event(t, p, data.Event{Kind: data.Resolve, On: on(date)})
}

// smallOffice is the ledger behind the golden tree: September and October 2026.
func smallOffice(t testing.TB) *office {
	o := newOffice(3)
	o.settings["bulletin.issuer"] = "中共某县纪委办公室"
	a := o.firm(data.Enterprise{Name: "甲镇恒岳达陶瓷有限公司", Industry: "陶瓷", Region: 1, Contact: "欧阳试（总经理）", Phone: "13800001234", USCC: "91350500TEST00001X"})
	b := o.firm(data.Enterprise{Name: "闽粤通食品厂", Alias: "某食品企业甲", Industry: "食品", Region: 2, Contact: "上官例", Phone: "0595-22340001"})
	c := o.firm(data.Enterprise{Name: "丙街道锦绣川商行", Region: 3, Phone: "13900005678"})
	o.visit("2026-09-08", 1, a, 1).Visitors = "司徒样、诸葛范"
	o.visit("2026-10-09", 1, a, 1, 2)
	o.visit("2026-10-12", 2, b, 2)
	o.visit("2026-10-13", 2, a, 1)
	o.visit("2026-10-15", 3, c, 3)
	d := data.Dims{Visiting: 1, Lead: 1, Region: 1, Category: 1, Nature: 1, Source: 1}
	o.problem(t, "2026-09-08", a, d, "恒岳达陶瓷反映贷款审批慢，联系欧阳试13800001234")
	p := o.problem(t, "2026-10-09", a, data.Dims{Visiting: 1, Lead: 2, Region: 1, Category: 2, Nature: 2, Source: 1}, "招工难\n请市场监督管理局协调")
	o.resolve(t, p, "2026-10-14")
	o.event(t, p, data.Event{Kind: data.ReturnVisit, On: on("2026-10-16"), Satisfaction: data.Satisfied})
	o.event(t, p, data.Event{Kind: data.StrikeOff, On: on("2026-10-20"), Approver: "司徒样"})
	p = o.problem(t, "2026-10-12", b, data.Dims{Visiting: 2, Lead: 1, Region: 2, Category: 1, Source: 1}, "闽粤通反映南安市某某路旁宏远达纸箱厂占道")
	o.event(t, p, data.Event{Kind: data.Report, On: on("2026-10-26")})
	o.event(t, p, data.Event{Kind: data.SendBack, On: on("2026-10-27")})
	p = o.problem(t, "2026-10-15", c, data.Dims{Visiting: 3, Lead: 3, Region: 3, Category: 4, Source: 2}, "不属于受理范围的事项")
	o.event(t, p, data.Event{Kind: data.Decline, On: on("2026-10-16")})
	p = o.problem(t, "2026-10-15", c, data.Dims{Visiting: 3, Lead: 3, Region: 3, Category: 3, Source: 2}, "绝密甲乙丙")
	o.event(t, p, data.Event{Kind: data.MoveClue, On: on("2026-10-19")})
	p = o.problem(t, "2026-10-20", c, data.Dims{Visiting: 3, Region: 3, Category: 3, Source: 2}, "历史结转事项")
	o.event(t, p, data.Event{Kind: data.Resolve, On: on("2026-10-30"), Basis: data.Inferred, Origin: data.FromImport})
	return o.seal(t)
}

// Compose is the bulletin alone.
func Compose(ctx context.Context, in Input) (*Bulletin, error) {
	c, err := ComposeAll(ctx, in)
	if err != nil {
		return nil, err
	}
	return c.Bulletin, nil
}
