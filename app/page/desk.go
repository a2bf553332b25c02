package page

import (
	"context"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// tiles are the four heaps of work a clerk begins the day with.
var tiles = []struct {
	word   string
	colour fyne.ThemeColorName
	filter Filter
}{
	{"3 日内到期", theme.Yellow, Filter{DueSoon: true}},
	{"已逾期", theme.Red, Filter{Overdue: true}},
	{"待审核", fynetheme.ColorNamePrimary, Filter{State: data.Reported}},
	{"待回访、待销号", fynetheme.ColorNamePrimary, Filter{Stock: data.StockR}},
}

// Desk is the page 工作台: what is to be done today, and below it the problems of the
// chosen heap.
type Desk struct {
	Content fyne.CanvasObject

	office *Office
	open   func(Filter, data.ID)
	tiles  []*Tile
	chosen int // -1: nobody has chosen yet
	at     int // the heap that is listed
	all    int // problems in the ledger
	body   *fyne.Container
	filled fyne.CanvasObject
	head   *canvas.Text
	grid   *grid[data.ID, store.ProblemRow]
}

// NewDesk makes the page; open is told which heap is to be shown on the page 问题, and
// which problem of it, 0 for none.
func NewDesk(o *Office, open func(Filter, data.ID)) *Desk {
	d := &Desk{office: o, open: open, chosen: -1, head: second("")}
	grid := container.NewGridWithColumns(len(tiles))
	for i, t := range tiles {
		tile := newTile(t.word, t.colour, func() { d.choose(i) })
		d.tiles = append(d.tiles, tile)
		grid.Add(tile)
	}
	row := container.New(layout.NewCustomPaddedLayout(8, 8, 16, 16), grid)
	head := container.New(layout.NewCustomPaddedLayout(4, 4, 16, 16), container.NewBorder(nil, nil, nil,
		widget.NewButton("在问题页打开", func() { open(d.filter(), 0) }), d.head))
	top := container.NewVBox(row, head)
	d.filled = container.New(layout.NewBorderLayout(top, nil, nil, nil), top, d.list()) // Tab comes to the tiles first
	d.body = container.NewStack(d.filled)
	d.Content = container.NewBorder(Bar("工作台", widget.NewPrimary("登记走访", func() { ShowVisitForm(o) })), nil, nil, nil, d.body)
	return d
}

// deskWidths are the widths of columns that have more room here than beside a detail.
var deskWidths = map[string]float32{"问题": 300, "企业": 150, "主办单位": 104}

// list makes the table below the tiles.
func (d *Desk) list() fyne.CanvasObject {
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

func (d *Desk) filter() Filter { return tiles[d.at].filter }

// choose shows the problems of a heap.
func (d *Desk) choose(i int) {
	d.chosen = i
	d.Refresh()
}

// query asks for the problems of a heap.
func (d *Desk) query(f Filter) store.ProblemQuery {
	return store.ProblemQuery{Today: d.office.Ledger.Today(), Stock: f.Stock, State: f.State, OverdueOnly: f.Overdue, DueSoon: f.DueSoon, Sort: "due"}
}

// Refresh counts the heaps and lists the chosen one; until somebody chooses, the first
// that holds something, the overdue before all.
func (d *Desk) Refresh() {
	heaps := make([][]data.ID, len(tiles))
	all := 0
	d.office.Work("", func(ctx context.Context) error {
		return d.office.View(ctx, func(v *store.View) error {
			page, err := v.ProblemPage(store.ProblemQuery{Today: d.office.Ledger.Today(), Limit: 1})
			if err != nil {
				return err
			}
			all = page.Total
			for i, t := range tiles {
				if heaps[i], err = v.ProblemIDs(d.query(t.filter)); err != nil {
					return err
				}
			}
			return nil
		})
	}, func(err error) {
		if err != nil {
			d.office.Fail("读不出工作台", err)
			return
		}
		d.show(all, heaps)
	})
}

// mostUrgent is the order in which a heap is proposed.
var mostUrgent = []int{1, 0, 2, 3}

func (d *Desk) show(all int, heaps [][]data.ID) {
	d.all = all
	at := d.chosen
	for _, i := range mostUrgent {
		if at < 0 && len(heaps[i]) > 0 {
			at = i
		}
	}
	at = max(at, 0)
	d.at = at
	for i, t := range d.tiles {
		t.chosen = i == at
		t.set(len(heaps[i]))
	}
	if all == 0 {
		d.office.Tell("共 0 个问题")
		d.body.Objects = []fyne.CanvasObject{widget.Empty("这里每天显示快到期、已逾期、待审核、待回访的问题。台账还是空的。", "导入台账", func() { d.office.Show("导入") })}
		d.body.Refresh()
		return
	}
	d.head.Text = tiles[at].word + "：" + thousands(len(heaps[at])) + " 个，按期限先后；双击或按 Enter 办理"
	d.head.Refresh()
	d.grid.show(heaps[at])
	d.body.Objects = []fyne.CanvasObject{d.filled}
	d.body.Refresh()
}

// Tile is a number with its word; pressing it lists what it counts.
type Tile struct {
	fynewidget.BaseWidget
	Word    string
	Number  string
	colour  fyne.ThemeColorName
	tapped  func()
	focused bool
	chosen  bool // its problems are listed
	number  *canvas.Text
	card    *canvas.Rectangle
}

func newTile(word string, colour fyne.ThemeColorName, tapped func()) *Tile {
	t := &Tile{Word: word, Number: "…", colour: colour, tapped: tapped, card: canvas.NewRectangle(color.Transparent)}
	t.number = canvas.NewText("…", theme.Of(colour))
	t.ExtendBaseWidget(t)
	return t
}

func (t *Tile) set(n int) {
	t.Number = thousands(n)
	t.number.Text = t.Number
	t.number.Color = theme.Of(t.colour)
	if n == 0 {
		t.number.Color = theme.Of(theme.Second) // nothing to do is no alarm
	}
	t.frame(t.focused)
	t.Refresh()
}

// FocusGained frames the tile.
func (t *Tile) FocusGained() { t.frame(true) }

// FocusLost takes the frame away.
func (t *Tile) FocusLost() { t.frame(false) }

func (t *Tile) frame(on bool) {
	t.focused = on
	t.card.FillColor = theme.Of(theme.Zebra)
	if t.chosen {
		t.card.FillColor = theme.Of(theme.Chosen)
	}
	t.card.StrokeColor, t.card.StrokeWidth = theme.Of(theme.Line), 1
	if on {
		t.card.StrokeColor, t.card.StrokeWidth = theme.Of(fynetheme.ColorNamePrimary), 2
	}
	t.card.Refresh()
}

// TypedRune does nothing.
func (t *Tile) TypedRune(rune) {}

// TypedKey lists the heap with Enter or space.
func (t *Tile) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.tapped()
	}
}

// Tapped lists the heap.
func (t *Tile) Tapped(*fyne.PointEvent) { t.tapped() }

// CreateRenderer is for Fyne.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	t.card.CornerRadius = 8
	t.frame(t.focused)
	t.number.TextSize, t.number.TextStyle.Bold = 32, true
	box := container.New(layout.NewCustomPaddedLayout(12, 12, 16, 16), container.NewVBox(second(t.Word), t.number))
	return fynewidget.NewSimpleRenderer(container.NewStack(t.card, box))
}
