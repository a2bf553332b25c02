package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
	"qinqing/data/soak"
)

// chaos does one random thing; refusals by the rules are part of life.
type chaos struct {
	o        *office
	problems []data.ID
	visits   []data.ID
	records  []data.ID
}

func (c *chaos) act(t *rapid.T, tx *Tx) error {
	day := on("2026-09-01") + data.Date(rapid.IntRange(0, 59).Draw(t, "day"))
	switch what := rapid.SampledFrom([]string{"problem", "problem", "event", "event", "event", "event", "void", "facts", "visit", "visit", "rename", "delete",
		"restore", "setting", "notice", "record", "unit", "draft", "merge", "firm", "list", "typed", "absorb", "succeed", "rename unit"}).Draw(t, "what"); what {
	case "problem":
		return c.problem(t, tx, day)
	case "event":
		return c.event(t, tx, day)
	case "void":
		return c.void(t, tx)
	case "facts":
		p := c.pick(t, tx)
		if p == nil {
			return nil
		}
		p.Content += rapid.SampledFrom([]string{"补充", "；用电", ""}).Draw(t, "more")
		p.Category = rapid.SampledFrom(c.o.cats).Draw(t, "cat")
		p.EnterpriseID = rapid.SampledFrom(c.o.firms).Draw(t, "firm")
		return tx.SaveProblem(p)
	case "visit":
		return c.visit(t, tx, day)
	case "rename":
		e, err := tx.Enterprise(rapid.SampledFrom(c.o.firms).Draw(t, "firm"))
		if err != nil {
			return err
		}
		e.Name = fmt.Sprintf("示例%s公司%d", rapid.SampledFrom([]string{"陶瓷", "用电", "石材"}).Draw(t, "name"), e.ID.Sequence())
		return tx.SaveEnterprise(e)
	case "delete":
		return tx.Delete(c.which(t))
	case "restore":
		return tx.Restore(c.which(t))
	case "setting":
		key := rapid.SampledFrom([]string{"rule.keep_off_days", "rule.immediate_next_day", "office.name", "rule.need_approver", cutoffKey}).Draw(t, "key")
		value := rapid.SampledFrom([]string{"", "1", "25"}).Draw(t, "value")
		if value == "25" && strings.HasPrefix(key, "rule.") {
			value = "0"
		}
		return tx.SetSetting(key, value)
	case "notice":
		return tx.PutNotice([]byte(rapid.SampledFrom([]string{notice2026,
			`{"year":2026,"off":[{"from":"2026-01-01","to":"2026-01-01"},{"from":"2026-05-01","to":"2026-05-05"},{"from":"2026-09-28","to":"2026-10-09"}],"on":[]}`,
			`{"year":2027,"off":[{"from":"2026-12-31","to":"2027-01-02"},{"from":"2027-05-01","to":"2027-05-05"},{"from":"2027-10-01","to":"2027-10-07"}],"on":[]}`,
		}).Draw(t, "notice")))
	case "record":
		r, err := data.NewRecord(data.RecPolicy, day, 0, data.Policy{Title: "示例政策", PublishedOn: day})
		if err != nil {
			return err
		}
		err = tx.SaveRecord(&r)
		c.records = append(c.records, r.ID)
		return err
	case "unit":
		u, err := tx.Unit(rapid.SampledFrom(c.o.units).Draw(t, "unit"))
		if err != nil {
			return err
		}
		u.Name += "改"
		return tx.SaveUnit(u)
	case "draft":
		return tx.SaveDraft(&Draft{Kind: "monthly", From: day.MonthStart(), To: day.MonthEnd(), Title: "草稿"})
	default:
		return c.reorganise(t, tx, day, what)
	}
}

// reorganise makes one of two firms or units, or gives a unit another name.
func (c *chaos) reorganise(t *rapid.T, tx *Tx, day data.Date, what string) error {
	switch what {
	case "merge":
		return tx.MergeEnterprises(rapid.SampledFrom(c.o.firms).Draw(t, "kept"), rapid.SampledFrom(c.o.firms).Draw(t, "lost"))
	case "firm":
		e := data.Enterprise{Name: "示例陶瓷新厂", Contact: "联系人", Phone: "0595-1234567"}
		if rapid.Bool().Draw(t, "with a code") {
			e.USCC = "91350500MA2XABCD1X"
		}
		if err := tx.SaveEnterprise(&e); err != nil {
			return err
		}
		c.o.firms = append(c.o.firms, e.ID)
	case "list":
		r, err := data.NewRecord(data.RecCoverageList, day, 0, data.CoverageList{Source: "示例", Enterprises: c.o.firms[:2]})
		if err != nil {
			return err
		}
		return tx.SaveRecord(&r)
	case "typed":
		id, err := tx.EnsureUnit(rapid.SampledFrom([]string{"商务局办公室", "发改局综合科"}).Draw(t, "typed"), data.Department)
		if err == nil && !slices.Contains(c.o.units, id) {
			c.o.units = append(c.o.units, id)
		}
		return err
	case "absorb":
		return tx.AbsorbUnit(rapid.SampledFrom(c.o.units).Draw(t, "kept"), rapid.SampledFrom(c.o.units[1:]).Draw(t, "lost"))
	case "succeed":
		_, err := tx.SucceedUnit(rapid.SampledFrom(c.o.units).Draw(t, "old"), rapid.SampledFrom(c.o.units).Draw(t, "next"), day)
		return err
	case "rename unit":
		id, _, err := tx.RenameUnit(rapid.SampledFrom(c.o.units).Draw(t, "old"), fmt.Sprintf("更名%d局", len(c.o.units)), day)
		if err == nil {
			c.o.units = append(c.o.units, id)
		}
		return err
	}
	return nil
}

func (c *chaos) which(t *rapid.T) (data.Entity, data.ID) {
	var id data.ID
	e := rapid.SampledFrom([]data.Entity{data.EntityProblem, data.EntityVisit, data.EntityRecord, data.EntityEnterprise}).Draw(t, "entity")
	list := map[data.Entity][]data.ID{data.EntityProblem: c.problems, data.EntityVisit: c.visits, data.EntityRecord: c.records, data.EntityEnterprise: c.o.firms}[e]
	if len(list) > 0 {
		id = rapid.SampledFrom(list).Draw(t, "id")
	}
	return e, id
}

func (c *chaos) problem(t *rapid.T, tx *Tx, day data.Date) error {
	p := c.o.problem(rapid.SampledFrom([]string{"用电容量不足", "招工困难", "用电贵、招工难"}).Draw(t, "content"), day.String())
	if len(c.visits) > 0 && rapid.Bool().Draw(t, "of a visit") {
		p.VisitID = rapid.SampledFrom(c.visits).Draw(t, "visit")
	}
	p.Supporting = []data.ID{c.o.units[3]}
	if err := tx.SaveProblem(p); err != nil {
		return err
	}
	c.problems = append(c.problems, p.ID)
	return nil
}

func (c *chaos) pick(t *rapid.T, tx *Tx) *data.Problem {
	if len(c.problems) == 0 {
		return nil
	}
	p, err := tx.Problem(rapid.SampledFrom(c.problems).Draw(t, "problem"))
	if err != nil {
		return nil
	}
	return p
}

func (c *chaos) event(t *rapid.T, tx *Tx, day data.Date) error {
	p := c.pick(t, tx)
	if p == nil {
		return nil
	}
	for range rapid.IntRange(1, 3).Draw(t, "events") {
		k := rapid.SampledFrom(data.Kinds).Draw(t, "kind").Kind
		e := data.Event{Kind: k, On: day, Basis: data.Real, Origin: rapid.SampledFrom([]data.Origin{data.FromWindow, data.FromImport}).Draw(t, "origin"), Note: "说明",
			Unit: rapid.SampledFrom(c.o.units[2:]).Draw(t, "unit"), Approver: "示例", Grade: "橙", Satisfaction: data.Satisfied, Category: c.o.cats[1]}
		if e.Origin == data.FromImport {
			e.Basis = rapid.SampledFrom([]data.Basis{data.Real, data.Inferred}).Draw(t, "basis")
		}
		if k == data.Assign || k == data.Extend || k == data.Reopen {
			e.Deadline = rapid.SampledFrom([]data.Deadline{{Kind: data.ByWorkdays, N: 5}, {Kind: data.ByDays, N: 20}, {Kind: data.Immediate},
				{Kind: data.Staged, Stages: []data.Date{day + 9, day + 20}}}).Draw(t, "deadline")
		}
		if err := apply(tx, p, e); err != nil {
			return err
		}
	}
	return nil
}

func (c *chaos) void(t *rapid.T, tx *Tx) error {
	p := c.pick(t, tx)
	if p == nil {
		return nil
	}
	clock, err := tx.Clock()
	if err != nil {
		return err
	}
	seq := rapid.IntRange(1, len(p.Events)).Draw(t, "seq")
	if err := p.Void(seq, "林文书", "录错", tx.Now(), clock); err != nil {
		return err
	}
	return tx.SaveProblem(p)
}

func (c *chaos) visit(t *rapid.T, tx *Tx, day data.Date) error {
	v := data.Visit{On: day, Unit: c.o.units[0], EnterpriseID: rapid.SampledFrom(c.o.firms).Draw(t, "firm"), Region: c.o.regions[0],
		JoinUnits: []data.ID{c.o.units[1]}, Satisfaction: data.Satisfied, Note: "用电"}
	if len(c.visits) > 0 && rapid.Bool().Draw(t, "again") {
		old, err := tx.Visit(rapid.SampledFrom(c.visits).Draw(t, "visit"))
		if err != nil {
			return err
		}
		v.ID, v.Version, v.JoinUnits = old.ID, old.Version, nil
	}
	if err := tx.SaveVisit(&v); err != nil {
		return err
	}
	c.visits = append(c.visits, v.ID)
	return nil
}

// Whatever was done, undoing all of it gives the state before, and redoing the state
// after; the checker finds nothing at any of the three. A step that turned a problem
// into a transfer is where undoing ends.
func TestUndoAndRedoAreExact(t *testing.T) {
	soak.Seeds(t, 50, 2000, func(rt *rapid.T) { backAndForth(t, rt, rapid.IntRange(1, 12).Draw(rt, "steps"), 2) })
}

// The same for scripts of 200 operations.
func TestFaultLongUndoScripts(t *testing.T) {
	soak.Seeds(t, 50, 2000, func(rt *rapid.T) { backAndForth(t, rt, 100, 1) })
}

func backAndForth(t *testing.T, rt *rapid.T, steps, times int) {
	o := newOffice(t)
	defer func() { _ = o.Close() }()
	if err := o.writer.script("PRAGMA synchronous = OFF"); err != nil { // what a power cut leaves is another test's
		rt.Fatal(err)
	}
	c := &chaos{o: o}
	start, done := o.dump(), 0
	for range steps {
		change, err := o.Do(o.ctx, data.Op{Name: "乱动"}, func(tx *Tx) error {
			for range rapid.IntRange(1, 3).Draw(rt, "acts") {
				if err := c.act(rt, tx); err != nil {
					return err
				}
			}
			return nil
		})
		if code := data.CodeOf(err); code == data.Internal || code == data.Corrupt {
			rt.Fatalf("%v (%v)", err, cause(err))
		}
		switch {
		case change.Step != 0:
			done++
		case change.Has(data.EntityProblem): // a transfer: nothing goes back beyond it
			start, done = o.dump(), 0
		}
	}
	end := o.dump()
	mustBeSound(rt, o, "after the steps")
	for n := range times {
		turnAll(rt, o, done, o.Undo)
		if d := difference(start, o.dump()); d != "" {
			rt.Fatalf("after undoing %d steps, time %d:\n%s", done, n+1, d)
		}
		if n == 0 {
			mustBeSound(rt, o, "after undo")
		}
		turnAll(rt, o, done, o.Redo)
		if d := difference(end, o.dump()); d != "" {
			rt.Fatalf("after redoing %d steps, time %d:\n%s", done, n+1, d)
		}
	}
	mustBeSound(rt, o, "after redo")
}

func turnAll(t *rapid.T, o *office, n int, turn func(ctx context.Context) (data.Op, data.Changes, error)) {
	for range n {
		if _, _, err := turn(o.ctx); err != nil {
			t.Fatalf("%v (%v)", err, cause(err))
		}
	}
}

func mustBeSound(t *rapid.T, o *office, when string) {
	r, err := o.DeepCheck(o.ctx)
	if err != nil {
		t.Fatal(err, cause(err))
	}
	for _, f := range r.Problems {
		t.Errorf("%s: %s: %s", when, f.Code, f.Text)
	}
}

func TestUndoGoesNoFurther(t *testing.T) {
	o := newOffice(t)
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err) // the office's own making
	}
	_, _, err := o.Undo(o.ctx)
	if data.CodeOf(err) != data.Conflict || err.Error() != "没有可以撤销的步骤。" {
		t.Errorf("undo of nothing: %v", err)
	}
	if _, _, err := o.Redo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if _, _, err = o.Redo(o.ctx); data.CodeOf(err) != data.Conflict {
		t.Errorf("redo of nothing: %v", err)
	}
}

func TestNewStepEndsRedo(t *testing.T) {
	o := newOffice(t)
	p := o.save(o.problem("用电", "2026-10-08"))
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.view(func(v *View) error {
		if _, err := v.Problem(p.ID); data.CodeOf(err) != data.NotFound {
			t.Errorf("undone problem: %v", err)
		}
		if bin := must(v.Bin())(t); len(bin) != 0 {
			t.Errorf("an undone record is in the recycle bin: %v", bin)
		}
		return nil
	})
	q := o.save(o.problem("招工", "2026-10-08"))
	if q.ID == p.ID {
		t.Error("the id of an undone problem was given again")
	}
	if _, _, err := o.Redo(o.ctx); data.CodeOf(err) != data.Conflict {
		t.Errorf("redo after a new step: %v", err)
	}
	o.sound()
}

func TestStaleVersionAfterUndo(t *testing.T) {
	o := newOffice(t)
	p := o.save(o.problem("用电", "2026-10-08"))
	p.Content = "用电贵"
	o.save(p)
	old := *p
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	_, err := o.Do(o.ctx, data.Op{Name: "改"}, func(tx *Tx) error { return tx.SaveProblem(&old) })
	if data.CodeOf(err) != data.Conflict {
		t.Errorf("a screen showing the undone state overwrote: %v", err)
	}
}

func TestUndoIsInTheLog(t *testing.T) {
	o := newOffice(t)
	o.save(o.problem("用电", "2026-10-08"))
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.view(func(v *View) error {
		log := must(v.Log(2, 0))(t)
		if log[0].Action != "undo" || log[0].Op != "撤销“保存问题”" || log[1].Action != "create" || log[0].Actor != "林文书" {
			t.Errorf("log %+v", log)
		}
		return nil
	})
	steps := must(o.Steps(o.ctx, 5))(t)
	if !steps[0].Undone || steps[0].Op.Name != "保存问题" || steps[1].Undone {
		t.Errorf("steps %+v", steps)
	}
}
