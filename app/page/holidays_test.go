package page_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data/store"
)

func (r *room) holidays() *page.Holidays {
	r.Helper()
	p := page.NewHolidays(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	return p
}

type yearList interface {
	CursorRow() int
	Choose(int)
}

func (r *room) yearList() (out yearList) {
	r.Helper()
	r.each(func(o fyne.CanvasObject) bool {
		if t, ok := o.(yearList); ok {
			out = t
		}
		return out == nil
	})
	return out
}

func (r *room) noticeYears() (years []int) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Notices()
		for _, n := range list {
			years = append(years, n.Year)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return years
}

const pasted2027 = "元旦：2026年12月31日至2027年1月3日放假，共4天。\n劳动节：5月1日至5日放假，共5天。5月8日（周六）上班。\n国庆节：10月1日（周五）至7日（周四）放假，共7天。\n除夕（2月5日）休息。"

func TestNoticeIsPastedPreviewedAndSavedAsOneStep(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "某陶瓷厂", "缺工", "住建局", "45个工作日")
	r.register("2026-11-02", "某石材厂", "缺电", "供电公司", "5个工作日")
	old := r.problem(code)
	r.holidays()
	r.must("2027年的放假安排还没有录入：1 个在办问题的期限靠它才能确定", "国务院办公厅关于2026年部分节假日安排的通知")
	r.press("录入放假安排")
	r.fill("通知原文", pasted2027)
	r.must("没有用上：“除夕(2月5日)休息”", "放假：2026年12月31日至1月3日，5月1日至5月5日，10月1日至10月7日", "上班：5月8日")
	r.press("预览影响")
	r.must("2027年放假安排的影响", "1 个问题的期限变动", "1 个的期限由不确定变为确定")
	if got := r.rows(); !slices.Equal(got, []string{code}) {
		t.Errorf("列出 %v，应为 %s", got, code)
	}
	if slices.Contains(r.noticeYears(), 2027) {
		t.Fatal("预览就写入了")
	}
	r.press("返回修改")
	r.press("预览影响")
	r.press("保存")
	if r.covered() || !slices.Contains(r.noticeYears(), 2027) {
		t.Fatalf("没有保存：%v", r.words())
	}
	r.must("已录入2027年放假安排", "来源：国务院办公厅关于2027年部分节假日安排的通知")
	r.mustNot("还没有录入")
	r.press("撤销")
	if slices.Contains(r.noticeYears(), 2027) || r.problem(code).Version != old.Version {
		t.Error("撤销以后还在")
	}
	r.must("2027年的放假安排还没有录入")
}

func TestNoticeIsPressedDayByDay(t *testing.T) {
	r := newRoom(t)
	r.holidays()
	r.press("录入放假安排")
	r.press("预览影响")
	r.must("还没有放假的日期：请粘贴")
	for _, d := range []string{"2027-01-01", "2027-05-01", "2027-05-01", "2027-05-02", "2027-05-02", "2027-05-03", "2027-05-08", "2027-06-01", "2027-06-01"} {
		r.clickIn("day:" + d)
	}
	r.must("放假：1月1日，5月1日至5月3日", "上班：5月8日")
	r.press("预览影响")
	if r.covered() {
		t.Fatal("不完整的也预览了")
	}
	r.must("放假安排不完整")
	r.clickIn("day:2027-10-01")
	r.press("预览影响")
	r.must("没有问题的期限变动")
	r.press("保存")
	if !slices.Contains(r.noticeYears(), 2027) {
		t.Fatal("没有保存")
	}
}

func TestNoticeOfAnotherYearIsRefused(t *testing.T) {
	r := newRoom(t)
	r.holidays()
	r.press("录入放假安排")
	r.fill("通知原文", "国庆节：10月1日（周四）至7日（周三）放假，共7天。")
	r.must("是星期五，原文写的是周四")
	r.fill("年份", "2026")
	r.must("放假安排不完整", "放假：10月1日至10月7日")
	r.press("放弃")
	r.must("还没有保存")
	r.press("放弃")
	r.must("来源：国务院办公厅关于2026年")
	if len(r.noticeYears()) != 4 {
		t.Error("放弃了也写入了")
	}
}

// TestNoticeIsNotGivenUpUnasked: not by the button, by Esc or by another year in the list.
func TestNoticeIsNotGivenUpUnasked(t *testing.T) {
	r := newRoom(t)
	p := r.holidays()
	row := func() int { return r.yearList().CursorRow() }
	typed := func() string {
		_, text := r.field("通知原文")
		return text
	}
	r.press("录入放假安排")
	if row() != 0 {
		t.Errorf("表单是 2027 年，左边标着第 %d 行", row()+1)
	}
	if !p.Escape() {
		t.Fatal("Esc 没有作用")
	}
	r.mustNot("通知原文")
	r.must("来源：国务院办公厅关于2026年") // as it was before
	if row() != 1 || p.Escape() {
		t.Errorf("离开以后左边标着第 %d 行", row()+1)
	}
	for _, way := range []struct {
		name  string
		leave func()
		want  string
	}{
		{"按钮", func() { r.press("放弃") }, "来源：国务院办公厅关于2026年"},
		{"Esc", func() { p.Escape() }, "来源：国务院办公厅关于2026年"},
		{"另一年", func() { r.yearList().Choose(2) }, "来源：国务院办公厅关于2025年"},
	} {
		p.Refresh()
		r.yearList().Choose(1)
		r.press("录入放假安排")
		r.fill("通知原文", pasted2027)
		way.leave()
		r.must("还没有保存")
		r.press("继续填写")
		if typed() != pasted2027 || row() != 0 {
			t.Errorf("%s：继续填写以后是 %q，左边标着第 %d 行", way.name, typed(), row()+1)
		}
		way.leave()
		r.press("放弃")
		r.must(way.want)
		r.mustNot("通知原文")
	}
}

// TestEscFromANoticeGoesBackToTheYears: the field that had the keys is gone, and the arrows
// move through the list again.
func TestEscFromANoticeGoesBackToTheYears(t *testing.T) {
	r := newRoom(t)
	p := r.holidays()
	r.press("录入放假安排")
	in, _ := r.field("来源")
	r.win.Canvas().Focus(in)
	if !p.Escape() {
		t.Fatal("没有离开")
	}
	if got := r.win.Canvas().Focused(); got == nil || got != r.yearList().(fyne.Focusable) {
		t.Errorf("光标在 %T", got)
	}
}
