package stats

import (
	"cmp"
	"context"
	"slices"

	"qinqing/data"
)

// RowQuery asks for the records behind one figure.
type RowQuery struct {
	Name, Span  string
	By          data.Dim
	KeyID       data.ID
	Only        Only
	Period      Period
	Start       data.Date // as in Query
	Denominator bool      // the records of the denominator instead of the numerator's
}

// RowRef is one record behind a figure.
type RowRef struct {
	Entity data.Entity
	ID     data.ID
	On     data.Date
	What   string // 登记, 办结 …: why it counts
}

// Rows lists the records behind a figure by date: as many as a count's value, a
// rate's numerator (or denominator, if asked). Behind means and medians are the
// cases, behind sums of money or days the entries. Of 环比 and 同比 they are the
// records of the period compared with.
func Rows(ctx context.Context, src Source, q RowQuery) ([]RowRef, error) {
	out, err := RowsOfAll(ctx, src, []RowQuery{q})
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// RowsOfAll is Rows of many figures at once, in their order. The histories of problems
// are replayed once for each stretch of time, not once for each figure.
func RowsOfAll(ctx context.Context, src Source, qs []RowQuery) ([][]RowRef, error) {
	asked := make([]*asking, len(qs))
	for i, q := range qs {
		var err error
		if asked[i], err = newAsking(ctx, src, q); err != nil {
			return nil, err
		}
	}
	if err := replayFor(ctx, src, asked); err != nil {
		return nil, err
	}
	out := make([][]RowRef, len(qs))
	for i, a := range asked {
		var err error
		if out[i], err = a.answer(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// asking is one figure whose rows are being collected.
type asking struct {
	lister
	figure *figure
	terms  expr
	known  bool // of the catalogue; else perhaps a 手录事项
}

func newAsking(ctx context.Context, src Source, q RowQuery) (*asking, error) {
	if !q.Period.Valid() {
		return nil, data.Errorf(data.Invalid, "period", "统计期不对：开始日期须不晚于结束日期。")
	}
	start, err := startOf(src, q.Period, q.Start)
	if err != nil {
		return nil, err
	}
	d, ok := lookup(q.Name, q.Span)
	if !ok {
		d = typed(q.Name, "")
	}
	if !d.has(q.Span) || !d.along(q.By) || !d.along(q.Only.By) {
		return nil, data.Errorf(data.NotFound, "figure", "“%s”没有“%s”或不能按%s分行。", q.Name, q.Span, data.DimNames[q.By].Name)
	}
	f := &Facts{Period: q.Period, Start: start, Compare: true, By: withAll([]data.Dim{q.By}), figures: []*figure{d}}
	f.plan()
	at, base := d.roleOf(q.Span)
	if base != roles {
		at = base
	}
	a := &asking{lister: lister{ctx, src, f.windows[at], at.ever(), q.By, q.KeyID, q.Only, map[slot][]RowRef{}}, figure: d, known: ok}
	e, den := d.terms(at)
	if q.Denominator && d.Denominator != "" {
		e = den
	}
	a.terms = e
	return a, nil
}

// replayed says that the rows are found in the histories of problems.
func (a *asking) replayed() bool {
	if a.figure.how == asTyped {
		return false
	}
	s := a.terms.plus[0]
	return s <= cM && (s < sCall || s >= sReached && s < sCallAnswer || s >= sO)
}

// pick is what of the histories may be among the rows.
func (a *asking) pick() data.Pick {
	return a.only.pick(a.w, a.ever, func(s slot) bool { return slices.Contains(a.terms.plus, s) || slices.Contains(a.terms.minus, s) })
}

func replayFor(ctx context.Context, src Source, asked []*asking) error {
	type group struct {
		to   data.Date
		only Only
	}
	groups := map[group][]*asking{}
	var order []group
	for _, a := range asked {
		if !a.replayed() {
			continue
		}
		g := group{a.w.To, a.only}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], a)
	}
	picks := make([]data.Pick, len(order))
	for i, g := range order {
		picks[i] = groups[g][0].pick()
		for _, a := range groups[g][1:] {
			picks[i] = picks[i].With(a.pick())
		}
	}
	if len(picks) == 0 {
		return nil
	}
	return histories(src, picks, func(q int, id data.ID, t *data.Timeline) error {
		for _, a := range groups[order[q]] {
			a.note(id, t, a.terms)
		}
		return ctx.Err()
	})
}

func (a *asking) answer() ([]RowRef, error) {
	var out []RowRef
	var err error
	if a.replayed() {
		out = a.problems(a.terms)
	} else {
		out, err = a.list(a.figure, a.terms)
	}
	if err == nil && len(out) == 0 && !a.known {
		return nil, data.Errorf(data.NotFound, "figure", "统计目录和本期手录事项中都没有“%s”。", a.figure.Name)
	}
	slices.SortStableFunc(out, func(a, b RowRef) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID)) })
	return out, err
}
