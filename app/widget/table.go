package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
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
	Title  string  // also the name the layout is remembered by
	Key    string  // named to OnSort; empty: can't be sorted by
	Width  float32 // what it wants
	Grow   bool    // takes of the room that is left, until its width is set by hand
	Least  float32 // a growing one gives way down to it where there is too little room; 0: it does not
	Right  bool    // numbers stand at the right
	Hidden bool    // until somebody shows it
	Text   func(T) string
	Mark   func(T) fyne.ThemeColorName // colour of the chip before the text; empty: none
	Color  func(T) fyne.ThemeColorName // colour of the text; empty: the ink
	Sum    func(T) float64             // what the footer may add up; nil: nothing
	Edit   *Editing[T]                 // nil: its cells can't be typed into
	Fixed  string                      // why not, told to who tries

	span float32 // how wide it stands
}

// Rows is where a table gets its rows: Row may say false while one is being fetched.
type Rows[T any] interface {
	Len() int
	Row(i int) (T, bool)
}

// Slice is Rows that are all there.
type Slice[T any] []T

// Len is the number of rows.
func (s Slice[T]) Len() int { return len(s) }

// Row is row i.
func (s Slice[T]) Row(i int) (row T, ok bool) {
	if i < 0 || i >= len(s) {
		return row, false
	}
	return s[i], true
}

// DataTable is a virtual table: only what can be seen has canvas objects, and the
// scroll position is kept in rows, not in pixels, so that a million rows don't drift.
// A cell has the cursor; with Shift or by dragging it becomes a block of cells, by the
// numbers at the left whole rows. Columns can be widened, moved, hidden and frozen by hand.
type DataTable[T any] struct {
	widget.BaseWidget

	Name     string // for scripts that drive the window
	Numbered bool   // rows are numbered at the left
	Foremost int    // so many columns share the width, the others follow out of sight; 0: all
	OnSort   func(key string, desc bool)
	OnChosen func(i int) // the cursor came to row i
	OnSelect func()      // other cells are chosen
	OnOpen   func(i int) // Enter or a double click
	OnEscape func()
	OnBack   func() // Backspace
	OnLayout func() // columns were widened, moved, hidden or frozen by hand
	// OnEdit writes what was typed, in one step, and tells the table how that went.
	OnEdit func(cells []Cell, done func(error))
	// OnPaste is given what is to be pasted.
	OnPaste func(text string)
	// OnTold is given a sentence about what was done, such as that rows were copied.
	OnTold func(text string)
	// Menu is what else can be done with row i, for the menu of its cells.
	Menu func(i int) []*fyne.MenuItem

	columns   []Column[T] // in the order on show, hidden ones too
	declared  []Column[T] // as they were made
	frozen    int         // how many of those on show don't scroll sideways
	rows      Rows[T]
	top       float64 // first row in sight, with its fraction
	left      float32
	cursor    int // row; -1: none
	anchor    int
	col       int // place among the columns on show
	anchorCol int
	whole     bool // whole rows are chosen
	focused   bool
	shift     bool
	sortCol   int
	sortDesc  bool
	drag      dragKind
	pressed   int // the row last pressed, and when
	pressedAt time.Time
	dragCol   int
	dropAt    int // where a dragged column would go; -1: nowhere yet
	dragFrom  float32
	hoverCol  int
	edit      *cellEditor
	tip       tip
	plain     *gauge
}

type dragKind int

const (
	dragNone   dragKind = iota
	dragColumn          // its edge
	dragHead            // the column itself
	dragThumb
	dragSide
	dragCells
	dragRows // by their numbers
)

// NewDataTable makes a table over rows.
func NewDataTable[T any](columns []Column[T], rows Rows[T]) *DataTable[T] {
	t := &DataTable[T]{declared: columns, rows: rows, cursor: -1, anchor: -1, sortCol: -1, hoverCol: -1, dropAt: -1, tip: tip{cell: [2]int{-1, -1}}, plain: newGauge(theme.TextTable, false)}
	t.columns = append(t.columns, columns...)
	t.spread()
	t.ExtendBaseWidget(t)
	return t
}

// Rows are what it shows.
func (t *DataTable[T]) Rows() Rows[T] { return t.rows }

// SetRows replaces where the rows come from; nothing is chosen then.
func (t *DataTable[T]) SetRows(rows Rows[T]) {
	t.rows = rows
	t.Reset()
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
	t.top, t.cursor, t.anchor, t.whole = 0, -1, -1, false
	t.closeEdit()
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
	t.spread()
	t.top = max(0, min(t.top, float64(t.rows.Len())-t.inSight()))
	t.left = max(0, min(t.left, t.fullWidth()-t.Size().Width+thumbWidth))
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
