package data

import (
	"slices"
	"testing"
)

func TestPapersForStrikeOff(t *testing.T) {
	c := testClock(t)
	signed := func(e *Event) { e.SignedBy, e.SignedOn = "主要负责人", e.On }
	bare := func(e *Event) { e.Note, e.Approver = "", "" }
	visit := at(ReturnVisit, "2026-03-09")
	for name, x := range map[string]struct {
		rules   Rules
		first   []Event
		strike  Event
		field   string // empty: allowed
		missing []string
	}{
		"nothing required":             {strike: at(StrikeOff, "2026-03-10", bare)},
		"no approver":                  {rules: Rules{NeedApprover: true}, strike: at(StrikeOff, "2026-03-10", bare), field: "approver"},
		"approver":                     {rules: Rules{NeedApprover: true}, strike: at(StrikeOff, "2026-03-10")},
		"no feedback":                  {rules: Rules{NeedFeedback: true}, strike: at(StrikeOff, "2026-03-10"), field: "return_visit"},
		"feedback":                     {rules: Rules{NeedFeedback: true}, first: []Event{visit}, strike: at(StrikeOff, "2026-03-10")},
		"feedback told without answer": {rules: Rules{NeedFeedback: true}, first: []Event{at(ReturnVisit, "2026-03-09", answer(NoAnswer), note("企业表示不评价"))}, strike: at(StrikeOff, "2026-03-10")},
		"无法回访（原因） is feedback unobtainable": {rules: Rules{NeedFeedback: true}, first: []Event{at(ReturnVisit, "2026-03-09", unreachable)}, strike: at(StrikeOff, "2026-03-10")},
		"feedback unobtainable, said why":   {rules: Rules{NeedFeedback: true}, strike: at(StrikeOff, "2026-03-10", missing(PaperFeedback)), missing: []string{PaperFeedback}},
		"feedback unobtainable, no reason":  {rules: Rules{NeedFeedback: true}, strike: at(StrikeOff, "2026-03-10", bare, missing(PaperFeedback)), field: "return_visit"},
		"feedback on an earlier 办结": {rules: Rules{NeedFeedback: true}, first: []Event{visit, at(Rework, "2026-03-09"),
			at(Report, "2026-03-09"), at(Resolve, "2026-03-09")}, strike: at(StrikeOff, "2026-03-10"), field: "return_visit"},
		"no signature":           {rules: Rules{NeedSign: true}, strike: at(StrikeOff, "2026-03-10"), field: "sign"},
		"signature":              {rules: Rules{NeedSign: true}, strike: at(StrikeOff, "2026-03-10", bare, signed)},
		"signature in the note":  {rules: Rules{NeedSign: true}, strike: at(StrikeOff, "2026-03-10", note("主要负责人已于3月9日签字"))},
		"signature unobtainable": {rules: Rules{NeedSign: true}, strike: at(StrikeOff, "2026-03-10", missing(PaperSign)), missing: []string{PaperSign}},
		"import lacks everything": {rules: Rules{ImmediateNextDay: true, KeepOffDays: true, NeedSign: true, NeedFeedback: true, NeedApprover: true}, strike: at(StrikeOff, "2026-03-10", bare, imported),
			missing: []string{PaperApprover, PaperFeedback, PaperSign}},
		"import marks each once": {rules: Rules{NeedFeedback: true}, strike: at(StrikeOff, "2026-03-10", imported, missing(PaperFeedback), missing("附件")),
			missing: []string{PaperFeedback, "附件"}},
		"import where nothing is required": {strike: at(StrikeOff, "2026-03-10", bare, imported)},
	} {
		t.Run(name, func(t *testing.T) {
			c := Clock{Calendar: c.Calendar, Rules: x.rules}
			p := life(t, c, append(reach[Resolved][:4:4], x.first...)...)
			err := p.Apply(x.strike, c)
			if x.field != "" {
				wantRefusal(t, err, Invalid, x.field, "本单位规定")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if tl := history(t, p, c); !slices.Equal(tl.Missing, x.missing) || tl.State != StruckOff {
				t.Errorf("%s, missing %v, want %v", tl.State, tl.Missing, x.missing)
			}
		})
	}
}

// Requirements that an office sets later must not make its older ledger unreadable.
func TestLaterRulesLeaveOldEventsAlone(t *testing.T) {
	c := testClock(t)
	p := life(t, c, append(reach[StruckOff][:5:5], at(Reopen, "2026-03-12"))...)
	strict := testClock(t, Rules{NeedApprover: true, NeedFeedback: true, NeedSign: true})
	if tl, err := p.Timeline(strict); err != nil || tl.State != Working {
		t.Fatalf("old strike-off under new rules: %v", err)
	}
	grow(t, p, strict, at(Report, "2026-03-13"), at(Resolve, "2026-03-16"))
	wantRefusal(t, p.Apply(at(StrikeOff, "2026-03-17"), strict), Invalid, "return_visit", "企业反馈")
	if err := p.Void(8, "某人", "录错", voidedAt, strict); err != nil {
		t.Errorf("a void that concerns no paper: %v", err)
	}
}

func TestCheckNew(t *testing.T) {
	strict := testClock(t, Rules{NeedApprover: true})
	p := life(t, testClock(t), append(reach[Resolved][:4:4], at(StrikeOff, "2026-03-10", func(e *Event) { e.Approver = "" }))...)
	if err := p.CheckNew(5, strict); err != nil {
		t.Errorf("all of it is stored: %v", err)
	}
	wantRefusal(t, p.CheckNew(4, strict), Invalid, "approver", "审批人")
	p.Events[4].On = 0
	wantRefusal(t, p.CheckNew(4, strict), Invalid, "on", "日期")
	p.Events[4].On = day("2026-03-05")
	wantRefusal(t, p.CheckNew(5, strict), Conflict, "", "不能")
}

func TestImmediate(t *testing.T) {
	c := testClock(t)
	at3 := func(k Kind, opts ...func(*Event)) Event { return at(k, "2026-03-03", opts...) }
	given := []Event{at3(Register), at3(Assign, due(Deadline{Kind: Immediate}))}
	t.Run("resolved and struck off on one day", func(t *testing.T) {
		tl := history(t, life(t, c, append(given[:2:2], at3(Resolve), at3(ReturnVisit), at3(StrikeOff))...), c)
		if tl.State != StruckOff || tl.ResolvedOn != day("2026-03-03") || tl.StruckOn != day("2026-03-03") || len(tl.Spans) != 1 ||
			counted(tl, AtomResolve) != 1 || counted(tl, AtomStrike) != 1 || counted(tl, AtomOnTime) != 1 {
			t.Errorf("%+v", tl)
		}
	})
	t.Run("销号 implies 办结 that day", func(t *testing.T) {
		tl := history(t, life(t, c, append(given[:2:2], at3(StrikeOff))...), c)
		if tl.State != StruckOff || tl.ResolvedOn != day("2026-03-03") || counted(tl, AtomResolve) != 1 || counted(tl, AtomPass) != 0 {
			t.Errorf("%+v", tl)
		}
	})
	for _, k := range []Kind{Resolve, StrikeOff} {
		t.Run(k.Name()+" must say what was done", func(t *testing.T) {
			wantRefusal(t, life(t, c, given...).Apply(at3(k, note("")), c), Invalid, "note", "做了什么")
		})
		t.Run(k.Name()+" before 交办", func(t *testing.T) {
			p := life(t, c, at3(Register, due(Deadline{Kind: Immediate})))
			wantRefusal(t, p.Apply(at3(k), c), Conflict, "kind", "待交办")
		})
		t.Run(k.Name()+" once the limit is another", func(t *testing.T) {
			p := life(t, c, append(given[:2:2], at3(Extend, due(onDate("2026-03-20"))))...)
			wantRefusal(t, p.Apply(at3(k), c), Conflict, "kind")
		})
	}
	t.Run("the limit planned at registration counts from 交办", func(t *testing.T) {
		tl := history(t, life(t, c, at(Register, "2026-03-02", due(workdays(5))), at3(Assign)), c)
		if tl.Due != day("2026-03-10") {
			t.Errorf("due %s", tl.Due)
		}
	})
}

func TestImports(t *testing.T) {
	c := testClock(t)
	asOf := "2026-03-31"
	for name, x := range map[string]struct {
		events []Event
		state  State
		atoms  map[AtomKind]int
	}{
		"已办结 without dates": {[]Event{at(Register, asOf, inferred, imported), at(Assign, asOf, inferred, imported), at(Resolve, asOf, inferred, imported)},
			Resolved, map[AtomKind]int{AtomRegisterInferred: 1, AtomResolveInferred: 1}},
		"已销号 without dates": {[]Event{at(Register, asOf, inferred, imported), at(StrikeOff, asOf, inferred, imported)},
			StruckOff, map[AtomKind]int{AtomRegisterInferred: 1, AtomResolveInferred: 1, AtomStrikeInferred: 1}},
		"长期坚持, struck off": {[]Event{at(Register, "2026-03-02", imported), at(ToLongTerm, "2026-03-02", imported), at(StrikeOff, asOf, inferred, imported)},
			StruckOff, map[AtomKind]int{AtomRegister: 1, AtomToLong: 1, AtomResolveLong: 1, AtomStrikeInferred: 1}},
		"real days": {[]Event{at(Register, "2026-03-02", imported), at(Assign, "2026-03-03", imported, due(workdays(5))), at(StrikeOff, "2026-03-09", imported)},
			StruckOff, map[AtomKind]int{AtomRegister: 1, AtomAssign: 1, AtomResolve: 1, AtomResolveDue: 1, AtomOnTime: 1, AtomOnTimeFirst: 1, AtomDays: 1, AtomStrike: 1}},
		"an answer without a date": {[]Event{at(Register, "2026-03-02", imported), at(Resolve, "2026-03-09", imported), at(ReturnVisit, asOf, inferred, imported)},
			Resolved, map[AtomKind]int{AtomRegister: 1, AtomResolve: 1, AtomSatisfactionInferred: 1}},
		"a reason not written on paper": {[]Event{at(Register, "2026-03-02", imported), at(Decline, asOf, note(""), imported)},
			Declined, map[AtomKind]int{AtomRegister: 1, AtomDecline: 1}},
		"first 交办 and 反馈 undated, repeats too": {[]Event{at(Register, "2026-03-02", imported), at(Assign, "2026-03-03", inferred), at(Assign, "2026-03-04", inferred),
			at(Report, "2026-03-05", inferred), at(SendBack, "2026-03-06"), at(Report, "2026-03-09", inferred)},
			Reported, map[AtomKind]int{AtomRegister: 1, AtomSendBack: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			tl := history(t, life(t, c, x.events...), c)
			if tl.State != x.state {
				t.Errorf("state %s, want %s", tl.State, x.state)
			}
			got := map[AtomKind]int{}
			for _, a := range tl.Atoms {
				if !a.Kind.Stock() {
					got[a.Kind]++
				}
			}
			for k, n := range x.atoms {
				if got[k] != n {
					t.Errorf("%d of %s, want %d", got[k], k, n)
				}
				delete(got, k)
			}
			if len(got) != 0 {
				t.Errorf("besides: %v", got)
			}
		})
	}
}
