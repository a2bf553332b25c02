package xlsx

import (
	"fmt"

	"qinqing/reports"
)

// span is a header cell with its place: rows and columns from 0, ends in.
type span struct {
	text           string
	row, col       int
	lastRow, lastC int
}

func (s span) merged() bool { return s.lastRow > s.row || s.lastC > s.col }

// headerSpans places the header cells of t: left to right, skipping places taken
// from above. It returns an error where they do not fill the grid exactly or a
// row has not as many cells as there are columns: such a table would show
// numbers under the wrong heading.
func headerSpans(t *reports.Table) ([]span, error) {
	cols := len(t.Columns)
	bad := func(why string) error {
		return fmt.Errorf("表格“%s”的结构有误（%s），未写入工作簿", t.Title, why)
	}
	if cols == 0 {
		return nil, bad("没有列")
	}
	if len(t.Header) == 0 {
		return nil, bad("没有表头")
	}
	taken := make([][]bool, len(t.Header))
	for i := range taken {
		taken[i] = make([]bool, cols)
	}
	var spans []span
	for r, row := range t.Header {
		c := 0
		for _, h := range row {
			for c < cols && taken[r][c] {
				c++
			}
			s := span{text: h.Text, row: r, col: c, lastRow: r + max(h.RowSpan, 1) - 1, lastC: c + max(h.ColSpan, 1) - 1}
			if s.lastC >= cols || s.lastRow >= len(t.Header) {
				return nil, bad("表头超出列数或行数")
			}
			for y := s.row; y <= s.lastRow; y++ {
				for x := s.col; x <= s.lastC; x++ {
					if taken[y][x] {
						return nil, bad("表头单元格重叠")
					}
					taken[y][x] = true
				}
			}
			spans = append(spans, s)
		}
	}
	for _, row := range taken {
		for _, is := range row {
			if !is {
				return nil, bad("表头有空缺")
			}
		}
	}
	for i, row := range t.Rows {
		if len(row.Cells) != cols {
			return nil, bad(fmt.Sprintf("第%d行有%d格，应为%d格", i+1, len(row.Cells), cols))
		}
	}
	return spans, nil
}

// Limits of column widths in half-width places.
const (
	minColumn = 6.0
	maxColumn = 50.0
	// padding is what borders and the indent take of a body cell.
	padding = 4.0
	// fullPage is about what fits across A4 landscape at full size: narrower
	// tables are widened to it.
	fullPage = 100.0
)

// columnWidths gives each column what its content wants, at most maxColumn; a
// header cell of its own column may wrap to two lines.
func columnWidths(t *reports.Table, spans []span) []float64 {
	w := make([]float64, len(t.Columns))
	for i := range w {
		w[i] = minColumn
	}
	for _, s := range spans {
		need := float64(widest(s.text))
		if need > 12 {
			need = max(12, (need+1)/2)
		}
		if share := (need + 2) / float64(s.lastC-s.col+1); share > 0 {
			for c := s.col; c <= s.lastC; c++ {
				w[c] = max(w[c], min(share, maxColumn))
			}
		}
	}
	for _, row := range t.Rows {
		for c, cell := range row.Cells {
			w[c] = max(w[c], min(float64(widest(cell.Text))+padding, maxColumn))
		}
	}
	return w
}

// widen stretches narrow tables towards a full page, keeping proportions.
func widen(w []float64) {
	total := 0.0
	for _, x := range w {
		total += x
	}
	if total >= fullPage || total == 0 {
		return
	}
	for i := range w {
		w[i] = min(w[i]*fullPage/total, maxColumn)
	}
}

func sum(w []float64) float64 {
	n := 0.0
	for _, x := range w {
		n += x
	}
	return n
}
