package page

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// HistoryActions is what the page 操作记录 lets be done.
type HistoryActions interface {
	// StepsBack lists what undoing back to a step takes back, that step last.
	StepsBack(ctx context.Context, step int64) ([]StepBack, error)
	// UndoBack takes a step and all after it back, all of them or none.
	UndoBack(ctx context.Context, step int64) (names []string, err error)
}

// StepBack is one step that would be undone.
type StepBack struct {
	Number int64
	Name   string
	Actor  string
	At     time.Time
	Final  bool // it can't be
}

// logLine is an entry of the log with its words.
type logLine struct {
	store.LogEntry
	text string
}

// historyMost is how many entries are read at a time.
const historyMost = 500

// History is the page 操作记录: who did what when, with old and new values, and the way
// back.
type History struct {
	Content fyne.CanvasObject

	office  *Office
	who     *widget.Entry
	period  *widget.Entry
	record  *widget.Entry
	text    *widget.Entry
	older   *widget.Button
	checked *canvas.Text
	table   *widget.DataTable[logLine]
	body    *fyne.Container
	split   fyne.CanvasObject
	detail  *fyne.Container
	lines   []logLine
	total   int64
	more    bool
	busy    bool
	again   bool
	shown   int64 // the entry in the detail
}

// NewHistory makes the page; Refresh fills it.
func NewHistory(o *Office) *History {
	p := &History{office: o, body: container.NewStack(), detail: container.NewVBox(), checked: second("")}
	field := func(name, hint string) *widget.Entry {
		e := widget.NewEntry(name, hint)
		e.OnChanged = func(string) { p.Refresh() }
		e.OnEnter = p.toList
		e.OnEscape = func() { e.SetText(""); p.toList() }
		return e
	}
	p.who, p.period = field("谁", "谁"), field("期间", "2026-11 或 11-3")
	p.record, p.text = field("记录", "编号、企业或单位的全名"), field("文字", "操作或内容里的文字（Ctrl+G）")
	p.older = widget.NewButton("更早的", func() { p.read(true) })
	verify := widget.NewButton("核验", p.verify)
	p.table = widget.NewDataTable(historyColumns(), p)
	p.table.Name = "操作记录"
	p.table.OnChosen = func(i int) { p.choose(i) }
	split := container.NewHSplit(p.table, container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 8, 12, 12), p.detail)))
	split.Offset = 0.7
	p.split = split
	p.Content = container.NewBorder(container.NewVBox(
		Bar("操作记录", p.older, container.New(elastic{120, 70}, p.who), container.New(elastic{150, 90}, p.period), container.New(elastic{210, 110}, p.record), container.New(elastic{230, 110}, p.text)),
		container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), container.NewHBox(container.NewCenter(p.checked), verify))), nil, nil, nil, p.body)
	p.tellChecked("记录前后相接，改动过会接不上；还没有核验。", theme.Second)
	return p
}

func historyColumns() []widget.Column[logLine] {
	return []widget.Column[logLine]{
		{Title: "时间", Width: 136, Text: func(r logLine) string { return r.At.Local().Format("2006-01-02 15:04") }},
		{Title: "谁", Width: 84, Text: func(r logLine) string { return r.Actor }},
		{Title: "操作", Width: 210, Least: 120, Grow: true, Text: func(r logLine) string { return r.Op }},
		{Title: "记录和变化", Width: 520, Least: 240, Grow: true, Text: func(r logLine) string { return r.text }},
	}
}

// Len is for the table.
func (p *History) Len() int { return len(p.lines) }

// Row is for the table; coming to the last one fetches older ones.
func (p *History) Row(i int) (logLine, bool) {
	if i == len(p.lines)-1 && p.more && !p.busy && !p.office.Inline {
		p.read(true)
	}
	return p.lines[i], true
}

// FocusSearch puts the caret into the field that narrows the list.
func (p *History) FocusSearch() { p.office.Window.Canvas().Focus(p.text) }

func (p *History) toList() {
	if len(p.lines) > 0 {
		p.office.Window.Canvas().Focus(p.table)
	}
}

// query is what the fields ask for; a period nobody understands narrows nothing.
func (p *History) query() store.LogQuery {
	q := store.LogQuery{Limit: historyMost, Actor: textOf(p.who), Record: textOf(p.record), Text: textOf(p.text)}
	if when := textOf(p.period); when != "" {
		if y, m, ok := readMonth(when); ok {
			q.From = firstOf(y, m)
			q.To = q.From.MonthEnd()
		} else if day, err := readDate("period", when, p.office.Ledger.Today()); err == nil {
			q.From, q.To = day, day
		}
	}
	return q
}

// Refresh reads the newest entries that the fields ask for.
func (p *History) Refresh() { p.read(false) }

// read fetches entries: the newest, or those older than what is on show.
func (p *History) read(older bool) {
	if p.busy {
		p.again = p.again || !older
		return
	}
	p.busy = true
	q := p.query()
	if older && len(p.lines) > 0 {
		q.Before = p.lines[len(p.lines)-1].ID
	}
	var lines []logLine
	p.office.Work("正在读操作记录", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if p.total, err = v.LogCount(); err != nil {
				return err
			}
			lines, err = linesOf(v, q)
			return err
		})
	}, func(err error) {
		p.busy = false
		switch {
		case p.again:
			p.again = false
			p.read(false)
		case err != nil:
			p.office.Fail("读不出操作记录", err)
		default:
			p.show(lines, older)
		}
	})
}

func linesOf(v *store.View, q store.LogQuery) ([]logLine, error) {
	entries, err := v.LogPage(q)
	if err != nil {
		return nil, err
	}
	teller := v.Teller()
	out := make([]logLine, len(entries))
	for i, x := range entries {
		out[i].LogEntry = x
		if out[i].text, err = teller.Text(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *History) show(lines []logLine, older bool) {
	p.more = len(lines) == historyMost
	if older {
		p.lines = append(p.lines, lines...)
		p.table.Refresh()
	} else {
		p.lines = lines
		p.table.Reset()
		p.blank("点一条记录，这里列出每一处改动。")
	}
	if p.more {
		p.older.Enable()
	} else {
		p.older.Disable()
	}
	content := p.split
	switch {
	case p.total == 0:
		content = widget.Empty("每一次登记、修改、删除、撤销都记在这里，谁也改不了。还没有任何操作。", "登记走访", func() { ShowVisitForm(p.office) })
	case len(p.lines) == 0:
		content = widget.Empty("没有符合条件的操作记录。", "显示全部", p.clear)
	}
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
	text := fmt.Sprintf("共 %s 条操作记录", thousands(int(p.total)))
	if p.query() != (store.LogQuery{Limit: historyMost}) {
		text += "，符合条件的已列出 " + thousands(len(p.lines)) + " 条"
	}
	p.office.Tell(text)
}

func (p *History) clear() {
	for _, e := range []*widget.Entry{p.who, p.period, p.record, p.text} {
		e.SetText("")
	}
}

func (p *History) tellChecked(text string, ink fyne.ThemeColorName) {
	p.checked.Text, p.checked.Color = text, theme.Of(ink)
	p.checked.Refresh()
}

// verify walks the whole chain of the log.
func (p *History) verify() {
	var found []store.Finding
	var n int64
	p.office.Work("正在核验操作记录", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if n, err = v.LogCount(); err != nil {
				return err
			}
			found, err = v.CheckLog()
			return err
		})
	}, func(err error) {
		switch {
		case err != nil:
			p.office.Fail("没有核验完", err)
		case len(found) == 0:
			p.tellChecked(fmt.Sprintf("%s 核验了 %s 条，前后相接，没有被改动过。", time.Now().Format("15:04"), thousands(int(n))), theme.Green)
		default:
			p.tellChecked(fmt.Sprintf("核验发现 %s 处问题：%s", thousands(len(found)), found[0].Text), theme.Red)
			var all []string
			for _, f := range found {
				all = append(all, f.Text)
			}
			p.office.Fail("操作记录核验没有通过", data.Errorf(data.Corrupt, "", "%s。请保留台账文件和最近的备份，联系维护人员。", strings.Join(all[:min(len(all), 5)], "；")))
		}
	})
}
