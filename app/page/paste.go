package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// mostPasted is how many cells of a block are laid over chosen ones at most.
const mostPasted = 5_000

// pasteProblems shows what pasting would do before it is done: rows with a header that a
// ledger has are registered or bring problems up to date, other cells are laid over the
// chosen ones. What was copied out of the grid itself finds its problems by their codes.
func pasteProblems(o *Office, g *grid[data.ID, store.ProblemRow], text string) {
	if o.refuses() {
		return
	}
	block := widget.ReadBlock(text)
	p := &pasting{office: o, grid: g}
	ledger := len(block) > 1 && len(block[0]) > 1
	own := len(block) > 1 && g.table.Titles(block[0]) != nil
	switch at := slices.Index(block[0], "编号"); {
	case own && at >= 0:
		p.byCode(block, at)
		return
	case own && ledger:
		p.ledger = func() { o.pasteLedger(text, nil) }
	case ledger:
		o.pasteLedger(text, func() { p.over(block) })
		return
	}
	p.over(block)
}

// PasteLedger shows what the rows of a ledger on the clipboard would do.
func PasteLedger(o *Office) {
	if o.refuses() {
		return
	}
	text := fyne.CurrentApp().Clipboard().Content()
	if strings.TrimSpace(text) == "" {
		o.Toasts.Show("剪贴板里没有内容。先在表格软件里连表头一起复制，再来粘贴。", "", nil)
		return
	}
	o.pasteLedger(text, nil)
}

// pasteLedger shows what rows of a ledger would do; what is none goes to instead.
func (o *Office) pasteLedger(text string, instead func()) {
	var plan *ImportPlan
	o.Work("正在核对粘贴的内容", func(ctx context.Context) (err error) {
		plan, err = o.Actions.PlanPaste(ctx, text)
		return err
	}, func(err error) {
		switch {
		case err != nil && instead != nil && faulty(err):
			instead()
		case err != nil:
			o.Fail("这些内容不能粘贴，没有写入任何内容", err)
		default:
			o.previewLedger(plan, instead)
		}
	})
}

func (o *Office) previewLedger(plan *ImportPlan, instead func()) {
	p := preview{title: "粘贴：核对", rows: plan.Rows, lines: plan.Lines, do: fmt.Sprintf("写入 %s 条", thousands(plan.Writes)), none: plan.Writes == 0}
	if instead != nil {
		p.other, p.otherwise = "改为填到选中的格", instead
	}
	p.apply = func(done func(bool)) {
		o.Work("正在写入", func(ctx context.Context) error { return o.Actions.ApplyImport(ctx, plan) }, func(err error) {
			done(err == nil)
			if err != nil {
				o.Fail("没有写入，台账没有变动", err)
				return
			}
			o.Saved(fmt.Sprintf("已粘贴 %s 条", thousands(plan.Writes)) + notTaken(plan.Refused, "行"))
		})
	}
	o.preview(p)
}

// preview is a sheet that lists what would become of each row or cell.
type preview struct {
	title     string
	rows      []PlanRow
	lines     []string
	do        string // the button that does it
	none      bool   // there is nothing to do
	other     string // another way to go on; empty: none
	otherwise func()
	apply     func(done func(bool)) // done is told whether it went well
}

// previewSize leaves room for it on the smallest window.
var previewSize = fyne.NewSize(880, 300)

func (o *Office) preview(p preview) {
	var sheet *widget.Sheet
	do := widget.NewPrimary(p.do, nil)
	do.OnTapped = func() {
		do.Disable() // a second press would do it twice
		p.apply(func(well bool) {
			do.Enable()
			if well {
				sheet.Close()
			}
		})
	}
	leave := widget.NewButton("不粘贴", func() { sheet.Close() })
	buttons := container.NewHBox(layout.NewSpacer(), leave)
	if p.other != "" {
		buttons.Add(widget.NewButton(p.other, func() {
			sheet.Close()
			p.otherwise()
		}))
	}
	buttons.Add(do)
	first := fyne.Focusable(do)
	if p.none {
		do.SetText("没有可写入的")
		do.Disable()
		first = leave
	}
	top := container.NewVBox()
	for _, s := range p.lines {
		top.Add(widget.NewPara(s, fynetheme.ColorNameForeground, textSize, previewSize.Width))
	}
	sheet = widget.ShowSheet(o.Window, p.title, container.NewBorder(top, buttons, nil, nil, container.NewGridWrap(previewSize, planTable("粘贴预览", p.rows, 130, 96, 300, 344))), first)
}

// pasting is a block of cells on its way into the ledger.
type pasting struct {
	office *Office
	grid   *grid[data.ID, store.ProblemRow]
	cells  []edit[data.ID]
	left   int      // cells beyond the last row or column
	lost   []string // codes nobody has
	ledger func()   // the other way to take it; nil: there is none

	rows map[data.ID]store.ProblemRow
	in   CellsInput
	at   []int // which of cells those of in are
	out  map[int]CellOutcome
	good []edit[data.ID]
	bad  int // cells that can't be taken
}

// over lays a block over the chosen cells.
func (p *pasting) over(block [][]string) {
	cells, left := p.grid.table.Over(block)
	if len(cells) == 0 {
		p.office.Fail("没有粘贴", data.Errorf(data.Invalid, "", "先选中要从哪一格填起。要整行登记，请连表头一起复制，再粘贴。"))
		return
	}
	p.left = left
	for _, c := range cells {
		p.cells = append(p.cells, edit[data.ID]{p.grid.rows.Key(c.Row), c.Title, c.Text})
	}
	p.plan(nil)
}

// byCode finds the problems of a block whose column at has their codes.
func (p *pasting) byCode(block [][]string, at int) {
	p.plan(func(v *store.View) error {
		for _, line := range block[1:] {
			if at >= len(line) || line[at] == "" {
				continue
			}
			x, err := v.ProblemByCode(line[at])
			if data.CodeOf(err) == data.NotFound {
				p.lost = append(p.lost, line[at])
				continue
			}
			if err != nil {
				return err
			}
			for k, s := range line {
				if k != at && k < len(block[0]) {
					p.cells = append(p.cells, edit[data.ID]{x.ID, block[0][k], s})
				}
			}
		}
		return nil
	})
}

// plan finds out what would become of the cells; find finds them first.
func (p *pasting) plan(find func(*store.View) error) {
	p.office.Work("正在核对粘贴的内容", func(ctx context.Context) error {
		return p.look(ctx, find)
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有粘贴，没有写入任何内容", err)
			return
		}
		p.show()
	})
}

func (p *pasting) look(ctx context.Context, find func(*store.View) error) error {
	err := p.office.View(ctx, func(v *store.View) (err error) {
		if find != nil {
			if err := find(v); err != nil {
				return err
			}
		}
		if len(p.cells) > mostPasted {
			return data.Errorf(data.Invalid, "", "一次最多往 %s 格里填，现在是 %s 格，没有写入任何内容。请分几次，或从“导入”页导入文件。", thousands(mostPasted), thousands(len(p.cells)))
		}
		var ids []data.ID
		seen := map[data.ID]bool{}
		for i, c := range p.cells {
			if !seen[c.key] {
				seen[c.key] = true
				ids = append(ids, c.key)
			}
			if f := problemFacts[c.title]; f != "" {
				p.in.Cells = append(p.in.Cells, CellInput{c.key, f, c.text})
				p.at = append(p.at, i)
			}
		}
		p.rows, err = problemRows(p.office)(v, ids)
		return err
	})
	if err != nil {
		return err
	}
	out, err := p.office.Actions.PlanCells(ctx, p.in)
	p.out = map[int]CellOutcome{}
	for i, o := range out {
		p.out[p.at[i]] = o
	}
	return err
}

func (p *pasting) show() {
	var faults, rest []PlanRow
	for _, code := range p.lost {
		faults = append(faults, PlanRow{Where: code, What: "不能填", Fault: true, Reason: "没有这个编号的问题，可能已被删除。"})
	}
	for i, c := range p.cells {
		row, skip := p.judge(i, c)
		switch {
		case skip:
		case row.Fault:
			faults = append(faults, row)
		default:
			rest = append(rest, row)
		}
	}
	p.bad = len(faults)
	lines := []string{fmt.Sprintf("填到已有的问题里：修改 %s 格，不能填 %s 格。写入以后可以一次撤销。", thousands(len(p.good)), thousands(len(faults)))}
	if p.left > 0 {
		lines = append(lines, fmt.Sprintf("还有 %s 格超出了列表，没有地方填。", thousands(p.left)))
	}
	sheet := preview{title: "粘贴：核对", rows: append(faults, rest...), lines: lines, do: fmt.Sprintf("修改 %s 格", thousands(len(p.good))), none: len(p.good) == 0, apply: p.apply}
	if p.ledger != nil {
		sheet.other, sheet.otherwise = "改为登记成新的问题", p.ledger
	}
	p.office.preview(sheet)
}

// judge says what would become of a cell; one that follows from events and stands as it
// is need not be told.
func (p *pasting) judge(i int, c edit[data.ID]) (row PlanRow, skip bool) {
	r := p.rows[c.key]
	row.Where, row.What, row.Name = r.Code, "不能填", c.title+"："+oneLine(c.text)
	o, fact := p.out[i]
	switch {
	case !fact && (c.text == "" || oneLine(c.text) == oneLine(p.grid.table.Text(c.title, r))):
		return row, true
	case !fact:
		row.Fault, row.Reason = true, problemFixed[c.title]
	case o.Same || oneLine(o.Old) == oneLine(c.text):
		row.What, row.Same = "相同", true
	case o.Fault != "":
		row.Fault, row.Reason = true, o.Fault
	default:
		row.What, row.Name = "修改", c.title+"："+orEmpty(o.Old)+" → "+orEmpty(c.text)
		p.good = append(p.good, c)
	}
	return row, false
}

func orEmpty(text string) string {
	if text = oneLine(text); text == "" {
		return "（未填）"
	}
	return text
}

func (p *pasting) apply(done func(bool)) {
	editCells(p.office, problemFacts, false, notTaken(p.bad, "格"))(p.good, func(err error) { done(err == nil) })
}

// notTaken says again, when a paste is done, how much of it was not taken.
func notTaken(n int, unit string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("，另有 %s %s不能写入，没有动", thousands(n), unit)
}
