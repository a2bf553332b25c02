package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// runnerOver is a runner over a ledger in a scratch folder.
func runnerOver(t *testing.T, demo bool) (r *runner, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "台账.qinqing")
	ctx := data.WithActor(t.Context(), data.Actor{Name: "甲"})
	seed, err := command.Seed()
	if err != nil {
		t.Fatal(err)
	}
	seed.Demo = demo
	now := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local) }
	r = &runner{ctx: ctx, app: test.NewTempApp(t), log: &logFile{path: filepath.Join(t.TempDir(), "log")}, inline: true,
		open: func(readOnly bool, _ func(string, int, int)) (*store.Store, error) {
			return store.Open(ctx, path, store.Options{ReadOnly: readOnly, Now: now, Holder: "另一个窗口", Seed: seed})
		}}
	t.Cleanup(func() {
		if err := r.close(); err != nil {
			t.Error(err)
		}
	})
	return r, path
}

// openedRunner opens the runner's ledger.
func openedRunner(t *testing.T, r *runner) *runner {
	t.Helper()
	if err := prepare(r.app); err != nil {
		t.Fatal(err)
	}
	st, err := r.open(false, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.store = st
	return r
}

// windowOf is the window over an opened ledger.
func windowOf(t *testing.T, r *runner) *window {
	t.Helper()
	return windowIn(t, r, r.ctx)
}

// windowIn is the window of whoever acts in that context.
func windowIn(t *testing.T, r *runner, ctx context.Context) *window {
	t.Helper()
	w, err := newWindow(ctx, r.app, r.store, r.log, true)
	if err != nil {
		t.Fatal(err)
	}
	w.start()
	return w
}

func windowOver(t *testing.T, demo bool) *window {
	t.Helper()
	r, _ := runnerOver(t, demo)
	return windowOf(t, openedRunner(t, r))
}

// texts is all that can be read in a window, what lies under a sheet included.
func texts(w fyne.Window) string {
	var b strings.Builder
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		switch x := o.(type) {
		case *widget.Para:
			b.WriteString(x.Text() + "\n")
		case *canvas.Text:
			b.WriteString(x.Text + "\n")
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				walk(c)
			}
		}
	}
	walk(w.Content())
	for _, o := range w.Canvas().Overlays().List() {
		walk(o)
	}
	return b.String()
}

func press(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	top := w.Canvas().Overlays().Top()
	if top == nil {
		top = w.Content()
	}
	for _, o := range test.LaidOutObjects(top) {
		if b, ok := o.(*widget.Button); ok && b.Text == name {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("没有按钮“%s”", name)
}

func TestEveryPageBearsTheSecrecyBanner(t *testing.T) {
	for _, demo := range []bool{false, true} {
		w := windowOver(t, demo)
		for i, s := range w.screens {
			w.show(i)
			seen := texts(w.win)
			if !strings.Contains(seen, "非涉密系统，严禁录入国家秘密") {
				t.Errorf("%s 上没有保密提示", s.name)
			}
			if strings.Contains(seen, "示例数据：") != demo {
				t.Errorf("%s：示例数据库 %v，示例横幅 %v", s.name, demo, !demo)
			}
		}
		if strings.Contains(w.win.Title(), "示例数据") != demo {
			t.Errorf("标题“%s”，示例数据库 %v", w.win.Title(), demo)
		}
	}
}

// on is the name of the screen on show.
func (w *window) on() string { return w.screens[w.at].name }

// items are the menu's items by the keys that call them.
func items(w *window) map[string]*fyne.MenuItem {
	out := map[string]*fyne.MenuItem{}
	for _, m := range w.win.MainMenu().Items {
		for _, i := range m.Items {
			switch s := i.Shortcut.(type) {
			case *desktop.CustomShortcut:
				out[keysOf(s)] = i
			case *fyne.ShortcutUndo:
				out["Ctrl+Z"] = i
			case *fyne.ShortcutRedo:
				out["Ctrl+Y"] = i
			}
		}
	}
	return out
}

func TestMenuHoldsEveryShortcut(t *testing.T) {
	w := windowOver(t, false)
	found := items(w)
	for _, key := range []string{"Ctrl+N", "Ctrl+O", "Ctrl+B", "Ctrl+Q", "Ctrl+Z", "Ctrl+Y", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+F", "Ctrl+G", "Ctrl+S", "Ctrl+P", "F1", "F2", "F5"} {
		if found[key] == nil {
			t.Errorf("菜单里没有 %s", key)
		}
	}
	for i := range min(9, len(w.offered)) {
		found["Ctrl+"+string(rune('1'+i))].Action()
		if w.at != w.offered[i] {
			t.Errorf("第 %d 页没有打开", i+1)
		}
	}
	found["Ctrl+F"].Action()
	if e, ok := w.win.Canvas().Focused().(*widget.Entry); !w.covered() || !ok || e.Name != "查找" {
		t.Error("Ctrl+F 没有打开查找")
	}
	w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	w.showNamed(problemScreen)
	found["Ctrl+G"].Action()
	if e, ok := w.win.Canvas().Focused().(*widget.Entry); !ok || e.Name != "搜索" {
		t.Error("Ctrl+G 没有到问题页的搜索框")
	}
	found["F1"].Action()
	if seen := texts(w.win); !strings.Contains(seen, "Ctrl+G") || !strings.Contains(seen, "在本页筛选") {
		t.Error("键盘一览里没有菜单的快捷键")
	}
	w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	found["Ctrl+O"].Action()
	if e, ok := w.win.Canvas().Focused().(*widget.Entry); w.on() != importScreen || !ok || e.Name != "台账文件" {
		t.Error("Ctrl+O 没有到导入页的文件框")
	}
	found["Ctrl+N"].Action()
	if !w.covered() {
		t.Fatal("Ctrl+N 没有打开登记走访")
	}
	found["Ctrl+1"].Action()
	if w.on() != importScreen {
		t.Error("表单开着的时候换了页")
	}
}

func TestMenuNamesTheStepsAndKeepsThemShort(t *testing.T) {
	w := windowOver(t, false)
	if !w.menu.undo.Disabled || w.menu.undo.Label != "撤销" || !w.menu.redo.Disabled {
		t.Errorf("空台账：“%s” %v，恢复 %v", w.menu.undo.Label, w.menu.undo.Disabled, w.menu.redo.Disabled)
	}
	in := page.VisitInput{On: w.store.Today(), Unit: "甲县纪委监委", Enterprise: strings.Repeat("很长的名字", 40)}
	if _, err := w.office.Actions.SaveVisit(w.office.Context, in); err != nil {
		t.Fatal(err)
	}
	w.changed()
	if w.menu.undo.Disabled || !strings.HasPrefix(w.menu.undo.Label, "撤销：登记走访 很长的名字") || len([]rune(w.menu.undo.Label)) > 32 {
		t.Errorf("登记以后是“%s”", w.menu.undo.Label)
	}
	w.menu.undo.Action()
	if w.menu.redo.Disabled || !strings.HasPrefix(w.menu.redo.Label, "恢复：登记走访") || !w.menu.undo.Disabled {
		t.Errorf("撤销以后是“%s”“%s”", w.menu.undo.Label, w.menu.redo.Label)
	}
}

func TestUndoBelongsToTheFieldThatIsTypedIn(t *testing.T) {
	w := windowOver(t, false)
	if _, err := w.office.Actions.SaveVisit(w.office.Context, page.VisitInput{On: w.store.Today(), Unit: "甲县纪委监委", Enterprise: "某厂"}); err != nil {
		t.Fatal(err)
	}
	w.changed()
	w.showNamed(problemScreen)
	w.problems.FocusSearch()
	search := w.win.Canvas().Focused().(*widget.Entry)
	test.Type(search, "某")
	w.menu.undo.Action()
	if search.Text != "" || w.menu.undo.Disabled {
		t.Errorf("搜索框里是“%s”，台账的撤销 %v", search.Text, w.menu.undo.Disabled)
	}
	w.menu.undo.Action() // the field is empty: now the ledger's step
	if !w.menu.undo.Disabled {
		t.Error("字段空着的时候没有撤销台账的一步")
	}
}

func TestLockedLedgerIsToldInAWindowAndCanBeRead(t *testing.T) {
	first, _ := runnerOver(t, true)
	holder, err := first.open(false, nil)
	if err != nil {
		t.Fatal(err)
	}
	first.store = holder
	w, err := first.begin()
	if err != nil || first.failed == nil {
		t.Fatalf("%v，%v", err, first.failed)
	}
	seen := texts(w)
	for _, s := range []string{"打不开台账", "另一个窗口", "没有改动任何内容", "非涉密系统"} {
		if !strings.Contains(seen, s) {
			t.Errorf("没有说“%s”：%s", s, seen)
		}
	}
	press(t, w, "只读打开")
	all := fyne.CurrentApp().Driver().AllWindows()
	i := slices.IndexFunc(all, func(x fyne.Window) bool { return strings.Contains(x.Title(), "只读") })
	if i < 0 || first.failed != nil {
		t.Fatalf("没有打开只读的窗口，%v", first.failed)
	}
	if !strings.Contains(texts(all[i]), "只读：可以查看") {
		t.Error("只读的窗口没有说明")
	}
	if err := holder.Close(); err != nil { // first.close closes the read-only one
		t.Error(err)
	}
}

func TestDamagedLedgerIsToldInAWindow(t *testing.T) {
	for _, code := range []data.Code{data.Corrupt, data.TooNew, data.Internal} {
		r, _ := runnerOver(t, false)
		r.open = func(bool, func(string, int, int)) (*store.Store, error) {
			return nil, data.Wrap(code, errors.New("cause"), "台账文件已损坏，程序没有再写入；请用最近的备份恢复。")
		}
		w, err := r.begin()
		if err != nil || data.CodeOf(r.failed) != code {
			t.Fatalf("%v，%v", err, r.failed)
		}
		seen := texts(w)
		if !strings.Contains(seen, "请用最近的备份恢复") || strings.Contains(seen, "cause") || strings.Contains(seen, "只读打开") {
			t.Errorf("窗口里写着：%s", seen)
		}
		closed := false
		w.SetOnClosed(func() { closed = true })
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if !closed {
			t.Error("Esc 没有关掉只有错误的窗口")
		}
	}
}

func TestNoDisplayIsSaidInChinese(t *testing.T) {
	none := func(string) string { return "" }
	err := display("linux", none)
	if err == nil || !strings.Contains(err.Error(), "打不开窗口") && !strings.Contains(err.Error(), "不带窗口") {
		t.Errorf("没有显示器时：%v", err)
	}
	if windowed && display("windows", none) != nil {
		t.Error("Windows 上不看 DISPLAY")
	}
}

func TestCrashIsToldOnceAtTheNextStart(t *testing.T) {
	r, _ := runnerOver(t, false)
	r.log.crash("坏了")
	w, err := r.begin()
	if err != nil {
		t.Fatal(err)
	}
	if seen := texts(w); !strings.Contains(seen, "上次没有正常退出") || !strings.Contains(seen, "已保存的内容没有丢失") {
		t.Errorf("没有说上次出错：%s", seen)
	}
	if r.log.lastCrash() != "" {
		t.Error("说过以后还会再说")
	}
}

func TestWindowFitsA1024PixelScreen(t *testing.T) {
	w := windowOver(t, true)
	for i, s := range w.screens {
		w.show(i)
		if m := w.body.MinSize(); m.Width > 1024 || m.Height > 640 {
			t.Errorf("%s 至少要 %.0f×%.0f", s.name, m.Width, m.Height)
		}
	}
}

func TestDroppedFileIsPlanned(t *testing.T) {
	w := windowOver(t, false)
	w.office.Context = context.WithoutCancel(w.office.Context)
	w.dropped(fyne.Position{}, nil)
	if w.at != 0 {
		t.Error("什么也没有拖进来就换了页")
	}
	w.dropped(fyne.Position{}, []fyne.URI{fileURI(filepath.Join(t.TempDir(), "没有.csv"))})
	if w.on() != importScreen || !strings.Contains(texts(w.win), "没有找到文件") {
		t.Errorf("拖进文件以后在第 %d 页", w.at+1)
	}
}

// TestFileDroppedOnAnOpenSheetIsNotLostInSilence, and goes nowhere.
func TestFileDroppedOnAnOpenSheetIsNotLostInSilence(t *testing.T) {
	w := windowOver(t, false)
	widget.ShowQuestion(w.win, "问一句", "好不好？", widget.Option{Text: "好"})
	w.dropped(fyne.Position{}, []fyne.URI{fileURI(filepath.Join(t.TempDir(), "台账.csv"))})
	if w.on() == importScreen || !strings.Contains(texts(w.win), "没有收下拖来的文件") {
		t.Errorf("拖到打开的表单上以后：%s", texts(w.win))
	}
}

// TestDroppedFileComesInAsRows: dropped, compared, imported, and back with one undo.
func TestDroppedFileComesInAsRows(t *testing.T) {
	w := windowOver(t, false)
	path := filepath.Join(t.TempDir(), "三月台账.csv")
	ledger := "走访日期,走访单位,企业名称,反映问题,主办单位\n2026-03-09,甲县纪委监委,甲陶瓷厂,用电容量不足,商务局\n2026-03-10,甲县纪委监委,乙石材厂,招工难,\n"
	if err := os.WriteFile(path, []byte(ledger), 0o600); err != nil {
		t.Fatal(err)
	}
	w.dropped(fyne.Position{}, []fyne.URI{fileURI(path)})
	if n := problemsOf(t, w); n != 0 {
		t.Fatalf("核对时就写入了 %d 个：%s", n, texts(w.win))
	}
	for _, o := range test.LaidOutObjects(w.win.Content()) {
		if b, ok := o.(*widget.Button); ok && strings.HasPrefix(b.Text, "导入 ") {
			test.Tap(b)
			break
		}
	}
	if n := problemsOf(t, w); n != 2 {
		t.Fatalf("导入了 %d 个问题：%s", n, texts(w.win))
	}
	w.office.Undo()
	if n := problemsOf(t, w); n != 0 {
		t.Errorf("撤销以后还有 %d 个", n)
	}
}

// problemsOf counts the problems of the ledger under a window.
func problemsOf(t *testing.T, w *window) (n int) {
	t.Helper()
	err := w.store.View(w.office.Context, func(v *store.View) (err error) {
		n, err = v.ProblemCount(store.ProblemQuery{Today: w.store.Today()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

type fileURI string

func (u fileURI) Extension() string { return filepath.Ext(string(u)) }
func (u fileURI) Name() string      { return filepath.Base(string(u)) }
func (u fileURI) MimeType() string  { return "" }
func (u fileURI) Scheme() string    { return "file" }
func (u fileURI) Authority() string { return "" }
func (u fileURI) Path() string      { return string(u) }
func (u fileURI) Query() string     { return "" }
func (u fileURI) Fragment() string  { return "" }
func (u fileURI) String() string    { return "file://" + string(u) }

func TestClosingAsksAboutAHalfFilledForm(t *testing.T) {
	for _, c := range []struct {
		way  string
		kept bool
	}{{"放弃并退出", false}, {"退出，下次接着填", true}} {
		t.Run(c.way, func(t *testing.T) {
			w := windowOver(t, false)
			closed := false
			w.win.SetOnClosed(func() { closed = true })
			items(w)["Ctrl+N"].Action()
			test.Type(w.win.Canvas().Focused(), "半个单位")
			w.close()
			if closed || !strings.Contains(texts(w.win), "可以留着下次接着填") {
				t.Fatal("表单填了一半，没有问就关了")
			}
			press(t, w.win, "继续填写")
			if closed || !strings.Contains(texts(w.win), "登记走访") {
				t.Fatal("继续填写以后表单不在了")
			}
			w.close()
			press(t, w.win, c.way)
			if !closed {
				t.Error("没有退出")
			}
			if kept := w.office.HalfTyped(); (len(kept) > 0) != c.kept {
				t.Errorf("留下的是 %v", kept)
			}
		})
	}
}

// TestHalfFilledFormOutlivesTheWindow drops a window as a crash does and starts another
// over the same ledger.
func TestHalfFilledFormOutlivesTheWindow(t *testing.T) {
	w := windowOver(t, false)
	items(w)["Ctrl+N"].Action()
	test.Type(w.win.Canvas().Focused(), "乙县纪委监委的第二组")
	next := func() *window {
		t.Helper()
		n, err := newWindow(w.office.Context, w.app, w.store, w.log, true)
		if err != nil {
			t.Fatal(err)
		}
		n.start()
		return n
	}
	w2 := next()
	if !strings.Contains(texts(w2.win), "上次没有登记完的走访") {
		t.Fatal("重新打开没有提起没填完的走访")
	}
	press(t, w2.win, "以后再说")
	w3 := next()
	press(t, w3.win, "继续填写")
	if all := texts(w3.win); !strings.Contains(all, "乙县纪委监委的第") || strings.Contains(all, "上次没有填完") {
		t.Errorf("继续填写以后看到 %s", all)
	}
	w4 := next()
	press(t, w4.win, "不要了")
	if kept := w4.office.HalfTyped(); len(kept) > 0 {
		t.Errorf("不要了，还留着 %v", kept)
	}
}

// TestPapersSayThatNoIssuerIsSet: a letter bears ×× where the office has not said who it is.
func TestPapersSayThatNoIssuerIsSet(t *testing.T) {
	w := longLedger(t)
	var id data.ID
	if err := w.office.View(w.office.Context, func(v *store.View) error {
		ids, err := v.ProblemIDs(store.ProblemQuery{Today: w.store.Today(), State: data.Assigned})
		id = ids[0]
		return err
	}); err != nil {
		t.Fatal(err)
	}
	in := page.PaperInput{Problem: id, Kind: "交办单", Output: page.Output{Folder: t.TempDir()}}
	told := func() string {
		t.Helper()
		_, notes, err := w.office.Actions.MakePaper(w.office.Context, in)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(notes, "\n")
	}
	if got := told(); !strings.Contains(got, "还没有设置发文机关") {
		t.Errorf("没有设置发文机关，只说了 %s", got)
	}
	if err := w.office.Actions.SaveSettings(w.office.Context, map[string]string{"bulletin.issuer": "中共示例县纪委办公室"}); err != nil {
		t.Fatal(err)
	}
	if got := told(); strings.Contains(got, "发文机关") {
		t.Errorf("设置以后还说 %s", got)
	}
}

// focusable is a control that knows whether it looks chosen.
type focusable struct {
	fynewidget.Check
	on bool
}

func (f *focusable) FocusGained() { f.on = true }
func (f *focusable) FocusLost()   { f.on = false }

// TestAPresentationTakesNoFocusAlong: what had the focus before it, or in it, must not look
// chosen afterwards, without having the keys.
func TestAPresentationTakesNoFocusAlong(t *testing.T) {
	w := windowOver(t, false)
	s, shown := &focusable{}, &focusable{}
	s.ExtendBaseWidget(s)
	shown.ExtendBaseWidget(shown)
	w.win.SetContent(container.NewStack(w.win.Content(), s))
	w.win.Canvas().Focus(s)
	if !s.on {
		t.Fatal("没有得到光标")
	}
	w.present(shown)
	if s.on {
		t.Error("演示时原来的选项还像是有光标")
	}
	w.win.Canvas().Focus(shown)
	w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if shown.on || fyne.CurrentApp().Driver().CanvasForObject(s) == nil {
		t.Error("Esc 以后演示里的选项还像是有光标，或者没有回来")
	}
}
