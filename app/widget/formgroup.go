package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

// Group is a part of a form. More fields of it may be folded away behind a button that
// says so; what is wrong with one of them, or was kept of it, brings them out.
type Group struct {
	Title  string // above it; may be empty
	Fields []*Field
	More   []*Field
	Fold   string // what the button that brings More out says
	Tools  []*Button

	form *Form
	box  *fyne.Container
	grid *fyne.Container
	more *Button
	head *canvas.Text
	foot *fyne.Container
}

// Add puts a group below the others.
func (f *Form) Add(g *Group) { f.Insert(len(f.groups), g) }

// Insert puts a group before the one that is in its place now.
func (f *Form) Insert(at int, g *Group) {
	g.form = f
	g.grid = container.New(gridLayout{f})
	g.box = container.New(rowsLayout{})
	if g.Title != "" {
		g.head = canvas.NewText(g.Title, theme.Of(fynetheme.ColorNameForeground))
		g.head.TextStyle.Bold = true
		g.box.Add(container.NewBorder(nil, nil, spacer(8), nil, g.head))
	}
	for _, x := range g.Fields {
		g.grid.Add(f.row(x))
	}
	g.box.Add(g.grid)
	g.foot = container.NewHBox(spacer(labelWidth + 4))
	if len(g.More) > 0 {
		for _, x := range g.More {
			f.row(x)
		}
		g.more = NewButton(g.Fold, g.unfoldAll)
		g.foot.Add(g.more)
	}
	for _, b := range g.Tools {
		g.foot.Add(b)
	}
	f.reached(g.foot)
	for _, o := range g.foot.Objects {
		if b, ok := o.(*Button); ok {
			b.onReach = func() { f.bring(b) }
		}
	}
	if len(g.foot.Objects) > 1 {
		g.box.Add(g.foot)
	}
	for _, x := range append(slices.Clone(g.Fields), g.More...) {
		x.group, x.start = g, held(x.Input)
	}
	f.groups = slices.Insert(f.groups, at, g)
	f.gather()
}

// Remove takes a group away with all it holds.
func (f *Form) Remove(g *Group) {
	f.groups = slices.DeleteFunc(f.groups, func(x *Group) bool { return x == g })
	f.gather()
	f.changed(0)
}

// Retitle gives a group another title.
func (g *Group) Retitle(title string) {
	g.head.Text = title
	g.head.Refresh()
}

// gather lists fields and rows anew.
func (f *Form) gather() {
	f.fields, f.body.Objects = nil, nil
	for _, g := range f.groups {
		f.fields = append(append(f.fields, g.Fields...), g.More...)
		f.body.Add(g.box)
	}
	f.resized()
}

// resized lays out what may have another size now, the sheet that holds the form too.
func (f *Form) resized() {
	f.body.Refresh()
	f.Content.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.Content); c != nil {
		for _, o := range c.Overlays().List() {
			o.Refresh()
		}
	}
}

// unfold brings the folded fields out if x is one of them.
func (g *Group) unfold(x *Field) {
	if g != nil && g.more != nil && slices.Contains(g.More, x) {
		g.bringOut()
	}
}

// unfoldAll is the button: it brings them out and goes to the first.
func (g *Group) unfoldAll() {
	first := g.More[0].Input
	g.bringOut()
	g.form.focus(first)
}

func (g *Group) bringOut() {
	if g.more == nil {
		return
	}
	for _, x := range g.More {
		g.grid.Add(x.row)
	}
	g.foot.Remove(g.more)
	g.more = nil
	if len(g.foot.Objects) == 1 {
		g.box.Remove(g.foot)
	}
	g.form.resized()
}

// reveal scrolls a field that has got the focus into sight.
func (f *Form) reveal(x *Field) {
	if x.row != nil {
		f.bring(x.row)
	}
}

func (f *Form) bring(o fyne.CanvasObject) {
	if f.room == nil {
		return
	}
	top, ok := below(f.body, o)
	if !ok {
		return
	}
	bottom, high := top+o.Size().Height, f.scroll.Size().Height
	at := f.scroll.Offset.Y
	switch {
	case top < at:
		at = top
	case bottom > at+high:
		at = bottom - high
	default:
		return
	}
	f.scroll.ScrollToOffset(fyne.NewPos(0, at))
}

// below is how far below the top of a container an object in it lies. The driver knows
// that only of what was drawn once, which what was folded away was not.
func below(in *fyne.Container, o fyne.CanvasObject) (y float32, ok bool) {
	for _, x := range in.Objects {
		if x == o {
			return x.Position().Y, true
		}
		if c, is := x.(*fyne.Container); is {
			if y, ok := below(c, o); ok {
				return c.Position().Y + y, true
			}
		}
	}
	return 0, false
}
