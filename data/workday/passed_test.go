package workday

import "testing"

func TestPassedTellsHolidaysAndDaysWorkedInExchange(t *testing.T) {
	c := New(published())
	for _, x := range []struct{ name, first, last, want string }{
		{"only weekends", "2026-11-28", "2026-12-08", ""},
		{"国庆", "2026-09-29", "2026-10-13", "10月1日至7日放假、10月10日上班"},
		{"春节 with both days worked", "2026-02-14", "2026-03-02", "2月14日上班、2月15日至23日放假、2月28日上班"},
		{"a holiday joined by its weekend", "2026-04-01", "2026-04-08", "4月4日至6日放假"},
		{"a single day", "2025-04-03", "2025-04-04", "4月4日放假"},
		{"over the end of a month", "2025-01-24", "2025-02-10", "1月26日上班、1月28日至2月4日放假、2月8日上班"},
		{"a year without a notice", "2026-12-29", "2027-01-07", "1月1日至3日放假"},
		{"more than is worth telling", "2026-01-05", "2026-10-12", "2月14日上班、2月15日至23日放假、2月28日上班等"},
		{"the wrong way round", "2026-10-13", "2026-09-29", ""},
		{"before the table", "1900-01-01", "1900-02-01", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := c.Passed(MustParse(x.first), MustParse(x.last)); got != x.want {
				t.Errorf("得到 %q，应是 %q", got, x.want)
			}
		})
	}
}
