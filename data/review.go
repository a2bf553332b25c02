package data

// Review is one wait of a report for its review.
type Review struct {
	ReportedOn Date
	EndedOn    Date // passed, sent back or taken elsewhere; 0: still waiting
	Inferred   bool // one of the two days is 推定
}

// reviewLimit: a review more than 3 working days after the report is 审核滞留, which
// is the reviewer's and never makes the lead unit late.
const reviewLimit = 3

// Days is how many working days the report had waited by the end of a day.
func (r Review) Days(on Date, c Clock) int {
	if r.EndedOn != 0 && r.EndedOn < on {
		on = r.EndedOn
	}
	return max(0, c.Between(r.ReportedOn, on))
}

// Late says whether by the end of a day the wait was 审核滞留. 推定 days never are.
func (r Review) Late(on Date, c Clock) bool {
	return !r.Inferred && r.Days(on, c) > reviewLimit
}

// ReviewWait is the working days the report that waits on a day has waited; ok is
// false if none waits then.
func (t *Timeline) ReviewWait(on Date, c Clock) (days int, ok bool) {
	for _, r := range t.Reviews {
		if r.ReportedOn <= on && (r.EndedOn == 0 || on < r.EndedOn) {
			return r.Days(on, c), true
		}
	}
	return 0, false
}

// LateReviews lists the waits that were 审核滞留 by the end of a day, ended or not.
func (t *Timeline) LateReviews(on Date, c Clock) []Review {
	var out []Review
	for _, r := range t.Reviews {
		if r.ReportedOn <= on && r.Late(on, c) {
			out = append(out, r)
		}
	}
	return out
}

// longReviewMonths: a problem in 长期坚持 is reviewed every quarter.
const longReviewMonths = 3

// LongReviewDue is the day by which a problem in 长期坚持 on that day must be reviewed:
// three months after the last 长期复查, or after it became 长期坚持. 0 if it is not in it.
func (t *Timeline) LongReviewDue(on Date) Date {
	last := Date(0)
	for _, s := range t.Spans {
		if s.From > on {
			break
		}
		switch {
		case s.State != LongTerm:
			last = 0
		case last == 0:
			last = s.From
		}
	}
	if last == 0 {
		return 0
	}
	for _, d := range t.LongReviews {
		if d <= on {
			last = max(last, d)
		}
	}
	return last.AddMonths(longReviewMonths)
}

// LongReviewMissed says whether the problem is 应复查未复查 at the end of a day.
func (t *Timeline) LongReviewMissed(on Date) bool {
	due := t.LongReviewDue(on)
	return due != 0 && due < on
}

// LateReviewsFrom is the last day a report may bear to be 审核滞留 at the end of today, if
// it still waits then.
func LateReviewsFrom(today Date, c Clock) Date {
	d := today
	for c.Between(d, today) <= reviewLimit {
		d = d.AddDays(-1)
	}
	return d
}

// MissedLooksFrom is the last day a problem may have come into 长期坚持, or been reviewed
// there, to be 应复查未复查 at the end of today.
func MissedLooksFrom(today Date) Date {
	d := today.AddMonths(-longReviewMonths)
	for d.AddMonths(longReviewMonths) < today {
		d = d.AddDays(1)
	}
	for d.AddMonths(longReviewMonths) >= today {
		d = d.AddDays(-1)
	}
	return d
}
