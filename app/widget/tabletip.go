package widget

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

const (
	tipWidth float32 = 420
	tipPad   float32 = 8
	tipLines         = 12
	tipAfter         = 500 * time.Millisecond
)

// tip is a bubble on a table: the whole of a text that is cut, or why something is not
// possible. Its objects are made anew each time, because Fyne doesn't repaint one that
// was hidden when the window was first drawn.
type tip struct {
	text  string
	fault bool
	at    fyne.Position // the foot of what it is about
	high  float32       // how high that is
	cell  [2]int        // over which the pointer rests: row and place
	rest  int           // counts the rests, so that a late timer knows it is late
}

func (p *tip) hide() {
	p.text = ""
	p.rest++
	p.cell = [2]int{-1, -1}
}

func (p *tip) draw(g *gauge, room fyne.Size) []fyne.CanvasObject {
	if p.text == "" {
		return nil
	}
	wide := min(tipWidth, room.Width-2*tipPad)
	lines := g.lines(p.text, wide-2*tipPad)
	if len(lines) > tipLines {
		lines = append(lines[:tipLines-1], "……")
	}
	var longest float32
	for _, s := range lines {
		longest = max(longest, g.width(s))
	}
	step := g.size * 1.4
	w, h := longest+2*tipPad, step*float32(len(lines))+2*tipPad-4
	x := max(0, min(p.at.X, room.Width-w-2))
	y := p.at.Y + 2
	if y+h > room.Height && p.at.Y-p.high-h-2 > 0 {
		y = p.at.Y - p.high - h - 2
	}
	card := canvas.NewRectangle(theme.Of(fynetheme.ColorNameOverlayBackground))
	card.StrokeColor, card.StrokeWidth, card.CornerRadius = theme.Of(fynetheme.ColorNameInputBorder), 1, 4
	ink := fynetheme.ColorNameForeground
	if p.fault {
		ink, card.StrokeColor = fynetheme.ColorNameError, theme.Of(fynetheme.ColorNameError)
	}
	card.Move(fyne.NewPos(x, y))
	card.Resize(fyne.NewSize(w, h))
	out := []fyne.CanvasObject{card}
	for i, s := range lines {
		out = append(out, tipLine(s, g.size, theme.Of(ink), x+tipPad, y+tipPad-2+float32(i)*step, step))
	}
	return out
}

func tipLine(s string, size float32, ink color.Color, x, y, h float32) *canvas.Text {
	o := canvas.NewText(s, ink)
	o.TextSize = size
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(1, h))
	return o
}

// say shows a sentence below the cursor's cell until the next move.
func (t *DataTable[T]) say(text string, fault bool) {
	t.tip.hide()
	t.tip.text, t.tip.fault, t.tip.high = text, fault, rowHeight
	t.tip.at = t.cellPlace().AddXY(0, rowHeight)
	t.Refresh()
}

// hover waits for the pointer to rest on a cell whose text is cut.
func (t *DataTable[T]) hover(at fyne.Position) {
	place, _ := t.columnAt(at.X)
	row := t.rowAt(at.Y)
	if [2]int{row, place} == t.tip.cell {
		return
	}
	t.leaveCell()
	text := t.cutText(row, place)
	if t.edit != nil || text == "" {
		return
	}
	t.tip.cell = [2]int{row, place}
	rest := t.tip.rest
	After(tipAfter, func() { t.showTip(rest, row, place, text) })
}

func (t *DataTable[T]) showTip(rest, row, place int, text string) {
	if rest != t.tip.rest {
		return
	}
	t.tip.text, t.tip.fault, t.tip.high = text, false, rowHeight
	t.tip.at = fyne.NewPos(t.columnX(place), headHeight+float32(float64(row)-t.top+1)*rowHeight)
	t.Refresh()
}

// leaveCell takes a tip about a cell under the pointer away; what was said about the
// cursor's cell stays.
func (t *DataTable[T]) leaveCell() {
	if t.tip.cell == [2]int{-1, -1} {
		return
	}
	was := t.tip.text
	t.tip.hide()
	if was != "" {
		t.Refresh()
	}
}

// cutText is the text of a cell if it doesn't fit into its column.
func (t *DataTable[T]) cutText(i, place int) string {
	shown := t.shown()
	if place < 0 || place >= len(shown) || i < 0 || i >= t.rows.Len() {
		return ""
	}
	row, ok := t.rows.Row(i)
	if !ok {
		return ""
	}
	c := t.columns[shown[place]]
	w := cellWidth(c.span)
	if c.Mark != nil && c.Mark(row) != "" {
		w -= chipSize + 6
	}
	text := c.Text(row)
	if t.plain.fit(text, w) == text {
		return ""
	}
	return text
}
