package intake

import (
	"encoding/json"
	"fmt"
	"testing"

	"qinqing/data"
)

const samples = "../../assets/samples/"

type truth struct {
	Visits struct {
		AsOf        data.Date                 `json:"as_of"`
		Visits      int                       `json:"visits"`
		Problems    int                       `json:"problems"`
		StruckOff   int                       `json:"struck_off"`
		Enterprises int                       `json:"enterprises"`
		ByMonth     map[string]map[string]int `json:"by_month"`
		ByCategory  map[string]map[string]int `json:"by_category"`
		ByRegion    map[string]map[string]int `json:"by_region"`
		Stocks      map[data.Stock]int        `json:"stocks_at_as_of"`
	} `json:"visits.xlsx"`
	Rectify struct {
		Rows     int                `json:"rows"`
		Rejected [][]any            `json:"rejected"`
		Resolved map[string]int     `json:"办结_by_month"`
		Stocks   map[data.Stock]int `json:"stocks_at_end"`
	} `json:"rectify.xlsx"`
}

func readTruth(t testing.TB) truth {
	t.Helper()
	var tr truth
	readJSON(t, samples+"truth.json", &tr)
	return tr
}

func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("%s: got %s, want %s", what, g, w)
	}
}

func month(d data.Date) string { return fmt.Sprintf("%04d-%02d", d.Year(), d.Month()) }

func TestVisitsSampleEqualsTheTruth(t *testing.T) {
	tr := readTruth(t).Visits
	m := newMemory(t)
	p := m.load(t, Input{Name: "visits.xlsx", Data: file(t, samples+"visits.xlsx")})
	equal(t, "kind", p.Kind, Visits)
	equal(t, "as of", p.AsOf, tr.AsOf)
	equal(t, "new", p.New, Added{tr.Visits, tr.Problems, tr.Enterprises, p.New.Units})
	equal(t, "rejected", p.Rejected, []Reject{})
	equal(t, "stocks", m.stocks(t, tr.AsOf), tr.Stocks)
	months := map[string]map[string]int{}
	firms := map[string]map[data.ID]bool{}
	at := func(k string) map[string]int {
		if months[k] == nil {
			months[k], firms[k] = map[string]int{}, map[data.ID]bool{}
		}
		return months[k]
	}
	regions := map[string]map[string]int{}
	for _, v := range m.visits {
		k := month(v.On)
		at(k)["走访家次"]++
		firms[k][v.EnterpriseID] = true
		r := m.regions[v.Region].Name
		if regions[r] == nil {
			regions[r] = map[string]int{}
		}
		regions[r]["走访家次"]++
	}
	categories := map[string]map[string]int{}
	must(t, m.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		if tl.RegBasis == data.Real {
			at(month(tl.RegisteredOn))["登记问题"]++
		}
		for _, e := range m.entries {
			if e.ID == p.Category {
				if categories[e.Name] == nil {
					categories[e.Name] = map[string]int{}
				}
				categories[e.Name]["登记问题"]++
			}
		}
		return nil
	}))
	for k := range months {
		months[k]["走访企业"] = len(firms[k])
	}
	equal(t, "by month", months, tr.ByMonth)
	equal(t, "by category", categories, tr.ByCategory)
	equal(t, "by region", regions, tr.ByRegion)
}

func TestRectifySampleEqualsTheTruth(t *testing.T) {
	tr := readTruth(t).Rectify
	m := newMemory(t)
	p := m.load(t, Input{Name: "rectify.xlsx", Data: file(t, samples+"rectify.xlsx")})
	equal(t, "kind", p.Kind, Rectify)
	equal(t, "problems", p.New.Problems, tr.Rows-len(tr.Rejected))
	var rejected [][]any
	for _, r := range p.Rejected {
		rejected = append(rejected, []any{r.Row, r.Column})
	}
	equal(t, "rejected", rejected, tr.Rejected)
	equal(t, "stocks", m.stocks(t, day0("2026-11-22")), tr.Stocks)
	resolved := map[string]int{}
	must(t, m.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		for _, a := range tl.Atoms {
			if a.Kind == data.AtomResolve {
				resolved[month(a.From)]++
			}
		}
		return nil
	}))
	equal(t, "resolved by month", resolved, tr.Resolved)
	t.Log(p.AsOf, p.AsOfWhy, p.New, p.Inferred)
}

func TestImportingAgainChangesNothing(t *testing.T) {
	for _, name := range []string{"visits.xlsx", "rectify.xlsx"} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			first := m.load(t, Input{Name: name, Data: file(t, samples+name)})
			writes := m.writes
			again := m.load(t, Input{Name: "改名 2026年9月.xlsx", Data: file(t, samples+name)})
			equal(t, "new", again.New, Added{})
			equal(t, "updated", again.Updated, 0)
			equal(t, "doubtful", again.Doubtful, 0)
			equal(t, "same", again.Same, first.New.Visits+first.New.Problems)
			equal(t, "writes", m.writes, writes)
		})
	}
}
