package store

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
	"qinqing/data/soak"
	"qinqing/data/workday"
)

// office2027 is a notice of a year the ledger has none of; long2026 one that moves the
// deadlines of October.
const (
	office2027 = `{"year":2027,"off":[{"from":"2027-01-01","to":"2027-01-03"},{"from":"2027-05-01","to":"2027-05-02"},{"from":"2027-10-01","to":"2027-10-03"}],"on":[]}`
	long2026   = `{"year":2026,"off":[{"from":"2025-12-29","to":"2026-01-01"},{"from":"2026-05-01","to":"2026-05-02"},{"from":"2026-10-01","to":"2026-10-20"}],"on":[]}`
)

// ruled is a small ledger whose problems have deadlines of every kind.
var ruled = sync.OnceValues(func() ([]byte, error) {
	return once(func(o *office) {
		o.found()
		for n, d := range []data.Deadline{{Kind: data.ByWorkdays, N: 7}, {Kind: data.ByWorkdays, N: 70}, {Kind: data.ByDays, N: 9}, {Kind: data.ByMonths, N: 3}, {Kind: data.Immediate}} {
			p := o.save(o.problem(fmt.Sprint("用电", n), "2026-10-02"))
			o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-03"), Unit: o.units[2], Deadline: d})
			if n%2 == 0 {
				o.happen(p, data.Event{Kind: data.Report, On: on("2026-10-15")})
				o.happen(p, data.Event{Kind: data.Resolve, On: on("2026-10-16")})
			}
		}
	})
})

// rulework does one random thing to what an office sets up.
type rulework struct {
	o      *office
	drafts []data.ID
	words  []data.ID
}

func (c *rulework) act(t *rapid.T, tx *Tx) error {
	switch rapid.SampledFrom([]string{"setting", "setting", "notice", "word", "word", "draft", "draft", "region", "unit", "delete", "restore"}).Draw(t, "what") {
	case "setting":
		key := rapid.SampledFrom([]string{"rule.keep_off_days", "rule.immediate_next_day", "rule.need_sign", "office.name", "period.cutoff"}).Draw(t, "key")
		values := []string{"", "1", "0"}
		if key == "office.name" {
			values = append(values, "示例市纪委监委")
		}
		return tx.SetSetting(key, rapid.SampledFrom(values).Draw(t, "value"))
	case "notice":
		return tx.PutNotice([]byte(rapid.SampledFrom([]string{notice2026, long2026, office2027, "[" + long2026 + "," + office2027 + "]"}).Draw(t, "notice")))
	case "word":
		e := data.Entry{Kind: data.DictCategory, Name: rapid.SampledFrom([]string{"融资", "用地", "水电气"}).Draw(t, "name"), Retired: rapid.Bool().Draw(t, "retired"),
			Aliases: rapid.SliceOfN(rapid.SampledFrom([]string{"贷款", "土地"}), 0, 2).Draw(t, "aliases"), Sort: rapid.IntRange(0, 9).Draw(t, "sort")}
		for _, old := range must(tx.Entries(data.DictCategory))(c.o.t) {
			if rapid.IntRange(0, 4).Draw(t, "change") == 0 {
				e.ID, e.Version, e.Code = old.ID, old.Version, old.Code
				break
			}
		}
		err := tx.SaveEntry(&e)
		c.words = append(c.words, e.ID)
		return err
	case "draft":
		d := Draft{Kind: "monthly", From: on("2026-10-01"), To: on("2026-10-31"), Title: rapid.SampledFrom([]string{"十月", "十月通报"}).Draw(t, "title"),
			Tree: []byte(rapid.SampledFrom([]string{"{}", `{"a":[1]}`}).Draw(t, "tree"))}
		if len(c.drafts) > 0 && rapid.Bool().Draw(t, "again") {
			old, err := tx.Draft(rapid.SampledFrom(c.drafts).Draw(t, "draft"))
			if err != nil {
				return err
			}
			d.ID, d.Version = old.ID, old.Version
		}
		err := tx.SaveDraft(&d)
		c.drafts = append(c.drafts, d.ID)
		return err
	case "region":
		r := data.Region{Name: rapid.SampledFrom([]string{"东镇", "西镇"}).Draw(t, "name"), Parent: rapid.SampledFrom(c.o.regions).Draw(t, "parent")}
		return tx.SaveRegion(&r)
	case "unit":
		u := data.Unit{Name: "某局", Kind: data.Department, Parent: rapid.SampledFrom(c.o.units).Draw(t, "parent"), ValidFrom: on("2026-01-01"), Aliases: []string{"局"}}
		return tx.SaveUnit(&u)
	case "delete":
		return tx.Delete(c.which(t))
	}
	return tx.Restore(c.which(t))
}

func (c *rulework) which(t *rapid.T) (data.Entity, data.ID) {
	e, list := data.EntityDraft, c.drafts
	if rapid.Bool().Draw(t, "a word") {
		e, list = data.EntityEntry, append(c.words, c.o.cats...)
	}
	if len(list) == 0 {
		return e, 0
	}
	return e, rapid.SampledFrom(list).Draw(t, "id")
}

// Settings, notices, dictionaries and drafts go back and forth exactly, with every
// deadline, light and figure that follows from them, and at every step on the way.
func TestUndoOfSettingsNoticesWordsAndDrafts(t *testing.T) {
	soak.Seeds(t, 50, 2000, func(rt *rapid.T) {
		o := copyOf(t, ruled)
		defer func() { _ = o.Close() }()
		c := &rulework{o: o}
		states := []string{o.dump()}
		for range rapid.IntRange(1, 7).Draw(rt, "steps") {
			change, err := o.Do(o.ctx, data.Op{Name: "设置"}, func(tx *Tx) error {
				for range rapid.IntRange(1, 2).Draw(rt, "acts") {
					if err := c.act(rt, tx); err != nil {
						return err
					}
				}
				return nil
			})
			if code := data.CodeOf(err); code == data.Internal || code == data.Corrupt {
				rt.Fatalf("%v (%v)", err, cause(err))
			}
			if change.Step != 0 {
				states = append(states, o.dump())
			}
		}
		for n := len(states) - 2; n >= 0; n-- {
			turnAll(rt, o, 1, o.Undo)
			if d := difference(states[n], o.dump()); d != "" {
				rt.Fatalf("%d steps before the end:\n%s", len(states)-1-n, d)
			}
		}
		for n := 1; n < len(states); n++ {
			turnAll(rt, o, 1, o.Redo)
			if d := difference(states[n], o.dump()); d != "" {
				rt.Fatalf("step %d done again:\n%s", n, d)
			}
		}
		mustBeSound(rt, o, "at the end")
	})
}

// The menu goes back 200 steps and no further; older ones are forgotten with their images.
func TestUndoGoesBack200Steps(t *testing.T) {
	o := newOffice(t)
	for n := range keptSteps + 5 {
		o.do(fmt.Sprint("第", n), func(tx *Tx) error { return tx.SetSetting("n", fmt.Sprint(n)) })
	}
	steps := must(o.Steps(o.ctx, 1000))(t)
	if len(steps) != keptSteps || steps[0].Op.Name != fmt.Sprint("第", keptSteps+4) || steps[keptSteps-1].Op.Name != "第5" {
		t.Errorf("%d steps, from %s to %s", len(steps), steps[0].Op.Name, steps[len(steps)-1].Op.Name)
	}
	for n := keptSteps + 3; n >= 4; n-- {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err, cause(err))
		}
		if n%50 != 0 {
			continue
		}
		o.view(func(v *View) error {
			if got := must(v.Setting("n"))(t); got != fmt.Sprint(n) {
				t.Errorf("got %s, want %d", got, n)
			}
			return nil
		})
	}
	if _, _, err := o.Undo(o.ctx); data.CodeOf(err) != data.Conflict {
		t.Errorf("the 201st: %v", err)
	}
	o.view(func(v *View) error {
		var images int
		_, err := v.c.one("SELECT count(*) FROM undo_image", nil, &images)
		if images != keptSteps || must(v.Setting("n"))(t) != "4" {
			t.Errorf("%d images", images)
		}
		return err
	})
	o.sound()
}

// An issued bulletin ends undoing: it can't be taken back, nor what was done before it;
// what comes after can, down to it.
func TestUndoStopsAtAnIssue(t *testing.T) {
	o := newOffice(t)
	o.save(o.problem("用电", "2026-10-08"))
	o.save(o.problem("招工", "2026-10-08"))
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	change := o.do("印发", func(tx *Tx) error {
		if err := tx.SaveProblem(o.problem("同一步里的", "2026-10-08")); err != nil {
			return err
		}
		_, err := tx.Issue(issueOf(0))
		return err
	})
	if change.Step != 0 || !change.Has(data.EntityIssue) {
		t.Errorf("changes %+v", change)
	}
	stop := func(when string) {
		t.Helper()
		before := o.everything()
		op, _, err := o.Undo(o.ctx)
		if data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "印发") || !chinese(err) || op.Name != "" {
			t.Errorf("%s: undo gave %v, %v", when, op, err)
		}
		if d := difference(before, o.everything()); d != "" {
			t.Errorf("%s:\n%s", when, d)
		}
	}
	stop("at once")
	if _, _, err := o.Redo(o.ctx); data.CodeOf(err) != data.Conflict {
		t.Errorf("redo after an issue: %v", err)
	}
	o.save(o.problem("以后", "2026-10-08"))
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	stop("after undoing what came after")
	if _, _, err := o.Redo(o.ctx); err != nil {
		t.Error(err)
	}
	o.sound()
}

// What changes nothing is no step.
func TestNothingDoneIsNoStep(t *testing.T) {
	o := newOffice(t)
	o.do("设置", func(tx *Tx) error { return tx.SetSetting("office.name", "示例") })
	for name, run := range map[string]func(tx *Tx) error{
		"nothing at all":            func(*Tx) error { return nil },
		"only reading":              func(tx *Tx) error { _, err := tx.Units(); return err },
		"a setting as it was":       func(tx *Tx) error { return tx.SetSetting("office.name", "示例") },
		"a setting that is not set": func(tx *Tx) error { return tx.SetSetting("nothing", "") },
		"a setting there and back": func(tx *Tx) error {
			_ = tx.SetSetting("office.name", "x")
			return tx.SetSetting("office.name", "示例")
		},
		"a notice as it was": func(tx *Tx) error { return tx.PutNotice([]byte(notice2026)) },
	} {
		before := o.everything()
		if c := o.do(name, run); c.Step != 0 {
			t.Errorf("%s: step %d", name, c.Step)
		}
		if d := difference(before, o.everything()); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

// A notice moves exactly the deadlines that count its days, and the grid, the cells and
// the lights with them.
func TestNoticeMovesDeadlines(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电")
	far := o.save(o.problem("跨年", "2026-10-08"))
	o.happen(far, data.Event{Kind: data.Assign, On: on("2026-10-09"), Unit: o.units[2], Deadline: data.Deadline{Kind: data.ByWorkdays, N: 70}})
	// Over before the year began, but counted by its working days.
	past := o.save(o.problem("去年的", "2025-12-22"))
	for _, e := range []data.Event{{Kind: data.Assign, On: on("2025-12-22"), Unit: o.units[2], Deadline: data.Deadline{Kind: data.ByWorkdays, N: 9}},
		{Kind: data.Report, On: on("2025-12-31")}, {Kind: data.Resolve, On: on("2025-12-31")}, {Kind: data.StrikeOff, On: on("2025-12-31")}} {
		o.happen(past, e)
	}
	row := func(id data.ID) (r ProblemRow) {
		o.view(func(v *View) error { r = must(v.ProblemRows([]data.ID{id}, on("2026-10-22")))(t)[0]; return nil })
		return r
	}
	if r := row(p.ID); r.Due != on("2026-10-19") || r.Light != data.Red || r.Uncertain != "" {
		t.Fatalf("before: %+v", r)
	}
	if r := row(far.ID); r.Uncertain == "" {
		t.Errorf("a deadline in a year without a notice is certain: %+v", r)
	}
	change := o.do("放假到二十日", func(tx *Tx) error { return tx.PutNotice([]byte(long2026)) })
	if !change.Has(data.EntityProblem) {
		t.Error("the screens that show the problem are not told")
	}
	if r := row(p.ID); r.Due != workday.MustParse("2026-10-29") || r.Light != data.Green {
		t.Errorf("after: %+v", r)
	}
	o.do("明年", func(tx *Tx) error { return tx.PutNotice([]byte(office2027)) })
	if r := row(far.ID); r.Uncertain != "" {
		t.Errorf("still uncertain: %+v", r)
	}
	o.sound()
	for range 2 {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err, cause(err))
		}
	}
	if r := row(p.ID); r.Due != on("2026-10-19") || r.Light != data.Red {
		t.Errorf("after undo: %+v", r)
	}
	o.sound()
}
