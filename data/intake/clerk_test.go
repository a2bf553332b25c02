package intake

import (
	"strings"
	"testing"

	"qinqing/data"
)

func TestADateBesideAVisitedEnterpriseIsTheVisits(t *testing.T) {
	head := "日期|走访企业|县区|问题|责任单位|进展|满意吗"
	for name, c := range map[string]struct {
		head, row string
		kind      Kind
		visits    int
		basis     data.Basis
		on        string
	}{
		"日期 and 走访企业":   {head, "2026-10-08|甲公司|晋江市|用电不足|供电公司|已办结|满意", Visits, 1, data.Real, "2026-10-08"},
		"时间 and 受访企业":   {"时间|受访企业|问题", "10月8日|甲公司|用电不足", Visits, 1, data.Real, "2026-10-08"},
		"no problem":    {"日期|走访企业|走访单位", "2026-10-08|甲公司|县纪委", Visits, 1, data.Real, ""},
		"企业名称 alone":    {"日期|企业名称|问题|责任单位", "2026-10-08|甲公司|用电不足|供电公司", Rectify, 0, data.Inferred, "2026-10-31"},
		"走访日期 is there": {"走访日期|日期|走访企业|问题", "2026-10-08|2026-10-09|甲公司|用电不足", Visits, 1, data.Real, "2026-10-08"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			in := asOf("2026-10-31", c.head, c.row)
			p := m.load(t, in)
			equal(t, "kind", p.Kind, c.kind)
			equal(t, "visits", p.New.Visits, c.visits)
			if c.on == "" {
				equal(t, "problems", p.New.Problems, 0)
				return
			}
			q, tl := m.only(t)
			equal(t, "registered", tl.RegisteredOn.String(), c.on)
			equal(t, "basis", tl.RegBasis, c.basis)
			if c.head == head {
				equal(t, "satisfaction", tl.Satisfaction, data.Satisfied)
				equal(t, "region", m.regions[q.Region].Name, "晋江市")
			}
		})
	}
}

func TestARowSaysWhatIsOddAboutItsDays(t *testing.T) {
	for name, c := range map[string]struct {
		head, row  string
		what, says string // of the row
		note       string // of the plan
	}{
		"all well":              {"登记日期|具体问题|责任单位", "2026-10-08|用电不足|供电公司", DoNew, "", ""},
		"no day":                {"登记日期|具体问题|责任单位", "|用电不足|供电公司", DoNew, "没有写日期，推定登记日期 2026-10-31", "有 1 行没有写日期（“台账”表第 2 行）"},
		"no column for a day":   {"具体问题|责任单位", "用电不足|供电公司", DoNew, "没有写日期，推定登记日期 2026-10-31", ""},
		"after the as-of date":  {"登记日期|具体问题|责任单位", "2026-11-05|用电不足|供电公司", DoNew, "登记日期 2026-11-05 在截至日（2026-10-31）之后，请核对", "在截至日之后（“台账”表第 2 行）"},
		"a visit after it":      {"日期|走访企业|问题", "2026-11-05|甲公司|用电不足", DoNew, "日期 2026-11-05 在截至日（2026-10-31）之后，请核对", "在截至日之后"},
		"a visit without one":   {"日期|走访企业|问题", "2026-11-05|甲公司|无", DoNothing, "新增；日期 2026-11-05 在截至日（2026-10-31）之后，请核对", "在截至日之后"},
		"a visit without a day": {"日期|走访企业|问题", "|甲公司|用电不足", DoReject, "缺走访日期。请补填后再导入。", ""},
	} {
		t.Run(name, func(t *testing.T) {
			in := asOf("2026-10-31", c.head, c.row)
			in.Name = "台账.csv"
			p := newMemory(t).plan(t, in)
			equal(t, "what", p.Rows[0].What, c.what)
			equal(t, "says", p.Rows[0].Reason, c.says)
			if notes := strings.Join(p.Notes, "\n"); !strings.Contains(notes, c.note) || c.note == "" && strings.Contains(notes, "没有写日期") {
				t.Errorf("notes: %s", notes)
			}
		})
	}
}

func TestColumnsThatAreNotUsedAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		head, row, want string
	}{
		"all used":           {"登记日期|具体问题|责任单位", "2026-10-08|用电不足|供电公司", ""},
		"two not":            {"登记日期|具体问题|责任单位|天气|车辆", "2026-10-08|用电不足|供电公司|晴|两辆", "工作表“台账”中没有用上的列：“天气”、“车辆”。"},
		"one of them empty":  {"登记日期|具体问题|责任单位|天气|车辆", "2026-10-08|用电不足|供电公司||两辆", "工作表“台账”中没有用上的列：“车辆”。"},
		"a second 诉求 helps":  {"登记日期|存在问题|企业诉求|责任单位", "2026-10-08|无|用电不足|供电公司", ""},
		"a second 办结 column": {"具体问题|责任单位|办结日期|完成时间", "用电不足|供电公司|2026-10-20|2026-10-20", "“完成时间”"},
	} {
		t.Run(name, func(t *testing.T) {
			in := asOf("2026-10-31", c.head, c.row)
			in.Name = "台账.csv"
			notes := strings.Join(newMemory(t).plan(t, in).Notes, "\n")
			if c.want == "" && strings.Contains(notes, "没有用上的列") || !strings.Contains(notes, c.want) {
				t.Errorf("want %q in\n%s", c.want, notes)
			}
		})
	}
}

func TestRowsAreNamedBySheetAndNumber(t *testing.T) {
	for name, c := range map[string]struct {
		rows spots
		want string
	}{
		"none":              {nil, ""},
		"one":               {spots{{"甲", 3}}, "“甲”表第 3 行"},
		"two of a sheet":    {spots{{"甲", 3}, {"甲", 7}}, "“甲”表第 3、7 行"},
		"of two sheets":     {spots{{"甲", 3}, {"乙", 2}, {"乙", 4}}, "“甲”表第 3 行、“乙”表第 2、4 行"},
		"five":              {spots{{"甲", 1}, {"甲", 2}, {"甲", 3}, {"甲", 4}, {"甲", 5}}, "“甲”表第 1、2、3、4、5 行"},
		"six":               {spots{{"甲", 1}, {"甲", 2}, {"甲", 3}, {"甲", 4}, {"甲", 5}, {"甲", 6}}, "“甲”表第 1、2、3、4、5 行等 6 行"},
		"six of two sheets": {spots{{"甲", 1}, {"甲", 2}, {"甲", 3}, {"甲", 4}, {"乙", 5}, {"乙", 6}}, "“甲”表第 1、2、3、4 行、“乙”表第 5 行等 6 行"},
	} {
		t.Run(name, func(t *testing.T) { equal(t, name, c.rows.String(), c.want) })
	}
}
