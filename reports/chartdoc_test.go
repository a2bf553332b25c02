package reports

import "testing"

// The table under a chart bears the units of all its columns.
func TestChartsTableBearsAllUnits(t *testing.T) {
	c := Chart{Title: "登记和办结", Unit: "个", Categories: []string{"9月"}, Series: []ChartSeries{{Name: "登记", Values: []float64{3}}, {Name: "办结", Unit: "件次", Values: []float64{2}}, {Name: "销号", Unit: "件次", Values: []float64{1}}}}
	b := ChartDocument(c, "2026-09-01", "2026-09-30", false)
	if got := b.Body[1].Table.Unit; got != "单位：个、件次" {
		t.Errorf("it bears %q", got)
	}
}
