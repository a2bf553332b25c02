package pdf

import (
	"qinqing/reports/typeset"
)

// head prints all that stands before the body.
func (f *flow) head() {
	d := f.doc
	if d.Masthead != "" {
		switch d.Template {
		case "B":
			f.briefHead()
		case "C":
			f.letterHead()
		default:
			f.formalHead()
		}
	} else if d.DocNo != "" {
		f.docNo(typeset.Black)
		f.y += lead
	}
	if d.Title != "" {
		f.title(d.Title, d.Title)
	}
	if d.Recipient != "" {
		f.skip(1)
		set := f.fonts.Break(style(typeset.FangSong), width, 0, d.Recipient+"：", true)
		f.lines(style(typeset.FangSong), set, lead, 0, 1, 0)
	} else if d.Title != "" {
		f.skip(1)
	}
}

// formalHead is the red head of 公文式: 发文机关标志 with its top edge 35 mm below the
// text area's top, two empty lines, 发文字号, a red rule 4 mm below it, two empty lines.
func (f *flow) formalHead() {
	f.y = f.masthead(f.Top()+35*mm) + 2*lead
	if f.doc.DocNo != "" {
		f.docNo(typeset.Black)
	} else {
		f.y += lead
	}
	y := f.y - (lead-bodySize)/2 + 4*mm
	f.Page().Line(left, y, left+width, y, 0.5*mm, typeset.Red)
	f.y = y + 2*lead
}

// briefHead is the head of 简报式 as offices print it; no standard has it.
func (f *flow) briefHead() {
	d := f.doc
	st := style(typeset.Hei)
	f.Page().Text(st, left, typeset.Baseline(f.y, lead, bodySize), "内部资料　注意保存", typeset.Black)
	f.y = f.masthead(f.Top()+20*mm) + 0.5*lead
	if d.DocNo != "" {
		f.docNo(typeset.Black)
	}
	f.y += 0.5 * lead
	fs := style(typeset.FangSong)
	base := typeset.Baseline(f.y, lead, bodySize)
	f.Page().Text(fs, left+pitch, base, d.Signature.Unit, typeset.Black)
	date := chineseDate(d.Signature.Date)
	f.Page().Text(fs, left+width-pitch-f.fonts.Width(fs.Role, fs.Size, fs.Spacing, date), base, date, typeset.Black)
	f.y += lead + 1*mm
	f.Page().Line(left, f.y, left+width, f.y, 0.5*mm, typeset.Red)
	f.y += lead
}

// letterHead is the head of 信函格式 (GB/T 9704-2012, 10.1): 30 mm below the page's top,
// double rules 170 mm wide 4 mm below it and 20 mm above the page's foot.
func (f *flow) letterHead() {
	y := f.masthead(30*mm) + 4*mm
	const w = 170 * mm
	pg := f.Page()
	x := (pg.W - w) / 2
	pg.Line(x, y, x+w, y, 0.7*mm, typeset.Red)
	pg.Line(x, y+1.2*mm, x+w, y+1.2*mm, 0.25*mm, typeset.Red)
	foot := pg.H - 20*mm
	pg.Line(x, foot-1.2*mm, x+w, foot-1.2*mm, 0.25*mm, typeset.Red)
	pg.Line(x, foot, x+w, foot, 0.7*mm, typeset.Red)
	f.y = y + lead/2
	if no := f.doc.DocNo; no != "" {
		st := style(typeset.FangSong)
		f.Page().Text(st, left+width-f.fonts.Width(st.Role, st.Size, st.Spacing, no), typeset.Baseline(f.y, lead, bodySize), no, typeset.Black)
	}
	f.y += 3 * lead
}

// masthead prints 发文机关标志 from its top edge y, as large as the measure allows up
// to 22 mm, in two lines where one would be too small, and returns its foot.
func (f *flow) masthead(y float64) float64 {
	const largest, smallest = 52.0, 28.0
	name := typeset.Clean(f.doc.Masthead)
	st := typeset.Style{Role: typeset.BiaoSong, Size: largest}
	ems := f.fonts.Width(st.Role, 1, 0, name)
	st.Size = min(largest, width/max(ems, 1))
	set := []typeset.Line{{Text: name, Width: ems * st.Size}}
	if st.Size < smallest {
		st.Size = min(largest, width/(ems/2+1.5))
		set = f.fonts.Balance(st, width, name)
	}
	for _, ln := range set {
		f.Page().Set(st, left+(width-ln.Width)/2, y+0.86*st.Size, ln, typeset.Red)
		y += 1.15 * st.Size
	}
	return y - 0.15*st.Size
}

func (f *flow) docNo(ink typeset.RGB) {
	st := style(typeset.FangSong)
	f.centred(st, f.fonts.Break(st, width, 0, f.doc.DocNo, false), lead, ink)
}
