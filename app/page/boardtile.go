package page

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// FigureTile is one figure of the board: its number, the cumulative one, and how it
// changed. Pressing it opens the rows; pointing at it tells the definition.
type FigureTile struct {
	fynewidget.BaseWidget
	Tile    reports.Tile
	tapped  func()
	hovered bool
	focused bool
	card    *canvas.Rectangle
	number  *canvas.Text
	lines   []*canvas.Text
}

func newFigureTile(t reports.Tile, tapped func()) *FigureTile {
	x := &FigureTile{Tile: t, tapped: tapped, card: canvas.NewRectangle(color.Transparent)}
	x.ExtendBaseWidget(x)
	return x
}

// Number is the figure as it stands there.
func (x *FigureTile) Number() string { return x.Tile.Figure.Text() }

// Lines are the words below the number.
func (x *FigureTile) Lines() (out []string) {
	t := x.Tile
	if t.Total.Name != "" && t.Total.Value != nil {
		out = append(out, shortTotal(t)+" "+t.Total.Text())
	}
	change := "环比 " + changeText(t.Previous)
	if year := changeText(t.LastYear); year != "—" {
		change += "　同比 " + year
	}
	return append(out, change)
}

// shortTotal names the cumulative figure: 累计, or its own name where it is another rate.
func shortTotal(t reports.Tile) string {
	if strings.HasPrefix(t.Total.Name, "累计") || t.Total.Name == t.Name {
		return "累计"
	}
	return "累计" + t.Total.Name
}

// changeText is a change with its direction, — where there is nothing to compare with.
func changeText(f stats.Figure) string {
	if f.Value == nil {
		return "—"
	}
	return f.Text()
}

// good says whether a change is for the better: 1, for the worse: -1, neither: 0.
func (x *FigureTile) good() int {
	f := x.Tile.Previous
	if f.Value == nil || *f.Value == 0 {
		return 0
	}
	if (*f.Value > 0) != x.Tile.LessIsGood {
		return 1
	}
	return -1
}

// Tapped opens the rows.
func (x *FigureTile) Tapped(*fyne.PointEvent) { x.tapped() }

// MouseIn tells the definition.
func (x *FigureTile) MouseIn(*desktop.MouseEvent) { x.hovered = true; x.Refresh() }

// MouseMoved does nothing.
func (x *FigureTile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut tells the change again.
func (x *FigureTile) MouseOut() { x.hovered = false; x.Refresh() }

// FocusGained frames the tile.
func (x *FigureTile) FocusGained() { x.focused = true; x.Refresh() }

// FocusLost takes the frame away.
func (x *FigureTile) FocusLost() { x.focused = false; x.Refresh() }

// TypedRune does nothing.
func (x *FigureTile) TypedRune(rune) {}

// TypedKey opens the rows with Enter or space.
func (x *FigureTile) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		x.tapped()
	}
}

// CreateRenderer is for Fyne.
func (x *FigureTile) CreateRenderer() fyne.WidgetRenderer {
	x.card.CornerRadius, x.card.StrokeWidth = 8, 1
	x.number = canvas.NewText("", color.Black)
	x.number.TextSize, x.number.TextStyle.Bold = 24, true
	box := container.New(layout.NewCustomPaddedVBoxLayout(0), second(x.Tile.Name), x.number)
	for range x.Lines() {
		line := canvas.NewText("", color.Black)
		line.TextSize = theme.TextSmall
		x.lines = append(x.lines, line)
		box.Add(line)
	}
	x.dress()
	r := &tileRenderer{WidgetRenderer: fynewidget.NewSimpleRenderer(container.NewStack(x.card, container.New(layout.NewCustomPaddedLayout(6, 4, 10, 4), box))), dress: x.dress}
	return r
}

type tileRenderer struct {
	fyne.WidgetRenderer
	dress func()
}

// MinSize lets the tiles share a narrow window.
func (r *tileRenderer) MinSize() fyne.Size {
	return fyne.NewSize(84, r.WidgetRenderer.MinSize().Height)
}

func (r *tileRenderer) Refresh() {
	r.dress()
	r.WidgetRenderer.Refresh()
}

func (x *FigureTile) dress() {
	x.card.FillColor, x.card.StrokeColor = theme.Of(theme.Zebra), theme.Of(theme.Line)
	if x.focused {
		x.card.StrokeColor = theme.Of(fynetheme.ColorNamePrimary)
	}
	if x.hovered {
		x.card.FillColor = theme.Of(fynetheme.ColorNameHover)
	}
	x.number.Text, x.number.Color = x.Number(), theme.Of(fynetheme.ColorNameForeground)
	if x.Tile.Name == "期末逾期" && x.Tile.Figure.Value != nil && *x.Tile.Figure.Value > 0 {
		x.number.Color = theme.Of(theme.Red)
	}
	for i, text := range x.Lines() {
		x.lines[i].Text, x.lines[i].Color = text, theme.Of(theme.Second)
		if i == len(x.lines)-1 && x.good() > 0 {
			x.lines[i].Color = theme.Of(theme.Green)
		} else if i == len(x.lines)-1 && x.good() < 0 {
			x.lines[i].Color = theme.Of(theme.Yellow)
		}
	}
}
