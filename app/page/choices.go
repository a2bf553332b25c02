package page

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
)

// choices are the words a form offers.
type choices struct {
	units      []named         // all, for 走访单位
	leads      []named         // those that take problems on come first
	known      map[string]bool // names and aliases of units
	regions    []named
	categories []named
	natures    []named
	measures   []named
	sources    []named
	rules      data.Rules // what the office requires
}

// withChoices reads the words and goes on with them.
func (o *Office) withChoices(then func(choices)) {
	var c choices
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			c, err = choicesOf(v)
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出单位和类别", err)
			return
		}
		then(c)
	})
}

func choicesOf(v *store.View) (c choices, err error) {
	units, err := v.Units()
	if err != nil {
		return c, err
	}
	c.known = map[string]bool{}
	var visiting, others []named
	for _, u := range units {
		x := newNamed(u.Name, u.Aliases)
		for _, s := range append(u.Aliases, u.Name) {
			c.known[s] = true
		}
		if u.ValidTo != 0 || !u.DeletedAt.IsZero() {
			continue
		}
		if u.Kind == data.Department || u.Kind == data.TownUnit || u.Kind == data.OtherUnit {
			others = append(others, x)
		} else {
			visiting = append(visiting, x)
		}
	}
	c.units = append(append(c.units, visiting...), others...)
	c.leads = append(append(c.leads, others...), visiting...)
	regions, err := v.Regions()
	if err != nil {
		return c, err
	}
	for _, r := range regions {
		c.regions = append(c.regions, newNamed(r.Name, nil))
	}
	for _, d := range []struct {
		kind data.EntryKind
		into *[]named
	}{{data.DictCategory, &c.categories}, {data.DictNature, &c.natures}, {data.DictMeasure, &c.measures}, {data.DictSource, &c.sources}} {
		entries, err := v.Entries(d.kind)
		if err != nil {
			return c, err
		}
		for _, e := range entries {
			if !e.Retired {
				*d.into = append(*d.into, newNamed(e.Name, e.Aliases))
			}
		}
	}
	clock, err := v.Clock()
	c.rules = clock.Rules
	return c, err
}

// offer offers some of the words as they are when they are asked for.
func (o *Office) offer(which func(choices) []named) func(text string) []string {
	return func(text string) (out []string) {
		err := o.View(o.Context, func(v *store.View) error {
			c, err := choicesOf(v)
			out = offering(which(c))(text)
			return err
		})
		if err != nil {
			o.log("choices: " + err.Error())
		}
		return out
	}
}

// enterprises offers what matches a text or its pinyin initials.
func (o *Office) enterprises(text string) []string {
	if text == "" {
		return nil
	}
	var out []string
	err := o.View(o.Context, func(v *store.View) error {
		found, err := v.EnterprisePage(text, 30)
		for _, e := range found {
			out = append(out, e.Name)
		}
		return err
	})
	if err != nil {
		o.log("enterprises: " + err.Error())
	}
	return out
}

// deadlines are the limits offices write most.
var deadlines = []string{"5个工作日", "10个工作日", "15个工作日", "30个工作日", "1个月", "3个月", "立行立改", "长期坚持"}

// dueHint is the day a limit falls on, as it is typed.
func (o *Office) dueHint(text string, on data.Date) string {
	if text == "" || on == 0 {
		return ""
	}
	due, uncertain, err := o.Actions.DueDay(o.Context, text, on)
	switch {
	case err != nil:
		return "还看不懂，如：10个工作日、" + on.AddDays(30).String() + "、立行立改"
	case due == 0:
		return "没有具体日期"
	case uncertain != "":
		return "到期日 " + due.String() + "（不确定：" + uncertain + "）"
	}
	return "到期日 " + due.String()
}
