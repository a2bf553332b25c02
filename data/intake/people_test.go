package intake

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// Whoever a ledger names in a column of his own is known to the masks afterwards.
func TestImportedPeopleAreKnown(t *testing.T) {
	for name, c := range map[string]struct{ head, row, people string }{
		"visits": {"走访日期|走访单位|企业名称|走访人员|企业联系人|联系电话|反映问题|责任单位|责任人|责任领导|第二联系人",
			"2026-10-01|县纪委|甲公司|司徒样|欧阳试|13800001234|用电不足|供电公司|诸葛范|尉迟例|上官备13900005678", "司徒样 欧阳试 13800001234 诸葛范 尉迟例 上官备13900005678"},
		"a second contact of the same firm": {"走访日期|走访单位|企业名称|联系人及电话|反映问题|责任单位",
			"2026-10-02|县纪委|乙公司|长孙另13700009999|用水不足|供水公司", "长孙另13700009999"},
		"rectification": {"序号|问题来源|具体问题|牵头领导|责任单位|责任人|整改时限", "1|巡察移交|窗口少|慕容领|商务局|东方任|2026-12-31", "慕容领 东方任"},
		"messages":      {messagesHead, "1|公孙网|路灯不亮|2026/9/25|小区门口路灯坏了|已修复。|2026/10/10", "公孙网"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			must(t, m.SaveUnit(&data.Unit{Name: "县纪委"}))
			m.load(t, asOf("2026-10-31", "走访日期|走访单位|企业名称|联系人及电话|反映问题|责任单位", "2026-09-01|县纪委|乙公司|钟离首13600001111|用水不足|供水公司"))
			m.load(t, asOf("2026-10-31", c.head, c.row))
			var known []string
			for _, p := range m.problems {
				known = append(known, p.People()...)
			}
			for _, v := range m.visits {
				known = append(known, v.People()...)
			}
			for _, who := range strings.Fields(c.people) {
				if !slices.Contains(known, who) {
					t.Errorf("%s is not among %v", who, known)
				}
			}
		})
	}
}
