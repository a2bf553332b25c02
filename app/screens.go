package app

import (
	"slices"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/page"
	"qinqing/app/theme"
	"qinqing/data"
	"qinqing/data/store"
)

// Names of screens that others ask for.
const (
	problemScreen = "问题"
	importScreen  = "导入"
)

// shown is a page that was made. It may also be an opener, printer, saver or finder.
type shown interface{ Refresh() }

// opener is a page that can bring one of its records to the front.
type opener interface{ Open(id data.ID) }

// hitOpener is a page with records of several kinds, which have numbers of their own each.
type hitOpener interface{ OpenHit(h store.Hit) }

// printer is a page that can print what it shows (Ctrl+P).
type printer interface{ Print() }

// saver is a page that is itself a form (Ctrl+S).
type saver interface{ Save() }

// finder is a page with a field that narrows what it lists (Ctrl+G).
type finder interface{ FocusSearch() }

// taker is a page that may take files that were dropped at a place of it.
type taker interface {
	Drop(at fyne.Position, paths []string) bool
}

// homes are the screens where a kind of record is looked at, the likeliest first.
var homes = map[data.Entity][]string{
	data.EntityProblem: {problemScreen}, data.EntityVisit: {"走访"}, data.EntityEnterprise: {"企业"}, data.EntityUnit: {"单位"},
	data.EntityEntry: {"字典"}, data.EntityIssue: {"通报"}, data.EntityDraft: {"通报"}, data.EntityRecord: {"登记簿"}, data.EntityRegion: {"单位"}, data.EntityNotice: {"节假日"},
}

// recordHomes are those of registers' entries that have a screen of their own.
var recordHomes = map[data.RecordKind]string{data.RecSupervision: "整改督办", data.RecCommonProblem: "共性问题"}

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
		{name: "走访", group: "日常", icon: fynetheme.AccountIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewVisits(o, func(id data.ID) { w.showProblems(page.Filter{}, id) })
			return p.Content, p
		}},
		{name: problemScreen, group: "日常", icon: fynetheme.ListIcon(), make: func() (fyne.CanvasObject, shown) {
			w.problems = page.NewProblems(o)
			return w.problems.Content, w.problems
		}},
		{name: "整改督办", group: "日常", icon: fynetheme.WarningIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewSupervise(o, w.showProblems)
			return p.Content, p
		}},
		{name: "企业", group: "日常", icon: theme.FirmIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewFirms(o, w.jump)
			return p.Content, p
		}},
		{name: "共性问题", group: "日常", icon: theme.CommonIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewCommons(o, w.jump)
			return p.Content, p
		}},
		{name: "看板", group: "统计", icon: theme.BoardIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewBoard(o, w.jump, w.present)
			return p.Content, p
		}},
		{name: "通报", group: "统计", icon: fynetheme.DocumentIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewBulletins(o, w.jump)
			return p.Content, p
		}},
		{name: importScreen, group: "维护", icon: fynetheme.UploadIcon(), make: func() (fyne.CanvasObject, shown) {
			w.imports = page.NewImport(o)
			return w.imports.Content, w.imports
		}},
		{name: "登记簿", group: "维护", icon: fynetheme.StorageIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewBooks(o)
			return p.Content, p
		}},
		{name: "单位", group: "维护", icon: theme.UnitsIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewUnits(o)
			return p.Content, p
		}},
		{name: "字典", group: "维护", icon: theme.DictionaryIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewDictionary(o)
			return p.Content, p
		}},
		{name: "节假日", group: "维护", icon: fynetheme.CalendarIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewHolidays(o)
			return p.Content, p
		}},
		{name: "回收站", group: "维护", icon: fynetheme.DeleteIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewBin(o)
			return p.Content, p
		}},
		{name: "操作记录", group: "维护", icon: fynetheme.HistoryIcon(), make: func() (fyne.CanvasObject, shown) {
			p := page.NewHistory(o)
			return p.Content, p
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
	if i := w.named(name); i >= 0 {
		w.show(i)
	}
}

// showImports shows the screen where ledgers come in, or says why it is closed.
func (w *window) showImports() bool {
	if w.office.Lacks(screenRights[importScreen]) {
		return false
	}
	w.showNamed(importScreen)
	return true
}

// search finds records, for whoever may see any.
func (w *window) search() {
	if !w.office.Lacks(data.MayRead) {
		page.ShowSearch(w.office, w.jump)
	}
}

// named is the place of a screen, -1 if there is none.
func (w *window) named(name string) int {
	return slices.IndexFunc(w.screens, func(s *screen) bool { return s.name == name })
}

// jump brings a record that was found to the front, on its own screen. What has none is
// shown by the problems that carry its name.
func (w *window) jump(h store.Hit) {
	for _, name := range append([]string{recordHomes[h.Kind]}, homes[h.Entity]...) {
		i := w.named(name)
		if i < 0 {
			continue
		}
		w.screens[i].ready()
		switch p := w.screens[i].page.(type) {
		case hitOpener:
			w.show(i)
			p.OpenHit(h)
			return
		case opener:
			w.show(i)
			p.Open(h.ID)
			return
		}
	}
	switch h.Entity {
	case data.EntityVisit, data.EntityEnterprise:
		w.showNamed(problemScreen)
		w.problems.Find(h.Title)
	default:
		w.office.Toasts.Show(h.Word()+"“"+h.Title+"”还没有可以打开的页面", "", nil)
	}
}

func (w *window) show(i int) {
	s := w.screens[i]
	s.ready()
	w.at = i
	w.nav.Choose(slices.Index(w.offered, i))
	w.office.Front = s.content
	w.stack.Objects = []fyne.CanvasObject{s.content}
	w.stack.Refresh()
	w.win.Canvas().Unfocus()
	w.rememberPage(s.name)
	w.refresh()
}
