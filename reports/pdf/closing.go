package pdf

import (
	"strconv"
	"strings"

	"qinqing/reports"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ending is what stands under the body: 附件说明, 署名, 成文日期, 附注.
type ending struct {
	annexes []annexLine
	unit    string
	date    string
	sealed  bool
	remark  []typeset.Line
}

// annexLine is one line of 附件说明, x from the left of the text area.
type annexLine struct {
	x    float64
	text typeset.Line
}

func (f *flow) closing() ending {
	d := f.doc
	e := ending{annexes: f.annexList(d.Annexes), unit: d.Signature.Unit, date: reports.PrintedDate(d.Signature.Date), sealed: d.Signature.Sealed}
	if d.Template == "B" { // 编发单位 and date stand in the head
		e.unit, e.date = "", ""
	}
	if d.Remark != "" {
		_, w, _, _ := f.Area()
		e.remark = f.fonts.Break(style(typeset.FangSong), w-2*pitch, 0, "（"+strings.ReplaceAll(d.Remark, "\n", " ")+"）", true)
	}
	return e
}

func (e ending) height() float64 {
	h := 0.0
	if n := len(e.annexes); n > 0 {
		h += lead * float64(n+1)
	}
	if e.unit != "" || e.date != "" {
		h += lead
		for _, s := range []string{e.unit, e.date} {
			if s != "" {
				h += lead
			}
		}
	}
	return h + lead*float64(len(e.remark))
}

// annexList sets 附件说明: two characters in, turned lines under the name's first
// character, no mark after a name (GB/T 9704-2012, 7.3.4). One annex has no number.
func (f *flow) annexList(annexes []reports.Annex) []annexLine {
	var out []annexLine
	st := style(typeset.FangSong)
	_, w, _, _ := f.Area()
	for i, a := range annexes {
		front, x := "", 2*pitch
		if i == 0 {
			front = "附件："
		} else {
			x += f.fonts.Width(st.Role, st.Size, st.Spacing, "附件：")
		}
		if len(annexes) > 1 {
			front += itoa(a.No) + ". "
		}
		name := x + f.fonts.Width(st.Role, st.Size, st.Spacing, front)
		for k, ln := range f.fonts.Break(st, w-name, 0, strings.ReplaceAll(a.Title, "\n", " "), false) {
			if k == 0 {
				ln.Text = front + ln.Text
				out = append(out, annexLine{x, ln})
				continue
			}
			out = append(out, annexLine{name, ln})
		}
	}
	return out
}

// print sets 附件说明, 署名, 成文日期 and 附注.
func (e ending) print(f *flow) {
	f.need(min(e.height(), 20*lead))
	if len(e.annexes) > 0 {
		f.skip(1)
		for _, l := range e.annexes {
			f.need(lead)
			x, _, y, _ := f.Area()
			f.Page().Set(style(typeset.FangSong), x+l.x, typeset.Baseline(y, lead, bodySize), l.text, typeset.Black)
			f.y += lead
		}
	}
	if e.unit != "" || e.date != "" {
		e.sign(f)
	}
	for _, ln := range e.remark {
		f.need(lead)
		x, _, y, _ := f.Area()
		f.Page().Set(style(typeset.FangSong), x+2*pitch, typeset.Baseline(y, lead, bodySize), ln, typeset.Black)
		f.y += lead
	}
}

// sign sets 署名 and 成文日期, one empty line below what stands above. Without a seal
// 署名 ends two characters from the right and the date begins two characters right of
// it, or if it is the longer ends two from the right. With a seal the date ends four
// characters from the right and 署名 is centred over it (GB/T 9704-2012, 7.3.5).
func (e ending) sign(f *flow) {
	st := style(typeset.FangSong)
	f.skip(1)
	x, w, _, _ := f.Area()
	unit := f.fonts.Width(st.Role, st.Size, st.Spacing, e.unit)
	date := f.fonts.Width(st.Role, st.Size, st.Spacing, e.date)
	ux := x + w - 2*pitch - unit
	dx := ux + 2*pitch
	switch {
	case e.sealed:
		dx = x + w - 4*pitch - date
		ux = min(dx+(date-unit)/2, x+w-unit)
	case date > unit:
		dx = x + w - 2*pitch - date
		ux = dx - 2*pitch
	}
	for _, l := range []struct {
		x    float64
		text string
	}{{max(x, ux), e.unit}, {dx, e.date}} {
		if l.text != "" {
			f.need(lead)
			f.Page().Text(st, l.x, typeset.Baseline(f.y, lead, bodySize), l.text, typeset.Black)
			f.y += lead
		}
	}
}

// annexes prints each annex on a page of its own: 附件N in 3号 黑体 at the top left, its
// title on the third line.
func (f *flow) annexes() {
	f.annexed = true
	for _, a := range f.doc.Annexes {
		f.landscape = a.Landscape
		f.Next()
		no := "附件"
		if len(f.doc.Annexes) > 1 {
			no += itoa(a.No)
		}
		x, _, y, _ := f.Area()
		f.Page().Text(style(typeset.Hei), x, typeset.Baseline(y, lead, bodySize), no, typeset.Black)
		f.y += 2 * lead
		from := f.y
		f.title(a.Title, no+"　"+a.Title)
		_, w, _, _ := f.Area()
		f.Page().Zone(x, from, x+w, f.y, paper.BlockZone, a.Key())
		f.y += lead / 2
		f.annexPage, f.annexHead = len(f.pages), f.y
		f.blocks(a.Blocks, 1, 0)
	}
}

// notes prints the remarks on data quality that the blocks don't have already.
func (f *flow) notes() {
	left := f.doc.NotesLeft()
	if len(left) == 0 {
		return
	}
	f.skip(0.5)
	st := typeset.Style{Role: typeset.FangSong, Size: noteSize}
	for _, n := range left {
		_, w, _, _ := f.Area()
		f.lines(st, f.fonts.Break(st, w, 0, "注："+n, true), noteLead, 0, 1, 0, nil)
	}
}
