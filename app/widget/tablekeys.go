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
}

// FocusLost hides the cursor's frame and keeps the choice.
func (t *DataTable[T]) FocusLost() {
	t.focused, t.shift = false, false
	t.Refresh()
}

// TypedRune does nothing: a table takes no text.
func (t *DataTable[T]) TypedRune(rune) {}

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

// TypedKey moves the cursor, opens its row or hands Esc on.
func (t *DataTable[T]) TypedKey(k *fyne.KeyEvent) {
	page := max(1, int(t.inSight())-1)
	switch k.Name {
	case fyne.KeyUp:
		t.put(t.cursor-1, t.shift)
	case fyne.KeyDown:
		t.put(t.cursor+1, t.shift)
	case fyne.KeyPageUp:
		t.put(t.cursor-page, t.shift)
	case fyne.KeyPageDown:
		t.put(t.cursor+page, t.shift)
	case fyne.KeyHome:
		t.put(0, t.shift)
	case fyne.KeyEnd:
		t.put(t.rows.Len()-1, t.shift)
	case fyne.KeyLeft:
		t.left -= rowHeight
		t.clamp()
		t.Refresh()
	case fyne.KeyRight:
		t.left += rowHeight
		t.clamp()
		t.Refresh()
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open()
	case fyne.KeyEscape:
		if t.OnEscape != nil {
			t.OnEscape()
			return
		}
		pass(t, k)
	case fyne.KeyBackspace:
		if t.OnBack != nil {
			t.OnBack()
		}
	case fyne.KeyF5:
		pass(t, k)
	}
}

func (t *DataTable[T]) open() {
	if t.OnOpen != nil && t.cursor >= 0 && t.cursor < t.rows.Len() {
		t.OnOpen(t.cursor)
	}
}

// TypedShortcut copies, chooses all, or goes to the first or last row.
func (t *DataTable[T]) TypedShortcut(s fyne.Shortcut) {
	switch sc := s.(type) {
	case *fyne.ShortcutCopy:
		fyne.CurrentApp().Clipboard().SetContent(t.Copied())
	case *fyne.ShortcutSelectAll:
		if n := t.rows.Len(); n > 0 {
			t.anchor, t.cursor = n-1, 0
			t.Refresh()
		}
	case *desktop.CustomShortcut:
		extend := sc.Modifier&fyne.KeyModifierShift != 0
		switch sc.KeyName {
		case fyne.KeyHome:
			t.put(0, extend)
		case fyne.KeyEnd:
			t.put(t.rows.Len()-1, extend)
		}
	}
}
