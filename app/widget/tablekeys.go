package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained shows the cursor; a table entered by keyboard starts at its first row.
func (t *DataTable[T]) FocusGained() {
	t.focused = true
	if t.cursor < 0 {
		t.put(int(t.top), false)
	}
	t.Refresh()
	t.tellCaret()
}

// FocusLost hides the cursor's frame and keeps the choice.
func (t *DataTable[T]) FocusLost() {
	t.focused, t.shift = false, false
	t.tip.hide()
	t.Refresh()
}

// TypedRune begins to type into the cell, also what an input method has put together.
func (t *DataTable[T]) TypedRune(r rune) {
	switch {
	case t.edit != nil: // the rest of it: the field has the focus by now
		t.edit.field.TypedRune(r)
	case r != ' ' && r != '　':
		t.startEdit(string(r), true)
	}
}

// KeyDown watches Shift, with which the other keys extend the choice.
func (t *DataTable[T]) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		t.shift = true
	}
}

// KeyUp watches Shift.
func (t *DataTable[T]) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		t.shift = false
	}
}

// TypedKey moves the cursor, edits its cell, opens its row, asks for the menu or hands
// Esc on.
func (t *DataTable[T]) TypedKey(k *fyne.KeyEvent) {
	Touched()
	if t.moves(k.Name) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open()
	case fyne.KeyF2:
		t.startEdit("", false)
	case fyne.KeyDelete:
		t.empty()
	case fyne.KeySpace:
		if t.shift && t.cursor >= 0 {
			t.whole = true
			t.Refresh()
			t.selected()
		}
	case desktop.KeyMenu:
		t.menuAtCursor()
	case fyne.KeyF10:
		if t.shift {
			t.menuAtCursor()
		}
	case fyne.KeyEscape:
		t.escape(k)
	case fyne.KeyBackspace:
		if t.OnBack != nil {
			t.OnBack()
		}
	case fyne.KeyF5:
		pass(t, k)
	}
}

// moves says whether a key moved the cursor.
func (t *DataTable[T]) moves(k fyne.KeyName) bool {
	page := max(1, int(t.inSight())-1)
	row := func(i int) {
		if t.whole && t.shift {
			t.putRows(i, true)
			return
		}
		t.put(i, t.shift)
	}
	switch k {
	case fyne.KeyUp:
		row(t.cursor - 1)
	case fyne.KeyDown:
		row(t.cursor + 1)
	case fyne.KeyPageUp:
		row(t.cursor - page)
	case fyne.KeyPageDown:
		row(t.cursor + page)
	case fyne.KeyHome:
		t.toEnd(0, 0)
	case fyne.KeyEnd:
		t.toEnd(t.rows.Len()-1, t.count()-1)
	case fyne.KeyLeft:
		t.putCell(t.cursor, t.col-1, t.shift)
	case fyne.KeyRight:
		t.putCell(t.cursor, t.col+1, t.shift)
	default:
		return false
	}
	return true
}

// toEnd goes to the end of the row where cells are what one works on, and to the last or
// first row of a mere list.
func (t *DataTable[T]) toEnd(row, place int) {
	if t.Numbered {
		t.putCell(t.cursor, place, t.shift)
		return
	}
	t.put(row, t.shift)
}

// escape makes one cell of a block, or hands Esc on.
func (t *DataTable[T]) escape(k *fyne.KeyEvent) {
	t.tip.hide()
	if b, ok := t.Chosen(); ok && !t.single(b) {
		t.put(t.cursor, false)
		return
	}
	t.Refresh()
	if t.OnEscape != nil {
		t.OnEscape()
		return
	}
	pass(t, k)
}

func (t *DataTable[T]) open() {
	if t.OnOpen != nil && t.cursor >= 0 && t.cursor < t.rows.Len() {
		t.OnOpen(t.cursor)
	}
}

// TypedShortcut copies, pastes, fills down, chooses all, or goes to the first or last cell.
func (t *DataTable[T]) TypedShortcut(s fyne.Shortcut) {
	switch sc := s.(type) {
	case *fyne.ShortcutCopy:
		t.Copy(false)
	case *fyne.ShortcutPaste:
		t.Paste()
	case *fyne.ShortcutSelectAll:
		t.ChooseAll()
	case *desktop.CustomShortcut:
		extend := sc.Modifier&fyne.KeyModifierShift != 0
		switch sc.KeyName {
		case fyne.KeyHome:
			t.putCell(0, 0, extend)
		case fyne.KeyEnd:
			t.putCell(t.rows.Len()-1, t.count()-1, extend)
		case fyne.KeyUp:
			t.put(0, extend)
		case fyne.KeyDown:
			t.put(t.rows.Len()-1, extend)
		case fyne.KeyLeft:
			t.putCell(t.cursor, 0, extend)
		case fyne.KeyRight:
			t.putCell(t.cursor, t.count()-1, extend)
		case fyne.KeyD:
			t.FillDown()
		case fyne.KeyC:
			t.Copy(true)
		}
	}
}

// tellCaret tells input methods where the cursor's cell is, so that their candidates
// stand at it.
func (t *DataTable[T]) tellCaret() {
	if CaretMoved == nil || !t.focused || t.cursor < 0 {
		return
	}
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(t); c != nil {
		CaretMoved(c, d.AbsolutePositionForObject(t).Add(t.cellPlace()).AddXY(cellPad, rowHeight), rowHeight)
	}
}

// cellPlace is where the cursor's cell begins.
func (t *DataTable[T]) cellPlace() fyne.Position {
	return fyne.NewPos(t.columnX(t.col), headHeight+float32(float64(t.cursor)-t.top)*rowHeight)
}
