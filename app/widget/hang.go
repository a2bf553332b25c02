package widget

import "fyne.io/fyne/v2"

// hang puts what belongs to a field into the layer, below the field, or above it where
// there is no room below.
func hang(o, field fyne.CanvasObject, layer *fyne.Container, size fyne.Size) {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(field)
	y := field.Size().Height + 2
	if c := d.CanvasForObject(field); c != nil && at.Y+y+size.Height > c.Size().Height && at.Y > size.Height+2 {
		y = -size.Height - 2
	}
	o.Move(at.Subtract(d.AbsolutePositionForObject(layer)).AddXY(0, y))
	o.Resize(size)
	layer.Objects = []fyne.CanvasObject{o}
	layer.Refresh()
}
