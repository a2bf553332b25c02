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

func TestTheDayOfCompletionMayStandInItsWords(t *testing.T) {
	head := "走访日期|走访单位|企业名称|反映问题|责任单位|办理情况|完成情况|销号日期"
	const before = "2026-03-08|县纪委|甲公司|用电不足|供电公司|"
	for name, c := range map[string]struct {
		row   string
		state data.State
		on    string // of 办结
		basis data.Basis
	}{
		"已办结 at the end":          {"|已修复，已办结|", data.Resolved, "2026-10-31", data.Inferred},
		"a day and 办结":            {"|已对接职校，10月12日办结|", data.Resolved, "2026-10-12", data.Real},
		"in brackets":             {"|已完成（3月20日）|", data.Resolved, "2026-03-20", data.Real},
		"a full day in brackets":  {"|已办结（2026.3.20）|", data.Resolved, "2026-03-20", data.Real},
		"behind 于":                {"|已于2026年3月20日办结|", data.Resolved, "2026-03-20", data.Real},
		"a day and 已完成":           {"|3月20日已完成|", data.Resolved, "2026-03-20", data.Real},
		"in the story":            {"召开协调会，已于10月15日办结||", data.Resolved, "2026-10-15", data.Real},
		"the story, and the word": {"10月15日办结|已办结|", data.Resolved, "2026-10-15", data.Real},
		"a plan":                  {"|预计10月12日办结|", data.Working, "", data.Real},
		"a limit":                 {"|10月12日前办结|", data.Working, "", data.Real},
		"another day":             {"|已办结，10月15日回访满意|", data.Resolved, "2026-10-31", data.Inferred},
		"a step":                  {"|10月12日完成现场勘查|", data.Working, "", data.Real},
		"after today":             {"|12月12日办结|", data.Working, "", data.Real},
		"before the visit":        {"|已完成（3月2日）|", data.Resolved, "2026-10-31", data.Inferred},
		"after 销号":                {"|已完成（10月20日）|2026-10-10", data.StruckOff, "", data.Real},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", head, before+c.row))
			equal(t, "rejected", p.Rejected, []Reject{})
			_, tl := m.only(t)
			equal(t, "state", tl.State.String(), c.state.String())
			if c.on != "" {
				equal(t, "on", tl.ResolvedOn.String(), c.on)
				equal(t, "basis", tl.ResolveBasis, c.basis)
			}
			notes := strings.Join(p.Notes, "\n")
			equal(t, "told as 在办", strings.Contains(notes, "看不出是否办结"), c.state == data.Working)
		})
	}
}

func TestALimitThatIsADateIsShownAsOne(t *testing.T) {
	for text, want := range map[string]string{
		"46254": "2026-08-20", "46254.5": "2026-08-20", "2026/8/25 12:08:10": "2026-08-25", "2026-08-25 00:00:00": "2026-08-25", "2026-08-25T00:00:00": "2026-08-25",
		"2026年8月25日前": "2026年8月25日前", "8月底前": "8月底前", "2026.8.25": "2026.8.25", "7个工作日": "7个工作日",
	} {
		t.Run(text, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-10-31", rectifyHead, "月度通报|融资|甲问题|商务局|"+text+"||正在推进|否|"))
			_, tl := m.only(t)
			equal(t, "text", tl.Deadline.Text, want)
		})
	}
}

func TestAWordIsTakenInTheDictionaryThatHasIt(t *testing.T) {
	for name, c := range map[string]struct {
		category, nature string // cells
		wantC, wantN     string
		unknown          bool
	}{
		"a nature under 问题类别":        {"服务效能", "", "", "服务效能", false},
		"作风问题 under 问题类别":            {"作风问题", "", "", "作风问题", false},
		"政策执行类 under 问题类别":           {"政策执行类", "", "", "政策执行", false},
		"both have 执法监管":             {"执法监管", "", "执法监管", "", false},
		"both have 执法监管, 性质":         {"", "执法监管", "", "执法监管", false},
		"both have 其他":               {"其他", "", "其他", "", false},
		"a category under 性质":        {"", "融资", "融资", "", false},
		"a category, and a nature":   {"融资", "服务效能", "融资", "服务效能", false},
		"the column's own word wins": {"服务效能", "政策执行", "", "政策执行", false},
		"each under the other":       {"服务效能", "融资", "融资", "服务效能", false},
		"nobody knows":               {"稀罕", "", "", "", true},
		"a word in a longer text":    {"企业融资续贷", "", "融资", "", false},
		"nothing":                    {"", "", "", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", "登记日期|具体问题|问题类别|问题性质|责任单位", "2026-10-08|甲问题|"+c.category+"|"+c.nature+"|商务局"))
			q, _ := m.only(t)
			entry := func(id data.ID) string {
				for _, e := range m.entries {
					if e.ID == id {
						return e.Name
					}
				}
				return ""
			}
			equal(t, "category", entry(q.Category), c.wantC)
			equal(t, "nature", entry(q.Nature), c.wantN)
			equal(t, "complaint", q.Complaint, c.wantN == "作风问题")
			equal(t, "told", strings.Contains(strings.Join(p.Notes, ""), "不在字典中"), c.unknown)
		})
	}
}

func TestALimitCountedFromTheProblemsOwnDay(t *testing.T) {
	for name, c := range map[string]struct {
		registered, text string
		due              string // empty: 期限缺失, told
	}{
		"本月底":                        {"2026-01-20", "本月底", "2026-01-31"},
		"下月底 at the year's end":      {"2025-12-31", "下月底前", "2026-01-31"},
		"下月底 in January":             {"2026-01-31", "下月底", "2026-02-28"},
		"年底前":                        {"2026-01-20", "年底前", "2026-12-31"},
		"春节前":                        {"2026-01-20", "春节前", "2026-02-14"},
		"春节前 of the year before":     {"2025-12-20", "春节前", "2026-02-14"},
		"春节前, in the holiday":        {"2025-01-29", "春节前", "2026-02-14"},
		"春节前, year without a notice": {"2026-10-20", "春节前", ""},
		"本月底, no day":                {"", "本月底", ""},
		"春节前, no day":                {"", "春节前", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			p := m.load(t, asOf("2026-10-31", "登记日期|具体问题|责任单位|办结时限", c.registered+"|甲问题|商务局|"+c.text))
			_, tl := m.only(t)
			equal(t, "due", tl.Due.String(), c.due)
			if c.due != "" {
				equal(t, "text", tl.Deadline.Text, c.text)
			}
			equal(t, "told", strings.Contains(strings.Join(p.Notes, ""), "看不出是哪一天"), c.due == "")
		})
	}
}
