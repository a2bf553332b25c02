package page_test

import (
	"slices"
	"testing"

	"qinqing/app/page"
	"qinqing/data/store"
)

func (r *room) aliasesOf(unit string) (out []string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		units, err := v.Units()
		for _, u := range units {
			if u.Name == unit {
				out = u.Aliases
			}
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

// TestANearNameBecomesAnAlias at once, and the record is of what there was.
func TestANearNameBecomesAnAlias(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "泉州昌嘉鞋服股份有限公司", "缺工", "市场监督管理局", "")
	page.ShowVisitForm(r.office)
	for _, f := range [][2]string{{"走访单位", "甲县纪委监委"}, {"企业名称", "昌嘉鞋服有限公司"}, {"问题内容", "用电容量不足"}, {"主办单位", "市场监督管理局食品科"}} {
		r.fill(f[0], f[1])
	}
	r.press("登记走访")
	r.must("台账里已有“泉州昌嘉鞋服股份有限公司”")
	r.press("就是“泉州昌嘉鞋服股份有限公司”，记作别名")
	r.must("台账里已有“市场监督管理局”")
	r.press("就是“市场监督管理局”，记作别名")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	e := r.firm("泉州昌嘉鞋服股份有限公司")
	if !slices.Contains(e.Former, "昌嘉鞋服有限公司") || !slices.Contains(r.aliasesOf("市场监督管理局"), "市场监督管理局食品科") {
		t.Errorf("别名是 %v 和 %v", e.Former, r.aliasesOf("市场监督管理局"))
	}
	if p := r.problem("WT-2026-0002"); p.EnterpriseID != e.ID || p.InForce()[1].Unit != r.problem("WT-2026-0001").InForce()[1].Unit {
		t.Errorf("登记到别的企业或单位上了：%+v", p)
	}
	r.office.Undo()
	r.office.Undo()
	r.office.Undo()
	if e := r.firm("泉州昌嘉鞋服股份有限公司"); r.count() != 1 || len(e.Former) > 0 || len(r.aliasesOf("市场监督管理局")) > 0 {
		t.Errorf("撤销三步以后还有 %d 个问题，别名 %v", r.count(), e.Former)
	}
}

// TestANearNameMayBeNew all the same.
func TestANearNameMayBeNew(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "泉州昌嘉鞋服股份有限公司", "缺工", "市场监督管理局", "")
	page.ShowVisitForm(r.office)
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "昌嘉鞋服有限公司")
	r.press("登记走访")
	r.press("登记并新增")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	if e := r.firm("昌嘉鞋服有限公司"); e == nil || len(r.firm("泉州昌嘉鞋服股份有限公司").Former) > 0 {
		t.Error("没有新增，或记成了别名")
	}
}
