package app

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/page"
	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/keep"
	"qinqing/data/store"
)

const secrecy = "非涉密系统，严禁录入国家秘密"

// window is the program's one window and what it shows.
type window struct {
	app    fyne.App
	win    fyne.Window
	store  *store.Store
	log    *logFile
	office *page.Office
	demo   bool
	looks  looks
	clerk  string // 经办人 of the settings

	signer  signer
	locked  *locked
	touched time.Time // by a key or a click, last
	retired bool      // another window has come in its place
	handOn  func(*window)

	screens    []*screen
	at         int
	remembered string          // the screen that is remembered to have been on show
	hidden     map[string]bool // screens that the office doesn't use
	nav        *widget.Nav
	narrowNav  bool
	offered    []int           // the screens in the navigation
	side       *fyne.Container // holds the navigation
	stack      *fyne.Container // the page on show
	body       fyne.CanvasObject
	problems   *page.Problems
	imports    *page.Import
	menu       *menu

	guard   *keep.Guard // nil: read-only
	left    atomic.Bool // the window is being closed
	skipped bool        // they did not wait for the last backup
}

// newWindow builds the window over an open store. It shows nothing yet. Inline work is
// done at once, for tests.
func newWindow(ctx context.Context, a fyne.App, st *store.Store, log *logFile, inline bool) (*window, error) {
	w := &window{app: a, store: st, log: log, at: -1}
	if err := st.View(ctx, func(v *store.View) error { w.demo = v.Demo(); return nil }); err != nil {
		return nil, err
	}
	title := programName
	if a, _ := data.ActorOf(ctx); a.Session() != "" {
		title += " — " + a.Name
	}
	if w.demo {
		title += " — 示例数据"
	}
	if st.ReadOnly() {
		title += " — 只读"
	}
	folder, err := filepath.Abs(filepath.Join(filepath.Dir(st.Path()), "通报"))
	if err != nil {
		return nil, data.Wrap(data.Internal, err, "找不到台账所在的文件夹。台账没有变动。")
	}
	w.office = &page.Office{Context: ctx, Ledger: st, ReadOnly: st.ReadOnly(), Inline: inline, Actions: Actions(st),
		Folder: folder, Papers: filepath.Join(filepath.Dir(folder), "文书"), Charts: filepath.Join(filepath.Dir(folder), "图表"), Open: openPath, Print: printPath, Log: log.write, Changed: w.changed, Show: w.showNamed, Wear: w.wear, Screens: w.uses, Jump: w.jump}
	w.office.SignOut = w.changePerson
	if err := w.recallSigner(); err != nil {
		return nil, err
	}
	w.recallClerk()
	w.recallNav()
	w.recallLook() // before there is a window, so that its first frame is right
	w.win = a.NewWindow(title)
	w.win.SetPadded(false)
	w.office.Window = w.win
	w.build()
	w.win.Resize(w.recallSize())
	w.win.CenterOnScreen()
	w.win.SetOnDropped(w.dropped)
	w.win.SetCloseIntercept(w.close)
	return w, nil
}

// build makes everything in the window anew, in the colours of the look that is worn.
func (w *window) build() {
	o := w.office
	o.Toasts, o.Status = widget.NewToasts(), widget.NewStatus(secrecy)
	w.screens = w.allScreens()
	w.recallHidden()
	w.problems, w.imports = nil, nil
	w.stack, w.side = container.NewStack(), container.NewStack()
	w.buildNav()
	top := container.NewVBox()
	if w.demo {
		top.Add(banner("示例数据：单位、企业和问题都是虚构的，不能用于正式工作"))
	}
	if o.ReadOnly {
		top.Add(banner("只读：可以查看和生成通报，不能登记、导入或撤销"))
	}
	// Where the window is too small for a page, as with large type, the page scrolls.
	w.body = container.NewBorder(top, o.Status.Content, w.side, nil, w.stack)
	w.menu = newMenu(w)
	w.win.SetMainMenu(w.menu.main)
	room := container.NewScroll(w.stack)
	room.SetMinSize(smallest)
	w.win.SetContent(container.NewStack(container.NewBorder(top, o.Status.Content, w.side, nil, room), o.Toasts.Layer))
	w.win.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyF5:
			w.refresh()
		case fyne.KeyF1:
			w.showKeys()
		case fyne.KeyEscape:
			w.escape()
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
			w.intoTable()
		case fyne.KeyReturn, fyne.KeyEnter:
			w.openChosen(k)
		}
	})
	w.win.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { // no field has the focus
		if !w.covered() && w.screens[w.at].name == importScreen {
			page.PasteLedger(o)
		}
	})
	w.win.Canvas().SetOnTypedRune(func(r rune) {
		if r == '/' && !w.covered() {
			w.narrow()
		}
	})
}

// smallest is what is left of a page on the smallest screen with the largest type.
var smallest = fyne.NewSize(320, 200)

func banner(words string) fyne.CanvasObject {
	ground := canvas.NewRectangle(theme.Of(theme.Yellow))
	text := canvas.NewText(words, theme.Of(fynetheme.ColorNameForegroundOnPrimary))
	text.Alignment, text.TextStyle.Bold = fyne.TextAlignCenter, true
	return container.NewStack(ground, container.NewPadded(text))
}

// start shows the first page and whatever the last run left to be told.
func (w *window) start() {
	w.show(w.firstPage())
	w.steps()
	watchWidgets(w.win)
	w.watch()
	w.tellOpening()
	if w.office.May(data.MayRecord) {
		w.office.OfferHalfTyped()
	}
	w.watchIdle()
	if text := w.log.lastCrash(); text != "" {
		widget.ShowNotice(w.win, widget.Notice{Title: "上次没有正常退出", Text: "上次使用时程序出错退出了。已保存的内容没有丢失；当时正在填的表单也大多还在，打开同一张表单可以接着填。", Detail: text})
	}
}

// escape leaves what the page is in the midst of, else goes back to its list.
func (w *window) escape() {
	if p, ok := w.screens[w.at].page.(interface{ Escape() bool }); ok && !w.covered() && p.Escape() {
		return
	}
	w.backToList()
}

// backToList gives the keys to the list of problems, if it is on show.
func (w *window) backToList() {
	if w.problems != nil && len(w.stack.Objects) > 0 && w.stack.Objects[0] == w.problems.Content {
		w.problems.FocusList()
	}
}

// intoTable gives the keys to the first table of the page where nothing has them: whoever
// came to the page expects the arrows to move through what it lists.
func (w *window) intoTable() {
	if w.covered() || w.win.Canvas().Focused() != nil {
		return
	}
	if t := firstTable(w.stack); t != nil {
		w.win.Canvas().Focus(t)
	}
}

// openChosen opens the row that is chosen in the page's table, where nothing has the keys: so
// it is after a record was found, and the search has closed.
func (w *window) openChosen(k *fyne.KeyEvent) {
	if w.covered() || w.win.Canvas().Focused() != nil {
		return
	}
	if t, ok := firstTable(w.stack).(interface {
		fyne.Focusable
		CursorRow() int
	}); ok && t.CursorRow() >= 0 {
		w.win.Canvas().Focus(t)
		t.TypedKey(k)
	}
}

// firstTable is the first table in sight in an object, nil if there is none.
func firstTable(o fyne.CanvasObject) fyne.Focusable {
	if o == nil || !o.Visible() {
		return nil
	}
	var inside []fyne.CanvasObject
	switch x := o.(type) {
	case interface {
		fyne.Focusable
		CursorRow() int
	}:
		return x
	case *fyne.Container:
		inside = x.Objects
	case *container.Split:
		inside = []fyne.CanvasObject{x.Leading, x.Trailing}
	case *container.Scroll:
		inside = []fyne.CanvasObject{x.Content}
	}
	for _, c := range inside {
		if t := firstTable(c); t != nil {
			return t
		}
	}
	return nil
}

func (w *window) refresh() { w.screens[w.at].page.Refresh() }

// changed is told after every write.
func (w *window) changed() {
	w.steps()
	if w.recallClerk(); w.recallHidden() {
		w.rebuildNav()
	}
	if !w.covered() && w.win.Canvas().Focused() == nil {
		w.backToList() // whoever works by keyboard goes on where they were
	}
	w.refresh()
	if w.guard != nil && w.office.Inline {
		w.tick()
	} else if w.guard != nil {
		go w.tick()
	}
}

// steps brings the undo menu and the time of the last save up to date.
func (w *window) steps() {
	if !w.office.May(data.MayRead) {
		return
	}
	var s page.Steps
	w.office.Work("", func(ctx context.Context) (err error) {
		s, err = w.office.Actions.Steps(ctx)
		return err
	}, func(err error) {
		if err != nil {
			w.log.write("steps: " + err.Error())
			return
		}
		w.menu.setSteps(s.Undo, s.Redo)
		w.office.SavedAt(s.SavedAt)
	})
}

// covered says that a sheet or dialog is open and must be dealt with first.
func (w *window) covered() bool { return w.win.Canvas().Overlays().Top() != nil }

func (w *window) dropped(at fyne.Position, files []fyne.URI) {
	if len(files) == 0 || w.office.DropOnForm(pathsOf(files)) || w.locked != nil {
		return
	}
	if w.covered() {
		widget.ShowNotice(w.win, widget.Notice{Title: "没有收下拖来的文件", Text: "上面打开的这一张不收文件。先按 Esc 关掉它，再把台账拖进窗口。"})
		return
	}
	if p, ok := w.screens[w.at].page.(taker); ok && p.Drop(at, pathsOf(files)) {
		return
	}
	if !w.showImports() {
		return
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path())
	}
	w.imports.ReadAll(paths)
}

// close asks where a form is half filled, and waits for work under way: half an import is none, but the clerk should know.
func (w *window) close() {
	leave := w.leave
	if w.office.Unsaved() {
		widget.ShowQuestion(w.win, "还没有保存", "表单里填写的内容还没有保存。可以留着下次接着填，也可以放弃；已保存的内容不受影响。", widget.Option{Text: "继续填写"},
			widget.Option{Text: "退出，下次接着填", Do: func() { w.office.LeaveTyped(true, leave) }},
			widget.Option{Text: "放弃并退出", Do: func() { w.office.LeaveTyped(false, leave) }})
		return
	}
	if !w.office.Busy() {
		leave()
		return
	}
	widget.ShowNotice(w.win, widget.Notice{Title: "还有工作没有做完", Text: "正在处理的工作还没有完成。现在退出，这一步不会保存，已保存的内容不受影响。", Action: "仍然退出", Do: leave})
}
