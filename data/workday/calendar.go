package workday

import (
	"fmt"
	"slices"
)

// Years of the precomputed table. Outside them there are no notices and no
// holidays, only Monday to Friday; every answer there is uncertain anyway.
const (
	tableFirstYear = 1990
	tableLastYear  = 2100
	tableYears     = tableLastYear - tableFirstYear + 1
)

var (
	tableFirst = Make(tableFirstYear, 1, 1)
	tableLast  = Make(tableLastYear, 12, 31)
)

type monthDay struct{ month, day int }

// statutoryDays have a fixed date; they are off in a year without a notice.
// The moving feasts (Spring Festival and so on) are left out: where they fall
// in a year, and what is worked in exchange, only the notice says.
var statutoryDays = []monthDay{{1, 1}, {5, 1}, {5, 2}, {10, 1}, {10, 2}, {10, 3}}

// undisputedDays are those of statutoryDays that every notice gives; 2 May is
// statutory since 2025 only.
var undisputedDays = []monthDay{{1, 1}, {5, 1}, {10, 1}, {10, 2}, {10, 3}}

// Calendar answers questions about working days from a set of notices. It is
// immutable and safe for concurrent use; after a notice is entered, make a new
// one. Every method but Years takes constant time.
type Calendar struct {
	years []int // with a notice, ascending

	// rank[i] counts the working days from 0001-01-01 to tableFirst+i-1;
	// rank[0] is what lies before the table.
	rank []int32
	// work lists the working days of the table in order.
	work []Date

	// Reasons by year − tableFirstYear, "" where there is none: the year has no
	// notice; the year has one and the next has none.
	noNotice, noNextYear [tableYears]string
}

// New builds a calendar (half a millisecond). A later notice for the same year
// replaces the earlier one wholly. Where two years' notices speak of one day,
// the later year's holds, as it was issued later. Notices are taken as they
// are: use ParseNotices or Validate first for typed ones; one whose year is
// out of range is ignored.
func New(notices []Notice) *Calendar {
	byYear := map[int]Notice{}
	for _, n := range notices {
		if n.Year >= firstNoticeYear && n.Year <= lastNoticeYear {
			byYear[n.Year] = n
		}
	}
	c := &Calendar{}
	for y := range byYear {
		c.years = append(c.years, y)
	}
	slices.Sort(c.years)
	c.fillReasons(byYear)
	c.fillTable(byYear)
	return c
}

func (c *Calendar) fillReasons(byYear map[int]Notice) {
	for y := tableFirstYear; y <= tableLastYear; y++ {
		if _, known := byYear[y]; !known {
			c.noNotice[y-tableFirstYear] = noNoticeReason(y)
			continue
		}
		if _, known := byYear[y+1]; !known {
			c.noNextYear[y-tableFirstYear] = fmt.Sprintf("%d年放假安排未录入，%d年12月25日至31日可能随之调整", y+1, y)
		}
	}
}

func noNoticeReason(year int) string {
	return fmt.Sprintf("%d年放假安排未录入，暂按周末和固定法定节假日推算", year)
}

func (c *Calendar) fillTable(byYear map[int]Notice) {
	size := int(tableLast - tableFirst + 1)
	worked := make([]bool, size)
	for i := range worked {
		worked[i] = isPlainWeekday(tableFirst + Date(i))
	}
	set := func(d Date, work bool) {
		if d >= tableFirst && d <= tableLast {
			worked[d-tableFirst] = work
		}
	}
	for y := tableFirstYear; y <= tableLastYear; y++ {
		n, known := byYear[y]
		if !known {
			for _, md := range statutoryDays {
				set(Make(y, md.month, md.day), false)
			}
			continue
		}
		for _, r := range n.Off {
			for d := max(r.From, tableFirst); d <= min(r.To, tableLast); d++ {
				set(d, false)
			}
		}
		for _, d := range n.On {
			set(d, true)
		}
	}
	c.rank = make([]int32, size+1)
	c.rank[0] = int32(plainRank(tableFirst - 1))
	c.work = make([]Date, 0, size*3/4)
	for i, w := range worked {
		c.rank[i+1] = c.rank[i]
		if w {
			c.rank[i+1]++
			c.work = append(c.work, tableFirst+Date(i))
		}
	}
}

// IsWorkday reports whether d is worked. False for no date.
func (c *Calendar) IsWorkday(d Date) bool {
	return d.exists() && c.rankOf(d) != c.rankOf(d-1)
}

// Known reports whether the year's notice has been entered.
func (c *Calendar) Known(year int) bool {
	_, found := slices.BinarySearch(c.years, year)
	return found
}

// Years lists the years with a notice, ascending.
func (c *Calendar) Years() []int { return slices.Clone(c.years) }

// AddWorkdays returns the n-th working day after from; from itself does not
// count, be it worked or not, and n = 0 gives from. A negative n gives the
// |n|-th working day before from. uncertain is "" or, in Chinese, why the date
// may still change; the days looked at are those after from up to the due date.
//
// A count that would leave the years 1–9999 stops at their last (first)
// working day and says so in uncertain. No date gives no date.
func (c *Calendar) AddWorkdays(from Date, n int) (due Date, uncertain string) {
	if !from.exists() {
		return 0, ""
	}
	n = max(-int(lastDate), min(n, int(lastDate)))
	switch {
	case n == 0:
		return from, ""
	case n > 0:
		due, capped := c.workdayAt(c.rankOf(from) + n)
		if capped {
			return due, beyondReason
		}
		return due, c.reason(from+1, due)
	default:
		due, capped := c.workdayAt(c.rankOf(from-1) + n + 1)
		if capped {
			return due, beyondReason
		}
		return due, c.reason(due, from-1)
	}
}

const beyondReason = "工作日数过大，超出可推算的范围，请核对天数"

// NextWorkday returns d if it is worked, else the first working day after it,
// and why that may still change. It looks only at d and the days it skips; for
// a limit counted from an earlier day ask Uncertain about the whole span.
func (c *Calendar) NextWorkday(d Date) (Date, string) {
	if !d.exists() {
		return 0, ""
	}
	next, capped := c.workdayAt(c.rankOf(d-1) + 1)
	if capped {
		return next, beyondReason
	}
	return next, c.reason(d, next)
}

// Between counts the working days after from up to and including to; negative
// when to is before from (Between(a, b) = −Between(b, a)). 0 if either is no
// date.
func (c *Calendar) Between(from, to Date) int {
	if !from.exists() || !to.exists() {
		return 0
	}
	return c.rankOf(to) - c.rankOf(from)
}

// Uncertain says, in Chinese, why a limit that began on from and ends on to may
// still change, or "". from does not count, as in AddWorkdays, so the days
// looked at are from+1 … to; the order of the two does not matter.
func (c *Calendar) Uncertain(from, to Date) string {
	if to < from {
		from, to = to, from
	}
	if !from.exists() || !to.exists() || from == to {
		return ""
	}
	return c.reason(from+1, to)
}

// reason looks at the days first … last. They are uncertain when they touch a
// year without a notice, or 25–31 December of a year whose next has none: a
// notice may move the days just before its year. Those seven days rest on the next
// year's notice alone, so one that is known makes them certain though their own
// year has none (2022-12-29 + 5 = 2023-01-06, DOMAIN §4).
func (c *Calendar) reason(first, last Date) string {
	lastYear := last.Year()
	for y := first.Year(); y <= lastYear; y++ {
		if y < tableFirstYear || y > tableLastYear {
			return noNoticeReason(y)
		}
		why := c.noNotice[y-tableFirstYear]
		if why != "" && !(first >= Make(y, 12, 25) && c.Known(y+1)) {
			return why
		}
	}
	// Every year but perhaps the first is known here, so only the last can lack a successor.
	if last >= Make(lastYear, 12, 25) {
		return c.noNextYear[lastYear-tableFirstYear]
	}
	return ""
}

// rankOf counts the working days from 0001-01-01 to d; d may be 0.
func (c *Calendar) rankOf(d Date) int {
	switch {
	case d < tableFirst:
		return plainRank(d)
	case d <= tableLast:
		return int(c.rank[d-tableFirst+1])
	}
	return int(c.rank[len(c.rank)-1]) + plainRank(d) - plainRank(tableLast)
}

// workdayAt is the inverse of rankOf: the k-th working day of all, k from 1.
func (c *Calendar) workdayAt(k int) (d Date, capped bool) {
	before, through := int(c.rank[0]), int(c.rank[len(c.rank)-1])
	switch {
	case k < 1:
		return firstDate, true
	case k <= before:
		return plainWorkday(k), false
	case k <= through:
		return c.work[k-before-1], false
	case k > c.rankOf(lastDate):
		return lastDate, true
	}
	return plainWorkday(k - through + plainRank(tableLast)), false
}

// plainRank counts Mondays to Fridays from 0001-01-01, a Monday, to d.
func plainRank(d Date) int { return int(d)/7*5 + min(int(d)%7, 5) }

// plainWorkday is the k-th Monday-to-Friday, k from 1.
func plainWorkday(k int) Date { return Date((k-1)/5*7 + (k-1)%5 + 1) }

func isPlainWeekday(d Date) bool {
	wd := d % 7
	return wd >= 1 && wd <= 5
}
