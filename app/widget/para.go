package widget

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Para is text that breaks its lines as Chinese is set: no punctuation mark that closes
// begins a line and none that opens ends one, and words, numbers and dates stay whole.
// Fyne's own label breaks anywhere.
type Para struct {
	widget.BaseWidget

	text  string
	ink   fyne.ThemeColorName
	gauge *gauge
	width float32
	lines []string
}

// NewPara makes a paragraph of the size of text. width is what it will probably be
// given, so that what holds it is laid out right the first time; 0 if nobody knows.
func NewPara(text string, ink fyne.ThemeColorName, size, width float32) *Para {
	p := &Para{ink: ink, gauge: newGauge(size, false), width: width}
	p.ExtendBaseWidget(p)
	p.SetText(text)
	return p
}

// NewHeadPara makes a heading that takes as many lines as it needs, such as a firm's name.
func NewHeadPara(text string) *Para {
	p := &Para{ink: fynetheme.ColorNameForeground, gauge: newGauge(theme.TextHeading, true)}
	p.ExtendBaseWidget(p)
	p.SetText(text)
	return p
}

// SetText replaces the text.
func (p *Para) SetText(s string) {
	p.text = s
	p.wrap()
}

// SetInk replaces the colour.
func (p *Para) SetInk(n fyne.ThemeColorName) {
	p.ink = n
	p.Refresh()
}

// Text is the whole text, without the line breaks that the width made.
func (p *Para) Text() string { return p.text }

// Lines is the text as it stands in the width.
func (p *Para) Lines() []string { return p.lines }

func (p *Para) wrap() {
	p.lines = nil
	if p.text != "" {
		p.lines = p.gauge.lines(p.text, p.width)
	}
	p.Refresh()
}

// Resize breaks the lines anew if the width is another.
func (p *Para) Resize(s fyne.Size) {
	if s.Width > 0 && s.Width != p.width {
		p.width = s.Width
		p.wrap()
	}
	p.BaseWidget.Resize(s)
}

// CreateRenderer is for Fyne.
func (p *Para) CreateRenderer() fyne.WidgetRenderer {
	r := &paraRenderer{p: p, high: fyne.MeasureText("国", p.gauge.size, p.gauge.style).Height}
	r.Refresh()
	return r
}

type paraRenderer struct {
	p     *Para
	high  float32
	texts []*canvas.Text
}

func (r *paraRenderer) Destroy()           {}
func (r *paraRenderer) MinSize() fyne.Size { return fyne.NewSize(8, r.high*float32(len(r.p.lines))) }
func (r *paraRenderer) Layout(fyne.Size)   {}

func (r *paraRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.p.lines))
	for i := range out {
		out[i] = r.texts[i]
	}
	return out
}

func (r *paraRenderer) Refresh() {
	for i, s := range r.p.lines {
		if i == len(r.texts) {
			r.texts = append(r.texts, canvas.NewText("", theme.Of(r.p.ink)))
		}
		t := r.texts[i]
		t.Text, t.Color, t.TextSize, t.TextStyle = s, theme.Of(r.p.ink), r.p.gauge.size, r.p.gauge.style
		t.Move(fyne.NewPos(0, float32(i)*r.high))
		t.Resize(fyne.NewSize(r.p.width, r.high))
	}
	canvas.Refresh(r.p)
}

const (
	closing = "，。、；：？！）》」』】〉〕”’…％,.;:?!)]}%"
	opening = "（《「『【〈〔“‘([{"
)

// atoms cuts a line into the pieces that may not be broken.
func atoms(s string) []string {
	var out []string
	var piece strings.Builder
	var before rune
	for i, r := range s {
		joined := strings.ContainsRune(closing, r) || strings.ContainsRune(opening, before) || inWord(before) && inWord(r)
		if i > 0 && !joined {
			out = append(out, piece.String())
			piece.Reset()
		}
		piece.WriteRune(r)
		before = r
	}
	return append(out, piece.String())
}

// inWord says that a character belongs to a word, number, date or path.
func inWord(r rune) bool {
	return r > ' ' && r < 0x2000 && !unicode.IsSpace(r)
}

// lines breaks s, which may hold line breaks of its own, to a width; 0 is as wide as need be.
func (g *gauge) lines(s string, w float32) []string {
	var out []string
	for part := range strings.SplitSeq(strings.ReplaceAll(s, "\r", ""), "\n") {
		if w <= 0 {
			out = append(out, part)
			continue
		}
		line, used := "", float32(0)
		for _, a := range atoms(part) {
			wide := g.width(a)
			if line != "" && used+wide > w {
				out = append(out, line)
				line, used = "", 0
				a = strings.TrimLeft(a, " ")
				wide = g.width(a)
			}
			for wide > w { // longer than a line: it has to be broken somewhere
				n := g.fitting(a, w)
				out = append(out, a[:n])
				a = a[n:]
				wide = g.width(a)
			}
			line, used = line+a, used+wide
		}
		out = append(out, line)
	}
	return out
}

// fitting is how many bytes of s fit into a width, at least one character.
func (g *gauge) fitting(s string, w float32) int {
	var used float32
	for i, r := range s {
		used += g.rune(r)
		if used > w && i > 0 {
			return i
		}
	}
	return len(s)
}
