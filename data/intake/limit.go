package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"qinqing/data"
	"qinqing/data/workday"
)

// limit is a deadline as a ledger writes it, before the year of a yearless one is known.
type limit struct {
	rule data.Deadline
	when day // of rules with a date; year 0 when none was written
	end  bool
	from monthFrom
}

// monthFrom is the month that a limit names by its distance, or a feast.
type monthFrom int

const (
	named     monthFrom = iota // a month with its number
	thisMonth                  // 本月底
	nextMonth                  // 下月底
	newYear                    // 春节前
)

var (
	limitCount = regexp.MustCompile(`^(?:自?(?:收到|接到)?(?:交办单?|收到|接到|受理|交办之日)(?:之日)?(?:起|后)?)?(?:的)?(\d{1,3})个?(工作日|工作天|自然日|日历天|日|天|个月|月|周|星期)(?:之?内|以内|前)?(?:办结|完成|整改到位|解决|反馈|答复)*$`)
	limitMonth = regexp.MustCompile(`^(?:(\d{4})[年./-])?(\d{1,2})月(?:份)?(?:底|末|月底|月末)?(?:之?前|以前|内)?$`)
	limitPart  = regexp.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月(上旬|中旬|下旬)(?:之?前|以前|内)?$`)
	limitYear  = regexp.MustCompile(`^(?:(\d{4})年|今年|本年|本年度|年)(?:度)?(?:年?[底末]|内)(?:之?前|以前)?$`)
	limitHalf  = regexp.MustCompile(`^(?:(\d{4})年)?(?:第?([一二三四1-4])季度|(上半年|下半年))(?:末|底|内)?(?:之?前|以前)?$`)
	limitFrom  = regexp.MustCompile(`^(?:(本月|当月|这个月|月)|(下月|下个月|次月))(?:份)?(?:月?[底末]|内)(?:之?前|以前)?$`)
	limitFeast = regexp.MustCompile(`^(?:(\d{4})年)?(?:农历)?春节(?:假期|放假)?(?:之?前|以前)$`)
	limitHours = regexp.MustCompile(`^(24|48|72)个?小时(?:之?内|以内)?$`)
	limitDot   = regexp.MustCompile(`^(\d{4})(?:[.](1[0-2]|0[1-9])|[-/](1[0-2]|0?[1-9]))(?:之?前|以前|底)?$`)
	atOnceAnd  = regexp.MustCompile(`^(?:立行立改|立即整改|即知即改|立改)[,;、。(和并]+(.*(?:\d|[一二两三四五六七八九十]个?(?:工作日|月|天|日|周)).*)$`)
	longFirst  = regexp.MustCompile(`^(?:并|需|须)?(?:长期坚持|长期整改|长期推进|持续坚持|常态长效)[,;、。(]`)
	span       = regexp.MustCompile(`^(.*[\d月日号起])(?:至|到|~|—+|–)(.*\d.*)$|^(?:(.*\d月)-(\d{1,2}月.*))$`)
	lasting    = regexp.MustCompile(`[,;、。]?(?:并|且|需|须|要)*(?:长期坚持|持续坚持|长期推进|持续推进|长期保持|长期整改|常态化推进|持续巩固)[。]?$`)
	graded     = regexp.MustCompile(`^(.+)\([A-Ca-c]类\)$`)
	doneWords  = regexp.MustCompile(`(?:办结|完成整改|完成|整改到位|整改完成|解决|销号)$`)
)

// foldWidth turns full-width and half-width forms into the usual ones. Most texts have
// none, and folding those anyway was a quarter of an import's memory.
func foldWidth(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == '\u3000' || r >= '\uFF00' && r <= '\uFFEF' }) {
		return s
	}
	return width.Fold.String(s)
}

// readLimit reads a deadline. Text that is none gives NoDeadline with the text kept;
// only a date that can't exist is an error.
func readLimit(text string, base04 bool) (limit, error) {
	s := squeeze(text)
	keep := data.Deadline{Text: text}
	if isNothing(text) {
		return limit{}, nil
	}
	s = graded.ReplaceAllString(strings.TrimRight(s, "。.;,"), "$1")
	switch s {
	case "立行立改", "立即整改", "即知即改", "立改", "马上就办", "当日办结", "当天", "当日", "即时", "立即", "即办":
		keep.Kind = data.Immediate
		return limit{rule: keep}, nil
	case "长期坚持", "长期", "持续推进", "持续坚持", "长期推进", "长期整改", "常态化", "持续", "常态化推进", "常态长效", "并长期坚持":
		keep.Kind = data.NoDateLongTerm
		return limit{rule: keep}, nil
	}
	if cut := lasting.ReplaceAllString(s, ""); cut != s && slices.Contains([]string{"立行立改", "立即整改", "即知即改", "立改"}, cut) {
		keep.Kind = data.Immediate
		return limit{rule: keep}, nil
	}
	if m := atOnceAnd.FindStringSubmatch(s); m != nil {
		s = strings.TrimSuffix(m[1], ")")
	}
	if longFirst.MatchString(s) {
		keep.Kind = data.NoDateLongTerm
		return limit{rule: keep}, nil
	}
	s = strings.ReplaceAll(s, "(含)", "")
	kind := data.ByDate
	if cut := lasting.ReplaceAllString(s, ""); cut != s && cut != "" {
		s, kind = cut, data.DateThenLong
	}
	s = strings.TrimRight(doneWords.ReplaceAllString(s, ""), ",、")
	if d, ok := countedLimit(s); ok {
		d.Text = text
		return limit{rule: d}, nil
	}
	keep.Kind = kind
	l, ok, err := rangeLimit(s, text, base04)
	if !ok && err == nil {
		l, ok, err = datedLimit(s, text, base04)
	}
	if err != nil {
		return limit{}, err
	}
	if !ok {
		keep.Kind = data.NoDeadline
		return limit{rule: keep}, nil
	}
	if y := l.when.year; y != 0 && (y < 1990 || y > 2099) {
		return limit{}, fmt.Errorf("期限“%s”的年份不合理，请核对", short(text, 20))
	}
	l.rule = keep
	if w := l.when; w.year != 0 && timedCell.MatchString(strings.TrimSpace(foldKeepSpace(text))) {
		l.rule.Text = workday.Make(w.year, w.month, w.day).String()
	}
	return l, nil
}

// timedCell is how a cell that holds a date and no text comes: a serial number, or a
// date with a time. Nobody wrote it so, and nobody is to see it.
var timedCell = regexp.MustCompile(`^(?:\d{5}(?:\.\d+)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:T|\s+)\d{1,2}:\d{2}.*)$`)

// rangeLimit reads 2026年9月1日至10月31日 and 即日起至10月31日: the last day counts.
func rangeLimit(s, text string, base04 bool) (limit, bool, error) {
	m := span.FindStringSubmatch(s)
	if m == nil {
		return limit{}, false, nil
	}
	first, last := m[1]+m[3], m[2]+m[4]
	to, ok, err := datedLimit(last, text, base04)
	if err != nil || !ok {
		return limit{}, false, err
	}
	if from, ok, err := datedLimit(first, text, base04); err == nil && ok && to.when.year == 0 && from.when.year != 0 {
		to.when.year = from.when.year
		if to.when.month < from.when.month {
			to.when.year++
		}
	}
	return to, true, nil
}

func countedLimit(s string) (data.Deadline, bool) {
	if strings.Contains(s, "半个月") && len([]rune(s)) <= 6 {
		return data.Deadline{Kind: data.ByDays, N: 15}, true
	}
	if m := limitHours.FindStringSubmatch(s); m != nil {
		return data.Deadline{Kind: data.ByDays, N: atoi(m[1]) / 24}, true
	}
	s = hanCount(s)
	m := limitCount.FindStringSubmatch(s)
	if m == nil {
		return data.Deadline{}, false
	}
	n := atoi(m[1])
	switch m[2] {
	case "工作日", "工作天":
		return data.Deadline{Kind: data.ByWorkdays, N: n}, n > 0
	case "个月":
		return data.Deadline{Kind: data.ByMonths, N: n}, n > 0
	case "月":
		return data.Deadline{Kind: data.ByMonths, N: n}, n > 0 && (strings.Contains(s, "个月") || strings.HasSuffix(s, "内") && strings.Contains(s, "个"))
	case "周", "星期":
		return data.Deadline{Kind: data.ByDays, N: 7 * n}, n > 0
	}
	return data.Deadline{Kind: data.ByDays, N: n}, n > 0
}

// hanCount turns a leading 七 or 十五 into digits.
func hanCount(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("十一二两三四五六七八九", r) })
	if i <= 0 {
		return s
	}
	head := strings.ReplaceAll(s[:i], "两", "二")
	return fmt.Sprint(hanValue([]rune(head))) + s[i:]
}

func datedLimit(s, text string, base04 bool) (limit, bool, error) {
	if m := limitMonth.FindStringSubmatch(s); m != nil {
		if mo := atoi(m[2]); mo < 1 || mo > 12 {
			return limit{}, false, fmt.Errorf("期限“%s”的月份不存在，请核对", short(text, 20))
		}
		return limit{when: day{atoi(m[1]), atoi(m[2]), 1}, end: true}, true, nil
	}
	if m := limitDot.FindStringSubmatch(s); m != nil {
		return limit{when: day{atoi(m[1]), atoi(m[2] + m[3]), 1}, end: true}, true, nil
	}
	if m := limitPart.FindStringSubmatch(s); m != nil && atoi(m[2]) >= 1 && atoi(m[2]) <= 12 {
		l := limit{when: day{atoi(m[1]), atoi(m[2]), 10}}
		switch m[3] {
		case "中旬":
			l.when.day = 20
		case "下旬":
			l.when.day, l.end = 1, true
		}
		return l, true, nil
	}
	if m := limitYear.FindStringSubmatch(s); m != nil {
		return limit{when: day{atoi(m[1]), 12, 31}}, true, nil
	}
	if m := limitFrom.FindStringSubmatch(s); m != nil && s != "月内" {
		if m[2] != "" {
			return limit{from: nextMonth}, true, nil
		}
		return limit{from: thisMonth}, true, nil
	}
	if m := limitFeast.FindStringSubmatch(s); m != nil {
		return limit{from: newYear, when: day{year: atoi(m[1])}}, true, nil
	}
	if m := limitHalf.FindStringSubmatch(s); m != nil {
		return limit{when: day{atoi(m[1]), halfEnd(m[2], m[3]), 1}, end: true}, true, nil
	}
	for _, tail := range []string{"之前", "以前", "前", "止", "底"} {
		s = strings.TrimSuffix(s, tail)
	}
	d, err := readDay(s, base04)
	if err == nil {
		return limit{when: d}, true, nil
	}
	spaced, err2 := readDay(text, base04)
	if err2 == nil {
		return limit{when: spaced}, true, nil
	}
	if strings.Contains(err.Error(), "不存在") || strings.Contains(err.Error(), "年份") {
		return limit{}, false, fmt.Errorf("期限“%s”中的日期不存在或不合理，请核对年月日", short(text, 20))
	}
	return limit{}, false, nil
}

func halfEnd(quarter, half string) int {
	switch {
	case half == "上半年":
		return 6
	case half == "下半年":
		return 12
	case quarter == "一" || quarter == "1":
		return 3
	case quarter == "二" || quarter == "2":
		return 6
	case quarter == "三" || quarter == "3":
		return 9
	}
	return 12
}

// on fixes the year of a yearless limit: the as-of date's, or the next where that
// would lie before the day the problem is known to have begun. Unlike things that
// happened, a limit may lie after the as-of date. 本月底 and 春节前 are certain only where
// that day is known, 春节前 only where the calendar has the year's notice.
func (l limit) on(asOf, begun data.Date, cal *workday.Calendar) data.Deadline {
	d := l.rule
	switch {
	case l.from != named:
		d.Date = l.after(begun, cal)
	case l.when.month == 0:
		return d
	default:
		year := l.when.year
		if year == 0 {
			year = asOf.Year()
			if begun != 0 {
				year = begun.Year()
			}
		}
		d.Date = l.in(year)
		if l.when.year == 0 && begun != 0 && d.Date != 0 && d.Date < begun {
			d.Date = l.in(year + 1)
		}
	}
	if d.Date == 0 { // 2月29日 of a year that has none
		d.Kind = data.NoDeadline
	}
	return d
}

// after is the day of a limit counted from the day the problem began, 0 for none.
func (l limit) after(begun data.Date, cal *workday.Calendar) data.Date {
	switch {
	case l.from == newYear && l.when.year != 0:
		return newYearsEve(l.when.year, cal)
	case begun == 0:
		return 0
	case l.from == thisMonth:
		return begun.MonthEnd()
	case l.from == nextMonth:
		return begun.MonthStart().AddMonths(1).MonthEnd()
	}
	for _, year := range []int{begun.Year(), begun.Year() + 1} {
		if eve := newYearsEve(year, cal); eve == 0 || eve >= begun {
			return eve
		}
	}
	return 0
}

// newYearsEve is the day before the holiday of 春节, the one long run of days off after
// New Year and before March; 0 where the year's notice is not known.
func newYearsEve(year int, cal *workday.Calendar) data.Date {
	if cal == nil || !cal.Known(year) {
		return 0
	}
	const long = 6
	off := 0
	for d := workday.Make(year, 1, 15); d < workday.Make(year, 3, 5); d = d.AddDays(1) {
		if cal.IsWorkday(d) {
			off = 0
		} else if off++; off == long {
			return d.AddDays(-long)
		}
	}
	return 0
}

func (l limit) in(year int) data.Date {
	got := workday.Make(year, l.when.month, l.when.day)
	if l.end {
		return got.MonthEnd()
	}
	return got
}
