package page_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// tab goes on to the next field as Tab does.
func (r *room) tab() {
	c := r.win.Canvas()
	if x, ok := c.Focused().(fyne.Tabbable); ok && x.AcceptsTab() {
		r.key(fyne.KeyTab)
		return
	}
	c.FocusNext()
}

func (r *room) chord(k fyne.KeyName, m fyne.KeyModifier) {
	r.Helper()
	f, ok := r.win.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		r.Fatalf("%T 不收快捷键", r.win.Canvas().Focused())
	}
	f.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: m})
}

// visit is the one visit there is.
func (r *room) visit() (v *data.Visit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(s *store.View) error {
		ids, err := s.VisitIDs(store.VisitQuery{})
		if err != nil || len(ids) != 1 {
			r.Fatalf("走访 %v %v", ids, err)
		}
		v, err = s.Visit(ids[0])
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return v
}

func (r *room) unitCalled(id data.ID) (name string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(s *store.View) error {
		names, err := s.NamesByID(data.ByVisiting)
		name = names[id]
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return name
}

// TestTwoProblemsByKeyboardAlone registers a visit with two problems without the mouse,
// in one step that is undone as one.
func TestTwoProblemsByKeyboardAlone(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	say := func(text string) { test.Type(r.win.Canvas().Focused(), text); r.tab() }
	say("甲县纪委监委")
	say("新来的陶瓷厂")
	r.tab() // 所在地
	say("用电容量不足")
	say("水电气要素")
	say("供电公司")
	test.Type(r.win.Canvas().Focused(), "5个工作日")
	if r.key(fyne.KeyEscape); !r.covered() {
		t.Fatal("关闭列表的 Esc 关闭了表单")
	}
	r.chord(fyne.KeyReturn, fyne.KeyModifierControl|fyne.KeyModifierShift)
	if in, _ := r.field("问题内容 2"); in == nil || r.win.Canvas().Focused() != in {
		t.Fatal("Ctrl+Shift+Enter 没有加一个问题并把光标放过去")
	}
	r.must("问题 1", "问题 2")
	say("招不到人")
	say("用工")
	test.Type(r.win.Canvas().Focused(), "人社局")
	r.key(fyne.KeyReturn)
	r.press("登记并新增")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	v := r.visit()
	one, two := r.problem("WT-2026-0001"), r.problem("WT-2026-0002")
	if one.Content != "用电容量不足" || two.Content != "招不到人" || one.VisitID != v.ID || two.VisitID != v.ID || one.Category == two.Category || len(two.Events) != 2 {
		t.Errorf("登记成了 %+v 和 %+v", one, two)
	}
	r.office.Undo()
	if r.count() != 0 || r.visits() != 0 {
		t.Errorf("撤销一次以后还有 %d 个问题、%d 家企业", r.count(), r.visits())
	}
}

func TestVisitFormSavesWhatIsFoldedAway(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	for _, f := range [][2]string{{"走访单位", "甲县纪委监委"}, {"企业名称", "新来的石材厂"}, {"问题内容", "税费负担重"}, {"主办单位", "税务局"}, {"问题性质", "服务效能"}, {"问题来源", "访企问需走访"},
		{"协办单位", "财政局、工信局"}, {"监督单位", "派驻税务局纪检组"}, {"被反映单位", "某分局"}, {"涉及作风", "是，反映工作人员的行为"}, {"实名转办", "企业同意实名转办"},
		{"联合走访单位", "乙镇纪委，丙镇纪委"}, {"走访人员", "王某、李某"}, {"现场答复", "当场说明了政策"}, {"走访满意度", "满意"}, {"备注", "下次再去"}} {
		r.fill(f[0], f[1])
	}
	r.press("登记走访")
	r.press("登记并新增")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	v, p := r.visit(), r.problem("WT-2026-0001")
	if v.Visitors != "王某、李某" || v.Reply != "当场说明了政策" || v.Note != "下次再去" || v.Satisfaction.String() != "满意" || len(v.JoinUnits) != 2 || r.unitCalled(v.JoinUnits[1]) != "丙镇纪委" {
		t.Errorf("走访是 %+v", v)
	}
	if p.Nature == 0 || p.Source == 0 || len(p.Supporting) != 2 || r.unitCalled(p.Supporting[1]) != "工信局" || r.unitCalled(p.Supervising) != "派驻税务局纪检组" || r.unitCalled(p.ComplainedUnit) != "某分局" || !p.Complaint || !p.RealNameOK {
		t.Errorf("问题是 %+v", p)
	}
}

func TestErrorsStandInTheirOwnBlock(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "新来的石材厂")
	r.fill("问题内容", "税费负担重")
	r.press("再加一个问题")
	r.fill("问题内容 2", "缺水")
	r.fill("问题类别 2", "乱写的")
	r.press("登记走访")
	r.press("登记并新增")
	if in, _ := r.field("问题类别 2"); r.win.Canvas().Focused() != in {
		t.Errorf("光标在 %v", r.win.Canvas().Focused())
	}
	r.must("没有“乱写的”这个问题类别")
	if r.count() != 0 || r.visits() != 0 {
		t.Error("一个问题不对，别的也写入了")
	}
	r.press("去掉这个问题")
	r.press("去掉")
	if in, _ := r.field("问题内容 2"); in != nil {
		t.Fatal("没有去掉")
	}
	r.press("登记走访")
	if r.covered() || r.count() != 1 {
		t.Errorf("没有登记成：%v", r.words())
	}
}

func TestSecondProblemOutlivesTheProgram(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	r.fill("问题内容", "缺电")
	r.press("再加一个问题")
	r.press("再加一个问题")
	r.fill("问题内容 3", "缺水")
	r.fill("备注", "还要再问")
	r.win.Canvas().Unfocus()
	r.crash()
	page.ShowVisitForm(r.office)
	r.press("继续填写")
	for name, want := range map[string]string{"问题内容": "缺电", "问题内容 2": "", "问题内容 3": "缺水", "备注": "还要再问"} {
		if in, got := r.field(name); in == nil || got != want {
			t.Errorf("%s 是“%s”，应为“%s”", name, got, want)
		}
	}
}

func TestClueInTheSecondProblemLeavesTheFirst(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "新来的石材厂")
	r.fill("问题内容", "缺电")
	r.press("再加一个问题")
	r.fill("问题内容 2", "某科长索要好处费")
	r.win.Canvas().Unfocus()
	if !r.inFiles("索要好处费") {
		t.Fatal("没有存下写了一半的")
	}
	r.press("登记走访")
	r.must("这像是问题线索", "索要好处费")
	r.press("只登记移送")
	r.fill("移送编号", "YS-1")
	r.fill("接收部门", "第一室")
	r.press("登记移送")
	if _, text := r.field("问题内容"); text != "缺电" {
		t.Errorf("第一个问题成了“%s”", text)
	}
	if r.inFiles("索要好处费") {
		t.Error("移送以后，写了一半的还在文件里")
	}
	if _, text := r.field("问题内容 2"); text != "" {
		t.Errorf("线索还在：“%s”", text)
	}
	r.press("登记走访")
	r.press("登记并新增")
	if r.count() != 1 || r.inFiles("索要好处费") {
		t.Errorf("登记了 %d 个问题，线索还在文件里 %v", r.count(), r.inFiles("索要好处费"))
	}
}

func TestVisitLikeTheLastOne(t *testing.T) {
	r := newRoom(t)
	if err := must(r.office.Actions.SaveVisit(r.office.Context, page.VisitInput{On: day("2026-11-18"), Unit: "甲县纪委监委", Enterprise: "某厂", Region: "惠安县"})); err != nil {
		t.Fatal(err)
	}
	page.ShowVisitLikeLast(r.office)
	for name, want := range map[string]string{"走访日期": "2026-11-18", "走访单位": "甲县纪委监委", "所在地": "惠安县", "企业名称": ""} {
		if _, got := r.field(name); got != want {
			t.Errorf("%s 是“%s”，应为“%s”", name, got, want)
		}
	}
	if in, _ := r.field("企业名称"); r.win.Canvas().Focused() != in {
		t.Error("光标不在企业名称")
	}
}

func must(_ string, err error) error { return err }

func TestDoublesAreWarnedOf(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "宏远陶瓷厂", "缺工，招不到人", "财政局", "")
	page.ShowVisitForm(r.office)
	r.fill("企业名称", "宏远陶瓷有限公司")
	r.must("新企业，或选用：宏远陶瓷厂")
	r.fill("企业名称", "宏远陶瓷厂")
	r.mustNot("新企业")
	r.fill("走访单位", "甲县纪委监委")
	r.fill("问题内容", "缺工 招不到人")
	r.press("登记走访")
	r.must("内容相同的问题：WT-2026-0001")
}

func TestPickingAFirmFillsInWhereItIs(t *testing.T) {
	r := newRoom(t)
	if err := must(r.office.Actions.SaveVisit(r.office.Context, page.VisitInput{On: day("2026-11-18"), Unit: "甲县纪委监委", Enterprise: "宏远陶瓷厂", Region: "惠安县"})); err != nil {
		t.Fatal(err)
	}
	page.ShowVisitForm(r.office)
	in, _ := r.field("企业名称")
	r.win.Canvas().Focus(in)
	test.Type(in, "hytc")
	r.tab()
	if _, place := r.field("所在地"); place != "惠安县" {
		t.Errorf("所在地是“%s”", place)
	}
}

func TestSeveralUnitsAreOfferedOneAfterTheOther(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "宏远陶瓷厂", "缺工", "财政局", "")
	page.ShowVisitForm(r.office)
	r.fill("协办单位", "工信局、")
	in, _ := r.field("协办单位")
	p := in.(*widget.Picker)
	r.win.Canvas().Focus(p)
	p.CursorColumn = len([]rune(p.Text))
	test.Type(p, "czj")
	if !slices.Contains(p.Offered(), "工信局、财政局") {
		t.Errorf("给出 %v", p.Offered())
	}
}

// TestVisitFormFitsTheWindow opens it with three problems in the smallest window and the
// usual one: its buttons stay in sight, and the field with the focus does.
func TestVisitFormFitsTheWindow(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1024, Height: 640}, {Width: 1366, Height: 720}, {Width: 1920, Height: 1000}} {
		r := newRoom(t)
		r.win.Resize(size)
		r.put(widget.Empty("", "", nil))
		page.ShowVisitForm(r.office)
		r.press("再加一个问题")
		r.press("再加一个问题")
		where := func(o fyne.CanvasObject) fyne.Position {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		}
		inside := func(what string, o fyne.CanvasObject) {
			t.Helper()
			at := where(o)
			if at.X < 0 || at.Y < 0 || at.X+o.Size().Width > size.Width || at.Y+o.Size().Height > size.Height {
				t.Errorf("%v：%s 在 %v，大小 %v，看不全", size, what, at, o.Size())
			}
		}
		for _, name := range []string{"问题内容 3", "走访日期", "期限 3"} {
			in, _ := r.field(name)
			r.win.Canvas().Focus(in)
			inside(name, in.(fyne.CanvasObject))
		}
		r.each(func(o fyne.CanvasObject) bool {
			if b, ok := o.(*widget.Button); ok && (b.Text == "登记走访" || b.Text == "填上次的日期和单位") {
				inside(b.Text, b)
			}
			return true
		})
		unit, _ := r.field("走访单位")
		date, _ := r.field("走访日期")
		beside := where(unit.(fyne.CanvasObject)).Y == where(date.(fyne.CanvasObject)).Y
		if beside != (size.Width >= 1200) {
			t.Errorf("%v：两列是 %v", size, beside)
		}
	}
}
