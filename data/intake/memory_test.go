package intake

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/workday"
)

// memory is a store in plain maps: Known and Writer for tests. What is saved is
// copied, and problems are replayed, as the real store does.
type memory struct {
	last     data.ID
	clock    data.Clock
	settings map[string]string
	units    map[data.ID]data.Unit
	regions  map[data.ID]data.Region
	entries  []data.Entry
	firms    map[data.ID]data.Enterprise
	visits   map[data.ID]data.Visit
	problems map[data.ID]data.Problem
	writes   int
	byText   map[string][]data.ID // problems by normalised content
	calls    map[visitKey]data.ID
	texts    map[data.ID][]data.ID // problems by visit
}

func newMemory(t testing.TB) *memory {
	t.Helper()
	m := &memory{settings: map[string]string{}, units: map[data.ID]data.Unit{}, regions: map[data.ID]data.Region{},
		firms: map[data.ID]data.Enterprise{}, visits: map[data.ID]data.Visit{}, problems: map[data.ID]data.Problem{}}
	m.byText, m.calls, m.texts = map[string][]data.ID{}, map[visitKey]data.ID{}, map[data.ID][]data.ID{}
	var notices []workday.Notice
	for y := 2023; y <= 2026; y++ {
		b, err := os.ReadFile(fmt.Sprintf("../../assets/holidays/%d.json", y))
		must(t, err)
		n, err := workday.ParseNotices(b)
		must(t, err)
		notices = append(notices, n...)
	}
	m.clock = data.Clock{Calendar: workday.New(notices)}
	m.loadDictionaries(t)
	return m
}

func (m *memory) loadDictionaries(t testing.TB) {
	t.Helper()
	for kind, name := range map[data.EntryKind]string{data.DictCategory: "categories", data.DictNature: "natures", data.DictSource: "sources", data.DictMeasure: "measures"} {
		var list []struct{ Code, Name string }
		readJSON(t, "../../assets/dictionary/"+name+".json", &list)
		for _, e := range list {
			m.entries = append(m.entries, data.Entry{ID: m.id(), Kind: kind, Code: e.Code, Name: e.Name})
		}
	}
	var regions []struct{ Code, Name, Parent string }
	readJSON(t, "../../assets/dictionary/regions.json", &regions)
	codes := map[string]data.ID{}
	for i, r := range regions {
		id := m.id()
		codes[r.Code] = id
		m.regions[id] = data.Region{ID: id, Code: r.Code, Name: r.Name, Parent: codes[r.Parent], Sort: i}
	}
}

func readJSON(t testing.TB, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	must(t, json.Unmarshal(b, into))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (m *memory) id() data.ID { m.last++; return m.last }

func (m *memory) Clock() (data.Clock, error)         { return m.clock, nil }
func (m *memory) Setting(key string) (string, error) { return m.settings[key], nil }
func (m *memory) Units() ([]data.Unit, error)        { return sorted(m.units), nil }
func (m *memory) Regions() ([]data.Region, error)    { return sorted(m.regions), nil }
func (m *memory) Now() time.Time                     { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) }
func (m *memory) SetSetting(key, value string) error { m.settings[key] = value; m.writes++; return nil }
func (m *memory) Entries(k data.EntryKind) ([]data.Entry, error) {
	var out []data.Entry
	for _, e := range m.entries {
		if e.Kind == k {
			out = append(out, e)
		}
	}
	return out, nil
}

func sorted[V any](in map[data.ID]V) []V {
	var ids []data.ID
	for id := range in {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var out []V
	for _, id := range ids {
		out = append(out, in[id])
	}
	return out
}

func (m *memory) EnterprisesNamed(names []string) (map[string][]data.Enterprise, error) {
	out := map[string][]data.Enterprise{}
	want := map[string]bool{}
	for _, n := range names {
		want[n] = true
	}
	for _, e := range sorted(m.firms) {
		if k := data.Normalise(e.Name); want[k] {
			out[k] = append(out[k], e)
		}
	}
	return out, nil
}

func (m *memory) FindVisit(on data.Date, unit, firm data.ID) (*data.Visit, error) {
	if v, ok := m.visits[m.calls[visitKey{on, unit, firm}]]; ok {
		return &v, nil
	}
	for _, v := range m.visits {
		if v.On == on && v.EnterpriseID == firm && slices.Contains(v.JoinUnits, unit) {
			return &v, nil
		}
	}
	return nil, nil
}

func (m *memory) pick(keep func(data.Problem) bool) []*data.Problem {
	var out []*data.Problem
	for _, p := range sorted(m.problems) {
		if keep(p) {
			p.Events = slices.Clone(p.Events)
			out = append(out, &p)
		}
	}
	return out
}

func (m *memory) among(ids []data.ID, keep func(data.Problem) bool) []*data.Problem {
	var out []*data.Problem
	for _, id := range ids {
		if p := m.problems[id]; keep(p) {
			p.Events = slices.Clone(p.Events)
			out = append(out, &p)
		}
	}
	return out
}

func (m *memory) ProblemsOfVisit(visit data.ID) ([]*data.Problem, error) {
	return m.among(m.texts[visit], func(data.Problem) bool { return true }), nil
}

func (m *memory) FindProblems(content string, visit, source, lead data.ID) ([]*data.Problem, error) {
	return m.among(m.byText[data.Normalise(content)], func(p data.Problem) bool {
		if p.VisitID != visit {
			return false
		}
		return visit != 0 || p.Source == source && firstLead(&p) == lead
	}), nil
}

func (m *memory) ProblemsSaying(content string) ([]*data.Problem, error) {
	return m.among(m.byText[data.Normalise(content)], func(p data.Problem) bool { return p.VisitID == 0 }), nil
}

func (m *memory) ProblemsNear(_ string, source, firm data.ID, like func(string) bool) ([]*data.Problem, error) {
	out := m.pick(func(p data.Problem) bool {
		return p.VisitID == 0 && p.Source == source && (firm == 0 || p.EnterpriseID == 0 || p.EnterpriseID == firm) && like(data.Normalise(p.Content))
	})
	slices.Reverse(out)
	return out, nil
}

func (m *memory) AllProblems(yield func(*data.Problem, *data.Timeline) error) error {
	for _, p := range m.pick(func(data.Problem) bool { return true }) {
		tl, err := p.Timeline(m.clock)
		if err != nil {
			return err
		}
		if err := yield(p, tl); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) SaveUnit(u *data.Unit) error {
	m.writes++
	if u.ID == 0 {
		u.ID = m.id()
	}
	m.units[u.ID] = *u
	return nil
}

func (m *memory) SaveRegion(r *data.Region) error {
	m.writes++
	if r.ID == 0 {
		r.ID = m.id()
	}
	m.regions[r.ID] = *r
	return nil
}

func (m *memory) SaveEntry(e *data.Entry) error {
	m.writes++
	if e.ID == 0 {
		e.ID = m.id()
	}
	m.entries = append(m.entries, *e)
	return nil
}

func (m *memory) SaveEnterprise(e *data.Enterprise) error {
	m.writes++
	if e.ID == 0 {
		e.ID = m.id()
	}
	m.firms[e.ID] = *e
	return nil
}

func (m *memory) SaveVisit(v *data.Visit) error {
	m.writes++
	if v.ID == 0 {
		v.ID = m.id()
	}
	if m.firms[v.EnterpriseID].ID == 0 || m.units[v.Unit].ID == 0 || v.Region != 0 && m.regions[v.Region].ID == 0 {
		return fmt.Errorf("visit %d points nowhere: %+v", v.ID, v)
	}
	m.visits[v.ID] = *v
	m.calls[visitKey{v.On, v.Unit, v.EnterpriseID}] = v.ID
	return nil
}

func (m *memory) SaveProblem(p *data.Problem) error {
	m.writes++
	if p.ID == 0 {
		p.ID = m.id()
		m.byText[data.Normalise(p.Content)] = append(m.byText[data.Normalise(p.Content)], p.ID)
		m.texts[p.VisitID] = append(m.texts[p.VisitID], p.ID)
	}
	if p.Code == "" {
		p.Code = fmt.Sprintf("WT-%d", p.ID)
	}
	for i := range p.Events {
		e := &p.Events[i]
		e.ProblemID = p.ID
		if e.ID == 0 {
			e.ID = m.id()
		}
		if e.Unit < 0 || e.Unit > 0 && m.units[e.Unit].ID == 0 {
			return fmt.Errorf("event %+v points nowhere", e)
		}
	}
	if p.VisitID != 0 && m.visits[p.VisitID].ID == 0 || p.EnterpriseID != 0 && m.firms[p.EnterpriseID].ID == 0 || p.Region != 0 && m.regions[p.Region].ID == 0 {
		return fmt.Errorf("problem points nowhere: %+v", p)
	}
	if _, err := p.Timeline(m.clock); err != nil {
		return err
	}
	c := *p
	c.Events = slices.Clone(p.Events)
	m.problems[p.ID] = c
	return nil
}

var (
	_ Known  = (*memory)(nil)
	_ Writer = (*memory)(nil)
)

// stocks counts the problems by stock at the end of a day.
func (m *memory) stocks(t testing.TB, on data.Date) map[data.Stock]int {
	t.Helper()
	out := map[data.Stock]int{}
	must(t, m.AllProblems(func(_ *data.Problem, tl *data.Timeline) error {
		if s := tl.StockAt(on); s != data.NoStock {
			out[s]++
		}
		return nil
	}))
	return out
}

func (m *memory) plan(t testing.TB, in Input) *Plan {
	t.Helper()
	if in.Today == 0 {
		in.Today = day0("2026-11-22")
	}
	p, err := MakePlan(t.Context(), in, m)
	must(t, err)
	return p
}

func (m *memory) load(t testing.TB, in Input) *Plan {
	t.Helper()
	p := m.plan(t, in)
	must(t, Apply(m, p))
	return p
}

func day0(s string) data.Date { return workday.MustParse(s) }

func file(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}

// fresh is a new memory without reading the dictionaries again: a fuzzer makes thousands.
func fresh(t testing.TB) *memory {
	t.Helper()
	blank.Do(func() { blankMemory = newMemory(t) })
	m := *blankMemory
	m.settings, m.units, m.regions, m.entries = map[string]string{}, map[data.ID]data.Unit{}, maps.Clone(m.regions), slices.Clone(m.entries)
	m.firms, m.visits, m.problems = map[data.ID]data.Enterprise{}, map[data.ID]data.Visit{}, map[data.ID]data.Problem{}
	m.byText, m.calls, m.texts = map[string][]data.ID{}, map[visitKey]data.ID{}, map[data.ID][]data.ID{}
	return &m
}

var (
	blank       sync.Once
	blankMemory *memory
)
