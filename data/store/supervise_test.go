package store

import (
	"strings"
	"testing"

	"qinqing/data"
)

// letters lists what the register has of a problem.
func (o *office) letters(p *data.Problem) (out []data.Supervision) {
	o.t.Helper()
	o.view(func(v *View) error {
		list, err := v.Records(data.RecSupervision, on("2020-01-01"), on("2030-01-01"))
		for _, r := range list {
			var s data.Supervision
			if err := r.Decode(&s); err != nil {
				return err
			}
			if r.Ref == p.ID {
				out = append(out, s)
			}
		}
		return err
	})
	return out
}

// Registering a letter is one step: its entry and its grade come and go together.
func TestSuperviseIsOneStep(t *testing.T) {
	o := newOffice(t)
	p := o.handled("断电")
	o.do("登记督查单", func(tx *Tx) error {
		return tx.Supervise(p.ID, on("2026-10-20"), data.Supervision{Form: "督查单", Number: " 示纪办函〔2026〕1号", Grade: "橙", Due: on("2026-10-28")})
	})
	got := o.letters(p)
	if len(got) != 1 || got[0] != (data.Supervision{Form: "督查单", Number: "示纪办函〔2026〕1号", Grade: "橙", Due: on("2026-10-28"), Unit: o.units[2]}) {
		t.Errorf("registered %+v", got)
	}
	grade := func() (g string) {
		o.view(func(v *View) error {
			tl, err := must(v.Problem(p.ID))(t).Timeline(must(v.Clock())(t))
			g = tl.Grade
			return err
		})
		return g
	}
	if grade() != "橙" {
		t.Errorf("grade %q", grade())
	}
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if grade() != "" || len(o.letters(p)) != 0 {
		t.Errorf("after undo: grade %q, letters %v", grade(), o.letters(p))
	}
	o.sound()
}

func TestNumbersAreNotUsedTwice(t *testing.T) {
	o := newOffice(t)
	p, q := o.handled("断电"), o.handled("断水")
	supervise := func(x *data.Problem, number, grade string) error {
		_, err := o.Do(o.ctx, data.Op{Name: "登记"}, func(tx *Tx) error {
			return tx.Supervise(x.ID, on("2026-10-20"), data.Supervision{Form: "督办函", Number: number, Grade: grade})
		})
		return err
	}
	if err := supervise(p, "示纪办函〔2026〕1号", ""); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, number, grade string
		of                  *data.Problem
		field               string
	}{
		{"the same", "示纪办函〔2026〕1号", "", q, "number"},
		{"in other brackets", "示纪办函[2026]1 号", "", q, "number"},
		{"registered again", "示纪办函〔2026〕1号", "", p, "number"},
		{"another number", "示纪办函〔2026〕2号", "", q, ""},
		{"none", "", "", q, ""},
		{"a grade nobody knows", "", "紫", q, "grade"},
	} {
		if err := supervise(c.of, c.number, c.grade); (err == nil) != (c.field == "") || err != nil && err.(*data.Error).Field != c.field {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	o.view(func(v *View) error {
		if err := v.VetNumber("示纪办函〔2026〕1号", p.ID); err != nil {
			t.Errorf("printing it again: %v", err)
		}
		if err := v.VetNumber("示纪办函〔2026〕1号", q.ID); err == nil || !strings.Contains(err.Error(), "2026-10-20的督办函") {
			t.Errorf("on another: %v", err)
		}
		return nil
	})
	if got := o.letters(p); len(got) != 1 {
		t.Errorf("%d letters of the first", len(got))
	}
}
