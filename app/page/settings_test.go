package page_test

import (
	"testing"

	"qinqing/app/page"
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
	r.must("累计数从这一天算起", "分母少于这个数的单位不排名")
	r.press("保存")
	r.must("没有改动")
	for _, f := range [][2]string{{"发文机关", "中共某县纪委办公室"}, {"印章", "加盖印章"}, {"份数", "30"}, {"月度截止日", "25"}, {"本级地区", "惠安县"}} {
		r.fill(f[0], f[1])
	}
	p.Refresh()
	if _, got := r.field("发文机关"); got != "中共某县纪委办公室" {
		t.Fatalf("没有保存的改动丢了：“%s”", got)
	}
	r.press("保存")
	r.must("已保存设置")
	for key, want := range map[string]string{"bulletin.issuer": "中共某县纪委办公室", "bulletin.seal": "1", "bulletin.copies": "30", "stats.cutoff": "25", "office.region": "惠安县"} {
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
	for _, c := range [][3]string{{"累计起算日", "明年", "应是日期"}, {"月度截止日", "31", "应是 1 到 28 的数"}, {"份数", "很多", "应是不小于 0 的整数"}, {"本级地区", "没有的县", "没有叫“没有的县”"}} {
		r := newRoom(t)
		p := page.NewSettings(r.office)
		r.put(p.Content)
		p.Refresh()
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
