package app

import (
	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/workday"
)

// saveVisit puts facts of one visit right; the name is for errors.
func (w *cells) saveVisit(group []page.CellInput) (name string, err error) {
	x, err := w.tx.Visit(group[0].Problem)
	if err != nil {
		return "", err
	}
	name = x.On.String() + "的走访"
	problems, err := w.tx.ProblemsOfVisit(x.ID)
	if err != nil {
		return name, err
	}
	for _, c := range group {
		if why := c.Fact.VisitRefusal(len(problems)); why != "" {
			return name, data.Errorf(data.Conflict, string(c.Fact), "%s", why)
		}
		if err := w.setVisit(x, c); err != nil {
			return name, err
		}
	}
	same, err := w.tx.FindVisit(x.On, x.Unit, x.EnterpriseID)
	if err != nil {
		return name, err
	}
	if same != nil && same.ID != x.ID {
		return name, data.Errorf(data.Conflict, string(group[0].Fact), "这个单位 %s 走访这家企业的记录已经有了，没有修改。", x.On)
	}
	return name, w.tx.SaveVisit(x)
}

func (w *cells) setVisit(x *data.Visit, c page.CellInput) (err error) {
	missing := func(what string) error { return data.Errorf(data.Invalid, string(c.Fact), "%s不能空着。", what) }
	switch c.Fact {
	case data.FactVisitOn:
		if x.On, err = workday.Parse(c.Text); err != nil {
			return data.Errorf(data.Invalid, string(c.Fact), "走访日期应写成 %s。", w.day)
		}
		if x.On > w.day {
			return data.Errorf(data.Invalid, string(c.Fact), "走访日期 %s 在今天之后，请核对。", x.On)
		}
	case data.FactVisitUnit:
		if c.Text == "" {
			return missing("走访单位")
		}
		x.Unit, err = w.unit(c.Text, data.Commission)
	case data.FactVisitEnterprise:
		if c.Text == "" {
			return missing("企业")
		}
		x.EnterpriseID, err = w.firm(c.Text, x.Region)
	case data.FactVisitRegion:
		x.Region, err = w.view.RegionNamed(c.Text)
	case data.FactVisitAnswer:
		answer, ok := data.SatisfactionNamed(c.Text)
		if !ok && c.Text != "" {
			return data.Errorf(data.Invalid, string(c.Fact), "没有“%s”这种满意度。可用的有：非常满意、满意、基本满意、不满意、非常不满意。", c.Text)
		}
		x.Satisfaction = answer
	}
	return err
}
