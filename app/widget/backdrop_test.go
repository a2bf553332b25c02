package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestClickBesideLeavesTheFocus: as in a double click on what opens the sheet. The test's
// driver takes no focus away, so that is done by hand.
func TestClickBesideLeavesTheFocus(t *testing.T) {
	w := window(t)
	e := NewEntry("正文", "")
	sheet := ShowSheet(w, "改写正文", e, e)
	b := sheet.popup.Content.(*fyne.Container).Objects[0].(*backdrop)
	size := w.Canvas().Size()
	for _, at := range []fyne.Position{{X: 1, Y: 1}, {X: size.Width - 1, Y: size.Height - 1}} {
		b.MouseDown(nil)
		w.Canvas().Unfocus()
		test.TapCanvas(w.Canvas(), at)
		if w.Canvas().Focused() != fyne.Focusable(e) {
			t.Errorf("点了 %v 以后焦点在 %v", at, w.Canvas().Focused())
		}
	}
	other := ShowSheet(w, "问一句", container.NewStack(), nil)
	b.MouseDown(nil)
	w.Canvas().Unfocus()
	test.TapCanvas(w.Canvas(), fyne.NewPos(1, 1))
	if f := w.Canvas().Focused(); f != nil {
		t.Errorf("点在上面那张旁边，焦点给了 %v", f)
	}
	other.Close()
	if s := sheet.popup.Content.Size(); s.Width > size.Width || s.Height > size.Height {
		t.Errorf("表单有 %v 大，窗口只有 %v", s, size)
	}
}
