package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// DateEntry is a field for a day: what ReadDay reads is brought into the form
// yyyy-MM-dd when the field is left. ↓, or the small button that Tab passes by, opens a
// calendar below it; Esc closes that.
type DateEntry struct {
	Entry
	Today func() time.Time
	Mark  func(time.Time) string // a short word beside a day in the calendar, such as 休; may be nil
	// Amiss tells what is wrong with the text, "" for nothing; a form that holds the field asks
	// it. May be nil.
	Amiss func() string
	// Past says that days to come are seldom meant: see ReadDay.
	Past bool

	layer    *fyne.Container
	calendar *calendar
	steering bool // the mouse is down on the calendar, which takes the focus for a moment
	has      bool // the focus
	came     bool // the focus, with the press of the mouse that is not yet over
}

// NewDateEntry makes a field for a day.
func NewDateEntry(name string, today func() time.Time) *DateEntry {
	e := &DateEntry{Today: today}
	e.Name, e.self = name, e
	e.ExtendBaseWidget(e)
	e.ActionItem = newCalendarButton(e)
	e.onKey, e.onBlur = e.key, e.blur
	e.OnCursorChanged = e.tellCaret
	e.OnChanged = func(string) {
		if e.calendar != nil {
			e.calendar.follow()
		}
		if e.onEdit != nil {
			e.onEdit()
		}
	}
	return e
}

// Stand gives a field that is on no form a place for its calendar, and what to do when
// its text has changed.
func (e *DateEntry) Stand(layer *fyne.Container, edited func()) { e.layer, e.onEdit = layer, edited }

// Iso is the day as yyyy-MM-dd; ok is false when the text can't be read. Whether there is
// such a day in the month is not asked.
func (e *DateEntry) Iso() (text string, ok bool) { return ReadDay(e.Text, e.Today(), e.Past) }

// Day is the day, if the text can be read and there is such a day.
func (e *DateEntry) Day() (d time.Time, ok bool) {
	text, ok := e.Iso()
	if !ok {
		return d, false
	}
	d, err := time.Parse(time.DateOnly, text)
	return d, err == nil
}

// Open says whether the calendar is on show.
func (e *DateEntry) Open() bool { return e.calendar != nil }

func (e *DateEntry) join(f *Form, x *Field) {
	e.layer, e.OnEnter, e.onEdit, e.onLeave = f.layer, f.Submit, x.edited, f.left
	e.onReach, e.onMore = func() { f.reveal(x) }, f.more
}

// FocusGained selects the day that stands there, so that typing another replaces it. In a
// cell F2 is for changing a part of it.
func (e *DateEntry) FocusGained() {
	e.Entry.FocusGained()
	if !e.has && !e.holdsTab {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.has = true
}

// MouseDown notes whether the press is what brought the focus.
func (e *DateEntry) MouseDown(m *desktop.MouseEvent) {
	e.came = !e.has && !e.holdsTab
	e.Entry.MouseDown(m)
}

// MouseUp selects the whole day, unless a part of it was just marked or the field had the
// focus before: then the press was for the caret.
func (e *DateEntry) MouseUp(m *desktop.MouseEvent) {
	e.Entry.MouseUp(m)
	if e.came && m.Button == desktop.MouseButtonPrimary && e.SelectedText() == "" {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.came = false
}

func (e *DateEntry) blur() {
	if e.steering {
		return
	}
	e.has = false
	e.close()
	e.tidy()
}

func (e *DateEntry) fault() string {
	if e.Amiss == nil {
		return ""
	}
	return e.Amiss()
}

// tidy writes the day in full.
func (e *DateEntry) tidy() {
	if d, ok := e.Day(); ok && isoDay(d) != e.Text {
		e.SetText(isoDay(d))
	}
}

func (e *DateEntry) open() {
	if e.layer == nil || e.calendar != nil {
		return
	}
	at, ok := e.Day()
	if !ok {
		at = e.Today()
	}
	e.calendar = newCalendar(e, at)
	size := e.calendar.MinSize()
	hang(e.calendar, e, e.layer, size)
}

func (e *DateEntry) close() {
	if e.calendar == nil {
		return
	}
	e.calendar = nil
	e.layer.Objects = nil
	e.layer.Refresh()
}

func (e *DateEntry) toggle() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		c.Focus(e)
	}
	if e.calendar != nil {
		e.close()
		return
	}
	e.open()
}

func (e *DateEntry) take(d time.Time) {
	e.close()
	e.SetText(isoDay(d))
	e.CursorColumn = len(e.Text)
	e.Refresh()
}

// AcceptsTab is false: Tab takes nothing out of the calendar, it goes on. Only the field
// of a cell has its own use for it.
func (e *DateEntry) AcceptsTab() bool { return e.holdsTab }

// key gives the arrows, Enter and Esc to the calendar while it is open.
func (e *DateEntry) key(k *fyne.KeyEvent) bool {
	if e.calendar == nil {
		if k.Name == fyne.KeyDown {
			e.open()
			return true
		}
		return false
	}
	months := 1
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
		months = 12
	}
	c := e.calendar
	switch k.Name {
	case fyne.KeyDown:
		c.move(0, 7)
	case fyne.KeyUp:
		c.move(0, -7)
	case fyne.KeyRight:
		c.move(0, 1)
	case fyne.KeyLeft:
		c.move(0, -1)
	case fyne.KeyPageDown:
		c.move(months, 0)
	case fyne.KeyPageUp:
		c.move(-months, 0)
	case fyne.KeyHome:
		c.move(0, 1-c.at.Day())
	case fyne.KeyEnd:
		c.move(0, monthDays(c.at)-c.at.Day())
	case fyne.KeyReturn, fyne.KeyEnter:
		e.take(c.at)
	case fyne.KeyEscape:
		e.close()
	default:
		return false
	}
	return true
}
