package app

import (
	"context"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/keep"
	"qinqing/data/store"
)

// actions carries out what the pages ask to be written, each as one step of the store.
type actions struct{ store *store.Store }

// Actions writes to an open ledger what pages ask for.
func Actions(st *store.Store) page.Actions { return &actions{store: st} }

func (a *actions) AddEvent(ctx context.Context, in page.EventInput) error {
	op := in.Kind.Name()
	if in.Support == data.SupportDone {
		op = "协办完成"
	}
	files, err := a.keepFiles(ctx, in.Paths)
	if err != nil {
		return err
	}
	return a.alter(ctx, op, in.Problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		e, err := eventOf(tx, in)
		if err != nil {
			return err
		}
		seq := p.NextSeq()
		if err := p.Apply(e, clock); err != nil {
			return err
		}
		if err := attachAll(tx, files, data.EntityProblem, p.ID, seq); err != nil {
			return err
		}
		if in.Kind != data.ReturnVisit || !in.Unsolved {
			return nil
		}
		return p.Apply(data.Event{Kind: data.Rework, On: in.On, Note: in.Note}, clock)
	})
}

func eventOf(tx *store.Tx, in page.EventInput) (e data.Event, err error) {
	e = data.Event{Kind: in.Kind, On: in.On, Basis: data.Real, Origin: data.FromWindow, Note: in.Note, Approver: in.Approver,
		Unreachable: in.Unreachable, Grade: in.Grade, Support: in.Support, Satisfaction: in.Satisfaction, AppliedOn: in.AppliedOn,
		SignedBy: in.SignedBy, SignedOn: in.SignedOn, ToldOn: in.ToldOn}
	if in.NoFeedback != "" {
		e.LackFeedback(in.NoFeedback)
	}
	if in.On > tx.Today() {
		return e, data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，还没有发生的事不能登记。", in.On)
	}
	if e.Deadline, err = intake.ParseDeadline(in.Due, in.On); err != nil {
		return e, err
	}
	for _, x := range []struct {
		kind data.EntryKind
		name string
		into *data.ID
	}{{data.DictCategory, in.Category, &e.Category}, {data.DictNature, in.Nature, &e.Nature}, {data.DictMeasure, in.Measure, &e.Measure}} {
		if *x.into, err = tx.EntryNamed(x.kind, x.name); err != nil {
			return e, err
		}
	}
	e.Unit, err = unitOn(tx, in.Unit, data.Department, in.On)
	return e, err
}

// VoidEvent marks an event as mistaken.
func (a *actions) VoidEvent(ctx context.Context, in page.VoidInput) error {
	who, _ := data.ActorOf(ctx)
	return a.alter(ctx, "作废一条记录", in.Problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		if err := p.Void(in.Seq, who.Name, in.Reason, tx.Now(), clock); err != nil {
			return err
		}
		p.DropSupporting(in.Drop)
		return nil
	})
}

// DueDay is the day a limit given on a day falls on.
func (a *actions) DueDay(ctx context.Context, text string, on data.Date) (day page.LimitDay, err error) {
	d, err := intake.ParseDeadline(text, on)
	if err != nil {
		return day, err
	}
	err = a.store.View(ctx, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		day.Due, day.Uncertain = d.DueDay(on, 0, clock.Calendar, clock.Rules)
		day.Passed = d.Passed(on, day.Due, clock.Calendar)
		return nil
	})
	return day, err
}

// Undo takes back the last step.
func (a *actions) Undo(ctx context.Context) (string, error) {
	op, _, err := a.store.Undo(ctx)
	return op.Name, err
}

// Redo does the last undone step again.
func (a *actions) Redo(ctx context.Context) (string, error) {
	op, _, err := a.store.Redo(ctx)
	return op.Name, err
}

// Steps names what Undo and Redo would do: redone are the undone steps that no later
// step stands before.
func (a *actions) Steps(ctx context.Context) (s page.Steps, err error) {
	const look = 200
	steps, err := a.store.Steps(ctx, look)
	for _, x := range steps {
		if !x.Undone {
			s.Undo, s.SavedAt = x.Op.Name, x.At
			break
		}
		s.Redo = x.Op.Name // the oldest of the undone ones is redone first
	}
	return s, err
}

// Remember keeps something of the window's own.
func (a *actions) Remember(ctx context.Context, key, value string) error {
	_, err := a.store.Do(ctx, data.Op{Name: "记住界面"}, func(tx *store.Tx) error { return tx.Remember(key, value) })
	return err
}

// Backup writes a verified copy beside the database: encrypted for the key of the settings,
// if there is one, as those that are made by themselves.
func (a *actions) Backup(ctx context.Context) (string, []string, error) {
	settings, _, err := a.store.Standing(ctx)
	if err != nil {
		return "", nil, err
	}
	var c keep.Cipher
	if key := keep.PolicyOf(settings).Recipient; key != "" {
		if c, err = keep.Recipients(key); err != nil {
			return "", nil, err
		}
	}
	info, err := keep.Write(ctx, a.store, "", c)
	return info.Path, info.Missing, err
}
