package app

import (
	"context"
	"fmt"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
)

// alter changes one problem as one step.
func (a *actions) alter(ctx context.Context, op string, id data.ID, change func(tx *store.Tx, p *data.Problem, clock data.Clock) error) error {
	_, err := a.store.Do(ctx, data.Op{Name: op}, func(tx *store.Tx) error {
		p, err := tx.Problem(id)
		if err != nil {
			return err
		}
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		if err := change(tx, p, clock); err != nil {
			return err
		}
		return tx.SaveProblem(p)
	})
	return err
}

// FixEvent puts a corrected event in the place of a mistaken one.
func (a *actions) FixEvent(ctx context.Context, in page.FixInput) error {
	who, _ := data.ActorOf(ctx)
	return a.alter(ctx, "更正一条记录", in.Problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		if in.On > tx.Today() {
			return data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，还没有发生的事不能登记。", in.On)
		}
		return p.Correct(in.Seq, func(e *data.Event) (err error) {
			if in.On != 0 {
				e.On, e.Basis = in.On, data.Real
			}
			if in.Note != "" {
				e.Note = in.Note
			}
			if in.Approver != "" {
				e.Approver = in.Approver
			}
			if in.AppliedOn != 0 {
				e.AppliedOn = in.AppliedOn
			}
			if in.ToldOn != 0 {
				e.ToldOn = in.ToldOn
			}
			if in.Due != "" {
				if e.Deadline, err = intake.ParseDeadline(in.Due, e.On); err != nil {
					return err
				}
			}
			if in.Unit != "" {
				e.Unit, err = tx.EnsureUnit(in.Unit, data.Department)
			}
			return err
		}, who.Name, in.Reason, tx.Now(), clock)
	})
}

// DeleteProblem puts a problem into the recycle bin.
func (a *actions) DeleteProblem(ctx context.Context, id data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除问题"}, func(tx *store.Tx) error { return tx.Delete(data.EntityProblem, id) })
	return err
}

// Escalate raises the grade of 督办 of several problems in one step; those at the gravest stay.
func (a *actions) Escalate(ctx context.Context, in page.EscalateInput) error {
	_, err := a.store.Do(ctx, data.Op{Name: fmt.Sprintf("升级督办 %d 个问题", len(in.Problems))}, func(tx *store.Tx) error {
		if in.On > tx.Today() {
			return data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，还没有发生的事不能登记。", in.On)
		}
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		for _, id := range in.Problems {
			p, err := tx.Problem(id)
			if err != nil {
				return err
			}
			if err := p.Escalate(in.On, in.Note, clock); err != nil {
				return &data.Error{Code: data.CodeOf(err), Field: "date", Message: p.Code + "：" + err.Error(), Cause: err}
			}
			if err := tx.SaveProblem(p); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// GiveSupport hands a part to a supporting unit, which is among the facts from then on.
func (a *actions) GiveSupport(ctx context.Context, in page.SubTaskInput) error {
	return a.alter(ctx, "分派协办", in.Problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		e, err := eventOf(tx, page.EventInput{Problem: in.Problem, Kind: data.Progress, On: in.On, Unit: in.Unit, Due: in.Due, Note: in.Note, Support: data.SupportGive})
		if err != nil {
			return err
		}
		p.AddSupporting(e.Unit)
		return p.Apply(e, clock)
	})
}

// EditProblem changes a problem's facts. Whoever changed it since the form was opened
// is not overwritten.
func (a *actions) EditProblem(ctx context.Context, in page.ProblemInput) error {
	return a.alter(ctx, "修改问题", in.Problem, func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		p.Version = in.Version
		p.Content, p.Complaint, p.RealNameOK = in.Content, in.Complaint, in.RealName
		if err := editPlace(tx, p, in); err != nil {
			return err
		}
		if err := editUnits(tx, p, in); err != nil {
			return err
		}
		return editWords(tx, p, in, clock)
	})
}

func editPlace(tx *store.Tx, p *data.Problem, in page.ProblemInput) (err error) {
	if p.Region, err = tx.RegionNamed(in.Region); err != nil {
		return err
	}
	if in.Enterprise == "" {
		p.EnterpriseID = 0
		return nil
	}
	if p.EnterpriseID != 0 { // of several of one name the same stays
		if e, err := tx.Enterprise(p.EnterpriseID); err != nil || e.Name == in.Enterprise {
			return err
		}
	}
	e, err := tx.EnsureEnterprise(in.Enterprise, p.Region)
	if err != nil {
		return err
	}
	p.EnterpriseID = e.ID
	return nil
}

func editUnits(tx *store.Tx, p *data.Problem, in page.ProblemInput) (err error) {
	for _, x := range []struct {
		name string
		kind data.UnitKind
		into *data.ID
	}{{in.Visiting, data.Commission, &p.Visiting}, {in.Supervising, data.Dispatched, &p.Supervising}, {in.Complained, data.Department, &p.ComplainedUnit}} {
		if *x.into, err = tx.EnsureUnit(x.name, x.kind); err != nil {
			return err
		}
	}
	p.Supporting = nil
	for _, name := range in.Supporting {
		u, err := tx.EnsureUnit(name, data.Department)
		if err != nil {
			return err
		}
		p.AddSupporting(u)
	}
	return nil
}

func editWords(tx *store.Tx, p *data.Problem, in page.ProblemInput, clock data.Clock) (err error) {
	if p.Source, err = tx.EntryNamed(data.DictSource, in.Source); err != nil {
		return err
	}
	var want data.Words
	for _, x := range []struct {
		kind data.EntryKind
		name string
		into *data.ID
	}{{data.DictCategory, in.Category, &want.Category}, {data.DictNature, in.Nature, &want.Nature}, {data.DictMeasure, in.Measure, &want.Measure}} {
		if *x.into, err = tx.EntryNamed(x.kind, x.name); err != nil {
			return err
		}
	}
	return p.Reword(want, tx.Today(), clock)
}

// CheckProblem tells what should be asked before changed facts are saved.
func (a *actions) CheckProblem(ctx context.Context, in page.ProblemInput) (page.Check, error) {
	return a.check(ctx, func(k *checker) error {
		acc, err := k.view.Account(in.Problem)
		if err != nil {
			return err
		}
		for _, name := range append([]string{in.Visiting}, in.Supporting...) {
			k.unit(name)
		}
		if in.Enterprise != "" && in.Enterprise != acc.Enterprise {
			if err := k.firm(in.Enterprise, in.Region); err != nil {
				return err
			}
		}
		k.warn(data.Problem{Supervising: k.unit(in.Supervising), ComplainedUnit: k.unit(in.Complained)}, acc.Timeline.Now.Lead)
		k.out.Clue = data.SmellsOfClue(in.Content)
		return nil
	})
}
