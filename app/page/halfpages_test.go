package page_test

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// drafts puts the page 工作台 on show with its drafts.
func (r *room) drafts(open func(data.ID)) *page.Desk {
	d := page.NewDesk(r.office, func(_ page.Filter, id data.ID) { open(id) })
	r.changed = d.Refresh
	r.put(d.Content)
	d.Refresh()
	test.Tap(tilesOf(r)["草稿"])
	return d
}

// TestReturnVisitTakesScansAndOutlivesTheProgram: the quick form keeps what is half typed
// about each problem apart, and saves its files with the event.
func TestReturnVisitTakesScansAndOutlivesTheProgram(t *testing.T) {
	r, p, _ := supervised(t)
	scan := r.file("回访表.jpg", "照片")
	test.Tap(tilesOf(r)["待回访"])
	codes := rowsOf(r.tables()[0])
	r.fill("情况说明", "企业说还差一份材料")
	r.win.Canvas().Unfocus()
	if p.Drop(fyne.NewPos(300, 300), []string{scan}) {
		t.Error("拖到列表上的也收了")
	}
	if !p.Drop(fyne.NewPos(r.win.Canvas().Size().Width-60, 300), []string{scan}) {
		t.Fatal("拖到回访上的没有收")
	}
	clickRow(r.tables()[0], 1, 0)
	r.must(codes[1])
	for _, name := range []string{"情况说明", "附件"} {
		if _, text := r.field(name); text != "" {
			t.Errorf("另一个问题的%s是“%s”", name, text)
		}
	}
	r.crash()
	p = page.NewSupervise(r.office, func(page.Filter, data.ID) {})
	show := func() {
		r.changed = p.Refresh
		r.put(p.Content)
		p.Refresh()
	}
	r.drafts(func(data.ID) {})
	r.must("登记回访　" + codes[0])
	r.press("接着填")
	if !slices.Equal(r.shown, []string{"整改督办"}) {
		t.Fatalf("打开了 %v", r.shown)
	}
	show()
	if _, text := r.field("情况说明"); text != "企业说还差一份材料" {
		t.Fatalf("情况说明是“%s”", text)
	}
	r.fill("满意度", "满意")
	r.press("登记，下一个")
	if got := r.filesOf(codes[0]); !slices.Equal(got, []string{"回访表.jpg"}) {
		t.Errorf("附件是 %v", got)
	}
	if e := r.problem(codes[0]).Events; e[len(e)-1].Note != "企业说还差一份材料" {
		t.Errorf("记成了 %+v", e[len(e)-1])
	}
	if left := r.office.HalfTyped(); len(left) > 0 {
		t.Errorf("登记以后还留着 %v", left)
	}
	r.office.Undo()
	if got := r.filesOf(codes[0]); len(got) > 0 {
		t.Errorf("撤销以后附件是 %v", got)
	}
}

func TestSupportIsTickedOffWithItsScan(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.file("协办结果.pdf", "%PDF")
	r.openCase(code)
	r.press("分派协办")
	r.fill("协办单位", "税务局")
	r.press("分派协办")
	r.press("协办完成")
	if !r.office.DropOnForm([]string{filepath.Join(r.folder, "协办结果.pdf")}) {
		t.Fatal("表单没有收下拖来的文件")
	}
	r.press("协办完成")
	if got := r.filesOf(code); !slices.Equal(got, []string{"协办结果.pdf"}) {
		t.Fatalf("附件是 %v", got)
	}
	r.must(today + " 协办完成　1 KB")
	r.office.Undo()
	if got := r.filesOf(code); len(got) > 0 {
		t.Errorf("撤销以后附件是 %v", got)
	}
}

// TestChangedSettingsOutliveTheProgram, and only those that were changed.
func TestChangedSettingsOutliveTheProgram(t *testing.T) {
	r := newRoom(t)
	open := func() *page.Settings {
		p := page.NewSettings(r.office)
		r.changed = p.Refresh
		r.put(p.Content)
		p.Refresh()
		return p
	}
	open()
	r.fill("单位名称", "惠安县纪委监委")
	r.win.Canvas().Unfocus()
	r.crash()
	if err := r.office.Actions.SaveSettings(r.office.Context, map[string]string{"office.clerk": "示例甲"}); err != nil {
		t.Fatal(err)
	}
	p := open()
	r.must("上次改了还没有保存的设置又填上了")
	if _, text := r.field("单位名称"); text != "惠安县纪委监委" {
		t.Errorf("单位名称是“%s”", text)
	}
	if !r.office.Unsaved() {
		t.Error("退出时不会问")
	}
	p.Save()
	v := r.settings()
	if v["office.name"] != "惠安县纪委监委" || v["office.clerk"] != "示例甲" {
		t.Errorf("存成 %v", v)
	}
	if left := r.office.HalfTyped(); len(left) > 0 {
		t.Errorf("保存以后还留着 %v", left)
	}
	r.fill("单位名称", "写错的名称")
	r.win.Canvas().Unfocus()
	r.press("还原")
	if left := r.office.HalfTyped(); len(left) > 0 || r.office.Unsaved() {
		t.Errorf("还原以后还留着 %v", left)
	}
}

func (r *room) settings() (out map[string]string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		out, err = v.Settings()
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

// TestHalfEnteredNoticeOutlivesTheProgram, also the days pressed in the calendar.
func TestHalfEnteredNoticeOutlivesTheProgram(t *testing.T) {
	r := newRoom(t)
	r.holidays()
	r.press("录入放假安排")
	r.fill("通知原文", pasted2027)
	r.clickIn("day:2027-06-09")
	r.win.Canvas().Unfocus()
	r.crash()
	r.drafts(func(data.ID) {})
	r.press("接着填")
	if !slices.Equal(r.shown, []string{"节假日"}) {
		t.Fatalf("打开了 %v", r.shown)
	}
	r.holidays()
	if _, text := r.field("通知原文"); text != pasted2027 {
		t.Fatalf("通知原文是“%s”", text)
	}
	r.must("5月1日至5月5日，6月9日，10月1日")
	r.press("预览影响")
	r.press("保存")
	if n := r.notice(2027); len(n.Off) != 4 || n.Off[2].From != day("2027-06-09") {
		t.Errorf("存成 %+v", n)
	}
	if left := r.office.HalfTyped(); len(left) > 0 {
		t.Errorf("保存以后还留着 %v", left)
	}
}

func (r *room) notice(year int) (n workday.Notice) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Notices()
		for _, x := range list {
			if x.Year == year {
				n = x
			}
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return n
}

// TestDraftsAreCountedWhenAFormIsLeft: saved or given up, the tile follows at once; one
// of a problem leads to it.
func TestDraftsAreCountedWhenAFormIsLeft(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	page.ShowEventForm(r.office, r.problem(code), data.Accept)
	r.fill("说明", "电话里说好了")
	r.win.Canvas().Unfocus()
	page.ShowVisitForm(r.office)
	r.fill("问题内容", "用电容量不足")
	r.win.Canvas().Unfocus()
	r.crash()
	var opened data.ID
	r.drafts(func(id data.ID) { opened = id })
	if got := tilesOf(r)["草稿"].Number; got != "2" {
		t.Fatalf("草稿 %s 个", got)
	}
	r.press("打开问题")
	if opened != r.problem(code).ID {
		t.Errorf("打开了 %v", opened)
	}
	r.press("接着填")
	r.key(fyne.KeyEscape)
	r.press("放弃")
	if got := tilesOf(r)["草稿"].Number; got != "1" || r.covered() {
		t.Errorf("放弃表单以后草稿 %s 个", got)
	}
	r.press("放弃")
	r.press("放弃")
	if got := tilesOf(r)["草稿"].Number; got != "0" {
		t.Errorf("放弃草稿以后 %s 个", got)
	}
}
