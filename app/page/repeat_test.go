package page_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
)

func TestRepeatOfAProblem(t *testing.T) {
	d := cellsOf(t)
	d.cell(d.codes[0], "问题")
	items := d.table().Menu(d.table().CursorRow())
	i := slices.IndexFunc(items, func(i *fyne.MenuItem) bool { return i.Label == "照这一条再登记…" })
	if i < 0 {
		t.Fatal("菜单里没有照这一条再登记")
	}
	items[i].Action()
	d.wantForm(map[string]string{"走访日期": today, "走访单位": "甲县纪委监委", "企业名称": "甲陶瓷厂", "问题类别": "融资", "主办单位": "商务局", "问题内容": ""})
	d.fill("问题内容", "又一件事")
	d.press("登记走访")
	if d.covered() || d.count() != 4 {
		t.Errorf("登记后有 %d 个问题", d.count())
	}
	page.RepeatLast(d.office)
	d.wantForm(map[string]string{"企业名称": "甲陶瓷厂", "主办单位": "商务局", "问题内容": ""})
}

func (d *deskOf) wantForm(want map[string]string) {
	d.Helper()
	for name, text := range want {
		if _, got := d.field(name); got != text {
			d.Errorf("%s“%s”，应为“%s”", name, got, text)
		}
	}
}

func TestRepeatInAnEmptyLedgerIsAnEmptyForm(t *testing.T) {
	r := newRoom(t)
	page.RepeatLast(r.office)
	if in, text := r.field("企业名称"); in == nil || text != "" {
		t.Errorf("企业名称“%s”", text)
	}
}
