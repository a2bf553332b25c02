package reports

import (
	"strconv"
	"testing"
)

// The table under a chart bears the units of all its columns.
func TestChartsTableBearsAllUnits(t *testing.T) {
	c := Chart{Title: "登记和办结", Unit: "个", Categories: []string{"9月"}, Series: []ChartSeries{{Name: "登记", Values: []float64{3}}, {Name: "办结", Unit: "件次", Values: []float64{2}}, {Name: "销号", Unit: "件次", Values: []float64{1}}}}
	b := ChartDocument(c, "2026-09-01", "2026-09-30", false)
	if got := b.Body[1].Table.Unit; got != "单位：个、件次" {
		t.Errorf("it bears %q", got)
	}
}

// On paper a chart is named once, and all its numbers stand in a table that ends on its page.
func TestChartPageNamesOnceAndHalvesLongTables(t *testing.T) {
	for n, rows := range map[int]int{5: 5, 8: 8, 9: 5, 13: 7, 14: 7} {
		c := Chart{Title: "登记问题按类别", Unit: "个", Series: []ChartSeries{{Name: "登记"}}}
		for i := range n {
			c.Categories = append(c.Categories, "类"+strconv.Itoa(i))
			c.Series[0].Values = append(c.Series[0].Values, float64(i))
		}
		b := ChartPage(c, "2026-09-01", "2026-09-30", false)
		chart, table := b.Body[0].Chart, b.Body[1].Table
		if b.Title != "登记问题按类别（2026-09-01至2026-09-30）" || chart.Title != "" || table.Title != "" || c.Title == "" {
			t.Errorf("%d: “%s”, “%s”, “%s”", n, b.Title, chart.Title, table.Title)
		}
		seen := map[string]string{}
		for _, r := range table.Rows {
			if len(r.Cells) != len(table.Columns) || len(table.Header[0]) != len(table.Columns) {
				t.Fatalf("%d: %d cells in %d columns", n, len(r.Cells), len(table.Columns))
			}
			for i := 0; i < len(r.Cells); i += 2 {
				seen[r.Cells[i].Text] = r.Cells[i+1].Text
			}
		}
		for i := range n {
			if seen["类"+strconv.Itoa(i)] != strconv.Itoa(i) {
				t.Errorf("%d: 类%d is %q", n, i, seen["类"+strconv.Itoa(i)])
			}
		}
		if len(table.Rows) != rows {
			t.Errorf("%d: %d rows", n, len(table.Rows))
		}
	}
}

// A rate has its decimal also where it is whole; a count has none.
func TestChartsTableWritesRatesAlike(t *testing.T) {
	c := Chart{Title: "办结率", Unit: "%", Categories: []string{"甲", "乙"}, Series: []ChartSeries{{Name: "办结率", Values: []float64{81, 66.7}}, {Name: "登记", Unit: "个", Values: []float64{3, 12}}}}
	want := [][2]string{{"81.0", "3"}, {"66.7", "12"}}
	for i, r := range ChartDocument(c, "2026-09-01", "2026-09-30", false).Body[1].Table.Rows {
		if r.Cells[1].Text != want[i][0] || r.Cells[2].Text != want[i][1] || r.Cells[1].Kind != "decimal" || r.Cells[2].Kind != "int" {
			t.Errorf("%+v", r.Cells)
		}
	}
}
