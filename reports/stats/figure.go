package stats

import (
	"math/big"
	"strconv"
	"strings"

	"qinqing/data"
)

// The spans a figure may have.
const (
	SpanPeriod   = "本期"
	SpanStart    = "期初"
	SpanEnd      = "期末"
	SpanTotal    = "累计"
	SpanPrevious = "环比"
	SpanLastYear = "同比"
)

// Unit words that decide how a value is printed: always with a decimal, rates and
// their changes with the word itself.
const (
	UnitPercent  = "%"
	UnitPoints   = "个百分点"
	UnitWorkdays = "工作日"
	UnitMoney    = "万元"
)

// Figure is one value of the catalogue. Value is as printed: percent as 87.5, half
// up to one decimal, more decimals only where one would make a false 100.0 or 0.0;
// nil where there is no denominator or nothing to compare with. Of a rate Numerator
// and Denominator are exact; of a count Numerator is the count. Of a change (环比,
// 同比) Value is the difference (rates: percentage points), Numerator the difference
// and Denominator the base of counts, and Note begins with the change in per cent
// or "—".
type Figure struct {
	Name        string   `json:"name"`
	Span        string   `json:"span"`
	By          string   `json:"by"`  // all, lead … (data.DimNames)
	Key         string   `json:"key"` // name of the row; empty for all
	Unit        string   `json:"unit"`
	Note        string   `json:"note,omitempty"`
	KeyID       data.ID  `json:"keyId"`
	Value       *float64 `json:"value"`
	Numerator   *int64   `json:"numerator,omitempty"`
	Denominator *int64   `json:"denominator,omitempty"`
}

// Text is the value as printed, without its unit word but with the % of rates:
// 12, 87.5%, 3.4, +5, -2.1个百分点, or — where there is none.
func (f Figure) Text() string {
	if f.Value == nil {
		return "—"
	}
	s := strconv.FormatFloat(*f.Value, 'f', -1, 64)
	switch f.Unit {
	case UnitPercent, UnitPoints, UnitWorkdays, UnitMoney:
		if !strings.Contains(s, ".") {
			s += ".0"
		}
	}
	if (f.Span == SpanPrevious || f.Span == SpanLastYear) && *f.Value > 0 {
		s = "+" + s
	}
	if f.Unit == UnitPercent || f.Unit == UnitPoints {
		s += f.Unit
	}
	return s
}

// Known says whether the figure has a value.
func (f Figure) Known() bool { return f.Value != nil }

func number(v float64) *float64 { return &v }

func whole(n int64) *int64 { return &n }

var bigTen = big.NewInt(10)

// rounded is r half up (away from 0) to one decimal, with more decimals as long as
// the result would be a false 0.0 or, when full is not 0, a false full.
func rounded(r *big.Rat, full int64) float64 {
	if r.IsInt() {
		v, _ := r.Float64()
		return v
	}
	if v, ok := quick(r, full); ok {
		return v
	}
	limit := new(big.Rat).SetInt64(full)
	isFull := new(big.Rat).Abs(r).Cmp(limit) == 0
	scale := big.NewInt(10)
	for digits := 1; ; digits++ {
		v := new(big.Rat).SetFrac(roundInt(new(big.Rat).Mul(r, new(big.Rat).SetInt(scale))), scale)
		falseFull := full != 0 && !isFull && new(big.Rat).Abs(v).Cmp(limit) == 0
		if v.Sign() != 0 && !falseFull || digits == maxDigits {
			out, _ := v.Float64()
			return out
		}
		scale = new(big.Int).Mul(scale, bigTen)
	}
}

// quick is rounded for small fractions that one decimal tells truly.
func quick(r *big.Rat, full int64) (v float64, ok bool) {
	const small = 1 << 56
	if !r.Num().IsInt64() || !r.Denom().IsInt64() {
		return 0, false
	}
	num, den := r.Num().Int64(), r.Denom().Int64()
	neg := num < 0
	if neg {
		num = -num
	}
	if num < 0 || num > small || den > small {
		return 0, false
	}
	tenths := (20*num + den) / (2 * den)
	if tenths == 0 || full != 0 && tenths == full*10 {
		return 0, false
	}
	v = float64(tenths) / 10
	if neg {
		v = -v
	}
	return v, true
}

// maxDigits is more than any fraction of int64 counts that people meet needs.
const maxDigits = 15

// roundInt rounds half away from 0.
func roundInt(r *big.Rat) *big.Int {
	twice := new(big.Int).Lsh(new(big.Int).Abs(r.Num()), 1)
	twice.Add(twice, r.Denom())
	q := twice.Quo(twice, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		q.Neg(q)
	}
	return q
}
