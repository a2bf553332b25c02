package widget

import (
	"strings"

	"fyne.io/fyne/v2"
)

// gauge measures text by adding up the widths of its characters, each measured once.
// Fyne shapes every new string anew (about 90 µs), which a table that scrolls through
// a million rows can't afford; without kerning the sum is at most a pixel off.
type gauge struct {
	size  float32
	style fyne.TextStyle
	runes map[rune]float32
}

func newGauge(size float32, bold bool) *gauge {
	return &gauge{size: size, style: fyne.TextStyle{Bold: bold}, runes: map[rune]float32{}}
}

func (g *gauge) rune(r rune) float32 {
	// Chinese characters are all as wide as the type is high.
	if r >= 0x4E00 && r <= 0x9FFF {
		r = '一'
	}
	w, ok := g.runes[r]
	if !ok {
		w = fyne.MeasureText(string(r), g.size, g.style).Width
		g.runes[r] = w
	}
	return w
}

func (g *gauge) width(s string) float32 {
	var w float32
	for _, r := range s {
		w += g.rune(r)
	}
	return w
}

// fit cuts s with … so that it is at most w wide. Line breaks become spaces. However
// long s is, no more of it is looked at than has room.
func (g *gauge) fit(s string, w float32) string {
	var used float32
	dots := g.rune('…')
	cut := -1 // where s is cut if it has to be
	broken := false
	for i, r := range s {
		if r == '\n' || r == '\r' || r == '\t' {
			r, broken = ' ', true
		}
		if cut < 0 && used+g.rune(r)+dots > w {
			cut = i
		}
		if used += g.rune(r); used > w {
			if cut == 0 && dots > w {
				return ""
			}
			return oneLine(s[:cut], broken) + "…"
		}
	}
	return oneLine(s, broken)
}

func oneLine(s string, broken bool) string {
	if !broken {
		return s
	}
	return strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(s)
}
