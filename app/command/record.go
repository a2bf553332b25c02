package command

import (
	"context"
	"slices"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
)

type visitCmd struct {
	Add visitAddCmd `cmd:"" help:"登记一次走访"`
}

type visitAddCmd struct {
	Date         string   `name:"date" help:"走访日期（默认今天）" placeholder:"日期"`
	Unit         string   `name:"unit" required:"" help:"走访单位"`
	Join         []string `name:"join" help:"联合走访的其他单位"`
	Enterprise   string   `name:"enterprise" required:"" help:"企业名称"`
	Region       string   `name:"region" help:"企业所在县（市、区）或乡镇"`
	Visitors     string   `name:"visitors" help:"走访人员"`
	Satisfaction string   `name:"satisfaction" help:"企业对走访的满意度"`
	Note         string   `name:"note" help:"备注"`
}

func (c *visitAddCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		on, err := parseDay("--date", c.Date)
		if err != nil {
			return err
		}
		if on == 0 {
			on = s.Today()
		}
		v := &data.Visit{On: on, Visitors: c.Visitors, Note: c.Note}
		change, err := s.Do(ctx, data.Op{Name: "登记走访"}, func(tx *store.Tx) error { return c.save(tx, v) })
		if err != nil {
			return err
		}
		r.tellUnits(change)
		return r.saved(v.ID, "")
	})
}

func (c *visitAddCmd) save(tx *store.Tx, v *data.Visit) (err error) {
	if v.On > tx.Today() {
		return data.Errorf(data.Invalid, "date", "走访日期 %s 在今天之后，请核对。", v.On)
	}
	if v.Satisfaction, err = satisfaction(c.Satisfaction); err != nil {
		return err
	}
	if v.Region, err = tx.RegionNamed(c.Region); err != nil {
		return err
	}
	e, err := tx.EnsureEnterprise(c.Enterprise, v.Region)
	if err != nil {
		return err
	}
	v.EnterpriseID = e.ID
	if v.Region == 0 {
		v.Region = e.Region
	}
	if v.Unit, err = tx.EnsureUnit(c.Unit, data.Commission); err != nil {
		return err
	}
	for _, name := range c.Join {
		id, err := tx.EnsureUnit(name, data.Commission)
		if err != nil {
			return err
		}
		v.JoinUnits = append(v.JoinUnits, id)
	}
	if err := refuseSame(tx, v); err != nil {
		return err
	}
	return tx.SaveVisit(v)
}

// refuseSame: same unit, day and enterprise is one visit, whether the unit made it
// alone or with others.
func refuseSame(tx *store.Tx, v *data.Visit) error {
	return tx.Calls(v.On, v.On, func(x *data.Visit) error {
		if x.EnterpriseID != v.EnterpriseID {
			return nil
		}
		for _, u := range v.Units() {
			if slices.Contains(x.Units(), u) {
				return data.Errorf(data.Conflict, "enterprise", "这个单位 %s 走访这家企业的记录已经有了（编号 %d），没有重复登记。", v.On, x.ID)
			}
		}
		return nil
	})
}

func satisfaction(word string) (data.Satisfaction, error) {
	if word == "" {
		return data.NoAnswer, nil
	}
	s, ok := data.SatisfactionNamed(word)
	if !ok {
		return 0, data.Errorf(data.Invalid, "satisfaction", "满意度只有：非常满意、满意、基本满意、不满意、非常不满意；不认识“%s”。", word)
	}
	return s, nil
}

type problemCmd struct {
	Add        problemAddCmd        `cmd:"" help:"登记一个问题"`
	Complained problemComplainedCmd `cmd:"" help:"补填一个问题反映的是哪个单位（应回避）"`
}

type problemComplainedCmd struct {
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Unit    string `arg:"" name:"单位" help:"被反映的单位"`
}

// Run notes afterwards which unit is complained of: no paper about conduct is made before.
func (c *problemComplainedCmd) Run(r *run) error {
	return r.change(c.Problem, "补填被反映单位", func(tx *store.Tx, p *data.Problem, _ data.Clock) (err error) {
		p.ComplainedUnit, err = tx.EnsureUnit(c.Unit, data.Department)
		if err == nil && p.ComplainedUnit == 0 {
			err = data.Errorf(data.Invalid, "complained", "请写明被反映的单位。")
		}
		return err
	})
}

type problemAddCmd struct {
	Date        string  `name:"date" help:"登记日期（默认今天，或所属走访的日期）" placeholder:"日期"`
	Visit       data.ID `name:"visit" help:"所属走访的编号"`
	Content     string  `name:"content" required:"" help:"问题内容"`
	Enterprise  string  `name:"enterprise" help:"企业名称（不属于走访时）"`
	Region      string  `name:"region" help:"企业所在地"`
	Category    string  `name:"category" help:"问题类别"`
	Nature      string  `name:"nature" help:"问题性质"`
	Source      string  `name:"source" help:"问题来源"`
	Measure     string  `name:"measure" help:"措施条目"`
	Visiting    string  `name:"visiting" help:"走访单位（不属于走访时）"`
	Supervising string  `name:"supervising" help:"监督单位"`
	Complained  string  `name:"complained" help:"被反映的单位（应回避）"`
	Complaint   bool    `name:"complaint" help:"反映作风、行为的问题，任何时候都隐去企业"`
	RealName    bool    `name:"real-name" help:"企业同意实名转办"`
	Unit        string  `name:"unit" help:"主办单位；写明则同时交办"`
	Assigned    string  `name:"assigned" help:"交办日期（默认登记日期）" placeholder:"日期"`
	Due         string  `name:"due" help:"期限：日期、7个工作日、立行立改、长期坚持……"`
}

func (c *problemAddCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		p := &data.Problem{VisitID: c.Visit, Content: c.Content, Complaint: c.Complaint, RealNameOK: c.RealName}
		change, err := s.Do(ctx, data.Op{Name: "登记问题"}, func(tx *store.Tx) error { return c.save(tx, p) })
		if err != nil {
			return err
		}
		r.tellUnits(change)
		return r.registered(ctx, s, p)
	})
}

// registered tells the new number, and on stderr what is amiss about the handing over.
func (r *run) registered(ctx context.Context, s *store.Store, p *data.Problem) error {
	var clock data.Clock
	err := s.View(ctx, func(v *store.View) (err error) {
		clock, err = v.Clock()
		return err
	})
	if err != nil {
		return err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return err
	}
	for _, w := range data.Warnings(p, tl) {
		r.progress("注意：%s", w)
	}
	return r.saved(p.ID, p.Code)
}

func (c *problemAddCmd) save(tx *store.Tx, p *data.Problem) error {
	on, err := parseDay("--date", c.Date)
	if err != nil {
		return err
	}
	if on == 0 {
		on = tx.Today()
	}
	if c.Visit != 0 {
		visit, err := tx.Visit(c.Visit)
		if err != nil {
			return err
		}
		p.EnterpriseID, p.Region, p.Visiting = visit.EnterpriseID, visit.Region, visit.Unit
		if c.Date == "" {
			on = visit.On
		}
	}
	if on > tx.Today() {
		return data.Errorf(data.Invalid, "date", "登记日期 %s 在今天之后，请核对。", on)
	}
	if err := c.facts(tx, p); err != nil {
		return err
	}
	clock, err := tx.Clock()
	if err != nil {
		return err
	}
	if err := p.Apply(data.Event{Kind: data.Register, On: on, Basis: data.Real, Origin: data.FromWindow}, clock); err != nil {
		return err
	}
	if err := c.assign(tx, p, on, clock); err != nil {
		return err
	}
	return tx.SaveProblem(p)
}

// facts fills in what the flags name.
func (c *problemAddCmd) facts(tx *store.Tx, p *data.Problem) (err error) {
	if c.Region != "" {
		if p.Region, err = tx.RegionNamed(c.Region); err != nil {
			return err
		}
	}
	if c.Enterprise != "" {
		e, err := tx.EnsureEnterprise(c.Enterprise, p.Region)
		if err != nil {
			return err
		}
		p.EnterpriseID = e.ID
		if p.Region == 0 {
			p.Region = e.Region
		}
	}
	for _, f := range []struct {
		kind data.EntryKind
		name string
		into *data.ID
	}{
		{data.DictCategory, c.Category, &p.Category}, {data.DictNature, c.Nature, &p.Nature},
		{data.DictSource, c.Source, &p.Source}, {data.DictMeasure, c.Measure, &p.Measure},
	} {
		if *f.into, err = tx.EntryNamed(f.kind, f.name); err != nil {
			return err
		}
	}
	if c.Visiting != "" {
		if p.Visiting, err = tx.EnsureUnit(c.Visiting, data.Commission); err != nil {
			return err
		}
	}
	if p.ComplainedUnit, err = tx.EnsureUnit(c.Complained, data.Department); err != nil {
		return err
	}
	p.Supervising, err = tx.EnsureUnit(c.Supervising, data.Dispatched)
	return err
}

func (c *problemAddCmd) assign(tx *store.Tx, p *data.Problem, on data.Date, clock data.Clock) error {
	if c.Unit == "" {
		if c.Due != "" || c.Assigned != "" {
			return data.Errorf(data.Invalid, "unit", "写明期限或交办日期时，须同时用 --unit 写明主办单位。")
		}
		return nil
	}
	unit, err := tx.EnsureUnit(c.Unit, data.Department)
	if err != nil {
		return err
	}
	day, err := parseDay("--assigned", c.Assigned)
	if err != nil {
		return err
	}
	if day == 0 {
		day = on
	}
	deadline, err := intake.ParseDeadline(c.Due, day)
	if err != nil {
		return err
	}
	return p.Apply(data.Event{Kind: data.Assign, On: day, Basis: data.Real, Origin: data.FromWindow, Unit: unit, Deadline: deadline}, clock)
}

// tellUnits names the units that were added because nobody had the name that was typed.
func (r *run) tellUnits(change data.Changes) {
	for _, name := range change.NewUnits {
		r.progress("新单位：%s", name)
	}
}

// saved tells the id of a new record.
func (r *run) saved(id data.ID, code string) error {
	if r.args.JSON {
		return r.json(map[string]any{"id": id, "code": code})
	}
	if code != "" {
		r.print("%s", code)
		return nil
	}
	r.print("%d", id)
	return nil
}
