package stats

import "math/big"

// Between is how much the first of two figures of one name is more than the second: of
// rates in percentage points, of others in number, with the change in per cent in Note.
// Value is nil where one of them has none.
func Between(a, b Figure) Figure {
	out := Figure{Name: a.Name, Span: SpanPrevious, By: a.By, Key: a.Key, KeyID: a.KeyID, Unit: a.Unit}
	if a.Unit == UnitPercent {
		out.Unit = UnitPoints
	}
	x, y := exact(a), exact(b)
	if x == nil || y == nil {
		out.Note = "—"
		return out
	}
	diff := new(big.Rat).Sub(x, y)
	out.Value = number(rounded(diff, 0))
	switch {
	case a.Unit == UnitPercent:
	case y.Sign() == 0:
		out.Note = "—"
	default:
		diff.Quo(diff, y)
		diff.Mul(diff, new(big.Rat).SetInt64(100))
		out.Note = Figure{Value: number(rounded(diff, 0)), Unit: UnitPercent, Span: SpanPrevious}.Text()
	}
	return out
}

// exact is a figure's value before it was rounded; nil where it has none.
func exact(f Figure) *big.Rat {
	switch {
	case f.Value == nil:
		return nil
	case f.Unit == UnitPercent && f.Numerator != nil && f.Denominator != nil && *f.Denominator != 0:
		return new(big.Rat).Mul(big.NewRat(*f.Numerator, *f.Denominator), big.NewRat(100, 1))
	case f.Unit == UnitWorkdays && f.Numerator != nil && f.Denominator != nil && *f.Denominator != 0:
		return big.NewRat(*f.Numerator, *f.Denominator)
	case f.Unit == UnitMoney && f.Numerator != nil:
		return big.NewRat(*f.Numerator, fenPerWan)
	case f.Numerator != nil && f.Denominator == nil:
		return big.NewRat(*f.Numerator, 1)
	}
	return new(big.Rat).SetFloat64(*f.Value)
}
