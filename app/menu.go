package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"slices"

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

// plainKey stands beside an item whose key the pages see to themselves.
func plainKey(k fyne.KeyName) fyne.Shortcut { return &desktop.CustomShortcut{KeyName: k} }

// digits call the first pages of the navigation.
var digits = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}

func newMenu(w *window) *menu {
	m := &menu{}
	m.undo = fyne.NewMenuItem("撤销", func() { w.turn(&fyne.ShortcutUndo{}, w.office.Undo) })
	m.undo.Shortcut = &fyne.ShortcutUndo{}
	m.redo = fyne.NewMenuItem("恢复", func() { w.turn(&fyne.ShortcutRedo{}, w.office.Redo) })
	m.redo.Shortcut = &fyne.ShortcutRedo{}
	edit := w.item("修改所选", plainKey(fyne.KeyF2), func() { w.typed(fyne.KeyF2) })
	m.main = fyne.NewMainMenu(w.fileMenu(), fyne.NewMenu("编辑", m.undo, m.redo, fyne.NewMenuItemSeparator(), edit), w.viewMenu(), w.helpMenu())
	m.setSteps("", "")
	return m
}

// item is an entry that does nothing while a sheet must be dealt with first.
func (w *window) item(label string, s fyne.Shortcut, do func()) *fyne.MenuItem {
	i := fyne.NewMenuItem(label, func() {
		if !w.covered() {
			do()
		}
	})
	i.Shortcut = s
	return i
}

func (w *window) fileMenu() *fyne.Menu {
	save := fyne.NewMenuItem("保存表单", w.save) // also of a sheet that is open
	save.Shortcut = ctrl(fyne.KeyS)
	quit := w.item("退出", ctrl(fyne.KeyQ), w.close)
	quit.IsQuit = true
	file := fyne.NewMenu("文件",
		w.item("登记走访…", ctrl(fyne.KeyN), func() { page.ShowVisitForm(w.office) }),
		w.item("照上一条再登记…", &desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift}, func() { page.RepeatLast(w.office) }), save, w.item("打印…", ctrl(fyne.KeyP), w.print), fyne.NewMenuItemSeparator(),
		w.item("导入台账…", ctrl(fyne.KeyO), func() {
			if w.showImports() {
				w.imports.FocusPath()
			}
		}),
		w.item("粘贴台账…", nil, func() { page.PasteLedger(w.office) }),
		w.item("备份台账", ctrl(fyne.KeyB), w.office.Backup), fyne.NewMenuItemSeparator(), quit)
	if w.office.Allowed != nil {
		lock := fyne.NewMenuItem("锁定", w.lock) // over a sheet as well
		lock.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierControl | fyne.KeyModifierAlt}
		file.Items = slices.Insert(file.Items, len(file.Items)-1, lock, w.item("修改自己的密码…", nil, func() { page.ShowOwnPassword(w.office) }),
			w.item("换人登录", nil, w.changePerson), fyne.NewMenuItemSeparator())
	}
	return file
}

func (w *window) viewMenu() *fyne.Menu {
	var items []*fyne.MenuItem
	for n, i := range w.offered {
		var keys fyne.Shortcut
		if n < len(digits) {
			keys = ctrl(digits[n])
		}
		items = append(items, w.item(w.screens[i].name, keys, func() { w.show(i) }))
	}
	return fyne.NewMenu("查看", append(items, fyne.NewMenuItemSeparator(),
		w.item("查找…", ctrl(fyne.KeyF), w.search),
		// Not Ctrl+Shift+F: with it the usual input methods turn to traditional characters.
		w.item("在本页筛选", ctrl(fyne.KeyG), w.narrow),
		w.item("刷新", plainKey(fyne.KeyF5), w.refresh), fyne.NewMenuItemSeparator(),
		w.item("收起或展开导航", ctrl(fyne.KeyL), w.fold),
		w.item("放大文字", ctrl(fyne.KeyEqual), func() { w.resizeText(1) }),
		w.item("缩小文字", ctrl(fyne.KeyMinus), func() { w.resizeText(-1) }))...)
}

func (w *window) helpMenu() *fyne.Menu {
	return fyne.NewMenu("帮助",
		w.item("键盘操作一览", plainKey(fyne.KeyF1), func() { w.showKeys() }),
		w.item("关于"+programName, nil, func() { w.showAbout() }))
}

// save submits the form that is open, or the page that is one.
func (w *window) save() {
	if w.office.Submit() || w.covered() {
		return
	}
	if p, ok := w.screens[w.at].page.(saver); ok {
		p.Save()
		return
	}
	w.office.Toasts.Show("没有打开的表单；已登记的内容都已保存", "", nil)
}

// print prints what the page shows.
func (w *window) print() {
	if p, ok := w.screens[w.at].page.(printer); ok {
		p.Print()
		return
	}
	w.office.Toasts.Show("这一页没有可以打印的内容", "", nil)
}

// narrow puts the caret into the page's own field.
func (w *window) narrow() {
	if p, ok := w.screens[w.at].page.(finder); ok {
		p.FocusSearch()
		return
	}
	w.search()
}

// typed gives a key to what has the focus, as if it had been pressed.
func (w *window) typed(k fyne.KeyName) {
	if f := w.win.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: k})
		return
	}
	w.office.Toasts.Show("先选中要修改的一行或一格", "", nil)
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
