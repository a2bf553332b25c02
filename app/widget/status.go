package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Status is the line at the foot of the window: what is counted, what is under way,
// and at the right a banner that is never pushed away.
type Status struct {
	Content fyne.CanvasObject

	left   *canvas.Text
	bar    *widget.ProgressBarInfinite
	work   *canvas.Text
	busy   *fyne.Container
	holder *fyne.Container
}

// NewStatus makes a line with a banner.
func NewStatus(banner string) *Status {
	s := &Status{left: small("", theme.Second), work: small("", theme.Second), bar: widget.NewProgressBarInfinite()}
	s.bar.Stop()
	thin := container.NewGridWrap(fyne.NewSize(120, 6), s.bar)
	s.busy = container.NewHBox(container.NewCenter(thin), s.work)
	right := small(banner, fynetheme.ColorNameForeground)
	right.TextStyle.Bold = true
	ground := canvas.NewRectangle(theme.Of(theme.Side))
	s.holder = container.NewHBox(spacer(8), s.left, spacer(12))
	s.Content = container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(4, 4, 4, 12),
		container.NewBorder(nil, nil, nil, right, s.holder)))
	return s
}

func small(text string, ink fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(text, theme.Of(ink))
	t.TextSize = theme.TextSmall
	return t
}

// SetText says what is counted and when it was saved last.
func (s *Status) SetText(text string) {
	s.left.Text = text
	s.holder.Refresh()
}

// Text is what the line says.
func (s *Status) Text() string { return s.left.Text }

// Working shows that something is under way; empty: nothing is.
func (s *Status) Working(what string) {
	s.work.Text = what
	s.holder.Objects = s.holder.Objects[:3]
	if what == "" {
		s.bar.Stop()
	} else {
		s.bar.Start()
		s.holder.Objects = append(s.holder.Objects, s.busy)
	}
	s.holder.Refresh()
}

// Empty is what an empty screen shows: one sentence and the button that begins.
func Empty(sentence, action string, do func()) fyne.CanvasObject {
	text := canvas.NewText(sentence, theme.Of(theme.Second))
	text.Alignment = fyne.TextAlignCenter
	box := container.NewVBox(text)
	if action != "" {
		box.Add(container.NewCenter(NewPrimary(action, do)))
	}
	return container.NewCenter(box)
}
