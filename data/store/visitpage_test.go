package store

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

// visited is an office with visits of several units, days, firms and regions; every
// third one found a problem.
func visited(t testing.TB) *office {
	o := newOffice(t)
	o.do("走访", func(tx *Tx) error {
		for i := range 24 {
			x := &data.Visit{On: on("2026-09-28").AddDays(i * i % 40), Unit: o.units[i%2], EnterpriseID: o.firms[i%4], Region: o.regions[i%3],
				Satisfaction: data.Satisfaction(i % 6), Visitors: []string{"王某", "李某"}[i%2], Reply: []string{"", "当场说明了政策"}[i%5/4]}
			if i%4 == 3 {
				x.JoinUnits = []data.ID{o.units[1-i%2], o.units[2]}
			}
			if err := tx.SaveVisit(x); err != nil {
				if data.CodeOf(err) == data.Conflict {
					continue // the same unit, day and firm
				}
				return err
			}
			if i%3 == 0 {
				p := o.problem("问题"+string(rune('a'+i)), "2026-11-10")
				p.VisitID, p.EnterpriseID = x.ID, x.EnterpriseID
				if err := tx.SaveProblem(p); err != nil {
					return err
				}
			}
			if i == 20 {
				return tx.Delete(data.EntityVisit, x.ID)
			}
		}
		return nil
	})
	return o
}

// TestVisitIDs compares every filter and order with a look at each visit.
func TestVisitIDs(t *testing.T) {
	o := visited(t)
	o.view(func(v *View) error {
		var all []*data.Visit
		found := map[data.ID]int{}
		if err := v.AllVisits(func(x *data.Visit) error { all = append(all, x); return nil }); err != nil {
			return err
		}
		for _, x := range all {
			found[x.ID] = len(must(v.ProblemIDsOfVisit(x.ID))(t))
		}
		firms, initials, below := map[data.ID]string{}, map[data.ID]string{}, map[data.ID]bool{}
		for _, id := range o.firms {
			firms[id] = must(v.Enterprise(id))(t).Name
			_, initials[id] = pinyinOf(firms[id])
		}
		rapid.Check(t, func(t *rapid.T) {
			some := func(ids []data.ID, name string) data.ID {
				return rapid.SampledFrom(append([]data.ID{0, 0}, ids...)).Draw(t, name)
			}
			q := VisitQuery{Unit: some(o.units[:3], "unit"), Region: some(o.regions, "region"), Enterprise: some(o.firms, "firm"), Zero: rapid.Bool().Draw(t, "zero"), Found: rapid.Bool().Draw(t, "found"), Desc: rapid.Bool().Draw(t, "desc"),
				Sort: rapid.SampledFrom([]string{"", "day", "satisfaction"}).Draw(t, "sort"), Text: rapid.SampledFrom([]string{"", "", "王某", "政策", "sldy", "第一陶瓷 李某", "没有"}).Draw(t, "text")}
			q.From = rapid.SampledFrom([]data.Date{0, on("2026-10-08")}).Draw(t, "from")
			q.To = rapid.SampledFrom([]data.Date{0, on("2026-10-25")}).Draw(t, "to")
			clear(below)
			if q.Region != 0 {
				tree, err := v.regionTree(q.Region)
				if err != nil {
					t.Fatal(err)
				}
				for _, id := range tree {
					below[data.ID(id)] = true
				}
			}
			var want []*data.Visit
			for _, x := range all {
				texts := strings.Join([]string{firms[x.EnterpriseID], initials[x.EnterpriseID], x.Visitors, x.Reply}, "\n")
				holds := !slices.ContainsFunc(strings.Fields(q.Text), func(w string) bool { return !strings.Contains(texts, w) })
				if (q.Unit == 0 || slices.Contains(x.Units(), q.Unit)) && (q.Region == 0 || below[x.Region]) && (q.Enterprise == 0 || x.EnterpriseID == q.Enterprise) &&
					(!q.Zero || found[x.ID] == 0) && (!q.Found || found[x.ID] > 0) && x.On >= q.From && (q.To == 0 || x.On <= q.To) && holds {
					want = append(want, x)
				}
			}
			slices.SortFunc(want, func(a, b *data.Visit) int {
				c := cmp.Compare(a.On, b.On)
				if q.Sort == "satisfaction" {
					c = cmp.Compare(a.Satisfaction, b.Satisfaction)
				}
				c = cmp.Or(c, cmp.Compare(a.ID, b.ID))
				if q.Desc {
					return -c
				}
				return c
			})
			got, err := v.VisitIDs(q)
			if err != nil {
				t.Fatal(err, cause(err))
			}
			if !slices.EqualFunc(got, want, func(id data.ID, x *data.Visit) bool { return id == x.ID }) {
				t.Fatalf("%+v: got %d, want %d", q, len(got), len(want))
			}
		})
		return nil
	})
}

func TestVisitRows(t *testing.T) {
	o := visited(t)
	o.view(func(v *View) error {
		ids := must(v.VisitIDs(VisitQuery{Desc: true}))(t)
		rows := must(v.VisitRows(append(slices.Clone(ids), 99)))(t)
		if len(ids) == 0 || len(rows) != len(ids) {
			t.Fatalf("%d ids, %d rows", len(ids), len(rows))
		}
		zero, joint := 0, 0
		for i, r := range rows {
			x := must(v.Visit(ids[i]))(t)
			if r.ID != x.ID || r.On != x.On || r.Satisfaction != x.Satisfaction || r.Joined != len(x.JoinUnits) || r.Version != x.Version ||
				r.Enterprise != must(v.Enterprise(x.EnterpriseID))(t).Name || r.Unit == "" || r.Region == "" || r.Problems != len(must(v.ProblemIDsOfVisit(x.ID))(t)) {
				t.Errorf("row %d is %+v of %+v", i, r, x)
			}
			if r.Problems == 0 {
				zero++
			}
			joint += r.Joined
		}
		if zero == 0 || zero == len(rows) || joint == 0 {
			t.Errorf("%d of %d without a problem, %d joint", zero, len(rows), joint)
		}
		if last := must(v.LastVisit())(t); last.ID != slices.Max(ids) {
			t.Errorf("last is %d", last.ID)
		}
		if _, err := v.VisitIDs(VisitQuery{Sort: "nonsense"}); data.CodeOf(err) != data.Invalid {
			t.Errorf("sorted by nonsense: %v", err)
		}
		return nil
	})
}
