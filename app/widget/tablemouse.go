package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// columnAt finds the column under x and the column whose right edge is there.
func (t *DataTable[T]) columnAt(x float32) (col, edge int) {
	col, edge = -1, -1
	at := -t.left
	for i, c := range t.columns {
		if x >= at && x < at+c.Width {
			col = i
		}
		if x >= at+c.Width-edgeGrip && x <= at+c.Width+edgeGrip {
			edge = i
		}
		at += c.Width
	}
	return col, edge
}

func (t *DataTable[T]) rowAt(y float32) int { return int(t.top + float64((y-headHeight)/rowHeight)) }

// MouseDown chooses a row, sorts by a header, or takes hold of a column's edge or the
// scroll thumb.
func (t *DataTable[T]) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	t.drag = dragNone
	if e.Position.Y < headHeight {
		t.pressHead(e.Position.X)
		return
	}
	if t.wide() && e.Position.Y >= t.Size().Height-thumbWidth {
		t.drag = dragSide
		t.scrollAcross(e.Position.X)
		return
	}
	if e.Position.X >= t.Size().Width-thumbWidth-2 {
		t.drag = dragThumb
		t.scrollTo(e.Position.Y)
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		// Choosing first spares the jump to the first row that FocusGained would make.
		if t.cursor < 0 && t.rowAt(e.Position.Y) < t.rows.Len() {
			t.put(t.rowAt(e.Position.Y), false)
		}
		c.Focus(t)
	}
	if row := t.rowAt(e.Position.Y); row < t.rows.Len() {
		t.drag = dragRows
		t.put(row, e.Modifier&fyne.KeyModifierShift != 0)
		t.pressRow(row, time.Now())
	}
}

// pressRow opens a row at the second press within twicePressed. The table does not let
// Fyne tell double taps: its timer, started by any tap on such a widget, swallows the
// next click elsewhere in the window.
func (t *DataTable[T]) pressRow(row int, at time.Time) {
	twice := row == t.pressed && at.Sub(t.pressedAt) < twicePressed
	t.pressed, t.pressedAt = row, at
	if twice {
		t.pressedAt = time.Time{}
		t.open()
	}
}

// twicePressed is the longest time between the presses of a double click.
const twicePressed = 500 * time.Millisecond

func (t *DataTable[T]) pressHead(x float32) {
	col, edge := t.columnAt(x)
	switch {
	case edge >= 0:
		t.drag, t.dragCol = dragColumn, edge
	case col >= 0 && t.columns[col].Key != "":
		t.sortDesc = t.sortCol == col && !t.sortDesc
		t.sortCol = col
		t.Refresh()
		if t.OnSort != nil {
			t.OnSort(t.columns[col].Key, t.sortDesc)
		}
	}
}

// MouseUp lets go.
func (t *DataTable[T]) MouseUp(*desktop.MouseEvent) { t.drag = dragNone }

// Dragged widens a column, scrolls by the thumb or extends the choice.
func (t *DataTable[T]) Dragged(e *fyne.DragEvent) {
	switch t.drag {
	case dragColumn:
		c := &t.columns[t.dragCol]
		c.Width = max(narrowest, c.Width+e.Dragged.DX)
		t.clamp()
		t.Refresh()
	case dragThumb:
		t.scrollTo(e.Position.Y)
	case dragSide:
		t.scrollAcross(e.Position.X)
	case dragRows:
		t.put(t.rowAt(max(e.Position.Y, headHeight-1)), true)
	}
}

// DragEnd lets go.
func (t *DataTable[T]) DragEnd() { t.drag = dragNone }

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
	t.top -= float64(e.Scrolled.DY) / float64(rowHeight) * wheelRows / 1.5
	t.left -= e.Scrolled.DX
	t.clamp()
	t.Refresh()
}

// MouseIn does nothing.
func (t *DataTable[T]) MouseIn(*desktop.MouseEvent) {}

// MouseMoved tells whether the pointer is over a column's edge.
func (t *DataTable[T]) MouseMoved(e *desktop.MouseEvent) {
	t.hoverCol = -1
	if e.Position.Y < headHeight {
		_, t.hoverCol = t.columnAt(e.Position.X)
	}
}

// MouseOut forgets the edge.
func (t *DataTable[T]) MouseOut() { t.hoverCol = -1 }
