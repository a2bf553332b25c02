package store

import (
	"cmp"
	"slices"

	"qinqing/data"
)

// OpenOfAge lists the problems that were in O at the end of a day and had then been
// registered for between from and to days, the oldest first; with by only
// those in the row key of that dimension then.
func (v *View) OpenOfAge(at data.Date, from, to int, by data.Dim, key data.ID) ([]data.ID, error) {
	type aged struct {
		id data.ID
		on data.Date
	}
	var found []aged
	pick := data.Pick{To: at, At: at, By: by, Key: key}
	err := v.PickHistories([]data.Pick{pick}, func(_ int, id data.ID, tl *data.Timeline) error {
		s, ok := tl.At(at)
		if !ok || s.State.Stock() != data.StockO || by != data.ByAll && s.Dims.Key(by) != key {
			return nil
		}
		if days := int(at - tl.RegisteredOn); days >= from && days <= to {
			found = append(found, aged{id, tl.RegisteredOn})
		}
		return nil
	})
	slices.SortFunc(found, func(a, b aged) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.id, b.id)) })
	out := make([]data.ID, len(found))
	for i, f := range found {
		out[i] = f.id
	}
	return out, err
}
