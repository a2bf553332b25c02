package docx

import (
	"cmp"
	"math"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

// head writes all that stands before the body.
func (f *flow) head() {
	d := f.doc
	switch {
	case d.Masthead == "" && d.DocNo != "":
		f.add(styleDocNo, f.oneLine(d.DocNo)).spaced(0, lead)
	case d.Masthead == "":
	case d.Template == "B":
		f.briefHead()
	case d.Template == "C":
		f.letterHead()
	default:
		f.formalHead()
	}
	if d.Title != "" {
		f.title(styleTitle, d.Title)
	}
	if d.Recipient != "" {
		to := f.oneLine(d.Recipient) + "："
		if f.moved = d.Masthead != "" && d.Template != "B" && d.Template != "C" && f.fills(to); !f.moved {
			f.add(styleRecipient, to)
		}
	}
}

// fills tells whether 主送机关 would leave the first page of 公文式 without body text: it
// then stands in 版记 (GB/T 9704-2012, 7.3.2). What is written so far are the head and the
// title, in lines of exact height.
func (f *flow) fills(to string) bool {
	used := 4.0 // the red rule's and the title's space
	for _, x := range f.body {
		p := x.(*paragraph)
		line := float64(lead)
		if s := p.Props.Spacing; s != nil && s.Line != nil {
			line = float64(*s.Line)
		}
		if s := p.Props.Spacing; s != nil && s.Before != nil {
			used += float64(*s.Before) / lead
		}
		used += line / lead * float64(p.lines())
	}
	const heading = 3 // a heading and two lines, which stay together
	return used+math.Ceil(f.ems(to)/28)+heading > 22
}

// corners are 份号, 密级, 紧急程度, flush left, a line each (GB/T 9704-2012, 7.2.1 to 7.2.3).
func (f *flow) corners() (out []*paragraph) {
	d := f.doc
	for i, s := range []string{d.CopyNo, d.Secrecy, d.Urgency} {
		id := styleCorner
		if i == 0 {
			id = styleFlush
		}
		if s != "" {
			out = append(out, styled(id).write(f.oneLine(s), nil))
		}
	}
	return out
}

func (f *flow) put(ps []*paragraph) int {
	for _, p := range ps {
		f.body = append(f.body, p)
	}
	return len(ps) * lead
}

// masthead sets 发文机关标志 as large as the measure allows up to 52 points, in two lines
// where one would be too small. drop is how far its ink lies below the top of its line:
// a line of exact height has its baseline at four fifths.
func (f *flow) masthead() (p *paragraph, drop int) {
	const largest, smallest, ink = 52.0, 28.0, 0.84
	room := float64(width)/20 - 4 // a font of the office's may be a trifle wider
	name := f.oneLine(f.doc.Masthead)
	ems := f.fonts.Width(typeset.BiaoSong, 1, 0, name)
	size := min(largest, room/max(ems, 1))
	if size < smallest {
		size = min(largest, room/(ems/2+1.5))
		name = f.balanced(typeset.BiaoSong, size, room, name)
	}
	size = math.Floor(size*2) / 2
	p = styled(styleMasthead)
	if !f.overprint {
		p.write(name, &runProps{Size: sized(size), SizeCS: sized(size)})
	}
	line := int(math.Round(1.15 * size * 20))
	p.Props.Spacing = exact(line, 0, 0)
	return p, int(float64(line)*0.8 - ink*size*20)
}

// red puts a red rule under a paragraph, which pre-printed paper has already. Its size is
// in eighths of a point, its space in points.
func (f *flow) red(p *paragraph, size, space int) *paragraph {
	if !f.overprint {
		p.Props.Borders = &borders{Bottom: &border{Val: "single", Size: size, Space: space, Color: red}}
	}
	return p
}

// formalHead is the red head of 公文式: 发文机关标志 with its top edge 35 mm below the
// text area's top, two empty lines, 发文字号, a red rule 4 mm below it, two empty lines.
func (f *flow) formalHead() {
	used := f.put(f.corners())
	m, drop := f.masthead()
	m.Props.Spacing.Before = new(max(0, int(math.Round(35*mm))-drop-used))
	f.body = append(f.body, m)
	f.red(f.add(styleDocNo, f.oneLine(f.doc.DocNo)).spaced(2*lead, 2*lead), 12, 7)
}

// briefHead is the head of 简报式 as offices print it; no standard has it: the name in
// the top third, 第N期（总第N期） below it, 编发单位 and date over a red rule.
func (f *flow) briefHead() {
	d := f.doc
	f.add(styleCorner, "内部资料　注意保存")
	used := lead + f.put(f.corners())
	m, drop := f.masthead()
	m.Props.Spacing.Before = new(max(0, int(math.Round(30*mm))-drop-used))
	m.Props.Spacing.After = new(lead / 2)
	f.body = append(f.body, m)
	if no := cmp.Or(d.Serial, d.DocNo); no != "" {
		f.add(styleDocNo, f.oneLine(no))
	}
	// An indent would shorten the rule too: a space as wide as a character stands for it.
	p := f.add(styleRule, "　"+f.oneLine(d.Signature.Unit)+"\t"+reports.PrintedDate(f.oneLine(d.Signature.Date))).
		spaced(lead/2, lead*2)
	f.red(p, 12, 3)
	p.Props.Tabs = &tabs{[]tabStop{{"right", width - em}}}
}

// Rules of 信函格式, 170 mm wide: a thick and a thin one, their middles 1.2 mm apart;
// sizes in eighths of a point.
const (
	thick   = 16
	thin    = 6
	ruleGap = 40
)

// wide lets a paragraph reach over both margins, to 170 mm.
func wide(p *paragraph) *paragraph {
	const overLeft, overRight = 454, 340 // 8 and 6 mm
	p.Props.Indent = &indent{Left: new(-overLeft), Right: new(-overRight)}
	return p
}

// rulePair is a paragraph with a red rule space points under it, and another rule below.
func (f *flow) rulePair(p *paragraph, space, above, below int) []*paragraph {
	second := styled(styleRule)
	second.Props.Spacing = exact(ruleGap, 0, 0)
	return []*paragraph{f.red(wide(p), above, space), f.red(wide(second), below, 0)}
}

// letterHead is the head of 信函格式 (GB/T 9704-2012, 10.1): the masthead's top edge
// 30 mm below the page's, double rules 4 mm below it; 发文字号 at the right and the rest
// at the left, 7/8 of a character below the rules; the title two empty lines below.
func (f *flow) letterHead() {
	m, drop := f.masthead()
	f.letterTop = int(math.Round(30*mm)) - drop
	f.put(f.rulePair(m, 5, thick, thin))
	lines := f.corners()
	if len(lines) == 0 {
		lines = append(lines, styled(styleFlush))
	}
	if no := f.oneLine(f.doc.DocNo); no != "" {
		lines[0].Props.Tabs = &tabs{[]tabStop{{"right", width}}}
		lines[0].write("\t"+no, &runProps{Fonts: face(fangSong)})
	}
	lines[0].spaced(lead/7, 0)
	last := lines[len(lines)-1]
	if last.Props.Spacing == nil {
		last.spaced(0, 0)
	}
	last.Props.Spacing.After = new(2 * lead)
	f.put(lines)
}
