package docx

import (
	"slices"
	"strings"
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
	room := func(types float64) int { return int(types*size*onePointIn) + cellInset }
	date := room(10 * wideDigit)
	number, days, least := room(4*wideDigit), room(3.5*wideDigit+1), room(leastText)-cellInset
	for _, c := range []struct {
		name       string
		rows       []reports.Row
		cols, want []int
	}{
		{"a date beside text", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电"), row("—", "另一件")}, []int{1000, 6000}, []int{date, 6000 - (date - 1000)}},
		{"wide enough", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电")}, []int{date, 6000}, []int{date, 6000}},
		{"other words in the column", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电"), row("长期坚持", "另一件")}, []int{1000, 6000}, []int{date, 6000 - (date - 1000)}},
		{"a day and its time are two words", []reports.Row{row("2026-07-20 09:11", "用电容量不足，夏季错峰限电")}, []int{1000, 6000}, []int{date, 6000 - (date - 1000)}},
		{"a number", []reports.Row{row("1234", "用电容量不足，夏季错峰限电")}, []int{400, 6000}, []int{number, 6000 - (number - 400)}},
		{"a number with its unit", []reports.Row{row("174 天", "用电容量不足，夏季错峰限电")}, []int{600, 6000}, []int{days, 6000 - (days - 600)}},
		{"room for the number only", []reports.Row{row("1234", "2026-07-20", "用电容量不足，夏季错峰限电")}, []int{400, 600, 1800}, []int{number, 600, 1800 - (number - 400)}},
		{"two texts give", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电", "泉州台商投资区纪委监委")}, []int{800, 2000, 1900}, []int{date, least, 1900 - (date - 800 - (2000 - least))}},
		{"a narrow text gives nothing", []reports.Row{row("1234", "泉州台商投资区纪委监委")}, []int{400, 1200}, []int{400, 1200}},
		{"nothing to spare", []reports.Row{row("2026-07-20", "用电容量不足，夏季错峰限电")}, []int{600, 1500}, []int{600, 1500}},
		{"no text", []reports.Row{row("2026-07-20", "12")}, []int{1000, 6000}, []int{1000, 6000}},
	} {
		got := roomy(&reports.Table{Rows: c.rows}, c.cols, size)
		if !slices.Equal(got, c.want) || sum(got) != sum(c.cols) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A row that is high because a column is narrow may run over pages; a low one stays whole.
func TestHighRowsRunOverPages(t *testing.T) {
	long := strings.Repeat("行政审批制度改革", 20)
	for name, c := range map[string]struct {
		text  string
		width int
		want  bool
	}{
		"a long name in a wide column": {long, 6000, false}, "in a narrow one": {long, 900, true},
		"very long everywhere": {long + long, 6000, true}, "a date": {"2026-07-20", 600, false}, "nothing": {"", 0, false},
	} {
		if got := deep(c.text, c.width, 10.5); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
