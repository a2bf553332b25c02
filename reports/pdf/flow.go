package pdf

import (
	"qinqing/reports"
	"qinqing/reports/typeset"
)

// Geometry of GB/T 9704-2012, 5: A4, text area 156 × 225 mm, 37 mm from the top, 28 mm
// from the binding edge, 22 lines of 28 characters.
const (
	mm       = typeset.MM
	left     = 28 * mm
	top      = 37 * mm
	width    = 156 * mm
	height   = 225 * mm
	lead     = height / 22
	pitch    = width / 28
	bodySize = 16.0 // 3号
	noteSize = 12.0 // 小四
	noteLead = 18.0
)

// Geometry of a form, which is no official document: as much of the sheet as a punch and
// a printer leave.
const (
	formLeft   = 25 * mm
	formRight  = 20 * mm
	formWidth  = 165 * mm
	formTop    = 26 * mm
	formHeight = 246 * mm
)

// flow is a document being printed: the pages so far and the place reached.
type flow struct {
	fonts     *typeset.Fonts
	doc       *reports.Bulletin
	pages     []*typeset.Page
	landscape bool // of pages begun from now on
	filled    bool // a form: see formTop
	onSide    []bool
	y         float64
	titled    string // the title above what is printed: a table of the same name doesn't repeat it
	laid      map[layKey]*typeset.Laid
	warnings  []reports.Warning

	overprint bool    // 套打: the paper has the red parts already
	annexed   bool    // the annexes are being printed
	annexPage int     // the page the annex begins on
	annexHead float64 // where its head ends there
	headEnd   float64 // where the first page's head ends
	moved     bool    // 主送机关 stands in 版记: the first page must show body text
	blankFrom int     // the blank side before 版记 and what follows bear no number; 0: none
}

// style is text on the grid of 28 characters.
func style(role typeset.Role) typeset.Style {
	return typeset.Style{Role: role, Size: bodySize, Spacing: pitch - bodySize}
}

// layKey names a measured table: one table may stand upright and on its side.
type layKey struct {
	table *reports.Table
	width float64
}

// Page is the page being printed.
func (f *flow) Page() *typeset.Page { return f.pages[len(f.pages)-1] }

// Area gives left edge, measure, place reached and foot. A landscape page is a
// portrait one turned: its head lies at the binding edge on odd pages.
func (f *flow) Area() (x, w, y, bottom float64) {
	switch {
	case f.turned() && f.filled:
		return formRight, 297*mm - 2*formRight, f.y, 210*mm - formRight
	case f.turned():
		return 297*mm - top - height, height, f.y, left + width
	case f.filled:
		return formLeft, formWidth, f.y, formTop + formHeight
	}
	return left, width, f.y, top + height
}

// Top is where the text area begins.
func (f *flow) Top() float64 {
	switch {
	case f.filled:
		return formTop
	case f.turned():
		return left
	}
	return top
}

func (f *flow) turned() bool { return f.onSide[len(f.onSide)-1] }

// Reach moves the place reached.
func (f *flow) Reach(y float64) { f.y = y }

// Next begins a page, with the marks every page has.
func (f *flow) Next() {
	f.pages = append(f.pages, typeset.A4(f.landscape))
	f.onSide = append(f.onSide, f.landscape)
	f.y = f.Top()
	x, w, _, _ := f.Area()
	st := typeset.Style{Role: typeset.Hei, Size: bodySize}
	y := 20 * mm // clear of the letter form's masthead, 30 mm down
	if f.filled {
		y = 18 * mm
	}
	switch {
	case f.doc.Caution != "":
		f.Page().Text(st, x, y, f.doc.Caution, typeset.Black)
	case f.doc.Draft:
		f.Page().Text(st, x, y, "送审稿", typeset.Grey)
	}
	if f.doc.Demo {
		const mark = "示例数据"
		f.Page().Text(st, x+w-f.fonts.Width(st.Role, st.Size, 0, mark), y, mark, typeset.Grey)
	}
}

// need begins a page unless h is free on this one.
func (f *flow) need(h float64) {
	_, _, y, bottom := f.Area()
	if y+h > bottom+0.1 && y > f.Top() {
		f.Next()
	}
}

// skip leaves lines empty, but not at the top of a page.
func (f *flow) skip(lines float64) {
	if f.y > f.Top() {
		f.y += lines * lead
	}
}

// lines prints set lines down from the place reached, the first at x+indent. The
// last keep of them stay on one page with tail more points. Neither the first line of
// a paragraph stands alone at a page's foot nor its last one at a page's head.
func (f *flow) lines(st typeset.Style, set []typeset.Line, leading, indent float64, keep int, tail float64, zones lineZones) {
	n := len(set)
	if f.spare() {
		keep = max(keep, min(2, n))
	}
	for i, ln := range set {
		h := leading
		switch {
		case i == n-keep:
			h = leading*float64(keep) + tail
		case i == 0 && n-keep == 1 && f.spare(): // three lines go together
			h = leading*float64(n) + tail
		case i == 0 && f.spare():
			h = 2 * leading
		}
		f.need(h)
		x, _, y, _ := f.Area()
		if i == 0 {
			x += indent
		}
		if zones != nil {
			zones(f.Page(), i, x, y, ln)
		}
		f.Page().Set(st, x, typeset.Baseline(y, leading, st.Size), ln, typeset.Black)
		f.y += leading
	}
}

// spare says whether the page may leave a line empty for the look of it: not the first
// one under a head so tall that hardly any text follows.
func (f *flow) spare() bool {
	return len(f.pages) > 1 || top+height-f.headEnd > 6*lead
}

// centred prints lines in the middle of the measure.
func (f *flow) centred(st typeset.Style, set []typeset.Line, leading float64, ink typeset.RGB) {
	for _, ln := range set {
		f.need(leading)
		x, w, y, _ := f.Area()
		f.Page().Set(st, x+(w-ln.Width)/2, typeset.Baseline(y, leading, st.Size), ln, ink)
		f.y += leading
	}
}

// title prints a title in 2号 小标宋, broken to a pleasing shape, with an entry of
// the outline.
func (f *flow) title(text, entry string) {
	st := typeset.Style{Role: typeset.BiaoSong, Size: 22}
	_, w, y, _ := f.Area()
	f.Page().Bookmark(entry, 0, y)
	f.titled = text
	f.centred(st, f.fonts.Balance(st, w-2*pitch, text), 1.15*lead, typeset.Black)
}

// pageNumbers prints the numbers once all pages are there: 4号 宋体, dashes 7 mm
// below the text area, odd ones right, even ones left, one character in. On
// landscape pages they stand where portrait pages have them (GB/T 9704-2012, 7.5).
func (f *flow) pageNumbers() {
	st := typeset.Style{Role: typeset.Song, Size: 14}
	for i, pg := range f.pages {
		if i == 0 && (f.doc.Template == "C" || f.filled && len(f.pages) == 1) || f.blankFrom > 0 && i+1 >= f.blankFrom {
			continue
		}
		text := "— " + itoa(i+1) + " —"
		w := f.fonts.Width(st.Role, st.Size, 0, text)
		along := left + st.Size
		if i%2 == 0 {
			along = left + width - st.Size - w
		}
		down := top + height + 7*mm + 0.38*st.Size
		if f.filled {
			down = formTop + formHeight + 9*mm
		}
		if f.onSide[i] && f.filled { // a wide list is no part of an official document
			pg.Text(st, pg.W-formRight-w, pg.H-10*mm, text, typeset.Black)
			continue
		}
		if f.onSide[i] { // the portrait sheet turned clockwise: its foot is at the left
			pg.TextDown(st, pg.W-down, along, text, typeset.Black)
			continue
		}
		pg.Text(st, along, down, text, typeset.Black)
	}
}
