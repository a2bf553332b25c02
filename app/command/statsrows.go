package command

import (
	"context"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports/stats"
)

var spans = []string{stats.SpanPeriod, stats.SpanStart, stats.SpanEnd, stats.SpanTotal, stats.SpanPrevious, stats.SpanLastYear}

// check refuses options that cannot be answered whatever the ledger holds.
func (c *statsCmd) check() error {
	by := data.DimCoded(c.By)
	switch {
	case c.Rows && c.Figure == "":
		return data.Errorf(data.Invalid, "figure", "--rows 须与 --figure 合用：列出一个指标背后的记录。")
	case c.Span != "" && !slices.Contains(spans, c.Span):
		return data.Errorf(data.Invalid, "span", "没有“%s”这个口径。可用的有：%s。", c.Span, strings.Join(spans, "、"))
	case c.Key != "" && by == data.ByAll:
		return data.Errorf(data.Invalid, "key", "--key 须与 --by 合用：只要某一分组中的一行。")
	}
	d, known := stats.Define(c.Figure)
	switch {
	case !known: // perhaps a 手录事项; Compute finds out
	case !slices.Contains(d.Dims, by):
		var names []string
		for _, x := range d.Dims {
			names = append(names, data.DimNames[x].Name)
		}
		return data.Errorf(data.Invalid, "by", "“%s”不能按%s分行；只能按：%s。", d.Name, data.DimNames[by].Name, strings.Join(names, "、"))
	case c.Span != "" && !slices.Contains(d.Spans, c.Span):
		return data.Errorf(data.Invalid, "span", "“%s”没有“%s”这个口径，只有：%s。", d.Name, c.Span, strings.Join(d.Spans, "、"))
	}
	return nil
}

// choose keeps the asked dimension, row and span. A row whose name is known but that
// has no records is all 0; a name nobody knows is an error.
func (c *statsCmd) choose(facts *stats.Facts, v *store.View) ([]stats.Figure, error) {
	out := []stats.Figure{}
	by, wanted := data.DimCoded(c.By), data.DimNames[data.DimCoded(c.By)].Code
	for _, f := range facts.All() {
		if f.By == wanted && (c.Key == "" || f.Key == c.Key) && (c.Span == "" || f.Span == c.Span) {
			out = append(out, f)
		}
	}
	if c.Key == "" || len(out) > 0 {
		return out, nil
	}
	named, err := v.Names(by)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(named, func(n data.Named) bool { return n.Name == c.Key })
	if i < 0 && c.Key != stats.Unfilled {
		return nil, data.Errorf(data.NotFound, "key", "%s中没有“%s”。", data.DimNames[by].Name, c.Key)
	}
	key := data.ID(0)
	if i >= 0 {
		key = named[i].ID
	}
	for _, d := range stats.Catalogue() {
		for _, span := range d.Spans {
			if f, ok := facts.Get(d.Name, span, by, key); ok && (c.Span == "" || span == c.Span) {
				out = append(out, f)
			}
		}
	}
	return out, nil
}

type rowJSON struct {
	Entity data.Entity `json:"entity"`
	ID     data.ID     `json:"id"`
	Code   string      `json:"code"`
	On     string      `json:"on"`
	What   string      `json:"what"`
	Key    string      `json:"key"` // row of the dimension the record counts in; empty for all
}

// recordsOf lists the records behind the first span of the figure that was asked for,
// one row of the dimension after another.
func recordsOf(ctx context.Context, v *store.View, p stats.Period, only stats.Only, fs []stats.Figure) ([]rowJSON, error) {
	out := []rowJSON{}
	for _, f := range fs {
		if f.Span != fs[0].Span {
			continue
		}
		refs, err := stats.Rows(ctx, v, stats.RowQuery{Name: f.Name, Span: f.Span, By: data.DimCoded(f.By), KeyID: f.KeyID, Only: only, Period: p})
		if err != nil {
			return nil, err
		}
		for _, x := range refs {
			code, err := codeOf(v, x)
			if err != nil {
				return nil, err
			}
			out = append(out, rowJSON{x.Entity, x.ID, code, x.On.String(), x.What, f.Key})
		}
	}
	return out, nil
}

// codeOf is what a person knows the record by: a problem's number, a firm's name.
func codeOf(v *store.View, x stats.RowRef) (string, error) {
	switch x.Entity {
	case data.EntityProblem:
		p, err := v.Problem(x.ID)
		if err != nil {
			return "", err
		}
		return p.Code, nil
	case data.EntityEnterprise:
		return enterpriseName(v, x.ID)
	case data.EntityVisit:
		visit, err := v.Visit(x.ID)
		if err != nil {
			return "", err
		}
		return enterpriseName(v, visit.EnterpriseID)
	}
	return "", nil
}

func enterpriseName(v *store.View, id data.ID) (string, error) {
	if id == 0 {
		return "", nil
	}
	e, err := v.Enterprise(id)
	if err != nil {
		return "", err
	}
	return e.Name, nil
}
