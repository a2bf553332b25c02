package data

import (
	"cmp"
	"slices"
)

// legal says in which states a kind of event may happen. What paper ledgers and
// 立行立改 are let off is in machine.allowed.
var legal = map[Kind][]State{
	Register:     {Unregistered},
	Assign:       {Pending, Assigned, Working},
	Accept:       {Assigned},
	Progress:     {Assigned, Working, LongTerm, Resolved},
	StageDone:    {Assigned, Working},
	Report:       {Assigned, Working},
	SendBack:     {Reported},
	Resolve:      {Reported, LongTerm},
	ReturnVisit:  {Resolved, StruckOff},
	Rework:       {Resolved},
	StrikeOff:    {Resolved},
	Extend:       {Assigned, Working, Reported},
	Object:       {Assigned, Working},
	Reopen:       {StruckOff},
	Decline:      {Pending, Assigned, Working},
	Transfer:     {Assigned, Working},
	MoveClue:     {Pending, Assigned, Working, Reported},
	ToLongTerm:   {Pending, Assigned, Working, Reported},
	FromLongTerm: {LongTerm},
	LongReview:   {LongTerm},
	Recategorise: {Pending, Assigned, Working, Reported},
	Supervise:    {Assigned, Working, Reported},
}

// only says of some kinds when they are possible at all.
var only = map[Kind]string{
	SendBack:     "只有已反馈、待审核的问题才能退回重办。",
	ReturnVisit:  "办结以后才能登记回访。",
	Rework:       "只有已办结、未销号的问题才能因回访不认可而退回；已销号的请用重启。",
	Reopen:       "只有已销号的问题才能重启。",
	Transfer:     "已交办、未反馈的问题才能转办；未交办的请直接交办。",
	Accept:       "只有已交办、未签收的问题才能签收。",
	FromLongTerm: "只有长期坚持的问题才能转回。",
	LongReview:   "只有长期坚持的问题才登记长期复查。",
}

// stateTips say what to do instead with a problem in that state.
var stateTips = map[State]string{
	Pending:   "请先交办。",
	LongTerm:  "长期坚持的问题可以复查、办结或转回。",
	Resolved:  "已办结的问题可以回访、销号；没有真正解决的请用办结后退回。",
	StruckOff: "已销号的问题要再办理，请用重启。",
	Declined:  "已转出的问题不再办理。",
	ClueMoved: "已转出的问题不再办理。",
}

func tip(k Kind, s State) string {
	if s == Declined || s == ClueMoved {
		return stateTips[s]
	}
	if t := only[k]; t != "" {
		return t
	}
	if t := stateTips[s]; t != "" {
		return t
	}
	switch k {
	case Report:
		return "已有反馈在等待审核。"
	case Resolve:
		return "请先登记反馈，审核通过即办结；立行立改的可直接办结。"
	case StrikeOff:
		return "请先办结，再销号。"
	}
	if s == Reported {
		return "请先审核已交来的反馈。"
	}
	return ""
}

// dueChange remembers when which deadline came into force.
type dueChange struct {
	on   Date
	due  Date
	late bool // approved after the former deadline had passed
}

type machine struct {
	c  Clock
	tl *Timeline

	cur         Span
	clockStart  Date
	inferred    bool // the clock started on a 推定 day
	stagesDone  int
	first       Deadline // before any 延期
	lateExt     bool     // an extension came too late; those upon it undo nothing either
	dues        []dueChange
	daysFrom    Date // counting day of 平均办理工作日; 0: unknown
	assigned    bool
	reported    bool
	guessed     bool // the last report's day is 推定
	feedback    bool // the enterprise answered, or could not be reached, since the last 办结
	handedOn    Date // last 交办 or 转办
	stretch     int  // index in Spans where the present stay in 在办 began
	unreported  int  // index in Spans where the present wait for a report began
	openResolve int  // atom of the last resolve awaiting its return visit; -1
	helped      map[ID]bool
	papersFrom  int // events from this Seq on must have their papers; noPapers, allPapers
}

// replay derives a timeline from events, or says in Chinese which event is not
// legal where it stands. Events from Seq papersFrom on
// must have the papers that the settings require.
func replay(p *Problem, events []Event, c Clock, papersFrom int) (*Timeline, error) {
	order := inOrder(events)
	tl := &Timeline{Spans: make([]Span, 0, len(order)+1), Atoms: make([]Atom, 0, 3*len(order)+8)}
	m := &machine{c: c, tl: tl, openResolve: -1, papersFrom: papersFrom}
	m.cur.Dims = Dims{Visiting: p.Visiting, Supervising: p.Supervising, Region: p.Region, Source: p.Source,
		Category: p.Category, Nature: p.Nature, Measure: p.Measure}
	for _, e := range order {
		if e.Kind == Assign {
			m.cur.Dims.Lead = e.Unit
			break
		}
	}
	for _, e := range order {
		if err := m.step(e); err != nil {
			return nil, err
		}
	}
	m.finish()
	return m.tl, nil
}

// InForce lists a problem's events that are not voided in the order they count in: by day
// and, within a day, as they were recorded or as what they correct stood.
func (p *Problem) InForce() []*Event { return inOrder(p.Events) }

// inOrder lists the events in force by day and, within a day, as they were recorded;
// one that replaced a voided event stands where that stood.
func inOrder(events []Event) []*Event {
	order := make([]*Event, 0, len(events))
	var place map[int]int // by Seq: whose place within a day it takes
	for i := range events {
		e := &events[i]
		if e.Replaces != 0 {
			if place == nil {
				place = map[int]int{}
			}
			place[e.Seq] = cmp.Or(place[e.Replaces], e.Replaces)
		}
		if !e.Voided() {
			order = append(order, e)
		}
	}
	slices.SortStableFunc(order, func(a, b *Event) int {
		if a.On != b.On {
			return cmp.Compare(a.On, b.On)
		}
		return cmp.Compare(cmp.Or(place[a.Seq], a.Seq), cmp.Or(place[b.Seq], b.Seq))
	})
	return order
}

func (m *machine) allowed(e *Event) bool {
	s := m.cur.State
	if slices.Contains(legal[e.Kind], s) {
		return true
	}
	if e.Support != "" && s == Reported {
		return true // a supporting unit's part does not wait for the review
	}
	waived := e.Origin.takenOver() || m.tl.Deadline.Kind == Immediate && s != Pending
	switch e.Kind {
	case Resolve:
		return waived && s.Stock() == StockO
	case StrikeOff:
		return waived && s.Stock() == StockO || e.Origin.takenOver() && s == LongTerm
	}
	return false
}

func (m *machine) step(e *Event) error {
	if !m.allowed(e) {
		return m.refuse(e)
	}
	if e.Kind != Register && m.cur.From == 0 {
		return m.refuse(e)
	}
	switch e.Kind {
	case Register:
		m.register(e)
	case Assign:
		return m.assign(e)
	case Transfer:
		return m.transfer(e)
	case Extend:
		return m.extend(e)
	case Resolve:
		if err := m.done(e); err != nil {
			return err
		}
		m.resolve(e)
	case StageDone:
		return m.stageDone(e)
	case StrikeOff:
		return m.strike(e)
	case ReturnVisit:
		m.returnVisit(e)
	case Recategorise:
		m.recategorise(e)
	case Supervise:
		m.tl.Grade = e.Grade
	case Progress:
		if e.Support != "" {
			return m.support(e)
		}
		m.simple(e)
	default:
		m.simple(e)
	}
	return nil
}

// simple handles the kinds that only move the state.
func (m *machine) simple(e *Event) {
	switch e.Kind {
	case Accept:
		m.move(e, Working)
	case Progress:
		if m.cur.State == Assigned {
			m.move(e, Working)
		}
	case Report:
		m.report(e)
	case SendBack:
		m.flow(AtomSendBack, e)
		m.tl.SentBack++
		m.move(e, Working)
	case Rework:
		m.flow(AtomRework, e)
		m.back(e)
	case Reopen:
		m.flow(AtomReopen, e)
		m.tl.Reopened++
		m.daysFrom = e.On
		if e.Basis == Inferred {
			m.daysFrom = 0
		}
		m.dues, m.tl.FirstDue, m.tl.Extended, m.tl.LateExtended = nil, 0, false, false
		m.remarkReopen(e)
		m.back(e)
	case Decline:
		m.moves(AtomDecline, e)
		m.remarkDecline(e)
		m.move(e, Declined)
	case MoveClue:
		m.flowVal(AtomClue, e, guessed(m.tl.RegBasis), m.tl.RegisteredOn)
		m.move(e, ClueMoved)
	case ToLongTerm:
		m.flow(AtomToLong, e)
		m.remarkApprover(e)
		m.newDeadline(e, Deadline{Kind: NoDateLongTerm, Text: m.tl.Deadline.Text}, e.On)
		m.move(e, LongTerm)
	case FromLongTerm:
		m.flow(AtomFromLong, e)
		m.back(e)
	case LongReview:
		m.tl.LongReviews = append(m.tl.LongReviews, e.On)
	case Object:
		m.remarkObject(e)
	}
}

// back returns a problem to 办理中, or to 待交办 if nobody was ever charged with it; a
// deadline given with the event replaces the old one.
func (m *machine) back(e *Event) {
	m.tl.ResolvedOn, m.tl.StruckOn, m.tl.ResolveBasis, m.tl.StrikeBasis = 0, 0, "", ""
	m.tl.Lasting = false
	to := Working
	if !m.assigned {
		to = Pending
	}
	switch {
	case !m.assigned:
		m.planDeadline(e)
	case e.Deadline.Kind != NoDeadline, e.Kind == FromLongTerm, e.Kind == Reopen:
		m.newDeadline(e, e.Deadline, e.On)
	}
	m.move(e, to)
}

func (m *machine) refuse(e *Event) error {
	if m.cur.From == 0 {
		return Errorf(Conflict, "on", "%s的日期 %s 早于登记日期，或问题尚未登记。", e.Kind.Name(), e.On)
	}
	if e.Kind == Register {
		return Errorf(Conflict, "kind", "这个问题已经登记过；已销号的可以重启。")
	}
	return Errorf(Conflict, "kind", "%s 时问题为“%s”，不能%s。%s", e.On, m.cur.State, e.Kind.Name(), tip(e.Kind, m.cur.State))
}

// cut closes the running span at day on, so that what changes holds from on.
func (m *machine) cut(on Date) {
	if m.cur.From != 0 && on > m.cur.From {
		done := m.cur
		done.To = on
		m.tl.Spans = append(m.tl.Spans, done)
	}
	m.cur.From = on
}

func (m *machine) move(e *Event, to State) {
	was := m.cur.State.Stock()
	m.cut(e.On)
	if was == StockO && to.Stock() != StockO && e.Basis == Inferred {
		m.endInferred(m.stretch)
	}
	if m.cur.State == Reported && to != Reported {
		r := &m.tl.Reviews[len(m.tl.Reviews)-1]
		r.EndedOn, r.Inferred = e.On, r.Inferred || e.Basis == Inferred
		m.unreported = len(m.tl.Spans)
	}
	m.cur.State, m.cur.InTime = to, false
	if to.Stock() == StockO && was != StockO {
		m.stretch, m.unreported = len(m.tl.Spans), len(m.tl.Spans)
	}
}

func (m *machine) endInferred(from int) {
	for i := from; i < len(m.tl.Spans); i++ {
		m.tl.Spans[i].EndInferred = true
	}
}

// newDeadline starts a new clock: other stages, and what was late before is past.
func (m *machine) newDeadline(e *Event, d Deadline, start Date) {
	m.stagesDone, m.lateExt = 0, false
	m.setDeadline(e, d, start, false)
}

// planDeadline keeps a limit for the day of 交办, when its clock will start.
func (m *machine) planDeadline(e *Event) {
	if e.Deadline.Kind != NoDeadline || e.Kind != Rework {
		m.tl.Deadline = e.Deadline
	}
	m.tl.Due, m.tl.Uncertain = 0, ""
	m.cut(e.On)
	m.cur.Due, m.cur.Uncertain, m.cur.DueInferred, m.cur.Extended = 0, "", false, false
}

// setDeadline puts a limit in force from the event's day.
func (m *machine) setDeadline(e *Event, d Deadline, start Date, late bool) {
	m.cut(e.On)
	m.clockStart, m.inferred = start, e.Basis == Inferred && !d.Fixed()
	due, why := d.DueDay(start, m.stagesDone, m.c.Calendar, m.c.Rules)
	m.tl.Deadline, m.tl.Due, m.tl.Uncertain, m.tl.DueFrom = d, due, why, start
	m.cur.Due, m.cur.Uncertain, m.cur.DueInferred, m.cur.Extended = due, why, m.inferred, m.tl.Extended
	m.dues = append(m.dues, dueChange{e.On, due, late})
	if m.tl.FirstDue == 0 {
		m.tl.FirstDue, m.first = due, d
	}
}

// timelyDue is the deadline that judges a report handed in on day d. One extended
// only after it had passed keeps the old day: 逾期后补批 does not undo the overdue.
func (m *machine) timelyDue(d Date) Date {
	var due Date
	for _, c := range m.dues {
		if c.on <= d && !c.late {
			due = c.due
		}
	}
	return due
}

func (m *machine) finish() {
	tl := m.tl
	if m.cur.From == 0 {
		return
	}
	tl.Spans = append(tl.Spans, m.cur)
	tl.State, tl.Now = m.cur.State, m.cur.Dims
	m.remarkLongTerm()
	if last := tl.lastAnswer(); last >= 0 {
		tl.Satisfaction = Satisfaction(tl.Atoms[last].Val)
	}
	for _, s := range tl.Spans {
		tl.Atoms = appendStocks(tl.Atoms, s, tl.RegisteredOn, guessed(tl.RegBasis))
	}
}
