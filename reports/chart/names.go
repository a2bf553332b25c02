package chart

import "math"

// nameRows sets the names under the axis: years once under their months, names in
// at most two lines (three under a line). Where they need more the chart is not
// drawn upright. It gives what draws them, from y on, and their height.
func (l *layout) nameRows(p plot, how valuing) (draw func(y float64), depth float64, ok bool) {
	size := l.st.Size
	if draw := l.yearRows(p); draw != nil {
		return draw, 2 * leading * size, true
	}
	if how >= fewValues {
		return l.thinned(p)
	}
	limit := 2
	if l.kind == "line" {
		limit = 3
	}
	rows := make([][]string, len(l.cats))
	for i, c := range l.cats {
		rows[i] = l.even(c, size, p.slot-0.3*size)
		for _, line := range rows[i] {
			if l.Width(line, size) > p.slot-0.2*size {
				return nil, 0, false
			}
		}
		if len(rows[i]) > limit {
			return nil, 0, false
		}
		depth = max(depth, float64(len(rows[i]))*leading*size)
	}
	return func(y float64) {
		for i, lines := range rows {
			l.lines(p.x(i), y+size, size, lines, 0.5)
		}
	}, depth, true
}

// yearRows writes 2025年 once under its months; nil where it doesn't fit or there
// are no years.
func (l *layout) yearRows(p plot) func(y float64) {
	size := l.st.Size
	type run struct {
		year     string
		from, to int
	}
	var runs []run
	short := make([]string, len(l.cats))
	for i, c := range l.cats {
		m := yearly.FindStringSubmatch(c)
		if m == nil || l.Width(m[2], size) > p.slot-0.2*size {
			return nil
		}
		short[i] = m[2]
		if k := len(runs) - 1; k >= 0 && runs[k].year == m[1] {
			runs[k].to = i
		} else {
			runs = append(runs, run{m[1], i, i})
		}
	}
	for _, r := range runs {
		if l.Width(r.year, size) > p.slot*float64(r.to-r.from+1)-0.2*size {
			return nil
		}
	}
	return func(y float64) {
		for i, t := range short {
			l.text(p.x(i), y+size, size, t, 0.5, l.st.Ink)
		}
		for k, r := range runs {
			l.text((p.x(r.from)+p.x(r.to))/2, y+size*(1+leading), size, r.year, 0.5, l.st.Ink)
			if k > 0 {
				x := p.l + p.slot*float64(r.from)
				l.rule(x, y, x, y+2*leading*size, l.st.Grid)
			}
		}
	}
}

// thinned writes every k-th name, where they are too many; the first always.
func (l *layout) thinned(p plot) (draw func(y float64), depth float64, ok bool) {
	size, widest := l.st.Size, 0.0
	for _, c := range l.cats {
		widest = max(widest, l.Width(l.shortened(c, size, 8*size), size))
	}
	k := max(1, int(math.Ceil((widest+1.6*size)/p.slot)))
	if k > 1 && !l.timely() { // times left out can be told from those beside them, names can't
		return nil, 0, false
	}
	return func(y float64) {
		for i := 0; i < len(l.cats); i += k {
			t := l.shortened(l.cats[i], size, 8*size)
			half := l.Width(t, size) / 2
			x := min(max(p.x(i), p.l+half), l.w-half) // clear of the axis and the edge
			if l.free(l.boxOf(x, y+size, size, t, 0.5)) {
				l.text(x, y+size, size, t, 0.5, l.st.Ink)
			}
		}
	}, leading * size, true
}
