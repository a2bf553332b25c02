package page_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// formRow is one field of the form on top, as it can be seen.
type formRow struct {
	name     string
	in       widget.Input
	required bool
	beside   string
}

// formRows are the fields in sight of the form on top, in their order.
func (r *room) formRows() (out []formRow) {
	r.each(func(o fyne.CanvasObject) bool {
		c, ok := o.(*fyne.Container)
		if !ok || len(c.Objects) != 4 {
			return true
		}
		star, is := c.Objects[0].(*canvas.Text)
		in, isInput := c.Objects[2].(widget.Input)
		aside, isPara := c.Objects[3].(*widget.Para)
		if is && isInput && isPara {
			name, _ := in.Held()
			out = append(out, formRow{name, in, star.Text == "*", aside.Text()})
		}
		return true
	})
	return out
}

// fault puts something into a field that can't be right; false where nothing can be wrong.
func (r *room) fault(x formRow) bool {
	switch x.in.(type) {
	case *widget.DateEntry, *widget.NumberEntry, *widget.MoneyEntry:
		r.fill(x.name, "看不懂")
		return true
	case *widget.Select, *widget.FilesInput:
		return false
	}
	if x.required {
		r.fill(x.name, "")
	}
	return x.required
}

// submitFrom presses Enter in a field, in one of several lines or a button Ctrl+Enter.
func (r *room) submitFrom(in widget.Input) {
	r.win.Canvas().Focus(in)
	e, entry := in.(*widget.Entry)
	if _, files := in.(*widget.FilesInput); files || entry && e.MultiLine {
		r.chord(fyne.KeyReturn, fyne.KeyModifierControl)
		return
	}
	r.key(fyne.KeyReturn)
}

// focused is the name of the field that has the focus.
func (r *room) focused() (name string) {
	if in, ok := r.win.Canvas().Focused().(widget.Input); ok {
		name, _ = in.Held()
	}
	return name
}

// told wants words beside a field, and the focus in it.
func (r *room) told(words string) {
	r.Helper()
	for _, x := range r.formRows() {
		if strings.Contains(x.beside, words) {
			if r.focused() != x.name {
				r.Errorf("“%s”写在“%s”旁边，光标在“%s”", words, x.name, r.focused())
			}
			return
		}
	}
	r.Errorf("哪个字段旁边都没有“%s”：%v", words, r.words())
}

// written is how much the log holds.
func (r *room) written() (n int) {
	r.Helper()
	ctx := r.office.Context
	if r.auditor != nil {
		ctx = r.auditor
	}
	err := r.store.View(ctx, func(v *store.View) error {
		list, err := v.Log(100_000, 0)
		n = len(list)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return n
}

// aForm is how a form is opened, from the page that is on show.
type aForm struct {
	name   string
	made   string // the function that makes it
	open   func()
	stands bool // it is part of its page
}

// formsOf are all forms of the program, by the pages they are opened from.
var formsOf = []struct {
	page string
	room func(t *testing.T) (*room, []aForm)
}{
	{"走访", visitForms}, {"问题", problemForms}, {"办理", eventForms}, {"登记簿", bookForms}, {"督办", superviseForms}, {"企业和共性问题", firmForms},
	{"单位、字典、节假日、设置", keepingForms}, {"通报", bulletinForms}, {"通报的稿子", sheetForms}, {"账号", accountForms},
}

// pressing opens a form by buttons.
func (r *room) pressing(buttons ...string) func() {
	return func() {
		r.Helper()
		for _, b := range buttons {
			r.press(b)
		}
	}
}

func visitForms(t *testing.T) (*room, []aForm) {
	r, p, _ := visited(t)
	return r, []aForm{
		{"登记走访", "newVisitForm", func() { page.ShowVisitForm(r.office) }, false},
		{"修改走访", "newVisitForm", func() { r.click("row:" + r.rows()[0]); r.press("修改走访") }, false},
		{"移送登记", "showTransferForm", func() {
			page.ShowVisitForm(r.office)
			r.fillAll(map[string]string{"走访单位": "甲县纪委监委", "企业名称": "宏远陶瓷厂", "问题内容": "有人收受贿赂"})
			r.press("登记走访")
			r.press("只登记移送")
		}, false},
		{"打印列表", "showListForm", p.Print, false},
	}
}

func problemForms(t *testing.T) (*room, []aForm) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-12-30")
	p := r.openCase(code)
	r.press("分派协办")
	r.fill("协办单位", "商务局")
	r.press("分派协办")
	if r.covered() {
		t.Fatal(r.words())
	}
	return r, []aForm{
		{"修改问题", "newFactsForm", r.pressing("修改"), false},
		{"更正", "newFixForm", r.pressing("更正"), false},
		{"作废", "showVoidForm", r.pressing("作废"), false},
		{"分派协办", "showSubTaskForm", r.pressing("分派协办"), false},
		{"协办完成", "showSupportDone", r.pressing("协办完成"), false},
		{"更多条件", "askMore", r.pressing("更多条件"), false},
		{"存为视图", "ask", func() { r.choose("视图", "存为视图…") }, false},
		{"打印列表", "showListForm", p.Print, false},
		{"受理单", "ShowPaperForm", r.pressing("文书…", "受理单"), false},
		{"督办函", "ShowPaperForm", r.pressing("文书…", "督办函"), false},
		{"整改提醒函", "ShowPaperForm", r.pressing("文书…", "整改提醒函"), false},
		{"交接登记表", "newRegisterForm", r.pressing("文书…", "交接登记表…"), false},
		{"线索移送登记表", "newRegisterForm", func() { page.ShowRegisterForm(r.office, page.ClueRegister, "") }, false},
	}
}

func eventForms(t *testing.T) (*room, []aForm) {
	r := newRoom(t)
	if err := r.office.Actions.SaveSettings(r.office.Context, map[string]string{"rule.need_sign": "1", "rule.need_feedback": "1", "rule.need_approver": "1"}); err != nil {
		t.Fatal(err)
	}
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-12-30")
	r.openCase(code)
	var out []aForm
	for _, k := range data.Kinds {
		if k.Kind != data.Register {
			out = append(out, aForm{k.Name, "newEventForm", func() { page.ShowEventForm(r.office, r.problem(code), k.Kind) }, false})
		}
	}
	return r, out
}

func bookForms(t *testing.T) (*room, []aForm) {
	r := newRoom(t)
	r.books(data.Books[0].Name)
	var out []aForm
	for _, b := range data.Books {
		out = append(out, aForm{b.Save, "showBookForm", func() { r.clickIn("row:" + b.Name); r.press(b.Save) }, false})
	}
	return r, out
}

func superviseForms(t *testing.T) (*room, []aForm) {
	r, _, _ := supervised(t)
	return r, []aForm{
		{"升级督办", "escalateForm", func() { clickRow(r.tables()[1], 0, 0); r.press("升级督办") }, false},
		{"登记回访", "newVisitEntry", func() { test.Tap(tilesOf(r)["待回访"]) }, true},
	}
}

func firmForms(t *testing.T) (*room, []aForm) {
	r, firms, _ := firmRoom(t)
	commons := page.NewCommons(r.office, func(store.Hit) {})
	return r, []aForm{
		{"新增企业", "newFirmForm", r.pressing("新增企业"), false},
		{"修改企业", "newFirmForm", func() { r.click("row:丙食品厂"); r.press("修改") }, false},
		{"一企一策", "showSupportForm", func() { r.click("row:丙食品厂"); r.press("添加一企一策") }, false},
		{"打印列表", "showListForm", firms.Print, false},
		{"新建一组", "form", func() { r.put(commons.Content); commons.Refresh(); r.press("新建一组") }, false},
	}
}

func keepingForms(t *testing.T) (*room, []aForm) {
	r, _, _ := unitRoom(t)
	dictionary, holidays, settings := page.NewDictionary(r.office), page.NewHolidays(r.office), page.NewSettings(r.office)
	at := func(name string, buttons ...string) func() {
		return func() { r.click("row:" + name); r.pressing(buttons...)() }
	}
	return r, []aForm{
		{"新增单位", "showUnitForm", r.pressing("新增单位"), false},
		{"修改单位", "showUnitForm", at("商务局", "修改单位"), false},
		{"更名", "changeForm", at("商务局", "自某日起更名"), false},
		{"并入", "changeForm", at("商务局", "自某日起并入"), false},
		{"别名", "changeForm", at("商务局", "是已有单位的别名"), false},
		{"新增地区", "showRegionForm", func() { r.fill("列出", "地区"); r.press("新增地区") }, false},
		{"新增条目", "showForm", func() { r.put(dictionary.Content); dictionary.Refresh(); r.press("新增条目") }, false},
		{"新增措施", "showForm", func() { r.clickIn("row:措施与清单"); r.press("新增条目") }, false},
		{"放假安排", "newNoticeEdit", func() { r.put(holidays.Content); holidays.Refresh(); r.press("录入放假安排") }, true},
		{"设置", "form", func() { r.put(settings.Content); settings.Refresh(); settings.Section("本单位") }, true},
	}
}

func bulletinForms(t *testing.T) (*room, []aForm) {
	r := bulletinPage(t)
	return r, []aForm{
		{"签发", "askHands", r.pressing("签发…"), false},
		{"存为常用", "keepPreset", r.pressing("存为常用…"), false},
		{"登记作废期号", "ask", r.pressing("存档", "登记作废期号…"), false},
		{"封账", "ask", r.pressing("封账…"), false},
		{"启封", "ask", r.pressing("启封…"), false},
		{"另存模板", "copyAs", r.pressing("文字模板", "另存为…"), false},
		{"通报", "NewBulletins", r.pressing("← 选项"), true},
	}
}

func sheetForms(t *testing.T) (*room, []aForm) {
	r := newRoom(t)
	for _, content := range []string{"一", "二", "三", "四", "五", "六"} {
		r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢"+content, "商务局", "2026-10-20")
	}
	r.put(page.NewBulletins(r.office, func(store.Hit) {}).Content)
	r.press("看页面和核对")
	at := func(panel string, buttons ...string) func() {
		return func() { r.panel(panel); r.pressing(buttons...)() }
	}
	return r, []aForm{
		{"改写正文", "rewrite", at("正文", "改写"), false},
		{"表题和说明", "retitle", at("章节", "表题"), false},
		{"改写一格", "editCell", func() { r.twice("figure:登记问题/本期/visiting/") }, false},
		{"核对点名", "name", at("点名", "已与该单位核对…"), false},
		{"自己写典型", "writeOwn", at("典型", "自己写…"), false},
		{"用语", "editPhrases", at("下步要求", "编辑用语…"), false},
		{"改写典型", "rewriteCase", func() {
			r.panel("典型")
			r.press("从台账里选…")
			r.key(fyne.KeyReturn)
			r.press("改写")
		}, false},
		{"保留改掉的数字", "accept", func() {
			r.panel("正文")
			r.press("改写")
			_, text := r.field("正文")
			r.fill("正文", strings.ReplaceAll(text, "6", "7"))
			r.press("改好了")
			r.press("写明原因，保留")
		}, false},
	}
}

func accountForms(t *testing.T) (*room, []aForm) {
	r := newRoom(t)
	settings := page.NewSettings(r.office)
	show := func() { r.put(settings.Content); settings.Refresh(); settings.Section("人员") }
	show()
	with := func() {
		f := store.Founding{System: store.Founder{Name: "钱系统", Password: "guanli-1-1"}, Secrecy: store.Founder{Name: "孙保密", Password: "guanli-2-2"}, Auditor: store.Founder{Name: "李审计", Password: "guanli-3-3"}}
		if _, err := r.office.Actions.SwitchOn(r.office.Context, f); err != nil {
			t.Fatal(err)
		}
		a, err := r.store.SignIn(r.office.Context, "钱系统", "guanli-1-1")
		b, err2 := r.store.SignIn(r.office.Context, "李审计", "guanli-3-3")
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		r.auditor = data.WithActor(r.office.Context, b)
		r.office.Context = data.WithActor(r.office.Context, a)
		r.office.Allowed = func(x data.Right) bool { return data.SystemAdmin.May(x) }
		show()
	}
	return r, []aForm{
		{"启用账号", "showSwitchOn", r.pressing("启用账号…"), false},
		{"增加账号", "showAddPerson", func() { with(); r.press("增加账号…") }, false},
		{"重设密码", "showPassword", r.pressing("重设密码"), false},
		{"修改自己的密码", "ShowOwnPassword", r.pressing("修改自己的密码…"), false},
		{"停用全部账号", "showSwitchOff", r.pressing("停用全部账号…"), false},
		{"用恢复码重设", "ShowRecover", func() { page.ShowRecover(r.office, func() {}) }, false},
		{"加密备份", "showSealedBackup", func() { settings.Section("备份"); r.press("加密备份…") }, false},
	}
}

// TestEveryFormByKeyboard: Tab goes through the fields in their order; submitted with all wrong
// that can be, from any field, a form puts the focus into the first faulty one and says beside
// each what is wrong; Esc closes one layer at a time; nothing is written meanwhile.
func TestEveryFormByKeyboard(t *testing.T) {
	for _, g := range formsOf {
		t.Run(g.page, func(t *testing.T) {
			r, forms := g.room(t)
			for _, f := range forms {
				t.Run(f.name, func(t *testing.T) {
					r.T = t // the page is one; what fails is this form
					below := len(r.win.Canvas().Overlays().List())
					f.open()
					if !f.stands && len(r.win.Canvas().Overlays().List()) == below {
						t.Fatalf("没有打开，有 %v", r.buttons())
					}
					n := r.written()
					if f.name == "移送登记" {
						below = 1 // it stands over the visit
					}
					r.tabsThrough(f)
					r.submitsFaulty()
					if !f.stands {
						r.escapes(below)
					}
					if now := r.written(); now != n {
						t.Errorf("记下了 %d 步", now-n)
					}
					for range 9 { // so that the next one opens
						if !r.covered() {
							break
						}
						r.key(fyne.KeyEscape)
						if r.says("还没有保存") {
							r.press("放弃")
						}
					}
				})
			}
		})
	}
}

// tabsThrough goes through the form with Tab; the first field of a sheet need not be the one
// it opens in.
func (r *room) tabsThrough(f aForm) {
	r.Helper()
	rows := r.formRows()
	if len(rows) == 0 {
		r.Fatalf("没有字段：%v", r.words())
	}
	if !f.stands && r.focused() == "" {
		r.Errorf("打开以后光标不在字段里")
	}
	r.win.Canvas().Focus(rows[0].in)
	for _, x := range rows[1:] {
		r.tab()
		if _, button := r.win.Canvas().Focused().(*widget.Button); button { // such as that of the folded fields
			r.tab()
		}
		if r.focused() != x.name {
			r.Errorf("Tab 到了“%s”，应是“%s”", r.focused(), x.name)
			r.win.Canvas().Focus(x.in)
		}
	}
	r.tab()
	if r.focused() == rows[len(rows)-1].name {
		r.Errorf("Tab 出不了“%s”", r.focused())
	}
}

// submitsFaulty fills in what can't be right and submits from every field.
func (r *room) submitsFaulty() {
	r.Helper()
	var faulty []int
	for i, x := range r.formRows() {
		if r.fault(x) {
			faulty = append(faulty, i)
		}
	}
	if len(faulty) == 0 {
		return
	}
	before := r.formRows()
	for _, x := range before {
		r.submitFrom(x.in)
		if got, want := r.focused(), before[faulty[0]].name; got != want {
			r.Errorf("从“%s”提交以后光标在“%s”，应在“%s”", x.name, got, want)
		}
	}
	after := r.formRows()
	for _, i := range faulty {
		if after[i].beside == "" || after[i].beside == before[i].beside {
			r.Errorf("“%s”旁边没有说哪里不对：“%s”", after[i].name, after[i].beside)
		}
	}
}

// escapes closes the form with Esc, the question about it first.
func (r *room) escapes(below int) {
	r.Helper()
	open := func() int { return len(r.win.Canvas().Overlays().List()) }
	focus := r.win.Canvas().Focused()
	r.key(fyne.KeyEscape)
	if r.says("还没有保存") {
		if open() != below+2 {
			r.Errorf("问的时候有 %d 层", open()-below)
		}
		r.key(fyne.KeyEscape)
		if open() != below+1 || r.win.Canvas().Focused() != focus {
			r.Errorf("问题的 Esc 以后有 %d 层，光标在“%s”", open()-below, r.focused())
		}
		r.key(fyne.KeyEscape)
		r.press("放弃")
	}
	if open() != below {
		r.Errorf("Esc 以后还有 %d 层", open()-below)
	}
}

// TestRulesOfRegistersPointAtTheirFields: what only the rules can refuse is told beside its
// field too, which has the focus.
func TestRulesOfRegistersPointAtTheirFields(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "某陶瓷厂", "缺工", "应急局", "2026-12-30")
	r.enter(data.RecClue, "2026-11-02", map[string]string{"number": "移1号", "receiver": "案管室"})
	r.books(data.Books[0].Name)
	for _, c := range []struct {
		kind data.RecordKind
		fill map[string]string
		told string
	}{
		{data.RecPolicy, map[string]string{"政策名称": "技改奖补", "公开日期": "2026-11-21"}, "在今天之后"},
		{data.RecDisbursement, map[string]string{"应兑付": "100", "已兑付": "200"}, "多于应兑付"},
		{data.RecDisbursement, map[string]string{"应兑付": "100", "兑付日期": "2026-11-05"}, "须写明已兑付的金额"},
		{data.RecDisbursement, map[string]string{"应兑付": "100", "申报日期": "2026-11-05", "审批日期": "2026-11-04"}, "早于申报日期"},
		{data.RecDisbursement, map[string]string{"应兑付": "100", "惠企政策": "没有的政策"}, "没有"},
		{data.RecTimeLimitCut, map[string]string{"审批事项": "许可", "审批单位": "应急局", "法定时限": "5", "承诺时限": "9"}, "还多"},
		{data.RecTimeLimitCut, map[string]string{"审批事项": "许可", "审批单位": "应急局", "法定时限": "0", "承诺时限": "0"}, "应在 1 以上"},
		{data.RecTimeLimitCut, map[string]string{"审批事项": "许可", "审批单位": "应急局", "法定时限": "9", "承诺时限": "5", "办件": "昨天"}, "看不懂"},
		{data.RecInspectionRound, map[string]string{"批次名称": "一批", "开始日期": "2026-11-10", "结束日期": "2026-11-09"}, "早于开始日期"},
		{data.RecInspectionRound, map[string]string{"批次名称": "一批", "开始日期": "2026-11-10", "反馈日期": "2026-11-09"}, "早于开始日期"},
		{data.RecInspectionRound, map[string]string{"批次名称": "一批", "反弹情况": "又出现了"}, "须写明回头看的日期"},
		{data.RecInspectionRound, map[string]string{"批次名称": "一批", "报告日期": "2026-12-01"}, "在今天之后"},
		{data.RecClue, map[string]string{"移送编号": "移2号，某人", "接收部门": "案管室"}, "不得写线索内容"},
		{data.RecClue, map[string]string{"移送编号": "移1号", "接收部门": "案管室"}, "移1号"},
		{data.RecActivityCount, map[string]string{"事项": "走访日", "数量": "2"}, "请写明量词"},
		{data.RecActivityCount, map[string]string{"事项": "座谈会", "数量": "2", "量词": "次"}, "的量词是"},
		{data.RecActivityCount, map[string]string{"事项": "座谈会", "数量": "0"}, "1 以上"},
		{data.RecCoverageList, map[string]string{"名单来源": "名录"}, "二者取一"},
		{data.RecCoverageList, map[string]string{"所在地": "没有的县", "名单来源": "名录", "家数": "3"}, "没有"},
		{data.RecSupportMeasure, map[string]string{"企业": "某陶瓷厂", "措施": strings.Repeat("长", 201)}, "最多"},
		{data.RecSupervision, map[string]string{"所属问题": "WT-2026-9999", "发往单位": "应急局"}, "没有"},
		{data.RecSupervision, map[string]string{"所属问题": "WT-2026-0001", "发往单位": "应急局", "要求回复": "2026-11-01"}, "早于发出日期"},
	} {
		g := data.BookOf(c.kind)
		t.Run(g.Name+" "+c.told, func(t *testing.T) {
			r.T = t
			r.clickIn("row:" + g.Name)
			r.press(g.Save)
			r.fillAll(c.fill)
			r.press(g.Save)
			for range 3 {
				if b := r.buttons(); slices.Contains(b, "登记并新增") {
					r.press("登记并新增")
				}
			}
			r.told(c.told)
			if !r.covered() {
				t.Fatal("登记了")
			}
			r.key(fyne.KeyEscape)
			r.press("放弃")
		})
	}
}

// TestNoFormIsForgotten: every function that makes a form has one in the table.
func TestNoFormIsForgotten(t *testing.T) {
	walked := map[string]bool{}
	for _, g := range formsOf {
		t.Run(g.page, func(t *testing.T) {
			_, forms := g.room(t)
			for _, f := range forms {
				walked[f.made] = true
			}
		})
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 50 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				if x, ok := n.(*ast.SelectorExpr); ok && x.Sel.Name == "NewForm" && !walked[fn.Name.Name] {
					t.Errorf("%s 的 %s 也做表单，表里没有", path, fn.Name.Name)
				}
				return true
			})
		}
	}
}
