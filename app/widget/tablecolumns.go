package widget

import (
	"encoding/json"
	"slices"
	"strconv"
)

// shown is which columns are on show, in their order.
func (t *DataTable[T]) shown() []int {
	out := make([]int, 0, len(t.columns))
	for i, c := range t.columns {
		if !c.Hidden {
			out = append(out, i)
		}
	}
	return out
}

func (t *DataTable[T]) count() (n int) {
	for _, c := range t.columns {
		if !c.Hidden {
			n++
		}
	}
	return n
}

// gutter is how wide the numbers of the rows are, 0 if there are none.
func (t *DataTable[T]) gutter() float32 {
	if !t.Numbered {
		return 0
	}
	return max(30, t.plain.rune('0')*float32(len(strconv.Itoa(t.rows.Len())))+12)
}

// ice is how far what doesn't scroll sideways reaches.
func (t *DataTable[T]) ice() float32 {
	w := t.gutter()
	for k, i := range t.shown() {
		if k < t.frozen {
			w += t.columns[i].span
		}
	}
	return w
}

// fullWidth is how wide all columns on show are.
func (t *DataTable[T]) fullWidth() float32 {
	w := t.gutter()
	for _, c := range t.columns {
		if !c.Hidden {
			w += c.span
		}
	}
	return w
}

// columnX is where the column at a place among those on show begins.
func (t *DataTable[T]) columnX(place int) float32 {
	x := t.gutter()
	for k, i := range t.shown() {
		if k == place {
			break
		}
		x += t.columns[i].span
	}
	if place >= t.frozen {
		x -= t.left
	}
	return x
}

// cellWidth is how much of a column's width its text has.
func cellWidth(w float32) float32 { return w - 2*cellPad }

// moveColumn puts a column that is on show at another place among them.
func (t *DataTable[T]) moveColumn(from, to int) {
	shown := t.shown()
	if from == to || to < 0 || to > len(shown) || from < 0 || from >= len(shown) {
		return
	}
	sorted := t.sortedColumn()
	c := t.columns[shown[from]]
	at := len(t.columns)
	if to < len(shown) {
		at = shown[to]
	}
	t.columns = slices.Insert(t.columns, at, c)
	gone := shown[from]
	if gone >= at {
		gone++
	}
	t.columns = slices.Delete(t.columns, gone, gone+1)
	t.sortCol = t.titled(sorted)
	t.col, t.anchorCol = 0, 0
	t.laidOut()
}

func (t *DataTable[T]) titled(title string) int {
	if title == "" {
		return -1
	}
	return slices.IndexFunc(t.columns, func(c Column[T]) bool { return c.Title == title })
}

func (t *DataTable[T]) sortedColumn() string {
	if t.sortCol < 0 {
		return ""
	}
	return t.columns[t.sortCol].Title
}

// ShowColumn shows or hides a column; the last one stays.
func (t *DataTable[T]) ShowColumn(title string, on bool) {
	i := t.titled(title)
	if i < 0 || t.columns[i].Hidden != on || !on && t.count() == 1 {
		return
	}
	if at := slices.Index(t.shown(), i); !on && at < t.frozen {
		t.frozen--
	}
	t.columns[i].Hidden = !on
	t.col = min(t.col, t.count()-1)
	t.anchorCol = min(t.anchorCol, t.count()-1)
	t.laidOut()
}

// Freeze keeps the first n columns on show from scrolling sideways.
func (t *DataTable[T]) Freeze(n int) {
	t.frozen = min(max(n, 0), t.count())
	t.laidOut()
}

func (t *DataTable[T]) laidOut() {
	t.clamp()
	t.Refresh()
	if t.OnLayout != nil {
		t.OnLayout()
	}
}

// tableLayout is what is remembered of the columns.
type tableLayout struct {
	Columns []columnLayout `json:"columns"`
	Frozen  int            `json:"frozen,omitempty"`
	Sort    string         `json:"sort,omitempty"`
	Desc    bool           `json:"desc,omitempty"`
}

type columnLayout struct {
	Title  string  `json:"title"`
	Width  float32 `json:"width"`
	Hidden bool    `json:"hidden,omitempty"`
}

// Layout is how the columns stand, to be remembered; SetLayout takes it back.
func (t *DataTable[T]) Layout() string {
	l := tableLayout{Frozen: t.frozen, Desc: t.sortDesc}
	if t.sortCol >= 0 {
		l.Sort = t.columns[t.sortCol].Key
	}
	for _, c := range t.columns {
		l.Columns = append(l.Columns, columnLayout{c.Title, c.Width, c.Hidden})
	}
	b, err := json.Marshal(l)
	if err != nil { // numbers and words: can't be
		return ""
	}
	return string(b)
}

// SetLayout makes the columns stand as remembered; "" or what can't be read as they were
// made. A column that was not known then stands after the one it was made after. It tells
// by which key the rows were sorted.
func (t *DataTable[T]) SetLayout(text string) (key string, desc bool) {
	var l tableLayout
	if text != "" && json.Unmarshal([]byte(text), &l) != nil {
		l = tableLayout{}
	}
	sorted := t.sortedColumn()
	t.columns = nil
	for _, m := range l.Columns {
		i := slices.IndexFunc(t.declared, func(c Column[T]) bool { return c.Title == m.Title })
		if i < 0 || t.titled(m.Title) >= 0 {
			continue
		}
		c := t.declared[i]
		c.Hidden = m.Hidden
		if m.Width >= narrowest {
			c.Width = m.Width
		}
		t.columns = append(t.columns, c)
	}
	for i, c := range t.declared {
		if t.titled(c.Title) >= 0 {
			continue
		}
		at := 0
		if i > 0 {
			at = t.titled(t.declared[i-1].Title) + 1
		}
		t.columns = slices.Insert(t.columns, at, c)
	}
	if t.count() == 0 && len(t.columns) > 0 {
		t.columns[0].Hidden = false
	}
	t.frozen = min(max(l.Frozen, 0), t.count())
	t.col, t.anchorCol = 0, 0
	t.sortCol = t.titled(sorted)
	t.clamp()
	t.Refresh()
	return l.Sort, l.Desc
}

// Shown lists the columns on show, in their order.
func (t *DataTable[T]) Shown() (out []Column[T]) {
	for _, i := range t.shown() {
		out = append(out, t.columns[i])
	}
	return out
}
