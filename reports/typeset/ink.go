package typeset

// Ink is how far the ink of a text reaches above and below its baseline, in ems, by
// the outlines of its glyphs: what a ruler laid on paper measures. Text without ink
// gives 0, 0.
func (f *Fonts) Ink(role Role, text string) (above, below float64) {
	for _, r := range Clean(text) {
		p := f.pick(role, r)
		if p.face == nil {
			continue
		}
		low, high, ok := p.face.box(p.glyph)
		if ok {
			above, below = max(above, high), max(below, -low)
		}
	}
	return above, below
}

// box gives the lowest and highest point of a glyph's outline in ems; ok is false
// where it has none.
func (f *Face) box(g uint16) (low, high float64, ok bool) {
	loca, glyf := &reader{b: f.tables["loca"]}, &reader{b: f.tables["glyf"]}
	var from, to int
	if (&reader{b: f.tables["head"]}).u16(50) == 0 {
		from, to = 2*loca.u16(2*int(g)), 2*loca.u16(2*int(g)+2)
	} else {
		from, to = loca.u32(4*int(g)), loca.u32(4*int(g)+4)
	}
	if loca.bad || to-from < 10 {
		return 0, 0, false
	}
	low = float64(int16(glyf.u16(from+4))) / float64(f.upem)
	high = float64(int16(glyf.u16(from+8))) / float64(f.upem)
	return low, high, !glyf.bad
}
