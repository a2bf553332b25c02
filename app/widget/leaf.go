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

// leaf is one page of Leaves.
type leaf struct {
	widget.BaseWidget
	of      *Leaves
	page    int
	spots   []Spot // in points
	at      int    // the spot pointed at, -1 for none
	drawn   bool
	focused bool
	raster  *canvas.Raster
}

func newLeaf(l *Leaves, page int) *leaf {
	x := &leaf{of: l, page: page, at: -1}
	x.raster = canvas.NewRaster(func(w, _ int) image.Image { return l.picture(page, w) })
	x.ExtendBaseWidget(x)
	return x
}

// scale is how many units of the window a point takes.
func (x *leaf) scale() float32 { return x.Size().Width / x.of.sizes[x.page].Width }

// flags are the spots something is amiss with.
func (x *leaf) flags() (out []Spot) {
	for _, s := range x.spots {
		if s.Flag {
			out = append(out, s)
		}
	}
	return out
}

// Parts names the spots in sight, for scripts.
func (x *leaf) Parts() (out []Part) {
	k := x.scale()
	for _, s := range x.spots {
		if y := x.Position().Y + s.Y*k - x.of.scroll.Offset.Y; y >= 0 && y+s.H*k <= x.of.scroll.Size().Height {
			out = append(out, Part{Name: "spot:" + s.Name, X: s.X * k, Y: s.Y * k, W: s.W * k, H: s.H * k})
		}
	}
	return out
}

// Told is what is said of the spot pointed at, for scripts.
func (x *leaf) Told() string {
	if x.at < 0 {
		return ""
	}
	return x.spots[x.at].Tip
}

// Inside is nothing, for scripts.
func (x *leaf) Inside() []fyne.CanvasObject { return nil }

func (x *leaf) spotAt(at fyne.Position) int {
	k := x.scale()
	for i := len(x.spots) - 1; i >= 0; i-- {
		if x.spots[i].holds(fyne.NewPos(at.X/k, at.Y/k)) {
			return i
		}
	}
	return -1
}

func (x *leaf) point(i int) {
	if i == x.at {
		return
	}
	x.at = i
	x.of.hush()
	if i >= 0 && x.spots[i].Tip != "" {
		k, s := x.scale(), x.spots[i]
		x.of.tell(s.Tip, fyne.NewPos(x.Position().X+s.X*k, x.Position().Y+(s.Y+s.H)*k-x.of.scroll.Offset.Y), s.H*k)
	}
	x.Refresh()
}

// MouseIn is for Fyne.
func (x *leaf) MouseIn(e *desktop.MouseEvent) { x.point(x.spotAt(e.Position)) }

// MouseMoved tells what is pointed at.
func (x *leaf) MouseMoved(e *desktop.MouseEvent) { x.point(x.spotAt(e.Position)) }

// MouseOut tells nothing.
func (x *leaf) MouseOut() { x.point(-1) }

// Cursor is a hand over a spot.
func (x *leaf) Cursor() desktop.Cursor {
	if x.at >= 0 && x.of.OnChosen != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Tapped chooses a spot.
func (x *leaf) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(x); c != nil {
		c.Focus(x)
	}
	x.point(x.spotAt(e.Position))
	x.choose()
}

// DoubleTapped edits a spot.
func (x *leaf) DoubleTapped(e *fyne.PointEvent) {
	x.point(x.spotAt(e.Position))
	x.edit()
}

// TappedSecondary shows what can be done with a spot.
func (x *leaf) TappedSecondary(e *fyne.PointEvent) {
	x.point(x.spotAt(e.Position))
	x.menu(e.AbsolutePosition)
}

func (x *leaf) edit() {
	if x.at >= 0 && x.of.OnEdit != nil {
		x.of.hush()
		x.of.OnEdit(x.page, x.at)
	}
}

func (x *leaf) menu(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(x)
	if x.at < 0 || x.of.Menu == nil || c == nil {
		return
	}
	if items := x.of.Menu(x.page, x.at); len(items) > 0 {
		x.of.hush()
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

func (x *leaf) choose() {
	if x.at >= 0 && x.of.OnChosen != nil {
		x.of.hush()
		x.of.OnChosen(x.page, x.at)
	}
}

// FocusGained frames the page.
func (x *leaf) FocusGained() { x.focused = true; x.Refresh() }

// FocusLost takes the frame away.
func (x *leaf) FocusLost() { x.focused = false; x.point(-1); x.Refresh() }

// TypedRune does nothing.
func (x *leaf) TypedRune(rune) {}

// TypedKey goes over the spots with the arrows, on to the next page's after the last,
// chooses with Enter, edits with F2 and shows what else can be done with the menu key.
func (x *leaf) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyRight:
		x.step(1)
	case fyne.KeyLeft:
		x.step(-1)
	case fyne.KeyDown:
		x.line(1)
	case fyne.KeyUp:
		x.line(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		x.choose()
	case fyne.KeyF2:
		x.edit()
	case desktop.KeyMenu:
		if x.at >= 0 {
			k, s := x.scale(), x.spots[x.at]
			x.menu(fyne.CurrentApp().Driver().AbsolutePositionForObject(x).AddXY(s.X*k, (s.Y+s.H)*k))
		}
	case fyne.KeyPageDown:
		x.of.by(0.9)
	case fyne.KeyPageUp:
		x.of.by(-0.9)
	case fyne.KeyEscape:
		if x.of.OnEscape != nil {
			x.of.OnEscape()
			return
		}
		pass(x, k)
	default:
		if windowKey(k) {
			pass(x, k)
		}
	}
}

func (x *leaf) step(by int) {
	if i := x.at + by; i >= 0 && i < len(x.spots) {
		x.point(i)
		x.reveal()
		return
	}
	x.turn(by)
}

// turn goes to the first spot of the next page, or the last of the one before.
func (x *leaf) turn(by int) {
	next := x.page + by
	if next < 0 || next >= len(x.of.leaves) {
		return
	}
	y := x.of.leaves[next]
	fyne.CurrentApp().Driver().CanvasForObject(x).Focus(y)
	if by < 0 {
		y.point(len(y.spots) - 1)
	} else {
		y.point(min(0, len(y.spots)-1))
	}
	y.reveal()
}

// line goes to the nearest spot of the line below or above, past the others of its own:
// a row of a table has as many as cells.
func (x *leaf) line(by int) {
	if x.at < 0 {
		x.step(by)
		return
	}
	here, best := x.spots[x.at], -1
	unlike := func(s Spot) float32 { return max(s.X-here.X, here.X-s.X) + max(s.W-here.W, here.W-s.W) }
	for i, s := range x.spots {
		if float32(by)*(s.Y+s.H/2-here.Y-here.H/2) < (s.H+here.H)/4 {
			continue
		}
		if best >= 0 {
			b := x.spots[best]
			nearer := float32(by) * (b.Y - s.Y)
			if nearer < 0 || nearer == 0 && unlike(s) >= unlike(b) {
				continue
			}
		}
		best = i
	}
	if best < 0 {
		x.turn(by)
		return
	}
	x.point(best)
	x.reveal()
}

// reveal scrolls to the spot pointed at.
func (x *leaf) reveal() {
	if x.at < 0 {
		return
	}
	k, s, scroll := x.scale(), x.spots[x.at], x.of.scroll
	top, foot := x.Position().Y+s.Y*k, x.Position().Y+(s.Y+s.H)*k
	if top < scroll.Offset.Y || foot > scroll.Offset.Y+scroll.Size().Height {
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-scroll.Size().Height/3)))
		x.of.look()
		at := x.at
		x.at = -1
		x.point(at)
	}
}

// CreateRenderer is for Fyne.
func (x *leaf) CreateRenderer() fyne.WidgetRenderer {
	r := &leafRenderer{x: x, mark: canvas.NewRectangle(color.Transparent), frame: canvas.NewRectangle(color.Transparent)}
	for range x.flags() {
		ink := color.NRGBAModel.Convert(theme.Of(theme.Yellow)).(color.NRGBA)
		ink.A = 60
		r.flags = append(r.flags, canvas.NewRectangle(ink))
	}
	return r
}

type leafRenderer struct {
	x           *leaf
	mark, frame *canvas.Rectangle
	flags       []*canvas.Rectangle
}

func (r *leafRenderer) Layout(size fyne.Size) {
	r.x.raster.Resize(size)
	r.frame.Resize(size)
	k := r.x.scale()
	for i, s := range r.x.flags() {
		r.flags[i].Move(fyne.NewPos(s.X*k, s.Y*k))
		r.flags[i].Resize(fyne.NewSize(s.W*k, s.H*k))
	}
	r.place()
}

// place marks the spot pointed at, lightly: the paper stays white.
func (r *leafRenderer) place() {
	if i := r.x.at; i >= 0 && i < len(r.x.spots) {
		k, s := r.x.scale(), r.x.spots[i]
		r.mark.Move(fyne.NewPos(s.X*k-1, s.Y*k))
		r.mark.Resize(fyne.NewSize(s.W*k+2, s.H*k))
		ink := color.NRGBAModel.Convert(theme.Of(fynetheme.ColorNamePrimary)).(color.NRGBA)
		ink.A = 46
		r.mark.FillColor = ink
	} else {
		r.mark.FillColor = color.Transparent
	}
	r.frame.StrokeColor, r.frame.StrokeWidth = color.Transparent, 0
	if r.x.focused {
		r.frame.StrokeColor, r.frame.StrokeWidth = theme.Of(fynetheme.ColorNameFocus), 1
	}
}

func (r *leafRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *leafRenderer) Refresh() {
	r.place()
	r.mark.Refresh()
	r.frame.Refresh()
}

func (r *leafRenderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.x.raster}
	for _, f := range r.flags {
		out = append(out, f)
	}
	return append(out, r.mark, r.frame)
}

func (r *leafRenderer) Destroy() {}
