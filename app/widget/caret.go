package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// CaretMoved is told where the caret of the field that has the focus stands: the foot of
// its left edge on the canvas, and the height of its line. Input methods show their
// candidates there. nil: nobody wants to know.
var CaretMoved func(c fyne.Canvas, foot fyne.Position, height float32)

// tellCaret measures the text before the caret; what scrolled out of the field is not
// known, so the place never leaves it.
func (e *Entry) tellCaret() {
	on := e.onCanvas()
	c := fyne.CurrentApp().Driver().CanvasForObject(on)
	if CaretMoved == nil || c == nil {
		return
	}
	size := fynetheme.TextSize()
	before := []rune(e.Text)
	before = before[:min(max(e.CursorColumn, 0), len(before))]
	if e.MultiLine { // which characters a wrapped line begins with is not told
		before = []rune(strings.Repeat("国", len(before)))
	}
	width := fyne.MeasureText(string(before), size, e.TextStyle).Width
	height := fyne.MeasureText("国", size, e.TextStyle).Height
	pad := fynetheme.InnerPadding()
	x := min(pad+width, e.Size().Width-pad)
	y := min(pad+float32(e.CursorRow+1)*height, e.Size().Height)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(on)
	CaretMoved(c, at.Add(fyne.NewPos(x, y)), height)
}

// FocusGained also tells where the caret is. What a form filled in is selected, so that
// typing replaces it; a click puts the caret into it instead.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.proposes() {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if e.onReach != nil {
		e.onReach()
	}
	e.tellCaret()
}
