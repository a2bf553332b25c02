package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"qinqing/data"
)

// ProblemQuery says which problems a grid shows. Zero values don't filter.
type ProblemQuery struct {
	Today    data.Date // for lights; 0: the store's today
	Text     string
	Stock    data.Stock
	State    data.State
	Lead     data.ID
	Visiting data.ID
	Region   data.ID   // and everything below it
	Category data.ID   // as it is now
	From, To data.Date // registration

	OverdueOnly bool // red lights
	DueSoon     bool // yellow lights

	Sort  string // registered (default), due, id, code, content, state, lead, category, enterprise
	Desc  bool
	After Cursor // of the page before; zero: the first page
	Limit int    // 0: 50
}

// Cursor is where a page ended; opaque to callers.
type Cursor struct {
	ID  data.ID
	Key string
}

// ProblemPage is one page of a grid. Total counts all pages; where counting would
// take long it stops at TotalCap and TotalExact is false.
type ProblemPage struct {
	Rows       []ProblemRow
	Next       Cursor // ID 0: this was the last page
	Total      int
	TotalExact bool
}

// TotalCap is where inexact totals stop.
const TotalCap = 10_000

// ProblemRow is one line of a grid.
type ProblemRow struct {
	ID           data.ID
	Code         string
	RegisteredOn data.Date
	RegBasis     data.Basis
	Enterprise   string
	Content      string // at most 60 characters
	Lead         string
	Visiting     string
	Region       string
	Category     string
	Due          data.Date
	Uncertain    string
	State        data.State
	Stock        data.Stock
	Extended     bool
	Version      int
	Light        data.Light
	LightWord    string
}

// ProblemPage is one page of the grid of live problems.
func (v *View) ProblemPage(q ProblemQuery) (ProblemPage, error) {
	var page ProblemPage
	if q.Limit <= 0 {
		q.Limit = 50
	}
	ids, keys, err := v.pageIDs(q, q.Limit+1)
	if err != nil {
		return page, err
	}
	if len(ids) > q.Limit {
		ids = ids[:q.Limit]
		page.Next = Cursor{ids[q.Limit-1], keys[q.Limit-1]}
	}
	if page.Rows, err = v.ProblemRows(ids, q.Today); err != nil {
		return page, err
	}
	page.Total, page.TotalExact, err = v.total(q, page)
	return page, err
}

func (v *View) total(q ProblemQuery, page ProblemPage) (int, bool, error) {
	if n, ok, err := v.counted(q); ok || err != nil {
		return n, ok, err
	}
	if len(termsOf(q.Text)) > 0 {
		if page.Next.ID == 0 && q.After.ID == 0 {
			return len(page.Rows), true, nil
		}
		n, err := v.textCount(q)
		return max(n, len(page.Rows)), false, err
	}
	p, err := v.planFor(q)
	if err != nil {
		return 0, false, err
	}
	return v.count(p)
}

// ProblemIDs lists the ids of every problem of the query in its order, for a virtual list.
func (v *View) ProblemIDs(q ProblemQuery) ([]data.ID, error) {
	q.After = Cursor{}
	ids, _, err := v.pageIDs(q, 0)
	return ids, err
}

// pageIDs lists ids with their sort keys; limit 0 is all.
func (v *View) pageIDs(q ProblemQuery, limit int) (ids []data.ID, keys []string, err error) {
	p, err := v.planFor(q)
	if err != nil {
		return nil, nil, err
	}
	if terms := termsOf(q.Text); len(terms) > 0 {
		return v.textIDs(q, p, terms, limit)
	}
	query, args := p.sql(q.After, limit)
	err = v.c.each(query, args, func(r *rows) error {
		var id data.ID
		var key string
		err := r.Scan(&id, &key)
		ids = append(ids, id)
		if limit > 0 {
			keys = append(keys, key)
		}
		return err
	})
	return ids, keys, err
}

// errEnough ends a scan early.
var errEnough = data.Errorf(data.Internal, "", "enough")

// textIDs finds by words. Without a sort of its own the newest come first and the
// search stops when the page is full; otherwise every match is found and sorted.
func (v *View) textIDs(q ProblemQuery, p *plan, terms []string, limit int) (ids []data.ID, keys []string, err error) {
	type found struct {
		id  data.ID
		key string
	}
	if err := v.settled(); err != nil {
		return nil, nil, err
	}
	newest := q.Sort == ""
	before := anyID
	if newest && q.After.ID != 0 {
		before = int64(q.After.ID)
	}
	var list []found
	query := "SELECT p.id, p.key, p.content, p.code, p.ename, p.initials, p.fields FROM search_problem f CROSS JOIN (SELECT id AS pid, " + p.key +
		" AS key, id, content, code, fields, coalesce((SELECT name FROM enterprise e WHERE e.id = enterprise), '') AS ename, coalesce((SELECT initials FROM enterprise e WHERE e.id = enterprise), '') AS initials FROM problem WHERE " +
		strings.Join(p.where, " AND ") + ") p ON p.pid = f.rowid WHERE f.search_problem MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC"
	err = v.c.each(query, append(p.args[:len(p.args):len(p.args)], match(terms), before), func(r *rows) error {
		var x found
		var content, code, enterprise, initials string
		var fields map[string]string
		if err := r.Scan(&x.id, &x.key, &content, &code, &enterprise, &initials, jsonCol{&fields}); err != nil {
			return err
		}
		if !containsAll(terms, append([]string{content, code, enterprise, initials}, fieldValues(fields)...)) {
			return nil
		}
		if list = append(list, x); newest && limit > 0 && len(list) >= limit {
			return errEnough
		}
		return nil
	})
	if err != nil && err != error(errEnough) {
		return nil, nil, err
	}
	if !newest {
		order := func(a, b found) int {
			c := cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
			if p.key == "id" {
				c = cmp.Compare(a.id, b.id)
			}
			if q.Desc {
				return -c
			}
			return c
		}
		slices.SortFunc(list, order)
		if q.After.ID != 0 {
			// By its place, not by its record: that one may be gone by now.
			i, at := slices.BinarySearchFunc(list, found{q.After.ID, q.After.Key}, order)
			if at {
				i++
			}
			list = list[i:]
		}
		if limit > 0 && len(list) > limit {
			list = list[:limit]
		}
	}
	for _, x := range list {
		ids, keys = append(ids, x.id), append(keys, x.key)
	}
	return ids, keys, nil
}

// textCap is where counting the matches of words stops.
const textCap = 1000

// textCount counts what may match, unchecked: an upper bound.
func (v *View) textCount(q ProblemQuery) (int, error) {
	var n int
	_, err := v.c.one("SELECT count(*) FROM (SELECT 1 FROM search_problem WHERE search_problem MATCH ? LIMIT ?)",
		[]any{match(termsOf(q.Text)), textCap}, &n)
	return n, err
}

// ProblemRows reads the grid's lines of those ids, in their order; ids that are no
// longer live are left out. today 0 is the store's.
func (v *View) ProblemRows(ids []data.ID, today data.Date) ([]ProblemRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if today == 0 {
		today = v.Today()
	}
	clock, err := v.Clock()
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap(err)
	}
	byID := make(map[data.ID]ProblemRow, len(ids))
	var ahead []data.ID
	err = v.c.each(rowsSQL, []any{string(list)}, func(r *rows) error {
		var x ProblemRow
		var s data.Span
		var calm int
		err := r.Scan(&x.ID, &x.Code, &x.RegisteredOn, &x.RegBasis, &x.Enterprise, &x.Content, &x.Lead, &x.Visiting, &x.Region, &x.Category,
			&x.Due, &x.Uncertain, &x.State, &x.Stock, &x.Extended, &x.Version, &calm, &s.From)
		if err != nil {
			return err
		}
		s.State, s.Due, s.Extended = x.State, x.Due, x.Extended
		s.InTime, s.DueInferred = calm == calmInTime, calm == calmInferred
		if s.From > today {
			ahead = append(ahead, x.ID)
		}
		tl := data.Timeline{Spans: []data.Span{s}}
		x.Light, x.LightWord, _ = tl.LightOn(today, clock)
		byID[x.ID] = x
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := v.lightsAhead(byID, ahead, today, clock); err != nil {
		return nil, err
	}
	out := make([]ProblemRow, 0, len(ids))
	for _, id := range ids {
		if x, ok := byID[id]; ok {
			out = append(out, x)
		}
	}
	return out, nil
}

// lightsAhead judges problems with an event after today by their whole history.
func (v *View) lightsAhead(byID map[data.ID]ProblemRow, ids []data.ID, today data.Date, clock data.Clock) error {
	for _, id := range ids {
		p, err := v.Problem(id)
		if err != nil {
			return err
		}
		tl, err := p.Timeline(clock)
		if err != nil {
			return corrupt(err, "问题 "+p.Code)
		}
		x := byID[id]
		x.Light, x.LightWord, _ = tl.LightOn(today, clock)
		byID[id] = x
	}
	return nil
}

const rowsSQL = `SELECT p.id, p.code, p.registered, p.reg_basis, coalesce(e.name, ''), substr(p.content, 1, 60), coalesce(l.name, ''),
	coalesce(w.name, ''), coalesce(g.name, ''), coalesce(c.name, ''), p.due, p.uncertain, p.state, p.stock, p.extended, p.version, p.calm, p.since
	FROM json_each(?) j CROSS JOIN problem p ON p.id = j.value LEFT JOIN enterprise e ON e.id = p.enterprise LEFT JOIN unit l ON l.id = p.lead
	LEFT JOIN unit w ON w.id = p.visiting LEFT JOIN region g ON g.id = p.region LEFT JOIN dict_entry c ON c.id = p.category_now
	WHERE p.gone = 0`
