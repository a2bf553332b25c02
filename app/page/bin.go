package page

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data/store"
)

// BinActions is what the page 回收站 lets be written.
type BinActions interface {
	// Restore brings records back as one step, all of them or none.
	Restore(ctx context.Context, what []store.BinEntry) error
}

type binned []store.BinEntry

func (b binned) Len() int                         { return len(b) }
func (b binned) Row(i int) (store.BinEntry, bool) { return b[i], true }

// Bin is the page 回收站: what was deleted, when and by whom, and the way back.
type Bin struct {
	Content fyne.CanvasObject

	office  *Office
	text    *widget.Entry
	table   *widget.DataTable[store.BinEntry]
	all     []store.BinEntry
	rows    binned
	body    *fyne.Container
	list    fyne.CanvasObject
	restore *widget.Button
}

// NewBin makes the page; Refresh fills it.
func NewBin(o *Office) *Bin {
	p := &Bin{office: o, body: container.NewStack()}
	p.text = widget.NewEntry("筛选", "内容、种类、谁删的（Ctrl+G）")
	p.text.OnChanged = func(string) { p.show() }
	p.table = widget.NewDataTable(binColumns(), &p.rows)
	p.table.Name = "回收站"
	p.table.OnChosen = func(int) { p.count() }
	p.table.OnOpen = func(int) { p.bringBack() }
	p.restore = widget.NewPrimary("恢复所选", p.bringBack)
	p.list = container.New(layout.NewCustomPaddedLayout(0, 0, 12, 0), p.table)
	p.Content = container.NewBorder(Bar("回收站", p.restore, container.New(elastic{320, 140}, p.text)), nil, nil, nil, p.body)
	return p
}

func binColumns() []widget.Column[store.BinEntry] {
	type row = store.BinEntry
	return []widget.Column[row]{
		{Title: "内容", Width: 420, Least: 160, Grow: true, Text: func(r row) string { return r.Title }},
		{Title: "种类", Width: 90, Text: row.Word},
		{Title: "删除时间", Width: 150, Text: func(r row) string { return r.DeletedAt.Local().Format("2006-01-02 15:04") }},
		{Title: "谁删的", Width: 110, Text: func(r row) string { return r.Actor }},
		{Title: "哪一步", Width: 300, Least: 140, Grow: true, Text: func(r row) string { return r.Op }, Color: func(row) fyne.ThemeColorName { return theme.Second }},
	}
}

// FocusSearch puts the caret into the field that narrows the list.
func (p *Bin) FocusSearch() { p.office.Window.Canvas().Focus(p.text) }

// Refresh reads the recycle bin anew.
func (p *Bin) Refresh() {
	var all []store.BinEntry
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			all, err = v.Bin()
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("读不出回收站", err)
			return
		}
		p.all = all
		p.show()
	})
}

func (p *Bin) show() {
	p.rows = nil
	want := strings.TrimSpace(p.text.Text)
	for _, x := range p.all {
		if strings.Contains(x.Title+" "+x.Word()+" "+x.Actor+" "+x.Op, want) {
			p.rows = append(p.rows, x)
		}
	}
	var content fyne.CanvasObject
	switch {
	case len(p.all) == 0:
		content = widget.Empty("删除的问题、走访、企业和别的记录放在这里，随时可以恢复。现在是空的。", "", nil)
	case len(p.rows) == 0:
		content = widget.Empty("回收站里没有符合条件的记录。", "显示全部", func() { p.text.SetText("") })
	default:
		content = p.list
	}
	p.table.Reset()
	p.body.Objects = []fyne.CanvasObject{content}
	p.body.Refresh()
	p.count()
}

func (p *Bin) count() {
	text := fmt.Sprintf("回收站里有 %s 条", thousands(len(p.rows)))
	if n := len(p.chosen()); n > 0 {
		text += " · 选中 " + thousands(n)
		p.restore.Enable()
	} else {
		p.restore.Disable()
	}
	p.office.Tell(text)
}

// chosen are the selected records.
func (p *Bin) chosen() []store.BinEntry {
	from, to, ok := p.table.Selected()
	if !ok || to >= len(p.rows) {
		return nil
	}
	return p.rows[from : to+1]
}

func (p *Bin) bringBack() {
	what := p.chosen()
	if len(what) == 0 || p.office.refuses() {
		return
	}
	p.office.Work("正在恢复", func(ctx context.Context) error {
		return p.office.Actions.Restore(ctx, what)
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有恢复", err)
			return
		}
		told := "已恢复：" + cut(what[0].Title, 30)
		if len(what) > 1 {
			told = fmt.Sprintf("已恢复 %s 条", thousands(len(what)))
		}
		p.office.Saved(told)
	})
}
