package widget

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// friday is 2026-11-20.
func friday() time.Time { return time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC) }

func TestReadDay(t *testing.T) {
	for _, c := range []struct {
		said, want string
		past       bool
	}{
		{said: "2026-11-03", want: "2026-11-03"}, {said: "3.8", want: "2026-03-08"}, {said: "11月3日", want: "2026-11-03"},
		{said: "今天", want: "2026-11-20"}, {said: "昨天", want: "2026-11-19"}, {said: "大后天", want: "2026-11-23"},
		{said: "+3", want: "2026-11-23"}, {said: "＋３", want: "2026-11-23"}, {said: "-20", want: "2026-10-31"}, {said: "3天后", want: "2026-11-23"}, {said: "10天前", want: "2026-11-10"},
		{said: "周五", want: "2026-11-20"}, {said: "下周一", want: "2026-11-23"}, {said: "上周日", want: "2026-11-15"}, {said: "下下星期三", want: "2026-12-02"}, {said: "本周四", want: "2026-11-19"}, {said: "下周天", want: "2026-11-29"},
		{said: "15日", want: "2026-11-15"}, {said: "8", want: "2026-11-08"}, {said: "31", want: "!"}, {said: "月底", want: "2026-11-30"}, {said: "下月底", want: "2026-12-31"}, {said: "2月底", want: "2026-02-28"}, {said: "年底", want: "2026-12-31"},
		{said: "12.30", want: "2026-12-30"}, {said: "12.30", want: "2025-12-30", past: true}, {said: "11.25", want: "2026-11-25", past: true}, {said: "2026-12-30", want: "2026-12-30", past: true},
		{said: "2026-02-30", want: "2026-02-30"}, // that there is none is for the caller to say
		{said: "", want: "!"}, {said: "那天", want: "!"}, {said: "周八", want: "!"}, {said: "13月底", want: "!"}, {said: "+", want: "!"}, {said: "+x", want: "!"},
	} {
		got, ok := ReadDay(c.said, friday(), c.past)
		if !ok {
			got = "!"
		}
		if got != c.want {
			t.Errorf("“%s”（past %v）读作“%s”，应为“%s”", c.said, c.past, got, c.want)
		}
	}
}

func FuzzReadDay(f *testing.F) {
	for _, s := range []string{"2026-10-08", "+3", "下周一", "月底", "99999天后"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := ReadDay(s, friday(), true); ok && (len(got) != 10 || got[4] != '-' || got[7] != '-') {
			t.Errorf("%q 读作 %q，不是 yyyy-MM-dd", s, got)
		}
	})
}

// dated is a date field on a form in a window.
func dated(t *testing.T) (fyne.Window, *DateEntry, *Form) {
	t.Helper()
	w := window(t)
	e := NewDateEntry("日期", friday)
	e.Mark = func(d time.Time) string {
		if d.Day() == 21 {
			return "班"
		}
		return ""
	}
	f := NewForm("登记", &Field{Key: "d", Label: "日期", Input: e}, &Field{Key: "n", Label: "名称", Input: NewEntry("名称", "")})
	ShowSheet(w, "标题", f.Content, e)
	return w, e, f
}

func TestDateEntryWritesTheDayInFullWhenLeft(t *testing.T) {
	w, e, f := dated(t)
	test.Type(e, "下周一")
	w.Canvas().FocusNext()
	if e.Text != "2026-11-23" {
		t.Errorf("离开后是“%s”", e.Text)
	}
	e.SetText("那天")
	w.Canvas().Focus(e)
	w.Canvas().FocusNext()
	if e.Text != "那天" {
		t.Errorf("看不懂的被改成“%s”", e.Text)
	}
	e.SetText("3.8")
	got := ""
	f.OnSubmit = func() { got = e.Text }
	f.Submit()
	if got != "2026-03-08" {
		t.Errorf("提交时是“%s”", got)
	}
}

func TestCalendarByKeys(t *testing.T) {
	_, e, f := dated(t)
	submitted := 0
	f.OnSubmit = func() { submitted++ }
	key(e, fyne.KeyDown)
	if !e.Open() {
		t.Fatal("↓ 没有打开日历")
	}
	for _, c := range []struct {
		press fyne.KeyName
		at    string
	}{{fyne.KeyDown, "2026-11-27"}, {fyne.KeyRight, "2026-11-28"}, {fyne.KeyUp, "2026-11-21"}, {fyne.KeyLeft, "2026-11-20"}, {fyne.KeyPageUp, "2026-10-20"},
		{fyne.KeyEnd, "2026-10-31"}, {fyne.KeyPageDown, "2026-11-30"}, {fyne.KeyHome, "2026-11-01"}} {
		if key(e, c.press); isoDay(e.calendar.at) != c.at {
			t.Errorf("%s 以后标在 %s，应为 %s", c.press, isoDay(e.calendar.at), c.at)
		}
	}
	key(e, fyne.KeyEscape)
	if e.Open() || e.Text != "" {
		t.Errorf("Esc 以后日历开着 %v，字段里是“%s”", e.Open(), e.Text)
	}
	key(e, fyne.KeyDown)
	test.Type(e, "3.8")
	key(e, fyne.KeyRight)
	key(e, fyne.KeyReturn)
	if e.Text != "2026-03-09" || e.Open() || submitted != 0 {
		t.Errorf("选定后是“%s”，日历开着 %v，提交 %d 次", e.Text, e.Open(), submitted)
	}
	key(e, fyne.KeyReturn)
	if submitted != 1 {
		t.Error("日历关着时 Enter 没有提交")
	}
}

func TestCalendarByMouse(t *testing.T) {
	w, e, _ := dated(t)
	test.Tap(e.ActionItem.(fyne.Tappable))
	if !e.Open() {
		t.Fatal("按钮没有打开日历")
	}
	press := func(name string) {
		t.Helper()
		for _, p := range e.calendar.Parts() {
			if p.Name == name {
				ev := &desktop.MouseEvent{}
				ev.Position = fyne.NewPos(p.X+p.W/2, p.Y+p.H/2)
				c := e.calendar
				c.MouseDown(ev)
				w.Canvas().Unfocus() // as the window does for what can't have the focus
				c.MouseUp(ev)
				return
			}
		}
		t.Fatalf("日历里没有 %s", name)
	}
	press("calendar:下一月")
	press("calendar:上一年")
	if !e.Open() || isoDay(e.calendar.at) != "2025-12-20" || w.Canvas().Focused() != fyne.Focusable(e) {
		t.Fatalf("翻页以后日历开着 %v，光标在 %v", e.Open(), w.Canvas().Focused())
	}
	press("calendar:2025-12-03")
	if e.Text != "2025-12-03" || e.Open() {
		t.Errorf("点了一天以后是“%s”，日历开着 %v", e.Text, e.Open())
	}
	test.Tap(e.ActionItem.(fyne.Tappable))
	press("calendar:今天")
	if e.Text != "2026-11-20" {
		t.Errorf("点了今天以后是“%s”", e.Text)
	}
}

func TestCalendarSaysWeekAndMarks(t *testing.T) {
	_, e, _ := dated(t)
	key(e, fyne.KeyDown)
	r := test.WidgetRenderer(e.calendar).(*calendarRenderer)
	if r.title.Text != "2026年11月" || r.week[0].Text != "周一" || r.week[6].Text != "周日" {
		t.Errorf("抬头是“%s”，一周从“%s”到“%s”", r.title.Text, r.week[0].Text, r.week[6].Text)
	}
	if r.days[0].Text != "26" || r.days[26].Text != "21" || r.marks[26].Text != "班" {
		t.Errorf("第一格是 %s 日；第 27 格是 %s 日，标“%s”", r.days[0].Text, r.days[26].Text, r.marks[26].Text)
	}
	if e.calendar.MinSize().Height > 280 {
		t.Errorf("日历高 %.0f", e.calendar.MinSize().Height)
	}
}

func TestCalendarStaysInTheWindow(t *testing.T) {
	w := window(t)
	e := NewDateEntry("日期", friday)
	layer := container.NewWithoutLayout()
	e.Stand(layer, func() {})
	foot := container.NewBorder(nil, e, nil, nil)
	w.SetContent(container.NewStack(foot, layer))
	key(e, fyne.KeyDown)
	if c := e.calendar; c == nil || c.Position().Y+c.Size().Height > 768 || c.Position().Y < 0 {
		t.Error("日历伸到窗口外面去了")
	}
}

func TestDateEntrySelectsTheDayItIsEntered(t *testing.T) {
	w, e, _ := dated(t)
	e.SetText("2026-03-02")
	w.Canvas().Unfocus()
	w.Canvas().Focus(e)
	typed := func(text string) {
		for _, r := range text {
			e.TypedRune(r)
		}
	}
	typed("3.8")
	if e.Text != "3.8" {
		t.Errorf("typing after Tab made %q of the day", e.Text)
	}
	w.Canvas().Unfocus()
	w.Canvas().Focus(e)
	e.SetText("")
	typed("11-5")
	if e.Text != "11-5" {
		t.Errorf("after a text was put in its place, typing made %q", e.Text)
	}
	w.Canvas().Unfocus()
	press := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	press.Position = fyne.NewPos(40, 10)
	e.MouseDown(press)
	w.Canvas().Focus(e) // as the window does
	e.MouseUp(press)
	if e.SelectedText() != e.Text {
		t.Errorf("after the click that entered the field %q is selected", e.SelectedText())
	}
	e.MouseDown(press)
	e.MouseUp(press)
	if e.SelectedText() != "" {
		t.Errorf("the second click left %q selected: the caret can't be placed", e.SelectedText())
	}
}
