package workday

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// ReadNotice reads the lines of a yearly notice as it was published, such as
// “10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。”
// What stands before 放假 is off, what stands before 上班 is worked; other days, as those
// an office is only encouraged to give, are left out and told in rest. year is the
// notice's, 0 to take the one that stands in the text (2026年部分节假日安排).
//
// It fails, in Chinese, where a weekday or a number of days in the text does not agree
// with the calendar: then the year is wrong, or the text was copied wrongly. The notice
// is valid unless err says so.
func ReadNotice(text string, year int) (n Notice, rest []string, err error) {
	text = noticeMarks.Replace(width.Fold.String(text))
	if year == 0 {
		if year = yearIn(text); year == 0 {
			return n, nil, fmt.Errorf("看不出是哪一年的放假安排，请写明年份")
		}
	}
	r := &noticeReader{notice: Notice{Year: year}}
	for _, sentence := range strings.FieldsFunc(text, func(c rune) bool { return c == '。' || c == ';' || c == '\n' || c == '\r' }) {
		if err := r.sentence(strings.TrimSpace(sentence)); err != nil {
			return n, nil, err
		}
	}
	if len(r.notice.Off) == 0 {
		return n, nil, fmt.Errorf("没有读到放假的日期，请粘贴通知中逐条列出的放假安排")
	}
	slices.SortFunc(r.notice.Off, func(a, b Range) int { return int(a.From - b.From) })
	slices.Sort(r.notice.On)
	return r.notice, r.rest, r.notice.Validate()
}

var noticeMarks = strings.NewReplacer("｡", "。", "；", ";", "，", ",", "（", "(", "）", ")", "－", "-", "—", "-", "～", "-", "~", "-", "到", "至", "、", ",")

var (
	yearMark  = regexp.MustCompile(`(\d{4})年(?:部分)?(?:节假日|放假)`)
	anyYear   = regexp.MustCompile(`(\d{4})年`)
	dayMark   = regexp.MustCompile(`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?`)
	verbMark  = regexp.MustCompile(`放假|上班|休息`)
	countMark = regexp.MustCompile(`^[^\d]{0,6}?(\d{1,2})天`)
	weekMark  = regexp.MustCompile(`(?:周|星期)([一二三四五六日天])`)
)

func yearIn(text string) int {
	m := yearMark.FindStringSubmatch(text)
	if m == nil {
		if all := anyYear.FindAllStringSubmatch(text, -1); len(all) > 0 {
			m = all[len(all)-1] // 2025年12月31日至2026年1月2日 is of 2026
		}
	}
	if m == nil {
		return 0
	}
	y, _ := strconv.Atoi(m[1])
	return y
}

// noticeReader gathers the days of the sentences read so far.
type noticeReader struct {
	notice Notice
	rest   []string
}

// sentence reads one sentence: days, then what becomes of them, and so on.
func (r *noticeReader) sentence(s string) error {
	for s != "" {
		verb := verbMark.FindStringIndex(s)
		if verb == nil {
			if dayMark.MatchString(s) {
				r.rest = append(r.rest, s)
			}
			return nil
		}
		before, word, after := s[:verb[0]], s[verb[0]:verb[1]], s[verb[1]:]
		days, err := r.days(before)
		if err != nil {
			return err
		}
		switch {
		case len(days) == 0:
		case word == "放假":
			if err := counted(days, after, before); err != nil {
				return err
			}
			r.notice.Off = append(r.notice.Off, days...)
		case word == "上班":
			for _, d := range days {
				if d.To < d.From || d.To-d.From > 31 {
					return fmt.Errorf("%s至%s上班读不通，请核对", d.From, d.To)
				}
				for on := d.From; on <= d.To; on++ {
					r.notice.On = append(r.notice.On, on)
				}
			}
		default:
			r.rest = append(r.rest, strings.TrimSpace(before+word))
		}
		s = after
	}
	return nil
}

// counted holds the days against “共7天”, where the text says so.
func counted(days []Range, after, text string) error {
	m := countMark.FindStringSubmatch(after)
	if m == nil {
		return nil
	}
	want, _ := strconv.Atoi(m[1])
	got := 0
	for _, d := range days {
		got += int(d.To-d.From) + 1
	}
	if got != want {
		return fmt.Errorf("“%s”算来是%d天，原文写的是%d天，请核对", strings.TrimSpace(text), got, want)
	}
	return nil
}

// days reads the days and stretches of days in a text; a month or year that is not
// written is that of the day before it.
func (r *noticeReader) days(s string) (out []Range, err error) {
	year, month := r.notice.Year, 0
	end, through := 0, false
	for _, m := range dayMark.FindAllStringSubmatchIndex(s, -1) {
		through = len(out) > 0 && isThrough(s[end:m[0]])
		end = m[1]
		if y, ok := part(s, m, 1); ok {
			year = y
		}
		if x, ok := part(s, m, 2); ok {
			if through && x < month && m[2] < 0 && year < r.notice.Year {
				year++ // 2026年12月31日至1月2日
			}
			month = x
		}
		day, _ := part(s, m, 3)
		if month == 0 {
			return nil, fmt.Errorf("“%s”没有写明月份，请核对", s[m[0]:m[1]])
		}
		on := Make(year, month, day)
		if on == 0 {
			return nil, fmt.Errorf("没有%d年%d月%d日这一天，请核对", year, month, day)
		}
		if m[8] >= 0 {
			if err := agrees(on, s[m[8]:m[9]]); err != nil {
				return nil, err
			}
		}
		if !through {
			out = append(out, Range{on, on})
			continue
		}
		last := &out[len(out)-1]
		if on < last.From && last.From.Year() == on.Year() { // 12月31日 of the year before
			last.From = Make(on.Year()-1, last.From.Month(), last.From.Day())
		}
		last.To = on
	}
	return out, nil
}

func isThrough(between string) bool {
	between = strings.TrimSpace(between)
	return between == "至" || between == "-" || between == "--"
}

func part(s string, m []int, group int) (int, bool) {
	if m[2*group] < 0 {
		return 0, false
	}
	n, err := strconv.Atoi(s[m[2*group]:m[2*group+1]])
	return n, err == nil
}

// agrees holds a day against the weekday that is written beside it.
func agrees(on Date, said string) error {
	m := weekMark.FindStringSubmatch(said)
	if m == nil {
		return nil
	}
	day := strings.Index("日一二三四五六", strings.ReplaceAll(m[1], "天", "日")) / len("日")
	if time.Weekday(day) != on.Weekday() {
		return fmt.Errorf("%s是星期%s，原文写的是%s，请核对年份和日期", on.Chinese(), weekdays[on.Weekday()], m[0])
	}
	return nil
}

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"}
