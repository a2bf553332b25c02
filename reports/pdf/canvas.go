package pdf

import (
	"image/color"

	"qinqing/reports/chart"
	"qinqing/reports/typeset"
)

// canvas draws a chart on a page, as vectors, its origin at (x, y).
type canvas struct {
	fonts *typeset.Fonts
	page  *typeset.Page
	x, y  float64
}

const labels = typeset.Hei

func ink(c color.NRGBA) typeset.RGB { return typeset.RGB{R: c.R, G: c.G, B: c.B} }

func (c canvas) Line(points []chart.Point, w float64, col color.NRGBA) {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		c.page.Line(c.x+a.X, c.y+a.Y, c.x+b.X, c.y+b.Y, w, ink(col))
	}
}

func (c canvas) FillRect(x, y, w, h float64, col color.NRGBA) {
	c.page.Fill(c.x+x, c.y+y, c.x+x+w, c.y+y+h, ink(col))
}

func (c canvas) Poly(points []chart.Point, col color.NRGBA) {
	moved := make([]typeset.Point, len(points))
	for i, p := range points {
		moved[i] = typeset.Point{X: c.x + p.X, Y: c.y + p.Y}
	}
	c.page.FillPolygon(moved, ink(col))
}

func (c canvas) Text(x, y, size float64, text string, anchor float64, col color.NRGBA) {
	x -= anchor * c.Width(text, size)
	c.page.Text(typeset.Style{Role: labels, Size: size}, c.x+x, c.y+y, text, ink(col))
}

func (c canvas) Width(text string, size float64) float64 {
	return c.fonts.Width(labels, size, 0, typeset.Clean(text))
}
