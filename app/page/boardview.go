package page

import (
	"image"
	"image/color"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/assets"
	"qinqing/data"
	"qinqing/reports"
	"qinqing/reports/chart"
	"qinqing/reports/chart/raster"
	"qinqing/reports/stats"
)

// chartFonts reads the faces of charts on the screen once.
var chartFonts = sync.OnceValues(func() (*raster.Fonts, error) {
	return raster.NewFonts(raster.Source{Font: assets.Font, Astral: assets.Astral}, "hei-tgh.ttf", "song-all.ttf")
})

// boardView is a board on the screen.
type boardView struct {
	content fyne.CanvasObject
	ranking *widget.DataTable[reports.RankedUnit]
}

// Heights of a board's rows; the ranking has what is left.
const (
	tilesHeight  float32 = 120
	chartsHeight float32 = 216
)

func newBoardView(p *Board, b *reports.Board) (v boardView) {
	tiles := container.NewGridWithColumns(max(1, len(b.Tiles)))
	for _, t := range b.Tiles {
		tile := newFigureTile(t, p.hint, func() { p.rowsOf(t.Name, t.Rows) })
		tile.Menu = p.tileMenu(tile)
		tiles.Add(tile)
	}
	top := container.NewVBox(padded(highAs(tilesHeight, tiles)), padded(highAs(chartsHeight, v.charts(p, b))))
	if line := othersLine(p, b); line != nil {
		top.Add(padded(line))
	}
	v.ranking = newRanking(p, b.Ranking)
	var foot fyne.CanvasObject = v.ranking
	if len(b.Ranking) == 0 {
		foot = container.NewCenter(second("还没有主办单位可以排名"))
	}
	head := "主办单位办结率排名"
	if b.Scope.By == data.ByLead {
		head += "（全部 " + number(float64(b.Of)) + " 个有名次的单位中）"
	}
	v.content = container.NewBorder(top, nil, nil, nil, container.NewBorder(padded(section(head)), nil, nil, nil, foot))
	return v
}

// charts stands the trend beside one of the smaller charts.
func (v *boardView) charts(p *Board, b *reports.Board) fyne.CanvasObject {
	if len(b.Charts) == 0 {
		return container.NewCenter(second("这一期没有可以画的数字"))
	}
	first := v.picture(p, b.Charts[0], false)
	rest := b.Charts[1:]
	if len(rest) == 0 {
		return first
	}
	return container.New(thirds{}, first, v.choice(p, rest))
}

// choice is one of several charts, and which.
func (v *boardView) choice(p *Board, charts []reports.BoardChart) fyne.CanvasObject {
	side := container.NewStack()
	words := make([]string, len(charts))
	at := 0
	for i, c := range charts {
		words[i] = c.Title
		if c.Which == p.chosen {
			at = i
		}
	}
	show := func(i int) {
		i = max(0, i)
		p.chosen = charts[i].Which
		side.Objects = []fyne.CanvasObject{v.picture(p, charts[i], true)}
		side.Refresh()
	}
	pick := widget.NewSelect("分布图", words, show)
	pick.Selected = words[at]
	show(at)
	return container.NewBorder(pick, nil, nil, nil, side)
}

// picture is a chart on the screen; each of its values opens its rows.
func (v *boardView) picture(p *Board, c reports.BoardChart, bare bool) *widget.Picture {
	var hits []chart.Hit
	pic := widget.NewPicture(c.Title, func(w, h, scale float32) (image.Image, []widget.Spot) {
		drawn := c.Chart
		if bare {
			drawn.Title = "" // it stands above already
		}
		img, found := drawChart(drawn, w, h, scale)
		hits = found
		return img, spotsOf(found, c.Definition)
	})
	pic.Rest = strings.ReplaceAll(c.Definition, "\n", "　")
	pic.OnChosen = func(i int) {
		if i >= len(hits) {
			return
		}
		m := reports.Mark{Series: hits[i].Series, Category: hits[i].Category}
		if u, ok := p.unitNamed(c.Which, m.Category); ok {
			p.unit(u)
		} else if q, ok := c.Rows[m]; ok {
			p.rowsOf(m.Category+" "+m.Series, q)
		} else if a, ok := c.Ages[m.Category]; ok {
			p.rowsOfAge(m.Category, a)
		}
	}
	pic.Menu = func() []*fyne.MenuItem { return p.chartMenu(c.Chart) }
	return pic
}

func drawChart(c reports.Chart, w, h, scale float32) (image.Image, []chart.Hit) {
	fonts, err := chartFonts()
	if err != nil { // a broken installation; the program's own fonts are checked at the start
		return image.NewNRGBA(image.Rect(0, 0, 1, 1)), nil
	}
	st := chart.Style{Size: 12, Ink: nrgba(fynetheme.ColorNameForeground), Grid: nrgba(theme.Line), Paper: nrgba(fynetheme.ColorNameBackground)}
	return raster.Draw(fonts, c, float64(w), float64(h), float64(scale), st)
}

func nrgba(n fyne.ThemeColorName) color.NRGBA {
	r, g, b, _ := theme.Of(n).RGBA()
	return color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
}

func spotsOf(hits []chart.Hit, definition string) (out []widget.Spot) {
	for _, h := range hits {
		s := widget.Spot{Name: h.Category + " " + h.Series, X: float32(h.X), Y: float32(h.Y), W: float32(h.W), H: float32(h.H), Tip: h.Tip, More: strings.TrimSpace(definition) + "\n点开看明细，右键复制、保存"}
		if h.Wedge != nil {
			s.Contains = func(x, y float32) bool { return h.Contains(float64(x), float64(y)) }
		}
		out = append(out, s)
	}
	return out
}

// othersLine tells of policies, money, time saved and coverage; nil where the office
// keeps none of them.
func othersLine(p *Board, b *reports.Board) fyne.CanvasObject {
	if len(b.Others) == 0 {
		return nil
	}
	row := container.NewHBox()
	for _, t := range b.Others {
		chip := newSmallFigure(t, p.hint, func() { p.rowsOf(t.Name, t.Rows) })
		chip.Menu = p.tileMenu(chip)
		row.Add(chip)
	}
	return container.NewHScroll(row)
}

// withUnit is a figure with its unit word.
func withUnit(f stats.Figure) string {
	if f.Value == nil || f.Unit == stats.UnitPercent {
		return f.Text()
	}
	return f.Text() + " " + f.Unit
}

func newRanking(p *Board, units []reports.RankedUnit) *widget.DataTable[reports.RankedUnit] {
	type row = reports.RankedUnit
	place := func(r row) string {
		if r.Place == 0 {
			return r.Note
		}
		return number(float64(r.Place))
	}
	light := func(r row) fyne.ThemeColorName {
		switch {
		case r.Late.Value != nil && *r.Late.Value > 0:
			return theme.Red
		case r.Open.Value != nil && *r.Open.Value > 0:
			return theme.Yellow
		}
		return theme.Green
	}
	lightWord := func(r row) string {
		switch light(r) {
		case theme.Red:
			return "有逾期"
		case theme.Yellow:
			return "有在办"
		}
		return "已清"
	}
	t := widget.NewDataTable([]widget.Column[row]{
		{Title: "名次", Width: 80, Right: true, Text: place},
		{Title: "主办单位", Width: 260, Least: 120, Grow: true, Text: func(r row) string { return r.Name }},
		{Title: "办结率", Width: 96, Right: true, Text: func(r row) string { return r.Rate.Text() }},
		{Title: "累计登记", Width: 96, Right: true, Text: func(r row) string { return r.Registered.Text() }},
		{Title: "期末在办", Width: 96, Right: true, Text: func(r row) string { return r.Open.Text() }},
		{Title: "期末逾期", Width: 96, Right: true, Text: func(r row) string { return r.Late.Text() }},
		{Title: "按时办结率", Width: 110, Right: true, Text: func(r row) string { return r.InTime.Text() }},
		{Title: "情况", Width: 100, Text: lightWord, Mark: light},
	}, rankedRows(units))
	t.Name = "排名"
	t.OnOpen = func(i int) { p.unit(units[i]) }
	t.OnEscape = p.leave
	t.Menu = func(i int) []*fyne.MenuItem {
		return append([]*fyne.MenuItem{fyne.NewMenuItem("为什么：在办和逾期", func() { p.unit(units[i]) })}, p.tableMenu(reports.RankingTable(p.board), t)...)
	}
	return t
}

type rankedRows []reports.RankedUnit

func (r rankedRows) Len() int                             { return len(r) }
func (r rankedRows) Row(i int) (reports.RankedUnit, bool) { return r[i], true }

// highAs gives an object a height of its own.
func highAs(h float32, o fyne.CanvasObject) fyne.CanvasObject {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(1, h))
	return container.NewStack(room, o)
}

// thirds gives the first of two objects two thirds of the width.
type thirds struct{}

func (thirds) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+8+b.Width, max(a.Height, b.Height))
}

func (thirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := (s.Width - 8) * 2 / 3
	o[0].Resize(fyne.NewSize(w, s.Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(s.Width-8-w, s.Height))
	o[1].Move(fyne.NewPos(w+8, 0))
}
