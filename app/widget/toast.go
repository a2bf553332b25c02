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
}

// NewToasts makes an empty layer.
func NewToasts() *Toasts { return &Toasts{Layer: container.New(toastLayout{})} }

// Show tells something; action may be empty.
func (t *Toasts) Show(text, action string, do func()) {
	t.round++
	t.text = text
	round := t.round
	if w := t.Layer.Size().Width; w > 0 {
		text = newGauge(14, false).fit(text, max(200, w-toastRest))
	}
	words := canvas.NewText(text, theme.Of(fynetheme.ColorNameForegroundOnPrimary))
	row := container.NewHBox(spacer(8), words, spacer(8))
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
	time.AfterFunc(toastStays, func() {
		fyne.Do(func() {
			if t.round == round {
				t.Hide()
			}
		})
	})
}

// Hide takes the message away.
func (t *Toasts) Hide() {
	t.round++
	t.text = ""
	t.Layer.Objects = nil
	t.Layer.Refresh()
}

// Text is the message on show, empty if there is none.
func (t *Toasts) Text() string { return t.text }

// toastLayout centres the message above the status line.
type toastLayout struct{}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (toastLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		m := x.MinSize()
		m.Height = max(m.Height, 40)
		x.Resize(m)
		x.Move(fyne.NewPos((s.Width-m.Width)/2, s.Height-m.Height-48))
	}
}
