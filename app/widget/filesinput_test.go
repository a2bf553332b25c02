package widget

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestFilesInputHoldsWhatWasChosen(t *testing.T) {
	w := window(t)
	next := []string{"/a/现场.jpg", "/a/签到表.pdf"}
	in := NewFilesInput(w, "附件", func(took func([]string)) { took(next) })
	f := NewForm("登记", &Field{Key: "file", Label: "附件", Input: in})
	w.SetContent(f.Content)
	kept := map[string]string{}
	f.OnKeep = func(values map[string]string) { kept = values }
	test.Tap(in)
	if kept["file"] == "" {
		t.Error("选了的没有留下")
	}
	if !f.Touched() || in.Text != "现场.jpg 等 2 个文件" || !slices.Equal(in.Paths(), next) {
		t.Errorf("选了以后是 %v，按钮上写着“%s”", in.Paths(), in.Text)
	}
	in.Take([]string{next[0], "", "/a/第三份很长很长很长很长很长很长很长很长很长很长的名称.jpg"})
	if len(in.Paths()) != 3 {
		t.Errorf("同一个文件加了两次，或空的也加了：%v", in.Paths())
	}
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if !slices.Equal(in.Paths(), next) {
		t.Errorf("退格以后是 %v", in.Paths())
	}
	values := f.Values()
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if in.Text != "选择文件…" || f.Touched() {
		t.Errorf("都去掉以后是 %v", in.Paths())
	}
	f.Restore(values)
	if !slices.Equal(in.Paths(), next) {
		t.Errorf("恢复以后是 %v", in.Paths())
	}
	test.Tap(in)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("有了文件再按，没有列出来")
	}
}
