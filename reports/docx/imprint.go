package docx

import "qinqing/reports"

// Rules of 版记 in eighths of a point: 0.35 and 0.25 mm (GB/T 9704-2012, 7.4).
const (
	outerRule = 8
	innerRule = 6
)

// imprint writes 版记 as a table on the foot of the last page's text area.
func (f *flow) imprint() {
	groups, ruled := f.doc.ImprintLines(f.moved, f.clean)
	var rows []gridRow
	for _, g := range groups {
		for i, l := range g {
			row := f.imprintRow(l)
			switch {
			case !ruled || i > 0:
			case len(rows) == 0:
				row.ruleAbove(outerRule)
			default:
				row.ruleAbove(innerRule)
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return
	}
	if ruled {
		rows[len(rows)-1].ruleBelow(outerRule)
	}
	if f.landscape {
		f.endSection()
		f.landscape = false
		f.gap() // LibreOffice would put a table the section begins with on the page before
	}
	// Placed by the page's edge: LibreOffice leaves a table as wide as the text in the
	// flow if it is placed by the margin.
	f.body = append(f.body, &grid{
		Props: tableProps{Style: &valued{"TableNormal"}, Width: measure{width, "dxa"}, Layout: &layout{"fixed"}, Caption: &valued{"版记"},
			Float: &floating{VAnchor: "margin", HAnchor: "page", X: left, YAlign: "bottom"}},
		Columns: gridCols{[]gridCol{{imprintLeft}, {width - imprintLeft}}}, Rows: rows,
	})
	f.gap() // a table outside the flow hangs on the paragraph after it
}

const imprintLeft = 5300

// imprintRow sets a line of 版记 one character of 4号 in from both sides.
func (f *flow) imprintRow(l reports.ImprintLine) gridRow {
	const em = 280 // 14 points
	p := styled(styleImprint).write(l.Front+l.Text, nil)
	hang := int(f.ems(l.Front) * em)
	p.Props.Indent = &indent{Left: new(em + hang), Right: new(em), Hanging: &hang}
	q := styled(styleImprint).write(l.Right, nil).aligned("right")
	q.Props.Indent = &indent{Right: new(em)}
	whole := cellProps{Width: measure{width, "dxa"}, Span: &number{2}}
	row := gridRow{Props: &rowProps{CantSplit: &present{}}}
	switch {
	case l.Right == "":
		row.Cells = []gridCell{{whole, []*paragraph{p}}}
	case l.Text == "":
		row.Cells = []gridCell{{whole, []*paragraph{q}}}
	default:
		p.Props.Indent.Right = nil
		row.Cells = []gridCell{
			{cellProps{Width: measure{imprintLeft, "dxa"}}, []*paragraph{p}},
			{cellProps{Width: measure{width - imprintLeft, "dxa"}}, []*paragraph{q}}}
	}
	return row
}

func (r gridRow) edges(set func(*borders)) {
	for i := range r.Cells {
		p := &r.Cells[i].Props
		if p.Borders == nil {
			p.Borders = &borders{}
		}
		set(p.Borders)
	}
}

func (r gridRow) ruleAbove(size int) {
	r.edges(func(b *borders) { b.Top = &border{Val: "single", Size: size, Color: "000000"} })
}

func (r gridRow) ruleBelow(size int) {
	r.edges(func(b *borders) { b.Bottom = &border{Val: "single", Size: size, Color: "000000"} })
}
