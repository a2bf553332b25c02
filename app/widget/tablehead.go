package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// headSlip is how far a head must be dragged before its column moves: less is a click.
const headSlip float32 = 8

func (t *DataTable[T]) pressHead(x float32) {
	if t.gutter() > 0 && x < t.gutter() {
		t.takeFocus(0)
		t.ChooseAll()
		return
	}
	place, edge := t.columnAt(x)
	switch {
	case edge >= 0:
		t.drag, t.dragCol = dragColumn, edge
	case place >= 0:
		t.drag, t.dragCol, t.dropAt, t.dragFrom = dragHead, place, -1, x
	}
}

// dragHead shows where the column would go: before the one under the pointer, or behind
// it from its middle on.
func (t *DataTable[T]) dragHead(x float32) {
	if d := x - t.dragFrom; t.dropAt < 0 && d < headSlip && d > -headSlip {
		return
	}
	t.dropAt = t.count()
	for k, i := range t.shown() {
		if x < t.columnX(k)+t.columns[i].span/2 {
			t.dropAt = k
			break
		}
	}
	t.Refresh()
}

// dropHead moves the column, or sorts by it if it was only clicked.
func (t *DataTable[T]) dropHead() {
	at := t.dropAt
	t.dropAt = -1
	if at < 0 {
		t.sortBy(t.shown()[t.dragCol])
		return
	}
	if at == t.dragCol || at == t.dragCol+1 {
		t.Refresh()
		return
	}
	t.moveColumn(t.dragCol, at)
}

func (t *DataTable[T]) sortBy(i int) {
	if t.columns[i].Key == "" {
		return
	}
	t.sort(i, t.sortCol == i && !t.sortDesc)
}

func (t *DataTable[T]) sort(i int, desc bool) {
	t.sortCol, t.sortDesc = i, desc
	t.Refresh()
	if t.OnSort != nil {
		t.OnSort(t.columns[i].Key, desc)
	}
	if t.OnLayout != nil {
		t.OnLayout()
	}
}

// pressMenu shows what can be done where the right button was pressed; a cell outside
// the block that is chosen becomes the chosen one.
func (t *DataTable[T]) pressMenu(e *desktop.MouseEvent) {
	place, _ := t.columnAt(e.Position.X)
	if e.Position.Y < headHeight {
		t.popUp(t.headMenu(max(place, 0)), e.AbsolutePosition)
		return
	}
	row := t.rowAt(e.Position.Y)
	t.takeFocus(row)
	if row >= t.rows.Len() {
		return
	}
	b, ok := t.Chosen()
	switch inside := ok && row >= b.Top && row <= b.Bottom && (place >= b.Left && place <= b.Right || t.whole); {
	case inside:
	case e.Position.X < t.gutter():
		t.putRows(row, false)
	default:
		t.putCell(row, t.placeAt(e.Position.X), false)
	}
	t.popUp(t.cellMenu(), e.AbsolutePosition)
}

// menuAtCursor shows it below the cursor's cell.
func (t *DataTable[T]) menuAtCursor() {
	if t.cursor < 0 || t.cursor >= t.rows.Len() {
		return
	}
	t.reveal()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	t.popUp(t.cellMenu(), at.Add(t.cellPlace()).AddXY(0, rowHeight))
}

func (t *DataTable[T]) popUp(items []*fyne.MenuItem, at fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil && len(items) > 0 {
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
	}
}

// cellMenu is what can be done with the chosen cells: the page's own first.
func (t *DataTable[T]) cellMenu() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if t.Menu != nil && t.cursor >= 0 {
		if items = t.Menu(t.cursor); len(items) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
	}
	item := func(label string, s fyne.Shortcut, do func()) {
		i := fyne.NewMenuItem(label, do)
		i.Shortcut = s
		items = append(items, i)
	}
	item("复制", &fyne.ShortcutCopy{}, func() { t.Copy(false) })
	item("连表头复制", &desktop.CustomShortcut{KeyName: fyne.KeyC, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift}, func() { t.Copy(true) })
	if t.OnPaste != nil {
		item("粘贴…", &fyne.ShortcutPaste{}, t.Paste)
	}
	if t.OnEdit != nil {
		item("修改这一格", &desktop.CustomShortcut{KeyName: fyne.KeyF2}, func() { t.startEdit("", false) })
		if b, ok := t.Chosen(); ok && b.Rows() > 1 {
			item("向下填充", &desktop.CustomShortcut{KeyName: fyne.KeyD, Modifier: fyne.KeyModifierControl}, t.FillDown)
		}
	}
	columns := fyne.NewMenuItem("列", nil)
	columns.ChildMenu = fyne.NewMenu("", t.headMenu(t.col)...)
	return append(items, fyne.NewMenuItemSeparator(), columns)
}

// headMenu is what can be done with a column on show.
func (t *DataTable[T]) headMenu(place int) []*fyne.MenuItem {
	shown := t.shown()
	if place >= len(shown) {
		return nil
	}
	i := shown[place]
	c := t.columns[i]
	var items []*fyne.MenuItem
	if c.Key != "" {
		items = append(items, fyne.NewMenuItem("升序排列", func() { t.sort(i, false) }), fyne.NewMenuItem("降序排列", func() { t.sort(i, true) }), fyne.NewMenuItemSeparator())
	}
	hide := fyne.NewMenuItem("隐藏“"+c.Title+"”", func() { t.ShowColumn(c.Title, false) })
	hide.Disabled = len(shown) == 1
	freeze := fyne.NewMenuItem("固定到这一列", func() { t.Freeze(place + 1) })
	freeze.Disabled = t.frozen == place+1
	loose := fyne.NewMenuItem("不固定列", func() { t.Freeze(0) })
	loose.Disabled = t.frozen == 0
	which := fyne.NewMenuItem("显示哪些列", nil)
	which.ChildMenu = fyne.NewMenu("", t.columnItems()...)
	return append(items, hide, which, freeze, loose, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("恢复原来的列", t.asMade))
}

// columnItems has every column with a tick on those on show.
func (t *DataTable[T]) columnItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, c := range t.columns {
		i := fyne.NewMenuItem(c.Title, func() { t.ShowColumn(c.Title, c.Hidden) })
		i.Checked = !c.Hidden
		items = append(items, i)
	}
	return items
}

// asMade puts the columns back as they were made.
func (t *DataTable[T]) asMade() {
	t.SetLayout("")
	t.laidOut()
}
