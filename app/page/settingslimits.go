package page

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/data"
	"qinqing/data/store"
)

// settableLimits are offered for a limit that is usual in an office.
var settableLimits = []string{"3个工作日", "5个工作日", "7个工作日", "10个工作日", "15个工作日", "30个工作日", "1个月", "3个月", "立行立改", "不建议"}

// limitOrigin says where the limits come from that nobody has set.
func limitOrigin() fyne.CanvasObject {
	return container.NewVBox(
		quiet("登记走访、交办、转办时，“期限”旁边按这里建议，按 ↓ 选用；从不自动填入，没有写期限的仍是“期限缺失”。"),
		quiet("不填时，主办 7、协办 3 个工作日，是泉州市“万名干部进万企”政府一侧 2022 年 8 月的规定，不是纪检监察机关自己的；A、B、C 类 1 个月、15、5 个工作日是别处的做法。请按本单位的规定改。"),
	)
}

func gradeSettings() (out []officeSetting) {
	for _, g := range data.GradedLimits {
		out = append(out, officeSetting{section: limitSection, key: g.Key, label: g.Grade + "问题", hint: "不填是 " + g.Default + "；选用后期限里写明是" + g.Grade})
	}
	return out
}

// categorySettings has one for each category in use.
func (o *Office) categorySettings() (out []officeSetting) {
	err := o.View(o.Context, func(v *store.View) error {
		entries, err := v.Entries(data.DictCategory)
		for _, e := range entries {
			if !e.Retired {
				out = append(out, officeSetting{section: limitSection, key: data.CategoryLimitKey(e), label: cut(e.Name, 8), hint: "类别“" + cut(e.Name, 30) + "”；不填同主办"})
			}
		}
		return err
	})
	if err != nil {
		o.log("settings: " + err.Error())
	}
	return out
}

// followCategories makes the form of limits anew when the dictionary has changed, unless
// somebody is filling it in.
func (p *Settings) followCategories() {
	ofCategory := func(s officeSetting) bool { return strings.HasPrefix(s.key, data.CategoryLimits) }
	now := p.office.categorySettings()
	rest := slices.DeleteFunc(slices.Clone(p.list), ofCategory)
	if slices.Equal(p.list[len(rest):], now) || p.forms[limitSection].Touched() {
		return
	}
	p.list = append(rest, now...)
	p.forms[limitSection] = p.form(limitSection)
	if p.office.section == limitSection {
		p.Section(limitSection)
	}
}
