package store

import (
	"slices"
	"testing"

	"qinqing/data"
)

// Units nobody ordered stand by their regions, the office's own level first, however
// they came in; an order the office gave comes before that.
func TestUnitsInPrintedOrder(t *testing.T) {
	o := newOffice(t)
	var want []string
	o.do("单位", func(tx *Tx) error {
		regions, err := tx.Regions()
		if err != nil {
			return err
		}
		for _, u := range []data.Unit{{Name: "丙", Region: regions[2].ID, Sort: 9}, {Name: "乙", Region: regions[1].ID, Sort: 9}, {Name: "本级", Sort: 9}, {Name: "末", Sort: 10}, {Name: "首", Region: regions[2].ID, Sort: 8}} {
			if err := tx.SaveUnit(&u); err != nil {
				return err
			}
		}
		want = []string{"首", "本级", "乙", "丙", "末"}
		return nil
	})
	o.view(func(v *View) error {
		var names, listed []string
		named, err := v.Names(data.ByLead)
		for _, n := range named {
			names = append(names, n.Name)
		}
		units := must(v.Units())(t)
		for _, u := range units {
			listed = append(listed, u.Name)
		}
		for what, got := range map[string][]string{"Names": names, "Units": listed} {
			if got = got[len(got)-len(want):]; !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", what, got, want)
			}
		}
		return err
	})
}
