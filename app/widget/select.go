package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Select chooses one of a few words.
type Select struct {
	widget.Select
	Name    string
	OnEnter func()
	onEdit  func()
	onLeave func()
	onMore  func()
	onReach func()
}

// NewSelect makes a choice among options; the first one is chosen.
func NewSelect(name string, options []string, changed func(int)) *Select {
	s := &Select{Name: name}
	s.Options = options
	s.ExtendBaseWidget(s)
	if len(options) > 0 {
		s.Selected = options[0]
	}
	s.OnChanged = func(string) {
		changed(s.SelectedIndex())
		if s.onEdit != nil {
			s.onEdit()
		}
	}
	return s
}

// Held is the choice's name and what is chosen.
func (s *Select) Held() (name, text string) { return s.Name, s.Selected }

func (s *Select) hold(text string) { s.SetSelected(text) }

func (s *Select) join(f *Form, x *Field) {
	s.OnEnter, s.onEdit, s.onLeave, s.onMore = f.Submit, x.edited, f.left, f.more
	s.onReach = func() { f.reveal(x) }
}

func (s *Select) tidy() {}

// FocusGained also scrolls the form.
func (s *Select) FocusGained() {
	s.Select.FocusGained()
	if s.onReach != nil {
		s.onReach()
	}
}

// FocusLost also tells the form.
func (s *Select) FocusLost() {
	s.Select.FocusLost()
	if s.onLeave != nil {
		s.onLeave()
	}
}

// CreateRenderer draws a frame like a field's: Fyne shows white on white.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &selectRenderer{WidgetRenderer: s.Select.CreateRenderer(), frame: canvas.NewRectangle(color.Transparent)}
	r.frame.StrokeWidth, r.frame.CornerRadius = 1, 4
	r.ink()
	return r
}

type selectRenderer struct {
	fyne.WidgetRenderer
	frame *canvas.Rectangle
}

func (r *selectRenderer) ink() { r.frame.StrokeColor = theme.Of(fynetheme.ColorNameInputBorder) }

func (r *selectRenderer) Objects() []fyne.CanvasObject {
	return append(r.WidgetRenderer.Objects(), r.frame)
}

func (r *selectRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.frame.Resize(s)
}

func (r *selectRenderer) Refresh() {
	r.ink()
	r.WidgetRenderer.Refresh()
}

// TypedShortcut hands the keys of a form to it, and all others to the window.
func (s *Select) TypedShortcut(k fyne.Shortcut) { formShortcut(s, k, s.OnEnter, s.onMore) }

// TypedKey hands Esc and F5 on, and Enter to the form.
func (s *Select) TypedKey(k *fyne.KeyEvent) {
	if s.OnEnter != nil && (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) {
		s.OnEnter()
		return
	}
	if windowKey(k) {
		pass(s, k)
		return
	}
	s.Select.TypedKey(k)
}
