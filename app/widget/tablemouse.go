package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// columnAt finds the place among the columns on show that x lies in, and of the one whose
// right edge is there; -1 for none.
func (t *DataTable[T]) columnAt(x float32) (place, edge int) {
	place, edge = -1, -1
	ice := t.ice()
	for k, i := range t.shown() {
		at, w := t.columnX(k), t.columns[i].span
		if k >= t.frozen && x < ice {
			continue // under what is frozen
		}
		if x >= at && x < at+w {
			place = k
		}
		if x >= at+w-edgeGrip && x <= at+w+edgeGrip {
			edge = k
		}
	}
	return place, edge
}

// placeAt is columnAt for a pointer that may have left the columns.
func (t *DataTable[T]) placeAt(x float32) int {
	place, _ := t.columnAt(x)
	if place < 0 && x > t.gutter() {
		return t.count() - 1
	}
	return max(place, 0)
}

func (t *DataTable[T]) rowAt(y float32) int { return int(t.top + float64((y-headHeight)/rowHeight)) }

// MouseDown chooses a cell or a row, takes hold of a column, its edge or the scroll
// thumb, or shows what can be done there.
func (t *DataTable[T]) MouseDown(e *desktop.MouseEvent) {
	Touched()
	t.tip.hide()
	t.drag = dragNone
	if t.edit != nil { // what is typed first, then what was pressed
		t.endEdit(func() { t.MouseDown(e) })
		return
	}
	if e.Button == desktop.MouseButtonSecondary {
		t.pressMenu(e)
		return
	}
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	switch x, y := e.Position.X, e.Position.Y; {
	case y < headHeight:
		t.pressHead(x)
	case t.wide() && y >= t.Size().Height-thumbWidth:
		t.drag = dragSide
		t.scrollAcross(x)
	case x >= t.Size().Width-thumbWidth-2:
		t.drag = dragThumb
		t.scrollTo(y)
	default:
		t.pressBody(e)
	}
}

func (t *DataTable[T]) pressBody(e *desktop.MouseEvent) {
	row, extend := t.rowAt(e.Position.Y), e.Modifier&fyne.KeyModifierShift != 0
	t.takeFocus(row)
	if row >= t.rows.Len() {
		return
	}
	if e.Position.X < t.gutter() {
		t.drag = dragRows
		t.putRows(row, extend)
		return
	}
	t.drag = dragCells
	t.putCell(row, t.placeAt(e.Position.X), extend)
	t.pressRow(row, time.Now())
}

// takeFocus focuses the table. Choosing first spares the jump to the first row that
// FocusGained would make.
func (t *DataTable[T]) takeFocus(row int) {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if c == nil {
		return
	}
	if t.cursor < 0 && row < t.rows.Len() {
		t.put(row, false)
	}
	c.Focus(t)
}

// pressRow opens a row at the second press within twicePressed. The table does not let
// Fyne tell double taps: its timer, started by any tap on such a widget, swallows the
// next click elsewhere in the window.
func (t *DataTable[T]) pressRow(row int, at time.Time) {
	twice := row == t.pressed && at.Sub(t.pressedAt) < twicePressed
	t.pressed, t.pressedAt = row, at
	if !twice {
		return
	}
	t.pressedAt = time.Time{}
	if t.OnOpen == nil {
		t.startEdit("", false)
		return
	}
	t.open()
}

// twicePressed is the longest time between the presses of a double click.
const twicePressed = 500 * time.Millisecond

// MouseUp lets go.
func (t *DataTable[T]) MouseUp(*desktop.MouseEvent) { t.release() }

// DragEnd lets go.
func (t *DataTable[T]) DragEnd() { t.release() }

// release ends what the press began; Fyne may tell of it twice.
func (t *DataTable[T]) release() {
	kind := t.drag
	t.drag = dragNone
	switch kind {
	case dragColumn:
		t.laidOut()
	case dragHead:
		t.dropHead()
	}
}

// Dragged widens or moves a column, scrolls by the thumb or extends the choice.
func (t *DataTable[T]) Dragged(e *fyne.DragEvent) {
	switch t.drag {
	case dragColumn:
		c := &t.columns[t.shown()[t.dragCol]]
		c.Width = max(narrowest, c.span+e.Dragged.DX)
		t.clamp()
		t.Refresh()
	case dragHead:
		t.dragHead(e.Position.X)
	case dragThumb:
		t.scrollTo(e.Position.Y)
	case dragSide:
		t.scrollAcross(e.Position.X)
	case dragCells:
		t.putCell(t.rowAt(max(e.Position.Y, headHeight-1)), t.placeAt(e.Position.X), true)
	case dragRows:
		t.putRows(t.rowAt(max(e.Position.Y, headHeight-1)), true)
	}
}

// scrollTo brings the thumb's middle to y.
func (t *DataTable[T]) scrollTo(y float32) {
	grip := t.thumbHeight()
	way := t.bodyHeight() - grip
	if way <= 0 {
		return
	}
	share := float64(min(max((y-headHeight-grip/2)/way, 0), 1))
	t.top = share * max(0, float64(t.rows.Len())-t.inSight())
	t.clamp()
	t.Refresh()
}

// sideThumb is where the thumb at the foot lies; 0 wide if all columns are in sight.
func (t *DataTable[T]) sideThumb() (at, wide float32) {
	if !t.wide() {
		return 0, 0
	}
	way := t.Size().Width - thumbWidth
	wide = max(smallestGrip, way*way/t.fullWidth())
	return (way - wide) * t.left / (t.fullWidth() - way), wide
}

// scrollAcross brings the middle of the thumb at the foot to x.
func (t *DataTable[T]) scrollAcross(x float32) {
	way := t.Size().Width - thumbWidth
	_, wide := t.sideThumb()
	if way <= wide {
		return
	}
	t.left = min(max((x-wide/2)/(way-wide), 0), 1) * (t.fullWidth() - way)
	t.clamp()
	t.Refresh()
}

func (t *DataTable[T]) thumbHeight() float32 {
	n := float64(t.rows.Len())
	if n <= t.inSight() {
		return 0
	}
	return max(smallestGrip, t.bodyHeight()*float32(t.inSight()/n))
}

// Scrolled moves by whole turns of the wheel, or sideways.
func (t *DataTable[T]) Scrolled(e *fyne.ScrollEvent) {
	Touched()
	t.top -= float64(e.Scrolled.DY) / float64(rowHeight) * wheelRows / 1.5
	t.left -= e.Scrolled.DX
	t.tip.hide()
	t.clamp()
	t.Refresh()
}

// MouseIn does nothing.
func (t *DataTable[T]) MouseIn(*desktop.MouseEvent) {}

// MouseMoved tells whether the pointer is over a column's edge, and watches for a cell
// whose text is cut.
func (t *DataTable[T]) MouseMoved(e *desktop.MouseEvent) {
	Touched()
	t.hoverCol = -1
	if e.Position.Y < headHeight {
		_, t.hoverCol = t.columnAt(e.Position.X)
		t.leaveCell()
		return
	}
	t.hover(e.Position)
}

// MouseOut forgets the edge and the tip.
func (t *DataTable[T]) MouseOut() {
	t.hoverCol = -1
	t.leaveCell()
}
