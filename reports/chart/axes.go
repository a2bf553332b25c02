package chart

import "math"

// scale is a value axis that always includes zero.
type scale struct{ low, high, step float64 }

func (l *layout) scale() scale {
	lo, hi := 0.0, 0.0
	for s := range l.spec.Series {
		for i := range l.spec.Categories {
			if v := l.value(s, i); number(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	if hi-lo < 1e-6 { // smaller than what is written
		return scale{0, 1, 1}
	}
	step := nice((hi - lo) / 5)
	if l.whole() {
		step = max(step, 1)
	}
	return scale{math.Floor(lo/step) * step, math.Ceil(hi/step) * step, step}
}

// whole tells whether all values are counts: an axis of counts has no halves.
func (l *layout) whole() bool {
	for s := range l.spec.Series {
		for _, v := range l.spec.Series[s].Values {
			if number(v) && v != math.Trunc(v) {
				return false
			}
		}
	}
	return true
}

func nice(x float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 5} {
		if x <= m*p*(1+1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// ticks are the values with a grid line.
func (s scale) ticks() []float64 {
	n := int(math.Round((s.high - s.low) / s.step))
	out := make([]float64, n+1)
	for i := range out {
		out[i] = s.low + float64(i)*s.step
		if math.Abs(out[i]) < s.step/1e6 {
			out[i] = 0
		}
	}
	return out
}

// plot is the area of an upright chart.
type plot struct {
	scale
	l, t, r, b float64
	slot       float64 // width of one category
}

func (p plot) y(v float64) float64 { return p.b - (p.b-p.t)*(v-p.low)/(p.high-p.low) }

// upright draws axes and labels of bars and lines, then what stands on them.
func (l *layout) upright(content func(plot)) {
	size, n := l.st.Size, len(l.spec.Categories)
	p := plot{scale: l.scale(), t: l.top + size*1.8, r: l.w}
	for _, v := range p.ticks() {
		p.l = max(p.l, l.Width(format(v), size)+size*0.6)
	}
	p.slot = (p.r - p.l) / float64(max(n, 1))
	labels, deep := make([][]string, n), 0
	for i, c := range l.spec.Categories {
		labels[i] = l.wrap(c, size, max(p.slot-2, size))
		deep = max(deep, len(labels[i]))
	}
	below := 0.0
	if p.low < 0 { // room for the values of what hangs down
		below = size * 1.2
	}
	p.b = l.h - below - size*(0.8+1.25*float64(deep))
	for _, v := range p.ticks() {
		c := l.st.Grid
		if v == 0 {
			c = l.st.Ink
		}
		l.Line([]Point{{p.l, p.y(v)}, {p.r, p.y(v)}}, 0.5, c)
		l.Text(p.l-size*0.4, p.y(v)+size*0.36, size, format(v), 1, l.st.Ink)
	}
	for i, lines := range labels {
		for k, line := range lines {
			l.Text(p.l+p.slot*(float64(i)+0.5), p.b+below+size*(1.25*float64(k)+1.3), size, line, 0.5, l.st.Ink)
		}
	}
	content(p)
}

func (l *layout) bars(p plot) {
	size, n := l.st.Size, len(l.spec.Series)
	gap := min(p.slot*0.2, size*3)
	bw := min((p.slot-gap)/float64(n), size*3)
	for i := range l.spec.Categories {
		left := p.l + p.slot*(float64(i)+0.5) - bw*float64(n)/2
		for s := range l.spec.Series {
			v := l.value(s, i)
			if !number(v) {
				continue
			}
			x, y0, y1 := left+bw*float64(s), p.y(0), p.y(v)
			l.FillRect(x+bw*0.06, min(y0, y1), bw*0.88, math.Abs(y1-y0), colour(s))
			l.hit(s, i, x, min(y0, y1), bw, math.Abs(y1-y0))
			l.label(x+bw/2, v, y1, bw*0.98, false)
		}
	}
}

// label writes a value over (negative ones: under) the place where it ends, small
// enough for its bar.
func (l *layout) label(x, v, y, room float64, under bool) {
	size, text := l.st.Size, format(v)
	if w := l.Width(text, size); w > room {
		size = max(size*room/w, size*0.5)
	}
	dy := -size * 0.4
	if v < 0 || under {
		dy = size * 1.2
	}
	l.Text(x, y+dy, size, text, 0.5, l.st.Ink)
}

// under tells whether a point's value goes under it: where two lines run close,
// the upper one has its values above and the lower below.
func (l *layout) under(series, i int) bool {
	v, above := l.value(series, i), 0
	for s := range l.spec.Series {
		if w := l.value(s, i); number(w) && (w > v || w == v && s < series) {
			above++
		}
	}
	return above >= (len(l.spec.Series)+1)/2
}

// points draws lines.
func (l *layout) points(p plot) {
	dot := l.st.Size * 0.25
	for s := range l.spec.Series {
		var path []Point
		flush := func() {
			if len(path) > 1 {
				l.Line(path, 1.2, colour(s))
			}
			path = nil
		}
		for i := range l.spec.Categories {
			v := l.value(s, i)
			if !number(v) {
				flush()
				continue
			}
			q := Point{p.l + p.slot*(float64(i)+0.5), p.y(v)}
			path = append(path, q)
			l.FillRect(q.X-dot, q.Y-dot, 2*dot, 2*dot, colour(s))
			l.hit(s, i, q.X-p.slot/2, q.Y-3*dot, p.slot, 6*dot)
			under := l.under(s, i) && q.Y+l.st.Size*1.3 < p.b // not down among the names
			l.label(q.X, v, q.Y, p.slot*0.98, under)
		}
		flush()
	}
}
