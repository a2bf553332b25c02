package stats

import "math/big"

// Percent writes a share as figures are printed: 75.0%, half up, never a false 100.0 or
// 0.0; "—" where there is no denominator.
func Percent(numerator, denominator int64) string {
	f := Figure{Unit: UnitPercent}
	if denominator != 0 {
		f.Value = number(rounded(new(big.Rat).Mul(big.NewRat(numerator, denominator), big.NewRat(100, 1)), 100))
	}
	return f.Text()
}
