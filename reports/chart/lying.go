package chart

import "math"

// lying draws bars from left to right: for rankings, whose names are long.
func (l *layout) lying() {
	size, n, m := l.st.Size, len(l.spec.Categories), len(l.spec.Series)
	sc := l.scale()
	left, widest := 0.0, 0.0
	for i, c := range l.spec.Categories {
		left = max(left, l.Width(c, size))
		for s := range m {
			if v := l.value(s, i); number(v) {
				widest = max(widest, l.Width(format(v), size))
			}
		}
	}
	left = min(left, l.w*0.35) + size*0.6
	right := l.w - widest - size
	if sc.low < 0 {
		left += widest + size*0.4
	}
	top, bottom := l.top+size*0.6, l.h-size*1.8
	x := func(v float64) float64 { return left + (right-left)*(v-sc.low)/(sc.high-sc.low) }
	for _, v := range sc.ticks() {
		c := l.st.Grid
		if v == 0 {
			c = l.st.Ink
		}
		l.Line([]Point{{x(v), top}, {x(v), bottom}}, 0.5, c)
		l.Text(x(v), bottom+size*1.2, size, format(v), 0.5, l.st.Ink)
	}
	slot := (bottom - top) / float64(max(n, 1))
	bh := min(slot*0.8/float64(m), size*2)
	for i, name := range l.spec.Categories {
		middle := top + slot*(float64(i)+0.5)
		l.name(name, left-size*0.4, middle, min(left, l.w*0.35), slot)
		for s := range m {
			v := l.value(s, i)
			if !number(v) {
				continue
			}
			y := middle - bh*float64(m)/2 + bh*float64(s)
			a, b := min(x(0), x(v)), max(x(0), x(v))
			l.FillRect(a, y+bh*0.06, b-a, bh*0.88, colour(s))
			l.hit(s, i, a, y, b-a, bh)
			label := min(size, bh*1.1)
			if v < 0 {
				l.Text(a-size*0.3, y+bh/2+label*0.36, label, format(v), 1, l.st.Ink)
			} else {
				l.Text(b+size*0.3, y+bh/2+label*0.36, label, format(v), 0, l.st.Ink)
			}
		}
	}
}

// name writes a category to the left of its bars, in as many lines as it takes.
func (l *layout) name(text string, right, middle, w, h float64) {
	size := l.st.Size
	lines := l.wrap(text, size, w)
	if need := float64(len(lines)) * size * 1.1; need > h {
		size = max(size*h/need, l.st.Size*0.5)
		lines = l.wrap(text, size, w)
	}
	y := middle - float64(len(lines)-1)*size*0.55 + size*0.36
	for _, line := range lines {
		l.Text(right, y, size, line, 1, l.st.Ink)
		y += size * 1.1
	}
}

// pie draws the first series as shares of a whole, each named with value and share
// at the right. Negative values have no share and no slice.
func (l *layout) pie() {
	size := l.st.Size
	vals := l.spec.Series[0].Values
	sum := 0.0
	for _, v := range vals {
		if number(v) && v > 0 {
			sum += v
		}
	}
	r := max(min((l.h-l.top-size*1.5)/2, l.w*0.22), 1)
	cx, cy := l.w*0.28, l.top+size*0.5+(l.h-l.top-size)/2
	angle := -math.Pi / 2
	row := min((l.h-l.top)/float64(len(vals)+1), size*2.2)
	y := cy - row*float64(len(vals)-1)/2 + size*0.36
	for i, v := range vals {
		share := 0.0
		if number(v) && v > 0 && sum > 0 {
			share = v / sum
		}
		if share > 0 {
			wedge := arc(cx, cy, r, angle, angle+2*math.Pi*share)
			l.Poly(wedge, colour(i))
			l.Line([]Point{{cx, cy}, wedge[1]}, 0.8, white)
			l.hit(0, i, cx-r, cy-r, 2*r, 2*r)
			h := &l.hits[len(l.hits)-1]
			h.Wedge = wedge
			h.Tip += "（" + format(math.Round(share*1000)/10) + "%）"
			angle += 2 * math.Pi * share
		}
		x := l.w * 0.55
		l.FillRect(x, y-size*0.85, size, size, colour(i))
		label := l.spec.Categories[i] + "　" + format(v)
		if sum > 0 {
			label += "（" + format(math.Round(share*1000)/10) + "%）"
		}
		fit := size
		if w := l.Width(label, size); w > l.w-x-size*1.4 {
			fit = size * (l.w - x - size*1.4) / w
		}
		l.Text(x+size*1.4, y, fit, label, 0, l.st.Ink)
		y += row
	}
}

// arc is a wedge as a polygon: its centre, then the arc in steps of two degrees.
func arc(cx, cy, r, from, to float64) []Point {
	n := max(2, int((to-from)/(math.Pi/90))+1)
	out := []Point{{cx, cy}}
	for i := 0; i <= n; i++ {
		a := from + (to-from)*float64(i)/float64(n)
		out = append(out, Point{cx + r*math.Cos(a), cy + r*math.Sin(a)})
	}
	return out
}
