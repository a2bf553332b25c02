package command

import (
	"context"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

type showCmd struct {
	ID string `arg:"" help:"问题编号，或问题、走访、企业的编号"`
}

func (c *showCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			id, isID := strconv.ParseInt(c.ID, 10, 64)
			p, err := problemOf(v, c.ID)
			if err == nil {
				d, err := detailOf(v, p.ID, s.Today())
				if err != nil {
					return err
				}
				return c.problem(r, d)
			}
			if isID != nil || data.CodeOf(err) != data.NotFound {
				return err
			}
			if visit, e := v.Visit(data.ID(id)); e == nil {
				return r.json(visit)
			}
			if ent, e := v.Enterprise(data.ID(id)); e == nil {
				return r.json(ent)
			}
			return err
		})
	})
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
	Source       string            `json:"source"`
	Lead         string            `json:"lead"`
	Visiting     string            `json:"visiting"`
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
	Missing      []string          `json:"missing"`
	Fields       map[string]string `json:"fields,omitempty"`
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

// names prints the rows of a dimension.
func names(v *store.View, by data.Dim) (map[data.ID]string, error) {
	list, err := v.Names(by)
	if err != nil {
		return nil, err
	}
	m := make(map[data.ID]string, len(list))
	for _, n := range list {
		m[n.ID] = n.Name
	}
	return m, nil
}

func detailOf(v *store.View, id data.ID, today data.Date) (*detail, error) {
	p, err := v.Problem(id)
	if err != nil {
		return nil, err
	}
	clock, err := v.Clock()
	if err != nil {
		return nil, err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return nil, err
	}
	var of [9]map[data.ID]string
	for _, by := range []data.Dim{data.ByLead, data.ByRegion, data.ByCategory, data.BySource} {
		if of[by], err = names(v, by); err != nil {
			return nil, err
		}
	}
	d := &detail{ID: p.ID, Code: p.Code, State: tl.State.String(), Stock: tl.State.Stock(), StockName: tl.State.Stock().StockName(), Content: p.Content,
		Category: of[data.ByCategory][tl.Now.Category], Source: of[data.BySource][p.Source], Lead: of[data.ByLead][tl.Now.Lead], Visiting: of[data.ByLead][p.Visiting],
		Region: of[data.ByRegion][p.Region], RegisteredOn: tl.RegisteredOn.String(), RegInferred: tl.RegBasis == data.Inferred, AssignedOn: tl.AssignedOn.String(),
		Due: tl.Due.String(), FirstDue: tl.FirstDue.String(), Uncertain: tl.Uncertain, Extended: tl.Extended, LateExtended: tl.LateExtended,
		ResolvedOn: tl.ResolvedOn.String(), StruckOn: tl.StruckOn.String(), Missing: append([]string{}, tl.Missing...), Fields: p.Fields}
	if p.EnterpriseID != 0 {
		e, err := v.Enterprise(p.EnterpriseID)
		if err != nil {
			return nil, err
		}
		d.Enterprise = e.Name
	}
	d.Light, d.LightWord, _ = tl.LightOn(today, clock)
	for _, e := range p.Events {
		x := eventJSON{Seq: e.Seq, Kind: e.Kind.Name(), On: e.On.String(), Inferred: e.Basis == data.Inferred, Unit: of[data.ByLead][e.Unit],
			Deadline: e.Deadline.Text, Answer: e.Satisfaction.String(), Note: e.Note, Actor: e.Actor}
		if e.Voided() {
			x.Voided = e.VoidReason
		}
		d.Events = append(d.Events, x)
	}
	legal, _ := p.LegalKinds(today, data.FromWindow, clock)
	for _, k := range legal {
		d.Next = append(d.Next, k.Name())
	}
	return d, nil
}

func (c *showCmd) problem(r *run, d *detail) error {
	if r.args.JSON {
		return r.json(d)
	}
	r.print("%s  %s  %s  %s", d.Code, d.State, d.Light, d.LightWord)
	for _, x := range [][2]string{{"问题", d.Content}, {"企业", d.Enterprise}, {"所在地", d.Region}, {"类别", d.Category}, {"来源", d.Source}, {"走访单位", d.Visiting},
		{"主办单位", d.Lead}, {"登记日", d.RegisteredOn}, {"交办日", d.AssignedOn}, {"期限", d.Due}, {"不确定", d.Uncertain}, {"办结日", d.ResolvedOn}, {"销号日", d.StruckOn},
		{"要件待补", strings.Join(d.Missing, "、")}} {
		if x[1] != "" {
			r.print("  %s：%s", x[0], x[1])
		}
	}
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
