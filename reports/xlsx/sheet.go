package xlsx

import (
	"cmp"
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

// maxRowHeight is Excel's limit in points.
const maxRowHeight = 409.0

// sheetWriter writes the tables of one sheet from top to bottom.
type sheetWriter struct {
	book  *bookWriter
	name  string
	row   int // last row written, 1-based
	width []float64
}

// layout is a table made ready: placed header and wanted widths.
type layout struct {
	table *reports.Table
	spans []span
}

// writeTables fills a sheet with its tables, one under another, and sets widths,
// panes, print titles and the signing line.
func (s *sheetWriter) writeTables(tables []*reports.Table) error {
	var ls []layout
	for _, t := range tables {
		spans, err := headerSpans(t)
		if err != nil {
			return err
		}
		ls = append(ls, layout{t, spans})
		for i, w := range columnWidths(t, spans) {
			if i == len(s.width) {
				s.width = append(s.width, w)
			}
			s.width[i] = max(s.width[i], w)
		}
	}
	widen(s.width)
	for i, w := range s.width {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := s.book.file.SetColWidth(s.name, col, col, w); err != nil {
			return err
		}
	}
	headEnd := 0
	for i, l := range ls {
		if i > 0 {
			s.row++
			// A table begun at a page's foot would leave its head there alone.
			if err := s.book.file.InsertPageBreak(s.name, "A"+itoa(s.row+1)); err != nil {
				return err
			}
		}
		end, err := s.writeTable(l)
		if err != nil {
			return err
		}
		if i == 0 {
			headEnd = end
		}
	}
	if err := s.writeFoot(); err != nil {
		return err
	}
	return s.setHead(ls, headEnd)
}

// setHead freezes and repeats title and header of a single table. Of several, each on
// pages of its own, nothing is repeated: the first one's head would stand over the others.
func (s *sheetWriter) setHead(ls []layout, headEnd int) error {
	corner, err := excelize.CoordinatesToCellName(len(s.width), s.row)
	if err != nil {
		return err
	}
	err = errors.Join(s.book.file.SetSheetDimension(s.name, "A1:"+corner), setPage(s.book.file, s.name, s.book.tree.Demo))
	if err != nil || len(ls) > 1 {
		return errors.Join(err, s.book.file.SetPanes(s.name, topPane(1)))
	}
	from := max(1, headEnd-len(ls[0].table.Header)+1)
	return errors.Join(s.book.file.SetPanes(s.name, topPane(headEnd)), repeatRows(s.book.file, s.name, from, headEnd))
}

// writeTable writes one table and returns the last row of its header.
func (s *sheetWriter) writeTable(l layout) (headEnd int, err error) {
	t := l.table
	last := len(t.Columns)
	title := s.book.marked(cmp.Or(t.Title, s.book.tree.Title))
	if err := s.band(title, lookTitle, len(s.width), titleSize/bodySize, 30); err != nil {
		return 0, err
	}
	if err := s.writeUnit(t, len(s.width)); err != nil {
		return 0, err
	}
	if headEnd, err = s.writeHeader(l); err != nil {
		return 0, err
	}
	for i := range t.Rows {
		if err := s.writeRow(t, &t.Rows[i]); err != nil {
			return 0, err
		}
	}
	for _, n := range t.Notes {
		if err := s.band(n, lookNote, max(last, len(s.width)), 1, lineSize+2); err != nil {
			return 0, err
		}
	}
	return headEnd, nil
}

// band writes one text across cols columns; scale is its size against body text.
func (s *sheetWriter) band(text string, l look, cols int, scale, least float64) error {
	s.row++
	if err := s.text(1, s.row, text, l); err != nil {
		return err
	}
	room := (sum(s.width[:cols]) - 1) / scale
	height := max(least, float64(lineCount(text, room))*lineSize*scale+4)
	return errors.Join(s.merge(1, s.row, cols, s.row), s.height(height))
}

// writeUnit writes 单位 on the left and 制表日期 on the right.
func (s *sheetWriter) writeUnit(t *reports.Table, cols int) error {
	s.row++
	unit := s.book.unitLine(t)
	date := s.book.madeOn()
	if cols < 2 {
		return errors.Join(s.text(1, s.row, strings.TrimSpace(unit+"　"+date), lookUnitL), s.height(20))
	}
	split := s.splitAt(0.5)
	return errors.Join(
		s.text(1, s.row, unit, lookUnitL), s.merge(1, s.row, split, s.row),
		s.text(split+1, s.row, date, lookUnitR), s.merge(split+1, s.row, cols, s.row),
		s.height(20),
	)
}

// unitLine is the unit of the numbers, or of a table of several units the office.
func (b *bookWriter) unitLine(t *reports.Table) string {
	unit := strings.TrimSpace(t.Unit)
	if unit == "" && b.tree.Signature.Unit != "" {
		return "填报单位：" + b.tree.Signature.Unit
	}
	if unit != "" && !strings.HasPrefix(unit, "单位：") {
		unit = "单位：" + unit
	}
	return unit
}

// splitAt is the column (1-based, not the last) nearest to that share of the width.
func (s *sheetWriter) splitAt(share float64) int {
	want, at := sum(s.width)*share, 0.0
	for i, w := range s.width[:len(s.width)-1] {
		if at += w; at >= want-w/2 {
			return i + 1
		}
	}
	return max(1, len(s.width)-1)
}

// writeHeader writes and merges the header cells and returns its last row.
func (s *sheetWriter) writeHeader(l layout) (int, error) {
	top := s.row + 1
	lines := make([]int, len(l.table.Header))
	for _, h := range l.spans {
		if h.lastRow == h.row {
			lines[h.row] = max(lines[h.row], lineCount(h.text, sum(s.width[h.col:h.lastC+1])-1))
		}
		// The border of a merged cell is drawn from the styles of all it covers.
		for r := h.row; r <= h.lastRow; r++ {
			for c := h.col; c <= h.lastC; c++ {
				if err := s.style(c+1, top+r, lookHeader); err != nil {
					return 0, err
				}
			}
		}
		if err := s.text(h.col+1, top+h.row, h.text, lookHeader); err != nil {
			return 0, err
		}
		if h.merged() {
			if err := s.merge(h.col+1, top+h.row, h.lastC+1, top+h.lastRow); err != nil {
				return 0, err
			}
		}
	}
	for _, h := range l.spans {
		if n := h.lastRow - h.row + 1; n > 1 {
			need := lineCount(h.text, sum(s.width[h.col:h.lastC+1])-1)
			lines[h.lastRow] = max(lines[h.lastRow], need-(n-1))
		}
	}
	for _, n := range lines {
		s.row++
		if err := s.height(float64(max(n, 1))*lineSize + 7); err != nil {
			return 0, err
		}
	}
	return s.row, nil
}

// writeRow writes one typed row with its comments.
func (s *sheetWriter) writeRow(t *reports.Table, row *reports.Row) error {
	s.row++
	lines := 1
	for c, cell := range row.Cells {
		v, ok := cellValue(cell)
		if !ok {
			s.book.warn("number-mismatch", s.place(c+1)+"的数值与显示文字“"+cell.Text+"”不一致，已按文字写入")
		}
		l := look{font: fontBody, size: bodySize, bold: row.Total, border: true, wrap: !v.isNumber(),
			align: string(cmp.Or(t.Columns[c].Align, reports.Left)), format: v.Format}
		if err := s.value(c+1, s.row, v, l); err != nil {
			return err
		}
		lines = max(lines, lineCount(cell.Text, s.width[c]-padding+1))
		if cell.Note != "" {
			if err := s.comment(c+1, s.row, cell.Note); err != nil {
				return err
			}
		}
	}
	return s.height(float64(lines)*lineSize + 5)
}

func signers(o Options) []string {
	return []string{"填表人：" + o.Preparer, "审核人：" + o.Reviewer, "单位负责人：" + o.Principal}
}

func signingLine(o Options) string { return strings.Join(signers(o), "　　　　") }

// writeFoot writes the line on which three people sign.
func (s *sheetWriter) writeFoot() error {
	if len(s.width) < 3 {
		return s.band(signingLine(s.book.opt), lookFoot, len(s.width), 1, 28)
	}
	texts := signers(s.book.opt)
	s.row++
	a := min(s.splitAt(1.0/3), len(s.width)-2)
	b := min(max(s.splitAt(2.0/3), a+1), len(s.width)-1)
	ends := []int{a, b, len(s.width)}
	from := 1
	for i, text := range texts {
		if err := errors.Join(s.text(from, s.row, text, lookFoot), s.merge(from, s.row, ends[i], s.row)); err != nil {
			return err
		}
		from = ends[i] + 1
	}
	return s.height(28)
}
