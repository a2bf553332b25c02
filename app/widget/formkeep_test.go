package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestPastedTextIsKeptAtOnce: what is pasted is one change, but more than a word or two.
func TestPastedTextIsKeptAtOnce(t *testing.T) {
	w := window(t)
	text, other := NewTextArea("问题内容", "", 2), NewEntry("期限", "")
	f := NewForm("登记", &Field{Key: "content", Label: "问题内容", Input: text}, &Field{Key: "due", Label: "期限", Input: other})
	f.Settle()
	kept := map[string]string{}
	times := 0
	f.OnKeep = func(values map[string]string) { kept, times = values, times+1 }
	w.SetContent(f.Content)
	w.Canvas().Focus(other)
	test.Type(other, "7天")
	if times != 0 {
		t.Fatalf("两个字就写了 %d 次", times)
	}
	fyne.CurrentApp().Clipboard().SetContent("或者月底前")
	other.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if kept["due"] != "7天或者月底前" {
		t.Errorf("刚粘贴的没有存下，存下的是 %v", kept)
	}
}

// TestRestoringDoesNotKeepHalfOfIt: killed amid coming back, all that was kept is there.
func TestRestoringDoesNotKeepHalfOfIt(t *testing.T) {
	window(t)
	a, b := NewEntry("甲", ""), NewEntry("乙", "")
	f := NewForm("登记", &Field{Key: "a", Label: "甲", Input: a}, &Field{Key: "b", Label: "乙", Input: b})
	f.Settle()
	f.OnKeep = func(values map[string]string) { t.Errorf("填回来的时候写下了 %v", values) }
	f.Restore(map[string]string{"a": "很长的一段文字", "b": "另外一段很长的文字"})
	if a.Text == "" || b.Text == "" {
		t.Fatal("没有填回来")
	}
}
