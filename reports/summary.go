package reports

import (
	"qinqing/data"
	"qinqing/reports/stats"
)

// summaryRow is one line of 汇总: a figure and, of a flow, its 累计.
type summaryRow struct{ name, total string }

var summaryRows = []summaryRow{
	{"走访家次", "累计走访家次"}, {"走访企业", "累计走访企业"}, {"登记问题", "累计登记"}, {"补录登记", ""},
	{"交办", "交办"}, {"反馈", "反馈"}, {"办结", "累计办结件次"}, {"补录办结", ""}, {"长期办结", ""}, {"销号", "累计销号件次"}, {"补录销号", ""}, {"转长期", ""}, {"长期转回", ""}, {"退回", "退回"}, {"办结后退回", "办结后退回"},
	{"重启", "重启"}, {"延期", "延期"}, {"转出", "转出"}, {"本期逾期办结", ""},
	{"期初在办", ""}, {"期末在办", ""}, {"期末长期坚持", ""}, {"期末待销号", ""}, {"期末未销号", ""}, {"期末逾期", ""},
	{"累计办结", "累计办结"}, {"累计销号", "累计销号"},
	{"办结率", "办结率"}, {"本期登记办结率", ""}, {"销号率", "销号率"}, {"按时办结率", "按时办结率"}, {"按原期限按时办结率", "按原期限按时办结率"},
	{"退回率", "退回率"}, {"平均办理工作日", "平均办理工作日"}, {"回访率", "回访率"}, {"满意率", "满意率"},
}

// summary is the table of all figures over everything.
func (c *composer) summary() *Table {
	t := &Table{Title: "总体情况统计表", Sheet: "汇总",
		Columns: []Column{{Key: "figure", Align: Left, Weight: 2}, {Key: "unit", Align: Center}, {Key: "value", Align: Right},
			{Key: "previous", Align: Right}, {Key: "lastYear", Align: Right}, {Key: "total", Align: Right}},
		Header: [][]HeaderCell{{{Text: "指标"}, {Text: "单位"}, {Text: "本期（期初、期末）"}, {Text: "环比"}, {Text: "同比"}, {Text: "累计"}}},
		Notes:  []string{"“—”表示不适用、没有基数或无可比数据；比率的环比、同比为百分点。"},
	}
	for _, r := range summaryRows {
		d, ok := c.defs[r.name]
		if !ok {
			continue
		}
		spans := []string{d.Spans[0], stats.SpanPrevious, stats.SpanLastYear}
		if d.Spans[0] == stats.SpanTotal {
			spans[0] = ""
		}
		row := Row{Key: r.name, Cells: []Cell{{Text: d.Name}, {Text: d.Unit}}}
		for _, s := range spans {
			row.Cells = append(row.Cells, c.maybe(r.name, s))
		}
		row.Cells = append(row.Cells, c.maybe(r.total, stats.SpanTotal))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// maybe is the cell of a figure over everything, "—" where there is no such figure.
func (c *composer) maybe(name, span string) Cell {
	if name != "" && span != "" {
		if f, ok := c.facts.Get(name, span, data.ByAll, 0); ok {
			return c.cell(f)
		}
	}
	return Cell{Text: "—"}
}

// definitionTable prints the 口径 of every figure the document uses.
func (c *composer) definitionTable() *Table {
	t := &Table{Title: "指标口径", Sheet: "口径说明",
		Columns: []Column{{Key: "figure", Align: Left, Weight: 2}, {Key: "unit", Align: Center, Weight: 1}, {Key: "text", Align: Left, Weight: 9}},
		Header:  [][]HeaderCell{{{Text: "指标"}, {Text: "单位"}, {Text: "口径"}}},
	}
	for _, d := range c.definitions() {
		text := d.Text
		if d.Denominator != "" {
			text += "分子：" + d.Numerator + "；分母：" + d.Denominator + "。"
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: d.Name}, {Text: d.Unit}, {Text: text}}})
	}
	return t
}
