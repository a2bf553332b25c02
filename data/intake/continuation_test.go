package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestSeveralRowsOfOneProblem(t *testing.T) {
	head := "序号|问题来源|具体问题|整改措施|责任单位|整改时限|整改进展|完成情况|是否销号"
	merged := []string{head,
		"1|季度督查|甲问题|建立专班|商务局|2026年12月底前|已建立|正在推进|否",
		"|||每周调度|发改委||已调度||",
		"|||完善制度|商务局||||",
		"2|季度督查|乙问题|整改|人社局|长期坚持||长期坚持|",
		"合计|||2|||||"}
	unmerged := slicesOf(merged)
	unmerged[3] = "|||完善制度|||||"
	missing := slicesOf(merged)
	missing[2] = "2|季度督查||每周调度|发改委||已调度|正在推进|否"
	for name, c := range map[string]struct {
		rows     []string
		merge    bool
		problems int
		rejected int
		steps    string
	}{
		"merged":                {merged, true, 2, 0, "建立专班\n每周调度\n完善制度"},
		"as CSV":                {unmerged, false, 2, 0, "建立专班\n每周调度\n完善制度"},
		"a number is a problem": {missing, false, 2, 1, "建立专班"},
	} {
		t.Run(name, func(t *testing.T) {
			in := asOf("2026-10-31", c.rows...)
			if c.merge {
				in = Input{Name: "a.xlsx", AsOf: in.AsOf, Data: bookOf(t, []string{"台账"}, map[string][]string{"台账": c.rows}, func(f *excelize.File) {
					for _, column := range []string{"A", "B", "C", "F", "H", "I"} {
						must(t, f.MergeCell("台账", column+"2", column+"4"))
					}
				})}
			}
			m := newMemory(t)
			p := m.load(t, in)
			equal(t, "rejected", len(p.Rejected), c.rejected)
			equal(t, "problems", len(m.problems), c.problems)
			for _, q := range m.problems {
				if q.Content == "甲问题" && c.rejected == 0 {
					equal(t, "steps", q.Fields[RawPrefix+fSteps], c.steps)
					equal(t, "supporting", len(q.Supporting), 1)
				}
			}
			again := m.load(t, in)
			equal(t, "again new", again.New, Added{})
			equal(t, "again updated", again.Updated, 0)
		})
	}
}

func slicesOf(rows []string) []string { return append([]string(nil), rows...) }

func TestRowsThatAreNoRecords(t *testing.T) {
	head := "序号|走访日期|走访单位|企业名称|反映问题|责任单位|备注"
	record := "1|2026-10-01|县纪委|甲公司|用电不足|供电公司|"
	for name, row := range map[string]string{
		"合计": "合计|||3|||", "小计": "|小计||3|||", "本月小计": "本月小计|||3|||", "总计": "总 计|||3|||", "晋江市小计": "晋江市小计|||3|||", "合计 with a colon": "合计：3家||||||",
		"a section": "一、融资类问题||||||", "a number alone": "2||||||", "the header again": head, "填表人": "填表人：某某|||审核人：某某|||", "注": "注：本表每月报送。||||||",
		"blank": "||||||", "spaces": " |　| ||||", "a section in the second column": "|二、用工||||| ",
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", head, record, row, strings.ReplaceAll(record, "甲公司", "乙公司")))
			equal(t, "rejected", p.Rejected, []Reject{})
			equal(t, "visits", len(m.visits), 2)
			equal(t, "problems", len(m.problems), 2)
		})
	}
}
