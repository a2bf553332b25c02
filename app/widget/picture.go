package widget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Spot is a region of a picture that stands for one value, in the picture's own units.
type Spot struct {
	Name       string // for scripts
	X, Y, W, H float32
	Contains   func(x, y float32) bool // nil: the whole box
	Tip        string                  // what is told of it
	More       string                  // and in the bubble besides; may be empty
	Flag       bool                    // something is amiss with it
}

func (s Spot) holds(at fyne.Position) bool {
	if at.X < s.X || at.Y < s.Y || at.X > s.X+s.W || at.Y > s.Y+s.H {
		return false
	}
	return s.Contains == nil || s.Contains(at.X, at.Y)
}

// pictureFoot is the height of the line that tells what is pointed at.
const pictureFoot float32 = 20

// Picture shows what is drawn at the screen's own resolution, such as a chart. Its spots
// are told in a bubble when pointed at, and chosen with a click or with the arrows and
// Enter. The line at its foot tells them too, and what the whole is while none is.
type Picture struct {
	widget.BaseWidget
	Name     string
	Draw     func(w, h, scale float32) (image.Image, []Spot)
	Rest     string // told while nothing is pointed at
	OnChosen func(spot int)
	Menu     func() []*fyne.MenuItem
	OnEscape func()

	spots   []Spot
	at      int // the spot pointed at, -1 for none
	focused bool
	raster  *canvas.Raster
	drawn   fyne.Size
}

// NewPicture makes a picture; draw is asked whenever its size or colours change.
func NewPicture(name string, draw func(w, h, scale float32) (image.Image, []Spot)) *Picture {
	p := &Picture{Name: name, Draw: draw, at: -1}
	p.ExtendBaseWidget(p)
	return p
}

// Redraw draws anew: what it shows has changed.
func (p *Picture) Redraw() {
	p.at, p.drawn = -1, fyne.Size{}
	p.Refresh()
}

// Spots are the regions of what is on show.
func (p *Picture) Spots() []Spot {
	p.lay()
	return p.spots
}

// Parts names the spots, for scripts.
func (p *Picture) Parts() (out []Part) {
	for _, s := range p.Spots() {
		out = append(out, Part{Name: "spot:" + s.Name, X: s.X, Y: s.Y, W: s.W, H: s.H})
	}
	return out
}

// lay draws once at one pixel to the unit, only to know the spots.
func (p *Picture) lay() {
	s := p.Size()
	if s == p.drawn || s.Height <= pictureFoot || s.Width < 1 {
		return
	}
	p.drawn = s
	_, p.spots = p.Draw(s.Width, s.Height-pictureFoot, 1)
}

// Told is the line at the foot.
func (p *Picture) Told() string {
	if p.at >= 0 && p.at < len(p.spots) {
		return p.spots[p.at].Tip
	}
	return p.Rest
}

func (p *Picture) point(i int) {
	if i != p.at {
		p.at = i
		p.Refresh()
	}
}

func (p *Picture) spotAt(at fyne.Position) int {
	p.lay()
	for i := len(p.spots) - 1; i >= 0; i-- {
		if p.spots[i].holds(at) {
			return i
		}
	}
	return -1
}

// MouseIn is for Fyne.
func (p *Picture) MouseIn(e *desktop.MouseEvent) { p.point(p.spotAt(e.Position)) }

// MouseMoved tells what is pointed at.
func (p *Picture) MouseMoved(e *desktop.MouseEvent) { p.point(p.spotAt(e.Position)) }

// MouseOut tells the rest.
func (p *Picture) MouseOut() { p.point(-1) }

// Cursor is a hand over a spot.
func (p *Picture) Cursor() desktop.Cursor {
	if p.at >= 0 && p.OnChosen != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Tapped chooses a spot.
func (p *Picture) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		c.Focus(p)
	}
	p.point(p.spotAt(e.Position))
	p.choose()
}

// TappedSecondary shows the menu.
func (p *Picture) TappedSecondary(e *fyne.PointEvent) { p.menu(e.AbsolutePosition) }

func (p *Picture) menu(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if p.Menu == nil || c == nil {
		return
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", p.Menu()...), c, at)
}

func (p *Picture) choose() {
	if p.at >= 0 && p.OnChosen != nil {
		p.OnChosen(p.at)
	}
}

// FocusGained frames the picture.
func (p *Picture) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost takes the frame away.
func (p *Picture) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune does nothing.
func (p *Picture) TypedRune(rune) {}

// TypedKey goes over the spots with the arrows, chooses with Enter and shows the menu.
func (p *Picture) TypedKey(k *fyne.KeyEvent) {
	p.lay()
	switch n := len(p.spots); k.Name {
	case fyne.KeyRight, fyne.KeyDown:
		p.point(min(p.at+1, n-1))
	case fyne.KeyLeft, fyne.KeyUp:
		p.point(max(p.at-1, min(0, n-1)))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.choose()
	case desktop.KeyMenu:
		p.menu(fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(12, 12))
	case fyne.KeyEscape:
		if p.OnEscape != nil {
			p.OnEscape()
			return
		}
		pass(p, k)
	default:
		if windowKey(k) {
			pass(p, k)
		}
	}
}

// CreateRenderer is for Fyne.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer {
	r := &pictureRenderer{p: p, mark: canvas.NewRectangle(color.Transparent), frame: canvas.NewRectangle(color.Transparent), foot: canvas.NewText("", color.Black),
		gauge: newGauge(theme.TextSmall, false)}
	p.raster = canvas.NewRaster(func(w, h int) image.Image {
		s := p.Size()
		if s.Width < 1 || s.Height <= pictureFoot || w < 1 || h < 1 {
			return image.NewNRGBA(image.Rect(0, 0, 1, 1))
		}
		pic, _ := p.Draw(s.Width, s.Height-pictureFoot, float32(w)/s.Width)
		return pic
	})
	r.mark.StrokeWidth, r.mark.CornerRadius, r.frame.StrokeWidth = 2, 2, 1
	r.foot.TextSize = theme.TextSmall
	return r
}

type pictureRenderer struct {
	p           *Picture
	mark, frame *canvas.Rectangle
	foot        *canvas.Text
	gauge       *gauge
	bubble      []fyne.CanvasObject // made anew each time, because Fyne doesn't repaint one that was hidden
}

func (r *pictureRenderer) Destroy() {}
func (r *pictureRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.p.raster, r.mark, r.frame, r.foot}, r.bubble...)
}
func (r *pictureRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 120) }

func (r *pictureRenderer) Layout(s fyne.Size) {
	r.p.raster.Resize(fyne.NewSize(s.Width, max(1, s.Height-pictureFoot)))
	r.frame.Resize(s)
	r.foot.Move(fyne.NewPos(4, s.Height-pictureFoot))
	r.foot.Resize(fyne.NewSize(s.Width-8, pictureFoot))
	r.tell()
}

func (r *pictureRenderer) tell() {
	p := r.p
	p.lay()
	r.mark.StrokeColor, r.frame.StrokeColor = color.Transparent, color.Transparent
	r.bubble = nil
	if p.at >= 0 && p.at < len(p.spots) {
		s := p.spots[p.at]
		b := tip{text: s.Tip, at: fyne.NewPos(s.X, s.Y+s.H), high: s.H}
		if s.More != "" {
			b.text += "\n" + s.More
		}
		r.bubble = b.draw(r.gauge, p.Size())
		r.mark.StrokeColor = theme.Of(fynetheme.ColorNamePrimary)
		r.mark.Move(fyne.NewPos(s.X-2, s.Y-2))
		r.mark.Resize(fyne.NewSize(s.W+4, s.H+4))
	}
	if p.focused {
		r.frame.StrokeColor = theme.Of(fynetheme.ColorNamePrimary)
	}
	r.foot.Text, r.foot.Color = r.gauge.fit(p.Told(), max(0, p.Size().Width-8)), theme.Of(theme.Second)
}

func (r *pictureRenderer) Refresh() {
	r.tell()
	if r.p.drawn == (fyne.Size{}) || r.p.at < 0 {
		r.p.raster.Refresh()
	}
	canvas.Refresh(r.p)
}
