package store

import (
	"testing"

	"qinqing/data"
)

func TestEntryUses(t *testing.T) {
	o := newOffice(t)
	p := o.problem("缺工", "2026-10-10")
	p.Category, p.Source = o.cats[1], o.sources[0]
	o.save(p)
	o.view(func(v *View) error {
		for kind, want := range map[data.EntryKind]map[data.ID]int{data.DictCategory: {o.cats[1]: 1}, data.DictSource: {o.sources[0]: 1}, data.DictNature: {}} {
			got, err := v.EntryUses(kind)
			if err != nil {
				return err
			}
			for _, id := range append(o.cats, o.sources...) {
				if got[id] != want[id] {
					t.Errorf("%s：%d 用了 %d 次，应为 %d", kind, id, got[id], want[id])
				}
			}
		}
		if _, err := v.EntryUses("x"); data.CodeOf(err) != data.Invalid {
			t.Errorf("没有的字典：%v", err)
		}
		return nil
	})
}
