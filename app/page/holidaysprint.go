package page

import (
	"cmp"
	"slices"
	"strconv"

	"qinqing/app/widget"
	"qinqing/data"
)

// offLine is a run of days off, or a day worked instead, of a year's notice.
type offLine struct {
	from, to data.Date
	word     string
}

// Print makes a list of the days of the year on show that its notice moves.
func (p *Holidays) Print() {
	n := p.notices[p.year]
	var lines []offLine
	for _, r := range n.Off {
		lines = append(lines, offLine{r.From, r.To, "放假"})
	}
	for _, d := range n.On {
		lines = append(lines, offLine{d, d, "上班"})
	}
	slices.SortFunc(lines, func(a, b offLine) int { return cmp.Compare(a.from, b.from) })
	filter := strconv.Itoa(p.year) + "年"
	if n.Source != "" {
		filter += "（" + n.Source + "）"
	}
	printRows(p.office, rowsPrint[offLine]{title: strconv.Itoa(p.year) + "年放假安排", filter: filter, rows: lines, columns: []widget.Column[offLine]{
		{Title: "起", Width: 120, Text: func(x offLine) string { return x.from.String() }},
		{Title: "止", Width: 120, Text: func(x offLine) string { return x.to.String() }},
		{Title: "天数", Width: 80, Right: true, Text: func(x offLine) string { return strconv.Itoa(int(x.to-x.from) + 1) }},
		{Title: "安排", Width: 120, Text: func(x offLine) string { return x.word }},
	}})
}
