package intake

import (
	"testing"

	"qinqing/data"
)

const messagesHead = "留言编号|留言用户|留言主题|留言时间|留言详情|答复意见|答复时间"

func TestMessagesWaitForReview(t *testing.T) {
	m := newMemory(t)
	must(t, m.SaveUnit(&data.Unit{Name: "住建局"}))
	p := m.load(t, asOf("2026-10-31", messagesHead,
		"1|网友甲|路灯不亮|2026/9/25 9:32:09|小区门口路灯坏了|经市住建局核实，已修复。|2026/10/10 14:56:53",
		"2|网友乙|停水|2026/9/26 9:32:09|连续停水三天|已处理。|2026/10/11 8:00:00",
		"3|网友丙|噪音|2026/9/27 9:32:09|工地夜间施工||"))
	equal(t, "kind", p.Kind, Messages)
	equal(t, "problems", p.New.Problems, 3)
	for _, q := range m.pick(func(data.Problem) bool { return true }) {
		tl, err := q.Timeline(m.clock)
		must(t, err)
		switch q.Fields[RawPrefix+fMsgNo] {
		case "1":
			if tl.State != data.Reported || tl.ReportedOn != day0("2026-10-10") || m.units[tl.Now.Lead].Name != "住建局" || tl.RegBasis != data.Real {
				t.Errorf("1: %+v", tl)
			}
		case "2":
			if tl.State != data.Reported || m.units[tl.Now.Lead].Name != NoUnit {
				t.Errorf("2: %+v", tl)
			}
		case "3":
			if tl.State != data.Pending {
				t.Errorf("3: %+v", tl)
			}
		}
		if q.Fields[RawPrefix+fMsgUser] == "" || q.Content == "" {
			t.Errorf("user or content lost: %+v", q)
		}
	}
	p = m.load(t, asOf("2026-11-10", messagesHead,
		"3|网友丙|噪音|2026/9/27 9:32:09|工地夜间施工|已责令整改。|2026/11/2 9:00:00", "2|网友乙|停水|2026/9/26 9:32:09|连续停水三天|已处理。|2026/10/11 8:00:00"))
	if p.Updated != 1 || p.Same != 1 || p.New.Problems != 0 {
		t.Errorf("answered later: %+v", p.Summary())
	}
}
