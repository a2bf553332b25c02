package page_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/data"
)

// TestLimitIsProposedAndNeverPutIn: beside the field stands what the office's settings
// propose, with its day; ↓ takes it, and whoever doesn't leaves the record without one.
func TestLimitIsProposedAndNeverPutIn(t *testing.T) {
	r := newRoom(t)
	set := func(key, value string) {
		if err := r.office.Actions.SaveSettings(r.office.Context, map[string]string{key: value}); err != nil {
			t.Fatal(err)
		}
	}
	set("deadline.category.financing", "15个工作日")
	page.ShowVisitForm(r.office)
	r.mustNot("建议")
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "新来的厂")
	r.fill("问题内容", "用电容量不足")
	r.fill("主办单位", "供电公司")
	r.must("建议 7个工作日，到期日 2026-12-01；按 ↓ 选用")
	r.fill("走访日期", "2026-11-17")
	r.must("建议 7个工作日，到期日 2026-11-26")
	r.fill("问题类别", "融资")
	r.must("建议 15个工作日，到期日 2026-12-08")
	in, _ := r.field("期限")
	r.win.Canvas().Focus(in)
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	if _, got := r.field("期限"); got != "15个工作日" {
		t.Errorf("↓ 选用的是“%s”", got)
	}
	r.mustNot("建议")
	r.fill("期限", "")
	r.press("登记走访")
	r.press("登记并新增")
	if e := r.problem("WT-2026-0001").Events; e[1].Kind != data.Assign || e[1].Deadline.Kind != data.NoDeadline {
		t.Errorf("没有写期限的，登记成了 %+v", e[1].Deadline)
	}
}

func TestAssignAndTransferPropose(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-18", "新来的厂", "贷款续不上", "", "") // 融资
	page.ShowEventForm(r.office, r.problem(code), data.Assign)
	r.must("建议 7个工作日，到期日 2026-12-01")
	r.leave()
	if err := r.office.Actions.SaveSettings(r.office.Context, map[string]string{"deadline.category.financing": "不建议"}); err != nil {
		t.Fatal(err)
	}
	page.ShowEventForm(r.office, r.problem(code), data.Assign)
	r.mustNot("建议")
	r.fill("主办单位", "金融办")
	in, _ := r.field("期限")
	r.win.Canvas().Focus(in)
	test.Type(in, "A")
	r.key(fyne.KeyReturn) // the only one that holds it
	if _, got := r.field("期限"); got != "1个月（A类）" {
		t.Fatalf("选了“%s”", got)
	}
	r.must("到期日 2026-12-21")
	r.press("交办")
	r.press("交办并新增")
	d := r.problem(code).InForce()[1].Deadline
	if d.Kind != data.ByMonths || d.N != 1 || d.Text != "1个月（A类）" {
		t.Errorf("登记的期限是 %+v", d)
	}
	for _, k := range []data.Kind{data.Extend, data.Reopen} {
		page.ShowEventForm(r.office, r.problem(code), k)
		r.mustNot("建议")
		r.leave()
	}
}

func TestLimitsAreSetByCategoryAndGrade(t *testing.T) {
	r := newRoom(t)
	p := page.NewSettings(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	p.Section("办理期限")
	r.must("不是纪检监察机关自己的", "不填是 15个工作日", "A类问题", "类别“融资”")
	r.fill("主办（分办）", "随便")
	r.press("保存")
	r.must("应写成 7个工作日")
	r.fill("主办（分办）", "10 工作日")
	r.fill("C类问题", "立行立改")
	r.fill("融资", "1个月")
	r.press("保存")
	r.must("已保存设置")
	for key, want := range map[string]string{"deadline.lead": "10个工作日", "deadline.grade_c": "立行立改", "deadline.category.financing": "1个月"} {
		if got := r.setting(key); got != want {
			t.Errorf("%s 是“%s”，应为“%s”", key, got, want)
		}
	}
	if _, err := r.office.Actions.SaveEntry(r.office.Context, page.EntryInput{Entry: data.Entry{Kind: data.DictCategory, Name: "跨境电商"}}); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	r.must("类别“跨境电商”")
}
