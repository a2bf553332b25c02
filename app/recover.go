package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data/keep"
	"qinqing/data/store"
)

// bare is a window that holds nothing but what lies over it.
func (r *runner) bare() fyne.Window {
	w := r.app.NewWindow(programName)
	w.SetPadded(false)
	w.SetContent(container.NewBorder(nil, widget.NewStatus(secrecy).Content, nil, nil, layout.NewSpacer()))
	w.Resize(fyne.NewSize(720, 460))
	w.CenterOnScreen()
	return w
}

// later does work off the window's goroutine, at once in tests.
func (r *runner) later(work func(), then func()) {
	if r.inline {
		work()
		then()
		return
	}
	go func() {
		work()
		widget.Later(then)
	}()
}

// damaged is a window that tells of a damaged ledger and offers the newest backup that is
// verified while it looks on. The file is not written to.
func (r *runner) damaged(d *keep.Damage) fyne.Window {
	r.log.write("damaged: " + d.Error())
	w := r.bare()
	watchWidgets(w)
	wait := widget.ShowQuestion(w, "台账文件已损坏", "程序没有再写这个文件，也不会再写。正在逐份核验备份，找最近一份完好的……", widget.Option{Text: "退出", Do: w.Close})
	var offer keep.Offer
	var ok bool
	r.later(func() { offer, ok = keep.Best(r.ctx, d.Path, "", r.clock()) }, func() {
		if !wait.Showing() {
			return // they left
		}
		wait.OnClosed = nil
		wait.Close()
		if ok {
			r.offer(w, d, offer)
			return
		}
		widget.ShowQuestion(w, "台账文件已损坏", d.Error()+"\n没有找到核验得过的备份。请不要覆盖或删除这个文件，把它和别处（U 盘、第二处）的备份一起交给维护人员；找到备份后，用 qinqing restore 恢复。",
			widget.Option{Text: "退出", Do: w.Close}, widget.Option{Text: "只读查看坏文件", Do: func() { r.lookAtDamaged(w, d) }})
	})
	return w
}

// offer tells what going back to a backup keeps and loses.
func (r *runner) offer(w fyne.Window, d *keep.Damage, o keep.Offer) {
	text := fmt.Sprintf("程序没有再写这个文件。最近一份核验过的备份是 %s 做的", o.Backup.Made.Local().Format("2006-01-02 15:04"))
	if !o.Backup.Encrypted {
		text += fmt.Sprintf("：问题 %d 个、走访 %d 次、企业 %d 家", o.Holds.Problems, o.Holds.Visits, o.Holds.Enterprises)
	}
	text += "。\n"
	switch {
	case o.Later > 0:
		text += fmt.Sprintf("坏文件里还有这之后的 %d 条操作记录，恢复后不在里面，最后一次是 %s。", o.Later, o.Damaged.Local().Format("2006-01-02 15:04"))
	case o.Later == 0:
		text += "坏文件里读得到的操作记录，这份备份都有。"
	case o.Damaged.After(o.Backup.Made):
		text += fmt.Sprintf("从那时到 %s（坏文件最后一次改动）登记的内容不在里面，需要补登。", o.Damaged.Local().Format("2006-01-02 15:04"))
	default:
		text += "坏文件读不出更晚的内容。"
	}
	if len(o.Rejected) > 0 {
		text += fmt.Sprintf("\n另有 %d 份更近的备份没有通过核验，没有用。", len(o.Rejected))
	}
	if o.Missing > 0 {
		text += fmt.Sprintf("\n有 %d 个附件这份备份里没有。", o.Missing)
	}
	text += "\n恢复时坏文件原样移到一旁，不会删除。"
	restore := widget.Option{Text: "恢复到这份备份", Primary: true, Do: func() {
		way := func(c keep.Cipher) {
			r.goBack(w, o.Backup.Path, func() (keep.Restored, error) { return keep.Restore(r.ctx, d.Path, o.Backup.Path, c, r.clock()) })
		}
		if o.Backup.Encrypted {
			askKey(w, way)
			return
		}
		way(nil)
	}}
	widget.ShowQuestion(w, "台账文件已损坏", text, widget.Option{Text: "退出", Do: w.Close}, widget.Option{Text: "只读查看坏文件", Do: func() { r.lookAtDamaged(w, d) }}, restore)
}

// lookAtDamaged opens what can be read of a damaged file. Not a byte is written.
func (r *runner) lookAtDamaged(before fyne.Window, d *keep.Damage) {
	st, err := keep.OpenDamaged(r.ctx, d.Path, store.Options{Now: r.clock()})
	if err == nil {
		err = r.take(st, before)
	}
	if err != nil {
		widget.ShowNotice(before, widget.Notice{Title: "坏文件读不出来", Text: err.Error(), Closed: before.Close})
	}
}

// take makes the window over an open ledger in the place of another.
func (r *runner) take(st *store.Store, before fyne.Window) error {
	r.store = st
	w, err := r.over(st)
	if err != nil {
		return err
	}
	r.failed = nil
	w.Show()
	before.Close()
	return nil
}

// goBack puts a backup in the ledger's place by a way that closes what is open, and opens it.
func (r *runner) goBack(before fyne.Window, backup string, way func() (keep.Restored, error)) {
	wait := widget.ShowQuestion(before, "正在恢复", "正在核验备份并放到台账的位置，请稍候。", widget.Option{Text: "请稍候"})
	wait.OnEscape = func() {}
	var out keep.Restored
	var err error
	r.later(func() {
		out, err = way()
		err = errors.Join(err, r.close()) // what the way has not closed
		r.store = nil
	}, func() {
		wait.Close()
		w, openErr := r.window(false)
		if openErr != nil {
			r.failed = openErr
			text := openErr.Error()
			if err != nil {
				text = err.Error()
			}
			widget.ShowNotice(before, widget.Notice{Title: "没有恢复", Text: text, Closed: before.Close})
			return
		}
		r.failed = nil
		w.Show()
		before.SetCloseIntercept(nil)
		before.Close()
		switch {
		case err != nil:
			widget.ShowNotice(w, widget.Notice{Title: "没有恢复", Text: err.Error()})
		case out.Aside != "":
			text := fmt.Sprintf("已恢复到备份“%s”。原来的文件没有动，移到了台账旁边的“%s”。", filepath.Base(backup), filepath.Base(out.Aside))
			if out.Missing > 0 {
				text += fmt.Sprintf("有 %d 个附件这份备份里没有。", out.Missing)
			}
			widget.ShowNotice(w, widget.Notice{Title: "已恢复", Text: text})
		}
	})
}

// askKey asks for what opens an encrypted backup: a passphrase, or the path of a key's file.
func askKey(w fyne.Window, then func(keep.Cipher)) {
	in := widget.NewEntry("口令或密钥文件", "口令，或密钥文件的路径")
	in.Password = true // whoever stands by need not read along
	form := widget.NewForm("恢复", &widget.Field{Key: "key", Label: "口令或密钥文件", Hint: "这份备份是加密的", Input: in})
	sheet := widget.ShowSheet(w, "打开加密的备份", form.Content, in)
	form.OnSubmit = func() {
		open := keep.Passphrase
		if _, err := os.Stat(in.Text); err == nil {
			open = keep.Identity
		}
		c, err := open(in.Text)
		if err != nil {
			form.Fail("key", err.Error())
			return
		}
		sheet.Close()
		then(c)
	}
}

// tellOpening tells what was met when the ledger was opened.
func (w *window) tellOpening() {
	if w.store.ReadOnly() {
		return
	}
	met := w.store.Opening()
	if met.Unclean {
		w.office.Toasts.Show("上次没有正常关闭；已核对，保存过的都在", "", nil)
	}
	if met.Moved {
		settle := func(copied bool) func() {
			return func() {
				w.office.Work("", func(ctx context.Context) error { return w.store.Settle(ctx, copied) }, func(err error) { w.office.Fail("没有记下", err) })
			}
		}
		widget.ShowQuestion(w.win, "这本台账来自别的电脑", "它上次是在另一台电脑上登记的。如果台账搬到了这里、那边不再登记，照常使用即可；如果那边还在登记，这里是一份副本，请换一个站点号，免得两边编出相同的号。",
			widget.Option{Text: "以后再说"}, widget.Option{Text: "这是副本，换站点号", Do: settle(true)}, widget.Option{Text: "搬到这里了", Primary: true, Do: settle(false)})
	}
	if met.Aside != "" {
		widget.ShowNotice(w.win, widget.Notice{Title: "移开了一个不相干的文件", Text: fmt.Sprintf("台账旁边有一个不属于它的改动日志（可能是把备份直接复制到台账的位置时留下的）。它没有写进台账，已原样移到“%s”。台账核对过，可以继续使用。", filepath.Base(met.Aside))})
	}
}

// noLedger says in one place why there is no window with a ledger in it.
func (r *runner) noLedger(err error) fyne.Window {
	r.failed = err
	var d *keep.Damage
	if errors.As(err, &d) {
		return r.damaged(d)
	}
	return r.refusal(err)
}
