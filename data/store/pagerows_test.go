package store

import (
	"testing"

	"qinqing/data"
)

// TestProblemRowsTellWhatHoldsNow: category, nature and measure are those of the last
// 改类 that stands, where it names them.
func TestProblemRowsTellWhatHoldsNow(t *testing.T) {
	o := newOffice(t)
	var natures, measures []data.Entry
	o.view(func(v *View) (err error) {
		if natures, err = v.Entries(data.DictNature); err != nil {
			return err
		}
		measures, err = v.Entries(data.DictMeasure)
		return err
	})
	long := "很长的内容，一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
	p := &data.Problem{Content: long, Category: o.cats[0], Nature: natures[0].ID, Measure: measures[0].ID, Source: o.sources[1], Supervising: o.units[1]}
	save := func(events ...data.Event) {
		t.Helper()
		o.do("改问题", func(tx *Tx) error {
			clock, err := tx.Clock()
			if err != nil {
				return err
			}
			for _, e := range events {
				if err := p.Apply(e, clock); err != nil {
					return err
				}
			}
			return tx.SaveProblem(p)
		})
	}
	row := func() (r ProblemRow) {
		t.Helper()
		o.view(func(v *View) error { r = must(v.ProblemRows([]data.ID{p.ID}, 0))(t)[0]; return nil })
		return r
	}
	save(data.Event{Kind: data.Register, On: on("2026-03-02")})
	r := row()
	if r.Content != long || r.Nature != natures[0].Name || r.Measure != measures[0].Name || r.Source != "自查" || r.Supervising == "" || r.OnVisit || r.Moved {
		t.Errorf("登记后为 %+v", r)
	}
	save(data.Event{Kind: data.Recategorise, On: on("2026-03-05"), Category: o.cats[1], Nature: natures[1].ID},
		data.Event{Kind: data.Recategorise, On: on("2026-03-04"), Category: o.cats[2], Nature: natures[0].ID})
	r = row()
	if r.Category != "用工" || r.Nature != natures[1].Name || r.Measure != measures[0].Name || !r.Moved {
		t.Errorf("改类后为 %+v", r)
	}
	o.do("改问题", func(tx *Tx) error {
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		for _, seq := range []int{2, 3} {
			if err := p.Void(seq, "甲", "记错", tx.Now(), clock); err != nil {
				return err
			}
		}
		return tx.SaveProblem(p)
	})
	if r = row(); r.Nature != natures[0].Name || r.Moved {
		t.Errorf("作废后为 %+v", r)
	}
}
