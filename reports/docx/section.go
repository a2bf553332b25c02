package docx

import (
	"encoding/xml"
	"math"
)

// story is what stands in a header or footer.
type story struct {
	XMLName xml.Name
	W       string `xml:"xmlns:w,attr"`
	Content []any
}

func newStory(kind string, content []any) story {
	return story{XMLName: xml.Name{Local: "w:" + kind}, W: nsWord, Content: content}
}

// endSection closes the section being written; the next begins on a new page.
func (f *flow) endSection() {
	if len(f.body) > 0 {
		f.lastParagraph().Props.Section = f.section()
	}
}

func (f *flow) lastSection() {
	f.lastParagraph()
	f.body = append(f.body, bodySection{sectProps: *f.section()})
}

// lastParagraph is the end of what is written; after a table it is one of no height.
func (f *flow) lastParagraph() *paragraph {
	if n := len(f.body); n > 0 {
		if p, ok := f.body[n-1].(*paragraph); ok {
			return p
		}
	}
	p := f.add(styleGap, "")
	p.Props.Spacing = exact(20, 0, 0)
	return p
}

// bodySection is the last section's properties, which stand at the end of the body.
type bodySection struct {
	XMLName xml.Name `xml:"w:sectPr"`
	sectProps
}

// Distances from the page's edges. The dash of a page number lies 7 mm below the text
// area: its line ends 24.7 mm above the page's foot. The baseline of a mark lies 20 mm
// below the page's top; the rules of 信函格式 20 mm above its foot.
const (
	numberFoot = 1400
	markTop    = 816
	rulesFoot  = 1134
)

// section gives the geometry of the section being written. A landscape page is a
// portrait one turned: its head lies at the binding edge on odd pages.
func (f *flow) section() *sectProps {
	s := &sectProps{
		Type:    valued{"nextPage"},
		Size:    pageSize{W: pageWidth, H: pageHeight},
		Margins: margins{Top: top, Right: right, Bottom: bottom, Left: left, Header: markTop, Footer: numberFoot},
		Grid:    docGrid{Type: "linesAndChars", LinePitch: lead, CharSpace: charSpace},
	}
	if f.landscape {
		s.Size = pageSize{W: pageHeight, H: pageWidth, Orient: "landscape"}
		s.Margins = margins{Top: left, Right: top, Bottom: right, Left: bottom, Header: markTop, Footer: right / 2}
		s.Grid = docGrid{LinePitch: lead}
	}
	if f.doc.IsForm() && !f.landscape {
		formSection(s)
	}
	kinds, suffix := []string{"default", "even"}, ""
	letter := f.sections == 0 && f.letterTop > 0
	switch {
	case letter:
		s.TitlePg = &present{}
		s.Margins.Top, s.Margins.Footer = f.letterTop, rulesFoot
		s.Grid = docGrid{LinePitch: lead} // LibreOffice would centre 22 lines in the higher area
		kinds, suffix = append(kinds, "first"), "-letter"
	case f.landscape:
		suffix = "-side"
	}
	for _, k := range kinds {
		head, foot := f.marks(), f.foot(k)
		if letter && k != "first" { // the head of later pages reaches down to where text begins
			head = append(head, spacer(top-markTop-markLead))
			foot = append(foot, spacer(numberFoot-rulesFoot))
		}
		if f.doc.Draft || f.doc.Demo || f.doc.Caution != "" || letter {
			s.Headers = append(s.Headers, partRef{k, f.story("header", k+suffix, head)})
		}
		s.Footers = append(s.Footers, partRef{k, f.story("footer", k+suffix, foot)})
	}
	f.sections++
	return s
}

func spacer(height int) *paragraph {
	p := styled(styleFooter)
	p.Props.Spacing = exact(height, 0, 0)
	return p
}

// charSpace takes the advance of 3号 from 16 points to a 28th of the measure, in 1/4096
// point (GB/T 9704-2012, 5.2.3).
var charSpace = int(math.Floor((pitch/20 - 16) * 4096))

// story is the relation of a header or footer, made once for each kind.
func (f *flow) story(what, kind string, content []any) string {
	name := what + "-" + kind
	tag := map[string]string{"header": "hdr", "footer": "ftr"}[what]
	return f.part("word/"+name+".xml", "application/vnd.openxmlformats-officedocument.wordprocessingml."+what+"+xml",
		relOffice+what, newStory(tag, content))
}

// marks is the header of a draft and of 示例数据.
func (f *flow) marks() []any {
	words := f.oneLine(f.doc.Caution)
	if words == "" && f.doc.Draft {
		words = "送审稿"
	}
	if f.doc.Demo {
		words += "\t示例数据"
	}
	p := styled(styleHeader).write(words, nil)
	p.Props.Tabs = &tabs{[]tabStop{{"right", f.measure()}}}
	return []any{p}
}

// foot is the page number: 4号 宋体, odd ones right, even ones left, one character in; on
// landscape pages where portrait pages have it (GB/T 9704-2012, 7.5). The first page of
// 信函格式 has rules instead.
func (f *flow) foot(kind string) []any {
	if kind == "first" {
		ps := f.rulePair(spacer(20), 0, thin, thick)
		return []any{ps[0], ps[1]}
	}
	p := styled(styleFooter)
	p.Content = []any{
		&run{Content: []any{text{Space: "preserve", Text: "— "}}},
		field{Instr: " PAGE ", Runs: []run{{Content: []any{text{Space: "preserve", Text: "1"}}}}},
		&run{Content: []any{text{Space: "preserve", Text: " —"}}},
	}
	one := new(280)
	if kind == "even" {
		p.aligned("left").Props.Indent = &indent{Left: one}
	} else {
		p.aligned("right").Props.Indent = &indent{Right: one}
	}
	if !f.landscape {
		return []any{p}
	}
	return []any{turned(p), styled(styleFooter)}
}

// turned is a table of one cell whose text runs down the left edge of the page.
func turned(p *paragraph) *grid {
	return &grid{
		Props: tableProps{Style: &valued{"TableNormal"}, Width: measure{markLead, "dxa"}, Layout: &layout{"fixed"},
			Float: &floating{VAnchor: "page", HAnchor: "page", X: 1400, Y: left}},
		Columns: gridCols{[]gridCol{{markLead}}},
		Rows: []gridRow{{Props: &rowProps{Height: &rowHeight{width, "exact"}},
			Cells: []gridCell{{Props: cellProps{Width: measure{markLead, "dxa"}, Direction: &valued{"tbRl"}}, Paras: []*paragraph{p}}}}},
	}
}
