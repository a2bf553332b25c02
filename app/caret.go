package app

import (
	"fyne.io/fyne/v2"

	"qinqing/app/ime"
)

// tellInputMethod passes on where the caret of a field stands.
func tellInputMethod(c fyne.Canvas, foot fyne.Position, height float32) {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w.Canvas() == c {
			s := c.Scale()
			ime.Caret(w, int(foot.X*s), int(foot.Y*s), int(height*s))
			return
		}
	}
}
