package chart

import (
	"image/color"
	"math"
	"slices"
)

// Colours are the six of a chart (LOOK.md). The last three have the grey of the
// first three and are told apart from them by hatching, lines by dashes and marks.
var Colours = []color.NRGBA{
	{0x1F, 0x4E, 0x8C, 255}, {0x2A, 0x9D, 0x8F, 255}, {0xE9, 0xA2, 0x3B, 255},
	{0xC8, 0x55, 0x3D, 255}, {0x7A, 0x6B, 0xB5, 255}, {0x8A, 0x90, 0x99, 255},
}

// pen is how a series or a slice looks: the number of its colour, which is also
// that of its hatching, dashes and mark.
type pen int

// overBars are the pens of lines that cross bars: far from the bars' in colour and in grey.
var overBars = []pen{3, 2, 5, 4, 1, 0}

// dress gives each series its pen.
func (f *figure) dress() {
	over := len(f.bars()) > 0
	bar, line := 0, 0
	for i := range f.series {
		s := &f.series[i]
		if s.line && over {
			s.pen = overBars[line%len(overBars)]
			line++
			continue
		}
		s.pen = pen(bar % len(Colours))
		bar++
	}
}

// colour is a pen's colour; on dark paper (the window at night) it is a lighter one.
func (l *layout) colour(p pen) color.NRGBA {
	c := Colours[int(p)%len(Colours)]
	if luminance(l.st.Paper) > 128 {
		return c
	}
	return mixed(c, color.NRGBA{255, 255, 255, 255}, 0.35)
}

// mixed is a colour with a part of another.
func mixed(a, b color.NRGBA, part float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(float64(x)*(1-part) + float64(y)*part + 0.5) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), 255}
}

// hatching of a pen: the slopes of its white lines; none for the first three.
var hatching = [][]float64{nil, nil, nil, {1}, {-1}, {1, -1}}

// dashes of a pen, in letter sizes, ink and gap in turn.
var dashes = [][]float64{nil, {0.7, 0.35}, {0.2, 0.25}, nil, {0.9, 0.25, 0.2, 0.25}, {0.4, 0.3}}

// area fills a polygon with colour and hatching.
func (l *layout) area(outline []Point, p pen) {
	l.polygon(outline, l.colour(p))
	l.hatch(outline, p)
}

func (l *layout) bar(b box, p pen) {
	l.fill(b.l, b.t, b.r-b.l, b.b-b.t, l.colour(p))
	l.hatch(b.outline(), p)
}

func (a box) outline() []Point { return []Point{{a.l, a.t}, {a.r, a.t}, {a.r, a.b}, {a.l, a.b}} }

// hatch draws a pen's lines over an area: where each crosses the outline, inside begins or ends.
func (l *layout) hatch(outline []Point, p pen) {
	for _, slope := range hatching[int(p)%len(hatching)] {
		step := 0.5 * l.st.Size * math.Sqrt2
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, q := range outline {
			lo, hi = min(lo, q.Y-slope*q.X), max(hi, q.Y-slope*q.X)
		}
		for c := math.Ceil(lo/step) * step; c < hi; c += step {
			var xs []float64
			for i, a := range outline {
				b := outline[(i+1)%len(outline)]
				da, db := a.Y-slope*a.X-c, b.Y-slope*b.X-c
				if (da > 0) != (db > 0) {
					xs = append(xs, a.X+(b.X-a.X)*da/(da-db))
				}
			}
			slices.Sort(xs)
			for i := 0; i+1 < len(xs); i += 2 {
				l.path([]Point{{xs[i], slope*xs[i] + c}, {xs[i+1], slope*xs[i+1] + c}}, 0.07*l.st.Size, l.st.Paper)
			}
		}
	}
}

// stroke draws a line with a pen's dashes, on a rim of paper so that it is seen over bars.
func (l *layout) stroke(points []Point, p pen, rim bool) {
	width := 0.15 * l.st.Size
	if rim {
		l.path(points, width*2.2, l.st.Paper)
	}
	pattern := dashes[int(p)%len(dashes)]
	if pattern == nil {
		l.path(points, width, l.colour(p))
		return
	}
	k, left := 0, pattern[0]*l.st.Size
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		for at := 0.0; at < length-1e-9; {
			end := min(at+left, length)
			if k%2 == 0 {
				l.path([]Point{between(a, b, at/length), between(a, b, end/length)}, width, l.colour(p))
			}
			left -= end - at
			at = end
			if left <= 1e-9 {
				k++
				left = pattern[k%len(pattern)] * l.st.Size
			}
		}
	}
}

func between(a, b Point, t float64) Point { return Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t} }

// mark draws the point of a line.
func (l *layout) mark(x, y float64, p pen) {
	r := l.markSize()
	l.polygon(shape(x, y, r*1.35, p), l.st.Paper)
	l.polygon(shape(x, y, r, p), l.colour(p))
	if p >= 4 { // hollow
		l.polygon(shape(x, y, r*0.5, p), l.st.Paper)
	}
}

func (l *layout) markSize() float64 { return 0.3 * l.st.Size }

func shape(x, y, r float64, p pen) []Point {
	corners, turn := 16, 0.0
	switch p {
	case 1, 4:
		corners, turn = 4, math.Pi/4
	case 2:
		corners, turn = 3, -math.Pi/2
	case 3:
		corners, turn = 4, 0
	}
	if corners < 5 {
		r *= 1.25
	}
	out := make([]Point, corners)
	for i := range out {
		a := turn + 2*math.Pi*float64(i)/float64(corners)
		out[i] = Point{x + r*math.Cos(a), y + r*math.Sin(a)}
	}
	return out
}

// swatch is the sample of a pen in a legend, on a line of text with its baseline at y.
func (l *layout) swatch(x, y float64, s series) {
	size := l.st.Size
	mid := y - (ascent-descent)/2*size
	if s.line {
		l.stroke([]Point{{x, mid}, {x + swatchWidth*size, mid}}, s.pen, false)
		l.mark(x+swatchWidth*size/2, mid, s.pen)
		return
	}
	l.bar(box{x, mid - 0.42*size, x + swatchWidth*size, mid + 0.42*size}, s.pen)
}

const swatchWidth = 1.6

// luminance is the grey a colour becomes in print, 0 to 255.
func luminance(c color.NRGBA) float64 {
	return 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B)
}

// inkOn is what can be read on a colour.
func (l *layout) inkOn(p pen) color.NRGBA {
	dark, light := l.st.Ink, l.st.Paper
	if luminance(dark) > luminance(light) {
		dark, light = light, dark
	}
	if luminance(l.colour(p)) > 140 {
		return dark
	}
	return light
}

// inkFor is a series' colour, brought near enough to the ink to be read as text on
// the paper.
func (l *layout) inkFor(p pen) color.NRGBA {
	c, paper := l.colour(p), luminance(l.st.Paper)
	for range 12 {
		if math.Abs(luminance(c)-paper) > 150 {
			break
		}
		c = mixed(c, l.st.Ink, 0.2)
	}
	return c
}
