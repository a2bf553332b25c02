package store

import (
	"testing"

	"qinqing/data"
)

func TestProblemGoesInAndComesOut(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电容量不足，影响二期投产")
	o.view(func(v *View) error {
		got, err := v.ProblemByCode("WT-2026-0001")
		if err != nil {
			return err
		}
		if got.ID != p.ID || len(got.Events) != 2 || got.Events[1].Unit != o.units[2] {
			t.Errorf("got %+v", got)
		}
		page, err := v.ProblemPage(ProblemQuery{Text: "用电 二期"})
		if err != nil {
			return err
		}
		if len(page.Rows) != 1 || page.Rows[0].Lead != "发展和改革局" || page.Rows[0].Due != on("2026-10-19") {
			t.Errorf("page %+v", page)
		}
		return nil
	})
	op, _, err := o.Undo(o.ctx)
	if err != nil {
		t.Fatal(err, cause(err))
	}
	t.Log(op)
	o.view(func(v *View) error {
		got, err := v.Problem(p.ID)
		if err != nil {
			return err
		}
		if len(got.Events) != 1 {
			t.Errorf("after undo %+v", got.Events)
		}
		return nil
	})
	if _, _, err = o.Redo(o.ctx); err != nil {
		t.Fatal(err, cause(err))
	}
	o.view(func(v *View) error {
		page, err := v.ProblemPage(ProblemQuery{Lead: o.units[2], Stock: data.StockO})
		if err != nil {
			return err
		}
		if len(page.Rows) != 1 || page.Total != 1 || !page.TotalExact {
			t.Errorf("page %+v", page)
		}
		hits, err := v.Search("电", 5)
		if err != nil || len(hits) != 1 {
			t.Errorf("hits %v, %v", hits, err)
		}
		return nil
	})
	o.sound()
}
