package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"qinqing/reports"
)

// TestCrowdedIsStillDrawn holds what TestAnyChartAtItsHeight once met by chance: charts
// no height made room for, in whose place stood a sentence.
func TestCrowdedIsStillDrawn(t *testing.T) {
	none := math.NaN()
	lines := []reports.ChartSeries{
		{Name: "登记", Values: []float64{none, none, 0, 0, 0, 0, 0, 0, 0, 11.7, 0, 0.6, none, none, 0, 0, 0, none, 2, 0, 1342, 14, 0, 20}},
		{Name: "登记", Values: []float64{none, 8, 0, 2.75, none, 0, 2, none, 1, 131075, none, 1086, 0, 0.07, 0, 0, 0, 0, 0, 0, 0, 0, 523999, 1}},
		{Name: "超过承诺期限仍未办结的问题数", Values: []float64{0.6, 4, 0.5, 0.4, none, 0, 0, 55.3, 0, 0, 0, 0, 0, 0, 1, 0, 0.07, none, none, 0, 681, 0, none, none}},
		{Name: "登记", Values: []float64{0, 387, 0, 0, 0, none, 0, 0, 0, 0, 0, 0, 0, 980323, none, 0, 0, 0, 10, none, none, 28.2, none, none}},
	}
	for name, x := range map[string]struct {
		chart reports.Chart
		says  string
	}{
		"four lines of 24 months, far apart": {reports.Chart{Kind: "line", Unit: "%", Categories: months(24), Series: lines}, "注：图幅所限，未标数值。"},
		"less than a thousandth": {reports.Chart{Kind: "hbar", Categories: []string{"1"}, Series: []reports.ChartSeries{
			{Name: "登记", Values: []float64{-7.62939453125e-06}}}}, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			out := newTape()
			h := Height(out, x.chart, 442, Style{Size: 10})
			Draw(out, x.chart, 442, h, Style{Size: 10})
			if out.has(tooSmall) || !out.has(x.says) {
				t.Errorf("%.0f high: too small %v, says %q %v", h, out.has(tooSmall), x.says, out.has(x.says))
			}
		})
	}
}

// TestTerseBarsKeepTheirLetters: twelve categories in the low place a board has for them.
func TestTerseBarsKeepTheirLetters(t *testing.T) {
	c := spec("hbar", longNames()[:12], seq(12, func(i int) float64 { return float64(40 - i) }))
	c.Title = ""
	for name, st := range map[string]Style{"usual": {Size: 12}, "terse": {Size: 12, Terse: true}} {
		t.Run(name, func(t *testing.T) {
			out := newTape()
			hits := Draw(out, c, 380, 172, st)
			if len(hits) != 12 {
				t.Errorf("%d values", len(hits))
			}
			least := slices.Min(out.sizes)
			if st.Terse && (least < 12 || out.has("单位：个") || len(out.texts) != 24) {
				t.Errorf("letters of %v, texts %q", least, out.texts)
			}
			if !st.Terse && (least >= 12 || !out.has("单位：个")) {
				t.Errorf("letters of %v", least)
			}
		})
	}
}

// A year stands once under its months, a short one too: 26年1月 is not turned behind its 1.
func TestYearsStandOnceUnderTheirMonths(t *testing.T) {
	for _, cut := range []int{0, 2} {
		names := months(13)
		for i, s := range names {
			names[i] = s[cut:]
		}
		tp := newTape()
		Draw(tp, spec("bar", names, seq(13, func(i int) float64 { return float64(i) })), 460, 230, Style{Size: 12})
		for _, want := range []string{names[0][:strings.Index(names[0], "年")] + "年", names[12][:strings.Index(names[12], "年")] + "年"} {
			n := 0
			for _, s := range tp.texts {
				if s == want {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s stands %d times: %v", want, n, tp.texts)
			}
		}
		for _, s := range tp.texts {
			if s == "月" {
				t.Errorf("turned before 月: %v", tp.texts)
			}
		}
	}
}
