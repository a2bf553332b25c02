package chart

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"qinqing/reports"
)

// figure is a chart put in order: what is drawn and against which axis is decided.
type figure struct {
	kind        string
	title       string
	unit, unit2 string // of the left and the right axis
	cats        []string
	series      []series
	notes       []string // printed under the chart: what is not drawn
}

type series struct {
	source int  // its place in the tree
	folded bool // the smallest values are added up in its last
	name   string
	unit   string
	values []float64 // one a category, NaN where there is none
	line   bool      // drawn as a line, not as bars
	right  bool      // against the right axis
	pen    pen
}

// number tells a value that can be drawn; beyond 10¹⁵ a float64 has no units left.
func number(v float64) bool { return math.Abs(v) <= 1e15 }

// least is the smallest value told from zero: figures are written with two decimals at
// most, and an axis of a millionth has no numbers a reader could use.
const least = 0.005

// normal puts a chart in order and folds it.
func normal(c reports.Chart) figure {
	f := ordered(c)
	f.fold()
	f.dress()
	return f
}

// ordered decides what each series is drawn as. A pie of several series or with a
// negative value can't show its shares: it lies as bars.
func ordered(c reports.Chart) figure {
	f := figure{kind: c.Kind, title: c.Title, unit: leftUnit(c), cats: c.Categories}
	switch c.Kind {
	case "pie", "ring":
		if len(c.Series) > 1 || slices.ContainsFunc(c.Series, func(s reports.ChartSeries) bool { return slices.ContainsFunc(s.Values, negative) }) {
			f.kind = "hbar"
		}
	case "stacked", "hbar", "line", "barline":
	default:
		f.kind = "bar"
	}
	lines := false
	for i, s := range c.Series {
		unit := s.Unit
		if unit == "" {
			unit = c.Unit
		}
		n := series{source: i, name: s.Name, unit: unit, values: padded(s.Values, len(f.cats)), right: !oneAxis(unit, f.unit)}
		if n.right && f.unit2 == "" {
			f.unit2 = unit
		}
		if n.right && !oneAxis(unit, f.unit2) { // a third unit has no axis
			f.notes = append(f.notes, fmt.Sprintf("“%s”单位不同，未画出", s.Name))
			continue
		}
		n.line = f.kind == "line" || s.Kind == "line" || n.right ||
			c.Kind == "barline" && s.Kind == "" && i == len(c.Series)-1 && i > 0
		if f.kind == "hbar" || f.kind == "pie" || f.kind == "ring" {
			n.line = n.right
		}
		lines = lines || n.line
		f.series = append(f.series, n)
	}
	if f.kind == "bar" && lines {
		f.kind = "barline"
	}
	if f.kind == "barline" && !slices.ContainsFunc(f.series, func(s series) bool { return !s.line }) {
		f.kind = "line"
	}
	return f
}

func negative(v float64) bool { return v < 0 }

// leftUnit is the unit most of the chart is in: its own, or where no series has
// that, the first one's.
func leftUnit(c reports.Chart) string {
	for _, s := range c.Series {
		if s.Unit == "" || oneAxis(s.Unit, c.Unit) {
			return c.Unit
		}
	}
	if len(c.Series) > 0 {
		return c.Series[0].Unit
	}
	return c.Unit
}

func padded(vs []float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
		if i < len(vs) && number(vs[i]) {
			out[i] = vs[i]
			if math.Abs(vs[i]) < least {
				out[i] = 0
			}
		}
	}
	return out
}

// anything tells whether there is something to draw; zeros are something, but not
// to a pie.
func (f *figure) anything() bool {
	for _, s := range f.series {
		for _, v := range s.values {
			if number(v) && (v != 0 || f.kind != "pie" && f.kind != "ring") {
				return true
			}
		}
	}
	return false
}

// counting are the words things are counted with: 12 个 and 9 件次 stand against one axis.
var counting = []string{"个", "件", "件次", "次", "家", "家次", "条", "项", "场", "份", "人", "户"}

// oneAxis tells whether values of two units can be compared by their length.
func oneAxis(a, b string) bool {
	return a == b || slices.Contains(counting, a) && slices.Contains(counting, b)
}

// units are those of the series against an axis, in words.
func (f *figure) units(right bool) string {
	var out []string
	for _, s := range f.series {
		if s.right == right && s.unit != "" && !slices.Contains(out, s.unit) {
			out = append(out, s.unit)
		}
	}
	return strings.Join(out, "、")
}

// bars and curves are the indexes of the series drawn so.
func (f *figure) bars() []int   { return f.which(false) }
func (f *figure) curves() []int { return f.which(true) }

func (f *figure) which(line bool) []int {
	var out []int
	for i, s := range f.series {
		if s.line == line {
			out = append(out, i)
		}
	}
	return out
}

var (
	yearly = regexp.MustCompile(`^((?:\d{2}|\d{4})年)(\S+)$`)
	timed  = regexp.MustCompile(`^((?:\d{2}|\d{4})年)?(上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(份|\d{1,2}日)?|\d{1,2}日|第\d{1,2}周)?$`)
)

// timely tells whether the categories are a row of times: their order has a
// meaning, and they stay upright.
func (f *figure) timely() bool {
	for _, c := range f.cats {
		if c == "" || !timed.MatchString(c) {
			return false
		}
	}
	return len(f.cats) > 0
}
