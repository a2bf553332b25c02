package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// fewScreens are those that an office starts with; all others are a press away.
var fewScreens = []string{"工作台", "走访", problemScreen, "企业", "看板", "通报", importScreen, "设置"}

// alwaysShown are screens without which the others could not be brought back.
var alwaysShown = []string{"设置"}

// recallHidden reads which screens the office doesn't use and says whether that is news.
// An office that never chose sees the few it needs; in the sample ledger all are shown.
func (w *window) recallHidden() (news bool) {
	var set string
	err := w.office.View(w.office.Context, func(v *store.View) (err error) {
		set, err = v.Setting(page.HiddenSetting)
		return err
	})
	if err != nil {
		w.log.write("hidden: " + err.Error())
		return false
	}
	was := w.hidden
	w.hidden = map[string]bool{}
	for _, name := range strings.Split(set, page.HiddenMark) {
		w.hidden[name] = true
	}
	if set == "" && !w.demo {
		for _, s := range w.screens {
			w.hidden[s.name] = !slices.Contains(fewScreens, s.name)
		}
	}
	return !equalTrue(was, w.hidden)
}

// equalTrue compares sets.
func equalTrue(a, b map[string]bool) bool {
	for _, m := range []map[string]bool{a, b} {
		for k := range m {
			if a[k] != b[k] {
				return false
			}
		}
	}
	return true
}

func (w *window) hides(name string) bool {
	if !w.office.May(data.MayRead) {
		return false // the few that are left
	}
	return w.hidden[name] && !slices.Contains(alwaysShown, name)
}

// uses lists the screens for the page where the office chooses among them.
func (w *window) uses() (out []page.ScreenUse) {
	for _, s := range w.screens {
		if w.closedTo(s.name) {
			continue
		}
		out = append(out, page.ScreenUse{Name: s.name, Group: s.group, Shown: !w.hides(s.name), Fixed: slices.Contains(alwaysShown, s.name)})
	}
	return out
}

// showAll brings every screen back.
func (w *window) showAll() {
	if w.office.ReadOnly {
		clear(w.hidden)
		w.rebuildNav()
		return
	}
	w.office.Work("", func(ctx context.Context) error {
		return w.office.Actions.SaveSettings(ctx, map[string]string{page.HiddenSetting: page.NoneHidden})
	}, func(err error) {
		if err != nil {
			w.office.Fail("没有改成显示全部页面", err)
			return
		}
		w.office.Saved("已显示全部页面；在“设置 → 页面”里可以再选")
	})
}

// buildNav makes the navigation: the screens in use, and below them what makes room.
func (w *window) buildNav() {
	w.offered = nil
	var entries []widget.NavEntry
	for i, s := range w.screens {
		if !w.hides(s.name) && !w.closedTo(s.name) {
			w.offered = append(w.offered, i)
			entries = append(entries, widget.NavEntry{Name: s.name, Group: s.group, Icon: s.icon})
		}
	}
	if slices.ContainsFunc(w.screens, func(s *screen) bool { return w.hides(s.name) && !w.closedTo(s.name) }) {
		entries = append(entries, widget.NavEntry{Name: "显示全部", Group: "窗口", Icon: fynetheme.MoreHorizontalIcon(), Do: w.showAll})
	}
	fold, icon := "收起导航", fynetheme.NavigateBackIcon()
	if w.narrowNav {
		fold, icon = "展开导航", fynetheme.NavigateNextIcon()
	}
	entries = append(entries, widget.NavEntry{Name: fold, Group: "窗口", Icon: icon, Do: w.fold})
	w.nav = widget.NewNav(programName, entries, func(i int) { w.show(w.offered[i]) })
	w.nav.SetNarrow(w.narrowNav)
	w.side.Objects = []fyne.CanvasObject{w.nav.Content}
}

// rebuildNav is buildNav for a window that is on show.
func (w *window) rebuildNav() {
	w.buildNav()
	w.nav.Choose(slices.Index(w.offered, w.at))
	w.menu = newMenu(w)
	w.win.SetMainMenu(w.menu.main)
	w.win.Content().Refresh()
	w.steps()
}

// fold leaves the icons of the navigation only, or brings its words back.
func (w *window) fold() {
	w.narrowNav = !w.narrowNav
	word := "wide"
	if w.narrowNav {
		word = "narrow"
	}
	w.office.Remember(navKey, word)
	w.rebuildNav()
}

// manyPercent is a size of text beside which the navigation's words take too much room.
const manyPercent = 130

func (w *window) recallNav() {
	switch w.office.Recall(navKey) {
	case "narrow":
		w.narrowNav = true
	case "wide":
		w.narrowNav = false
	default:
		w.narrowNav = w.office.Looks().Percent >= manyPercent
	}
}

// recallClerk makes the 经办人 of the settings the one who acts, unless whoever started
// the program named another.
func (w *window) recallClerk() {
	if w.office.Allowed != nil {
		return // whoever signed in acts
	}
	now, _ := data.ActorOf(w.office.Context)
	if now.Name != nobodyNamed && now.Name != w.clerk {
		return
	}
	var name string
	err := w.office.View(w.office.Context, func(v *store.View) (err error) {
		name, err = v.Setting(page.ClerkSetting)
		return err
	})
	if err != nil {
		w.log.write("clerk: " + err.Error())
		return
	}
	w.clerk = name
	if name == "" {
		name = nobodyNamed
	}
	w.office.Context = data.WithActor(w.office.Context, data.Actor{Name: name, Role: now.Role})
}
