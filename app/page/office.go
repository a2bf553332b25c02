package page

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// Ledger is what pages read; *store.Store satisfies it.
type Ledger interface {
	View(ctx context.Context, fn func(*store.View) error) error
	Today() data.Date
}

// EventInput is one of the small forms about a problem, as it was typed.
type EventInput struct {
	Problem      data.ID
	Kind         data.Kind
	On           data.Date
	Unit         string
	Due          string
	AppliedOn    data.Date
	Approver     string
	Satisfaction data.Satisfaction
	Unreachable  string
	Unsolved     bool // of 回访: the enterprise says it is not solved, so it goes back
	Category     string
	Nature       string
	Measure      string
	Grade        string
	Support      data.SupportStep // of 办理: what became of the sub-task of Unit
	SignedBy     string
	SignedOn     data.Date
	NoFeedback   string // of 销号: why the enterprise's feedback can't be had
	ToldOn       data.Date
	Note         string
	Paths        []string // files that go with it
}

// PlanRow is one line of what an import will do.
type PlanRow struct {
	Where  string // sheet and row
	What   string // 不能导入, 新增 …
	Name   string // what the row is about
	Reason string
	Fault  bool // can't be imported
	Doubt  bool // may be there already
	Same   bool // is there already
}

// ImportPlan is a file that was read and compared and not yet written.
type ImportPlan struct {
	Name    string
	Rows    []PlanRow // faults first
	Lines   []string  // the result in words
	Refused int
	Writes  int    // records that would be written
	Step    string // what Undo will call the import
	Held    any    // the plan itself, for Actions
}

func (p *ImportPlan) faults() (out []PlanRow) {
	for _, r := range p.Rows {
		if r.Fault {
			out = append(out, r)
		}
	}
	return out
}

// Made is a file that was written.
type Made struct {
	Path string
	What string // PDF 通报, 数据工作簿
}

// Steps names the steps that Undo and Redo would take, empty for none, and tells when
// something was saved last.
type Steps struct {
	Undo, Redo string
	SavedAt    time.Time
}

// Actions is all that pages let be written. Each is one step that can be undone;
// errors are data.Errors whose Field names the field of the input.
type Actions interface {
	CellActions
	BoardActions
	IssuingActions
	WordingActions
	FirmActions
	UnitActions
	PeopleActions
	CommonActions
	VisitActions
	CheckEvent(ctx context.Context, in EventInput) (Check, error)
	SaveTransfer(ctx context.Context, in TransferInput) error
	AddEvent(ctx context.Context, in EventInput) error
	CaseActions
	AliasActions
	AttachActions
	VoidEvent(ctx context.Context, in VoidInput) error
	DueDay(ctx context.Context, text string, on data.Date) (LimitDay, error)
	PlanImport(ctx context.Context, path string) (*ImportPlan, error)
	ApplyImport(ctx context.Context, plan *ImportPlan) error
	SaveRejects(ctx context.Context, plan *ImportPlan) (path string, err error)
	MakeBulletin(ctx context.Context, in BulletinInput) (made []Made, warnings []string, err error)
	PreviewBulletin(ctx context.Context, in BulletinInput) (*MaskPreview, error)
	PaperActions
	SaveSettings(ctx context.Context, values map[string]string) error
	Remember(ctx context.Context, key, value string) error
	// Backup tells where the copy is, and which attachments could not be copied whole.
	Backup(ctx context.Context) (path string, missing []string, err error)
	Undo(ctx context.Context) (name string, err error)
	Redo(ctx context.Context) (name string, err error)
	Steps(ctx context.Context) (Steps, error)
	BinActions
	HistoryActions
	BookActions
	HolidayActions
	DictionaryActions
	BackupActions
}

// Office is what all pages share.
type Office struct {
	Context context.Context // carries who acts
	Ledger  Ledger
	Actions Actions
	Window  fyne.Window
	Toasts  *widget.Toasts
	Status  *widget.Status
	Folder  string // where files go unless told otherwise
	Papers  string // where papers, registers and lists go
	Charts  string // where charts and tables of the board go
	Open    func(path string) error
	Print   func(path string) (told string, err error) // nil: opened instead
	Log     func(text string)
	// ReadOnly says that nothing can be written; forms then don't open.
	ReadOnly bool
	// Inline makes background work run at once, for tests.
	Inline bool
	// Changed is told after something was written; the window then refreshes the pages.
	Changed func()
	// Show brings the page with that name to the front.
	Show func(name string)
	// Jump brings a record to the front on its own screen; nil where there is only one page.
	Jump func(store.Hit)
	// Screens lists the pages there are; nil where there is only one.
	Screens func() []ScreenUse
	// Wear changes how the window looks; nil where there is none.
	Wear func(Appearance)
	// GoBack leaves the ledger for a backup; nil where there is no program around the page.
	GoBack func(backup string)
	// Allowed says what whoever signed in may do; nil without accounts: everything.
	Allowed func(data.Right) bool
	// SignOut goes back to where people sign in; nil where there is no window to leave.
	SignOut func()
	// Front is the content of the page at the front; nil where there is only one.
	Front fyne.CanvasObject

	working  int
	jobs     []*job                // those with a name, the newest last
	forms    []openForm            // the topmost last
	standing map[string]*typedForm // the forms of pages, by their places
	resume   string                // the title of the form that goes on with what was kept, unasked
	files    int                   // which files of a paper were chosen last
	section  string                // of the page 设置, shown last
	told     string
	savedAt  time.Time
	asker    fyne.CanvasObject // the page at the front when the work that now ends was begun
	behind   bool              // that page is no longer at the front
}

// Unsaved says that there is a form, on a sheet or a page, in which something was typed.
func (o *Office) Unsaved() bool {
	return slices.ContainsFunc(o.typing(), (*typedForm).touched)
}

// Filling says that a form is open on a sheet in which something was typed.
func (o *Office) Filling() bool {
	return slices.ContainsFunc(o.forms, func(f openForm) bool { return f.form.Touched() })
}

// openForm is a form on its sheet.
type openForm struct {
	form  *widget.Form
	sheet *widget.Sheet
	typed *typedForm
}

// Submit submits the form that is open over the page; false if none is, or a question
// about it lies over it.
func (o *Office) Submit() bool {
	if n := len(o.forms); n > 0 && o.forms[n-1].sheet.OnTop() {
		o.forms[n-1].form.Submit()
		return true
	}
	return false
}

// Busy says whether background work is under way.
func (o *Office) Busy() bool { return o.working > 0 }

// Tell puts what is counted into the status line, before the time of the last save. What
// a page counted that has meanwhile left the front is not told.
func (o *Office) Tell(text string) {
	if !o.behind {
		o.status(text)
	}
}

func (o *Office) status(text string) {
	o.told = text
	if !o.savedAt.IsZero() {
		if text != "" {
			text += " · "
		}
		text += "已保存 " + o.savedAt.Local().Format("15:04")
	}
	if o.Status != nil {
		o.Status.SetText(text)
	}
}

// SavedAt tells when something was saved last.
func (o *Office) SavedAt(at time.Time) {
	o.savedAt = at
	o.status(o.told)
}

// View reads in one snapshot.
func (o *Office) View(ctx context.Context, fn func(*store.View) error) error {
	return o.Ledger.View(ctx, fn)
}

// atFront says that a page is the one at the front.
func (o *Office) atFront(page fyne.CanvasObject) bool { return o.Front == nil || o.Front == page }

// letGo takes the keys from what a page is about to replace: a button that is gone would still
// get Enter and do its work a second time, and the arrows would not find the list.
func (o *Office) letGo(page fyne.CanvasObject) {
	if o.atFront(page) {
		o.Window.Canvas().Unfocus()
	}
}

func (o *Office) log(text string) {
	if o.Log != nil {
		o.Log(text)
	}
}

// refuses says why nothing can be written, if so, before anybody has typed in vain.
func (o *Office) refuses() bool { return o.refusesTo(data.MayRecord) }

// Fail tells of an error in a sheet that Esc closes.
func (o *Office) Fail(title string, err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	n := widget.Notice{Title: title, Text: err.Error()}
	var e *data.Error
	if errors.As(err, &e) {
		n.Text = e.Message
		if e.Cause != nil {
			n.Detail = e.Cause.Error()
		}
	} else {
		n.Text, n.Detail = "这一步没有完成，已保存的内容没有丢失。可以再试一次，仍不行请把详细信息交给维护人员。", err.Error()
	}
	o.log(title + ": " + n.Text + " " + n.Detail)
	widget.ShowNotice(o.Window, n)
}

// Saved tells that a step was done and offers to undo it.
func (o *Office) Saved(text string) {
	o.Window.Canvas().Unfocus() // Ctrl+Z now means this step, not the field that had the focus before
	o.Changed()
	o.Toasts.Show(text, "撤销", o.Undo)
}

// Backup writes a verified copy of the ledger.
func (o *Office) Backup() {
	if o.lacks(data.MayBackup) {
		return
	}
	var path string
	var missing []string
	o.Work("正在备份", func(ctx context.Context) (err error) {
		path, missing, err = o.Actions.Backup(ctx)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有备份成功", err)
			return
		}
		o.tellBackup(path, missing)
	})
}

// tellBackup tells of a finished backup, and what of it is missing.
func (o *Office) tellBackup(path string, missing []string) {
	if len(missing) > 0 {
		widget.ShowNotice(o.Window, widget.Notice{Title: "备份好了，但缺附件", Text: "台账已备份并核验。下面这些附件的文件不在或已损坏，没有备份到，请从以前的备份里找回：\n" + strings.Join(missing, "\n")})
	}
	o.Toasts.Show("备份已核验："+filepath.Base(path), "打开所在文件夹", func() { o.open(filepath.Dir(path)) })
}

// Undo takes the last step back.
func (o *Office) Undo() { o.turn("已撤销：", "不能撤销", o.Actions.Undo, nil) }

// UndoStep takes a step back if it is still the last one, and goes on with then.
func (o *Office) UndoStep(step string, then func()) {
	o.turn("已撤销：", "没有撤销", func(ctx context.Context) (string, error) {
		s, err := o.Actions.Steps(ctx)
		if err != nil {
			return "", err
		}
		if s.Undo != step {
			return "", data.Errorf(data.Conflict, "", "“%s”之后又做了别的（%s），不能单独撤销它，没有改动任何内容。请先用“编辑”菜单里的“撤销”逐步退回。", step, s.Undo)
		}
		return o.Actions.Undo(ctx)
	}, then)
}

// Redo does an undone step again.
func (o *Office) Redo() { o.turn("已恢复：", "不能恢复", o.Actions.Redo, nil) }

func (o *Office) turn(did, not string, act func(context.Context) (string, error), then func()) {
	var name string
	o.Work("", func(ctx context.Context) (err error) {
		name, err = act(ctx)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail(not, err)
			return
		}
		if then != nil {
			then()
		}
		o.Changed()
		o.Toasts.Show(did+name, "", nil)
	})
}

// open shows a file or folder in the system's own program.
func (o *Office) open(path string) {
	o.Work("", func(context.Context) error { return o.Open(path) }, func(err error) {
		if err != nil {
			o.Fail("打不开", err)
		}
	})
}

// submit does what a form was filled in for, and then done. Meanwhile the form is busy;
// what is wrong with the words typed is told beside them, anything else under the title failed.
func (o *Office) submit(form *widget.Form, doing, failed string, do func(ctx context.Context) error, done func()) {
	o.submitAs(form, doing, failed, func(err error) (field, text string) { return fieldOf(err), err.Error() }, do, done)
}

// submitAs is submit for a form whose fields are called otherwise than in the rules, or
// that says their errors in its own words.
func (o *Office) submitAs(form *widget.Form, doing, failed string, tell func(error) (field, text string), do func(ctx context.Context) error, done func()) {
	form.Busy(true)
	o.Work(doing, do, func(err error) {
		form.Busy(false)
		switch {
		case err == nil:
			done()
		case faulty(err):
			form.Fail(tell(err))
		default:
			o.Fail(failed, err)
		}
	})
}

// fieldOf is the field an error names, empty if none.
func fieldOf(err error) string {
	var e *data.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// faulty says that an error is about what was typed and belongs beside the form.
func faulty(err error) bool {
	switch data.CodeOf(err) {
	case data.Invalid, data.NotFound, data.Conflict:
		return true
	}
	return false
}
