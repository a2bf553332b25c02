package raster

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Source hands out what a font is made of: the TrueType file, and the table of its
// characters beyond the BMP (lines of code point, tab, private-use slot).
type Source struct {
	Font   func(name string) ([]byte, error)
	Astral func(name string) ([]byte, error) // nil: no such characters
}

// Fonts are faces in the order they are asked for a character, with the pictures of
// the characters drawn so far. They may be used by several goroutines.
type Fonts struct {
	mu     sync.Mutex
	faces  []*face
	picked map[rune]picked
	glyphs map[glyphKey]*glyph
	pen    vector.Rasterizer
	buf    sfnt.Buffer
}

type face struct {
	font   *sfnt.Font
	upem   float64
	astral map[rune]rune
}

type picked struct {
	face    *face
	index   sfnt.GlyphIndex
	advance float64 // in ems
}

// glyphKey is a character at a size and at one of four places within a pixel.
type glyphKey struct {
	face  *face
	index sfnt.GlyphIndex
	size  fixed.Int26_6
	shift uint8
}

// glyph is the ink of a character; its upper left lies at min from the pen.
type glyph struct {
	mask *image.Alpha
	min  image.Point
}

// mostGlyphs is how many pictures of characters are kept: two screens full.
const mostGlyphs = 6000

// NewFonts reads the named faces. The error names the font that can't be read.
func NewFonts(src Source, names ...string) (*Fonts, error) {
	f := &Fonts{picked: map[rune]picked{}, glyphs: map[glyphKey]*glyph{}}
	for _, n := range names {
		data, err := src.Font(n)
		if err != nil {
			return nil, fmt.Errorf("字体 %s 读不出，图表未生成：%w", n, err)
		}
		parsed, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("字体 %s 读不出，图表未生成：%w", n, err)
		}
		fc := &face{font: parsed, upem: float64(parsed.UnitsPerEm()), astral: map[rune]rune{}}
		if src.Astral != nil {
			table, err := src.Astral(n)
			if err != nil {
				return nil, fmt.Errorf("字体 %s 的增补字符表读不出，图表未生成：%w", n, err)
			}
			fc.readAstral(table)
		}
		f.faces = append(f.faces, fc)
	}
	if len(f.faces) == 0 {
		return nil, fmt.Errorf("没有可用的字体，图表未生成")
	}
	return f, nil
}

// readAstral reads a table of typeset's form; a line that is none is a character missing.
func (f *face) readAstral(table []byte) {
	for sc := bufio.NewScanner(bytes.NewReader(table)); sc.Scan(); {
		code, slot, _ := strings.Cut(strings.TrimSpace(sc.Text()), "\t")
		c, err1 := strconv.ParseUint(code, 16, 32)
		p, err2 := strconv.ParseUint(strings.TrimSpace(slot), 16, 16)
		if err1 == nil && err2 == nil {
			f.astral[rune(c)] = rune(p)
		}
	}
}

// shown is the code under which a face has a character; private-use characters are
// never looked up: what a font keeps there is not what the text means.
func (f *face) shown(r rune) rune {
	switch {
	case r >= 0x10000:
		return f.astral[r]
	case r >= 0xe000 && r < 0xf900 || r == 0xfffd || r < 0x20:
		return 0
	}
	return r
}

// pick finds the first face that has r; 〓 where none has, nothing for what is
// invisible. f.mu is held.
func (f *Fonts) pick(r rune) picked {
	if p, ok := f.picked[r]; ok {
		return p
	}
	p := f.find(r)
	if p.face == nil && unicode.IsSpace(r) {
		p = f.find(' ')
	} else if p.face == nil && !unicode.IsControl(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Cf, r) {
		p = f.find('〓')
	}
	f.picked[r] = p
	return p
}

func (f *Fonts) find(r rune) picked {
	for _, fc := range f.faces {
		code := fc.shown(r)
		if code == 0 {
			continue
		}
		i, err := fc.font.GlyphIndex(&f.buf, code)
		if err != nil || i == 0 {
			continue
		}
		adv, err := fc.font.GlyphAdvance(&f.buf, i, fixed.I(int(fc.upem)), font.HintingNone)
		if err != nil {
			continue
		}
		return picked{fc, i, float64(adv) / 64 / fc.upem}
	}
	return picked{}
}

// Width is the width of a text at a size.
func (f *Fonts) Width(text string, size float64) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := 0.0
	for _, r := range text {
		w += f.pick(r).advance
	}
	return w * size
}

// glyph draws a character once. f.mu is held.
func (f *Fonts) glyph(p picked, size float64, shift uint8) *glyph {
	key := glyphKey{p.face, p.index, fixed.Int26_6(size*64 + 0.5), shift}
	if g, ok := f.glyphs[key]; ok {
		return g
	}
	if len(f.glyphs) >= mostGlyphs {
		clear(f.glyphs)
	}
	g := f.draw(key)
	f.glyphs[key] = g
	return g
}

func (f *Fonts) draw(key glyphKey) *glyph {
	segments, err := key.face.font.LoadGlyph(&f.buf, key.index, key.size, nil)
	if err != nil || len(segments) == 0 {
		return &glyph{}
	}
	b := segments.Bounds()
	shift := fixed.Int26_6(key.shift) * 16
	x0, y0 := (b.Min.X + shift).Floor(), b.Min.Y.Floor()
	w, h := (b.Max.X+shift).Ceil()-x0, b.Max.Y.Ceil()-y0
	if w <= 0 || h <= 0 {
		return &glyph{}
	}
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X+shift)/64 - float32(x0), float32(p.Y)/64 - float32(y0)
	}
	z := &f.pen
	z.Reset(w, h)
	for _, s := range segments {
		x, y := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x2, y2 := at(s.Args[1])
			z.QuadTo(x, y, x2, y2)
		case sfnt.SegmentOpCubeTo:
			x2, y2 := at(s.Args[1])
			x3, y3 := at(s.Args[2])
			z.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	z.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	z.Draw(mask, mask.Bounds(), image.Opaque, image.Point{})
	return &glyph{mask, image.Pt(x0, y0)}
}
