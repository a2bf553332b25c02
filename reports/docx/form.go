package docx

import (
	"math"
	"unicode/utf8"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

// formLead is the line of a form's cells: 小四, with room for the pen.
const formLead = 360

// Geometry of a form, as in the PDF: as much of the sheet as a punch and a printer leave.
const (
	formLeft   = 1417 // 25 mm
	formRight  = 1134 // 20 mm
	formTop    = 1474 // 26 mm
	formBottom = 1361 // 24 mm
	formWidth  = pageWidth - formLeft - formRight
)

// formSection is the geometry of a form's only section.
func formSection(s *sectProps) {
	s.Margins = margins{Top: formTop, Right: formRight, Bottom: formBottom, Left: formLeft, Header: 720, Footer: 680}
	s.Grid = docGrid{LinePitch: lead}
}

// form writes the line over the grid and the grid.
func (f *flow) form(t *reports.Form, more bool) {
	if t.Head.Left != "" || t.Head.Right != "" {
		f.formHead(f.oneLine(t.Head.Left), f.oneLine(t.Head.Right), len(t.Rows) > 0)
	}
	if len(t.Rows) == 0 {
		return
	}
	edges := typeset.FormEdges(t.Columns, float64(f.measure()))
	g := &grid{Props: tableProps{Style: &valued{styleGrid}, Width: measure{f.measure(), "dxa"}, Align: centre(), Layout: &layout{"fixed"}}}
	for i := range t.Columns {
		g.Columns.Cols = append(g.Columns.Cols, gridCol{place(edges, i+1) - place(edges, i)})
	}
	for _, r := range t.Rows {
		g.Rows = append(g.Rows, f.formRow(r, edges))
	}
	f.body = append(f.body, g)
	if more {
		f.gap()
	}
}

// formHead writes what stands over a grid at the left and at the right: on one line where
// it fits, also in a typeface with wide digits.
func (f *flow) formHead(left, right string, keep bool) {
	const size = 12
	if (wideText(left)+1+wideText(right))*size*onePointIn > float64(f.measure()) && left != "" && right != "" {
		f.add(styleTableNote, left).kept(true)
		f.add(styleTableNote, right).kept(keep).aligned("right")
		return
	}
	p := f.add(styleTableNote, left+"\t"+right).kept(keep)
	p.Props.Tabs = &tabs{[]tabStop{{"right", f.measure()}}}
}

func place(edges []float64, i int) int { return int(math.Round(edges[i])) }

func (f *flow) formRow(r reports.FormRow, edges []float64) gridRow {
	out := gridRow{Props: &rowProps{Height: &rowHeight{max(1, r.Lines)*formLead + 160, "atLeast"}}}
	long, col := false, 0
	for _, c := range r.Cells {
		to := min(col+c.Width(), len(edges)-1)
		cell := gridCell{Props: cellProps{Width: measure{place(edges, to) - place(edges, col), "dxa"}, VAlign: centre()}}
		if to-col > 1 {
			cell.Props.Span = &number{to - col}
		}
		words := f.clean(c.Text)
		long = long || utf8.RuneCountInString(words) > longRow
		id := styleTableText
		if c.Label {
			id = styleCaption
		}
		text := styled(id).write(words, nil)
		text.Props.Spacing = exact(formLead, 0, 0)
		cell.Paras = append(cell.Paras, text)
		if c.Foot != "" {
			cell.Props.VAlign = &valued{"top"}
			cell.Paras = append(cell.Paras, f.formFoot(c, r.Lines))
		}
		out.Cells = append(out.Cells, cell)
		col = to
	}
	if !long {
		out.Props.CantSplit = &present{}
	}
	return out
}

// formFoot is where to sign: as far down as the cell is asked to be high.
func (f *flow) formFoot(c reports.FormCell, lines int) *paragraph {
	p := styled(styleTableText).write(f.clean(c.Foot), nil).aligned("right")
	above := 0
	if used := 2; c.Text == "" || utf8.RuneCountInString(c.Text) < 30 {
		above = max(0, lines-used) * formLead
	}
	p.Props.Spacing = exact(formLead, above, 0)
	return p
}
