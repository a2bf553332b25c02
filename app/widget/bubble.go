package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
)

// Bubble is a bubble over a page that tells of what is pointed at.
type Bubble struct {
	Layer *fyne.Container // to be stacked over the page

	gauge *gauge
	text  string
}

// NewBubble makes one that says nothing yet.
func NewBubble() *Bubble {
	return &Bubble{Layer: container.NewWithoutLayout(), gauge: newGauge(theme.TextTable, false)}
}

// Show tells a text below an object, or above where there is no room.
func (b *Bubble) Show(text string, of fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(of).Subtract(d.AbsolutePositionForObject(b.Layer))
	b.text = text
	t := tip{text: text, at: at.AddXY(0, of.Size().Height), high: of.Size().Height}
	b.Layer.Objects = t.draw(b.gauge, b.Layer.Size())
	b.Layer.Refresh()
}

// Hide says no more.
func (b *Bubble) Hide() {
	b.text, b.Layer.Objects = "", nil
	b.Layer.Refresh()
}

// Told is what it tells just now.
func (b *Bubble) Told() string { return b.text }
