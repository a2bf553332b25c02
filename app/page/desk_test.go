package page_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/data"
)

// heaps registers one, two, three and four problems for the four tiles, and one that is
// in none of them.
func heaps(r *room) {
	r.register("2026-11-19", "甲厂", "三日内到期", "商务局", "2026-11-23")
	for _, e := range []string{"乙厂", "丙厂"} {
		r.register("2026-10-09", e, "逾期的", "商务局", "2026-10-30")
	}
	for _, e := range []string{"丁厂", "戊厂", "己厂"} {
		code := r.register("2026-11-02", e, "等审核的", "财政局", "2026-12-31")
		r.event(code, page.EventInput{Kind: data.Report})
	}
	for _, e := range []string{"庚厂", "辛厂", "壬厂", "癸厂"} {
		code := r.register("2026-11-02", e, "等销号的", "财政局", "2026-12-31")
		r.event(code, page.EventInput{Kind: data.Report})
		r.event(code, page.EventInput{Kind: data.Resolve})
	}
	r.register("2026-11-02", "子厂", "还早的", "财政局", "2026-12-31")
}

func tilesOf(r *room) map[string]*page.Tile {
	out := map[string]*page.Tile{}
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*page.Tile); ok {
			out[x.Word] = x
		}
		return true
	})
	return out
}

func TestDeskTilesCountWhatTheirListShows(t *testing.T) {
	r := newRoom(t)
	heaps(r)
	var asked []page.Filter
	d := page.NewDesk(r.office, func(f page.Filter) { asked = append(asked, f) })
	r.put(d.Content)
	d.Refresh()
	want := map[string]string{"3 日内到期": "1", "已逾期": "2", "待审核": "3", "待回访、待销号": "4"}
	found := tilesOf(r)
	if len(found) != len(want) {
		t.Fatalf("有 %d 块", len(found))
	}
	p := page.NewProblems(r.office)
	for word, n := range want {
		r.put(d.Content)
		if found[word].Number != n {
			t.Errorf("%s：%s，应为 %s", word, found[word].Number, n)
		}
		asked = nil
		test.Tap(found[word])
		if len(asked) != 1 {
			t.Fatalf("点 %s 打开 %d 次", word, len(asked))
		}
		r.put(p.Content)
		p.Narrow(asked[0])
		if got := len(r.rows()); got != int(n[0]-'0') {
			t.Errorf("%s 打开的列表有 %d 条，块上写 %s", word, got, n)
		}
	}
}

func TestDeskTileIsPressedByKeyboard(t *testing.T) {
	r := newRoom(t)
	heaps(r)
	n := 0
	d := page.NewDesk(r.office, func(page.Filter) { n++ })
	r.put(d.Content)
	d.Refresh()
	r.win.Canvas().FocusNext()
	if _, ok := r.win.Canvas().Focused().(*page.Tile); !ok {
		t.Fatalf("第一次 Tab 到了 %T，应到第一块", r.win.Canvas().Focused())
	}
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace} {
		r.key(k)
	}
	if n != 2 {
		t.Errorf("Enter 和空格打开了 %d 次", n)
	}
}

func TestDeskOfAnEmptyLedgerLeadsToImport(t *testing.T) {
	r := newRoom(t)
	d := page.NewDesk(r.office, func(page.Filter) {})
	r.put(d.Content)
	d.Refresh()
	r.must("台账还是空的")
	if len(tilesOf(r)) != 0 {
		t.Error("空台账也显示了数字")
	}
	r.press("导入台账")
	if len(r.shown) != 1 || r.shown[0] != "导入" {
		t.Errorf("打开了 %v", r.shown)
	}
	r.press("登记走访")
	if in, _ := r.field("企业名称"); in == nil {
		t.Error("没有打开登记走访")
	}
}
