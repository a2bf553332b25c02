package chart

import (
	"slices"

	"qinqing/reports"
)

// folded leaves at most six things to colour: the slices of a pie, the series of
// any other kind. The largest five keep their order, the rest is added up as 其他.
func folded(c reports.Chart) reports.Chart {
	limit := len(Colours)
	if c.Kind == "pie" {
		return foldSlices(c, limit)
	}
	if len(c.Series) <= limit {
		return c
	}
	keep := largest(len(c.Series), limit-1, func(i int) float64 { return total(c.Series[i].Values) })
	rest := reports.ChartSeries{Name: other, Values: make([]float64, len(c.Categories))}
	out := c
	out.Series = nil
	for i, s := range c.Series {
		if slices.Contains(keep, i) {
			out.Series = append(out.Series, s)
			continue
		}
		for k, v := range s.Values {
			if k < len(rest.Values) && number(v) {
				rest.Values[k] += v
			}
		}
	}
	out.Series = append(out.Series, rest)
	return out
}

// foldSlices also drops what a pie can't show: all series but the first.
func foldSlices(c reports.Chart, limit int) reports.Chart {
	if len(c.Series) == 0 {
		return c
	}
	s := c.Series[0]
	n := min(len(c.Categories), len(s.Values))
	out := c
	out.Categories = c.Categories[:n]
	out.Series = []reports.ChartSeries{{Name: s.Name, Values: s.Values[:n]}}
	if n <= limit {
		return out
	}
	keep := largest(n, limit-1, func(i int) float64 { return s.Values[i] })
	kept := reports.ChartSeries{Name: s.Name}
	out.Categories = nil
	rest := 0.0
	for i, v := range s.Values[:n] {
		if slices.Contains(keep, i) {
			out.Categories = append(out.Categories, c.Categories[i])
			kept.Values = append(kept.Values, v)
		} else if number(v) {
			rest += v
		}
	}
	out.Categories = append(out.Categories, other)
	kept.Values = append(kept.Values, rest)
	out.Series = []reports.ChartSeries{kept}
	return out
}

// largest gives the indexes of the k largest of n, the earlier of equal ones.
func largest(n, k int, of func(int) float64) []int {
	idx := make([]int, n)
	for i := range idx {
		idx[i] = i
	}
	slices.SortStableFunc(idx, func(a, b int) int {
		va, vb := of(a), of(b)
		switch {
		case va > vb || number(va) && !number(vb):
			return -1
		case va < vb || number(vb) && !number(va):
			return 1
		}
		return 0
	})
	return idx[:min(k, n)]
}

func total(vs []float64) float64 {
	sum := 0.0
	for _, v := range vs {
		if number(v) {
			sum += v
		}
	}
	return sum
}
