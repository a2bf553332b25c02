package typeset

import (
	"math"
	"strings"
)

// measure chooses the type size and the widths of the columns from what is in
// them. It returns false where even the smallest size doesn't fit.
func (s *Laid) measure(width float64) bool {
	least, most := s.demands()
	calm := make([]float64, len(least)) // short cells stay on one line
	for i, m := range most {
		calm[i] = least[i]
		if m <= shortCell {
			calm[i] = max(m, least[i])
		}
	}
	fits := false
	for _, try := range tries {
		if try.size > 11 && len(s.Columns) > 4 || try.size > 10 && len(s.Columns) > 8 {
			continue
		}
		demand := calm
		if !try.calm {
			demand = least
		}
		s.size, s.lead = try.size, math.Round(try.size*leading*2)/2
		if fits = s.divide(width, demand, most, try.size); fits {
			break
		}
	}
	s.edges = make([]float64, len(s.cols)+1)
	for i, w := range s.cols {
		s.edges[i+1] = s.edges[i] + w
	}
	return fits
}

// shortCell is up to where, in ems, a cell should not wrap.
const shortCell = 6

// longCell is where a cell counts as prose, in ems: beyond it a column asks for no
// more width, it wraps.
const longCell = 24

// demands gives, in ems, the widest unbreakable piece of each column and its widest
// cell.
func (s *Laid) demands() (least, most []float64) {
	least, most = make([]float64, len(s.Columns)), make([]float64, len(s.Columns))
	for _, row := range s.Rows {
		for i, text := range row.Cells {
			if i < len(most) {
				piece, all := s.pieces(s.rowRole(row), text)
				least[i], most[i] = max(least[i], piece), max(most[i], min(all, longCell))
			}
		}
	}
	s.eachHead(func(c HeaderCell, _, col, cols, _ int) {
		piece, all := s.pieces(Hei, c.Text)
		piece = max(piece, min(all, 2))
		share := 0.0
		for k := col; k < col+cols; k++ {
			share += least[k]
		}
		for k := col; k < col+cols; k++ {
			least[k] += max(0, piece-share) / float64(cols)
			if cols == 1 { // a head wraps in two or three lines rather than widen a column of digits
				most[k] = max(most[k], min(all, max(4, all/2)))
			}
		}
	})
	return least, most
}

// pieces gives the width of the widest piece that can't be broken and of the
// widest line, in ems. Chinese prose counts as two characters at least.
func (s *Laid) pieces(role Role, text string) (piece, all float64) {
	for line := range strings.SplitSeq(Clean(text), "\n") {
		rs := []rune(line)
		ok := breaks(rs)
		word, sum := 0.0, 0.0
		for i, r := range rs {
			if ok[i] {
				word = 0
			}
			a := s.fonts.Advance(role, r)
			word += a
			sum += a
			piece = max(piece, min(word, 9))
		}
		all = max(all, sum)
		piece = max(piece, min(sum, 2))
	}
	return piece, all
}

// divide shares the width out: what each column can't do without, then what it
// would like, the rest by weight.
func (s *Laid) divide(width float64, least, most []float64, size float64) bool {
	s.cols = make([]float64, len(least))
	wish := make([]float64, len(least))
	free := width
	for i := range s.cols {
		s.cols[i] = least[i]*size + 2*padding + 0.5
		wish[i] = max(0, most[i]-least[i]) * size
		free -= s.cols[i]
	}
	if free < 0 {
		for i := range s.cols {
			s.cols[i] *= width / (width - free)
		}
		return false
	}
	for range s.cols { // each round satisfies a column or uses the width up
		want := 0.0
		for i, w := range wish {
			want += w * s.weight(i)
		}
		if want == 0 || free < 0.01 {
			break
		}
		share := free / want
		for i, w := range wish {
			got := min(w, w*s.weight(i)*share)
			s.cols[i] += got
			wish[i] -= got
			free -= got
		}
	}
	weights := 0.0
	for i := range s.cols {
		weights += s.weight(i) * (most[i] + 1)
	}
	for i := range s.cols {
		s.cols[i] += free * s.weight(i) * (most[i] + 1) / weights
	}
	return true
}

func (s *Laid) weight(i int) float64 {
	if w := s.Columns[i].Weight; w > 0 {
		return w
	}
	return 1
}
