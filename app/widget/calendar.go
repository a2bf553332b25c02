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

// Measures of the calendar: seven days side by side under the month and the week's names.
const (
	dayWidth   float32 = 44
	dayHeight  float32 = 28
	monthHead  float32 = 32
	weekHead   float32 = 24
	calendarIn float32 = 6
	weeksShown         = 6
)

var weekNames = [7]string{"周一", "周二", "周三", "周四", "周五", "周六", "周日"}

// calendar shows a month, the day that Enter would take marked in it.
type calendar struct {
	widget.BaseWidget
	e  *DateEntry
	at time.Time
}

func newCalendar(e *DateEntry, at time.Time) *calendar {
	c := &calendar{e: e, at: at}
	c.ExtendBaseWidget(c)
	return c
}

func monthDays(d time.Time) int {
	return time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// move goes on by months, to the last day of a month that is shorter, and by days.
func (c *calendar) move(months, days int) {
	first := time.Date(c.at.Year(), c.at.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, months, 0)
	d := first.AddDate(0, 0, min(c.at.Day(), monthDays(first))-1+days)
	if d.Year() >= 1900 && d.Year() <= 2199 {
		c.at = d
	}
	c.Refresh()
}

// follow marks the day that was typed.
func (c *calendar) follow() {
	if d, ok := c.e.Day(); ok {
		c.at = d
		c.Refresh()
	}
}

// first is the Monday of the first week on show.
func (c *calendar) first() time.Time {
	d := time.Date(c.at.Year(), c.at.Month(), 1, 0, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, -weekdayOf(d))
}

// jumps are the places at the head that lead to other months and years, by their left edge.
var jumps = []struct {
	text   string
	name   string
	months int
	x      float32
}{{"«", "上一年", -12, 0}, {"‹", "上一月", -1, dayWidth}, {"›", "下一月", 1, 5 * dayWidth}, {"»", "下一年", 12, 6 * dayWidth}}

// foot is where today can be chosen.
func footTop() float32 { return calendarIn + monthHead + weekHead + weeksShown*dayHeight }

// Parts are the places a script may press.
func (c *calendar) Parts() (out []Part) {
	for _, j := range jumps {
		out = append(out, Part{Name: "calendar:" + j.name, X: calendarIn + j.x, Y: calendarIn, W: dayWidth, H: monthHead})
	}
	for i := range 7 * weeksShown {
		x, y := calendarIn+float32(i%7)*dayWidth, calendarIn+monthHead+weekHead+float32(i/7)*dayHeight
		out = append(out, Part{Name: "calendar:" + isoDay(c.first().AddDate(0, 0, i)), X: x, Y: y, W: dayWidth, H: dayHeight})
	}
	return append(out, Part{Name: "calendar:今天", X: calendarIn, Y: footTop(), W: 7 * dayWidth, H: monthHead})
}

// MouseDown chooses at once; see pickList.
func (c *calendar) MouseDown(ev *desktop.MouseEvent) {
	c.e.steering = true
	x, y := ev.Position.X-calendarIn, ev.Position.Y-calendarIn
	switch {
	case y < monthHead:
		for _, j := range jumps {
			if x >= j.x && x < j.x+dayWidth {
				c.move(j.months, 0)
			}
		}
	case ev.Position.Y >= footTop():
		c.done(c.e.Today())
	case y >= monthHead+weekHead && x >= 0 && x < 7*dayWidth:
		i := int((y-monthHead-weekHead)/dayHeight)*7 + int(x/dayWidth)
		c.done(c.first().AddDate(0, 0, i))
	}
}

func (c *calendar) done(d time.Time) {
	c.e.take(d)
	c.MouseUp(nil) // it is gone before the button comes up
}

// MouseUp gives the focus back to the field.
func (c *calendar) MouseUp(*desktop.MouseEvent) {
	if on := fyne.CurrentApp().Driver().CanvasForObject(c.e); on != nil {
		on.Focus(c.e)
	}
	c.e.steering = false
}

// CreateRenderer is for Fyne.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	r := &calendarRenderer{c: c, card: canvas.NewRectangle(color.Transparent), mark: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent)}
	r.card.StrokeWidth, r.card.CornerRadius, r.mark.CornerRadius, r.ring.CornerRadius, r.ring.StrokeWidth = 1, 4, 3, 3, 1
	r.all = []fyne.CanvasObject{r.card, r.mark, r.ring}
	text := func(s string, size float32) *canvas.Text {
		t := canvas.NewText(s, color.Black)
		t.TextSize, t.Alignment = size, fyne.TextAlignCenter
		r.all = append(r.all, t)
		return t
	}
	r.title, r.today = text("", 14), text("今天", 14)
	r.title.TextStyle.Bold = true
	for _, j := range jumps {
		r.jumps = append(r.jumps, text(j.text, 16))
	}
	for _, n := range weekNames {
		r.week = append(r.week, text(n, theme.TextSmall))
	}
	for range 7 * weeksShown {
		r.days, r.marks = append(r.days, text("", 14)), append(r.marks, text("", theme.TextSmall))
	}
	r.Refresh()
	return r
}

type calendarRenderer struct {
	c                *calendar
	card, mark, ring *canvas.Rectangle
	title, today     *canvas.Text
	jumps, week      []*canvas.Text
	days, marks      []*canvas.Text
	all              []fyne.CanvasObject
}

func (r *calendarRenderer) Destroy()                     {}
func (r *calendarRenderer) Objects() []fyne.CanvasObject { return r.all }

func (r *calendarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(7*dayWidth+2*calendarIn, footTop()+monthHead+calendarIn)
}

func (r *calendarRenderer) Layout(s fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(calendarIn+x, calendarIn+y))
		o.Resize(fyne.NewSize(w, h))
	}
	r.card.Resize(s)
	put(r.title, 2*dayWidth, 0, 3*dayWidth, monthHead)
	put(r.today, 0, footTop()-calendarIn, 7*dayWidth, monthHead)
	for i, j := range jumps {
		put(r.jumps[i], j.x, 0, dayWidth, monthHead)
	}
	for i, t := range r.week {
		put(t, float32(i)*dayWidth, monthHead, dayWidth, weekHead)
	}
	for i := range r.days {
		x, y := float32(i%7)*dayWidth, monthHead+weekHead+float32(i/7)*dayHeight
		put(r.days[i], x+2, y, 24, dayHeight)
		put(r.marks[i], x+26, y, dayWidth-28, dayHeight)
	}
	r.Refresh()
}

func (r *calendarRenderer) Refresh() {
	c := r.c
	ink, second := theme.Of(fynetheme.ColorNameForeground), theme.Of(theme.Second)
	r.card.FillColor, r.card.StrokeColor = theme.Of(fynetheme.ColorNameOverlayBackground), theme.Of(fynetheme.ColorNameInputBorder)
	r.mark.FillColor, r.ring.StrokeColor = theme.Of(theme.Chosen), color.Transparent
	r.title.Text, r.title.Color = strconv.Itoa(c.at.Year())+"年"+strconv.Itoa(int(c.at.Month()))+"月", ink
	r.today.Color = theme.Of(fynetheme.ColorNamePrimary)
	r.today.Text = "今天 " + isoDay(c.e.Today())
	for _, t := range append(r.jumps[:len(r.jumps):len(r.jumps)], r.week...) {
		t.Color = second
	}
	today := isoDay(c.e.Today())
	for i, t := range r.days {
		d := c.first().AddDate(0, 0, i)
		t.Text, t.Color, r.marks[i].Text, r.marks[i].Color = strconv.Itoa(d.Day()), ink, "", second
		if c.e.Mark != nil {
			r.marks[i].Text = c.e.Mark(d)
		}
		if d.Month() != c.at.Month() {
			t.Color = theme.Of(theme.Grey)
		} else if weekdayOf(d) > 4 {
			t.Color = second
		}
		cell := t.Position().SubtractXY(2, 0)
		if isoDay(d) == isoDay(c.at) {
			r.mark.Move(cell)
			r.mark.Resize(fyne.NewSize(dayWidth, dayHeight))
		}
		if isoDay(d) == today {
			r.ring.StrokeColor = theme.Of(fynetheme.ColorNamePrimary)
			r.ring.Move(cell)
			r.ring.Resize(fyne.NewSize(dayWidth, dayHeight))
		}
	}
	canvas.Refresh(c)
}

// calendarButton opens the calendar. It can't have the focus, so that Tab passes it by.
type calendarButton struct {
	widget.BaseWidget
	e *DateEntry
}

func newCalendarButton(e *DateEntry) *calendarButton {
	b := &calendarButton{e: e}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped opens the calendar, or closes it.
func (b *calendarButton) Tapped(*fyne.PointEvent) { b.e.toggle() }

// CreateRenderer is for Fyne.
func (b *calendarButton) CreateRenderer() fyne.WidgetRenderer {
	icon := canvas.NewImageFromResource(fynetheme.NewThemedResource(fynetheme.CalendarIcon()))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSize(20, 20))
	return widget.NewSimpleRenderer(icon)
}
