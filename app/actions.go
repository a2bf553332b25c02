package app

import (
	"context"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
)

// actions carries out what the pages ask to be written, each as one step of the store.
type actions struct{ store *store.Store }

// Actions writes to an open ledger what pages ask for.
func Actions(st *store.Store) page.Actions { return &actions{store: st} }

// SaveVisit registers a visit and, with Content, the problem found on it.
func (a *actions) SaveVisit(ctx context.Context, in page.VisitInput) (code string, err error) {
	name := "登记走访 " + in.Enterprise
	if in.Content != "" {
		name = "登记走访和问题 " + in.Enterprise
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		code = ""
		v, err := saveVisit(tx, in)
		if err != nil || in.Content == "" {
			return err
		}
		code, err = saveProblem(tx, in, v)
		return err
	})
	return code, err
}

func saveVisit(tx *store.Tx, in page.VisitInput) (*data.Visit, error) {
	if in.On > tx.Today() {
		return nil, data.Errorf(data.Invalid, "date", "走访日期 %s 在今天之后，请核对。", in.On)
	}
	v := &data.Visit{On: in.On}
	var err error
	if v.Region, err = tx.RegionNamed(in.Region); err != nil {
		return nil, err
	}
	e, err := tx.EnsureEnterprise(in.Enterprise, v.Region)
	if err != nil {
		return nil, err
	}
	v.EnterpriseID = e.ID
	if v.Region == 0 {
		v.Region = e.Region
	}
	if v.Unit, err = unitOn(tx, in.Unit, data.Commission, in.On); err != nil {
		return nil, err
	}
	same, err := tx.FindVisit(v.On, v.Unit, v.EnterpriseID)
	if err != nil {
		return nil, err
	}
	if same != nil {
		if in.Content == "" {
			return nil, data.Errorf(data.Conflict, "enterprise", "这个单位 %s 走访这家企业的记录已经有了，没有重复登记。", v.On)
		}
		return same, nil // one more problem of a visit that is known
	}
	return v, tx.SaveVisit(v)
}

func saveProblem(tx *store.Tx, in page.VisitInput, v *data.Visit) (string, error) {
	clock, err := tx.Clock()
	if err != nil {
		return "", err
	}
	p := &data.Problem{VisitID: v.ID, EnterpriseID: v.EnterpriseID, Region: v.Region, Visiting: v.Unit, Content: in.Content, Complaint: in.Complaint, RealNameOK: in.RealName}
	if p.ComplainedUnit, err = tx.EnsureUnit(in.Complained, data.Department); err != nil {
		return "", err
	}
	if p.Category, err = tx.EntryNamed(data.DictCategory, in.Category); err != nil {
		return "", err
	}
	if err := p.Apply(data.Event{Kind: data.Register, On: in.On, Basis: data.Real, Origin: data.FromWindow}, clock); err != nil {
		return "", err
	}
	if in.Lead != "" {
		e := data.Event{Kind: data.Assign, On: in.On, Basis: data.Real, Origin: data.FromWindow}
		if e.Unit, err = unitOn(tx, in.Lead, data.Department, in.On); err != nil {
			return "", err
		}
		if e.Deadline, err = intake.ParseDeadline(in.Due, in.On); err != nil {
			return "", err
		}
		if err := p.Apply(e, clock); err != nil {
			return "", err
		}
	}
	if err := tx.SaveProblem(p); err != nil {
		return "", err
	}
	return p.Code, nil
}

// AddEvent records what happened to a problem. A return visit that says it is not
// solved sends it back in the same step.
func (a *actions) AddEvent(ctx context.Context, in page.EventInput) error {
	op := in.Kind.Name()
	if in.Support == data.SupportDone {
		op = "协办完成"
	}
	return a.alter(ctx, op, in.Problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		e, err := eventOf(tx, in)
		if err != nil {
			return err
		}
		if err := p.Apply(e, clock); err != nil {
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
func (a *actions) VoidEvent(ctx context.Context, problem data.ID, seq int, reason string) error {
	who, _ := data.ActorOf(ctx)
	return a.alter(ctx, "作废一条记录", problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		return p.Void(seq, who.Name, reason, tx.Now(), clock)
	})
}

// DueDay is the day a limit given on a day falls on.
func (a *actions) DueDay(ctx context.Context, text string, on data.Date) (due data.Date, uncertain string, err error) {
	d, err := intake.ParseDeadline(text, on)
	if err != nil {
		return 0, "", err
	}
	err = a.store.View(ctx, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		due, uncertain = d.DueDay(on, 0, clock.Calendar, clock.Rules)
		return nil
	})
	return due, uncertain, err
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

// Backup writes a verified copy beside the database.
func (a *actions) Backup(ctx context.Context) (string, []string, error) {
	info, err := a.store.Backup(ctx, "")
	return info.Path, info.Missing, err
}
