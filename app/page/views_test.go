package page_test

import (
	"slices"
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/app/widget"
)

// choose takes a word of a choice, as pressing it does.
func (r *room) choose(name, word string) {
	r.Helper()
	in, _ := r.field(name)
	s, ok := in.(*widget.Select)
	if !ok {
		r.Fatalf("没有选择框“%s”", name)
	}
	if !slices.Contains(s.Options, word) {
		r.Fatalf("“%s”里没有“%s”，有 %v", name, word, s.Options)
	}
	s.SetSelected(word)
}

func TestViewsAreSavedUsedRenamedAndDeleted(t *testing.T) {
	r, p, c := list(t)
	r.fill("期限", "已逾期")
	r.fill("按主办单位", "商务局")
	r.wantRows("筛选以后", c[0])
	r.must("筛选：已逾期；主办单位：商务局")
	r.press("显示全部")
	r.click("head:企业")
	byFirm := r.rows()
	r.click("head:企业")
	turned := r.rows()
	if len(byFirm) != 3 || slices.Equal(byFirm, turned) {
		t.Fatalf("按企业排是 %v，再按一次是 %v", byFirm, turned)
	}
	r.choose("视图", "存为视图…")
	r.fill("视图名称", "按企业倒排")
	r.press("保存")
	r.click("head:编号")
	r.wantRows("按编号排", c...)
	r.choose("视图", "按企业倒排")
	r.wantRows("视图记得倒排", turned...)
	r.choose("视图", "删除视图")
	r.press("删除视图")
	r.click("head:编号")
	r.fill("期限", "已逾期")
	r.fill("按主办单位", "商务局")
	r.choose("视图", "存为视图…")
	r.press("保存")
	r.must("请填写视图名称")
	r.fill("视图名称", "我的逾期")
	r.press("保存")
	if _, text := r.field("视图"); text != "我的逾期" || r.covered() {
		t.Fatalf("保存以后视图是“%s”", text)
	}
	p.Narrow(page.Filter{})
	r.wantRows("显示全部", c[2], c[1], c[0])
	r.mustNot("筛选：")
	again := page.NewProblems(r.office) // the window was closed meanwhile
	r.put(again.Content)
	again.Refresh()
	r.choose("视图", "我的逾期")
	r.wantRows("用视图", c[0])
	r.must("筛选：已逾期；主办单位：商务局")
	for name, want := range map[string]string{"期限": "已逾期", "按主办单位": "商务局"} {
		if _, text := r.field(name); text != want {
			t.Errorf("%s 是“%s”", name, text)
		}
	}
	r.choose("视图", "改名…")
	r.fill("视图名称", "商务局逾期")
	r.press("改名")
	r.choose("视图", "删除视图")
	r.must("删除视图“商务局逾期”")
	r.press("删除视图")
	in, text := r.field("视图")
	if got := in.(*widget.Select).Options; text != "视图" || slices.Contains(got, "商务局逾期") || slices.Contains(got, "我的逾期") {
		t.Errorf("删除以后是“%s”，还有 %v", text, got)
	}
	for _, key := range []string{"view.problems.我的逾期", "view.problems.商务局逾期"} {
		if left := r.office.Recall(key); left != "" {
			t.Errorf("还记着 %s：%s", key, left)
		}
	}
}

// A view whose unit is gone since says so and narrows by the rest.
func TestViewOfWhatIsGoneSaysSo(t *testing.T) {
	r, _, c := list(t)
	r.fill("期限", "已逾期")
	r.fill("按主办单位", "商务局")
	r.choose("视图", "存为视图…")
	r.fill("视图名称", "旧视图")
	r.press("保存")
	text := strings.ReplaceAll(r.office.Recall("view.problems.旧视图"), "商务局", "已撤并的局")
	if err := r.office.Actions.Remember(r.office.Context, "view.problems.旧视图", text); err != nil {
		t.Fatal(err)
	}
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	r.choose("视图", "旧视图")
	r.must("“已撤并的局”已不在台账里")
	r.wantRows("其余的还筛", c[0])
}

func TestProblemsAreNarrowedByMore(t *testing.T) {
	r, p, c := list(t)
	edit := page.ProblemInput{Problem: r.problem(c[1]).ID, Version: r.problem(c[1]).Version, Content: "招不到工人", Enterprise: "乙石材厂", Category: "融资", Source: "自查", Supervising: "驻商务局纪检监察组", Visiting: "甲县纪委监委"}
	if err := r.office.Actions.EditProblem(r.office.Context, edit); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	r.press("更多条件")
	r.fill("问题来源", "没有这种来源")
	r.press("筛选")
	r.must("没有叫“没有这种来源”的")
	r.fillAll(map[string]string{"问题来源": "自查", "监督单位": "驻商务局纪检监察组", "登记日从": "2026-10-20", "登记日到": "2026-10-01"})
	r.press("筛选")
	r.must("止日早于起日")
	r.fill("登记日到", "2026-10-31")
	r.press("筛选")
	r.wantRows("更多条件", c[1])
	r.must("来源：自查；监督单位：驻商务局纪检监察组；登记：2026-10-20 至 2026-10-31")
	r.press("显示全部")
	r.wantRows("显示全部", c[2], c[1], c[0])
}
