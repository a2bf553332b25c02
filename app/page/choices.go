package page

import (
	"context"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

// choices are the words a form offers.
type choices struct {
	units      []named         // all, those that visit come first
	own        string          // what the office is called; "": nobody said
	leads      []named         // those that take problems on come first
	known      map[string]bool // names and aliases of units
	regions    []named
	categories []named
	natures    []named
	measures   []named
	sources    []named
	rules      data.Rules // what the office requires
	limits     data.UsualLimits
	limitKeys  map[string]string // the settings of categories' own limits, by their names and aliases
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
	c.limitKeys = map[string]string{}
	for _, d := range []struct {
		kind data.EntryKind
		into *[]named
	}{{data.DictCategory, &c.categories}, {data.DictNature, &c.natures}, {data.DictMeasure, &c.measures}, {data.DictSource, &c.sources}} {
		entries, err := v.Entries(d.kind)
		if err != nil {
			return c, err
		}
		for _, e := range entries {
			if d.kind == data.DictCategory {
				for _, name := range append(e.Aliases, e.Name) {
					c.limitKeys[name] = data.CategoryLimitKey(e)
				}
			}
			if !e.Retired {
				*d.into = append(*d.into, newNamed(e.Name, e.Aliases))
			}
		}
	}
	clock, err := v.Clock()
	if err != nil {
		return c, err
	}
	c.rules = clock.Rules
	settings, err := v.Settings()
	c.limits, c.own = data.LimitsOf(settings), strings.TrimSpace(settings["office.name"])
	return c, err
}

// visiting are the units offered for 走访单位: the office's own first, also where it has
// not been on a visit yet.
func (c choices) visiting() []named {
	if c.own == "" {
		return c.units
	}
	own := newNamed(c.own, nil)
	rest := slices.DeleteFunc(slices.Clone(c.units), func(n named) bool {
		is := n.name == c.own || slices.Contains(n.aliases, c.own)
		if is {
			own = n
		}
		return is
	})
	if c.known[c.own] && len(rest) == len(c.units) {
		return c.units // it is no more
	}
	return append([]named{own}, rest...)
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
