package intake

import (
	"testing"

	"qinqing/data"
)

// A ledger that leaves columns out says nothing about them (DOMAIN §8: what is known stays).
func TestAShorterFormTakesNothingBack(t *testing.T) {
	full := "序号|走访日期|走访单位|企业名称|联系人|反映问题|问题类别|责任单位|交办日期|办结时限|完成情况|办结日期|是否销号|销号日期|内部编码"
	row := "1|2026-09-01|县纪委|甲公司|陈生|用电不足|水电气要素|供电公司|2026-09-02|2026年10月底前|已办结|2026-09-20|是|2026-09-21|K1"
	for name, c := range map[string]struct {
		head, row     string
		updated, same int
		state         data.State
		done          string
	}{
		"the same":                  {full, row, 0, 2, data.StruckOff, "2026-09-20"},
		"without an unknown column": {"走访日期|走访单位|企业名称|联系人|反映问题|问题类别|责任单位|交办日期|办结时限|完成情况|办结日期|是否销号|销号日期", "2026-09-01|县纪委|甲公司|陈生|用电不足|水电气要素|供电公司|2026-09-02|2026年10月底前|已办结|2026-09-20|是|2026-09-21", 0, 2, data.StruckOff, "2026-09-20"},
		"without 销号":                {"走访日期|走访单位|企业名称|反映问题|责任单位|交办日期|完成情况|办结日期", "2026-09-01|县纪委|甲公司|用电不足|供电公司|2026-09-02|已办结|2026-09-20", 0, 2, data.StruckOff, "2026-09-20"},
		"without 销号, one changed":   {"走访日期|走访单位|企业名称|反映问题|责任单位|交办日期|完成情况|办结日期", "2026-09-01|县纪委|甲公司|用电不足|供电公司|2026-09-02|已办结|2026-09-18", 1, 1, data.StruckOff, "2026-09-18"},
		"only the bare facts":       {"走访日期|走访单位|企业名称|反映问题", "2026-09-01|县纪委|甲公司|用电不足", 0, 2, data.StruckOff, "2026-09-20"},
		"an emptied cell counts":    {full, "1|2026-09-01|县纪委|甲公司|陈生|用电不足|水电气要素|供电公司|2026-09-02|2026年10月底前|已办结|2026-09-20|||K1", 1, 1, data.Resolved, "2026-09-20"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-09-30", full, row))
			p := m.load(t, asOf("2026-10-31", c.head, c.row))
			equal(t, "rejected", p.Rejected, []Reject{})
			equal(t, "new", p.New, Added{})
			equal(t, "updated", p.Updated, c.updated)
			equal(t, "same", p.Same, c.same)
			q, tl := m.only(t)
			equal(t, "state", tl.State, c.state)
			equal(t, "done", tl.ResolvedOn.String(), c.done)
			equal(t, "code", q.Fields[RawPrefix+"+内部编码"], "K1")
			equal(t, "due", tl.Due.String(), "2026-10-31")
			again := m.load(t, asOf("2026-10-31", c.head, c.row))
			equal(t, "again", again.Updated, 0)
		})
	}
}
