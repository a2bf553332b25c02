package widget

import (
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Measures of a year: months of seven columns, as many side by side as there is room for.
const (
	yearDay    float32 = 29
	yearWeek   float32 = 22
	yearTitle  float32 = 24
	yearGap    float32 = 10
	yearMonth          = 7*yearDay + yearGap
	yearHeight         = yearTitle + 7*yearWeek + yearGap
	yearMonths         = 13
)

// YearGrid shows the twelve months of a year after the December before it, a word beside
// each day that has one. With OnDay a day can be pressed: by the mouse, or with the
// arrows and Space.
type YearGrid struct {
	widget.BaseWidget
	Name string // for scripts
	// Mark is a short word beside a day, such as 休, and its colour; "" for none.
	Mark  func(time.Time) (word string, ink fyne.ThemeColorName)
	OnDay func(time.Time)

	year    int
	at      time.Time
	focused bool
}

// NewYearGrid makes the grid of a year.
func NewYearGrid(name string, year int) *YearGrid {
	g := &YearGrid{Name: name}
	g.ExtendBaseWidget(g)
	g.SetYear(year)
	return g
}

// SetYear shows another year.
func (g *YearGrid) SetYear(year int) {
	if g.year != year {
		g.year, g.at = year, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	g.Refresh()
}

// Year is the year on show.
func (g *YearGrid) Year() int { return g.year }

// month is the i-th month on show, its first day.
func (g *YearGrid) month(i int) time.Time {
	return time.Date(g.year, time.Month(i), 1, 0, 0, 0, 0, time.UTC)
}

// beside is how many months stand side by side.
func (g *YearGrid) beside() int { return min(yearMonths, max(1, int(g.Size().Width/yearMonth))) }

// place is where a day stands.
func (g *YearGrid) place(d time.Time) fyne.Position {
	i := (d.Year()-g.year)*12 + int(d.Month()) // December before: 0
	first := g.month(i)
	n := weekdayOf(first) + d.Day() - 1
	col, row := i%g.beside(), i/g.beside()
	return fyne.NewPos(float32(col)*yearMonth+float32(n%7)*yearDay, float32(row)*yearHeight+yearTitle+yearWeek+float32(n/7)*yearWeek)
}

// days calls do for every day on show.
func (g *YearGrid) days(do func(time.Time)) {
	for d := g.month(0); d.Year() <= g.year; d = d.AddDate(0, 0, 1) {
		do(d)
	}
}

// dayAt is the day at a place, false between them.
func (g *YearGrid) dayAt(p fyne.Position) (out time.Time, ok bool) {
	g.days(func(d time.Time) {
		if q := g.place(d); p.X >= q.X && p.X < q.X+yearDay && p.Y >= q.Y && p.Y < q.Y+yearWeek {
			out, ok = d, true
		}
	})
	return out, ok
}

// Parts are the days, for scripts.
func (g *YearGrid) Parts() (out []Part) {
	g.days(func(d time.Time) {
		p := g.place(d)
		out = append(out, Part{Name: "day:" + isoDay(d), X: p.X, Y: p.Y, W: yearDay, H: yearWeek})
	})
	return out
}

func (g *YearGrid) press(d time.Time) {
	g.at = d
	if g.OnDay != nil {
		g.OnDay(d)
	}
	g.Refresh()
}

// MouseDown presses a day.
func (g *YearGrid) MouseDown(ev *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && g.OnDay != nil {
		c.Focus(g)
	}
	if d, ok := g.dayAt(ev.Position); ok && ev.Button == desktop.MouseButtonPrimary {
		g.press(d)
	}
}

// MouseUp is for Fyne.
func (g *YearGrid) MouseUp(*desktop.MouseEvent) {}

// FocusGained marks the day the keys mean.
func (g *YearGrid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost takes the mark away.
func (g *YearGrid) FocusLost() { g.focused = false; g.Refresh() }

// TypedRune is for Fyne.
func (g *YearGrid) TypedRune(rune) {}

// TypedKey moves the mark and presses.
func (g *YearGrid) TypedKey(k *fyne.KeyEvent) {
	steps := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -7, fyne.KeyDown: 7}
	switch step := steps[k.Name]; {
	case step != 0:
		if d := g.at.AddDate(0, 0, step); !d.Before(g.month(0)) && d.Year() <= g.year {
			g.at = d
			g.Refresh()
		}
	case k.Name == fyne.KeySpace || k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
		g.press(g.at)
	case windowKey(k):
		pass(g, k)
	}
}

// CreateRenderer is for Fyne.
func (g *YearGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &yearRenderer{g: g, ring: canvas.NewRectangle(color.Transparent)}
	r.ring.StrokeWidth, r.ring.CornerRadius = 1.5, 3
	r.all = []fyne.CanvasObject{r.ring}
	text := func(size float32) *canvas.Text {
		t := canvas.NewText("", color.Black)
		t.TextSize = size
		r.all = append(r.all, t)
		return t
	}
	for range yearMonths {
		title := text(theme.TextTable)
		title.TextStyle.Bold = true
		r.titles = append(r.titles, title)
		for range weekNames {
			t := text(theme.TextSmall)
			t.Alignment = fyne.TextAlignCenter
			r.weeks = append(r.weeks, t)
		}
	}
	for range 31 + 366 {
		t := text(theme.TextSmall)
		t.Alignment = fyne.TextAlignCenter
		r.texts = append(r.texts, t)
	}
	r.Refresh()
	return r
}

type yearRenderer struct {
	g                    *YearGrid
	ring                 *canvas.Rectangle
	titles, weeks, texts []*canvas.Text
	all                  []fyne.CanvasObject
	wide                 int
}

func (r *yearRenderer) Destroy()                     {}
func (r *yearRenderer) Objects() []fyne.CanvasObject { return r.all }

// MinSize has the height that the present width asks for.
func (r *yearRenderer) MinSize() fyne.Size {
	rows := (yearMonths + r.g.beside() - 1) / r.g.beside()
	return fyne.NewSize(yearMonth, float32(rows)*yearHeight)
}

func (r *yearRenderer) Layout(fyne.Size) {
	if r.wide != r.g.beside() {
		r.wide = r.g.beside()
		r.Refresh()
	}
}

func (r *yearRenderer) Refresh() {
	g := r.g
	ink, second := theme.Of(fynetheme.ColorNameForeground), theme.Of(theme.Second)
	for i, t := range r.titles {
		m := g.month(i)
		t.Text, t.Color = strconv.Itoa(m.Year())+"年"+strconv.Itoa(int(m.Month()))+"月", ink
		corner := fyne.NewPos(float32(i%g.beside())*yearMonth, float32(i/g.beside())*yearHeight)
		t.Move(corner.AddXY(6, 2))
		t.Resize(fyne.NewSize(yearMonth-6, t.MinSize().Height))
		for n, name := range weekNames {
			w := r.weeks[7*i+n]
			w.Text, w.Color = string([]rune(name)[1:]), second
			w.Move(corner.AddXY(float32(n)*yearDay, yearTitle))
			w.Resize(fyne.NewSize(yearDay, yearWeek))
		}
	}
	n := 0
	g.days(func(d time.Time) {
		t := r.texts[n]
		n++
		t.Text, t.Color = strconv.Itoa(d.Day()), ink
		if weekdayOf(d) > 4 {
			t.Color = second
		}
		if g.Mark != nil {
			if word, colour := g.Mark(d); word != "" {
				t.Text, t.Color = t.Text+word, theme.Of(colour)
			}
		}
		t.Move(g.place(d))
		t.Resize(fyne.NewSize(yearDay, yearWeek))
	})
	for ; n < len(r.texts); n++ {
		r.texts[n].Text = ""
	}
	r.ring.StrokeColor = color.Transparent
	if g.focused {
		r.ring.StrokeColor = theme.Of(fynetheme.ColorNamePrimary)
	}
	r.ring.Move(g.place(g.at))
	r.ring.Resize(fyne.NewSize(yearDay, yearWeek))
	canvas.Refresh(g)
}
