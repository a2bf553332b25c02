package store

import (
	"context"
	"errors"
	"strings"
	"testing"

	"qinqing/data"
)

// everything is what a user sees and what the log and the undo menu hold.
func (o *office) everything() string {
	o.t.Helper()
	var b strings.Builder
	b.WriteString(o.dump())
	o.view(func(v *View) error {
		for _, q := range []string{"SELECT id, at, actor, action, entity_id, hex(hash) FROM audit_log ORDER BY id", "SELECT id, name, undone FROM undo_step ORDER BY id",
			"SELECT step, n, entity, id, key FROM undo_image ORDER BY step, n", "SELECT id, problem, seq, voided_by FROM problem_event ORDER BY id",
			"SELECT key, value FROM meta ORDER BY key", "SELECT year, last FROM code_counter ORDER BY year"} {
			if err := dumpQuery(&b, v, q); err != nil {
				return err
			}
		}
		return nil
	})
	return b.String()
}

// Whatever ends a step badly, nothing of it is written and the next step works.
func TestFailedStepWritesNothing(t *testing.T) {
	boom := errors.New("boom")
	for name, x := range map[string]struct {
		end  func(o *office, tx *Tx, cancel func()) error
		code data.Code
	}{
		"an error of its own":     {func(*office, *Tx, func()) error { return boom }, data.Internal},
		"an error of the rules":   {func(o *office, tx *Tx, _ func()) error { return tx.SaveProblem(&data.Problem{Content: "没有登记"}) }, data.Invalid},
		"a row that is not there": {func(_ *office, tx *Tx, _ func()) error { return tx.Delete(data.EntityVisit, 5) }, data.NotFound},
		"a panic":                 {func(*office, *Tx, func()) error { panic("程序有错") }, data.Internal},
		"a panic with an error":   {func(*office, *Tx, func()) error { panic(boom) }, data.Internal},
		"a nil pointer":           {func(*office, *Tx, func()) error { var p *data.Problem; p.Content = "x"; return nil }, data.Internal},
		"cancelled, and told":     {func(o *office, tx *Tx, cancel func()) error { cancel(); return tx.ctx.Err() }, data.Internal},
		"cancelled, and not told": {func(_ *office, _ *Tx, cancel func()) error { cancel(); return nil }, data.Internal},
		"cancelled while it reads": {func(_ *office, tx *Tx, cancel func()) error {
			cancel()
			return tx.AllProblems(func(*data.Problem, *data.Timeline) error { return nil })
		}, data.Internal},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			p := o.handled("用电容量不足")
			before := o.everything()
			ctx, cancel := context.WithCancel(o.ctx)
			defer cancel()
			changes, err := o.Do(ctx, data.Op{Name: "坏事"}, func(tx *Tx) error {
				if err := tx.SetSetting("rule.keep_off_days", "1"); err != nil {
					return err
				}
				if err := tx.SaveProblem(o.problem("招工困难", "2026-10-08")); err != nil {
					return err
				}
				if err := tx.Delete(data.EntityProblem, p.ID); err != nil {
					return err
				}
				return x.end(o, tx, cancel)
			})
			if data.CodeOf(err) != x.code {
				t.Errorf("error %v (%v), want code %s", err, cause(err), x.code)
			}
			if changes.Step != 0 || len(changes.Touched) > 0 {
				t.Errorf("a failed step changed %+v", changes)
			}
			if d := difference(before, o.everything()); d != "" {
				t.Errorf("written all the same:\n%s", d)
			}
			o.save(o.problem("招工困难", "2026-10-08"))
			o.sound()
		})
	}
}

func TestStepsThatMayNotBegin(t *testing.T) {
	idle := func(*Tx) error { return nil }
	for name, x := range map[string]struct {
		run  func(o *office) error
		code data.Code
	}{
		"nobody named": {func(o *office) error {
			_, err := o.Do(context.Background(), data.Op{Name: "x"}, idle)
			return err
		}, data.Invalid},
		"an actor without a name": {func(o *office) error {
			_, err := o.Do(data.WithActor(context.Background(), data.Actor{Role: "clerk"}), data.Op{Name: "x"}, idle)
			return err
		}, data.Invalid},
		"nobody named to undo": {func(o *office) error { _, _, err := o.Undo(context.Background()); return err }, data.Invalid},
		"nobody named to read": {func(o *office) error { return o.View(context.Background(), func(*View) error { return nil }) }, data.Invalid},
		"a step without a name": {func(o *office) error {
			_, err := o.Do(o.ctx, data.Op{}, idle)
			return err
		}, data.Invalid},
		"cancelled before": {func(o *office) error {
			ctx, cancel := context.WithCancel(o.ctx)
			cancel()
			_, err := o.Do(ctx, data.Op{Name: "x"}, func(*Tx) error { panic("ran") })
			return err
		}, data.Internal},
		"in a closed ledger": {func(o *office) error {
			if err := o.Close(); err != nil {
				return nil
			}
			_, err := o.Do(o.ctx, data.Op{Name: "x"}, idle)
			return err
		}, data.Internal},
		"to read a closed ledger": {func(o *office) error {
			if err := o.Close(); err != nil {
				return nil
			}
			return o.View(o.ctx, func(*View) error { return nil })
		}, data.Internal},
		"to back a closed ledger up": {func(o *office) error {
			if err := o.Close(); err != nil {
				return nil
			}
			_, err := o.Backup(o.ctx, "")
			return err
		}, data.Internal},
	} {
		t.Run(name, func(t *testing.T) {
			err := x.run(newOffice(t))
			if data.CodeOf(err) != x.code || !chinese(err) {
				t.Errorf("got %v (%v), want code %s", err, cause(err), x.code)
			}
		})
	}
}

// chinese says whether an error speaks to the user: no driver's words in it.
func chinese(err error) bool {
	if err == nil {
		return false
	}
	var e *data.Error
	return errors.As(err, &e) && strings.HasSuffix(e.Message, "。") && !strings.ContainsAny(e.Message, "%(")
}

// A step inside a step would wait for itself; it is refused and the outer one goes on.
func TestNestedStepIsRefused(t *testing.T) {
	for name, inner := range map[string]func(o *office) error{
		"do": func(o *office) error {
			_, err := o.Do(o.ctx, data.Op{Name: "里面"}, func(*Tx) error { panic("ran") })
			return err
		},
		"undo": func(o *office) error { _, _, err := o.Undo(o.ctx); return err },
		"redo": func(o *office) error { _, _, err := o.Redo(o.ctx); return err },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.do("外面", func(tx *Tx) error {
				if err := inner(o); data.CodeOf(err) != data.Internal || !strings.Contains(err.Error(), "又开始了一步") {
					t.Errorf("nested: %v", err)
				}
				return tx.SetSetting("office.name", "示例")
			})
			o.view(func(v *View) error {
				if got := must(v.Setting("office.name"))(t); got != "示例" {
					t.Errorf("the outer step wrote %q", got)
				}
				return nil
			})
			o.sound()
		})
	}
}

// A step of another goroutine waits its turn; what is read meanwhile is the state before.
func TestStepsOfTwoGoroutinesFollowEachOther(t *testing.T) {
	o := newOffice(t)
	done := make(chan error, 1)
	o.do("先", func(tx *Tx) error {
		go func() {
			_, err := o.Do(o.ctx, data.Op{Name: "后"}, func(tx *Tx) error {
				first, err := tx.Setting("office.name")
				if err != nil {
					return err
				}
				return tx.SetSetting("office.name", first+"后")
			})
			done <- err
		}()
		if err := tx.SetSetting("office.name", "先"); err != nil {
			return err
		}
		return o.View(o.ctx, func(v *View) error {
			if got := must(v.Setting("office.name"))(t); got != "" {
				t.Errorf("a reader saw %q before it was written", got)
			}
			return nil
		})
	})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	o.view(func(v *View) error {
		if got := must(v.Setting("office.name"))(t); got != "先后" {
			t.Errorf("got %q", got)
		}
		return nil
	})
}

// A view keeps its snapshot while others write.
func TestViewIsOneSnapshot(t *testing.T) {
	o := newOffice(t)
	o.view(func(v *View) error {
		before := must(v.ProblemIDs(ProblemQuery{}))(t)
		o.save(o.problem("用电", "2026-10-08"))
		if after := must(v.ProblemIDs(ProblemQuery{}))(t); len(after) != len(before) {
			t.Errorf("the snapshot went from %d to %d problems", len(before), len(after))
		}
		return nil
	})
}

func TestReadOnlyRefusesSteps(t *testing.T) {
	o := newOffice(t)
	r, err := Open(context.Background(), o.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	for name, run := range map[string]func() error{
		"do":   func() error { _, err := r.Do(o.ctx, data.Op{Name: "x"}, func(*Tx) error { panic("ran") }); return err },
		"undo": func() error { _, _, err := r.Undo(o.ctx); return err },
		"load": func() error { return r.Load(o.ctx, data.Op{Name: "x"}, func(*Tx) (bool, error) { panic("ran") }) },
	} {
		if err := run(); data.CodeOf(err) != data.ReadOnly {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The version a screen was filled from must still be the record's; a record that is
// deleted can't be saved either.
func TestStaleVersionIsRefused(t *testing.T) {
	o := newOffice(t)
	day := on("2026-10-08")
	record := must(data.NewRecord(data.RecPolicy, day, 0, data.Policy{Title: "示例政策"}))(t)
	for _, x := range []saver{
		func() saver {
			u := &data.Unit{Name: "某局"}
			return saver{data.EntityUnit, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveUnit(u) }}
		}(),
		func() saver {
			u := &data.Region{Name: "某县"}
			return saver{data.EntityRegion, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveRegion(u) }}
		}(),
		func() saver {
			u := &data.Enterprise{Name: "某厂"}
			return saver{data.EntityEnterprise, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveEnterprise(u) }}
		}(),
		func() saver {
			u := &data.Visit{On: day, Unit: o.units[0], EnterpriseID: o.firms[0]}
			return saver{data.EntityVisit, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveVisit(u) }}
		}(),
		func() saver {
			u := o.problem("用电", "2026-10-08")
			return saver{data.EntityProblem, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveProblem(u) }}
		}(),
		func() saver {
			u := &data.Entry{Kind: data.DictNature, Name: "某性质"}
			return saver{data.EntityEntry, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveEntry(u) }}
		}(),
		{data.EntityRecord, &record.ID, &record.Version, func(tx *Tx) error { return tx.SaveRecord(&record) }},
		func() saver {
			u := &Draft{Kind: "monthly", From: day, To: day}
			return saver{data.EntityDraft, &u.ID, &u.Version, func(tx *Tx) error { return tx.SaveDraft(u) }}
		}(),
	} {
		t.Run(string(x.entity), func(t *testing.T) {
			o.do("新建", x.save)
			o.do("修改", x.save)
			before := o.everything()
			for _, version := range []int{*x.version - 1, *x.version + 1, 0} {
				now := *x.version
				*x.version = version
				_, err := o.Do(o.ctx, data.Op{Name: "再改"}, x.save)
				if data.CodeOf(err) != data.Conflict {
					t.Errorf("version %d over %d: %v", version, now, err)
				}
				if *x.version != version {
					t.Errorf("a refused record's version became %d", *x.version)
				}
				*x.version = now
			}
			if d := difference(before, o.everything()); d != "" {
				t.Errorf("written all the same:\n%s", d)
			}
			o.do("删除", func(tx *Tx) error { return tx.Delete(x.entity, *x.id) })
			*x.version++
			if _, err := o.Do(o.ctx, data.Op{Name: "再改"}, x.save); data.CodeOf(err) != data.NotFound {
				t.Errorf("saved over a deleted one: %v", err)
			}
			if _, err := o.Do(o.ctx, data.Op{Name: "再删"}, func(tx *Tx) error { return tx.Delete(x.entity, *x.id) }); data.CodeOf(err) != data.NotFound {
				t.Errorf("deleted twice: %v", err)
			}
			o.do("恢复", func(tx *Tx) error { return tx.Restore(x.entity, *x.id) })
			if _, err := o.Do(o.ctx, data.Op{Name: "再恢复"}, func(tx *Tx) error { return tx.Restore(x.entity, *x.id) }); data.CodeOf(err) != data.NotFound {
				t.Errorf("restored twice: %v", err)
			}
		})
	}
	o.sound()
}

// saver is a record and how it is saved.
type saver struct {
	entity  data.Entity
	id      *data.ID
	version *int
	save    func(*Tx) error
}

// A read that runs when the ledger is closed comes to its end; the next one is refused.
func TestCloseDuringRead(t *testing.T) {
	o := newOffice(t)
	o.save(o.problem("用电", "2026-10-08"))
	o.view(func(v *View) error {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
		page, err := v.ProblemPage(ProblemQuery{})
		if err != nil || len(page.Rows) != 1 {
			t.Errorf("the running read: %d rows, %v", len(page.Rows), err)
		}
		return err
	})
	if err := o.View(o.ctx, func(*View) error { return nil }); data.CodeOf(err) != data.Internal {
		t.Errorf("the next read: %v", err)
	}
}

// TestCanceledStepStopsAtTheNextRecord and leaves nothing behind.
func TestCanceledStepStopsAtTheNextRecord(t *testing.T) {
	o := newOffice(t)
	ctx, cancel := context.WithCancel(o.ctx)
	saved := 0
	_, err := o.Do(ctx, data.Op{Name: "导入"}, func(tx *Tx) error {
		for i := range 5 {
			if err := tx.SaveUnit(&data.Unit{Name: "单位" + string(rune('甲'+i))}); err != nil {
				return err
			}
			saved++
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || saved != 1 {
		t.Errorf("%v，取消以后又写了 %d 条", err, saved-1)
	}
	o.view(func(v *View) error {
		if n := len(must(v.Units())(t)); n != len(o.units) {
			t.Errorf("单位从 %d 个变成 %d 个", len(o.units), n)
		}
		return nil
	})
}
