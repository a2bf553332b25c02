package chart

import (
	"image/color"
	"math"
	"slices"
)

// want is a value to be written at its bar.
type want struct {
	text   string
	over   box
	down   bool // the bar hangs: its value is under it
	within bool // it stands in the bar's middle and nowhere else
	pen    pen
}

// sizes a value may have, as parts of the size of letters.
var valueSizes = []float64{1, 0.9, 0.8}

// spot is a place for a value and what it costs to be read there.
type spot struct {
	x, y, anchor, cost float64
	on                 bool // on its own bar
}

// tooCluttered is the cost from where on a value is not read any more.
const tooCluttered = 12

// place writes the value of a bar where it covers nothing; false where it can't.
func (l *layout) place(w want, p plot, points []point) bool {
	for _, k := range valueSizes {
		size := k * l.st.Size
		if w.within {
			if l.fits(w, size) {
				l.writeWithin(w, size)
				return true
			}
			continue
		}
		best, at := tooCluttered+0.0, spot{}
		for _, s := range l.barSpots(w, p, size) {
			b := l.boxOf(s.x, s.y, size, w.text, s.anchor)
			if !l.free(b) || b.b > p.b+p.below || !s.on && l.covers(b, w.over) {
				continue
			}
			if c := s.cost + l.crossing(b, points); c < best {
				best, at = c, s
			}
		}
		if best == tooCluttered {
			continue
		}
		ink := l.st.Ink
		if at.on {
			ink = l.plated(l.boxOf(at.x, at.y, size, w.text, at.anchor), size, w.pen)
		} else if b := l.boxOf(at.x, at.y, size, w.text, at.anchor); l.crossing(b, points) > 0 {
			l.plate(b, size, l.st.Paper)
		}
		l.text(at.x, at.y, size, w.text, at.anchor, ink)
		return true
	}
	return false
}

// barSpots are the places at a bar's end: beyond it, within it, further beyond; a
// value of nothing may also stand under the axis.
func (l *layout) barSpots(w want, p plot, size float64) []spot {
	x, b := (w.over.l+w.over.r)/2, w.over
	up, down := spot{x: x, y: b.t - 0.35*size, anchor: 0.5}, spot{x: x, y: b.b + (0.2+ascent)*size, anchor: 0.5}
	spots := []spot{up, {x: x, y: up.y - 0.6*size, anchor: 0.5, cost: 3}}
	in := spot{x: x, y: b.t + (0.2+ascent)*size, anchor: 0.5, cost: 2, on: true}
	if w.down {
		spots = []spot{down}
		in.y = b.b - 0.3*size
	}
	if b.b-b.t > 1.5*size && l.Width(w.text, size) < b.r-b.l-0.2*size {
		spots = append(spots, in)
	}
	if b.b-b.t < tolerance && p.below > 0 {
		down.cost = 2
		spots = append(spots, down)
	}
	return spots
}

// writeWithin writes a value in the middle of its bar.
func (l *layout) writeWithin(w want, size float64) {
	x, y := (w.over.l+w.over.r)/2, middle((w.over.t+w.over.b)/2, size)
	l.text(x, y, size, w.text, 0.5, l.plated(l.boxOf(x, y, size, w.text, 0.5), size, w.pen))
}

// plated is the ink for a text on an area; where that is hatched it gets paper under it.
func (l *layout) plated(b box, size float64, p pen) color.NRGBA {
	if hatching[int(p)%len(hatching)] == nil {
		return l.inkOn(p)
	}
	l.plate(b, size, l.st.Paper)
	return l.st.Ink
}

// plate is what a text stands on where lines run through its place.
func (l *layout) plate(b box, size float64, c color.NRGBA) {
	l.fill(b.l-0.1*size, b.t, b.r-b.l+0.2*size, b.b-b.t, c)
}

// fits tells whether a value stands within its bar.
func (l *layout) fits(w want, size float64) bool {
	b := w.over
	return l.Width(w.text, size) <= b.r-b.l-0.3*size && size*1.05 <= b.b-b.t &&
		l.free(l.boxOf((b.l+b.r)/2, middle((b.t+b.b)/2, size), size, w.text, 0.5))
}

// covers tells whether a text would lie on a bar not its own.
func (l *layout) covers(b, own box) bool {
	return slices.ContainsFunc(l.solids, func(s box) bool { return s != own && s.meets(b) })
}

// pointValues writes the values of lines, each above or below its point or beside
// it, where it is read best.
func (l *layout) pointValues(p plot, points []point) bool {
	points = slices.Clone(points)
	slices.SortStableFunc(points, func(a, b point) int {
		if a.i != b.i {
			return a.i - b.i
		}
		return sign(a.y - b.y)
	})
	for _, q := range points {
		if !l.pointValue(p, q, points) {
			return false
		}
	}
	return true
}

func sign(v float64) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

func (l *layout) pointValue(p plot, q point, points []point) bool {
	text := written(q.v, l.series[q.series].unit)
	for _, k := range valueSizes {
		size := k * l.st.Size
		best, at := math.Inf(1), spot{}
		for _, s := range l.spots(q, points, size) {
			b := l.boxOf(s.x, s.y, size, text, s.anchor)
			if !l.free(b) || b.l < p.l-0.3*size || b.r > p.r+0.3*size || b.t < l.top || b.b > p.b+p.below {
				continue
			}
			if c := s.cost + l.clutter(b, points); c < best {
				best, at = c, s
			}
		}
		if best >= tooCluttered {
			continue
		}
		b := l.boxOf(at.x, at.y, size, text, at.anchor)
		if l.crossing(b, points) > 0 || slices.ContainsFunc(l.solids, b.meets) {
			l.plate(b, size, l.st.Paper)
		}
		l.text(at.x, at.y, size, text, at.anchor, l.inkFor(l.series[q.series].pen))
		return true
	}
	return false
}

// spots are the places around a point. Of the points of one category the upper has
// its value above, the lower below.
func (l *layout) spots(q point, points []point, size float64) []spot {
	above, below := 0.0, 1.5
	for _, o := range points {
		if o.i == q.i && o.series != q.series && (o.y < q.y || o.y == q.y && o.series < q.series) {
			above, below = 1.5, 0
		}
	}
	r := l.markSize()
	up, down := q.y-r-0.3*size, q.y+r+(0.15+ascent)*size
	return []spot{
		{x: q.x, y: up, anchor: 0.5, cost: above}, {x: q.x, y: down, anchor: 0.5, cost: below},
		{x: q.x, y: up - 0.6*size, anchor: 0.5, cost: above + 2}, {x: q.x, y: down + 0.6*size, anchor: 0.5, cost: below + 2},
		{x: q.x + r + 0.3*size, y: middle(q.y, size), cost: 4}, {x: q.x - r - 0.3*size, y: middle(q.y, size), anchor: 1, cost: 4},
		{x: q.x, y: up - 1.2*size, anchor: 0.5, cost: above + 5}, {x: q.x, y: down + 1.2*size, anchor: 0.5, cost: below + 5},
		{x: q.x, y: up - 1.5*size, anchor: 0.5, cost: above + 3},
	}
}

// clutter is how much a text at a place disturbs: lines through it, marks and bars under it.
func (l *layout) clutter(b box, points []point) float64 {
	cost := l.crossing(b, points)
	for _, s := range l.solids {
		switch {
		case !s.meets(b):
		case b.l >= s.l && b.r <= s.r && b.t >= s.t && b.b <= s.b:
			cost++ // wholly on a bar: read well on its plate
		case b.t < s.t && b.b > s.t || b.t < s.b && b.b > s.b:
			cost += 5 // its plate would hide where the bar ends
		default:
			cost += 2
		}
	}
	return cost
}

// crossing is what lines and their marks cost a text at a place.
func (l *layout) crossing(b box, points []point) float64 {
	cost, size := 0.0, l.st.Size
	r := l.markSize()
	for _, o := range points {
		if m := (box{o.x - r, o.y - r, o.x + r, o.y + r}); m.meets(b) {
			cost += 15
		}
	}
	eachStretch(points, func(a, c point) { cost += 4 * through(b, a, c) / size })
	return cost
}

// eachStretch calls do for each straight piece of the lines.
func eachStretch(points []point, do func(a, b point)) {
	last := map[int]point{}
	for _, q := range points {
		if a, ok := last[q.series]; ok && a.i == q.i-1 {
			do(a, q)
		}
		last[q.series] = q
	}
}

// through is the length of a straight piece inside a box.
func through(b box, p, q point) float64 {
	t0, t1 := 0.0, 1.0
	for _, e := range [4][2]float64{{p.x - q.x, p.x - b.l}, {q.x - p.x, b.r - p.x}, {p.y - q.y, p.y - b.t}, {q.y - p.y, b.b - p.y}} {
		switch d, room := e[0], e[1]; {
		case d == 0 && room < 0:
			return 0
		case d < 0:
			t0 = max(t0, room/d)
		case d > 0:
			t1 = min(t1, room/d)
		}
	}
	if t1 <= t0 {
		return 0
	}
	return (t1 - t0) * math.Hypot(q.x-p.x, q.y-p.y)
}

// some writes the ends, the highest and the lowest of each line, where there is
// room: the others are too many.
func (l *layout) some(p plot, points []point) bool {
	for _, s := range l.curves() {
		var own []point
		for _, q := range points {
			if q.series == s {
				own = append(own, q)
			}
		}
		if len(own) == 0 {
			continue
		}
		byValue := func(a, b point) int { return sign(a.v - b.v) }
		for _, q := range []point{own[len(own)-1], slices.MaxFunc(own, byValue), slices.MinFunc(own, byValue), own[0]} {
			l.pointValue(p, q, points)
		}
	}
	return true
}
