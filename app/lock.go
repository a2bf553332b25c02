package app

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// usualLock is after how long a window that nobody touches locks itself.
const usualLock = 10 * time.Minute

// idleLook is how often it is looked whether anybody touches it.
const idleLook = 15 * time.Second

// locked is what lies over a locked window.
type locked struct {
	layer *widget.Cover
	focus fyne.Focusable
}

// lock covers the window until whoever signed in says their password again. What was half
// typed stays below as it was.
func (w *window) lock() {
	if w.office.Allowed == nil || w.locked != nil || w.retired {
		return
	}
	c := w.win.Canvas()
	l := &locked{focus: c.Focused()}
	c.Unfocus()
	g := page.NewGate(page.GateWay{Title: "已锁定", Name: w.signer.actor.Name, Fixed: true, Enter: func(name, password string, done func(error)) {
		signIn(w.office.Context, w.store, w.office.Inline, name, password, func(a data.Actor, err error) {
			if err == nil {
				w.unlock(a)
			}
			done(err)
		})
	}, OtherName: "换人登录", Other: w.leaveLocked})
	l.layer = widget.ShowCover(w.win, container.NewBorder(nil, widget.NewStatus(secrecy).Content, nil, nil, g.Content))
	w.locked = l
	c.Focus(g.First())
}

// uncover takes the lock away.
func (w *window) uncover() {
	l := w.locked
	if l == nil {
		return
	}
	w.locked = nil
	l.layer.Close()
	if l.focus != nil {
		w.win.Canvas().Focus(l.focus)
	}
	w.touched = time.Now()
}

// unlock goes on as whoever has signed in anew.
func (w *window) unlock(a data.Actor) {
	w.store.SignOut(w.signer.actor)
	w.office.Context = data.WithActor(w.office.Context, a)
	if err := w.recallSigner(); err != nil {
		w.log.write("signer: " + err.Error())
	}
	w.uncover()
	w.rebuildNav()
}

// changePerson lets somebody else sign in, once it is settled what becomes of what is half
// typed.
func (w *window) changePerson() {
	if w.handOn == nil {
		return
	}
	out := func() { w.handOn(w) }
	if w.office.Unsaved() {
		widget.ShowQuestion(w.win, "还没有保存", "表单里填写的内容还没有保存。可以留着，下次登录接着填，也可以放弃。", widget.Option{Text: "继续填写"},
			widget.Option{Text: "换人，内容留着", Do: func() { w.office.LeaveTyped(true, out) }}, widget.Option{Text: "放弃并换人", Do: func() { w.office.LeaveTyped(false, out) }})
		return
	}
	out()
}

// leaveLocked lets somebody else sign in at a locked window. The window stays covered and
// nothing is asked, or whoever stands there would come in; what is half typed is kept.
func (w *window) leaveLocked() {
	if w.handOn != nil {
		w.office.LeaveTyped(true, func() { w.handOn(w) })
	}
}

// retire ends what runs for the window.
func (w *window) retire() {
	w.retired = true
	w.rememberSize()
}

// lockAfter is how long the office lets a window stand untouched; 0 for ever.
func (w *window) lockAfter() time.Duration {
	var set string
	err := w.office.View(w.office.Context, func(v *store.View) (err error) {
		set, err = v.Setting(page.LockSetting)
		return err
	})
	if n, e := strconv.Atoi(set); err == nil && e == nil {
		return time.Duration(n) * time.Minute
	}
	return usualLock
}

// watchIdle locks the window when nobody has touched it for long.
func (w *window) watchIdle() {
	if w.office.Allowed == nil || w.office.Inline {
		return
	}
	w.touched = time.Now()
	widget.Touched = func() { w.touched = time.Now() }
	var look func()
	look = func() {
		if w.retired {
			return
		}
		w.idle(time.Now())
		widget.After(idleLook, look)
	}
	widget.After(idleLook, look)
}

// idle locks the window if it has stood untouched too long, but not over work under way.
func (w *window) idle(now time.Time) {
	if after := w.lockAfter(); after > 0 && now.Sub(w.touched) >= after && !w.office.Busy() {
		w.lock()
	}
}
