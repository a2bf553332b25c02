package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ChartDocument is a chart as a document of its own: the chart, and below it the table of
// its numbers, which is also the workbook's sheet.
func ChartDocument(c Chart, from, to string, demo bool) *Bulletin {
	t := Table{Title: c.Title, Unit: "单位：" + strings.Join(unitsOf(c), "、"), Sheet: "图表数据", Columns: []Column{{Key: "name", Align: Left, Weight: 3}}, Header: [][]HeaderCell{{{Text: "项目"}}}}
	for i, s := range c.Series {
		t.Columns = append(t.Columns, Column{Key: "v" + strconv.Itoa(i), Align: Right})
		t.Header[0] = append(t.Header[0], HeaderCell{Text: s.Name})
	}
	for i, name := range c.Categories {
		row := Row{Cells: []Cell{{Text: name}}}
		for _, s := range c.Series {
			v := s.Values[i]
			cell := Cell{Text: strconv.FormatFloat(v, 'f', -1, 64), Kind: "decimal", Value: &v}
			switch whole := v == float64(int64(v)); {
			case whole && cmp.Or(s.Unit, c.Unit) == "%": // as the rates beside it
				cell.Text += ".0"
			case whole:
				cell.Kind = "int"
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return boardDocument(c.Title, from, to, demo, Block{Chart: &c}, Block{Table: &t})
}

// ChartPage is ChartDocument for paper: chart and table bear no name of their own under the
// page's title, and the table of a long chart stands in two halves, to end on its page.
func ChartPage(c Chart, from, to string, demo bool) *Bulletin {
	const tall = 8 // rows
	b := ChartDocument(c, from, to, demo)
	bare, t := *b.Body[0].Chart, *b.Body[1].Table
	bare.Title, t.Title = "", ""
	if len(t.Rows) > tall {
		t = t.halved()
	}
	b.Body = []Block{{Chart: &bare}, {Table: &t}}
	return b
}

// halved is a table of one row of heads with its second half beside the first.
func (t Table) halved() Table {
	half := (len(t.Rows) + 1) / 2
	out := t
	out.Columns = slices.Concat(t.Columns, t.Columns)
	for i := range t.Columns {
		out.Columns[len(t.Columns)+i].Key += "2"
	}
	out.Header = [][]HeaderCell{slices.Concat(t.Header[0], t.Header[0])}
	out.Rows = nil
	for i, r := range t.Rows[:half] {
		beside := make([]Cell, len(t.Columns))
		if half+i < len(t.Rows) {
			beside = t.Rows[half+i].Cells
		}
		out.Rows = append(out.Rows, Row{Cells: slices.Concat(r.Cells, beside)})
	}
	return out
}

// unitsOf are the units of a chart's values, each once.
func unitsOf(c Chart) []string {
	units := []string{c.Unit}
	for _, s := range c.Series {
		if s.Unit != "" && !slices.Contains(units, s.Unit) {
			units = append(units, s.Unit)
		}
	}
	return units
}

// TableDocument is one or more tables as a document of their own.
func TableDocument(title, from, to string, demo bool, tables ...Table) *Bulletin {
	var blocks []Block
	for i := range tables {
		blocks = append(blocks, Block{Table: &tables[i]})
	}
	return boardDocument(title, from, to, demo, blocks...)
}

// listSheets are the sheets of a bulletin that list records or explain: no part of what the
// office above is given.
var listSheets = []string{"问题台账", "逾期清单", "口径说明"}

// TablesAbove are a bulletin's tables of figures as a document of their own, for the office
// above: 统计表, to be signed by who made, checked and answers for them.
func TablesAbove(b *Bulletin) *Bulletin {
	out := boardDocument("访企问需情况统计表", b.Period.From, b.Period.To, b.Demo)
	out.Title, out.Period = b.Period.Name+"访企问需情况统计表", b.Period
	add := func(blocks []Block) {
		for _, x := range blocks {
			if x.Table != nil && x.Table.Sheet != "" && !slices.Contains(listSheets, x.Table.Sheet) {
				t := *x.Table
				out.Body = append(out.Body, Block{Table: &t})
			}
		}
	}
	add(b.Body)
	for _, a := range b.Annexes {
		add(a.Blocks)
	}
	if n := len(out.Body); n > 0 {
		last := out.Body[n-1].Table
		last.Notes = append(slices.Clone(last.Notes), "制表单位："+b.Signature.Unit+"　　填表人：　　　　　　审核人：　　　　　　单位负责人：")
	}
	return out
}

func boardDocument(title, from, to string, demo bool, body ...Block) *Bulletin {
	name := from + "至" + to
	if from == "" {
		name = to
	}
	return &Bulletin{Kind: "图表", Template: "A", Demo: demo, Title: fmt.Sprintf("%s（%s）", title, name), Body: body,
		Period: PeriodInfo{Name: name, From: from, To: to}, Annexes: []Annex{}, Figures: []Figure{}, Notes: []string{}}
}
