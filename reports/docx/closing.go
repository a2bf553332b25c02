package docx

import (
	"strings"

	"qinqing/reports"
)

// signed is 署名 and 成文日期 under the body.
type signed struct {
	unit, date string
	sealed     bool
}

func (f *flow) signature() signed {
	s := f.doc.Signature
	if f.doc.Template == "B" && f.doc.Masthead != "" { // they stand in the head
		return signed{}
	}
	return signed{f.oneLine(s.Unit), reports.PrintedDate(f.oneLine(s.Date)), s.Sealed}
}

// closing writes 附件说明, 署名, 成文日期 and 附注.
func (f *flow) closing() {
	f.annexList()
	s := f.signature()
	if s.unit != "" || s.date != "" {
		f.sign(s)
	}
	if r := f.doc.Remark; r != "" {
		f.add(styleBody, "（"+f.oneLine(r)+"）")
	}
}

// annexList writes 附件说明: two characters in, turned lines under the name's first
// character, no mark after a name (GB/T 9704-2012, 7.3.4). One annex has no number.
func (f *flow) annexList() {
	const head = "附件："
	for i, a := range f.doc.Annexes {
		front, from := "", 2.0
		if i == 0 {
			front = head
		} else {
			from += f.ems(head)
		}
		if len(f.doc.Annexes) > 1 {
			front += itoa(a.No) + ". "
		}
		p := f.add(styleAnnexList, front+strings.TrimSpace(f.oneLine(a.Title)))
		in := &indent{}
		in.LeftChars, in.Left = chars(from + f.ems(front))
		in.HangingChars, in.Hanging = chars(f.ems(front))
		p.Props.Indent = in
		if i == 0 {
			p.spaced(lead, 0)
		}
	}
}

// sign writes 署名 and 成文日期, one empty line below what stands above. Without a seal
// 署名 ends two characters from the right and the date begins two characters right of
// it, or if it is the longer ends two from the right. With a seal the date ends four
// characters from the right and 署名 is centred over it (GB/T 9704-2012, 7.3.5).
func (f *flow) sign(s signed) {
	unit, date := f.ems(s.unit), f.ems(s.date)
	fromRight, dateFrom := 2.0, unit-date
	switch {
	case s.sealed:
		dateFrom = 4
		fromRight = max(0, dateFrom+(date-unit)/2)
	case date > unit:
		dateFrom = 2
		fromRight = dateFrom + date + 2 - unit
	}
	if s.unit != "" {
		p := f.add(styleSigned, s.unit)
		p.Props.Indent = rightIndent(fromRight)
		if s.date == "" && f.doc.Remark == "" {
			return
		}
	}
	if s.date == "" {
		return
	}
	p := f.add(styleDated, s.date).kept(f.doc.Remark != "")
	p.Props.Indent = rightIndent(dateFrom)
	if s.unit == "" {
		p.spaced(lead, 0)
	}
}

func rightIndent(n float64) *indent {
	i := &indent{}
	i.RightChars, i.Right = chars(n)
	return i
}
