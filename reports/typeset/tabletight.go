package typeset

// How a long table ends: a page with a row or two on it is saved by setting the rows a
// little closer; where that isn't enough, some rows more go over to it.
const (
	lastRows   = 3    // so many stand on the last page at least
	shortTail  = 0.25 // a last page filled less than this is worth saving
	tightest   = 1.5  // points between rule and text
	tightStep  = 0.5
	tightTable = 200 // rows; in a longer table nobody minds the last page
)

// together says whether a row and those left behind it stay on one page: 合计 never stands
// alone under a header, and of a longer table more than that comes along.
func (s *Laid) together(left int) bool {
	n := len(s.Rows)
	if left == 1 && s.Rows[n-1].Total {
		return true
	}
	return left < lastRows && n > 2*lastRows && s.rest(n-left-1) <= s.splits(s.Room-s.headerHeight())
}

// rest is the height of the rows from one on.
func (s *Laid) rest(from int) (h float64) {
	for _, row := range s.Rows[from:] {
		h += s.height(s.layRow(row))
	}
	return h
}

// tighten sets the rows closer where that saves a page with hardly anything on it.
func (s *Laid) tighten(sheet Sheet, keep float64) {
	if len(s.Rows) <= lastRows || len(s.Rows) > tightTable {
		return
	}
	if s.pad != padding { // drawn before, on another sheet
		s.pad = padding
		s.layHeader()
	}
	deep := make([]int, len(s.Rows))
	for i, row := range s.Rows {
		deep[i] = depth(s.layRow(row))
	}
	_, _, y, bottom := sheet.Area()
	whole := bottom - sheet.Top()
	pages, tail := s.pages(deep, bottom-y, whole, keep)
	if pages < 2 || tail > shortTail*whole {
		return
	}
	for s.pad > tightest {
		s.pad -= tightStep
		s.layHeader()
		if n, _ := s.pages(deep, bottom-y, whole, keep); n < pages {
			return
		}
	}
	s.pad = padding
	s.layHeader()
}

// pages counts the pages the table takes where first is free on the one begun, and what
// its rows take of the last; rows of so many lines are moved whole. A table with a row that no
// page holds whole counts as one page: nothing can be said of it.
func (s *Laid) pages(deep []int, first, whole, keep float64) (n int, tail float64) {
	head := s.headerHeight()
	n, free := 1, first-head
	for i, lines := range deep {
		h := float64(max(lines, s.Lines))*s.lead + 2*s.pad
		need := h
		if i == len(deep)-1 {
			need += keep
		}
		if h > s.splits(whole-head) {
			return 1, 0
		}
		if need > free+slack {
			n, free, tail = n+1, whole-head, 0
		}
		free -= h
		tail += h
	}
	return n, tail
}
