package widget

import "fyne.io/fyne/v2"

// Part is something inside a control that can be pointed at, for scripts.
type Part struct {
	Name       string
	X, Y, W, H float32 // relative to the control
}

// Parts names the headers and the rows in sight by their first column as made, and the
// cells of the cursor's row by their columns.
func (t *DataTable[T]) Parts() []Part {
	var out []Part
	for k, i := range t.shown() {
		out = append(out, Part{Name: "head:" + t.columns[i].Title, X: t.columnX(k), Y: 0, W: t.columns[i].span, H: headHeight})
	}
	for i := int(t.top); i < t.rows.Len() && float64(i) < t.top+t.inSight(); i++ {
		row, ok := t.rows.Row(i)
		if !ok || len(t.declared) == 0 {
			continue
		}
		y := headHeight + float32(float64(i)-t.top)*rowHeight
		out = append(out, Part{Name: "row:" + t.declared[0].Text(row), X: t.gutter(), Y: y, W: t.Size().Width - thumbWidth - t.gutter(), H: rowHeight})
		if i != t.cursor {
			continue
		}
		for k, c := range t.shown() {
			out = append(out, Part{Name: "cell:" + t.columns[c].Title, X: t.columnX(k), Y: y, W: t.columns[c].span, H: rowHeight})
		}
	}
	return out
}

// Inside is what stands on the table that scripts may look into: the field of a cell.
func (t *DataTable[T]) Inside() []fyne.CanvasObject {
	if t.edit == nil {
		return nil
	}
	return []fyne.CanvasObject{t.edit.field, t.edit.layer}
}

// Told is what the table says in a bubble, "" if nothing.
func (t *DataTable[T]) Told() string { return t.tip.text }
