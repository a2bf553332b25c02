package typeset

import "strings"

// Line is one set line.
type Line struct {
	Text    string
	Width   float64 // in points, squeezed but without Extra
	Extra   float64 // points added after each character but the last, to fill the measure
	Squeeze float64 // share of an em taken out of the empty half of each full-width mark
	Last    bool    // the last line of its paragraph
}

// Style is how a run of text is set.
type Style struct {
	Role    Role
	Size    float64 // points
	Spacing float64 // points after each character; −0.21 puts 28 characters of 16 points on 156 mm
}

// maxExtra is how far a line may be stretched, in ems a gap: beyond it (a long
// address was pushed out) a ragged line is the lesser evil.
const maxExtra = 0.25

// slack lets 28 characters fit 28 places in floating point.
const slack = 0.02

// Break sets a text in lines of the given measure (points), the first shorter by
// indent. Forbidden marks are squeezed in before they are pushed out; words,
// numbers with their units, —— and …… stay whole; a word longer than the line is
// broken anywhere. A line end in the text ends a paragraph. justify fills all
// lines but a paragraph's last. Nothing but spaces at line ends is lost.
func (f *Fonts) Break(st Style, measure, indent float64, text string, justify bool) []Line {
	var out []Line
	for para := range strings.SplitSeq(Clean(text), "\n") {
		out = append(out, f.paragraph(st, measure, indent, []rune(para), justify)...)
	}
	return out
}

// setter holds a paragraph while it is broken.
type setter struct {
	text []rune
	adv  []float64 // points
	room []float64 // points each mark can give
	ok   []bool
}

func (f *Fonts) paragraph(st Style, measure, indent float64, text []rune, justify bool) []Line {
	s := setter{text: text, adv: make([]float64, len(text)), room: make([]float64, len(text)), ok: breaks(text)}
	for i, r := range text {
		em := f.Advance(st.Role, r) * st.Size
		s.adv[i] = em + st.Spacing
		if em > 0.9*st.Size && squeezable(r) {
			s.room[i] = em / 2
		}
	}
	if len(text) == 0 {
		return []Line{{Last: true}}
	}
	var out []Line
	room := measure - indent
	for i := 0; i < len(text); {
		end, squeezed := s.next(i, room)
		out = append(out, s.line(i, end, room, squeezed, justify))
		for i = end; i < len(text) && text[i] == ' '; i++ {
		}
		room = measure
	}
	out[len(out)-1].Last = true
	out[len(out)-1].Extra = 0
	return out
}

// next finds where the line that begins at i ends, and whether its marks have to
// be squeezed for that.
func (s *setter) next(i int, measure float64) (end int, squeezed bool) {
	width, give := 0.0, 0.0
	j := i
	for ; j < len(s.text); j++ {
		if width+s.adv[j] > measure+slack && s.text[j] != ' ' {
			break
		}
		width += s.adv[j]
		give += s.room[j]
	}
	if j == len(s.text) || j > i && s.ok[j] {
		return max(j, i+1), false
	}
	for k := j; k < len(s.text) && k < j+3; k++ { // 推入
		width += s.adv[k]
		give += s.room[k]
		if width-give > measure+slack {
			break
		}
		if s.ok[k+1] {
			return k + 1, true
		}
	}
	for k := j - 1; k > i; k-- { // 推出
		if s.ok[k] {
			return k, false
		}
	}
	for k := j; k > i; k-- { // a word longer than the line
		if !mayNotStart(s.text[k]) && !mayNotEnd(s.text[k-1]) && s.text[k] != ' ' {
			return k, false
		}
	}
	return max(j, i+1), false
}

func (s *setter) line(i, end int, measure float64, squeezed, justify bool) Line {
	stop := end
	for stop > i && s.text[stop-1] == ' ' {
		stop--
	}
	ln := Line{Text: string(s.text[i:stop])}
	give := 0.0
	for k := i; k < stop; k++ {
		ln.Width += s.adv[k]
		give += s.room[k]
	}
	if over := ln.Width - measure; squeezed && over > 0 && give > 0 {
		ln.Squeeze = min(0.5, 0.5*over/give)
		ln.Width -= 2 * ln.Squeeze * give
	}
	if gaps := float64(stop - i - 1); justify && gaps > 0 {
		if extra := (measure - ln.Width) / gaps; extra > 0 && extra <= maxExtra*ln.Width/float64(stop-i) {
			ln.Extra = extra
		}
	}
	return ln
}

// Reach is how far the first n characters of a set line come.
func (f *Fonts) Reach(st Style, ln Line, n int) float64 {
	x, i := 0.0, 0
	for _, r := range ln.Text {
		if i == n {
			break
		}
		em := f.Advance(st.Role, r) * st.Size
		x += em + st.Spacing + ln.Extra
		if ln.Squeeze > 0 && em > 0.9*st.Size && squeezable(r) {
			x -= ln.Squeeze * em
		}
		i++
	}
	return x
}
