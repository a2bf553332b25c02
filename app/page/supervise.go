package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// duty is one thing the office itself must do about problems.
type duty struct {
	word   string
	colour fyne.ThemeColorName
	filter Filter
	sort   string
	empty  string
}

// Places of duties.
const (
	overdueDuty = iota
	reviewDuty
	lookDuty
	visitDuty
)

var duties = []duty{
	{"逾期", theme.Red, Filter{Overdue: true}, "due", "逾期的问题按主办单位列在这里，可以几个一起升级督办。现在没有逾期的。"},
	{"审核滞留", theme.Yellow, Filter{Need: store.NeedReview}, "due", "反馈交来 3 个工作日还没有审核的列在这里，责任在审核方。现在没有。"},
	{"应复查未复查", theme.Yellow, Filter{Need: store.NeedLook}, "registered", "长期坚持的问题每季度复查一次，过了日子没有复查的列在这里。现在没有。"},
	{"待回访", fynetheme.ColorNamePrimary, Filter{Need: store.NeedVisit}, "registered", "已办结、还没有回访的问题列在这里，逐个登记。现在没有。"},
}

// Supervise is the page 整改督办: the problems about which the office itself must do
// something, by what it must do.
type Supervise struct {
	Content fyne.CanvasObject

	office  *Office
	open    func(Filter, data.ID)
	tiles   []*Tile
	at      int     // the duty on show
	unit    data.ID // whose problems are listed; allUnits: all
	units   map[data.ID]store.OverdueUnit
	left    *grid[data.ID, store.OverdueUnit]
	lists   [visitDuty + 1]*grid[data.ID, store.SuperviseRow] // made when first shown
	panes   [visitDuty + 1]fyne.CanvasObject
	visit   *visitEntry
	body    *fyne.Container
	head    *canvas.Text
	act     *widget.Button
	reading latest
}

// allUnits is the first line of the units, all of them together.
const allUnits data.ID = -1

// NewSupervise makes the page; Refresh fills it. open shows a problem on the page 问题.
func NewSupervise(o *Office, open func(Filter, data.ID)) *Supervise {
	p := &Supervise{office: o, open: open, unit: allUnits, head: second(""), body: container.NewStack()}
	row := container.NewHBox()
	for i, x := range duties {
		t := newSmallTile(x.word, x.colour, func() { p.choose(i) })
		p.tiles = append(p.tiles, t)
		row.Add(t)
	}
	p.act = widget.NewPrimary("升级督办", p.doDuty)
	p.left = newGrid(o, gridOf[data.ID, store.OverdueUnit]{name: "逾期单位", unit: "行", columns: overdueColumns(), fetch: p.unitRows, chosen: p.chooseUnit})
	p.left.table.Numbered = false
	p.visit = newVisitEntry(o, p.next)
	head := container.New(layout.NewCustomPaddedLayout(0, 6, 16, 16), container.NewBorder(nil, nil, nil, p.act, p.head))
	p.Content = container.NewBorder(container.NewVBox(Bar("整改督办", nil, row), head), nil, nil, nil, p.body)
	return p
}

func (p *Supervise) choose(i int) {
	p.at, p.unit = i, allUnits
	p.Refresh()
}

// chooseUnit lists the problems of one unit.
func (p *Supervise) chooseUnit(u data.ID) {
	if u != p.unit {
		p.unit = u
		p.Refresh()
	}
}

// unitRows are the lines of some units, as they were last counted.
func (p *Supervise) unitRows(_ *store.View, ids []data.ID) (map[data.ID]store.OverdueUnit, error) {
	out := map[data.ID]store.OverdueUnit{}
	for _, id := range ids {
		if u, ok := p.units[id]; ok {
			out[id] = u
		}
	}
	return out, nil
}

// duties as they stand.
type dutyCounts struct {
	n     [visitDuty + 1]int
	units []store.OverdueUnit
	ids   []data.ID
}

// Refresh counts all duties and lists the one on show.
func (p *Supervise) Refresh() {
	if !p.reading.begin() {
		return
	}
	var c dutyCounts
	var half data.ID
	title := p.office.resume
	if strings.HasPrefix(title, visitEntryTitle) {
		p.office.resume, p.at, p.unit = "", visitDuty, allUnits
	}
	at, unit := p.at, p.unit
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if c, err = countDuties(v, at, unit, p.office.Ledger.Today()); err == nil && strings.HasPrefix(title, visitEntryTitle) {
				half, err = problemOf(v, title)
			}
			return err
		})
	}, func(err error) {
		switch {
		case !p.reading.end(p.Refresh):
		case err != nil:
			p.office.Fail("读不出整改督办", err)
		default:
			p.show(c)
			if i := slices.Index(c.ids, half); i >= 0 {
				p.lists[visitDuty].table.Choose(i)
			}
		}
	})
}

func countDuties(v *store.View, at int, unit data.ID, today data.Date) (c dutyCounts, err error) {
	for i, x := range duties {
		if c.n[i], err = v.ProblemCount(x.filter.query(today)); err != nil {
			return c, err
		}
	}
	q := duties[at].filter.query(today)
	q.Sort = duties[at].sort
	if at == overdueDuty {
		if c.units, err = v.OverdueUnits(today); err != nil {
			return c, err
		}
		if unit != allUnits {
			q.Lead = unit
		}
	}
	c.ids, err = v.ProblemIDs(q)
	return c, err
}

func (p *Supervise) show(c dutyCounts) {
	for i, t := range p.tiles {
		t.chosen = i == p.at
		t.set(c.n[i], "")
	}
	p.act.Hide()
	if c.n[p.at] == 0 {
		p.office.Tell(duties[p.at].word + " 0 个")
		p.head.Text = ""
		p.head.Refresh()
		p.body.Objects = []fyne.CanvasObject{widget.Empty(duties[p.at].empty, "看看问题", func() { p.open(Filter{}, 0) })}
		p.body.Refresh()
		return
	}
	if p.panes[p.at] == nil {
		p.panes[p.at] = p.pane(p.at)
	}
	if p.at == overdueDuty {
		p.showUnits(c.units)
	}
	list := p.lists[p.at]
	list.show(c.ids)
	p.tell(len(c.ids))
	p.body.Objects = []fyne.CanvasObject{p.panes[p.at]}
	p.body.Refresh()
	if _, chosen := list.key(); p.at == visitDuty && len(c.ids) > 0 {
		if !chosen {
			list.table.Choose(0)
		}
		p.follow()
	}
}

// showUnits lists the units, all together in the first line.
func (p *Supervise) showUnits(units []store.OverdueUnit) {
	all := sumOf(units)
	p.units = map[data.ID]store.OverdueUnit{allUnits: all}
	ids := []data.ID{allUnits}
	for _, u := range units {
		p.units[u.Unit] = u
		ids = append(ids, u.Unit)
	}
	p.left.show(ids)
	if _, chosen := p.left.key(); !chosen {
		p.left.table.Choose(0)
	}
}

// tell says above the table what is listed and what may be done.
func (p *Supervise) tell(n int) {
	words := map[int]string{
		overdueDuty: "个，逾期最久的在前；按住 Shift 可选多个，一起升级督办", reviewDuty: "个，请审核通过或退回重办",
		lookDuty: "个，请复查后登记", visitDuty: "个；在右边登记，登记完自动到下一个",
	}
	p.head.Text = thousands(n) + " " + words[p.at]
	if p.at == overdueDuty && p.unit != allUnits {
		p.head.Text = nameOr(p.units[p.unit].Name) + "：" + p.head.Text
	}
	p.head.Refresh()
	if p.at == visitDuty {
		return
	}
	p.act.SetText(map[int]string{overdueDuty: "升级督办", reviewDuty: "审核", lookDuty: "登记复查"}[p.at])
	p.act.Show()
}

// pane is what stands below the tiles for a duty.
func (p *Supervise) pane(at int) fyne.CanvasObject {
	of := gridOf[data.ID, store.SuperviseRow]{name: duties[at].word, unit: "个", columns: superviseColumns(at), foremost: 7, fetch: superviseRows(p.office),
		open: func(id data.ID) { p.open(duties[at].filter, id) }}
	if at == visitDuty {
		of.chosen = func(data.ID) { p.follow() }
	}
	g := newGrid(p.office, of)
	p.lists[at] = g
	list := container.New(layout.NewCustomPaddedLayout(0, 0, 12, 0), g.table)
	switch at {
	case overdueDuty:
		split := container.NewHSplit(container.New(layout.NewCustomPaddedLayout(0, 0, 12, 0), p.left.table), g.table)
		split.Offset = 0.36
		return split
	case visitDuty:
		split := container.NewHSplit(list, p.visit.Content)
		split.Offset = 0.48
		return split
	}
	return list
}

// follow shows the problem under the cursor in the entry of return visits.
func (p *Supervise) follow() {
	id, ok := p.lists[visitDuty].key()
	if !ok {
		return
	}
	var row store.SuperviseRow
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) error {
			rows, err := v.SuperviseRows([]data.ID{id}, p.office.Ledger.Today())
			if len(rows) > 0 {
				row = rows[0]
			}
			return err
		})
	}, func(err error) {
		switch {
		case err != nil:
			p.office.Fail("读不出这个问题", err)
		case row.ID != 0:
			p.visit.show(row)
		}
	})
}

// next goes on to the problem after the one just dealt with.
func (p *Supervise) next(done data.ID) {
	g := p.lists[visitDuty]
	if i := g.rows.Index(done); i >= 0 && i+1 < g.rows.Len() {
		g.table.Choose(i + 1)
	}
}

// Open shows the problem a letter is about, on its own page.
func (p *Supervise) Open(record data.ID) {
	var problem data.ID
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) error {
			rec, err := v.Record(record)
			if err == nil {
				problem = rec.Ref
			}
			return err
		})
	}, func(err error) {
		switch {
		case err != nil:
			p.office.Fail("找不到这条督办", err)
		case problem != 0:
			p.open(Filter{}, problem)
		}
	})
}

// doDuty does the duty on show for what is chosen.
func (p *Supervise) doDuty() {
	ids := p.lists[p.at].keys()
	if len(ids) == 0 {
		p.office.Toasts.Show("请先在列表里选一个问题", "", nil)
		return
	}
	switch p.at {
	case overdueDuty:
		showEscalateForm(p.office, ids)
	case reviewDuty:
		p.office.withProblem(ids[0], func(x *data.Problem) {
			widget.ShowQuestion(p.office.Window, "审核 "+x.Code, cut(x.Content, 120), widget.Option{Text: "先不审核"},
				widget.Option{Text: "退回重办", Do: func() { ShowEventForm(p.office, x, data.SendBack) }},
				widget.Option{Text: "审核通过", Primary: true, Do: func() { ShowEventForm(p.office, x, data.Resolve) }})
		})
	case lookDuty:
		p.office.withProblem(ids[0], func(x *data.Problem) { ShowEventForm(p.office, x, data.LongReview) })
	}
}

// Drop gives files that were dropped on the entry of return visits to it.
func (p *Supervise) Drop(at fyne.Position, paths []string) bool {
	if p.at != visitDuty || p.visit.row.ID == 0 || !lies(p.visit.Content, at) {
		return false
	}
	p.visit.files.Take(paths)
	return true
}

// withProblem reads a problem and goes on with it.
func (o *Office) withProblem(id data.ID, then func(*data.Problem)) {
	var x *data.Problem
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			x, err = v.Problem(id)
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出这个问题", err)
			return
		}
		then(x)
	})
}

// superviseRows reads the lines of some problems.
func superviseRows(o *Office) func(*store.View, []data.ID) (map[data.ID]store.SuperviseRow, error) {
	return func(v *store.View, ids []data.ID) (map[data.ID]store.SuperviseRow, error) {
		out := make(map[data.ID]store.SuperviseRow, len(ids))
		rows, err := v.SuperviseRows(ids, o.Ledger.Today())
		for _, r := range rows {
			out[r.ID] = r
		}
		return out, err
	}
}
