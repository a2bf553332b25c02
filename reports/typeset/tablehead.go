package typeset

import "strings"

// layHeader breaks the header's cells and finds the heights of its rows.
func (s *Laid) layHeader() {
	st := Style{Role: Hei, Size: s.size}
	s.head, s.headH = nil, make([]float64, len(s.Header))
	for i := range s.headH {
		s.headH[i] = s.lead + 2*s.pad
	}
	s.eachHead(func(c HeaderCell, row, col, cols, rows int) {
		p := headCell{row: row, rows: rows, x: s.edges[col], w: s.edges[col+cols] - s.edges[col]}
		if strings.Contains(c.Text, "\n") {
			p.lines = s.fonts.Break(st, p.w-2*padding, 0, c.Text, false)
		} else {
			p.lines = s.fonts.Balance(st, p.w-2*padding, c.Text)
		}
		p.need = float64(len(p.lines))*s.lead + 2*s.pad
		if rows == 1 {
			s.headH[row] = max(s.headH[row], p.need)
		}
		s.head = append(s.head, p)
	})
	for _, p := range s.head { // a cell over several rows makes the last of them higher
		sum := 0.0
		for r := p.row; r < p.row+p.rows; r++ {
			sum += s.headH[r]
		}
		if p.need > sum {
			s.headH[p.row+p.rows-1] += p.need - sum
		}
	}
}

// eachHead visits the header's cells with their places, clipped to the grid.
func (s *Laid) eachHead(visit func(c HeaderCell, row, col, cols, rows int)) {
	n := len(s.Columns)
	taken := make([][]bool, len(s.Header))
	for i := range taken {
		taken[i] = make([]bool, n)
	}
	for row, cells := range s.Header {
		col := 0
		for _, c := range cells {
			for col < n && taken[row][col] {
				col++
			}
			if col >= n {
				break
			}
			cols := min(max(1, c.ColSpan), n-col)
			rows := min(max(1, c.RowSpan), len(s.Header)-row)
			for r := row; r < row+rows; r++ {
				for k := col; k < col+cols; k++ {
					taken[r][k] = true
				}
			}
			visit(c, row, col, cols, rows)
			col += cols
		}
	}
}

func (s *Laid) drawHeader(sheet Sheet) {
	x, _, y, _ := sheet.Area()
	pg := sheet.Page()
	top := make([]float64, len(s.headH)+1)
	for i, h := range s.headH {
		top[i+1] = top[i] + h
	}
	st := Style{Role: Hei, Size: s.size}
	for _, c := range s.head {
		cy, h := y+top[c.row], top[c.row+c.rows]-top[c.row]
		s.drawLines(pg, st, c.lines, x+c.x, c.w, cy+(h-float64(len(c.lines))*s.lead)/2, Middle)
		s.frame(pg, x+c.x, cy, h, []float64{0, c.w})
	}
	sheet.Reach(y + top[len(top)-1])
}
