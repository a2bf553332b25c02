package command

import (
	"context"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

type showCmd struct {
	ID string `arg:"" name:"编号" help:"问题编号，或问题、走访、企业的编号"`
	As string `name:"as" help:"编号是谁的：problem、visit、enterprise（同一个数字可能都有；默认依次去找）" enum:",problem,visit,enterprise" default:"" placeholder:"类别"`
}

func (c *showCmd) Run(r *run) error {
	if err := r.existing(); err != nil {
		return err
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			for _, look := range []struct {
				as   string
				show func() error
			}{
				{"problem", func() error { return c.showProblem(r, v, s.Today()) }},
				{"visit", func() error { return c.showVisit(r, v) }},
				{"enterprise", func() error { return c.showEnterprise(r, v) }},
			} {
				if c.As != "" && c.As != look.as {
					continue
				}
				if err := look.show(); data.CodeOf(err) != data.NotFound {
					return err
				}
			}
			return data.Errorf(data.NotFound, "id", "没有编号为“%s”的%s，可能已被删除；请核对编号。", c.ID, c.word())
		})
	})
}

func (c *showCmd) word() string {
	if c.As == "" {
		return "问题、走访或企业"
	}
	return entityName(data.Entity(c.As))
}

// number is the ID as a number; a printed code is none.
func (c *showCmd) number() data.ID {
	n, err := strconv.ParseInt(c.ID, 10, 64)
	if err != nil {
		return 0
	}
	return data.ID(n)
}

func (c *showCmd) showProblem(r *run, v *store.View, today data.Date) error {
	p, err := problemOf(v, c.ID)
	if err != nil {
		return err
	}
	d, err := detailOf(v, p.ID, today)
	if err != nil {
		return err
	}
	return c.problem(r, d)
}

// detail is a problem as `show` tells it.
type detail struct {
	ID           data.ID           `json:"id"`
	Code         string            `json:"code"`
	State        string            `json:"state"`
	Stock        data.Stock        `json:"stock"`
	StockName    string            `json:"stock_name"`
	Content      string            `json:"content"`
	Enterprise   string            `json:"enterprise"`
	Category     string            `json:"category"`
	Nature       string            `json:"nature"`
	Measure      string            `json:"measure"`
	Source       string            `json:"source"`
	Lead         string            `json:"lead"`
	Visiting     string            `json:"visiting"`
	Supervising  string            `json:"supervising"`
	Region       string            `json:"region"`
	RegisteredOn string            `json:"registered_on"`
	RegInferred  bool              `json:"registered_inferred"`
	AssignedOn   string            `json:"assigned_on"`
	Due          string            `json:"due"`
	FirstDue     string            `json:"first_due"`
	Uncertain    string            `json:"uncertain"`
	Extended     bool              `json:"extended"`
	LateExtended bool              `json:"late_extended"`
	ResolvedOn   string            `json:"resolved_on"`
	StruckOn     string            `json:"struck_on"`
	Light        data.Light        `json:"light"`
	LightWord    string            `json:"light_word"`
	Grade        string            `json:"grade"` // of 督办; another column, not the light
	Lasting      bool              `json:"lasting"`
	SentBack     int               `json:"sent_back"`
	Reopened     int               `json:"reopened"`
	Satisfaction string            `json:"satisfaction"`
	Missing      []string          `json:"missing"`
	Warnings     []string          `json:"warnings"`
	Fields       map[string]string `json:"fields,omitempty"`
	SubTasks     []subTaskJSON     `json:"sub_tasks,omitempty"` // of the supporting units
	Attachments  []attachmentJSON  `json:"attachments,omitempty"`
	Events       []eventJSON       `json:"events"`
	Next         []string          `json:"next"`
}

type eventJSON struct {
	Seq      int    `json:"seq"`
	Kind     string `json:"kind"`
	On       string `json:"on"`
	Inferred bool   `json:"inferred"`
	Unit     string `json:"unit,omitempty"`
	Deadline string `json:"deadline,omitempty"`
	Answer   string `json:"satisfaction,omitempty"`
	Note     string `json:"note,omitempty"`
	Actor    string `json:"actor"`
	Voided   string `json:"voided,omitempty"`
}

type subTaskJSON struct {
	Unit   string `json:"unit"`
	Due    string `json:"due"`
	Usual  bool   `json:"usual,omitempty"` // nobody wrote the limit: the office's usual one
	DoneOn string `json:"done_on,omitempty"`
	Late   bool   `json:"late,omitempty"`
}

func detailOf(v *store.View, id data.ID, today data.Date) (*detail, error) {
	a, err := v.Account(id)
	if err != nil {
		return nil, err
	}
	p, tl, clock := a.Problem, a.Timeline, a.Clock
	d := &detail{ID: p.ID, Code: p.Code, State: tl.State.String(), Stock: tl.State.Stock(), StockName: tl.State.Stock().StockName(), Content: p.Content, Enterprise: a.Enterprise,
		Category: a.Category(tl.Now.Category), Nature: a.Nature(tl.Now.Nature), Measure: a.Measure(tl.Now.Measure),
		Supervising: a.Unit(p.Supervising), Grade: tl.Grade, Lasting: tl.Lasting, SentBack: tl.SentBack, Reopened: tl.Reopened, Satisfaction: tl.Satisfaction.String(),
		Source: a.Source(p.Source), Lead: a.Unit(tl.Now.Lead), Visiting: a.Unit(p.Visiting),
		Region: a.Region(p.Region), RegisteredOn: tl.RegisteredOn.String(), RegInferred: tl.RegBasis == data.Inferred, AssignedOn: tl.AssignedOn.String(),
		Due: tl.Due.String(), FirstDue: tl.FirstDue.String(), Uncertain: tl.Uncertain, Extended: tl.Extended, LateExtended: tl.LateExtended,
		ResolvedOn: tl.ResolvedOn.String(), StruckOn: tl.StruckOn.String(), Missing: append([]string{}, tl.Missing...), Fields: p.Fields}
	d.Light, d.LightWord, _ = tl.LightOn(today, clock)
	for _, e := range p.Events {
		x := eventJSON{Seq: e.Seq, Kind: e.Title(), On: e.On.String(), Inferred: e.Basis == data.Inferred, Unit: a.Unit(e.Unit),
			Deadline: e.Deadline.Text, Answer: e.Satisfaction.String(), Note: e.Note, Actor: e.Actor}
		if e.Voided() {
			x.Voided = e.VoidReason
		}
		d.Events = append(d.Events, x)
	}
	for _, s := range p.SubTasks(clock) {
		d.SubTasks = append(d.SubTasks, subTaskJSON{Unit: a.Unit(s.Unit), Due: s.Due.String(), Usual: s.Usual, DoneOn: s.DoneOn.String(), Late: s.LateOn(today)})
	}
	if d.Attachments, err = attachmentsOf(v, id); err != nil {
		return nil, err
	}
	d.Warnings = append([]string{}, a.Warnings(today)...)
	d.Next = []string{}
	legal, _ := p.LegalKinds(today, data.FromWindow, clock)
	for _, k := range legal {
		d.Next = append(d.Next, k.Name())
	}
	return d, nil
}

// light is the light's word, with 延 where the deadline was extended.
func (d *detail) light() string {
	if d.Extended {
		return d.LightWord + "（延）"
	}
	return d.LightWord
}

func (c *showCmd) problem(r *run, d *detail) error {
	if r.args.JSON {
		return r.json(d)
	}
	r.print("%s  %s  %s  %s", d.Code, d.State, d.Light, d.light())
	first := d.FirstDue
	if !d.Extended {
		first = ""
	}
	r.lines([][2]string{{"问题", d.Content}, {"企业", d.Enterprise}, {"所在地", d.Region}, {"类别", d.Category}, {"性质", d.Nature}, {"措施", d.Measure}, {"来源", d.Source},
		{"走访单位", d.Visiting}, {"主办单位", d.Lead}, {"监督单位", d.Supervising}, {"登记日", d.RegisteredOn}, {"交办日", d.AssignedOn}, {"期限", d.Due}, {"原期限", first},
		{"不确定", d.Uncertain}, {"督办", d.Grade}, {"办结日", d.ResolvedOn}, {"销号日", d.StruckOn}, {"满意度", d.Satisfaction}, {"要件待补", strings.Join(d.Missing, "、")},
		{"注意", strings.Join(d.Warnings, "")}})
	for _, e := range d.Events {
		line := strconv.Itoa(e.Seq) + ". " + e.On
		if e.Inferred {
			line += "（推定）"
		}
		line += " " + e.Kind
		for _, s := range []string{e.Unit, e.Deadline, e.Answer, e.Note} {
			if s != "" {
				line += " " + s
			}
		}
		if e.Voided != "" {
			line += "（已作废：" + e.Voided + "）"
		}
		r.print("    %s", line)
	}
	r.print("  现在可以：%s", strings.Join(d.Next, "、"))
	return nil
}
