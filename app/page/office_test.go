package page_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app"
	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

const today = "2026-11-20" // a Friday

// room is a window with one page in it, over a real ledger; work is done at once.
type room struct {
	*testing.T
	office  *page.Office
	store   *store.Store
	win     fyne.Window
	folder  string
	opened  []string
	shown   []string
	logged  []string
	changed func()
	auditor context.Context // who may read the log where there are accounts; nil: everybody
}

func newRoom(t *testing.T) *room {
	t.Helper()
	th, err := theme.New()
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	r := &room{T: t, folder: t.TempDir(), changed: func() {}}
	ctx := data.WithActor(t.Context(), data.Actor{Name: "甲"})
	seed, err := command.Seed()
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local) }
	r.store, err = store.Open(ctx, filepath.Join(r.folder, "台账.qinqing"), store.Options{Now: now, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.store.Close(); err != nil {
			t.Error(err)
		}
	})
	r.win = test.NewTempWindow(t, container.NewStack())
	r.win.SetPadded(false)
	r.win.Resize(fyne.NewSize(1366, 720))
	r.office = &page.Office{Context: ctx, Ledger: r.store, Actions: app.Actions(r.store), Window: r.win, Toasts: widget.NewToasts(), Status: widget.NewStatus("横幅"),
		Folder: filepath.Join(r.folder, "通报"), Papers: filepath.Join(r.folder, "文书"), Charts: filepath.Join(r.folder, "图表"), Inline: true,
		Open:    func(path string) error { r.opened = append(r.opened, path); return nil },
		Log:     func(s string) { r.logged = append(r.logged, s) },
		Show:    func(name string) { r.shown = append(r.shown, name) },
		Changed: func() { r.changed() }}
	return r
}

// put shows a page under the toasts.
func (r *room) put(content fyne.CanvasObject) {
	r.win.SetContent(container.NewStack(container.NewBorder(nil, r.office.Status.Content, nil, nil, content), r.office.Toasts.Layer))
}

func day(s string) data.Date {
	d, err := workday.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// register writes a visit with a problem; lead empty: not assigned.
func (r *room) register(on, enterprise, content, lead, due string) (code string) {
	r.Helper()
	code, err := r.office.Actions.SaveVisit(r.office.Context, page.VisitInput{On: day(on), Unit: "甲县纪委监委", Enterprise: enterprise, Problems: []page.FoundInput{{Content: content, Category: "融资", Lead: lead, Due: due}}})
	if err != nil {
		r.Fatal(err)
	}
	return code
}

func (r *room) event(code string, in page.EventInput) {
	r.Helper()
	in.Problem = r.problem(code).ID
	if in.On == 0 {
		in.On = day(today)
	}
	if err := r.office.Actions.AddEvent(r.office.Context, in); err != nil {
		r.Fatalf("%s：%v", in.Kind.Name(), err)
	}
}

func (r *room) problem(code string) (p *data.Problem) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		ids, err := v.ProblemIDs(store.ProblemQuery{Text: code, Today: day(today)})
		if err != nil {
			return err
		}
		if len(ids) != 1 {
			return errors.New("找到的不是一个")
		}
		p, err = v.Problem(ids[0])
		return err
	})
	if err != nil {
		r.Fatalf("%s：%v", code, err)
	}
	return p
}

func (r *room) state(code string) data.State {
	r.Helper()
	var s data.State
	p := r.problem(code)
	err := r.store.View(r.office.Context, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		tl, err := p.Timeline(clock)
		if err == nil {
			s = tl.State
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return s
}

func (r *room) count() (n int) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		ids, err := v.ProblemIDs(store.ProblemQuery{Today: day(today)})
		n = len(ids)
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return n
}

// logs wants the last entry of the log to begin so, and no step that could be undone to.
func (r *room) logs(op string) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Log(1, 0)
		if err == nil && (len(list) != 1 || !strings.HasPrefix(list[0].Op, op)) {
			r.Errorf("没有记下“%s”：%v", op, list)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	if s, err := r.office.Actions.Steps(r.office.Context); err != nil || strings.HasPrefix(s.Undo, op) {
		r.Errorf("“%s”成了可以撤销的一步（%v）", s.Undo, err)
	}
}

// each walks over what can be seen: the topmost sheet, or the page.
func (r *room) each(visit func(fyne.CanvasObject) bool) {
	root := r.win.Content()
	if top := r.win.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	walk(root, visit)
}

func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject) bool) bool {
	if !o.Visible() {
		return true
	}
	if !visit(o) {
		return false
	}
	var below []fyne.CanvasObject
	switch x := o.(type) {
	case *fyne.Container:
		below = x.Objects
	case *widget.Para: // its lines are one text
	case fyne.Widget:
		below = test.WidgetRenderer(x).Objects()
	}
	for _, c := range below {
		if !walk(c, visit) {
			return false
		}
	}
	return true
}

// says tells whether a text can be read somewhere.
func (r *room) says(text string) bool {
	found := false
	r.each(func(o fyne.CanvasObject) bool {
		switch x := o.(type) {
		case *canvas.Text:
			found = found || strings.Contains(x.Text, text)
		case *widget.Para:
			found = found || strings.Contains(x.Text(), text)
		case *fynewidget.Label:
			found = found || strings.Contains(x.Text, text)
		}
		return !found
	})
	return found
}

func (r *room) must(texts ...string) {
	r.Helper()
	for _, s := range texts {
		if !r.says(s) {
			r.Errorf("看不到“%s”", s)
		}
	}
}

func (r *room) mustNot(texts ...string) {
	r.Helper()
	for _, s := range texts {
		if r.says(s) {
			r.Errorf("不该看到“%s”", s)
		}
	}
}

func (r *room) buttons() (names []string) {
	r.each(func(o fyne.CanvasObject) bool {
		if b, ok := o.(*widget.Button); ok {
			names = append(names, b.Text)
		}
		return true
	})
	return names
}

func (r *room) press(name string) {
	r.Helper()
	var found *widget.Button
	r.each(func(o fyne.CanvasObject) bool {
		if b, ok := o.(*widget.Button); ok && b.Text == name {
			found = b
		}
		return found == nil
	})
	if found == nil {
		r.Fatalf("没有按钮“%s”，有 %v", name, r.buttons())
	}
	test.Tap(found)
}

// field is the input with that name and its text.
func (r *room) field(name string) (in fyne.Focusable, text string) {
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(widget.Input); ok {
			if called, held := x.Held(); called == name {
				in, text = x, held
			}
		}
		return in == nil
	})
	return in, text
}

// fill puts a text into a field as if typed, and closes what it offers.
func (r *room) fill(name, text string) {
	r.Helper()
	in, _ := r.field(name)
	if in == nil { // folded away
		for _, b := range r.buttons() {
			if strings.HasPrefix(b, "更多") {
				r.press(b)
			}
		}
		in, _ = r.field(name)
	}
	r.win.Canvas().Focus(in)
	switch x := in.(type) {
	case *widget.Select:
		x.SetSelected(text)
	case interface {
		fyne.Focusable
		SetText(string)
	}:
		x.SetText("")
		test.Type(x, text)
		if p, ok := in.(interface{ Open() bool }); ok && p.Open() {
			r.key(fyne.KeyEscape)
		}
	default:
		r.Fatalf("没有字段“%s”", name)
	}
}

// key presses a key where the focus is, or on the window.
func (r *room) key(n fyne.KeyName) {
	e := &fyne.KeyEvent{Name: n}
	if f := r.win.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	if f := r.win.Canvas().OnTypedKey(); f != nil {
		f(e)
	}
}

// covered says whether a sheet is open.
func (r *room) covered() bool { return r.win.Canvas().Overlays().Top() != nil }

type parted interface {
	fyne.CanvasObject
	Parts() []widget.Part
	MouseDown(*desktop.MouseEvent)
	MouseUp(*desktop.MouseEvent)
}

// parts are the headers and rows of the table on show.
func (r *room) parts() (t parted, names []string) {
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(parted); ok {
			t = x
		}
		return t == nil
	})
	if t == nil {
		return nil, nil
	}
	for _, p := range t.Parts() {
		names = append(names, p.Name)
	}
	return t, names
}

func (r *room) rows() (codes []string) {
	_, names := r.parts()
	for _, n := range names {
		if code, ok := strings.CutPrefix(n, "row:"); ok {
			codes = append(codes, code)
		}
	}
	return codes
}

func (r *room) click(part string) {
	r.Helper()
	t, names := r.parts()
	if t == nil {
		r.Fatal("没有表格")
	}
	for _, p := range t.Parts() {
		if p.Name == part {
			e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
			e.Position = fyne.NewPos(p.X+20, p.Y+10)
			t.MouseDown(e)
			t.MouseUp(e)
			return
		}
	}
	r.Fatalf("表格里没有 %s，有 %v", part, names)
}

func (r *room) file(name, text string) string {
	r.Helper()
	path := filepath.Join(r.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		r.Fatal(err)
	}
	return path
}

func TestPanicOfWorkBecomesAnError(t *testing.T) {
	r := newRoom(t)
	var got error
	r.office.Work("", func(context.Context) error { panic("坏了") }, func(err error) { got = err })
	if data.CodeOf(got) != data.Internal || len(r.logged) == 0 || !strings.Contains(r.logged[0], "坏了") {
		t.Fatalf("得到 %v，日志 %v", got, r.logged)
	}
	r.office.Fail("没有做成", got)
	r.must("没有做成", "已保存的内容没有丢失")
	r.mustNot("坏了", "panic")
	r.key(fyne.KeyEscape)
	if r.covered() {
		t.Error("Esc 没有关闭")
	}
}

func TestStatusLineTellsCountAndSave(t *testing.T) {
	r := newRoom(t)
	r.office.Tell("")
	if got := r.office.Status.Text(); got != "" {
		t.Errorf("没有可说的时候显示“%s”", got)
	}
	r.office.SavedAt(time.Date(2026, 11, 20, 14, 32, 0, 0, time.Local))
	if got := r.office.Status.Text(); got != "已保存 14:32" {
		t.Errorf("显示“%s”", got)
	}
	r.office.Tell("共 3 条")
	if got := r.office.Status.Text(); got != "共 3 条 · 已保存 14:32" {
		t.Errorf("显示“%s”", got)
	}
}

func TestUndoWithNothingToUndoSaysSo(t *testing.T) {
	r := newRoom(t)
	r.office.Undo()
	r.must("不能撤销")
	r.press("知道了")
	r.office.Redo()
	r.must("不能恢复")
}

func TestBackupIsToldAndItsFolderOpens(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "某陶瓷厂", "缺工", "", "")
	r.put(container.NewStack())
	r.office.Backup()
	r.must("备份已核验")
	r.press("打开所在文件夹")
	if len(r.opened) != 1 {
		t.Fatalf("打开了 %v", r.opened)
	}
	if st, err := os.Stat(r.opened[0]); err != nil || !st.IsDir() {
		t.Errorf("打开的 %s 不是文件夹", r.opened[0])
	}
}

func TestReadOnlyOpensNoForm(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "某陶瓷厂", "缺工", "", "")
	r.office.ReadOnly = true
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	r.click("row:" + code)
	for _, b := range []string{"登记走访", "交办"} {
		r.press(b)
		r.must("现在只能查看")
		if in, _ := r.field("日期"); in != nil {
			t.Errorf("%s 打开了表单", b)
		}
		r.key(fyne.KeyEscape)
	}
}
