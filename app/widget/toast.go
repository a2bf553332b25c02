package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

const (
	toastStays         = 8 * time.Second
	toastRest  float32 = 280 // for the button and the sides
)

// Toasts shows short messages at the foot of the window that go away by themselves,
// each with at most one button. Layer is to be laid over the window's content.
type Toasts struct {
	Layer *fyne.Container
	round int
	text  string
	words *canvas.Text // on show, as much of text as there is room for; nil if nothing is
}

// NewToasts makes an empty layer.
func NewToasts() *Toasts {
	t := &Toasts{}
	t.Layer = container.New(toastLayout{t})
	return t
}

// Show tells something; action may be empty.
func (t *Toasts) Show(text, action string, do func()) {
	t.round++
	t.text = text
	round := t.round
	t.words = canvas.NewText(text, theme.Of(fynetheme.ColorNameForegroundOnPrimary))
	t.fit(t.Layer.Size().Width)
	row := container.NewHBox(spacer(8), t.words, spacer(8))
	if action != "" {
		row.Add(NewButton(action, func() {
			t.Hide()
			do()
		}))
	}
	card := canvas.NewRectangle(theme.Of(fynetheme.ColorNamePrimary))
	card.CornerRadius = 6
	t.Layer.Objects = []fyne.CanvasObject{container.NewStack(card, container.NewPadded(row))}
	t.Layer.Refresh()
	After(toastStays, func() {
		if t.round == round {
			t.Hide()
		}
	})
}

// fit cuts the message to a window of that width. A message at the start comes before the
// window has its size, so it is asked again whenever that changes.
func (t *Toasts) fit(w float32) {
	if t.words == nil || w <= 0 {
		return
	}
	if text := newGauge(14, false).fit(t.text, max(200, w-toastRest)); text != t.words.Text {
		t.words.Text = text
		t.words.Refresh()
	}
}

// Hide takes the message away.
func (t *Toasts) Hide() {
	t.round++
	t.text, t.words = "", nil
	t.Layer.Objects = nil
	t.Layer.Refresh()
}

// Text is the message on show, empty if there is none.
func (t *Toasts) Text() string { return t.text }

// toastLayout centres the message above the status line.
type toastLayout struct{ of *Toasts }

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l toastLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	l.of.fit(s.Width)
	for _, x := range o {
		m := x.MinSize()
		m.Height = max(m.Height, 40)
		x.Resize(m)
		x.Move(fyne.NewPos((s.Width-m.Width)/2, s.Height-m.Height-48))
	}
}
