package stats

import "testing"

func TestBetween(t *testing.T) {
	count := func(n int64) Figure {
		return Figure{Name: "办结", Unit: "件次", Value: number(float64(n)), Numerator: &n}
	}
	rate := func(num, den int64) Figure {
		f := Figure{Name: "办结率", Unit: UnitPercent, Numerator: &num, Denominator: &den}
		if den > 0 {
			f.Value = number(rounded(exact(Figure{Unit: UnitPercent, Value: number(0), Numerator: &num, Denominator: &den}), 100))
		}
		return f
	}
	for name, c := range map[string]struct {
		a, b       Figure
		text, note string
	}{
		"more":                 {count(6), count(4), "+2", "+50.0%"},
		"less":                 {count(3), count(4), "-1", "-25.0%"},
		"from nothing":         {count(3), count(0), "+3", "—"},
		"nothing at all":       {count(0), count(0), "0", "—"},
		"points":               {rate(7, 8), rate(1, 2), "+37.5个百分点", ""},
		"points, not of texts": {rate(2, 3), rate(1, 3), "+33.3个百分点", ""},
		"no denominator":       {rate(1, 2), rate(0, 0), "—", "—"},
		"a hair apart":         {rate(10001, 20000), rate(1, 2), "+0.01个百分点", ""},
	} {
		if got := Between(c.a, c.b); got.Text() != c.text || got.Note != c.note {
			t.Errorf("%s: %s (%s), want %s (%s)", name, got.Text(), got.Note, c.text, c.note)
		}
	}
}
