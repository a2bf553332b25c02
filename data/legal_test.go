package data

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// reach brings a problem into each state by 2026-03-10.
var reach = map[State][]Event{
	Unregistered: nil,
	Pending:      {at(Register, "2026-03-02")},
	Assigned:     {at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-06-01")))},
	Working:      {at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-06-01"))), at(Accept, "2026-03-04")},
	Reported:     {at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-06-01"))), at(Report, "2026-03-05")},
	LongTerm:     {at(Register, "2026-03-02"), at(Assign, "2026-03-03"), at(ToLongTerm, "2026-03-06")},
	Resolved:     {at(Register, "2026-03-02"), at(Assign, "2026-03-03"), at(Report, "2026-03-05"), at(Resolve, "2026-03-06")},
	StruckOff: {at(Register, "2026-03-02"), at(Assign, "2026-03-03"), at(Report, "2026-03-05"), at(Resolve, "2026-03-06"),
		at(StrikeOff, "2026-03-09")},
	Declined:  {at(Register, "2026-03-02"), at(Decline, "2026-03-03")},
	ClueMoved: {at(Register, "2026-03-02"), at(MoveClue, "2026-03-03")},
}

// outcomes is the whole table for events of the window: kind × state → state after;
// a pair that is not here is refused. Written out by hand from the rules, so that a
// changed line in the code has to be answered for here.
var outcomes = map[Kind]map[State]State{
	Register:     {Unregistered: Pending},
	Assign:       {Pending: Assigned, Assigned: Assigned, Working: Working},
	Accept:       {Assigned: Working},
	Progress:     {Assigned: Working, Working: Working, LongTerm: LongTerm, Resolved: Resolved},
	StageDone:    {},
	Report:       {Assigned: Reported, Working: Reported},
	SendBack:     {Reported: Working},
	Resolve:      {Reported: Resolved, LongTerm: Resolved},
	ReturnVisit:  {Resolved: Resolved, StruckOff: StruckOff},
	Rework:       {Resolved: Working},
	StrikeOff:    {Resolved: StruckOff},
	Extend:       {Assigned: Assigned, Working: Working, Reported: Reported},
	Object:       {Assigned: Assigned, Working: Working},
	Reopen:       {StruckOff: Working},
	Decline:      {Pending: Declined, Assigned: Declined, Working: Declined},
	Transfer:     {Assigned: Assigned, Working: Assigned},
	MoveClue:     {Pending: ClueMoved, Assigned: ClueMoved, Working: ClueMoved, Reported: ClueMoved},
	ToLongTerm:   {Pending: LongTerm, Assigned: LongTerm, Working: LongTerm, Reported: LongTerm},
	FromLongTerm: {LongTerm: Working},
	LongReview:   {LongTerm: LongTerm},
	Recategorise: {Pending: Pending, Assigned: Assigned, Working: Working, Reported: Reported},
	Supervise:    {Assigned: Assigned, Working: Working, Reported: Reported},
}

// waivers is what events taken over from paper or another office may do besides.
var waivers = map[Kind]map[State]State{
	Resolve:   {Pending: Resolved, Assigned: Resolved, Working: Resolved},
	StrikeOff: {Pending: StruckOff, Assigned: StruckOff, Working: StruckOff, Reported: StruckOff, LongTerm: StruckOff},
}

func TestEveryKindInEveryState(t *testing.T) {
	c := testClock(t)
	for _, origin := range []Origin{FromWindow, FromImport, FromPackage} {
		for state, events := range reach {
			for _, k := range Kinds {
				t.Run(fmt.Sprintf("%s/%s/%s", origin, state, k.Name), func(t *testing.T) {
					want, legal := outcomes[k.Kind][state]
					if origin != FromWindow && !legal {
						want, legal = waivers[k.Kind][state]
					}
					p := life(t, c, events...)
					if got := history(t, p, c).State; got != state {
						t.Fatalf("fixture is in %s", got)
					}
					before := *p
					before.Events = slices.Clone(p.Events)
					e := at(k.Kind, "2026-03-10")
					e.Origin = origin
					err := p.Apply(e, c)
					kinds, why := before.LegalKinds(day("2026-03-10"), origin, c)
					if slices.Contains(kinds, k.Kind) != legal || (why[k.Kind] == "") != legal {
						t.Errorf("LegalKinds: %v, reason %q", slices.Contains(kinds, k.Kind), why[k.Kind])
					}
					if !legal {
						wantRefusal(t, err, Conflict, "", k.Name)
						if !reflect.DeepEqual(&before, p) {
							t.Error("a refused event changed the problem")
						}
						if k.Kind != StageDone && k.Kind != Extend && state != Unregistered && k.Kind != Register && !strings.Contains(err.Error(), state.String()) {
							t.Errorf("the message does not say where the problem stands: %q", err)
						}
						return
					}
					if err != nil {
						t.Fatalf("refused: %v", err)
					}
					if got := history(t, p, c).State; got != want {
						t.Errorf("now %s, want %s", got, want)
					}
				})
			}
		}
	}
	if len(reach) != len(States)+1 || len(outcomes) != len(Kinds) {
		t.Errorf("table has %d states and %d kinds", len(reach), len(outcomes))
	}
}

// A state reached along a side road must offer the same as along the straight one,
// except that what nobody was charged with goes back to 待交办.
func TestBackWhenNeverAssigned(t *testing.T) {
	c := testClock(t)
	for name, events := range map[string][]Event{
		"returned from long term": {at(Register, "2026-03-02"), at(ToLongTerm, "2026-03-03"), at(FromLongTerm, "2026-03-04")},
		"reworked import":         {at(Register, "2026-03-02"), at(Resolve, "2026-03-03", imported), at(Rework, "2026-03-04")},
		"reopened import":         {at(Register, "2026-03-02"), at(StrikeOff, "2026-03-03", imported), at(Reopen, "2026-03-04")},
	} {
		t.Run(name, func(t *testing.T) {
			p := life(t, c, events...)
			if got := history(t, p, c).State; got != Pending {
				t.Fatalf("state %s, want 待交办", got)
			}
			wantRefusal(t, p.Apply(at(Transfer, "2026-03-05"), c), Conflict, "kind", "待交办")
			grow(t, p, c, at(Assign, "2026-03-06", due(workdays(5))))
			tl := history(t, p, c)
			if tl.Due != day("2026-03-13") || tl.Now.Lead != leadA || tl.State != Assigned {
				t.Errorf("due %s lead %d state %s", tl.Due, tl.Now.Lead, tl.State)
			}
		})
	}
}

func TestPlannedDeadlineSurvivesReturnToPending(t *testing.T) {
	c := testClock(t)
	p := life(t, c, at(Register, "2026-03-02"), at(ToLongTerm, "2026-03-03"),
		at(FromLongTerm, "2026-03-04", due(workdays(5))))
	if tl := history(t, p, c); tl.Due != 0 {
		t.Errorf("a clock runs before 交办: due %s", tl.Due)
	}
	grow(t, p, c, at(Assign, "2026-03-09"))
	if tl := history(t, p, c); tl.Due != day("2026-03-16") {
		t.Errorf("due %s, want 5 working days from 交办", tl.Due)
	}
}

func TestFaultyEvents(t *testing.T) {
	c := testClock(t)
	for name, x := range map[string]struct {
		state State
		event Event
		field string
	}{
		"no date":                {Pending, Event{Kind: Assign, Unit: leadA, Basis: Real}, "on"},
		"impossible date":        {Pending, Event{Kind: Assign, Unit: leadA, On: -5}, "on"},
		"unknown kind":           {Pending, at("vanish", "2026-03-10"), "kind"},
		"unknown basis":          {Pending, at(Assign, "2026-03-10", func(e *Event) { e.Basis = "guess" }), "basis"},
		"no lead unit":           {Pending, at(Assign, "2026-03-10", unit(0)), "unit"},
		"transfer to nobody":     {Working, at(Transfer, "2026-03-10", unit(0)), "unit"},
		"no reason to decline":   {Pending, at(Decline, "2026-03-10", note(" ")), "note"},
		"no reason to reopen":    {StruckOff, at(Reopen, "2026-03-10", note("")), "note"},
		"no reason to send back": {Reported, at(SendBack, "2026-03-10", note("")), "note"},
		"no reason to rework":    {Resolved, at(Rework, "2026-03-10", note("")), "note"},
		"no category":            {Pending, at(Recategorise, "2026-03-10", func(e *Event) { e.Category = 0 }), "category"},
		"unknown grade":          {Working, at(Supervise, "2026-03-10", func(e *Event) { e.Grade = "黄" }), "grade"},
		"no answer":              {Resolved, at(ReturnVisit, "2026-03-10", answer(NoAnswer)), "satisfaction"},
		"sixth answer":           {Resolved, at(ReturnVisit, "2026-03-10", answer(6)), "satisfaction"},
		"negative answer":        {Resolved, at(ReturnVisit, "2026-03-10", answer(-1)), "satisfaction"},
		"answer of the unreached": {Resolved, at(ReturnVisit, "2026-03-10",
			func(e *Event) { e.Unreachable = "关机" }), "satisfaction"},
		"extension without day":    {Working, at(Extend, "2026-03-10", due(Deadline{})), "due"},
		"extension to long term":   {Working, at(Extend, "2026-03-10", due(Deadline{Kind: NoDateLongTerm})), "due"},
		"extension that shortens":  {Working, at(Extend, "2026-03-10", due(onDate("2026-05-31"))), "due"},
		"extension to the same":    {Working, at(Extend, "2026-03-10", due(onDate("2026-06-01"))), "due"},
		"zero working days":        {Pending, at(Assign, "2026-03-10", due(workdays(0))), "due"},
		"negative days":            {Pending, at(Assign, "2026-03-10", due(Deadline{Kind: ByDays, N: -3})), "due"},
		"absurd months":            {Pending, at(Assign, "2026-03-10", due(Deadline{Kind: ByMonths, N: 1 << 20})), "due"},
		"date missing":             {Pending, at(Assign, "2026-03-10", due(Deadline{Kind: ByDate})), "due"},
		"no stage":                 {Pending, at(Assign, "2026-03-10", due(Deadline{Kind: Staged})), "due"},
		"stages out of order":      {Pending, at(Assign, "2026-03-10", due(Deadline{Kind: Staged, Stages: []Date{day("2026-05-01"), day("2026-04-01")}})), "due"},
		"unknown limit":            {Pending, at(Assign, "2026-03-10", due(Deadline{Kind: "soon"})), "due"},
		"other unit assigned":      {Working, at(Assign, "2026-03-10", unit(leadB)), "unit"},
		"deadline changed quietly": {Working, at(Assign, "2026-03-10", due(onDate("2026-09-01"))), "due"},
		"transfer to itself":       {Working, at(Transfer, "2026-03-10", unit(leadA)), "unit"},
	} {
		t.Run(name, func(t *testing.T) {
			p := life(t, c, reach[x.state]...)
			before := slices.Clone(p.Events)
			err := p.Apply(x.event, c)
			code := Invalid
			if x.state == Working && (x.event.Kind == Assign || x.event.Kind == Transfer) && x.event.Unit != 0 {
				code = Conflict
			}
			wantRefusal(t, err, code, x.field)
			if !reflect.DeepEqual(before, p.Events) {
				t.Error("a refused event was kept")
			}
		})
	}
}

func TestApplyFillsWhatIsEmpty(t *testing.T) {
	c := testClock(t)
	p := life(t, c, Event{Kind: Register, On: day("2026-03-02"), VoidedBy: "某人"})
	e := p.Events[0]
	if e.Seq != 1 || e.ProblemID != p.ID || e.Basis != Real || e.Origin != FromWindow || e.Voided() {
		t.Errorf("event %+v", e)
	}
	if counted(history(t, p, c), AtomRegister) != 1 {
		t.Error("not counted as 登记问题")
	}
}

// A problem due later than a month from now may be extended all the same, and a unit
// it was transferred to may be assigned again.
func TestLegalKindsProbesWithWhatFits(t *testing.T) {
	c := testClock(t)
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2027-03-03"))))
	if legal, why := p.LegalKinds(day("2026-03-10"), FromWindow, c); !slices.Contains(legal, Extend) {
		t.Errorf("延期 not offered: %s", why[Extend])
	}
	grow(t, p, c, at(Transfer, "2026-03-09"))
	// recorded late, but before the transfer: the probe must not take its unit for the present one
	grow(t, p, c, at(Assign, "2026-03-05"))
	if legal, why := p.LegalKinds(day("2026-03-10"), FromWindow, c); !slices.Contains(legal, Assign) {
		t.Errorf("repeated 交办 not offered: %s", why[Assign])
	}
	strict := testClock(t, Rules{NeedSign: true, NeedFeedback: true, NeedApprover: true})
	q := life(t, c, reach[Resolved]...)
	if legal, why := q.LegalKinds(day("2026-03-10"), FromWindow, strict); !slices.Contains(legal, StrikeOff) {
		t.Errorf("销号 not offered though its form can supply the papers: %s", why[StrikeOff])
	}
}
