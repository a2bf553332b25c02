package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"qinqing/data"
)

// VisitQuery says which visits a grid shows. Zero values don't filter.
type VisitQuery struct {
	Text       string
	Unit       data.ID // that made it, alone or with others
	Region     data.ID // and everything below it
	Enterprise data.ID
	From, To   data.Date
	Zero       bool // no problem was found
	Found      bool // a problem was

	Sort string // day (default), unit, enterprise, region, satisfaction
	Desc bool
}

// VisitRow is one line of a grid.
type VisitRow struct {
	ID           data.ID
	On           data.Date
	Unit         string
	Joined       int // further units of a joint visit
	Enterprise   string
	EnterpriseID data.ID
	Region       string
	Problems     int
	Satisfaction data.Satisfaction
	Version      int
}

// visitSortKeys are the expressions visits may be sorted by; each is text.
var visitSortKeys = map[string]string{
	"": "day", "day": "day",
	"unit":         "coalesce((SELECT u.pinyin FROM unit u WHERE u.id = visit.unit), '')",
	"enterprise":   "coalesce((SELECT e.pinyin FROM enterprise e WHERE e.id = enterprise), '')",
	"region":       "coalesce((SELECT g.name FROM region g WHERE g.id = region), '')",
	"satisfaction": "CAST(satisfaction AS TEXT)",
}

func (v *View) visitPlan(q VisitQuery) (*plan, error) {
	key, ok := visitSortKeys[q.Sort]
	if !ok {
		return nil, data.Errorf(data.Invalid, "sort", "不能按“%s”排序。", q.Sort)
	}
	p := &plan{key: key, desc: q.Desc, index: "visit_day"}
	p.and("gone = 0")
	if q.From != 0 {
		p.and("day >= ?", q.From)
	}
	if q.To != 0 {
		p.and("day <= ?", q.To)
	}
	if q.Enterprise != 0 {
		p.and("enterprise = ?", int64(q.Enterprise))
		p.index = "visit_enterprise"
	}
	if q.Unit != 0 {
		p.and("id IN (SELECT u.visit FROM visit_unit u WHERE u.unit = ?)", int64(q.Unit))
		if q.Enterprise == 0 {
			p.index = "" // the unit's own visits are fewer
		}
	}
	const found = "EXISTS (SELECT 1 FROM problem r INDEXED BY problem_visit WHERE r.visit = visit.id AND r.gone = 0)"
	if q.Zero {
		p.and("NOT " + found)
	}
	if q.Found {
		p.and(found)
	}
	_, err := v.regionFilter(p, q.Region)
	return p, err
}

// VisitIDs lists the ids of every visit of the query in its order, for a virtual list.
// With a text those that hold its every word, which may be the initials of the enterprise.
func (v *View) VisitIDs(q VisitQuery) ([]data.ID, error) {
	p, err := v.visitPlan(q)
	if err != nil {
		return nil, err
	}
	if terms := termsOf(q.Text); len(terms) > 0 {
		return v.visitsSaying(p, terms)
	}
	dir := ""
	if p.desc {
		dir = " DESC"
	}
	ids, err := v.ids64("SELECT id FROM visit"+p.indexed()+" WHERE "+strings.Join(p.where, " AND ")+" ORDER BY "+p.key+dir+", id"+dir, p.args)
	out := make([]data.ID, len(ids))
	for i, id := range ids {
		out[i] = data.ID(id)
	}
	return out, err
}

func (v *View) visitsSaying(p *plan, terms []string) ([]data.ID, error) {
	if err := v.settled(); err != nil {
		return nil, err
	}
	type found struct {
		id  data.ID
		key string
	}
	var list []found
	query := "SELECT x.id, x.key, x.visitors, x.reply, x.note, x.fields, x.ename, x.initials FROM search_visit f CROSS JOIN (SELECT id, " + p.key +
		` AS key, visitors, reply, note, fields, coalesce((SELECT e.name FROM enterprise e WHERE e.id = enterprise), '') AS ename,
		coalesce((SELECT e.initials FROM enterprise e WHERE e.id = enterprise), '') AS initials FROM visit WHERE ` + strings.Join(p.where, " AND ") +
		") x ON x.id = f.rowid WHERE f.search_visit MATCH ?"
	err := v.c.each(query, append(p.args[:len(p.args):len(p.args)], match(terms)), func(r *rows) error {
		var x found
		texts := make([]string, 5)
		var fields map[string]string
		if err := r.Scan(&x.id, &x.key, &texts[0], &texts[1], &texts[2], jsonCol{&fields}, &texts[3], &texts[4]); err != nil {
			return err
		}
		if containsAll(terms, append(texts, fieldValues(fields)...)) {
			list = append(list, x)
		}
		return v.ctx.Err()
	})
	slices.SortFunc(list, func(a, b found) int {
		c := cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
		if p.desc {
			return -c
		}
		return c
	})
	out := make([]data.ID, len(list))
	for i, x := range list {
		out[i] = x.id
	}
	return out, err
}

const visitRowsSQL = `SELECT v.id, v.day, coalesce((SELECT u.name FROM unit u WHERE u.id = v.unit), ''), (SELECT count(*) FROM visit_unit w WHERE w.visit = v.id AND w.place > 0),
	coalesce((SELECT e.name FROM enterprise e WHERE e.id = v.enterprise), ''), coalesce(v.enterprise, 0), coalesce((SELECT g.name FROM region g WHERE g.id = v.region), ''),
	(SELECT count(*) FROM problem p INDEXED BY problem_visit WHERE p.visit = v.id AND p.gone = 0), v.satisfaction, v.version
	FROM json_each(?) j CROSS JOIN visit v ON v.id = j.value WHERE v.gone = 0 ORDER BY j.key`

// VisitRows reads the grid's lines of those ids, in their order; ids that are no longer
// live are left out.
func (v *View) VisitRows(ids []data.ID) ([]VisitRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap(err)
	}
	out := make([]VisitRow, 0, len(ids))
	err = v.c.each(visitRowsSQL, []any{string(list)}, func(r *rows) error {
		var x VisitRow
		err := r.Scan(&x.ID, &x.On, &x.Unit, &x.Joined, &x.Enterprise, &x.EnterpriseID, &x.Region, &x.Problems, &x.Satisfaction, &x.Version)
		out = append(out, x)
		return err
	})
	return out, err
}

// ProblemIDsOfVisit lists the ids of a visit's live problems, as they were registered.
func (v *View) ProblemIDsOfVisit(id data.ID) ([]data.ID, error) {
	ids, err := v.ids64("SELECT id FROM problem INDEXED BY problem_visit WHERE visit = ? AND gone = 0 ORDER BY id", []any{int64(id)})
	out := make([]data.ID, len(ids))
	for i, x := range ids {
		out[i] = data.ID(x)
	}
	return out, err
}

// LastVisit is the live visit entered last; nil, nil if there is none.
func (v *View) LastVisit() (*data.Visit, error) {
	list, err := v.visitsWhere("WHERE gone = 0 ORDER BY id DESC LIMIT 1", nil)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0].Rec, nil
}
