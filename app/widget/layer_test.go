package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// TestSheetsCloseInAnyOrder: a sheet that is taken away from under another, as when work ends,
// leaves Esc to the one on top, and then to the window; a cover lets no key through.
func TestSheetsCloseInAnyOrder(t *testing.T) {
	w := window(t)
	keys := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { keys++ })
	esc := func() { w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) }
	below := ShowSheet(w, "下面的", container.NewStack(), nil)
	top := ShowSheet(w, "上面的", container.NewStack(), nil)
	below.Close()
	esc()
	if top.Showing() || keys != 0 {
		t.Fatalf("上面的还开着：%v，窗口收到 %d 次", top.Showing(), keys)
	}
	esc()
	if keys != 1 {
		t.Errorf("都关了以后窗口收到 %d 次", keys)
	}
	sheet := ShowSheet(w, "盖住的", container.NewStack(), nil)
	cover := ShowCover(w, container.NewStack())
	esc()
	sheet.Close()
	esc()
	if keys != 1 {
		t.Errorf("锁着的窗口收到 %d 次", keys-1)
	}
	cover.Close()
	esc()
	if keys != 2 {
		t.Errorf("开锁以后窗口收到 %d 次", keys-1)
	}
}
