package page

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// FirmInput is the form of an enterprise, as it was typed.
type FirmInput struct {
	ID       data.ID // 0: a new one
	Version  int
	Name     string
	KeepOld  bool // the name it had stays a former name
	USCC     string
	Alias    string
	Industry string
	Region   string
	Contact  string
	Phone    string
}

// SupportInput is the form 一企一策, as it was typed.
type SupportInput struct {
	Enterprise data.ID
	Form       string // 一企一策 or 一事一议
	On         data.Date
	Title      string
	Number     string
	Who        string
	Effect     string
}

// FirmActions is what the page 企业 lets be written.
type FirmActions interface {
	SaveFirm(ctx context.Context, in FirmInput) (data.ID, error)
	DeleteFirm(ctx context.Context, id data.ID) error
	MergeFirms(ctx context.Context, kept, lost data.ID) error
	SaveSupport(ctx context.Context, in SupportInput) error
}

// Firms is the page 企业: all enterprises, and at the right what is known of the chosen one.
type Firms struct {
	Content fyne.CanvasObject

	office  *Office
	grid    *grid[data.ID, store.EnterpriseRow]
	detail  *firmDetail
	search  *widget.Entry
	region  *widget.Picker
	body    *fyne.Container
	split   fyne.CanvasObject
	query   store.EnterpriseQuery
	reading latest
	keep    data.ID
}

// NewFirms makes the page; Refresh fills it. open is told which record of an enterprise
// is to be brought to the front.
func NewFirms(o *Office, open func(store.Hit)) *Firms {
	p := &Firms{office: o}
	p.query.Desc = true
	p.detail = newFirmDetail(o, open, p.Open)
	p.grid = newGrid(o, gridOf[data.ID, store.EnterpriseRow]{name: "企业列表", unit: "家", columns: firmColumns(), foremost: 7, fetch: firmRows,
		sort: func(key string, desc bool) {
			p.query.Sort, p.query.Desc = key, desc
			p.Refresh()
		},
		chosen: func(id data.ID) {
			p.keep = id
			p.detail.show(id)
		},
		open: func(data.ID) { p.detail.focusFirst() }})
	if p.grid.sortKey != "" {
		p.query.Sort, p.query.Desc = p.grid.sortKey, p.grid.sortDesc
	}
	split := container.NewHSplit(p.grid.table, p.detail.scroll)
	split.Offset = 0.6
	p.split = split
	p.body = container.NewStack(p.split)
	layer := container.NewWithoutLayout()
	bar := p.bar(layer)
	p.Content = container.NewStack(container.NewBorder(bar, nil, nil, nil, p.body), layer)
	return p
}

func firmColumns() []widget.Column[store.EnterpriseRow] {
	type row = store.EnterpriseRow
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return []widget.Column[row]{
		{Title: "企业", Key: "name", Width: 210, Least: 150, Grow: true, Text: func(r row) string { return r.Name }},
		{Title: "行业", Key: "industry", Width: 76, Grow: true, Text: func(r row) string { return r.Industry }},
		{Title: "所在地", Key: "region", Width: 110, Least: 107, Grow: true, Text: func(r row) string { return r.Region }},
		{Title: "走访", Key: "visits", Width: 56, Right: true, Text: func(r row) string { return number(r.Visits) }},
		{Title: "问题", Key: "problems", Width: 56, Right: true, Text: func(r row) string { return number(r.Problems) }},
		{Title: "在办", Key: "open", Width: 56, Right: true, Text: func(r row) string { return number(r.Open) }},
		{Title: "最近走访", Key: "last", Width: 100, Text: func(r row) string { return r.Last.String() }},
		{Title: "统一社会信用代码", Width: 170, Text: func(r row) string { return r.USCC }},
	}
}

func (p *Firms) bar(layer *fyne.Container) fyne.CanvasObject {
	o := p.office
	p.search = widget.NewEntry("搜索企业", "名称、拼音首字母、信用代码（Ctrl+G）")
	p.search.OnChanged = func(s string) {
		p.query.Text = s
		p.Refresh()
	}
	p.search.OnEnter = p.FocusList
	p.search.OnEscape = func() {
		p.search.SetText("")
		p.FocusList()
	}
	p.region = widget.NewPicker("企业所在地", "按所在地", o.regions)
	p.region.Stand(layer, func() {
		was := p.query.Region
		p.query.Region = o.regionTyped(p.region.Text)
		if p.query.Region != was {
			p.Refresh()
		}
	})
	p.region.OnEnter = p.FocusList
	return Bar("企业", widget.NewPrimary("新增企业", func() { showFirmForm(o, nil, "", p.Open) }),
		container.New(elastic{160, 100}, p.region), container.New(elastic{300, 160}, p.search),
		widget.NewButton("疑似重复", func() { showDoubles(o, p.Open) }))
}

// regionTyped is the region of that name, 0 for none.
func (o *Office) regionTyped(name string) (id data.ID) {
	err := o.View(o.Context, func(v *store.View) (err error) {
		id, err = v.RegionNamed(name)
		return err
	})
	if err != nil {
		return 0 // not written out yet
	}
	return id
}

// FocusSearch puts the caret into the search field.
func (p *Firms) FocusSearch() { p.office.Window.Canvas().Focus(p.search) }

// FocusList gives the keys to the list.
func (p *Firms) FocusList() {
	if p.grid.rows.Len() == 0 {
		p.office.Window.Canvas().Unfocus()
		return
	}
	p.office.Window.Canvas().Focus(p.grid.table)
}

// Open shows one enterprise, whatever narrowed the list before.
func (p *Firms) Open(id data.ID) {
	p.keep = id
	if p.grid.rows.Index(id) < 0 {
		p.query.Text, p.query.Region = "", 0
		p.search.SetText("")
		p.region.SetText("")
	}
	p.Refresh()
}

// Refresh reads the list anew and keeps the chosen enterprise. While one reading is
// under way the next waits.
func (p *Firms) Refresh() {
	if !p.reading.begin() {
		return
	}
	q := p.query
	var ids []data.ID
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			ids, err = v.EnterpriseIDs(q)
			return err
		})
	}, func(err error) {
		if !p.reading.end(p.Refresh) {
			return
		}
		if err != nil {
			p.office.Fail("读不出企业列表", err)
			return
		}
		p.show(ids)
	})
}

func (p *Firms) show(ids []data.ID) {
	p.grid.show(ids)
	p.body.Objects = []fyne.CanvasObject{p.split}
	switch {
	case len(ids) == 0 && (p.query.Text != "" || p.query.Region != 0):
		p.body.Objects = []fyne.CanvasObject{widget.Empty("没有符合条件的企业。", "显示全部企业", func() {
			p.keep = 0
			p.Open(0)
		})}
	case len(ids) == 0:
		p.body.Objects = []fyne.CanvasObject{widget.Empty("这里列出走访过的企业和它们的问题。还没有企业，登记走访或导入台账时会自动加入。", "登记走访", func() { ShowVisitForm(p.office) })}
	}
	p.body.Refresh()
	at := -1
	if p.keep != 0 {
		at = p.grid.rows.Index(p.keep)
	}
	if at < 0 {
		p.keep = 0
	}
	if on, ok := p.grid.key(); p.keep != on || !ok {
		p.grid.table.Choose(at)
	}
	p.detail.show(p.keep)
}

// firmRows reads the lines of some enterprises.
func firmRows(v *store.View, ids []data.ID) (map[data.ID]store.EnterpriseRow, error) {
	out := make(map[data.ID]store.EnterpriseRow, len(ids))
	rows, err := v.EnterpriseRows(ids)
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}
