package pdf

import (
	"qinqing/reports"
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
	told, ruled := f.doc.ImprintLines(f.moved, typeset.Clean)
	groups := make([][]imprintLine, len(told))
	n := 0
	for i, g := range told {
		for _, l := range g {
			groups[i] = append(groups[i], f.set(l)...)
		}
		n += len(groups[i])
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

// set breaks the names after a front word, turned lines under the first name.
func (f *flow) set(l reports.ImprintLine) []imprintLine {
	if l.Front == "" {
		return []imprintLine{{left: typeset.Line{Text: l.Text}, right: l.Right}}
	}
	st := typeset.Style{Role: typeset.FangSong, Size: imprintSize}
	indent := f.fonts.Width(st.Role, st.Size, 0, l.Front)
	var out []imprintLine
	for i, ln := range f.fonts.Break(st, width-2*imprintSize-indent, 0, l.Text, true) {
		if i == 0 {
			ln.Text = l.Front + ln.Text
			out = append(out, imprintLine{left: ln})
			continue
		}
		out = append(out, imprintLine{left: ln, indent: indent})
	}
	return out
}
