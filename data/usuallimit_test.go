package data

import (
	"slices"
	"testing"
)

func TestUsualLimits(t *testing.T) {
	finance, own := CategoryLimitKey(Entry{Code: "financing", Name: "融资"}), CategoryLimitKey(Entry{Name: "涉企收费"})
	for name, c := range map[string]struct {
		set      map[string]string
		category string
		want     string
	}{
		"nothing set":                        {nil, "", UsualLeadLimit},
		"nothing set for the category":       {nil, finance, UsualLeadLimit},
		"the office's own":                   {map[string]string{leadLimit: "10个工作日"}, finance, "10个工作日"},
		"the category's own goes first":      {map[string]string{leadLimit: "10个工作日", finance: "1个月"}, finance, "1个月"},
		"another category's":                 {map[string]string{finance: "1个月"}, own, UsualLeadLimit},
		"a category without a code":          {map[string]string{own: "立行立改"}, own, "立行立改"},
		"nothing is to be proposed":          {map[string]string{leadLimit: noLimit}, finance, ""},
		"nothing for this category":          {map[string]string{finance: noLimit}, finance, ""},
		"proposed for this one all the same": {map[string]string{leadLimit: noLimit, finance: "1个月"}, finance, "1个月"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := LimitsOf(c.set).Lead(c.category); got != c.want {
				t.Errorf("建议“%s”，应为“%s”", got, c.want)
			}
		})
	}
	got := LimitsOf(map[string]string{"deadline.grade_b": "10个工作日", "deadline.grade_c": noLimit}).Graded()
	if want := []string{"1个月（A类）", "10个工作日（B类）"}; !slices.Equal(got, want) {
		t.Errorf("分类期限是 %v，应为 %v", got, want)
	}
}

func TestCheckSettingOfALimit(t *testing.T) {
	for value, want := range map[string]string{"7个工作日": "7个工作日", "７工作日": "7个工作日", "07 个工作日": "7个工作日", "1个月": "1个月", "15自然日": "15个自然日",
		"立行立改": "立行立改", "不建议": "不建议", "": "", "0个工作日": "!", "7天": "!", "2026-12-31": "!", "月底前": "!", "1000个工作日": "!"} {
		got, err := CheckSetting("deadline.grade_a", value)
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("“%s”存成“%s”，应为“%s”：%v", value, got, want, err)
		}
	}
	if _, err := CheckSetting(CategoryLimits, "7个工作日"); err == nil {
		t.Error("没有写明类别的也收了")
	}
}
