package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// What a board can be compared with.
const (
	versusNothing = iota
	versusPrevious
	versusLastYear
	versusPeriod
	versusRow
)

var versusWords = []string{"不对比", "比上一期", "比去年同期", "比另一期间", "比另一单位"}

// comparing is the choice of what the board is compared with; the line below the bar asks
// for what else has to be known.
func (p *Board) comparing(layer *fyne.Container) fyne.CanvasObject {
	p.other = widget.NewEntry("对比期间", "如 2026-09")
	p.other.OnEnter = p.Refresh
	p.second = widget.NewPicker("对比单位", "按 ↓ 选", func(text string) []string { return offering(p.scopeNames())(text) })
	p.second.OnPicked = func(string) { p.Refresh() }
	p.second.OnEnter = p.Refresh
	p.second.Stand(layer, func() {})
	p.against = container.NewVBox()
	p.versus = widget.NewSelect("对比", versusWords, func(i int) {
		p.ask(i)
		if i != versusPeriod && i != versusRow {
			p.Refresh()
		}
	})
	return container.New(elastic{120, 96}, p.versus)
}

// ask shows the field for what is to be compared with.
func (p *Board) ask(versus int) {
	p.against.Objects = nil
	line := func(word string, field fyne.CanvasObject, focus fyne.Focusable) {
		p.against.Add(container.New(barPad{}, container.NewHBox(second(word), sized(220, field))))
		p.office.Window.Canvas().Focus(focus)
	}
	switch versus {
	case versusPeriod:
		line("对比期间", p.other, p.other)
	case versusRow:
		line("与本范围里的另一个对比", p.second, p.second)
	}
	p.against.Refresh()
}

// barPad stands a line at the page's edge.
type barPad struct{}

func (barPad) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize().AddWidthHeight(32, 8) }
func (barPad) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(s.Width-32, s.Height-8))
	o[0].Move(fyne.NewPos(16, 0))
}

// sides are the two boards that are asked for.
func (p *Board) sides(v *store.View, q asked, period stats.Period, scope reports.Scope) (sides [2]reports.Side, err error) {
	here := reports.Side{Name: period.Name(), Period: period, Scope: scope}
	there := here
	switch q.versus {
	case versusPrevious:
		there.Period = period.Previous()
	case versusLastYear:
		there.Period = period.LastYear()
	case versusPeriod:
		if strings.TrimSpace(q.other) == "" {
			return sides, data.Errorf(data.Invalid, "other", "请写明与哪个期间对比，如 2026-09、2026Q2。")
		}
		if there.Period, err = stats.OfficePeriod(v, q.other); err != nil {
			return sides, err
		}
	case versusRow:
		if scope.By == data.ByAll || strings.TrimSpace(q.second) == "" {
			return sides, data.Errorf(data.Invalid, "second", "请先在“全部”处选走访、主办、监督单位等并选定一个，再选与哪一个对比。")
		}
		if there.Scope, err = p.readScope(v, q.by, q.second); err != nil {
			return sides, err
		}
		here.Name, there.Name = strings.TrimSpace(q.name), strings.TrimSpace(q.second)
		return [2]reports.Side{here, there}, nil
	}
	there.Name = there.Period.Name()
	return [2]reports.Side{here, there}, nil
}

// newPairView stands two boards side by side: every figure of both with their difference,
// and the charts with a value of each.
func newPairView(p *Board, c *reports.Comparison, t fyne.CanvasObject) fyne.CanvasObject {
	title := c.Sides[0].Name + " 与 " + c.Sides[1].Name + " 对比"
	if s := c.Sides[0].Scope; s.By != data.ByAll && c.Sides[0].Scope == c.Sides[1].Scope {
		title += "（" + strings.TrimSpace(p.row.Text) + "）"
	}
	head := widget.NewPara(title+"：相差为前者减后者，比率以百分点计；选中一格按 Enter 或双击列出背后的记录", theme.Second, textSize, 0)
	var body fyne.CanvasObject = t
	if len(c.Charts) > 0 {
		split := container.NewHSplit(t, padded(p.choice(c.Charts)))
		split.Offset = 0.56
		body = split
	}
	return container.NewBorder(padded(head), nil, nil, nil, body)
}

func newPairTable(p *Board, c *reports.Comparison) *widget.DataTable[reports.ComparedLine] {
	type row = reports.ComparedLine
	t := widget.NewDataTable([]widget.Column[row]{
		{Title: "指标", Width: 130, Text: func(r row) string { return r.Name }},
		{Title: c.Sides[0].Name, Width: 120, Right: true, Text: func(r row) string { return withUnit(r.Figures[0]) }},
		{Title: c.Sides[1].Name, Width: 120, Right: true, Text: func(r row) string { return withUnit(r.Figures[1]) }},
		{Title: "相差", Width: 120, Right: true, Text: func(r row) string { return figureText(r.Difference) }},
		{Title: "增减", Width: 90, Right: true, Text: func(r row) string { return r.Difference.Note }},
		{Title: "口径", Width: 400, Text: func(r row) string { return r.Definition }},
	}, pairRows(c.Lines))
	t.Name = "对比"
	t.OnOpen = func(i int) {
		side := 0
		if b, ok := t.Chosen(); ok && b.Left == 2 {
			side = 1
		}
		r := c.Lines[i]
		p.rowsOf(c.Sides[side].Name+" "+r.Name, r.Rows[side])
	}
	t.OnEscape = func() { p.versus.SetSelectedIndex(versusNothing) }
	t.Menu = func(int) []*fyne.MenuItem { return p.tableMenu(reports.ComparisonTable(c), t) }
	return t
}

type pairRows []reports.ComparedLine

func (r pairRows) Len() int                               { return len(r) }
func (r pairRows) Row(i int) (reports.ComparedLine, bool) { return r[i], true }
