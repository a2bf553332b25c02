package widget

import (
	"strconv"
	"strings"
	"time"
)

// DateText turns what people type for a day (2026-10-8, 2026.10.08, 20261008,
// 2026年10月8日, 10-8 with year's year, full-width digits) into yyyy-MM-dd. Whether such
// a day exists is for the caller to say; ok is false when it isn't three numbers.
func DateText(s string, year int) (text string, ok bool) {
	var parts []string
	digits := ""
	for _, r := range strings.TrimSpace(s) {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		switch {
		case r >= '0' && r <= '9':
			digits += string(r)
		case strings.ContainsRune("-./年月日－．／ ", r):
			if digits != "" {
				parts, digits = append(parts, digits), ""
			}
		default:
			return s, false
		}
	}
	if digits != "" {
		parts = append(parts, digits)
	}
	switch {
	case len(parts) == 1 && len(parts[0]) == 8:
		parts = []string{parts[0][:4], parts[0][4:6], parts[0][6:]}
	case len(parts) == 2 && year > 0:
		parts = append([]string{strconv.Itoa(year)}, parts...)
	}
	if len(parts) != 3 || len(parts[0]) != 4 || len(parts[1]) > 2 || len(parts[2]) > 2 {
		return s, false
	}
	return parts[0] + "-" + leftZero(parts[1]) + "-" + leftZero(parts[2]), true
}

func leftZero(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// ReadDay is DateText and what people say instead of a date: 今天, 后天, +3, 3天后, 下周一,
// 周五, 15日, 月底. A date without a year is of today's year; with past one that would be
// more than a month ahead is of the year before.
func ReadDay(s string, today time.Time, past bool) (text string, ok bool) {
	s = strings.TrimSpace(halfWidth(s))
	if days, ok := saidDays(s); ok {
		return isoDay(today.AddDate(0, 0, days)), true
	}
	if d, ok := saidWeekday(s, today); ok {
		return isoDay(d), true
	}
	if d, ok := saidOfMonth(s, today); ok {
		return isoDay(d), true
	}
	text, ok = DateText(s, today.Year())
	if d, err := time.Parse(time.DateOnly, text); ok && past && err == nil && !strings.HasPrefix(s, text[:4]) && d.After(today.AddDate(0, 1, 0)) {
		return strconv.Itoa(d.Year()-1) + text[4:], true
	}
	return text, ok
}

func isoDay(d time.Time) string { return d.Format(time.DateOnly) }

// halfWidth turns full-width digits and signs into plain ones.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		if r == '　' {
			return ' '
		}
		return r
	}, s)
}

var dayWords = map[string]int{"今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3}

// saidDays reads how many days from today are meant.
func saidDays(s string) (days int, ok bool) {
	if n, ok := dayWords[s]; ok {
		return n, true
	}
	sign := 1
	switch {
	case strings.HasPrefix(s, "+"), strings.HasPrefix(s, "-"):
		if s[0] == '-' {
			sign = -1
		}
		s = strings.TrimSuffix(s[1:], "天")
	case strings.HasSuffix(s, "天后"):
		s = strings.TrimSuffix(s, "天后")
	case strings.HasSuffix(s, "天前"):
		s, sign = strings.TrimSuffix(s, "天前"), -1
	default:
		return 0, false
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	return sign * n, err == nil && n >= 0 && n < 10_000
}

// saidWeekday reads 周五, 下周一, 上星期三; weeks begin on Monday.
func saidWeekday(s string, today time.Time) (d time.Time, ok bool) {
	weeks := 0
	for {
		if rest, is := strings.CutPrefix(s, "下"); is {
			s, weeks = rest, weeks+1
		} else if rest, is := strings.CutPrefix(s, "上"); is {
			s, weeks = rest, weeks-1
		} else {
			break
		}
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "本"), "这")
	s = strings.TrimPrefix(s, "个")
	for _, word := range []string{"周", "星期", "礼拜"} {
		rest, is := strings.CutPrefix(s, word)
		if !is {
			continue
		}
		for i, names := range []string{"一1", "二2", "三3", "四4", "五5", "六6", "日天7"} {
			if rest != "" && strings.Contains(names, rest) && len([]rune(rest)) == 1 {
				monday := today.AddDate(0, 0, -weekdayOf(today))
				return monday.AddDate(0, 0, 7*weeks+i), true
			}
		}
	}
	return d, false
}

// weekdayOf counts from Monday, 0.
func weekdayOf(d time.Time) int { return (int(d.Weekday()) + 6) % 7 }

// saidOfMonth reads 15日, 15, 月底, 下月底, 11月底, 年底.
func saidOfMonth(s string, today time.Time) (d time.Time, ok bool) {
	first := time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, today.Location())
	end := func(month time.Time) time.Time { return month.AddDate(0, 1, -1) }
	switch s {
	case "月底", "本月底":
		return end(first), true
	case "下月底":
		return end(first.AddDate(0, 1, 0)), true
	case "上月底":
		return end(first.AddDate(0, -1, 0)), true
	case "年底":
		return time.Date(today.Year(), 12, 31, 0, 0, 0, 0, today.Location()), true
	}
	if m, is := strings.CutSuffix(s, "月底"); is {
		n, err := strconv.Atoi(m)
		return end(time.Date(today.Year(), time.Month(n), 1, 0, 0, 0, 0, today.Location())), err == nil && n >= 1 && n <= 12
	}
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(s, "日"), "号"))
	return first.AddDate(0, 0, n-1), err == nil && n >= 1 && n <= end(first).Day()
}
