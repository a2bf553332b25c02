package data

import (
	"strings"
	"testing"
)

func TestDueDay(t *testing.T) {
	c := testClock(t)
	stages := Deadline{Kind: Staged, Stages: []Date{day("2026-03-31"), day("2026-06-30"), day("2026-09-30")}}
	for name, x := range map[string]struct {
		d     Deadline
		start string
		done  int
		rules Rules
		want  string
		vague string // what the reason must name; empty: certain
	}{
		"missing":                                        {d: Deadline{}, start: "2026-03-03"},
		"7 working days over new year":                   {d: workdays(7), start: "2026-02-13", want: "2026-03-02"},
		"7 working days end on a Sunday":                 {d: workdays(7), start: "2024-02-02", want: "2024-02-18"},
		"5 over the new year of 2023":                    {d: workdays(5), start: "2022-12-29", want: "2023-01-06"},
		"7 into an unknown year":                         {d: workdays(7), start: "2026-12-28", want: "2027-01-07", vague: "2027"},
		"3 into late December":                           {d: workdays(3), start: "2026-12-22", want: "2026-12-25", vague: "2027"},
		"15 days end on a work day":                      {d: Deadline{Kind: ByDays, N: 15}, start: "2026-03-03", want: "2026-03-18"},
		"15 days roll over a week-end":                   {d: Deadline{Kind: ByDays, N: 11}, start: "2026-03-03", want: "2026-03-16"},
		"15 days roll over a holiday":                    {d: Deadline{Kind: ByDays, N: 15}, start: "2026-09-18", want: "2026-10-08"},
		"days onto a worked Sunday":                      {d: Deadline{Kind: ByDays, N: 5}, start: "2026-09-15", want: "2026-09-20"},
		"days kept on a day off":                         {d: Deadline{Kind: ByDays, N: 11}, start: "2026-03-03", rules: Rules{KeepOffDays: true}, want: "2026-03-14"},
		"kept days are never uncertain":                  {d: Deadline{Kind: ByDays, N: 20}, start: "2026-12-20", rules: Rules{KeepOffDays: true}, want: "2027-01-09"},
		"days rolling in an unknown year":                {d: Deadline{Kind: ByDays, N: 20}, start: "2026-12-20", want: "2027-01-11", vague: "2027"},
		"a month":                                        {d: Deadline{Kind: ByMonths, N: 1}, start: "2026-03-03", want: "2026-04-03"},
		"a month with no such day":                       {d: Deadline{Kind: ByMonths, N: 1}, start: "2026-03-31", want: "2026-04-30"},
		"a month to the end of February, which rolls on": {d: Deadline{Kind: ByMonths, N: 1}, start: "2027-01-31", want: "2027-03-01", vague: "2027"},
		"a leap February":                                {d: Deadline{Kind: ByMonths, N: 3}, start: "2023-11-30", want: "2024-02-29"},
		"month rolls over a day off":                     {d: Deadline{Kind: ByMonths, N: 1}, start: "2026-04-01", want: "2026-05-06"},
		"month kept on a day off":                        {d: Deadline{Kind: ByMonths, N: 1}, start: "2026-04-01", rules: Rules{KeepOffDays: true}, want: "2026-05-01"},
		"a written date never moves":                     {d: onDate("2026-10-03"), start: "2026-03-03", want: "2026-10-03"},
		"a written date is certain":                      {d: onDate("2027-10-03"), start: "2026-03-03", want: "2027-10-03"},
		"月底前 is written as the last day":                 {d: Deadline{Kind: ByDate, Date: day("2026-02-10").MonthEnd()}, start: "2026-02-01", want: "2026-02-28"},
		"date, then long term":                           {d: Deadline{Kind: DateThenLong, Date: day("2026-05-02")}, start: "2026-03-03", want: "2026-05-02"},
		"at once":                                        {d: Deadline{Kind: Immediate}, start: "2026-03-07", want: "2026-03-07"},
		"at once, next working day":                      {d: Deadline{Kind: Immediate}, start: "2026-03-06", rules: Rules{ImmediateNextDay: true}, want: "2026-03-09"},
		"first stage":                                    {d: stages, start: "2026-03-03", want: "2026-03-31"},
		"second stage":                                   {d: stages, start: "2026-03-03", done: 1, want: "2026-06-30"},
		"after the last stage":                           {d: stages, start: "2026-03-03", done: 3, want: "2026-09-30"},
		"long term has no day":                           {d: Deadline{Kind: NoDateLongTerm}, start: "2026-03-03"},
	} {
		t.Run(name, func(t *testing.T) {
			got, why := x.d.DueDay(day(x.start), x.done, c.Calendar, x.rules)
			if got.String() != x.want {
				t.Errorf("due %q, want %q", got, x.want)
			}
			if (why != "") != (x.vague != "") || !strings.Contains(why, x.vague) {
				t.Errorf("uncertain %q, want one naming %q", why, x.vague)
			}
		})
	}
}

// lateness is all that figures say about a problem's punctuality.
type lateness struct {
	due, onTime, onTimeFirst bool   // AtomResolveDue, AtomOnTime, AtomOnTimeFirst
	days                     int32  // AtomDays; -1 none
	overdue                  string // days on which 期末逾期 counts it, as checked below
}

func judged(tl *Timeline, check ...string) lateness {
	l := lateness{due: counted(tl, AtomResolveDue) > 0, onTime: counted(tl, AtomOnTime) > 0,
		onTimeFirst: counted(tl, AtomOnTimeFirst) > 0, days: -1}
	for _, a := range tl.Atoms {
		if a.Kind == AtomDays {
			l.days = a.Val
		}
	}
	for _, d := range check {
		if holds(tl, AtomOverdue, d) {
			l.overdue += d[5:] + " "
		}
	}
	return l
}

// always is every day checked after the deadline.
const always = "03-11 03-17 03-20 03-23 03-31 04-30 "

var timelinessDays = []string{"2026-03-10", "2026-03-11", "2026-03-17", "2026-03-20", "2026-03-23", "2026-03-31", "2026-04-30"}

// All begin: registered on Monday 2 March 2026; due on Tuesday 10 March.
func TestTimeliness(t *testing.T) {
	c := testClock(t)
	reg, given := at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(workdays(5)))
	ext := func(on, to string) Event { return at(Extend, on, due(onDate(to))) }
	for name, x := range map[string]struct {
		events []Event
		want   lateness
	}{
		"still open: due on z itself is not late": {[]Event{reg, given},
			lateness{days: -1, overdue: always}},
		"signing late buys no time": {[]Event{reg, given, at(Accept, "2026-03-09")},
			lateness{days: -1, overdue: always}},
		"reported on the day, passed on the day": {[]Event{reg, given, at(Report, "2026-03-10"), at(Resolve, "2026-03-10")},
			lateness{true, true, true, 5, ""}},
		"a slow reviewer makes nobody late": {[]Event{reg, given, at(Report, "2026-03-10"), at(Resolve, "2026-03-31")},
			lateness{true, true, true, 5, ""}},
		"reported in time and still waiting": {[]Event{reg, given, at(Report, "2026-03-09")},
			lateness{days: -1}},
		"reported late and still waiting": {[]Event{reg, given, at(Report, "2026-03-11")},
			lateness{days: -1, overdue: always}},
		"reported late": {[]Event{reg, given, at(Report, "2026-03-11"), at(Resolve, "2026-03-12")},
			lateness{true, false, false, 6, "03-11 "}},
		"sent back after the deadline": {[]Event{reg, given, at(Report, "2026-03-10"), at(SendBack, "2026-03-18"), at(Report, "2026-03-23"), at(Resolve, "2026-03-24")},
			lateness{true, false, false, 14, "03-20 03-23 "}},
		"extended in time": {[]Event{reg, given, ext("2026-03-09", "2026-03-20"), at(Report, "2026-03-19"), at(Resolve, "2026-03-31")},
			lateness{true, true, false, 12, ""}},
		"extended on the last day": {[]Event{reg, given, ext("2026-03-10", "2026-03-20"), at(Report, "2026-03-20"), at(Resolve, "2026-03-20")},
			lateness{true, true, false, 13, ""}},
		"逾期后补批 undoes neither overdue": {[]Event{reg, given, ext("2026-03-12", "2026-03-20"), at(Report, "2026-03-19"), at(Resolve, "2026-03-19")},
			lateness{true, false, false, 12, "03-11 "}},
		"extended again, in time, upon a 补批": {[]Event{reg, given, ext("2026-03-12", "2026-03-20"), ext("2026-03-18", "2026-03-31"), at(Report, "2026-03-27"), at(Resolve, "2026-03-27")},
			lateness{true, false, false, 18, "03-11 "}},
		"补批 while a late report waits": {[]Event{reg, given, at(Report, "2026-03-11"), ext("2026-03-16", "2026-03-20"), at(Resolve, "2026-03-31")},
			lateness{true, false, false, 6, "03-11 "}},
		"extended, then overdue": {[]Event{reg, given, ext("2026-03-09", "2026-03-20"), at(Report, "2026-03-24"), at(Resolve, "2026-03-24")},
			lateness{true, false, false, 15, "03-23 "}},
		"transferred with a new limit": {[]Event{reg, given, at(Transfer, "2026-03-13", due(workdays(5))), at(Report, "2026-03-20"), at(Resolve, "2026-03-20")},
			lateness{true, true, false, 13, "03-11 "}},
		"reworked with a new limit": {[]Event{reg, given, at(Report, "2026-03-10"), at(Resolve, "2026-03-10"), at(Rework, "2026-03-16", due(onDate("2026-03-20"))), at(Report, "2026-03-19")},
			lateness{true, true, true, 5, ""}},
		"no deadline": {[]Event{reg, at(Assign, "2026-03-03"), at(Report, "2026-03-10"), at(Resolve, "2026-03-10")}, lateness{days: 5}},
		"long term is never overdue": {[]Event{reg, given, at(ToLongTerm, "2026-03-10")},
			lateness{days: -1}},
		"inferred clock start": {[]Event{reg, at(Assign, "2026-03-03", due(workdays(5)), inferred), at(Report, "2026-03-20"), at(Resolve, "2026-03-23")},
			lateness{days: -1}},
		"written date, inferred start": {[]Event{at(Register, "2026-03-02", inferred), at(Assign, "2026-03-03", due(onDate("2026-03-10")), inferred), at(Report, "2026-03-20"), at(Resolve, "2026-03-23")},
			lateness{true, false, false, -1, "03-11 03-17 03-20 "}},
		"inferred resolve": {[]Event{reg, given, at(Resolve, "2026-03-31", inferred, imported)},
			lateness{days: -1}},
		"inferred resolve after a real late report": {[]Event{reg, given, at(Report, "2026-03-12"), at(Resolve, "2026-03-31", inferred)},
			lateness{days: -1}},
		"inferred report, real resolve": {[]Event{reg, given, at(Report, "2026-03-20", inferred), at(Resolve, "2026-03-23")},
			lateness{days: -1}},
		"inferred report waits": {[]Event{reg, given, at(Report, "2026-03-20", inferred)},
			lateness{days: -1}},
		"inferred report sent back: late from then on": {[]Event{reg, given, at(Report, "2026-03-17", inferred), at(SendBack, "2026-03-20")},
			lateness{days: -1, overdue: "03-20 03-23 03-31 04-30 "}},
		"a known late wait stays, a 推定 one after it does not count": {[]Event{reg, given, at(Report, "2026-03-11"), at(SendBack, "2026-03-17"), at(Report, "2026-03-23", inferred)},
			lateness{days: -1, overdue: "03-11 "}},
		"resolved at the last moment of import, real": {[]Event{reg, given, at(Resolve, "2026-03-11", imported)},
			lateness{true, false, false, 6, ""}},
		"handled on the day of 交办": {[]Event{reg, at(Assign, "2026-03-02", due(Deadline{Kind: Immediate})), at(Resolve, "2026-03-02")},
			lateness{true, true, true, 0, ""}},
		"all stages in time": {[]Event{reg, at(Assign, "2026-03-03", due(Deadline{Kind: Staged, Stages: []Date{day("2026-03-10"), day("2026-03-20")}})),
			at(StageDone, "2026-03-09"), at(Report, "2026-03-19"), at(Resolve, "2026-03-19")},
			lateness{true, true, true, 12, ""}},
		"first stage late": {[]Event{reg, at(Assign, "2026-03-03", due(Deadline{Kind: Staged, Stages: []Date{day("2026-03-10"), day("2026-03-20")}})),
			at(StageDone, "2026-03-13"), at(Report, "2026-03-19")},
			lateness{days: -1, overdue: "03-11 "}},
		"reopened: days and deadline anew": {[]Event{reg, given, at(Report, "2026-03-10", inferred), at(Resolve, "2026-03-10", inferred), at(StrikeOff, "2026-03-10"),
			at(Reopen, "2026-03-16", due(workdays(3))), at(Report, "2026-03-19"), at(Resolve, "2026-03-19")},
			lateness{true, true, true, 3, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := judged(history(t, life(t, c, x.events...), c), timelinessDays...); got != x.want {
				t.Errorf("\n got %+v\nwant %+v", got, x.want)
			}
		})
	}
}

func TestDeadlinesBesideTheirFirst(t *testing.T) {
	c := testClock(t)
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(workdays(5))))
	grow(t, p, c, at(Extend, "2026-03-09", due(onDate("2026-03-20"))))
	tl := history(t, p, c)
	if tl.FirstDue != day("2026-03-10") || tl.Due != day("2026-03-20") || !tl.Extended || tl.LateExtended {
		t.Errorf("first %s, now %s, extended %v, late %v", tl.FirstDue, tl.Due, tl.Extended, tl.LateExtended)
	}
	if s, _ := tl.At(day("2026-03-08")); s.Extended || s.Due != day("2026-03-10") {
		t.Errorf("before the extension: %+v", s)
	}
	grow(t, p, c, at(Extend, "2026-03-21", due(onDate("2026-03-31"))))
	if tl = history(t, p, c); !tl.LateExtended || tl.FirstDue != day("2026-03-10") {
		t.Errorf("逾期后补批 not marked: %+v", tl)
	}
	if counted(tl, AtomExtend) != 2 {
		t.Errorf("%d 延期", counted(tl, AtomExtend))
	}
	grow(t, p, c, at(Report, "2026-03-25"), at(Resolve, "2026-03-25"), at(StrikeOff, "2026-03-26"), at(Reopen, "2026-04-01"))
	if tl = history(t, p, c); tl.Due != 0 || tl.FirstDue != 0 || tl.Extended || tl.LateExtended {
		t.Errorf("a reopening without a deadline is 期限缺失: %+v", tl)
	}
}

func TestStagesCount(t *testing.T) {
	c := testClock(t)
	staged := Deadline{Kind: Staged, Stages: []Date{day("2026-03-10"), day("2026-03-20")}}
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(staged)), at(StageDone, "2026-03-06"))
	tl := history(t, p, c)
	if tl.Due != day("2026-03-20") || tl.FirstDue != day("2026-03-20") || tl.State != Working {
		t.Errorf("after stage 1: due %s, first %s, %s", tl.Due, tl.FirstDue, tl.State)
	}
	grow(t, p, c, at(StageDone, "2026-03-16"))
	wantRefusal(t, p.Apply(at(StageDone, "2026-03-17"), c), Conflict, "", "2 个阶段")
	// another unit, another plan: its stages count from the first
	grow(t, p, c, at(Transfer, "2026-03-18", due(Deadline{Kind: Staged, Stages: []Date{day("2026-04-10"), day("2026-04-20")}})))
	if tl = history(t, p, c); tl.Due != day("2026-04-10") {
		t.Errorf("after the transfer: due %s", tl.Due)
	}
	q := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(staged)), at(Extend, "2026-03-09", due(Deadline{Kind: Staged,
		Stages: []Date{day("2026-03-16"), day("2026-03-31")}})), at(StageDone, "2026-03-12"))
	if tl = history(t, q, c); tl.Due != day("2026-03-31") || tl.FirstDue != day("2026-03-20") {
		t.Errorf("extended stages: due %s beside %s", tl.Due, tl.FirstDue)
	}
}

func TestUncertainDeadlineIsShown(t *testing.T) {
	c := testClock(t)
	tl := history(t, life(t, c, at(Register, "2026-12-28"), at(Assign, "2026-12-28", due(workdays(7)))), c)
	if tl.Due != day("2027-01-07") || tl.Uncertain == "" || tl.Spans[len(tl.Spans)-1].Uncertain == "" {
		t.Errorf("due %s, uncertain %q", tl.Due, tl.Uncertain)
	}
}

// 9999-12-31 is what spreadsheets hold for "no end"; no day comes after it.
func TestLastDayOfAllNeverPasses(t *testing.T) {
	c := testClock(t)
	tl := history(t, life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("9999-12-31")))), c)
	if holds(tl, AtomOverdue, "2026-03-04") || tl.Spans[0].OverdueAt(day("9999-12-31")) {
		t.Error("overdue before the end of time")
	}
	if l, _, _ := tl.LightOn(day("2026-03-04"), c); l != Green {
		t.Errorf("light %s", l)
	}
	tl.AddCells(map[CellKey]int{}, 0, 1)
}
