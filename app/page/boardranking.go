package page

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// sortedBy is the column the units are listed by; none: by their places.
type sortedBy struct {
	key  string
	desc bool
}

// rankedBy lists units by a column. What has no value there stands last, either way.
func rankedBy(by sortedBy, units []reports.RankedUnit) []reports.RankedUnit {
	value := func(u reports.RankedUnit) *float64 {
		var f stats.Figure
		switch by.key {
		case "rate":
			f = u.Rate
		case "registered":
			f = u.Registered
		case "open":
			f = u.Open
		case "late":
			f = u.Late
		case "intime":
			f = u.InTime
		default:
			if u.Place > 0 {
				place := float64(u.Place)
				return &place
			}
		}
		return f.Value
	}
	out := slices.Clone(units)
	if by.key == "" {
		return out
	}
	slices.SortStableFunc(out, func(a, b reports.RankedUnit) int {
		x, y := value(a), value(b)
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		case by.desc:
			return cmp.Compare(*y, *x)
		}
		return cmp.Compare(*x, *y)
	})
	return out
}

// newRanking lists the units; the heads of its columns sort it.
func newRanking(p *Board, units []reports.RankedUnit) *widget.DataTable[reports.RankedUnit] {
	type row = reports.RankedUnit
	place := func(r row) string {
		if r.Place == 0 {
			return r.Note
		}
		return number(float64(r.Place))
	}
	light := func(r row) fyne.ThemeColorName {
		switch {
		case r.Late.Value != nil && *r.Late.Value > 0:
			return theme.Red
		case r.Open.Value != nil && *r.Open.Value > 0:
			return theme.Yellow
		}
		return theme.Green
	}
	lightWord := func(r row) string {
		switch light(r) {
		case theme.Red:
			return "有逾期"
		case theme.Yellow:
			return "有在办"
		}
		return "已清"
	}
	t := widget.NewDataTable([]widget.Column[row]{
		{Title: "名次", Key: "place", Width: 80, Right: true, Text: place},
		{Title: "主办单位", Width: 260, Least: 120, Grow: true, Text: func(r row) string { return r.Name }},
		{Title: "办结率", Key: "rate", Width: 96, Right: true, Text: func(r row) string { return r.Rate.Text() }},
		{Title: "累计登记", Key: "registered", Width: 96, Right: true, Text: func(r row) string { return figureText(r.Registered) }},
		{Title: "期末在办", Key: "open", Width: 96, Right: true, Text: func(r row) string { return figureText(r.Open) }},
		{Title: "期末逾期", Key: "late", Width: 96, Right: true, Text: func(r row) string { return figureText(r.Late) }},
		{Title: "按时办结率", Key: "intime", Width: 110, Right: true, Text: func(r row) string { return r.InTime.Text() }},
		{Title: "情况", Width: 100, Text: lightWord, Mark: light},
	}, nil)
	sorted := func() {
		units = rankedBy(p.sorted, units)
		t.SetRows(widget.Slice[row](units))
		t.SortedBy(p.sorted.key, p.sorted.desc)
	}
	t.OnSort = func(key string, desc bool) {
		p.sorted = sortedBy{key, desc}
		sorted()
	}
	sorted()
	t.Name = "排名"
	t.OnOpen = func(i int) { p.unit(units[i]) }
	t.OnEscape = p.leave
	t.Menu = func(i int) []*fyne.MenuItem {
		return append([]*fyne.MenuItem{fyne.NewMenuItem("为什么：在办和逾期", func() { p.unit(units[i]) })}, p.tableMenu(reports.RankingTable(p.board), t)...)
	}
	return t
}
