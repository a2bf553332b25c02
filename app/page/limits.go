package page

import (
	"slices"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// deadlines are the limits offices write most.
var deadlines = []string{"5个工作日", "10个工作日", "15个工作日", "30个工作日", "1个月", "3个月", "立行立改", "长期坚持"}

// LimitDay is the day a limit falls on, 0 if it has none; what it passed over besides
// weekends; and why it may still change.
type LimitDay struct {
	Due               data.Date
	Passed, Uncertain string
}

// proposal is the limit the office's settings propose for a category, "" for none.
func (c choices) proposal(category string) string { return c.limits.Lead(c.limitKeys[category]) }

// offerLimits offers the limit proposed for the category first, so that ↓ marks it, then
// those written most, then those of the grades.
func (c choices) offerLimits(category func() string) func(text string) []string {
	return func(text string) []string {
		all := append(slices.Clone(deadlines), c.limits.Graded()...)
		if first := c.proposal(category()); first != "" {
			all = slices.DeleteFunc(all, func(s string) bool { return s == first })
			all = append([]string{first}, all...)
		}
		return widget.Matching(all)(text)
	}
}

// limitHint is the day a limit falls on; where none was written and one is wanted, the
// proposal and its day.
func (o *Office) limitHint(text, proposal string, wanted bool, on data.Date) string {
	if text = strings.TrimSpace(text); text != "" || !wanted || proposal == "" {
		return o.dueHint(text, on)
	}
	due := o.dueHint(proposal, on)
	if due != "" {
		due = "，" + due
	}
	return "没有填写。建议 " + proposal + due + "；按 ↓ 选用"
}

// dueHint is the day a limit falls on, as it is typed.
func (o *Office) dueHint(text string, on data.Date) string {
	if text == "" || on == 0 {
		return ""
	}
	day, err := o.Actions.DueDay(o.Context, text, on)
	switch {
	case err != nil:
		return "还看不懂，如：10个工作日、" + on.AddDays(30).String() + "、立行立改"
	case day.Due == 0:
		return "没有具体日期"
	}
	return "到期日 " + day.Due.String() + day.why()
}

// why is what moved the day and why it may still move, in brackets.
func (d LimitDay) why() string {
	said := []string{}
	if d.Passed != "" {
		said = append(said, d.Passed)
	}
	if d.Uncertain != "" {
		said = append(said, "不确定："+d.Uncertain)
	}
	if len(said) == 0 {
		return ""
	}
	return "（" + strings.Join(said, "；") + "）"
}

// categoryOf is the name of the category a problem is in now.
func (o *Office) categoryOf(p *data.Problem) (name string) {
	err := o.View(o.Context, func(v *store.View) error {
		a, err := v.Account(p.ID)
		if err == nil {
			name = a.Category(a.Timeline.Now.Category)
		}
		return err
	})
	if err != nil { // only a proposal is at stake
		o.log("category: " + err.Error())
	}
	return name
}
