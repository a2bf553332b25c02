package store

import (
	"cmp"
	"slices"

	"qinqing/data"
)

// OpenAges counts the problems that were in O at the end of a day by whole days since
// 登记: those of at most bounds[0] days, of more and at most bounds[1], … and the rest;
// with by only those in the row key of that dimension then.
func (v *View) OpenAges(at data.Date, bounds []int, by data.Dim, key data.ID) ([]int, error) {
	out := make([]int, len(bounds)+1)
	err := v.openAt(at, by, key, func(_ data.ID, registered data.Date) {
		i := slices.IndexFunc(bounds, func(b int) bool { return int(at-registered) <= b })
		if i < 0 {
			i = len(bounds)
		}
		out[i]++
	})
	return out, err
}

// OpenOfAge lists the problems that were in O at the end of a day and had then been
// registered for between from and to days, the oldest first; by and key as in OpenAges.
func (v *View) OpenOfAge(at data.Date, from, to int, by data.Dim, key data.ID) ([]data.ID, error) {
	type aged struct {
		id data.ID
		on data.Date
	}
	var found []aged
	err := v.openAt(at, by, key, func(id data.ID, registered data.Date) {
		if days := int(at - registered); days >= from && days <= to {
			found = append(found, aged{id, registered})
		}
	})
	slices.SortFunc(found, func(a, b aged) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.id, b.id)) })
	out := make([]data.ID, len(found))
	for i, f := range found {
		out[i] = f.id
	}
	return out, err
}

// openAt tells of every problem that was in O at the end of a day.
func (v *View) openAt(at data.Date, by data.Dim, key data.ID, tell func(id data.ID, registered data.Date)) error {
	pick := data.Pick{To: at, At: at, By: by, Key: key}
	return v.PickHistories([]data.Pick{pick}, func(_ int, id data.ID, tl *data.Timeline) error {
		if s, ok := tl.At(at); ok && s.State.Stock() == data.StockO && (by == data.ByAll || s.Dims.Key(by) == key) {
			tell(id, tl.RegisteredOn)
		}
		return nil
	})
}
