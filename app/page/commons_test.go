package page_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data/store"
)

// common is the one group of like problems there is.
func (r *room) common() (c store.CommonRow) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.CommonProblems()
		if len(list) > 0 {
			c = list[0]
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return c
}

func TestLikeProblemsAreGrouped(t *testing.T) {
	r := newRoom(t)
	a := r.register("2026-10-09", "甲陶瓷厂", "变压器用电容量不足", "商务局", "2026-12-30")
	b := r.register("2026-10-12", "乙石材厂", "厂区用电容量不足", "", "")
	r.register("2026-10-13", "丙食品厂", "招不到熟练工人", "", "")
	var opened []store.Hit
	p := page.NewCommons(r.office, func(h store.Hit) { opened = append(opened, h) })
	r.put(p.Content)
	r.changed = p.Refresh
	p.Refresh()
	r.must("多家企业反映的同类问题归成一组")
	r.press("新建一组")
	r.key(fyne.KeyReturn)
	r.must("请填写组名。")
	r.fill("组名", "用电容量不足")
	r.key(fyne.KeyReturn)
	r.wantRows("新建以后", "用电容量不足")
	r.press("添加问题")
	r.wantRows("先列出内容相近的", b, a)
	r.click("row:" + a)
	r.press("加入选中的")
	if c := r.common(); len(c.Problems) != 1 || c.Problems[0] != r.problem(a).ID {
		t.Fatalf("%+v", c)
	}
	r.press("添加问题")
	r.fill("查找问题", "石材")
	r.wantRows("按企业查找", b)
	r.key(fyne.KeyReturn)
	r.key(fyne.KeyReturn)
	if c := r.common(); len(c.Problems) != 2 || c.Firms != 2 || c.Open != 2 || r.covered() {
		t.Fatalf("%+v", c)
	}
	r.must("2 个问题，涉及 2 家企业，在办 2 个。")
	r.press(a)
	if len(opened) != 1 || opened[0].ID != r.problem(a).ID {
		t.Errorf("打开了 %v", opened)
	}
	r.press("移出")
	if c := r.common(); len(c.Problems) != 1 {
		t.Errorf("%+v", c)
	}
	r.office.Undo()
	if c := r.common(); len(c.Problems) != 2 {
		t.Errorf("撤销以后 %+v", c)
	}
	r.press("删除这组")
	r.must("多家企业反映的同类问题归成一组")
	if r.problem(a) == nil || r.problem(b) == nil {
		t.Error("问题也没有了")
	}
	if c := r.common(); c.ID != 0 {
		t.Errorf("删除以后还有 %+v", c)
	}
	if s, err := r.office.Actions.Steps(r.office.Context); err != nil || s.Undo != "删除共性问题" {
		t.Errorf("上一步是“%s”（%v）", s.Undo, err)
	}
	r.office.Undo()
	if c := r.common(); c.Title != "用电容量不足" || len(c.Problems) != 2 {
		t.Errorf("撤销删除以后 %+v", c)
	}
}

func TestGroupsAreRenamedAndFound(t *testing.T) {
	r := newRoom(t)
	p := page.NewCommons(r.office, func(store.Hit) {})
	r.put(p.Content)
	r.changed = p.Refresh
	for _, title := range []string{"用电容量不足", "招工难"} {
		if _, err := r.office.Actions.SaveCommon(r.office.Context, page.CommonInput{On: day(today), Title: title}); err != nil {
			t.Fatal(err)
		}
	}
	p.Refresh()
	r.fill("搜索共性问题", "用电")
	r.wantRows("按组名", "用电容量不足")
	r.click("row:用电容量不足")
	r.press("修改组名")
	r.fill("组名", "机密★用电")
	r.key(fyne.KeyReturn)
	r.must("标有密级")
	r.fill("组名", "用电难")
	r.key(fyne.KeyReturn)
	r.wantRows("改名以后全部列出", "招工难", "用电难")
}
