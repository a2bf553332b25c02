package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
)

// leafGap is the ground between two pages.
const leafGap float32 = 12

// Leaves shows the pages of a document below one another, as wide as there is room.
// Only those in sight are drawn.
type Leaves struct {
	Content fyne.CanvasObject

	scroll *container.Scroll
	sheet  *fyne.Container
	sizes  []fyne.Size // in points
	draw   func(page int, scale float32) image.Image
	leaves []*canvas.Raster
	drawn  []bool
}

// NewLeaves makes an empty view.
func NewLeaves() *Leaves {
	l := &Leaves{}
	l.sheet = container.New(leafLayout{l})
	l.scroll = container.NewVScroll(l.sheet)
	l.scroll.OnScrolled = func(fyne.Position) { l.look() }
	l.Content = container.NewStack(canvas.NewRectangle(theme.Of(theme.Side)), l.scroll)
	return l
}

// Show puts a document on show; its pages have sizes in points, draw draws one with so
// many pixels to the point. Where the same number of pages was on show the place is kept.
func (l *Leaves) Show(sizes []fyne.Size, draw func(page int, scale float32) image.Image) {
	keep := len(sizes) == len(l.sizes)
	l.sizes, l.draw = sizes, draw
	l.leaves, l.drawn, l.sheet.Objects = nil, make([]bool, len(sizes)), nil
	for i := range sizes {
		r := canvas.NewRaster(func(w, h int) image.Image { return l.picture(i, w) })
		l.leaves = append(l.leaves, r)
		l.sheet.Objects = append(l.sheet.Objects, r)
	}
	l.sheet.Refresh()
	if !keep {
		l.scroll.ScrollToTop()
	}
	l.scroll.Refresh()
}

// Len is the number of pages.
func (l *Leaves) Len() int { return len(l.sizes) }

func (l *Leaves) picture(page, w int) image.Image {
	if page >= len(l.sizes) || !l.inSight(page) || w < 8 {
		return image.White
	}
	l.drawn[page] = true
	return l.draw(page, float32(w)/l.sizes[page].Width)
}

func (l *Leaves) inSight(page int) bool {
	at, size := l.leaves[page].Position(), l.leaves[page].Size()
	top := l.scroll.Offset.Y - size.Height/2
	return at.Y+size.Height >= top && at.Y <= top+l.scroll.Size().Height+size.Height
}

// look draws what has come into sight.
func (l *Leaves) look() {
	for i, r := range l.leaves {
		if !l.drawn[i] && l.inSight(i) {
			r.Refresh()
		}
	}
}

// leafLayout stands the pages in a column, as wide as there is room and at most at their
// own size and a half.
type leafLayout struct{ l *Leaves }

func (x leafLayout) scale(s fyne.Size, width float32) float32 {
	return min((width-2*leafGap)/s.Width, 1.5)
}

func (x leafLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	width := max(x.l.scroll.Size().Width, 120)
	h := leafGap
	for _, s := range x.l.sizes {
		h += s.Height*x.scale(s, width) + leafGap
	}
	return fyne.NewSize(100, h)
}

func (x leafLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	y := leafGap
	for i, c := range o {
		s := x.l.sizes[i]
		k := x.scale(s, size.Width)
		c.Move(fyne.NewPos((size.Width-s.Width*k)/2, y))
		c.Resize(fyne.NewSize(s.Width*k, s.Height*k))
		y += s.Height*k + leafGap
	}
}
