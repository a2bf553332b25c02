package page_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
)

// list shows the page 问题 with three problems; the codes are in the order of registration.
func list(t *testing.T) (r *room, p *page.Problems, codes []string) {
	r = newRoom(t)
	codes = []string{
		r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30"),
		r.register("2026-10-20", "乙石材厂", "招不到工人", "", ""),
		r.register("2026-11-03", "丙食品厂", "贷款利率高", "财政局", "2026-12-31"),
	}
	p = page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	return r, p, codes
}

func (r *room) wantRows(what string, codes ...string) {
	r.Helper()
	if got := r.rows(); !slices.Equal(got, codes) {
		r.Errorf("%s：列出 %v，应为 %v", what, got, codes)
	}
}

func TestProblemsSortByHeaders(t *testing.T) {
	r, _, c := list(t)
	r.wantRows("最新的在前", c[2], c[1], c[0])
	if got := r.office.Status.Text(); got != "共 3 条" {
		t.Errorf("状态栏“%s”", got)
	}
	r.click("head:编号")
	r.wantRows("编号升序", c[0], c[1], c[2])
	r.click("head:编号")
	r.wantRows("编号降序", c[2], c[1], c[0])
	_, names := r.parts()
	for _, n := range names {
		if title, ok := strings.CutPrefix(n, "head:"); ok && title == "" {
			t.Error("有一列没有标题")
		}
	}
}

// A long list stands by its first rows before the others are known; what is chosen among
// those others is found again.
func TestLongListIsCompletedFromTheBackground(t *testing.T) {
	r := newRoom(t)
	oldest := r.register("2026-10-01", "甲陶瓷厂", "最早的一个", "商务局", "")
	for i := range 90 {
		r.register("2026-10-20", "乙石材厂", fmt.Sprintf("招不到第%d名工人", i), "", "")
	}
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	if got := r.office.Status.Text(); got != "共 91 条" {
		t.Errorf("状态栏“%s”", got)
	}
	p.Open(r.problem(oldest).ID)
	if got := r.office.Status.Text(); got != "共 91 条 · 选中 1" {
		t.Errorf("打开最早的一个后，状态栏“%s”", got)
	}
	r.fill("搜索", "名工人")
	if got := r.office.Status.Text(); got != "共 90 条" {
		t.Errorf("搜索后，状态栏“%s”", got)
	}
}

func TestProblemsAreNarrowed(t *testing.T) {
	r, _, c := list(t)
	r.fill("期限", "已逾期")
	r.wantRows("已逾期", c[0])
	r.fill("期限", "不限期限")
	r.fill("状态", "　待交办")
	r.wantRows("待交办", c[1])
	r.fill("状态", "在办（未办结）")
	r.wantRows("在办", c[2], c[1], c[0])
	r.fill("搜索", "贷款")
	r.wantRows("搜索贷款", c[2], c[0])
	r.fill("搜索", "石材")
	r.wantRows("搜索企业", c[1])
	r.key(fyne.KeyEscape)
	if _, text := r.field("搜索"); text != "" {
		t.Errorf("Esc 之后搜索框里还有“%s”", text)
	}
	r.wantRows("Esc 之后", c[2], c[1], c[0])
}

func TestProblemsAreNarrowedByWhoAndWhere(t *testing.T) {
	r, p, c := list(t)
	_, err := r.office.Actions.SaveVisit(r.office.Context, page.VisitInput{On: day("2026-11-05"), Unit: "乙镇纪委", Enterprise: "丁纸业", Region: "惠安县", Problems: []page.FoundInput{{Content: "缺水", Category: "用工", Lead: "水利局"}}})
	if err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	d := r.rows()[0]
	for _, x := range []struct {
		field, text string
		want        []string
	}{
		{"按主办单位", "财政局", []string{c[2]}},
		{"按走访单位", "乙镇纪委", []string{d}},
		{"按类别", "用工", []string{d}},
		{"按所在地", "惠安县", []string{d}},
		{"按登记月", "2026年10月", []string{c[1], c[0]}},
		{"按主办单位", "没有的局", []string{d, c[2], c[1], c[0]}},
	} {
		r.fill(x.field, x.text)
		r.wantRows(x.field+x.text, x.want...)
		r.press("显示全部")
		r.wantRows("显示全部", d, c[2], c[1], c[0])
		if _, text := r.field(x.field); text != "" {
			t.Errorf("%s 还是“%s”", x.field, text)
		}
	}
	in, _ := r.field("按主办单位")
	r.win.Canvas().Focus(in)
	test.Type(in, "无此局")
	r.key(fyne.KeyReturn)
	r.must("没有叫“无此局”的")
	r.press("显示全部")
	r.win.Canvas().Focus(in)
	test.Type(in, "slj")
	r.key(fyne.KeyReturn)
	r.wantRows("拼音首字母选水利局", d)
}

func TestOverdueIsListedTheLongestFirst(t *testing.T) {
	r := newRoom(t)
	late := r.register("2026-10-20", "乙石材厂", "逾期短的", "商务局", "2026-11-10")
	later := r.register("2026-10-25", "甲陶瓷厂", "逾期长的", "商务局", "2026-10-30")
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Narrow(page.Filter{Overdue: true})
	r.wantRows("逾期", later, late)
	p.Narrow(page.Filter{})
	r.wantRows("全部，最新的在前", later, late)
}

func TestClosedProblemsSayTheirStateOnce(t *testing.T) {
	r, p, c := list(t)
	r.event(c[2], page.EventInput{Kind: data.Report})
	r.event(c[2], page.EventInput{Kind: data.Resolve})
	r.event(c[2], page.EventInput{Kind: data.StrikeOff, SignedBy: "某", SignedOn: day(today)})
	p.Narrow(page.Filter{Stock: data.StockX})
	n := 0
	table, _ := r.parts()
	walk(table, func(o fyne.CanvasObject) bool {
		if x, ok := o.(*canvas.Text); ok && x.Text == "已销号" {
			n++
		}
		return true
	})
	if n != 1 {
		t.Errorf("“已销号”写了 %d 次", n)
	}
	r.must("2026-12-31", "2026-11-03")
}

func TestProblemsNoneFoundOffersAll(t *testing.T) {
	r, _, c := list(t)
	r.fill("状态", "已销号")
	r.fill("搜索", "没有这样的问题")
	r.must("没有符合条件的问题")
	r.press("显示全部")
	r.wantRows("显示全部", c[2], c[1], c[0])
	for name, want := range map[string]string{"搜索": "", "状态": "全部", "期限": "不限期限"} {
		if _, text := r.field(name); text != want {
			t.Errorf("%s 还是“%s”", name, text)
		}
	}
}

func TestProblemsOfAnEmptyLedgerLeadToTheForm(t *testing.T) {
	r := newRoom(t)
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	r.must("还没有问题")
	r.press("登记走访")
	if in, _ := r.field("企业名称"); in == nil {
		t.Error("没有打开登记走访")
	}
}

func TestProblemsKeepTheChosenOneAndItsDetail(t *testing.T) {
	r, p, c := list(t)
	r.click("row:" + c[1])
	r.must("招不到工人", "乙石材厂", "办理经过", "待交办")
	if got := r.office.Status.Text(); got != "共 3 条 · 选中 1" {
		t.Errorf("状态栏“%s”", got)
	}
	r.register("2026-11-10", "丁厂", "新来的", "", "")
	p.Refresh()
	if got := r.office.Status.Text(); got != "共 4 条 · 选中 1" {
		t.Errorf("刷新以后状态栏“%s”", got)
	}
	r.must("招不到工人")
	r.fill("搜索", "贷款")
	r.must("在左边选一个问题")
	r.mustNot("乙石材厂")
}

func TestProblemsByKeyboardAlone(t *testing.T) {
	r, p, c := list(t)
	p.FocusSearch()
	test.Type(r.win.Canvas().Focused(), "贷款")
	r.key(fyne.KeyReturn)
	r.key(fyne.KeyDown)
	r.must("贷款批得慢", "已交办")
	r.key(fyne.KeyReturn) // to the first thing that may be done
	r.key(fyne.KeyReturn) // and do it
	if in, _ := r.field("日期"); in == nil {
		t.Fatalf("没有打开办理的表单，焦点在 %T", r.win.Canvas().Focused())
	}
	r.key(fyne.KeyEscape)
	if r.covered() {
		t.Fatal("Esc 没有关闭表单")
	}
	p.FocusList()
	r.key(fyne.KeyUp)
	r.must("贷款利率高")
	if got := r.rows(); got[0] != c[2] {
		t.Errorf("列出 %v", got)
	}
}

func TestProblemsShowTheirLightInWords(t *testing.T) {
	r, _, c := list(t)
	r.must("逾期", "剩")
	r.event(c[2], page.EventInput{Kind: data.Extend, Due: "2027-01-15"})
	r.fill("搜索", c[2])
	r.must("延")
}

func TestDetailShowsFactsLegalStepsAndReasons(t *testing.T) {
	r, p, c := list(t)
	r.click("row:" + c[2])
	r.must("贷款利率高", "2026-12-31", "丙食品厂", "融资", "甲县纪委监委", "财政局", "已交办", "2026-11-03　登记", "2026-11-03　交办")
	legal := []string{"签收", "办理", "反馈", "延期", "转办", "督办"}
	buttons := r.buttons()
	for _, b := range legal {
		if !slices.Contains(buttons, b) {
			t.Errorf("没有按钮“%s”，有 %v", b, buttons)
		}
	}
	for _, b := range []string{"销号", "重启", "退回重办", "登记"} {
		if slices.Contains(buttons, b) {
			t.Errorf("现在不能“%s”，却有按钮", b)
		}
	}
	r.press("为什么没有其他事项？")
	r.must("销号：", "退回重办：", "重启：")
	r.mustNot("签收：")
	r.event(c[2], page.EventInput{Kind: data.Accept})
	p.Refresh()
	r.must("办理中", "2026-11-20　签收")
	if slices.Contains(r.buttons(), "签收") {
		t.Error("签收以后还能签收")
	}
}

func TestDetailKeepsLongTextsShort(t *testing.T) {
	r := newRoom(t)
	long := strings.Repeat("用地手续办理周期长，", 100) + "末尾"
	code := r.register("2026-11-03", "甲厂", long, "", "")
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	r.click("row:" + code)
	r.mustNot("末尾")
	r.press("显示全文")
	r.must(long)
	r.press("收起")
	r.mustNot("末尾")
}

// TestDetailKeepsTheButtonsInSight: also with a long text, a warning and a deadline that
// tells what it passed over, on the smallest office screen.
func TestDetailKeepsTheButtonsInSight(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-09-28", "甲厂", strings.Repeat("用地手续办理周期长，", 30), "财政局", "7个工作日")
	const width, room float32 = 1366 - 176, 768 - 200 // less navigation; less title, menu, banner, status line and a warning of two lines
	r.win.Resize(fyne.NewSize(width, room))
	r.openCase(code)
	var foot float32
	r.each(func(o fyne.CanvasObject) bool {
		if b, ok := o.(*widget.Button); ok && b.Text == "督办" {
			foot = fyne.CurrentApp().Driver().AbsolutePositionForObject(b).Y + b.Size().Height
		}
		return foot == 0
	})
	if foot == 0 || foot > room {
		t.Errorf("能办的事项到 %v，窗口只到 %v", foot, room)
	}
}

// A record that another page asks for is shown even where the list is narrowed to others.
func TestOpeningAProblemWidensTheList(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	r.register("2026-10-20", "乙石材厂", "招不到工人", "人社局", "2026-11-30")
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	r.fill("搜索", "招不到")
	r.fill("按主办单位", "人社局")
	p.Open(r.problem(code).ID)
	r.must("办理经过", code)
	if _, text := r.field("搜索"); text != "" {
		t.Errorf("还在搜 %q", text)
	}
	r.fill("搜索", "招不到")
	r.mustNot("办理经过")
}
