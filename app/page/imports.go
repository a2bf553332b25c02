package page

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
	"qinqing/app/widget"
)

var importSteps = []string{"1 选文件", "2 核对", "3 完成"}

// Import is the page 导入: choose a file, look at what it would do, let it be done.
type Import struct {
	Content fyne.CanvasObject

	office *Office
	steps  *fynewidget.Label
	body   *fyne.Container
	path   *widget.Entry
	plan   *ImportPlan
	doneAs string
}

type planRows []PlanRow

func (p planRows) Len() int                  { return len(p) }
func (p planRows) Row(i int) (PlanRow, bool) { return p[i], true }

// NewImport makes the page.
func NewImport(o *Office) *Import {
	p := &Import{office: o, body: container.NewStack(), steps: fynewidget.NewLabel("")}
	p.path = widget.NewEntry("台账文件", "台账文件的位置，或把文件拖到窗口里")
	p.path.OnEnter = func() { p.Read(p.path.Text) }
	choose := widget.NewButton("选择文件…", p.choose)
	check := widget.NewPrimary("核对", func() { p.Read(p.path.Text) })
	head := Bar("导入", check, sized(420, p.path), choose, p.steps)
	p.Content = container.NewBorder(head, nil, nil, nil, p.body)
	p.Restart()
	return p
}

func (p *Import) at(step int) {
	marked := append([]string(nil), importSteps...)
	marked[step] = "【" + marked[step] + "】"
	p.steps.SetText(strings.Join(marked, " → "))
}

// Restart goes back to the first step.
func (p *Import) Restart() {
	p.plan = nil
	p.at(0)
	p.show(widget.Empty("选择走访台账或整改台账（xlsx、csv、tsv），先核对，再导入。核对时不写入任何内容。", "选择文件…", p.choose))
}

func (p *Import) show(o fyne.CanvasObject) {
	p.body.Objects = []fyne.CanvasObject{o}
	p.body.Refresh()
}

func (p *Import) choose() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			p.office.Fail("打不开文件", err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		if err := r.Close(); err != nil {
			p.office.log("close: " + err.Error())
		}
		p.Read(path)
	}, p.office.Window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".xlsx", ".csv", ".tsv", ".txt", ".XLSX", ".CSV"}))
	d.Resize(fyne.NewSize(860, 560))
	d.Show()
}

// Read looks at a file and shows what importing it would do.
func (p *Import) Read(path string) {
	path = strings.TrimSpace(path)
	p.path.SetText(path)
	if path == "" {
		p.office.Toasts.Show("先选一个台账文件。", "", nil)
		return
	}
	var plan *ImportPlan
	p.office.Work("正在核对", func(ctx context.Context) (err error) {
		plan, err = p.office.Actions.PlanImport(ctx, path)
		return err
	}, func(err error) {
		if err != nil {
			p.Restart()
			p.office.Fail("这个文件不能导入", err)
			return
		}
		p.plan = plan
		p.review()
	})
}

func (p *Import) review() {
	p.at(1)
	lines := wrapped(strings.Join(p.plan.Lines, "\n"), fynewidget.MediumImportance)
	do := widget.NewPrimary(fmt.Sprintf("导入 %s 条", thousands(p.plan.Writes)), p.apply)
	if p.plan.Writes == 0 {
		do.SetText("没有可导入的")
		do.Disable()
	}
	cancel := widget.NewButton("换一个文件", p.Restart)
	table := widget.NewDataTable(planColumns(), planRows(p.plan.Rows))
	table.Name = "核对结果"
	top := container.New(layout.NewCustomPaddedLayout(0, 8, 12, 16), container.NewBorder(nil, nil, nil, container.NewVBox(do, cancel), lines))
	p.show(container.NewBorder(top, nil, nil, nil, table))
	p.office.Tell(fmt.Sprintf("%s：%s 行，其中不能导入 %s 处", p.plan.Name, thousands(len(p.plan.Rows)), thousands(p.plan.Refused)))
}

func planColumns() []widget.Column[PlanRow] {
	return []widget.Column[PlanRow]{
		{Title: "位置", Width: 150, Text: func(r PlanRow) string { return r.Where }},
		{Title: "处理", Width: 110, Text: func(r PlanRow) string { return r.What }, Mark: func(r PlanRow) fyne.ThemeColorName {
			if r.Fault {
				return theme.Red
			}
			return theme.Green
		}},
		{Title: "内容", Width: 420, Text: func(r PlanRow) string { return r.Name }},
		{Title: "说明", Width: 460, Text: func(r PlanRow) string { return r.Reason }},
	}
}

func (p *Import) apply() {
	plan := p.plan
	if plan == nil {
		return
	}
	p.plan = nil // a second press finds nothing to import
	p.office.Work("正在导入", func(ctx context.Context) error {
		return p.office.Actions.ApplyImport(ctx, plan)
	}, func(err error) {
		if err != nil {
			p.plan = plan
			p.office.Fail("没有导入", err)
			return
		}
		p.finish(plan)
	})
}

func (p *Import) finish(plan *ImportPlan) {
	p.at(2)
	text := fmt.Sprintf("已导入 %s：写入 %s 条。", plan.Name, thousands(plan.Writes))
	if plan.Refused > 0 {
		text += fmt.Sprintf("有 %s 处没有导入，在台账里改正后再导入一次即可，已导入的不会重复。", thousands(plan.Refused))
	}
	p.doneAs = text
	undo := widget.NewButton("撤销这次导入", func() {
		p.office.Undo()
		p.Restart()
	})
	look := widget.NewPrimary("查看问题", func() { p.office.Show("问题") })
	again := widget.NewButton("再导入一个", p.Restart)
	p.show(container.NewCenter(container.NewVBox(widget.Heading("导入完成"), sized(560, wrapped(text, fynewidget.MediumImportance)), container.NewHBox(look, again, undo))))
	p.office.Saved("已导入 " + plan.Name)
}
