package typeset

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrRestricted says that a font's licence bits forbid embedding a subset of it.
var ErrRestricted = errors.New("字体的许可位不允许嵌入文件")

var (
	errShort   = errors.New("字体文件不完整")
	errNotGlyf = errors.New("不是 TrueType（glyf）字体")
	errNoCmap  = errors.New("字体没有可用的 Unicode 字符表")
)

// sfnt gives bounds-checked access to the tables of one TrueType font.
type sfnt struct {
	data   []byte
	tables map[string][]byte
}

// reader reads big-endian numbers and remembers running over the end, so that a
// broken font is an error and never a panic.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) u16(o int) int {
	if o < 0 || o+2 > len(r.b) {
		r.bad = true
		return 0
	}
	return int(binary.BigEndian.Uint16(r.b[o:]))
}

func (r *reader) u32(o int) int {
	if o < 0 || o+4 > len(r.b) {
		r.bad = true
		return 0
	}
	return int(binary.BigEndian.Uint32(r.b[o:]))
}

// openSfnt finds the tables of a font, or of the first face of a collection.
func openSfnt(data []byte, face int) (*sfnt, error) {
	r := &reader{b: data}
	dir := 0
	if len(data) >= 12 && string(data[:4]) == "ttcf" {
		if face < 0 || face >= r.u32(8) {
			return nil, fmt.Errorf("字体集合中没有第 %d 个字体", face+1)
		}
		dir = r.u32(12 + 4*face)
	}
	if v := r.u32(dir); v != 0x00010000 && v != 0x74727565 {
		return nil, errNotGlyf
	}
	s := &sfnt{data: data, tables: map[string][]byte{}}
	for i := range r.u16(dir + 4) {
		o := dir + 12 + 16*i
		at, n := r.u32(o+8), r.u32(o+12)
		if r.bad || at+n > len(data) {
			return nil, errShort
		}
		s.tables[string(data[o:o+4])] = data[at : at+n]
	}
	for _, name := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap"} {
		if len(s.tables[name]) == 0 {
			if name == "loca" || name == "glyf" {
				return nil, errNotGlyf
			}
			return nil, fmt.Errorf("%w：缺 %s 表", errShort, name)
		}
	}
	if r.bad {
		return nil, errShort
	}
	return s, nil
}

// mayEmbed reads the licence bits of the OS/2 table.
func (s *sfnt) mayEmbed() bool {
	os2 := s.tables["OS/2"]
	if len(os2) < 10 {
		return true
	}
	bits := binary.BigEndian.Uint16(os2[8:])
	return bits&0x000f != 0x0002 && bits&0x0300 == 0
}

// cmap fills bmp (glyph by code) and returns the glyphs beyond it.
func (s *sfnt) cmap(bmp []uint16) (map[rune]uint16, error) {
	r := &reader{b: s.tables["cmap"]}
	astral := map[rune]uint16{}
	best4, best12 := -1, -1
	for i := range r.u16(2) {
		platform, enc, at := r.u16(4+8*i), r.u16(6+8*i), r.u32(8+8*i)
		if platform != 0 && (platform != 3 || enc != 1 && enc != 10) {
			continue
		}
		switch r.u16(at) {
		case 4:
			best4 = at
		case 12:
			best12 = at
		}
	}
	if best12 >= 0 {
		r.format12(best12, bmp, astral)
	}
	if best4 >= 0 {
		r.format4(best4, bmp)
	}
	if best4 < 0 && best12 < 0 {
		return nil, errNoCmap
	}
	if r.bad {
		return nil, errShort
	}
	return astral, nil
}

func (r *reader) format4(at int, bmp []uint16) {
	n := r.u16(at+6) / 2
	for k := range n {
		end, start := r.u16(at+14+2*k), r.u16(at+16+2*n+2*k)
		delta, ro := r.u16(at+16+4*n+2*k), r.u16(at+16+6*n+2*k)
		for ch := start; ch <= end && ch < 0xffff; ch++ {
			g := ch
			if ro != 0 {
				if g = r.u16(at + 16 + 6*n + 2*k + ro + 2*(ch-start)); g == 0 {
					continue
				}
			}
			if g = (g + delta) & 0xffff; g != 0 {
				bmp[ch] = uint16(g)
			}
			if r.bad {
				return
			}
		}
	}
}

func (r *reader) format12(at int, bmp []uint16, astral map[rune]uint16) {
	for k := range r.u32(at + 12) {
		o := at + 16 + 12*k
		start, end, g := r.u32(o), r.u32(o+4), r.u32(o+8)
		if r.bad || end > 0x10ffff || g+end-start > 0xffff {
			return
		}
		for ch := start; ch <= end; ch++ {
			switch glyph := uint16(g + ch - start); {
			case glyph == 0:
			case ch < 0x10000:
				bmp[ch] = glyph
			default:
				astral[rune(ch)] = glyph
			}
		}
	}
}
