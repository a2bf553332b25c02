package pdf

import (
	"strings"

	"qinqing/reports"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

// lineZones notes what is known of the i-th line of a paragraph, set from x, its box
// beginning at y.
type lineZones func(pg *typeset.Page, i int, x, y float64, ln typeset.Line)

// whole makes each line a part of one block.
func (f *flow) whole(key string) lineZones {
	if key == "" {
		return nil
	}
	return func(pg *typeset.Page, _ int, x, y float64, ln typeset.Line) {
		pg.Zone(x, y, x+f.measure(ln), y+lead, paper.BlockZone, key)
	}
}

func (f *flow) measure(ln typeset.Line) float64 {
	return ln.Width + ln.Extra*float64(max(0, len([]rune(ln.Text))-1))
}

// spansIn finds the figures and numbers of a paragraph in the lines it was broken into;
// part begins with the from-th character of the paragraph.
func (f *flow) spansIn(p *reports.Para, key string, st typeset.Style, part []rune, from int, set []typeset.Line) lineZones {
	type run struct {
		typeset.Zone
		from, to int
	}
	var runs []run
	at := 0
	for _, s := range p.Spans {
		n := len([]rune(typeset.Clean(s.Text)))
		if z := paper.ZoneOf(s); z.Key != "" {
			runs = append(runs, run{z, at - from, at + n - from})
		}
		at += n
	}
	if key == "" && len(runs) == 0 {
		return nil
	}
	starts := make([]int, len(set)) // nothing but blanks is left out between lines
	for i, k := 0, 0; i < len(set); i++ {
		text := []rune(set[i].Text)
		for k < len(part) && part[k] == ' ' && (len(text) == 0 || text[0] != ' ') {
			k++
		}
		starts[i] = k
		k += len(text)
	}
	block := f.whole(key)
	return func(pg *typeset.Page, i int, x, y float64, ln typeset.Line) {
		if block != nil {
			block(pg, i, x, y, ln)
		}
		n := len([]rune(ln.Text))
		for _, r := range runs {
			a, b := max(0, r.from-starts[i]), min(n, r.to-starts[i])
			if a < b && strings.TrimSpace(ln.Text) != "" {
				pg.Zone(x+f.fonts.Reach(st, ln, a), y, x+f.fonts.Reach(st, ln, b), y+lead, r.Kind, r.Key)
			}
		}
	}
}
