package store

import (
	"slices"
	"testing"

	"qinqing/data"
)

func TestAgesOfWhatIsOpen(t *testing.T) {
	o := livedOffice(t)
	bounds := []int{5, 15, 40}
	o.view(func(v *View) error {
		life := lifeIn(t, v)
		some := 0
		for at := on("2026-09-01"); at <= on("2026-10-31"); at += 6 {
			want := make([]int, 4)
			var middle []data.ID
			for _, p := range life.problems {
				if p.tl.StockAt(at) != data.StockO {
					continue
				}
				days := int(at - p.tl.RegisteredOn)
				i := slices.IndexFunc(bounds, func(b int) bool { return days <= b })
				if i < 0 {
					i = 3
				}
				want[i]++
				if days >= 6 && days <= 15 {
					middle = append(middle, p.p.ID)
				}
			}
			got := must(v.OpenAges(at, bounds))(t)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, replay says %v", at, got, want)
			}
			list := must(v.OpenOfAge(at, 6, 15))(t)
			slices.Sort(list)
			slices.Sort(middle)
			if !slices.Equal(list, middle) {
				t.Errorf("%s: listed %v, replay says %v", at, list, middle)
			}
			some += len(middle)
		}
		if some == 0 {
			t.Error("nothing was open: the test proves nothing")
		}
		return nil
	})
}
