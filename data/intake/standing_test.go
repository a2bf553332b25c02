package intake

import (
	"strings"
	"testing"

	"qinqing/data"
)

// What a row's words and days together say of a problem (DOMAIN §8, third paragraph).
func TestWhatARowSays(t *testing.T) {
	head := "走访日期|走访单位|企业名称|反映问题|责任单位|交办日期|办结时限|办理情况|完成情况|反馈日期|办结日期|是否销号|销号日期|企业满意度"
	const before = "2026-10-08|县纪委|甲公司|用电不足|"
	for name, c := range map[string]struct {
		row   string
		stock data.Stock // empty: refused
		state data.State
		real  bool // the day of 办结 or 销号 is 实录
	}{
		"nothing, assigned":                  {"商务局|2026-10-09||||||||", data.StockO, data.Assigned, true},
		"nothing, no unit":                   {"|||||||||", data.StockO, data.Pending, true},
		"待交办":                                {"||||待交办|||||", data.StockO, data.Pending, true},
		"已交办":                                {"商务局||||已交办|||||", data.StockO, data.Assigned, true},
		"正在推进":                               {"商务局||||正在推进|||||", data.StockO, data.Working, true},
		"基本完成":                               {"商务局||||基本完成|||||", data.StockO, data.Working, true},
		"办理中":                                {"商务局|||办理中||||||", data.StockO, data.Working, true},
		"已答复":                                {"商务局||||已答复|||||", data.StockO, data.Reported, true},
		"已反馈 with a day":                     {"商务局|2026-10-09|||已反馈|2026-10-12||||", data.StockO, data.Reported, true},
		"a day of 反馈 alone":                  {"商务局|2026-10-09||||2026-10-12||||", data.StockO, data.Reported, true},
		"a story and a day of 反馈":            {"商务局|2026-10-09||已会同供电公司勘查||2026-10-12||||", data.StockO, data.Reported, true},
		"已办结, no day":                        {"商务局||||已办结|||||", data.StockR, data.Resolved, false},
		"已办结 with a day":                     {"商务局||||已办结||2026-10-20|||", data.StockR, data.Resolved, true},
		"已完成, 否":                             {"商务局||||已完成|||否||", data.StockR, data.Resolved, false},
		"已解决, 是":                             {"商务局||||已解决|||是||", data.StockX, data.StruckOff, false},
		"√ and √":                            {"商务局||||√|||√||", data.StockX, data.StruckOff, false},
		"是 alone":                            {"商务局|||||||是||", data.StockX, data.StruckOff, false},
		"a day of 销号 alone":                  {"商务局||||||||2026-10-21|", data.StockX, data.StruckOff, true},
		"both days":                          {"商务局||||已办结||2026-10-20|是|2026-10-21|", data.StockX, data.StruckOff, true},
		"both on the day of the visit":       {"商务局||立行立改||已办结||2026-10-08|是|2026-10-08|", data.StockX, data.StruckOff, true},
		"已完成并销号":                             {"商务局||||已完成并销号|||||", data.StockX, data.StruckOff, false},
		"a story, 是":                         {"商务局|||10月12日召开协调会；10月15日完成增容||||是||", data.StockX, data.StruckOff, false},
		"a story with a day":                 {"商务局|||10月12日召开协调会|||2026-10-15|||", data.StockR, data.Resolved, true},
		"a story that ends settled":          {"商务局|||经协调供电公司，问题已解决。||||||", data.StockR, data.Resolved, false},
		"a story that ends settled on a day": {"商务局|||召开协调会，已于10月15日办结||||||", data.StockR, data.Resolved, true},
		"a story that is not settled":        {"商务局|||已协调供电公司，预计11月解决||||||", data.StockO, data.Working, true},
		"a story half settled":               {"商务局|||部分问题已解决||||||", data.StockO, data.Working, true},
		"长期坚持":                               {"商务局||||长期坚持|||||", data.StockL, data.LongTerm, false},
		"open, limit 长期坚持":                   {"商务局||长期坚持||正在推进|||||", data.StockL, data.LongTerm, false},
		"settled, limit 长期坚持":                {"商务局||长期坚持||已完成|||||", data.StockR, data.Resolved, false},
		"open, limit X 前，并长期坚持":              {"商务局||2026年12月底前，并长期坚持||正在推进|||||", data.StockO, data.Working, true},
		"不予受理":                               {"商务局||||不予受理|||||", data.StockN, data.Declined, false},
		"正在推进, 是":                            {"商务局||||正在推进|||是||", "", 0, false},
		"正在推进, day of 销号":                    {"商务局||||正在推进||||2026-10-21|", "", 0, false},
		"基本完成, 是":                            {"商务局||||基本完成|||是||", "", 0, false},
		"办理中 in 办理情况, 是":                     {"商务局|||正在协调供电公司||||是||", "", 0, false},
		"正在推进, day of 办结":                    {"商务局||||正在推进||2026-10-20|||", "", 0, false},
		"已销号, 否":                             {"商务局||||已销号|||否||", "", 0, false},
		"销号 before 办结":                       {"商务局||||已办结||2026-10-20|是|2026-10-19|", "", 0, false},
		"办结 before the visit":                {"商务局||||已办结||2026-10-07|||", "", 0, false},
		"办结 before 交办":                       {"商务局|2026-10-12|||已办结||2026-10-10|||", "", 0, false},
		"办结 after today":                     {"商务局||||已办结||2026-12-20|||", "", 0, false},
		"a limit that is no day":             {"商务局||2026年2月30日||正在推进|||||", "", 0, false},
		"a classification":                   {"商务局||||秘密★1年|||||", "", 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			in := asOf("2026-10-31", head, before+c.row)
			in.Today = day0("2026-11-22")
			p := m.load(t, in)
			if c.stock == "" {
				equal(t, "rejected", len(p.Rejected), 1)
				equal(t, "written", len(m.problems), 0)
				return
			}
			equal(t, "rejected", p.Rejected, []Reject{})
			_, tl := m.only(t)
			equal(t, "stock", tl.StockAt(day0("2026-11-22")), c.stock)
			equal(t, "state", tl.State, c.state)
			if c.stock == data.StockR || c.stock == data.StockX {
				basis := tl.ResolveBasis
				if tl.ResolvedOn == 0 || c.stock == data.StockX && tl.StrikeBasis == data.Inferred {
					basis = tl.StrikeBasis
				}
				equal(t, "real", basis == data.Real, c.real)
			}
		})
	}
}

func TestClassifiedFilesAndClues(t *testing.T) {
	row := "月度通报|作风|企业举报某科长索要好处|商务局|||正在推进|否|"
	for name, c := range map[string]struct {
		rows []string
		read bool
		note bool
	}{
		"a classified title":   {[]string{"机密★10年", rectifyHead, row}, false, false},
		"a title in its words": {[]string{"问题台账（秘密级）", rectifyHead, row}, false, false},
		"a clue":               {[]string{"问题台账", rectifyHead, row}, true, true},
		"商业秘密":                 {[]string{"问题台账", rectifyHead, "月度通报|其他|企业反映商业秘密保护不足|商务局|||正在推进|否|"}, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := MakePlan(t.Context(), asOf("2026-10-31", c.rows...), newMemory(t))
			equal(t, "read", err == nil, c.read)
			if err == nil {
				equal(t, "rejected", p.Rejected, []Reject{})
				equal(t, "note", strings.Contains(strings.Join(p.Notes, ""), "问题线索"), c.note)
			}
		})
	}
}
