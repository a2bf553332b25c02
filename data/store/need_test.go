package store

import (
	"fmt"
	"slices"
	"testing"

	"qinqing/data"
)

// needed tells by its whole history whether a problem has a need on a day.
func needed(n Need, tl *data.Timeline, p *data.Problem, today data.Date, c data.Clock) bool {
	switch n {
	case NeedReview:
		if _, waits := tl.ReviewWait(today, c); !waits {
			return false
		}
		late := tl.LateReviews(today, c)
		return len(late) > 0 && late[len(late)-1].EndedOn == 0
	case NeedLook:
		return tl.LongReviewMissed(today)
	case NeedVisit:
		return tl.State == data.Resolved && !slices.ContainsFunc(p.InForce(), func(e *data.Event) bool {
			return e.Kind == data.ReturnVisit && e.On >= tl.ResolvedOn
		})
	}
	return false
}

// What the queries find is what the histories say, over a ledger that has seen everything.
func TestNeedsAreWhatHistoriesSay(t *testing.T) {
	o := copyOf(t, lived)
	found := map[Need]int{}
	for _, today := range []data.Date{on("2026-10-31"), on("2026-11-30"), on("2027-03-31")} {
		o.view(func(v *View) error {
			c := must(v.Clock())(t)
			for _, n := range []Need{NeedReview, NeedLook, NeedVisit} {
				var want []data.ID
				err := v.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
					if needed(n, tl, p, today, c) {
						want = append(want, p.ID)
					}
					return nil
				})
				if err != nil {
					return err
				}
				q := ProblemQuery{Today: today, Need: n, Sort: "id"}
				if got := must(v.ProblemIDs(q))(t); !slices.Equal(got, want) {
					t.Errorf("need %d on %s: found %d, histories say %d", n, today, len(got), len(want))
				}
				for _, q := range []ProblemQuery{q, {Today: today, Need: n, Lead: o.units[2]}, {Today: today, Need: n, Stock: data.StockX}} {
					ids := must(v.ProblemIDs(q))(t)
					if count := must(v.ProblemCount(q))(t); count != len(ids) {
						t.Errorf("%+v: counted %d of %d", q, count, len(ids))
					}
				}
				found[n] += len(want)
			}
			return nil
		})
	}
	for _, n := range []Need{NeedReview, NeedLook, NeedVisit} {
		if found[n] == 0 {
			t.Errorf("the ledger has no problem with need %d", n)
		}
	}
}

// A count is how many ids the query has, whatever narrows it.
func TestProblemCountCountsWhatIsListed(t *testing.T) {
	o := copyOf(t, lived)
	today := on("2026-11-30")
	for name, q := range map[string]ProblemQuery{
		"all": {}, "stock": {Stock: data.StockO}, "state": {State: data.Reported}, "overdue": {OverdueOnly: true}, "soon": {DueSoon: true},
		"overdue of a unit": {OverdueOnly: true, Lead: o.units[2]}, "words": {Text: "用电"}, "a region": {Region: o.regions[0]}, "days": {From: on("2026-10-01"), To: on("2026-10-20")}, "source": {Source: o.sources[1]},
		"resolved": {DoneFrom: on("2026-10-10"), DoneTo: on("2026-10-25")},
	} {
		q.Today = today
		o.view(func(v *View) error {
			ids := must(v.ProblemIDs(q))(t)
			if n := must(v.ProblemCount(q))(t); n != len(ids) {
				t.Errorf("%s: counted %d, listed %d", name, n, len(ids))
			}
			return nil
		})
	}
}

func TestOverdueUnitsAreWhatHistoriesSay(t *testing.T) {
	o := copyOf(t, lived)
	today := on("2026-11-30")
	o.view(func(v *View) error {
		want := map[data.ID]string{}
		counts, grades := map[data.ID]int{}, map[data.ID]map[string]int{}
		total := 0
		err := v.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
			s, ok := tl.At(today)
			if !ok || !s.OverdueAt(today) {
				return nil
			}
			if grades[s.Dims.Lead] == nil {
				grades[s.Dims.Lead] = map[string]int{}
			}
			total++
			counts[s.Dims.Lead]++
			if tl.Grade != "" {
				grades[s.Dims.Lead][tl.Grade]++
			}
			return nil
		})
		for id, n := range counts {
			want[id] = fmt.Sprint(n, grades[id])
		}
		list := must(v.OverdueUnits(today))(t)
		for i, u := range list {
			if got := fmt.Sprint(u.Count, u.Grades); got != want[u.Unit] {
				t.Errorf("%s: %s, histories say %s", u.Name, got, want[u.Unit])
			}
			if i > 0 && u.Count > list[i-1].Count {
				t.Errorf("%s stands below a unit with fewer", u.Name)
			}
		}
		if len(list) != len(want) || total == 0 {
			t.Errorf("%d units with %d problems, listed %d", len(want), total, len(list))
		}
		if n := must(v.OverdueOn(today))(t); n != total {
			t.Errorf("overdue on the day: %d, histories say %d", n, total)
		}
		return err
	})
}

func TestSuperviseRows(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电没有解决")
	o.happen(p, data.Event{Kind: data.Supervise, On: on("2026-10-22"), Grade: "蓝"})
	o.happen(p, data.Event{Kind: data.Supervise, On: on("2026-10-26"), Grade: "橙"})
	o.do("函", func(tx *Tx) error {
		for _, x := range []struct{ on, number, reply string }{{"2026-10-22", "1号", "已阅"}, {"2026-10-26", "2号", ""}} {
			rec, err := data.NewRecord(data.RecSupervision, on(x.on), p.ID, data.Supervision{Form: "督办函", Number: x.number, Unit: o.units[2], Reply: x.reply})
			if err != nil {
				return err
			}
			if err := tx.SaveRecord(&rec); err != nil {
				return err
			}
		}
		return nil
	})
	o.view(func(v *View) error {
		rows := must(v.SuperviseRows([]data.ID{p.ID, 99}, on("2026-10-30")))(t)
		if len(rows) != 1 {
			t.Fatalf("%d rows", len(rows))
		}
		r := rows[0]
		if r.Grade != "橙" || r.Late != int(on("2026-10-30")-r.Due) || r.Late <= 0 || r.Letter != "督办函 2号" || r.LetterOn != on("2026-10-26") || r.Reply != "" {
			t.Errorf("row %+v", r)
		}
		return nil
	})
}

// Facts without an index and the day of 办结 narrow to what the problems say.
func TestProblemsByFactsAndDayOfResolving(t *testing.T) {
	o := copyOf(t, lived)
	from, to := on("2026-10-05"), on("2026-10-28")
	for name, x := range map[string]struct {
		q    ProblemQuery
		have func(*data.Problem) bool
	}{
		"source":         {ProblemQuery{Source: o.sources[1]}, func(p *data.Problem) bool { return p.Source == o.sources[1] }},
		"resolved":       {ProblemQuery{DoneFrom: from, DoneTo: to}, func(p *data.Problem) bool { return resolvedIn(p, from, to) }},
		"resolved until": {ProblemQuery{DoneTo: to}, func(p *data.Problem) bool { return resolvedIn(p, 0, to) }},
		"resolved since": {ProblemQuery{DoneFrom: from}, func(p *data.Problem) bool { return resolvedIn(p, from, on("2030-01-01")) }},
		"supervising":    {ProblemQuery{Supervising: o.units[0]}, func(p *data.Problem) bool { return p.Supervising == o.units[0] }},
	} {
		o.view(func(v *View) error {
			var want []data.ID
			err := v.AllProblems(func(p *data.Problem, _ *data.Timeline) error {
				if x.have(p) {
					want = append(want, p.ID)
				}
				return nil
			})
			x.q.Sort = "id"
			if got := must(v.ProblemIDs(x.q))(t); !slices.Equal(got, want) {
				t.Errorf("%s: found %d, want %d", name, len(got), len(want))
			}
			return err
		})
	}
}

func resolvedIn(p *data.Problem, from, to data.Date) bool {
	return slices.ContainsFunc(p.InForce(), func(e *data.Event) bool { return e.Kind == data.Resolve && e.On >= from && e.On <= to })
}
