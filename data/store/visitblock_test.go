package store

import (
	"reflect"
	"testing"

	"qinqing/data"
)

func TestVisitsByID(t *testing.T) {
	o := newOffice(t)
	var ids []data.ID
	o.do("走访", func(tx *Tx) error {
		for i := range block + 3 {
			x := data.Visit{On: on("2026-01-05").AddDays(i % 200), Unit: o.units[i/200%2], EnterpriseID: o.firms[i/400], Note: "座谈"}
			if i%2 == 0 {
				x.JoinUnits = []data.ID{o.units[4], o.units[2]}
			}
			if err := tx.SaveVisit(&x); err != nil {
				return err
			}
			ids = append(ids, x.ID)
		}
		return nil
	})
	o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityVisit, ids[5]) })
	for name, c := range map[string]struct {
		ids  []data.ID
		want int
	}{
		"none": {nil, 0}, "one": {ids[:1], 1}, "one twice": {[]data.ID{ids[7], ids[7]}, 1}, "deleted": {ids[5:6], 0}, "unknown": {[]data.ID{1}, 0},
		"a block": {ids[3:], block - 1}, "more than a block": {ids, block + 2},
	} {
		t.Run(name, func(t *testing.T) {
			o.view(func(v *View) error {
				got := must(v.VisitsByID(c.ids))(t)
				if len(got) != c.want {
					t.Errorf("%d visits, want %d", len(got), c.want)
				}
				for id, x := range got {
					if want := must(v.Visit(id))(t); !reflect.DeepEqual(x, want) {
						t.Errorf("got %+v, want %+v", x, want)
					}
				}
				return nil
			})
		})
	}
}
