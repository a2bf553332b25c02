package data

func (m *machine) flow(k AtomKind, e *Event) { m.flowVal(k, e, 0, 0) }

func (m *machine) flowVal(k AtomKind, e *Event, val int32, other Date) {
	m.tl.Atoms = append(m.tl.Atoms, Atom{Kind: k, From: e.On, Dims: m.cur.Dims, Val: val, Other: other, Seq: e.Seq})
}

// moves is a flow by which a problem leaves its row or comes into another; it tells when
// the problem was registered, so that the month table knows whose cohort moved.
func (m *machine) moves(k AtomKind, e *Event) {
	m.flowVal(k, e, guessed(m.tl.RegBasis), m.tl.RegisteredOn)
}

func (m *machine) register(e *Event) {
	m.tl.RegisteredOn, m.tl.RegBasis = e.On, e.Basis
	m.cur.From, m.cur.State = e.On, Pending
	m.tl.Deadline = e.Deadline // planned; in force from 交办
	m.note(e)
	if e.Basis == Inferred {
		m.flow(AtomRegisterInferred, e)
		return
	}
	m.flow(AtomRegister, e)
}

func (m *machine) note(e *Event) {
	for _, paper := range e.Missing {
		m.missing(paper)
	}
}

func (m *machine) assign(e *Event) error {
	if m.assigned {
		if e.Unit != m.cur.Dims.Lead {
			return Errorf(Conflict, "unit", "问题已经交办；换主办单位请用“转办”。")
		}
		if e.Deadline.Kind != NoDeadline && m.tl.Due != 0 {
			return Errorf(Conflict, "due", "问题已有期限 %s；改期限请用“延期”。", m.tl.Due)
		}
		if e.Basis != Inferred {
			m.flow(AtomAssignAgain, e)
		}
		if e.Deadline.Kind != NoDeadline {
			m.newDeadline(e, e.Deadline, e.On)
			m.remarkAssign(e)
		}
		return nil
	}
	m.assigned, m.handedOn = true, e.On
	m.tl.AssignedOn, m.tl.AssignBasis = e.On, e.Basis
	m.cut(e.On)
	m.cur.Dims.Lead = e.Unit
	if e.Basis != Inferred {
		m.flow(AtomAssign, e)
		m.daysFrom = e.On
	}
	d := e.Deadline
	if d.Kind == NoDeadline {
		d = m.tl.Deadline
	}
	m.newDeadline(e, d, e.On)
	m.remarkAssign(e)
	m.note(e)
	if m.cur.State == Pending {
		m.move(e, Assigned)
	}
	return nil
}

func (m *machine) transfer(e *Event) error {
	if e.Unit == m.cur.Dims.Lead {
		return Errorf(Conflict, "unit", "转办须换一个主办单位；现在已经是这个单位。")
	}
	m.moves(AtomTransferOut, e)
	m.cut(e.On)
	m.cur.Dims.Lead = e.Unit
	m.moves(AtomTransferIn, e)
	m.handedOn = e.On
	if e.Deadline.Kind != NoDeadline {
		m.newDeadline(e, e.Deadline, e.On)
	}
	m.move(e, Assigned)
	return nil
}

func (m *machine) extend(e *Event) error {
	if m.tl.Due == 0 {
		return Errorf(Conflict, "due", "问题还没有期限，不能延期；请先补交办期限。")
	}
	old := m.tl.Due
	due, _ := e.Deadline.DueDay(e.On, m.stagesDone, m.c.Calendar, m.c.Rules)
	if due <= old {
		return Errorf(Invalid, "due", "新期限 %s 不晚于现期限 %s。", due, old)
	}
	m.remarkExtend(e, old)
	m.lateExt = m.lateExt || e.On > old
	m.tl.Extended = true
	m.tl.LateExtended = m.tl.LateExtended || m.lateExt
	m.flow(AtomExtend, e)
	m.setDeadline(e, e.Deadline, e.On, m.lateExt)
	if m.cur.State == Reported {
		m.cur.InTime = m.cur.InTime || m.tl.ReportedOn <= due
	}
	return nil
}

// stageDone lets the next unfinished stage count; an extended deadline keeps the
// stage of the first one beside it.
func (m *machine) stageDone(e *Event) error {
	d := m.tl.Deadline
	if d.Kind != Staged {
		return Errorf(Conflict, "kind", "问题的期限不是分阶段的，不能登记阶段完成；请登记办理进展。")
	}
	if m.stagesDone >= len(d.Stages) {
		return Errorf(Conflict, "kind", "%d 个阶段都已登记完成；请登记反馈。", len(d.Stages))
	}
	m.stagesDone++
	m.move(e, Working)
	m.setDeadline(e, d, m.clockStart, m.lateExt)
	if m.first.Kind == Staged {
		m.tl.FirstDue, _ = m.first.DueDay(m.clockStart, m.stagesDone, m.c.Calendar, m.c.Rules)
	}
	return nil
}

func (m *machine) report(e *Event) {
	m.guessed = e.Basis == Inferred
	switch {
	case m.guessed:
	case m.reported:
		m.flow(AtomReportAgain, e)
	default:
		m.flow(AtomReport, e)
	}
	m.reported = true
	m.tl.ReportedOn = e.On
	m.tl.Reviews = append(m.tl.Reviews, Review{ReportedOn: e.On, Inferred: m.guessed})
	m.move(e, Reported)
	if m.guessed { // nobody knows that it was late
		m.endInferred(m.unreported)
	}
	m.cur.InTime = m.guessed || m.tl.Due == 0 || e.On <= m.tl.Due
}

func (m *machine) resolve(e *Event) {
	from := m.cur.State
	m.note(e)
	m.openResolve, m.feedback = -1, false
	switch {
	case from == LongTerm:
		m.flow(AtomResolveLong, e)
	case e.Basis == Inferred:
		m.flow(AtomResolveInferred, e)
	default:
		m.resolveReal(e, from)
	}
	m.tl.Lasting = m.tl.Deadline.Kind == DateThenLong
	m.tl.ResolvedOn, m.tl.ResolveBasis = e.On, e.Basis
	m.move(e, Resolved)
}

func (m *machine) resolveReal(e *Event, from State) {
	m.openResolve = len(m.tl.Atoms)
	m.flow(AtomResolve, e)
	effective := e.On
	if from == Reported {
		m.flow(AtomPass, e)
		if m.guessed { // 有效反馈日 is 推定: neither in time nor late, and no days
			return
		}
		effective = m.tl.ReportedOn
	}
	if due := m.timelyDue(effective); due != 0 && !m.inferred {
		m.flow(AtomResolveDue, e)
		if effective <= due {
			m.flow(AtomOnTime, e)
		}
		if effective <= m.tl.FirstDue {
			m.flow(AtomOnTimeFirst, e)
		}
	}
	if m.daysFrom != 0 {
		m.flowVal(AtomDays, e, int32(max(0, m.c.Between(m.daysFrom, effective))), 0)
	}
}

func (m *machine) strike(e *Event) error {
	if err := m.papers(e); err != nil {
		return err
	}
	if m.cur.State != Resolved {
		if err := m.done(e); err != nil {
			return err
		}
		m.resolve(e)
	}
	m.note(e)
	m.lacked(e)
	if e.Basis == Inferred {
		m.flow(AtomStrikeInferred, e)
	} else {
		m.flow(AtomStrike, e)
	}
	m.tl.StruckOn, m.tl.StrikeBasis = e.On, e.Basis
	m.move(e, StruckOff)
	return nil
}

func (m *machine) returnVisit(e *Event) {
	m.feedback = true
	if e.Unreachable != "" {
		if i := m.openResolve; i >= 0 && m.unreachableAfter(i) < 0 {
			a := m.tl.Atoms[i]
			m.tl.Atoms = append(m.tl.Atoms, Atom{Kind: AtomUnreachable, From: a.From, Dims: a.Dims, Other: e.On, Seq: e.Seq})
		}
		return
	}
	m.tl.VisitedOn = e.On
	if i := m.openResolve; i >= 0 && e.Basis != Inferred {
		a := m.tl.Atoms[i]
		if m.unreachableAfter(i) >= 0 {
			m.tl.Atoms = append(m.tl.Atoms, Atom{Kind: AtomReachedAfter, From: a.From, Dims: a.Dims, Other: e.On, Seq: e.Seq})
		}
		m.flow(AtomReturnVisit, e)
		m.tl.Atoms = append(m.tl.Atoms, Atom{Kind: AtomReached, From: a.From, Dims: a.Dims, Other: e.On, Seq: e.Seq})
		m.openResolve = -1
	} else if e.Basis != Inferred {
		m.flow(AtomReturnVisit, e)
	}
	if e.Satisfaction == NoAnswer {
		return
	}
	if last := m.tl.lastAnswer(); last >= 0 {
		m.tl.Atoms[last].Other = e.On
	}
	kind := AtomSatisfaction
	if e.Basis == Inferred {
		kind = AtomSatisfactionInferred
	}
	m.flowVal(kind, e, int32(e.Satisfaction), 0)
}

// unreachableAfter is the 无法回访 of the resolve whose atom is i, -1 if there is none:
// a resolve leaves the denominator of 回访率 once, however often nobody answered.
func (m *machine) unreachableAfter(i int) int {
	for j := i + 1; j < len(m.tl.Atoms); j++ {
		if m.tl.Atoms[j].Kind == AtomUnreachable {
			return j
		}
	}
	return -1
}

// lastAnswer is the atom of the last satisfaction answer, -1 if there is none.
func (t *Timeline) lastAnswer() int {
	for i := len(t.Atoms) - 1; i >= 0; i-- {
		if k := t.Atoms[i].Kind; k == AtomSatisfaction || k == AtomSatisfactionInferred {
			return i
		}
	}
	return -1
}

func (m *machine) recategorise(e *Event) {
	m.moves(AtomRecatOut, e)
	m.cut(e.On)
	m.cur.Dims.Category = e.Category
	if e.Nature != 0 {
		m.cur.Dims.Nature = e.Nature
	}
	if e.Measure != 0 {
		m.cur.Dims.Measure = e.Measure
	}
	m.moves(AtomRecatIn, e)
}
