package chart

import (
	"image/color"
	"slices"
)

// How far letters reach above and below their baseline, in ems.
const (
	ascent  = 0.86
	descent = 0.14
)

// Measure is what a layout asks of a canvas before it draws on it.
type Measure interface {
	Width(text string, size float64) float64
}

// layout is one way of drawing a chart, on trial: what it draws is kept until it
// is known to fit.
type layout struct {
	Measure
	figure
	w, h   float64
	st     Style
	allow  leeway
	turned bool    // bars lie; what has no bar is written beside them
	top    float64 // where title and legend end
	bottom float64 // where the notes begin
	ops    []op
	over   bool    // something would be drawn outside
	wants  float64 // of lying bars: the height at which nothing is left out
	texts  []box
	solids []box // bars and markers, which values don't cover
	hits   []Hit
}

// op is one drawing operation.
type op struct {
	do func(Canvas)
}

// box is an area of the chart.
type box struct{ l, t, r, b float64 }

func (a box) meets(b box) bool { return a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b }

func (l *layout) replay(c Canvas) {
	for _, o := range l.ops {
		o.do(c)
	}
}

// cover notes that something is drawn there.
func (l *layout) cover(points ...Point) {
	for _, p := range points {
		l.over = l.over || p.X < -tolerance || p.Y < -tolerance || p.X > l.w+tolerance || p.Y > l.h+tolerance
	}
}

func (l *layout) path(points []Point, width float64, c color.NRGBA) {
	l.cover(points...)
	l.ops = append(l.ops, op{func(cv Canvas) { cv.Line(points, width, c) }})
}

func (l *layout) rule(x1, y1, x2, y2 float64, c color.NRGBA) {
	l.path([]Point{{x1, y1}, {x2, y2}}, 0.05*l.st.Size, c)
}

func (l *layout) fill(x, y, w, h float64, c color.NRGBA) {
	l.cover(Point{x, y}, Point{x + w, y + h})
	l.ops = append(l.ops, op{func(cv Canvas) { cv.FillRect(x, y, w, h, c) }})
}

func (l *layout) polygon(points []Point, c color.NRGBA) {
	l.cover(points...)
	l.ops = append(l.ops, op{func(cv Canvas) { cv.Poly(points, c) }})
}

// boxOf is the area a text covers.
func (l *layout) boxOf(x, y, size float64, text string, anchor float64) box {
	w := l.Width(text, size)
	x -= anchor * w
	return box{x, y - ascent*size, x + w, y + descent*size}
}

func (l *layout) text(x, y, size float64, text string, anchor float64, c color.NRGBA) {
	if text == "" {
		return
	}
	l.texts = append(l.texts, l.boxOf(x, y, size, text, anchor))
	l.ops = append(l.ops, op{func(cv Canvas) { cv.Text(x, y, size, text, anchor, c) }})
}

// free tells whether a text may stand there: over no other text and not so near
// that two numbers read as one.
func (l *layout) free(b box) bool {
	gap := 0.25 * l.st.Size
	apart := box{b.l - gap, b.t, b.r + gap, b.b}
	return b.l >= 0 && b.t >= 0 && b.r <= l.w && b.b <= l.h && !slices.ContainsFunc(l.texts, apart.meets)
}

// sound tells whether all is on the chart and no text covers another.
func (l *layout) sound() bool {
	if l.over {
		return false
	}
	for i, a := range l.texts {
		if a.l < -tolerance || a.t < -tolerance || a.r > l.w+tolerance || a.b > l.h+tolerance {
			return false
		}
		for _, b := range l.texts[:i] {
			if a.meets(b) {
				return false
			}
		}
	}
	return true
}

// tolerance is what the rounding of a canvas may add.
const tolerance = 0.01

// middle is the baseline of a text whose characters' middle is at y.
func middle(y, size float64) float64 { return y + (ascent-descent)/2*size }

// hit notes the region of a value.
func (l *layout) hit(s, i int, b box, wedge []Point) *Hit {
	v := l.series[s].values[i]
	h := Hit{X: b.l, Y: b.t, W: b.r - b.l, H: b.b - b.t, Wedge: wedge, Series: l.series[s].name, Category: l.cats[i], Value: v}
	name := h.Category
	if name != "" && h.Series != "" {
		name += " "
	}
	h.Tip = name + h.Series + "：" + exact(v, l.series[s].unit)
	l.hits = append(l.hits, h)
	return &l.hits[len(l.hits)-1]
}
