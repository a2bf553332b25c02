package command

import (
	"testing"

	"qinqing/reports"
)

// What is written into one folder has a name of its own: neither a topic's workbook nor a
// correction's takes the place of the month's.
func TestWorkbooksHaveNamesOfTheirOwn(t *testing.T) {
	for name, c := range map[string]struct{ kind, title, want string }{
		"a month":             {"月度通报", "关于2026年10月访企问需工作情况的通报", "某纪委2026年10月访企问需情况统计表.xlsx"},
		"its correction":      {"月度通报", "关于2026年10月访企问需工作情况的通报（更正）", "某纪委2026年10月访企问需情况（更正）统计表.xlsx"},
		"a topic":             {reports.TopicKind, "关于2026年10月融资问题办理情况的通报", "某纪委2026年10月融资问题办理情况统计表.xlsx"},
		"a topic's":           {reports.TopicKind, "关于2026年10月融资问题办理情况的通报（更正）", "某纪委2026年10月融资问题办理情况（更正）统计表.xlsx"},
		"a title of its own":  {reports.TopicKind, "营商环境专题：用工", "某纪委营商环境专题：用工统计表.xlsx"},
		"a slash in the name": {reports.TopicKind, "关于水/电问题的通报", "某纪委水电问题统计表.xlsx"},
	} {
		b := &reports.Bulletin{Kind: c.kind, Title: c.title, Period: reports.PeriodInfo{Name: "2026年10月"}, Signature: reports.Signature{Unit: "某纪委"}}
		if got := workbookName(b); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
