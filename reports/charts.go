package reports

import (
	"fmt"
	"slices"

	"qinqing/data"
	"qinqing/reports/stats"
)

// trendMonths is how many months the trend shows: a year and the same month before.
const trendMonths = 13

// chart makes one of the charts; nil where there is nothing to draw.
func (c *composer) chart(which string) (*Chart, error) {
	if which == "分类" {
		return c.categoryChart(), nil
	}
	return c.trendChart()
}

// categoryChart draws the problems registered in the period by category, the most
// first.
func (c *composer) categoryChart() *Chart {
	var fs []stats.Figure
	for _, k := range c.facts.Keys(data.ByCategory) {
		if f, ok := c.facts.Get("登记问题", stats.SpanPeriod, data.ByCategory, k.ID); ok && f.Value != nil && *f.Value > 0 {
			fs = append(fs, f)
		}
	}
	if len(fs) == 0 {
		return nil
	}
	ch := &Chart{Kind: "hbar", Title: c.word("本期") + "登记问题分类", Unit: "个"}
	values := ChartSeries{Name: "登记问题"}
	for _, r := range stats.Rank(fs, 0) {
		ch.Categories = append(ch.Categories, r.Key)
		values.Values = append(values.Values, *r.Value)
	}
	ch.Series = []ChartSeries{values}
	return ch
}

// months are the periods the trend shows; none where the period is not made of months.
func (c *composer) months() []stats.Period {
	p := c.period
	cutoff := 0
	if !p.Aligned() {
		cutoff = p.To.Day()
		if p != stats.CutoffMonth(p.To.Year(), p.To.Month(), cutoff) {
			return nil
		}
	}
	var out []stats.Period
	first := p.To.MonthStart()
	for i := 1 - trendMonths; i <= 0; i++ {
		m := first.AddMonths(i)
		out = append(out, stats.CutoffMonth(m.Year(), m.Month(), cutoff))
	}
	return out
}

var trendFigures = []string{"登记问题", "办结"}

// trendChart draws registered (bars) and resolved (a line) over thirteen months, from
// the first month that has anything.
func (c *composer) trendChart() (*Chart, error) {
	ch := &Chart{Kind: "barline", Title: "近月登记和办结情况", Unit: "个", Series: []ChartSeries{
		{Name: trendFigures[0], Kind: "bar"}, {Name: trendFigures[1], Kind: "line", Unit: "件次"}}}
	for _, m := range c.months() {
		f, err := stats.Compute(c.ctx, c.src, stats.Query{Period: m, Figures: trendFigures})
		if err != nil {
			return nil, err
		}
		values := make([]float64, len(trendFigures))
		begun := len(ch.Categories) > 0
		for i, n := range trendFigures {
			if v, ok := f.Get(n, stats.SpanPeriod, data.ByAll, 0); ok && v.Value != nil {
				values[i] = *v.Value
			}
			begun = begun || values[i] != 0
		}
		if !begun {
			continue
		}
		ch.Categories = append(ch.Categories, fmt.Sprintf("%d年%d月", m.To.Year(), m.To.Month()))
		for i := range values {
			ch.Series[i].Values = append(ch.Series[i].Values, values[i])
		}
	}
	if len(ch.Categories) < 2 || !slices.ContainsFunc(ch.Series, func(s ChartSeries) bool { return slices.Max(s.Values) > 0 }) {
		return nil, nil
	}
	return ch, nil
}
