package store

import (
	"cmp"
	"slices"

	"qinqing/data"
)

// OverdueUnit is a lead unit with its overdue problems and how they are supervised.
type OverdueUnit struct {
	Unit   data.ID
	Name   string
	Count  int
	Oldest data.Date      // the longest passed deadline
	Grades map[string]int // by 蓝, 橙, 红; those not supervised yet have none
}

// Highest is the gravest grade one of the unit's problems has, "" for none.
func (u OverdueUnit) Highest() string {
	for _, g := range slices.Backward(data.Grades) {
		if u.Grades[g] > 0 {
			return g
		}
	}
	return ""
}

// OverdueUnits lists the lead units with overdue problems, the most first.
func (v *View) OverdueUnits(today data.Date) ([]OverdueUnit, error) {
	at := map[data.ID]int{}
	var out []OverdueUnit
	err := v.c.each(`SELECT o.lead, coalesce(u.name, ''), o.n, o.due FROM (SELECT lead, count(*) AS n, min(due_sort) AS due FROM problem INDEXED BY problem_open
		WHERE gone = 0 AND stock = 'O' AND calm = 0 AND due_sort < ? GROUP BY lead) o LEFT JOIN unit u ON u.id = o.lead`, []any{today}, func(r *rows) error {
		u := OverdueUnit{Grades: map[string]int{}}
		err := r.Scan(idCol{&u.Unit}, &u.Name, &u.Count, &u.Oldest)
		at[u.Unit] = len(out)
		out = append(out, u)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = v.c.each(`SELECT p.lead, (SELECT e.more ->> 'grade' FROM problem_event e WHERE e.problem = p.id AND e.kind = 'supervise' AND e.voided_by IS NULL
			ORDER BY e.day DESC, e.seq DESC LIMIT 1) AS grade, count(*) FROM problem p INDEXED BY problem_open
		WHERE p.gone = 0 AND p.stock = 'O' AND p.calm = 0 AND p.due_sort < ? GROUP BY 1, 2`, []any{today}, func(r *rows) error {
		var lead data.ID
		var grade string
		var n int
		err := r.Scan(idCol{&lead}, textCol{&grade}, &n)
		if i, ok := at[lead]; ok && grade != "" {
			out[i].Grades[grade] = n
		}
		return err
	})
	slices.SortStableFunc(out, func(a, b OverdueUnit) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Oldest, b.Oldest)) })
	return out, err
}

// SuperviseRow is a problem as whoever supervises looks at it.
type SuperviseRow struct {
	ProblemRow
	Late        int       // days it is overdue
	Grade       string    // of 督办, "" for none
	Waited      int       // working days a report has waited for its review
	LookDue     data.Date // by when a problem in 长期坚持 must be reviewed
	LookedOn    data.Date // when it last was
	ResolvedOn  data.Date
	Supervising string
	Contact     string // of the enterprise, for a return visit
	Phone       string
	Letter      string // the last letter: form and number
	LetterOn    data.Date
	Reply       string
}

// SuperviseRows reads the lines of those ids, in their order; ids no longer live are left out.
func (v *View) SuperviseRows(ids []data.ID, today data.Date) ([]SuperviseRow, error) {
	list, err := v.ProblemRows(ids, today)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	clock, err := v.Clock()
	if err != nil {
		return nil, err
	}
	out := make([]SuperviseRow, 0, len(list))
	for _, r := range list {
		p, err := v.Problem(r.ID)
		if err != nil {
			return nil, err
		}
		tl, err := p.Timeline(clock)
		if err != nil {
			return nil, corrupt(err, "问题 "+p.Code)
		}
		x := SuperviseRow{ProblemRow: r, Grade: tl.Grade, LookDue: tl.LongReviewDue(today), ResolvedOn: tl.ResolvedOn}
		if r.Light == data.Red {
			x.Late = int(today - r.Due)
		}
		if n := len(tl.LongReviews); n > 0 {
			x.LookedOn = tl.LongReviews[n-1]
		}
		x.Waited, _ = tl.ReviewWait(today, clock)
		if err := v.lastLetter(&x); err != nil {
			return nil, err
		}
		if p.Supervising != 0 {
			if _, err := v.c.one("SELECT name FROM unit WHERE id = ?", []any{int64(p.Supervising)}, &x.Supervising); err != nil {
				return nil, err
			}
		}
		if p.EnterpriseID != 0 {
			if _, err := v.c.one("SELECT contact, phone FROM enterprise WHERE id = ?", []any{int64(p.EnterpriseID)}, &x.Contact, &x.Phone); err != nil {
				return nil, err
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// lastLetter is the last letter of 督办 about a problem, with its reply.
func (v *View) lastLetter(x *SuperviseRow) error {
	var rec data.Record
	found, err := v.c.one("SELECT id, day, body FROM record WHERE ref = ? AND kind = 'supervision' AND gone = 0 ORDER BY day DESC, id DESC LIMIT 1",
		[]any{int64(x.ID)}, &rec.ID, &rec.On, &rec.Body)
	if err != nil || !found {
		return err
	}
	var s data.Supervision
	if err := rec.Decode(&s); err != nil {
		return err
	}
	x.Letter, x.LetterOn, x.Reply = s.Form+" "+s.Number, rec.On, s.Reply
	return nil
}

// OverdueOn counts the problems that were overdue at the end of an earlier day, as it is
// known now.
func (v *View) OverdueOn(day data.Date) (n int, err error) {
	_, err = v.c.one(`SELECT count(*) FROM problem_span WHERE stock = 'O' AND stop > ?1 AND start <= ?1 AND due < ?1 AND flags & ? = 0`,
		[]any{day, flagInTime | flagDueInferred | flagEndInferred}, &n)
	return n, err
}
