package page

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// AttachInput adds files to a record: several are one step, and none is added if one is refused.
type AttachInput struct {
	Entity data.Entity // a visit or a problem
	Ref    data.ID
	Seq    int // the event of the problem; 0: the record itself
	Paths  []string
}

// AttachActions write attachments, each as one step.
type AttachActions interface {
	Attach(ctx context.Context, in AttachInput) error
	RemoveAttachment(ctx context.Context, id data.ID) error
	// OpenableAttachment is a copy of an attachment under its own name that a viewer may open.
	OpenableAttachment(ctx context.Context, id data.ID) (path string, err error)
	// ForgetCopies removes such copies: after a 移送线索 none may stay.
	ForgetCopies()
}

// attachLine is one attachment as a detail shows it.
type attachLine struct {
	id   data.ID
	seq  int
	name string
	more string // size, day, who
}

func attachLines(v *store.View, e data.Entity, ref data.ID) (out []attachLine, err error) {
	if ref == 0 {
		return nil, nil
	}
	list, err := v.Attachments(e, ref)
	for _, x := range list {
		out = append(out, attachLine{x.ID, x.Seq, x.Name, fmt.Sprintf("%s　%s %s", sizeText(x.Size), x.AddedAt.Local().Format("2006-01-02"), x.AddedBy)})
	}
	return out, err
}

// sizeText is a file's size as people say it.
func sizeText(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%s KB", thousands(int((n+1023)>>10)))
}

// attachments shows the files of a record, each to be opened or removed, and a button that
// adds more. Files may also be dropped where it stands: see Problems.Drop.
func (o *Office) attachments(e data.Entity, ref data.ID, lines []attachLine, word func(seq int) string) fyne.CanvasObject {
	rows := container.NewVBox()
	for _, x := range lines {
		rows.Add(o.attachment(x, word))
	}
	rows.Add(container.NewHBox(widget.NewButton("添加附件", func() { o.chooseFiles(AttachInput{Entity: e, Ref: ref}) }), container.NewCenter(second("扫描件、照片，也可以拖进来"))))
	return rows
}

func (o *Office) attachment(x attachLine, word func(seq int) string) fyne.CanvasObject {
	open := widget.NewButton("打开", func() { o.openAttachment(x.id) })
	open.Importance = fynewidget.LowImportance
	remove := widget.NewButton("移除", func() { o.removeAttachment(x) })
	remove.Importance = fynewidget.LowImportance
	more := x.more
	if w := word(x.seq); w != "" {
		more = w + "　" + more
	}
	return container.NewBorder(nil, nil, nil, container.NewHBox(open, remove), container.NewVBox(plain(x.name), quiet(more)))
}

// chooseFiles lets files be chosen, several at once, and adds them.
func (o *Office) chooseFiles(in AttachInput) {
	if o.refuses() {
		return
	}
	o.pickFiles(func(paths []string) {
		in.Paths = paths
		o.attach(in)
	})
}

// pickFiles lets files be chosen, beginning in the folder of the last time.
func (o *Office) pickFiles(took func(paths []string)) {
	dir := o.Recall(attachFolder)
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		dir, _ = os.UserHomeDir()
	}
	widget.ShowManyFiles(o.Window, "添加附件", dir, func(paths []string) {
		o.Remember(attachFolder, filepath.Dir(paths[0]))
		took(paths)
	})
}

// filesField is the field of a form that takes scans along with the record.
func (o *Office) filesField() (*widget.FilesInput, *widget.Field) {
	in := widget.NewFilesInput(o.Window, "附件", func(took func([]string)) { o.pickFiles(took) })
	return in, &widget.Field{Key: "file", Label: "附件", Input: in, Hint: "扫描件、照片，可以拖进来；撤销时一同撤销"}
}

// pathsIn are the files of a field that may not be there.
func pathsIn(in *widget.FilesInput) []string {
	if in == nil {
		return nil
	}
	return in.Paths()
}

// DropOnForm gives files that were dropped on the window to the form that is open; false
// if none takes them.
func (o *Office) DropOnForm(paths []string) bool {
	n := len(o.forms)
	if n == 0 || !o.forms[n-1].sheet.OnTop() {
		return false
	}
	in, ok := o.forms[n-1].form.Input("file").(*widget.FilesInput)
	if ok {
		in.Take(paths)
	}
	return ok
}

// attachFolder is under what the folder is remembered that files were last taken from.
const attachFolder = "attach.folder"

// attach adds files to a record.
func (o *Office) attach(in AttachInput) {
	if o.refuses() {
		return
	}
	o.Work("正在添加附件", func(ctx context.Context) error { return o.Actions.Attach(ctx, in) }, func(err error) {
		if err != nil {
			o.Fail("没有添加附件", err)
			return
		}
		what := filepath.Base(in.Paths[0])
		if n := len(in.Paths); n > 1 {
			what = fmt.Sprintf("%d 个文件", n)
		}
		o.Saved("已添加附件：" + what)
	})
}

func (o *Office) openAttachment(id data.ID) {
	var path string
	o.Work("正在打开附件", func(ctx context.Context) (err error) {
		path, err = o.Actions.OpenableAttachment(ctx, id)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有打开附件", err)
			return
		}
		o.open(path)
	})
}

func (o *Office) removeAttachment(x attachLine) {
	if o.refuses() {
		return
	}
	o.Work("正在移除附件", func(ctx context.Context) error { return o.Actions.RemoveAttachment(ctx, x.id) }, func(err error) {
		if err != nil {
			o.Fail("没有移除附件", err)
			return
		}
		o.Saved("已移除附件：" + x.name)
	})
}

// attached are the files of the problem, and of the visit on which it was found.
func (d *Detail) attached(f *facts) fyne.CanvasObject {
	kinds := map[int]string{}
	for _, e := range f.events {
		kinds[e.seq] = e.on + " " + e.kind
	}
	box := container.NewVBox(d.office.attachments(data.EntityProblem, f.problem.ID, f.files, func(seq int) string { return kinds[seq] }))
	for _, x := range f.visitFiles {
		box.Add(d.office.attachment(x, func(int) string { return "走访" }))
	}
	return box
}

// Drop adds files that were dropped at a place of the window to the problem on show, if
// its detail lies there.
func (p *Problems) Drop(at fyne.Position, paths []string) bool {
	f := p.detail.facts
	if f == nil || f.moved || !lies(p.detail.Content, at) {
		return false
	}
	p.office.attach(AttachInput{Entity: data.EntityProblem, Ref: f.problem.ID, Paths: paths})
	return true
}

// Drop does so for the visit on show.
func (p *Visits) Drop(at fyne.Position, paths []string) bool {
	f := p.detail.facts
	if f == nil || !lies(p.detail.Content, at) {
		return false
	}
	p.office.attach(AttachInput{Entity: data.EntityVisit, Ref: f.visit.ID, Paths: paths})
	return true
}

// lies says whether a place of the window is within what is shown there.
func lies(o fyne.CanvasObject, at fyne.Position) bool {
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	size := o.Size()
	return at.X >= from.X && at.Y >= from.Y && at.X <= from.X+size.Width && at.Y <= from.Y+size.Height
}
