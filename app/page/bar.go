package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
)

// Bar is the head of a page: its name, what narrows it, and its one primary button. On
// a narrow window its elastic fields give way first, so that the button stays in sight.
func Bar(name string, primary fyne.CanvasObject, controls ...fyne.CanvasObject) fyne.CanvasObject {
	row := container.New(barLayout{}, widget.Heading(name))
	for _, c := range controls {
		row.Add(c)
	}
	if primary == nil {
		primary = gap(1)
	}
	row.Add(primary)
	return container.New(layout.NewCustomPaddedLayout(8, 8, 16, 16), row)
}

func sized(w float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(elastic{w, w}, o)
}

// elastic gives its one object the width it wants, or less, down to least.
type elastic struct{ wants, least float32 }

func (e elastic) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(e.least, max(barHeight, o[0].MinSize().Height))
}

func (e elastic) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

func wants(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if e, ok := c.Layout.(elastic); ok {
			return e.wants
		}
	}
	return o.MinSize().Width
}

const (
	barHeight float32 = 36
	barGap    float32 = 8
)

// barLayout stands all but the last in a row from the left and the last at the right.
type barLayout struct{}

func (barLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(0, barHeight)
	for _, x := range o {
		s.Width += x.MinSize().Width + barGap
		s.Height = max(s.Height, x.MinSize().Height)
	}
	return s
}

func (l barLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	spare := s.Width - l.MinSize(o).Width
	var x float32
	for i, c := range o {
		m := c.MinSize()
		w := m.Width
		if more := min(max(spare, 0), wants(c)-w); more > 0 {
			w += more
			spare -= more
		}
		if i == len(o)-1 {
			x = s.Width - w
		}
		h := max(m.Height, min(barHeight, s.Height))
		c.Move(fyne.NewPos(x, (s.Height-h)/2))
		c.Resize(fyne.NewSize(w, h))
		x += w + barGap
	}
}
