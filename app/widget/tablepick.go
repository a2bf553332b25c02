package widget

// Block is a stretch of cells, all ends in; columns are counted among those on show.
type Block struct{ Top, Left, Bottom, Right int }

// Rows and Columns are how many it holds.
func (b Block) Rows() int { return b.Bottom - b.Top + 1 }

// Columns is how many columns it holds.
func (b Block) Columns() int { return b.Right - b.Left + 1 }

// CursorRow is the row the cursor is on, -1 for none.
func (t *DataTable[T]) CursorRow() int { return t.cursor }

// CursorColumn is the title of the column the cursor is in.
func (t *DataTable[T]) CursorColumn() string {
	if c := t.columnAtCursor(); c != nil {
		return c.Title
	}
	return ""
}

func (t *DataTable[T]) columnAtCursor() *Column[T] {
	shown := t.shown()
	if t.col < 0 || t.col >= len(shown) {
		return nil
	}
	return &t.columns[shown[t.col]]
}

// Selected is the chosen stretch of rows, both ends in; ok is false if there is none.
func (t *DataTable[T]) Selected() (from, to int, ok bool) {
	if t.cursor < 0 || t.cursor >= t.rows.Len() {
		return 0, 0, false
	}
	a := min(max(t.anchor, 0), t.rows.Len()-1)
	return min(a, t.cursor), max(a, t.cursor), true
}

// Chosen is the block of chosen cells; ok is false if there is none.
func (t *DataTable[T]) Chosen() (b Block, ok bool) {
	n := t.count()
	if b.Top, b.Bottom, ok = t.Selected(); !ok || n == 0 {
		return b, false
	}
	if t.whole {
		b.Right = n - 1
		return b, true
	}
	c, a := min(t.col, n-1), min(t.anchorCol, n-1)
	b.Left, b.Right = min(a, c), max(a, c)
	return b, true
}

// Whole says that whole rows are chosen.
func (t *DataTable[T]) Whole() bool { return t.whole }

// single says that one cell is chosen: its whole row is tinted then.
func (t *DataTable[T]) single(b Block) bool { return !t.whole && b.Rows() == 1 && b.Columns() == 1 }

// Choose puts the cursor on row i and scrolls it into sight; -1 chooses none.
func (t *DataTable[T]) Choose(i int) {
	if i < 0 || t.rows.Len() == 0 {
		t.cursor, t.anchor = -1, -1
		t.Refresh()
		return
	}
	t.put(i, false)
}

// ChooseCell puts the cursor on a cell of row i, by its column's title.
func (t *DataTable[T]) ChooseCell(i int, title string) {
	for k, c := range t.shown() {
		if t.columns[c].Title == title {
			t.putCell(i, k, false)
			return
		}
	}
	t.Choose(i)
}

// Replaced is called in place of Reset when the rows are others but the chosen ones are
// still among them: the cursor's row and the one its block began at.
func (t *DataTable[T]) Replaced(cursor, anchor int) {
	if cursor < 0 || cursor >= t.rows.Len() {
		t.Reset()
		return
	}
	if anchor < 0 || anchor >= t.rows.Len() {
		anchor = cursor
	}
	t.cursor, t.anchor = cursor, anchor
	if t.edit != nil {
		t.edit.row = cursor
	}
	t.reveal()
	t.Refresh()
}

// put moves the cursor to a row and keeps its column.
func (t *DataTable[T]) put(i int, extend bool) {
	if !extend {
		t.whole = false
	}
	t.place(i, t.col, extend)
}

// putCell moves the cursor to a cell.
func (t *DataTable[T]) putCell(i, k int, extend bool) {
	t.whole = false
	t.place(i, k, extend)
}

// putRows chooses whole rows.
func (t *DataTable[T]) putRows(i int, extend bool) {
	t.whole = true
	t.place(i, t.col, extend)
}

func (t *DataTable[T]) place(i, k int, extend bool) {
	n := t.rows.Len()
	if n == 0 {
		return
	}
	was := t.cursor
	t.cursor = min(max(i, 0), n-1)
	t.col = min(max(k, 0), max(0, t.count()-1))
	if !extend || t.anchor < 0 {
		t.anchor, t.anchorCol = t.cursor, t.col
	}
	t.tip.hide()
	t.reveal()
	t.Refresh()
	t.tellCaret()
	if t.cursor != was && t.OnChosen != nil {
		t.OnChosen(t.cursor)
	}
	t.selected()
}

func (t *DataTable[T]) selected() {
	if t.OnSelect != nil {
		t.OnSelect()
	}
}

// ChooseAll chooses every row.
func (t *DataTable[T]) ChooseAll() {
	if n := t.rows.Len(); n > 0 {
		t.anchor, t.cursor, t.whole = n-1, 0, true
		t.Refresh()
		t.selected()
	}
}

// reveal scrolls so that the cursor's cell is wholly in sight.
func (t *DataTable[T]) reveal() {
	switch row := float64(t.cursor); {
	case row < t.top:
		t.top = row
	case row+1 > t.top+t.inSight():
		t.top = row + 1 - t.inSight()
	}
	if !t.whole && t.col >= t.frozen && t.col < t.count() {
		x, w := t.columnX(t.col), t.columns[t.shown()[t.col]].span
		right := t.Size().Width - thumbWidth
		if over := x + w - right; over > 0 {
			t.left += over
			x -= over
		}
		if under := t.ice() - x; under > 0 {
			t.left -= under
		}
	}
	t.clamp()
}
