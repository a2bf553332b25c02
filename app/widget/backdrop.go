package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// backdropReach is larger than any window, in either direction.
const backdropReach float32 = 1 << 14

// backdrop takes the clicks of a sheet that hit nothing, on the card and around it. Fyne
// takes the focus away at such a click; here the field that had it gets it back. The second
// click of a double click that opened the sheet is one, and would leave it without keys.
type backdrop struct {
	widget.BaseWidget
	canvas fyne.Canvas
	had    fyne.Focusable
}

// backed lays content over a backdrop.
func backed(content fyne.CanvasObject, c fyne.Canvas) fyne.CanvasObject {
	b := &backdrop{canvas: c}
	b.ExtendBaseWidget(b)
	return container.New(backdropLayout{}, b, content)
}

// CreateRenderer is for Fyne: there is nothing to see.
func (b *backdrop) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// MouseDown notes what is about to lose the focus.
func (b *backdrop) MouseDown(*desktop.MouseEvent) {
	if f := b.canvas.Focused(); f != nil {
		b.had = f
	}
}

// MouseUp is for Fyne.
func (b *backdrop) MouseUp(*desktop.MouseEvent) {}

// Tapped gives the focus back.
func (b *backdrop) Tapped(*fyne.PointEvent) {
	if b.had != nil && b.canvas.Focused() == nil {
		b.canvas.Focus(b.had)
	}
}

// backdropLayout has the backdrop reach beyond the sheet, which is as large as what is on it.
type backdropLayout struct{}

func (backdropLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

func (backdropLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(-backdropReach/2, -backdropReach/2))
	o[0].Resize(fyne.NewSquareSize(backdropReach))
	o[1].Move(fyne.Position{})
	o[1].Resize(s)
}
