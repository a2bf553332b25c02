package data

import (
	"slices"
	"strings"
	"testing"
)

func TestReviewWait(t *testing.T) {
	c := testClock(t)
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(workdays(20))),
		at(Report, "2026-03-06"), at(SendBack, "2026-03-12"), at(Report, "2026-03-16"), at(Resolve, "2026-03-19"))
	tl := history(t, p, c)
	for on, want := range map[string]int{"2026-03-05": -1, "2026-03-06": 0, "2026-03-08": 0, "2026-03-11": 3, "2026-03-12": -1, "2026-03-18": 2, "2026-03-19": -1} {
		days, ok := tl.ReviewWait(day(on), c)
		if !ok {
			days = -1
		}
		if days != want {
			t.Errorf("on %s waited %d, want %d", on, days, want)
		}
	}
	for on, want := range map[string]int{"2026-03-11": 0, "2026-03-12": 1, "2026-04-30": 1} {
		if late := tl.LateReviews(day(on), c); len(late) != want || want == 1 && late[0].ReportedOn != day("2026-03-06") {
			t.Errorf("by %s 审核滞留 %v, want %d", on, late, want)
		}
	}
	waiting := history(t, life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03"), at(Report, "2026-03-06")), c)
	if late := waiting.LateReviews(day("2026-03-12"), c); len(late) != 1 || late[0].EndedOn != 0 {
		t.Errorf("still waiting: %v", late)
	}
	for name, e := range map[string][]Event{
		"推定 report": {at(Report, "2026-03-06", inferred)},
		"推定 review": {at(Report, "2026-03-06"), at(Resolve, "2026-03-31", inferred)},
	} {
		tl := history(t, life(t, c, append([]Event{at(Register, "2026-03-02"), at(Assign, "2026-03-03")}, e...)...), c)
		if late := tl.LateReviews(day("2026-04-30"), c); len(late) != 0 {
			t.Errorf("%s: 审核滞留 %v", name, late)
		}
	}
}

func TestLongReview(t *testing.T) {
	c := testClock(t)
	tl := history(t, life(t, c, at(Register, "2026-01-05"), at(Assign, "2026-01-06"), at(ToLongTerm, "2026-01-15"),
		at(LongReview, "2026-05-06"), at(FromLongTerm, "2026-06-10"), at(ToLongTerm, "2026-07-01"), at(LongReview, "2026-07-02"), at(Resolve, "2026-12-01")), c)
	for _, x := range []struct {
		on, due string
		missed  bool
	}{
		{"2026-01-14", "", false}, {"2026-01-15", "2026-04-15", false}, {"2026-04-15", "2026-04-15", false}, {"2026-04-16", "2026-04-15", true},
		{"2026-05-05", "2026-04-15", true}, {"2026-05-06", "2026-08-06", false}, {"2026-06-10", "", false}, {"2026-07-01", "2026-10-01", false},
		{"2026-10-02", "2026-10-02", false}, {"2026-11-30", "2026-10-02", true}, {"2026-12-01", "", false},
	} {
		if got := tl.LongReviewDue(day(x.on)); got.String() != x.due || tl.LongReviewMissed(day(x.on)) != x.missed {
			t.Errorf("on %s: review due %q missed %v, want %q %v", x.on, got, tl.LongReviewMissed(day(x.on)), x.due, x.missed)
		}
	}
}

func TestWarnings(t *testing.T) {
	c := testClock(t)
	given := []Event{at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-03-20")))}
	and := func(e ...Event) []Event { return append(given[:2:2], e...) }
	proper := func(e *Event) { e.AppliedOn, e.ToldOn = e.On, e.On }
	applied := func(on string) func(*Event) { return func(e *Event) { e.AppliedOn, e.ToldOn = day(on), e.On } }
	ext := func(on string, opts ...func(*Event)) Event {
		return at(Extend, on, append([]func(*Event){due(onDate("2026-04-30"))}, opts...)...)
	}
	for name, x := range map[string]struct {
		events     []Event
		complained ID
		want       []string // a word of each, in order
	}{
		"nothing wrong":                       {and(), 0, nil},
		"lead unit complained of":             {and(), leadA, []string{"主办单位就是被反映的单位"}},
		"another unit complained of":          {and(), leadB, nil},
		"transferred away from it":            {and(at(Transfer, "2026-03-04")), leadA, nil},
		"transferred to it":                   {and(at(Transfer, "2026-03-04")), leadB, []string{"主办单位就是被反映的单位"}},
		"supervised by it":                    {and(), 2, []string{"监督单位就是被反映的单位"}},
		"objection on the next working day":   {and(at(Object, "2026-03-04")), 0, nil},
		"objection too late":                  {and(at(Object, "2026-03-05")), 0, []string{"已过 2 个工作日"}},
		"objection after a transfer":          {and(at(Transfer, "2026-03-09"), at(Object, "2026-03-10")), 0, nil},
		"objection over the week-end":         {and(at(Transfer, "2026-03-06"), at(Object, "2026-03-09")), 0, nil},
		"extension applied the day before":    {and(ext("2026-03-20", applied("2026-03-19"))), 0, nil},
		"extension applied on the last day":   {and(ext("2026-03-20", proper)), 0, []string{"至少提前 1 个工作日"}},
		"extension after the deadline":        {and(ext("2026-03-23", applied("2026-03-18"))), 0, []string{"逾期后补批"}},
		"extension with nothing written":      {and(ext("2026-03-16", func(e *Event) { e.Note, e.Approver = "", "" })), 0, []string{"没有写明申请日、理由、批准人、告知企业的日期；查到以后可以更正补上"}},
		"the same, imported":                  {and(ext("2026-03-16", imported, func(e *Event) { e.Note, e.Approver = "", "" })), 0, nil},
		"declined, enterprise not told":       {and(at(Decline, "2026-03-16")), 0, []string{"告知企业"}},
		"declined properly":                   {and(at(Decline, "2026-03-16", proper)), 0, nil},
		"long term without approval":          {and(at(ToLongTerm, "2026-03-16", func(e *Event) { e.Approver = "" })), 0, []string{"批准人"}},
		"deadline before 交办":                  {[]Event{given[0], at(Assign, "2026-03-03", due(onDate("2026-03-01")))}, 0, []string{"早于交办日期"}},
		"long term only as a deadline":        {[]Event{given[0], at(Assign, "2026-03-03", due(Deadline{Kind: NoDateLongTerm}))}, 0, []string{"没有转长期坚持"}},
		"long term as a deadline, moved":      {[]Event{given[0], at(Assign, "2026-03-03", due(Deadline{Kind: NoDateLongTerm})), at(ToLongTerm, "2026-03-04", proper)}, 0, nil},
		"long term as a deadline, resolved":   {[]Event{given[0], at(Assign, "2026-03-03", due(Deadline{Kind: NoDateLongTerm})), at(Resolve, "2026-03-05", imported)}, 0, nil},
		"reopened without a new deadline":     {and(at(StrikeOff, "2026-03-16", imported), at(Reopen, "2026-03-17")), 0, []string{"新的期限"}},
		"never assigned though complained of": {[]Event{given[0]}, leadA, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := life(t, c, x.events...)
			p.ComplainedUnit = x.complained
			got := Warnings(p, history(t, p, c))
			if len(got) != len(x.want) {
				t.Fatalf("%q, want %q", got, x.want)
			}
			for i, w := range x.want {
				if !strings.Contains(got[i], w) {
					t.Errorf("warning %d %q, want one with %q", i, got[i], w)
				}
			}
		})
	}
}

func TestReturnVisits(t *testing.T) {
	c := testClock(t)
	done := reach[Resolved]
	and := func(e ...Event) []Event { return append(done[:4:4], e...) }
	v := func(on string, opts ...func(*Event)) Event { return at(ReturnVisit, on, opts...) }
	for name, x := range map[string]struct {
		events               []Event
		reached, unreachable int
		visits               int
		last                 Satisfaction
		answers              []Satisfaction // valid at the end of 2026-03-31, by event
	}{
		"none":                           {and(), 0, 0, 0, NoAnswer, nil},
		"reached":                        {and(v("2026-03-09")), 1, 0, 1, Satisfied, []Satisfaction{Satisfied}},
		"reached twice is reached once":  {and(v("2026-03-09"), v("2026-03-10", answer(Dissatisfied))), 1, 0, 2, Dissatisfied, []Satisfaction{Dissatisfied}},
		"two answers on one day":         {and(v("2026-03-09"), v("2026-03-09", answer(VerySatisfied))), 1, 0, 2, VerySatisfied, []Satisfaction{VerySatisfied}},
		"unreachable":                    {and(v("2026-03-09", unreachable)), 0, 1, 0, NoAnswer, nil},
		"unreachable twice is one less":  {and(v("2026-03-09", unreachable), v("2026-03-10", unreachable)), 0, 1, 0, NoAnswer, nil},
		"unreachable, then reached":      {and(v("2026-03-09", unreachable), v("2026-03-10")), 1, 0, 1, Satisfied, []Satisfaction{Satisfied}},
		"reached, then unreachable":      {and(v("2026-03-09"), v("2026-03-10", unreachable)), 1, 0, 1, Satisfied, []Satisfaction{Satisfied}},
		"after 销号":                       {and(at(StrikeOff, "2026-03-09"), v("2026-03-10")), 1, 0, 1, Satisfied, []Satisfaction{Satisfied}},
		"without an answer":              {and(v("2026-03-09", answer(NoAnswer), note("不评价"))), 1, 0, 1, NoAnswer, nil},
		"answer kept when none is given": {and(v("2026-03-09"), v("2026-03-10", answer(NoAnswer), note("不评价"))), 1, 0, 2, Satisfied, []Satisfaction{Satisfied}},
		"undated":                        {and(v("2026-03-31", inferred)), 0, 0, 0, Satisfied, []Satisfaction{Satisfied}},
		"each 办结 has its own": {and(v("2026-03-06", unreachable), at(Rework, "2026-03-06"), at(Report, "2026-03-06"), at(Resolve, "2026-03-06"), v("2026-03-06")),
			1, 1, 1, Satisfied, []Satisfaction{Satisfied}},
		"after an undated second 办结": {and(at(Rework, "2026-03-06"), at(Resolve, "2026-03-31", inferred, imported), v("2026-03-31")),
			0, 0, 1, Satisfied, []Satisfaction{Satisfied}},
		"of a long-term 办结 only the answer counts": {append(reach[LongTerm][:3:3], at(Resolve, "2026-03-09"), v("2026-03-10")), 0, 0, 1, Satisfied, []Satisfaction{Satisfied}},
	} {
		t.Run(name, func(t *testing.T) {
			tl := history(t, life(t, c, x.events...), c)
			if got := counted(tl, AtomReached); got != x.reached {
				t.Errorf("reached %d, want %d", got, x.reached)
			}
			if got := counted(tl, AtomUnreachable) - counted(tl, AtomReachedAfter); got != x.unreachable {
				t.Errorf("unreachable %d, want %d", got, x.unreachable)
			}
			if got := counted(tl, AtomReturnVisit); got != x.visits {
				t.Errorf("回访 %d, want %d", got, x.visits)
			}
			var answers []Satisfaction
			for _, a := range tl.Atoms {
				z := day("2026-03-31")
				if (a.Kind == AtomSatisfaction || a.Kind == AtomSatisfactionInferred) && a.From <= z && (a.Other == 0 || a.Other > z) {
					answers = append(answers, Satisfaction(a.Val))
				}
				if (a.Kind == AtomReached || a.Kind == AtomUnreachable || a.Kind == AtomReachedAfter) && counted(tl, AtomResolve) > 0 && a.From != day("2026-03-06") {
					t.Errorf("%s stands on %s, not on the day of 办结", a.Kind, a.From)
				}
			}
			if !slices.Equal(answers, x.answers) || tl.Satisfaction != x.last {
				t.Errorf("answers %v, last %s; want %v, %s", answers, tl.Satisfaction, x.answers, x.last)
			}
		})
	}
}

func TestLasting(t *testing.T) {
	c := testClock(t)
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(Deadline{Kind: DateThenLong, Date: day("2026-03-20")})),
		at(Report, "2026-03-10"))
	if history(t, p, c).Lasting {
		t.Error("持续巩固 before 办结")
	}
	grow(t, p, c, at(Resolve, "2026-03-11"))
	if tl := history(t, p, c); !tl.Lasting || counted(tl, AtomOnTime) != 1 {
		t.Error("办结 in time is 持续巩固")
	}
	grow(t, p, c, at(Rework, "2026-03-16"))
	if tl := history(t, p, c); tl.Lasting || tl.ResolvedOn != 0 || tl.ResolveBasis != "" {
		t.Error("办结后退回 leaves marks of the 办结")
	}
}
