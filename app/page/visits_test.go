package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// visited is a ledger with three visits, one of them without a problem, on the page 走访.
func visited(t *testing.T) (r *room, p *page.Visits, opened *[]data.ID) {
	r = newRoom(t)
	for _, in := range []page.VisitInput{
		{On: day("2026-11-02"), Unit: "甲县纪委监委", Enterprise: "宏远陶瓷厂", Region: "惠安县", Visitors: "王某", Problems: []page.FoundInput{{Content: "缺工", Lead: "人社局"}, {Content: "缺电"}}},
		{On: day("2026-10-12"), Unit: "乙镇纪委", Joint: []string{"甲县纪委监委"}, Enterprise: "安溪茶叶店", Satisfaction: 2},
		{On: day("2026-11-18"), Unit: "乙镇纪委", Enterprise: strings.Repeat("很长的名字", 40), Region: "晋江市", Problems: []page.FoundInput{{Content: "缺水"}}},
	} {
		if err := must(r.office.Actions.SaveVisit(r.office.Context, in)); err != nil {
			t.Fatal(err)
		}
	}
	opened = &[]data.ID{}
	p = page.NewVisits(r.office, func(id data.ID) { *opened = append(*opened, id) })
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	return r, p, opened
}

// days are those of the listed visits.
func (r *room) days() string {
	r.Helper()
	return strings.Join(r.rows(), " ")
}

func TestVisitsAreListedNewestFirst(t *testing.T) {
	r, _, _ := visited(t)
	if got := r.days(); got != "2026-11-18 2026-11-02 2026-10-12" {
		t.Errorf("列出 %s", got)
	}
	r.must("零报告")
	if got := r.office.Status.Text(); !strings.Contains(got, "共 3 次") {
		t.Errorf("状态栏是“%s”", got)
	}
}

func TestVisitsAreNarrowed(t *testing.T) {
	for _, c := range []struct{ field, text, want string }{
		{"搜索走访", "hytc", "2026-11-02"}, {"搜索走访", "王某", "2026-11-02"}, {"搜索走访", "茶叶", "2026-10-12"}, {"搜索走访", "没有这家", ""},
		{"按走访单位", "甲县纪委监委", "2026-11-02 2026-10-12"}, {"按走访单位", "乙镇纪委", "2026-11-18 2026-10-12"}, {"按走访单位", "乙镇", "2026-11-18 2026-11-02 2026-10-12"},
		{"按所在地", "惠安县", "2026-11-02"}, {"零报告", "零报告", "2026-10-12"}, {"零报告", "登记了问题", "2026-11-18 2026-11-02"},
		{"按走访日期", "2026-10", "2026-10-12"}, {"按走访日期", "11月", "2026-11-18 2026-11-02"}, {"按走访日期", "10-1 至 11-5", "2026-11-02 2026-10-12"}, {"按走访日期", "11.18", "2026-11-18"}, {"按走访日期", "2025", ""},
	} {
		t.Run(c.field+" "+c.text, func(t *testing.T) {
			r, _, _ := visited(t)
			r.fill(c.field, c.text)
			if got := r.days(); got != c.want {
				t.Errorf("列出“%s”，应为“%s”", got, c.want)
			}
			if c.want == "" {
				r.must("没有符合条件的走访。")
			}
			r.press("显示全部")
			if got := r.days(); strings.Count(got, "2026") != 3 {
				t.Errorf("显示全部以后列出 %s", got)
			}
		})
	}
}

func TestEmptyLedgerSaysWhatGoesHere(t *testing.T) {
	r := newRoom(t)
	p := page.NewVisits(r.office, nil)
	r.put(p.Content)
	p.Refresh()
	r.must("还没有登记过走访")
	r.win.Canvas().Unfocus()
	r.press("登记走访")
	if in, _ := r.field("企业名称"); in == nil {
		t.Error("没有打开登记走访")
	}
}

func TestVisitShowsItsProblemsAndOpensThem(t *testing.T) {
	r, _, opened := visited(t)
	r.click("row:2026-11-02")
	r.must("宏远陶瓷厂", "惠安县", "王某", "缺工（人社局）", "缺电")
	r.press("WT-2026-0001　已交办")
	if len(*opened) != 1 || (*opened)[0] != r.problem("WT-2026-0001").ID {
		t.Errorf("打开了 %v", *opened)
	}
	r.click("row:2026-10-12")
	r.must("没有发现问题（零报告）", "联合走访", "满意")
	r.mustNot("缺电")
}

// shownVisit is a visit by its day.
func (r *room) visitOn(on string) (v *data.Visit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(s *store.View) error {
		ids, err := s.VisitIDs(store.VisitQuery{From: day(on), To: day(on)})
		if err != nil || len(ids) != 1 {
			return err
		}
		v, err = s.Visit(ids[0])
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return v
}

func TestVisitIsPutRight(t *testing.T) {
	r, _, _ := visited(t)
	r.click("row:2026-11-02")
	r.press("修改走访")
	for name, want := range map[string]string{"走访日期": "2026-11-02", "走访单位": "甲县纪委监委", "企业名称": "宏远陶瓷厂", "所在地": "惠安县", "走访人员": "王某"} {
		if _, got := r.field(name); got != want {
			t.Errorf("%s 是“%s”，应为“%s”", name, got, want)
		}
	}
	r.fill("走访日期", "11-3")
	r.fill("企业名称", "安溪茶叶店")
	r.fill("走访满意度", "非常满意")
	r.fill("联合走访单位", "乙镇纪委")
	r.press("保存修改")
	if r.covered() {
		t.Fatalf("没有保存：%v", r.words())
	}
	v := r.visitOn("2026-11-03")
	if v == nil || v.Satisfaction != 1 || len(v.JoinUnits) != 1 {
		t.Fatalf("走访是 %+v", v)
	}
	if p := r.problem("WT-2026-0001"); p.EnterpriseID != v.EnterpriseID || p.VisitID != v.ID {
		t.Error("它的问题没有跟着换企业")
	}
	r.must("非常满意")
	r.office.Undo()
	if back := r.visitOn("2026-11-02"); back == nil || back.Satisfaction != 0 || r.problem("WT-2026-0001").EnterpriseID == v.EnterpriseID {
		t.Errorf("撤销以后是 %+v", back)
	}
}

func TestStaleVisitIsNotOverwritten(t *testing.T) {
	r, _, _ := visited(t)
	r.click("row:2026-10-12")
	r.press("修改走访")
	v := r.visitOn("2026-10-12")
	if err := r.office.Actions.ChangeVisit(r.office.Context, page.VisitInput{ID: v.ID, Version: v.Version, On: v.On, Unit: "乙镇纪委", Enterprise: "安溪茶叶店", Note: "别人写的"}); err != nil {
		t.Fatal(err)
	}
	r.fill("备注", "我写的")
	r.press("保存修改")
	r.must("打开以后被改过")
	if got := r.visitOn("2026-10-12").Note; got != "别人写的" {
		t.Errorf("备注成了“%s”", got)
	}
}

func TestVisitIsDeletedWithItsProblemsOrNot(t *testing.T) {
	r, _, _ := visited(t)
	r.click("row:2026-11-02")
	r.press("删除走访")
	r.must("这次走访登记了 2 个问题")
	r.press("不删除")
	if err := r.office.Actions.DeleteVisit(r.office.Context, r.visitOn("2026-11-02").ID, false); data.CodeOf(err) != data.Conflict {
		t.Errorf("丢下问题删除：%v", err)
	}
	if r.count() != 3 {
		t.Fatalf("还有 %d 个问题", r.count())
	}
	r.press("删除走访")
	r.press("连同问题一起删除")
	if got := r.days(); got != "2026-11-18 2026-10-12" || r.count() != 1 {
		t.Errorf("剩下 %s 和 %d 个问题", got, r.count())
	}
	r.mustNot("缺工（人社局）")
	r.office.Undo()
	if r.count() != 3 || len(r.rows()) != 3 {
		t.Errorf("撤销以后有 %d 个问题、%d 次走访", r.count(), len(r.rows()))
	}
	r.click("row:2026-10-12")
	r.press("删除走访")
	r.press("删除")
	if len(r.rows()) != 2 {
		t.Errorf("剩下 %d 次走访", len(r.rows()))
	}
}

func TestOneMoreProblemOfAVisit(t *testing.T) {
	r, _, _ := visited(t)
	r.click("row:2026-10-12")
	r.press("再登记问题")
	if in, _ := r.field("问题内容"); r.win.Canvas().Focused() != in {
		t.Error("光标不在问题内容")
	}
	r.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.covered() {
		t.Error("什么也没有输入，Esc 还要问")
	}
	r.press("再登记问题")
	test.Type(r.win.Canvas().Focused(), "路不好走")
	r.press("登记走访")
	if r.covered() || r.problem("WT-2026-0004").VisitID != r.visitOn("2026-10-12").ID {
		t.Errorf("没有记到那次走访上：%v", r.words())
	}
}

func TestVisitsStandInASmallWindow(t *testing.T) {
	r, p, _ := visited(t)
	r.click("row:2026-11-18")
	r.win.Resize(fyne.NewSize(1024, 640))
	if m := p.Content.MinSize(); m.Width > 848 || m.Height > 560 {
		t.Errorf("页面至少要 %v", m)
	}
}
