package page

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
)

// BackupLine is a backup that can be gone back to.
type BackupLine struct {
	Path      string
	Made      time.Time
	Encrypted bool
	Manifest  bool // it has one; without, it is verified when it is restored
	Problems  int
	Entries   int64 // of the log
}

// BackupActions keep a ledger from being lost.
type BackupActions interface {
	// BackupSealed makes one that a passphrase opens.
	BackupSealed(ctx context.Context, passphrase string) (path string, missing []string, err error)
	BackupList(ctx context.Context) ([]BackupLine, error)
	CompareBackup(ctx context.Context, path string) (lines []string, err error)
	CheckLedger(ctx context.Context) (found []string, checked, repairable int, err error)
	RepairLedger(ctx context.Context) (done, left []string, err error)
}

// keeping are the buttons of the section 备份.
func (p *Settings) keeping() fyne.CanvasObject {
	o := p.office
	buttons := container.NewHBox(widget.NewButton("立即备份", o.Backup), widget.NewButton("加密备份…", func() { showSealedBackup(o) }), widget.NewButton("恢复到备份…", func() { showBackups(o) }), widget.NewButton("核验台账", func() { checkLedger(o) }))
	words := widget.NewPara("退出时、每隔一段时间，程序自己备份台账和附件，核验过才算数；旧的按天、周、月留存。", theme.Second, 13, 640)
	return container.NewVBox(words, buttons, container.NewGridWrap(fyne.NewSize(1, 8)))
}

// showSealedBackup asks for the passphrase of an encrypted backup.
func showSealedBackup(o *Office) {
	if o.lacks(data.MayBackup) {
		return
	}
	first, again := passwordEntry("口令"), passwordEntry("再输一遍")
	form := widget.NewForm("备份", secretField("passphrase", "口令", "恢复时要用；忘了口令，这份备份谁也打不开", first), secretField("again", "再输一遍", "", again))
	var path string
	var missing []string
	o.secretForm("加密备份", "", "没有备份成功", "正在备份", form, func() { o.tellBackup(path, missing) }, func(ctx context.Context) (err error) {
		if err = twice(first, again); err == nil {
			path, missing, err = o.Actions.BackupSealed(ctx, first.Text)
		}
		return err
	})
}

// checkLedger checks all of the ledger and offers to make anew what is derived.
func checkLedger(o *Office) {
	if o.lacks(data.MayCheck) {
		return
	}
	var found []string
	var checked, repairable int
	o.Work("正在核验台账", func(ctx context.Context) (err error) {
		found, checked, repairable, err = o.Actions.CheckLedger(ctx)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			o.Fail("没有核验完", err)
		case len(found) == 0:
			o.Toasts.Show(fmt.Sprintf("核验了 %d 项，没有发现问题", checked), "", nil)
		default:
			tellFound(o, found, repairable)
		}
	})
}

// mostTold is how many lines a sheet tells.
const mostTold = 8

func tellFound(o *Office, found []string, repairable int) {
	text := fmt.Sprintf("发现 %d 处问题：\n%s", len(found), strings.Join(found[:min(len(found), mostTold)], "\n"))
	if repairable == 0 || o.ReadOnly {
		widget.ShowNotice(o.Window, widget.Notice{Title: "核验没有通过", Text: text + "\n这些是原始记录的问题，程序不改原始记录。请先停止录入，从“恢复到备份…”选一份核验过的备份。", Detail: strings.Join(found, "\n")})
		return
	}
	widget.ShowQuestion(o.Window, "核验没有通过", text+fmt.Sprintf("\n其中 %d 处是推算出来的内容（状态、期限、统计数、检索），可以按原始记录重算；原始记录不动。", repairable),
		widget.Option{Text: "先不修"}, widget.Option{Text: "按原始记录重算", Primary: true, Do: func() { repairLedger(o) }})
}

func repairLedger(o *Office) {
	var done, left []string
	o.Work("正在修复", func(ctx context.Context) (err error) {
		done, left, err = o.Actions.RepairLedger(ctx)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有修复", err)
			return
		}
		text := "做了：" + strings.Join(done, "；") + "。"
		if len(done) == 0 {
			text = "没有需要重算的。"
		}
		if len(left) > 0 {
			text += "\n没有动的：\n" + strings.Join(left[:min(len(left), mostTold)], "\n")
		} else {
			text += "\n再核验一遍，没有发现问题。"
		}
		o.Changed()
		widget.ShowNotice(o.Window, widget.Notice{Title: "修复完了", Text: text})
	})
}

// backupsWide is the width of the list of backups.
const backupsWide = 600

// backupsShown is how many backups are offered at a time.
const backupsShown = 12

// showBackups lists the backups to choose one to go back to.
func showBackups(o *Office) {
	if o.lacks(data.MayBackup) {
		return
	}
	var list []BackupLine
	o.Work("正在找备份", func(ctx context.Context) (err error) {
		list, err = o.Actions.BackupList(ctx)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			o.Fail("没有列出备份", err)
		case len(list) == 0:
			o.Toasts.Show("还没有备份", "立即备份", o.Backup)
		default:
			offerBackups(o, list)
		}
	})
}

func offerBackups(o *Office, list []BackupLine) {
	var s *widget.Sheet
	rows := container.NewVBox()
	for _, b := range list[:min(len(list), backupsShown)] {
		note := fmt.Sprintf("问题 %s 个，操作记录 %s 条", thousands(b.Problems), thousands(int(b.Entries)))
		switch {
		case b.Encrypted:
			note = fmt.Sprintf("加密，操作记录 %s 条", thousands(int(b.Entries)))
		case !b.Manifest:
			note = "没有清单，恢复时核验"
		}
		told := canvas.NewText(note+"　"+cut(filepath.Base(b.Path), 30), theme.Of(theme.Second))
		told.TextSize = 13
		rows.Add(container.NewHBox(widget.NewButton(b.Made.Local().Format("2006-01-02 15:04:05"), func() {
			s.Close()
			compareBackup(o, b)
		}), told))
	}
	if more := len(list) - backupsShown; more > 0 {
		rows.Add(widget.NewPara(fmt.Sprintf("还有 %d 份更早的，用 qinqing restore 列出。", more), theme.Second, 13, 560))
	}
	closing := widget.NewButton("取消", func() { s.Close() })
	s = widget.ShowSheet(o.Window, "恢复到哪一份备份", container.NewVBox(container.NewGridWrap(fyne.NewSize(backupsWide, 1)), widget.NewPara("选一份，先看会改变什么；现在的台账会原样留在一旁。", fynetheme.ColorNameForeground, 14, 560), rows, container.NewHBox(closing)), closing)
}

// compareBackup tells what going back would change, and asks.
func compareBackup(o *Office, b BackupLine) {
	var lines []string
	o.Work("正在比较", func(ctx context.Context) (err error) {
		lines, err = o.Actions.CompareBackup(ctx, b.Path)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("不能恢复到这份备份", err)
			return
		}
		for i, l := range lines {
			lines[i] = cut(l, 80)
		}
		way := widget.Option{Text: "恢复到这份备份", Primary: true, Do: func() {
			if o.GoBack != nil {
				o.GoBack(b.Path)
			}
		}}
		text := strings.Join(lines, "\n") + "\n现在的台账会原样移到一旁，不会删除。"
		widget.ShowQuestion(o.Window, "恢复到 "+b.Made.Local().Format("2006-01-02 15:04:05")+" 的备份", text, widget.Option{Text: "不恢复"}, way)
	})
}
