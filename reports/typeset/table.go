package typeset

// Align places a cell's lines.
type Align uint8

// Places of text in a cell.
const (
	Middle Align = iota
	Left
	Right
)

// Table is a grid ready to be set. Header cells may be merged; every row of Rows
// has one text a column.
type Table struct {
	Columns []Column
	Header  [][]HeaderCell
	Rows    []TableRow
	Empty   string // the one row printed where there are no rows
	Lines   int    // least height of a row in lines; 0 is 1
	Kind    string // of its zone
	Key     string // of its zone; empty: none
}

// Column says how the cells of a column are set; Weight 0 is 1.
type Column struct {
	Align  Align
	Weight float64
}

// HeaderCell spans at least one column and one row.
type HeaderCell struct {
	Text             string
	ColSpan, RowSpan int
}

// TableRow is one row; Total rows are set bold.
type TableRow struct {
	Cells []string
	Zones []Zone // of its cells, as far as something is known of them; where they lie is filled in
	Total bool
}

// Sheet is where a table is printed: the page it has come to, the free space on
// it, and a way to the next page.
type Sheet interface {
	Page() *Page
	// Area gives the left edge, the measure, the place reached and the foot.
	Area() (x, width, y, bottom float64)
	// Top is where the free space of a fresh page begins.
	Top() float64
	// Reach says how far the table came.
	Reach(y float64)
	Next()
}

// tries are the type sizes tried in turn until the columns fit; calm ones keep
// short cells on one line. 12 points is for small tables, 10.5 for up to 8 columns.
var tries = []struct {
	size float64
	calm bool
}{{12, true}, {10.5, true}, {9, true}, {9, false}, {7.5, true}, {7.5, false}}

const (
	rule    = 0.5 // points
	padding = 3.0 // points between rule and text
	leading = 1.4 // of the size
)

// Laid is a table with its measures, ready to be drawn on sheets of one width.
type Laid struct {
	*Table
	Room  float64 // what a fresh page offers it; 0: not known
	Fits  bool    // false: even in the smallest type the columns had to be made narrower than their words
	fonts *Fonts
	size  float64
	lead  float64
	pad   float64   // between a rule and the text above or below it
	cols  []float64 // widths
	edges []float64 // left edges from the table's own, one more than cols
	head  []headCell
	headH []float64
}

type headCell struct {
	lines      []Line
	row, rows  int
	x, w, need float64
}

// Lay measures a table for sheets whose area is width points wide.
func (f *Fonts) Lay(t *Table, width float64) *Laid {
	s := &Laid{Table: t, fonts: f, pad: padding}
	s.Fits = s.measure(width)
	s.layHeader()
	return s
}

// Start is the height the table needs to begin with: its header and its first row,
// or some lines of that.
func (s *Laid) Start() float64 {
	first := s.lead + 2*s.pad
	if len(s.Rows) > 0 {
		if h := s.height(s.layRow(s.Rows[0])); h > s.splits(s.Room-s.headerHeight()) {
			first = min(h, 4*s.lead+2*s.pad)
		} else {
			first = h
		}
	}
	return s.headerHeight() + first
}

// Height is what the whole table takes on one page.
func (s *Laid) Height() float64 {
	h := s.headerHeight()
	for _, row := range s.Rows {
		h += s.height(s.layRow(row))
	}
	return h
}

// Draw prints the table from where the sheet stands, on as many pages as it takes,
// the header on each. keep is the height that has to stay on the page of the last
// row (a signature must not stand alone).
func (s *Laid) Draw(sheet Sheet, keep float64) {
	if _, _, y, bottom := sheet.Area(); y+s.Start() > bottom+slack && y > sheet.Top() {
		sheet.Next()
	}
	s.tighten(sheet, keep)
	s.drawHeader(sheet)
	if len(s.Rows) == 0 {
		s.drawEmpty(sheet)
	}
	for i, row := range s.Rows {
		tail := 0.0
		if left := len(s.Rows) - 1 - i; left == 0 || s.together(left) {
			tail = s.rest(i+1) + keep
		}
		s.placeRow(sheet, row, s.layRow(row), tail)
	}
}

func (s *Laid) headerHeight() float64 {
	h := 0.0
	for _, v := range s.headH {
		h += v
	}
	return h
}

// placeRow prints a row, moving it to the next page, or over pages if it is long.
func (s *Laid) placeRow(sheet Sheet, row TableRow, cells [][]Line, tail float64) {
	from := 0
	for {
		_, _, y, bottom := sheet.Area()
		rest := s.height(cells) - float64(from)*s.lead
		if y+rest+tail <= bottom+slack {
			s.drawRow(sheet, row, cells, from, depth(cells))
			return
		}
		fit := int((bottom - y - 2*s.pad + slack) / s.lead)
		whole := bottom - sheet.Top() - s.headerHeight() // what a fresh page offers
		if rest+tail > s.splits(whole) && fit >= 2 && depth(cells)-from-fit >= 2 {
			s.drawRow(sheet, row, cells, from, from+fit)
			from += fit
		} else if y <= sheet.Top()+s.headerHeight()+slack { // a fresh page: nothing better will come
			fit = max(1, min(fit, depth(cells)-from))
			s.drawRow(sheet, row, cells, from, from+fit)
			if from += fit; from >= depth(cells) {
				return
			}
		}
		sheet.Next()
		s.drawHeader(sheet)
	}
}

// splits is the height up to which a row is moved to the next page as it is, whole being
// what a page offers: its head would stand alone where Start promised less.
func (s *Laid) splits(whole float64) float64 { return 0.4 * whole }

func depth(cells [][]Line) int {
	n := 1
	for _, c := range cells {
		n = max(n, len(c))
	}
	return n
}

func (s *Laid) height(cells [][]Line) float64 {
	return float64(max(depth(cells), s.Lines))*s.lead + 2*s.pad
}

func (s *Laid) rowRole(row TableRow) Role {
	if row.Total {
		return HeiBold
	}
	return FangSong
}

func (s *Laid) layRow(row TableRow) [][]Line {
	cells := make([][]Line, len(s.Columns))
	st := Style{Role: s.rowRole(row), Size: s.size}
	for i := range cells {
		if i < len(row.Cells) {
			cells[i] = s.fonts.Break(st, s.cols[i]-2*padding, 0, row.Cells[i], false)
		}
	}
	return cells
}

// drawRow prints the lines from ≤ line < to of a row, with the rules around it.
func (s *Laid) drawRow(sheet Sheet, row TableRow, cells [][]Line, from, to int) {
	x, _, y, _ := sheet.Area()
	h := float64(to-from)*s.lead + 2*s.pad
	st := Style{Role: s.rowRole(row), Size: s.size}
	whole := from == 0 && to >= depth(cells)
	if whole {
		h = s.height(cells)
	}
	sheet.Page().Zone(x, y, x+s.edges[len(s.edges)-1], y+h, s.Kind, s.Key)
	for i, z := range row.Zones {
		if i < len(s.cols) {
			if z.Key != "" || z.Cell != "" {
				z.X, z.Y, z.X2, z.Y2 = x+s.edges[i], y, x+s.edges[i]+s.cols[i], y+h
				sheet.Page().Zones = append(sheet.Page().Zones, z)
			}
		}
	}
	for i, lines := range cells {
		ty := y + s.pad
		if whole { // a cell shorter than its row stands in the middle
			ty = y + (h-float64(len(lines))*s.lead)/2
		}
		lines = lines[min(from, len(lines)):min(to, len(lines))]
		s.drawLines(sheet.Page(), st, lines, x+s.edges[i], s.cols[i], ty, s.Columns[i].Align)
	}
	s.frame(sheet.Page(), x, y, h, s.edges)
	sheet.Reach(y + h)
}

func (s *Laid) drawLines(pg *Page, st Style, lines []Line, x, w, y float64, align Align) {
	for k, ln := range lines {
		lx := x + padding
		switch align {
		case Middle:
			lx = x + (w-ln.Width)/2
		case Right:
			lx = x + w - padding - ln.Width
		}
		pg.Set(st, max(lx, x+padding/2), Baseline(y+float64(k)*s.lead, s.lead, s.size), ln, Black)
	}
}

// frame draws the rules around a row: each edge, and its top and foot.
func (s *Laid) frame(pg *Page, x, y, h float64, edges []float64) {
	for _, e := range edges {
		pg.Line(x+e, y, x+e, y+h, rule, Black)
	}
	last := edges[len(edges)-1]
	pg.Line(x, y, x+last, y, rule, Black)
	pg.Line(x, y+h, x+last, y+h, rule, Black)
}

func (s *Laid) drawEmpty(sheet Sheet) {
	x, _, y, _ := sheet.Area()
	total := s.edges[len(s.edges)-1]
	st := Style{Role: FangSong, Size: s.size}
	lines := s.fonts.Break(st, total-2*padding, 0, s.Empty, false)
	h := float64(len(lines))*s.lead + 2*padding
	s.drawLines(sheet.Page(), st, lines, x, total, y+padding, Middle)
	s.frame(sheet.Page(), x, y, h, []float64{0, total})
	sheet.Reach(y + h)
}
