package docx

import (
	"slices"
	"testing"

	"qinqing/reports"
)

// A date and a number stay whole with wide digits; the text beside them gives up the room,
// and nothing is made of room there is not.
func TestDatesStayWholeInOtherFonts(t *testing.T) {
	row := func(cells ...string) reports.Row {
		var r reports.Row
		for _, c := range cells {
			r.Cells = append(r.Cells, reports.Cell{Text: c})
		}
		return r
	}
	const size = 10.5
	date := int(10*wideDigit*size*onePointIn) + cellInset
	for _, c := range []struct {
		name       string
		rows       []reports.Row
		cols, want []int
	}{
		{"a date beside text", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电"), row("—", "另一件")}, []int{1000, 6000}, []int{date, 6000 - (date - 1000)}},
		{"wide enough", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电")}, []int{date, 6000}, []int{date, 6000}},
		{"other words in the column", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电"), row("长期坚持", "另一件")}, []int{1000, 6000}, []int{1000, 6000}},
		{"nothing to spare", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电")}, []int{600, 1500}, []int{600, 1500}},
		{"no text", []reports.Row{row("2026-07-20", "12")}, []int{1000, 6000}, []int{1000, 6000}},
	} {
		got := roomy(&reports.Table{Rows: c.rows}, c.cols, size)
		if !slices.Equal(got, c.want) || sum(got) != sum(c.cols) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
