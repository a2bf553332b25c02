package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// pickList draws the choices in sight.
type pickList struct {
	widget.BaseWidget
	p *Picker
}

func newPickList(p *Picker) *pickList {
	l := &pickList{p: p}
	l.ExtendBaseWidget(l)
	return l
}

// MouseDown picks at once: waiting for the whole click would lose it, because the
// field closes the list when it loses the focus.
func (l *pickList) MouseDown(e *desktop.MouseEvent) {
	if e.Position.Y < 2 {
		return
	}
	if i := l.p.top + int((e.Position.Y-2)/pickHeight); i < len(l.p.found) {
		l.p.pick(i)
	}
}

func (l *pickList) MouseUp(*desktop.MouseEvent) {}

// Scrolled moves the choices past, the mark with them.
func (l *pickList) Scrolled(e *fyne.ScrollEvent) {
	step := 1
	if e.Scrolled.DY > 0 {
		step = -1
	}
	l.p.top = max(0, min(l.p.top+step, len(l.p.found)-pickRows))
	l.Refresh()
}

// CreateRenderer is for Fyne.
func (l *pickList) CreateRenderer() fyne.WidgetRenderer {
	r := &pickRenderer{l: l, card: canvas.NewRectangle(color.Transparent), thumb: canvas.NewRectangle(color.Transparent), gauge: newGauge(14, false)}
	r.card.StrokeWidth, r.card.CornerRadius, r.thumb.CornerRadius = 1, 4, 3
	r.all = []fyne.CanvasObject{r.card}
	for range min(pickRows, len(l.p.found)) {
		row, text := canvas.NewRectangle(color.Transparent), canvas.NewText("", color.Black)
		row.CornerRadius = 3
		r.rows, r.texts = append(r.rows, row), append(r.texts, text)
		r.all = append(r.all, row, text)
	}
	r.all = append(r.all, r.thumb)
	r.Refresh()
	return r
}

type pickRenderer struct {
	l           *pickList
	all         []fyne.CanvasObject
	card, thumb *canvas.Rectangle
	rows        []*canvas.Rectangle
	texts       []*canvas.Text
	gauge       *gauge
}

func (r *pickRenderer) Destroy()                     {}
func (r *pickRenderer) Objects() []fyne.CanvasObject { return r.all }
func (r *pickRenderer) MinSize() fyne.Size           { return fyne.NewSize(80, pickHeight) }

func (r *pickRenderer) Layout(s fyne.Size) {
	r.card.Resize(s)
	for i := range r.rows {
		y := 2 + float32(i)*pickHeight
		r.rows[i].Move(fyne.NewPos(2, y))
		r.rows[i].Resize(fyne.NewSize(s.Width-4, pickHeight))
		r.texts[i].Move(fyne.NewPos(10, y))
		r.texts[i].Resize(fyne.NewSize(s.Width-24, pickHeight))
	}
	r.Refresh()
}

func (r *pickRenderer) Refresh() {
	p, s := r.l.p, r.l.Size()
	r.card.FillColor, r.card.StrokeColor = theme.Of(fynetheme.ColorNameOverlayBackground), theme.Of(fynetheme.ColorNameInputBorder)
	for i, row := range r.rows {
		row.FillColor, r.texts[i].Text = color.Transparent, ""
		if n := p.top + i; n < len(p.found) {
			r.texts[i].Text = r.gauge.fit(p.found[n], s.Width-24)
			r.texts[i].Color = theme.Of(fynetheme.ColorNameForeground)
			if n == p.active {
				row.FillColor = theme.Of(theme.Chosen)
			}
		}
	}
	r.thumb.FillColor = color.Transparent
	if n := len(p.found); n > pickRows {
		way := s.Height - 4
		grip := max(smallestGrip, way*float32(pickRows)/float32(n))
		r.thumb.FillColor = theme.Of(fynetheme.ColorNameScrollBar)
		r.thumb.Move(fyne.NewPos(s.Width-9, 2+(way-grip)*float32(p.top)/float32(n-pickRows)))
		r.thumb.Resize(fyne.NewSize(6, grip))
	}
	canvas.Refresh(r.l)
}
