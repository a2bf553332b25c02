package stats

import (
	"math/rand/v2"
	"testing"
	"time"

	"qinqing/data"
)

// corners are days on which counting goes wrong first: ends of months, holidays,
// make-up days.
var corners = days("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-02-14", "2026-02-15", "2026-02-23", "2026-02-28", "2026-03-01",
	"2026-04-30", "2026-05-01", "2026-05-09", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-20", "2026-09-30", "2026-10-01", "2026-10-10", "2026-10-31", "2026-11-01")

var (
	firstDay = day("2025-09-20")
	lastDay  = day("2026-12-15")
)

func someDay(r *rand.Rand, from data.Date) data.Date {
	if r.IntN(3) == 0 {
		if c := corners[r.IntN(len(corners))]; c >= from {
			return c
		}
	}
	return min(from+data.Date(r.IntN(25)), lastDay)
}

func someDeadline(r *rand.Rand, on data.Date) data.Deadline {
	switch r.IntN(9) {
	case 0:
		return data.Deadline{}
	case 1:
		return data.Deadline{Kind: data.ByDays, N: 1 + r.IntN(20)}
	case 2:
		return data.Deadline{Kind: data.ByMonths, N: 1}
	case 3:
		return data.Deadline{Kind: data.ByDate, Date: on + data.Date(r.IntN(30))}
	case 4:
		return data.Deadline{Kind: data.DateThenLong, Date: on + data.Date(r.IntN(40))}
	case 5:
		return data.Deadline{Kind: data.Immediate}
	case 6:
		first := on + data.Date(r.IntN(12))
		return data.Deadline{Kind: data.Staged, Stages: []data.Date{first, first + data.Date(1+r.IntN(15)), first + data.Date(20+r.IntN(15))}}
	}
	return data.Deadline{Kind: data.ByWorkdays, N: 1 + r.IntN(10)}
}

// nextKinds are what mostly happens to a problem in a state; the often repeated more
// often, so that lives go on to their end and round again.
var nextKinds = map[data.State][]data.Kind{
	data.Pending:   {data.Assign, data.Assign, data.Assign, data.Assign, data.Assign, data.Assign, data.Recategorise, data.Decline, data.ToLongTerm, data.MoveClue, data.Resolve},
	data.Assigned:  {data.Report, data.Report, data.Report, data.Report, data.Accept, data.Progress, data.Extend, data.Extend, data.Transfer, data.Recategorise, data.Decline, data.ToLongTerm, data.Resolve, data.StrikeOff, data.Assign, data.Supervise},
	data.Working:   {data.Report, data.Report, data.Report, data.Report, data.Extend, data.Extend, data.Transfer, data.Recategorise, data.MoveClue, data.ToLongTerm, data.Resolve, data.StrikeOff, data.Object},
	data.Reported:  {data.Resolve, data.Resolve, data.Resolve, data.Resolve, data.SendBack, data.SendBack, data.Extend, data.Recategorise, data.ToLongTerm, data.StrikeOff},
	data.Resolved:  {data.ReturnVisit, data.ReturnVisit, data.ReturnVisit, data.StrikeOff, data.StrikeOff, data.Rework, data.Progress},
	data.StruckOff: {data.ReturnVisit, data.Reopen, data.Reopen},
	data.LongTerm:  {data.FromLongTerm, data.FromLongTerm, data.Resolve, data.StrikeOff, data.LongReview},
}

func someID(r *rand.Rand) data.ID { return data.ID(r.IntN(4)) } // 0 is 未填

// randomProblem lives through random legal events; what the rules refuse is left out.
func randomProblem(r *rand.Rand, id data.ID, c data.Clock) *data.Problem {
	p := &data.Problem{ID: id, Region: someID(r), Source: someID(r), Category: someID(r), Nature: someID(r), Measure: someID(r), Visiting: someID(r), Supervising: someID(r)}
	on := someDay(r, firstDay+data.Date(r.IntN(330)))
	basis := func(e data.Event) data.Event {
		e.Basis, e.Origin = data.Real, data.FromWindow
		if r.IntN(4) == 0 {
			e.Origin = data.FromImport
			if r.IntN(2) == 0 {
				e.Basis = data.Inferred
			}
		}
		return e
	}
	_ = p.Apply(basis(data.Event{Kind: data.Register, On: on, Deadline: someDeadline(r, on)}), c)
	for range 3 + r.IntN(14) {
		tl, err := p.Timeline(c)
		if err != nil || nextKinds[tl.State] == nil {
			break
		}
		next := on
		if r.IntN(4) > 0 {
			next = someDay(r, on)
		}
		kinds := nextKinds[tl.State]
		if tl.Deadline.Kind == data.Staged && r.IntN(2) == 0 {
			kinds = []data.Kind{data.StageDone}
		}
		if r.IntN(12) == 0 { // recorded late, of a day gone by
			next = tl.RegisteredOn + data.Date(r.IntN(int(on-tl.RegisteredOn)+1))
		}
		e := basis(data.Event{Kind: kinds[r.IntN(len(kinds))], On: next, Note: "原因", Unit: data.ID(1 + r.IntN(3)), Approver: "甲", SignedBy: "乙", Grade: "蓝"})
		fillEvent(r, &e, tl)
		if p.Apply(e, c) != nil {
			continue
		}
		on = max(on, next)
		correct(r, p, c)
	}
	return p
}

// correct now and then voids an entry or replaces it by one with another date.
func correct(r *rand.Rand, p *data.Problem, c data.Clock) {
	e := p.Events[len(p.Events)-1-r.IntN(min(3, len(p.Events)))]
	switch r.IntN(12) {
	case 0:
		_ = p.Void(e.Seq, "丙", "录错", time.Unix(0, 0), c)
	case 1:
		e.On, e.Basis = e.On-data.Date(r.IntN(3)), data.Real
		_ = p.Replace(e.Seq, e, "丙", "日期已查实", time.Unix(0, 0), c)
	}
}

func fillEvent(r *rand.Rand, e *data.Event, tl *data.Timeline) {
	switch e.Kind {
	case data.Assign:
		e.Deadline = someDeadline(r, e.On)
		if tl.AssignedOn != 0 {
			e.Unit = tl.Now.Lead
		}
	case data.Extend:
		e.Deadline = data.Deadline{Kind: data.ByDate, Date: max(e.On, tl.Due) + data.Date(1+r.IntN(20))}
	case data.Reopen:
		e.Deadline = data.Deadline{Kind: data.ByDate, Date: e.On + data.Date(1+r.IntN(30))}
	case data.Rework, data.Transfer, data.FromLongTerm:
		if r.IntN(2) == 0 {
			e.Deadline = someDeadline(r, e.On)
		}
	case data.Recategorise:
		e.Category, e.Nature, e.Measure = data.ID(1+r.IntN(3)), someID(r), someID(r)
	case data.ReturnVisit:
		e.Satisfaction = data.Satisfaction(r.IntN(6))
		if r.IntN(3) == 0 {
			e.Satisfaction, e.Unreachable, e.Note = 0, "电话停机", ""
		}
	}
}

func randomLedger(t testing.TB, seed uint64, size int) *ledger {
	r := rand.New(rand.NewPCG(seed, 7))
	l := newLedger()
	for i := range size {
		l.problems = append(l.problems, randomProblem(r, data.ID(i+1), l.clock))
	}
	for i := range size {
		v := &data.Visit{ID: data.ID(i + 1), On: someDay(r, firstDay+data.Date(r.IntN(420))), Unit: data.ID(1 + r.IntN(3)), EnterpriseID: data.ID(1 + r.IntN(size)), Region: someID(r), Satisfaction: data.Satisfaction(r.IntN(6))}
		if r.IntN(4) == 0 {
			v.JoinUnits = []data.ID{data.ID(1 + r.IntN(4)), v.Unit}
		}
		l.visits = append(l.visits, v)
	}
	l.record(t, data.RecCoverageList, "2026-01-05", data.CoverageList{Region: 1, Count: 7, Source: "台账"})
	l.record(t, data.RecCoverageList, "2026-02-05", data.CoverageList{Region: 2, Source: "台账", Enterprises: []data.ID{1, 2, 3, 4, 5, 99}})
	l.record(t, data.RecPolicy, "2026-03-02", data.Policy{Title: "一", PublishedOn: day("2026-03-20")})
	l.record(t, data.RecPolicy, "2026-03-09", data.Policy{Title: "二"})
	l.record(t, data.RecActivityCount, "2026-03-09", data.ActivityCount{Name: "座谈会", Unit: "场", Count: 3})
	l.record(t, data.RecActivityCount, "2026-03-10", data.ActivityCount{Name: "宣讲", Unit: "次", Count: 2})
	l.record(t, data.RecDisbursement, "2026-03-10", data.Disbursement{Enterprise: 3, DueFen: 100_000_000, PaidFen: 50_000_000, AppliedOn: day("2026-03-02"), PaidOn: day("2026-03-13")})
	l.record(t, data.RecTimeLimitCut, "2026-01-10", data.TimeLimitCut{Matter: "许可", Unit: 2, Statutory: 20, Promised: 5, Actual: []data.ActualCase{{On: day("2026-03-05"), Days: 2}, {On: day("2026-03-25"), Days: 5}}})
	return l.seal(t)
}
