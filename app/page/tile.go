package page

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Tile is a number with its word; pressing it lists what it counts.
type Tile struct {
	fynewidget.BaseWidget
	Word    string
	Number  string
	Note    string // what else is to be said of the heap, in small; may be empty
	small   bool   // one line: it parts a page into heaps
	colour  fyne.ThemeColorName
	tapped  func()
	focused bool
	chosen  bool // its problems are listed
	number  *canvas.Text
	note    *canvas.Text
	card    *canvas.Rectangle
}

func newTile(word string, colour fyne.ThemeColorName, tapped func()) *Tile {
	t := &Tile{Word: word, Number: "…", colour: colour, tapped: tapped, card: canvas.NewRectangle(color.Transparent)}
	t.number, t.note = canvas.NewText("…", theme.Of(colour)), second("")
	t.note.TextSize = theme.TextSmall
	t.ExtendBaseWidget(t)
	return t
}

func newSmallTile(word string, colour fyne.ThemeColorName, tapped func()) *Tile {
	t := newTile(word, colour, tapped)
	t.small = true
	return t
}

func (t *Tile) set(n int, note string) {
	t.Number, t.Note = thousands(n), note
	t.note.Text, t.note.Color = note, theme.Of(theme.Second)
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
	t.number.TextStyle.Bold = true
	if t.small {
		t.number.TextSize = 16
		row := container.NewHBox(container.NewCenter(canvas.NewText(t.Word, theme.Of(fynetheme.ColorNameForeground))), gap(2), container.NewCenter(t.number))
		return fynewidget.NewSimpleRenderer(container.NewStack(t.card, container.New(layout.NewCustomPaddedLayout(4, 4, 12, 12), row)))
	}
	t.number.TextSize = 32
	box := container.New(layout.NewCustomPaddedLayout(8, 8, 12, 4), container.NewVBox(second(t.Word), t.number, t.note))
	return fynewidget.NewSimpleRenderer(container.NewStack(t.card, box))
}
