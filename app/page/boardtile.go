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
	"qinqing/app/widget"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// FigureTile is one figure of the board: its number, the cumulative one, and how it
// changed. Pressing it opens the rows; pointing at it tells the definition.
type FigureTile struct {
	fynewidget.BaseWidget
	Tile    reports.Tile
	Menu    func() []*fyne.MenuItem // what can be done with it besides; nil: nothing
	tapped  func()
	hint    *widget.Bubble
	small   bool // one line
	hovered bool
	focused bool
	card    *canvas.Rectangle
	number  *canvas.Text
	lines   []*canvas.Text
}

func newFigureTile(t reports.Tile, hint *widget.Bubble, tapped func()) *FigureTile {
	x := &FigureTile{Tile: t, tapped: tapped, hint: hint, card: canvas.NewRectangle(color.Transparent)}
	x.ExtendBaseWidget(x)
	return x
}

func newSmallFigure(t reports.Tile, hint *widget.Bubble, tapped func()) *FigureTile {
	x := newFigureTile(t, hint, tapped)
	x.small = true
	return x
}

// Told is what the bubble says of the figure: its definition, and where its list is from.
func (x *FigureTile) Told() string {
	text := x.Tile.Name + "：" + x.Tile.Definition
	if n := x.Tile.Figure.Note; n != "" {
		text += "\n" + n
	}
	for _, line := range x.Lines() {
		text += "\n" + line
	}
	return text + "\n点开看明细，右键复制"
}

// Number is the figure as it stands there.
func (x *FigureTile) Number() string { return figureText(x.Tile.Figure) }

// Lines are the words below the number.
func (x *FigureTile) Lines() (out []string) {
	t := x.Tile
	if x.small {
		return nil
	}
	if t.Total.Name != "" && t.Total.Value != nil {
		out = append(out, shortTotal(t)+" "+figureText(t.Total))
	}
	return append(out, "环比 "+changeText(t.Previous), "同比 "+changeText(t.LastYear))
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
	return figureText(f)
}

// good says whether a change is for the better: 1, for the worse: -1, neither: 0.
func (x *FigureTile) good(f stats.Figure) int {
	if f.Value == nil || *f.Value == 0 {
		return 0
	}
	if (*f.Value > 0) != x.Tile.LessIsGood {
		return 1
	}
	return -1
}

// Tapped opens the rows.
func (x *FigureTile) Tapped(*fyne.PointEvent) { x.open() }

func (x *FigureTile) open() {
	x.hint.Hide()
	x.tapped()
}

// MouseIn tells the definition in a bubble.
func (x *FigureTile) MouseIn(*desktop.MouseEvent) { x.point(true) }

// MouseMoved does nothing.
func (x *FigureTile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the bubble away.
func (x *FigureTile) MouseOut() { x.point(false) }

func (x *FigureTile) point(at bool) {
	x.hovered = at
	if at {
		x.hint.Show(x.Told(), x)
	} else {
		x.hint.Hide()
	}
	x.Refresh()
}

// TappedSecondary shows the menu.
func (x *FigureTile) TappedSecondary(e *fyne.PointEvent) { x.popUp(e.AbsolutePosition) }

func (x *FigureTile) popUp(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(x)
	if x.Menu == nil || c == nil {
		return
	}
	x.hint.Hide()
	fynewidget.ShowPopUpMenuAtPosition(fyne.NewMenu("", x.Menu()...), c, at)
}

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
		x.open()
	case desktop.KeyMenu:
		x.popUp(fyne.CurrentApp().Driver().AbsolutePositionForObject(x).AddXY(8, x.Size().Height))
	}
}

// CreateRenderer is for Fyne.
func (x *FigureTile) CreateRenderer() fyne.WidgetRenderer {
	x.card.CornerRadius, x.card.StrokeWidth = 8, 1
	x.number = canvas.NewText("", color.Black)
	x.number.TextSize, x.number.TextStyle.Bold = 24, true
	if x.small {
		x.number.TextSize = theme.TextTable
		x.dress()
		row := container.NewHBox(second(x.Tile.Name), x.number)
		return &tileRenderer{WidgetRenderer: fynewidget.NewSimpleRenderer(container.NewStack(x.card, container.New(layout.NewCustomPaddedLayout(3, 3, 10, 10), row))), dress: x.dress, whole: true}
	}
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
	whole bool // no narrower than its words
}

// MinSize lets the tiles share a narrow window.
func (r *tileRenderer) MinSize() fyne.Size {
	if r.whole {
		return r.WidgetRenderer.MinSize()
	}
	return fyne.NewSize(84, r.WidgetRenderer.MinSize().Height)
}

// Layout dresses the tile anew, as what fits has changed.
func (r *tileRenderer) Layout(s fyne.Size) {
	r.dress()
	r.WidgetRenderer.Layout(s)
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
	text := x.Number()
	if x.small {
		text = withUnit(x.Tile.Figure)
	}
	if !x.small {
		if x.number.TextSize = x.numberSize(text); x.number.TextSize <= theme.TextSmall {
			text = strings.ReplaceAll(text, ",", "") // rather close together than cut off
		}
	}
	x.number.Text, x.number.Color = text, theme.Of(fynetheme.ColorNameForeground)
	if x.Tile.Name == "期末逾期" && x.Tile.Figure.Value != nil && *x.Tile.Figure.Value > 0 {
		x.number.Color = theme.Of(theme.Red)
	}
	changes := []stats.Figure{x.Tile.Previous, x.Tile.LastYear}
	for i, text := range x.Lines() {
		x.lines[i].Text, x.lines[i].Color = x.fit(text), theme.Of(theme.Second)
		if k := i - len(x.lines) + len(changes); k >= 0 {
			switch x.good(changes[k]) {
			case 1:
				x.lines[i].Color = theme.Of(theme.Green)
			case -1:
				x.lines[i].Color = theme.Of(theme.Yellow)
			}
		}
	}
}

// fit shortens a line where the tile is narrow; the bubble tells it whole.
func (x *FigureTile) fit(text string) string {
	room := x.Size().Width - tilePad
	wide := func(s string) bool { return fyne.MeasureText(s, theme.TextSmall, fyne.TextStyle{}).Width > room }
	if room <= 0 {
		return text
	}
	for _, short := range []*strings.Replacer{
		strings.NewReplacer("个百分点", "点", "累计办结率", "办结率"), strings.NewReplacer("环比 ", "环", "同比 ", "同", "累计 ", "累", "点", "", ",", ""),
	} {
		if !wide(text) {
			return text
		}
		text = short.Replace(text)
	}
	for r := []rune(text); wide(text) && len(r) > 1; {
		r = r[:len(r)-1]
		text = string(r) + "…"
	}
	return text
}

// numberSize is as large as the number has room to stand.
func (x *FigureTile) numberSize(text string) float32 {
	size := float32(24)
	for room := x.Size().Width - tilePad; room > 0 && size > theme.TextSmall && fyne.MeasureText(text, size, fyne.TextStyle{Bold: true}).Width > room; {
		size--
	}
	return size
}

// tilePad is what a tile keeps free beside its words.
const tilePad float32 = 14
