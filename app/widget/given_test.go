package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TestWhatAFormFilledInIsTypedOver: and nothing else is.
func TestWhatAFormFilledInIsTypedOver(t *testing.T) {
	for _, c := range []struct {
		name  string
		come  func(w fyne.Window, e *Entry, f *Form)
		typed string
	}{
		{"Tab 过来", func(w fyne.Window, e *Entry, _ *Form) { w.Canvas().FocusNext() }, "新人"},
		{"点进来", func(w fyne.Window, e *Entry, _ *Form) {
			e.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 10)}, Button: desktop.MouseButtonPrimary})
		}, "上次的人新人"},
		{"窗口切走又回来", func(w fyne.Window, e *Entry, _ *Form) {
			w.Canvas().Focus(e)
			key(e, fyne.KeyEnd)
			e.FocusLost()
			e.FocusGained()
		}, "上次的人新人"},
		{"接着写了一半的", func(w fyne.Window, e *Entry, f *Form) {
			f.Restore(map[string]string{"name": "写了一半的"})
			w.Canvas().Focus(e)
			key(e, fyne.KeyEnd)
		}, "写了一半的新人"},
		{"又换成别的", func(w fyne.Window, e *Entry, _ *Form) {
			w.Canvas().Focus(e)
			e.SetText("另一个")
			key(e, fyne.KeyEnd)
		}, "另一个新人"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := window(t)
			e := NewEntry("拟稿人", "")
			f := NewForm("签发", &Field{Key: "name", Label: "拟稿人", Input: e})
			f.Settle()
			e.SetText("上次的人")
			w.SetContent(f.Content)
			c.come(w, e, f)
			for _, r := range "新人" {
				w.Canvas().Focused().TypedRune(r)
			}
			if e.Text != c.typed {
				t.Errorf("成了“%s”，应为“%s”", e.Text, c.typed)
			}
		})
	}
	t.Run("多行的不选", func(t *testing.T) {
		w := window(t)
		e := NewTextArea("正文", "", 2)
		f := NewForm("改写", &Field{Key: "text", Label: "正文", Input: e})
		f.Settle()
		e.SetText("原来的正文")
		w.SetContent(f.Content)
		w.Canvas().Focus(e)
		if got := e.SelectedText(); got != "" {
			t.Errorf("选中了“%s”", got)
		}
	})
}
