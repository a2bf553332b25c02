package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/keep"
	"qinqing/data/store"
)

// tickEvery is how often it is looked whether a backup is due by time.
const tickEvery = time.Minute

// watch makes backups by themselves from now on.
func (w *window) watch() {
	if w.store.ReadOnly() {
		return
	}
	w.guard = keep.NewGuard(w.store, w.store.Now)
	if !w.office.Inline {
		time.AfterFunc(tickEvery, w.ticked)
	}
}

// ticked looks, and comes again.
func (w *window) ticked() {
	if w.office.Context.Err() != nil || w.left.Load() {
		return
	}
	w.tick()
	time.AfterFunc(tickEvery, w.ticked)
}

// tick makes a backup if one is due. It runs beside everything else.
func (w *window) tick() {
	made, err := w.guard.Tick(w.office.Context)
	if w.office.Inline {
		w.tellMade(made, err)
		return
	}
	if made.Path != "" || err != nil {
		widget.Later(func() { w.tellMade(made, err) })
	}
}

func (w *window) tellMade(made keep.Made, err error) {
	switch {
	case w.left.Load():
	case err != nil:
		w.log.write("backup: " + err.Error())
		w.office.Toasts.Show("自动备份没有做成："+err.Error(), "", nil)
	case made.Second != nil:
		w.office.Toasts.Show(made.Second.Error(), "", nil)
	case made.Future:
		w.office.Toasts.Show("有备份的时间在将来，可能时钟错过；查清以前不清理旧备份", "打开所在文件夹", func() { _ = openPath(filepath.Dir(made.Path)) })
	case made.Path != "":
		w.office.Status.SetText("已自动备份并核验 " + w.store.Now().Format("15:04"))
	}
}

// leave makes the last backup and closes the window. Whoever can't wait need not.
func (w *window) leave() {
	w.rememberSize()
	if w.guard == nil {
		w.win.Close()
		return
	}
	ctx, stop := context.WithCancel(w.office.Context)
	end := func(made keep.Made, err error) {
		stop()
		w.left.Store(true)
		if err == nil && made.Second != nil {
			w.log.write("second place: " + made.Second.Error())
			widget.ShowNotice(w.win, widget.Notice{Title: "备份没有放到第二处", Text: made.Second.Error(), Closed: w.win.Close})
			return
		}
		if err == nil || ctx.Err() != nil && w.skipped {
			w.win.Close()
			return
		}
		w.log.write("backup: " + err.Error())
		widget.ShowNotice(w.win, widget.Notice{Title: "退出前没有备份成功", Text: err.Error() + "\n已保存的内容都在台账里。", Closed: w.win.Close})
	}
	if w.office.Inline {
		end(w.guard.Last(ctx))
		return
	}
	wait := widget.ShowQuestion(w.win, "正在备份", "退出前备份台账并核验，做好就关闭。", widget.Option{Text: "不等了，直接退出", Do: func() { w.skipped = true; stop() }})
	go func() {
		made, err := w.guard.Last(ctx)
		widget.Later(func() {
			wait.OnClosed = nil
			wait.Close()
			end(made, err)
		})
	}()
}

// goBack leaves this window for one over a backup.
func (w *window) goBack(r *runner, backup string) {
	if err := w.store.Allow(w.office.Context, data.MayBackup); err != nil {
		w.office.Fail("没有恢复", err)
		return
	}
	w.left.Store(true)
	w.rememberSize()
	way := func(c keep.Cipher) {
		r.goBack(w.win, backup, func() (keep.Restored, error) { return keep.GoBack(w.office.Context, w.store, backup, c, r.clock()) })
	}
	if filepath.Ext(backup) == ".age" {
		askKey(w.win, way)
		return
	}
	way(nil)
}

// BackupList lists the backups that can be found, newest first.
func (a *actions) BackupList(ctx context.Context) (out []page.BackupLine, err error) {
	var second string
	err = a.store.View(ctx, func(v *store.View) (err error) {
		second, err = v.Setting("backup.folder")
		return err
	})
	for _, b := range keep.Find(a.store.Path(), second) {
		x := page.BackupLine{Path: b.Path, Made: b.Made, Encrypted: b.Encrypted, Manifest: b.Err == nil, Problems: b.Manifest.Holds.Problems, Entries: b.Manifest.Holds.Chain.Entries}
		out = append(out, x)
	}
	return out, err
}

// BackupSealed writes a verified copy beside the database that a passphrase opens.
func (a *actions) BackupSealed(ctx context.Context, passphrase string) (string, []string, error) {
	c, err := keep.Passphrase(passphrase)
	if err != nil {
		return "", nil, err
	}
	info, err := keep.Write(ctx, a.store, "", c)
	return info.Path, info.Missing, err
}

// CompareBackup tells in lines what going back to a backup would change.
func (a *actions) CompareBackup(ctx context.Context, path string) (lines []string, err error) {
	m, mErr := keep.ReadManifest(path)
	x, err := keep.Compare(ctx, a.store, keep.Backup{Path: path, Manifest: m, Err: mErr})
	if err != nil {
		return nil, err
	}
	if x.Then.Enterprises+x.Then.Problems+x.Then.Visits+x.Then.Events > 0 || filepath.Ext(path) != ".age" {
		lines = append(lines, fmt.Sprintf("问题 %d → %d，走访 %d → %d，企业 %d → %d，事项 %d → %d，附件 %d → %d", x.Now.Problems, x.Then.Problems, x.Now.Visits, x.Then.Visits,
			x.Now.Enterprises, x.Then.Enterprises, x.Now.Events, x.Then.Events, x.Now.Attachments, x.Then.Attachments))
	}
	switch {
	case x.Apart:
		lines = append(lines, "这份备份不是这本台账以前的样子：恢复后就是另一本台账。")
	case x.Lost == 0:
		lines = append(lines, "备份之后没有登记过改动；用别的程序改过的，会回到备份时的样子。")
	default:
		lines = append(lines, fmt.Sprintf("备份之后的 %d 条操作记录不在里面，最近的有：", x.Lost))
	}
	return append(lines, x.Texts...), nil
}

// CheckLedger checks all of the ledger: what is wrong, and how much of it can be made anew.
func (a *actions) CheckLedger(ctx context.Context) (found []string, checked, repairable int, err error) {
	r, err := a.store.DeepCheck(ctx)
	for _, f := range r.Problems {
		found = append(found, f.Text)
		if store.Repairable(f) {
			repairable++
		}
	}
	return found, len(r.Checked), repairable, err
}

// RepairLedger makes anew what is derived.
func (a *actions) RepairLedger(ctx context.Context) (done, left []string, err error) {
	r, err := a.store.Repair(ctx)
	for _, f := range r.Left {
		left = append(left, f.Text)
	}
	return r.Done, left, err
}

// checkBackupSettings refuses what is no public key before backups fail for it.
func checkBackupSettings(key, value string) error {
	if key == "backup.folder" && value != "" {
		if st, err := os.Stat(value); err != nil || !st.IsDir() {
			return &data.Error{Code: data.Invalid, Field: key, Message: "没有这个文件夹。请先建好（在 U 盘上的，先插好 U 盘）。没有保存。", Cause: err}
		}
	}
	if key != "backup.recipient" || value == "" {
		return nil
	}
	if _, err := keep.Recipients(value); err != nil {
		return &data.Error{Code: data.Invalid, Field: key, Message: "加密公钥应是 age1 开头的一串。没有保存。", Cause: err}
	}
	return nil
}
