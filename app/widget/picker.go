package widget

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

const (
	pickRows           = 7
	pickHeight float32 = 28
)

// Picker is a text field that offers matching choices below itself while one types.
// Fyne's own drop-downs are no help here: they take the focus and draw every choice.
type Picker struct {
	Entry
	// Choices gives what matches a text, best first; at most a few are looked at.
	Choices func(text string) []string
	// OnPicked is told which choice was taken; may be nil.
	OnPicked func(text string)

	layer  *fyne.Container
	list   *pickList
	found  []string
	active int
	quiet  bool
}

// NewPicker makes a picker; the form it is put on gives it a place for its list.
func NewPicker(name, placeholder string, choices func(string) []string) *Picker {
	p := &Picker{Choices: choices, active: -1}
	p.Name, p.self = name, p
	p.ExtendBaseWidget(p)
	p.SetPlaceHolder(placeholder)
	p.onKey, p.onBlur = p.key, p.close
	p.OnChanged = func(string) { p.typed() }
	return p
}

// Matching is a Choices over fixed words: those that begin with the text come first.
func Matching(words []string) func(string) []string {
	return func(text string) []string {
		text = strings.TrimSpace(text)
		var begin, within []string
		for _, w := range words {
			switch {
			case strings.HasPrefix(w, text):
				begin = append(begin, w)
			case strings.Contains(w, text):
				within = append(within, w)
			}
		}
		return append(begin, within...)
	}
}

// SetText sets the text without offering anything.
func (p *Picker) SetText(s string) {
	p.quiet = true
	p.Entry.SetText(s)
	p.quiet = false
}

// Open says whether choices are on offer.
func (p *Picker) Open() bool { return p.list != nil }

// Offered is what is on offer.
func (p *Picker) Offered() []string { return p.found }

func (p *Picker) typed() {
	if p.quiet {
		return
	}
	p.offer()
}

func (p *Picker) offer() {
	p.found, p.active = nil, -1
	if p.Choices != nil {
		p.found = p.Choices(p.Text)
	}
	if len(p.found) > pickRows {
		p.found = p.found[:pickRows]
	}
	if len(p.found) == 0 || len(p.found) == 1 && p.found[0] == p.Text {
		p.close()
		return
	}
	p.show()
}

func (p *Picker) show() {
	if p.layer == nil {
		return
	}
	p.hide()
	p.list = newPickList(p)
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(p).Subtract(d.AbsolutePositionForObject(p.layer))
	p.list.Move(at.AddXY(0, p.Size().Height+2))
	p.list.Resize(fyne.NewSize(p.Size().Width, pickHeight*float32(len(p.found))+4))
	p.layer.Objects = []fyne.CanvasObject{p.list}
	p.layer.Refresh()
}

func (p *Picker) hide() {
	if p.list != nil && p.layer != nil {
		p.layer.Objects = nil
		p.layer.Refresh()
	}
	p.list = nil
}

func (p *Picker) close() {
	p.found, p.active = nil, -1
	p.hide()
}

func (p *Picker) pick(i int) {
	word := p.found[i]
	p.SetText(word)
	p.CursorColumn = len([]rune(word))
	p.close()
	if p.OnPicked != nil {
		p.OnPicked(word)
	}
}

// key gives the arrows, Enter and Esc to the list while it is open.
func (p *Picker) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		if !p.Open() {
			p.offer()
			return true
		}
		p.active = min(p.active+1, len(p.found)-1)
	case fyne.KeyUp:
		p.active = max(p.active-1, -1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if !p.Open() || p.active < 0 {
			p.close()
			return false
		}
		p.pick(p.active)
		return true
	case fyne.KeyEscape:
		if !p.Open() {
			return false
		}
		p.close()
		return true
	default:
		return false
	}
	if p.list != nil {
		p.list.Refresh()
	}
	return true
}

// pickList draws the choices.
type pickList struct {
	widget.BaseWidget
	p     *Picker
	texts []*canvas.Text
	rows  []*canvas.Rectangle
}

func newPickList(p *Picker) *pickList {
	l := &pickList{p: p}
	l.ExtendBaseWidget(l)
	return l
}

func (l *pickList) CreateRenderer() fyne.WidgetRenderer {
	card := canvas.NewRectangle(theme.Of(fynetheme.ColorNameOverlayBackground))
	card.StrokeColor, card.StrokeWidth, card.CornerRadius = theme.Of(fynetheme.ColorNameInputBorder), 1, 4
	box := container.NewWithoutLayout()
	for i, w := range l.p.found {
		row := canvas.NewRectangle(color.Transparent)
		row.CornerRadius = 3
		text := canvas.NewText(newGauge(14, false).fit(w, 420), theme.Of(fynetheme.ColorNameForeground))
		row.Move(fyne.NewPos(2, 2+float32(i)*pickHeight))
		text.Move(fyne.NewPos(10, 2+float32(i)*pickHeight))
		text.Resize(fyne.NewSize(400, pickHeight))
		l.rows, l.texts = append(l.rows, row), append(l.texts, text)
		box.Add(row)
		box.Add(text)
	}
	return &pickRenderer{l: l, all: []fyne.CanvasObject{card, box}}
}

// MouseDown picks at once: waiting for the whole click would lose it, because the
// field closes the list when it loses the focus.
func (l *pickList) MouseDown(e *desktop.MouseEvent) {
	if i := int((e.Position.Y - 2) / pickHeight); i >= 0 && i < len(l.p.found) {
		l.p.pick(i)
	}
}

func (l *pickList) MouseUp(*desktop.MouseEvent) {}

type pickRenderer struct {
	l   *pickList
	all []fyne.CanvasObject
}

func (r *pickRenderer) Destroy()                     {}
func (r *pickRenderer) Objects() []fyne.CanvasObject { return r.all }
func (r *pickRenderer) MinSize() fyne.Size           { return fyne.NewSize(80, pickHeight) }
func (r *pickRenderer) Layout(s fyne.Size) {
	for _, o := range r.all {
		o.Resize(s)
	}
	for _, o := range r.l.rows {
		o.Resize(fyne.NewSize(s.Width-4, pickHeight))
	}
}

func (r *pickRenderer) Refresh() {
	for i, o := range r.l.rows {
		o.FillColor = color.Transparent
		if i == r.l.p.active {
			o.FillColor = theme.Of(theme.Chosen)
		}
	}
	canvas.Refresh(r.l)
}
