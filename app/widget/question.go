package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Option is one way to go on from a question.
type Option struct {
	Text    string
	Primary bool
	Do      func() // nil: nothing but closing the question
}

// ShowQuestion asks before something is done that is hard to take back. stay is the
// harmless answer: it has the focus, and Esc means it.
func ShowQuestion(w fyne.Window, title, text string, stay Option, ways ...Option) *Sheet {
	var s *Sheet
	answered := false
	answer := func(o Option) func() {
		return func() {
			answered = true
			s.Close()
			if o.Do != nil {
				o.Do()
			}
		}
	}
	first := NewButton(stay.Text, answer(stay))
	buttons := container.NewHBox(first)
	for _, o := range ways {
		b := NewButton(o.Text, answer(o))
		if o.Primary {
			b = NewPrimary(o.Text, answer(o))
		}
		buttons.Add(b)
	}
	words := NewPara(text, fynetheme.ColorNameForeground, 14, noticeWidth)
	s = ShowSheet(w, title, container.NewVBox(spacer(noticeWidth), words, container.NewGridWrap(fyne.NewSize(1, 8)), buttons), first)
	s.OnClosed = func() {
		if !answered && stay.Do != nil {
			stay.Do()
		}
	}
	return s
}
