package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Measures of a form, in the house style.
const (
	labelWidth float32 = 96
	inputWidth float32 = 340
	asideWidth float32 = 250
	formRow    float32 = 36
	asideTop   float32 = 9 // one line of small text stands in the middle of a row

	// On a page, which may be narrow, what is said beside an input has what is left.
	asideOnPage float32 = 120

	oneColumn = labelWidth + 8 + inputWidth + 10 + asideWidth
	columnGap = 12
)

// From where on a form stands in two columns, and how narrow one may be.
const (
	twoColumnsFrom float32 = 1200
	longForm               = 9 // fields
	leastColumn    float32 = 520
	aroundSheet    float32 = 96  // what the window needs beside a form at its sides
	aboveSheet     float32 = 130 // and above and below it: head, buttons, edges
)

func spacer(w float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, 1))
	return r
}

// leastAside is how narrow what stands beside an input may become.
func (f *Form) leastAside() float32 {
	if f.room == nil {
		return asideOnPage
	}
	return asideWidth
}

// columns says in how many columns the fields stand, and how wide one is.
func (f *Form) columns() (n int, width float32) {
	if f.room == nil || len(f.fields) < longForm {
		return 1, oneColumn
	}
	w := f.room().Width
	if w < twoColumnsFrom {
		return 1, oneColumn
	}
	return 2, min(oneColumn, max(leastColumn, (w-aroundSheet-columnGap)/2))
}

// formLayout gives the fields the room there is and stands message and buttons below.
type formLayout struct{ f *Form }

func (l *formLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := l.f.body.MinSize()
	if l.f.room != nil {
		s.Height = min(s.Height, max(3*formRow, l.f.room().Height-aboveSheet-l.below(o)))
		s.Width += 4
	}
	for _, x := range o[1:] {
		s.Width = max(s.Width, x.MinSize().Width)
	}
	s.Height += l.below(o)
	return s
}

func (l *formLayout) below(o []fyne.CanvasObject) (h float32) {
	for _, x := range o[1:] {
		if m := x.MinSize().Height; x.Visible() && m > 0 {
			h += m + 4
		}
	}
	return h
}

func (l *formLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y := s.Height - l.below(o)
	if l.f.room == nil {
		y = min(y, l.f.body.MinSize().Height)
	}
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(s.Width, y))
	for _, x := range o[1:] {
		m := x.MinSize().Height
		if !x.Visible() || m == 0 {
			continue
		}
		x.Move(fyne.NewPos(0, y+4))
		x.Resize(fyne.NewSize(s.Width, m))
		y += m + 4
	}
}

// gridLayout stands rows one below the other, or two by two; a wide one has a line of
// its own.
type gridLayout struct{ f *Form }

func (l gridLayout) each(o []fyne.CanvasObject, put func(x fyne.CanvasObject, column int, y, w, h float32)) (height float32) {
	n, width := l.f.columns()
	for i := 0; i < len(o); {
		if n == 1 || wide(o[i]) || i+1 == len(o) || wide(o[i+1]) {
			w := width
			if wide(o[i]) {
				w = float32(n)*width + float32(n-1)*columnGap
			}
			h := o[i].MinSize().Height
			put(o[i], 0, height, w, h)
			height += h + 4
			i++
			continue
		}
		h := max(o[i].MinSize().Height, o[i+1].MinSize().Height)
		put(o[i], 0, height, width, h)
		put(o[i+1], 1, height, width, h)
		height += h + 4
		i += 2
	}
	return height
}

func wide(o fyne.CanvasObject) bool {
	c, ok := o.(*fyne.Container)
	if !ok {
		return false
	}
	l, ok := c.Layout.(rowLayout)
	return ok && l.x.Wide
}

func (l gridLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	n, width := l.f.columns()
	high := l.each(o, func(fyne.CanvasObject, int, float32, float32, float32) {})
	if n == 1 {
		return fyne.NewSize(oneColumn-asideWidth+l.f.leastAside(), high)
	}
	return fyne.NewSize(float32(n)*width+float32(n-1)*columnGap, high)
}

func (l gridLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	n, width := l.f.columns()
	l.each(o, func(x fyne.CanvasObject, column int, y, w, h float32) {
		if n == 1 {
			w = s.Width
		}
		x.Move(fyne.NewPos(float32(column)*(width+columnGap), y))
		x.Resize(fyne.NewSize(w, h))
	})
}

// rowLayout places star, label, input and what is said beside it.
type rowLayout struct {
	f *Form
	x *Field
}

// widths are those of the input and of what stands beside it.
func (l rowLayout) widths() (input, aside float32) {
	n, width := l.f.columns()
	if n == 1 {
		return inputWidth, l.f.leastAside()
	}
	aside = min(asideWidth, width*0.32)
	input = width - labelWidth - 8 - 10 - aside
	if l.x.Wide {
		input += width + columnGap
	}
	return input, aside
}

func (l rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	input, aside := l.widths()
	h := max(formRow, o[2].MinSize().Height, o[3].MinSize().Height+2*asideTop)
	return fyne.NewSize(labelWidth+8+input+10+aside, h)
}

func (l rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	input, aside := l.widths()
	label := o[1].MinSize()
	x := labelWidth - label.Width
	star := x - 10
	if o[0].(*canvas.Text).Text != "" && star < 0 { // a long label gives way to its star
		star, x = 0, 10
	}
	o[0].Move(fyne.NewPos(star, (formRow-label.Height)/2))
	o[0].Resize(o[0].MinSize())
	o[1].Move(fyne.NewPos(x, (formRow-label.Height)/2))
	o[1].Resize(label)
	in := o[2].MinSize().Height
	o[2].Move(fyne.NewPos(labelWidth+8, max(0, (formRow-in)/2)))
	o[2].Resize(fyne.NewSize(input, in))
	o[3].Move(fyne.NewPos(labelWidth+8+input+10, asideTop))
	o[3].Resize(fyne.NewSize(max(aside, s.Width-labelWidth-8-input-10), s.Height-asideTop))
}

// rowsLayout stacks rows with the distance of the 4-pixel grid.
type rowsLayout struct{}

func (rowsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, x := range o {
		m := x.MinSize()
		s = fyne.NewSize(max(s.Width, m.Width), s.Height+m.Height+4)
	}
	return s
}

func (rowsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, x := range o {
		h := x.MinSize().Height
		x.Move(fyne.NewPos(0, y))
		x.Resize(fyne.NewSize(s.Width, h))
		y += h + 4
	}
}
