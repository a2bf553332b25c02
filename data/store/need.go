package store

import (
	"strings"

	"qinqing/data"
)

// Need is what the office itself must do about a problem; the lead unit's delays are
// lights.
type Need int

// The needs.
const (
	NoNeed     Need = iota
	NeedReview      // 审核滞留: a report has waited more than 3 working days
	NeedLook        // 应复查未复查: in 长期坚持, not reviewed for three months
	NeedVisit       // resolved, and no return visit since, nor a reason why there can be none
)

// stock is the only one in which a need arises.
func (n Need) stock() data.Stock {
	switch n {
	case NeedReview:
		return data.StockO
	case NeedLook:
		return data.StockL
	case NeedVisit:
		return data.StockR
	}
	return ""
}

// What of a problem's standing stretch a need asks; the index event_look answers it.
const (
	needVisitSQL = `s.stock = 'R' AND s.stop = '9999-12-31' AND NOT EXISTS (SELECT 1 FROM problem_event e
		WHERE e.problem = s.problem AND e.kind = 'return_visit' AND e.voided_by IS NULL AND e.day >= s.start)`
	needLookSQL = `d.day >= s.start AND s.stock = 'L' AND s.stop = '9999-12-31' AND NOT EXISTS (SELECT 1 FROM problem_event e
		WHERE e.problem = s.problem AND e.kind = 'long_review' AND e.voided_by IS NULL AND e.day > d.day)`
	needReviewSQL = `state = 4 AND (SELECT CASE e.basis WHEN 'real' THEN e.day END FROM problem_event e
		WHERE e.problem = problem.id AND e.kind = 'report' AND e.voided_by IS NULL ORDER BY e.day DESC, e.seq DESC LIMIT 1) <= ?`
)

// needs is the condition of a query's need.
func (v *View) needs(q ProblemQuery) (condition string, args []any, err error) {
	last, err := v.needDay(q)
	if err != nil {
		return "", nil, err
	}
	switch q.Need {
	case NeedReview:
		return needReviewSQL, []any{last}, nil
	case NeedLook:
		return "id IN (SELECT s.problem FROM (SELECT ? AS day) d CROSS JOIN problem_span s WHERE " + needLookSQL + ")", []any{last}, nil
	case NeedVisit:
		return "id IN (SELECT s.problem FROM problem_span s WHERE " + needVisitSQL + ")", nil, nil
	}
	return "", nil, data.Errorf(data.Invalid, "need", "没有这种待办，没有列出。")
}

// needDay is the last day on which what a need waits for began, if it is due by today.
func (v *View) needDay(q ProblemQuery) (data.Date, error) {
	today := q.Today
	if today == 0 {
		today = v.Today()
	}
	clock, err := v.Clock()
	if err != nil {
		return 0, err
	}
	switch q.Need {
	case NeedReview:
		return data.LateReviewsFrom(today, clock), nil
	case NeedLook:
		return data.MissedLooksFrom(today), nil
	}
	return 0, nil
}

// ProblemCount is how many problems a query has, without reading any.
func (v *View) ProblemCount(q ProblemQuery) (n int, err error) {
	if len(termsOf(q.Text)) > 0 {
		ids, err := v.ProblemIDs(q)
		return len(ids), err
	}
	if n, ok, err := v.counted(q); ok || err != nil {
		return n, err
	}
	bare := q
	bare.Sort, bare.Desc, bare.After, bare.Limit = "", false, Cursor{}, 0
	if bare == (ProblemQuery{Today: q.Today, Need: q.Need}) && (q.Need == NeedVisit || q.Need == NeedLook) {
		return v.needCount(q) // answered inside the indexes
	}
	p, err := v.planFor(q)
	if err != nil {
		return 0, err
	}
	_, err = v.c.one("SELECT count(*) FROM problem"+p.indexed()+" WHERE "+strings.Join(p.where, " AND "), p.args, &n)
	return n, err
}

func (v *View) needCount(q ProblemQuery) (n int, err error) {
	query, args := "SELECT count(*) FROM problem_span s WHERE "+needVisitSQL, []any(nil)
	if q.Need == NeedLook {
		last, err := v.needDay(q)
		if err != nil {
			return 0, err
		}
		query, args = "SELECT count(*) FROM (SELECT ? AS day) d CROSS JOIN problem_span s WHERE "+needLookSQL, []any{last}
	}
	_, err = v.c.one(query, args, &n)
	return n, err
}

// facts says that a query narrows by what no index holds.
func (q ProblemQuery) facts() bool {
	return q.Source != 0 || q.Nature != 0 || q.Measure != 0 || q.Supervising != 0 || q.DoneFrom != 0 || q.DoneTo != 0
}

// filterFacts narrows by facts, and by the day of 办结.
func (p *plan) filterFacts(q ProblemQuery) {
	for _, f := range []struct {
		column string
		id     data.ID
	}{{"source", q.Source}, {"nature", q.Nature}, {"measure", q.Measure}, {"supervising", q.Supervising}} {
		if f.id != 0 {
			p.and(f.column+" = ?", int64(f.id))
		}
	}
	if q.DoneFrom == 0 && q.DoneTo == 0 {
		return
	}
	last := any(forever)
	if q.DoneTo != 0 {
		last = q.DoneTo
	}
	p.and("id IN (SELECT e.problem FROM problem_event e WHERE e.day BETWEEN ? AND ? AND e.kind = 'resolve' AND e.voided_by IS NULL)", q.DoneFrom.String(), last)
}
