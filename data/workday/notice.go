package workday

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Years a notice may be for. The calendar's table begins a year earlier, since
// a notice may move days of the December before.
const (
	firstNoticeYear = tableFirstYear + 1
	lastNoticeYear  = tableLastYear
)

// Notice is the State Council's yearly notice of holidays (节假日安排): the days
// off, and the weekend days worked in exchange (调休上班). It may hold days of
// the December before its year: the notice of 2023 made 2022-12-31 a day off.
type Notice struct {
	Year   int     `json:"year"`
	Off    []Range `json:"off"`
	On     []Date  `json:"on"`
	Source string  `json:"source"` // which paper says so; free text
}

// Range is a run of days, both ends in.
type Range struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// ParseNotices reads one notice object or an array of them, and validates
// each; unknown fields and a year given twice are errors, since the office
// types these files by hand and a slip would move every deadline.
func ParseNotices(jsonBytes []byte) ([]Notice, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(jsonBytes, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return nil, errors.New("放假安排文件是空的，没有读入任何内容")
	}
	var list []Notice
	var err error
	if body[0] == '[' {
		err = decodeStrict(body, &list)
	} else {
		list = make([]Notice, 1)
		err = decodeStrict(body, &list[0])
	}
	if err != nil {
		return nil, fmt.Errorf("放假安排文件无法读取，没有读入任何内容，请核对格式：%w", err)
	}
	seen := map[int]bool{}
	for _, n := range list {
		if seen[n.Year] {
			return nil, fmt.Errorf("放假安排文件中%d年出现了两次，没有读入任何内容，请只保留一份", n.Year)
		}
		seen[n.Year] = true
		if err := n.Validate(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func decodeStrict(body []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("内容结束之后还有多余的文字")
	}
	return nil
}

// Validate reports, in Chinese, what is wrong with a notice: a year out of
// range, days of another year, ranges reversed or overlapping, a make-up day
// that is a holiday or no weekend day, or a fixed statutory day left at work
// (an incomplete notice).
func (n Notice) Validate() error {
	if n.Year < firstNoticeYear || n.Year > lastNoticeYear {
		return fmt.Errorf("放假安排的年份“%d”不对，应在%d至%d之间", n.Year, firstNoticeYear, lastNoticeYear)
	}
	off := map[Date]bool{}
	for _, r := range n.Off {
		if err := n.checkRange(r, off); err != nil {
			return err
		}
	}
	on := map[Date]bool{}
	for _, d := range n.On {
		if err := n.checkMakeUp(d, off, on); err != nil {
			return err
		}
	}
	for _, md := range undisputedDays {
		d := Make(n.Year, md.month, md.day)
		if !off[d] && (isPlainWeekday(d) || on[d]) {
			return fmt.Errorf("%d年放假安排不完整：%s是法定节假日，却没有列为放假", n.Year, d.Chinese())
		}
	}
	return nil
}

func (n Notice) checkRange(r Range, off map[Date]bool) error {
	if !n.covers(r.From) || !n.covers(r.To) {
		return fmt.Errorf("%d年放假安排中有一段放假日期（%s至%s）缺失或不在该年内（上一年12月除外）",
			n.Year, r.From, r.To)
	}
	if r.To < r.From {
		return fmt.Errorf("%d年放假安排中%s至%s的起止颠倒", n.Year, r.From, r.To)
	}
	const longest = 31
	if r.To-r.From >= longest {
		return fmt.Errorf("%d年放假安排中%s至%s超过一个月，请核对", n.Year, r.From, r.To)
	}
	for d := r.From; d <= r.To; d++ {
		if off[d] {
			return fmt.Errorf("%d年放假安排中%s重复列为放假", n.Year, d)
		}
		off[d] = true
	}
	return nil
}

func (n Notice) checkMakeUp(d Date, off, on map[Date]bool) error {
	switch {
	case !n.covers(d):
		return fmt.Errorf("%d年放假安排中的调休上班日“%s”缺失或不在该年内（上一年12月除外）", n.Year, d)
	case off[d]:
		return fmt.Errorf("%d年放假安排中%s既列为放假又列为上班", n.Year, d)
	case on[d]:
		return fmt.Errorf("%d年放假安排中%s重复列为上班", n.Year, d)
	case isPlainWeekday(d):
		return fmt.Errorf("%d年放假安排中的调休上班日%s不是周六、周日，请核对", n.Year, d)
	}
	on[d] = true
	return nil
}

func (n Notice) covers(d Date) bool {
	return d >= Make(n.Year-1, 12, 1) && d <= Make(n.Year, 12, 31)
}
