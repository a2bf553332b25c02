package app

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/page"
	"qinqing/data"
)

// Names of screens that others ask for.
const (
	problemScreen = "问题"
	importScreen  = "导入"
)

// shown is a page that was made.
type shown interface{ Refresh() }

// screen is one page of the navigation. It is made when it is first asked for, so that
// the window opens as fast with twenty of them as with one.
type screen struct {
	name  string
	group string // a line in the navigation parts groups
	icon  fyne.Resource
	make  func() (fyne.CanvasObject, shown)

	content fyne.CanvasObject
	page    shown
}

func (s *screen) ready() {
	if s.page == nil {
		s.content, s.page = s.make()
	}
}

// allScreens is the navigation from top to bottom.
func (w *window) allScreens() []*screen {
	o := w.office
	return []*screen{
		{name: "工作台", group: "日常", icon: fynetheme.HomeIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewDesk(o, w.showProblems)
			return p.Content, p
		}},
		{name: problemScreen, group: "日常", icon: fynetheme.ListIcon(), make: func() (fyne.CanvasObject, shown) {
			w.problems = page.NewProblems(o)
			return w.problems.Content, w.problems
		}},
		{name: "通报", group: "统计", icon: fynetheme.DocumentIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewBulletins(o)
			return p.Content, p
		}},
		{name: importScreen, group: "维护", icon: fynetheme.UploadIcon(), make: func() (fyne.CanvasObject, shown) {
			w.imports = page.NewImport(o)
			return w.imports.Content, w.imports
		}},
		{name: "设置", group: "维护", icon: fynetheme.SettingsIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewSettings(o)
			return p.Content, p
		}},
	}
}

// showProblems lists what a filter lets through, and opens one of it; 0 opens none.
func (w *window) showProblems(f page.Filter, id data.ID) {
	w.showNamed(problemScreen)
	w.problems.Narrow(f)
	if id != 0 {
		w.problems.Open(id)
	}
}

func (w *window) showNamed(name string) {
	for i, s := range w.screens {
		if s.name == name {
			w.show(i)
		}
	}
}

func (w *window) show(i int) {
	s := w.screens[i]
	s.ready()
	w.at = i
	w.nav.Choose(i)
	w.office.Front = s.content
	w.stack.Objects = []fyne.CanvasObject{s.content}
	w.stack.Refresh()
	w.win.Canvas().Unfocus()
	w.refresh()
}
