package page

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// CommonInput is a group of like problems, as it is to be.
type CommonInput struct {
	ID       data.ID // 0: a new one
	Version  int
	On       data.Date
	Title    string
	Problems []data.ID
}

// CommonActions is what the page 共性问题 lets be written.
type CommonActions interface {
	SaveCommon(ctx context.Context, in CommonInput) (data.ID, error)
	DeleteCommon(ctx context.Context, id data.ID) error
}

// Commons is the page 共性问题: groups of like problems of many enterprises.
type Commons struct {
	Content fyne.CanvasObject

	office *Office
	open   func(store.Hit)
	grid   *grid[data.ID, store.CommonRow]
	search *widget.Entry
	scroll *container.Scroll
	box    *fyne.Container
	body   *fyne.Container
	split  fyne.CanvasObject
	all    []store.CommonRow
	keep   data.ID
}

// NewCommons makes the page; Refresh fills it. open is told which problem is to be brought
// to the front.
func NewCommons(o *Office, open func(store.Hit)) *Commons {
	p := &Commons{office: o, open: open, box: container.NewVBox()}
	p.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), p.box))
	p.grid = newGrid(o, gridOf[data.ID, store.CommonRow]{name: "共性问题列表", unit: "组", columns: commonColumns(),
		fetch: func(_ *store.View, ids []data.ID) (map[data.ID]store.CommonRow, error) {
			out := make(map[data.ID]store.CommonRow, len(ids))
			for _, c := range p.all {
				if slices.Contains(ids, c.ID) {
					out[c.ID] = c
				}
			}
			return out, nil
		},
		chosen: func(id data.ID) {
			p.keep = id
			p.detail()
		}})
	split := container.NewHSplit(p.grid.table, p.scroll)
	split.Offset = 0.5
	p.split = split
	p.body = container.NewStack(split)
	p.search = widget.NewEntry("搜索共性问题", "组名（Ctrl+G）")
	p.search.OnChanged = func(string) { p.list() }
	p.Content = container.NewBorder(Bar("共性问题", widget.NewPrimary("新建一组", p.add), container.New(elastic{280, 140}, p.search)), nil, nil, nil, p.body)
	return p
}

func commonColumns() []widget.Column[store.CommonRow] {
	type row = store.CommonRow
	return []widget.Column[row]{
		{Title: "共性问题", Width: 300, Least: 160, Grow: true, Text: func(r row) string { return r.Title }},
		{Title: "问题（个）", Width: 84, Right: true, Text: func(r row) string { return strconv.Itoa(len(r.Problems)) }, Sum: func(r row) float64 { return float64(len(r.Problems)) }},
		{Title: "企业（家）", Width: 84, Right: true, Text: func(r row) string { return strconv.Itoa(r.Firms) }},
		{Title: "在办", Width: 56, Right: true, Text: func(r row) string { return strconv.Itoa(r.Open) }},
		{Title: "归组日期", Width: 100, Text: func(r row) string { return r.On.String() }},
	}
}

// FocusSearch puts the caret into the search field.
func (p *Commons) FocusSearch() { p.office.Window.Canvas().Focus(p.search) }

// Open shows one group.
func (p *Commons) Open(id data.ID) {
	p.search.SetText("")
	p.keep = id
	p.Refresh()
}

// Refresh reads the groups anew.
func (p *Commons) Refresh() {
	var all []store.CommonRow
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			all, err = v.CommonProblems()
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("读不出共性问题", err)
			return
		}
		p.all = all
		p.list()
	})
}

func (p *Commons) list() {
	var ids []data.ID
	for _, c := range p.all {
		if strings.Contains(data.Normalise(c.Title), data.Normalise(p.search.Text)) {
			ids = append(ids, c.ID)
		}
	}
	p.body.Objects = []fyne.CanvasObject{p.split}
	switch {
	case len(p.all) == 0:
		p.body.Objects = []fyne.CanvasObject{widget.Empty("多家企业反映的同类问题归成一组，一起推动解决；组数和个数分开统计。还没有分组。", "新建一组", p.add)}
	case len(ids) == 0:
		p.body.Objects = []fyne.CanvasObject{widget.Empty("没有这个名称的组。", "列出全部", func() { p.search.SetText("") })}
	}
	p.body.Refresh()
	p.grid.show(ids)
	at := p.grid.rows.Index(p.keep)
	if at < 0 {
		p.keep = 0
	}
	if on, ok := p.grid.key(); p.keep != on || !ok {
		p.grid.table.Choose(at)
	}
	p.detail()
}

// chosen is the group on show.
func (p *Commons) chosen() (store.CommonRow, bool) {
	i := slices.IndexFunc(p.all, func(c store.CommonRow) bool { return c.ID == p.keep })
	if i < 0 {
		return store.CommonRow{}, false
	}
	return p.all[i], true
}

func (p *Commons) detail() {
	c, ok := p.chosen()
	if !ok {
		p.box.Objects = []fyne.CanvasObject{quiet("在左边选一组，这里列出它的问题。")}
		p.box.Refresh()
		return
	}
	rows, err := p.problems(c.Problems)
	if err != nil {
		p.box.Objects = []fyne.CanvasObject{quiet("读不出这一组的问题：" + err.Error())}
		p.box.Refresh()
		return
	}
	grid := container.New(layout.NewGridWrapLayout(fyne.NewSize(104, 34)))
	for _, b := range []fyne.CanvasObject{widget.NewButton("添加问题", func() { p.pick(c) }), widget.NewButton("修改组名", func() { p.rename(c) }),
		quietButton("删除这组", func() { p.remove(c) })} {
		grid.Add(b)
	}
	p.box.Objects = []fyne.CanvasObject{widget.NewHeadPara(c.Title), plain(fmt.Sprintf("%d 个问题，涉及 %d 家企业，在办 %d 个。", len(c.Problems), c.Firms, c.Open)), grid, section("问题")}
	if len(rows) == 0 {
		p.box.Add(quiet("还没有问题，按“添加问题”从台账里选。"))
	}
	for _, r := range rows {
		out := quietButton("移出", func() {
			p.save(c, slices.DeleteFunc(slices.Clone(c.Problems), func(id data.ID) bool { return id == r.ID }), "已移出 "+r.Code)
		})
		line := recordLine(r.Code, joined("　", r.Enterprise, cut(r.Content, 60), r.State.String(), lightText(r)), func() {
			p.open(store.Hit{Entity: data.EntityProblem, ID: r.ID, Title: r.Code})
		})
		p.box.Add(container.NewBorder(nil, nil, nil, container.NewVBox(out), line))
	}
	p.box.Refresh()
}

func (p *Commons) problems(ids []data.ID) (rows []store.ProblemRow, err error) {
	err = p.office.View(p.office.Context, func(v *store.View) (err error) {
		rows, err = v.ProblemRows(ids[:min(len(ids), 300)], p.office.Ledger.Today())
		return err
	})
	return rows, err
}

// save writes a group with other problems.
func (p *Commons) save(c store.CommonRow, problems []data.ID, told string) {
	if p.office.refuses() {
		return
	}
	in := CommonInput{ID: c.ID, Version: c.Version, On: c.On, Title: c.Title, Problems: problems}
	p.office.Work("", func(ctx context.Context) error {
		_, err := p.office.Actions.SaveCommon(ctx, in)
		return err
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有改动这一组", err)
			return
		}
		p.office.Saved(told)
	})
}

func (p *Commons) remove(c store.CommonRow) {
	if p.office.refuses() {
		return
	}
	p.office.Work("", func(ctx context.Context) error { return p.office.Actions.DeleteCommon(ctx, c.ID) }, func(err error) {
		if err != nil {
			p.office.Fail("没有删除", err)
			return
		}
		p.office.Saved("已删除这一组，其中的问题都还在：" + cut(c.Title, 30))
	})
}

func (p *Commons) add() {
	p.form("新建一组", "新建", store.CommonRow{On: p.office.Ledger.Today()})
}

func (p *Commons) rename(c store.CommonRow) { p.form("修改组名", "保存", c) }

// form names a group.
func (p *Commons) form(title, button string, c store.CommonRow) {
	o := p.office
	if o.refuses() {
		return
	}
	name, date := widget.NewEntry("组名", "如 石材企业用电容量不足"), o.dateEntry("归组日期", true)
	name.SetText(c.Title)
	date.SetText(c.On.String())
	form := widget.NewForm(button, &widget.Field{Key: "title", Label: "组名", Required: true, Most: 100, Input: name},
		&widget.Field{Key: "date", Label: "归组日期", Required: true, Input: date})
	sheet := o.showFormOf(title, c.ID, form, name)
	form.OnSubmit = func() {
		day, err := o.dayIn("date", date)
		if err != nil {
			form.Fail("date", err.Error())
			return
		}
		var id data.ID
		o.submit(form, "正在保存", "没有保存", func(ctx context.Context) (err error) {
			id, err = o.Actions.SaveCommon(ctx, CommonInput{ID: c.ID, Version: c.Version, On: day, Title: textOf(name), Problems: c.Problems})
			return err
		}, func() {
			sheet.Close()
			p.Open(id)
			o.Saved("已保存：" + cut(textOf(name), 30))
		})
	}
}

// pick lets problems be found and added to a group. At first it lists those that read
// like what is in it, or like its name.
func (p *Commons) pick(c store.CommonRow) {
	o := p.office
	if o.refuses() {
		return
	}
	var list widget.Slice[store.ProblemRow]
	columns := problemColumns(o)[:6]
	for i := range columns {
		columns[i].Key, columns[i].Edit = "", nil // here they are only looked at
	}
	table := widget.NewDataTable(columns, &list)
	table.Name = "选问题"
	find := func(text string) {
		list = p.candidates(c, text)
		table.Reset()
	}
	var sheet *widget.Sheet
	take := func() {
		from, to, ok := table.Selected()
		if !ok {
			return
		}
		problems := slices.Clone(c.Problems)
		for _, r := range list[from : to+1] {
			problems = append(problems, r.ID)
		}
		sheet.Close()
		p.save(c, problems, fmt.Sprintf("已加入 %d 个问题", to-from+1))
	}
	table.OnOpen = func(int) { take() }
	search := widget.NewEntry("查找问题", "问题里的文字、企业、编号；不填则列出内容相近的")
	search.OnChanged = find
	search.OnEnter = func() {
		o.Window.Canvas().Focus(table)
		table.Choose(0)
	}
	foot := container.NewHBox(widget.NewPrimary("加入选中的", take), widget.NewButton("关闭", func() { sheet.Close() }))
	sheet = widget.ShowSheet(o.Window, "添加问题："+cut(c.Title, 30), container.NewBorder(container.NewVBox(search, quiet("按住 Shift 可以选几行。")), foot, nil, nil,
		container.NewStack(gapOf(mergeWidth, 320), table)), search)
	find("")
}

// mostCandidates is how many problems are offered for a group.
const mostCandidates = 100

func (p *Commons) candidates(c store.CommonRow, text string) (rows []store.ProblemRow) {
	err := p.office.View(p.office.Context, func(v *store.View) error {
		var ids []data.ID
		var err error
		if strings.TrimSpace(text) != "" {
			ids, err = v.ProblemIDs(store.ProblemQuery{Text: text, Today: p.office.Ledger.Today()})
			ids = slices.DeleteFunc(ids, func(id data.ID) bool { return slices.Contains(c.Problems, id) })
		} else {
			texts := []string{c.Title}
			for _, id := range c.Problems[:min(3, len(c.Problems))] {
				x, err := v.Problem(id)
				if err != nil {
					return err
				}
				texts = append(texts, x.Content)
			}
			ids, err = v.ProblemsLike(texts, c.Problems, mostCandidates)
		}
		if err != nil {
			return err
		}
		rows, err = v.ProblemRows(ids[:min(mostCandidates, len(ids))], p.office.Ledger.Today())
		return err
	})
	if err != nil {
		p.office.log("common: " + err.Error())
	}
	return rows
}
