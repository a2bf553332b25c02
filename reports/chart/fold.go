package chart

import (
	"fmt"
	"math"
	"slices"
)

// other is what is left when there are more than six.
const other = "其他"

// fold leaves at most six things to colour: the slices of a pie, the series of
// any other kind. The largest five keep their order, the rest is added up as 其他.
// Rates can't be added up: of those the rest is left out with a note.
func (f *figure) fold() {
	if f.kind == "pie" || f.kind == "ring" {
		f.foldSlices()
		return
	}
	if len(f.series) <= len(Colours) {
		return
	}
	addable := true
	for s := range f.series {
		addable = addable && f.series[s].unit != percent && f.series[s].line == f.series[0].line && !f.series[s].right
	}
	if !addable {
		f.notes = append(f.notes, fmt.Sprintf("另有%d项未画出", len(f.series)-len(Colours)))
		f.series = f.series[:len(Colours)]
		return
	}
	keep := largest(len(f.series), len(Colours)-1, func(i int) float64 { return total(f.series[i].values) },
		func(i int) bool { return f.series[i].name == other })
	rest := series{name: other, values: padded(nil, len(f.cats)), unit: f.unit, line: f.series[0].line}
	var out []series
	for i, s := range f.series {
		if slices.Contains(keep, i) {
			out = append(out, s)
			continue
		}
		for k, v := range s.values {
			if number(v) && number(rest.values[k]) {
				rest.values[k] += v
			} else if number(v) {
				rest.values[k] = v
			}
		}
	}
	f.series = append(out, rest)
}

// foldSlices leaves the slices that are something, at most six.
func (f *figure) foldSlices() {
	if len(f.series) == 0 {
		return
	}
	s := f.series[0]
	var cats []string
	var values []float64
	for i, v := range s.values {
		if v > 0 {
			cats, values = append(cats, f.cats[i]), append(values, v)
		}
	}
	if len(values) > len(Colours) {
		keep := largest(len(values), len(Colours)-1, func(i int) float64 { return values[i] }, func(i int) bool { return cats[i] == other })
		rest := 0.0
		var keptCats []string
		var kept []float64
		for i, v := range values {
			if slices.Contains(keep, i) {
				keptCats, kept = append(keptCats, cats[i]), append(kept, v)
			} else {
				rest += v
			}
		}
		cats, values = append(keptCats, other), append(kept, rest)
		s.folded = true
	}
	s.values = values
	f.cats, f.series = cats, []series{s}
}

// largest gives the indexes of the k largest of n, the earlier of equal ones; last
// tells what comes after all others.
func largest(n, k int, of func(int) float64, last func(int) bool) []int {
	idx := make([]int, n)
	for i := range idx {
		idx[i] = i
	}
	key := func(i int) float64 {
		if last(i) {
			return math.Inf(-1)
		}
		return of(i)
	}
	slices.SortStableFunc(idx, func(a, b int) int {
		switch va, vb := key(a), key(b); {
		case va > vb:
			return -1
		case va < vb:
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
