package docx

// Rules of 版记 in eighths of a point: 0.35 and 0.25 mm (GB/T 9704-2012, 7.4).
const (
	outerRule = 8
	innerRule = 6
)

// imprintLine is one row of 版记: a front word with names that hang under each other,
// and what stands at the right.
type imprintLine struct{ front, left, right string }

// imprint writes 版记 as a table on the foot of the last page's text area.
func (f *flow) imprint() {
	ruled := true
	var groups [][]imprintLine
	switch f.doc.Template {
	case "B":
		groups = f.briefImprint()
	case "C": // 抄送 only, without rules (10.1)
		groups, ruled = [][]imprintLine{f.named("抄送：", f.doc.Imprint.CopyTo)}, false
	default:
		groups = f.formalImprint()
	}
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

// named is 抄送：a，b。 with a full stop.
func (f *flow) named(front, names string) []imprintLine {
	if names = f.names(names); names == "" {
		return nil
	}
	return []imprintLine{{front: front, left: names + "。"}}
}

// formalImprint: 主送 where it was too long for the head, 抄送, then 印发机关 and 印发日期.
func (f *flow) formalImprint() [][]imprintLine {
	im := f.doc.Imprint
	var to []imprintLine
	if f.moved {
		to = f.named("主送：", f.doc.Recipient)
	}
	groups := [][]imprintLine{append(to, f.named("抄送：", im.CopyTo)...)}
	if im.Office == "" {
		return groups
	}
	last := imprintLine{left: f.oneLine(im.Office)}
	if im.PrintedOn != "" {
		last.right = chineseDate(f.oneLine(im.PrintedOn)) + "印发"
	}
	return append(groups, []imprintLine{last})
}

// briefImprint: 报, 送, 发 and 共印N份 between two rules. Where the office gave none of
// them the lines of 公文式 stand there.
func (f *flow) briefImprint() [][]imprintLine {
	im := f.doc.Imprint
	var out []imprintLine
	for _, x := range []struct{ front, names string }{{"报：", im.ReportTo}, {"送：", im.SendTo}, {"发：", im.IssueTo}} {
		out = append(out, f.named(x.front, x.names)...)
	}
	if im.Copies > 0 {
		out = append(out, imprintLine{right: "（共印" + itoa(im.Copies) + "份）"})
	}
	if len(out) == 0 {
		return f.formalImprint()
	}
	return [][]imprintLine{out}
}

// imprintRow sets a line of 版记 one character of 4号 in from both sides.
func (f *flow) imprintRow(l imprintLine) gridRow {
	const em = 280 // 14 points
	p := styled(styleImprint).write(l.front+l.left, nil)
	hang := int(f.ems(l.front) * em)
	p.Props.Indent = &indent{Left: new(em + hang), Right: new(em), Hanging: &hang}
	q := styled(styleImprint).write(l.right, nil).aligned("right")
	q.Props.Indent = &indent{Right: new(em)}
	whole := cellProps{Width: measure{width, "dxa"}, Span: &number{2}}
	row := gridRow{Props: &rowProps{CantSplit: &present{}}}
	switch {
	case l.right == "":
		row.Cells = []gridCell{{whole, []*paragraph{p}}}
	case l.left == "":
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
