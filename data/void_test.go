package data

import (
	"reflect"
	"testing"
	"time"
)

var voidedAt = time.Date(2026, 3, 20, 8, 0, 0, 0, time.UTC)

func TestVoid(t *testing.T) {
	c := testClock(t)
	for name, x := range map[string]struct {
		events     []Event
		rules      Rules
		seq        int
		by, reason string
		code       Code // empty: allowed
		words      string
		state      State
	}{
		"the last event":             {events: reach[Resolved], seq: 4, by: "某人", reason: "录错", state: Reported},
		"one that nothing rests on":  {events: reach[Working], seq: 3, by: "某人", reason: "录错", state: Assigned},
		"the registration alone":     {events: reach[Pending], seq: 1, by: "某人", reason: "录错", state: Unregistered},
		"the registration under all": {events: reach[Resolved], seq: 1, by: "某人", reason: "录错", code: Conflict, words: "不能作废这条登记"},
		"the assignment under a report": {events: reach[Reported], seq: 2, by: "某人", reason: "录错", code: Conflict,
			words: "请先作废后面的记录"},
		"the report under a resolve": {events: reach[Resolved], seq: 3, by: "某人", reason: "录错", code: Conflict, words: "不能作废这条反馈"},
		"the resolve under a strike": {events: reach[StruckOff], seq: 4, by: "某人", reason: "录错", code: Conflict, words: "不能作废这条办结"},
		"without a reason":           {events: reach[Resolved], seq: 4, by: "某人", reason: " ", code: Invalid, words: "写明原因"},
		"by nobody":                  {events: reach[Resolved], seq: 4, reason: "录错", code: Invalid, words: "由谁"},
		"of no event":                {events: reach[Resolved], seq: 9, by: "某人", reason: "录错", code: NotFound, words: "第 9 条"},
		"the visit that 销号 was allowed on": {events: append(reach[Resolved][:4:4], at(ReturnVisit, "2026-03-09"), at(StrikeOff, "2026-03-10")),
			rules: Rules{NeedFeedback: true}, seq: 5, by: "某人", reason: "录错", code: Conflict, words: "企业反馈"},
		"a visit that 销号 did not need": {events: append(reach[Resolved][:4:4], at(ReturnVisit, "2026-03-09"), at(StrikeOff, "2026-03-10")),
			seq: 5, by: "某人", reason: "录错", state: StruckOff},
	} {
		t.Run(name, func(t *testing.T) {
			c := Clock{Calendar: c.Calendar, Rules: x.rules}
			p := life(t, c, x.events...)
			was := append([]Event(nil), p.Events...)
			err := p.Void(x.seq, x.by, x.reason, voidedAt, c)
			if x.code != "" {
				wantRefusal(t, err, x.code, "", x.words)
				if !reflect.DeepEqual(was, p.Events) {
					t.Error("a refused void changed the events")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			e := p.Events[x.seq-1]
			if !e.Voided() || e.VoidReason != "录错" || e.VoidedBy != "某人" || !e.VoidedAt.Equal(voidedAt) || len(p.Events) != len(was) {
				t.Errorf("event %+v", e)
			}
			if got := history(t, p, c).State; got != x.state {
				t.Errorf("state %s, want %s", got, x.state)
			}
			wantRefusal(t, p.Void(x.seq, "某人", "再作废", voidedAt, c), Conflict, "seq", "已经作废")
			if p.Events[x.seq-1].VoidReason != "录错" {
				t.Error("the first reason was overwritten")
			}
			if was[x.seq-1].Voided() {
				t.Error("a copy taken before was changed too")
			}
		})
	}
}

func TestVoidedEventsCountNowhere(t *testing.T) {
	c := testClock(t)
	p := life(t, c, reach[Reported]...)
	grow(t, p, c, at(SendBack, "2026-03-09"))
	if err := p.Void(4, "某人", "录错", voidedAt, c); err != nil {
		t.Fatal(err)
	}
	grow(t, p, c, at(Resolve, "2026-03-10"))
	tl := history(t, p, c)
	if tl.SentBack != 0 || counted(tl, AtomSendBack) != 0 || tl.State != Resolved || p.Events[4].Seq != 5 {
		t.Errorf("sent back %d, %s, seq %d", tl.SentBack, tl.State, p.Events[4].Seq)
	}
}

func TestBackdatedEvents(t *testing.T) {
	c := testClock(t)
	reg, given := at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(workdays(5)))
	t.Run("placed by its date", func(t *testing.T) {
		p := life(t, c, reg, given, at(Report, "2026-03-20"), at(Extend, "2026-03-09", due(onDate("2026-03-20"))))
		tl := history(t, p, c)
		if holds(tl, AtomOverdue, "2026-03-12") || !tl.Spans[len(tl.Spans)-1].InTime {
			t.Error("the extension is not in force from its own day")
		}
		if p.Events[3].Seq != 4 {
			t.Errorf("seq %d: recording order must stay", p.Events[3].Seq)
		}
	})
	for name, x := range map[string]struct {
		then  Event
		words string
	}{
		"before registration":            {at(Accept, "2026-03-01"), "早于登记日期"},
		"resolved before it is reported": {at(Resolve, "2026-03-06"), "2026-03-06"},
		"declined under what came later": {at(Decline, "2026-03-06"), "不再办理"},
		"reported before the report":     {at(Report, "2026-03-06"), "已有反馈在等待审核"},
		"struck off long before":         {at(StrikeOff, "2026-03-10"), "请先办结"},
	} {
		t.Run(name, func(t *testing.T) {
			p := life(t, c, reg, given, at(Report, "2026-03-20"), at(Resolve, "2026-03-23"))
			wantRefusal(t, p.Apply(x.then, c), Conflict, "", x.words)
			if len(p.Events) != 4 {
				t.Error("kept")
			}
		})
	}
}

func TestReplace(t *testing.T) {
	c := testClock(t)
	fixed := func(k Kind, on string, opts ...func(*Event)) Event { return at(k, on, opts...) }
	t.Run("a 推定 registration gets its real day under later events", func(t *testing.T) {
		p := life(t, c, at(Register, "2026-03-02", inferred), at(Assign, "2026-03-02"), at(Report, "2026-03-05"))
		if err := p.Replace(1, fixed(Register, "2026-02-25"), "某人", "查到原始登记", voidedAt, c); err != nil {
			t.Fatal(err)
		}
		tl := history(t, p, c)
		if tl.RegisteredOn != day("2026-02-25") || tl.RegBasis != Real || counted(tl, AtomRegister) != 1 || counted(tl, AtomRegisterInferred) != 0 {
			t.Errorf("registered %s %s", tl.RegisteredOn, tl.RegBasis)
		}
		if !p.Events[0].Voided() || p.Events[3].Replaces != 1 {
			t.Error("the old one is not on record as voided")
		}
	})
	t.Run("on the same day it keeps its place, twice", func(t *testing.T) {
		p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-02"), at(Report, "2026-03-02"), at(Resolve, "2026-03-02"))
		for i, seq := range []int{2, 5} {
			if err := p.Replace(seq, fixed(Assign, "2026-03-02", unit(leadB+ID(i))), "某人", "单位录错", voidedAt, c); err != nil {
				t.Fatal(err)
			}
		}
		if tl := history(t, p, c); tl.Now.Lead != leadB+1 || tl.State != Resolved {
			t.Errorf("lead %d, %s", tl.Now.Lead, tl.State)
		}
	})
	t.Run("a 推定 办结 gets its day and then counts", func(t *testing.T) {
		p := life(t, c, append(reach[Assigned][:2:2], at(Resolve, "2026-03-31", inferred, imported))...)
		if err := p.Replace(3, fixed(Resolve, "2026-03-20", imported), "某人", "补录", voidedAt, c); err != nil {
			t.Fatal(err)
		}
		if tl := history(t, p, c); counted(tl, AtomResolve) != 1 || counted(tl, AtomResolveInferred) != 0 || counted(tl, AtomOnTime) != 1 {
			t.Error("not counted as 办结")
		}
	})
	for name, x := range map[string]struct {
		seq   int
		e     Event
		code  Code
		words string
	}{
		"by another kind":        {3, at(SendBack, "2026-03-05"), Invalid, "不能换成"},
		"to an impossible place": {2, at(Assign, "2026-03-09"), Conflict, "不能反馈"},
		"by a faulty one":        {2, at(Assign, "2026-03-03", unit(0)), Invalid, "主办单位"},
		"of no event":            {8, at(Assign, "2026-03-03"), NotFound, "第 8 条"},
	} {
		t.Run(name, func(t *testing.T) {
			p := life(t, c, reach[Reported]...)
			wantRefusal(t, p.Replace(x.seq, x.e, "某人", "录错", voidedAt, c), x.code, "", x.words)
			if len(p.Events) != 3 || p.Events[1].Voided() || p.Events[2].Voided() {
				t.Error("a refused replacement left traces")
			}
		})
	}
}
