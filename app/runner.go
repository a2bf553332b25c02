package app

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// runner brings up the window over the ledger, or says in a window why it can't.
// Whoever starts the program from an icon sees no terminal.
type runner struct {
	ctx context.Context
	app fyne.App
	log *logFile
	// open opens the ledger and tells before each part of bringing an old one up to date.
	open   func(readOnly bool, upgrading func(part string, done, of int)) (*store.Store, error)
	now    func() time.Time // nil: time.Now
	inline bool             // work is done at once, for tests
	// upgraded is told which window follows an upgrade, for tests.
	upgraded func(fyne.Window)
	store    *store.Store
	failed   error // why there is no ledger, for the exit code
}

// begin makes the first window; it is not on show yet.
func (r *runner) begin() (fyne.Window, error) {
	sweepViewed()
	if err := prepare(r.app); err != nil {
		return nil, err
	}
	return r.first(), nil
}

func (r *runner) clock() func() time.Time {
	if r.now == nil {
		return time.Now
	}
	return r.now
}

func (r *runner) window(readOnly bool) (fyne.Window, error) {
	st, err := r.open(readOnly, nil)
	if err != nil {
		return nil, err
	}
	r.store = st
	return r.over(st)
}

// over is the window to begin with over an open ledger: where accounts are on, the one in
// which people sign in.
func (r *runner) over(st *store.Store) (fyne.Window, error) {
	on, err := st.Accounts(r.ctx)
	if err != nil {
		return nil, err
	}
	if on {
		return r.gate(), nil
	}
	return r.enter(r.ctx)
}

// enter makes the window of whoever acts in ctx.
func (r *runner) enter(ctx context.Context) (fyne.Window, error) {
	w, err := newWindow(ctx, r.app, r.store, r.log, r.inline)
	if err != nil {
		return nil, err
	}
	w.handOn = r.handOn
	w.office.GoBack = func(backup string) { w.goBack(r, backup) }
	w.start()
	return w.win, nil
}

func (r *runner) close() error {
	if r.store == nil {
		return nil
	}
	return r.store.Close()
}

// refusal is a window that holds nothing but the reason.
func (r *runner) refusal(why error) fyne.Window {
	r.log.write("no ledger: " + why.Error())
	w := r.bare()
	n := widget.Notice{Title: "打不开台账", Text: why.Error(), Closed: w.Close}
	var known *data.Error
	if errors.As(why, &known) && known.Cause != nil {
		n.Detail = known.Cause.Error()
	}
	// A ledger that another holds, or in a folder without permission, can still be read.
	if code := data.CodeOf(why); code == data.Locked || code == data.ReadOnly {
		n.Action, n.Do = "只读打开", func() { r.readOnly(w) }
	}
	widget.ShowNotice(w, n)
	watchWidgets(w)
	return w
}

func (r *runner) readOnly(before fyne.Window) {
	w, err := r.window(true)
	if err != nil {
		widget.ShowNotice(before, widget.Notice{Title: "只读也打不开", Text: err.Error(), Closed: before.Close})
		return
	}
	r.failed = nil
	w.Show()
	before.Close()
}
