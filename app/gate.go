package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// signer says who acts in a window: whoever signed in, or nobody where there are no accounts.
type signer struct {
	actor data.Actor
	roles []data.Role
}

// signIn takes a name and a password on another goroutine than the window's; inline on
// this one, for tests.
func signIn(ctx context.Context, st *store.Store, inline bool, name, password string, done func(data.Actor, error)) {
	if inline {
		done(st.SignIn(ctx, name, password))
		return
	}
	go func() {
		a, err := st.SignIn(ctx, name, password)
		widget.Later(func() { done(a, err) })
	}()
}

// gate is the window in which people sign in. Once somebody has, it gives way to theirs.
func (r *runner) gate() fyne.Window {
	w := r.app.NewWindow(programName + " — 登录")
	w.SetPadded(false)
	last, err := r.store.LastSignedIn(r.ctx)
	if err != nil {
		r.log.write("last signed in: " + err.Error())
	}
	status := widget.NewStatus(secrecy)
	office := &page.Office{Context: r.ctx, Ledger: r.store, Actions: Actions(r.store), Window: w, Toasts: widget.NewToasts(), Status: status, Inline: r.inline, Log: r.log.write, ReadOnly: r.store.ReadOnly()}
	var g *page.Gate
	g = page.NewGate(page.GateWay{Title: programName, Name: last, Enter: func(name, password string, done func(error)) {
		signIn(r.ctx, r.store, r.inline, name, password, func(a data.Actor, err error) {
			if err == nil {
				err = r.admit(w, a)
			}
			done(err)
		})
	}, OtherName: "忘了密码…", Other: func() { page.ShowRecover(office, func() { w.Canvas().Focus(g.First()) }) }})
	w.SetContent(container.NewStack(container.NewBorder(nil, status.Content, nil, nil, g.Content), office.Toasts.Layer))
	w.Resize(fyne.NewSize(820, 460)) // the form with the recovery code fits into it
	w.CenterOnScreen()
	w.Canvas().Focus(g.First())
	watchWidgets(w)
	return w
}

// admit opens the window of whoever signed in, and closes the one before.
func (r *runner) admit(before fyne.Window, a data.Actor) error {
	w, err := r.enter(data.WithActor(r.ctx, a))
	if err != nil {
		return err
	}
	w.Show()
	before.Close()
	return nil
}

// handOn closes a person's window and lets the next one sign in.
func (r *runner) handOn(w *window) {
	a, _ := data.ActorOf(w.office.Context)
	next, err := r.over(r.store)
	if err != nil {
		w.office.Fail("不能换人登录", err)
		return
	}
	w.retire()
	w.left.Store(true)
	r.store.SignOut(a)
	next.Show()
	w.win.Close()
}

// recallSigner finds out who acts and what they may.
func (w *window) recallSigner() error {
	var p *data.Person
	err := w.store.View(w.office.Context, func(v *store.View) error {
		p = v.Self()
		return nil
	})
	if err != nil || p == nil {
		return err
	}
	w.signer.actor, _ = data.ActorOf(w.office.Context)
	w.signer.roles = p.Roles
	w.office.Allowed = func(x data.Right) bool { return data.AnyMay(w.signer.roles, x) }
	return nil
}

// screenRights are what screens take; those that are not here take none.
var screenRights = map[string]data.Right{"工作台": data.MayRead, "走访": data.MayRead, problemScreen: data.MayRead, "整改督办": data.MayRead, "企业": data.MayRead,
	"共性问题": data.MayRead, "看板": data.MayRead, "通报": data.MayRead, importScreen: data.MayRecord, "登记簿": data.MayRead, "单位": data.MayRead, "字典": data.MayRead,
	"节假日": data.MayRead, "回收站": data.MayRecord, "操作记录": data.MayLog}

// firstPage is the one shown last time, or the first that is of use to whoever signed in.
func (w *window) firstPage() int {
	i := w.recallPage()
	if w.closedTo(w.screens[i].name) && len(w.offered) > 0 {
		return w.offered[0]
	}
	return i
}

// closedTo says that a screen would show whoever signed in nothing.
func (w *window) closedTo(name string) bool {
	x, ok := screenRights[name]
	return ok && !w.office.May(x)
}
