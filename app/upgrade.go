package app

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/widget"
	"qinqing/data/store"
)

// opened is what became of opening the ledger.
type opened struct {
	store *store.Store
	err   error
}

// first is the first window: the one over the ledger, or why there is none. An old ledger
// of many records takes minutes to be brought up to date; a small window tells how far it
// is until then, where the program would seem dead.
func (r *runner) first() fyne.Window {
	parts, done := make(chan upgradePart, 64), make(chan opened, 1)
	go func() {
		st, err := r.open(false, func(part string, n, of int) { parts <- upgradePart{part, n, of} })
		close(parts)
		done <- opened{st, err}
	}()
	part, upgrading := <-parts
	if !upgrading {
		return r.settled(<-done)
	}
	w := newUpgradeWindow(r.app)
	w.show(part)
	go func() {
		for part := range parts {
			widget.Later(func() { w.show(part) })
		}
		end := <-done
		widget.Later(func() {
			next := r.settled(end)
			next.Show()
			leave(w.win)
			if r.upgraded != nil {
				r.upgraded(next)
			}
		})
	}()
	return w.win
}

// lull is how long a window that was left is hidden before it is closed.
const lull = 500 * time.Millisecond

// leave takes a window away that may have opened a moment ago. Fyne fails over the news
// that the pointer is in a window which is being closed, and that news is still on its
// way when an upgrade is done at once: hidden, the window hears it and then no more.
func leave(w fyne.Window) {
	w.Hide()
	widget.After(lull, w.Close)
}

// settled is the window for what became of opening.
func (r *runner) settled(end opened) fyne.Window {
	w, err := fyne.Window(nil), end.err
	if err == nil {
		r.store = end.store
		w, err = r.over(end.store)
	}
	if err != nil {
		return r.noLedger(err)
	}
	return w
}

// upgradePart is one part of bringing a ledger up to date.
type upgradePart struct {
	name     string
	done, of int
}

// upgradeWindow tells how far it is. It can't be closed: who kills the program all the
// same finds the ledger as one part or another left it, and goes on the next time.
type upgradeWindow struct {
	win  fyne.Window
	text *widget.Para
	bar  *fynewidget.ProgressBarInfinite
}

const upgradeWidth float32 = 440

func newUpgradeWindow(a fyne.App) *upgradeWindow {
	u := &upgradeWindow{win: a.NewWindow(programName), bar: fynewidget.NewProgressBarInfinite()}
	u.text = widget.NewPara("", fynetheme.ColorNameForeground, 14, upgradeWidth)
	about := widget.NewPara("台账由旧版本的程序建立，正在升级格式：先把升级前的另存一份，再逐版升级。记录多的要几分钟，请不要关机。", fynetheme.ColorNameForeground, 14, upgradeWidth)
	u.win.SetContent(container.NewPadded(container.NewPadded(container.NewVBox(widget.Heading("正在升级台账"), about, u.text, u.bar))))
	u.win.SetCloseIntercept(func() { u.text.SetText("还在升级，完成后自动打开台账，请稍等。") })
	u.win.Resize(fyne.NewSize(upgradeWidth+40, 190))
	u.win.CenterOnScreen()
	watchWidgets(u.win)
	return u
}

func (u *upgradeWindow) show(p upgradePart) {
	text := p.name + "……"
	if p.of > 1 {
		text = fmt.Sprintf("%d / %d　%s……", p.done+1, p.of, p.name)
	}
	u.text.SetText(text)
}
