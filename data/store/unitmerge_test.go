package store

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// TestAbsorbedUnitIsAnotherName: a unit that a typed name made becomes another name of
// the one it is, with all that pointed at it.
func TestAbsorbedUnitIsAnotherName(t *testing.T) {
	o := newOffice(t)
	var typed data.ID
	var visits [2]data.ID
	o.do("登记", func(tx *Tx) (err error) {
		if typed, err = tx.EnsureUnit("发改综合科", data.Department); err != nil {
			return err
		}
		child := data.Unit{Name: "下属中心", Parent: typed}
		if err := tx.SaveUnit(&child); err != nil {
			return err
		}
		for i, u := range []data.ID{o.units[2], typed} {
			v := data.Visit{On: on("2026-10-08"), Unit: u, EnterpriseID: o.firms[0]}
			if err := tx.SaveVisit(&v); err != nil {
				return err
			}
			visits[i] = v.ID
		}
		return nil
	})
	p := o.problem("用电容量不足", "2026-10-08")
	p.VisitID, p.Visiting, p.Supervising, p.Supporting, p.ComplainedUnit = visits[1], typed, typed, []data.ID{typed, o.units[2]}, typed
	o.save(p)
	o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-09"), Unit: typed, Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7}})
	o.happen(p, data.Event{Kind: data.Report, On: on("2026-10-12"), Note: "已增容"})
	r := must(data.NewRecord(data.RecSupervision, on("2026-10-10"), p.ID, data.Supervision{Form: "督办函", Unit: typed}))(t)
	o.do("登记督办", func(tx *Tx) error { return tx.SaveRecord(&r) })
	before := o.dump()
	o.do("并入", func(tx *Tx) error { return tx.AbsorbUnit(o.units[2], typed) })
	o.sound()
	o.view(func(v *View) error {
		u := must(v.Unit(o.units[2]))(t)
		if !slices.Contains(u.Aliases, "发改综合科") {
			t.Errorf("other names %v", u.Aliases)
		}
		if id := must(v.UnitNamed("发改综合科"))(t); id != u.ID {
			t.Errorf("the typed name means %d", id)
		}
		got := must(v.Problem(p.ID))(t)
		tl := must(got.Timeline(must(v.Clock())(t)))(t)
		if got.VisitID != visits[0] || got.Visiting != u.ID || got.Supervising != u.ID || got.ComplainedUnit != u.ID || !slices.Equal(got.Supporting, []data.ID{u.ID}) || tl.Now.Lead != u.ID {
			t.Errorf("%+v, lead %d", got, tl.Now.Lead)
		}
		if tl.State != data.Reported || tl.AssignedOn != on("2026-10-09") {
			t.Errorf("state %s, assigned %s", tl.State, tl.AssignedOn)
		}
		var b data.Supervision
		if err := must(v.Record(r.ID))(t).Decode(&b); err != nil || b.Unit != u.ID {
			t.Errorf("letter to %d, %v", b.Unit, err)
		}
		return nil
	})
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if d := difference(before, o.dump()); d != "" {
		t.Errorf("after undo:\n%s", d)
	}
}

// renamed is a ledger in which the department of three problems gets another name on
// 10 October: one was resolved before, one is being handled, one awaits its review.
func renamed(t *testing.T) (o *office, next data.ID, left int, problems []*data.Problem) {
	o = newOffice(t)
	for _, text := range []string{"用电容量不足", "招工困难", "用电贵"} {
		p := o.save(o.problem(text, "2026-10-08"))
		o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-08"), Unit: o.units[2], Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7}})
		problems = append(problems, p)
	}
	for _, i := range []int{0, 2} {
		o.happen(problems[i], data.Event{Kind: data.Report, On: on("2026-10-09"), Note: "办好了"})
	}
	o.happen(problems[0], data.Event{Kind: data.Resolve, On: on("2026-10-09")})
	o.do("走访", func(tx *Tx) error {
		for _, day := range []string{"2026-10-09", "2026-10-10"} {
			if err := tx.SaveVisit(&data.Visit{On: on(day), Unit: o.units[2], EnterpriseID: o.firms[0]}); err != nil {
				return err
			}
		}
		return nil
	})
	o.do("更名", func(tx *Tx) (err error) {
		next, left, err = tx.RenameUnit(o.units[2], "发展和改革委员会", on("2026-10-10"))
		return err
	})
	return o, next, left, problems
}

func TestRenamedUnitIsAsItWasOnTheDay(t *testing.T) {
	o, next, left, problems := renamed(t)
	o.sound()
	if left != 1 {
		t.Errorf("%d problems could not be handed over", left)
	}
	o.view(func(v *View) error {
		old := must(v.Unit(o.units[2]))(t)
		now := must(v.Unit(next))(t)
		if old.Name != "发展和改革局" || old.ValidTo != on("2026-10-09") || old.MergedTo != next || now.ValidFrom != on("2026-10-10") || !slices.Contains(now.Aliases, "发改局") {
			t.Errorf("%+v\n%+v", old, now)
		}
		for i, want := range []data.ID{old.ID, next, old.ID} {
			tl := must(must(v.Problem(problems[i].ID))(t).Timeline(must(v.Clock())(t)))(t)
			if tl.Now.Lead != want {
				t.Errorf("problem %d is led by %d, want %d", i, tl.Now.Lead, want)
			}
			if tl.Due != on("2026-10-16") {
				t.Errorf("problem %d is due on %s", i, tl.Due)
			}
		}
		for _, x := range []struct {
			day  string
			want data.ID
		}{{"2026-10-09", old.ID}, {"2026-10-10", next}} {
			if found := must(v.FindVisit(on(x.day), x.want, o.firms[0]))(t); found == nil {
				t.Errorf("the visit of %s is not the one's it was", x.day)
			}
			if id := must(v.UnitOn(old.ID, on(x.day)))(t); id != x.want {
				t.Errorf("on %s it is %d", x.day, id)
			}
		}
		return nil
	})
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.sound()
	o.view(func(v *View) error {
		if u := must(v.Unit(o.units[2]))(t); u.ValidTo != 0 || u.MergedTo != 0 || !slices.Contains(u.Aliases, "发改局") {
			t.Errorf("%+v", u)
		}
		return nil
	})
}

func TestUnitsAreNotMergedAtRandom(t *testing.T) {
	o, next, _, _ := renamed(t)
	for _, x := range []struct {
		what string
		do   func(*Tx) error
		code data.Code
		says string
	}{
		{"into itself", func(tx *Tx) error { return tx.AbsorbUnit(next, next) }, data.Invalid, "同一个单位"},
		{"from no day", func(tx *Tx) error { _, err := tx.SucceedUnit(o.units[3], o.units[4], 0); return err }, data.Invalid, "哪一天"},
		{"one that is out of use", func(tx *Tx) error { _, err := tx.SucceedUnit(o.units[2], o.units[3], on("2026-11-01")); return err }, data.Conflict, "已经停用"},
		{"into one out of use", func(tx *Tx) error { _, err := tx.SucceedUnit(o.units[3], o.units[2], on("2026-11-01")); return err }, data.Conflict, "不在用"},
		{"before it was", func(tx *Tx) error { _, err := tx.SucceedUnit(next, o.units[3], on("2026-10-01")); return err }, data.Conflict, "才启用"},
		{"to its own name", func(tx *Tx) error { _, _, err := tx.RenameUnit(o.units[3], "商务局", on("2026-10-10")); return err }, data.Invalid, "一样"},
	} {
		before := o.dump()
		_, err := o.Do(o.ctx, data.Op{Name: "并入"}, x.do)
		if data.CodeOf(err) != x.code || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v", x.what, err)
		}
		if d := difference(before, o.dump()); d != "" {
			t.Errorf("%s: %s", x.what, d)
		}
	}
}
