package app

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
)

// PlanImport reads a ledger and says what importing it would do. Nothing is written.
func (a *actions) PlanImport(ctx context.Context, path string) (*page.ImportPlan, error) {
	b, err := command.ReadLedger(path)
	if err != nil {
		return nil, err
	}
	return a.planOf(ctx, path, b)
}

// PlanPaste does so for cells that were copied out of a ledger, with their header.
func (a *actions) PlanPaste(ctx context.Context, text string) (*page.ImportPlan, error) {
	plan, err := a.planOf(ctx, pasted, []byte(text))
	if err == nil {
		plan.Step = "粘贴台账"
	}
	return plan, err
}

const pasted = "粘贴的内容"

func (a *actions) planOf(ctx context.Context, path string, b []byte) (out *page.ImportPlan, err error) {
	err = a.store.View(ctx, func(v *store.View) error {
		plan, err := intake.MakePlan(ctx, intake.Input{Name: filepath.Base(path), Data: b, Today: a.store.Today()}, v)
		if err == nil {
			out = planOf(plan)
			out.Held = &held{plan, path, b}
		}
		return err
	})
	return out, err
}

// held is what an ImportPlan carries from reading to writing.
type held struct {
	plan *intake.Plan
	path string
	data []byte
}

func heldBy(p *page.ImportPlan) (*held, error) {
	h, ok := p.Held.(*held)
	if !ok {
		return nil, data.Errorf(data.Internal, "", "没有核对过的台账，没有导入任何内容；请重新选择文件。")
	}
	return h, nil
}

// planOf is a plan as the page shows it, faults first.
func planOf(p *intake.Plan) *page.ImportPlan {
	s := p.Summary()
	out := &page.ImportPlan{Name: p.Name, Step: "导入台账 " + p.Name, Refused: len(p.Rejected), Writes: s.New.Visits + s.New.Problems + s.Updated}
	out.Lines = append(out.Lines,
		fmt.Sprintf("%s，截至 %s（%s）", p.Name, p.AsOf, p.AsOfWhy),
		fmt.Sprintf("新增：走访 %d、问题 %d、企业 %d、单位 %d；更新 %d，相同 %d，疑似重复 %d，推定日期 %d，不能导入 %d",
			s.New.Visits, s.New.Problems, s.New.Enterprises, s.New.Units, s.Updated, s.Same, s.Doubtful, s.Inferred, len(p.Rejected)))
	out.Lines = append(out.Lines, p.Notes...)
	for _, r := range p.Rejected {
		row := page.PlanRow{Where: place(r.Sheet, r.Row), What: intake.DoReject, Name: r.Column, Reason: r.Reason, Fault: true}
		if r.Value != "" {
			row.Name += "：" + r.Value
		}
		out.Rows = append(out.Rows, row)
	}
	for _, r := range p.Rows {
		if r.What != intake.DoReject {
			out.Rows = append(out.Rows, page.PlanRow{Where: place(r.Sheet, r.Row), What: r.What, Name: r.Text, Reason: reasonOf(r),
				Doubt: r.What == intake.DoDoubtful, Same: r.What == intake.DoSame})
		}
	}
	slices.SortStableFunc(out.Rows, func(a, b page.PlanRow) int { return rank(a) - rank(b) })
	return out
}

func rank(r page.PlanRow) int {
	switch {
	case r.Fault:
		return 0
	case r.Doubt:
		return 1
	}
	return 2
}

func place(sheet string, row int) string {
	if sheet == "" {
		return fmt.Sprintf("第 %d 行", row)
	}
	return fmt.Sprintf("第 %d 行 %s", row, sheet)
}

func reasonOf(r intake.PlanRow) string {
	text := r.Reason
	for _, c := range r.Changes {
		if text != "" {
			text += "；"
		}
		text += fmt.Sprintf("%s：%s → %s", c.Column, c.Old, c.New)
	}
	return text
}

// ApplyImport writes a plan as one step.
func (a *actions) ApplyImport(ctx context.Context, plan *page.ImportPlan) error {
	h, err := heldBy(plan)
	if err != nil {
		return err
	}
	_, err = a.store.Do(ctx, data.Op{Name: plan.Step}, func(tx *store.Tx) error { return intake.Apply(tx, h.plan) })
	return err
}

// SaveRejects writes a copy of the ledger beside it, with the cells marked that could
// not be taken; it can be corrected and imported.
func (a *actions) SaveRejects(ctx context.Context, plan *page.ImportPlan) (path string, err error) {
	h, err := heldBy(plan)
	if err != nil {
		return "", err
	}
	path = command.RejectsPath(h.path)
	return path, command.WriteRejects(ctx, h.plan, h.data, path)
}
