package chart

import (
	"image/color"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"qinqing/reports"
)

// tape records what is drawn. A character is as wide as it is high.
type tape struct {
	texts []string
	sizes []float64
	rects []rect
	polys [][]Point
	lines int
	box   [4]float64 // what the letters cover
	bad   bool       // a coordinate was no number
}

type rect struct {
	x, y, w, h float64
	c          color.NRGBA
}

func (t *tape) see(vs ...float64) {
	for _, v := range vs {
		t.bad = t.bad || !number(v)
	}
}

func (t *tape) Line(p []Point, w float64, _ color.NRGBA) {
	t.lines++
	for _, q := range p {
		t.see(q.X, q.Y)
	}
}
func (t *tape) FillRect(x, y, w, h float64, c color.NRGBA) {
	t.see(x, y, w, h)
	t.rects = append(t.rects, rect{x, y, w, h, c})
}
func (t *tape) Poly(p []Point, _ color.NRGBA) { t.polys = append(t.polys, p) }
func (t *tape) Width(s string, size float64) float64 {
	return size * float64(utf8.RuneCountInString(s))
}
func (t *tape) Text(x, y, size float64, s string, anchor float64, _ color.NRGBA) {
	t.see(x, y, size)
	t.texts, t.sizes = append(t.texts, s), append(t.sizes, size)
	x -= anchor * t.Width(s, size)
	t.box[0], t.box[1] = min(t.box[0], x), min(t.box[1], y-size)
	t.box[2], t.box[3] = max(t.box[2], x+t.Width(s, size)), max(t.box[3], y)
}

func (t *tape) has(s string) bool {
	for _, x := range t.texts {
		if strings.Contains(x, s) {
			return true
		}
	}
	return false
}

func spec(kind string, cats []string, series ...[]float64) reports.Chart {
	c := reports.Chart{Kind: kind, Title: "图", Unit: "个", Categories: cats}
	for i, v := range series {
		c.Series = append(c.Series, reports.ChartSeries{Name: string(rune('甲' + i)), Values: v})
	}
	return c
}

func TestBarsStandOnZeroInProportion(t *testing.T) {
	var out tape
	hits := Draw(&out, spec("bar", []string{"A", "B", "C"}, []float64{10, 20, 0}), 300, 200, Style{})
	if len(hits) != 3 || len(out.rects) != 3 {
		t.Fatalf("%d regions, %d bars", len(hits), len(out.rects))
	}
	if a, b := out.rects[0], out.rects[1]; math.Abs(2*a.h-b.h) > 0.01 || math.Abs(a.y+a.h-b.y-b.h) > 0.01 || out.rects[2].h != 0 {
		t.Errorf("bars %+v: not in proportion from one zero", out.rects)
	}
	for _, v := range []string{"10", "20", "0", "A", "B", "C", "单位：个"} {
		if !out.has(v) {
			t.Errorf("%s is not written", v)
		}
	}
	if hits[1].Tip != "B 甲：20 个" || !hits[1].Contains(hits[1].X+1, hits[1].Y+1) || hits[1].Contains(hits[0].X+1, hits[0].Y+1) {
		t.Errorf("region %+v", hits[1])
	}
}

func TestNegativeBarsHangFromZero(t *testing.T) {
	for _, kind := range []string{"bar", "hbar"} {
		var out tape
		Draw(&out, spec(kind, []string{"A", "B"}, []float64{10, -10}), 300, 200, Style{})
		a, b := out.rects[0], out.rects[1]
		if kind == "bar" && math.Abs(a.y+a.h-b.y) > 0.01 || kind == "hbar" && math.Abs(b.x+b.w-a.x) > 0.01 {
			t.Errorf("%s: %+v %+v do not meet at zero", kind, a, b)
		}
	}
}

func TestSixColoursThenOther(t *testing.T) {
	cats := strings.Split("一二三四五六七八", "")
	pie := folded(spec("pie", cats, []float64{1, 9, 8, 7, 6, 5, 2, 3}))
	if got := strings.Join(pie.Categories, ""); got != "二三四五六其他" {
		t.Errorf("slices %s", got)
	}
	if got := pie.Series[0].Values[5]; got != 6 {
		t.Errorf("其他 is %v, want 6", got)
	}
	series := make([][]float64, 8)
	for i := range series {
		series[i] = []float64{float64(i), 1}
	}
	bars := folded(spec("bar", []string{"x", "y"}, series...))
	if n := len(bars.Series); n != 6 || bars.Series[5].Name != "其他" || bars.Series[5].Values[0] != 0+1+2 || bars.Series[5].Values[1] != 3 {
		t.Errorf("%d series, last %+v", n, bars.Series[n-1])
	}
	if six := folded(spec("pie", cats[:6], []float64{1, 2, 3, 4, 5, 6})); len(six.Categories) != 6 || six.Categories[0] != "一" {
		t.Errorf("six slices became %v", six.Categories)
	}
}

func TestPieIsWhole(t *testing.T) {
	var out tape
	hits := Draw(&out, spec("pie", []string{"A", "B", "C"}, []float64{50, 25, 25}), 300, 200, Style{})
	area := func(p []Point) float64 {
		s := 0.0
		for i, a := range p {
			b := p[(i+1)%len(p)]
			s += a.X*b.Y - b.X*a.Y
		}
		return math.Abs(s) / 2
	}
	a, b, c := area(out.polys[0]), area(out.polys[1]), area(out.polys[2])
	if math.Abs(a-b-c) > a/100 || math.Abs(b-c) > b/100 {
		t.Errorf("areas %.0f %.0f %.0f are not 2:1:1", a, b, c)
	}
	if !out.has("A　50（50%）") || hits[0].Tip != "A 甲：50 个（50%）" {
		t.Errorf("texts %q, tip %q", out.texts, hits[0].Tip)
	}
	mid := out.polys[0][len(out.polys[0])/2]
	centre := out.polys[0][0]
	x, y := (mid.X+centre.X)/2, (mid.Y+centre.Y)/2
	if !hits[0].Contains(x, y) || hits[1].Contains(x, y) || hits[2].Contains(x, y) {
		t.Error("a place in the first slice is not its own")
	}
}

func TestNothingToShow(t *testing.T) {
	for _, c := range []reports.Chart{spec("bar", nil), spec("pie", []string{"A"}, []float64{0}), spec("line", []string{"A"}, []float64{math.NaN()}), {}} {
		var out tape
		if hits := Draw(&out, c, 300, 200, Style{}); len(hits) != 0 || !out.has("本期无数据") {
			t.Errorf("%+v: %d regions, %q", c, len(hits), out.texts)
		}
	}
}

func TestLineBreaksAtMissingValue(t *testing.T) {
	var whole, gap tape
	Draw(&whole, spec("line", []string{"A", "B", "C", "D"}, []float64{1, 2, 3, 4}), 300, 200, Style{})
	hits := Draw(&gap, spec("line", []string{"A", "B", "C", "D"}, []float64{1, math.NaN(), 3, 4}), 300, 200, Style{})
	if len(hits) != 3 || gap.has("NaN") || whole.lines != gap.lines {
		t.Errorf("%d regions, %d lines against %d, %q", len(hits), gap.lines, whole.lines, gap.texts)
	}
}

func TestUpperLineHasItsValuesAbove(t *testing.T) {
	l := &layout{spec: spec("line", []string{"A", "B"}, []float64{80, 95}, []float64{90, 90})}
	for _, c := range []struct {
		series, i int
		under     bool
	}{{0, 0, true}, {1, 0, false}, {0, 1, false}, {1, 1, true}} {
		if got := l.under(c.series, c.i); got != c.under {
			t.Errorf("series %d at %d under: %v", c.series, c.i, got)
		}
	}
}

func TestTicksBeginAtZeroAndAreRound(t *testing.T) {
	for _, c := range []struct {
		max, high, step float64
	}{{1, 1, 1}, {3, 3, 1}, {143, 150, 50}, {0.4, 0.4, 0.1}, {1204, 1500, 500}, {7, 8, 2}} {
		l := &layout{spec: spec("bar", []string{"A"}, []float64{c.max})}
		s := l.scale()
		if s.low != 0 || math.Abs(s.high-c.high) > 1e-9 || math.Abs(s.step-c.step) > 1e-9 {
			t.Errorf("%v: axis %+v, want 0 to %v by %v", c.max, s, c.high, c.step)
		}
	}
}

// TestAnyChart: no name is lost, no coordinate is off, regions lie on the chart.
func TestAnyChart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(r, "n")
		c := reports.Chart{Kind: rapid.SampledFrom([]string{"bar", "line", "hbar", "pie"}).Draw(r, "kind"), Title: "各单位办理情况", Unit: "件"}
		for range n {
			c.Categories = append(c.Categories, rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙县局办公室")), 1, 12, -1).Draw(r, "name"))
		}
		for range rapid.IntRange(1, 8).Draw(r, "series") {
			c.Series = append(c.Series, reports.ChartSeries{Name: "系列", Values: rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(-50, 5000), rapid.Float64()), 0, n+1).Draw(r, "values")})
		}
		const w, h = 440.0, 260.0
		var out tape
		hits := Draw(&out, c, w, h, Style{})
		if out.bad {
			r.Fatal("a coordinate is no number")
		}
		if out.box[0] < -60 || out.box[2] > w+60 || out.box[3] > h+10 {
			r.Fatalf("letters cover %v", out.box)
		}
		for _, hit := range hits {
			if hit.X < -1 || hit.Y < -12 || hit.X+hit.W > w+1 || hit.Y+hit.H > h+1 || hit.Tip == "" {
				r.Fatalf("region %+v", hit)
			}
		}
		if c.Kind != "pie" && len(hits) > 0 {
			all := strings.Join(out.texts, "")
			for _, name := range c.Categories {
				if !strings.Contains(all, name) {
					r.Fatalf("%q is not written", name)
				}
			}
		}
	})
}
