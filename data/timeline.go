package data

import "slices"

// Dims are the rows a problem falls into on one day, by role. 0 is 未填. The lead
// unit before the first 交办 is the one first assigned.
type Dims struct {
	Visiting, Lead, Supervising, Region, Category, Nature, Measure, Source ID
}

// Span is a stretch [From, To) in which nothing that figures look at changed.
// To 0: it lasts.
type Span struct {
	From, To Date
	State    State
	Dims     Dims

	Due         Date   // deadline in force; 0: none
	Uncertain   string // why the deadline is 不确定; empty: it is certain
	DueInferred bool   // the clock started on a 推定 day
	Extended    bool   // 延
	InTime      bool   // handed in in time and waiting for review
	EndInferred bool   // this stay in 在办, or this wait for a report, ended on a 推定 day
}

// Timeline is a problem's history, replayed.
type Timeline struct {
	Spans []Span // ascending, without gaps, from registration on
	Atoms []Atom // what each figure counts

	State        State
	Now          Dims
	RegisteredOn Date
	RegBasis     Basis
	AssignedOn   Date // first 交办; 0: not yet
	AssignBasis  Basis
	Deadline     Deadline // in force
	Due          Date     // in force; 0: none
	FirstDue     Date     // before any 延期
	Uncertain    string
	DueFrom      Date // the day the clock of Due started
	Extended     bool
	LateExtended bool // 逾期后补批
	ReportedOn   Date // last report
	ResolvedOn   Date // last 办结 that stands; 0: none
	ResolveBasis Basis
	StruckOn     Date
	StrikeBasis  Basis
	SentBack     int  // 退回重办, times
	Reopened     int  // 重启, times
	Lasting      bool // 持续巩固: "X 前，并长期坚持", resolved
	Grade        string
	Missing      []string // 要件待补
	Satisfaction Satisfaction
	VisitedOn    Date     // last return visit that reached the enterprise
	Reviews      []Review // every wait of a report for its review
	LongReviews  []Date   // days of 长期复查
	Remarks      []string // breaches of procedure that are recorded all the same; see Warnings
}

// At is the span a day lies in; ok is false before registration.
func (t *Timeline) At(d Date) (Span, bool) {
	i, found := slices.BinarySearchFunc(t.Spans, d, func(s Span, d Date) int { return int(s.From - d) })
	if !found {
		i--
	}
	if i < 0 {
		return Span{}, false
	}
	return t.Spans[i], true
}

// StockAt is the one stock the problem lies in at the end of a day.
func (t *Timeline) StockAt(d Date) Stock {
	s, ok := t.At(d)
	if !ok {
		return NoStock
	}
	return s.State.Stock()
}

// OverdueAt says whether 期末逾期 counts the problem at the end of day d: in 在办, its
// deadline before d, and no report that was handed in in time waiting for review.
// Deadlines that rest on a 推定 day, and stays in 在办 whose end is only 推定, never count.
func (s Span) OverdueAt(d Date) bool {
	from := s.OverdueFrom()
	return from != 0 && d >= from
}

// OverdueFrom is the first day on which OverdueAt holds; 0: it never does.
func (s Span) OverdueFrom() Date {
	if s.State.Stock() != StockO || s.Due == 0 || s.InTime || s.DueInferred || s.EndInferred {
		return 0
	}
	next := s.Due.AddDays(1)
	if next == 0 { // the last day there is never passes
		return 0
	}
	from := max(s.From, next)
	if s.To != 0 && from >= s.To {
		return 0
	}
	return from
}
