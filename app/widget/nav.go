package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// The widths of the navigation: with words, and with icons only.
const (
	NavWidth  float32 = 176
	NavNarrow float32 = 48
)

// A row of the navigation, as high as there is room for.
const (
	navRow   float32 = 36
	navLow   float32 = 26
	navGap   float32 = 9 // with the line between two groups
	navTitle float32 = 36
	navEdge  float32 = 8 // above where there is no title, and below
)

// NavEntry is one page of the navigation, or with Do something else that it offers. A
// line parts those of one group from the next.
type NavEntry struct {
	Name, Group string
	Icon        fyne.Resource
	Do          func()
}

// Nav is the list of pages at the left; it scrolls where the window is too low for it.
type Nav struct {
	Content fyne.CanvasObject
	items   []*NavItem
	head    *canvas.Text
	title   string
	wide    *canvas.Rectangle // holds the width
	narrow  bool
	scroll  *container.Scroll
}

// NewNav makes the list; chosen is told when a page is asked for.
func NewNav(title string, entries []NavEntry, chosen func(int)) *Nav {
	n := &Nav{head: Heading(title), title: title, wide: canvas.NewRectangle(color.Transparent)}
	n.wide.SetMinSize(fyne.NewSize(NavWidth, 1))
	n.head.Alignment = fyne.TextAlignCenter
	box := container.New(navLayout{n}, n.wide, n.head)
	for i, e := range entries {
		if i > 0 && e.Group != entries[i-1].Group {
			box.Add(navLine())
		}
		item := &NavItem{Text: e.Name, icon: e.Icon, nav: n, tapped: func() { chosen(i) }}
		if e.Do != nil {
			item.tapped = e.Do
		}
		item.ExtendBaseWidget(item)
		n.items = append(n.items, item)
		box.Add(item)
	}
	n.scroll = container.NewVScroll(box)
	n.Content = container.NewStack(canvas.NewRectangle(theme.Of(theme.Side)), n.scroll)
	return n
}

func navLine() fyne.CanvasObject {
	line := canvas.NewRectangle(theme.Of(theme.Line))
	line.SetMinSize(fyne.NewSize(1, 1))
	return container.New(layout.NewCustomPaddedLayout((navGap-1)/2, (navGap-1)/2, 16, 16), line)
}

// navLayout stands the rows closer together where the window is low, so that all pages
// are in sight at once on an office's screen.
type navLayout struct{ n *Nav }

// rest is what all but the rows need.
func (l navLayout) rest(o []fyne.CanvasObject) float32 {
	h := navEdge + l.top()
	for _, x := range o[2:] {
		if _, row := x.(*NavItem); !row {
			h += navGap
		}
	}
	return h
}

func (l navLayout) top() float32 {
	if l.n.narrow {
		return navEdge
	}
	return navTitle
}

func (l navLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.n.wide.MinSize().Width, l.rest(o)+navLow*float32(len(l.n.items)))
}

func (l navLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	row := max(navLow, min(navRow, (s.Height-l.rest(o))/float32(max(1, len(l.n.items)))))
	y := l.top()
	o[0].Resize(fyne.NewSize(s.Width, 1))
	o[1].Resize(fyne.NewSize(s.Width, y))
	for _, x := range o[2:] {
		h := row
		if _, is := x.(*NavItem); !is {
			h = navGap
		}
		x.Move(fyne.NewPos(0, y))
		x.Resize(fyne.NewSize(s.Width, h))
		y += h
	}
}

// SetNarrow leaves the icons only, or brings the words back.
func (n *Nav) SetNarrow(on bool) {
	n.narrow = on
	w := NavWidth
	n.head.Text = n.title
	if on {
		w, n.head.Text = NavNarrow, ""
	}
	n.wide.SetMinSize(fyne.NewSize(w, 1))
	for _, item := range n.items {
		item.Refresh()
	}
	n.Content.Refresh()
}

// Narrow says whether only the icons are on show.
func (n *Nav) Narrow() bool { return n.narrow }

// Choose marks the page on show and brings its row into sight; -1 marks none.
func (n *Nav) Choose(i int) {
	for j, item := range n.items {
		item.on = j == i
		item.Refresh()
	}
	if i < 0 || i >= len(n.items) {
		return
	}
	top, high := n.items[i].Position().Y, n.items[i].Size().Height
	if over := top + high - n.scroll.Size().Height; over > n.scroll.Offset.Y {
		n.scroll.ScrollToOffset(fyne.NewPos(0, over))
	} else if top < n.scroll.Offset.Y {
		n.scroll.ScrollToOffset(fyne.NewPos(0, top))
	}
}

// NavItem is one page of the list.
type NavItem struct {
	widget.BaseWidget
	Text   string
	icon   fyne.Resource
	nav    *Nav
	tapped func()
	on     bool
	hover  bool
}

// Tapped asks for the page.
func (i *NavItem) Tapped(*fyne.PointEvent) { i.tapped() }

// MouseIn lights the item up.
func (i *NavItem) MouseIn(*desktop.MouseEvent) { i.hover = true; i.Refresh() }

// MouseMoved does nothing.
func (i *NavItem) MouseMoved(*desktop.MouseEvent) {}

// MouseOut puts the light out.
func (i *NavItem) MouseOut() { i.hover = false; i.Refresh() }

// CreateRenderer is for Fyne.
func (i *NavItem) CreateRenderer() fyne.WidgetRenderer {
	r := &navRenderer{i: i, ground: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		icon: widget.NewIcon(i.icon), text: canvas.NewText(i.Text, color.Black)}
	r.Refresh()
	return r
}

type navRenderer struct {
	i           *NavItem
	ground, bar *canvas.Rectangle
	icon        *widget.Icon
	text        *canvas.Text
}

func (r *navRenderer) Destroy() {}
func (r *navRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.bar, r.icon, r.text}
}
func (r *navRenderer) MinSize() fyne.Size {
	if r.i.nav.narrow {
		return fyne.NewSize(NavNarrow, navLow)
	}
	return fyne.NewSize(NavWidth, navLow)
}

func (r *navRenderer) Layout(s fyne.Size) {
	side, icon := float32(8), float32(22)
	if r.i.nav.narrow {
		side, icon = 4, (s.Width-20)/2
	}
	edge := max(1, (s.Height-28)/2)
	r.ground.Move(fyne.NewPos(side, edge))
	r.ground.Resize(fyne.NewSize(s.Width-2*side, s.Height-2*edge))
	r.bar.Move(fyne.NewPos(side, edge+6))
	r.bar.Resize(fyne.NewSize(3, s.Height-2*edge-12))
	r.icon.Move(fyne.NewPos(icon, (s.Height-20)/2))
	r.icon.Resize(fyne.NewSize(20, 20))
	r.text.Move(fyne.NewPos(54, 0))
	r.text.Resize(fyne.NewSize(s.Width-60, s.Height))
}

func (r *navRenderer) Refresh() {
	r.ground.FillColor, r.bar.FillColor = color.Transparent, color.Transparent
	r.ground.CornerRadius = 6
	r.text.Color = theme.Of(fynetheme.ColorNameForeground)
	if r.i.hover {
		r.ground.FillColor = theme.Of(fynetheme.ColorNameHover)
	}
	if r.i.on {
		r.ground.FillColor, r.bar.FillColor = theme.Of(theme.Chosen), theme.Of(fynetheme.ColorNamePrimary)
	}
	// Bold where the page is on show: colour alone would not tell.
	r.text.TextStyle.Bold = r.i.on
	r.text.Text = r.i.Text
	r.text.Hidden = r.i.nav.narrow
	r.Layout(r.i.Size())
	canvas.Refresh(r.i)
}
