package stats

import (
	"cmp"
	"math/bits"
	"slices"
)

// Ranked is one row of a ranking. Place is 0 and Note says why where the row is
// not ranked.
type Ranked struct {
	Figure
	Place int
	Note  string
}

// TooFew is what stands beside a row whose denominator is 0 or below the floor.
const TooFew = "基数不足"

// DefaultFloor is the smallest denominator that is ranked where the office has set
// none (setting stats.floor).
const DefaultFloor = 5

// Rank orders figures, given in printed order, from the highest down: by the
// unrounded fraction, ties sharing a place and the next one skipped (1 2 2 4), then
// in the order given. Rates whose denominator is 0 or below floor follow unranked.
// Counts have no denominator and no floor.
func Rank(fs []Figure, floor int64) []Ranked { return rank(fs, floor, 1) }

// RankLowFirst is Rank from the lowest up, for figures where less is better (退回率,
// 平均办理工作日).
func RankLowFirst(fs []Figure, floor int64) []Ranked { return rank(fs, floor, -1) }

func rank(fs []Figure, floor int64, sign int) []Ranked {
	var in, out []Ranked
	for _, f := range fs {
		switch {
		case f.Numerator == nil || f.Value == nil || f.Denominator != nil && *f.Denominator < max(floor, 1):
			out = append(out, Ranked{Figure: f, Note: TooFew})
		default:
			in = append(in, Ranked{Figure: f})
		}
	}
	slices.SortStableFunc(in, func(a, b Ranked) int { return sign * compareFractions(b.Figure, a.Figure) })
	for i := range in {
		in[i].Place = i + 1
		if i > 0 && compareFractions(in[i].Figure, in[i-1].Figure) == 0 {
			in[i].Place = in[i-1].Place
		}
	}
	return append(in, out...)
}

// compareFractions multiplies across in 128 bits, so that no rounding decides a place.
func compareFractions(a, b Figure) int {
	an, ad := fraction(a)
	bn, bd := fraction(b)
	if s := cmp.Compare(sign(an), sign(bn)); s != 0 || an == 0 {
		return s
	}
	hi1, lo1 := bits.Mul64(magnitude(an), uint64(bd))
	hi2, lo2 := bits.Mul64(magnitude(bn), uint64(ad))
	c := cmp.Or(cmp.Compare(hi1, hi2), cmp.Compare(lo1, lo2))
	if an < 0 {
		return -c
	}
	return c
}

func fraction(f Figure) (num, den int64) {
	if f.Denominator == nil {
		return *f.Numerator, 1
	}
	return *f.Numerator, *f.Denominator
}

func sign(n int64) int { return cmp.Compare(n, 0) }

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}
