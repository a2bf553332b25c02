package app

import (
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
	code, err := w.office.Actions.SaveVisit(w.office.Context, page.VisitInput{On: w.store.Today(), Unit: "甲县纪委监委", Enterprise: "某厂", Content: "用电困难"})
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
