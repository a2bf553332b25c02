package page

import (
	"fyne.io/fyne/v2"

	"qinqing/app/widget"
)

// Widths of the page 通报: the form, and what stands beside it. In a narrow window the
// form has the room alone until there is something to read, which then stands in its place.
const (
	bulletinForm float32 = 96 + 8 + 340 + 10 + 250 + 32
	leastForm    float32 = bulletinForm - 130 // the hints turn
	leastBeside  float32 = 360
)

// optionsRoom places the form, what was made, and the way back from that.
type optionsRoom struct {
	form, body fyne.CanvasObject
	back       *widget.Button
	reading    bool // there is something to read beside the form
}

// MinSize leaves the narrowest window room.
func (r *optionsRoom) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(leastForm, 100) }

// Layout places them.
func (r *optionsRoom) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Show()
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	if s.Width >= leastForm+leastBeside {
		w := min(bulletinForm, s.Width-leastBeside)
		r.back.Hide()
		put(r.form, 0, 0, w, s.Height)
		put(r.body, w, 0, s.Width-w, s.Height)
		return
	}
	if !r.reading {
		r.back.Hide()
		r.body.Hide()
		put(r.form, 0, 0, s.Width, s.Height)
		return
	}
	r.form.Hide()
	m := r.back.MinSize()
	put(r.back, 16, 0, m.Width, m.Height)
	put(r.body, 8, m.Height+4, s.Width-8, s.Height-m.Height-4)
}
