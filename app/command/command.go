// Package command is the program without a window: the same actions as
// subcommands, for scripts, tests and machines without a display.
//
// It holds no rule and no figure of its own: it opens the store, calls data/intake,
// reports and the writers, and turns errors into words and exit codes. It is called
// by main only and doesn't know Fyne.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/keep"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// Exit codes, stable for scripts.
const (
	exitDone       = 0 // done
	exitPartly     = 1 // done in part, or refused rows: a report says which
	exitUsage      = 2 // wrong use
	exitDatabase   = 3 // the database can't be used, or not by whoever asks
	exitUnreadable = 4 // a file can't be read at all
)

// Host is where the program runs: its output and the window it can open.
type Host struct {
	Out, Err io.Writer
	Window   func(ctx context.Context, s Session) error
}

// Session is what every action needs to start: which database, as whom, on which day.
type Session struct {
	DB    string // path of the database file
	Actor string
	Today data.Date // 0: the machine's date
}

// cli is the whole command line; kong reads its tags.
type cli struct {
	DB    string `name:"db" help:"数据库文件（默认在用户数据目录）" placeholder:"文件"`
	JSON  bool   `name:"json" help:"结果以 JSON 输出"`
	Today string `name:"today" help:"把这一天当作今天（测试用），如 2026-10-31" placeholder:"日期"`
	Actor string `name:"actor" help:"操作人姓名，记入操作记录" placeholder:"姓名"`

	Window   windowCmd   `cmd:"" default:"1" help:"打开窗口"`
	Import   importCmd   `cmd:"" help:"导入台账（xlsx、csv、tsv）"`
	Stats    statsCmd    `cmd:"" help:"统计指标"`
	Bulletin bulletinCmd `cmd:"" help:"通报"`
	Chart    chartCmd    `cmd:"" help:"看板上的图，写成图片、PDF 或表格"`
	Paper    paperCmd    `cmd:"" help:"文书：一个问题的受理单、函、审批表，一段时间的登记表"`
	Export   exportCmd   `cmd:"" help:"导出台账"`
	Visit    visitCmd    `cmd:"" help:"走访"`
	Problem  problemCmd  `cmd:"" help:"问题"`
	Event    eventCmd    `cmd:"" help:"问题的办理事项"`
	Record   recordCmd   `cmd:"" help:"登记簿：覆盖率名单、手录事项、审批提速、惠企政策、兑付"`
	Undo     undoCmd     `cmd:"" help:"撤销上一步"`
	Redo     redoCmd     `cmd:"" help:"恢复撤销的一步"`
	Log      logCmd      `cmd:"" help:"操作记录"`
	Search   searchCmd   `cmd:"" help:"查找"`
	Show     showCmd     `cmd:"" help:"显示一条记录"`
	Set      setCmd      `cmd:"" help:"查看或修改设置"`
	Workday  workdayCmd  `cmd:"" help:"从某日起第 N 个工作日"`
	Notice   noticeCmd   `cmd:"" help:"录入或列出各年的放假安排"`
	Check    checkCmd    `cmd:"" help:"核验数据库"`
	Attach   attachCmd   `cmd:"" help:"给问题添加附件：扫描件、照片、文档"`
	Backup   backupCmd   `cmd:"" help:"备份数据库和附件"`
	Restore  restoreCmd  `cmd:"" help:"恢复到一份备份；不写备份则列出全部"`
	Person   personCmd   `cmd:"" help:"账号：谁可以登录、做什么"`
	Demo     demoCmd     `cmd:"" help:"建立示例数据库并生成示例通报"`
}

// run is what a subcommand works with.
type run struct {
	context.Context
	host  Host
	args  *cli
	today data.Date
	deep  bool // a check without samples
	coded bool // nobody signs in: the recovery code speaks for itself
}

// codedError carries the exit code of an outcome that is not a plain success.
type codedError struct {
	code int
	err  error
}

func (e codedError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e codedError) Unwrap() error { return e.err }

// placeholders names in help what a flag takes where the flag does not say: kong would
// print the English word for its type.
func placeholders(n *kong.Node) {
	for _, f := range n.Flags {
		if f.PlaceHolder == "" && !f.IsBool() && !f.HasDefault {
			f.PlaceHolder = "内容"
		}
	}
	for _, c := range n.Children {
		placeholders(c)
	}
}

// Main runs the command line and returns its exit code.
func Main(ctx context.Context, args []string, host Host) int {
	keepPrivate()
	var c cli
	code := -1
	parser, err := kong.New(&c, kong.Name("qinqing"), kong.Description("亲清台账：走访、问题、整改、通报。\n非涉密系统，严禁录入国家秘密。"),
		kong.Exit(func(n int) { code = n }), kong.Writers(chineseWriter{host.Out}, chineseWriter{host.Err}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(host.Err, "程序内部错误：", err)
		return exitUsage
	}
	placeholders(parser.Model.Node)
	kctx, err := parser.Parse(args)
	if code >= 0 { // help was printed
		return code
	}
	if err != nil {
		fmt.Fprintln(host.Err, "用法不对："+usage(err))
		fmt.Fprintln(host.Err, "运行 qinqing --help 查看用法。")
		return exitUsage
	}
	r := &run{Context: ctx, host: host, args: &c}
	if c.Today != "" {
		if r.today, err = workday.Parse(c.Today); err != nil {
			fmt.Fprintf(host.Err, "--today 的日期“%s”看不懂，应写成 2026-10-31。\n", c.Today)
			return exitUsage
		}
	}
	return r.exit(kctx.Run(r))
}

// exit prints an error in Chinese and says which code it means.
func (r *run) exit(err error) int {
	if err == nil {
		return exitDone
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(r.host.Err, msg)
	}
	var known *data.Error
	if errors.As(err, &known) && known.Code == data.Internal && known.Cause != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(r.host.Err, "技术细节：", known.Cause)
	}
	var coded codedError
	switch {
	case errors.As(err, &coded):
		return coded.code
	case errors.Is(err, context.Canceled): // Ctrl-C: nothing was done, and nothing is wrong with the database
		return exitUsage
	case known != nil && known.Field == "identity": // the ledger contradicts itself
		return exitDatabase
	case intake.IsUnreadable(err):
		return exitUnreadable
	}
	switch data.CodeOf(err) {
	case data.Locked, data.Full, data.ReadOnly, data.Corrupt, data.TooNew, data.Internal, data.Denied:
		return exitDatabase
	}
	return exitUsage
}

// now is the clock handed to the store: the machine's, or noon of --today.
func (r *run) now() time.Time {
	if r.today == 0 {
		return time.Now()
	}
	y, m, d := r.today.YMD()
	n := time.Now()
	return time.Date(y, time.Month(m), d, n.Hour(), n.Minute(), n.Second(), n.Nanosecond(), time.Local)
}

func (r *run) actorName() string {
	if r.args.Actor == "" {
		return "本机用户"
	}
	return r.args.Actor
}

func (r *run) actor() context.Context {
	return data.WithActor(r.Context, data.Actor{Name: r.actorName()})
}

// DefaultDB is where the office's own database lies: in the user's data folder,
// never the demo's.
func DefaultDB() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", data.Wrap(data.Invalid, err, "找不到用户数据目录，请用 --db 指明数据库文件。")
	}
	return filepath.Join(dir, "qinqing", "台账.qinqing"), nil
}

// dbPath is --db or the default, whose folder is made on first use.
func (r *run) dbPath() (string, error) {
	if r.args.DB != "" {
		return r.args.DB, nil
	}
	path, err := DefaultDB()
	if err != nil {
		return "", err
	}
	return path, makeDir(filepath.Dir(path))
}

func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return data.Wrap(data.ReadOnly, err, "不能建立文件夹 %s，请检查权限或换一个位置。", dir)
	}
	return nil
}

// write opens the database for changes, runs fn and closes it.
func (r *run) write(fn func(ctx context.Context, s *store.Store) error) error {
	return r.open(false, nil, fn)
}

// openSeeded is write with a change to what a new database starts with.
func (r *run) openSeeded(change func(*store.Seed), fn func(ctx context.Context, s *store.Store) error) error {
	return r.open(false, change, fn)
}

// read opens the database read-only, beside a window that may have it open. A
// database that doesn't exist yet is made first, so that a first look at an empty one works.
func (r *run) read(fn func(ctx context.Context, s *store.Store) error) error {
	path, err := r.dbPath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		r.progress("注意：原来没有台账 %s，新建了一个空的。如果不是这个意思，请核对 --db。", path)
		return r.open(false, nil, fn)
	}
	return r.open(true, nil, fn)
}

// existing refuses a ledger that isn't there, for what only makes sense with one: a check
// of an empty one just made would say that all is well.
func (r *run) existing() error {
	path, err := r.dbPath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return codedError{exitDatabase, data.Wrap(data.NotFound, err, "没有台账 %s，什么也没有做。请核对 --db。", path)}
	}
	return nil
}

func (r *run) open(readOnly bool, change func(*store.Seed), fn func(ctx context.Context, s *store.Store) error) (err error) {
	path, err := r.dbPath()
	if err != nil {
		return err
	}
	seed, err := Seed()
	if err != nil {
		return err
	}
	if change != nil {
		change(seed)
	}
	s, err := keep.Open(r.actor(), path, store.Options{ReadOnly: readOnly, Now: r.now, Holder: "命令行 qinqing " + strings.Join(os.Args[1:min(len(os.Args), 2)], " "), Seed: seed})
	var damage *keep.Damage
	if errors.As(err, &damage) {
		r.offer(path)
	}
	if err != nil {
		if code := data.CodeOf(err); code == data.Invalid || code == data.NotFound || code == data.Conflict {
			return codedError{exitDatabase, err}
		}
		return err
	}
	defer func() {
		if e := s.Close(); err == nil && e != nil {
			err = e
		}
	}()
	ctx, err := r.signIn(s)
	if err != nil {
		return err
	}
	return fn(ctx, s)
}

// progress tells on stderr what is going on.
func (r *run) progress(format string, args ...any) { fmt.Fprintf(r.host.Err, format+"\n", args...) }

// print writes a line of the result.
func (r *run) print(format string, args ...any) { fmt.Fprintf(r.host.Out, format+"\n", args...) }
