package data

import (
	"reflect"
	"testing"
	"time"
)

// The supporting units of the tests.
const (
	helperA ID = 201
	helperB ID = 202
)

func support(step SupportStep, on string, u ID, opts ...func(*Event)) Event {
	return at(Progress, on, append([]func(*Event){unit(u), func(e *Event) { e.Support = step }}, opts...)...)
}

func TestSubTasks(t *testing.T) {
	c := testClock(t)
	register, assign := at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-06-01")))
	usual := Deadline{Kind: ByWorkdays, N: 3}
	for name, x := range map[string]struct {
		facts  []ID
		rules  Rules
		events []Event
		want   []SubTask
	}{
		"none": {events: []Event{register, assign}},
		"among the facts, not assigned yet": {facts: []ID{helperA}, events: []Event{register},
			want: []SubTask{{Unit: helperA}}},
		"given with the 交办, usual limit": {facts: []ID{helperA}, events: []Event{register, assign},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-03"), Limit: usual, Usual: true, Due: day("2026-03-06")}}},
		"the office's own usual limit": {facts: []ID{helperA}, rules: Rules{SupportDays: 5}, events: []Event{register, assign},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-03"), Limit: workdays(5), Usual: true, Due: day("2026-03-10")}}},
		"from paper: no limit is put in silently": {facts: []ID{helperA}, events: []Event{register, at(Assign, "2026-03-03", imported)},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-03")}}},
		"a repeated 交办 does not start it anew": {facts: []ID{helperA}, events: []Event{register, assign, at(Assign, "2026-03-05")},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-03"), Limit: usual, Usual: true, Due: day("2026-03-06")}}},
		"each its own limit": {facts: []ID{helperA}, events: []Event{register, assign, support(SupportGive, "2026-03-04", helperB, due(workdays(10)))},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-03"), Limit: usual, Usual: true, Due: day("2026-03-06")},
				{Unit: helperB, Given: day("2026-03-04"), Limit: workdays(10), Due: day("2026-03-18")}}},
		"done": {facts: []ID{helperA}, events: []Event{register, assign, support(SupportDone, "2026-03-05", helperA)},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-03"), Limit: usual, Usual: true, Due: day("2026-03-06"), DoneOn: day("2026-03-05"), DoneSeq: 3}}},
		"handed out anew after it was done": {facts: []ID{helperA}, events: []Event{register, assign, support(SupportDone, "2026-03-05", helperA),
			support(SupportGive, "2026-03-09", helperA, due(onDate("2026-03-20")))},
			want: []SubTask{{Unit: helperA, Given: day("2026-03-09"), Limit: onDate("2026-03-20"), Due: day("2026-03-20")}}},
	} {
		t.Run(name, func(t *testing.T) {
			c := Clock{Calendar: c.Calendar, Rules: x.rules}
			p := life(t, c, x.events...)
			p.Supporting = x.facts
			if got := p.SubTasks(c); !reflect.DeepEqual(got, x.want) {
				t.Errorf("got  %+v\nwant %+v", got, x.want)
			}
		})
	}
}

func TestSubTaskIsLate(t *testing.T) {
	due := day("2026-03-06")
	for name, x := range map[string]struct {
		s    SubTask
		on   string
		late bool
	}{
		"on its last day":        {SubTask{Due: due}, "2026-03-06", false},
		"the day after":          {SubTask{Due: due}, "2026-03-07", true},
		"no limit":               {SubTask{}, "2026-03-07", false},
		"done in time":           {SubTask{Due: due, DoneOn: due}, "2026-04-07", false},
		"done, but a day late":   {SubTask{Due: due, DoneOn: due.AddDays(1)}, "2026-04-07", true},
		"not done, but not late": {SubTask{Due: due}, "2026-03-01", false},
	} {
		if got := x.s.LateOn(day(x.on)); got != x.late {
			t.Errorf("%s: late %v", name, got)
		}
	}
}

func TestSubTaskLights(t *testing.T) {
	c := testClock(t)
	today, given := day("2026-03-06"), day("2026-03-03")
	for word, x := range map[string]struct {
		s     SubTask
		light Light
	}{
		"待交办":               {SubTask{}, Green},
		"期限缺失":              {SubTask{Given: given}, Green},
		"剩 4 个工作日":          {SubTask{Given: given, Due: day("2026-03-12")}, Green},
		"剩 3 个工作日":          {SubTask{Given: given, Due: day("2026-03-11")}, Yellow},
		"今天到期":              {SubTask{Given: given, Due: today}, Yellow},
		"逾期 1 天":            {SubTask{Given: given, Due: today.AddDays(-1)}, Red},
		"2026-03-05 完成":     {SubTask{Given: given, Due: today, DoneOn: day("2026-03-05")}, Grey},
		"2026-03-05 完成（逾期）": {SubTask{Given: given, Due: day("2026-03-04"), DoneOn: day("2026-03-05")}, Grey},
	} {
		if l, w := x.s.LightOn(today, c); l != x.light || w != word {
			t.Errorf("%s %s, want %s %s", l, w, x.light, word)
		}
	}
}

// A supporting unit's part never moves the problem, in whatever state it is recorded.
func TestSubTasksMoveNothing(t *testing.T) {
	c := testClock(t)
	for state, events := range reach {
		for _, step := range []SupportStep{SupportGive, SupportDone} {
			p := life(t, c, events...)
			before := history(t, p, c)
			err := p.Apply(support(step, "2026-03-10", helperA), c)
			may := state == Assigned || state == Working || state == Reported || state == LongTerm || state == Resolved
			if may != (err == nil) {
				t.Errorf("%s in %s: %v", step, state, err)
			}
			if err != nil {
				continue
			}
			after := history(t, p, c)
			if !reflect.DeepEqual(before.Spans, after.Spans) || !reflect.DeepEqual(before.Atoms, after.Atoms) {
				t.Errorf("%s in %s moved the problem", step, state)
			}
		}
	}
}

func TestFaultySubTasksAreRefused(t *testing.T) {
	c := testClock(t)
	for name, x := range map[string]struct {
		before []Event
		e      Event
		code   Code
		field  string
		words  string
	}{
		"of no unit":           {e: support(SupportGive, "2026-03-10", 0), code: Invalid, field: "unit", words: "协办单位"},
		"of another kind":      {e: at(Accept, "2026-03-10", func(e *Event) { e.Support = SupportDone }), code: Invalid, field: "support", words: "协办"},
		"of an unknown step":   {e: support("half", "2026-03-10", helperA), code: Invalid, field: "support", words: "协办"},
		"done twice":           {before: []Event{support(SupportDone, "2026-03-09", helperA)}, e: support(SupportDone, "2026-03-10", helperA), code: Conflict, field: "unit", words: "已登记完成"},
		"with a limit of days": {e: support(SupportGive, "2026-03-10", helperA, due(workdays(-1))), code: Invalid, field: "due", words: "天数"},
	} {
		t.Run(name, func(t *testing.T) {
			p := life(t, c, append(reach[Assigned][:2:2], x.before...)...)
			wantRefusal(t, p.Apply(x.e, c), x.code, x.field, x.words)
		})
	}
}

// The day of done may be voided, and done again.
func TestSubTaskDoneIsTakenBackByVoiding(t *testing.T) {
	c := testClock(t)
	p := life(t, c, append(reach[Assigned][:2:2], support(SupportDone, "2026-03-09", helperA))...)
	if err := p.Void(3, "某人", "录错", voidedAt, c); err != nil {
		t.Fatal(err)
	}
	if s := p.SubTasks(c); len(s) != 0 {
		t.Errorf("left %+v", s)
	}
	grow(t, p, c, support(SupportDone, "2026-03-10", helperA))
}

func TestCorrect(t *testing.T) {
	c := testClock(t)
	later := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", inferred, imported), at(Accept, "2026-03-04"))
	real := func(e *Event) error { e.On, e.Basis = day("2026-03-02"), Real; return nil }
	if err := p.Correct(2, real, "某人", "查到交办单", later, c); err != nil {
		t.Fatal(err)
	}
	e := p.Events[3]
	if !p.Events[1].Voided() || e.On != day("2026-03-02") || e.Basis != Real || e.Origin != FromImport || e.Replaces != 2 {
		t.Errorf("corrected to %+v", e)
	}
	if tl := history(t, p, c); tl.AssignBasis != Real || tl.State != Working {
		t.Errorf("%s, %s", tl.AssignBasis, tl.State)
	}
	wantRefusal(t, p.Correct(4, func(*Event) error { return nil }, "某人", "无", later, c), Invalid, "", "没有写明要改什么")
	wantRefusal(t, p.Correct(9, real, "某人", "无", later, c), NotFound, "seq", "第 9 条")
	wantRefusal(t, p.Correct(4, func(e *Event) error { e.On = day("2026-05-01"); return nil }, "某人", "写错", later, c), Conflict, "kind", "签收")
}

// What stands as 无法取得 in the place of a paper is a paper that is lacking.
func TestPapersNotToBeHad(t *testing.T) {
	c := testClock(t, Rules{NeedSign: true, NeedApprover: true, NeedFeedback: true})
	p := life(t, c, append(reach[Resolved][:4:4], at(StrikeOff, "2026-03-09", missing(PaperFeedback), func(e *Event) {
		e.Approver, e.SignedBy, e.Note = "无法取得（出差）", "无法取得（已撤并）", "企业反馈无法取得（已注销）"
	}))...)
	if got := history(t, p, c).Missing; !reflect.DeepEqual(got, []string{PaperFeedback, PaperApprover, PaperSign}) {
		t.Errorf("missing %v", got)
	}
}

func TestDroppingASupportingUnitThatNothingNames(t *testing.T) {
	c := testClock(t)
	p := life(t, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-06-01"))), support(SupportGive, "2026-03-04", helperA))
	p.Supporting = []ID{helperA, helperB}
	p.DropSupporting(helperA)
	if !reflect.DeepEqual(p.Supporting, []ID{helperA, helperB}) {
		t.Errorf("分派过的也去掉了：%v", p.Supporting)
	}
	if err := p.Void(3, "某人", "分派错了", voidedAt, c); err != nil {
		t.Fatal(err)
	}
	before := p.Supporting
	p.DropSupporting(helperA)
	p.DropSupporting(0)
	if !reflect.DeepEqual(p.Supporting, []ID{helperB}) || before[0] != helperA {
		t.Errorf("剩 %v，原来的名单成了 %v", p.Supporting, before)
	}
}
