package widget

import (
	"image/color"
	"strconv"

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

// pane is one half of a table: what is frozen, or what scrolls sideways under it.
type pane struct {
	clip, headClip *container.Clip
	body, head     *fyne.Container
	x, width       float32 // of the table
}

func newPane() *pane {
	p := &pane{body: container.NewWithoutLayout(), head: container.NewWithoutLayout()}
	p.clip, p.headClip = container.NewClip(p.body), container.NewClip(p.head)
	return p
}

func (p *pane) stand(x, width, high float32) {
	p.x, p.width = x, max(0, width)
	p.headClip.Move(fyne.NewPos(x, 0))
	p.headClip.Resize(fyne.NewSize(p.width, headHeight))
	p.head.Resize(p.headClip.Size())
	p.clip.Move(fyne.NewPos(x, headHeight))
	p.clip.Resize(fyne.NewSize(p.width, high))
	p.body.Resize(p.clip.Size())
	p.head.Objects, p.body.Objects = p.head.Objects[:0], p.body.Objects[:0]
}

func (p *pane) add(o ...fyne.CanvasObject) { p.body.Objects = append(p.body.Objects, o...) }

type tableRenderer[T any] struct {
	t              *DataTable[T]
	ice, flow      *pane
	ground, headBg *canvas.Rectangle
	headLine       *canvas.Rectangle
	iceLine, drop  *canvas.Rectangle
	thumb, side    *canvas.Rectangle
	texts, titles  pool[*canvas.Text]
	boxes          pool[*canvas.Rectangle]
	chips          pool[*canvas.Rectangle]
	plain, bold    *gauge
	small          *gauge
	objects        []fyne.CanvasObject
}

// CreateRenderer is for Fyne.
func (t *DataTable[T]) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	box := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	r := &tableRenderer[T]{t: t, ground: box(), headBg: box(), headLine: box(), iceLine: box(), drop: box(), thumb: box(), side: box(), ice: newPane(), flow: newPane(),
		plain: t.plain, bold: newGauge(theme.TextTable, true), small: newGauge(theme.TextSmall, false)}
	text := func() *canvas.Text { return canvas.NewText("", color.Black) }
	r.texts.make, r.titles.make, r.boxes.make, r.chips.make = text, text, box, box
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

func fill(o *canvas.Rectangle, n fyne.ThemeColorName, x, y, w, h float32) *canvas.Rectangle {
	o.FillColor, o.StrokeWidth, o.CornerRadius = theme.Of(n), 0, 0
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, w), max(0, h)))
	return o
}

// seen is a column in sight and where it begins.
type seen struct {
	col, place int
	x          float32
}

func (r *tableRenderer[T]) Refresh() {
	t, size := r.t, r.t.Size()
	t.spread()
	r.texts.used, r.titles.used, r.boxes.used, r.chips.used = 0, 0, 0, 0
	fill(r.ground, fynetheme.ColorNameBackground, 0, 0, size.Width, size.Height)
	fill(r.headBg, fynetheme.ColorNameHeaderBackground, 0, 0, size.Width, headHeight)
	fill(r.headLine, theme.Line, 0, headHeight-1, size.Width, 1)
	ice, right, grip := min(t.ice(), size.Width), size.Width, t.thumbHeight()
	if grip > 0 { // no text under the thumb
		right -= thumbWidth
	}
	r.ice.stand(0, ice, t.bodyHeight())
	r.flow.stand(ice, right-ice, t.bodyHeight())
	fill(r.iceLine, theme.Line, ice-1, 0, 0, 0)
	if t.frozen > 0 || t.left > 0 && ice > 0 {
		fill(r.iceLine, fynetheme.ColorNameInputBorder, ice-1, 0, 1, headHeight+t.bodyHeight())
	}

	var frozen, flowing []seen
	for k, i := range t.shown() {
		x, w := t.columnX(k), t.columns[i].span
		switch {
		case k < t.frozen:
			frozen = append(frozen, seen{i, k, x})
		case x+w > ice && x < size.Width:
			flowing = append(flowing, seen{i, k, x - ice})
		}
	}
	r.drawHead(r.ice, frozen)
	r.drawHead(r.flow, flowing)
	r.drawBody(frozen, flowing)
	r.drawThumbs(grip, size)
	r.gather()
	canvas.Refresh(t)
}

// gather lists what is drawn, the editor and the tip on top.
func (r *tableRenderer[T]) gather() {
	r.objects = append(r.objects[:0], r.ground, r.headBg, r.flow.headClip, r.ice.headClip, r.headLine, r.flow.clip, r.ice.clip, r.iceLine, r.drop, r.thumb, r.side)
	if r.t.edit != nil {
		r.objects = append(r.objects, r.t.placeEditor()...)
	}
	r.objects = append(r.objects, r.t.tip.draw(r.small, r.t.Size())...)
}

func (r *tableRenderer[T]) drawThumbs(grip float32, size fyne.Size) {
	t := r.t
	way := t.bodyHeight() - grip
	y := headHeight
	if rest := float64(t.rows.Len()) - t.inSight(); rest > 0 {
		y += way * float32(t.top/rest)
	}
	fill(r.thumb, fynetheme.ColorNameScrollBar, size.Width-thumbWidth+2, y, thumbWidth-4, grip).CornerRadius = 3
	at, wide := t.sideThumb()
	fill(r.side, fynetheme.ColorNameScrollBar, at, size.Height-thumbWidth+2, wide, thumbWidth-4).CornerRadius = 3
	fill(r.drop, fynetheme.ColorNamePrimary, 0, 0, 0, 0)
	if t.drag == dragHead && t.dropAt >= 0 {
		fill(r.drop, fynetheme.ColorNamePrimary, t.columnX(t.dropAt)-1, 0, 3, headHeight+t.bodyHeight())
	}
}

func (r *tableRenderer[T]) drawHead(p *pane, cols []seen) {
	for _, s := range cols {
		c := r.t.columns[s.col]
		title := c.Title
		if r.t.sortCol == s.col {
			title += map[bool]string{false: " ↑", true: " ↓"}[r.t.sortDesc]
		}
		edge := fill(r.boxes.next(), theme.Line, s.x+c.span-1, 8, 1, headHeight-16)
		if r.t.drag == dragHead && r.t.dropAt >= 0 && r.t.dragCol == s.place {
			p.head.Objects = append(p.head.Objects, fill(r.boxes.next(), theme.Chosen, s.x, 0, c.span, headHeight))
		}
		p.head.Objects = append(p.head.Objects, r.text(r.titles.next(), r.bold, title, c.Right, theme.Of(fynetheme.ColorNameForeground), s.x+cellPad, 0, cellWidth(c.span), headHeight), edge)
	}
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

func (r *tableRenderer[T]) drawBody(frozen, flowing []seen) {
	t := r.t
	first := int(t.top)
	off := -float32(t.top-float64(first)) * rowHeight
	n := max(0, min(int(t.bodyHeight()/rowHeight)+2, t.rows.Len()-first))
	r.drawGround(first, n, off)
	ink, second := theme.Of(fynetheme.ColorNameForeground), theme.Of(theme.Second)
	gutter := t.gutter()
	for i := range n {
		y := off + float32(i)*rowHeight
		if gutter > 0 {
			r.ice.add(r.text(r.texts.next(), r.small, strconv.Itoa(first+i+1), true, second, 2, y, gutter-8, rowHeight))
		}
		row, ok := t.rows.Row(first + i)
		if !ok {
			r.flow.add(r.text(r.texts.next(), r.plain, "……", false, second, cellPad, y, r.flow.width, rowHeight))
			continue
		}
		for _, s := range frozen {
			r.drawCell(r.ice, t.columns[s.col], row, ink, s.x, y)
		}
		for _, s := range flowing {
			r.drawCell(r.flow, t.columns[s.col], row, ink, s.x, y)
		}
	}
	if t.focused && t.cursor >= first && t.cursor < first+n {
		r.drawCursor(off + float32(t.cursor-first)*rowHeight)
	}
}

// drawGround paints every other row and what is chosen.
func (r *tableRenderer[T]) drawGround(first, n int, off float32) {
	t := r.t
	block, chosen := t.Chosen()
	rowwise := chosen && (t.whole || t.single(block))
	for i := range n {
		row, y := first+i, off+float32(i)*rowHeight
		var ground fyne.ThemeColorName
		switch {
		case rowwise && row >= block.Top && row <= block.Bottom:
			ground = theme.Chosen
		case row%2 == 1:
			ground = theme.Zebra
		default:
			continue
		}
		r.flow.add(fill(r.boxes.next(), ground, 0, y, r.flow.width, rowHeight))
		if r.ice.width > 0 {
			r.ice.add(fill(r.boxes.next(), ground, 0, y, r.ice.width, rowHeight))
		}
	}
	from, to := max(block.Top, first), min(block.Bottom, first+n-1)
	if !chosen || rowwise || from > to {
		return
	}
	y, high := off+float32(from-first)*rowHeight, float32(to-from+1)*rowHeight
	for k, i := range t.shown() {
		if k >= block.Left && k <= block.Right {
			p := r.paneOf(k)
			p.add(fill(r.boxes.next(), theme.Chosen, t.columnX(k)-p.x, y, t.columns[i].span, high))
		}
	}
}

func (r *tableRenderer[T]) paneOf(place int) *pane {
	if place < r.t.frozen {
		return r.ice
	}
	return r.flow
}

// drawCursor frames the cursor's cell, or its row where whole ones are chosen.
func (r *tableRenderer[T]) drawCursor(y float32) {
	t := r.t
	frame := r.boxes.next()
	frame.FillColor, frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = color.Transparent, theme.Of(fynetheme.ColorNamePrimary), 2, 0
	p, x, w := r.flow, float32(0), r.flow.width
	if c := t.columnAtCursor(); c != nil && !t.whole {
		p = r.paneOf(t.col)
		x, w = t.columnX(t.col)-p.x, c.span
	}
	frame.Move(fyne.NewPos(x, y))
	frame.Resize(fyne.NewSize(w, rowHeight))
	p.add(frame)
}

func (r *tableRenderer[T]) drawCell(p *pane, c Column[T], row T, ink color.Color, x, y float32) {
	x, w := x+cellPad, cellWidth(c.span)
	if c.Mark != nil {
		if n := c.Mark(row); n != "" {
			chip := fill(r.chips.next(), n, x, y+(rowHeight-chipSize)/2, chipSize, chipSize)
			chip.CornerRadius = 3
			p.add(chip)
			x, w = x+chipSize+6, w-chipSize-6
		}
	}
	if c.Color != nil {
		if n := c.Color(row); n != "" {
			ink = theme.Of(n)
		}
	}
	p.add(r.text(r.texts.next(), r.plain, c.Text(row), c.Right, ink, x, y, w, rowHeight))
}
