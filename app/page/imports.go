package page

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
)

var importSteps = []string{"1 选文件", "2 核对", "3 完成"}

// Import is the page 导入: choose a file, look at what it would do, let it be done.
type Import struct {
	Content fyne.CanvasObject

	office *Office
	steps  *canvas.Text
	body   *fyne.Container
	path   *widget.Entry
	check  *widget.Button
	plan   *ImportPlan
	done   string // the step whose outcome the page shows
	told   string // what the status line says while this page is on show
	busy   bool
	queue  []string // files that wait for their turn
}

// NewImport makes the page.
func NewImport(o *Office) *Import {
	p := &Import{office: o, body: container.NewStack(), steps: second("")}
	p.path = widget.NewEntry("台账文件", "台账文件的位置，或把文件拖到窗口里")
	p.path.OnEnter = func() { p.Read(p.path.Text) }
	choose := widget.NewButton("选择文件…", p.choose)
	p.check = widget.NewButton("核对", func() { p.Read(p.path.Text) })
	head := Bar("导入", p.check, container.New(elastic{420, 140}, p.path), choose, widget.NewButton("粘贴…", func() { PasteLedger(o) }), p.steps)
	p.Content = container.NewBorder(head, nil, nil, nil, p.body)
	p.Restart()
	return p
}

// Refresh tells the status line what the page shows, if it is at the front: a file may
// be read while another page is looked at.
func (p *Import) Refresh() {
	if p.front() {
		p.office.Tell(p.told)
	}
	if p.done != "" {
		p.forget(p.done)
	}
}

// forget leaves the outcome of an import that was taken back with Ctrl+Z.
func (p *Import) forget(step string) {
	var steps Steps
	p.office.Work("", func(ctx context.Context) (err error) {
		steps, err = p.office.Actions.Steps(ctx)
		return err
	}, func(err error) {
		if err == nil && steps.Redo == step && p.done == step {
			p.Restart()
		}
	})
}

func (p *Import) front() bool { return p.office.atFront(p.Content) }

// FocusPath puts the caret where the file is named.
func (p *Import) FocusPath() { p.office.Window.Canvas().Focus(p.path) }

func (p *Import) at(step int, told string) {
	marked := append([]string(nil), importSteps...)
	marked[step] = "【" + marked[step] + "】"
	p.steps.Text = strings.Join(marked, " → ")
	p.steps.Refresh()
	p.told = told
}

// Save is Ctrl+S: it does what comes next, looking at the file that is named or letting in
// what was looked at. Enter does not, twice in a row would skip the looking.
func (p *Import) Save() {
	switch {
	case p.plan == nil:
		p.Read(p.path.Text)
	case p.plan.Writes > 0:
		p.apply()
	default:
		p.office.Toasts.Show("没有可导入的，台账没有变动", "", nil)
	}
}

// ReadAll looks at several files, one after the other: each is let in or left out before
// the next one comes, since what a row means depends on what is in the ledger by then.
func (p *Import) ReadAll(paths []string) {
	if len(paths) == 0 {
		return
	}
	if p.busy {
		p.office.Toasts.Show("上一个文件还没有处理完，请稍等再拖进来", "", nil)
		return
	}
	p.queue = paths[1:]
	p.Read(paths[0])
}

// Restart goes on to the next file that waits, or back to the first step.
func (p *Import) Restart() {
	p.plan, p.done = nil, ""
	if len(p.queue) > 0 {
		p.ReadAll(p.queue)
		return
	}
	p.at(0, "")
	p.show(widget.Empty("选择走访台账或整改台账（xlsx、csv、tsv），先核对，再导入。核对时不写入任何内容。", "选择文件…", p.choose))
}

func (p *Import) show(o fyne.CanvasObject) {
	p.office.letGo(p.Content)
	p.body.Objects = []fyne.CanvasObject{o}
	p.body.Refresh()
}

// work keeps a second press from starting the same again.
func (p *Import) work(what string, do func(context.Context) error, done func(error)) {
	if p.busy {
		return
	}
	p.busy = true
	p.check.Disable()
	p.office.Work(what, do, func(err error) {
		p.busy = false
		p.check.Enable()
		done(err)
	})
}

func (p *Import) choose() {
	if p.office.refuses() {
		return
	}
	dir := filepath.Dir(p.path.Text)
	if p.path.Text == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			p.office.log("home: " + err.Error())
		}
		dir = home
	}
	widget.ShowFiles(p.office.Window, "选择台账", dir, []string{".xlsx", ".csv", ".tsv", ".txt"}, p.Read)
}

// Read looks at a file and shows what importing it would do.
func (p *Import) Read(path string) {
	if p.office.refuses() {
		return
	}
	path = strings.TrimSpace(path)
	p.path.SetText(path)
	if path == "" {
		p.office.Toasts.Show("先选一个台账文件。", "", nil)
		return
	}
	var plan *ImportPlan
	p.work("正在核对", func(ctx context.Context) (err error) {
		plan, err = p.office.Actions.PlanImport(ctx, path)
		return err
	}, func(err error) {
		if err != nil {
			what := "这个文件"
			if len(p.queue) > 0 {
				what = "“" + cut(filepath.Base(path), 40) + "”"
			}
			p.Restart()
			p.Refresh()
			p.office.Fail(what+"不能导入，没有写入任何内容", err)
			return
		}
		p.plan = plan
		p.review()
		if !p.front() {
			p.office.Toasts.Show("已核对 "+cut(plan.Name, 30), "查看", func() { p.office.Show("导入") })
		}
	})
}

func (p *Import) review() {
	p.at(1, fmt.Sprintf("%s：%s 行，其中不能导入 %s 处；按 Ctrl+S 导入", cut(p.plan.Name, 30), thousands(len(p.plan.Rows)), thousands(p.plan.Refused)))
	do := widget.NewPrimary(fmt.Sprintf("导入 %s 条", thousands(p.plan.Writes)), p.apply)
	if p.plan.Writes == 0 {
		do.SetText("没有可导入的")
		do.Disable()
	}
	other := "换一个文件"
	if n := len(p.queue); n > 0 {
		other = fmt.Sprintf("跳过，看下一个（还有 %d 个）", n)
	}
	buttons := container.NewHBox(layout.NewSpacer(), p.rejectsButton(p.plan), widget.NewButton(other, p.Restart), do)
	top := container.NewVBox(buttons, plain(strings.Join(p.plan.Lines, "\n")))
	p.show(container.NewBorder(container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), top), nil, nil, nil, planTable("核对结果", p.plan.Rows)))
	p.Refresh()
}

// planTable lists what would become of each row; widths of the columns as made, unless
// others are given.
func planTable(name string, rows []PlanRow, widths ...float32) fyne.CanvasObject {
	columns := planColumns()
	for i, w := range widths {
		columns[i].Width = w
	}
	t := widget.NewDataTable(columns, widget.Slice[PlanRow](rows))
	t.Name = name
	return t
}

func planColumns() []widget.Column[PlanRow] {
	return []widget.Column[PlanRow]{
		{Title: "位置", Width: 160, Text: func(r PlanRow) string { return r.Where }},
		{Title: "处理", Width: 108, Text: func(r PlanRow) string { return r.What }, Mark: func(r PlanRow) fyne.ThemeColorName {
			switch {
			case r.Fault:
				return theme.Red
			case r.Doubt:
				return theme.Yellow
			case r.Same:
				return theme.Grey
			}
			return theme.Green
		}},
		{Title: "内容", Width: 320, Least: 160, Grow: true, Text: func(r PlanRow) string { return r.Name }},
		{Title: "说明", Width: 560, Least: 260, Grow: true, Text: func(r PlanRow) string { return r.Reason }},
	}
}

// rejectsButton saves what could not be taken, marked for correction; nothing if all could.
func (p *Import) rejectsButton(plan *ImportPlan) fyne.CanvasObject {
	if plan.Refused == 0 {
		return gap(1)
	}
	return widget.NewButton("存成问题清单", func() {
		var path string
		p.work("正在存问题清单", func(ctx context.Context) (err error) {
			path, err = p.office.Actions.SaveRejects(ctx, plan)
			return err
		}, func(err error) {
			if err != nil {
				p.office.Fail("没有存成问题清单", err)
				return
			}
			p.office.Toasts.Show("已存成 "+filepath.Base(path), "打开", func() { p.office.open(path) })
		})
	})
}

func (p *Import) apply() {
	plan := p.plan
	if plan == nil {
		return
	}
	p.work("正在导入", func(ctx context.Context) error {
		return p.office.Actions.ApplyImport(ctx, plan)
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有导入，台账没有变动", err)
			return
		}
		p.plan = nil
		p.finish(plan)
	})
}

func (p *Import) finish(plan *ImportPlan) {
	p.done = plan.Step
	p.at(2, "")
	text := fmt.Sprintf("已导入 %s：写入 %s 条。", plan.Name, thousands(plan.Writes))
	if plan.Refused > 0 {
		text += fmt.Sprintf("有 %s 处没有导入，列在下面；改正后再导入一次即可，已导入的不会重复。", thousands(plan.Refused))
	}
	undo := widget.NewButton("撤销这次导入", func() { p.office.UndoStep(plan.Step, p.Restart) })
	toProblems := func() { p.office.Show("问题") }
	look, again := widget.NewPrimary("查看问题", toProblems), widget.NewButton("再导入一个", p.Restart)
	if n := len(p.queue); n > 0 {
		look, again = widget.NewButton("查看问题", toProblems), widget.NewPrimary(fmt.Sprintf("核对下一个（还有 %d 个）", n), p.Restart)
	}
	buttons := container.NewHBox(look, again, p.rejectsButton(plan), undo)
	top := container.New(layout.NewCustomPaddedLayout(8, 8, 16, 16), container.NewVBox(widget.Heading("导入完成"), plain(text), buttons))
	var rest fyne.CanvasObject
	if faults := plan.faults(); len(faults) > 0 {
		rest = planTable("没有导入的", faults)
	}
	p.show(container.NewBorder(top, nil, nil, nil, rest))
	p.office.Saved("已导入 " + cut(plan.Name, 30))
}
