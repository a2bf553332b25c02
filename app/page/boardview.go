package page

import (
	"image"
	"image/color"
	"strconv"
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

// Heights of a board's rows; the ranking has what is left.
const (
	tilesHeight  float32 = 120
	chartsHeight float32 = 232
	chartsShare  float32 = 0.36 // of a window that has more room than that
)

// newBoardView is a board on the screen.
func newBoardView(p *Board, b *reports.Board) fyne.CanvasObject {
	tiles := container.NewGridWithColumns(max(1, len(b.Tiles)))
	for _, t := range b.Tiles {
		tile := newFigureTile(t, p.hint, func() { p.rowsOf(t.Name, t.Rows) })
		tile.Menu = p.tileMenu(tile)
		tiles.Add(tile)
	}
	rows := boardRows{charts: 1}
	view := container.New(rows, padded(highAs(tilesHeight, tiles)), padded(highAs(chartsHeight, p.charts(b))))
	if line := othersLine(p, b); line != nil {
		view.Add(padded(line))
	}
	var foot fyne.CanvasObject = newRanking(p, b.Ranking)
	if len(b.Ranking) == 0 {
		foot = container.NewCenter(second("还没有主办单位可以排名"))
	}
	head := "主办单位办结率排名"
	if b.Scope.By == data.ByLead {
		head += "（全部 " + number(float64(b.Of)) + " 个有名次的单位中）"
	}
	view.Add(container.NewBorder(padded(section(head)), nil, nil, nil, foot))
	return view
}

// charts stands the trend beside one of the smaller charts.
func (p *Board) charts(b *reports.Board) fyne.CanvasObject {
	if len(b.Charts) == 0 {
		return container.NewCenter(second("这一期没有可以画的数字"))
	}
	first := p.picture(b.Charts[0], false)
	rest := b.Charts[1:]
	if len(rest) == 0 {
		return first
	}
	return container.New(thirds{}, first, p.choice(rest))
}

// choice is one of several charts, and which.
func (p *Board) choice(charts []reports.BoardChart) fyne.CanvasObject {
	side := container.NewStack()
	words := make([]string, len(charts))
	at := 0
	for i, c := range charts {
		words[i] = c.Title
		if c.Unit != "" {
			words[i] += "（" + c.Unit + "）"
		}
		if c.Which == p.chosen {
			at = i
		}
	}
	show := func(i int) {
		i = max(0, i)
		p.chosen = charts[i].Which
		side.Objects = []fyne.CanvasObject{p.picture(charts[i], true)}
		side.Refresh()
	}
	pick := widget.NewSelect("分布图", words, show)
	pick.Selected = words[at]
	show(at)
	return container.NewBorder(pick, nil, nil, nil, side)
}

// picture is a chart on the screen; each of its values opens its rows.
func (p *Board) picture(c reports.BoardChart, bare bool) *widget.Picture {
	var hits []chart.Hit
	pic := widget.NewPicture(c.Title, func(w, h, scale float32) (image.Image, []widget.Spot) {
		drawn := c.Chart
		if bare {
			drawn.Title = "" // it stands above already, with the unit
		}
		img, found := drawChart(drawn, w, h, scale, bare)
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

func drawChart(c reports.Chart, w, h, scale float32, terse bool) (image.Image, []chart.Hit) {
	fonts, err := chartFonts()
	if err != nil { // a broken installation; the program's own fonts are checked at the start
		return image.NewNRGBA(image.Rect(0, 0, 1, 1)), nil
	}
	st := chart.Style{Size: 12, Ink: nrgba(fynetheme.ColorNameForeground), Grid: nrgba(theme.Line), Paper: nrgba(fynetheme.ColorNameBackground), Terse: terse}
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

// figureText is a figure as a screen tells it: its thousands are set apart. What goes into
// documents and other programs is written without.
func figureText(f stats.Figure) string {
	text := f.Text()
	from := strings.IndexAny(text, "0123456789")
	if from < 0 {
		return text
	}
	to := from
	for to < len(text) && text[to] >= '0' && text[to] <= '9' {
		to++
	}
	n, err := strconv.Atoi(text[from:to])
	if err != nil {
		return text
	}
	return text[:from] + thousands(n) + text[to:]
}

// withUnit is a figure with its unit word.
func withUnit(f stats.Figure) string {
	if f.Value == nil || f.Unit == stats.UnitPercent {
		return figureText(f)
	}
	return figureText(f) + " " + f.Unit
}

// highAs gives an object a height of its own.
func highAs(h float32, o fyne.CanvasObject) fyne.CanvasObject {
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(1, h))
	return container.NewStack(room, o)
}

// boardRows stands the parts of a board under each other: the charts grow with the window,
// and the last has what is left.
type boardRows struct{ charts int }

func (boardRows) MinSize(o []fyne.CanvasObject) (s fyne.Size) {
	for _, x := range o {
		m := x.MinSize()
		s = fyne.NewSize(max(s.Width, m.Width), s.Height+m.Height)
	}
	return s
}

func (r boardRows) Layout(o []fyne.CanvasObject, s fyne.Size) {
	y, spare := float32(0), s.Height-r.MinSize(o).Height
	for i, x := range o {
		h := x.MinSize().Height
		switch {
		case i == len(o)-1:
			h = s.Height - y
		case i == r.charts:
			h += max(0, min(chartsShare*s.Height-h, spare))
		}
		x.Move(fyne.NewPos(0, y))
		x.Resize(fyne.NewSize(s.Width, h))
		y += h
	}
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
