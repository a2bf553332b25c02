package chart

import "math"

// scale is a value axis that always includes zero.
type scale struct{ low, high, step float64 }

// reach is how far the values against one axis go from zero, stacked ones added up.
func (f *figure) reach(right bool) (lo, hi float64) {
	for i := range f.cats {
		up, down := 0.0, 0.0
		for _, s := range f.series {
			v := s.values[i]
			if s.right != right || !number(v) {
				continue
			}
			if f.kind == "stacked" && !s.line {
				up, down = up+max(v, 0), down+min(v, 0)
				v = up
			}
			lo, hi = min(lo, v, down), max(hi, v)
		}
	}
	return lo, hi
}

// whole tells whether all values against an axis are counts: such an axis has no halves.
func (f *figure) whole(right bool) bool {
	for _, s := range f.series {
		for _, v := range s.values {
			if s.right == right && number(v) && v != math.Trunc(v) {
				return false
			}
		}
	}
	return true
}

// leftScale has at most n intervals or little more.
func (f *figure) leftScale(n int) scale {
	lo, hi := f.reach(false)
	if hi-lo < 1e-6 { // smaller than what is written
		return scale{0, 1, 1}
	}
	step := nice((hi-lo)/float64(n), 1, 2, 5)
	if f.whole(false) && f.unit != percent {
		step = max(step, 1)
	}
	s := scale{math.Floor(lo/step+1e-9) * step, math.Ceil(hi/step-1e-9) * step, step}
	if f.unit == percent && s.high > 100 && hi <= 100 {
		s.high = 100
		s.step = 100 / math.Max(1, math.Floor(100/step))
		s.low = math.Floor(lo/s.step+1e-9) * s.step
	}
	return s
}

// rightScale is the second axis, its zero and its grid lines those of the first.
func (f *figure) rightScale(left scale) scale {
	lo, hi := f.reach(true)
	up, down := math.Round(left.high/left.step), math.Round(-left.low/left.step)
	step := 0.0
	if up > 0 {
		step = hi / up
	}
	if lo < 0 {
		step = max(step, -lo/max(down, 1))
	}
	if hi > 0 && up == 0 {
		step = max(step, hi)
	}
	if step < 1e-9 {
		step = 1
	}
	step = nice(step, 1, 2, 2.5, 5)
	if f.whole(true) && f.unit2 != percent {
		step = math.Ceil(step)
	}
	return scale{-step * down, step * up, step}
}

// both are the axes of an upright chart. Where values of the second go where the
// first has none, the first is lengthened.
func (f *figure) both(n int) (left, right scale) {
	left = f.leftScale(n)
	if f.unit2 == "" {
		return left, left
	}
	lo, hi := f.reach(true)
	if lo < 0 && left.low == 0 {
		left.low = -left.step
	}
	if hi > 0 && left.high <= 0 {
		left.high = left.step
	}
	if f.unit2 == percent && hi <= 100 && lo == 0 && left.low == 0 {
		if k := math.Round(left.high / left.step); k == 3 { // thirds of 100 % are no ticks
			left.high += left.step
		}
	}
	return left, f.rightScale(left)
}

func nice(x float64, multiples ...float64) float64 {
	p := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range multiples {
		if x <= m*p*(1+1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// ticks are the values with a grid line.
func (s scale) ticks() []float64 {
	n := int(math.Round((s.high - s.low) / s.step))
	out := make([]float64, n+1)
	for i := range out {
		out[i] = s.low + float64(i)*s.step
		if math.Abs(out[i]) < s.step/1e6 {
			out[i] = 0
		}
	}
	return out
}

// at is where a value lies on an axis that goes from a to b.
func (s scale) at(v, a, b float64) float64 { return a + (b-a)*(v-s.low)/(s.high-s.low) }
