package docx

import (
	"math"

	"qinqing/reports"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

// longRow is from how many characters on a cell's row may run over two pages.
const longRow = 200

// table writes title, unit, grid and notes. keep holds the last row on the page of what
// follows; more says that another block does.
func (f *flow) table(t *reports.Table, keep, more bool) {
	if t.Title != "" && t.Title != f.titled {
		f.add(styleTableName, f.balanced(typeset.Hei, 14, float64(f.measure())/20-2*pitch/20, t.Title))
	}
	if t.Unit != "" {
		f.add(styleTableUnit, f.oneLine(t.Unit))
	}
	notes := t.PrintedNotes()
	if len(t.Columns) > 0 {
		f.body = append(f.body, f.grid(t, keep || len(notes) > 0))
		more = more && len(notes) == 0
	}
	for i, n := range notes {
		p := f.add(styleTableNote, f.oneLine(n)).kept(keep)
		if i == len(notes)-1 {
			p.spaced(0, lead/2)
		}
	}
	if more {
		f.gap()
	}
}

// cellStyle is how the paragraphs of one table are set.
type cellStyle struct {
	text, head string
	size       float64
	cols       []int
}

// lay chooses the type size and the widths of the columns as the PDF does.
func (f *flow) lay(t *reports.Table) cellStyle {
	laid := f.fonts.Lay(paper.Grid(t), float64(f.measure())/20)
	if !laid.Fits {
		f.warn(WideCell, "表“"+t.Title+"”列太多，页面放不下，文字会在任意处换行。请减少列数，或改用电子表格")
	}
	size, widths := laid.Measures()
	s := cellStyle{text: sizedStyle(styleTableText, size), head: sizedStyle(styleTableHead, size), size: size}
	edge, sum := 0, 0.0
	for _, w := range widths {
		sum += w
		next := int(math.Round(sum * 20))
		s.cols = append(s.cols, next-edge)
		edge = next
	}
	s.cols = roomy(t, s.cols, size)
	return s
}

func (f *flow) grid(t *reports.Table, keep bool) *grid {
	s := f.lay(t)
	g := &grid{Props: tableProps{Style: &valued{styleGrid}, Width: measure{sum(s.cols), "dxa"}, Align: centre(), Layout: &layout{"fixed"}}}
	if t.Title != "" {
		g.Props.Caption = &valued{f.oneLine(t.Title)}
	}
	for _, w := range s.cols {
		g.Columns.Cols = append(g.Columns.Cols, gridCol{w})
	}
	g.Rows = f.headRows(t.Header, s)
	if len(t.Rows) == 0 {
		p := styled(s.text).write(f.oneLine(t.EmptyText()), nil).aligned("center").kept(keep)
		g.Rows = append(g.Rows, gridRow{Cells: []gridCell{s.cell(0, len(s.cols), p)}})
	}
	for i, row := range t.Rows {
		last := i == len(t.Rows)-1
		alone := !last && t.Rows[i+1].Total // 合计 doesn't go to the next page by itself
		g.Rows = append(g.Rows, f.row(t, row, s, keep && last || alone))
	}
	return g
}

func sum(ns []int) (total int) {
	for _, n := range ns {
		total += n
	}
	return total
}

// cell is a place of the grid over cols columns from col on.
func (s cellStyle) cell(col, cols int, p *paragraph) gridCell {
	c := gridCell{Props: cellProps{Width: measure{sum(s.cols[col : col+cols]), "dxa"}, VAlign: centre()}, Paras: []*paragraph{p}}
	if cols > 1 {
		c.Props.Span = &number{cols}
	}
	return c
}

func (f *flow) row(t *reports.Table, row reports.Row, s cellStyle, keep bool) gridRow {
	out := gridRow{}
	long := false
	for i, col := range t.Columns {
		p := styled(s.text).kept(keep)
		if i < len(row.Cells) {
			words := f.clean(row.Cells[i].Text)
			long = long || deep(words, s.cols[i], s.size)
			p.write(words, total(row.Total))
		}
		if col.Align != reports.Left {
			p.aligned(alignment(col.Align))
		}
		out.Cells = append(out.Cells, s.cell(i, 1, p))
	}
	if !long {
		out.Props = &rowProps{CantSplit: &present{}}
	}
	if t.Lines > 1 {
		out.Props = &rowProps{CantSplit: &present{}, Height: &rowHeight{t.Lines*formLead + 120, "atLeast"}}
	}
	return out
}

func total(is bool) *runProps {
	if !is {
		return nil
	}
	return &runProps{Style: &valued{styleTotal}}
}

func alignment(a reports.Align) string {
	if a == reports.Right {
		return "right"
	}
	return "center"
}

// headPlace is a place of the header: where its cell begins, and how far it reaches.
type headPlace struct {
	text       string
	row, col   int
	rows, cols int
}

// headPlaces spreads the header over its grid, clipped to it; places without a cell
// are nil.
func headPlaces(header [][]reports.HeaderCell, n int) [][]*headPlace {
	places := make([][]*headPlace, len(header))
	for i := range places {
		places[i] = make([]*headPlace, n)
	}
	for row, cells := range header {
		col := 0
		for _, c := range cells {
			for col < n && places[row][col] != nil {
				col++
			}
			if col >= n {
				break
			}
			cols := 1
			for cols < c.ColSpan && col+cols < n && places[row][col+cols] == nil {
				cols++
			}
			p := &headPlace{c.Text, row, col, min(max(1, c.RowSpan), len(header)-row), cols}
			for r := row; r < row+p.rows; r++ {
				for k := col; k < col+cols; k++ {
					places[r][k] = p
				}
			}
			col += cols
		}
	}
	return places
}

// headRows are repeated on each page the table comes to.
func (f *flow) headRows(header [][]reports.HeaderCell, s cellStyle) []gridRow {
	var rows []gridRow
	for r, places := range headPlaces(header, len(s.cols)) {
		row := gridRow{Props: &rowProps{CantSplit: &present{}, Header: &present{}}}
		for c := 0; c < len(places); c++ {
			at := places[c]
			if at == nil {
				row.Cells = append(row.Cells, s.cell(c, 1, styled(s.head)))
				continue
			}
			p := styled(s.head)
			if r == at.row {
				p.write(f.clean(at.text), nil)
			}
			cell := s.cell(c, at.cols, p)
			switch {
			case at.rows > 1 && r == at.row:
				cell.Props.Merge = &valued{"restart"}
			case at.rows > 1:
				cell.Props.Merge = &valued{"continue"}
			}
			row.Cells = append(row.Cells, cell)
			c += at.cols - 1
		}
		rows = append(rows, row)
	}
	return rows
}
