package command

import (
	"context"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
)

type eventCmd struct {
	Add     eventAddCmd     `cmd:"" help:"给问题登记一件事：交办、签收、反馈、办结、回访、销号、延期……"`
	Correct eventCorrectCmd `cmd:"" help:"更正已登记的一件事：改日期（推定的改为实录）、期限、单位、说明"`
	Void    eventVoidCmd    `cmd:"" help:"作废登记错了的一件事"`
}

// eventFields are what may be typed about an event of any kind.
type eventFields struct {
	Date         string   `name:"date" help:"发生日期（默认今天）" placeholder:"日期"`
	Unit         string   `name:"unit" help:"交办、转办给哪个主办单位"`
	Due          string   `name:"due" help:"期限：日期、7个工作日、立行立改、长期坚持，分阶段的写几个日期（6月30日、9月底前）"`
	Note         string   `name:"note" help:"说明或原因"`
	Approver     string   `name:"approver" help:"审批人"`
	Applied      string   `name:"applied" help:"延期的申请日期" placeholder:"日期"`
	Satisfaction string   `name:"satisfaction" help:"回访满意度：非常满意 满意 基本满意 不满意 非常不满意"`
	Unreachable  string   `name:"unreachable" help:"无法回访的原因"`
	Category     string   `name:"category" help:"改为哪个类别"`
	Nature       string   `name:"nature" help:"改为哪种性质"`
	Measure      string   `name:"measure" help:"改为哪个措施条目"`
	Grade        string   `name:"grade" help:"督办等级：蓝、橙、红"`
	Support      string   `name:"support" help:"办理的是协办：分派（用 --unit 写明协办单位，--due 写明期限）或完成"`
	Told         string   `name:"told" help:"延期、不予受理告知企业的日期" placeholder:"日期"`
	Signer       string   `name:"signer" help:"销号时签字的主办单位主要负责人，或“无法取得（原因）”"`
	Signed       string   `name:"signed" help:"签字日期" placeholder:"日期"`
	Lacking      []string `name:"lacking" help:"销号缺哪些要件（在 --note 中写明原因）：主要负责人签字、企业反馈、审批人"`
}

type eventAddCmd struct {
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Kind    string `arg:"" name:"事项" help:"事项：交办 签收 办理 反馈 退回重办 办结 回访 办结后退回 销号 延期 异议 重启 不予受理 转办 移送线索 转长期坚持 长期转回 长期复查 改类 督办 阶段完成"`
	eventFields
}

func (c *eventAddCmd) Run(r *run) error {
	kind, ok := data.KindNamed(c.Kind)
	if !ok {
		return data.Errorf(data.Invalid, "kind", "不认识的事项“%s”。可用的有：%s。", c.Kind, kindNames())
	}
	return r.change(c.Problem, kind.Name(), func(tx *store.Tx, p *data.Problem, clock data.Clock) error {
		e := data.Event{Kind: kind, On: tx.Today(), Basis: data.Real, Origin: data.FromWindow}
		if err := c.fill(tx, &e); err != nil {
			return err
		}
		if kind == data.Assign && e.Unit == 0 {
			e.Unit = assignedUnit(p)
		}
		if err := p.Apply(e, clock); err != nil {
			return err
		}
		if e.Support == data.SupportGive {
			p.AddSupporting(e.Unit)
		}
		return nil
	})
}

// change alters one problem as one step and tells where it stands then.
func (r *run) change(problem, what string, alter func(tx *store.Tx, p *data.Problem, clock data.Clock) error) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		var p *data.Problem
		change, err := s.Do(ctx, data.Op{Name: what + " " + problem}, func(tx *store.Tx) (err error) {
			if p, err = problemOf(tx.View, problem); err != nil {
				return err
			}
			clock, err := tx.Clock()
			if err != nil {
				return err
			}
			if err := alter(tx, p, clock); err != nil {
				return err
			}
			return tx.SaveProblem(p)
		})
		if err != nil {
			return err
		}
		r.tellUnits(change)
		if err := r.standing(ctx, s, p.ID); err != nil {
			return err
		}
		return r.tellBackups(s, p)
	})
}

// tellBackups names the backups that still hold the text of a problem this step turned
// into a transfer.
func (r *run) tellBackups(s *store.Store, p *data.Problem) error {
	if last := p.Events[len(p.Events)-1]; last.Kind != data.MoveClue || last.Voided() {
		return nil
	}
	r.progress("原文已从台账、操作日志和检索中清除，不能撤销。")
	old, err := s.Backups()
	if err == nil && len(old) > 0 {
		r.progress("这些备份里还有原文，请自行处理：%s", strings.Join(old, "、"))
	}
	return err
}

// fill puts into the event what was typed and leaves the rest.
func (c *eventFields) fill(tx *store.Tx, e *data.Event) (err error) {
	if err := c.days(e, tx.Today()); err != nil {
		return err
	}
	for _, x := range []struct {
		text string
		into *string
	}{{c.Note, &e.Note}, {c.Approver, &e.Approver}, {c.Unreachable, &e.Unreachable}, {c.Grade, &e.Grade}, {c.Signer, &e.SignedBy}} {
		if x.text != "" {
			*x.into = x.text
		}
	}
	if c.Lacking != nil {
		if e.Missing, err = c.lacking(); err != nil {
			return err
		}
	}
	if e.Deadline, err = intake.ParseDeadline(c.Due, e.On); err != nil {
		return err
	}
	if e.Support, err = supportStep(c.Support, e.Support); err != nil {
		return err
	}
	if c.Satisfaction != "" {
		if e.Satisfaction, err = satisfaction(c.Satisfaction); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		kind data.EntryKind
		name string
		into *data.ID
	}{{data.DictCategory, c.Category, &e.Category}, {data.DictNature, c.Nature, &e.Nature}, {data.DictMeasure, c.Measure, &e.Measure}} {
		if x.name == "" {
			continue
		}
		if *x.into, err = tx.EntryNamed(x.kind, x.name); err != nil {
			return err
		}
	}
	if c.Unit != "" {
		e.Unit, err = tx.EnsureUnit(c.Unit, data.Department)
	}
	return err
}

// supportStep reads what a 办理 tells of a sub-task; nothing typed keeps what was.
func supportStep(text string, was data.SupportStep) (data.SupportStep, error) {
	switch text {
	case "":
		return was, nil
	case "分派":
		return data.SupportGive, nil
	case "完成":
		return data.SupportDone, nil
	}
	return "", data.Errorf(data.Invalid, "support", "--support 只有“分派”和“完成”两种，没有“%s”。", text)
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

// days fills in the dates that were typed; none may lie after today, since it has
// not happened yet.
func (c *eventFields) days(e *data.Event, today data.Date) error {
	for _, x := range []struct {
		option, text string
		into         *data.Date
	}{{"--date", c.Date, &e.On}, {"--applied", c.Applied, &e.AppliedOn}, {"--told", c.Told, &e.ToldOn}, {"--signed", c.Signed, &e.SignedOn}} {
		d, err := parseDay(x.option, x.text)
		if err != nil {
			return err
		}
		if d > today {
			return data.Errorf(data.Invalid, "date", "%s 的日期 %s 在今天之后，还没有发生的事不能登记。", x.option, d)
		}
		if d != 0 {
			*x.into = d
		}
	}
	return nil
}

func (c *eventFields) lacking() ([]string, error) {
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
