package data

import "testing"

func TestCheckSetting(t *testing.T) {
	for name, c := range map[string]struct {
		key, value, kept string
		refused          bool
	}{
		"a name":                       {"office.name", " 某县纪委监委 ", "某县纪委监委", false},
		"cleared":                      {"stats.cutoff", "", "", false},
		"cut-off day":                  {"stats.cutoff", "25", "25", false},
		"cut-off that February lacks":  {"stats.cutoff", "30", "", true},
		"cut-off in words":             {"stats.cutoff", "月底", "", true},
		"start of 累计":                  {"stats.start", "2023-02-06", "2023-02-06", false},
		"start that is no day":         {"stats.start", "2026-02-30", "", true},
		"floor":                        {"stats.floor", "0", "0", false},
		"floor below 0":                {"stats.floor", "-1", "", true},
		"switched on in words":         {"rule.need_sign", "是", "1", false},
		"switched off in words":        {"rule.need_sign", "否", "0", false},
		"a switch is not a number":     {"rule.need_sign", "2", "", true},
		"aliases":                      {"import.aliases", `{"发改委":"发展和改革局"}`, `{"发改委":"发展和改革局"}`, false},
		"aliases that are no JSON":     {"import.aliases", "发改委=发展和改革局", "", true},
		"columns of a ledger":          {"import.mapping.abc", `{}`, `{}`, false},
		"unknown":                      {"stats.cutof", "25", "", true},
		"the program's own: demo":      {"demo", "1", "", true},
		"the program's own: last mask": {"mask.last_lift", "x", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			kept, err := CheckSetting(c.key, c.value)
			if (err != nil) != c.refused || kept != c.kept || err != nil && CodeOf(err) != Invalid {
				t.Errorf("%s=%q is kept as %q: %v", c.key, c.value, kept, err)
			}
		})
	}
}

// TestEverySettingHasAWord keeps keys off the screen.
func TestEverySettingHasAWord(t *testing.T) {
	for _, k := range SettingKeys() {
		if SettingWord(k) == k {
			t.Errorf("设置 %s 没有中文名称", k)
		}
	}
	for _, k := range []string{"mask.last_lift", "demo"} { // the program's own, which the log tells of
		if SettingWord(k) == k {
			t.Errorf("设置 %s 没有中文名称", k)
		}
	}
	if got := SettingWord("import.mapping.走访表"); got != "列的对应 走访表" {
		t.Errorf("列的对应写成“%s”", got)
	}
}
