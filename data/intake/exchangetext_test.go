package intake

import (
	"testing"
	"time"

	"qinqing/data"
)

func TestAnExportTellsTheBasisOfItsDays(t *testing.T) {
	head := "走访日期|走访单位|企业名称|反映问题|责任单位|完成情况|反馈日期|办结日期|回访日期|企业满意度"
	const before = "2026-09-01|县纪委|甲公司|用电不足|供电公司|"
	for name, c := range map[string]struct {
		row, report, resolve, visit string
	}{
		"all real":      {"已办结|2026-09-10|2026-09-12|2026-09-20|满意", "2026-09-10", "2026-09-12", "2026-09-20"},
		"no days":       {"已办结||||满意", "", "2026-10-31（推定）", "2026-10-31（推定）"},
		"no return day": {"已办结||2026-09-12||满意", "", "2026-09-12", "2026-10-31（推定）"},
		"已反馈, no day":   {"已反馈||||", "2026-10-31（推定）", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-10-31", head, before+c.row))
			p, tl := m.only(t)
			row := ProblemRow(p, tl, m.names())
			for i, h := range ProblemHeader() {
				if want, ok := map[string]string{"反馈日期": c.report, "办结日期": c.resolve, "回访日期": c.visit}[h]; ok {
					equal(t, h, row[i], want)
				}
			}
		})
	}
}

func TestAnEventsTimeIsTheOfficesOwn(t *testing.T) {
	at := time.Date(2026, 11, 22, 17, 11, 8, 0, time.Local)
	for name, c := range map[string]struct {
		at   time.Time
		want string
	}{
		"local":    {at, "2026-11-22 17:11"},
		"in UTC":   {at.UTC(), "2026-11-22 17:11"},
		"not kept": {time.Time{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			row := EventRow(&data.Problem{}, data.Event{Kind: data.Register, RecordedAt: c.at}, Names{})
			for i, h := range EventHeader() {
				if h == "登记时间" {
					equal(t, h, row[i], c.want)
				}
			}
		})
	}
}
