package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// Editing is how the cells of a column are typed into.
type Editing[T any] struct {
	// Value is what the field begins with; nil: the cell's text.
	Value func(T) (string, error)
	// Choices offers words while one types, for a drop-down; nil: a plain field.
	Choices func(text string) []string
	// Read is what was meant by what was typed, or why it can't be; nil: as typed.
	Read func(text string) (string, error)
	// Refuse says why the cell of this row can't be typed into, "" if it can; may be nil.
	Refuse func(T) string
	// Today makes it a field for a day, with a calendar in which Mark marks days off.
	Today func() time.Time
	Mark  func(time.Time) string
	// Long texts get a field of several lines.
	Long bool
}

// Cell is a cell and what is to stand in it.
type Cell struct {
	Row   int
	Title string // of its column
	Text  string
}

// Measures of the field over a cell.
const (
	editLeast float32 = 220
	editLong  float32 = 380
	editLines         = 4
)

// cellEditor is the field over a cell.
type cellEditor struct {
	field Input // *Entry, *Picker or *DateEntry
	entry *Entry
	keys  func(*fyne.KeyEvent) bool // the field's own, for its list or calendar
	layer *fyne.Container           // for the list of choices
	row   int
	title string
	was   string
	fault string // what was typed when it was refused
	busy  bool   // it is being written
	then  func() // what was pressed meanwhile
}

// startEdit puts a field over the cursor's cell. What was typed replaces what stands
// there; without it the field begins with that.
func (t *DataTable[T]) startEdit(typed string, replace bool) {
	c := t.columnAtCursor()
	if t.edit != nil || t.OnEdit == nil || c == nil || t.cursor < 0 || t.cursor >= t.rows.Len() {
		return
	}
	row, ok := t.rows.Row(t.cursor)
	if !ok {
		return
	}
	if why := c.refusal(row); why != "" {
		t.say(why, false)
		return
	}
	value, err := c.value(row)
	if err != nil {
		t.say(err.Error(), true)
		return
	}
	t.put(t.cursor, false)
	e := &cellEditor{row: t.cursor, title: c.Title, was: value, layer: container.NewWithoutLayout()}
	t.fieldFor(e, c)
	t.edit = e
	if !replace {
		e.entry.SetText(value)
	}
	t.Refresh()
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(t); canvas != nil {
		canvas.Focus(e.field)
	}
	p, picks := e.field.(*Picker)
	switch {
	case replace:
		for _, r := range typed {
			e.field.TypedRune(r)
		}
	case picks:
		p.TypedShortcut(&fyne.ShortcutSelectAll{})
		p.offerAll()
	default:
		e.entry.CursorColumn = len([]rune(value))
		e.entry.Refresh()
	}
	t.standList()
}

// standList puts the list of a field that was just made below it, or above where there
// is no room: the window does not know yet where the field is, so the list can't.
func (t *DataTable[T]) standList() {
	e := t.edit
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(t)
	if e == nil || c == nil || len(e.layer.Objects) == 0 {
		return
	}
	list, at := e.layer.Objects[0], e.field.Position()
	below, high := at.Y+e.field.Size().Height+2, list.Size().Height
	if top := d.AbsolutePositionForObject(t).Y; top+below+high > c.Size().Height && top+at.Y > high+2 {
		below = at.Y - high - 2
	}
	list.Move(fyne.NewPos(at.X, below))
}

// fieldFor makes the field of a column.
func (t *DataTable[T]) fieldFor(e *cellEditor, c *Column[T]) {
	name := "格：" + c.Title
	switch {
	case c.Edit.Choices != nil:
		p := NewPicker(name, "", c.Edit.Choices)
		p.Stand(e.layer, nil)
		e.field, e.entry, e.keys = p, &p.Entry, p.key
	case c.Edit.Today != nil:
		d := NewDateEntry(name, c.Edit.Today)
		d.Past, d.Mark = true, c.Edit.Mark
		d.Stand(e.layer, nil)
		e.field, e.entry, e.keys = d, &d.Entry, d.key
	case c.Edit.Long:
		e.entry = NewTextArea(name, "", editLines)
		e.field = e.entry
	default:
		e.entry = NewEntry(name, "")
		e.field = e.entry
	}
	e.entry.holdsTab = true
	e.entry.onKey = func(k *fyne.KeyEvent) bool { return t.editKey(e, k) }
	e.entry.OnEnter = func() { t.endEdit(func() { t.put(t.cursor+1, false) }) }
	blur := e.entry.onBlur
	e.entry.onBlur = func() {
		if blur != nil {
			blur()
		}
		if t.edit == e && !e.busy && e.entry.Text != e.fault {
			t.endEdit(nil)
		}
	}
}

// editKey takes the keys that end the typing; the rest is the field's.
func (t *DataTable[T]) editKey(e *cellEditor, k *fyne.KeyEvent) bool {
	if e.busy {
		return true
	}
	if d, ok := e.field.(*DateEntry); ok && d.Open() && k.Name != fyne.KeyTab {
		return d.key(k)
	}
	back := shiftHeld()
	goOn := func(down, right int) bool {
		if p, ok := e.field.(*Picker); ok && p.sure() >= 0 {
			p.pick(p.sure())
		}
		if back {
			down, right = -down, -right
		}
		t.endEdit(func() { t.place(t.cursor+down, t.col+right, false) })
		return true
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		return goOn(1, 0)
	case fyne.KeyTab:
		return goOn(0, 1)
	case fyne.KeyEscape:
		t.closeEdit()
		return true
	case fyne.KeyF5:
		return true
	}
	return e.keys != nil && e.keys(k)
}

func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// endEdit writes what was typed and then goes on. What can't be taken stays in the field,
// with the reason below it.
func (t *DataTable[T]) endEdit(then func()) {
	e := t.edit
	switch {
	case e == nil:
		return
	case e.busy:
		if then != nil {
			e.then = then
		}
		return
	}
	e.field.tidy()
	text := e.entry.Text
	done := func(err error) {
		if t.edit != e {
			return
		}
		e.busy = false
		if err != nil {
			e.fault = text
			t.say(err.Error(), true)
			if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
				c.Focus(e.field)
			}
			return
		}
		t.closeEdit()
		if e.then != nil {
			then = e.then
		}
		if then != nil {
			then()
		}
	}
	if text == e.was {
		done(nil)
		return
	}
	c := &t.columns[t.titled(e.title)]
	if c.Edit.Read != nil {
		read, err := c.Edit.Read(text)
		if err != nil {
			done(err)
			return
		}
		text = read
	}
	e.busy = true
	t.tip.hide()
	t.OnEdit([]Cell{{e.row, e.title, text}}, done)
}

// closeEdit takes the field away and gives the keys back to the table.
func (t *DataTable[T]) closeEdit() {
	had := false
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if e := t.edit; e != nil && c != nil {
		had = c.Focused() == e.field || c.Focused() == nil
	}
	t.edit = nil
	t.tip.hide()
	if had {
		c.Focus(t)
	}
	t.Refresh()
}

// Editing says whether a cell is being typed into.
func (t *DataTable[T]) Editing() bool { return t.edit != nil }

// placeEditor stands the field over its cell.
func (t *DataTable[T]) placeEditor() []fyne.CanvasObject {
	e := t.edit
	field := e.field
	at := t.cellPlace()
	least, high := editLeast, field.MinSize().Height
	if e.entry.MultiLine {
		least = editLong
	}
	w := least
	if c := t.columnAtCursor(); c != nil {
		w = max(least, c.span)
	}
	w = min(w, t.Size().Width)
	x := max(0, min(at.X, t.Size().Width-thumbWidth-w))
	y := at.Y
	if !e.entry.MultiLine {
		y -= (high - rowHeight) / 2
	}
	field.Move(fyne.NewPos(x, max(0, min(y, t.Size().Height-high))))
	field.Resize(fyne.NewSize(w, high))
	e.layer.Resize(t.Size())
	t.tip.at = field.Position().AddXY(0, high)
	t.tip.high = high
	return []fyne.CanvasObject{field, e.layer}
}

// refusal is why a cell of the column can't be typed into, "" if it can.
func (c *Column[T]) refusal(row T) string {
	switch {
	case c.Edit == nil && c.Fixed != "":
		return c.Fixed
	case c.Edit == nil:
		return "“" + c.Title + "”不能在格里修改。"
	case c.Edit.Refuse != nil:
		return c.Edit.Refuse(row)
	}
	return ""
}

// value is what stands in a cell in full.
func (c *Column[T]) value(row T) (string, error) {
	if c.Edit != nil && c.Edit.Value != nil {
		return c.Edit.Value(row)
	}
	return c.Text(row), nil
}

// offerAll opens the list with every choice, the one that stands there marked.
func (p *Picker) offerAll() {
	if p.Choices == nil {
		return
	}
	p.found, p.active, p.top = p.Choices(""), -1, 0
	if len(p.found) == 0 {
		return
	}
	for i, s := range p.found {
		if s == p.Text {
			p.mark(i)
		}
	}
	p.show()
}
