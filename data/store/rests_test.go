package store

import (
	"testing"

	"qinqing/data"
)

// resting is a record of one kind that rests on one of another.
type resting struct {
	name string
	// make saves a base and gives it, and a function that saves a record resting on any
	// id of that kind.
	base  func(o *office, tx *Tx) (data.Entity, data.ID, error)
	above func(o *office, tx *Tx, base data.ID) (data.Entity, data.ID, error)
	// kept: the base stays undeletable while only a deleted record rests on it.
	kept bool
}

func aUnit(_ *office, tx *Tx) (data.Entity, data.ID, error) {
	u := data.Unit{Name: "某局"}
	err := tx.SaveUnit(&u)
	return data.EntityUnit, u.ID, err
}

func aRegion(_ *office, tx *Tx) (data.Entity, data.ID, error) {
	r := data.Region{Name: "某县"}
	err := tx.SaveRegion(&r)
	return data.EntityRegion, r.ID, err
}

func aFirm(_ *office, tx *Tx) (data.Entity, data.ID, error) {
	e := data.Enterprise{Name: "某厂"}
	err := tx.SaveEnterprise(&e)
	return data.EntityEnterprise, e.ID, err
}

func aVisit(o *office, tx *Tx) (data.Entity, data.ID, error) {
	x := data.Visit{On: on("2026-10-08"), Unit: o.units[1], EnterpriseID: o.firms[2]}
	err := tx.SaveVisit(&x)
	return data.EntityVisit, x.ID, err
}

func aProblem(o *office, tx *Tx) (data.Entity, data.ID, error) {
	p := o.problem("招工困难", "2026-10-08")
	err := tx.SaveProblem(p)
	return data.EntityProblem, p.ID, err
}

func aPolicy(_ *office, tx *Tx) (data.Entity, data.ID, error) {
	r, err := data.NewRecord(data.RecPolicy, on("2026-10-08"), 0, data.Policy{Title: "示例政策"})
	if err == nil {
		err = tx.SaveRecord(&r)
	}
	return data.EntityRecord, r.ID, err
}

func aWord(kind data.EntryKind) func(*office, *Tx) (data.Entity, data.ID, error) {
	return func(_ *office, tx *Tx) (data.Entity, data.ID, error) {
		e := data.Entry{Kind: kind, Name: "某词"}
		err := tx.SaveEntry(&e)
		return data.EntityEntry, e.ID, err
	}
}

func onProblem(set func(*data.Problem, data.ID)) func(*office, *Tx, data.ID) (data.Entity, data.ID, error) {
	return func(o *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		p := o.problem("用电容量不足", "2026-10-08")
		set(p, base)
		err := tx.SaveProblem(p)
		return data.EntityProblem, p.ID, err
	}
}

func onEvents(events func(data.ID) []data.Event) func(*office, *Tx, data.ID) (data.Entity, data.ID, error) {
	return func(o *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		p := o.problem("用电容量不足", "2026-10-08")
		c, err := tx.Clock()
		for _, e := range events(base) {
			if err == nil {
				e.On = on("2026-10-09")
				err = p.Apply(e, c)
			}
		}
		if err == nil {
			err = tx.SaveProblem(p)
		}
		return data.EntityProblem, p.ID, err
	}
}

func onVisit(set func(*data.Visit, data.ID)) func(*office, *Tx, data.ID) (data.Entity, data.ID, error) {
	return func(o *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		x := data.Visit{On: on("2026-10-20"), Unit: o.units[0], EnterpriseID: o.firms[0]}
		set(&x, base)
		err := tx.SaveVisit(&x)
		return data.EntityVisit, x.ID, err
	}
}

func onUnit(set func(*data.Unit, data.ID)) func(*office, *Tx, data.ID) (data.Entity, data.ID, error) {
	return func(_ *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		u := data.Unit{Name: "下属单位"}
		set(&u, base)
		err := tx.SaveUnit(&u)
		return data.EntityUnit, u.ID, err
	}
}

func onRecord(kind data.RecordKind, body func(data.ID) any, ref bool) func(*office, *Tx, data.ID) (data.Entity, data.ID, error) {
	return func(_ *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		to := data.ID(0)
		if ref {
			to = base
		}
		r, err := data.NewRecord(kind, on("2026-10-20"), to, body(base))
		if err == nil {
			err = tx.SaveRecord(&r)
		}
		return data.EntityRecord, r.ID, err
	}
}

var restings = []resting{
	{"problem on visit", aVisit, onProblem(func(p *data.Problem, id data.ID) { p.VisitID = id }), false},
	{"problem on enterprise", aFirm, onProblem(func(p *data.Problem, id data.ID) { p.EnterpriseID = id }), false},
	{"problem on region", aRegion, onProblem(func(p *data.Problem, id data.ID) { p.Region = id }), false},
	{"problem on source", aWord(data.DictSource), onProblem(func(p *data.Problem, id data.ID) { p.Source = id }), false},
	{"problem on category", aWord(data.DictCategory), onProblem(func(p *data.Problem, id data.ID) { p.Category = id }), false},
	{"problem on nature", aWord(data.DictNature), onProblem(func(p *data.Problem, id data.ID) { p.Nature = id }), false},
	{"problem on measure", aWord(data.DictMeasure), onProblem(func(p *data.Problem, id data.ID) { p.Measure = id }), false},
	{"problem on visiting unit", aUnit, onProblem(func(p *data.Problem, id data.ID) { p.Visiting = id }), false},
	{"problem on supervising unit", aUnit, onProblem(func(p *data.Problem, id data.ID) { p.Supervising = id }), false},
	{"problem on supporting unit", aUnit, onProblem(func(p *data.Problem, id data.ID) { p.Supporting = []data.ID{id} }), false},
	{"problem on unit complained of", aUnit, onProblem(func(p *data.Problem, id data.ID) { p.ComplainedUnit = id }), false},
	{"assignment on lead unit", aUnit, onEvents(func(id data.ID) []data.Event { return []data.Event{{Kind: data.Assign, Unit: id}} }), false},
	{"change of category on it", aWord(data.DictCategory), onEvents(func(id data.ID) []data.Event { return []data.Event{{Kind: data.Recategorise, Category: id}} }), true},
	{"visit on unit", aUnit, onVisit(func(x *data.Visit, id data.ID) { x.Unit = id }), false},
	{"visit on joint unit", aUnit, onVisit(func(x *data.Visit, id data.ID) { x.JoinUnits = []data.ID{id} }), false},
	{"visit on enterprise", aFirm, onVisit(func(x *data.Visit, id data.ID) { x.EnterpriseID = id }), false},
	{"visit on region", aRegion, onVisit(func(x *data.Visit, id data.ID) { x.Region = id }), false},
	{"unit on parent", aUnit, onUnit(func(u *data.Unit, id data.ID) { u.Parent = id }), false},
	{"unit on unit merged to", aUnit, onUnit(func(u *data.Unit, id data.ID) { u.MergedTo = id }), false},
	{"unit on region", aRegion, onUnit(func(u *data.Unit, id data.ID) { u.Region = id }), false},
	{"enterprise on region", aRegion, func(_ *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		e := data.Enterprise{Name: "下属企业", Region: base}
		err := tx.SaveEnterprise(&e)
		return data.EntityEnterprise, e.ID, err
	}, false},
	{"region on parent", aRegion, func(_ *office, tx *Tx, base data.ID) (data.Entity, data.ID, error) {
		r := data.Region{Name: "某镇", Parent: base}
		err := tx.SaveRegion(&r)
		return data.EntityRegion, r.ID, err
	}, false},
	{"supervision letter on problem", aProblem, onRecord(data.RecSupervision, func(data.ID) any { return data.Supervision{Form: "督办函"} }, true), false},
	{"supervision letter on unit", aUnit, onRecord(data.RecSupervision, func(id data.ID) any { return data.Supervision{Form: "督办函", Unit: id} }, false), false},
	{"clue transfer on problem", aProblem, onRecord(data.RecClue, func(data.ID) any { return data.ClueTransfer{Number: "1号"} }, true), false},
	{"common problem on problem", aProblem, onRecord(data.RecCommonProblem, func(id data.ID) any { return data.CommonProblem{Problems: []data.ID{id}} }, false), false},
	{"disbursement on policy", aPolicy, onRecord(data.RecDisbursement, func(id data.ID) any { return data.Disbursement{Policy: id} }, false), false},
	{"disbursement on enterprise", aFirm, onRecord(data.RecDisbursement, func(id data.ID) any { return data.Disbursement{Enterprise: id} }, false), false},
	{"support measure on enterprise", aFirm, onRecord(data.RecSupportMeasure, func(id data.ID) any { return data.SupportMeasure{Enterprise: id} }, false), false},
	{"matter on unit", aUnit, onRecord(data.RecTimeLimitCut, func(id data.ID) any { return data.TimeLimitCut{Unit: id} }, false), false},
	{"list on region", aRegion, onRecord(data.RecCoverageList, func(id data.ID) any { return data.CoverageList{Region: id} }, false), false},
	{"list on enterprise", aFirm, onRecord(data.RecCoverageList, func(id data.ID) any { return data.CoverageList{Enterprises: []data.ID{id}} }, false), false},
}

// What a live record rests on lives: by no order of saving, deleting and restoring can
// one come to rest on a record that is deleted.
func TestNothingRestsOnTheDeleted(t *testing.T) {
	o := newOffice(t)
	start := must(o.Steps(o.ctx, 1))(t)[0].Number
	for _, x := range restings {
		t.Run(x.name, func(t *testing.T) {
			refused := func(what string, fn func(*Tx) error) {
				t.Helper()
				before := o.everything()
				if _, err := o.Do(o.ctx, data.Op{Name: what}, fn); data.CodeOf(err) != data.Conflict || !chinese(err) {
					t.Errorf("%s: %v (%v)", what, err, cause(err))
				}
				if d := difference(before, o.everything()); d != "" {
					t.Errorf("%s, written all the same:\n%s", what, d)
				}
			}
			var bottom, top data.Entity
			var base, above data.ID
			var err error
			o.do("底", func(tx *Tx) error { bottom, base, err = x.base(o, tx); return err })
			o.do("删底", func(tx *Tx) error { return tx.Delete(bottom, base) })
			refused("resting on a deleted one", func(tx *Tx) error { _, _, err := x.above(o, tx, base); return err })
			refused("resting on one that never was", func(tx *Tx) error { _, _, err := x.above(o, tx, base+999); return err })
			o.do("恢复底", func(tx *Tx) error { return tx.Restore(bottom, base) })
			o.do("上", func(tx *Tx) error { top, above, err = x.above(o, tx, base); return err })
			refused("deleting while rested on", func(tx *Tx) error { return tx.Delete(bottom, base) })
			o.do("删上", func(tx *Tx) error { return tx.Delete(top, above) })
			if x.kept {
				refused("deleting what the history of a deleted one names", func(tx *Tx) error { return tx.Delete(bottom, base) })
			} else {
				o.do("再删底", func(tx *Tx) error { return tx.Delete(bottom, base) })
				refused("restoring onto a deleted one", func(tx *Tx) error { return tx.Restore(top, above) })
			}
			for _, st := range must(o.Steps(o.ctx, keptSteps))(t) {
				if st.Undone || st.Number <= start {
					continue
				}
				if _, _, err := o.Undo(o.ctx); err != nil {
					t.Fatal(err, cause(err))
				}
			}
		})
	}
	o.sound()
}
