package app

import (
	"context"
	"fmt"
	"slices"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// backFirst is the order in which records come back: what others rest on goes first.
var backFirst = []data.Entity{data.EntityRegion, data.EntityUnit, data.EntityEntry, data.EntityEnterprise, data.EntityVisit, data.EntityProblem, data.EntityRecord, data.EntityDraft}

// Restore brings records back from the recycle bin as one step.
func (a *actions) Restore(ctx context.Context, what []store.BinEntry) error {
	what = slices.Clone(what)
	slices.SortStableFunc(what, func(x, y store.BinEntry) int {
		return slices.Index(backFirst, x.Entity) - slices.Index(backFirst, y.Entity)
	})
	name := fmt.Sprintf("从回收站恢复 %d 条", len(what))
	if len(what) == 1 {
		name = "从回收站恢复 " + what[0].Title
	}
	_, err := a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		for _, x := range what {
			if err := tx.Restore(x.Entity, x.ID); err != nil {
				return data.Wrap(data.CodeOf(err), err, "“%s”恢复不了：%s", x.Title, err.Error())
			}
		}
		return nil
	})
	return err
}

// StepsBack lists the steps that undoing back to one would take back, that one last.
func (a *actions) StepsBack(ctx context.Context, step int64) (out []page.StepBack, err error) {
	const all = 1000 // more than are ever kept
	steps, err := a.store.Steps(ctx, all)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if s.Undone || s.Number < step {
			continue
		}
		out = append(out, page.StepBack{Number: s.Number, Name: s.Op.Name, At: s.At, Actor: s.Actor, Final: s.Final})
	}
	if len(out) == 0 || out[len(out)-1].Number != step {
		return nil, data.Errorf(data.NotFound, "step", "这一步已经撤销过，或者太早，只能撤销最近的 200 步；没有改动任何内容。")
	}
	return out, nil
}

// UndoBack takes a step back and all that were done after it.
func (a *actions) UndoBack(ctx context.Context, step int64) ([]string, error) {
	names, _, err := a.store.UndoTo(ctx, step)
	return names, err
}
