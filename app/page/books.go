package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// BookActions writes the lesser registers.
type BookActions interface {
	CheckBook(ctx context.Context, in data.BookInput) (Check, error)
	SaveBook(ctx context.Context, in data.BookInput) (data.ID, error)
	DeleteBook(ctx context.Context, kind data.RecordKind, ids []data.ID) error
}

// Books is the page 登记簿: the lesser registers at the left, the entries of the chosen
// one beside them, and the chosen entry at the right.
type Books struct {
	Content fyne.CanvasObject

	office  *Office
	menu    *widget.DataTable[shelfRow]
	shelf   []shelfRow
	book    *data.Book
	grids   map[data.RecordKind]*bookGrid
	lines   map[data.ID]bookLine // those of the chosen register
	split   *container.Split
	body    *fyne.Container
	foot    *widget.Para
	detail  *bookDetail
	period  *widget.Select
	search  *widget.Entry
	add     *widget.Button
	keep    data.ID
	reading latest
}

// shelfRow is a register in the list of them.
type shelfRow struct {
	book  *data.Book
	count int
}

const shelfWidth float32 = 168

const bookDetailAt = 0.66

// NewBooks makes the page; Refresh fills it.
func NewBooks(o *Office) *Books {
	p := &Books{office: o, grids: map[data.RecordKind]*bookGrid{}, book: &data.Books[0]}
	for i := range data.Books {
		p.shelf = append(p.shelf, shelfRow{book: &data.Books[i]})
	}
	p.menu = widget.NewDataTable([]widget.Column[shelfRow]{
		{Title: "登记簿", Width: 92, Text: func(r shelfRow) string { return r.book.Name }},
		{Title: "记录", Width: 58, Right: true, Text: func(r shelfRow) string { return thousands(r.count) }},
	}, widget.Slice[shelfRow](p.shelf))
	p.menu.Name = "登记簿"
	p.menu.OnChosen = func(i int) { p.turnTo(p.shelf[i].book) }
	p.menu.OnOpen = func(int) { p.leaveSearch() }
	p.detail = newBookDetail(o, p.change, p.remove)
	p.foot = widget.NewPara("", theme.Second, theme.TextSmall, 0)
	p.split = container.NewHSplit(container.NewStack(), p.detail.content)
	p.split.Offset = bookDetailAt
	p.body = container.NewStack(p.split)
	shelf := container.New(layout.NewGridWrapLayout(fyne.NewSize(shelfWidth, 10)))
	p.Content = container.NewBorder(p.bar(), nil, container.NewStack(shelf, p.menu), nil, p.body)
	return p
}

func (p *Books) bar() fyne.CanvasObject {
	var words []string
	for _, x := range bookPeriods {
		words = append(words, x.word)
	}
	p.period = widget.NewSelect("期间", words, func(int) { p.Refresh() })
	p.search = widget.NewEntry("搜索", "搜索这本登记簿")
	p.search.OnChanged = func(string) { p.Refresh() }
	p.search.OnEnter = p.leaveSearch
	p.search.OnEscape = func() {
		p.search.SetText("")
		p.leaveSearch()
	}
	p.add = widget.NewPrimary(p.book.Save, func() { p.showForm(nil) })
	return Bar("登记簿", p.add, sized(110, p.period), container.New(elastic{240, 120}, p.search), widget.NewButton("打印登记表", p.Print),
		widget.NewButton("交接登记表", func() { ShowRegisterForm(p.office, HandoverRegister, "") }))
}

// bookPeriod is a choice of days to list.
type bookPeriod struct {
	word string
	of   func(today data.Date) (from, to data.Date)
}

func months(from, n int) func(data.Date) (data.Date, data.Date) {
	return func(today data.Date) (data.Date, data.Date) {
		first := today.MonthStart().AddMonths(from)
		return first, first.AddMonths(n - 1).MonthEnd()
	}
}

var bookPeriods = []bookPeriod{
	{"全部时间", func(data.Date) (data.Date, data.Date) { return workday.Make(1, 1, 1), workday.Make(9999, 12, 31) }},
	{"本月", months(0, 1)},
	{"上月", months(-1, 1)},
	{"本季度", func(today data.Date) (data.Date, data.Date) { return months(-(today.Month()-1)%3, 3)(today) }},
	{"今年", func(today data.Date) (data.Date, data.Date) { return months(1-today.Month(), 12)(today) }},
	{"去年", func(today data.Date) (data.Date, data.Date) { return months(-11-today.Month(), 12)(today) }},
}

// turnTo shows another register.
func (p *Books) turnTo(g *data.Book) {
	if p.book == g {
		return
	}
	p.book, p.keep = g, 0
	p.add.SetText(g.Save)
	p.detail.show(nil)
	p.Refresh()
}

// grid is the chosen register's table; each has its own columns, made when first shown.
func (p *Books) grid() *bookGrid {
	g := p.grids[p.book.Kind]
	if g == nil {
		g = p.newGrid(p.book)
		p.grids[p.book.Kind] = g
	}
	return g
}

// Refresh reads the chosen register anew. While one reading is under way the next waits.
func (p *Books) Refresh() {
	if !p.reading.begin() {
		return
	}
	book := p.book
	from, to := bookPeriods[max(p.period.SelectedIndex(), 0)].of(p.office.Ledger.Today())
	var rows []store.BookRow
	var counts map[data.RecordKind]int
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if counts, err = v.BookCounts(); err != nil {
				return err
			}
			rows, err = v.BookRows(book.Kind, from, to)
			return err
		})
	}, func(err error) {
		if !p.reading.end(p.Refresh) {
			return
		}
		if err != nil {
			p.office.Fail("读不出登记簿", err)
			return
		}
		p.show(rows, counts)
	})
}

func (p *Books) show(rows []store.BookRow, counts map[data.RecordKind]int) {
	at := 0
	for i := range p.shelf {
		p.shelf[i].count = counts[p.shelf[i].book.Kind]
		if p.shelf[i].book == p.book {
			at = i
		}
	}
	p.menu.Refresh()
	if p.menu.CursorRow() != at {
		p.menu.Choose(at)
	}
	g := p.grid()
	p.lines = map[data.ID]bookLine{}
	var lines []bookLine
	for _, r := range rows {
		if x := lineOfBook(p.book, r); x.holds(p.search.Text) {
			lines = append(lines, x)
			p.lines[r.ID] = x
		}
	}
	g.sorted(lines)
	ids := make([]data.ID, len(lines))
	recs := make([]data.Record, len(lines))
	for i, x := range lines {
		ids[i], recs[i] = x.ID, x.Record
	}
	p.split.Leading = container.NewBorder(nil, container.New(layout.NewCustomPaddedLayout(4, 6, 8, 8), p.foot), nil, nil, g.table)
	p.split.Refresh()
	p.sum(recs)
	p.place(g, ids)
}

// place fills the table and keeps the chosen entry.
func (p *Books) place(g *bookGrid, ids []data.ID) {
	g.show(ids)
	p.body.Objects = []fyne.CanvasObject{p.split}
	if len(ids) == 0 {
		p.body.Objects = []fyne.CanvasObject{p.empty()}
	}
	p.body.Refresh()
	at := slices.Index(ids, p.keep)
	if at < 0 {
		p.keep = 0
	}
	if on, ok := g.key(); p.keep != on || !ok {
		g.table.Choose(at)
	}
	p.choose(p.keep)
}

// sum writes the foot.
func (p *Books) sum(recs []data.Record) {
	totals, err := p.book.Totals(recs)
	if err != nil {
		p.foot.SetText(err.Error())
		return
	}
	var parts []string
	for _, t := range totals {
		parts = append(parts, totalText(t))
	}
	p.foot.SetText("合计　" + strings.Join(parts, " · "))
}

func (p *Books) empty() fyne.CanvasObject {
	if p.search.Text != "" || p.period.SelectedIndex() > 0 {
		return widget.Empty("没有符合条件的"+p.book.Name+"记录。", "显示全部", p.showAll)
	}
	return widget.Empty(p.book.About, p.book.Save, func() { p.showForm(nil) })
}

func (p *Books) showAll() {
	p.search.SetText("")
	p.period.SetSelectedIndex(0)
	p.Refresh()
}

func (p *Books) choose(id data.ID) {
	p.keep = id
	x, ok := p.lines[id]
	if !ok {
		p.detail.show(nil)
		return
	}
	p.detail.show(&x)
}

// Open shows one entry, in its own register.
func (p *Books) Open(id data.ID) {
	var kind data.RecordKind
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) error {
			rec, err := v.Record(id)
			if err == nil {
				kind = rec.Kind
			}
			return err
		})
	}, func(err error) {
		g := data.BookOf(kind)
		if err != nil || g == nil {
			p.office.Fail("打不开这条记录", err)
			return
		}
		p.search.SetText("")
		p.period.SetSelectedIndex(0)
		p.turnTo(g)
		p.keep = id
		p.Refresh()
	})
}

// FocusSearch puts the caret into the search field.
func (p *Books) FocusSearch() { p.office.Window.Canvas().Focus(p.search) }

// leaveSearch goes on to the list.
func (p *Books) leaveSearch() {
	if len(p.lines) == 0 {
		p.office.Window.Canvas().Unfocus()
		return
	}
	p.office.Window.Canvas().Focus(p.grid().table)
}

// remove puts the chosen entries into the recycle bin.
func (p *Books) remove() {
	ids := p.grid().keys()
	if len(ids) == 0 || p.office.refuses() {
		return
	}
	kind, what := p.book.Kind, p.book.Name
	p.office.Work("", func(ctx context.Context) error { return p.office.Actions.DeleteBook(ctx, kind, ids) }, func(err error) {
		if err != nil {
			p.office.Fail("没有删除", err)
			return
		}
		p.office.Saved("已删除" + what + "记录 " + thousands(len(ids)) + " 条，放在回收站")
	})
}
