package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

const chipSize float32 = 10

// pool hands out canvas objects again and again, so that scrolling makes no new ones.
type pool[O fyne.CanvasObject] struct {
	made []O
	used int
	make func() O
}

func (p *pool[O]) next() O {
	if p.used == len(p.made) {
		p.made = append(p.made, p.make())
	}
	p.used++
	return p.made[p.used-1]
}

type tableRenderer[T any] struct {
	t              *DataTable[T]
	clip, headClip *container.Clip
	body, head     *fyne.Container
	ground, headBg *canvas.Rectangle
	headLine       *canvas.Rectangle
	thumb, frame   *canvas.Rectangle
	side           *canvas.Rectangle
	texts, titles  pool[*canvas.Text]
	boxes          pool[*canvas.Rectangle]
	chips          pool[*canvas.Rectangle]
	plain, bold    *gauge
	objects        []fyne.CanvasObject
}

// CreateRenderer is for Fyne.
func (t *DataTable[T]) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	box := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	r := &tableRenderer[T]{t: t, ground: box(), headBg: box(), headLine: box(), thumb: box(), side: box(), frame: box(),
		plain: newGauge(theme.TextTable, false), bold: newGauge(theme.TextTable, true)}
	r.body, r.head = container.NewWithoutLayout(), container.NewWithoutLayout()
	r.clip, r.headClip = container.NewClip(r.body), container.NewClip(r.head)
	text := func() *canvas.Text { return canvas.NewText("", color.Black) }
	r.texts.make, r.titles.make, r.boxes.make, r.chips.make = text, text, box, box
	r.objects = []fyne.CanvasObject{r.ground, r.headBg, r.headClip, r.headLine, r.clip, r.thumb, r.side}
	r.Refresh()
	return r
}

func (r *tableRenderer[T]) Destroy()                     {}
func (r *tableRenderer[T]) Objects() []fyne.CanvasObject { return r.objects }
func (r *tableRenderer[T]) MinSize() fyne.Size           { return r.t.MinSize() }

func (r *tableRenderer[T]) Layout(fyne.Size) {
	r.t.clamp()
	r.Refresh()
}

// seen is a column in sight and where it begins.
type seen struct {
	col int
	x   float32
}

func (r *tableRenderer[T]) Refresh() {
	t, size := r.t, r.t.Size()
	r.texts.used, r.titles.used, r.boxes.used, r.chips.used = 0, 0, 0, 0
	paint := func(o *canvas.Rectangle, n fyne.ThemeColorName, x, y, w, h float32) {
		o.FillColor = theme.Of(n)
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	paint(r.ground, fynetheme.ColorNameBackground, 0, 0, size.Width, size.Height)
	paint(r.headBg, fynetheme.ColorNameHeaderBackground, 0, 0, size.Width, headHeight)
	paint(r.headLine, theme.Line, 0, headHeight-1, size.Width, 1)
	r.headClip.Resize(fyne.NewSize(size.Width, headHeight))
	r.head.Resize(r.headClip.Size())
	r.clip.Move(fyne.NewPos(0, headHeight))
	grip := t.thumbHeight()
	r.clip.Resize(fyne.NewSize(size.Width, t.bodyHeight()))
	if grip > 0 { // no text under the thumb
		r.clip.Resize(fyne.NewSize(max(0, size.Width-thumbWidth), t.bodyHeight()))
	}
	r.body.Resize(r.clip.Size())

	var cols []seen
	x := -t.left
	for i, c := range t.columns {
		if x+c.Width > 0 && x < size.Width {
			cols = append(cols, seen{i, x})
		}
		x += c.Width
	}
	r.drawHead(cols)
	r.drawBody(cols, size.Width)

	r.thumb.CornerRadius = 3
	way := t.bodyHeight() - grip
	y := headHeight
	if rest := float64(t.rows.Len()) - t.inSight(); rest > 0 {
		y += way * float32(t.top/rest)
	}
	paint(r.thumb, fynetheme.ColorNameScrollBar, size.Width-thumbWidth+2, y, thumbWidth-4, grip)
	r.side.CornerRadius = 3
	at, wide := t.sideThumb()
	paint(r.side, fynetheme.ColorNameScrollBar, at, size.Height-thumbWidth+2, wide, thumbWidth-4)
	canvas.Refresh(t)
}

func (r *tableRenderer[T]) drawHead(cols []seen) {
	objects := r.head.Objects[:0]
	for _, s := range cols {
		c := r.t.columns[s.col]
		title := c.Title
		if r.t.sortCol == s.col {
			title += map[bool]string{false: " ↑", true: " ↓"}[r.t.sortDesc]
		}
		objects = append(objects, r.text(r.titles.next(), r.bold, title, c.Right, theme.Of(fynetheme.ColorNameForeground), s.x+cellPad, 0, c.Width-2*cellPad, headHeight))
		edge := r.boxes.next()
		edge.FillColor, edge.CornerRadius = theme.Of(theme.Line), 0
		edge.Move(fyne.NewPos(s.x+c.Width-1, 8))
		edge.Resize(fyne.NewSize(1, headHeight-16))
		objects = append(objects, edge)
	}
	r.head.Objects = objects
}

func (r *tableRenderer[T]) text(o *canvas.Text, g *gauge, s string, right bool, ink color.Color, x, y, w, h float32) *canvas.Text {
	o.Text, o.Color, o.TextSize, o.TextStyle = g.fit(s, w), ink, g.size, g.style
	o.Alignment = fyne.TextAlignLeading
	if right {
		o.Alignment = fyne.TextAlignTrailing
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, w), h))
	return o
}

func (r *tableRenderer[T]) drawBody(cols []seen, width float32) {
	t := r.t
	first := int(t.top)
	off := -float32(t.top-float64(first)) * rowHeight
	n := max(0, min(int(t.bodyHeight()/rowHeight)+2, t.rows.Len()-first))
	from, to, chosen := t.Selected()
	objects := r.body.Objects[:0]
	for i := range n {
		row, y := first+i, off+float32(i)*rowHeight
		var ground fyne.ThemeColorName
		switch {
		case chosen && row >= from && row <= to:
			ground = theme.Chosen
		case row%2 == 1:
			ground = theme.Zebra
		default:
			continue
		}
		o := r.boxes.next()
		o.FillColor = theme.Of(ground)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(width, rowHeight))
		objects = append(objects, o)
	}
	ink := theme.Of(fynetheme.ColorNameForeground)
	for i := range n {
		y := off + float32(i)*rowHeight
		row, ok := t.rows.Row(first + i)
		if !ok {
			objects = append(objects, r.text(r.texts.next(), r.plain, "……", false, theme.Of(theme.Second), cellPad, y, width, rowHeight))
			continue
		}
		for _, s := range cols {
			objects = r.drawCell(objects, t.columns[s.col], row, ink, s.x, y)
		}
	}
	if t.focused && t.cursor >= first && t.cursor < first+n {
		r.frame.StrokeColor, r.frame.StrokeWidth = theme.Of(fynetheme.ColorNamePrimary), 1
		r.frame.Move(fyne.NewPos(0, off+float32(t.cursor-first)*rowHeight))
		r.frame.Resize(fyne.NewSize(width-thumbWidth, rowHeight))
		objects = append(objects, r.frame)
	}
	r.body.Objects = objects
}

func (r *tableRenderer[T]) drawCell(objects []fyne.CanvasObject, c Column[T], row T, ink color.Color, x, y float32) []fyne.CanvasObject {
	x, w := x+cellPad, c.Width-2*cellPad
	if c.Mark != nil {
		if n := c.Mark(row); n != "" {
			chip := r.chips.next()
			chip.FillColor, chip.CornerRadius = theme.Of(n), 3
			chip.Move(fyne.NewPos(x, y+(rowHeight-chipSize)/2))
			chip.Resize(fyne.NewSize(chipSize, chipSize))
			objects = append(objects, chip)
			x, w = x+chipSize+6, w-chipSize-6
		}
	}
	if c.Color != nil {
		if n := c.Color(row); n != "" {
			ink = theme.Of(n)
		}
	}
	return append(objects, r.text(r.texts.next(), r.plain, c.Text(row), c.Right, ink, x, y, w, rowHeight))
}

// Part is something inside a control that can be pointed at, for scripts.
type Part struct {
	Name       string
	X, Y, W, H float32 // relative to the control
}

// Parts names the headers and the rows in sight by their first column.
func (t *DataTable[T]) Parts() []Part {
	var out []Part
	x := -t.left
	for _, c := range t.columns {
		out = append(out, Part{Name: "head:" + c.Title, X: x, Y: 0, W: c.Width, H: headHeight})
		x += c.Width
	}
	for i := int(t.top); i < t.rows.Len() && float64(i) < t.top+t.inSight(); i++ {
		if row, ok := t.rows.Row(i); ok && len(t.columns) > 0 {
			y := headHeight + float32(float64(i)-t.top)*rowHeight
			out = append(out, Part{Name: "row:" + t.columns[0].Text(row), X: 0, Y: y, W: t.Size().Width - thumbWidth, H: rowHeight})
		}
	}
	return out
}
