package chart

import (
	"unicode/utf8"

	"qinqing/reports"
)

// Form is what becomes of a chart, for writers with charts of their own (Excel):
// the same decisions as in Draw.
type Form struct {
	Kind   string  // "bar", "stacked", "line", "pie", "ring" or "barline"; a ranking is a lying "bar"
	Lying  bool    // its bars lie, the first category on top
	Height float64 // in letter sizes
	Series []SeriesForm
}

// SeriesForm is that of one series of the tree.
type SeriesForm struct {
	Left   bool // drawn against the first axis, as bars or, with Line, as a line
	Right  bool // drawn against the second axis, as a line; neither: not drawn
	Line   bool
	Colour int // index into Colours
	Unit   string
}

// FormOf gives the form of a chart as wide as a number of Chinese characters. Pies of
// more than six slices lie as bars: a writer that shows the tree's own cells can't
// add the smallest up.
func FormOf(c reports.Chart, width float64) Form {
	f := ordered(c)
	if f.kind == "pie" || f.kind == "ring" {
		if n := normal(c); len(n.series) > 0 && n.series[0].folded {
			c.Kind = "hbar"
			f = ordered(c)
		}
	}
	f.dress()
	st := Style{Size: 1}.filled()
	form := Form{Kind: f.kind, Series: make([]SeriesForm, len(c.Series))}
	form.Height = Height(plain{}, c, width, st)
	if l := arrange(plain{}, normal(c), width, form.Height, st, nothingLess); f.kind == "hbar" || l != nil && l.turned {
		form.Lying = true
		if form.Kind != "stacked" {
			form.Kind = "bar"
		}
	}
	if form.Lying { // such writers give each name one line
		form.Height = Height(plain{}, c, 3*width, st)
	}
	for _, s := range f.series {
		form.Series[s.source] = SeriesForm{Left: !s.right, Right: s.right && !form.Lying, Line: s.line && !form.Lying, Colour: int(s.pen) % len(Colours), Unit: s.unit}
	}
	return form
}

// plain measures without a font: an ASCII character is half as wide as a Chinese one.
type plain struct{}

func (plain) Width(text string, size float64) float64 {
	n := 0.0
	for _, r := range text {
		if r < utf8.RuneSelf {
			n += 0.5
		} else {
			n++
		}
	}
	return n * size
}
