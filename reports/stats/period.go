package stats

import (
	"fmt"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/workday"
)

// Period is [From, To], both ends in.
type Period struct{ From, To data.Date }

// Month is a calendar month.
func Month(y, m int) Period { return months(y, m, 1) }

// Quarter is a calendar quarter, q 1–4.
func Quarter(y, q int) Period { return months(y, 3*q-2, 3) }

// Half is half a year, h 1 or 2.
func Half(y, h int) Period { return months(y, 6*h-5, 6) }

// Year is a calendar year.
func Year(y int) Period { return months(y, 1, 12) }

func months(y, m, n int) Period {
	from := workday.Make(y, m, 1)
	if from == 0 {
		return Period{}
	}
	return Period{from, from.AddMonths(n - 1).MonthEnd()}
}

// CutoffMonth is the month of an office whose months end on the cut-off day (1–28,
// setting stats.cutoff): with 25, 2026年10月 runs from 26 September to 25 October.
// Any other cut-off gives the calendar month.
func CutoffMonth(y, m, cutoff int) Period {
	p := Month(y, m)
	if cutoff < 1 || cutoff > 28 || p.From == 0 {
		return p
	}
	to := workday.Make(y, m, cutoff)
	return Period{to.AddMonths(-1).AddDays(1), to}
}

// Valid says whether both ends are days and in order.
func (p Period) Valid() bool { return p.From > 0 && p.To >= p.From }

// Contains says whether the day lies in the period.
func (p Period) Contains(d data.Date) bool { return d >= p.From && d <= p.To }

// Aligned says whether the period is made of whole calendar months, so that the
// month table alone can answer for it.
func (p Period) Aligned() bool {
	return p.Valid() && p.From == p.From.MonthStart() && p.To == p.To.MonthEnd()
}

// monthCount is the number of calendar months of an aligned period.
func (p Period) monthCount() int {
	return (p.To.Year()-p.From.Year())*12 + p.To.Month() - p.From.Month() + 1
}

var quarterNames = []string{"一", "二", "三", "四"}

// Name is how the period is called in a title: 2026年10月, 2026年第三季度,
// 2026年上半年, 2026年1至10月, 2026年10月（9月26日至10月25日）, or its two days.
func (p Period) Name() string {
	if !p.Valid() {
		return ""
	}
	y, m := p.From.Year(), p.From.Month()
	if p.Aligned() && y == p.To.Year() {
		switch n := p.monthCount(); {
		case n == 1:
			return fmt.Sprintf("%d年%d月", y, m)
		case n == 3 && m%3 == 1:
			return fmt.Sprintf("%d年第%s季度", y, quarterNames[m/3])
		case n == 6 && m == 1:
			return fmt.Sprintf("%d年上半年", y)
		case n == 6 && m == 7:
			return fmt.Sprintf("%d年下半年", y)
		case n == 12:
			return fmt.Sprintf("%d年", y)
		default:
			return fmt.Sprintf("%d年%d至%d月", y, m, p.To.Month())
		}
	}
	if !p.Aligned() && p == CutoffMonth(p.To.Year(), p.To.Month(), p.To.Day()) {
		return fmt.Sprintf("%d年%d月（%d月%d日至%d月%d日）", p.To.Year(), p.To.Month(), m, p.From.Day(), p.To.Month(), p.To.Day())
	}
	if p.From == p.To {
		return p.From.Chinese()
	}
	return p.From.Chinese() + "至" + p.To.Chinese()
}

// Previous is the natural period before: the month before a month, the quarter
// before a quarter, the 26th–25th before one of those. Part of one month that
// begins on its first day is compared with the same days of the month before; any
// other stretch with as many days right before it.
func (p Period) Previous() Period {
	if !p.Valid() {
		return Period{}
	}
	if p.Aligned() {
		from := p.From.AddMonths(-p.monthCount())
		return Period{from, p.From.AddDays(-1)}
	}
	if p.From.Day() == 1 && p.From.YearMonth() == p.To.YearMonth() {
		return Period{p.From.AddMonths(-1), p.To.AddMonths(-1)}
	}
	for n := 1; n <= 12; n++ {
		if p.From.AddMonths(n) == p.To.AddDays(1) {
			return Period{p.From.AddMonths(-n), p.From.AddDays(-1)}
		}
	}
	return Period{p.From.AddDays(int(p.From - p.To - 1)), p.From.AddDays(-1)}
}

// LastYear is the same period of the year before. Whole months stay whole months
// (February 2025 is compared with 1–29 February 2024); otherwise 29 February
// becomes 28 February.
func (p Period) LastYear() Period {
	if !p.Valid() {
		return Period{}
	}
	to := p.To.AddMonths(-12)
	if p.Aligned() {
		to = to.MonthEnd()
	}
	return Period{p.From.AddMonths(-12), to}
}

// ParsePeriod reads a period as people type it: 2026-10, 202610, 2026年10月;
// 2026-3 (one digit: the third quarter), 2026Q3, 2026年第三季度, 2026年3季度;
// 2026H1, 2026年上半年; 2026, 2026年; 2026-10-01..2026-10-20 (or 至, ~).
func ParsePeriod(s string) (Period, error) {
	t := compact(s)
	for _, sep := range []string{"..", "至", "~", "/"} {
		a, b, found := strings.Cut(t, sep)
		if !found {
			continue
		}
		from, err1 := workday.Parse(a)
		to, err2 := workday.Parse(b)
		if p := (Period{from, to}); err1 == nil && err2 == nil && p.Valid() {
			return p, nil
		}
		return Period{}, badPeriod(s)
	}
	parse := ParseMonth
	switch {
	case len(strings.TrimSuffix(t, "年")) == len("2026"):
		parse = ParseYear
	case strings.ContainsAny(t, "Q季"):
		parse = ParseQuarter
	case strings.ContainsAny(t, "H半"):
		parse = ParseHalf
	case len(t) == len("2026-3") && t[4] == '-':
		parse = ParseQuarter
	}
	if p, err := parse(t); err == nil {
		return p, nil
	}
	return Period{}, badPeriod(s)
}

// OfficePeriod is ParsePeriod under the office's cut-off day (setting stats.cutoff): its
// months end on that day.
func OfficePeriod(src Source, text string) (Period, error) {
	p, err := ParsePeriod(text)
	if err != nil || p != Month(p.To.Year(), p.To.Month()) {
		return p, err
	}
	cutoff, err := src.Setting("stats.cutoff")
	if err != nil || cutoff == "" {
		return p, err
	}
	day, err := strconv.Atoi(cutoff)
	if err != nil {
		return p, nil // it was checked when it was set; a calendar month is the default
	}
	return CutoffMonth(p.To.Year(), p.To.Month(), day), nil
}

// ParseMonth reads 2026-10, 2026-3, 202610 or 2026年10月.
func ParseMonth(s string) (Period, error) {
	t := strings.TrimSuffix(compact(s), "月")
	if len(t) == 6 && !strings.ContainsAny(t, "-年") {
		t = t[:4] + "-" + t[4:]
	}
	if y, m, ok := yearAnd(t, "-", "年", "."); ok && m >= 1 && m <= 12 {
		return Month(y, m), nil
	}
	return Period{}, badPeriod(s)
}

// ParseQuarter reads 2026-3, 2026Q3, 2026年第三季度 or 2026年3季度.
func ParseQuarter(s string) (Period, error) {
	t := strings.TrimSuffix(compact(s), "季度")
	t = strings.Replace(t, "第", "", 1)
	for i, n := range quarterNames {
		t = strings.Replace(t, n, strconv.Itoa(i+1), 1)
	}
	if y, q, ok := yearAnd(t, "-Q", "Q", "-", "年"); ok && q >= 1 && q <= 4 {
		return Quarter(y, q), nil
	}
	return Period{}, badPeriod(s)
}

// ParseHalf reads 2026-1, 2026H1 or 2026年上半年.
func ParseHalf(s string) (Period, error) {
	t := compact(s)
	t = strings.Replace(t, "上半年", "1", 1)
	t = strings.Replace(t, "下半年", "2", 1)
	if len(t) == 5 && t != compact(s) {
		t = t[:4] + "-" + t[4:]
	}
	if y, h, ok := yearAnd(t, "-H", "H", "-", "年"); ok && (h == 1 || h == 2) {
		return Half(y, h), nil
	}
	return Period{}, badPeriod(s)
}

// ParseYear reads 2026 or 2026年.
func ParseYear(s string) (Period, error) {
	t := strings.TrimSuffix(compact(s), "年")
	if y, err := strconv.Atoi(t); err == nil && len(t) == 4 && y >= 1 {
		return Year(y), nil
	}
	return Period{}, badPeriod(s)
}

func compact(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(s), ""))
}

func yearAnd(t string, seps ...string) (year, n int, ok bool) {
	for _, sep := range seps {
		a, b, found := strings.Cut(t, sep)
		if !found || len(a) != 4 || len(b) < 1 || len(b) > 2 {
			continue
		}
		y, err1 := strconv.ParseUint(a, 10, 16)
		v, err2 := strconv.ParseUint(b, 10, 16)
		if err1 == nil && err2 == nil && y >= 1 {
			return int(y), int(v), true
		}
	}
	return 0, 0, false
}

func badPeriod(s string) error {
	return data.Errorf(data.Invalid, "period", "看不懂统计期“%s”。请写成 2026-10（月）、2026-3 或 2026Q3（季度）、2026H1（半年）、2026（年）或 2026-10-01..2026-10-20。", s)
}
