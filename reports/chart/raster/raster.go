// Package raster draws charts as pictures: on the screen at its own resolution,
// and as PNG for documents that take no vectors.
//
// It lays nothing out (reports/chart does) and brings no fonts: they are handed in.
// It is called by the window and by reports/docx.
package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"

	"qinqing/reports"
	"qinqing/reports/chart"
)

// Draw draws a chart of w × h units with scale pixels to the unit, and gives the
// regions of its values in units. Style.Paper is the background.
func Draw(fonts *Fonts, c reports.Chart, w, h, scale float64, st chart.Style) (*image.RGBA, []chart.Hit) {
	if st.Paper == (color.NRGBA{}) {
		st.Paper = color.NRGBA{255, 255, 255, 255}
	}
	s := &surface{fonts: fonts, scale: scale,
		img: image.NewRGBA(image.Rect(0, 0, max(1, int(math.Round(w*scale))), max(1, int(math.Round(h*scale)))))}
	draw.Draw(s.img, s.img.Bounds(), image.NewUniform(st.Paper), image.Point{}, draw.Src)
	return s.img, chart.Draw(s, c, w, h, st)
}

// page is the width of a chart on paper in points: letters of PNG and Height have
// the size they have there.
const (
	page    = 442.2 // 156 mm, the text area of GB/T 9704-2012
	letters = 10.0
)

// PNG is a chart as a picture of width × height pixels, its letters in the
// proportion they have across a page. Height tells the height it should have.
func PNG(c reports.Chart, width, height int, fonts *Fonts) ([]byte, error) {
	return Framed(c, width, height, 0, fonts)
}

// Framed is PNG with so many pixels of paper around it, for a picture that stands alone.
func Framed(c reports.Chart, width, height, margin int, fonts *Fonts) ([]byte, error) {
	if width < 1 || height < 1 || width > 20000 || height > 20000 {
		return nil, fmt.Errorf("图表“%s”的尺寸 %d×%d 不能用，图片未生成", c.Title, width, height)
	}
	scale := float64(width) / page
	img, _ := Draw(fonts, c, page, float64(height)/scale, scale, chart.Style{Size: letters})
	if margin > 0 {
		drawn := img
		img = image.NewRGBA(image.Rect(0, 0, drawn.Rect.Dx()+2*margin, drawn.Rect.Dy()+2*margin))
		draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(img, drawn.Bounds().Add(image.Pt(margin, margin)), drawn, image.Point{}, draw.Src)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("图表“%s”写成图片时出错：%w", c.Title, err)
	}
	return out.Bytes(), nil
}

// Height is the height in pixels PNG should have at a width.
func Height(c reports.Chart, width int, fonts *Fonts) int {
	scale := float64(width) / page
	return int(math.Ceil(chart.Height(&surface{fonts: fonts, scale: scale}, c, page, chart.Style{Size: letters}) * scale))
}

// surface is a canvas of pixels.
type surface struct {
	fonts *Fonts
	img   *image.RGBA
	scale float64
	pen   vector.Rasterizer
}

func (s *surface) Width(text string, size float64) float64 { return s.fonts.Width(text, size) }

// FillRect fills a rectangle; its edges lie on whole pixels, so that bars are crisp.
func (s *surface) FillRect(x, y, w, h float64, c color.NRGBA) {
	r := image.Rect(s.pixel(x), s.pixel(y), s.pixel(x+w), s.pixel(y+h))
	if w > 0 && h > 0 {
		r.Max.X, r.Max.Y = max(r.Max.X, r.Min.X+1), max(r.Max.Y, r.Min.Y+1)
	}
	draw.Draw(s.img, r.Intersect(s.img.Bounds()), image.NewUniform(c), image.Point{}, draw.Over)
}

func (s *surface) pixel(v float64) int { return int(math.Round(v * s.scale)) }

func (s *surface) Poly(points []chart.Point, c color.NRGBA) {
	if len(points) < 3 {
		return
	}
	moved := make([]chart.Point, len(points))
	for i, p := range points {
		moved[i] = chart.Point{X: p.X * s.scale, Y: p.Y * s.scale}
	}
	s.fill([][]chart.Point{moved}, c)
}

// Line draws a polyline. Upright and level ones lie on whole pixels.
func (s *surface) Line(points []chart.Point, width float64, c color.NRGBA) {
	w := max(width*s.scale, 0.8)
	if len(points) == 2 && (points[0].X == points[1].X || points[0].Y == points[1].Y) {
		s.straight(points[0], points[1], w, c)
		return
	}
	var parts [][]chart.Point
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		ax, ay, bx, by := a.X*s.scale, a.Y*s.scale, b.X*s.scale, b.Y*s.scale
		length := math.Hypot(bx-ax, by-ay)
		if length == 0 {
			continue
		}
		nx, ny := -(by-ay)/length*w/2, (bx-ax)/length*w/2
		parts = append(parts, []chart.Point{{X: ax + nx, Y: ay + ny}, {X: bx + nx, Y: by + ny}, {X: bx - nx, Y: by - ny}, {X: ax - nx, Y: ay - ny}})
		if i > 1 && w > 1.2 {
			parts = append(parts, joint(ax, ay, w/2))
		}
	}
	s.fill(parts, c)
}

// joint rounds the corner of a line; its turn is that of the pieces, which would
// cancel out where they lie over each other otherwise.
func joint(x, y, r float64) []chart.Point {
	out := make([]chart.Point, 8)
	for i := range out {
		a := -2 * math.Pi * float64(i) / float64(len(out))
		out[i] = chart.Point{X: x + r*math.Cos(a), Y: y + r*math.Sin(a)}
	}
	return out
}

func (s *surface) straight(a, b chart.Point, w float64, c color.NRGBA) {
	thick := max(1, int(math.Round(w)))
	r := image.Rect(s.pixel(a.X), s.pixel(a.Y), s.pixel(b.X), s.pixel(b.Y))
	if a.Y == b.Y {
		r.Min.Y -= thick / 2
		r.Max.Y = r.Min.Y + thick
	} else {
		r.Min.X -= thick / 2
		r.Max.X = r.Min.X + thick
	}
	draw.Draw(s.img, r.Intersect(s.img.Bounds()), image.NewUniform(c), image.Point{}, draw.Over)
}

// fill draws polygons given in pixels, smoothed at their edges.
func (s *surface) fill(parts [][]chart.Point, c color.NRGBA) {
	lo, hi := chart.Point{X: math.Inf(1), Y: math.Inf(1)}, chart.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, part := range parts {
		for _, p := range part {
			lo.X, lo.Y = min(lo.X, p.X), min(lo.Y, p.Y)
			hi.X, hi.Y = max(hi.X, p.X), max(hi.Y, p.Y)
		}
	}
	size := s.img.Bounds().Size()
	if !(hi.X > 0 && hi.Y > 0 && lo.X < float64(size.X) && lo.Y < float64(size.Y)) {
		return
	}
	area := image.Rect(int(math.Floor(lo.X)), int(math.Floor(lo.Y)), int(math.Ceil(hi.X)), int(math.Ceil(hi.Y))).Intersect(s.img.Bounds())
	if area.Empty() {
		return
	}
	s.pen.Reset(area.Dx(), area.Dy())
	for _, part := range parts {
		for i, p := range part {
			x, y := float32(p.X)-float32(area.Min.X), float32(p.Y)-float32(area.Min.Y)
			if i == 0 {
				s.pen.MoveTo(x, y)
			} else {
				s.pen.LineTo(x, y)
			}
		}
		s.pen.ClosePath()
	}
	s.pen.Draw(s.img, area, image.NewUniform(c), image.Point{})
}

func (s *surface) Text(x, y, size float64, text string, anchor float64, c color.NRGBA) {
	x -= anchor * s.fonts.Width(text, size)
	px := size * s.scale
	at, base := x*s.scale, s.pixel(y)
	ink := image.NewUniform(c)
	s.fonts.mu.Lock()
	defer s.fonts.mu.Unlock()
	for _, r := range text {
		p := s.fonts.pick(r)
		if p.face == nil {
			continue
		}
		quarter := int(math.Floor(at*4 + 0.5))
		g := s.fonts.glyph(p, px, uint8(quarter&3))
		if g.mask != nil {
			place := g.mask.Bounds().Add(image.Pt(quarter>>2, base)).Add(g.min)
			draw.DrawMask(s.img, place, ink, image.Point{}, g.mask, image.Point{}, draw.Over)
		}
		at += p.advance * px
	}
}
