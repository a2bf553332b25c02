package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

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

func TestToastActionHidesAndDoes(t *testing.T) {
	w := window(t)
	toasts := NewToasts()
	w.SetContent(toasts.Layer)
	n := 0
	toasts.Show("已登记走访", "撤销", func() { n++ })
	test.Tap(buttonNamed(t, toasts.Layer, "撤销"))
	if n != 1 || toasts.Text() != "" {
		t.Errorf("按钮做了 %d 次，提示还在：%q", n, toasts.Text())
	}
}

func TestToastStaysInTheWindow(t *testing.T) {
	w := window(t)
	toasts := NewToasts()
	w.SetContent(toasts.Layer)
	toasts.Show("已登记走访："+strings.Repeat("某企业", 200), "撤销", func() {})
	card := toasts.Layer.Objects[0]
	if card.Position().X < 0 || card.Position().X+card.Size().Width > toasts.Layer.Size().Width {
		t.Errorf("提示从 %.0f 到 %.0f，窗口宽 %.0f", card.Position().X, card.Position().X+card.Size().Width, toasts.Layer.Size().Width)
	}
}

// TestToastIsWholeOnceTheWindowIsWide: what is told at the start is told before the window
// has its size.
func TestToastIsWholeOnceTheWindowIsWide(t *testing.T) {
	w := window(t)
	toasts := NewToasts()
	w.SetContent(toasts.Layer)
	w.Resize(fyne.NewSize(320, 400))
	text := "上次没有正常关闭；已核对，保存过的都在"
	toasts.Show(text, "", nil)
	if !strings.HasSuffix(toasts.words.Text, "…") {
		t.Fatalf("窄窗口里是 %q", toasts.words.Text)
	}
	w.Resize(fyne.NewSize(1366, 400))
	if toasts.words.Text != text {
		t.Errorf("窗口宽了还是 %q", toasts.words.Text)
	}
}

// buttonNamed finds a button below o.
func buttonNamed(t *testing.T, o fyne.CanvasObject, text string) *Button {
	t.Helper()
	var find func(fyne.CanvasObject) *Button
	find = func(o fyne.CanvasObject) *Button {
		switch x := o.(type) {
		case *Button:
			if x.Text == text {
				return x
			}
		case *fyne.Container:
			for _, c := range x.Objects {
				if b := find(c); b != nil {
					return b
				}
			}
		}
		return nil
	}
	b := find(o)
	if b == nil {
		t.Fatalf("没有按钮“%s”", text)
	}
	return b
}

func TestStatusWorking(t *testing.T) {
	w := window(t)
	s := NewStatus("横幅")
	w.SetContent(s.Content)
	s.SetText("共 3 条")
	s.Working("正在导入")
	if s.Doing() != "正在导入" || !s.bar.Visible() {
		t.Errorf("忙时显示“%s”，进度条看得见：%v", s.Doing(), s.bar.Visible())
	}
	s.Working("")
	if s.Text() != "共 3 条" || s.Doing() != "" || s.bar.Visible() {
		t.Errorf("闲时状态栏“%s”“%s”，进度条看得见：%v", s.Text(), s.Doing(), s.bar.Visible())
	}
}

func TestStatusBannerIsNeverPushedAway(t *testing.T) {
	w := window(t)
	s := NewStatus("非常重要的横幅")
	w.SetContent(container.NewBorder(nil, s.Content, nil, nil))
	s.SetText(strings.Repeat("很长的文字", 60))
	for _, wide := range []float32{1366, 800, 400} {
		w.Resize(fyne.NewSize(wide, 400))
		s.Working(map[bool]string{true: "正在导入"}[wide == 800])
		size := s.Content.Size()
		if right := s.banner.Position().X + s.banner.Size().Width; right > size.Width {
			t.Errorf("窗口宽 %.0f 时横幅到 %.0f", size.Width, right)
		}
		if s.left.Position().X+s.left.Size().Width > s.banner.Position().X {
			t.Errorf("窗口宽 %.0f 时左边的文字盖住了横幅", size.Width)
		}
		if s.work.Text != "" && s.work.Position().X+s.work.Size().Width > s.banner.Position().X {
			t.Errorf("窗口宽 %.0f 时进度盖住了横幅", size.Width)
		}
	}
	if s.Text() != strings.Repeat("很长的文字", 60) {
		t.Error("截短显示以后，文字本身也变了")
	}
}

func TestEmptySaysASentenceAndBegins(t *testing.T) {
	w := window(t)
	n := 0
	o := Empty("还没有内容。", "开始", func() { n++ })
	w.SetContent(o)
	test.Tap(buttonNamed(t, o, "开始"))
	if n != 1 {
		t.Errorf("按钮做了 %d 次", n)
	}
}
