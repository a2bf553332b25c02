package chart

import (
	"fmt"
	"math"
	"strings"
)

// hole is how much of a ring is open.
const hole = 0.5

// pie draws the shares of a whole, each named with value and share at the right,
// in the order of the slices from the top clockwise; a ring has the sum in its middle.
func (l *layout) pie() bool {
	size := l.st.Size
	values, sum := l.series[0].values, total(l.series[0].values)
	shares := make([]float64, len(values))
	for i, v := range values {
		shares[i] = v / sum
	}
	words := roundedShares(shares)
	if apart(words) {
		l.notes = append(l.notes[:len(l.notes):len(l.notes)], "占比因四舍五入，合计不等于100%")
	}
	l.head(false)
	r := min((l.bottom-l.top-0.6*size)/2, l.w*0.22)
	if r < 3*size {
		return false
	}
	cx, cy := l.w*0.26, (l.top+l.bottom)/2
	angle := -math.Pi / 2
	inner := 0.0
	if l.kind == "ring" {
		inner = r * hole
	}
	var edges []float64
	for i, share := range shares {
		to := angle + 2*math.Pi*share
		wedge := arc(cx, cy, inner, r, angle, to)
		p := pen(i)
		l.area(wedge, p)
		h := l.hit(0, i, bounds(wedge), wedge)
		h.Tip += "（" + words[i] + "）"
		l.shareIn(words[i], cx, cy, inner, r, (angle+to)/2, wedge, p)
		edges = append(edges, angle)
		angle = to
	}
	if len(edges) > 1 {
		l.edges(cx, cy, inner, r, edges)
	}
	if inner > 0 {
		l.middleSum(cx, cy, inner, sum)
	}
	return l.list(words, cy)
}

// roundedShares are the shares in words.
func roundedShares(shares []float64) []string {
	out := make([]string, len(shares))
	for i, s := range shares {
		out[i] = rate(100*s) + percent
	}
	return out
}

// apart tells whether rounded shares don't add up to the whole.
func apart(words []string) bool {
	sum := 0.0
	for _, w := range words {
		var v float64
		if _, err := fmt.Sscanf(strings.TrimSuffix(w, percent), "%g", &v); err == nil {
			sum += v
		}
	}
	return math.Abs(sum-100) > 0.001
}

// edges draws the white rims of the slices, after all of them.
func (l *layout) edges(cx, cy, inner, r float64, angles []float64) {
	for _, a := range angles {
		l.path([]Point{{cx + inner*math.Cos(a), cy + inner*math.Sin(a)}, {cx + r*math.Cos(a), cy + r*math.Sin(a)}}, 0.1*l.st.Size, l.st.Paper)
	}
}

// shareIn writes a share in its slice, if it has room there.
func (l *layout) shareIn(word string, cx, cy, inner, r, at float64, wedge []Point, p pen) {
	size := l.st.Size * 0.9
	d := r * 0.66
	if inner > 0 {
		d = (r + inner) / 2
	}
	x, y := cx+d*math.Cos(at), middle(cy+d*math.Sin(at), size)
	b := l.boxOf(x, y, size, word, 0.5)
	gap := 0.2 * size
	roomy := box{b.l - gap, b.t - gap, b.r + gap, b.b + gap}
	for _, q := range append(roomy.outline(), Point{(b.l + b.r) / 2, b.t}, Point{(b.l + b.r) / 2, b.b}) {
		if !inside(wedge, q.X, q.Y) {
			return
		}
	}
	l.text(x, y, size, word, 0.5, l.plated(b, size, p))
}

func (l *layout) middleSum(cx, cy, inner, sum float64) {
	size := l.st.Size
	t := written(sum, l.unit)
	if l.unit == percent {
		return
	}
	if w := max(l.Width(t, size*1.2), l.Width("合计", size)); w > 1.7*inner || 2.6*size > 1.7*inner {
		return
	}
	l.text(cx, cy-0.25*size, size, "合计", 0.5, l.st.Ink)
	l.text(cx, cy+1.15*size, size*1.2, t, 0.5, l.st.Ink)
}

// list names the slices at the right of the pie.
func (l *layout) list(words []string, cy float64) bool {
	size, x := l.st.Size, l.w*0.54
	w := l.w - x - (swatchWidth+0.5)*size
	var rows [][]string
	n := 0
	for i, v := range l.series[0].values {
		tail := written(v, l.unit)
		if tail != words[i] { // else the values are the shares
			tail += "（" + words[i] + "）"
		}
		rows = append(rows, l.entryOf(l.cats[i], tail, w))
		n += len(rows[i])
	}
	gap := 0.5 * size
	height := float64(n)*leading*size + gap*float64(len(rows)-1)
	y := cy - height/2
	if y < l.top || y+height > l.bottom {
		return false
	}
	for i, lines := range rows {
		mid := y + leading*size/2
		l.area(box{x, mid - 0.42*size, x + swatchWidth*size, mid + 0.42*size}.outline(), pen(i))
		l.lines(x+(swatchWidth+0.5)*size, middle(mid, size), size, lines, 0)
		y += float64(len(lines))*leading*size + gap
	}
	return true
}

// entryOf is a name with its value: in one line, or the value under the name.
func (l *layout) entryOf(name, tail string, w float64) []string {
	size := l.st.Size
	if one := name + "　" + tail; l.Width(one, size) <= w {
		return []string{one}
	}
	return append(l.name(name, size, w, 2), l.wrap(tail, size, w)...)
}

// arc is a slice as a polygon: the outer arc in steps of two degrees, then the
// centre or the inner arc back.
func arc(cx, cy, inner, r, from, to float64) []Point {
	n := max(2, int((to-from)/(math.Pi/90))+1)
	var out []Point
	at := func(r float64, i int) Point {
		a := from + (to-from)*float64(i)/float64(n)
		return Point{cx + r*math.Cos(a), cy + r*math.Sin(a)}
	}
	for i := 0; i <= n; i++ {
		out = append(out, at(r, i))
	}
	if inner == 0 {
		return append(out, Point{cx, cy})
	}
	for i := n; i >= 0; i-- {
		out = append(out, at(inner, i))
	}
	return out
}

func bounds(ps []Point) box {
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range ps {
		b = box{min(b.l, p.X), min(b.t, p.Y), max(b.r, p.X), max(b.b, p.Y)}
	}
	return b
}

// inside tells whether a place is in a polygon.
func inside(outline []Point, x, y float64) bool {
	in := false
	for i, j := 0, len(outline)-1; i < len(outline); j, i = i, i+1 {
		a, b := outline[i], outline[j]
		if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
			in = !in
		}
	}
	return in
}
