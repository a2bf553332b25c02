package page

import (
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// facts is one problem as the detail shows it.
type facts struct {
	problem    *data.Problem
	code       string
	light      data.Light
	lightWord  string
	extended   bool
	pairs      [][2]string
	foremost   int // so many of the pairs stand above what can be done
	warnings   []string
	tasks      []taskLine
	moved      bool // turned into a transfer: nothing of it may be written anew
	supports   bool // a part may be handed out or ticked off now
	files      []attachLine
	visitFiles []attachLine // of the visit on which it was found
	events     []eventLine
	legal      []data.Kind
	why        map[data.Kind]string
}

// eventLine is one event of the time line.
type eventLine struct {
	seq      int
	on       string
	kind     string
	text     string
	event    data.Event
	inferred bool
	late     bool // entered after its month was closed
	voided   string
}

func factsOf(v *store.View, id data.ID, today data.Date) (*facts, error) {
	a, err := v.Account(id)
	if err != nil {
		return nil, err
	}
	p := a.Problem
	f := &facts{problem: p, code: p.Code}
	f.light, f.lightWord, f.extended = a.Timeline.LightOn(today, a.Clock)
	f.legal, f.why = p.LegalKinds(today, data.FromWindow, a.Clock)
	f.describe(a)
	f.warnings = a.Warnings(today)
	f.moved = a.Timeline.State == data.ClueMoved
	if f.files, err = attachLines(v, data.EntityProblem, p.ID); err != nil {
		return nil, err
	}
	if f.visitFiles, err = attachLines(v, data.EntityVisit, p.VisitID); err != nil {
		return nil, err
	}
	f.tasks = tasksOf(a, today)
	switch a.Timeline.State {
	case data.Assigned, data.Working, data.Reported, data.LongTerm, data.Resolved:
		f.supports = true
	}
	closed, err := v.Closed()
	if err != nil {
		return nil, err
	}
	for _, e := range p.Events {
		l := lineOf(e, a)
		l.late = closed != nil && closed.Late(e)
		f.events = append(f.events, l)
	}
	return f, nil
}

// describe fills in the pairs of word and value; what is empty is left out.
func (f *facts) describe(a *store.Account) {
	p, tl := a.Problem, a.Timeline
	for _, x := range [][2]string{{"问题", p.Content}, {"状态", tl.State.String()}, {"期限", limitOf(a)}, {"企业", a.Enterprise}, {"所在地", a.Region(p.Region)},
		{"类别", a.Category(tl.Now.Category)}, {"性质", a.Nature(tl.Now.Nature)}, {"措施", a.Measure(tl.Now.Measure)}, {"来源", a.Source(p.Source)}, {"走访单位", a.Unit(p.Visiting)}, {"主办单位", a.Unit(tl.Now.Lead)},
		{"监督单位", a.Unit(p.Supervising)}, {"被反映", a.Unit(p.ComplainedUnit)}, {"作风", told(p.Complaint, "反映工作人员的行为，对外一律隐去企业")},
		{"实名转办", told(p.RealNameOK, "企业同意")}, {"满意度", tl.Satisfaction.String()}, {"督办", tl.Grade}, {"要件待补", strings.Join(tl.Missing, "、")}} {
		if x[1] != "" {
			f.pairs = append(f.pairs, x)
		}
		if x[0] == "期限" {
			f.foremost = len(f.pairs)
		}
	}
}

// limitOf is the deadline in force: the day, how it was written and what it passed over, the
// one before an extension, and why it may still change.
func limitOf(a *store.Account) string {
	tl := a.Timeline
	if tl.Due == 0 {
		return tl.Uncertain
	}
	var said []string
	if written, isDay := widget.DateText(tl.Deadline.Text, 0); tl.Deadline.Text != "" && !(isDay && written == tl.Due.String()) {
		said = append(said, tl.Deadline.Text)
	}
	if passed := tl.Deadline.Passed(tl.DueFrom, tl.Due, a.Clock.Calendar); passed != "" {
		said = append(said, passed)
	}
	if tl.Extended && tl.FirstDue != tl.Due {
		said = append(said, "原期限 "+tl.FirstDue.String())
	}
	if tl.Uncertain != "" {
		said = append(said, "不确定："+tl.Uncertain)
	}
	if len(said) == 0 {
		return tl.Due.String()
	}
	return tl.Due.String() + "（" + strings.Join(said, "；") + "）"
}

func told(yes bool, words string) string {
	if yes {
		return words
	}
	return ""
}

func lineOf(e data.Event, a *store.Account) eventLine {
	l := eventLine{seq: e.Seq, on: e.On.String(), kind: e.Title(), event: e, inferred: e.Basis == data.Inferred}
	due := e.Deadline.Text
	if due == "" && e.Deadline.Date != 0 {
		due = e.Deadline.Date.String()
	}
	if due != "" {
		due = "期限 " + due
	}
	grade := e.Grade
	if grade != "" {
		grade += "色督办"
	}
	var parts []string
	for _, s := range []string{a.Unit(e.Unit), due, a.Category(e.Category), a.Nature(e.Nature), a.Measure(e.Measure), e.Satisfaction.String(), grade, e.Note} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, x := range [][2]string{{"无法回访：", e.Unreachable}, {"审批人 ", e.Approver}, {"签字人 ", e.SignedBy}, {"签字 ", e.SignedOn.String()},
		{"申请 ", e.AppliedOn.String()}, {"告知企业 ", e.ToldOn.String()}} {
		if x[1] != "" {
			parts = append(parts, x[0]+x[1])
		}
	}
	l.text = strings.Join(parts, "　")
	if len(e.Missing) > 0 {
		l.text = strings.TrimSpace(l.text + "　缺 " + strings.Join(e.Missing, "、"))
	}
	if e.Voided() {
		l.voided = e.VoidReason
	}
	return l
}
