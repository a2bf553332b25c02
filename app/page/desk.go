package page

import (
	"context"
	"fmt"

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

// heap is one heap of work a clerk begins the day with.
type heap struct {
	word   string
	colour fyne.ThemeColorName
	filter Filter
}

var heapsOfWork = []heap{
	{"3 日内到期", theme.Yellow, Filter{DueSoon: true}},
	{"已逾期", theme.Red, Filter{Overdue: true}},
	{"待审核", fynetheme.ColorNamePrimary, Filter{State: data.Reported}},
	{"待回访", fynetheme.ColorNamePrimary, Filter{Need: store.NeedVisit}},
	{"应复查未复查", theme.Yellow, Filter{Need: store.NeedLook}},
}

// draftHeap is the last tile: what was begun and not finished, no problems.
const draftHeap = 5

// Places of heaps above.
const (
	soonHeap = iota
	overdueHeap
	reviewHeap
)

// Desk is the page 工作台: what is to be done today, and below it the chosen heap.
type Desk struct {
	Content fyne.CanvasObject

	office *Office
	open   func(Filter, data.ID)
	tiles  []*Tile
	chosen int // -1: nobody has chosen yet
	at     int // the heap that is listed
	body   *fyne.Container
	below  *fyne.Container // the list of the heap
	filled fyne.CanvasObject
	head   *canvas.Text
	button *widget.Button // opens the heap on the page 问题
	all    int            // problems in the ledger
	list   fyne.CanvasObject
	grid   *grid[data.ID, store.ProblemRow]
}

// NewDesk makes the page; open is told which heap is to be shown on the page 问题, and
// which problem of it, 0 for none.
func NewDesk(o *Office, open func(Filter, data.ID)) *Desk {
	d := &Desk{office: o, open: open, chosen: -1, head: second("")}
	grid := container.NewGridWithColumns(len(heapsOfWork) + 1)
	add := func(i int, word string, colour fyne.ThemeColorName) {
		tile := newTile(word, colour, func() { d.choose(i) })
		d.tiles = append(d.tiles, tile)
		grid.Add(tile)
	}
	for i, h := range heapsOfWork {
		add(i, h.word, h.colour)
	}
	add(draftHeap, "草稿", fynetheme.ColorNamePrimary)
	d.button = widget.NewButton("在问题页打开", func() { open(d.filter(), 0) })
	row := container.New(layout.NewCustomPaddedLayout(8, 8, 16, 16), grid)
	head := container.New(layout.NewCustomPaddedLayout(4, 4, 16, 16), container.NewBorder(nil, nil, nil, d.button, d.head))
	top := container.NewVBox(row, head)
	d.list = d.problems()
	d.below = container.NewStack(d.list)
	d.filled = container.New(layout.NewBorderLayout(top, nil, nil, nil), top, d.below) // Tab comes to the tiles first
	d.body = container.NewStack(d.filled)
	d.Content = container.NewBorder(Bar("工作台", widget.NewPrimary("登记走访", func() { ShowVisitForm(o) })), nil, nil, nil, d.body)
	return d
}

// deskWidths are the widths of columns that have more room here than beside a detail.
var deskWidths = map[string]float32{"问题": 300, "企业": 150, "主办单位": 104}

// problems makes the table below the tiles.
func (d *Desk) problems() fyne.CanvasObject {
	columns := problemColumns(d.office)[:9] // up to 类别
	for i := range columns {
		columns[i].Key = "" // the longest overdue stand first; other orders are on the page 问题
		if w := deskWidths[columns[i].Title]; w > 0 {
			columns[i].Width = w
		}
	}
	d.grid = newGrid(d.office, gridOf[data.ID, store.ProblemRow]{name: "待办列表", columns: columns, fetch: problemRows(d.office),
		open: func(id data.ID) { d.open(d.filter(), id) }, told: d.allTold})
	return container.New(layout.NewCustomPaddedLayout(0, 0, 12, 0), d.grid.table)
}

// allTold says how many problems there are besides those listed.
func (d *Desk) allTold() string { return " · 台账共 " + thousands(d.all) + " 个问题" }

func (d *Desk) filter() Filter {
	if d.at == draftHeap {
		return Filter{}
	}
	return heapsOfWork[d.at].filter
}

// choose shows a heap.
func (d *Desk) choose(i int) {
	d.chosen = i
	d.Refresh()
}

// deskCounts are what the tiles say.
type deskCounts struct {
	all     int
	n       [draftHeap + 1]int
	notes   [draftHeap + 1]string
	listed  []data.ID // of the heap that is shown
	drafts  []draft
	present int // that heap
}

// Refresh counts the heaps and lists the chosen one; until somebody chooses, the first
// that holds something, the overdue before all. Only the heap on show is listed: of a
// million problems the others cost no more than their number.
func (d *Desk) Refresh() {
	var c deskCounts
	chosen := d.chosen
	d.office.Work("", func(ctx context.Context) error {
		return d.office.View(ctx, func(v *store.View) (err error) {
			c, err = d.count(v, chosen)
			return err
		})
	}, func(err error) {
		if err != nil {
			d.office.Fail("读不出工作台", err)
			return
		}
		d.show(c)
	})
}

// mostUrgent is the order in which a heap is proposed.
var mostUrgent = []int{overdueHeap, soonHeap, reviewHeap, 3, 4}

func (d *Desk) count(v *store.View, chosen int) (c deskCounts, err error) {
	today := d.office.Ledger.Today()
	if c.all, err = v.ProblemCount(store.ProblemQuery{Today: today}); err != nil {
		return c, err
	}
	for i, h := range heapsOfWork {
		if c.n[i], err = v.ProblemCount(h.filter.query(today)); err != nil {
			return c, err
		}
	}
	if c.drafts, err = draftsOf(v); err != nil {
		return c, err
	}
	c.n[draftHeap] = len(c.drafts)
	if c.notes[overdueHeap], err = changeOf(v, c.n[overdueHeap], today); err != nil {
		return c, err
	}
	late, err := v.ProblemCount(store.ProblemQuery{Today: today, Need: store.NeedReview})
	if err != nil {
		return c, err
	}
	if late > 0 {
		c.notes[reviewHeap] = fmt.Sprintf("其中滞留 %s 个", thousands(late))
	}
	c.present = chosen
	for _, i := range mostUrgent {
		if c.present < 0 && c.n[i] > 0 {
			c.present = i
		}
	}
	if c.present = max(c.present, 0); c.present != draftHeap {
		q := heapsOfWork[c.present].filter.query(today)
		q.Sort = "due"
		c.listed, err = v.ProblemIDs(q)
	}
	return c, err
}

// changeOf tells how many more are overdue than a week ago.
func changeOf(v *store.View, now int, today data.Date) (string, error) {
	was, err := v.OverdueOn(today.AddDays(-7))
	switch {
	case err != nil:
		return "", err
	case now > was:
		return "较上周多 " + thousands(now-was), nil
	case now < was:
		return "较上周少 " + thousands(was-now), nil
	case now == 0:
		return "", nil
	}
	return "与上周持平", nil
}

func (d *Desk) show(c deskCounts) {
	d.at, d.all = c.present, c.all
	for i, t := range d.tiles {
		t.chosen = i == d.at
		t.set(c.n[i], c.notes[i])
	}
	if c.all == 0 && c.n[draftHeap] == 0 {
		d.office.Tell("共 0 个问题")
		d.body.Objects = []fyne.CanvasObject{widget.Empty("这里每天显示快到期、已逾期、待审核、待回访的问题。台账还是空的。", "导入台账", func() { d.office.Show("导入") })}
		d.body.Refresh()
		return
	}
	if d.at == draftHeap {
		d.office.Tell("台账共 " + thousands(c.all) + " 个问题")
		d.head.Text = "草稿：" + thousands(len(c.drafts)) + " 个，没有填完的表单和没有印发的通报"
		d.button.Hide()
		d.below.Objects = []fyne.CanvasObject{d.draftList(c.drafts)}
	} else {
		d.head.Text = heapsOfWork[d.at].word + "：" + thousands(len(c.listed)) + " 个，按期限先后；双击或按 Enter 办理"
		d.button.Show()
		d.grid.show(c.listed)
		d.below.Objects = []fyne.CanvasObject{d.list}
		if len(c.listed) == 0 {
			d.head.Text = heapsOfWork[d.at].word + "：0 个"
			d.below.Objects = []fyne.CanvasObject{widget.Empty("现在没有"+heapsOfWork[d.at].word+"的问题。", "", nil)}
		}
	}
	d.head.Refresh()
	d.below.Refresh()
	d.body.Objects = []fyne.CanvasObject{d.filled}
	d.body.Refresh()
}
