package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"qinqing/app/command"
	_ "qinqing/app/locale"
	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/assets"
	"qinqing/data"
	"qinqing/data/keep"
	"qinqing/data/store"
)

const (
	programName = "亲清台账"
	programID   = "cn.qinqing.ledger"
	nobodyNamed = "本机用户" // acts where nobody is named
)

// display says in Chinese why no window can be opened here, nil if one can.
func display(goos string, env func(string) string) error {
	if !windowed {
		return data.Errorf(data.Invalid, "display", "这个版本不带窗口，只能用子命令。运行 qinqing --help 查看用法；要窗口请用带窗口的版本。")
	}
	if goos == "linux" && env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" {
		return data.Errorf(data.Invalid, "display", "没有显示器（DISPLAY 未设置），打不开窗口；台账没有变动。可以用子命令，见 qinqing --help。")
	}
	return nil
}

// Run opens the database and the window and returns when the window is closed. An
// error is a data.Error in Chinese, told in a window as well where one can be opened;
// the database is closed in any case.
func Run(ctx context.Context, s command.Session) (err error) {
	if err := display(runtime.GOOS, os.Getenv); err != nil {
		return err
	}
	log := openLog()
	fyneapp.SetMetadata(metadata())
	r := &runner{ctx: actorContext(ctx, s), app: fyneapp.NewWithID(programID), log: log, now: clock(s.Today),
		open: func(readOnly bool, upgrading func(string, int, int)) (*store.Store, error) {
			return openStore(ctx, s, readOnly, upgrading)
		}}
	begun := false
	r.app.Lifecycle().SetOnStarted(func() { begun = true })
	stop := context.AfterFunc(ctx, func() {
		widget.Gone() // nothing more is to be shown; Fyne, which was told as well, may already be ending
		fyne.Do(r.app.Quit)
	})
	defer stop()
	defer func() {
		p := recover()
		switch {
		case p != nil && !begun && r.failed != nil:
			err = r.failed
		case p != nil && !begun:
			err = data.Wrap(data.Invalid, fmt.Errorf("%v", p), "打不开窗口：显示器连不上，或不支持 OpenGL。台账没有变动；可以用子命令，见 qinqing --help。")
			log.write(fmt.Sprint("no window: ", p))
		case p != nil:
			err = data.Wrap(data.Internal, fmt.Errorf("%v", p), "窗口出错退出了：%v。已保存的内容没有丢失，请重新打开；详细信息在 %s。", p, log.path)
			log.crash(p)
		}
		if e := r.close(); err == nil && e != nil {
			err = e
		}
	}()
	w, err := r.begin()
	if err != nil {
		return err
	}
	w.ShowAndRun()
	widget.Gone()
	return r.failed
}

// metadata switches Fyne's thread checks off but where the journey looks for them.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{ID: programID, Name: programName, Version: version, Build: 1,
		Icon:       fyne.NewStaticResource("app.png", assets.Icon()),
		Migrations: map[string]bool{"fyneDo": os.Getenv(widgetsVariable) == ""}}
}

func actorContext(ctx context.Context, s command.Session) context.Context {
	name := s.Actor
	if name == "" {
		name = nobodyNamed
	}
	return data.WithActor(ctx, data.Actor{Name: name})
}

// openStore opens the session's database, or the office's own, making it on first use.
func openStore(ctx context.Context, s command.Session, readOnly bool, upgrading func(string, int, int)) (*store.Store, error) {
	path := s.DB
	if path == "" {
		var err error
		if path, err = command.DefaultDB(); err != nil {
			return nil, err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, data.Wrap(data.ReadOnly, err, "不能建立数据目录 %s，请检查权限或用 --db 指明别处。", filepath.Dir(path))
		}
	}
	seed, err := command.Seed()
	if err != nil {
		return nil, err
	}
	return keep.Open(actorContext(ctx, s), path, store.Options{ReadOnly: readOnly, Now: clock(s.Today), Holder: "窗口 " + programName, Seed: seed, Upgrading: upgrading})
}

// clock is the machine's, or this time of the day that counts as today.
func clock(today data.Date) func() time.Time {
	if today == 0 {
		return time.Now
	}
	return func() time.Time {
		y, m, d := today.YMD()
		n := time.Now()
		return time.Date(y, time.Month(m), d, n.Hour(), n.Minute(), n.Second(), n.Nanosecond(), time.Local)
	}
}

// prepare gives the program its look and its language.
func prepare(a fyne.App) error {
	th, err := theme.New()
	if err != nil {
		return data.Wrap(data.Internal, err, "%v", err)
	}
	a.Settings().SetTheme(th)
	widget.CaretMoved = tellInputMethod
	if err := theme.SpeakChinese(); err != nil {
		return data.Wrap(data.Internal, err, "界面文字读不出来，请重新安装程序。台账没有变动。")
	}
	return nil
}
