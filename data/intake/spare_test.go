package intake

import (
	"testing"

	"qinqing/data"
)

func TestTheProblemMayStandInASecondColumn(t *testing.T) {
	head := "走访日期|走访单位|企业名称|存在问题|企业诉求|意见建议|责任单位"
	for name, c := range map[string]struct{ row, want string }{
		"the first":          {"2026-10-01|县纪委|甲公司|用电不足|希望增容||供电公司", "用电不足"},
		"the second":         {"2026-10-01|县纪委|甲公司|无|希望增容||供电公司", "希望增容"},
		"the first is blank": {"2026-10-01|县纪委|甲公司||希望增容||供电公司", "希望增容"},
		"advice is none":     {"2026-10-01|县纪委|甲公司|无|无|多开座谈会|", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", head, c.row))
			equal(t, "rejected", p.Rejected, []Reject{})
			got := ""
			for _, q := range m.problems {
				got = q.Content
			}
			equal(t, "content", got, c.want)
		})
	}
}

func TestRegistrationIsTheEarliestOfSeveralDays(t *testing.T) {
	head := "具体问题|登记日期|发现日期|交办日期|责任单位|完成情况"
	for name, c := range map[string]struct{ row, want string }{
		"发现 earlier":   {"甲问题|2026-09-10|2026-09-03|2026-09-12|商务局|正在推进", "2026-09-03"},
		"登记 earlier":   {"甲问题|2026-09-10|2026-09-13|2026-09-12|商务局|正在推进", "2026-09-10"},
		"交办 earlier":   {"甲问题|2026-09-10||2026-09-01|商务局|正在推进", "2026-09-01"},
		"only 发现":      {"甲问题||2026-09-03||商务局|正在推进", "2026-09-03"},
		"发现 is no day": {"甲问题|2026-09-10|日常监督|2026-09-12|商务局|正在推进", "2026-09-10"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-10-31", head, c.row))
			_, tl := m.only(t)
			equal(t, "registered", tl.RegisteredOn.String(), c.want)
			equal(t, "basis", tl.RegBasis, data.Real)
		})
	}
}

func TestAColumnOfDaysMayHoldLimits(t *testing.T) {
	for name, c := range map[string]struct {
		rows      []string
		due, done string // of the first row
	}{
		"words of limits":         {[]string{"具体问题|责任单位|完成时间|完成情况", "甲问题|商务局|2026年11月底前|正在推进"}, "2026-11-30", ""},
		"days of unfinished rows": {[]string{"具体问题|责任单位|整改时间|完成情况", "甲问题|商务局|2026-11-20|正在推进", "乙问题|商务局|2026-11-21|正在推进"}, "2026-11-20", ""},
		"days of finished rows":   {[]string{"具体问题|责任单位|整改时间|完成情况", "甲问题|商务局|2026-10-20|已完成", "乙问题|商务局|2026-10-21|已完成"}, "", "2026-10-20"},
		"办结日期 stays what it is":   {[]string{"具体问题|责任单位|办结日期|完成情况", "甲问题|商务局|2026-10-20|已完成", "乙问题|商务局||正在推进"}, "", "2026-10-20"},
		"计划 beside 实际":            {[]string{"具体问题|责任单位|完成时间|实际完成时间|完成情况", "甲问题|商务局|11月底前|2026-10-20|已完成"}, "2026-11-30", "2026-10-20"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", c.rows...))
			equal(t, "rejected", p.Rejected, []Reject{})
			q := m.pick(func(q data.Problem) bool { return q.Content == "甲问题" })[0]
			tl, err := q.Timeline(m.clock)
			must(t, err)
			equal(t, "due", tl.Due.String(), c.due)
			equal(t, "done", tl.ResolvedOn.String(), c.done)
		})
	}
}
