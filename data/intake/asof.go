package intake

import (
	"path"
	"regexp"
	"strings"

	"qinqing/data"
	"qinqing/data/workday"
)

const datePart = `(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|\d{8}|\d{4}\s*[年./-]\s*\d{1,2}\s*月?|[〇○零一二三四五六七八九]{4}年[十一二三四五六七八九]{1,3}月(?:[十一二三四五六七八九]{1,4}日)?)`

var (
	filledOn  = regexp.MustCompile(`(?:(?:填报|填表|制表|统计|上报|报送|编制|更新|数据)(?:时间|日期|截止日期|截至日期|截止时间|截至时间)|截至|截止|截止到|截止至|截至日期|截止日期|截止时间)(?:为|到|至|于)?\s*[:：]?\s*` + datePart)
	filledBy  = regexp.MustCompile(`(?:填报|填表|制表|统计|上报|报送|截至|截止)(?:时间|日期)\s*[:：]?\s*$`)
	inName    = regexp.MustCompile(`(20\d{2})\s*年\s*(?:\d{1,2}\s*月?\s*[-—–~至到]\s*)?(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?`)
	inFile    = regexp.MustCompile(`(?:^|\D)(20\d{2})(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?|[-_.]([1-9]|1[0-2])(?:[-_.]([1-9]|[12]\d|3[01]))?)(?:\D|$)`)
	quarter   = regexp.MustCompile(`(20\d{2})\s*年?度?\s*(?:第?\s*([一二三四1-4])\s*季度?|(上半年|下半年))`)
	bareName  = regexp.MustCompile(`(?:^|[^\d年.])(1[0-2]|0?[1-9])月(?:份|(3[01]|[12]\d|0?[1-9])日)?`)
	inBracket = regexp.MustCompile(`[(\[【](1[0-2]|0?[1-9])[.-](3[01]|[12]\d|0?[1-9])[)\]】]`)
)

// actualFields are the columns with days on which something happened.
var actualFields = []string{fVisitOn, fRegisterOn, fAssignOn, fReportOn, fDoneOn, fReturnOn, fStruckOn}

// decideAsOf finds the day the ledger stands for, by the order of DOMAIN §8, and says
// in Chinese where it was found.
func decideAsOf(in Input, ledgers []ledger) (data.Date, string) {
	if in.AsOf != 0 {
		return in.AsOf, "由使用者指定"
	}
	// Nothing that is reported can have happened after today.
	past := func(d data.Date) data.Date {
		if in.Today != 0 {
			d = min(d, in.Today)
		}
		return d
	}
	if d := writtenAsOf(ledgers); d != 0 {
		return past(d), "取自台账中的填报时间或截至日期"
	}
	if d := namedAsOf(in.Name, ledgers, in.Today); d != 0 {
		return past(d), "取自台账名称中的月份"
	}
	if d := latestActual(ledgers, in.Today); d != 0 {
		return d, "取台账中最晚的一个实际日期"
	}
	return in.Today, "台账中没有日期，取导入当天"
}

func writtenAsOf(ledgers []ledger) data.Date {
	var found data.Date
	for _, l := range ledgers {
		if l.kind == Export {
			continue
		}
		for i, r := range l.rows {
			if i >= l.from && i <= l.to || i > l.to && !l.noise(r) {
				continue
			}
			for j, c := range r.cells {
				text := foldWidth(c)
				if m := filledOn.FindStringSubmatch(text); m != nil {
					found = max(found, dayOrMonthEnd(m[1], l.base04))
				} else if filledBy.MatchString(text) {
					for _, next := range r.cells[j+1:] {
						if next != "" {
							found = max(found, dayOrMonthEnd(next, l.base04))
							break
						}
					}
				}
			}
		}
	}
	return found
}

func dayOrMonthEnd(text string, base04 bool) data.Date {
	if d, err := readDay(text, base04); err == nil && d.year != 0 {
		return workday.Make(d.year, d.month, d.day)
	}
	s := squeeze(text)
	if m := hanDate.FindStringSubmatch(s); m != nil {
		s = hanDigits.Replace(m[1]) + "年" + hanNumber(m[2])
	}
	if m := monthOnly.FindStringSubmatch(s); m != nil {
		return workday.Make(atoi(m[1]), atoi(m[2]), 1).MonthEnd()
	}
	return 0
}

// namedAsOf is the end of the month in the file's name, else in a title, else in the
// names of the sheets.
//
// A month without a year is the one next to the ledger's latest actual day.
func namedAsOf(name string, ledgers []ledger, today data.Date) data.Date {
	near := latestActual(ledgers, today)
	if near == 0 {
		near = today
	}
	base := path.Base(strings.ReplaceAll(name, "\\", "/"))
	base = foldWidth(strings.TrimSuffix(base, path.Ext(base)))
	if d := monthOf(base, near); d != 0 {
		return d
	}
	if m := inFile.FindStringSubmatch(base); m != nil {
		if d := workday.Make(atoi(m[1]), atoi(m[2]+m[4]), max(atoi(m[3]+m[5]), 1)); m[3]+m[5] != "" {
			return d
		} else if d != 0 {
			return d.MonthEnd()
		}
	}
	if m := inBracket.FindStringSubmatch(base); m != nil {
		return yearless(atoi(m[1]), atoi(m[2]), near)
	}
	var found data.Date
	for _, l := range ledgers {
		for _, r := range l.rows[:l.from] {
			for _, c := range r.cells {
				if n := len([]rune(c)); n <= 40 && !strings.ContainsAny(c, "请前") {
					found = max(found, monthOf(foldWidth(c), near))
				}
			}
		}
	}
	for _, l := range ledgers {
		if found == 0 || len(ledgers) > 1 {
			found = max(found, monthOf(foldWidth(l.name), near))
		}
	}
	return found
}

// monthOf is the day a name stands for: the end of its month, quarter or half year, or
// the day it names.
func monthOf(s string, near data.Date) data.Date {
	if m := inName.FindStringSubmatch(s); m != nil {
		if d := atoi(m[3]); d != 0 {
			return workday.Make(atoi(m[1]), atoi(m[2]), d)
		}
		return workday.Make(atoi(m[1]), atoi(m[2]), 1).MonthEnd()
	}
	if m := quarter.FindStringSubmatch(s); m != nil {
		return workday.Make(atoi(m[1]), halfEnd(m[2], m[3]), 1).MonthEnd()
	}
	if m := bareName.FindStringSubmatch(s); m != nil {
		return yearless(atoi(m[1]), atoi(m[2]), near)
	}
	return 0
}

// yearless is the day, or with day 0 the month's end, in the year of near, or the year
// before where it would begin more than a month after near.
func yearless(month, dayOf int, near data.Date) data.Date {
	if near == 0 {
		return 0
	}
	year := near.Year()
	if start := workday.Make(year, month, max(dayOf, 1)); start > near.AddDays(31) {
		year--
	}
	d := workday.Make(year, month, max(dayOf, 1))
	if dayOf == 0 && d != 0 {
		return d.MonthEnd()
	}
	return d
}

// latestActual is the latest day on which something happened: never a deadline,
// never after today. Days without a year extend it by at most a month.
func latestActual(ledgers []ledger, today data.Date) data.Date {
	var latest data.Date
	var open []day
	for i := range ledgers {
		l := &ledgers[i]
		for _, r := range l.body() {
			if l.noise(r) {
				continue
			}
			for _, f := range actualFields {
				if !l.has(f) || l.text(r, f) == "" {
					continue
				}
				d, err := readDay(l.text(r, f), l.base04)
				switch {
				case err != nil:
				case d.year == 0:
					open = append(open, d)
				default:
					if on := workday.Make(d.year, d.month, d.day); (today == 0 || on <= today) && on > latest {
						latest = on
					}
				}
			}
		}
	}
	bound := latest.AddDays(31)
	if latest == 0 {
		bound = today
	}
	if today != 0 {
		bound = min(bound, today)
	}
	for _, d := range open {
		latest = max(latest, d.inYear(bound))
	}
	return latest
}
