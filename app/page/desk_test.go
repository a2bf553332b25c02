package page_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
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
	for _, e := range []string{"丑厂", "寅厂", "卯厂", "辰厂", "巳厂"} {
		code := r.register("2026-08-03", e, "长期的", "财政局", "长期坚持")
		r.event(code, page.EventInput{Kind: data.ToLongTerm, On: day("2026-08-05"), Approver: "示例甲"})
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
	d := page.NewDesk(r.office, func(f page.Filter, _ data.ID) { asked = append(asked, f) })
	r.put(d.Content)
	d.Refresh()
	want := map[string]string{"3 日内到期": "1", "已逾期": "2", "待审核": "3", "待回访": "4", "应复查未复查": "5"}
	found := tilesOf(r)
	if len(found) != len(want)+1 { // and 草稿
		t.Fatalf("有 %d 块", len(found))
	}
	r.must("已逾期：2 个")
	p := page.NewProblems(r.office)
	for word, n := range want {
		r.put(d.Content)
		if found[word].Number != n {
			t.Errorf("%s：%s，应为 %s", word, found[word].Number, n)
		}
		test.Tap(found[word])
		listed := r.rows()
		r.must(word + "：" + n + " 个")
		asked = nil
		r.press("在问题页打开")
		if len(listed) != int(n[0]-'0') || len(asked) != 1 {
			t.Fatalf("%s 下面列出 %v，打开 %d 次", word, listed, len(asked))
		}
		r.put(p.Content)
		p.Narrow(asked[0])
		if got := r.rows(); len(got) != len(listed) {
			t.Errorf("%s 打开的列表是 %v，工作台列出 %v", word, got, listed)
		}
	}
}

// The tiles say what has changed and what is worst in them.
func TestDeskTilesTellMore(t *testing.T) {
	r := newRoom(t)
	heaps(r)
	late := r.register("2026-10-12", "午厂", "等了很久的", "财政局", "2026-12-31")
	r.event(late, page.EventInput{Kind: data.Report, On: day("2026-11-12")})
	r.register("2026-11-02", "未厂", "新近逾期的", "财政局", "2026-11-18")
	d := page.NewDesk(r.office, func(page.Filter, data.ID) {})
	r.put(d.Content)
	d.Refresh()
	for word, note := range map[string]string{"已逾期": "较上周多 1", "待审核": "其中滞留 1 个", "3 日内到期": ""} {
		if got := tilesOf(r)[word].Note; got != note {
			t.Errorf("%s 说“%s”，应为“%s”", word, got, note)
		}
	}
}

// What was begun and not finished is listed; a form that is given up leaves no trace.
func TestDeskListsDrafts(t *testing.T) {
	r := newRoom(t)
	heaps(r)
	err := func() error {
		_, err := r.store.Do(r.office.Context, data.Op{Name: "起草"}, func(tx *store.Tx) error {
			for title, text := range map[string]string{"登记走访": `{"enterprise":"甲陶瓷厂"}`, "反馈": `{"note":"说到一半"}`} {
				if err := tx.Remember(store.HalfTyped+title, text); err != nil {
					return err
				}
			}
			return tx.SaveDraft(&store.Draft{Kind: "monthly", From: day("2026-10-01"), To: day("2026-10-31"), Title: "十月通报", Tree: []byte("{}")})
		})
		return err
	}()
	if err != nil {
		t.Fatal(err)
	}
	d := page.NewDesk(r.office, func(page.Filter, data.ID) {})
	r.put(d.Content)
	d.Refresh()
	if got := tilesOf(r)["草稿"].Number; got != "3" {
		t.Errorf("草稿 %s 个", got)
	}
	test.Tap(tilesOf(r)["草稿"])
	r.must("登记走访", "十月通报")
	r.press("接着填")
	if in, text := r.field("企业名称"); in == nil || text != "甲陶瓷厂" {
		t.Errorf("没有接着填：%q", text)
	}
	r.key(fyne.KeyEscape)
	r.press("放弃")
	d.Refresh()
	if got := tilesOf(r)["草稿"].Number; got != "2" {
		t.Errorf("放弃了走访以后草稿 %s 个", got)
	}
	r.press("打开")
	if len(r.shown) != 1 || r.shown[0] != "通报" {
		t.Errorf("打开了 %v", r.shown)
	}
	r.press("放弃")
	r.press("放弃")
	if got := tilesOf(r)["草稿"].Number; got != "1" {
		t.Errorf("放弃以后还有 %s 个", got)
	}
	if left := r.office.Recall(store.HalfTyped+"登记走访") + r.office.Recall(store.HalfTyped+"反馈"); left != "" {
		t.Errorf("还记着“%s”", left)
	}
}

func TestDeskTileIsPressedByKeyboard(t *testing.T) {
	r := newRoom(t)
	heaps(r)
	var opened data.ID
	d := page.NewDesk(r.office, func(_ page.Filter, id data.ID) { opened = id })
	r.put(d.Content)
	d.Refresh()
	c := r.win.Canvas()
	c.FocusNext()
	if _, ok := c.Focused().(*page.Tile); !ok {
		t.Fatalf("第一次 Tab 到了 %T，应到第一块", c.Focused())
	}
	first := c.Focused()
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace} {
		r.must("已逾期：2 个")
		r.key(k)
		r.must("3 日内到期：1 个")
		test.Tap(tilesOf(r)["已逾期"])
		c.Focus(first)
	}
	for range tilesOf(r) {
		c.FocusNext()
	}
	c.FocusNext() // the button
	r.key(fyne.KeyHome)
	code := r.rows()[0]
	r.key(fyne.KeyReturn)
	if opened != r.problem(code).ID {
		t.Errorf("打开了 %d，应为 %s", opened, code)
	}
}

func TestDeskOfAnEmptyLedgerLeadsToImport(t *testing.T) {
	r := newRoom(t)
	d := page.NewDesk(r.office, func(page.Filter, data.ID) {})
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
