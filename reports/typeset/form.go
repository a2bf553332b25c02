package typeset

// Form is a grid of captions and cells to be filled in, ready to be set.
type Form struct {
	Columns []float64 // shares of the width
	Rows    []FormRow
}

// FormRow is a row of cells; Lines is its least height in lines.
type FormRow struct {
	Cells []FormCell
	Lines int
}

// FormCell spans at least one column. Foot stands at the cell's foot, at the right.
type FormCell struct {
	Text, Foot string
	Label      bool
	Span       int
}

// formSize is 小四, which leaves room for the pen.
const (
	formSize    = 12.0
	formLead    = 18.0
	formPadding = 4.0
)

// LaidForm is a form with its measures.
type LaidForm struct {
	fonts *Fonts
	width float64
	rows  []laidRow
}

type laidRow struct {
	cells []laidCell
	h     float64
	depth int // lines of the longest text
}

type laidCell struct {
	x, w       float64
	text, foot []Line
	label      bool
}

// LayForm measures a form for sheets whose area is width points wide.
func (f *Fonts) LayForm(t *Form, width float64) *LaidForm {
	s := &LaidForm{fonts: f, width: width}
	edges := FormEdges(t.Columns, width)
	for _, r := range t.Rows {
		s.rows = append(s.rows, f.layFormRow(r, edges))
	}
	return s
}

// FormEdges are the left edges of the columns from the form's own, one more than columns.
func FormEdges(columns []float64, width float64) []float64 {
	whole := 0.0
	for _, c := range columns {
		whole += c
	}
	edges, at := []float64{0}, 0.0
	for _, c := range columns {
		at += c
		edges = append(edges, width*at/whole)
	}
	return edges
}

func (f *Fonts) layFormRow(r FormRow, edges []float64) laidRow {
	out := laidRow{depth: 1}
	col := 0
	for _, c := range r.Cells {
		to := min(col+max(1, c.Span), len(edges)-1)
		p := laidCell{x: edges[col], w: edges[to] - edges[col], label: c.Label}
		st := Style{Role: p.role(), Size: formSize}
		if c.Label {
			p.text = f.Balance(st, p.w-2*formPadding, c.Text)
		} else {
			p.text = f.Break(st, p.w-2*formPadding, 0, c.Text, false)
		}
		if c.Text == "" {
			p.text = nil
		}
		if c.Foot != "" {
			p.foot = f.Break(Style{Role: FangSong, Size: formSize}, p.w-2*formPadding, 0, c.Foot, false)
		}
		out.depth = max(out.depth, len(p.text)+len(p.foot))
		out.cells = append(out.cells, p)
		col = to
	}
	out.h = float64(max(out.depth, r.Lines))*formLead + 2*formPadding
	return out
}

func (c laidCell) role() Role {
	if c.label {
		return Hei
	}
	return FangSong
}

// Height is what the whole form takes on one page.
func (s *LaidForm) Height() float64 {
	h := 0.0
	for _, r := range s.rows {
		h += r.h
	}
	return h
}

// Start is the height the form needs to begin with: its first row, or some lines of it.
func (s *LaidForm) Start() float64 {
	if len(s.rows) == 0 {
		return 0
	}
	return min(s.rows[0].h, 4*formLead+2*formPadding)
}

// Draw prints the form from where the sheet stands. Rows that don't fit go to the next
// page; one too long for a page is divided.
func (s *LaidForm) Draw(sheet Sheet) {
	for _, r := range s.rows {
		s.place(sheet, r)
	}
}

func (s *LaidForm) place(sheet Sheet, r laidRow) {
	for {
		_, _, y, bottom := sheet.Area()
		if y+r.h <= bottom+slack {
			s.draw(sheet, r)
			return
		}
		whole := bottom - sheet.Top()
		if r.h <= whole && y > sheet.Top()+whole/2 || r.h <= whole/3 && y > sheet.Top() {
			sheet.Next()
			continue
		}
		fit := int((bottom - y - 2*formPadding + slack) / formLead)
		if fit < 3 && y > sheet.Top() {
			sheet.Next()
			continue
		}
		upper, lower := r.divide(max(1, fit))
		s.draw(sheet, upper)
		r = lower
		sheet.Next()
	}
}

// divide cuts a row after some lines; what stands at a cell's foot stays at its foot.
func (r laidRow) divide(lines int) (upper, lower laidRow) {
	upper.h = float64(lines)*formLead + 2*formPadding
	lower.h = max(r.h-float64(lines)*formLead, formLead+2*formPadding)
	for _, c := range r.cells {
		a, b := c, c
		n := min(lines, len(c.text))
		a.text, a.foot, b.text = c.text[:n], nil, c.text[n:]
		if c.label {
			a.text, b.text = c.text, c.text
		}
		upper.cells, lower.cells = append(upper.cells, a), append(lower.cells, b)
		lower.depth = max(lower.depth, len(b.text)+len(b.foot))
	}
	lower.h = max(lower.h, float64(lower.depth)*formLead+2*formPadding)
	return upper, lower
}

func (s *LaidForm) draw(sheet Sheet, r laidRow) {
	x, _, y, _ := sheet.Area()
	pg := sheet.Page()
	for _, c := range r.cells {
		s.drawCell(pg, c, x+c.x, y, r.h)
	}
	pg.Line(x, y, x+s.width, y, rule, Black)
	pg.Line(x, y+r.h, x+s.width, y+r.h, rule, Black)
	sheet.Reach(y + r.h)
}

func (s *LaidForm) drawCell(pg *Page, c laidCell, x, y, h float64) {
	pg.Line(x, y, x, y+h, rule, Black)
	pg.Line(x+c.w, y, x+c.w, y+h, rule, Black)
	st := Style{Role: c.role(), Size: formSize}
	room := h - float64(len(c.foot))*formLead
	ty := y + (room-float64(len(c.text))*formLead)/2
	if len(c.foot) > 0 { // written from the top, signed at the foot
		ty = y + formPadding
	}
	for i, ln := range c.text {
		lx := x + formPadding
		if c.label {
			lx = x + (c.w-ln.Width)/2
		}
		pg.Set(st, lx, Baseline(ty+float64(i)*formLead, formLead, formSize), ln, Black)
	}
	fy := y + h - formPadding - float64(len(c.foot))*formLead
	for i, ln := range c.foot {
		pg.Set(Style{Role: FangSong, Size: formSize}, x+c.w-formPadding-ln.Width, Baseline(fy+float64(i)*formLead, formLead, formSize), ln, Black)
	}
}
