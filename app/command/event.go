package command

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
)

type eventCmd struct {
	Add  eventAddCmd  `cmd:"" help:"给问题登记一件事：交办、签收、反馈、办结、回访、销号、延期……"`
	Void eventVoidCmd `cmd:"" help:"作废登记错了的一件事"`
}

type eventAddCmd struct {
	Problem      string `arg:"" help:"问题编号"`
	Kind         string `arg:"" help:"事项：交办 签收 办理 反馈 退回重办 办结 回访 办结后退回 销号 延期 异议 重启 不予受理 转办 移送线索 转长期坚持 长期转回 长期复查 改类 督办 阶段完成"`
	Date         string `name:"date" help:"发生日期（默认今天）" placeholder:"日期"`
	Unit         string `name:"unit" help:"交办、转办给哪个主办单位"`
	Due          string `name:"due" help:"期限：日期、7个工作日、立行立改、长期坚持……"`
	Note         string `name:"note" help:"说明或原因"`
	Approver     string `name:"approver" help:"审批人"`
	Applied      string `name:"applied" help:"延期的申请日期" placeholder:"日期"`
	Satisfaction string `name:"satisfaction" help:"回访满意度：非常满意 满意 基本满意 不满意 非常不满意"`
	Unreachable  string `name:"unreachable" help:"无法回访的原因"`
	Category     string `name:"category" help:"改为哪个类别"`
	Nature       string `name:"nature" help:"改为哪种性质"`
	Grade        string `name:"grade" help:"督办等级：蓝、橙、红"`
}

func (c *eventAddCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		kind, ok := data.KindNamed(c.Kind)
		if !ok {
			return data.Errorf(data.Invalid, "kind", "不认识的事项“%s”。", c.Kind)
		}
		var p *data.Problem
		_, err := s.Do(ctx, data.Op{Name: kind.Name() + " " + c.Problem}, func(tx *store.Tx) (err error) {
			if p, err = problemOf(tx.View, c.Problem); err != nil {
				return err
			}
			e, err := c.event(tx, p, kind)
			if err != nil {
				return err
			}
			clock, err := tx.Clock()
			if err != nil {
				return err
			}
			if err := p.Apply(e, clock); err != nil {
				return err
			}
			return tx.SaveProblem(p)
		})
		if err != nil {
			return err
		}
		return r.standing(ctx, s, p.ID)
	})
}

func (c *eventAddCmd) event(tx *store.Tx, p *data.Problem, kind data.Kind) (e data.Event, err error) {
	e = data.Event{Kind: kind, Basis: data.Real, Origin: data.FromWindow, Note: c.Note, Approver: c.Approver, Unreachable: c.Unreachable, Grade: c.Grade}
	if e.On, err = parseDay("--date", c.Date); err != nil {
		return e, err
	}
	if e.On == 0 {
		e.On = tx.Today()
	}
	if e.On > tx.Today() {
		return e, data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，还没有发生的事不能登记。", e.On)
	}
	if e.AppliedOn, err = parseDay("--applied", c.Applied); err != nil {
		return e, err
	}
	if e.Deadline, err = deadlineOf(c.Due, e.On); err != nil {
		return e, err
	}
	if e.Satisfaction, err = satisfaction(c.Satisfaction); err != nil {
		return e, err
	}
	if e.Category, err = entryOf(tx.View, data.DictCategory, "问题类别", c.Category); err != nil {
		return e, err
	}
	if e.Nature, err = entryOf(tx.View, data.DictNature, "问题性质", c.Nature); err != nil {
		return e, err
	}
	e.Unit, err = unitOf(tx, c.Unit, data.Department, true)
	if kind == data.Assign && e.Unit == 0 {
		e.Unit = assignedUnit(p)
	}
	return e, err
}

// assignedUnit is the lead unit a repeated 交办 without a name goes to.
func assignedUnit(p *data.Problem) data.ID {
	for i := len(p.Events) - 1; i >= 0; i-- {
		if x := p.Events[i]; !x.Voided() && (x.Kind == data.Assign || x.Kind == data.Transfer) {
			return x.Unit
		}
	}
	return 0
}

type eventVoidCmd struct {
	Problem string `arg:"" help:"问题编号"`
	Seq     int    `arg:"" help:"第几条（见 show）"`
	Reason  string `name:"reason" required:"" help:"原因"`
}

func (c *eventVoidCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		var p *data.Problem
		_, err := s.Do(ctx, data.Op{Name: "作废 " + c.Problem}, func(tx *store.Tx) (err error) {
			if p, err = problemOf(tx.View, c.Problem); err != nil {
				return err
			}
			clock, err := tx.Clock()
			if err != nil {
				return err
			}
			who, _ := data.ActorOf(ctx)
			if err := p.Void(c.Seq, who.Name, c.Reason, tx.Now(), clock); err != nil {
				return err
			}
			return tx.SaveProblem(p)
		})
		if err != nil {
			return err
		}
		return r.standing(ctx, s, p.ID)
	})
}

// standing tells where a problem stands after a change.
func (r *run) standing(ctx context.Context, s *store.Store, id data.ID) error {
	return s.View(ctx, func(v *store.View) error {
		d, err := detailOf(v, id, s.Today())
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(d)
		}
		r.print("%s %s 期限 %s %s", d.Code, d.State, orDash(d.Due), d.LightWord)
		return nil
	})
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
