package docx

import (
	"math"
	"strings"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

// Geometry of GB/T 9704-2012, 5: A4, text area 156 × 225 mm, 37 mm from the top, 28 mm
// from the binding edge, 22 lines of 28 characters.
const (
	pageWidth  = 11906
	pageHeight = 16838
	top        = 2098 // 37 mm
	right      = 1474 // 26 mm
	bottom     = 1984 // 35 mm
	left       = 1588 // 28 mm
	width      = pageWidth - left - right
	height     = pageHeight - top - bottom
	lead       = height / 22 // 28.95 points
	pitch      = width / 28.0
	em         = width / 28 // a character, whole twips

	titleLead   = lead * 23 / 20
	noteLead    = 360
	imprintLead = lead * 17 / 20
	markLead    = 400 // of page numbers and marks
	mm          = 1440 / 25.4
)

// flow is a document being written: its body so far and what it refers to.
type flow struct {
	doc       *reports.Bulletin
	draw      func(c reports.Chart, width float64) ([]byte, error)
	overprint bool
	moved     bool           // 主送机关 stands in 版记
	fonts     *typeset.Fonts // to measure with
	body      []any
	landscape bool   // of the section being written
	sections  int    // finished
	letterTop int    // where the first page of 信函格式 begins
	titled    string // the title above what is written: a table of the same name doesn't repeat it
	related   []relation
	parts     []part
	pictures  int
	warnings  []reports.Warning
}

// measure is the width of the text area of the section being written.
func (f *flow) measure() int {
	switch {
	case f.landscape:
		return height
	case f.doc.IsForm():
		return formWidth
	}
	return width
}

// styled starts a paragraph of a style.
func styled(id string) *paragraph { return &paragraph{Props: &paraProps{Style: &valued{id}}} }

// write adds clean text to a paragraph; a line end becomes a break, a tab a tab mark.
func (p *paragraph) write(s string, props *runProps) *paragraph {
	if s == "" {
		return p
	}
	r := &run{Props: props}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			r.Content = append(r.Content, lineBreak{})
		}
		for k, piece := range strings.Split(line, "\t") {
			if k > 0 {
				r.Content = append(r.Content, tabMark{})
			}
			if piece != "" {
				r.Content = append(r.Content, text{Space: "preserve", Text: piece})
			}
		}
	}
	p.Content = append(p.Content, r)
	return p
}

// lines is how many lines a paragraph has that are set by hand.
func (p *paragraph) lines() int {
	n := 1
	for _, c := range p.Content {
		for _, x := range c.(*run).Content {
			if _, ok := x.(lineBreak); ok {
				n++
			}
		}
	}
	return n
}

func (p *paragraph) aligned(to string) *paragraph {
	p.Props.Align = &valued{to}
	return p
}

func (p *paragraph) spaced(before, after int) *paragraph {
	p.Props.Spacing = &spacing{Before: &before, After: &after}
	return p
}

func (p *paragraph) kept(next bool) *paragraph {
	if next {
		p.Props.KeepNext = &present{}
	}
	return p
}

// add puts a paragraph of a style into the body.
func (f *flow) add(styleID, s string) *paragraph {
	p := styled(styleID).write(s, nil)
	f.body = append(f.body, p)
	return p
}

// balanced breaks a title as the PDF does, so that its lines make a trapezium.
func (f *flow) balanced(role typeset.Role, points, room float64, s string) string {
	var lines []string
	for _, l := range f.fonts.Balance(typeset.Style{Role: role, Size: points}, room, f.oneLine(s)) {
		lines = append(lines, l.Text)
	}
	return strings.Join(lines, "\n")
}

func (f *flow) title(styleID, s string) *paragraph {
	f.titled = s
	return f.add(styleID, f.balanced(typeset.BiaoSong, 22, float64(f.measure())/20-2*pitch/20, s))
}

// ends says whether something follows the body that may not stand alone on a page.
func (f *flow) ends() bool {
	s := f.signature()
	return len(f.doc.Annexes) > 0 || s.unit != "" || s.date != "" || f.doc.Remark != ""
}

// blocks writes blocks; the last is kept on the page of what follows if keep is set.
func (f *flow) blocks(bs []reports.Block, keep bool) {
	for i, b := range bs {
		last := i == len(bs)-1
		switch {
		case b.Heading != nil:
			f.add(headingStyle(b.Heading.Level), f.oneLine(b.Heading.Text))
		case b.Para != nil:
			f.para(b.Para, keep && last)
		case b.Table != nil:
			f.table(b.Table, keep && last, !last)
		case b.Form != nil:
			f.form(b.Form, !last)
		case b.Chart != nil:
			f.chart(b.Chart, keep && last, !last)
		}
	}
}

func (f *flow) para(p *reports.Para, keep bool) {
	id := styleBody
	if p.Flush {
		id = styleFlush
	}
	for s := range strings.SplitSeq(f.clean(p.Text()), "\n") {
		f.add(id, s).kept(keep)
	}
}

// gap keeps two tables apart, which would run together otherwise.
func (f *flow) gap() { f.add(styleGap, "") }

// annexes writes each annex on a page of its own: 附件N in 3号 黑体 at the top left, its
// title on the third line.
func (f *flow) annexes() {
	for _, a := range f.doc.Annexes {
		turn := a.Landscape != f.landscape
		if turn {
			f.endSection()
			f.landscape = a.Landscape
		}
		no := "附件"
		if len(f.doc.Annexes) > 1 {
			no += itoa(a.No)
		}
		mark := f.add(styleAnnexMark, no)
		if !turn && len(f.body) > 1 {
			mark.Props.PageBreak = &present{}
		}
		f.title(styleAnnexName, a.Title)
		f.blocks(a.Blocks, false)
	}
}

// remarks writes the remarks on data quality that the blocks don't have already.
func (f *flow) remarks() {
	for i, n := range f.doc.NotesLeft() {
		p := f.add(styleTableNote, "注："+f.oneLine(n))
		if i == 0 {
			p.spaced(lead/2, 0)
		}
	}
}

// ems is how many characters of 3号 wide a line is.
func (f *flow) ems(s string) float64 {
	return math.Round(f.fonts.Width(typeset.FangSong, 1, 0, s)*2) / 2
}
