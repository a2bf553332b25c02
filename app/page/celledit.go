package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
)

// CellInput is one fact of a problem, or of a visit, as it was typed into its cell.
type CellInput struct {
	Problem data.ID // or the visit
	Fact    data.Fact
	Text    string
}

// CellsInput is what one step writes: a cell, a column filled down, a block pasted.
type CellsInput struct {
	Cells  []CellInput
	Visits bool // the cells are of visits
	// FromToday changes categories from today on, by an event, instead of putting right
	// how they were registered.
	FromToday bool
}

// CellOutcome is what would become of a cell.
type CellOutcome struct {
	Code     string // of the problem
	Old, New string
	Same     bool
	Fault    string // why it can't be taken
}

// CellActions write facts of problems and visits. Each is one step.
type CellActions interface {
	CheckCells(ctx context.Context, in CellsInput) (Check, error)
	PlanCells(ctx context.Context, in CellsInput) ([]CellOutcome, error)
	SaveCells(ctx context.Context, in CellsInput) error
	PlanPaste(ctx context.Context, text string) (*ImportPlan, error)
}

// cellEdit writes what was typed into cells of problems, after asking what has to be asked.
type cellEdit struct {
	office *Office
	in     CellsInput
	what   string // told when it is done
	done   func(error)
}

// editProblems is what a grid of problems does with cells: facts has the titles of the
// columns that hold facts.
func editProblems(o *Office, facts map[string]data.Fact) func([]edit[data.ID], func(error)) {
	return editCells(o, facts, false, "")
}

// editVisits is the same of a grid of visits.
func editVisits(o *Office) func([]edit[data.ID], func(error)) {
	return editCells(o, visitCellFacts, true, "")
}

// editCells is the same with something more to tell when it is done.
func editCells(o *Office, facts map[string]data.Fact, visits bool, more string) func([]edit[data.ID], func(error)) {
	return func(cells []edit[data.ID], done func(error)) {
		e := &cellEdit{office: o, done: done, what: cellsWord(cells) + more}
		e.in.Visits = visits
		for _, c := range cells {
			e.in.Cells = append(e.in.Cells, CellInput{c.key, facts[c.title], strings.TrimSpace(c.text)})
		}
		e.check()
	}
}

func cellsWord(cells []edit[data.ID]) string {
	if len(cells) == 1 && strings.TrimSpace(cells[0].text) == "" {
		return "已清空" + cells[0].title
	}
	if len(cells) == 1 {
		return "已修改" + cells[0].title + "：" + cut(oneLine(cells[0].text), 24)
	}
	return "已修改 " + thousands(len(cells)) + " 格"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (e *cellEdit) check() {
	var found Check
	e.office.Work("", func(ctx context.Context) (err error) {
		found, err = e.office.Actions.CheckCells(ctx, e.in)
		return err
	}, func(err error) {
		if err != nil {
			e.fail(err)
			return
		}
		e.office.settleOr(e.doubts(found), map[string]bool{}, e.save, func() { e.done(errQuiet) })
	})
}

// doubts are what is to be asked before the cells are written.
func (e *cellEdit) doubts(found Check) (out []doubt) {
	if found.Clue {
		out = append(out, doubt{title: "这像是问题线索", text: "属于违纪违法线索的，不得在台账里留存：请返回，按 Esc 放弃修改，再在右边办理“移送线索”（只留编号、日期和接收部门）。不是线索的，可以照样保存。", yes: "照样保存"})
	}
	out = append(out, found.doubts("保存")...)
	for i := range out {
		out[i].again = e.check
	}
	if e.in.has(data.FactCategory) {
		out = append(out, doubt{title: "类别怎么改", text: "登记时就填错了：更正登记，以前各月的统计随着改。\n现在才变的：从今天起改类，记入办理经过，以前各月不变。", yes: "更正登记",
			instead: widget.Option{Text: "从今天起改类", Do: func() {
				e.in.FromToday = true
				e.save()
			}}})
	}
	return out
}

func (in CellsInput) has(f data.Fact) bool {
	for _, c := range in.Cells {
		if c.Fact == f {
			return true
		}
	}
	return false
}

func (e *cellEdit) save() {
	e.office.Work("正在保存", func(ctx context.Context) error { return e.office.Actions.SaveCells(ctx, e.in) }, func(err error) {
		if err != nil {
			e.fail(err)
			return
		}
		e.done(nil)
		e.office.Changed()
		e.office.Toasts.Show(e.what, "撤销", e.office.Undo)
	})
}

// fail tells what is wrong at the cell, or on a sheet where it is not about what was typed.
func (e *cellEdit) fail(err error) {
	if faulty(err) && len(e.in.Cells) == 1 {
		e.done(err)
		return
	}
	e.office.Fail("没有修改，台账没有变动", err)
	e.done(errQuiet)
}
