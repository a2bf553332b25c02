package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Status is the line at the foot of the window: what is counted, what is under way,
// and at the right a banner that is never pushed away: the rest is cut first.
type Status struct {
	Content *fyne.Container

	text   string
	left   *canvas.Text
	work   *canvas.Text
	bar    *widget.ProgressBarInfinite
	stop   *Button
	banner *canvas.Text
}

// NewStatus makes a line with a banner.
func NewStatus(banner string) *Status {
	s := &Status{left: small("", theme.Second), work: small("", theme.Second), bar: widget.NewProgressBarInfinite(), banner: small(banner, fynetheme.ColorNameForeground)}
	s.bar.Stop()
	s.bar.Hide()
	s.banner.TextStyle.Bold = true
	s.stop = NewButton("取消", nil)
	s.stop.Importance = widget.LowImportance
	s.stop.Hide()
	s.Content = container.New(&statusLayout{s, newGauge(theme.TextSmall, false)}, canvas.NewRectangle(theme.Of(theme.Side)), s.left, s.bar, s.work, s.banner, s.stop)
	return s
}

func small(text string, ink fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(text, theme.Of(ink))
	t.TextSize = theme.TextSmall
	return t
}

// SetText says what is counted and when it was saved last.
func (s *Status) SetText(text string) {
	s.text = text
	s.Content.Refresh()
}

// Text is what the line says.
func (s *Status) Text() string { return s.text }

// Working shows that something is under way; empty: nothing is.
func (s *Status) Working(what string) { s.Stoppable(what, nil) }

// Stoppable is Working with a button that stops it; nil: it can't be.
func (s *Status) Stoppable(what string, stop func()) {
	s.work.Text = what
	s.stop.OnTapped = stop
	s.stop.Hidden = what == "" || stop == nil
	if what == "" {
		s.bar.Stop()
		s.bar.Hide()
	} else {
		s.bar.Show()
		s.bar.Start()
	}
	s.Content.Refresh()
}

// Doing is what is under way, empty if nothing is.
func (s *Status) Doing() string { return s.work.Text }

type statusLayout struct {
	s     *Status
	gauge *gauge
}

const (
	statusHeight float32 = 26
	statusBar    float32 = 120
	statusStop   float32 = 56
)

func (l *statusLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.s.banner.MinSize().Width+24, statusHeight)
}

func (l *statusLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	put := func(x fyne.CanvasObject, at, w float32) {
		x.Move(fyne.NewPos(at, 0))
		x.Resize(fyne.NewSize(w, size.Height))
	}
	banner := l.s.banner.MinSize().Width
	put(l.s.banner, size.Width-banner-12, banner)
	room := size.Width - banner - 12 - 24
	if l.s.work.Text != "" {
		room -= statusBar + 8 + l.s.work.MinSize().Width + 12
	}
	if !l.s.stop.Hidden {
		room -= statusStop + 8
	}
	l.s.left.Text = l.gauge.fit(l.s.text, max(0, room))
	wide := l.s.left.MinSize().Width
	put(l.s.left, 12, wide)
	l.s.bar.Move(fyne.NewPos(12+wide+16, (size.Height-6)/2))
	l.s.bar.Resize(fyne.NewSize(statusBar, 6))
	after := 12 + wide + 16 + statusBar + 8
	put(l.s.work, after, l.s.work.MinSize().Width)
	put(l.s.stop, after+l.s.work.MinSize().Width+8, statusStop)
}

// Empty is what an empty screen shows: one sentence and the button that begins.
func Empty(sentence, action string, do func()) fyne.CanvasObject {
	text := canvas.NewText(sentence, theme.Of(theme.Second))
	text.Alignment = fyne.TextAlignCenter
	box := container.NewVBox(text)
	if action != "" {
		box.Add(spacer(4))
		box.Add(container.NewCenter(NewPrimary(action, do)))
	}
	return container.NewCenter(box)
}
