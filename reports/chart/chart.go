// Package chart lays out the charts of a document on any surface: bars, stacked
// bars, lying bars, lines, bars with a line against a second axis, pies and rings,
// with axes from zero, every value written, at most six colours told apart in grey
// too (LOOK.md).
//
// It draws nothing itself (a Canvas does: reports/pdf on paper, reports/chart/raster
// on the screen and in pictures) and computes no figure. It knows no font: what a
// text measures, the Canvas says. It is called by reports/pdf, reports/chart/raster
// and the pages of the window.
package chart

import (
	"image/color"
	"math"

	"qinqing/reports"
)

// Canvas is a surface with its origin at the upper left, y down. Units are the
// caller's (points on paper, pixels on screen).
type Canvas interface {
	Line(points []Point, width float64, c color.NRGBA)
	FillRect(x, y, w, h float64, c color.NRGBA)
	Poly(points []Point, c color.NRGBA) // filled
	// Text draws a line with its baseline at y; anchor 0: x is its left, 0.5 its middle, 1 its right.
	Text(x, y, size float64, text string, anchor float64, c color.NRGBA)
	Width(text string, size float64) float64
}

// Point is a place on the canvas.
type Point struct{ X, Y float64 }

// Hit is a region that stands for one value: what a click there means.
type Hit struct {
	X, Y, W, H float64
	Wedge      []Point // set for pies and rings: the region's outline; X, Y, W, H is its box
	Series     string
	Category   string // in full, even where the drawing shortens it
	Value      float64
	Tip        string // "甲局 办结：12 个", the value in full
}

// Contains tells whether a place is inside the region.
func (h Hit) Contains(x, y float64) bool {
	if x < h.X || y < h.Y || x > h.X+h.W || y > h.Y+h.H {
		return false
	}
	return h.Wedge == nil || inside(h.Wedge, x, y)
}

// Style is the ink and the size of the letters; the zero value is for paper.
type Style struct {
	Size  float64     // of labels; 0: 9
	Ink   color.NRGBA // zero: dark grey
	Grid  color.NRGBA // zero: light grey
	Paper color.NRGBA // zero: white; what the chart stands on
	// Terse is for a small place beside words that tell the unit: lying bars have no axis,
	// as their values are written, and stand close before their letters become smaller.
	Terse bool
}

func (s Style) filled() Style {
	if s.Size <= 0 {
		s.Size = 9
	}
	if s.Ink == (color.NRGBA{}) {
		s.Ink = color.NRGBA{0x1F, 0x23, 0x29, 255}
	}
	if s.Grid == (color.NRGBA{}) {
		s.Grid = color.NRGBA{0xD5, 0xD8, 0xDC, 255}
	}
	if s.Paper == (color.NRGBA{}) {
		s.Paper = color.NRGBA{255, 255, 255, 255}
	}
	return s
}

// Sizes of letters tried where a chart has too little room, as parts of Style.Size.
var shrinking = []float64{1, 0.9, 0.8, 0.7}

// Draw lays the chart out on w × h and returns the regions of its values. Nothing
// is drawn outside w × h and no two texts overlap: where there is too little room
// the letters become smaller, then values are moved into a table under the axis,
// then bars lie down, then what is left out is said in a note: rows, at last the values. Values that are no
// numbers (NaN, infinite, beyond 10¹⁵) are left out; a chart of nothing is the
// sentence 本期无数据.
func Draw(c Canvas, spec reports.Chart, w, h float64, st Style) []Hit {
	st = st.filled()
	f := normal(spec)
	if !f.anything() {
		sentence(c, f, w, h, st, nothing)
		return nil
	}
	l := f.best(c, w, h, st)
	if l == nil {
		sentence(c, f, w, h, st, tooSmall)
		return nil
	}
	l.replay(c)
	return l.hits
}

// best is the layout with the least left out for which w × h is room enough; nil
// where there is none.
func (f figure) best(c Measure, w, h float64, st Style) *layout {
	if st.Terse && f.kind == "hbar" {
		if l := arrange(c, f, w, h, st, shorterNames); l != nil {
			return l
		}
	}
	for _, allow := range []leeway{nothingLess, shorterNames, fewerRows, noNumbers} {
		for i := range shrinking {
			smaller := st
			if smaller.Size *= shrinking[i]; allow == fewerRows { // rather small letters than rows left out
				smaller.Size = st.Size * shrinking[len(shrinking)-1-i]
			}
			if l := arrange(c, f, w, h, smaller, allow); l != nil {
				return l
			}
		}
	}
	return nil
}

// Height is the height the chart wants at a width: as low as it can be drawn with
// nothing left out and, unless the width forbids it, letters of the full size, but
// not squat.
func Height(c Measure, spec reports.Chart, w float64, st Style) float64 {
	st = st.filled()
	f := normal(spec)
	if !f.anything() {
		return st.Size * 4
	}
	ideal := math.Ceil(f.ideal() * st.Size)
	for _, k := range shrinking {
		smaller := st
		smaller.Size *= k
		if h, ok := f.least(c, w, ideal, smaller); ok {
			return h
		}
	}
	return f.leastOfAll(c, w, ideal, st)
}

// leastOfAll is the least height from ideal on at which the chart can be drawn at all
// on a width that is too small for the whole of it; ideal where none does.
func (f figure) leastOfAll(c Measure, w, ideal float64, st Style) float64 {
	for h := ideal; h < 8*ideal; h *= 1.25 {
		if f.best(c, w, h, st) != nil {
			return math.Ceil(h)
		}
	}
	return ideal
}

// least is the least height from ideal on at which nothing is left out.
func (f figure) least(c Measure, w, ideal float64, st Style) (float64, bool) {
	if arrange(c, f, w, ideal, st, nothingLess) != nil {
		return ideal, true
	}
	h := ideal
	switch tall := arrange(c, f, w, 100*ideal, st, nothingLess); {
	case tall == nil:
		return 0, false
	case tall.turned:
		h = max(ideal, math.Ceil(tall.wants))
	}
	for ; h < 100*ideal; h = math.Ceil(h + max(1.2*st.Size, 0.05*h)) {
		if arrange(c, f, w, h, st, nothingLess) != nil {
			return h, true
		}
	}
	return 0, false
}

// ideal is a height in letter sizes at which a chart of the kind looks well.
func (f *figure) ideal() float64 {
	switch f.kind {
	case "hbar":
		m := 1.0
		if len(f.bars()) > 1 {
			m = 1.1*float64(len(f.bars())) + 0.3
		}
		return 5 + 1.6*m*float64(len(f.cats))
	case "pie", "ring":
		return 17
	}
	return 20
}

const (
	nothing  = "本期无数据"
	tooSmall = "图幅太小，画不下"
)

// leeway is what a drawing may do without where there is too little room.
type leeway int

const (
	nothingLess  leeway = iota
	shorterNames        // names in one line, ending with …; only the telling values of a line
	fewerRows           // bars left out, with a note how many
	noNumbers           // no values at the points of an upright chart, with a note
)

// arrange tries the ways a chart can be drawn, the best first; nil where none fits.
func arrange(c Measure, f figure, w, h float64, st Style, allow leeway) *layout {
	for _, way := range f.ways(allow) {
		l := &layout{Measure: c, figure: f, w: w, h: h, st: st, allow: allow}
		if way(l) && l.sound() {
			return l
		}
	}
	return nil
}

// manyLines is how many lines bear their values at their points without a puzzle
// which belongs to which.
const manyLines = 3

// ways lists how a kind may be drawn.
func (f figure) ways(allow leeway) []func(*layout) bool {
	full := []func(*layout) bool{labelled, tabled}
	if len(f.curves()) > manyLines {
		full = []func(*layout) bool{tabled}
	}
	lying := []func(*layout) bool{(*layout).lying}
	if f.kind == "stacked" {
		lying = append(lying, unstacked)
	}
	switch {
	case f.kind == "pie" || f.kind == "ring":
		return []func(*layout) bool{(*layout).pie, (*layout).lying}
	case f.kind == "hbar":
		return lying
	case allow == noNumbers:
		return []func(*layout) bool{bare}
	case allow > nothingLess && f.timely():
		return []func(*layout) bool{sparse}
	case allow > nothingLess:
		return append(lying, sparse)
	case f.timely():
		return full
	}
	return append(full, lying...)
}

// sentence is what stands in the place of a chart that can't be drawn.
func sentence(c Canvas, f figure, w, h float64, st Style, text string) {
	size := min(st.Size*1.2, h*0.3)
	if title := f.title; title != "" {
		l := &layout{Measure: c}
		title = l.shortened(title, size, w)
		if c.Width(title, size) <= w && 3.5*st.Size <= h {
			c.Text(w/2, size*1.3, size, title, 0.5, st.Ink)
		} else {
			size = 0
		}
	} else {
		size = 0
	}
	own := min(st.Size, h*0.5)
	if tw := c.Width(text, own); tw > w {
		own *= w / tw
	}
	c.Text(w/2, min((size*1.6+h)/2+own*0.36, h-own*descent), own, text, 0.5, st.Ink)
}
