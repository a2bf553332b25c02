package typeset

import (
	"encoding/binary"
	"maps"
	"slices"
)

// Flags of a component in a composite glyph, from the OpenType glyf chapter.
const (
	compWords = 1 << 0
	compScale = 1 << 3
	compMore  = 1 << 5
	compXY    = 1 << 6
	comp2x2   = 1 << 7
)

// subset cuts a small TrueType font that has only the given codes. gofpdf reads a
// whole font twice and slowly; a font of a few hundred glyphs costs it nothing.
func (f *Face) subset(codes map[uint16]uint16) ([]byte, error) {
	order := []uint16{0}
	place := map[uint16]uint16{0: 0}
	add := func(g uint16) {
		if _, ok := place[g]; !ok {
			place[g] = uint16(len(order))
			order = append(order, g)
		}
	}
	for _, c := range slices.Sorted(maps.Keys(codes)) {
		add(codes[c])
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(order); i++ { // grows while components are found
		data, err := f.outline(order[i])
		if err != nil {
			return nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if data, err = renumber(data, place, add); err != nil {
			return nil, err
		}
		glyf = append(glyf, data...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, f.metric(order[i])...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	out := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "cmap": cmap4(codes, place)}
	for _, name := range []string{"cvt ", "fpgm", "prep", "OS/2"} {
		if t := f.tables[name]; len(t) > 0 {
			out[name] = t
		}
	}
	out["name"] = []byte{0, 0, 0, 0, 0, 6}
	out["post"] = make([]byte, 32)
	copy(out["post"], []byte{0, 3, 0, 0})
	out["head"] = patched(f.tables["head"], 50, 1) // long loca
	out["hhea"] = patched(f.tables["hhea"], 34, len(order))
	out["maxp"] = patched(f.tables["maxp"], 4, len(order))
	return assemble(out), nil
}

func patched(t []byte, at, v int) []byte {
	t = slices.Clone(t)
	if at+2 <= len(t) {
		binary.BigEndian.PutUint16(t[at:], uint16(v))
	}
	return t
}

func (f *Face) outline(g uint16) ([]byte, error) {
	loca, long := &reader{b: f.tables["loca"]}, (&reader{b: f.tables["head"]}).u16(50) == 1
	from, to := 2*loca.u16(2*int(g)), 2*loca.u16(2*int(g)+2)
	if long {
		from, to = loca.u32(4*int(g)), loca.u32(4*int(g)+4)
	}
	if loca.bad || from > to || to > len(f.tables["glyf"]) {
		return nil, errShort
	}
	return f.tables["glyf"][from:to], nil
}

func (f *Face) metric(g uint16) []byte {
	hmtx := f.tables["hmtx"]
	if i := int(g); i < f.widths {
		return hmtx[4*i : 4*i+4]
	}
	m := []byte{hmtx[4*f.widths-4], hmtx[4*f.widths-3], 0, 0}
	if o := 4*f.widths + 2*(int(g)-f.widths); o+2 <= len(hmtx) {
		copy(m[2:], hmtx[o:o+2])
	}
	return m
}

// renumber rewrites the component numbers of a composite glyph.
func renumber(data []byte, place map[uint16]uint16, add func(uint16)) ([]byte, error) {
	if len(data) < 10 || data[0]&0x80 == 0 {
		return data, nil
	}
	data = slices.Clone(data)
	for at, more := 10, true; more; {
		if at+4 > len(data) {
			return nil, errShort
		}
		flags := int(binary.BigEndian.Uint16(data[at:]))
		g := binary.BigEndian.Uint16(data[at+2:])
		add(g)
		binary.BigEndian.PutUint16(data[at+2:], place[g])
		at += 6
		if flags&compWords != 0 {
			at += 2
		}
		switch {
		case flags&compScale != 0:
			at += 2
		case flags&compXY != 0:
			at += 4
		case flags&comp2x2 != 0:
			at += 8
		}
		more = flags&compMore != 0
	}
	return data, nil
}

// cmap4 writes a character table of one format-4 part, the only one gofpdf reads.
func cmap4(codes, place map[uint16]uint16) []byte {
	type segment struct{ from, to, delta uint16 }
	var segs []segment
	for _, c := range slices.Sorted(maps.Keys(codes)) {
		delta := place[codes[c]] - c
		if n := len(segs); n > 0 && segs[n-1].to+1 == c && segs[n-1].delta == delta {
			segs[n-1].to = c
			continue
		}
		segs = append(segs, segment{c, c, delta})
	}
	segs = append(segs, segment{0xffff, 0xffff, 1})
	n := len(segs)
	search, sel := 2, 0
	for search*2 <= 2*n {
		search, sel = search*2, sel+1
	}
	words := []int{0, 1, 3, 1, 0, 12, 4, 16 + 8*n, 0, 2 * n, search, sel, 2*n - search}
	for _, s := range segs {
		words = append(words, int(s.to))
	}
	words = append(words, 0)
	for _, s := range segs {
		words = append(words, int(s.from))
	}
	for _, s := range segs {
		words = append(words, int(s.delta))
	}
	words = append(words, make([]int, n)...)
	out := make([]byte, 0, 2*len(words))
	for _, w := range words {
		out = binary.BigEndian.AppendUint16(out, uint16(w))
	}
	return out
}

func assemble(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	n := len(names)
	search, sel := 16, 0
	for search*2 <= 16*n {
		search, sel = search*2, sel+1
	}
	out := []byte{0, 1, 0, 0}
	for _, w := range []int{n, search, sel, 16*n - search} {
		out = binary.BigEndian.AppendUint16(out, uint16(w))
	}
	at := 12 + 16*n
	for _, name := range names {
		out = append(out, name...)
		out = append(out, 0, 0, 0, 0) // checksums are written by gofpdf when it cuts again
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		out = append(out, tables[name]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}
