package page

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// Visits is the page 走访: the list of visits, what narrows it, and the chosen one with
// the problems found on it.
type Visits struct {
	Content fyne.CanvasObject

	office  *Office
	grid    *grid[data.ID, store.VisitRow]
	detail  *visitDetail
	query   store.VisitQuery
	search  *widget.Entry
	period  *widget.Entry
	zero    *widget.Select
	unit    *visitFilter
	region  *visitFilter
	layer   *fyne.Container
	body    *fyne.Container
	split   fyne.CanvasObject
	quiet   bool // the fields are set by the page itself
	reading latest
}

// visitFilter is a field that narrows by a name; what nobody is called narrows nothing.
type visitFilter struct {
	in *widget.Picker
	id data.ID
}

var zeroWords = []string{"全部走访", "零报告", "登记了问题"}

// NewVisits makes the page; Refresh fills it. open shows a problem on its own page.
func NewVisits(o *Office, open func(data.ID)) *Visits {
	p := &Visits{office: o, layer: container.NewWithoutLayout()}
	p.query.Sort, p.query.Desc = "day", true
	p.grid = newGrid(o, gridOf[data.ID, store.VisitRow]{name: "走访列表", unit: "次", columns: visitCells(o, visitColumns()), fetch: visitRows, edit: editVisits(o),
		paste: func(text string) { o.pasteLedger(text, nil) },
		sort: func(key string, desc bool) {
			p.query.Sort, p.query.Desc = key, desc
			p.Refresh()
		},
		chosen: func(id data.ID) { p.detail.show(id) }, open: func(data.ID) { p.detail.focusFirst() }, menu: p.menu})
	if p.grid.sortKey != "" {
		p.query.Sort, p.query.Desc = p.grid.sortKey, p.grid.sortDesc
	}
	p.grid.table.SortedBy(p.query.Sort, p.query.Desc)
	p.detail = newVisitDetail(o, open)
	split := container.NewHSplit(p.grid.table, p.detail.Content)
	split.Offset = 0.68
	p.split = split
	p.body = container.NewStack(p.split)
	p.Content = container.NewStack(container.NewBorder(container.NewVBox(p.bar(), p.narrowing()), nil, nil, nil, p.body), p.layer)
	return p
}

func (p *Visits) bar() fyne.CanvasObject {
	p.zero = widget.NewSelect("零报告", zeroWords, func(int) { p.changed() })
	p.search = widget.NewEntry("搜索走访", "企业（可用拼音首字母）、人员、答复")
	p.search.OnChanged = func(string) { p.changed() }
	p.search.OnEnter = p.toList
	p.search.OnEscape = func() {
		p.search.SetText("")
		p.toList()
	}
	return Bar("走访", widget.NewPrimary("登记走访", func() { ShowVisitForm(p.office) }), sized(130, p.zero), container.New(elastic{280, 120}, p.search),
		widget.NewButton("接着上次登记", func() { ShowVisitLikeLast(p.office) }))
}

// narrowing is the second row, what narrows the list by words.
func (p *Visits) narrowing() fyne.CanvasObject {
	p.unit = p.filter("按走访单位", func(c choices) []named { return c.units }, unitNamed)
	p.region = p.filter("按所在地", func(c choices) []named { return c.regions }, regionNamed)
	p.period = widget.NewEntry("按走访日期", "2026-10 或 2026-10-01 至 2026-10-15")
	p.period.OnChanged = func(string) { p.changed() }
	p.period.OnEnter = func() {
		if _, _, ok := readPeriod(p.period.Text, p.office.Ledger.Today()); !ok && strings.TrimSpace(p.period.Text) != "" {
			p.office.Toasts.Show("看不懂这段日期，没有筛选。可以写 2026、2026-10、10月，或 10-1 至 10-15。", "", nil)
			return
		}
		p.toList()
	}
	box := container.New(barLayout{}, container.New(elastic{180, 90}, p.unit.in), container.New(elastic{180, 90}, p.region.in),
		container.New(elastic{280, 110}, p.period), widget.NewButton("显示全部", p.all))
	return container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), box)
}

func (p *Visits) filter(name string, offer func(choices) []named, find func(*store.View, string) (data.ID, error)) *visitFilter {
	f := &visitFilter{in: widget.NewPicker(name, name, p.office.offer(offer))}
	f.in.Stand(p.layer, func() {
		was := f.id
		f.id = 0
		if text := pickedOf(f.in); text != "" {
			err := p.office.View(p.office.Context, func(v *store.View) (err error) {
				f.id, err = find(v, text)
				return err
			})
			if err != nil {
				f.id = 0 // not written out yet
			}
		}
		if f.id != was {
			p.changed()
		}
	})
	f.in.OnEnter = func() {
		if f.id == 0 && pickedOf(f.in) != "" {
			p.office.Toasts.Show("没有叫“"+cut(f.in.Text, 20)+"”的，没有筛选", "", nil)
			return
		}
		p.toList()
	}
	return f
}

func (p *Visits) changed() {
	if !p.quiet {
		p.Refresh()
	}
}

// all shows every visit.
func (p *Visits) all() {
	p.quiet = true
	p.zero.SetSelectedIndex(0)
	for _, e := range []*widget.Entry{p.search, p.period} {
		e.SetText("")
	}
	for _, f := range []*visitFilter{p.unit, p.region} {
		f.in.SetText("")
		f.id = 0
	}
	p.quiet = false
	p.Refresh()
}

// toList goes on to the list.
func (p *Visits) toList() {
	if p.grid.rows.Len() == 0 {
		p.office.Window.Canvas().Unfocus()
		return
	}
	p.office.Window.Canvas().Focus(p.grid.table)
}

// FocusList gives the keys back to the list, on the row they were last on.
func (p *Visits) FocusList() { p.toList() }

// FocusSearch puts the caret into the search field.
func (p *Visits) FocusSearch() { p.office.Window.Canvas().Focus(p.search) }

// Open shows one visit, whatever narrows the list.
func (p *Visits) Open(id data.ID) {
	p.all()
	if i := p.grid.rows.Index(id); i >= 0 {
		p.grid.table.Choose(i)
	}
	p.detail.show(id)
}

func (p *Visits) asked() store.VisitQuery {
	q := p.query
	q.Text, q.Unit, q.Region = p.search.Text, p.unit.id, p.region.id
	q.Zero, q.Found = p.zero.SelectedIndex() == 1, p.zero.SelectedIndex() == 2
	q.From, q.To, _ = readPeriod(p.period.Text, p.office.Ledger.Today())
	return q
}

// Refresh reads the list anew and keeps the chosen visit. While one reading is under way
// the next waits.
func (p *Visits) Refresh() {
	if !p.reading.begin() {
		return
	}
	q := p.asked()
	var ids []data.ID
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			ids, err = v.VisitIDs(q)
			return err
		})
	}, func(err error) {
		switch {
		case !p.reading.end(p.Refresh):
		case err != nil:
			p.office.Fail("读不出走访列表", err)
		default:
			p.list(ids, q)
		}
	})
}

func (p *Visits) list(ids []data.ID, q store.VisitQuery) {
	p.grid.show(ids)
	p.body.Objects = []fyne.CanvasObject{p.split}
	if len(ids) == 0 {
		q.Sort, q.Desc = "", false
		p.body.Objects = []fyne.CanvasObject{widget.Empty("这里列出走访过的企业。还没有登记过走访。", "登记走访", func() { ShowVisitForm(p.office) })}
		if q != (store.VisitQuery{}) {
			p.body.Objects = []fyne.CanvasObject{widget.Empty("没有符合条件的走访。", "显示全部", p.all)}
		}
	}
	p.body.Refresh()
	shown := p.detail.shown
	if key, ok := p.grid.key(); ok {
		shown = key
	} else if !slices.Contains(ids, shown) {
		shown = 0
	}
	p.detail.show(shown)
}

func (p *Visits) menu(id data.ID) []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem("修改走访…", func() { ShowVisitEdit(p.office, id) }),
		fyne.NewMenuItem("删除走访…", func() { deleteVisit(p.office, id) }),
	}
}

func visitRows(v *store.View, ids []data.ID) (map[data.ID]store.VisitRow, error) {
	rows, err := v.VisitRows(ids)
	out := make(map[data.ID]store.VisitRow, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

func visitColumns() []widget.Column[store.VisitRow] {
	type row = store.VisitRow
	return []widget.Column[row]{
		{Title: "走访日期", Key: "day", Width: 100, Text: func(r row) string { return r.On.String() }},
		{Title: "走访单位", Key: "unit", Width: 150, Least: 110, Grow: true, Text: func(r row) string {
			if r.Joined > 0 {
				return r.Unit + " 等 " + strconv.Itoa(r.Joined+1) + " 个"
			}
			return r.Unit
		}},
		{Title: "企业", Key: "enterprise", Width: 220, Least: 140, Grow: true, Text: func(r row) string { return r.Enterprise }},
		{Title: "所在地", Key: "region", Width: 110, Least: 107, Grow: true, Text: func(r row) string { return r.Region }},
		{Title: "问题", Width: 70, Right: true, Text: func(r row) string {
			if r.Problems == 0 {
				return "零报告"
			}
			return thousands(r.Problems)
		}},
		{Title: "满意度", Key: "satisfaction", Width: 90, Text: func(r row) string { return r.Satisfaction.String() }},
	}
}

// readPeriod reads a year, a month or two days with 至 between them.
func readPeriod(text string, today data.Date) (from, to data.Date, ok bool) {
	text = strings.TrimSpace(text)
	if a, b, two := strings.Cut(strings.ReplaceAll(text, "到", "至"), "至"); two {
		from, err1 := readDate("", a, today)
		to, err2 := readDate("", b, today)
		if err1 != nil || err2 != nil || to < from {
			return 0, 0, false
		}
		return from, to, true
	}
	if y, err := strconv.Atoi(strings.TrimSuffix(text, "年")); err == nil && y >= 1990 && y <= 2100 {
		return workday.Make(y, 1, 1), workday.Make(y, 12, 31), true
	}
	if m, is := strings.CutSuffix(text, "月"); is && len(m) <= 2 {
		text = strconv.Itoa(today.Year()) + "-" + m
	}
	if y, m, ok := readMonth(text); ok {
		from = workday.Make(y, m, 1)
		return from, from.MonthEnd(), true
	}
	if d, err := readDate("", text, today); err == nil {
		return d, d, true
	}
	return 0, 0, false
}
