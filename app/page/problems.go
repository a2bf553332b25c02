package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// pile is one choice of the filter by stock or state.
type pile struct {
	word  string
	stock data.Stock
	state data.State
}

func piles() []pile {
	out := []pile{{word: "全部"}, {word: "在办（未办结）", stock: data.StockO}}
	for _, s := range []data.State{data.Pending, data.Assigned, data.Working, data.Reported} {
		out = append(out, pile{word: "　" + s.String(), state: s})
	}
	for _, s := range []data.Stock{data.StockL, data.StockR, data.StockX, data.StockN, data.StockM} {
		out = append(out, pile{word: s.StockName(), stock: s})
	}
	return out
}

// Problems is the page 问题: the grid, its filters, and the detail of the chosen one.
type Problems struct {
	Content fyne.CanvasObject

	office  *Office
	grid    *grid[data.ID, store.ProblemRow]
	detail  *Detail
	search  *widget.Entry
	pile    *widget.Select
	limit   *widget.Select
	narrow  *narrowing
	views   *views
	body    *fyne.Container
	split   fyne.CanvasObject
	query   store.ProblemQuery
	reading latest
	sought  data.ID // asked for by another page, until it is on show
	keep    data.ID

	shown    store.ProblemQuery // what is listed as a whole
	stopRest func()             // ends the reading of a long list's rest
	ready    bool
}

// NewProblems makes the page; Refresh fills it.
func NewProblems(o *Office) *Problems {
	p := &Problems{office: o, stopRest: func() {}}
	p.query.Sort, p.query.Desc = "registered", true
	p.grid = newGrid(o, gridOf[data.ID, store.ProblemRow]{name: "问题列表", columns: problemColumns(o), foremost: 8, fetch: problemRows(o),
		sort: func(key string, desc bool) {
			p.query.Sort, p.query.Desc = key, desc
			p.Refresh()
		},
		chosen: p.choose, open: func(data.ID) { p.detail.FocusFirst() }, edit: editProblems(o, problemFacts), menu: p.menu,
		paste: func(text string) { pasteProblems(o, p.grid, text) }})
	if p.grid.sortKey != "" {
		p.query.Sort, p.query.Desc = p.grid.sortKey, p.grid.sortDesc
	}
	p.grid.table.SortedBy(p.query.Sort, p.query.Desc)
	p.detail = NewDetail(o)
	split := container.NewHSplit(p.grid.table, p.detail.Content)
	split.Offset = 0.7
	p.split = split
	p.body = container.NewStack(p.split)
	p.narrow = newNarrowing(o, p.Refresh, p.leaveSearch, func() { p.Narrow(Filter{}) })
	p.views = newViews(p)
	p.Content = container.NewStack(container.NewBorder(container.NewVBox(p.bar(), p.narrow.row, p.views.chips), nil, nil, nil, p.body), p.narrow.layer)
	return p
}

func (p *Problems) bar() fyne.CanvasObject {
	var words []string
	for _, x := range piles() {
		words = append(words, x.word)
	}
	p.pile = widget.NewSelect("状态", words, func(i int) {
		p.query.Stock, p.query.State = piles()[max(i, 0)].stock, piles()[max(i, 0)].state
		p.Refresh()
	})
	p.limit = widget.NewSelect("期限", limitWords(), func(i int) {
		f := limits[max(i, 0)].filter
		p.query.OverdueOnly, p.query.DueSoon, p.query.Need = f.Overdue, f.DueSoon, f.Need
		p.Refresh()
	})
	p.search = widget.NewEntry("搜索", "编号、问题、企业（Ctrl+G）")
	p.search.OnChanged = func(s string) {
		p.query.Text = s
		p.Refresh()
	}
	p.search.OnEnter = p.leaveSearch
	p.search.OnEscape = func() {
		p.search.SetText("")
		p.leaveSearch()
	}
	return Bar("问题", widget.NewPrimary("登记走访", func() { ShowVisitForm(p.office) }),
		sized(150, p.pile), sized(130, p.limit), container.New(elastic{150, 100}, p.views.choice), container.New(elastic{280, 140}, p.search))
}

// leaveSearch goes on to the list, so that keys and Ctrl+Z no longer mean the field.
func (p *Problems) leaveSearch() {
	if p.grid.rows.Len() == 0 {
		p.office.Window.Canvas().Unfocus()
		return
	}
	p.office.Window.Canvas().Focus(p.grid.table)
}

// FocusList gives the keys back to the list, on the row they were last on.
func (p *Problems) FocusList() {
	if p.grid.table.CursorRow() >= 0 && p.grid.rows.Len() > 0 {
		p.office.Window.Canvas().Focus(p.grid.table)
	}
}

// FocusSearch puts the caret into the search field.
func (p *Problems) FocusSearch() { p.office.Window.Canvas().Focus(p.search) }

// Narrow shows only what the filter lets through.
func (p *Problems) Narrow(f Filter) {
	for i, x := range piles() {
		if x.stock == f.Stock && x.state == f.State {
			p.pile.SetSelectedIndex(i)
		}
	}
	i := f.limit()
	p.limit.SetSelectedIndex(i)
	p.search.SetText("")
	p.narrow.clear()
	p.views.left()
	p.sortFor(i > 0)
	p.Refresh()
}

// Find shows all problems that contain a text.
func (p *Problems) Find(text string) {
	p.Narrow(Filter{})
	p.search.SetText(text)
}

// sortFor sorts what is about deadlines by them, the longest overdue first, and all else
// by registration, the newest first.
func (p *Problems) sortFor(limit bool) {
	p.query.Sort, p.query.Desc = "registered", true
	if limit {
		p.query.Sort, p.query.Desc = "due", false
	}
	p.grid.table.SortedBy(p.query.Sort, p.query.Desc)
}

// atOnce is how many problems of a new list are shown before the others are known: more
// than a screen holds.
const atOnce = 80

// Refresh reads the list anew and keeps the chosen problem. While one reading is
// under way the next waits, so that typing never piles up queries. What is asked for
// the first time stands at once, by its first rows; the others follow.
func (p *Problems) Refresh() {
	if !p.reading.begin() {
		return
	}
	p.stopRest()
	p.narrow.apply(&p.query)
	p.views.tell()
	q := p.query
	q.Today = p.office.Ledger.Today()
	again := p.shown == q // it stays as it stands until all is read, or it would scroll away
	var ids []data.ID
	var more bool
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if again {
				ids, err = v.ProblemIDs(q)
				return err
			}
			ids, more, err = v.FirstIDs(q, atOnce)
			return err
		})
	}, func(err error) {
		if !p.reading.end(p.Refresh) {
			return
		}
		if err != nil {
			p.office.Fail("读不出问题列表", err)
			return
		}
		p.show(ids, more)
		p.shown = q
		if more {
			p.shown = store.ProblemQuery{}
			p.readRest(q)
		}
	})
}

// readRest replaces the first rows of a long list by all of them.
func (p *Problems) readRest(q store.ProblemQuery) {
	on, stop := context.WithCancel(context.Background())
	p.stopRest = stop
	var ids []data.ID
	p.office.Work("", func(ctx context.Context) error {
		ctx, end := context.WithCancel(ctx)
		defer end()
		defer context.AfterFunc(on, end)()
		return p.office.View(ctx, func(v *store.View) (err error) {
			ids, err = v.ProblemIDs(q)
			return err
		})
	}, func(err error) {
		defer stop()
		switch {
		case on.Err() != nil: // something else was asked for meanwhile
		case err != nil:
			p.office.Fail("读不出问题列表", err)
		default:
			p.show(ids, false)
			p.shown = q
		}
	})
}

// show lists problems; more says that others will follow.
func (p *Problems) show(ids []data.ID, more bool) {
	p.ready = true
	p.grid.partial = more
	p.grid.show(ids)
	p.body.Objects = []fyne.CanvasObject{p.split}
	if len(ids) == 0 {
		p.body.Objects = []fyne.CanvasObject{p.empty()}
	}
	p.body.Refresh()
	at := -1
	if p.keep != 0 {
		at = p.grid.rows.Index(p.keep)
	}
	if at < 0 && more {
		return // it may be among those that follow
	}
	if at < 0 && p.sought != 0 && p.sought == p.keep && p.narrowed() {
		p.widen()
		return
	}
	p.sought = 0
	if at < 0 {
		p.keep = 0
	}
	if on, ok := p.grid.key(); p.keep != on || !ok {
		p.grid.table.Choose(at)
	}
	p.detail.Show(p.keep)
}

func (p *Problems) narrowed() bool {
	q := p.query
	return q.Text != "" || q.Stock != "" || q.State != 0 || q.OverdueOnly || q.DueSoon || q.Need != 0 || p.narrow.on(q)
}

func (p *Problems) empty() fyne.CanvasObject {
	if p.narrowed() {
		return widget.Empty("没有符合条件的问题。", "显示全部", func() { p.Narrow(Filter{}) })
	}
	return widget.Empty("这里列出走访中发现的问题和它们的办理情况。还没有问题。", "登记走访", func() { ShowVisitForm(p.office) })
}

func (p *Problems) choose(id data.ID) {
	p.keep = id
	p.detail.Show(id)
}

// Open shows one problem. What narrows the list gives way where it would hide it.
func (p *Problems) Open(id data.ID) {
	p.keep, p.sought = id, id
	p.Refresh()
}

// widen shows all problems, as the one asked for is not among those the list is narrowed to.
func (p *Problems) widen() {
	id := p.sought
	p.sought = 0
	p.Narrow(Filter{})
	p.keep = id
	p.Refresh()
}

// problemRows reads the lines of some problems.
func problemRows(o *Office) func(*store.View, []data.ID) (map[data.ID]store.ProblemRow, error) {
	return func(v *store.View, ids []data.ID) (map[data.ID]store.ProblemRow, error) {
		out := make(map[data.ID]store.ProblemRow, len(ids))
		rows, err := v.ProblemRows(ids, o.Ledger.Today())
		for _, r := range rows {
			out[r.ID] = r
		}
		return out, err
	}
}
