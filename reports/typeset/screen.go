package typeset

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	xsfnt "golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Screen draws pages as pictures, the same operations as in the PDF with the same glyphs.
// It is for one goroutine.
type Screen struct {
	pen   *pen
	pages []*Page
	faces map[*Face]*xsfnt.Font
	buf   xsfnt.Buffer
}

// Screen prepares pages for the screen.
func (f *Fonts) Screen(pages []*Page) (*Screen, error) {
	s := &Screen{pen: &pen{fonts: f, cuts: map[*Face]*cut{}}, pages: pages, faces: map[*Face]*xsfnt.Font{}}
	for _, p := range pages {
		for i := range p.Ops {
			s.pen.collect(&p.Ops[i])
		}
	}
	if f.err != nil {
		return nil, f.err
	}
	for _, face := range s.pen.order {
		data, err := face.subset(s.pen.cuts[face].codes)
		if err != nil {
			return nil, fmt.Errorf("字体 %s 有损坏，页面画不出来，台账没有变动。请换一份字体文件：%w", face.Name, err)
		}
		if s.faces[face], err = xsfnt.Parse(data); err != nil {
			return nil, fmt.Errorf("字体 %s 有损坏，页面画不出来，台账没有变动。请换一份字体文件：%w", face.Name, err)
		}
	}
	return s, nil
}

// Len is the number of pages.
func (s *Screen) Len() int { return len(s.pages) }

// Size is the size of a page in points.
func (s *Screen) Size(page int) (w, h float64) { return s.pages[page].W, s.pages[page].H }

// Zones are what is known of a page's parts.
func (s *Screen) Zones(page int) []Zone { return s.pages[page].Zones }

// Page draws a page on white, scale pixels to the point.
func (s *Screen) Page(page int, scale float64) *image.RGBA {
	p := s.pages[page]
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(p.W*scale)), int(math.Ceil(p.H*scale))))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for i := range p.Ops {
		switch op := &p.Ops[i]; op.Kind {
		case Rule:
			s.rule(img, op, scale)
		case Box:
			fill(img, op.Ink, [][2]float64{{op.X, op.Y}, {op.X2, op.Y}, {op.X2, op.Y2}, {op.X, op.Y2}}, scale)
		case Polygon:
			var points [][2]float64
			for _, q := range op.Points {
				points = append(points, [2]float64{q.X, q.Y})
			}
			fill(img, op.Ink, points, scale)
		case Glyphs:
			s.text(img, op, scale)
		}
	}
	return img
}

// rule is drawn at least a third of a pixel wide: a hairline must not vanish.
func (s *Screen) rule(img *image.RGBA, op *Op, scale float64) {
	dx, dy := op.X2-op.X, op.Y2-op.Y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	half := math.Max(op.Weight, 0.7/scale) / 2
	nx, ny := -dy/n*half, dx/n*half
	fill(img, op.Ink, [][2]float64{{op.X + nx, op.Y + ny}, {op.X2 + nx, op.Y2 + ny}, {op.X2 - nx, op.Y2 - ny}, {op.X - nx, op.Y - ny}}, scale)
}

// fill fills an outline given in points.
func fill(img *image.RGBA, ink RGB, points [][2]float64, scale float64) {
	if len(points) < 3 {
		return
	}
	x0, y0, x1, y1 := points[0][0], points[0][1], points[0][0], points[0][1]
	for _, q := range points[1:] {
		x0, y0, x1, y1 = math.Min(x0, q[0]), math.Min(y0, q[1]), math.Max(x1, q[0]), math.Max(y1, q[1])
	}
	shape := newShape(img, x0*scale, y0*scale, x1*scale, y1*scale)
	for i, q := range points {
		x, y := float32(q[0]*scale), float32(q[1]*scale)
		if i == 0 {
			shape.moveTo(x, y)
			continue
		}
		shape.lineTo(x, y)
	}
	shape.paint(ink)
}

func (s *Screen) text(img *image.RGBA, op *Op, scale float64) {
	ppem := fixed.Int26_6(math.Round(op.Size * scale * 64))
	runs := s.pen.runs(op, op.Extra)
	long := op.Size
	for _, r := range op.Text {
		long += math.Max(op.Size, op.Size+op.Extra) * max(1, float64(len(string(r)))/3)
	}
	x0, y0, x1, y1 := op.X-op.Size, op.Y-1.3*op.Size, op.X+long, op.Y+0.6*op.Size
	if op.Turned {
		x0, y0, x1, y1 = op.X-0.6*op.Size, op.Y-op.Size, op.X+1.3*op.Size, op.Y+long
	}
	shape := newShape(img, x0*scale, y0*scale, x1*scale, y1*scale)
	at := func(x float64) (float32, float32) {
		if op.Turned {
			return float32(op.X * scale), float32((op.Y + x) * scale)
		}
		return float32((op.X + x) * scale), float32(op.Y * scale)
	}
	for _, r := range runs {
		x := r.x
		for _, code := range r.codes {
			g := s.glyph(r.face, code)
			ox, oy := at(x)
			s.outline(shape, r.face, g, ppem, ox, oy, op.Turned)
			x += float64(r.face.advance(s.pen.cuts[r.face].codes[uint16(code)]))/1000*op.Size + op.Extra
		}
	}
	shape.paint(op.Ink)
}

func (s *Screen) glyph(face *Face, code rune) xsfnt.GlyphIndex {
	g, err := s.faces[face].GlyphIndex(&s.buf, code)
	if err != nil {
		return 0
	}
	return g
}

func (s *Screen) outline(shape *shape, face *Face, g xsfnt.GlyphIndex, ppem fixed.Int26_6, ox, oy float32, turned bool) {
	segments, err := s.faces[face].LoadGlyph(&s.buf, g, ppem, &xsfnt.LoadGlyphOptions{})
	if err != nil {
		return // a character without an outline, such as a blank
	}
	put := func(p fixed.Point26_6) (float32, float32) {
		x, y := float32(p.X)/64, float32(p.Y)/64
		if turned {
			x, y = -y, x
		}
		return ox + x, oy + y
	}
	for _, seg := range segments {
		x, y := put(seg.Args[0])
		switch seg.Op {
		case xsfnt.SegmentOpMoveTo:
			shape.moveTo(x, y)
		case xsfnt.SegmentOpLineTo:
			shape.lineTo(x, y)
		case xsfnt.SegmentOpQuadTo:
			x2, y2 := put(seg.Args[1])
			shape.quadTo(x, y, x2, y2)
		}
	}
}

// shape is an outline being gathered over a part of a picture.
type shape struct {
	img    *image.RGBA
	ras    *vector.Rasterizer
	part   image.Rectangle
	ox, oy float32
	some   bool
}

// newShape gathers an outline that lies within a box of pixels.
func newShape(img *image.RGBA, x0, y0, x1, y1 float64) *shape {
	part := image.Rect(int(math.Floor(x0))-1, int(math.Floor(y0))-1, int(math.Ceil(x1))+2, int(math.Ceil(y1))+2).Intersect(img.Bounds())
	return &shape{img: img, ras: vector.NewRasterizer(part.Dx(), part.Dy()), part: part, ox: float32(part.Min.X), oy: float32(part.Min.Y)}
}

func (s *shape) moveTo(x, y float32) {
	if s.some {
		s.ras.ClosePath()
	}
	s.some = true
	s.ras.MoveTo(x-s.ox, y-s.oy)
}

func (s *shape) lineTo(x, y float32) { s.ras.LineTo(x-s.ox, y-s.oy) }

func (s *shape) quadTo(x, y, x2, y2 float32) { s.ras.QuadTo(x-s.ox, y-s.oy, x2-s.ox, y2-s.oy) }

func (s *shape) paint(ink RGB) {
	if !s.some || s.part.Empty() {
		return
	}
	s.ras.ClosePath()
	s.ras.Draw(s.img, s.part, image.NewUniform(color.RGBA{ink.R, ink.G, ink.B, 255}), image.Point{})
}
