package typeset

// Measures gives the type size and the widths of the columns, in points, for writers
// that leave the setting to another program.
func (s *Laid) Measures() (size float64, columns []float64) {
	return s.size, append([]float64(nil), s.cols...)
}
