package store

import (
	"slices"
	"testing"

	"qinqing/data"
)

func TestAgesOfWhatIsOpen(t *testing.T) {
	o := livedOffice(t)
	o.view(func(v *View) error {
		life := lifeIn(t, v)
		some := map[data.Dim]int{}
		for at := on("2026-09-01"); at <= on("2026-10-31"); at += 6 {
			for _, by := range data.SortedDims() {
				keys := map[data.ID]bool{}
				for _, p := range life.problems {
					keys[p.tl.Now.Key(by)] = true
				}
				for key := range keys {
					some[by] += checkAges(t, v, life, at, by, key)
				}
			}
		}
		for _, by := range []data.Dim{data.ByAll, data.ByLead, data.ByCategory} {
			if some[by] == 0 {
				t.Errorf("nothing was open by %d: the test proves nothing", by)
			}
		}
		return nil
	})
}

func checkAges(t *testing.T, v *View, life lifeOf, at data.Date, by data.Dim, key data.ID) int {
	t.Helper()
	var middle []data.ID
	open := 0
	for _, p := range life.problems {
		s, ok := p.tl.At(at)
		if !ok || s.State.Stock() != data.StockO || s.Dims.Key(by) != key {
			continue
		}
		days := int(at - p.tl.RegisteredOn)
		open++
		if days >= 6 && days <= 15 {
			middle = append(middle, p.p.ID)
		}
	}
	if got := must(v.OpenOfAge(at, 0, 1<<20, by, key))(t); len(got) != open {
		t.Errorf("%s, %d of %d: %d, replay says %d", at, key, by, len(got), open)
	}
	list := must(v.OpenOfAge(at, 6, 15, by, key))(t)
	slices.Sort(list)
	slices.Sort(middle)
	if !slices.Equal(list, middle) {
		t.Errorf("%s, %d of %d: listed %v, replay says %v", at, key, by, list, middle)
	}
	return len(middle)
}
