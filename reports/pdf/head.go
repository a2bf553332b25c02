package pdf

import (
	"cmp"

	"qinqing/reports"
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
		f.docNo()
		f.y += lead
	}
	if d.Title != "" {
		f.title(d.Title, d.Title)
	}
	if d.Recipient != "" && !f.moved {
		f.skip(1)
		set := f.fonts.Break(style(typeset.FangSong), width, 0, d.Recipient+"：", true)
		f.lines(style(typeset.FangSong), set, lead, 0, 1, 0, nil)
	} else if d.Title != "" {
		f.skip(1)
	}
}

// corner prints 份号, 密级, 紧急程度 flush left, a line each, from y down
// (GB/T 9704-2012, 7.2.1 to 7.2.3).
func (f *flow) corner(y float64) {
	d := f.doc
	for i, text := range []string{d.CopyNo, d.Secrecy, d.Urgency} {
		if text == "" {
			continue
		}
		role := typeset.Hei
		if i == 0 {
			role = typeset.FangSong
		}
		f.Page().Text(style(role), left, typeset.Baseline(y, lead, bodySize), text, typeset.Black)
		y += lead
	}
}

// formalHead is the red head of 公文式: 发文机关标志 with its top edge 35 mm below the
// text area's top, two empty lines, 发文字号, a red rule 4 mm below it, two empty lines.
func (f *flow) formalHead() {
	f.corner(f.Top())
	f.y = f.masthead(f.Top()+35*mm) + 2*lead
	if f.doc.DocNo != "" {
		f.docNo()
	} else {
		f.y += lead
	}
	y := f.y - (lead-bodySize)/2 + 4*mm
	f.red(left, left+width, y, 0.5*mm)
	f.y = y + 2*lead
}

// briefHead is the head of 简报式 as offices print it; no standard has it: the name in
// the top third, 第N期（总第N期） below it, 编发单位 and date over a red rule.
func (f *flow) briefHead() {
	d := f.doc
	st := style(typeset.Hei)
	f.Page().Text(st, left, typeset.Baseline(f.y, lead, bodySize), "内部资料　注意保存", typeset.Black)
	f.corner(f.y + lead)
	f.y = f.masthead(f.Top()+30*mm) + lead
	if no := cmp.Or(d.Serial, d.DocNo); no != "" {
		f.centred(style(typeset.FangSong), f.fonts.Break(style(typeset.FangSong), width, 0, no, false), lead, typeset.Black)
	}
	f.y += 0.5 * lead
	fs := style(typeset.FangSong)
	base := typeset.Baseline(f.y, lead, bodySize)
	f.Page().Text(fs, left+pitch, base, d.Signature.Unit, typeset.Black)
	date := reports.PrintedDate(d.Signature.Date)
	f.Page().Text(fs, left+width-pitch-f.fonts.Width(fs.Role, fs.Size, fs.Spacing, date), base, date, typeset.Black)
	f.y += lead + 1*mm
	f.red(left, left+width, f.y, 0.5*mm)
	f.y += 2 * lead
}

// Rules of 信函格式: a thick and a thin one, their middles that far apart.
const (
	thick   = 0.7 * mm
	thin    = 0.25 * mm
	ruleGap = 1.2 * mm
)

// letterHead is the head of 信函格式 (GB/T 9704-2012, 10.1): the masthead's top edge
// 30 mm below the page's, double rules 170 mm wide 4 mm below it and 20 mm above the
// page's foot; 发文字号 at the right and the rest at the left, 7/8 of a character below
// the rules; the title two empty lines below.
func (f *flow) letterHead() {
	y := f.masthead(30*mm) + 4*mm
	const w = 170 * mm
	pg := f.Page()
	x := (pg.W - w) / 2
	f.red(x, x+w, y+thick/2, thick)
	f.red(x, x+w, y+thick/2+ruleGap, thin)
	foot := pg.H - 20*mm
	f.red(x, x+w, foot-thick/2-ruleGap, thin)
	f.red(x, x+w, foot-thick/2, thick)
	f.y = y + thick/2 + ruleGap + bodySize*7/8 - (lead-bodySize)/2
	f.corner(f.y)
	if no := f.doc.DocNo; no != "" {
		st := style(typeset.FangSong)
		f.Page().Text(st, left+width-f.fonts.Width(st.Role, st.Size, st.Spacing, no)+st.Spacing, typeset.Baseline(f.y, lead, bodySize), no, typeset.Black)
	}
	lines := 0
	for _, s := range []string{f.doc.CopyNo, f.doc.Secrecy, f.doc.Urgency} {
		if s != "" {
			lines++
		}
	}
	f.y += float64(max(1, lines)+2) * lead
}

// red draws a red rule, which pre-printed paper has already.
func (f *flow) red(x1, x2, y, weight float64) {
	if !f.overprint {
		f.Page().Line(x1, y, x2, y, weight, typeset.Red)
	}
}

// masthead prints 发文机关标志 so that the top edge of its ink is at y, as large as the
// measure allows up to 52 points, in two lines where one would be too small, and returns
// where its ink ends.
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
	above, _ := f.fonts.Ink(st.Role, set[0].Text)
	base, below := y+above*st.Size, 0.0
	for i, ln := range set {
		if i > 0 {
			base += 1.15 * st.Size
		}
		if !f.overprint {
			f.Page().Set(st, left+(width-ln.Width)/2, base, ln, typeset.Red)
		}
		_, below = f.fonts.Ink(st.Role, ln.Text)
	}
	return base + below*st.Size
}

func (f *flow) docNo() {
	st := style(typeset.FangSong)
	f.centred(st, f.fonts.Break(st, width, 0, f.doc.DocNo, false), lead, typeset.Black)
}
