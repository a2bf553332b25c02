package command

import (
	"context"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

type eventCmd struct {
	Add  eventAddCmd  `cmd:"" help:"给问题登记一件事：交办、签收、反馈、办结、回访、销号、延期……"`
	Void eventVoidCmd `cmd:"" help:"作废登记错了的一件事"`
}

type eventAddCmd struct {
	Problem      string `arg:"" name:"问题" help:"问题编号"`
	Kind         string `arg:"" name:"事项" help:"事项：交办 签收 办理 反馈 退回重办 办结 回访 办结后退回 销号 延期 异议 重启 不予受理 转办 移送线索 转长期坚持 长期转回 长期复查 改类 督办 阶段完成"`
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
	Measure      string `name:"measure" help:"改为哪个措施条目"`
	Grade        string `name:"grade" help:"督办等级：蓝、橙、红"`
	Told         string `name:"told" help:"延期、不予受理告知企业的日期" placeholder:"日期"`
	Signer       string `name:"signer" help:"销号时签字的主办单位主要负责人，或“无法取得（原因）”"`
	Signed       string `name:"signed" help:"签字日期" placeholder:"日期"`

	Lacking []string `name:"lacking" help:"销号缺哪些要件（在 --note 中写明原因）：主要负责人签字、企业反馈、审批人"`
}

func (c *eventAddCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		kind, ok := data.KindNamed(c.Kind)
		if !ok {
			return data.Errorf(data.Invalid, "kind", "不认识的事项“%s”。可用的有：%s。", c.Kind, kindNames())
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
	e = data.Event{Kind: kind, Basis: data.Real, Origin: data.FromWindow, Note: c.Note, Approver: c.Approver, Unreachable: c.Unreachable, Grade: c.Grade,
		SignedBy: c.Signer}
	if err := c.days(&e, tx.Today()); err != nil {
		return e, err
	}
	if e.Missing, err = c.lacking(); err != nil {
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
	if e.Measure, err = entryOf(tx.View, data.DictMeasure, "措施条目", c.Measure); err != nil {
		return e, err
	}
	e.Unit, err = unitOf(tx, c.Unit, data.Department, true)
	if kind == data.Assign && e.Unit == 0 {
		e.Unit = assignedUnit(p)
	}
	return e, err
}

func kindNames() string {
	var out []string
	for _, k := range data.Kinds {
		if k.Kind != data.Register {
			out = append(out, k.Name)
		}
	}
	return strings.Join(out, "、")
}

// days fills in the dates; none may lie after today, since it has not happened yet.
func (c *eventAddCmd) days(e *data.Event, today data.Date) (err error) {
	for _, x := range []struct {
		option, text string
		into         *data.Date
	}{{"--date", c.Date, &e.On}, {"--applied", c.Applied, &e.AppliedOn}, {"--told", c.Told, &e.ToldOn}, {"--signed", c.Signed, &e.SignedOn}} {
		if *x.into, err = parseDay(x.option, x.text); err != nil {
			return err
		}
		if *x.into > today {
			return data.Errorf(data.Invalid, "date", "%s 的日期 %s 在今天之后，还没有发生的事不能登记。", x.option, *x.into)
		}
	}
	if e.On == 0 {
		e.On = today
	}
	return nil
}

func (c *eventAddCmd) lacking() ([]string, error) {
	known := []string{data.PaperSign, data.PaperFeedback, data.PaperApprover}
	for _, paper := range c.Lacking {
		if !slices.Contains(known, paper) {
			return nil, data.Errorf(data.Invalid, "lacking", "没有“%s”这个要件；只有：%s。", paper, strings.Join(known, "、"))
		}
	}
	return c.Lacking, nil
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
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Seq     int    `arg:"" name:"第几条" help:"第几条（见 show）"`
	Reason  string `name:"reason" required:"" help:"原因" placeholder:"原因"`
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
		r.print("%s %s 期限 %s %s", d.Code, d.State, orDash(d.Due), d.light())
		for _, w := range d.Warnings {
			r.progress("注意：%s", w)
		}
		return nil
	})
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
