package widget

import "fyne.io/fyne/v2"

// Touched is told of keys and clicks, by what gets them; a window that locks itself when
// nobody is there sets it.
var Touched = func() {}

// Cover lies over the whole window, its menu and every sheet; no key of the window reaches
// them.
type Cover struct {
	layer   *layer
	content fyne.CanvasObject
	canvas  fyne.Canvas
}

// ShowCover covers a window.
func ShowCover(w fyne.Window, content fyne.CanvasObject) *Cover {
	c := &Cover{content: content, canvas: w.Canvas(), layer: over(w.Canvas(), func() {})}
	c.canvas.Overlays().Add(content)
	content.Move(fyne.NewPos(0, 0))
	content.Resize(c.canvas.Size())
	return c
}

// Close uncovers the window.
func (c *Cover) Close() {
	c.canvas.Overlays().Remove(c.content)
	c.layer.leave()
}
