package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// unitRoom shows the page 单位 after three registrations.
func unitRoom(t *testing.T) (r *room, p *page.Units, codes []string) {
	r = newRoom(t)
	codes = []string{r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-12-30"),
		r.register("2026-11-03", "乙石材厂", "缺工", "开发区投资办", "2026-12-30")}
	p = page.NewUnits(r.office)
	r.put(p.Content)
	r.changed = p.Refresh
	p.Refresh()
	return r, p, codes
}

// unit is the live unit of exactly that name.
func (r *room) unit(name string) (u *data.Unit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		units, err := v.Units()
		for i := range units {
			if units[i].Name == name {
				u = &units[i]
			}
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return u
}

// lead is the unit that handles a problem.
func (r *room) lead(code string) (id data.ID) {
	r.Helper()
	p := r.problem(code)
	err := r.store.View(r.office.Context, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		tl, err := p.Timeline(clock)
		if err == nil {
			id = tl.Now.Lead
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return id
}

func TestUnitsAreListedByKindAndFound(t *testing.T) {
	r, _, _ := unitRoom(t)
	r.wantRows("纪委在前", "甲县纪委监委", "商务局", "开发区投资办")
	r.fill("种类", "主办部门")
	r.wantRows("主办部门", "商务局", "开发区投资办")
	r.fill("种类", "全部种类")
	r.fill("搜索单位", "jxjw")
	r.wantRows("拼音首字母", "甲县纪委监委")
	r.fill("搜索单位", "没有的局")
	r.must("没有符合条件的")
	r.press("列出在用单位")
	r.fill("列出", "停用的单位")
	r.must("没有符合条件的")
	r.fill("列出", "地区")
	if rows := r.rows(); len(rows) == 0 || !slices.ContainsFunc(rows, func(s string) bool { return strings.HasSuffix(s, "惠安县") && s != "惠安县" }) {
		t.Errorf("地区列出 %v", rows)
	}
}

func TestUnitIsAddedChangedAndRetired(t *testing.T) {
	r, _, _ := unitRoom(t)
	r.press("新增单位")
	r.key(fyne.KeyReturn)
	r.must("请填写单位的名称。")
	r.fill("单位名称", "投资促进中心")
	r.fill("单位种类", "主办部门")
	r.fill("单位别名", "投促中心、招商中心")
	r.fill("上级单位", "商务局")
	r.fill("次序", "很前")
	r.key(fyne.KeyReturn)
	r.must("次序应是整数")
	r.fill("次序", "3")
	r.key(fyne.KeyReturn)
	u := r.unit("投资促进中心")
	if r.covered() || u == nil || u.Kind != data.Department || !slices.Equal(u.Aliases, []string{"投促中心", "招商中心"}) || u.Parent != r.unit("商务局").ID || u.Sort != 3 {
		t.Fatalf("%+v", u)
	}
	r.wantRows("排在上级下面", "甲县纪委监委", "商务局", "　投资促进中心", "开发区投资办")
	r.press("修改单位")
	r.fill("停用日期", "2026-10-31")
	r.key(fyne.KeyReturn)
	r.wantRows("停用以后不列出", "甲县纪委监委", "商务局", "开发区投资办")
	r.fill("列出", "停用的单位")
	r.wantRows("列在停用里", "投资促进中心")
}

func TestUnitIsRenamedFromADay(t *testing.T) {
	r, _, codes := unitRoom(t)
	old := r.unit("商务局").ID
	r.click("row:商务局")
	r.must("主办问题 1 个")
	r.press("自某日起更名")
	r.fill("自哪天起", "2026-11-01")
	r.key(fyne.KeyReturn)
	r.must("请填写新名称。")
	r.fill("新名称", "商务和投资促进局")
	r.key(fyne.KeyReturn)
	r.must("已更名为“商务和投资促进局”", "原为", "商务局（到 2026-10-31）")
	next := r.unit("商务和投资促进局")
	if next == nil || r.lead(codes[0]) != next.ID || r.unit("商务局").MergedTo != next.ID {
		t.Errorf("%+v, 主办 %d", next, r.lead(codes[0]))
	}
	r.office.Undo()
	if r.lead(codes[0]) != old || r.unit("商务局").ValidTo != 0 {
		t.Error("撤销以后没有还原")
	}
}

func TestTypedUnitBecomesAnAlias(t *testing.T) {
	r, _, codes := unitRoom(t)
	r.fill("列出", "只有名称的单位")
	r.wantRows("输入时新增的", "甲县纪委监委", "商务局", "开发区投资办")
	r.click("row:开发区投资办")
	r.must("只有名称：多半是登记时输入了")
	r.press("是已有单位的别名")
	r.key(fyne.KeyReturn)
	r.must("请从列表里选已有的单位。")
	r.fill("已有单位", "商务局")
	r.key(fyne.KeyReturn)
	u := r.unit("商务局")
	if r.unit("开发区投资办") != nil || !slices.Equal(u.Aliases, []string{"开发区投资办"}) || r.lead(codes[1]) != u.ID {
		t.Errorf("%+v", u)
	}
	r.must("“开发区投资办”已成为“商务局”的别名")
}

func TestUnitIsMergedFromADay(t *testing.T) {
	r, _, codes := unitRoom(t)
	r.click("row:开发区投资办")
	r.press("自某日起并入")
	r.fill("并入的单位", "商务局")
	r.fill("自哪天起", "2026-11-10")
	r.key(fyne.KeyReturn)
	if r.lead(codes[1]) != r.unit("商务局").ID || r.unit("开发区投资办").MergedTo != r.unit("商务局").ID {
		t.Error("没有并入")
	}
	r.wantRows("不再列出", "甲县纪委监委", "商务局")
}

func TestUnitInUseIsNotDeleted(t *testing.T) {
	r, _, _ := unitRoom(t)
	r.click("row:商务局")
	r.press("删除单位")
	r.must("没有删除", "还有记录用到这条单位")
	r.key(fyne.KeyEscape)
	if r.unit("商务局") == nil {
		t.Error("删掉了")
	}
}

func TestRegionIsAddedUnderAnother(t *testing.T) {
	r, _, _ := unitRoom(t)
	r.fill("列出", "地区")
	r.press("新增地区")
	r.fill("地区名称", "新设镇")
	r.fill("上级地区", "惠安县")
	r.fill("地区别名", "新设街道")
	r.key(fyne.KeyReturn)
	var found data.ID
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		found, err = v.RegionNamed("新设街道")
		return err
	})
	if err != nil || found == 0 || r.covered() {
		t.Fatal(found, err)
	}
	r.must("新设镇", "惠安县")
	r.press("删除地区")
	r.must("已删除地区：新设镇")
}
