package command

import (
	"qinqing/data"
	"qinqing/data/store"
)

type visitJSON struct {
	ID           data.ID  `json:"id"`
	On           string   `json:"on"`
	Unit         string   `json:"unit"`
	Join         []string `json:"join"`
	Enterprise   string   `json:"enterprise"`
	EnterpriseID data.ID  `json:"enterprise_id"`
	Region       string   `json:"region"`
	Visitors     string   `json:"visitors"`
	Reply        string   `json:"reply"`
	Satisfaction string   `json:"satisfaction"`
	Note         string   `json:"note"`
}

func (c *showCmd) showVisit(r *run, v *store.View) error {
	x, err := v.Visit(c.number())
	if err != nil {
		return err
	}
	units, err := v.NamesByID(data.ByVisiting)
	if err != nil {
		return err
	}
	regions, err := v.NamesByID(data.ByRegion)
	if err != nil {
		return err
	}
	firm, err := enterpriseName(v, x.EnterpriseID)
	if err != nil {
		return err
	}
	out := visitJSON{ID: x.ID, On: x.On.String(), Unit: units[x.Unit], Join: []string{}, Enterprise: firm, EnterpriseID: x.EnterpriseID, Region: regions[x.Region],
		Visitors: x.Visitors, Reply: x.Reply, Satisfaction: x.Satisfaction.String(), Note: x.Note}
	for _, u := range x.JoinUnits {
		out.Join = append(out.Join, units[u])
	}
	if r.args.JSON {
		return r.json(out)
	}
	r.print("走访 %d", out.ID)
	join := ""
	for _, u := range out.Join {
		join += u + " "
	}
	r.lines([][2]string{{"日期", out.On}, {"走访单位", out.Unit}, {"联合走访", join}, {"企业", firm}, {"所在地", out.Region}, {"走访人员", out.Visitors},
		{"现场答复", out.Reply}, {"满意度", out.Satisfaction}, {"备注", out.Note}})
	return nil
}

type enterpriseJSON struct {
	ID       data.ID `json:"id"`
	Name     string  `json:"name"`
	USCC     string  `json:"uscc"`
	Alias    string  `json:"alias"`
	Industry string  `json:"industry"`
	Region   string  `json:"region"`
	Contact  string  `json:"contact"`
	Phone    string  `json:"phone"`
}

func (c *showCmd) showEnterprise(r *run, v *store.View) error {
	x, err := v.Enterprise(c.number())
	if err != nil {
		return err
	}
	regions, err := v.NamesByID(data.ByRegion)
	if err != nil {
		return err
	}
	out := enterpriseJSON{x.ID, x.Name, x.USCC, x.Alias, x.Industry, regions[x.Region], x.Contact, x.Phone}
	if r.args.JSON {
		return r.json(out)
	}
	r.print("%s", out.Name)
	r.lines([][2]string{{"统一社会信用代码", out.USCC}, {"化名", out.Alias}, {"行业", out.Industry}, {"所在地", out.Region}, {"联系人", out.Contact}, {"电话", out.Phone}})
	return nil
}

// lines prints what is filled in, one a line.
func (r *run) lines(list [][2]string) {
	for _, x := range list {
		if x[1] != "" {
			r.print("  %s：%s", x[0], x[1])
		}
	}
}
