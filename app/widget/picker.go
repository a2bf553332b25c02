package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	pickRows           = 7 // in sight at once
	pickHeight float32 = 28
)

// Picker is a text field that offers matching choices below itself while one types.
// Fyne's own drop-downs are no help here: they take the focus and draw every choice.
type Picker struct {
	Entry
	// Choices gives what matches a text, best first.
	Choices func(text string) []string
	// OnPicked is told which choice was taken; may be nil.
	OnPicked func(text string)

	layer  *fyne.Container
	list   *pickList
	found  []string
	active int
	top    int // first choice in sight
	quiet  bool
}

// NewPicker makes a picker; the form it is put on, or Stand, gives it a place for its list.
func NewPicker(name, placeholder string, choices func(string) []string) *Picker {
	p := &Picker{Choices: choices, active: -1}
	p.Name, p.self = name, p
	p.ExtendBaseWidget(p)
	p.SetPlaceHolder(placeholder)
	p.onKey, p.onBlur = p.key, p.close
	p.OnCursorChanged = p.tellCaret
	p.OnChanged = func(string) {
		p.typed()
		if p.onEdit != nil {
			p.onEdit()
		}
	}
	return p
}

// Stand gives a picker that is on no form a place for its list, and what to do when its
// text has changed.
func (p *Picker) Stand(layer *fyne.Container, edited func()) { p.layer, p.onEdit = layer, edited }

func (p *Picker) join(f *Form, x *Field) {
	p.layer, p.OnEnter, p.onEdit, p.onLeave = f.layer, f.Submit, x.edited, f.left
	p.onReach, p.onMore = func() { f.reveal(x) }, f.more
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

// Tapped also lists all there is to choose from, where nothing is written yet: so a hand on
// the mouse finds it.
func (p *Picker) Tapped(e *fyne.PointEvent) {
	p.Entry.Tapped(e)
	if p.Text == "" && !p.Disabled() && !p.Open() {
		p.offer()
	}
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
	p.found, p.active, p.top = nil, -1, 0
	if p.Choices != nil {
		p.found = p.Choices(p.Text)
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
	high := pickHeight*float32(min(pickRows, len(p.found))) + 4
	hang(p.list, p, p.layer, fyne.NewSize(p.Size().Width, high))
}

func (p *Picker) hide() {
	if p.list != nil && p.layer != nil {
		p.layer.Objects = nil
		p.layer.Refresh()
	}
	p.list = nil
}

func (p *Picker) close() {
	p.found, p.active, p.top = nil, -1, 0
	p.hide()
}

func (p *Picker) pick(i int) {
	word := p.found[i]
	p.SetText(word)
	p.CursorColumn = len([]rune(word))
	p.Refresh() // or the caret stays where it was in what was typed
	p.close()
	if p.OnPicked != nil {
		p.OnPicked(word)
	}
}

// sure is the choice that Enter and Tab take: the marked one, or the only one on offer;
// -1 if there is none.
func (p *Picker) sure() int {
	switch {
	case !p.Open():
		return -1
	case p.active < 0 && len(p.found) == 1 && strings.TrimSpace(p.Text) != "":
		return 0
	}
	return p.active
}

// AcceptsTab keeps Tab while there is a choice it takes before going on.
func (p *Picker) AcceptsTab() bool { return p.holdsTab || p.sure() >= 0 }

// goOn takes the choice and leaves for the next field, or the one before.
func (p *Picker) goOn() {
	p.pick(p.sure())
	c := fyne.CurrentApp().Driver().CanvasForObject(p)
	if c == nil {
		return
	}
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		c.FocusPrevious()
		return
	}
	c.FocusNext()
}

// mark moves the mark and scrolls it into sight.
func (p *Picker) mark(i int) {
	p.active = min(max(i, -1), len(p.found)-1)
	if at := max(p.active, 0); at < p.top {
		p.top = at
	} else if at >= p.top+pickRows {
		p.top = at - pickRows + 1
	}
}

// key gives the arrows, Enter and Esc to the list while it is open.
func (p *Picker) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		if !p.Open() {
			p.offer()
		}
		if p.Open() {
			p.mark(p.active + 1)
		}
	case fyne.KeyUp:
		p.mark(p.active - 1)
	case fyne.KeyPageDown:
		p.mark(p.active + pickRows)
	case fyne.KeyPageUp:
		p.mark(p.active - pickRows)
	case fyne.KeyTab:
		if p.sure() < 0 {
			return false
		}
		p.goOn()
		return true
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.sure() < 0 {
			p.close()
			return false
		}
		p.pick(p.sure())
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
