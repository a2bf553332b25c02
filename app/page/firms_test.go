package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// firmRoom shows the page 企业 over a ledger with three enterprises, two of them one.
func firmRoom(t *testing.T) (r *room, p *page.Firms, opened *[]store.Hit) {
	r = newRoom(t)
	r.register("2026-10-09", "泉州东海石材有限公司", "贷款批得慢", "商务局", "2026-10-30")
	r.register("2026-10-20", "东海石材公司", "招不到工人", "", "")
	r.register("2026-11-03", "丙食品厂", "贷款利率高", "财政局", "2026-12-31")
	opened = &[]store.Hit{}
	p = page.NewFirms(r.office, func(h store.Hit) { *opened = append(*opened, h) })
	r.put(p.Content)
	r.changed = p.Refresh
	p.Refresh()
	return r, p, opened
}

// firm is the live enterprise of that name; nil if there is none.
func (r *room) firm(name string) (e *data.Enterprise) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		key := data.Normalise(name)
		found, err := v.EnterprisesNamed([]string{key})
		if len(found[key]) > 0 {
			e = &found[key][0]
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return e
}

func TestFirmsAreFoundAndShown(t *testing.T) {
	r, _, opened := firmRoom(t)
	r.wantRows("最新的在前", "丙食品厂", "东海石材公司", "泉州东海石材有限公司")
	if got := r.office.Status.Text(); !strings.Contains(got, "共 3 家") {
		t.Errorf("状态栏“%s”", got)
	}
	for _, x := range []struct{ text, want string }{{"dhscgs", "东海石材公司"}, {"食品", "丙食品厂"}} {
		r.fill("搜索企业", x.text)
		r.wantRows(x.text, x.want)
	}
	r.fill("搜索企业", "没有的厂")
	r.must("没有符合条件的企业")
	r.press("显示全部企业")
	r.wantRows("全部", "丙食品厂", "东海石材公司", "泉州东海石材有限公司")
	r.click("row:丙食品厂")
	r.must("1 个（在办 1）", "1 次，最近 2026-11-03", "贷款利率高", "甲县纪委监委")
	r.press(r.problemOf("丙食品厂").Code)
	r.press("2026-11-03")
	if len(*opened) != 2 || (*opened)[0].Entity != data.EntityProblem || (*opened)[1].Entity != data.EntityVisit {
		t.Errorf("打开了 %v", *opened)
	}
}

// problemOf is an enterprise's newest problem.
func (r *room) problemOf(name string) (p *data.Problem) {
	r.Helper()
	e := r.firm(name)
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.ProblemsOfEnterprise(e.ID, 1)
		if len(list) > 0 {
			p = list[0]
		}
		return err
	})
	if err != nil || p == nil {
		r.Fatal(name, err)
	}
	return p
}

func TestFirmIsAddedAndChanged(t *testing.T) {
	r, _, _ := firmRoom(t)
	r.press("新增企业")
	r.key(fyne.KeyReturn)
	r.must("请填写企业名称。")
	r.fill("名称", "丁陶瓷有限公司")
	r.fill("统一社会信用代码", "91350500MA2XABCD1")
	r.must("已输入 17 位，共 18 位")
	r.fill("统一社会信用代码", "91350500ma2xabcd11")
	r.key(fyne.KeyReturn)
	r.must("校验位不符")
	if r.firm("丁陶瓷有限公司") != nil {
		t.Fatal("代码不对也保存了")
	}
	code := validCode(t, "91350500MA2XABCD1")
	r.fill("统一社会信用代码", strings.ToLower(code))
	r.must("校验位相符")
	r.fill("所在地", "惠安县")
	r.key(fyne.KeyReturn)
	e := r.firm("丁陶瓷有限公司")
	if r.covered() || e == nil || e.USCC != code || e.Region == 0 {
		t.Fatalf("%+v", e)
	}
	r.must("已新增企业：丁陶瓷有限公司")
	r.press("修改")
	r.fill("名称", "丁新材料有限公司")
	r.fill("化名", "某陶瓷企业A")
	r.key(fyne.KeyReturn)
	e = r.firm("丁新材料有限公司")
	if e == nil || e.Alias != "某陶瓷企业A" || len(e.Former) != 1 || r.firm("丁陶瓷有限公司").ID != e.ID {
		t.Fatalf("%+v", e)
	}
	r.must("曾用名", "丁陶瓷有限公司")
	r.press("修改")
	r.fill("名称", "丁新材料公司")
	r.fill("改名时", "旧名称写错了，不保留")
	r.key(fyne.KeyReturn)
	if r.firm("丁新材料有限公司") != nil || r.firm("丁新材料公司") == nil {
		t.Error("写错的旧名称还在")
	}
}

// validCode puts the check character behind 17 others.
func validCode(t *testing.T, head string) string {
	for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if data.CheckUSCC(head+string(c)) == nil {
			return head + string(c)
		}
	}
	t.Fatal(head)
	return ""
}

func TestFirmWithRecordsIsNotDeleted(t *testing.T) {
	r, _, _ := firmRoom(t)
	r.click("row:丙食品厂")
	r.press("删除企业")
	r.must("没有删除", "走访 1 次、问题 1 个")
	r.key(fyne.KeyEscape)
	if r.firm("丙食品厂") == nil {
		t.Error("删掉了")
	}
	r.press("新增企业")
	r.fill("名称", "录错的厂")
	r.key(fyne.KeyReturn)
	r.press("删除企业")
	r.must("已删除企业：录错的厂")
	if r.firm("录错的厂") != nil {
		t.Error("没有删掉")
	}
}

func TestFirmGetsASupportMeasure(t *testing.T) {
	r, _, _ := firmRoom(t)
	r.click("row:丙食品厂")
	r.press("添加一企一策")
	r.fill("日期", "2026-12-01")
	r.fill("事项", "协调用地")
	r.key(fyne.KeyReturn)
	r.must("在今天之后")
	r.fill("日期", "2026-11-05")
	r.fill("承办人", "某局")
	r.key(fyne.KeyReturn)
	if r.covered() {
		t.Fatal("表单没有关闭")
	}
	r.must("协调用地")
	r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.RecordsOfEnterprise(r.firm("丙食品厂").ID)
		var b data.SupportMeasure
		if err != nil || len(list) != 1 || list[0].Decode(&b) != nil || b.Title != "协调用地" || b.Who != "某局" {
			t.Errorf("%v %+v %v", list, b, err)
		}
		return nil
	})
}

func TestLikelyDoublesAreMergedAndUndone(t *testing.T) {
	r, _, _ := firmRoom(t)
	r.press("疑似重复")
	r.must("1 对企业的名称相同或相近")
	r.press("核对这一对")
	r.must("走访 1 次、问题 1 个（在办 1）")
	r.press("保留“泉州东海石材有限公司”")
	if r.covered() {
		t.Error("合并以后还盖着")
	}
	r.wantRows("合并以后", "丙食品厂", "泉州东海石材有限公司")
	r.must("2 个（在办 2）", "曾用名")
	if e := r.firm("东海石材公司"); e == nil || e.Name != "泉州东海石材有限公司" {
		t.Errorf("旧名称找到 %+v", e)
	}
	r.office.Undo()
	r.wantRows("撤销以后", "丙食品厂", "东海石材公司", "泉州东海石材有限公司")
	r.press("疑似重复")
	r.press("核对这一对")
	r.press("不是同一家")
	r.key(fyne.KeyEscape)
	r.press("疑似重复")
	r.must("没有疑似重复的企业")
}

func TestFirmsAreMergedByHand(t *testing.T) {
	r, _, _ := firmRoom(t)
	r.click("row:丙食品厂")
	r.press("合并重复")
	r.must("没有名称、曾用名或信用代码含“丙食品厂”的别的企业")
	r.fill("查找另一家", "")
	r.mustNot("别的企业。")
	r.press("选定这一家")
	r.must("请先在下面选中一家")
	r.fill("查找另一家", "东海石材公司")
	r.key(fyne.KeyReturn)
	r.press("保留“丙食品厂”")
	r.wantRows("合并以后", "丙食品厂", "泉州东海石材有限公司")
	if p := r.problemOf("丙食品厂"); p.EnterpriseID != r.firm("东海石材公司").ID {
		t.Error("问题没有归过来")
	}
}

func TestEmptyFirmsSayWhatGoesHere(t *testing.T) {
	r := newRoom(t)
	p := page.NewFirms(r.office, func(store.Hit) {})
	r.put(p.Content)
	p.Refresh()
	r.must("这里列出走访过的企业")
	r.press("登记走访")
	if !r.covered() {
		t.Error("没有打开登记走访")
	}
}
