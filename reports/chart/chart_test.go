package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"qinqing/reports"
)

func TestBarsStandOnZeroInProportion(t *testing.T) {
	out := newTape()
	hits := Draw(out, spec("bar", []string{"A", "B", "C"}, []float64{10, 20, 0}), 300, 200, Style{})
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
	for _, kind := range []string{"bar", "hbar", "stacked"} {
		t.Run(kind, func(t *testing.T) {
			out := newTape()
			Draw(out, spec(kind, []string{"A", "B"}, []float64{10, -10}), 300, 200, Style{})
			a, b := out.rects[0], out.rects[1]
			if kind != "hbar" && math.Abs(a.y+a.h-b.y) > 0.01 || kind == "hbar" && math.Abs(b.x+b.w-a.x) > 0.01 {
				t.Errorf("%+v %+v do not meet at zero", a, b)
			}
		})
	}
}

func TestStackedBarsAddUp(t *testing.T) {
	out := newTape()
	Draw(out, spec("stacked", []string{"A", "B"}, []float64{10, 20}, []float64{30, 10}), 300, 260, Style{})
	bars := out.rects[len(out.rects)-4:]
	if slices.ContainsFunc(bars, func(r rect) bool { return r.h < 1 }) || math.Abs(bars[0].y-(bars[1].y+bars[1].h)) > 0.01 {
		t.Errorf("bars %+v are not on each other", bars)
	}
	for _, v := range []string{"40", "30", "20", "10"} {
		if !slices.Contains(out.texts, v) {
			t.Errorf("%s is not written", v)
		}
	}
}

func TestNothingToShow(t *testing.T) {
	for name, c := range map[string]reports.Chart{
		"no categories":      spec("bar", nil),
		"values, no names":   spec("bar", nil, []float64{1, 2}),
		"a pie of zeros":     spec("pie", []string{"A"}, []float64{0}),
		"no number":          spec("line", []string{"A"}, []float64{math.NaN()}),
		"the zero chart":     {},
		"a stack of nothing": spec("stacked", []string{"A"}, nil),
	} {
		t.Run(name, func(t *testing.T) {
			out := newTape()
			if hits := Draw(out, c, 300, 200, Style{}); len(hits) != 0 || !out.has("本期无数据") || len(out.lines)+len(out.rects)+len(out.polys) != 0 {
				t.Errorf("%d regions, %q, %d operations", len(hits), out.texts, len(out.ops))
			}
		})
	}
	out := newTape()
	if Draw(out, spec("bar", []string{"A"}, []float64{0}), 300, 200, Style{}); out.has("本期无数据") || !out.has("0") {
		t.Errorf("zero is said to be nothing: %q", out.texts)
	}
}

func TestLineBreaksAtMissingValue(t *testing.T) {
	longest := func(c reports.Chart) (n, hits int, texts []string) {
		out := newTape()
		hits = len(Draw(out, c, 300, 200, Style{}))
		for _, l := range out.lines {
			n = max(n, len(l))
		}
		return n, hits, out.texts
	}
	cats := []string{"1月", "2月", "3月", "4月", "5月"}
	if n, _, _ := longest(spec("line", cats, []float64{1, 2, 3, 4, 5})); n != 5 {
		t.Errorf("a whole line has %d points", n)
	}
	n, hits, texts := longest(spec("line", cats, []float64{1, math.NaN(), 3, 4, 5}))
	if n != 3 || hits != 4 || slices.Contains(texts, "NaN") {
		t.Errorf("%d points in a piece, %d regions, %q", n, hits, texts)
	}
}

// TestNearbyLinesAreRead: two lines at 0 and 2 of 60 printed their values over each other.
func TestNearbyLinesAreRead(t *testing.T) {
	c := spec("line", months(7), []float64{0, 0, 0, 45, 59, 47, 48}, []float64{2, 13, 13, 12, 17, 18, 6})
	out := newTape()
	Draw(out, c, 442, 203, Style{Size: 10})
	if a, b, bad := out.overlap(); bad {
		t.Errorf("%q covers %q", b, a)
	}
	for _, v := range []string{"0", "2", "13", "45", "59", "48", "6"} {
		if !slices.Contains(out.texts, v) {
			t.Errorf("%s is not written", v)
		}
	}
}

func TestTurnedWhenNamesAreTooMany(t *testing.T) {
	twenty := seq(20, func(i int) float64 { return float64(40 - 2*i) })
	for _, tc := range []struct {
		name   string
		c      reports.Chart
		turned bool
	}{
		{"five short names", spec("bar", []string{"甲镇", "乙镇", "丙镇", "丁镇", "戊镇"}, twenty[:5]), false},
		{"twenty long names", spec("bar", longNames(), twenty), true},
		{"twenty long names stacked", spec("stacked", longNames(), twenty, twenty), true},
		{"thirteen months", spec("bar", months(13), twenty[:13]), false},
		{"a line over units", spec("line", longNames(), twenty), true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := newTape()
			hits := Draw(out, tc.c, 442, Height(out, tc.c, 442, Style{Size: 10}), Style{Size: 10})
			second := slices.IndexFunc(hits, func(h Hit) bool { return h.Category != hits[0].Category && h.Series == hits[0].Series })
			level := math.Abs(hits[0].X-hits[second].X) < 3
			if level != tc.turned {
				t.Errorf("regions at %.0f and %.0f: turned %v", hits[0].X, hits[second].X, level)
			}
			if all := strings.Join(out.texts, ""); tc.turned {
				for _, n := range tc.c.Categories {
					if !strings.Contains(all, n) {
						t.Errorf("%q is not written in full", n)
					}
				}
			}
		})
	}
}

func TestWhatIsLeftOutIsSaid(t *testing.T) {
	out := newTape()
	hits := Draw(out, spec("hbar", longNames(), seq(20, func(i int) float64 { return float64(40 - i) })), 300, 160, Style{Size: 10})
	if len(hits) == 0 || len(hits) >= 20 || !out.has("行未画出") {
		t.Errorf("%d regions, %q", len(hits), out.texts)
	}
	short := newTape()
	c := spec("hbar", []string{strings.Repeat("某某企业服务中心", 20), "乙"}, []float64{2, 1})
	hits = Draw(short, c, 300, 160, Style{Size: 10})
	if !short.has("…") || hits[0].Category != c.Categories[0] {
		t.Errorf("a name is cut silently: %q", short.texts)
	}
	tiny := newTape()
	if Draw(tiny, c, 40, 20, Style{}); len(tiny.texts) == 0 {
		t.Error("nothing is said where nothing fits")
	}
}

func TestSecondAxisForRates(t *testing.T) {
	c := spec("barline", months(6), []float64{10, 40, 30, 20, 35, 12}, []float64{50, 87.5, 99.96, 100, 66.666, 90})
	c.Series[1].Unit = "%"
	out := newTape()
	hits := Draw(out, c, 442, 230, Style{Size: 10})
	for _, v := range []string{"单位：个（左轴）、%（右轴）", "87.5%", "99.96%", "100.0%", "66.7%", "100%", "40"} {
		if !slices.Contains(out.texts, v) {
			t.Errorf("%s is not written: %q", v, out.texts)
		}
	}
	// The same height means 40 个 and 100 %: both stand on one zero.
	half := 0.0
	for _, h := range hits {
		if h.Series == "乙" && h.Value == 50 {
			half = h.Y + h.H/2
		}
	}
	var bars []rect
	for _, r := range out.rects {
		if r.c == Colours[0] && r.h > 20 {
			bars = append(bars, r)
		}
	}
	zero := bars[0].y + bars[0].h
	if full := bars[1].h; math.Abs((zero-half)-full/2) > 1 {
		t.Errorf("50 %% is %.1f above zero, 40 个 %.1f", zero-half, full)
	}
}

func TestAxisIncludesZeroAndIsRound(t *testing.T) {
	for _, c := range []struct {
		max, high, step float64
		unit            string
	}{{1, 1, 1, "个"}, {3, 3, 1, "个"}, {143, 150, 50, "个"}, {0.4, 0.4, 0.1, "万元"}, {1204, 1500, 500, "个"}, {7, 8, 2, "个"}, {99.96, 100, 20, "%"}, {62, 80, 20, "%"}, {0, 1, 1, "个"}} {
		one := spec("bar", []string{"A"}, []float64{c.max})
		one.Unit = c.unit
		f := normal(one)
		s := f.leftScale(5)
		if s.low != 0 || math.Abs(s.high-c.high) > 1e-9 || math.Abs(s.step-c.step) > 1e-9 {
			t.Errorf("%v %s: axis %+v, want 0 to %v by %v", c.max, c.unit, s, c.high, c.step)
		}
	}
}

func TestWrittenValues(t *testing.T) {
	for _, c := range []struct {
		v          float64
		unit, want string
	}{
		{12345678, "元", "12,345,678"}, {1204, "个", "1,204"}, {999, "个", "999"}, {0.5, "万元", "0.5"}, {-1234.567, "元", "-1,234.57"},
		{1234567890, "元", "12.35亿"}, {1234567890, "万元", "1,234,567,890"}, {87.5, "%", "87.5%"}, {99.96, "%", "99.96%"}, {0.04, "%", "0.04%"},
		{100, "%", "100.0%"}, {0, "%", "0.0%"}, {66.666, "%", "66.7%"}, {-0.001, "个", "0"}, {95.45, "%", "95.5%"}, {-12.34, "%", "-12.3%"},
	} {
		if got := written(c.v, c.unit); got != c.want {
			t.Errorf("%v %s is written %s, want %s", c.v, c.unit, got, c.want)
		}
	}
}

func TestUnitsOfOneAxis(t *testing.T) {
	for _, tc := range []struct {
		name, unit, own, want string
		second                bool
	}{
		{"counts share an axis", "个", "件次", "单位：个、件次", false},
		{"a rate has its own", "个", "%", "单位：个（左轴）、%（右轴）", true},
		{"money has its own", "件", "万元", "单位：件（左轴）、万元（右轴）", true},
		{"no own unit", "个", "", "单位：个", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := spec("barline", months(4), []float64{1, 2, 3, 4}, []float64{2, 3, 1, 2})
			c.Unit, c.Series[1].Unit = tc.unit, tc.own
			out := newTape()
			hits := Draw(out, c, 442, 220, Style{Size: 10})
			if f := normal(c); !out.has(tc.want) || f.series[1].right != tc.second || f.series[0].right {
				t.Errorf("%q, second axis %v", out.texts, f.series[1].right)
			}
			if tip := hits[len(hits)-1].Tip; tc.own == "件次" && !strings.HasSuffix(tip, "2 件次") {
				t.Errorf("tip %q", tip)
			}
		})
	}
}

// TestSixtyUnitsOnAPage: smaller letters and shorter names come before rows left out.
func TestSixtyUnitsOnAPage(t *testing.T) {
	var names []string
	for range 3 {
		names = append(names, longNames()...)
	}
	values := seq(60, func(i int) float64 { return float64(60 - i) })
	for _, tc := range []struct {
		name string
		c    reports.Chart
		all  bool
	}{
		{"a ranking", spec("hbar", names, values), true},
		{"stacked", spec("stacked", names, values, values), true},
		{"side by side is too much", spec("bar", names, values, values), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := newTape()
			hits := Draw(out, tc.c, 442, 630, Style{Size: 10})
			drawn, said := len(hits) == 60*len(tc.c.Series), out.has("行未画出")
			if drawn != tc.all || said == tc.all {
				t.Errorf("%d regions, a note: %v", len(hits), said)
			}
		})
	}
}

// TestNothingIsNotWrittenOnTheAxis: where a line and a bar are both 0 the line's value stands
// over the bar's; beside its mark it would be taken for −0.
func TestNothingIsNotWrittenOnTheAxis(t *testing.T) {
	c := reports.Chart{Kind: "barline", Title: "趋势", Unit: "个", Categories: months(13), Series: []reports.ChartSeries{
		{Name: "登记", Kind: "bar", Values: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 45, 59, 47, 48}}, {Name: "办结", Kind: "line", Values: []float64{0, 0, 0, 0, 0, 0, 2, 13, 13, 12, 17, 18, 6}}}}
	out := newTape()
	Draw(out, c, 442, Height(out, c, 442, Style{Size: 10}), Style{Size: 10})
	var noughts []box
	for i, text := range out.texts {
		if text == "0" {
			noughts = append(noughts, out.boxes[i])
		}
	}
	axis := noughts[0].b // the scale's own 0 is the lowest
	for _, b := range noughts {
		axis = max(axis, b.b)
	}
	on := 0
	for _, b := range noughts {
		if b.b > axis-5 {
			on++
		}
	}
	if len(noughts) != 1+9+6 || on != 1 {
		t.Errorf("%d times 0, %d of them on the axis", len(noughts), on)
	}
}
