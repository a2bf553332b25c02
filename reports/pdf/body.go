package pdf

import (
	"strings"

	"qinqing/reports"
	"qinqing/reports/chart"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

// body prints the blocks, then 附件说明, 署名 and date, which never stand alone on a page.
func (f *flow) body() {
	end := f.closing()
	f.blocks(f.doc.Body, 1, end.height())
	end.print(f)
}

// blocks prints blocks; tail is the height to keep on the page of the last one.
func (f *flow) blocks(bs []reports.Block, level int, tail float64) {
	for i, b := range bs {
		rest := 0.0
		if i == len(bs)-1 {
			rest = tail
		}
		switch {
		case b.Heading != nil:
			f.heading(bs[i:], level, rest)
		case b.Para != nil:
			f.para(b.Para, b.Key, rest)
		case b.Table != nil:
			f.table(b.Table, b.Key, rest)
		case b.Form != nil:
			f.form(b.Form, rest)
		case b.Chart != nil:
			f.chart(b.Chart, b.Key, rest)
		}
	}
}

func headingRole(level int) typeset.Role {
	switch level {
	case 1:
		return typeset.Hei
	case 2:
		return typeset.Kai
	}
	return typeset.FangSong
}

func (f *flow) headingLines(h *reports.Heading) []typeset.Line {
	_, w, _, _ := f.Area()
	return f.fonts.Break(style(headingRole(h.Level)), w, 2*pitch, strings.ReplaceAll(h.Text, "\n", " "), true)
}

// heading prints the heading bs begins with, on the page of what follows it.
func (f *flow) heading(bs []reports.Block, level int, tail float64) {
	h := bs[0].Heading
	set := f.headingLines(h)
	f.need(lead*float64(len(set)) + f.least(bs[1:]) + tail)
	f.Page().Bookmark(h.Text, level+max(1, h.Level)-1, f.y)
	f.lines(style(headingRole(h.Level)), set, lead, 2*pitch, len(set), 0, f.whole(bs[0].Key))
}

// least is the height the first block needs to begin with.
func (f *flow) least(bs []reports.Block) float64 {
	if len(bs) == 0 {
		return 0
	}
	switch b := bs[0]; {
	case b.Heading != nil:
		return lead*float64(len(f.headingLines(b.Heading))) + f.least(bs[1:])
	case b.Table != nil:
		return f.tableStart(b.Table)
	case b.Form != nil:
		return f.formStart(b.Form)
	case b.Chart != nil:
		return f.chartHeight(b.Chart)
	case b.Para != nil && f.spare():
		n := len(f.paraLines(b.Para))
		if n > 3 {
			n = 2
		}
		return lead * float64(n)
	}
	return lead
}

// paraLines sets the first of a paragraph's parts.
func (f *flow) paraLines(p *reports.Para) []typeset.Line {
	_, w, _, _ := f.Area()
	first, _, _ := strings.Cut(typeset.Clean(p.Text()), "\n")
	return f.fonts.Break(style(typeset.FangSong), w, paraIndent(p), first, true)
}

func paraIndent(p *reports.Para) float64 {
	if p.Flush {
		return 0
	}
	return 2 * pitch
}

func (f *flow) para(p *reports.Para, key string, tail float64) {
	indent := paraIndent(p)
	parts := strings.Split(typeset.Clean(p.Text()), "\n")
	st := style(typeset.FangSong)
	from := 0
	for i, part := range parts {
		_, w, _, _ := f.Area()
		set := f.fonts.Break(st, w, indent, part, true)
		zones := f.spansIn(p, key, st, []rune(part), from, set)
		from += len([]rune(part)) + 1
		if i < len(parts)-1 || tail == 0 {
			f.lines(st, set, lead, indent, 1, 0, zones)
			continue
		}
		f.lines(st, set, lead, indent, min(2, len(set)), tail, zones)
	}
}

// chartHeight is what the chart asks for at the width of the page, at most a page.
func (f *flow) chartHeight(c *reports.Chart) float64 {
	_, w, _, bottom := f.Area()
	return min(chartGap+chart.Height(canvas{fonts: f.fonts}, *c, w, chart.Style{Size: chartSize}), bottom-f.Top())
}

// chartGap keeps a chart's title off the text above it.
const chartGap = lead / 3

// chartSize is the size of the letters in a chart.
const chartSize = 10.0

func (f *flow) chart(c *reports.Chart, key string, tail float64) {
	h := f.chartHeight(c)
	_, _, _, bottom := f.Area()
	if tail > 0 {
		tail += lead / 2
	}
	f.need(min(h+tail, bottom-f.Top()))
	x, w, y, _ := f.Area()
	f.Page().Zone(x, y, x+w, y+h, paper.BlockZone, key)
	chart.Draw(canvas{f.fonts, f.Page(), x, y + chartGap}, *c, w, h-chartGap, chart.Style{Size: chartSize})
	f.y += h + lead/2
}
