package chart

import (
	"fmt"
	"math"
	"slices"
)

// rank is the area of lying bars.
type rank struct {
	scale
	bars    []int // series drawn as bars
	columns []column
	n       int     // rows drawn
	l, r    float64 // the axis
	right   float64 // end of the room for bars and the values after them
	t, b    float64
	slot    float64 // height of one row
	names   float64 // width of the names
}

// column is a series of another unit, written at the right of the bars.
type column struct {
	series int
	right  float64
	head   string
}

func (r rank) x(v float64) float64 { return r.at(v, r.l, r.r) }

// barShare is how much of the height of a row its bars take.
const barShare = 0.72

// nameShare is how much of the width names may take.
const nameShare = 0.38

// lying draws bars from left to right: for rankings, whose names are long, and for
// bars whose names are too many to stand side by side.
func (l *layout) lying() bool {
	size := l.st.Size
	k := rank{n: len(l.cats)}
	l.series = slices.Clone(l.series)
	for s := range l.series { // a line of the first axis lies as bars too
		if l.series[s].line = l.series[s].right; !l.series[s].right {
			k.bars = append(k.bars, s)
		}
	}
	l.turned = true
	l.head(true)
	k.scale = l.leftScale(5)
	l.rowsLeft(&k)
	ends := l.ends(&k, false)
	if !l.narrowed(&k, ends) {
		return false
	}
	listed := l.kind == "stacked" && l.crowded(&k)
	if listed { // some value has no room in its bar: the ends tell the parts
		ends = l.ends(&k, true)
		if !l.narrowed(&k, ends) {
			return false
		}
	}
	l.lyingGrid(k)
	for i := range k.n {
		mid := k.t + k.slot*(float64(i)+0.5)
		l.rowName(k, i, mid)
		if l.kind == "stacked" {
			l.lyingStack(k, i, mid, ends[i], listed)
		} else {
			l.lyingBars(k, i, mid)
		}
		for _, c := range k.columns {
			if v := l.series[c.series].values[i]; number(v) {
				t := written(v, l.unit2)
				l.text(c.right, middle(mid, size), size, t, 1, l.st.Ink)
				l.hit(c.series, i, l.boxOf(c.right, middle(mid, size), size, t, 1), nil)
			}
		}
	}
	need := l.rowNeeds(k)
	l.wants = l.h - (k.b - k.t) + need*float64(len(l.cats))
	return k.slot >= need || l.allow > nothingLess && k.slot >= l.rowLeast(k)-tolerance
}

// unstacked draws the parts of stacked bars under each other, where they have no
// room for their values in one.
func unstacked(l *layout) bool {
	l.kind = "hbar"
	return l.lying()
}

// rowsLeft settles names, columns and how many rows there is room for.
func (l *layout) rowsLeft(k *rank) {
	size := l.st.Size
	k.t, k.b = l.top+l.above(), l.bottom-l.below()
	right := l.w
	for _, s := range l.curves() {
		c := column{series: s, right: right, head: l.series[s].name}
		if l.unit2 != "" && l.unit2 != percent {
			c.head += "（" + l.unit2 + "）"
		}
		c.head = l.shortened(c.head, size, min(0.2, 0.3/float64(len(l.curves())))*l.w)
		w := l.Width(c.head, size)
		for _, v := range l.series[s].values {
			if number(v) {
				w = max(w, l.Width(written(v, l.unit2), size))
			}
		}
		k.columns = append(k.columns, c)
		right -= w + 0.8*size
	}
	if len(k.columns) > 0 {
		k.t += leading * size
	}
	k.right = right
	for _, c := range l.cats {
		k.names = max(k.names, l.Width(c, size))
	}
	k.names = min(k.names, l.w*nameShare)
	if room, least := k.b-k.t, l.rowLeast(*k); l.allow == fewerRows {
		if fit := max(0, int((room-leading*size)/least)); float64(k.n)*least > room {
			if len(l.notes) == 0 {
				k.b -= leading * size
			}
			k.n = min(k.n, fit)
			l.notes = append(l.notes[:len(l.notes):len(l.notes)], fmt.Sprintf("图幅所限，另有%d行未画出", len(l.cats)-k.n))
			l.foot()
			k.b = min(k.b, l.bottom-l.below())
		}
	}
	k.slot = (k.b - k.t) / float64(max(k.n, 1))
}

// above is the room between what stands above and the bars.
func (l *layout) above() float64 {
	if l.top == 0 {
		return 0
	}
	return 0.3 * l.st.Size
}

// below is the room for the numbers of the axis.
func (l *layout) below() float64 {
	if l.st.Terse {
		return 0.2 * l.st.Size
	}
	return 1.6 * l.st.Size
}

// rowLeast is the height of a row with its name in one line.
func (l *layout) rowLeast(k rank) float64 {
	size := l.st.Size
	if m := len(k.bars); m > 1 && l.kind != "stacked" {
		return float64(m) * 1.05 * size / barShare
	}
	return 1.1 * size
}

// rowNeeds is the least height of a row with nothing left out.
func (l *layout) rowNeeds(k rank) float64 {
	size, m := l.st.Size, 1.0
	if l.kind != "stacked" {
		m = float64(len(k.bars))
	}
	rows := 1
	for _, c := range l.cats {
		rows = max(rows, min(3, len(l.wrap(c, size, k.names))))
	}
	return max(1.5*size, m*1.05*size/barShare, float64(rows)*leading*size+0.2*size)
}

// narrowed settles the axis, with less room for names where the bars have none.
func (l *layout) narrowed(k *rank, ends []string) bool {
	for !l.across(k, ends) {
		if k.names *= 0.8; k.names < 3*l.st.Size {
			return false
		}
	}
	return true
}

// across settles where the bars are from left to right: beside them their values.
func (l *layout) across(k *rank, ends []string) bool {
	size := l.st.Size
	k.l = k.names + 0.6*size
	widest, hanging := 0.0, 0.0
	for i := range k.n {
		w := l.Width(ends[i], size)
		widest = max(widest, w)
		for _, s := range k.bars {
			if v := l.series[s].values[i]; v < 0 {
				hanging = max(hanging, l.Width(written(v, l.series[s].unit), size))
			}
		}
	}
	if hanging > 0 {
		k.l += hanging + 0.4*size
	}
	half := l.Width(tick(k.high, l.unit), size) / 2
	k.r = k.right - max(widest+0.5*size, half)
	if k.r-k.l < 0.12*l.w || k.n == 0 {
		return false
	}
	wide := 0.0
	for n := 1; n <= 5; n++ {
		for _, v := range l.leftScale(n).ticks() {
			wide = max(wide, l.Width(tick(v, l.unit), size))
		}
	}
	k.scale = l.leftScale(max(1, min(5, int((k.r-k.l)/(wide+1.5*size))-1)))
	return true
}

func (l *layout) lyingGrid(k rank) {
	size := l.st.Size
	for _, v := range k.ticks() {
		c := l.st.Grid
		if v == 0 {
			c = l.st.Ink
		}
		l.rule(k.x(v), k.t, k.x(v), k.b, c)
		if !l.st.Terse {
			l.text(k.x(v), k.b+1.2*size, size, tick(v, l.unit), 0.5, l.st.Ink)
		}
	}
	for _, c := range k.columns {
		l.text(c.right, k.t-0.4*size, size, c.head, 1, l.st.Ink)
	}
}

// rowName writes a name at the left of its bars.
func (l *layout) rowName(k rank, i int, mid float64) {
	size := l.st.Size
	rows := max(1, min(3, int(k.slot/(leading*size))))
	lines := l.name(l.cats[i], size, k.names, rows)
	y := middle(mid, size) - float64(len(lines)-1)*leading*size/2
	right := k.names
	l.lines(right, y, size, lines, 1)
}

// thickness is the height of one bar.
func (l *layout) thickness(k rank, m int) float64 {
	return min(k.slot*barShare/float64(m), 1.6*l.st.Size)
}

func (l *layout) lyingBars(k rank, i int, mid float64) {
	size, m := l.st.Size, len(k.bars)
	bh := l.thickness(k, m)
	for j, s := range k.bars {
		v := l.series[s].values[i]
		if !number(v) {
			continue
		}
		y := mid - bh*float64(m)/2 + bh*float64(j)
		gap := 0.04 * bh * float64(min(m-1, 1))
		b := box{min(k.x(0), k.x(v)), y + gap, max(k.x(0), k.x(v)), y + bh - gap}
		l.bar(b, l.series[s].pen)
		l.hit(s, i, grown(b, 0.4*size, 0), nil)
		x, anchor := b.r+0.3*size, 0.0
		if v < 0 {
			x, anchor = b.l-0.3*size, 1
		}
		l.text(x, middle(y+bh/2, size), size, written(v, l.series[s].unit), anchor, l.st.Ink)
	}
}

// ends are the words at the ends of the rows: the widest value, or of stacked bars
// the total, with its parts where those have no room in the bars.
func (l *layout) ends(k *rank, parts bool) []string {
	out := make([]string, len(l.cats))
	for i := range l.cats {
		sum, n, list := 0.0, 0, ""
		for _, s := range k.bars {
			v := l.series[s].values[i]
			if !number(v) {
				continue
			}
			if l.kind != "stacked" {
				if t := written(v, l.series[s].unit); v >= 0 && l.Width(t, 1) > l.Width(out[i], 1) {
					out[i] = t
				}
				continue
			}
			sum, n = sum+v, n+1
			if list != "" && v >= 0 {
				list += "+"
			}
			list += written(v, l.unit)
		}
		if l.kind == "stacked" && n > 0 {
			out[i] = written(sum, l.unit)
			if parts && n > 1 {
				out[i] += "（" + list + "）"
			}
		}
	}
	return out
}

// crowded tells whether a part of a stacked bar is too short for its value.
func (l *layout) crowded(k *rank) bool {
	size := l.st.Size
	if l.thickness(*k, 1) < 1.05*size {
		return true
	}
	for i := range k.n {
		for _, s := range k.bars {
			v := l.series[s].values[i]
			if number(v) && v != 0 && math.Abs(k.x(v)-k.x(0)) < l.Width(written(v, l.unit), size)+0.3*size {
				return true
			}
		}
	}
	return false
}

func (l *layout) lyingStack(k rank, i int, mid float64, end string, listed bool) {
	size, bh := l.st.Size, l.thickness(k, 1)
	up, down := 0.0, 0.0
	for _, s := range k.bars {
		v := l.series[s].values[i]
		if !number(v) || v == 0 {
			continue
		}
		from := up
		if v < 0 {
			from, down = down, down+v
		} else {
			up += v
		}
		b := box{min(k.x(from), k.x(from+v)), mid - bh/2, max(k.x(from), k.x(from+v)), mid + bh/2}
		l.bar(b, l.series[s].pen)
		l.rule(b.r, b.t, b.r, b.b, l.st.Paper)
		l.hit(s, i, grown(b, 0.2*size, 0), nil)
		if w := (want{text: written(v, l.unit), over: b, pen: l.series[s].pen}); !listed && l.fits(w, size) {
			l.writeWithin(w, size)
		}
	}
	l.text(k.x(up)+0.3*size, middle(mid, size), size, end, 0, l.st.Ink)
}
