package store

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

// naiveRow is a live problem with all that a grid can filter or sort by, found without
// the store's columns.
type naiveRow struct {
	p                                         *data.Problem
	tl                                        *data.Timeline
	light                                     data.Light
	word, lead, category, firm, leadKey, fkey string
}

func naiveRows(t testing.TB, v *View, today data.Date) []naiveRow {
	t.Helper()
	clock := must(v.Clock())(t)
	units, cats := map[data.ID]string{}, map[data.ID]string{}
	for _, u := range must(v.Units())(t) {
		units[u.ID] = u.Name
	}
	for _, e := range must(v.Entries(data.DictCategory))(t) {
		cats[e.ID] = e.Name
	}
	var out []naiveRow
	err := v.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		r := naiveRow{p: p, tl: tl, lead: units[tl.Now.Lead], category: cats[tl.Now.Category]}
		r.light, r.word, _ = tl.LightOn(today, clock)
		if p.EnterpriseID != 0 {
			r.firm = must(v.Enterprise(p.EnterpriseID))(t).Name
		}
		r.leadKey, _ = pinyinOf(r.lead)
		r.fkey, _ = pinyinOf(r.firm)
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	return out
}

func (r naiveRow) matches(q ProblemQuery, below map[data.ID]bool) bool {
	dims := r.tl.Now
	switch {
	case q.Stock != "" && r.tl.State.Stock() != q.Stock, q.State != 0 && r.tl.State != q.State,
		q.Lead != 0 && dims.Lead != q.Lead, q.Visiting != 0 && r.p.Visiting != q.Visiting, q.Category != 0 && dims.Category != q.Category,
		q.Region != 0 && !below[r.p.Region], q.From != 0 && r.tl.RegisteredOn < q.From, q.To != 0 && r.tl.RegisteredOn > q.To,
		q.OverdueOnly && r.light != data.Red, q.DueSoon && r.light != data.Yellow:
		return false
	}
	texts := []string{r.p.Content, r.p.Code, r.firm}
	for _, f := range r.p.Fields {
		texts = append(texts, f)
	}
	for _, word := range strings.Fields(q.Text) {
		w := data.Normalise(word)
		if w != "" && !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(data.Normalise(s), w) }) {
			return false
		}
	}
	return true
}

func naiveGrid(rows []naiveRow, q ProblemQuery, below map[data.ID]bool) []data.ID {
	key := func(r naiveRow) string {
		switch q.Sort {
		case "due":
			return dueSort(r.tl.Due)
		case "id":
			return ""
		case "code":
			return r.p.Code
		case "content":
			return r.p.Content
		case "state":
			return string(rune('0' + int(r.tl.State)))
		case "lead":
			return r.leadKey
		case "category":
			return r.category
		case "enterprise":
			return r.fkey
		}
		return r.tl.RegisteredOn.String()
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r naiveRow) bool { return !r.matches(q, below) })
	back := q.Desc || q.Sort == "" && data.Normalise(q.Text) != ""
	slices.SortFunc(rows, func(a, b naiveRow) int {
		c := cmp.Or(strings.Compare(key(a), key(b)), cmp.Compare(a.p.ID, b.p.ID))
		if back {
			return -c
		}
		return c
	})
	ids := make([]data.ID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.p.ID)
	}
	return ids
}

func anyQuery(t *rapid.T, o *office) ProblemQuery {
	some := func(ids []data.ID, name string) data.ID {
		return rapid.SampledFrom(append([]data.ID{0, 0, 0}, ids...)).Draw(t, name)
	}
	q := ProblemQuery{
		Today: rapid.SampledFrom([]data.Date{on("2026-10-31"), on("2026-11-20"), on("2026-10-12"), on("2026-09-10")}).Draw(t, "today"),
		Text:  rapid.SampledFrom([]string{"", "", "", "", "用电", "电", "招工 用电", "陶瓷", "ＷＴ-2026", "补充；", "，", "没有的词"}).Draw(t, "text"),
		Stock: rapid.SampledFrom(append([]data.Stock{"", "", ""}, data.Stocks...)).Draw(t, "stock"),
		Lead:  some(o.units, "lead"), Visiting: some(o.units[:2], "visiting"), Region: some(o.regions, "region"), Category: some(o.cats, "category"),
		Sort:  rapid.SampledFrom([]string{"", "registered", "due", "id", "code", "content", "state", "lead", "category", "enterprise"}).Draw(t, "sort"),
		Desc:  rapid.Bool().Draw(t, "desc"),
		Limit: rapid.IntRange(1, 30).Draw(t, "limit"),
	}
	if q.Today >= on("2026-10-31") { // lights filter what stands now
		q.OverdueOnly, q.DueSoon = rapid.IntRange(0, 4).Draw(t, "overdue") == 0, rapid.IntRange(0, 4).Draw(t, "soon") == 0
	}
	if (q.OverdueOnly || q.DueSoon) && rapid.Bool().Draw(t, "only lights") {
		return ProblemQuery{Today: q.Today, OverdueOnly: q.OverdueOnly, DueSoon: q.DueSoon, Sort: q.Sort, Desc: q.Desc, Limit: q.Limit}
	}
	if rapid.IntRange(0, 4).Draw(t, "a state") == 0 {
		q.State = rapid.SampledFrom(data.States).Draw(t, "state")
	}
	if rapid.IntRange(0, 2).Draw(t, "days") == 0 {
		q.From = on("2026-09-01") + data.Date(rapid.IntRange(0, 30).Draw(t, "from"))
		q.To = q.From + data.Date(rapid.IntRange(0, 40).Draw(t, "long"))
	}
	return q
}

// Pages of the grid, put together, are what a plain filter and sort over all problems
// gives; the total is exact where it says so.
func TestGridEqualsNaiveFilterAndSort(t *testing.T) {
	o := livedOffice(t)
	rows := map[data.Date][]naiveRow{}
	below := map[data.ID]map[data.ID]bool{}
	o.view(func(v *View) error {
		for _, d := range []string{"2026-10-31", "2026-11-20", "2026-10-12", "2026-09-10"} {
			rows[on(d)] = naiveRows(t, v, on(d))
		}
		all := must(v.Regions())(t)
		for _, top := range all {
			below[top.ID] = map[data.ID]bool{top.ID: true}
			for _, r := range all {
				if r.Parent == top.ID {
					below[top.ID][r.ID] = true
				}
			}
		}
		return nil
	})
	seen := map[data.Light]int{}
	for _, r := range rows[on("2026-10-31")] {
		seen[r.light]++
	}
	if n := len(rows[on("2026-10-31")]); n < 40 || seen[data.Red] < 3 || seen[data.Yellow] < 1 || seen[data.Green] < 3 || seen[data.Grey] < 3 {
		t.Fatalf("too little to compare: %d problems, lights %v", n, seen)
	}
	few, part, wide, wait := fewMatches, piece, spread, patience
	t.Cleanup(func() { fewMatches, piece, spread, patience = few, part, wide, wait })
	rapid.Check(t, func(rt *rapid.T) {
		fewMatches = rapid.SampledFrom([]int{1, 3, few}).Draw(rt, "few")
		patience = rapid.SampledFrom([]int{2, wait}).Draw(rt, "patience")
		piece, spread = rapid.SampledFrom([]int{1, 5, part}).Draw(rt, "piece"), rapid.SampledFrom([]int64{0, 2, wide}).Draw(rt, "spread")
		for range 4 {
			q := anyQuery(rt, o)
			want := naiveGrid(rows[q.Today], q, below[q.Region])
			o.view(func(v *View) error {
				compareGrid(rt, v, q, want, rows[q.Today])
				return nil
			})
		}
	})
}

func compareGrid(t *rapid.T, v *View, q ProblemQuery, want []data.ID, rows []naiveRow) {
	ids, err := v.ProblemIDs(q)
	if err != nil {
		t.Fatal(err, cause(err))
	}
	if !slices.Equal(ids, want) {
		t.Fatalf("%+v: list\n got %v\nwant %v", q, ids, want)
	}
	var got []data.ID
	for {
		page, err := v.ProblemPage(q)
		if err != nil {
			t.Fatal(err, cause(err))
		}
		if page.TotalExact && page.Total != len(want) {
			t.Fatalf("%+v: total %d, want %d", q, page.Total, len(want))
		}
		if !page.TotalExact && len(want) > page.Total {
			t.Fatalf("%+v: at most %d, but there are %d", q, page.Total, len(want))
		}
		for _, x := range page.Rows {
			got = append(got, x.ID)
			i := slices.IndexFunc(rows, func(r naiveRow) bool { return r.p.ID == x.ID })
			r := rows[i]
			if x.Light != r.light || x.LightWord != r.word || x.State != r.tl.State || x.Due != r.tl.Due || x.Lead != r.lead || x.Category != r.category ||
				x.Enterprise != r.firm || x.Extended != r.tl.Extended {
				t.Fatalf("%+v: line %+v, want light %s %s, lead %s", q, x, r.light, r.word, r.lead)
			}
		}
		if page.Next.ID == 0 {
			break
		}
		q.After = page.Next
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%+v: pages\n got %v\nwant %v", q, got, want)
	}
}

// A page goes on after the place of the one before, though the record that ended it is
// gone by then.
func TestNextPageWhenItsCursorIsGone(t *testing.T) {
	for name, q := range map[string]ProblemQuery{
		"registered":      {Sort: "registered"},
		"due, descending": {Sort: "due", Desc: true},
		"words":           {Text: "用电"},
		"words by due":    {Text: "用电", Sort: "due"},
		"words by id":     {Text: "用电", Sort: "id", Desc: true},
		"words by firm":   {Text: "用电", Sort: "enterprise"},
	} {
		t.Run(name, func(t *testing.T) {
			o := livedOffice(t)
			q.Limit = 7
			var all []data.ID
			var page ProblemPage
			o.view(func(v *View) error {
				all = must(v.ProblemIDs(q))(t)
				page = must(v.ProblemPage(q))(t)
				return nil
			})
			o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, page.Next.ID) })
			q.After = page.Next
			o.view(func(v *View) error {
				next := must(v.ProblemPage(q))(t)
				if next.Rows[0].ID != all[7] {
					t.Errorf("the page after %v begins with %v, want %v", all[:7], next.Rows[0].ID, all[7])
				}
				return nil
			})
		})
	}
}

func TestGridRefusesUnknownSort(t *testing.T) {
	o := newOffice(t)
	err := o.View(o.ctx, func(v *View) error {
		_, err := v.ProblemPage(ProblemQuery{Sort: "content; DROP TABLE problem"})
		return err
	})
	if data.CodeOf(err) != data.Invalid {
		t.Errorf("got %v", err)
	}
}
