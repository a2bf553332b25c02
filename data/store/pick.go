package store

import (
	"strings"

	"qinqing/data"
)

// PickHistories yields the live problems a count needs, by id, each once; some that it
// does not need may be among them.
func (v *View) PickHistories(q data.Pick, yield func(*data.Problem, *data.Timeline) error) error {
	var parts []string
	var args []any
	add := func(query string, more ...any) {
		parts = append(parts, query)
		args = append(args, more...)
	}
	if q.From != 0 && q.From <= q.To {
		eve := q.From.AddDays(-1)
		add("SELECT problem AS id FROM problem_event WHERE day BETWEEN ? AND ?", q.From, q.To)
		if q.Due {
			add("SELECT problem FROM problem_span WHERE stock = 'O' AND stop > ? AND start <= ? AND due BETWEEN ? AND ?", eve, q.To, eve, q.To)
		}
	}
	if q.Open != 0 {
		add("SELECT problem FROM problem_span WHERE stock IN ('O', 'L', 'R') AND stop > ? AND start <= ?", q.Open, q.Open)
	}
	row, rowArgs := rowCondition(q)
	if q.Registered != 0 {
		where, more := registeredRow(q)
		add("SELECT id FROM problem WHERE gone = 0 AND registered BETWEEN ? AND ?"+where, append([]any{q.Registered, q.To}, more...)...)
		if column := spanColumn[q.By]; column != "" {
			add("SELECT problem FROM problem_span WHERE stock IN ('O', 'L', 'R') AND stop > ? AND "+column+" IS ?", q.Registered, ref(q.Key))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	query := "SELECT id FROM (" + strings.Join(parts, " UNION ") + ") x"
	if row != "" {
		query += " WHERE EXISTS (SELECT 1 FROM problem p WHERE p.id = x.id AND (" + row + "))"
		args = append(args, rowArgs...)
	}
	return v.stream(query+" ORDER BY id", args, func(p *data.Problem, tl *data.Timeline) error {
		if tl.RegisteredOn > q.To {
			return nil
		}
		return yield(p, tl)
	})
}

// spanColumn is where the stretches tell what may change in a problem's life, for the
// dimensions their index holds.
var spanColumn = map[data.Dim]string{data.ByLead: "lead", data.ByCategory: "category"}

// rowCondition says of a problem p that it may ever have lain in the row of a pick; empty
// if any may.
func rowCondition(q data.Pick) (string, []any) {
	key := ref(q.Key)
	switch q.By {
	case data.ByVisiting:
		return "p.visiting IS ?", []any{key}
	case data.BySupervising:
		return "p.supervising IS ?", []any{key}
	case data.ByRegion:
		return "p.region IS ?", []any{key}
	case data.BySource:
		return "p.source IS ?", []any{key}
	case data.ByLead:
		return "p.lead IS ? OR EXISTS (SELECT 1 FROM problem_event e WHERE e.problem = p.id AND e.unit = ?)", []any{key, key}
	case data.ByCategory:
		return "p.category IS ? OR p.category_now IS ? OR EXISTS (SELECT 1 FROM problem_event e WHERE e.problem = p.id AND e.category = ?)", []any{key, key, key}
	}
	if column := map[data.Dim]string{data.ByNature: "nature", data.ByMeasure: "measure"}[q.By]; column != "" && q.Key != 0 {
		return "p." + column + " IS ? OR EXISTS (SELECT 1 FROM problem_event e WHERE e.problem = p.id AND e." + column + " = ?)", []any{key, key}
	}
	return "", nil
}

// registeredRow narrows the problems registered in a stretch of time to those that lie in
// the row of a pick now, where an index tells; the stretches tell of those that did.
func registeredRow(q data.Pick) (string, []any) {
	column := map[data.Dim]string{data.ByVisiting: "visiting", data.ByRegion: "region", data.ByLead: "lead", data.ByCategory: "category_now"}[q.By]
	if column == "" {
		return "", nil
	}
	return " AND " + column + " IS ?", []any{ref(q.Key)}
}
