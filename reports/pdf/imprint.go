package pdf

import (
	"strings"

	"qinqing/reports/typeset"
)

// Measures of 版记: 4号 仿宋, outer rules 0.35 mm, inner 0.25 mm (GB/T 9704-2012, 7.4).
const (
	imprintSize = 14.0
	imprintLead = 0.85 * lead
	outerRule   = 0.35 * mm
	innerRule   = 0.25 * mm
)

// imprintLine is one line of 版记: what stands at the left and at the right, both one
// character in.
type imprintLine struct {
	indent float64 // of turned lines, under the first name
	left   typeset.Line
	right  string
}

// imprint prints 版记 so that its last rule lies on the text area's foot of the last page.
func (f *flow) imprint() {
	var groups [][]imprintLine
	ruled := true
	switch f.doc.Template {
	case "B":
		groups = f.briefImprint()
	case "C": // 抄送 only, without rules (10.1)
		groups, ruled = [][]imprintLine{f.named("抄送：", f.doc.Imprint.CopyTo)}, false
	default:
		groups = f.formalImprint()
	}
	n := 0
	for _, g := range groups {
		n += len(g)
	}
	if n == 0 {
		return
	}
	h := imprintLead * float64(n)
	if f.turned() || f.y+h > top+height+0.1 {
		f.landscape = false
		f.Next()
		f.lastSide(true)
	} else {
		f.lastSide(false)
	}
	f.printImprint(groups, top+height-h, ruled)
	f.y = top + height
}

// lastSide moves 版记 to the back of the last sheet, where the office prints on both
// sides and wants it there. A blank side before it and its own bear no number
// (GB/T 9704-2012, 7.5).
func (f *flow) lastSide(alone bool) {
	if !f.doc.Imprint.LastSide || len(f.pages)%2 == 0 {
		return
	}
	f.landscape = false
	if alone { // the page just begun is an odd one: it stays blank
		f.blankFrom = len(f.pages)
	}
	f.Next()
}

func (f *flow) printImprint(groups [][]imprintLine, y float64, ruled bool) {
	pg := f.Page()
	st := typeset.Style{Role: typeset.FangSong, Size: imprintSize}
	first := true
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		if ruled && first {
			pg.Line(left, y, left+width, y, outerRule, typeset.Black)
		} else if ruled {
			pg.Line(left, y, left+width, y, innerRule, typeset.Black)
		}
		first = false
		for _, l := range g {
			base := typeset.Baseline(y, imprintLead, imprintSize)
			pg.Set(st, left+imprintSize+l.indent, base, l.left, typeset.Black)
			if l.right != "" {
				pg.Text(st, left+width-imprintSize-f.fonts.Width(st.Role, st.Size, 0, l.right), base, l.right, typeset.Black)
			}
			y += imprintLead
		}
	}
	if ruled {
		pg.Line(left, top+height, left+width, top+height, outerRule, typeset.Black)
	}
}

// named sets 抄送：a，b。 with turned lines under the first name, and a full stop.
func (f *flow) named(front, names string) []imprintLine {
	names = strings.TrimRight(strings.ReplaceAll(typeset.Clean(names), "\n", ""), "。")
	if names == "" {
		return nil
	}
	st := typeset.Style{Role: typeset.FangSong, Size: imprintSize}
	indent := f.fonts.Width(st.Role, st.Size, 0, front)
	var out []imprintLine
	for i, ln := range f.fonts.Break(st, width-2*imprintSize-indent, 0, names+"。", true) {
		l := imprintLine{left: ln, indent: indent}
		if i == 0 {
			out = append(out, imprintLine{left: typeset.Line{Text: front}})
		}
		out = append(out, l)
	}
	return joinFront(out)
}

// joinFront puts the front word on the line of the first names.
func joinFront(lines []imprintLine) []imprintLine {
	if len(lines) < 2 {
		return lines
	}
	front, first := lines[0].left.Text, lines[1]
	first.left.Text, first.indent = front+first.left.Text, 0
	return append([]imprintLine{first}, lines[2:]...)
}

// formalImprint: 主送 where it was too long for the head, 抄送, then 印发机关 and 印发日期.
func (f *flow) formalImprint() [][]imprintLine {
	im := f.doc.Imprint
	var to []imprintLine
	if f.moved {
		to = f.named("主送：", f.doc.Recipient)
	}
	to = append(to, f.named("抄送：", im.CopyTo)...)
	if im.Office == "" {
		return [][]imprintLine{to}
	}
	last := imprintLine{left: typeset.Line{Text: strings.ReplaceAll(typeset.Clean(im.Office), "\n", " ")}}
	if im.PrintedOn != "" {
		last.right = chineseDate(im.PrintedOn) + "印发"
	}
	return [][]imprintLine{to, {last}}
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
