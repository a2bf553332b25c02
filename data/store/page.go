package store

import (
	"encoding/json"

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
	Need        Need // what the office must do about them

	// These have no index of their own: over a million problems a list narrowed by them
	// alone takes a second or two.
	Source, Nature, Measure, Supervising data.ID   // as registered
	DoneFrom, DoneTo                     data.Date // resolved between, and not voided since

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
	Content      string
	Lead         string
	Visiting     string
	Supervising  string
	Region       string
	Source       string
	Category     string // as it is now, as Nature and Measure are
	Nature       string
	Measure      string
	OnVisit      bool // found on a visit, whose enterprise and region it has
	Moved        bool // its category was changed by an event
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
		return TotalCap, false, nil
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

// FirstIDs lists the first ids of ProblemIDs, at most limit of them, and says whether there
// are more: for a list that is to be seen at once, whatever follows.
func (v *View) FirstIDs(q ProblemQuery, limit int) (ids []data.ID, more bool, err error) {
	q.After = Cursor{}
	ids, _, err = v.pageIDs(q, limit+1)
	if len(ids) > limit {
		return ids[:limit], true, err
	}
	return ids, false, err
}

// pageIDs lists ids with their sort keys; limit 0 is all.
func (v *View) pageIDs(q ProblemQuery, limit int) (ids []data.ID, keys []string, err error) {
	terms := termsOf(q.Text)
	if len(terms) > 0 && q.Sort == "" {
		q.Sort, q.Desc = "registered", true // what was found is wanted newest first
	}
	p, err := v.planFor(q)
	if err != nil {
		return nil, nil, err
	}
	if len(terms) > 0 {
		return v.wordIDs(q, p, terms, limit)
	}
	query, args := p.sql("", q.After, limit)
	err = v.c.each(query, args, func(r *rows) error {
		var x spot
		if err := r.Scan(&x.id, &x.key); err != nil {
			return err
		}
		if ids = append(ids, x.id); limit > 0 {
			keys = append(keys, x.key)
		}
		return v.stillWanted(len(ids))
	})
	return ids, keys, err
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
			&x.Due, &x.Uncertain, &x.State, &x.Stock, &x.Extended, &x.Version, &calm, &s.From, &x.Supervising, &x.Source, &x.Nature, &x.Measure,
			&x.OnVisit, &x.Moved)
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

const rowsSQL = `SELECT p.id, p.code, p.registered, p.reg_basis, coalesce(e.name, ''), p.content, coalesce(l.name, ''),
	coalesce(w.name, ''), coalesce(g.name, ''), coalesce(c.name, ''), p.due, p.uncertain, p.state, p.stock, p.extended, p.version, p.calm, p.since,
	coalesce(s.name, ''), coalesce(o.name, ''), coalesce(n.name, ''), coalesce(m.name, ''), p.visit IS NOT NULL,
	EXISTS (SELECT 1 FROM problem_event x WHERE x.problem = p.id AND x.kind = 'recategorise' AND x.voided_by IS NULL)
	FROM json_each(?) j CROSS JOIN problem p ON p.id = j.value LEFT JOIN enterprise e ON e.id = p.enterprise LEFT JOIN unit l ON l.id = p.lead
	LEFT JOIN unit w ON w.id = p.visiting LEFT JOIN region g ON g.id = p.region LEFT JOIN dict_entry c ON c.id = p.category_now
	LEFT JOIN unit s ON s.id = p.supervising LEFT JOIN dict_entry o ON o.id = p.source
	LEFT JOIN dict_entry n ON n.id = coalesce((SELECT x.nature FROM problem_event x WHERE x.problem = p.id AND x.kind = 'recategorise'
		AND x.nature IS NOT NULL AND x.voided_by IS NULL ORDER BY x.day DESC, x.pos DESC LIMIT 1), p.nature)
	LEFT JOIN dict_entry m ON m.id = coalesce((SELECT x.measure FROM problem_event x WHERE x.problem = p.id AND x.kind = 'recategorise'
		AND x.measure IS NOT NULL AND x.voided_by IS NULL ORDER BY x.day DESC, x.pos DESC LIMIT 1), p.measure)
	WHERE p.gone = 0`
