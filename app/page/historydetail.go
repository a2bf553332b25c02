package page

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

func firstOf(year, month int) data.Date { return workday.Make(year, month, 1) }

func (p *History) blank(text string) {
	p.shown = 0
	p.detail.Objects = []fyne.CanvasObject{quiet(text)}
	p.detail.Refresh()
}

// choose shows one entry with every field that changed.
func (p *History) choose(i int) {
	line := p.lines[i]
	if line.ID == p.shown {
		return
	}
	p.shown = line.ID
	var head string
	var changed []store.LogChange
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			head, changed, err = v.Teller().Changes(line.LogEntry)
			return err
		})
	}, func(err error) {
		switch {
		case p.shown != line.ID: // another was chosen meanwhile
		case err != nil:
			p.blank("读不出这条记录：" + err.Error())
		default:
			p.fill(line, head, changed)
		}
	})
}

func (p *History) fill(line logLine, head string, changed []store.LogChange) {
	box := []fyne.CanvasObject{
		widget.NewHeadPara(line.Op),
		container.New(pairLayout{}, second("时间"), plain(line.At.Local().Format("2006-01-02 15:04:05"))),
		container.New(pairLayout{}, second("谁"), plain(line.Actor)),
		container.New(pairLayout{}, second("记录"), plain(head)),
		p.ways(line),
	}
	for _, c := range changed {
		if c.Told != "" {
			box = append(box, pairOf(c.Field, c.Told))
			continue
		}
		box = append(box, pairOf(c.Field, emptyWord(c.Is)))
		if c.Was != "" {
			box = append(box, container.New(pairLayout{}, second("原来"), quiet(c.Was)))
		}
	}
	p.detail.Objects = box
	p.detail.Refresh()
}

// longestField is what has room beside a value: columns of a ledger may have long names.
const longestField = 6

func pairOf(field, value string) fyne.CanvasObject {
	if len([]rune(field)) > longestField {
		return plain(field + "：" + value)
	}
	return container.New(pairLayout{}, second(field), plain(value))
}

func emptyWord(s string) string {
	if s == "" {
		return "（空）"
	}
	return s
}

// ways are what can be done from an entry.
func (p *History) ways(line logLine) fyne.CanvasObject {
	row := container.NewHBox()
	if p.office.Jump != nil && recorded[line.Entity] {
		row.Add(widget.NewButton("打开这条记录", func() { p.office.Jump(store.Hit{Entity: line.Entity, ID: line.Record, Title: line.text}) }))
	}
	if line.Entity != "undo_step" && line.Step > 0 {
		row.Add(widget.NewButton("撤销到这里…", func() { p.undoTo(line) }))
	}
	return row
}

// recorded are the kinds that have a place where a record is looked at.
var recorded = map[data.Entity]bool{data.EntityProblem: true, data.EntityVisit: true, data.EntityEnterprise: true, data.EntityUnit: true, data.EntityEntry: true,
	data.EntityRecord: true, data.EntityIssue: true, data.EntityRegion: true, data.EntityNotice: true, data.EntityDraft: true}

// listedSteps is how many names of steps a question lists.
const listedSteps = 10

// undoTo takes the entry's step back: at once if it is the last one, else after listing
// what else would go back with it.
func (p *History) undoTo(line logLine) {
	if p.office.refuses() {
		return
	}
	var steps []StepBack
	p.office.Work("", func(ctx context.Context) (err error) {
		steps, err = p.office.Actions.StepsBack(ctx, line.Step)
		return err
	}, func(err error) {
		if err != nil {
			p.office.Fail("不能撤销到这里", err)
			return
		}
		for _, s := range steps {
			if s.Final {
				p.office.Fail("不能撤销到这里", data.Errorf(data.Conflict, "", "中间的“%s”印发了通报或移送了线索，它和它之前的步骤都不能撤销；没有改动任何内容。", s.Name))
				return
			}
		}
		if len(steps) == 1 {
			p.undo(line.Step)
			return
		}
		widget.ShowQuestion(p.office.Window, fmt.Sprintf("撤销到这里，要退回 %d 步", len(steps)), stepList(steps),
			widget.Option{Text: "不撤销"}, widget.Option{Text: fmt.Sprintf("撤销这 %d 步", len(steps)), Do: func() { p.undo(line.Step) }})
	})
}

func stepList(steps []StepBack) string {
	var b strings.Builder
	b.WriteString("这一步之后还做了别的，不能单独撤销它。下面这些会一起退回，最后做的先退：\n")
	for i, s := range steps {
		if i == listedSteps {
			fmt.Fprintf(&b, "……共 %d 步\n", len(steps))
			break
		}
		fmt.Fprintf(&b, "%d. %s %s %s\n", i+1, s.At.Local().Format("01-02 15:04"), s.Actor, cut(s.Name, 30))
	}
	b.WriteString("撤销以后，可以用“恢复”（Ctrl+Y）一步步再做回来。")
	return b.String()
}

func (p *History) undo(step int64) {
	var names []string
	p.office.Work("正在撤销", func(ctx context.Context) (err error) {
		names, err = p.office.Actions.UndoBack(ctx, step)
		return err
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有撤销", err)
			return
		}
		p.office.Changed()
		told := fmt.Sprintf("已撤销 %d 步", len(names))
		if len(names) == 1 {
			told = "已撤销：" + cut(names[0], 30)
		}
		p.office.Toasts.Show(told, "", nil)
	})
}
