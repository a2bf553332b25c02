package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports/stats"
)

// bookLine is one entry of a register with the texts of its columns.
type bookLine struct {
	store.BookRow
	cells map[string]string
	late  bool
}

func lineOfBook(g *data.Book, r store.BookRow) bookLine {
	x := bookLine{BookRow: r, cells: map[string]string{}}
	for key, text := range r.Texts {
		x.cells[key] = text
	}
	for _, d := range r.Derived {
		switch {
		case d.Text != "":
			x.cells[d.Key] = d.Text
		case d.Of != 0:
			x.cells[d.Key] = stats.Percent(d.N, d.Of)
		default:
			x.cells[d.Key] = thousands(int(d.N))
		}
		x.late = x.late || d.Late
	}
	return x
}

// holds says that a text is found in one of the columns or fields.
func (x bookLine) holds(text string) bool {
	text = data.Normalise(text)
	if text == "" || strings.Contains(x.On.String(), text) {
		return true
	}
	for _, cell := range x.cells {
		if strings.Contains(data.Normalise(cell), text) {
			return true
		}
	}
	return false
}

// bookGrid is the table of one register, and how it is sorted.
type bookGrid struct {
	*grid[data.ID, bookLine]
	by   string
	desc bool
}

const dayKey = "day"

func (p *Books) newGrid(g *data.Book) *bookGrid {
	out := &bookGrid{by: dayKey, desc: true}
	out.grid = newGrid(p.office, gridOf[data.ID, bookLine]{name: "登记簿 " + g.Name, columns: bookColumns(g),
		fetch: func(*store.View, []data.ID) (map[data.ID]bookLine, error) { return p.lines, nil },
		sort: func(key string, desc bool) {
			out.by, out.desc = key, desc
			p.Refresh()
		},
		chosen: p.choose,
		open:   func(id data.ID) { p.choose(id); p.change() },
		menu: func(id data.ID) []*fyne.MenuItem {
			return []*fyne.MenuItem{fyne.NewMenuItem("删除", p.remove)}
		}})
	if out.sortKey != "" {
		out.by, out.desc = out.sortKey, out.sortDesc
	}
	out.table.SortedBy(out.by, out.desc)
	return out
}

func bookColumns(g *data.Book) []widget.Column[bookLine] {
	out := []widget.Column[bookLine]{{Title: g.Day, Key: dayKey, Width: 100, Text: func(x bookLine) string { return x.On.String() }}}
	for _, c := range g.Columns {
		long := !c.Number && c.Width >= 130 // names and what is told of them; days and words of a list are shorter
		col := widget.Column[bookLine]{Title: c.Word, Key: c.Key, Width: float32(c.Width), Least: 100, Grow: long, Right: c.Number,
			Text: func(x bookLine) string { return x.cells[c.Key] }}
		if c.Key == "standing" {
			col.Mark = func(x bookLine) fyne.ThemeColorName {
				if x.late {
					return theme.Red
				}
				return ""
			}
		}
		out = append(out, col)
	}
	return out
}

// sorted puts lines into the order of the table's head.
func (g *bookGrid) sorted(lines []bookLine) {
	slices.SortStableFunc(lines, func(a, b bookLine) int {
		c := 0
		if g.by == dayKey {
			c = cmp.Compare(a.On, b.On)
		} else {
			c = compareCells(a.cells[g.by], b.cells[g.by])
		}
		if g.desc {
			c = -c
		}
		return c
	})
}

// compareCells compares numbers as numbers; what is empty comes first.
func compareCells(a, b string) int {
	x, errX := cellNumber(a)
	y, errY := cellNumber(b)
	if errX == nil && errY == nil {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(a, b)
}

func cellNumber(s string) (float64, error) {
	return strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(s, ",", ""), "%"), 64)
}

// totalText is one sum of the foot.
func totalText(t data.Total) string {
	word := t.Word
	if word != "" {
		word += " "
	}
	switch t.Unit {
	case "%":
		return word + stats.Percent(t.N, t.Of)
	case stats.UnitMoney:
		return word + data.FormatWan(t.N) + " 万元"
	}
	return word + thousands(int(t.N)) + " " + t.Unit
}
