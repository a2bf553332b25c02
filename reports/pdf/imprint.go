package pdf

import (
	"strings"

	"qinqing/reports/typeset"
)

// imprint prints 版记 so that its last rule lies on the text area's foot of the last
// page: 抄送, 印发机关, 印发日期 in 4号 仿宋, outer rules 0.35 mm, inner 0.25 mm
// (GB/T 9704-2012, 7.4).
func (f *flow) imprint() {
	im := f.doc.Imprint
	if im.Office == "" {
		return
	}
	st := typeset.Style{Role: typeset.FangSong, Size: 14}
	const in = 14.0
	var copies []typeset.Line
	const lead2 = 0.85 * lead
	head := f.fonts.Width(st.Role, st.Size, 0, "抄送：")
	if im.CopyTo != "" {
		to := strings.TrimRight(strings.ReplaceAll(im.CopyTo, "\n", ""), "。") + "。"
		copies = f.fonts.Break(st, width-2*in-head, 0, to, true)
	}
	h := lead2 * float64(len(copies)+1)
	if f.turned() || f.y+h > top+height {
		f.landscape = false
		f.Next()
	}
	pg := f.Page()
	y := top + height - h
	pg.Line(left, y, left+width, y, 0.35*mm, typeset.Black)
	for i, ln := range copies {
		base := typeset.Baseline(y, lead2, st.Size)
		if i == 0 {
			pg.Text(st, left+in, base, "抄送：", typeset.Black)
		}
		pg.Set(st, left+in+head, base, ln, typeset.Black)
		y += lead2
	}
	if len(copies) > 0 {
		pg.Line(left, y, left+width, y, 0.25*mm, typeset.Black)
	}
	base := typeset.Baseline(y, lead2, st.Size)
	pg.Text(st, left+in, base, im.Office, typeset.Black)
	if im.PrintedOn != "" {
		date := chineseDate(im.PrintedOn) + "印发"
		pg.Text(st, left+width-in-f.fonts.Width(st.Role, st.Size, 0, date), base, date, typeset.Black)
	}
	pg.Line(left, top+height, left+width, top+height, 0.35*mm, typeset.Black)
	f.y = top + height
}
