package widget

import (
	"time"

	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Measures of a table, in the house style.
const (
	rowHeight    float32 = 30
	headHeight   float32 = 32
	cellPad      float32 = 8
	thumbWidth   float32 = 10
	narrowest    float32 = 40
	edgeGrip     float32 = 4
	wheelRows    float64 = 3
	smallestGrip float32 = 24
)

// Column is one column as data.
type Column[T any] struct {
	Title string
	Key   string // named to OnSort; empty: can't be sorted by
	Width float32
	Right bool // numbers stand at the right
	Text  func(T) string
	Mark  func(T) fyne.ThemeColorName // colour of the chip before the text; empty: none
	Color func(T) fyne.ThemeColorName // colour of the text; empty: the ink
}

// Rows is where a table gets its rows: Row may say false while one is being fetched.
type Rows[T any] interface {
	Len() int
	Row(i int) (T, bool)
}

// DataTable is a virtual table: only what can be seen has canvas objects, and the
// scroll position is kept in rows, not in pixels, so that a million rows don't drift.
// Rows are chosen with the mouse or the keyboard, several with Shift.
type DataTable[T any] struct {
	widget.BaseWidget

	Name     string // for scripts that drive the window
	OnSort   func(key string, desc bool)
	OnChosen func(i int) // the cursor came to row i
	OnOpen   func(i int) // Enter or a double click
	OnEscape func()
	OnBack   func() // Backspace

	columns   []Column[T]
	rows      Rows[T]
	top       float64 // first row in sight, with its fraction
	left      float32
	cursor    int // -1: none
	anchor    int
	focused   bool
	shift     bool
	sortCol   int
	sortDesc  bool
	drag      dragKind
	pressed   int // the row last pressed, and when
	pressedAt time.Time
	dragCol   int
	hoverCol  int
}

type dragKind int

const (
	dragNone dragKind = iota
	dragColumn
	dragThumb
	dragSide
	dragRows
)

// NewDataTable makes a table over rows.
func NewDataTable[T any](columns []Column[T], rows Rows[T]) *DataTable[T] {
	t := &DataTable[T]{columns: columns, rows: rows, cursor: -1, anchor: -1, sortCol: -1, hoverCol: -1}
	t.ExtendBaseWidget(t)
	return t
}

// CursorRow is the row the cursor is on, -1 for none.
func (t *DataTable[T]) CursorRow() int { return t.cursor }

// Selected is the chosen stretch of rows, both ends in; ok is false if there is none.
func (t *DataTable[T]) Selected() (from, to int, ok bool) {
	if t.cursor < 0 || t.cursor >= t.rows.Len() {
		return 0, 0, false
	}
	a := min(max(t.anchor, 0), t.rows.Len()-1)
	return min(a, t.cursor), max(a, t.cursor), true
}

// Choose puts the cursor on row i and scrolls it into sight; -1 chooses none.
func (t *DataTable[T]) Choose(i int) {
	if i < 0 || t.rows.Len() == 0 {
		t.cursor, t.anchor = -1, -1
		t.Refresh()
		return
	}
	t.put(i, false)
}

// SortedBy shows which column the rows are sorted by, without sorting them.
func (t *DataTable[T]) SortedBy(key string, desc bool) {
	t.sortCol, t.sortDesc = -1, desc
	for i, c := range t.columns {
		if c.Key == key && key != "" {
			t.sortCol = i
		}
	}
	t.Refresh()
}

// Reset is called when the rows have been replaced: scrolled to the start, none chosen.
func (t *DataTable[T]) Reset() {
	t.top, t.cursor, t.anchor = 0, -1, -1
	t.Refresh()
}

func (t *DataTable[T]) put(i int, extend bool) {
	n := t.rows.Len()
	if n == 0 {
		return
	}
	was := t.cursor
	t.cursor = min(max(i, 0), n-1)
	if !extend || t.anchor < 0 {
		t.anchor = t.cursor
	}
	t.reveal()
	t.Refresh()
	if t.cursor != was && t.OnChosen != nil {
		t.OnChosen(t.cursor)
	}
}

func (t *DataTable[T]) bodyHeight() float32 {
	h := t.Size().Height - headHeight
	if t.wide() {
		h -= thumbWidth
	}
	return max(0, h)
}

// wide says that there are columns out of sight, so that a thumb lies at the foot.
func (t *DataTable[T]) wide() bool { return t.fullWidth() > t.Size().Width-thumbWidth }

func (t *DataTable[T]) inSight() float64 { return float64(t.bodyHeight() / rowHeight) }

func (t *DataTable[T]) clamp() {
	t.top = max(0, min(t.top, float64(t.rows.Len())-t.inSight()))
	t.left = max(0, min(t.left, t.fullWidth()-t.Size().Width+thumbWidth))
}

func (t *DataTable[T]) fullWidth() float32 {
	var w float32
	for _, c := range t.columns {
		w += c.Width
	}
	return w
}

// reveal scrolls so that the cursor's row is wholly in sight.
func (t *DataTable[T]) reveal() {
	switch row := float64(t.cursor); {
	case row < t.top:
		t.top = row
	case row+1 > t.top+t.inSight():
		t.top = row + 1 - t.inSight()
	}
	t.clamp()
}

// Copied is the chosen rows as tab-separated text with a header, as spreadsheets
// take it; at most 10,000 rows.
func (t *DataTable[T]) Copied() string {
	from, to, ok := t.Selected()
	if !ok {
		return ""
	}
	const most = 10_000
	var b strings.Builder
	clean := strings.NewReplacer("\t", " ", "\r", "", "\n", " ")
	line := func(cell func(Column[T]) string) {
		for i, c := range t.columns {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(clean.Replace(cell(c)))
		}
		b.WriteString("\r\n")
	}
	if to > from {
		line(func(c Column[T]) string { return c.Title })
	}
	for i := from; i <= min(to, from+most-1); i++ {
		if row, ok := t.rows.Row(i); ok {
			line(func(c Column[T]) string { return c.Text(row) })
		}
	}
	return b.String()
}

// Cursor is a double arrow over the edge of a column.
func (t *DataTable[T]) Cursor() desktop.Cursor {
	if t.hoverCol >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MinSize leaves room for the header and a few rows.
func (t *DataTable[T]) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	return fyne.NewSize(160, headHeight+3*rowHeight)
}
