package data

import "testing"

// sixEvents is a usual life over two months.
func sixEvents(b testing.TB, c Clock) *Problem {
	return life(b, c, at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(workdays(7))), at(Accept, "2026-03-04"),
		at(Report, "2026-03-11"), at(Resolve, "2026-03-13"), at(StrikeOff, "2026-04-02"))
}

func BenchmarkReplay(b *testing.B) {
	c := testClock(b)
	p := sixEvents(b, c)
	b.Run("timeline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Timeline(c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("timeline and cells", func(b *testing.B) {
		b.ReportAllocs()
		cells := map[CellKey]int{}
		for b.Loop() {
			tl, err := p.Timeline(c)
			if err != nil {
				b.Fatal(err)
			}
			tl.AddCells(cells, 0, 1)
		}
	})
	b.Run("off and on", func(b *testing.B) { // what a write does: old cells off, new ones on
		b.ReportAllocs()
		for b.Loop() {
			tl, err := p.Timeline(c)
			if err != nil {
				b.Fatal(err)
			}
			cells := map[CellKey]int{}
			tl.AddCells(cells, 0, -1)
			tl.AddCells(cells, 0, 1)
		}
	})
	b.Run("legal kinds", func(b *testing.B) {
		for b.Loop() {
			p.LegalKinds(day("2026-04-03"), FromWindow, c)
		}
	})
}
