package page_test

import (
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// deleted puts a problem into the recycle bin.
func (r *room) deleted(code string) {
	r.Helper()
	id := r.problem(code).ID
	if _, err := r.store.Do(r.office.Context, data.Op{Name: "删除问题 " + code}, func(tx *store.Tx) error { return tx.Delete(data.EntityProblem, id) }); err != nil {
		r.Fatal(err)
	}
}

func (r *room) bin() (titles []string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		bin, err := v.Bin()
		for _, x := range bin {
			titles = append(titles, x.Title)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return titles
}

func TestBinRestoresInOneStep(t *testing.T) {
	r := newRoom(t)
	first := r.register("2026-11-02", "甲厂", "用电报装时限过长", "", "")
	second := r.register("2026-11-03", "乙厂", "招工困难", "", "")
	p := page.NewBin(r.office)
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	r.must("现在是空的")
	r.deleted(first)
	r.deleted(second)
	p.Refresh()
	r.fill("筛选", "招工")
	if rows := r.rows(); len(rows) != 1 || !strings.HasPrefix(rows[0], second) {
		t.Fatalf("筛选以后列出 %v", rows)
	}
	r.click("row:" + second + " 招工困难")
	r.press("恢复所选")
	if bin := r.bin(); len(bin) != 1 || r.problem(second).Content != "招工困难" {
		t.Errorf("回收站里还有 %v", bin)
	}
	r.press("撤销")
	if bin := r.bin(); len(bin) != 2 {
		t.Errorf("撤销以后回收站里有 %v", bin)
	}
}

// TestBinSaysWhyNot deletes a firm after its problem: the problem can't stand without it.
func TestBinSaysWhyNot(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲厂", "用电报装时限过长", "", "")
	p := r.problem(code)
	r.deleted(code)
	for _, x := range []struct {
		e  data.Entity
		id data.ID
	}{{data.EntityVisit, p.VisitID}, {data.EntityEnterprise, p.EnterpriseID}} {
		if _, err := r.store.Do(r.office.Context, data.Op{Name: "删除"}, func(tx *store.Tx) error { return tx.Delete(x.e, x.id) }); err != nil {
			t.Fatal(err)
		}
	}
	bin := page.NewBin(r.office)
	r.changed = bin.Refresh
	r.put(bin.Content)
	bin.Refresh()
	r.fill("筛选", "报装")
	r.click("row:" + code + " 用电报装时限过长")
	r.press("恢复所选")
	r.must("没有恢复", "已经删除", "先从回收站恢复")
	r.press("知道了")
	// All together they come back, the firm first.
	var all []store.BinEntry
	_ = r.store.View(r.office.Context, func(v *store.View) (err error) { all, err = v.Bin(); return err })
	if err := r.office.Actions.Restore(r.office.Context, all); err != nil || len(r.bin()) != 0 {
		t.Errorf("%v，还有 %v", err, r.bin())
	}
}
