package workday

import (
	"fmt"
	"strings"
)

// passedMost is how many holidays Passed names before it says 等.
const passedMost = 3

// Passed says, in Chinese, what a count of working days from first to last met besides
// plain weekends: the holidays it left out and the weekend days worked in exchange that it
// counted; "" where only weekends lay in between. A holiday is told with the weekend it
// joins.
func (c *Calendar) Passed(first, last Date) string {
	first, last = max(first, tableFirst), min(last, tableLast)
	var said []string
	for d := first; d <= last; d++ {
		switch {
		case c.IsWorkday(d) && !isPlainWeekday(d):
			said = append(said, shortDay(d, 0)+"上班")
		case !c.IsWorkday(d):
			from, holiday := d, isPlainWeekday(d)
			for d+1 <= last && !c.IsWorkday(d+1) {
				d++
				holiday = holiday || isPlainWeekday(d)
			}
			if holiday {
				said = append(said, daysOff(from, d))
			}
		}
	}
	if len(said) > passedMost {
		return strings.Join(said[:passedMost], "、") + "等"
	}
	return strings.Join(said, "、")
}

func daysOff(from, to Date) string {
	if from == to {
		return shortDay(from, 0) + "放假"
	}
	return shortDay(from, 0) + "至" + shortDay(to, from) + "放假"
}

// shortDay is 10月7日, or 7日 in the month of another day.
func shortDay(d, beside Date) string {
	if beside != 0 && d.YearMonth() == beside.YearMonth() {
		return fmt.Sprintf("%d日", d.Day())
	}
	return fmt.Sprintf("%d月%d日", d.Month(), d.Day())
}
