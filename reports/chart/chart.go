// Package chart lays out the charts of a document on any surface: bars, lines,
// lying bars and pies, with axes from zero, every value written, at most six
// colours.
//
// It draws nothing itself (a Canvas does: reports/pdf on paper, the window on the
// screen) and computes no figure. It is called by reports/pdf and app/widget.
package chart

import (
	"image/color"
	"math"
	"strconv"
	"strings"

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
	Wedge      []Point // set for pies: the region's outline; X, Y, W, H is its box
	Series     string
	Category   string
	Value      float64
	Tip        string // "甲局 办结：12 个"
}

// Contains tells whether a place is inside the region.
func (h Hit) Contains(x, y float64) bool {
	if x < h.X || y < h.Y || x > h.X+h.W || y > h.Y+h.H {
		return false
	}
	if h.Wedge == nil {
		return true
	}
	in := false
	for i, j := 0, len(h.Wedge)-1; i < len(h.Wedge); j, i = i, i+1 {
		a, b := h.Wedge[i], h.Wedge[j]
		if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}

// Colours are the six of a chart, told apart in grey by order and value labels.
var Colours = []color.NRGBA{
	{0x1F, 0x4E, 0x8C, 255}, {0x2A, 0x9D, 0x8F, 255}, {0xE9, 0xA2, 0x3B, 255},
	{0xC8, 0x55, 0x3D, 255}, {0x7A, 0x6B, 0xB5, 255}, {0x8A, 0x90, 0x99, 255},
}

// Style is the ink and the size of the letters; the zero value is for paper.
type Style struct {
	Size float64     // of labels; 0: 9
	Ink  color.NRGBA // zero: dark grey
	Grid color.NRGBA // zero: light grey
}

var white = color.NRGBA{255, 255, 255, 255}

// other is what is left when there are more than six.
const other = "其他"

// layout is one chart being drawn.
type layout struct {
	Canvas
	spec reports.Chart
	w, h float64
	st   Style
	top  float64 // where title and legend end
	hits []Hit
}

// Draw lays the chart out on w × h and returns the regions of its values. Values
// that are no numbers (NaN, infinite, beyond 10¹⁵) are left out; a chart of nothing says 本期无数据.
func Draw(c Canvas, spec reports.Chart, w, h float64, st Style) []Hit {
	if st.Size == 0 {
		st.Size = 9
	}
	if st.Ink == (color.NRGBA{}) {
		st.Ink = color.NRGBA{0x1F, 0x23, 0x29, 255}
	}
	if st.Grid == (color.NRGBA{}) {
		st.Grid = color.NRGBA{0xD5, 0xD8, 0xDC, 255}
	}
	l := &layout{Canvas: c, spec: folded(spec), w: w, h: h, st: st}
	l.title()
	if !l.anything() {
		l.Text(w/2, (l.top+h)/2, st.Size, "本期无数据", 0.5, st.Ink)
		return nil
	}
	switch spec.Kind {
	case "pie":
		l.pie()
	case "hbar":
		l.legend()
		l.lying()
	case "line":
		l.legend()
		l.upright(l.points)
	default:
		l.legend()
		l.upright(l.bars)
	}
	return l.hits
}

func (l *layout) anything() bool {
	for _, s := range l.spec.Series {
		for _, v := range s.Values {
			if number(v) && (v != 0 || l.spec.Kind != "pie") {
				return true
			}
		}
	}
	return false
}

// number tells a value that can be drawn; beyond 10¹⁵ a float64 has no units left.
func number(v float64) bool { return math.Abs(v) <= 1e15 }

func (l *layout) value(series, i int) float64 {
	if v := l.spec.Series[series].Values; i < len(v) {
		return v[i]
	}
	return math.NaN()
}

// title prints title and unit.
func (l *layout) title() {
	size := l.st.Size * 1.2
	l.top = size * 0.6
	for _, line := range l.wrap(l.spec.Title, size, l.w) {
		l.top += size
		l.Text(l.w/2, l.top, size, line, 0.5, l.st.Ink)
		l.top += size * 0.4
	}
	if l.spec.Unit != "" {
		l.top += l.st.Size
		l.Text(l.w, l.top, l.st.Size, "单位："+l.spec.Unit, 1, l.st.Ink)
		l.top += l.st.Size * 0.4
	}
}

// legend names the series, if there is more than one.
func (l *layout) legend() {
	if len(l.spec.Series) < 2 {
		return
	}
	x, size := 0.0, l.st.Size
	l.top += size
	for i, s := range l.spec.Series {
		w := size*1.4 + l.Width(s.Name, size) + size*1.2
		if x > 0 && x+w > l.w {
			x = 0
			l.top += size * 1.5
		}
		l.FillRect(x, l.top-size*0.85, size, size, colour(i))
		l.Text(x+size*1.4, l.top, size, s.Name, 0, l.st.Ink)
		x += w
	}
	l.top += size * 0.6
}

func colour(i int) color.NRGBA { return Colours[i%len(Colours)] }

// wrap breaks a label anywhere: labels are names, and none of their characters
// may be lost.
func (l *layout) wrap(text string, size, w float64) []string {
	var lines []string
	line := ""
	for _, r := range text {
		if line != "" && l.Width(line+string(r), size) > w {
			lines = append(lines, line)
			line = ""
		}
		line += string(r)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// format writes a value with at most two decimals.
func format(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func (l *layout) hit(series, category int, x, y, w, h float64) {
	v := l.value(series, category)
	s, c := l.spec.Series[series].Name, ""
	if category < len(l.spec.Categories) {
		c = l.spec.Categories[category]
	}
	tip := strings.TrimSpace(c+" "+s) + "：" + format(v)
	if l.spec.Unit != "" {
		tip += " " + l.spec.Unit
	}
	l.hits = append(l.hits, Hit{X: x, Y: y, W: w, H: h, Series: s, Category: c, Value: v, Tip: tip})
}
