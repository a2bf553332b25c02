package typeset

import (
	"bufio"
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Face is one font, read but not changed: which characters it has and how wide
// they are. It is immutable and may be shared by documents and goroutines.
type Face struct {
	Name   string // lower-case ASCII, names the font inside the PDF
	tables map[string][]byte
	bmp    []uint16        // glyph by code; 0: none
	astral map[rune]uint16 // glyphs beyond the BMP
	upem   int
	widths int // how many glyphs have their own advance
	glyphs int
}

// NewFace reads a TrueType font or the first face of a collection (.ttc).
// astral is a table of lines "code point TAB private-use slot", both hexadecimal,
// for fonts that keep characters beyond the BMP in private-use slots; nil for
// others. A font that may not be embedded gives ErrRestricted.
func NewFace(name string, data, astral []byte) (*Face, error) {
	s, err := openSfnt(data, 0)
	if err != nil {
		return nil, err
	}
	if !s.mayEmbed() {
		return nil, ErrRestricted
	}
	f := &Face{Name: name, tables: s.tables, bmp: make([]uint16, 0x10000)}
	if f.astral, err = s.cmap(f.bmp); err != nil {
		return nil, err
	}
	head, hhea, maxp := &reader{b: s.tables["head"]}, &reader{b: s.tables["hhea"]}, &reader{b: s.tables["maxp"]}
	f.upem, f.widths, f.glyphs = head.u16(18), hhea.u16(34), maxp.u16(4)
	if head.bad || hhea.bad || maxp.bad || f.upem == 0 || f.widths == 0 || len(s.tables["hmtx"]) < 4*f.widths {
		return nil, errShort
	}
	return f, f.readAstral(astral)
}

func (f *Face) readAstral(table []byte) error {
	for sc := bufio.NewScanner(bytes.NewReader(table)); sc.Scan(); {
		code, slot, ok := strings.Cut(strings.TrimSpace(sc.Text()), "\t")
		if !ok {
			continue
		}
		c, err1 := strconv.ParseUint(code, 16, 32)
		p, err2 := strconv.ParseUint(strings.TrimSpace(slot), 16, 16)
		if err1 != nil || err2 != nil {
			return fmt.Errorf("%s 的增补字符表有坏行：%q", f.Name, sc.Text())
		}
		if g := f.bmp[p]; g != 0 {
			f.astral[rune(c)] = g
		}
	}
	return nil
}

// Has tells whether the face can draw r. Private-use characters are never
// looked up: what a font keeps there is not what the user's text means.
func (f *Face) Has(r rune) bool { return f.glyph(r) != 0 }

func (f *Face) glyph(r rune) uint16 {
	switch {
	case r >= 0x10000:
		return f.astral[r]
	case r >= 0xe000 && r < 0xf900 || r == 0xfffd || r < 0x20:
		return 0
	}
	return f.bmp[r]
}

// advance is the width of a glyph in thousandths of an em, rounded as the PDF
// will say it, so that what is measured is what is drawn.
func (f *Face) advance(g uint16) int {
	i := min(int(g), f.widths-1)
	hmtx := f.tables["hmtx"]
	w := int(hmtx[4*i])<<8 | int(hmtx[4*i+1])
	return (w*2000 + f.upem) / (2 * f.upem)
}
