package chart

import (
	"math"
	"strconv"
	"strings"
)

const percent = "%"

// huge is from where on values are written in 亿, unless the unit has a 万 or 亿 already.
const huge = 1e8

// written is a value as it stands in the chart: thousands separated, at most two
// decimals; rates with one decimal and their sign.
func written(v float64, unit string) string {
	switch {
	case unit == percent:
		return rate(v) + percent
	case math.Abs(v) >= huge && !strings.ContainsAny(unit, "万亿"):
		return separated(v/huge, 2) + "亿"
	}
	return separated(v, 2)
}

// tick is a value on an axis: as short as it can be.
func tick(v float64, unit string) string {
	switch {
	case unit == percent:
		return separated(v, 6) + percent
	case math.Abs(v) >= huge && !strings.ContainsAny(unit, "万亿"):
		return separated(v/huge, 6) + "亿"
	}
	return separated(v, 6)
}

// rate rounds to one decimal, half up, but never to a 0.0 or 100.0 that is none
// (DOMAIN.md §5).
func rate(v float64) string {
	for places := 1; places <= 6; places++ {
		p := math.Pow(10, float64(places))
		r := math.Copysign(math.Floor(math.Abs(v)*p+0.5+1e-9)/p, v)
		if (r == 0 && v != 0 || math.Abs(r) == 100 && math.Abs(v) != 100) && places < 6 {
			continue
		}
		if r == 0 {
			r = 0 // no -0
		}
		return separatedFixed(r, places)
	}
	return ""
}

func separated(v float64, places int) string {
	s := separatedFixed(v, places)
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return s
}

func separatedFixed(v float64, places int) string {
	s := strconv.FormatFloat(v, 'f', places, 64)
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	return sign + whole
}

// exact is a value in full with its unit, for tips.
func exact(v float64, unit string) string {
	switch unit {
	case percent:
		return rate(v) + percent
	case "":
		return separated(v, 2)
	}
	return separated(v, 2) + " " + unit
}
