package reports

import (
	"fmt"
	"strconv"
)

// ChartDocument is a chart as a document of its own: the chart, and below it the table of
// its numbers, which is also the workbook's sheet.
func ChartDocument(c Chart, from, to string, demo bool) *Bulletin {
	t := Table{Title: c.Title, Unit: "单位：" + c.Unit, Sheet: "图表数据", Columns: []Column{{Key: "name", Align: Left, Weight: 3}}, Header: [][]HeaderCell{{{Text: "项目"}}}}
	for i, s := range c.Series {
		t.Columns = append(t.Columns, Column{Key: "v" + strconv.Itoa(i), Align: Right})
		t.Header[0] = append(t.Header[0], HeaderCell{Text: s.Name})
	}
	for i, name := range c.Categories {
		row := Row{Cells: []Cell{{Text: name}}}
		for _, s := range c.Series {
			v := s.Values[i]
			cell := Cell{Text: strconv.FormatFloat(v, 'f', -1, 64), Kind: "decimal", Value: &v}
			if v == float64(int64(v)) {
				cell.Kind = "int"
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	name := from + "至" + to
	if from == "" {
		name = to
	}
	return &Bulletin{Kind: "图表", Template: "A", Demo: demo, Title: fmt.Sprintf("%s（%s）", c.Title, name), Body: []Block{{Chart: &c}, {Table: &t}},
		Period: PeriodInfo{Name: name, From: from, To: to}, Annexes: []Annex{}, Figures: []Figure{}, Notes: []string{}}
}
