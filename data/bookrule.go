package data

import (
	"slices"
	"strconv"
	"strings"

	"qinqing/data/workday"
)

// bookBody is what one register keeps of an entry. check settles what follows from
// what was typed, and refuses what can't be; derive tells what follows for the list.
type bookBody interface {
	check(on, today Date) error
	derive(today Date, cal *workday.Calendar) []Derived
}

// Derived is what follows from an entry's fields, for a column: a word, or a number.
type Derived struct {
	Key  string
	Text string
	N    int64
	Of   int64 // of a share: N/Of
	Late bool  // overdue
}

func newBody(kind RecordKind) bookBody {
	switch kind {
	case RecPolicy:
		return &Policy{}
	case RecDisbursement:
		return &Disbursement{}
	case RecTimeLimitCut:
		return &TimeLimitCut{}
	case RecInspectionRound:
		return &InspectionRound{}
	case RecClue:
		return &ClueTransfer{}
	case RecActivityCount:
		return &ActivityCount{}
	case RecCoverageList:
		return &CoverageList{}
	case RecSupportMeasure:
		return &SupportMeasure{}
	}
	return &Supervision{}
}

// Derive tells what follows from an entry for its register's columns.
func (g *Book) Derive(rec Record, today Date, cal *workday.Calendar) ([]Derived, error) {
	body := newBody(g.Kind)
	if err := rec.Decode(body); err != nil {
		return nil, err
	}
	return body.derive(today, cal), nil
}

// dated is a day that was typed, for past.
type dated struct {
	key, word string
	on        Date
}

// past refuses days to come: nothing that has not happened is registered.
func past(today Date, days ...dated) error {
	for _, d := range days {
		if d.on > today {
			return Errorf(Invalid, d.key, "%s %s 在今天之后，请核对。", d.word, d.on)
		}
	}
	return nil
}

// ordered refuses a day before an earlier one; days that are not known are passed over.
func ordered(days ...dated) error {
	var last dated
	for _, d := range days {
		switch {
		case d.on == 0:
			continue
		case d.on < last.on:
			return Errorf(Invalid, d.key, "%s %s 早于%s %s，请核对。", d.word, d.on, last.word, last.on)
		}
		last = d
	}
	return nil
}

func (p *Policy) check(_, today Date) error {
	return past(today, dated{"publishedOn", "公开日期", p.PublishedOn})
}

func (p *Policy) derive(Date, *workday.Calendar) []Derived {
	if p.PublishedOn == 0 {
		return []Derived{{Key: "standing", Text: "尚未公开"}}
	}
	return []Derived{{Key: "standing", Text: "已公开"}}
}

func (p *Disbursement) check(_, today Date) error {
	days := []dated{{"appliedOn", "申报日期", p.AppliedOn}, {"approvedOn", "审批日期", p.ApprovedOn}, {"paidOn", "兑付日期", p.PaidOn}}
	if err := past(today, days...); err != nil {
		return err
	}
	if err := ordered(days...); err != nil {
		return err
	}
	switch {
	case p.PaidFen > p.DueFen:
		return Errorf(Invalid, "paidFen", "已兑付 %s 万元多于应兑付 %s 万元，请核对。", FormatWan(p.PaidFen), FormatWan(p.DueFen))
	case p.PaidOn != 0 && p.PaidFen == 0:
		return Errorf(Invalid, "paidFen", "填了兑付日期，须写明已兑付的金额。")
	}
	return nil
}

func (p *Disbursement) derive(_ Date, cal *workday.Calendar) []Derived {
	word := "未兑付"
	switch {
	case p.PaidFen > 0 && p.PaidFen >= p.DueFen:
		word = "已兑付"
	case p.PaidFen > 0:
		word = "部分兑付"
	case p.ApprovedOn != 0:
		word = "已审批，未兑付"
	}
	out := []Derived{{Key: "standing", Text: word}}
	if p.PaidFen > 0 && p.AppliedOn != 0 && p.PaidOn >= p.AppliedOn {
		out = append(out, Derived{Key: "days", N: int64(cal.Between(p.AppliedOn, p.PaidOn))})
	}
	return out
}

func (c *TimeLimitCut) check(_, today Date) error {
	switch {
	case c.Statutory < 1 || c.Promised < 0:
		return Errorf(Invalid, "statutory", "法定工作日应在 1 以上，承诺工作日不小于 0。")
	case c.Promised > c.Statutory:
		return Errorf(Invalid, "promised", "承诺 %d 个工作日比法定 %d 个还多，请核对。", c.Promised, c.Statutory)
	}
	for _, a := range c.Actual {
		if err := past(today, dated{"actual", "办结日期", a.On}); err != nil {
			return err
		}
	}
	slices.SortStableFunc(c.Actual, func(a, b ActualCase) int { return int(a.On - b.On) })
	return nil
}

// halfDays is the median of the cases' days, twice, so that it stays whole; 0 cases give 0.
func (c *TimeLimitCut) halfDays() int64 {
	n := len(c.Actual)
	if n == 0 {
		return 0
	}
	days := make([]int, n)
	for i, a := range c.Actual {
		days[i] = a.Days
	}
	slices.Sort(days)
	return int64(days[(n-1)/2] + days[n/2])
}

func (c *TimeLimitCut) derive(Date, *workday.Calendar) []Derived {
	all, n := int64(c.Statutory), int64(len(c.Actual))
	out := []Derived{{Key: "saved", N: all - int64(c.Promised), Of: all}, {Key: "cases", N: n}}
	if n > 0 {
		twice := c.halfDays()
		took := Derived{Key: "took", N: twice / 2}
		if twice%2 != 0 {
			took = Derived{Key: "took", Text: strconv.FormatInt(twice/2, 10) + ".5", N: twice / 2}
		}
		out = append(out, took, Derived{Key: "savedReally", N: 2*all - twice, Of: 2 * all})
	}
	return out
}

func (r *InspectionRound) check(on, today Date) error {
	if err := ordered(dated{"on", "开始日期", on}, dated{"until", "结束日期", r.Until}); err != nil {
		return err
	}
	days := []dated{{"feedbackOn", "反馈日期", r.FeedbackOn}, {"reportOn", "报告日期", r.ReportOn}, {"lookBackOn", "回头看日期", r.LookBackOn}}
	if err := past(today, days...); err != nil {
		return err
	}
	for _, d := range days {
		if err := ordered(dated{"on", "开始日期", on}, d); err != nil {
			return err
		}
	}
	if r.Rebound != "" && r.LookBackOn == 0 {
		return Errorf(Invalid, "lookBackOn", "填了反弹情况，须写明回头看的日期。")
	}
	return nil
}

func (r *InspectionRound) derive(Date, *workday.Calendar) []Derived {
	word := "未反馈"
	switch {
	case r.LookBackOn != 0:
		word = "已回头看"
	case r.ReportOn != 0:
		word = "已报告"
	case r.FeedbackOn != 0:
		word = "已反馈"
	}
	return []Derived{{Key: "standing", Text: word}}
}

// check lets nothing through in which a clue could hide: only a short number and the
// name of a section may be kept of one (DOMAIN §7).
func (c *ClueTransfer) check(_, _ Date) error {
	for _, x := range []struct{ key, word, text string }{{"number", "移送编号", c.Number}, {"receiver", "接收部门", c.Receiver}} {
		f := BookOf(RecClue).Field(x.key)
		if len([]rune(x.text)) > f.Most || strings.ContainsAny(x.text, "\n，。；") || SmellsOfClue(x.text) {
			return Errorf(Invalid, x.key, "这里只写%s，不得写线索内容。", x.word)
		}
	}
	return nil
}

func (*ClueTransfer) derive(Date, *workday.Calendar) []Derived { return nil }

// activityWords are the unit words of the activities every bulletin reports.
var activityWords = map[string]string{"建议": "条", "座谈会": "场", "监督卡": "张", "约谈": "人次", "建章立制": "项"}

func (a *ActivityCount) check(_, _ Date) error {
	word := activityWords[a.Name]
	switch {
	case a.Count < 1:
		return Errorf(Invalid, "count", "数量应是 1 以上的整数，现在是 %d。", a.Count)
	case word == "" && a.Unit == "":
		return Errorf(Invalid, "unit", "“%s”不是目录中的事项，请写明量词。", a.Name)
	case word != "" && a.Unit != "" && a.Unit != word:
		return Errorf(Invalid, "unit", "“%s”的量词是“%s”，不能写成“%s”。", a.Name, word, a.Unit)
	case word != "":
		a.Unit = word
	}
	return nil
}

func (*ActivityCount) derive(Date, *workday.Calendar) []Derived { return nil }

func (c *CoverageList) check(_, _ Date) error {
	if (c.Count > 0) == (len(c.Enterprises) > 0) || c.Count < 0 {
		return Errorf(Invalid, "count", "请写明家数（1 以上），或给出逐户名单，二者取一。")
	}
	return nil
}

func (c *CoverageList) derive(Date, *workday.Calendar) []Derived {
	if n := len(c.Enterprises); n > 0 {
		return []Derived{{Key: "firms", N: int64(n)}, {Key: "standing", Text: "逐户名单"}}
	}
	return []Derived{{Key: "firms", N: c.Count}, {Key: "standing", Text: "只有家数"}}
}

func (*SupportMeasure) check(_, _ Date) error { return nil }

func (*SupportMeasure) derive(Date, *workday.Calendar) []Derived { return nil }

func (s *Supervision) check(on, _ Date) error {
	return ordered(dated{"on", "发出日期", on}, dated{"due", "要求回复日期", s.Due})
}

func (s *Supervision) derive(today Date, _ *workday.Calendar) []Derived {
	d := Derived{Key: "standing", Text: "待回复"}
	switch {
	case s.Reply != "":
		d.Text = "已回复"
	case s.Due != 0 && s.Due < today:
		d.Text, d.Late = "逾期未回复", true
	}
	return []Derived{d}
}
