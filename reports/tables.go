package reports

import (
	"fmt"
	"slices"

	"qinqing/data"
	"qinqing/reports/stats"
)

// column is one column of figures in a table of rows along a dimension.
type column struct {
	group, head string // group: the merged header above; empty: none
	name, span  string // of the catalogue; name "占比" is the row's share of the column before
	wide        bool   // in the annex only
}

const share = "占比"

var (
	visitingColumns = []column{
		{"本期", "走访家次", "走访家次", stats.SpanPeriod, false}, {"本期", "走访企业", "走访企业", stats.SpanPeriod, false},
		{"本期", "登记问题", "登记问题", stats.SpanPeriod, false}, {"本期", "办结", "办结", stats.SpanPeriod, false},
		{"累计", "走访家次", "累计走访家次", stats.SpanTotal, true}, {"累计", "走访企业", "累计走访企业", stats.SpanTotal, true},
		{"累计", "登记", "累计登记", stats.SpanTotal, false}, {"累计", "办结率", "办结率", stats.SpanTotal, false},
		{"累计", "销号率", "销号率", stats.SpanTotal, true},
	}
	leadColumns = []column{
		{"", "期初在办", "期初在办", stats.SpanStart, true},
		{"本期", "交办", "交办", stats.SpanPeriod, false}, {"本期", "办结", "办结", stats.SpanPeriod, false}, {"本期", "销号", "销号", stats.SpanPeriod, true},
		{"本期", "退回", "退回", stats.SpanPeriod, true}, {"本期", "延期", "延期", stats.SpanPeriod, true}, {"本期", "转出", "转出", stats.SpanPeriod, true},
		{"期末", "在办", "期末在办", stats.SpanEnd, false}, {"期末", "待销号", "期末待销号", stats.SpanEnd, true}, {"期末", "逾期", "期末逾期", stats.SpanEnd, false},
		{"质效", "按时办结率", "按时办结率", stats.SpanPeriod, false}, {"质效", "平均工作日", "平均办理工作日", stats.SpanPeriod, true}, {"质效", "满意率", "满意率", stats.SpanPeriod, true},
		{"累计", "登记", "累计登记", stats.SpanTotal, true}, {"累计", "办结率", "办结率", stats.SpanTotal, false},
	}
	regionColumns = []column{
		{"本期", "走访家次", "走访家次", stats.SpanPeriod, false}, {"本期", "走访企业", "走访企业", stats.SpanPeriod, false},
		{"本期", "登记问题", "登记问题", stats.SpanPeriod, false}, {"本期", "办结", "办结", stats.SpanPeriod, false},
		{"期末", "在办", "期末在办", stats.SpanEnd, false}, {"期末", "逾期", "期末逾期", stats.SpanEnd, false},
		{"累计", "登记", "累计登记", stats.SpanTotal, false}, {"累计", "办结率", "办结率", stats.SpanTotal, false},
	}
	kindColumns = []column{
		{"本期", "登记", "登记问题", stats.SpanPeriod, false}, {"本期", "占比", share, "", false}, {"本期", "环比", "登记问题", stats.SpanPrevious, false},
		{"本期", "办结", "办结", stats.SpanPeriod, false},
		{"期末", "在办", "期末在办", stats.SpanEnd, false}, {"期末", "逾期", "期末逾期", stats.SpanEnd, false},
		{"累计", "登记", "累计登记", stats.SpanTotal, false}, {"累计", "办结率", "办结率", stats.SpanTotal, false},
	}
)

// plan is one table of rows along a dimension.
type plan struct {
	title, sheet, head string
	by                 data.Dim
	columns            []column
}

var plans = map[string][]plan{
	"甲": {{"走访情况统计表（按走访单位）", "甲表 走访单位", "走访单位", data.ByVisiting, visitingColumns}},
	"乙": {{"办理情况统计表（按主办单位）", "乙表 主办单位", "主办单位", data.ByLead, leadColumns}},
	"丙": {{"企业所在地情况统计表", "丙表 企业所在地", "企业所在地", data.ByRegion, regionColumns}},
	"分类": {{"问题分类统计表（按类别）", "问题分类", "类别", data.ByCategory, kindColumns},
		{"问题分类统计表（按性质）", "问题分类", "性质", data.ByNature, kindColumns},
		{"问题分类统计表（按来源）", "问题分类", "来源", data.BySource, kindColumns}},
}

// tooMany stands in the body instead of a table with more rows than it should print.
const tooMany = "行数较多，分行情况见附件。"

func (c *composer) planned(p plan, body bool, limit int) []Block {
	keys := c.facts.Keys(p.by)
	switch {
	case len(keys) == 0 || len(keys) == 1 && keys[0].ID == 0 && (p.by == data.ByNature || p.by == data.BySource):
		return nil
	case body && limit > 0 && len(keys) > limit:
		return []Block{{Para: &Para{Spans: []Span{{Text: p.title + tooMany}}}}}
	}
	cols := p.columns
	if body {
		cols = slices.DeleteFunc(slices.Clone(cols), func(c column) bool { return c.wide })
	}
	t := &Table{Title: p.title, Columns: []Column{{Key: "name", Align: Left, Weight: 3}}, Header: headerOf(p.head, cols)}
	for i, col := range cols {
		t.Columns = append(t.Columns, Column{Key: fmt.Sprintf("%s%s", col.group, col.head), Align: Right, Weight: widthOf(cols[i])})
	}
	if !body {
		t.Sheet = p.sheet
	}
	c.along[t] = p.by
	shares, note := c.shares(p.by, keys, cols)
	for i, k := range keys {
		t.Rows = append(t.Rows, c.figureRow(p.by, k, cols, shares[i]))
	}
	whole := 100.0
	total := c.figureRow(data.ByAll, data.Named{Name: "合计"}, cols, &whole)
	total.Total, total.Key = true, totalRow
	t.Rows = append(t.Rows, total)
	t.Notes = append(c.sumNotes(p.by, keys, cols), note...)
	t.Notes = append(t.Notes, "“—”表示没有基数或无可比数据。")
	return []Block{{Table: t}}
}

func widthOf(c column) float64 {
	if c.name == c.head && len([]rune(c.head)) > 4 {
		return 1.4
	}
	return 1
}

// headerOf merges the columns of a group under one cell.
func headerOf(head string, cols []column) [][]HeaderCell {
	top, low := []HeaderCell{{Text: head, RowSpan: 2}}, []HeaderCell{}
	for i := 0; i < len(cols); {
		n := 1
		for cols[i].group != "" && i+n < len(cols) && cols[i+n].group == cols[i].group {
			n++
		}
		if cols[i].group == "" {
			top = append(top, HeaderCell{Text: cols[i].head, RowSpan: 2})
		} else {
			top = append(top, HeaderCell{Text: cols[i].group, ColSpan: n})
			for _, c := range cols[i : i+n] {
				low = append(low, HeaderCell{Text: c.head})
			}
		}
		i += n
	}
	return [][]HeaderCell{top, low}
}

func (c *composer) figureRow(by data.Dim, k data.Named, cols []column, part *float64) Row {
	r := Row{Key: rowOfID(k.ID), Cells: []Cell{{Text: k.Name}}}
	var last stats.Figure
	for _, col := range cols {
		if col.name == share {
			r.Cells = append(r.Cells, c.shareCell(last, part))
			continue
		}
		f, ok := c.facts.Get(col.name, col.span, by, k.ID)
		if !ok {
			r.Cells = append(r.Cells, Cell{Text: "—"})
			continue
		}
		last = f
		r.Cells = append(r.Cells, c.cell(f))
	}
	return r
}

// cell prints a figure in a table. A change of a rate is in points, not per cent.
func (c *composer) cell(f stats.Figure) Cell {
	text := f.Text()
	kind := "int"
	d := c.defs[f.Name]
	switch {
	case d.Percent && f.Unit == stats.UnitPercent:
		kind = "percent"
	case d.Percent, d.Unit == "工作日", d.Unit == "万元":
		kind = "decimal"
	}
	return Cell{Text: text, Kind: kind, Value: f.Value, Figure: c.use(f, "", text)}
}

func (c *composer) shareCell(f stats.Figure, part *float64) Cell {
	all := c.total(f.Name, f.Span)
	if part == nil || all.Numerator == nil || *all.Numerator == 0 {
		return Cell{Text: "—", Kind: "percent"}
	}
	text := stats.Figure{Value: part, Unit: stats.UnitPercent}.Text()
	return Cell{Text: text, Kind: "percent", Value: part, Figure: c.useShare(f, *all.Numerator, *part, text)}
}

// shares are the rows' shares of the column before 占比, if the table has one.
func (c *composer) shares(by data.Dim, keys []data.Named, cols []column) (percent []*float64, notes []string) {
	percent = make([]*float64, len(keys))
	at := slices.IndexFunc(cols, func(c column) bool { return c.name == share })
	if at < 1 {
		return percent, nil
	}
	parts := make([]int64, len(keys))
	for i, k := range keys {
		if f, ok := c.facts.Get(cols[at-1].name, cols[at-1].span, by, k.ID); ok && f.Numerator != nil {
			parts[i] = *f.Numerator
		}
	}
	percent, note := stats.Shares(parts)
	if note != "" {
		notes = append(notes, note+"。")
	}
	return percent, notes
}

// sumNotes says of every count whose rows do not add up to its total, by how much.
func (c *composer) sumNotes(by data.Dim, keys []data.Named, cols []column) []string {
	var out []string
	for _, col := range cols {
		all, ok := c.facts.Get(col.name, col.span, data.ByAll, 0)
		d := c.defs[all.Name]
		if !ok || d.Denominator != "" || all.Numerator == nil || col.span == stats.SpanPrevious {
			continue
		}
		sum := int64(0)
		for _, k := range keys {
			if f, ok := c.facts.Get(col.name, col.span, by, k.ID); ok && f.Numerator != nil {
				sum += *f.Numerator
			}
		}
		if sum != *all.Numerator {
			out = append(out, fmt.Sprintf("%s：各行之和%d，跨行重复%d%s。", d.Name, sum, sum-*all.Numerator, d.Unit))
		}
	}
	return out
}
