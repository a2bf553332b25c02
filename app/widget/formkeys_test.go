package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestFormKeysWorkOnItsButtonsAndChoicesToo(t *testing.T) {
	w := window(t)
	const ctrl, shift = fyne.KeyModifierControl, fyne.KeyModifierShift
	folded, choice := NewEntry("性质", ""), NewSelect("来源", []string{"走访", "督查"}, func(int) {})
	tool := NewButton("再加一个", func() {})
	f := NewForm("登记", &Field{Key: "a", Label: "名称", Input: NewEntry("名称", "")})
	f.Add(&Group{Fields: []*Field{{Key: "b", Label: "来源", Input: choice}}, More: []*Field{{Key: "c", Label: "性质", Input: folded}}, Fold: "更多", Tools: []*Button{tool}})
	var told []string
	f.OnSubmit = func() { told = append(told, "登记") }
	f.OnMore = func() { told = append(told, "再加") }
	w.SetContent(f.Content)
	w.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { told = append(told, "窗口") })
	for _, on := range []fyne.Shortcutable{tool, f.groups[1].more, f.submit, choice} {
		told = nil
		on.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: ctrl})
		on.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: ctrl | shift})
		on.TypedShortcut(&fyne.ShortcutPaste{})
		if fmt.Sprint(told) != "[登记 再加 窗口]" {
			t.Errorf("%T 上按 Ctrl+Enter、Ctrl+Shift+Enter、Ctrl+V：%v", on, told)
		}
	}
}

func TestUnfoldedFieldIsScrolledTo(t *testing.T) {
	w := window(t)
	var fields []*Field
	for i := range 30 {
		fields = append(fields, &Field{Key: fmt.Sprint(i), Label: "字段", Input: NewEntry(fmt.Sprint(i), "")})
	}
	f := NewForm("登记", fields...)
	last := NewEntry("最后", "")
	f.Add(&Group{More: []*Field{{Key: "last", Label: "最后", Input: last}}, Fold: "更多"})
	f.Within(func() fyne.Size { return fyne.NewSize(1000, 500) })
	w.SetContent(f.Content)
	f.Content.Resize(fyne.NewSize(1000, 400))
	f.groups[1].unfoldAll()
	if w.Canvas().Focused() != fyne.Focusable(last) {
		t.Fatal("展开以后光标不在第一个字段")
	}
	y, ok := below(f.body, f.groups[1].More[0].row)
	if foot := y + formRow; !ok || foot > f.scroll.Offset.Y+f.scroll.Size().Height+1 || y < f.scroll.Offset.Y {
		t.Errorf("展开的字段在 %v，看得见的是 %v 起 %v 高", y, f.scroll.Offset.Y, f.scroll.Size().Height)
	}
}

func TestPickedWordHasTheCaretBehindIt(t *testing.T) {
	w := window(t)
	p := NewPicker("企业", "", func(string) []string { return []string{"安溪信骏食品厂"} })
	w.SetContent(p)
	w.Canvas().Focus(p)
	p.SetText("axx")
	p.offer()
	p.pick(0)
	if p.CursorColumn != 7 {
		t.Errorf("光标在第 %d 个字后面", p.CursorColumn)
	}
}
