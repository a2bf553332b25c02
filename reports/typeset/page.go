package typeset

import (
	"math"
	"strings"
)

// RGB is a colour of ink.
type RGB struct{ R, G, B uint8 }

// The inks of an official document. Red is Y80 M80, black K100 (GB/T 9704-2012, 6).
var (
	Black = RGB{0, 0, 0}
	Red   = RGB{255, 51, 51}
	Grey  = RGB{138, 144, 153}
)

// Kind says what an operation draws.
type Kind string

// The four things a page is made of.
const (
	Glyphs  Kind = "text"
	Rule    Kind = "line"
	Box     Kind = "box"     // filled, X Y to X2 Y2
	Polygon Kind = "polygon" // filled
)

// Op is one drawing operation. Coordinates are points from the page's upper left.
type Op struct {
	Kind    Kind
	X, Y    float64 // for text: its start on the baseline
	X2, Y2  float64
	Text    string
	Role    Role
	Size    float64
	Extra   float64 // points after each character, spacing and stretch together
	Squeeze float64 // see Line
	Turned  bool    // text runs downwards (turned 90° clockwise)
	Weight  float64 // line width
	Points  []Point
	Ink     RGB
}

// Point is a place on the page.
type Point struct{ X, Y float64 }

// Mark is an entry of the outline.
type Mark struct {
	Text  string
	Level int // 0: top
	Y     float64
}

// Zone is a part of the page that something is known about: what kind of thing it is and
// which. It is for a screen; no file holds it.
type Zone struct {
	X, Y, X2, Y2 float64
	Kind, Key    string
	Cell         string // of a cell of a table that has a name: that, whatever else is known of it
}

// Page is what one page shows, before it is a file.
type Page struct {
	W, H  float64
	Ops   []Op
	Marks []Mark
	Zones []Zone // what lies over another comes later
}

// Zone notes what lies within a box.
func (p *Page) Zone(x, y, x2, y2 float64, kind, key string) {
	if key != "" {
		p.Zones = append(p.Zones, Zone{X: x, Y: y, X2: x2, Y2: y2, Kind: kind, Key: key})
	}
}

// A4 gives an empty page.
func A4(landscape bool) *Page {
	if landscape {
		return &Page{W: 297 * MM, H: 210 * MM}
	}
	return &Page{W: 210 * MM, H: 297 * MM}
}

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2, weight float64, ink RGB) {
	p.Ops = append(p.Ops, Op{Kind: Rule, X: x1, Y: y1, X2: x2, Y2: y2, Weight: weight, Ink: ink})
}

// Fill draws a filled box.
func (p *Page) Fill(x1, y1, x2, y2 float64, ink RGB) {
	p.Ops = append(p.Ops, Op{Kind: Box, X: x1, Y: y1, X2: x2, Y2: y2, Ink: ink})
}

// FillPolygon draws a filled polygon.
func (p *Page) FillPolygon(points []Point, ink RGB) {
	p.Ops = append(p.Ops, Op{Kind: Polygon, Points: points, Ink: ink})
}

// Text draws one line of text from x on the baseline y.
func (p *Page) Text(st Style, x, y float64, text string, ink RGB) {
	p.Set(st, x, y, Line{Text: Clean(text)}, ink)
}

// TextDown draws text that runs downwards from (x, y), the baseline to its left.
func (p *Page) TextDown(st Style, x, y float64, text string, ink RGB) {
	p.Text(st, x, y, text, ink)
	p.Ops[len(p.Ops)-1].Turned = true
}

// Set draws a line that Break made.
func (p *Page) Set(st Style, x, y float64, ln Line, ink RGB) {
	if ln.Text == "" {
		return
	}
	p.Ops = append(p.Ops, Op{Kind: Glyphs, X: round2(x), Y: round2(y), Text: ln.Text, Role: st.Role, Size: st.Size,
		Extra: st.Spacing + ln.Extra, Squeeze: ln.Squeeze, Ink: ink})
}

// Bookmark puts an entry of the outline at y.
func (p *Page) Bookmark(text string, level int, y float64) {
	p.Marks = append(p.Marks, Mark{Text: strings.ReplaceAll(Clean(text), "\n", " "), Level: level, Y: y})
}

func round2(v float64) float64 { return math.Round(v*100) / 100 }

// Baseline is where the baseline of text of that size lies in a line box from
// y down, lead high: the middle of a Chinese character is 0.38 em above it.
func Baseline(y, lead, size float64) float64 { return y + lead/2 + 0.38*size }
