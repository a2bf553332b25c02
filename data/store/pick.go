package store

import (
	"strings"

	"qinqing/data"
)

// PickHistories yields the live problems a count needs, by id, each once; some that it
// does not need may be among them.
func (v *View) PickHistories(q data.Pick, yield func(*data.Problem, *data.Timeline) error) error {
	p := picker{Pick: q}
	p.row, p.now = rowOf(q)
	if q.From != 0 && q.From <= q.To {
		p.events()
		if q.Due {
			eve := q.From.AddDays(-1)
			p.stretches("s.stock = 'O' AND s.stop > ? AND s.start <= ? AND s.due BETWEEN ? AND ?", eve, q.To, eve, q.To)
		}
	}
	if q.Open != 0 {
		p.stretches("s.stock IN ('O', 'L', 'R') AND s.stop > ? AND s.start <= ?", q.Open, q.Open)
	}
	if q.At != 0 {
		p.stretches("s.stock = 'O' AND s.stop > ? AND s.start <= ?", q.At, q.At)
	}
	if q.Registered != 0 {
		p.registered()
	}
	if len(p.parts) == 0 {
		return nil
	}
	return v.stream("SELECT id FROM ("+strings.Join(p.parts, " UNION ")+") ORDER BY id", p.args, func(r *data.Problem, tl *data.Timeline) error {
		if tl.RegisteredOn > q.To {
			return nil
		}
		return yield(r, tl)
	})
}

// picker puts the statement of a pick together.
type picker struct {
	data.Pick
	row   string // the column of a stretch that tells its row; empty: none does
	now   string // the column of a problem that tells the row it lies in now; empty: any row
	parts []string
	args  []any
}

func (p *picker) add(query string, args ...any) {
	p.parts = append(p.parts, query)
	p.args = append(p.args, args...)
}

// events are the problems something happened to.
func (p *picker) events() {
	query := "SELECT problem AS id FROM problem_event WHERE day BETWEEN ? AND ?"
	if p.now == "" {
		p.add(query, p.From, p.To)
		return
	}
	p.add(query+" AND "+p.mine("problem"), p.From, p.To, ref(p.Key))
	p.once(p.From)
}

// once are the problems that lay in the row on a day from one on, and may not do so now.
func (p *picker) once(since data.Date) {
	if p.row != "" {
		p.add("SELECT s.problem FROM problem_span s WHERE s.stock IN ('O', 'L', 'R') AND s.stop >= ? AND s."+p.row+" IS ?", since, ref(p.Key))
	}
}

// stretches are the problems with a stretch s that a condition holds for.
func (p *picker) stretches(where string, args ...any) {
	query := "SELECT s.problem AS id FROM problem_span s WHERE " + where
	switch {
	case p.row != "":
		query, args = query+" AND s."+p.row+" IS ?", append(args, ref(p.Key))
	case p.now != "":
		query, args = query+" AND "+p.mine("s.problem"), append(args, ref(p.Key))
	}
	p.add(query, args...)
}

// mine says of a problem's id that it lies in the row now: by the index of the row's
// column, or one by one where there is none.
func (p *picker) mine(id string) string {
	if p.By == data.BySupervising || p.By == data.BySource {
		return "EXISTS (SELECT 1 FROM problem p WHERE p.id = " + id + " AND p." + p.now + " IS ?)"
	}
	return id + " IN (SELECT id FROM problem WHERE gone = 0 AND " + p.now + " IS ?)"
}

func (p *picker) registered() {
	query := "SELECT id FROM problem WHERE gone = 0 AND registered BETWEEN ? AND ?"
	if p.now == "" {
		p.add(query, p.Registered, p.To)
		return
	}
	p.add(query+" AND "+p.now+" IS ?", p.Registered, p.To, ref(p.Key))
	p.once(p.Registered)
}

// rowOf are the columns that tell a pick's row. What may change in a problem's life is
// told by its stretches too; where these have no index of it, nothing is left out.
func rowOf(q data.Pick) (stretch, now string) {
	switch q.By {
	case data.ByLead:
		return "lead", "lead"
	case data.ByCategory:
		return "category", "category_now"
	case data.ByVisiting:
		return "", "visiting"
	case data.ByRegion:
		return "", "region"
	case data.BySupervising:
		return "", "supervising"
	case data.BySource:
		return "", "source"
	}
	return "", ""
}
