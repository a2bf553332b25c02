package app

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
)

const version = "0.1.0"

// showKeys lists every key of the menu, so that no list has to be kept in step with it.
func (w *window) showKeys() {
	var groups []page.KeyGroup
	for _, m := range w.menu.main.Items {
		g := page.KeyGroup{Name: m.Label}
		for _, i := range m.Items {
			if keys := keysOf(i.Shortcut); keys != "" {
				does, _, _ := strings.Cut(i.Label, "：") // the step that would be undone is no key's meaning
				g.Keys = append(g.Keys, page.KeyHelp{Keys: keys, Does: strings.TrimSuffix(does, "…")})
			}
		}
		groups = append(groups, g)
	}
	page.ShowKeys(w.office, groups)
}

// keysOf is how people write a shortcut, "" for none.
func keysOf(s fyne.Shortcut) string {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		return "Ctrl+Z"
	case *fyne.ShortcutRedo:
		return "Ctrl+Y"
	case *desktop.CustomShortcut:
		keys := string(s.KeyName)
		if s.Modifier&fyne.KeyModifierAlt != 0 {
			keys = "Alt+" + keys
		}
		if s.Modifier&fyne.KeyModifierShift != 0 {
			keys = "Shift+" + keys
		}
		if s.Modifier&fyne.KeyModifierControl != 0 {
			keys = "Ctrl+" + keys
		}
		return keys
	}
	return ""
}

func (w *window) showAbout() {
	path, err := filepath.Abs(w.store.Path())
	if err != nil {
		path = w.store.Path()
	}
	page.ShowAbout(w.office, page.About{Name: programName, Version: version, Ledger: path, Log: w.log.path, Secrecy: secrecy})
}
