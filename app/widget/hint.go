package widget

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// SetPlaceHolder sets what stands in the field while it is empty. On one line it is cut to
// the field's width: a longer one would make Fyne show a thumb to scroll by.
func (e *Entry) SetPlaceHolder(text string) {
	e.hint = text
	e.Entry.SetPlaceHolder(text)
	e.cutHint(e.Size().Width)
}

// Hint is the whole of what stands in the field while it is empty.
func (e *Entry) Hint() string { return e.hint }

// Resize cuts the hint anew.
func (e *Entry) Resize(s fyne.Size) {
	e.cutHint(s.Width)
	e.Entry.Resize(s)
}

func (e *Entry) cutHint(width float32) {
	if e.MultiLine || e.hint == "" || width <= 0 {
		return
	}
	size, pad := fynetheme.TextSize(), fynetheme.InnerPadding()
	room := width - 2*pad - 2*fynetheme.InputBorderSize()
	if e.ActionItem != nil {
		room -= e.ActionItem.MinSize().Width + pad
	}
	text := e.hint
	if float32(len([]rune(text)))*size > room {
		text = newGauge(size, false).fit(text, max(0, room))
	}
	if text != e.PlaceHolder {
		e.Entry.SetPlaceHolder(text)
	}
}
