package store

import (
	"strings"
	"testing"

	"qinqing/data"
)

// Of one identity there is one live record, whichever way the second one comes.
func TestSecondOfOneIdentityIsRefused(t *testing.T) {
	visit := func(o *office) data.Visit {
		return data.Visit{On: on("2026-10-20"), Unit: o.units[0], EnterpriseID: o.firms[0]}
	}
	ofVisit := func(o *office, tx *Tx) (*data.Problem, error) {
		p := o.problem("用电容量不足", "2026-10-20")
		v := visit(o)
		if old, err := tx.FindVisit(v.On, v.Unit, v.EnterpriseID); err != nil || old != nil {
			if old != nil {
				p.VisitID = old.ID
			}
			return p, err
		}
		err := tx.SaveVisit(&v)
		p.VisitID = v.ID
		return p, err
	}
	for name, first := range map[string]struct {
		entity data.Entity
		make   func(o *office, tx *Tx) (data.ID, error)
	}{
		"a visit": {data.EntityVisit, func(o *office, tx *Tx) (data.ID, error) { v := visit(o); err := tx.SaveVisit(&v); return v.ID, err }},
		"a problem of a visit": {data.EntityProblem, func(o *office, tx *Tx) (data.ID, error) {
			p, err := ofVisit(o, tx)
			if err != nil {
				return 0, err
			}
			p.Occurrence = 1
			err = tx.SaveProblem(p)
			return p.ID, err
		}},
		"a problem of no visit": {data.EntityProblem, func(o *office, tx *Tx) (data.ID, error) {
			p := o.problem("用电，容量不足！", "2026-10-20")
			p.Occurrence = 1
			c, err := tx.Clock()
			if err != nil {
				return 0, err
			}
			if err := p.Apply(data.Event{Kind: data.Assign, On: on("2026-10-20"), Unit: o.units[2]}, c); err != nil {
				return 0, err
			}
			err = tx.SaveProblem(p)
			return p.ID, err
		}},
		"an enterprise of a code": {data.EntityEnterprise, func(_ *office, tx *Tx) (data.ID, error) {
			e := data.Enterprise{Name: "某厂", USCC: "91350500MA00000000"}
			err := tx.SaveEnterprise(&e)
			return e.ID, err
		}},
		"a unit of a code": {data.EntityUnit, func(_ *office, tx *Tx) (data.ID, error) {
			u := data.Unit{Name: "某局", Code: "x"}
			err := tx.SaveUnit(&u)
			return u.ID, err
		}},
		"a region of a code": {data.EntityRegion, func(_ *office, tx *Tx) (data.ID, error) {
			u := data.Region{Name: "某县", Code: "x"}
			err := tx.SaveRegion(&u)
			return u.ID, err
		}},
		"a word of a code": {data.EntityEntry, func(_ *office, tx *Tx) (data.ID, error) {
			u := data.Entry{Kind: data.DictNature, Name: "某词", Code: "x"}
			err := tx.SaveEntry(&u)
			return u.ID, err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			refusesSecond(t, first.entity, first.make)
		})
	}
}

func refusesSecond(t *testing.T, entity data.Entity, save func(o *office, tx *Tx) (data.ID, error)) {
	t.Helper()
	o := newOffice(t)
	var id data.ID
	add := func(tx *Tx) (err error) { id, err = save(o, tx); return err }
	o.do("第一条", add)
	was := id
	if _, err := o.Do(o.ctx, data.Op{Name: "第二条"}, add); data.CodeOf(err) != data.Conflict {
		t.Errorf("saved twice: %v", err)
	}
	o.do("删除", func(tx *Tx) error { return tx.Delete(entity, was) })
	o.do("又一条", add)
	if _, err := o.Do(o.ctx, data.Op{Name: "恢复"}, func(tx *Tx) error { return tx.Restore(entity, was) }); data.CodeOf(err) != data.Conflict {
		t.Errorf("restored beside the second one: %v", err)
	}
	o.sound()
}

// True repeats count up by themselves.
func TestOccurrenceCountsUp(t *testing.T) {
	o := newOffice(t)
	for n := 1; n <= 3; n++ {
		if p := o.save(o.problem([]string{"用电容量不足", "用电 容量不足。", "“用电”容量不足"}[n-1], "2026-10-20")); p.Occurrence != n {
			t.Errorf("the same content for the %d. time is occurrence %d", n, p.Occurrence)
		}
	}
	if p := o.save(o.problem("用气容量不足", "2026-10-20")); p.Occurrence != 1 {
		t.Errorf("another content is occurrence %d", p.Occurrence)
	}
}

// A tree of units or regions never turns into a ring.
func TestNoRecordLiesBelowItself(t *testing.T) {
	o := newOffice(t)
	units, regions := make([]data.Unit, 3), make([]data.Region, 3)
	o.do("三层", func(tx *Tx) error {
		for i := range 3 {
			units[i], regions[i] = data.Unit{Name: "某局"}, data.Region{Name: "某地"}
			if i > 0 {
				units[i].Parent, units[i].MergedTo, regions[i].Parent = units[i-1].ID, units[i-1].ID, regions[i-1].ID
			}
			if err := tx.SaveUnit(&units[i]); err != nil {
				return err
			}
			if err := tx.SaveRegion(&regions[i]); err != nil {
				return err
			}
		}
		return nil
	})
	for name, save := range map[string]func(tx *Tx) error{
		"a unit below itself":              func(tx *Tx) error { u := units[0]; u.Parent = u.ID; return tx.SaveUnit(&u) },
		"a unit below its grandchild":      func(tx *Tx) error { u := units[0]; u.Parent = units[2].ID; return tx.SaveUnit(&u) },
		"a unit merged into itself":        func(tx *Tx) error { u := units[1]; u.MergedTo = u.ID; return tx.SaveUnit(&u) },
		"a unit merged into its successor": func(tx *Tx) error { u := units[0]; u.MergedTo = units[2].ID; return tx.SaveUnit(&u) },
		"a region below itself":            func(tx *Tx) error { r := regions[0]; r.Parent = r.ID; return tx.SaveRegion(&r) },
		"a region below its child":         func(tx *Tx) error { r := regions[0]; r.Parent = regions[1].ID; return tx.SaveRegion(&r) },
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := o.Do(o.ctx, data.Op{Name: "绕圈"}, save); data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "绕回") {
				t.Errorf("got %v", err)
			}
		})
	}
	o.do("换上级", func(tx *Tx) error {
		u := units[2]
		u.Parent, u.MergedTo = units[0].ID, 0
		return tx.SaveUnit(&u)
	})
	o.sound()
}

// A joint visit is the visit of each of its units; a unit's own comes first.
func TestFindVisitOfAJointUnit(t *testing.T) {
	o := newOffice(t)
	joint := data.Visit{On: on("2026-10-08"), Unit: o.units[0], JoinUnits: []data.ID{o.units[1]}, EnterpriseID: o.firms[0]}
	o.do("联合走访", func(tx *Tx) error { return tx.SaveVisit(&joint) })
	find := func(unit data.ID) data.ID {
		var id data.ID
		o.view(func(v *View) error {
			found, err := v.FindVisit(on("2026-10-08"), unit, o.firms[0])
			if found != nil {
				id = found.ID
			}
			return err
		})
		return id
	}
	for i, want := range []data.ID{joint.ID, joint.ID, 0} {
		if got := find(o.units[i]); got != want {
			t.Errorf("unit %d: visit %v, want %v", i, got, want)
		}
	}
	own := data.Visit{On: on("2026-10-08"), Unit: o.units[1], EnterpriseID: o.firms[0]}
	o.do("单独走访", func(tx *Tx) error { return tx.SaveVisit(&own) })
	if got := find(o.units[1]); got != own.ID {
		t.Errorf("the unit's own visit %v, want %v", got, own.ID)
	}
}
