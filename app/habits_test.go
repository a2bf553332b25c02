package app

import (
	"errors"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// esc presses Esc where the window's own keys go.
func esc(w *window) { w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) }

// TestCtrlSSubmitsTheFormOnTop also while a sheet covers the menu, but not what lies
// under a question.
func TestCtrlSSubmitsTheFormOnTop(t *testing.T) {
	w := windowOver(t, false)
	save := items(w)["Ctrl+S"]
	save.Action()
	if w.covered() || !strings.Contains(w.office.Toasts.Text(), "没有打开的表单") {
		t.Errorf("没有表单时说“%s”", w.office.Toasts.Text())
	}
	page.ShowVisitForm(w.office)
	save.Action()
	if !strings.Contains(texts(w.win), "请填写企业名称") {
		t.Error("Ctrl+S 没有提交表单")
	}
	unit := w.win.Canvas().Focused()
	test.Type(unit, "某单位")
	w.win.Canvas().FocusNext()
	test.Type(w.win.Canvas().Focused(), "某企业")
	esc(w)
	if !strings.Contains(texts(w.win), "还没有保存") {
		t.Fatal("没有问要不要放弃")
	}
	save.Action()
	if strings.Contains(texts(w.win), "台账里还没有这个名称") {
		t.Error("问题还没有回答，Ctrl+S 提交了下面的表单")
	}
}

// printed is a page that notes what the window asks of it.
type printed struct{ did string }

func (p *printed) Refresh()     {}
func (p *printed) Print()       { p.did += "打印" }
func (p *printed) Save()        { p.did += "保存" }
func (p *printed) FocusSearch() { p.did += "筛选" }
func (p *printed) Open(data.ID) { p.did += "打开" }

// TestPagesAnswerTheMenu asks a page that can do everything, and one that can do nothing.
func TestPagesAnswerTheMenu(t *testing.T) {
	w := windowOver(t, false)
	items(w)["Ctrl+P"].Action()
	if !strings.Contains(w.office.Toasts.Text(), "没有可以打印的") {
		t.Errorf("不能打印的页说“%s”", w.office.Toasts.Text())
	}
	items(w)["F2"].Action()
	p := &printed{}
	w.screens[w.named("通报")].page, w.screens[w.named("通报")].content = p, canvas.NewText("", nil)
	w.showNamed("通报")
	for _, key := range []string{"Ctrl+P", "Ctrl+S", "Ctrl+G"} {
		items(w)[key].Action()
	}
	w.show(0)
	w.jump(store.Hit{Entity: data.EntityIssue, ID: 7})
	if p.did != "打印保存筛选打开" || w.on() != "通报" {
		t.Errorf("做了“%s”，在 %s", p.did, w.on())
	}
}

// TestJumpOpensAProblem finds a problem by its code and opens it on its own screen.
func TestJumpOpensAProblem(t *testing.T) {
	w := windowOver(t, false)
	code, err := w.office.Actions.SaveVisit(w.office.Context, page.VisitInput{On: w.store.Today(), Unit: "甲县纪委监委", Enterprise: "某厂", Problems: []page.FoundInput{{Content: "用电困难"}}})
	if err != nil {
		t.Fatal(err)
	}
	w.changed()
	items(w)["Ctrl+F"].Action()
	field := w.win.Canvas().Focused().(*widget.Entry)
	test.Type(field, code)
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.covered() || w.on() != problemScreen || !strings.Contains(texts(w.win), "办理经过") {
		t.Errorf("在 %s，没有打开 %s", w.on(), code)
	}
}

// TestJumpOpensWhatSharesAPage: regions beside units, of which those no longer in use are
// listed apart, a year's holidays, and a bulletin being written.
func TestJumpOpensWhatSharesAPage(t *testing.T) {
	w := windowOver(t, false)
	region, old := data.Region{Name: "滨海新区"}, data.Unit{Name: "旧粮食局", Kind: data.Department, ValidTo: w.store.Today() - 9}
	draft := store.Draft{Kind: "通报稿 B", From: workday.Make(2026, 6, 1), To: workday.Make(2026, 6, 30), Title: "半年前的一期", Tree: []byte("{}")}
	if _, err := w.store.Do(w.office.Context, data.Op{Name: "写"}, func(tx *store.Tx) error {
		return errors.Join(tx.SaveRegion(&region), tx.SaveUnit(&old), tx.SaveDraft(&draft))
	}); err != nil {
		t.Fatal(err)
	}
	w.changed()
	for name, c := range map[string]struct {
		hit    store.Hit
		on     string
		shown  string
		hidden string
	}{
		"地区":    {store.Hit{Entity: data.EntityRegion, ID: region.ID}, "单位", "滨海新区", "旧粮食局"},
		"停用的单位": {store.Hit{Entity: data.EntityUnit, ID: old.ID}, "单位", "旧粮食局", "滨海新区"},
		"放假安排":  {store.Hit{Entity: data.EntityNotice, ID: 2024}, "节假日", "2024年6月", ""},
		"通报稿":   {store.Hit{Entity: data.EntityDraft, ID: draft.ID}, "通报", "2026年6月30日", ""},
	} {
		w.show(0)
		w.jump(c.hit)
		text := texts(w.win)
		if w.on() != c.on || !strings.Contains(text, c.shown) || c.hidden != "" && strings.Contains(text, c.hidden) {
			t.Errorf("%s：在 %s，看到 %.300s", name, w.on(), text)
		}
	}
}

// TestSlashNarrowsThePage is for hands that stay on the keys.
func TestSlashNarrowsThePage(t *testing.T) {
	w := windowOver(t, false)
	w.showNamed(problemScreen)
	w.win.Canvas().OnTypedRune()('/')
	if e, ok := w.win.Canvas().Focused().(*widget.Entry); !ok || e.Name != "搜索" {
		t.Error("/ 没有到搜索框")
	}
}

func TestAboutTellsWhereTheDataLie(t *testing.T) {
	w := windowOver(t, false)
	w.showAbout()
	for _, s := range []string{version, "台账.qinqing", "许可", secrecy} {
		if !strings.Contains(texts(w.win), s) {
			t.Errorf("关于里没有“%s”", s)
		}
	}
	esc(w)
	if w.covered() {
		t.Error("Esc 没有关闭")
	}
}

// again is a window over the same ledger, as after closing the program.
func again(t *testing.T, w *window) *window {
	t.Helper()
	next, err := newWindow(w.office.Context, w.app, w.store, w.log, true)
	if err != nil {
		t.Fatal(err)
	}
	next.start()
	return next
}

// TestWindowIsAsItWasLeft in its size, screen, navigation and looks.
func TestWindowIsAsItWasLeft(t *testing.T) {
	t.Setenv(scaleVariable, "")
	w := windowOver(t, true)
	w.showNamed("通报")
	items(w)["Ctrl+L"].Action()
	w.win.Resize(fyne.NewSize(1100, 650))
	w.close()
	w = again(t, w)
	if s := w.win.Canvas().Size(); w.on() != "通报" || !w.nav.Narrow() || s != fyne.NewSize(1100, 650) {
		t.Errorf("在 %s，收起 %v，%v", w.on(), w.nav.Narrow(), s)
	}
	w.office.SetLooks(looks{Look: theme.Dark, Percent: 150})
	if th := w.app.Settings().Theme().(*theme.Theme); th.Look() != theme.Dark || os.Getenv(scaleVariable) != "1.50" || w.on() != "通报" {
		t.Errorf("穿的是 %s，放大 %q，在 %s", th.Look(), os.Getenv(scaleVariable), w.on())
	}
	if s := w.win.Canvas().Size(); s.Width > 734 || s.Width < 733 {
		t.Errorf("放大以后窗口占了 %v", s)
	}
	w.close()
	w = again(t, w)
	if s := w.win.Canvas().Size(); w.looks.Percent != 150 || s.Width > 734 || s.Width < 733 {
		t.Errorf("再开时 %d %%，%v", w.looks.Percent, s)
	}
	items(w)["Ctrl+-"].Action()
	if w.looks.Percent != 130 {
		t.Errorf("缩小一档是 %d %%", w.looks.Percent)
	}
	w.office.SetLooks(looks{Percent: 100})
	if os.Getenv(scaleVariable) != askedScale {
		t.Errorf("回到 100 %% 以后是 %q", os.Getenv(scaleVariable))
	}
}

// TestLargeTypeFitsASmallScreen opens every screen in the room that 1366×768 leaves at 150 %.
func TestLargeTypeFitsASmallScreen(t *testing.T) {
	w := windowOver(t, true)
	for i, s := range w.screens {
		w.show(i)
		if m := w.win.Content().MinSize(); m.Width > 900 || m.Height > 440 {
			t.Errorf("%s 至少要 %.0f×%.0f", s.name, m.Width, m.Height)
		}
	}
}

// TestOfficeStartsWithFewScreens and brings the others with one press; undoing that
// takes them away again.
func TestOfficeStartsWithFewScreens(t *testing.T) {
	w := windowOver(t, false)
	w.screens = append(w.screens, &screen{name: "少用的", group: "维护", make: w.screens[0].make})
	w.recallHidden()
	w.rebuildNav()
	if !w.hides("少用的") || w.hides("设置") || w.hides(problemScreen) || w.hides("看板") {
		t.Fatalf("藏起的是 %v", w.hidden)
	}
	w.showAll()
	if w.hides("少用的") || len(w.offered) != len(w.screens) {
		t.Error("显示全部以后还藏着")
	}
	w.menu.undo.Action()
	if !w.hides("少用的") {
		t.Error("撤销以后没有再藏起")
	}
	if err := w.office.Actions.SaveSettings(w.office.Context, map[string]string{page.HiddenSetting: "设置、通报"}); err != nil {
		t.Fatal(err)
	}
	w.changed()
	if w.hides("设置") || !w.hides("通报") || w.hides("少用的") {
		t.Errorf("按设置藏起的是 %v", w.hidden)
	}
}

// TestClerkOfTheSettingsActs but not in the place of one that the command line names.
func TestClerkOfTheSettingsActs(t *testing.T) {
	w := windowOver(t, false)
	who := func() string { a, _ := data.ActorOf(w.office.Context); return a.Name }
	set := func(name string) {
		if err := w.office.Actions.SaveSettings(w.office.Context, map[string]string{page.ClerkSetting: name}); err != nil {
			t.Fatal(err)
		}
		w.changed()
	}
	set("王文书")
	if who() != "甲" {
		t.Errorf("命令行写明是甲，却成了%s", who())
	}
	w.office.Context = data.WithActor(w.office.Context, data.Actor{Name: nobodyNamed})
	for _, name := range []string{"王文书", "李文书", ""} {
		set(name)
		want := name
		if name == "" {
			want = nobodyNamed
		}
		if who() != want {
			t.Errorf("设成“%s”，经办的是“%s”", name, who())
		}
	}
}
