package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/app/widget"
)

// menu is the main menu. Every shortcut of the program is one of its items, because
// shortcuts of the canvas don't reach it while a field has the focus.
type menu struct {
	main       *fyne.MainMenu
	undo, redo *fyne.MenuItem
}

func ctrl(k fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl}
}

// digits call the first pages of the navigation.
var digits = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

func newMenu(w *window) *menu {
	m := &menu{}
	item := func(label string, s fyne.Shortcut, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() {
			if !w.covered() {
				do()
			}
		})
		i.Shortcut = s
		return i
	}
	m.undo = fyne.NewMenuItem("撤销", func() { w.turn(&fyne.ShortcutUndo{}, w.office.Undo) })
	m.undo.Shortcut = &fyne.ShortcutUndo{}
	m.redo = fyne.NewMenuItem("恢复", func() { w.turn(&fyne.ShortcutRedo{}, w.office.Redo) })
	m.redo.Shortcut = &fyne.ShortcutRedo{}
	var pages []*fyne.MenuItem
	for i, s := range w.screens {
		var keys fyne.Shortcut
		if i < len(digits) {
			keys = ctrl(digits[i])
		}
		pages = append(pages, item(s.name, keys, func() { w.show(i) }))
	}
	f5 := item("刷新", &desktop.CustomShortcut{KeyName: fyne.KeyF5}, w.refresh)
	search := item("搜索", ctrl(fyne.KeyF), func() {
		w.showNamed(problemScreen)
		w.problems.FocusSearch()
	})
	quit := item("退出", ctrl(fyne.KeyQ), w.close)
	quit.IsQuit = true
	m.main = fyne.NewMainMenu(
		fyne.NewMenu("文件", item("登记走访…", ctrl(fyne.KeyN), func() { page.ShowVisitForm(w.office) }), item("导入台账…", ctrl(fyne.KeyO), func() {
			w.showNamed(importScreen)
			w.imports.FocusPath()
		}),
			item("备份台账", ctrl(fyne.KeyB), w.office.Backup), fyne.NewMenuItemSeparator(), quit),
		fyne.NewMenu("编辑", m.undo, m.redo),
		fyne.NewMenu("查看", append(pages, fyne.NewMenuItemSeparator(), search, f5)...),
	)
	m.setSteps("", "")
	return m
}

// longestStep keeps a step about an enterprise with a long name from making the menu
// wider than the window.
const longestStep = 24

// setSteps names the steps that would be undone and redone.
func (m *menu) setSteps(undo, redo string) {
	label := func(i *fyne.MenuItem, word, step string) {
		if r := []rune(step); len(r) > longestStep {
			step = string(r[:longestStep]) + "……"
		}
		i.Label, i.Disabled = word+"："+step, false
		if step == "" {
			i.Label, i.Disabled = word, true
		}
	}
	label(m.undo, "撤销", undo)
	label(m.redo, "恢复", redo)
	m.main.Refresh()
}

// turn gives Ctrl+Z and Ctrl+Y to the field that is being typed in, and to the ledger
// otherwise.
func (w *window) turn(s fyne.Shortcut, ledger func()) {
	switch f := w.win.Canvas().Focused().(type) {
	case *widget.Entry:
		if f.Text != "" || w.covered() {
			f.TypedShortcut(s)
			return
		}
	case *widget.Picker:
		f.TypedShortcut(s)
		return
	}
	if !w.covered() {
		ledger()
	}
}
