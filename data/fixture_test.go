package data

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"qinqing/data/workday"
)

// testClock knows the real notices of 2023 to 2026.
func testClock(t testing.TB, rules ...Rules) Clock {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "assets", "holidays", "*.json"))
	if err != nil || len(files) < 4 {
		t.Fatalf("holiday notices: %v, %v", files, err)
	}
	var all []workday.Notice
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		n, err := workday.ParseNotices(b)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, n...)
	}
	c := Clock{Calendar: workday.New(all)}
	if len(rules) > 0 {
		c.Rules = rules[0]
	}
	return c
}

func day(s string) Date { return workday.MustParse(s) }

func onDate(s string) Deadline { return Deadline{Kind: ByDate, Date: day(s)} }

func workdays(n int) Deadline { return Deadline{Kind: ByWorkdays, N: n} }

// The units of the tests.
const (
	leadA ID = 101
	leadB ID = 102
)

// at is an event with everything a form asks for; opts change it.
func at(k Kind, on string, opts ...func(*Event)) Event {
	e := Event{Kind: k, On: day(on), Basis: Real, Origin: FromWindow, Note: "说明", Approver: "批准人"}
	switch k {
	case Assign:
		e.Unit = leadA
	case Transfer:
		e.Unit = leadB
	case Recategorise:
		e.Category = 9
	case Supervise:
		e.Grade = "蓝"
	case ReturnVisit:
		e.Satisfaction, e.Note = Satisfied, ""
	case Extend:
		e.Deadline = onDate("2026-12-31")
	}
	for _, o := range opts {
		o(&e)
	}
	return e
}

func due(d Deadline) func(*Event)   { return func(e *Event) { e.Deadline = d } }
func unit(u ID) func(*Event)        { return func(e *Event) { e.Unit = u } }
func note(s string) func(*Event)    { return func(e *Event) { e.Note = s } }
func missing(s string) func(*Event) { return func(e *Event) { e.Missing = append(e.Missing, s) } }
func answer(s Satisfaction) func(*Event) {
	return func(e *Event) { e.Satisfaction = s }
}
func inferred(e *Event)    { e.Basis = Inferred }
func imported(e *Event)    { e.Origin = FromImport }
func unreachable(e *Event) { e.Satisfaction, e.Unreachable = NoAnswer, "企业已搬迁" }

// life applies events to a fresh problem; every one must be legal.
func life(t testing.TB, c Clock, events ...Event) *Problem {
	t.Helper()
	p := &Problem{ID: 7, Visiting: 1, Supervising: 2, Region: 3, Source: 4, Category: 5, Nature: 6, Measure: 8}
	grow(t, p, c, events...)
	return p
}

func grow(t testing.TB, p *Problem, c Clock, events ...Event) {
	t.Helper()
	for i, e := range events {
		if err := p.Apply(e, c); err != nil {
			t.Fatalf("event %d (%s on %s) refused: %v", i+1, e.Kind, e.On, err)
		}
	}
}

func history(t testing.TB, p *Problem, c Clock) *Timeline {
	t.Helper()
	tl, err := p.Timeline(c)
	if err != nil {
		t.Fatalf("timeline: %v", err)
	}
	return tl
}

// count is the number of atoms of a kind whose day is in [from, to].
func count(tl *Timeline, k AtomKind, from, to Date) int {
	n := 0
	for _, a := range tl.Atoms {
		if a.Kind == k && a.From >= from && a.From <= to {
			n++
		}
	}
	return n
}

func counted(tl *Timeline, k AtomKind) int { return count(tl, k, 0, day("9999-12-31")) }

// holds says whether a stock atom of the kind counts at the end of a day.
func holds(tl *Timeline, k AtomKind, on string) bool {
	for _, a := range tl.Atoms {
		if a.Kind == k && a.Holds(day(on)) {
			return true
		}
	}
	return false
}

// wantRefusal checks an error: its code, its field where given, and that it speaks Chinese.
func wantRefusal(t *testing.T, err error, code Code, field string, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("accepted, want a refusal")
	}
	if CodeOf(err) != code {
		t.Errorf("code %s, want %s (%v)", CodeOf(err), code, err)
	}
	if e, ok := err.(*Error); !ok || field != "" && e.Field != field {
		t.Errorf("error %#v, want field %q", err, field)
	}
	if !strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("not Chinese: %q", err)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("message %q lacks %q", err, w)
		}
	}
}
