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

// Desk is the page 工作台: what is to be done today.
type Desk struct {
	Content fyne.CanvasObject

	office *Office
	tiles  []*Tile
	body   *fyne.Container
	row    fyne.CanvasObject
}

// NewDesk makes the page; go is told which heap was pressed.
func NewDesk(o *Office, open func(Filter)) *Desk {
	d := &Desk{office: o}
	grid := container.NewGridWithColumns(len(tiles))
	for _, t := range tiles {
		tile := newTile(t.word, t.colour, func() { open(t.filter) })
		d.tiles = append(d.tiles, tile)
		grid.Add(tile)
	}
	d.row = container.New(layout.NewCustomPaddedLayout(8, 8, 16, 16), grid)
	d.body = container.NewStack(container.NewVBox(d.row))
	d.Content = container.NewBorder(Bar("工作台", widget.NewPrimary("登记走访", func() { ShowVisitForm(o) })), nil, nil, nil, d.body)
	return d
}

// Refresh counts the heaps.
func (d *Desk) Refresh() {
	counts := make([]int, len(tiles))
	all := 0
	d.office.Work("", func(ctx context.Context) error {
		return d.office.View(ctx, func(v *store.View) error {
			q := store.ProblemQuery{Today: d.office.Ledger.Today(), Limit: 1}
			page, err := v.ProblemPage(q)
			if err != nil {
				return err
			}
			all = page.Total
			for i, t := range tiles {
				q.Stock, q.State, q.OverdueOnly, q.DueSoon = t.filter.Stock, t.filter.State, t.filter.Overdue, t.filter.DueSoon
				ids, err := v.ProblemIDs(q)
				if err != nil {
					return err
				}
				counts[i] = len(ids)
			}
			return nil
		})
	}, func(err error) {
		if err != nil {
			d.office.Fail("读不出工作台", err)
			return
		}
		d.show(all, counts)
	})
}

func (d *Desk) show(all int, counts []int) {
	d.office.Tell("共 " + thousands(all) + " 个问题")
	for i, t := range d.tiles {
		t.set(counts[i])
	}
	if all == 0 {
		d.body.Objects = []fyne.CanvasObject{widget.Empty("这里每天显示快到期、已逾期、待审核、待回访的问题。台账还是空的。", "导入台账", func() { d.office.Show("导入") })}
	} else {
		d.body.Objects = []fyne.CanvasObject{container.NewBorder(d.row, nil, nil, nil, container.New(layout.NewCustomPaddedLayout(4, 0, 16, 16), container.NewVBox(quiet("点一块，查看其中的问题。"))))}
	}
	d.body.Refresh()
}

// Tile is a number with its word; pressing it shows what it counts.
type Tile struct {
	fynewidget.BaseWidget
	Word   string
	Number string
	colour fyne.ThemeColorName
	tapped func()
	number *canvas.Text
	card   *canvas.Rectangle
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
	t.Refresh()
}

// FocusGained frames the tile.
func (t *Tile) FocusGained() { t.frame(true) }

// FocusLost takes the frame away.
func (t *Tile) FocusLost() { t.frame(false) }

func (t *Tile) frame(on bool) {
	t.card.StrokeColor, t.card.StrokeWidth = theme.Of(theme.Line), 1
	if on {
		t.card.StrokeColor, t.card.StrokeWidth = theme.Of(fynetheme.ColorNamePrimary), 2
	}
	t.card.Refresh()
}

// TypedRune does nothing.
func (t *Tile) TypedRune(rune) {}

// TypedKey shows the heap with Enter or space.
func (t *Tile) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.tapped()
	}
}

// Tapped shows the heap.
func (t *Tile) Tapped(*fyne.PointEvent) { t.tapped() }

// CreateRenderer is for Fyne.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	t.card.FillColor, t.card.CornerRadius = theme.Of(theme.Zebra), 8
	t.frame(false)
	t.number.TextSize, t.number.TextStyle.Bold = 32, true
	box := container.New(layout.NewCustomPaddedLayout(12, 12, 16, 16), container.NewVBox(second(t.Word), t.number))
	return fynewidget.NewSimpleRenderer(container.NewStack(t.card, box))
}
