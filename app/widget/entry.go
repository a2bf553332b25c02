package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pass hands a key on to the window, or to the sheet that is open over it.
func pass(o fyne.CanvasObject, k *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(k)
	}
}

// windowKey says that a key is never for the control that has the focus.
func windowKey(k *fyne.KeyEvent) bool {
	return k.Name == fyne.KeyEscape || k.Name == fyne.KeyF5 || k.Name == fyne.KeyF1
}

// Entry is a text field that tells of Enter and Esc, which Fyne's own keeps to itself.
type Entry struct {
	widget.Entry
	Name     string // for scripts that drive the window
	hint     string
	OnEnter  func()
	OnEscape func()         // nil: the sheet the field is on
	OnArrow  func(rows int) // Up, Down, PageUp and PageDown, for a list that belongs to the field
	onKey    func(*fyne.KeyEvent) bool
	onBlur   func()
	onEdit   func()            // for the form
	onLeave  func()            // for the form: another has the focus now
	holdsTab bool              // Tab is told to onKey
	given    bool              // nobody has typed since the program filled it in
	onReach  func()            // for the form: it has the focus
	onMore   func()            // for the form: Ctrl+Shift+Enter
	self     fyne.CanvasObject // what is on the canvas, if the entry is a part of it
}

// NewEntry makes a field of one line.
func NewEntry(name, placeholder string) *Entry {
	e := &Entry{Name: name}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	e.OnCursorChanged = e.tellCaret
	return e
}

// NewTextArea makes a field of several lines; Ctrl+Enter is its Enter, Tab leaves it.
func NewTextArea(name, placeholder string, lines int) *Entry {
	e := NewEntry(name, placeholder)
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapBreak
	e.SetMinRowsVisible(lines)
	return e
}

// watchText makes onEdit be told of every change, beside whoever has OnChanged.
func (e *Entry) watchText() {
	own := e.OnChanged
	e.OnChanged = func(s string) {
		if own != nil {
			own(s)
		}
		if e.onEdit != nil {
			e.onEdit()
		}
	}
}

// AcceptsTab is false, also for several lines: Tab goes on to the next field. Only the
// field of a cell has its own use for it.
func (e *Entry) AcceptsTab() bool { return e.holdsTab }

// TypedKey sorts out Enter and Esc.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	Touched()
	e.given = false
	if e.onKey != nil && e.onKey(k) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !e.MultiLine {
			if e.OnEnter != nil {
				e.OnEnter()
			}
			return
		}
	case fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
			return
		}
		pass(e.onCanvas(), k)
		return
	case fyne.KeyF5, fyne.KeyF1:
		pass(e.onCanvas(), k)
		return
	}
	if rows := arrows[k.Name]; rows != 0 && e.OnArrow != nil {
		e.OnArrow(rows)
		return
	}
	e.Entry.TypedKey(k)
}

// TypedRune also says that somebody is there.
func (e *Entry) TypedRune(r rune) {
	Touched()
	e.given = false
	e.Entry.TypedRune(r)
}

// arrows are the keys that move through a list, and how many rows.
var arrows = map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -10, fyne.KeyPageDown: 10}

func (e *Entry) onCanvas() fyne.CanvasObject {
	if e.self != nil {
		return e.self
	}
	return e
}

// TypedShortcut makes Ctrl+Enter the Enter of a field of several lines.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	e.given = false
	c, ok := s.(*desktop.CustomShortcut)
	if ok && e.onMore != nil && c.Modifier == fyne.KeyModifierControl|fyne.KeyModifierShift && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		e.onMore()
		return
	}
	if ok && c.Modifier == fyne.KeyModifierControl && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		if e.OnEnter != nil {
			e.OnEnter()
		}
		return
	}
	e.Entry.TypedShortcut(s)
}

// FocusLost also closes what hangs on the field.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.onBlur != nil {
		e.onBlur()
	}
	if e.onLeave != nil {
		e.onLeave()
	}
}

// Held is the field's name and what it holds.
func (e *Entry) Held() (name, text string) { return e.Name, e.Text }

// hold puts back what was half typed, which is gone on with and not typed over.
func (e *Entry) hold(text string) {
	e.SetText(text)
	e.given = false
}

// SetText also lets go of what is selected: Fyne would keep the marks of the text before.
func (e *Entry) SetText(text string) {
	if e.SelectedText() != "" {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	e.Entry.SetText(text)
	e.given = text != ""
}

// proposes says that the field of a form holds what was filled in for whoever comes to it.
func (e *Entry) proposes() bool {
	return e.given && e.onReach != nil && !e.MultiLine && !e.holdsTab
}

func (e *Entry) join(f *Form, x *Field) {
	e.OnEnter, e.onEdit, e.onLeave = f.Submit, x.edited, f.left
	e.onReach, e.onMore = func() { f.reveal(x) }, f.more
	e.watchText()
}

func (e *Entry) tidy() {}

// Button is a button that Enter presses and Esc leaves.
type Button struct {
	widget.Button
	onReach func() // for the form: it has the focus
	onEnter func() // for the form: Ctrl+Enter
	onMore  func() // for the form: Ctrl+Shift+Enter
}

// NewButton makes a plain button.
func NewButton(text string, tapped func()) *Button {
	b := &Button{}
	b.Text, b.OnTapped = text, tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewPrimary makes the one button of a page that stands out.
func NewPrimary(text string, tapped func()) *Button {
	b := NewButton(text, tapped)
	b.Importance = widget.HighImportance
	return b
}

// FocusGained also scrolls the form.
func (b *Button) FocusGained() {
	b.Button.FocusGained()
	if b.onReach != nil {
		b.onReach()
	}
}

// TypedShortcut hands the keys of a form to it, and all others to the window.
func (b *Button) TypedShortcut(s fyne.Shortcut) { formShortcut(b, s, b.onEnter, b.onMore) }

// formShortcut is for what is in a form and has no shortcuts of its own.
func formShortcut(o fyne.CanvasObject, s fyne.Shortcut, enter, more func()) {
	c, ok := s.(*desktop.CustomShortcut)
	enterKey := ok && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter)
	switch {
	case enterKey && c.Modifier == fyne.KeyModifierControl && enter != nil:
		enter()
	case enterKey && c.Modifier == fyne.KeyModifierControl|fyne.KeyModifierShift && more != nil:
		more()
	default:
		if window, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
			window.TypedShortcut(s)
		}
	}
}

// Tapped also says that somebody is there.
func (b *Button) Tapped(e *fyne.PointEvent) {
	Touched()
	b.Button.Tapped(e)
}

// TypedKey presses with Enter and hands Esc on.
func (b *Button) TypedKey(k *fyne.KeyEvent) {
	Touched()
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if b.OnTapped != nil && !b.Disabled() {
			b.OnTapped()
		}
	default:
		if windowKey(k) {
			pass(b, k)
			return
		}
		b.Button.TypedKey(k)
	}
}
