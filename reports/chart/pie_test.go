package chart

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func area(p []Point) float64 {
	s := 0.0
	for i, a := range p {
		b := p[(i+1)%len(p)]
		s += a.X*b.Y - b.X*a.Y
	}
	return math.Abs(s) / 2
}

func TestPieIsWhole(t *testing.T) {
	for _, kind := range []string{"pie", "ring"} {
		t.Run(kind, func(t *testing.T) {
			out := newTape()
			hits := Draw(out, spec(kind, []string{"A", "B", "C"}, []float64{50, 25, 25}), 300, 200, Style{})
			a, b, c := area(hits[0].Wedge), area(hits[1].Wedge), area(hits[2].Wedge)
			if math.Abs(a-b-c) > a/100 || math.Abs(b-c) > b/100 {
				t.Errorf("areas %.0f %.0f %.0f are not 2:1:1", a, b, c)
			}
			if !out.has("A　50（50.0%）") || hits[0].Tip != "A 甲：50 个（50.0%）" {
				t.Errorf("texts %q, tip %q", out.texts, hits[0].Tip)
			}
			// The middle of the first slice's outer arc, a little inward.
			box := hits[0]
			x, y := box.X+box.W*0.9, box.Y+box.H/2
			if !hits[0].Contains(x, y) || hits[1].Contains(x, y) || hits[2].Contains(x, y) {
				t.Error("a place in the first slice is not its own")
			}
			if centre := hits[0].Contains(box.X+1, box.Y+box.H/2); kind == "ring" && centre {
				t.Error("the hole of the ring belongs to a slice")
			}
		})
	}
}

func TestPieThatCannotBeOne(t *testing.T) {
	for name, values := range map[string][][]float64{"negative": {{5, -1}}, "two series": {{5, 1}, {2, 3}}} {
		t.Run(name, func(t *testing.T) {
			hits := Draw(newTape(), spec("pie", []string{"A", "B"}, values...), 300, 200, Style{})
			if len(hits) != 2*len(values) || hits[0].Wedge != nil {
				t.Errorf("%d regions, first %+v", len(hits), hits[0])
			}
		})
	}
}

func TestSharesThatDoNotAddUp(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		note   bool
	}{{"thirds", []float64{1, 1, 1}, true}, {"quarters", []float64{1, 1, 2}, false}} {
		t.Run(c.name, func(t *testing.T) {
			out := newTape()
			Draw(out, spec("pie", []string{"A", "B", "C"}, c.values), 300, 200, Style{})
			if out.has("四舍五入") != c.note {
				t.Errorf("%q", out.texts)
			}
		})
	}
}

func TestSixColoursThenOther(t *testing.T) {
	cats := strings.Split("一二三四五六七八", "")
	pie := normal(spec("pie", cats, []float64{1, 9, 8, 7, 6, 5, 2, 3}))
	if got := strings.Join(pie.cats, ""); got != "二三四五六其他" {
		t.Errorf("slices %s", got)
	}
	if got := pie.series[0].values[5]; got != 6 {
		t.Errorf("其他 is %v, want 6", got)
	}
	named := normal(spec("pie", append(slices.Clone(cats[:7]), "其他"), []float64{1, 9, 8, 7, 6, 5, 2, 30}))
	if got := strings.Join(named.cats, ""); got != "二三四五六其他" || named.series[0].values[5] != 33 {
		t.Errorf("a 其他 of its own is not the rest: %s %v", got, named.series[0].values)
	}
	series := make([][]float64, 8)
	for i := range series {
		series[i] = []float64{float64(i), 1}
	}
	bars := normal(spec("bar", []string{"x", "y"}, series...))
	if n := len(bars.series); n != 6 || bars.series[5].name != "其他" || bars.series[5].values[0] != 0+1+2 || bars.series[5].values[1] != 3 {
		t.Errorf("%d series, last %+v", n, bars.series[n-1])
	}
	rates := spec("line", []string{"x", "y"}, series...)
	rates.Unit = "%"
	if f := normal(rates); len(f.series) != 6 || f.series[5].name == "其他" || len(f.notes) != 1 {
		t.Errorf("rates were added up: %+v, notes %v", f.series[5], f.notes)
	}
	if six := normal(spec("pie", cats[:6], []float64{1, 2, 3, 4, 5, 6})); len(six.cats) != 6 || six.cats[0] != "一" {
		t.Errorf("six slices became %v", six.cats)
	}
}

// TestToldApartInGrey: of any two pens either the grey differs or the hatching.
func TestToldApartInGrey(t *testing.T) {
	for a := range Colours {
		for b := range a {
			near := math.Abs(luminance(Colours[a])-luminance(Colours[b])) < 25
			if near && slices.Equal(hatching[a], hatching[b]) {
				t.Errorf("pens %d and %d are one grey without hatching", b, a)
			}
			if slices.Equal(dashes[a], dashes[b]) && len(shape(0, 0, 1, pen(a))) == len(shape(0, 0, 1, pen(b))) {
				t.Errorf("lines %d and %d have the same dashes and marks", b, a)
			}
		}
	}
}
