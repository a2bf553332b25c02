package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qinqing/app/theme"
)

func window(t *testing.T) fyne.Window {
	t.Helper()
	th, err := theme.New()
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	w := test.NewTempWindow(t, container.NewStack())
	w.Resize(fyne.NewSize(1366, 768))
	return w
}

func key(f fyne.Focusable, n fyne.KeyName) { f.TypedKey(&fyne.KeyEvent{Name: n}) }

func TestFormEnterSubmitsEscCloses(t *testing.T) {
	w := window(t)
	name := NewEntry("name", "")
	note := NewTextArea("note", "", 3)
	f := NewForm("登记", &Field{Key: "name", Label: "名称", Required: true, Input: name}, &Field{Key: "note", Label: "备注", Input: note})
	s := ShowSheet(w, "标题", f.Content, f.First())
	f.OnClose = s.Close
	submitted := 0
	f.OnSubmit = func() {
		submitted++
	}
	if w.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatal("打开后光标不在第一个字段")
	}
	key(name, fyne.KeyReturn)
	if submitted != 0 || f.Told("name") != "请填写名称。" {
		t.Fatalf("提交 %d 次，提示“%s”", submitted, f.Told("name"))
	}
	test.Type(name, "甲")
	key(name, fyne.KeyEnter)
	if f.Told("name") != "" {
		t.Errorf("改对以后提示还在：“%s”", f.Told("name"))
	}
	key(note, fyne.KeyReturn)
	if submitted != 1 {
		t.Error("多行字段里的 Enter 提交了表单")
	}
	if note.Text != "\n" {
		t.Errorf("多行字段里的 Enter 没有换行：%q", note.Text)
	}
	note.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if submitted != 2 {
		t.Error("多行字段里的 Ctrl+Enter 没有提交")
	}
	key(note, fyne.KeyEscape)
	if s.Showing() {
		t.Error("Esc 没有关闭")
	}
	s.Close()
}

func TestFormFailWithoutFieldShowsBelow(t *testing.T) {
	window(t)
	f := NewForm("登记", &Field{Key: "a", Label: "甲", Input: NewEntry("a", "")})
	f.Fail("", "磁盘已满。")
	if f.Told("nowhere") != "磁盘已满。" || !f.message.Visible() {
		t.Errorf("没有字段的错误没有显示：%q", f.Told("nowhere"))
	}
}

func TestFormBusyDoesNotSubmitTwice(t *testing.T) {
	window(t)
	n := 0
	f := NewForm("登记")
	f.OnSubmit = func() { n++; f.Busy(true) }
	f.Submit()
	f.Submit()
	if n != 1 {
		t.Errorf("连按两次提交了 %d 次", n)
	}
}

func TestDateText(t *testing.T) {
	for in, want := range map[string]string{
		"2026-10-08": "2026-10-08", "2026-1-8": "2026-01-08", "2026.10.8": "2026-10-08", "20261008": "2026-10-08",
		"2026年10月8日": "2026-10-08", "２０２６－１０－８": "2026-10-08", "10-8": "2026-10-08", " 2026/10/08 ": "2026-10-08",
		"": "!", "十月": "!", "2026-10": "!", "2026-100-8": "!", "26-10-8": "!", "2026-10-08x": "!",
	} {
		got, ok := DateText(in, 2026)
		if !ok {
			got = "!"
		}
		if got != want {
			t.Errorf("“%s”读作“%s”，应为“%s”", in, got, want)
		}
	}
}

func FuzzDateText(f *testing.F) {
	for _, s := range []string{"2026-10-08", "10-8", "年月日", "２０２６１００８"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := DateText(s, 2026); ok && (len(got) != 10 || got[4] != '-' || got[7] != '-') {
			t.Errorf("%q 读作 %q，不是 yyyy-MM-dd", s, got)
		}
	})
}

func TestNoticeClosesWithEscAndKeepsWhatWasThere(t *testing.T) {
	w := window(t)
	done := false
	before := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { before++ })
	s := ShowNotice(w, Notice{Title: "没有保存", Text: "磁盘已满。", Detail: "x", Action: "再试一次", Do: func() { done = true }})
	key(w.Canvas().Focused(), fyne.KeyEscape)
	if s.Showing() || done {
		t.Errorf("Esc 之后：开着 %v，动作做了 %v", s.Showing(), done)
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if before != 1 {
		t.Error("关闭后没有还原窗口自己的按键处理")
	}
}

func TestButtonEnterPresses(t *testing.T) {
	w := window(t)
	n := 0
	b := NewButton("做", func() { n++ })
	w.SetContent(b)
	w.Canvas().Focus(b)
	key(b, fyne.KeyReturn)
	b.Disable()
	key(b, fyne.KeyReturn)
	if n != 1 {
		t.Errorf("按了 %d 次，应为 1 次", n)
	}
}

func TestFormErrorGoesWhenItsFieldIsEdited(t *testing.T) {
	w := window(t)
	name, unit := NewEntry("name", ""), NewPicker("unit", "", Matching([]string{"市财政局"}))
	grade := NewSelect("grade", []string{"蓝", "红"}, func(int) {})
	watched := 0
	f := NewForm("登记", &Field{Key: "name", Label: "名称", Hint: "写全称", Input: name}, &Field{Key: "unit", Label: "单位", Input: unit}, &Field{Key: "grade", Label: "等级", Input: grade})
	f.Watch(func() { watched++ }, "name", "unit", "grade")
	ShowSheet(w, "标题", f.Content, name)
	for _, k := range []string{"name", "unit", "grade"} {
		f.Fail(k, "不对。")
	}
	test.Type(name, "甲")
	if f.Told("name") != "写全称" || f.Told("unit") != "不对。" {
		t.Errorf("改了名称以后，名称旁边是“%s”，单位旁边是“%s”", f.Told("name"), f.Told("unit"))
	}
	unit.SetText("市财政局")
	grade.SetSelected("红")
	if f.Told("unit") != "" || f.Told("grade") != "" {
		t.Errorf("改了以后提示还在：“%s”“%s”", f.Told("unit"), f.Told("grade"))
	}
	if watched != 3 {
		t.Errorf("改了三个字段，告知了 %d 次", watched)
	}
}

func TestFormTabGoesThroughTheFieldsInOrder(t *testing.T) {
	w := window(t)
	a, b := NewEntry("a", ""), NewTextArea("b", "", 3)
	c, d := NewPicker("c", "", nil), NewSelect("d", []string{"蓝", "红"}, func(int) {})
	f := NewForm("登记", &Field{Key: "a", Label: "甲", Input: a}, &Field{Key: "b", Label: "乙", Input: b}, &Field{Key: "c", Label: "丙", Input: c}, &Field{Key: "d", Label: "丁", Input: d})
	ShowSheet(w, "标题", f.Content, a)
	for i, want := range []fyne.Focusable{a, b, c, d, f.submit} {
		if w.Canvas().Focused() != want {
			t.Fatalf("第 %d 次 Tab 以后光标不在该在的地方", i)
		}
		if tab, ok := want.(fyne.Tabbable); ok && tab.AcceptsTab() {
			t.Fatalf("第 %d 个字段吞掉了 Tab", i)
		}
		w.Canvas().FocusNext()
	}
}

func TestSelectEnterSubmitsEscCloses(t *testing.T) {
	w := window(t)
	d := NewSelect("d", []string{"蓝", "红"}, func(int) {})
	f := NewForm("登记", &Field{Key: "d", Label: "丁", Input: d})
	n := 0
	f.OnSubmit = func() { n++ }
	s := ShowSheet(w, "标题", f.Content, d)
	f.OnClose = s.Close
	key(d, fyne.KeyReturn)
	key(d, fyne.KeyRight)
	if n != 1 || d.Selected != "红" {
		t.Errorf("提交 %d 次，选的是“%s”", n, d.Selected)
	}
	key(d, fyne.KeyEscape)
	if s.Showing() {
		t.Error("Esc 没有关闭")
	}
}

func TestFormLongErrorStaysInItsColumn(t *testing.T) {
	w := window(t)
	a, b := NewEntry("a", ""), NewEntry("b", "")
	f := NewForm("登记", &Field{Key: "a", Label: "甲", Input: a}, &Field{Key: "b", Label: "乙", Input: b})
	ShowSheet(w, "标题", f.Content, a)
	f.Fail("a", strings.Repeat("这个日期不对，请核对。", 12))
	row := rowLayout{f, f.field("a")}.MinSize([]fyne.CanvasObject{NewPara("", "", 12, 0), NewPara("", "", 12, 0), a, f.field("a").aside})
	if lines := len(f.field("a").aside.Lines()); lines < 5 || row.Height < float32(lines)*12 {
		t.Errorf("错误占 %d 行，行高只有 %.0f", lines, row.Height)
	}
}

func TestSheetOverSheetClosesOneAtATime(t *testing.T) {
	w := window(t)
	a := NewEntry("a", "")
	form := ShowSheet(w, "表单", a, a)
	notice := ShowNotice(w, Notice{Title: "没有保存", Text: "磁盘已满。"})
	key(w.Canvas().Focused(), fyne.KeyEscape)
	if notice.Showing() || !form.Showing() {
		t.Fatalf("第一次 Esc 之后：提示开着 %v，表单开着 %v", notice.Showing(), form.Showing())
	}
	if w.Canvas().Focused() != fyne.Focusable(a) {
		t.Error("关掉提示以后光标没有回到表单")
	}
	key(a, fyne.KeyEscape)
	if form.Showing() {
		t.Error("第二次 Esc 没有关掉表单")
	}
}

func TestNoticeCopiesItsDetailAndActs(t *testing.T) {
	w := window(t)
	done := 0
	s := ShowNotice(w, Notice{Title: "没有保存", Text: "磁盘已满。", Detail: "SQLITE_FULL", Action: "再试一次", Do: func() { done++ }})
	top := w.Canvas().Overlays().Top()
	test.Tap(buttonBelow(t, top, "复制详细信息"))
	if got := fyne.CurrentApp().Clipboard().Content(); got != "没有保存\n磁盘已满。\nSQLITE_FULL" {
		t.Errorf("复制出 %q", got)
	}
	test.Tap(buttonBelow(t, top, "再试一次"))
	if done != 1 || s.Showing() {
		t.Errorf("动作做了 %d 次，还开着：%v", done, s.Showing())
	}
}

// buttonBelow finds a button in a widget, such as a sheet.
func buttonBelow(t *testing.T, o fyne.CanvasObject, text string) *Button {
	t.Helper()
	for _, c := range test.LaidOutObjects(o) {
		if b, ok := c.(*Button); ok && b.Text == text {
			return b
		}
	}
	t.Fatalf("没有按钮“%s”", text)
	return nil
}

func TestFormCountsCharactersAndRefusesTooMany(t *testing.T) {
	w := window(t)
	text := NewTextArea("内容", "", 3)
	f := NewForm("登记", &Field{Key: "t", Label: "内容", Hint: "写清楚", Input: text, Most: 5})
	ShowSheet(w, "标题", f.Content, text)
	n := 0
	f.OnSubmit = func() { n++ }
	beside := func() string { return f.field("t").aside.Text() }
	if beside() != "写清楚\n0 / 5 字" {
		t.Errorf("旁边是“%s”", beside())
	}
	test.Type(text, "缺水缺电")
	if beside() != "写清楚\n4 / 5 字" || f.Told("t") != "写清楚" {
		t.Errorf("旁边是“%s”，说的是“%s”", beside(), f.Told("t"))
	}
	test.Type(text, "缺人缺")
	f.Submit()
	if n != 0 || f.Told("t") != "最多写 5 字，请删去 2 字。" || w.Canvas().Focused() != fyne.Focusable(text) {
		t.Errorf("提交 %d 次，说的是“%s”", n, f.Told("t"))
	}
	text.SetText("缺人")
	f.Submit()
	if n != 1 {
		t.Error("删短以后没有提交")
	}
}

// The wheel over a form turns the page the form stands on, and in a sheet the form itself.
func TestWheelOverAForm(t *testing.T) {
	scrolls := func(o fyne.CanvasObject) (n int) {
		visitAll(o, func(x fyne.CanvasObject) {
			if _, ok := x.(fyne.Scrollable); ok {
				n++
			}
		})
		return n
	}
	f := NewForm("保存", &Field{Key: "a", Label: "甲", Input: NewSelect("甲", []string{"一"}, func(int) {})})
	if n := scrolls(f.Content); n != 0 {
		t.Errorf("%d things take the wheel from the page", n)
	}
	f.Within(func() fyne.Size { return fyne.NewSize(1000, 500) })
	if n := scrolls(f.Content); n != 1 {
		t.Errorf("%d things take the wheel in a sheet", n)
	}
}

func visitAll(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	see(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, y := range x.Objects {
			visitAll(y, see)
		}
	case *container.Scroll:
		visitAll(x.Content, see)
	}
}

// The star of a long label stands beside it, not outside the form.
func TestLongLabelKeepsItsStar(t *testing.T) {
	w := window(t)
	f := NewForm("启用", &Field{Key: "secrecy", Label: "安全保密管理员", Required: true, Input: NewEntry("name", "")})
	w.SetContent(f.Content)
	for _, o := range test.LaidOutObjects(f.Content) {
		if x, ok := o.(*canvas.Text); ok && (x.Text == "*" || x.Text == "安全保密管理员") && x.Position().X < 0 {
			t.Errorf("%s stands at %v", x.Text, x.Position())
		}
	}
}
