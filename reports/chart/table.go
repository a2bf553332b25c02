package chart

// Under an upright chart whose values have no room at their places they stand in a
// table, each under its name.

const tableRow = 1.5 // height of a row in letter sizes

// tableNames is the width of the column with the names of the series.
func (l *layout) tableNames() float64 {
	widest := 0.0
	for _, s := range l.series {
		widest = max(widest, l.Width(s.name, l.st.Size))
	}
	return min(widest, 0.2*l.w) + (swatchWidth+1)*l.st.Size
}

func (l *layout) tableRows() int {
	if l.kind == "stacked" && len(l.series) > 1 {
		return len(l.series) + 1
	}
	return len(l.series)
}

func (l *layout) tableHeight() float64 {
	return (float64(l.tableRows())*tableRow + 0.3) * l.st.Size
}

// table writes the values under their names, from y down; false where a value is
// wider than its column.
func (l *layout) table(p plot, y float64) bool {
	size := l.st.Size
	y += 0.3 * size
	l.rule(0, y, p.r, y, l.st.Grid)
	for r := range l.tableRows() {
		base := middle(y+tableRow*size/2, size)
		name := "合计"
		if r < len(l.series) {
			name = l.shortened(l.series[r].name, size, p.l-(swatchWidth+0.8)*size)
			l.swatch(0, base, l.series[r])
		}
		l.text((swatchWidth+0.4)*size, base, size, name, 0, l.st.Ink)
		for i := range l.cats {
			t := l.cell(r, i)
			fit := size
			for _, k := range valueSizes {
				if fit = k * size; l.Width(t, fit) <= p.slot-0.3*size {
					break
				}
			}
			if l.Width(t, fit) > p.slot-0.2*size {
				return false
			}
			l.text(p.x(i), base, fit, t, 0.5, l.st.Ink)
		}
		y += tableRow * size
		l.rule(0, y, p.r, y, l.st.Grid)
	}
	return true
}

func (l *layout) cell(row, i int) string {
	if row < len(l.series) {
		if v := l.series[row].values[i]; number(v) {
			return written(v, l.series[row].unit)
		}
		return "—"
	}
	sum := 0.0
	for _, s := range l.series {
		if number(s.values[i]) {
			sum += s.values[i]
		}
	}
	return written(sum, l.unit)
}
