package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/workday"
)

// day is a date as a ledger writes it. Without a year, year is 0 and the as-of date
// decides (inYear).
type day struct {
	year, month, day int
}

var (
	fullDay   = regexp.MustCompile(`^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?(?:[T\s].*|\(?(?:周|星期).*|[上下]午.*|\d{1,2}[::时].*)?$`)
	shortYear = regexp.MustCompile(`^(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$`)
	packedDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:\.0+)?$`)
	noYear    = regexp.MustCompile(`^(\d{1,2})[月./-](\d{1,2})[日号]?(?:\(?(?:周|星期).*|[上下]午.*|\d{1,2}[:时点].*)?$`)
	abroad    = regexp.MustCompile(`^(\d{1,2})-([A-Za-z]{3})-(\d{2}|\d{4})$`)
	usDay     = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?$`)
	serialDay = regexp.MustCompile(`^\d{5}(?:\.\d+)?$`)
	monthOnly = regexp.MustCompile(`^(\d{4})[-./年](\d{1,2})月?(?:份)?$`)
	hanDigits = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
	dayMarks  = strings.NewReplacer("、", ".", ",", ".", "\\", "/", "—", "-", "–", "-", "―", "-")
	hanDay    = regexp.MustCompile(`[十〇零一二三四五六七八九]月`)
	hanDate   = regexp.MustCompile(`^([〇○零一二三四五六七八九]{4})年(.+)$`)
)

// readDay reads one date in any of the spellings of ledgers. err is nil, or tells in
// Chinese why it is none.
func readDay(text string, base04 bool) (day, error) {
	s := strings.TrimSpace(foldKeepSpace(text))
	s = strings.ReplaceAll(s, " ", "")
	spaced := strings.TrimSpace(foldKeepSpace(text))
	if m := hanDate.FindStringSubmatch(s); m != nil {
		s = hanDigits.Replace(m[1]) + "年" + hanNumber(m[2])
		spaced = s
	} else if hanDay.MatchString(s) {
		s = hanNumber(s)
		spaced = s
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "。"), ".")
	for _, try := range []string{spaced, s, dayMarks.Replace(s)} {
		if m := fullDay.FindStringSubmatch(try); m != nil {
			return makeDay(text, m[1], m[2], m[3])
		}
	}
	if m := packedDay.FindStringSubmatch(s); m != nil {
		return makeDay(text, m[1], m[2], m[3])
	}
	if serialDay.MatchString(s) {
		return serial(text, s, base04)
	}
	if m := shortYear.FindStringSubmatch(s); m != nil && len(m[1]) == 2 {
		return makeDay(text, "20"+m[1], m[2], m[3])
	}
	if m := noYear.FindStringSubmatch(s); m != nil {
		return makeDay(text, "0", m[1], m[2])
	}
	if m := usDay.FindStringSubmatch(spaced); m != nil {
		return makeDay(text, m[3], m[1], m[2])
	}
	if m := abroad.FindStringSubmatch(s); m != nil {
		if n := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(m[2])); n >= 0 && n%3 == 0 {
			return makeDay(text, fullYear(m[3]), strconv.Itoa(n/3+1), m[1])
		}
	}
	if monthOnly.MatchString(s) {
		return day{}, fmt.Errorf("日期“%s”只有年月，没有日；请写到日，例如 2026-10-08", short(text, 20))
	}
	return day{}, fmt.Errorf("日期“%s”无法识别，请写成 2026-10-08 这样的格式", short(text, 20))
}

// foldKeepSpace folds full-width digits and marks; line ends become spaces.
func foldKeepSpace(s string) string {
	return strings.Join(strings.Fields(foldWidth(s)), " ")
}

func makeDay(text, y, m, d string) (day, error) {
	out := day{atoi(y), atoi(m), atoi(d)}
	check := out.year
	if check == 0 {
		check = 2024 // a leap year: 2月29日 may exist
	}
	if workday.Make(check, out.month, out.day) == 0 {
		return day{}, fmt.Errorf("日期“%s”不存在，请核对年月日", short(text, 20))
	}
	if out.year != 0 && (out.year < 1990 || out.year > 2099) {
		return day{}, fmt.Errorf("日期“%s”的年份不合理，请核对", short(text, 20))
	}
	return out, nil
}

func fullYear(y string) string {
	if len(y) == 2 {
		return "20" + y
	}
	return y
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// serial reads a spreadsheet's day number: 25569 is 1970-01-01 (1904: 24107).
func serial(text, s string, base04 bool) (day, error) {
	whole, _, _ := strings.Cut(s, ".")
	n := atoi(whole) - 25569
	if base04 {
		n += 1462
	}
	y, m, d := workday.Make(1970, 1, 1).AddDays(n).YMD()
	if y < 1990 || y > 2099 {
		return day{}, fmt.Errorf("“%s”不像日期，请写成 2026-10-08 这样的格式", short(text, 20))
	}
	return day{y, m, d}, nil
}

// inYear gives a date without a year the as-of date's year, or the year before if
// that would be after it (DOMAIN §8).
func (d day) inYear(asOf data.Date) data.Date {
	if d.month == 0 {
		return 0
	}
	if d.year != 0 {
		return workday.Make(d.year, d.month, d.day)
	}
	y := asOf.Year()
	for back := range 5 { // 2月29日 may need the last leap year
		if got := workday.Make(y-back, d.month, d.day); got != 0 && got <= asOf {
			return got
		}
	}
	return 0
}

// hanNumber turns 十月二十八日 into 10月28日; other text stays.
func hanNumber(s string) string {
	var out strings.Builder
	var run []rune
	flush := func() {
		if len(run) == 0 {
			return
		}
		out.WriteString(strconv.Itoa(hanValue(run)))
		run = run[:0]
	}
	for _, r := range s {
		if strings.ContainsRune("十零〇一二三四五六七八九", r) {
			run = append(run, r)
			continue
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}

func hanValue(run []rune) int {
	total, digit := 0, 0
	for _, r := range run {
		if r == '十' {
			total += max(digit, 1) * 10
			digit = 0
			continue
		}
		digit = digit*10 + atoi(hanDigits.Replace(string(r)))
	}
	return total + digit
}
