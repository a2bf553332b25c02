package page

import (
	"context"
	"image"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// BoardActions are what the board lets be written: files, and the clipboard.
type BoardActions interface {
	// SaveChart writes a chart into a folder as png, pdf or xlsx (its numbers).
	SaveChart(ctx context.Context, c reports.Chart, p stats.Period, kind, folder string) (path string, err error)
	// SaveTable writes a table into a folder as pdf or xlsx.
	SaveTable(ctx context.Context, t reports.Table, p stats.Period, kind, folder string) (path string, err error)
	// SaveSet writes all the files of a period into a folder of their own: the bulletin and its
	// tables, the tables for the office above, the board's charts.
	SaveSet(ctx context.Context, p stats.Period, folder string) (into string, made []string, err error)
	// CopyPicture puts a picture on the system's clipboard.
	CopyPicture(img image.Image) error
}

// scopes are what a board can be narrowed to.
var scopes = []struct {
	name string
	by   data.Dim
}{{"全部", data.ByAll}, {"走访单位", data.ByVisiting}, {"主办单位", data.ByLead}, {"监督单位", data.BySupervising}, {"企业所在地", data.ByRegion}, {"问题类别", data.ByCategory}}

// Board is the page 看板: how we are doing, which units and why, better or worse than
// before. Whatever it shows opens the records behind it; Esc comes back.
type Board struct {
	Content fyne.CanvasObject

	office  *Office
	jump    jumpTo
	present func(fyne.CanvasObject) // shows the board alone, over the whole screen
	kind    *widget.Select
	period  *widget.Entry
	scope   *widget.Select
	row     *widget.Picker
	names   []named
	versus  *widget.Select // what the board is compared with
	other   *widget.Entry  // another period
	second  *widget.Picker // another row of the scope's dimension
	against *fyne.Container
	hint    *widget.Bubble
	body    *fyne.Container
	whole   fyne.CanvasObject // bar and body
	chosen  string            // which of the smaller charts is on show
	bare    bool              // the ledger has nothing to count
	sorted  sortedBy          // how the ranking is
	faulted bool              // what is asked for can't be counted, and is told in the board's place
	board   *reports.Board
	pair    *reports.Comparison // nil: nothing is compared
	at      stats.Period
	reading latest
	stop    context.CancelFunc // ends the counting that is under way
}

// NewBoard makes the page; jump opens a record on its own screen, present shows the
// board alone.
func NewBoard(o *Office, jump jumpTo, present func(fyne.CanvasObject)) *Board {
	p := &Board{office: o, jump: jump, present: present, body: container.NewStack(container.NewCenter(second("正在统计…"))), hint: widget.NewBubble()}
	var kinds, words []string
	for _, s := range spans {
		kinds = append(kinds, s.kind)
	}
	for _, s := range scopes {
		words = append(words, s.name)
	}
	p.kind = widget.NewSelect("期间种类", append(kinds, "任意起止"), func(i int) { p.propose(i) })
	p.period = widget.NewEntry("看板期间", "")
	p.period.OnEnter = p.Refresh
	p.scope = widget.NewSelect("范围", words, func(i int) {
		p.row.SetText("")
		p.second.SetText("")
		p.names = nil
		if scopes[max(0, i)].by == data.ByAll && p.versus.SelectedIndex() == versusRow {
			p.versus.SetSelectedIndex(versusNothing) // which counts anew
			return
		}
		p.Refresh()
	})
	p.row = widget.NewPicker("范围名称", "按 ↓ 选", func(text string) []string { return offering(p.scopeNames())(text) })
	p.row.OnPicked = func(string) { p.Refresh() }
	p.row.OnEnter = p.Refresh
	layer := container.NewWithoutLayout()
	p.row.Stand(layer, func() {})
	step := func(word string, by int) fyne.CanvasObject {
		return widget.NewButton(word, func() { p.step(by) })
	}
	more := widget.NewButton("更多 ▾", nil)
	more.OnTapped = func() { p.more(more) }
	bar := Bar("看板", more, container.New(elastic{110, 84}, p.kind), step("‹ 上期", -1), container.New(elastic{170, 88}, p.period), step("下期 ›", 1),
		container.New(elastic{120, 100}, p.scope), container.New(elastic{180, 80}, p.row), p.comparing(layer))
	p.whole = container.NewStack(container.NewBorder(container.NewVBox(bar, p.against), nil, nil, nil, p.body), p.hint.Layer)
	p.Content = container.NewStack(p.whole, layer)
	p.propose(0)
	return p
}

// more is what is seldom wanted.
func (p *Board) more(button fyne.CanvasObject) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button).AddXY(0, button.Size().Height)
	fynewidget.ShowPopUpMenuAtPosition(fyne.NewMenu("",
		fyne.NewMenuItem("全屏演示", p.show),
		fyne.NewMenuItem("本期全套文件…", p.saveSet),
	), p.office.Window.Canvas(), at)
}

// propose fills in the period that holds today, of the chosen kind, and reads it.
func (p *Board) propose(kind int) {
	today := p.office.Ledger.Today()
	y, m := today.Year(), today.Month()
	text := today.String()[:7]
	switch kind {
	case 1:
		text = strconv.Itoa(y) + "Q" + strconv.Itoa((m+2)/3)
	case 2:
		text = strconv.Itoa(y) + "H" + strconv.Itoa((m+5)/6)
	case 3:
		text = strconv.Itoa(y)
	case 4:
		text = today.MonthStart().String() + " 至 " + today.String()
	}
	p.period.SetText(text)
	if p.board != nil {
		p.Refresh()
	}
}

// step goes to the period before or after.
func (p *Board) step(by int) {
	if !p.at.Valid() {
		return
	}
	next := p.at.Previous()
	if by > 0 {
		next = following(p.at)
	}
	p.period.SetText(periodText(next))
	p.Refresh()
}

// following is the period of which p is the one before.
func following(p stats.Period) stats.Period {
	n := stats.Period{From: p.To.AddDays(1), To: p.To.AddDays(int(p.To-p.From) + 1)}
	for _, x := range []stats.Period{stats.Month(n.From.Year(), n.From.Month()), stats.Quarter(n.From.Year(), (n.From.Month()+2)/3),
		stats.Half(n.From.Year(), (n.From.Month()+5)/6), stats.Year(n.From.Year())} {
		if x.Previous() == p {
			return x
		}
	}
	if c := stats.CutoffMonth(p.To.AddDays(20).Year(), p.To.AddDays(20).Month(), p.To.Day()); c.Previous() == p {
		return c
	}
	return n
}

// periodText is a period as ParsePeriod reads it.
func periodText(p stats.Period) string {
	y, m := p.To.Year(), p.To.Month()
	switch p {
	case stats.Month(y, m):
		return p.To.String()[:7]
	case stats.Quarter(y, (m+2)/3):
		return strconv.Itoa(y) + "Q" + strconv.Itoa((m+2)/3)
	case stats.Half(y, (m+5)/6):
		return strconv.Itoa(y) + "H" + strconv.Itoa((m+5)/6)
	case stats.Year(y):
		return strconv.Itoa(y)
	}
	if p == stats.CutoffMonth(y, m, p.To.Day()) {
		return p.To.String()[:7]
	}
	return p.From.String() + " 至 " + p.To.String()
}

// scopeNames are the rows a board can be narrowed to.
func (p *Board) scopeNames() []named {
	by := p.by()
	if p.names == nil && by != data.ByAll {
		err := p.office.View(p.office.Context, func(v *store.View) error {
			list, err := v.Names(by)
			for _, n := range list {
				p.names = append(p.names, newNamed(n.Name, nil))
			}
			return err
		})
		if err != nil {
			p.office.log("board: " + err.Error())
		}
	}
	return p.names
}

func (p *Board) by() data.Dim { return scopes[max(0, p.scope.SelectedIndex())].by }

// readScope is the row the board is narrowed to; with a dimension and no row it is whole.
func (p *Board) readScope(v *store.View, by data.Dim, name string) (s reports.Scope, err error) {
	if name = strings.TrimSpace(name); by == data.ByAll || name == "" {
		return s, nil
	}
	list, err := v.Names(by)
	if err != nil {
		return s, err
	}
	for _, n := range list {
		if n.Name == name {
			return reports.Scope{By: by, Key: n.ID}, nil
		}
	}
	return s, data.Errorf(data.NotFound, "scope", "没有“%s”，请按 ↓ 从名单里选。", name)
}

// asked is what the page's fields ask for.
type asked struct {
	text, name    string
	by            data.Dim
	versus        int
	other, second string
}

func (p *Board) asks() asked {
	return asked{p.period.Text, p.row.Text, p.by(), max(0, p.versus.SelectedIndex()), p.other.Text, p.second.Text}
}

// count reads the board, or two side by side.
func (p *Board) count(ctx context.Context, v *store.View, q asked) (board *reports.Board, pair *reports.Comparison, err error) {
	period, err := stats.OfficePeriod(v, q.text)
	if err != nil {
		return nil, nil, err
	}
	scope, err := p.readScope(v, q.by, q.name)
	if err != nil {
		return nil, nil, err
	}
	today := p.office.Ledger.Today()
	if q.versus == 0 {
		board, err = reports.ComposeBoard(ctx, v, period, scope, today)
		return board, nil, err
	}
	sides, err := p.sides(v, q, period, scope)
	if err != nil {
		return nil, nil, err
	}
	if pair, err = reports.Compare(ctx, v, sides, today); err != nil {
		return nil, nil, err
	}
	return pair.Boards[0], pair, nil
}

// Refresh counts anew. What is asked for while a counting is under way ends that one.
func (p *Board) Refresh() {
	if !p.reading.begin() {
		if p.stop != nil {
			p.stop()
		}
		return
	}
	q := p.asks()
	var board *reports.Board
	var pair *reports.Comparison
	bare := false
	stopped, stop := context.WithCancel(p.office.Context)
	p.stop = stop
	p.office.Work("正在统计看板", func(ctx context.Context) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		defer context.AfterFunc(stopped, cancel)()
		return p.office.View(ctx, func(v *store.View) (err error) {
			if board, pair, err = p.count(ctx, v, q); err == nil {
				bare, err = v.Bare()
			}
			return err
		})
	}, func(err error) {
		stop()
		if !p.reading.end(p.Refresh) {
			return
		}
		if err != nil && faulty(err) {
			p.faulted = true
			p.put(widget.Empty(err.Error(), "回到本月", p.reset))
			return
		}
		if err != nil {
			if p.board == nil {
				p.put(widget.Empty("看板还没有统计出来。", "再统计一次", p.Refresh))
			}
			p.office.Fail("看板没有算出来", err)
			return
		}
		p.faulted = false
		first := p.board == nil
		p.board, p.pair, p.bare, p.at = board, pair, bare, board.Whole
		if first && quietSoFar(board) && !empty(board) {
			p.step(-1) // nothing yet this month: the last one is what there is to look at
			return
		}
		p.draw()
	})
}

// reset asks for this month of the whole office.
func (p *Board) reset() {
	p.kind.SetSelectedIndex(0)
	p.row.SetText("")
	p.versus.SetSelectedIndex(0)
	p.propose(0)
	p.Refresh()
}

func (p *Board) put(o fyne.CanvasObject) {
	p.hint.Hide()
	p.body.Objects = []fyne.CanvasObject{o}
	p.body.Refresh()
}

// draw shows what was counted.
func (p *Board) draw() {
	b := p.board
	told := b.Whole.Name() + "，" + b.Period.From.String() + " 至 " + b.Period.To.String()
	if b.Whole != b.Period {
		told += "（到今天为止，环比、同比也只比同样长的时间）"
	}
	p.office.Tell(told)
	if p.bare {
		p.put(p.begin())
		return
	}
	if empty(b) {
		p.put(widget.Empty(b.Whole.Name()+"没有走访和问题。", "看上一期", func() { p.step(-1) }))
		return
	}
	if p.pair != nil {
		t := newPairTable(p, p.pair)
		p.put(newPairView(p, p.pair, t))
		if at := p.office.Window.Canvas().Focused(); at == p.versus || at == p.other || at == p.second {
			p.office.Window.Canvas().Focus(t) // the arrows and Enter read it, Esc leaves it
		}
		return
	}
	p.put(newBoardView(p, b))
}

// begin says what to do first where the ledger has neither a visit nor a problem.
func (p *Board) begin() fyne.CanvasObject {
	empty := widget.Empty("这里看走访和问题的进展、各单位的排名和变化。台账还是空的，先登记一次走访，或导入原有的台账。", "登记走访", func() { ShowVisitForm(p.office) })
	return container.NewCenter(container.NewVBox(empty, container.NewCenter(widget.NewButton("导入台账", func() { p.office.Show("导入") }))))
}

// quietSoFar says that nothing has happened in a board's period.
func quietSoFar(b *reports.Board) bool {
	for _, t := range b.Tiles {
		if t.Figure.Span == stats.SpanPeriod && t.Figure.Value != nil && *t.Figure.Value != 0 {
			return false
		}
	}
	return true
}

func empty(b *reports.Board) bool {
	for _, t := range b.Tiles {
		if t.Figure.Value != nil && *t.Figure.Value != 0 || t.Total.Value != nil && *t.Total.Value != 0 {
			return false
		}
	}
	return len(b.Ranking) == 0
}

// show fills the screen with what the board shows; Esc comes back.
func (p *Board) show() {
	if p.board == nil || p.faulted {
		return
	}
	title := p.board.Whole.Name()
	if p.board.Scope.By != data.ByAll {
		title += "　" + strings.TrimSpace(p.row.Text)
	}
	p.draw()
	head := padded(container.NewCenter(widget.Heading(title)))
	// Where the screen is too low for all of it so large, its foot has to be scrolled to.
	p.present(container.NewStack(container.NewVScroll(container.NewBorder(head, nil, nil, nil, p.body)), p.hint.Layer))
}

// leave goes back from the rows to the board.
func (p *Board) leave() {
	if p.board != nil {
		p.draw()
	}
}

// rowsOf lists the records behind a figure in the board's place.
func (p *Board) rowsOf(title string, q stats.RowQuery) { p.rows().of(title, q) }

func (p *Board) rowsOfAge(title string, days [2]int) {
	p.rows().ofAge(title, p.board.Period.To, days, p.board.Scope)
}

func (p *Board) rows() *rowsList { return newRowsList(p.office, p.jump, p.leave, p.put) }

// Print is Ctrl+P: the chart on show as a file, which can be printed.
func (p *Board) Print() {
	if p.board == nil || len(p.board.Charts) == 0 {
		p.office.Toasts.Show("看板上还没有图可以打印", "", nil)
		return
	}
	p.saveChart(p.board.Charts[0].Chart, "pdf")
}

// padded gives a part of the board the page's edges.
func padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(0, 4, 16, 16), o)
}
