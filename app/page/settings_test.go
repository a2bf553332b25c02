package page_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data/store"
)

func (r *room) setting(key string) (value string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		value, err = v.Setting(key)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return value
}

func TestSettingsAreKeptAsOneStep(t *testing.T) {
	r := newRoom(t)
	p := page.NewSettings(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	p.Section("通报与统计")
	r.must("累计数从这一天算起", "分母少于这个数的单位不排名")
	r.press("保存")
	r.must("没有改动")
	for _, f := range [][2]string{{"发文机关", "中共某县纪委办公室"}, {"印章", "加盖印章"}, {"份数", "30"}, {"月度截止日", "25"}} {
		r.fill(f[0], f[1])
	}
	p.Refresh()
	if _, got := r.field("发文机关"); got != "中共某县纪委办公室" {
		t.Fatalf("没有保存的改动丢了：“%s”", got)
	}
	r.press("保存")
	r.must("已保存设置")
	for key, want := range map[string]string{"bulletin.issuer": "中共某县纪委办公室", "bulletin.seal": "1", "bulletin.copies": "30", "stats.cutoff": "25"} {
		if got := r.setting(key); got != want {
			t.Errorf("%s 是“%s”，应为“%s”", key, got, want)
		}
	}
	r.press("撤销")
	if r.setting("bulletin.issuer") != "" || r.setting("stats.cutoff") != "" {
		t.Error("撤销一次没有全部退回")
	}
	if _, got := r.field("发文机关"); got != "" {
		t.Errorf("撤销以后页面还写着“%s”", got)
	}
}

func TestSettingThatCannotBeIsRefusedWhole(t *testing.T) {
	for _, c := range [][3]string{{"累计起算日", "明年", "应是日期"}, {"月度截止日", "31", "应是 1 到 28 的数"}, {"份数", "很多", "应是不小于 0 的整数"}} {
		r := newRoom(t)
		p := page.NewSettings(r.office)
		r.put(p.Content)
		p.Refresh()
		p.Section("通报与统计")
		r.fill("发文机关", "某办公室")
		r.fill(c[0], c[1])
		r.press("保存")
		r.must(c[2])
		r.mustNot("stats", "bulletin", "office")
		if in, _ := r.field(c[0]); r.win.Canvas().Focused() != in {
			t.Errorf("光标没有到%s", c[0])
		}
		if r.setting("bulletin.issuer") != "" {
			t.Errorf("%s 不对，别的却保存了", c[0])
		}
		r.press("还原")
		if _, got := r.field("发文机关"); got != "" {
			t.Errorf("还原以后还写着“%s”", got)
		}
	}
}

// TestSettingsOfTheOffice keeps who the office is, and refuses a region nobody knows.
func TestSettingsOfTheOffice(t *testing.T) {
	r := newRoom(t)
	p := page.NewSettings(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	r.fill("经办人", "王文书")
	r.fill("本级地区", "没有的县")
	p.Save()
	r.must("没有叫“没有的县”")
	if in, _ := r.field("本级地区"); r.win.Canvas().Focused() != in || r.setting("office.clerk") != "" {
		t.Errorf("经办人是“%s”", r.setting("office.clerk"))
	}
	r.fill("本级地区", "惠安县")
	p.Save()
	if r.setting("office.region") != "惠安县" || r.setting("office.clerk") != "王文书" {
		t.Errorf("地区“%s”，经办人“%s”", r.setting("office.region"), r.setting("office.clerk"))
	}
}

// TestRulesAreSwitches sets one and takes it back.
func TestRulesAreSwitches(t *testing.T) {
	r := newRoom(t)
	p := page.NewSettings(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	p.Section("办理规则")
	r.fill("销号审批人", "必须填写")
	r.press("保存")
	if r.setting("rule.need_approver") != "1" || r.setting("rule.need_sign") != "" {
		t.Errorf("审批人 %q，签字 %q", r.setting("rule.need_approver"), r.setting("rule.need_sign"))
	}
	r.fill("销号审批人", "可以不填")
	r.press("保存")
	if r.setting("rule.need_approver") != "0" {
		t.Errorf("审批人 %q", r.setting("rule.need_approver"))
	}
}

// TestScreensAreChosenByTicking hides one and brings all back.
func TestScreensAreChosenByTicking(t *testing.T) {
	r := newRoom(t)
	r.office.Screens = func() []page.ScreenUse {
		return []page.ScreenUse{{Name: "单位", Shown: true}, {Name: "字典"}, {Name: "设置", Fixed: true}}
	}
	p := page.NewSettings(r.office)
	r.put(p.Content)
	p.Section("页面")
	r.each(func(o fyne.CanvasObject) bool {
		if c, ok := o.(*widget.Check); ok && c.Text != "字典" {
			c.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
		return true
	})
	r.press("保存")
	if got := r.setting(page.HiddenSetting); got != "单位、字典" {
		t.Errorf("藏起的是“%s”", got)
	}
	r.press("显示全部页面")
	if got := r.setting(page.HiddenSetting); got != page.NoneHidden {
		t.Errorf("显示全部以后是“%s”", got)
	}
}

// TestLooksAreRemembered chooses a look and a size; the window is told of each.
func TestLooksAreRemembered(t *testing.T) {
	r := newRoom(t)
	var worn []page.Appearance
	r.office.Wear = func(a page.Appearance) { worn = append(worn, a) }
	p := page.NewSettings(r.office)
	r.put(p.Content)
	p.Section("显示")
	r.fill("颜色", "高对比")
	r.fill("文字大小", "150 %")
	want := page.Appearance{Look: theme.Contrast, Percent: 150}
	if len(worn) != 2 || worn[1] != want || r.office.Looks() != want {
		t.Errorf("换成了 %v，记住的是 %v", worn, r.office.Looks())
	}
	p.Section("本单位")
	r.fill("经办人", "王")
	p.Section("显示")
	r.fill("颜色", "深色")
	if r.office.Looks() != want {
		t.Error("有没保存的改动，却换了显示")
	}
	for _, kept := range []string{"", "什么 也不是", "dark", "light 20", "dark 900"} {
		r.office.Remember("window.look", kept)
		if a := r.office.Looks(); a.Percent != 100 {
			t.Errorf("记着“%s”，读成 %v", kept, a)
		}
	}
}
