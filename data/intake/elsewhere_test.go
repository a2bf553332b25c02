package intake

import "testing"

// A row that no record without a visit equals may still be one of them, said a little
// otherwise or under another unit: that is for the clerk.
func TestARowThatResemblesARecord(t *testing.T) {
	const first = "月度通报|融资|流动资金紧张，银行续贷手续繁琐|商务局|2026年12月底前||正在推进|否|"
	for name, c := range map[string]struct {
		row, what string
	}{
		"the same":            {first, DoSame},
		"reworded":            {"月度通报|融资|流动资金紧张，银行续贷手续较繁琐|商务局|2026年12月底前||正在推进|否|", DoDoubtful},
		"reworded, elsewhere": {"月度通报|融资|流动资金紧张，银行续贷手续较繁琐|供电公司|2026年12月底前||正在推进|否|", DoNew},
		"another source":      {"自查|融资|流动资金紧张，银行续贷手续繁琐|商务局|2026年12月底前||正在推进|否|", DoDoubtful},
		"another unit":        {"月度通报|融资|流动资金紧张，银行续贷手续繁琐|供电公司|2026年12月底前||正在推进|否|", DoDoubtful},
		"without a unit":      {"月度通报|融资|流动资金紧张，银行续贷手续繁琐||2026年12月底前|||否|", DoUpdate},
		"something else":      {"月度通报|融资|员工子女入学难|商务局|2026年12月底前||正在推进|否|", DoNew},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			m.load(t, asOf("2026-09-30", rectifyHead, first))
			if p := m.plan(t, asOf("2026-09-30", rectifyHead, c.row)); len(p.Rows) != 1 || p.Rows[0].What != c.what {
				t.Errorf("got %+v, want %s", p.Rows, c.what)
			}
		})
	}
}
