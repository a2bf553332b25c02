package app

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/command"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// SaveChart writes a chart of the board into a folder.
func (a *actions) SaveChart(ctx context.Context, c reports.Chart, p stats.Period, kind, folder string) (path string, err error) {
	if err := makeFolder(folder); err != nil {
		return "", err
	}
	demo := false
	if err := a.store.View(ctx, func(v *store.View) error { demo = v.Demo(); return nil }); err != nil {
		return "", err
	}
	return command.ChartFile(c, p, demo, kind, folder, time.Now())
}

// present shows one thing alone over the whole screen, with the secrecy line; Esc comes
// back.
func (w *window) present(o fyne.CanvasObject) {
	if w.covered() {
		return
	}
	before, keys := w.win.Content(), w.win.Canvas().OnTypedKey()
	menu := w.win.MainMenu()
	back := func() {
		w.win.SetFullScreen(false)
		w.win.SetMainMenu(menu)
		w.win.SetContent(before)
		w.win.Canvas().SetOnTypedKey(keys)
		w.show(w.at)
	}
	w.win.SetMainMenu(nil)
	w.win.SetContent(container.NewStack(container.NewBorder(nil, w.office.Status.Content, nil, nil, o), w.office.Toasts.Layer))
	w.win.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape || k.Name == fyne.KeyF11 {
			back()
		}
	})
	w.win.SetFullScreen(true)
}
