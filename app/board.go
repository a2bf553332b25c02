package app

import (
	"context"
	"image"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/clip"
	"qinqing/app/command"
	"qinqing/app/page"
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
	return command.ChartFile(c, p, demo, kind, folder, a.store.Now())
}

// SaveTable writes a table of the board into a folder.
func (a *actions) SaveTable(ctx context.Context, t reports.Table, p stats.Period, kind, folder string) (path string, err error) {
	if err := makeFolder(folder); err != nil {
		return "", err
	}
	demo := false
	if err := a.store.View(ctx, func(v *store.View) error { demo = v.Demo(); return nil }); err != nil {
		return "", err
	}
	return command.TableFile(t, p.From.String(), p.To.String(), p.Name(), demo, kind, folder, a.store.Now())
}

// SaveSet writes all the files of a period into a folder of their own.
func (a *actions) SaveSet(ctx context.Context, p stats.Period, folder string) (into string, made []string, err error) {
	var set command.Set
	err = a.store.View(ctx, func(v *store.View) error {
		o, _, err := a.optionsOf(v, page.BulletinInput{}, p)
		if err != nil {
			return err
		}
		if set.Document, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: p, Options: o}); err != nil {
			return err
		}
		set.Demo = v.Demo()
		set.Board, err = reports.ComposeBoard(ctx, v, p, reports.Scope{}, a.store.Today())
		return err
	})
	if err != nil {
		return "", nil, err
	}
	into = filepath.Join(folder, command.SetFolder(set.Document.Bulletin))
	if err := makeFolder(into); err != nil {
		return "", nil, err
	}
	made, _, err = set.Write(into, a.store.Now())
	return into, made, err
}

// CopyPicture puts a picture on the system's clipboard.
func (a *actions) CopyPicture(img image.Image) error { return clip.Picture(img) }

// presented is how much larger what is presented stands, in per cent, so that it can be
// read from three metres: as large as the screen has room for.
func presented(s fyne.Size) int { return max(125, min(200, int(s.Width)/9)) }

// present shows one thing alone over the whole screen, with the secrecy line, larger; Esc
// comes back.
func (w *window) present(o fyne.CanvasObject) {
	if w.covered() {
		return
	}
	before, keys := w.win.Content(), w.win.Canvas().OnTypedKey()
	menu, room := w.win.MainMenu(), w.win.Canvas().Size()
	// What has the focus goes off the screen: it would swallow the keys, and still look
	// chosen once it is back.
	w.win.Canvas().Unfocus()
	back := func() {
		w.win.Canvas().Unfocus()
		w.dress() // before it leaves the full screen, or the window is given back smaller by the scale
		w.win.SetFullScreen(false)
		w.win.SetMainMenu(menu)
		w.win.SetContent(before)
		w.win.Resize(room)
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
	if err := scaleBy(w.looks.Percent * presented(room) / 100); err != nil {
		w.log.write("scale: " + err.Error())
	}
	w.app.Settings().SetTheme(w.app.Settings().Theme())
}
