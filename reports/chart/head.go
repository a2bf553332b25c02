package chart

import "strings"

// head writes title, legend and unit at the top and the notes at the foot.
func (l *layout) head(legend bool) {
	size := l.st.Size
	if l.bottom = l.h; l.st.Terse && l.turned && l.title == "" && len(l.series) < 2 { // nothing stands there
		l.foot()
		return
	}
	l.top = 0.3 * size
	title := size * 1.2
	for _, line := range l.wrap(l.title, title, l.w) {
		l.top += title * leading
		l.text(l.w/2, l.top-title*0.15, title, line, 0.5, l.st.Ink)
	}
	l.top += 0.4 * size
	unit := l.unitWords()
	if l.st.Terse && l.turned {
		unit = ""
	}
	room := l.w
	if unit != "" {
		unit = l.shortened(unit, size, l.w)
		room -= l.Width(unit, size) + size
	}
	if legend && len(l.series) > 1 && unit != "" && l.entry(0) > room { // the first name needs the row
		l.top += size * leading
		l.text(l.w, l.top-size*0.15, size, unit, 1, l.st.Ink)
		l.top += 0.2 * size
		unit, room = "", l.w
	}
	rows := 0
	if legend {
		rows = l.legend(room)
	}
	if unit != "" {
		if rows == 0 {
			l.top += size * leading
		}
		y := l.top - size*0.15
		if rows > 1 { // beside the first row, which leaves it room
			y -= float64(rows-1) * 1.5 * size
		}
		l.text(l.w, y, size, unit, 1, l.st.Ink)
	}
	if rows > 0 || unit != "" {
		l.top += 0.3 * size
	}
	l.bottom = l.h
	l.foot()
}

func (l *layout) foot() {
	if len(l.notes) == 0 {
		return
	}
	size := l.st.Size * 0.9
	lines := l.wrap("注："+strings.Join(l.notes, "；")+"。", size, l.w)
	l.bottom = l.h - float64(len(lines))*leading*size
	l.lines(0, l.bottom+size, size, lines, 0)
	l.bottom -= 0.3 * size
}

func (l *layout) unitWords() string {
	left, right := l.units(false), l.units(true)
	switch {
	case right == "" || l.turned:
		if left == "" {
			return ""
		}
		return "单位：" + left
	case left == "":
		return "单位：" + right + "（右轴）"
	}
	return "单位：" + left + "（左轴）、" + right + "（右轴）"
}

// entry is the width of a series in the legend.
func (l *layout) entry(s int) float64 {
	size := l.st.Size
	return min((swatchWidth+0.4)*size+l.Width(l.series[s].name, size), l.w)
}

// legend names the series, if there is more than one, and tells how many rows that
// took. The first row leaves room for the unit.
func (l *layout) legend(room float64) int {
	var named []int
	for i, s := range l.series {
		if !l.turned || !s.line {
			named = append(named, i)
		}
	}
	if len(named) == 0 || len(l.series) < 2 {
		return 0
	}
	size, x, rows := l.st.Size, 0.0, 1
	l.top += size * leading
	for _, i := range named {
		s, w := l.series[i], l.entry(i)
		if x > 0 && x+w > room {
			x, room = 0, l.w
			l.top += size * 1.5
			rows++
		}
		name := l.shortened(s.name, size, w-(swatchWidth+0.4)*size+tolerance)
		l.swatch(x, l.top-size*0.15, s)
		l.text(x+(swatchWidth+0.4)*size, l.top-size*0.15, size, name, 0, l.st.Ink)
		x += w + 1.2*size
	}
	return rows
}
