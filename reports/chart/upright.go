package chart

import (
	"math"
)

// Ways of an upright chart: values at what they belong to; values in a table under
// the axis; only some values.
func labelled(l *layout) bool { return l.upright(atValues) }
func tabled(l *layout) bool   { return l.upright(inTable) }
func sparse(l *layout) bool   { return l.upright(fewValues) }

// bare draws no values, only their axis, and says so.
func bare(l *layout) bool {
	l.notes = append(l.notes[:len(l.notes):len(l.notes)], "图幅所限，未标数值")
	return l.upright(noValues)
}

type valuing int

const (
	atValues valuing = iota
	inTable
	fewValues
	noValues
)

// leastPlot is the least height of a plot in letter sizes: lower ones show no difference.
const leastPlot = 8

// plot is the area of an upright chart.
type plot struct {
	left, right scale
	l, t, r, b  float64
	slot        float64 // width of one category
	below       float64 // room for values under the axis' lower end
}

func (p plot) y(v float64, right bool) float64 {
	s := p.left
	if right {
		s = p.right
	}
	return s.at(v, p.b, p.t)
}

func (p plot) x(i int) float64 { return p.l + p.slot*(float64(i)+0.5) }

// upright draws axes and names of bars and lines, then what stands on them.
func (l *layout) upright(how valuing) bool {
	size := l.st.Size
	l.head(how != inTable)
	p := plot{t: l.top + 1.5*size, r: l.w}
	l.sides(&p, how)
	if p.slot = (p.r - p.l) / float64(len(l.cats)); p.slot < 0.5*size {
		return false
	}
	names, depth, ok := l.nameRows(p, how)
	if !ok {
		return false
	}
	p.below = l.roomBelow(how)
	foot := p.below + 0.5*size + depth
	if how == inTable {
		foot += l.tableHeight()
	}
	p.b = l.bottom - foot
	if least := leastPlot * size; p.b-p.t < least && l.allow == nothingLess || p.b-p.t < least/2 {
		return false
	}
	p.left, p.right = l.both(l.intervals(p.b - p.t))
	l.grid(p)
	names(p.b + p.below + 0.2*size)
	if how == inTable && !l.table(p, p.b+p.below+0.2*size+depth) {
		return false
	}
	return l.content(p, how)
}

// intervals is how many grid lines a height bears.
func (l *layout) intervals(h float64) int {
	return max(1, min(5, int(h/(1.9*l.st.Size))))
}

// sides makes room for the words of the axes.
func (l *layout) sides(p *plot, how valuing) {
	size := l.st.Size
	widest, widest2 := 0.0, 0.0
	for n := 1; n <= 5; n++ {
		left, right := l.both(n)
		for _, v := range left.ticks() {
			widest = max(widest, l.Width(tick(v, l.unit), size))
		}
		for _, v := range right.ticks() {
			widest2 = max(widest2, l.Width(tick(v, l.unit2), size))
		}
	}
	p.l = widest + 0.6*size
	if l.unit2 != "" {
		p.r = l.w - widest2 - 0.6*size
	}
	if how == inTable {
		p.l = max(p.l, l.tableNames())
	}
}

// roomBelow is the room under the axis for values that hang down, and for those of
// lines that run along it.
func (l *layout) roomBelow(how valuing) float64 {
	if how == inTable {
		return 0
	}
	lo, _ := l.reach(false)
	lo2, _ := l.reach(true)
	if lo < 0 || lo2 < 0 || l.lowLines() {
		return 1.1 * l.st.Size
	}
	return 0
}

// lowLines tells whether several values of a category lie so near the axis that one
// of them must go under it.
func (l *layout) lowLines() bool {
	lines := len(l.curves()) > 0
	for i := range l.cats {
		low := 0
		for s := range l.series {
			_, hi := l.reach(l.series[s].right)
			if v := l.series[s].values[i]; number(v) && v < hi/8 {
				low++
			}
		}
		if low > 1 && lines {
			return true
		}
	}
	return false
}

func (l *layout) grid(p plot) {
	size := l.st.Size
	for i, v := range p.left.ticks() {
		y := p.y(v, false)
		if v != 0 {
			l.rule(p.l, y, p.r, y, l.st.Grid)
		}
		l.text(p.l-0.4*size, middle(y, size), size, tick(v, l.unit), 1, l.st.Ink)
		if second := p.right.ticks(); l.unit2 != "" && i < len(second) {
			lo, _ := l.reach(true)
			if second[i] >= 0 || lo < 0 {
				l.text(p.r+0.4*size, middle(y, size), size, tick(second[i], l.unit2), 0, l.st.Ink)
			}
		}
	}
}

// content draws bars and lines and their values.
func (l *layout) content(p plot, how valuing) bool {
	wants := l.uprightBars(p)
	l.rule(p.l, p.y(0, false), p.r, p.y(0, false), l.st.Ink) // over the feet of the bars
	points := l.points(p)
	if how == inTable || how == noValues {
		return true
	}
	for _, w := range wants {
		if !l.place(w, p, points) && how == atValues {
			return false
		}
	}
	if how == fewValues {
		return l.some(p, points)
	}
	return l.pointValues(p, points)
}

// uprightBars draws the bars and tells which values are to be written.
func (l *layout) uprightBars(p plot) []want {
	bars := l.bars()
	if len(bars) == 0 {
		return nil
	}
	if l.kind == "stacked" {
		return l.stacks(p, bars)
	}
	size, n := l.st.Size, float64(len(bars))
	share := 0.6
	if n > 1 {
		share = 0.8
	}
	bw := min(p.slot*share/n, 4*size)
	var wants []want
	for i := range l.cats {
		left := p.x(i) - bw*n/2
		for k, s := range bars {
			v := l.series[s].values[i]
			if !number(v) {
				continue
			}
			x, y0, y1 := left+bw*float64(k), p.y(0, false), p.y(v, false)
			gap := bw * 0.04 * min(n-1, 1)
			b := box{x + gap, min(y0, y1), x + bw - gap, max(y0, y1)}
			l.bar(b, l.series[s].pen)
			l.solids = append(l.solids, b)
			l.hit(s, i, grown(b, 0, 0.4*size), nil)
			wants = append(wants, want{text: written(v, l.unit), over: b, down: v < 0, pen: l.series[s].pen})
		}
	}
	return wants
}

// stacks draws stacked bars: what is above zero upwards, what is below downwards.
func (l *layout) stacks(p plot, bars []int) []want {
	size := l.st.Size
	bw := min(p.slot*0.6, 5*size)
	var wants []want
	for i := range l.cats {
		up, down, any := 0.0, 0.0, 0
		x := p.x(i)
		for _, s := range bars {
			v := l.series[s].values[i]
			if !number(v) {
				continue
			}
			any++
			from := up
			if v < 0 {
				from, down = down, down+v
			} else {
				up += v
			}
			y0, y1 := p.y(from, false), p.y(from+v, false)
			b := box{x - bw/2, min(y0, y1), x + bw/2, max(y0, y1)}
			if v == 0 {
				continue
			}
			l.bar(b, l.series[s].pen)
			l.rule(b.l, b.t, b.r, b.t, l.st.Paper)
			l.solids = append(l.solids, b)
			l.hit(s, i, grown(b, 0, 0.2*size), nil)
			wants = append(wants, want{text: written(v, l.unit), within: true, over: b, pen: l.series[s].pen})
		}
		if any > 1 && down == 0 || any > 0 && up == 0 && down == 0 {
			top := p.y(up, false)
			wants = append(wants, want{text: written(up, l.unit), over: box{x - bw/2, top, x + bw/2, p.y(0, false)}})
		}
	}
	return wants
}

// grown is a box at least w wide and h high, so that it can be hit.
func grown(b box, w, h float64) box {
	if d := w - (b.r - b.l); d > 0 {
		b.l, b.r = b.l-d/2, b.r+d/2
	}
	if d := h - (b.b - b.t); d > 0 {
		b.t, b.b = b.t-d/2, b.b+d/2
	}
	return b
}

// points are where the lines have values.
type point struct {
	series, i int
	x, y, v   float64
}

// points draws the lines; a missing value breaks them.
func (l *layout) points(p plot) []point {
	var all []point
	rim := len(l.bars()) > 0
	for _, s := range l.curves() {
		var path []Point
		flush := func() {
			if len(path) > 1 {
				l.stroke(path, l.series[s].pen, rim)
			}
			path = nil
		}
		for i, v := range l.series[s].values {
			if !number(v) {
				flush()
				continue
			}
			q := point{s, i, p.x(i), p.y(v, l.series[s].right), v}
			path = append(path, Point{q.x, q.y})
			all = append(all, q)
		}
		flush()
	}
	r := l.markSize()
	for _, q := range all {
		l.mark(q.x, q.y, l.series[q.series].pen)
		half := math.Min(3*r, p.slot/2)
		b := box{q.x - half, q.y - 3*r, q.x + half, q.y + 3*r}
		l.hit(q.series, q.i, box{max(b.l, 0), max(b.t, 0), min(b.r, l.w), min(b.b, l.h)}, nil)
	}
	return all
}
