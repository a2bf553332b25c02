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
// Only those in sight are drawn. Spots of a page are told when pointed at, chosen with a
// click, or with the arrows and Enter, and edited with two clicks or F2.
type Leaves struct {
	Content  fyne.CanvasObject
	OnChosen func(page, spot int)
	OnEdit   func(page, spot int)                  // of a spot that can be edited; nil: none can
	Menu     func(page, spot int) []*fyne.MenuItem // what else can be done with a spot; nil: nothing
	OnEscape func()

	scroll *container.Scroll
	sheet  *fyne.Container
	bubble *fyne.Container
	sizes  []fyne.Size // in points
	draw   func(page int, scale float32) image.Image
	leaves []*leaf
}

// NewLeaves makes an empty view.
func NewLeaves() *Leaves {
	l := &Leaves{}
	l.sheet = container.New(leafLayout{l})
	l.scroll = container.NewVScroll(l.sheet)
	l.scroll.OnScrolled = func(fyne.Position) { l.look() }
	l.bubble = container.NewWithoutLayout()
	l.Content = container.NewStack(canvas.NewRectangle(theme.Of(theme.Side)), l.scroll, l.bubble)
	return l
}

// Show puts a document on show; its pages have sizes in points, draw draws one with so
// many pixels to the point, spots gives those of a page in points and may be nil. The
// place is kept, as far as there are pages.
func (l *Leaves) Show(sizes []fyne.Size, draw func(page int, scale float32) image.Image, spots func(page int) []Spot) {
	l.sizes, l.draw = sizes, draw
	l.leaves, l.sheet.Objects = nil, nil
	l.hush()
	for i := range sizes {
		x := newLeaf(l, i)
		if spots != nil {
			x.spots = spots(i)
		}
		l.leaves = append(l.leaves, x)
		l.sheet.Objects = append(l.sheet.Objects, x)
	}
	l.sheet.Refresh()
	l.scroll.Refresh()
}

// Top goes back to the first page, for another document.
func (l *Leaves) Top() { l.scroll.ScrollToTop() }

// Len is the number of pages.
func (l *Leaves) Len() int { return len(l.sizes) }

func (l *Leaves) picture(page, w int) image.Image {
	if page >= len(l.leaves) || !l.inSight(page) || w < 8 {
		return image.White
	}
	l.leaves[page].drawn = true
	return l.draw(page, float32(w)/l.sizes[page].Width)
}

func (l *Leaves) inSight(page int) bool {
	at, size := l.leaves[page].Position(), l.leaves[page].Size()
	top := l.scroll.Offset.Y - size.Height/2
	return at.Y+size.Height >= top && at.Y <= top+l.scroll.Size().Height+size.Height
}

// look draws what has come into sight.
func (l *Leaves) look() {
	l.hush()
	for i, x := range l.leaves {
		if !x.drawn && l.inSight(i) {
			x.raster.Refresh()
		}
	}
}

// tell shows what is said of a spot beside it; at is the foot of it on the view.
func (l *Leaves) tell(text string, at fyne.Position, high float32) {
	p := tip{text: text, at: at, high: high}
	l.bubble.Objects = p.draw(newGauge(theme.TextSmall, false), l.Content.Size())
	l.bubble.Refresh()
}

func (l *Leaves) hush() {
	if len(l.bubble.Objects) > 0 {
		l.bubble.Objects = nil
		l.bubble.Refresh()
	}
}

// by scrolls by a part of the view's height.
func (l *Leaves) by(part float32) {
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, l.scroll.Offset.Y+part*l.scroll.Size().Height)))
	l.look()
}

// Reveal scrolls to the first spot of a name.
func (l *Leaves) Reveal(name string) {
	for _, x := range l.leaves {
		for i, s := range x.spots {
			if s.Name == name {
				x.point(i)
				x.reveal()
				return
			}
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
