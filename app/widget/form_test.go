package widget

import (
	"testing"

	"fyne.io/fyne/v2"
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
		if name.Text == "" {
			f.Fail("name", "请填写名称。")
		}
	}
	if w.Canvas().Focused() != fyne.Focusable(name) {
		t.Fatal("打开后光标不在第一个字段")
	}
	key(name, fyne.KeyReturn)
	if submitted != 1 || f.Told("name") != "请填写名称。" {
		t.Fatalf("提交 %d 次，提示“%s”", submitted, f.Told("name"))
	}
	test.Type(name, "甲")
	key(name, fyne.KeyEnter)
	if f.Told("name") != "" {
		t.Errorf("改对以后提示还在：“%s”", f.Told("name"))
	}
	key(note, fyne.KeyReturn)
	if submitted != 2 {
		t.Error("多行字段里的 Enter 提交了表单")
	}
	if note.Text != "\n" {
		t.Errorf("多行字段里的 Enter 没有换行：%q", note.Text)
	}
	note.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if submitted != 3 {
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

func TestPickerOffersAndPicks(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市发展改革委", "市财政局", "县财政局", "财政所"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	submitted := 0
	f.OnSubmit = func() { submitted++ }
	ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "财政")
	if got := p.Offered(); len(got) != 3 || got[0] != "财政所" {
		t.Fatalf("输入“财政”给出 %v，以它开头的应在最前", got)
	}
	key(p, fyne.KeyDown)
	key(p, fyne.KeyDown)
	key(p, fyne.KeyReturn)
	if p.Text != "市财政局" || p.Open() || submitted != 0 {
		t.Fatalf("选中后为“%s”，列表开着：%v，提交 %d 次", p.Text, p.Open(), submitted)
	}
	key(p, fyne.KeyReturn)
	if submitted != 1 {
		t.Error("列表关着时 Enter 没有提交")
	}
}

func TestPickerEscClosesListFirst(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	s := ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "市")
	key(p, fyne.KeyEscape)
	if p.Open() || !s.Showing() {
		t.Fatalf("第一次 Esc 应只关列表：列表 %v，表单 %v", p.Open(), s.Showing())
	}
	key(p, fyne.KeyEscape)
	if s.Showing() {
		t.Error("第二次 Esc 没有关闭表单")
	}
}

func TestPickerLosingFocusClosesList(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局"}))
	other := NewEntry("other", "")
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p}, &Field{Key: "other", Label: "其他", Input: other})
	ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "市")
	w.Canvas().Focus(other)
	if p.Open() {
		t.Error("离开字段后列表还开着")
	}
}

func TestPickerSetTextOffersNothing(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	ShowSheet(w, "标题", f.Content, nil)
	p.SetText("市")
	if p.Open() {
		t.Error("程序填入文字时弹出了列表")
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

func TestToastShowsActionAndHides(t *testing.T) {
	w := window(t)
	toasts := NewToasts()
	w.SetContent(toasts.Layer)
	n := 0
	toasts.Show("已登记走访", "撤销", func() { n++ })
	if toasts.Text() != "已登记走访" || len(toasts.Layer.Objects) != 1 {
		t.Fatalf("没有显示：%q", toasts.Text())
	}
	toasts.Hide()
	if toasts.Text() != "" || len(toasts.Layer.Objects) != 0 {
		t.Error("没有收起")
	}
}

func TestStatusWorking(t *testing.T) {
	w := window(t)
	s := NewStatus("横幅")
	w.SetContent(s.Content)
	s.SetText("共 3 条")
	s.Working("正在导入")
	with := len(s.holder.Objects)
	s.Working("")
	if s.Text() != "共 3 条" || with != 4 || len(s.holder.Objects) != 3 {
		t.Errorf("状态栏“%s”，忙时 %d 项，闲时 %d 项", s.Text(), with, len(s.holder.Objects))
	}
}
