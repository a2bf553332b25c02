package chart

import (
	"image/color"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/reports"
)

var kinds = []string{"bar", "stacked", "hbar", "line", "pie", "ring", "barline"}

// anyChart makes charts offices might ask for and many they would not.
func anyChart(r *rapid.T) reports.Chart {
	n := rapid.IntRange(1, 24).Draw(r, "n")
	kind := rapid.SampledFrom(kinds).Draw(r, "kind")
	c := reports.Chart{Kind: kind, Title: rapid.SampledFrom([]string{"", "各单位办理情况", "××县各乡镇街道和县直部门二〇二六年一月至十月访企问需登记问题办理情况和办结情况对比图"}).Draw(r, "title"),
		Unit: rapid.SampledFrom([]string{"", "件", "%", "万元"}).Draw(r, "unit")}
	if rapid.Bool().Draw(r, "months") {
		c.Categories = months(n)
	} else {
		for range n {
			c.Categories = append(c.Categories, rapid.StringOfN(rapid.SampledFrom([]rune("甲乙丙县局办公室（12A）")), 1, 26, -1).Draw(r, "name"))
		}
	}
	low := rapid.SampledFrom([]float64{0, 0, -50}).Draw(r, "low")
	high := rapid.SampledFrom([]float64{3, 60, 5000, 12345678, 1e12}).Draw(r, "high")
	value := rapid.OneOf(rapid.Map(rapid.Float64Range(low, high), math.Round), rapid.Float64Range(low, high), rapid.Just(0.0), rapid.Just(math.NaN()))
	for i := range rapid.IntRange(1, 8).Draw(r, "series") {
		s := reports.ChartSeries{Name: rapid.SampledFrom([]string{"登记", "办结问题数", "超过承诺期限仍未办结的问题数"}).Draw(r, "series name")}
		s.Values = rapid.SliceOfN(value, n, n).Draw(r, "values")
		if i > 0 && kind == "barline" && rapid.Bool().Draw(r, "own unit") {
			s.Unit = "%"
			s.Values = rapid.SliceOfN(rapid.Float64Range(0, 100), n, n).Draw(r, "rates")
		}
		c.Series = append(c.Series, s)
	}
	return c
}

// TestAnyChart: whatever the chart and the room, no two texts overlap, nothing is
// drawn outside, no coordinate is off, every region lies on the chart.
func TestAnyChart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := anyChart(r)
		w, h := rapid.Float64Range(30, 900).Draw(r, "w"), rapid.Float64Range(20, 700).Draw(r, "h")
		out := newTape()
		hits := Draw(out, c, w, h, Style{Size: 10})
		if out.bad {
			r.Fatal("a coordinate is no number")
		}
		if a, b, bad := out.overlap(); bad {
			r.Fatalf("%q covers %q", b, a)
		}
		if len(out.ops) > 0 && (out.all.l < -0.1 || out.all.t < -0.1 || out.all.r > w+0.1 || out.all.b > h+0.1) {
			r.Fatalf("drawn on %+v of %.0f × %.0f", out.all, w, h)
		}
		for _, hit := range hits {
			if hit.X < -3 || hit.Y < -3 || hit.X+hit.W > w+3 || hit.Y+hit.H > h+3 || hit.Tip == "" {
				r.Fatalf("region %+v", hit)
			}
		}
	})
}

// TestAnyChartAtItsHeight: at the height a chart asks for, every value that is
// something has a region, bars are in proportion and slices make a whole.
func TestAnyChartAtItsHeight(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := anyChart(r)
		out := newTape()
		const w = 442
		h := Height(out, c, w, Style{Size: 10})
		hits := Draw(out, c, w, h, Style{Size: 10})
		f := normal(c)
		if !f.anything() {
			return
		}
		if out.has(tooSmall) {
			r.Fatalf("%s of %d × %d has no way at %.0f", c.Kind, len(c.Categories), len(c.Series), h)
		}
		seen := map[[2]string]int{}
		for _, hit := range hits {
			if hit.W <= 0 && hit.H <= 0 {
				r.Fatalf("an empty region %+v", hit)
			}
			seen[[2]string{hit.Series, hit.Category}]++
		}
		want := map[[2]string]int{}
		for _, s := range f.series {
			for i, v := range s.values {
				if number(v) && v != 0 {
					want[[2]string{s.name, f.cats[i]}]++
				}
			}
		}
		for k, n := range want {
			if seen[k] < n {
				r.Fatalf("%v has %d regions of %d", k, seen[k], n)
			}
		}
		proportional(r, hits, f)
		whole(r, hits)
	})
}

// proportional compares the bars of a lying or upright chart: length to value is one ratio.
func proportional(r *rapid.T, hits []Hit, f figure) {
	if f.kind == "pie" || f.kind == "ring" || f.kind == "line" {
		return
	}
	upright, lying, big := 0.0, 0.0, 0
	bar := map[string]bool{}
	for _, s := range f.bars() {
		bar[f.series[s].name] = true
	}
	for _, s := range f.curves() {
		bar[f.series[s].name] = false
	}
	var ratios [][2]float64
	for _, h := range hits {
		if v := math.Abs(h.Value); bar[h.Series] && v > 0 && h.W > 5 && h.H > 5 { // smaller regions are made larger to be hit
			ratios = append(ratios, [2]float64{h.W / v, h.H / v})
			big++
		}
	}
	for _, q := range ratios {
		upright = max(upright, math.Abs(q[1]-ratios[0][1])/ratios[0][1])
		lying = max(lying, math.Abs(q[0]-ratios[0][0])/ratios[0][0])
	}
	if big > 1 && min(upright, lying) > 1e-6 {
		r.Fatalf("bars are not in proportion: %v", ratios)
	}
}

// whole adds up the angles of slices.
func whole(r *rapid.T, hits []Hit) {
	sum, n := 0.0, 0
	for _, h := range hits {
		if h.Wedge == nil {
			continue
		}
		n++
		sum += h.angle()
	}
	if n > 0 && math.Abs(sum-2*math.Pi) > 1e-6 {
		r.Fatalf("%d slices make %.6f degrees", n, sum*180/math.Pi)
	}
}

// angle is that of a slice, measured along its outline.
func (h Hit) angle() float64 {
	// The outer arc's points come first; the centre is that of the circle through three of them.
	a, b, c := h.Wedge[0], h.Wedge[1], h.Wedge[2]
	d := 2 * (a.X*(b.Y-c.Y) + b.X*(c.Y-a.Y) + c.X*(a.Y-b.Y))
	q := func(p Point) float64 { return p.X*p.X + p.Y*p.Y }
	o := Point{(q(a)*(b.Y-c.Y) + q(b)*(c.Y-a.Y) + q(c)*(a.Y-b.Y)) / d, (q(a)*(c.X-b.X) + q(b)*(a.X-c.X) + q(c)*(b.X-a.X)) / d}
	radius := math.Hypot(a.X-o.X, a.Y-o.Y)
	sum := 0.0
	for i := 1; i < len(h.Wedge); i++ {
		p, q := h.Wedge[i-1], h.Wedge[i]
		if math.Abs(math.Hypot(q.X-o.X, q.Y-o.Y)-radius) > 1e-3*radius {
			break
		}
		t := math.Atan2(q.Y-o.Y, q.X-o.X) - math.Atan2(p.Y-o.Y, p.X-o.X)
		sum += math.Remainder(t, 2*math.Pi)
	}
	return sum
}

// TestEveryValueIsWritten: where nothing had to be left out, each value stands on
// the chart as it is written, in order and as often as it occurs.
func TestEveryValueIsWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := anyChart(r)
		f, st := normal(c), Style{Size: 10}.filled()
		if !f.anything() {
			return
		}
		out := newTape()
		h := Height(out, c, 442, st)
		l := arrange(out, f, 442, h, st, nothingLess)
		if l == nil {
			return // too wide at any height
		}
		l.replay(out)
		all := strings.Join(out.texts, "|")
		for _, s := range f.series {
			for i, v := range s.values {
				if number(v) && v != 0 && !strings.Contains(all, written(v, s.unit)) {
					r.Fatalf("%s of %s is not written: %q", written(v, s.unit), f.cats[i], out.texts)
				}
			}
		}
	})
}

// TestDarkPaper: at night colours are lighter than the paper and values can be read.
func TestDarkPaper(t *testing.T) {
	night := Style{Size: 10, Ink: color.NRGBA{0xE6, 0xE8, 0xEB, 255}, Grid: color.NRGBA{0x33, 0x36, 0x3C, 255}, Paper: color.NRGBA{0x1B, 0x1D, 0x21, 255}}
	l := &layout{st: night.filled()}
	for p := range pen(len(Colours)) {
		if got := luminance(l.colour(p)) - luminance(night.Paper); got < 90 {
			t.Errorf("pen %d is only %.0f lighter than the paper", p, got)
		}
		if got := luminance(l.inkFor(p)) - luminance(night.Paper); got < 140 {
			t.Errorf("words of pen %d are only %.0f lighter than the paper", p, got)
		}
	}
}
