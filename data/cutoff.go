package data

// Cutoff is the day, 1–28, on which an office's months end (the setting stats.cutoff);
// 0 is an office with calendar months alone.
//
// The month table of an office with a cut-off day stands by halves of months: up to the
// day and after it. So that calendar months, the office's own and a year that begins on
// 1 January are all made of whole stretches.
type Cutoff int

// ParseCutoff reads the setting; what is no such day is 0.
func ParseCutoff(s string) Cutoff {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 28 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	if n > 28 {
		return 0
	}
	return Cutoff(n)
}

// Slot is the number of the stretch a day lies in: yyyymm, or with a cut-off day yyyy and
// 1–24. Later stretches have greater numbers.
func (c Cutoff) Slot(d Date) int {
	if c == 0 || d == 0 {
		return d.YearMonth()
	}
	y, m, day := d.YMD()
	if day <= int(c) {
		return y*100 + 2*m - 1
	}
	return y*100 + 2*m
}

// CalendarSlot is the stretch that ends a day's calendar month, though it be empty because
// the month ends on the cut-off day: what is counted of a calendar month stands in it, what
// is counted of the office's own in the other.
func (c Cutoff) CalendarSlot(d Date) int {
	if c == 0 {
		return d.YearMonth()
	}
	y, m, _ := d.YMD()
	return y*100 + 2*m
}

// Slots is how many stretches a year has.
func (c Cutoff) Slots() int {
	if c == 0 {
		return 12
	}
	return 24
}

// SlotEnd is the last day of the stretch a day lies in.
func (c Cutoff) SlotEnd(d Date) Date {
	if c != 0 && d.Day() <= int(c) {
		return d.MonthStart().AddDays(int(c) - 1)
	}
	return d.MonthEnd()
}

// Starts says whether a stretch begins on the day.
func (c Cutoff) Starts(d Date) bool { return c.Ends(d.AddDays(-1)) }

// Ends says whether a stretch ends on the day.
func (c Cutoff) Ends(d Date) bool { return c.SlotEnd(d) == d }

// Month is the office's own month that a day lies in: from the day after the cut-off day
// to the next cut-off day.
func (c Cutoff) Month(d Date) (from, to Date) {
	if c == 0 {
		return d.MonthStart(), d.MonthEnd()
	}
	to = d.MonthStart().AddDays(int(c) - 1)
	if d > to {
		to = to.AddMonths(1)
	}
	return to.AddMonths(-1).AddDays(1), to
}
