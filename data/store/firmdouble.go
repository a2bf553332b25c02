package store

import (
	"cmp"
	"slices"

	"qinqing/data"
	"qinqing/data/intake"
)

// Double is two enterprises that may be one and the same.
type Double struct {
	A, B data.ID // A the older record
	Why  string
}

// doubleGroup bounds how many enterprises may share a key: more share a word, not a name.
const doubleGroup = 6

// LikelyDoubles lists pairs of live enterprises whose names are the same but for place and
// form of company, or one of which bears a former name of the other, at most limit. Two
// different credit codes are two enterprises, whatever their names.
func (v *View) LikelyDoubles(limit int) ([]Double, error) {
	type firm struct {
		id         data.ID
		norm, uscc string
		region     data.ID
	}
	groups := map[string][]firm{}
	err := v.c.each("SELECT id, name, norm, uscc, region FROM enterprise WHERE gone = 0 ORDER BY id", nil, func(r *rows) error {
		var f firm
		var name string
		err := r.Scan(&f.id, &name, &f.norm, textCol{&f.uscc}, idCol{&f.region})
		key := intake.FirmKey(name)
		groups[key] = append(groups[key], f)
		return cmp.Or(err, v.ctx.Err())
	})
	if err != nil {
		return nil, err
	}
	var out []Double
	for _, g := range groups {
		if len(g) > doubleGroup {
			continue
		}
		for i, a := range g {
			for _, b := range g[i+1:] {
				if a.uscc != "" && b.uscc != "" && a.uscc != b.uscc {
					continue
				}
				why := "名称相近"
				switch {
				case a.norm == b.norm && a.region != b.region:
					why = "名称相同，所在地不同"
				case a.norm == b.norm:
					why = "名称相同"
				}
				out = append(out, Double{a.id, b.id, why})
			}
		}
	}
	former, err := v.formerDoubles()
	for _, d := range former {
		if !slices.ContainsFunc(out, func(o Double) bool { return o.A == d.A && o.B == d.B }) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Double) int { return cmp.Or(cmp.Compare(b.B, a.B), cmp.Compare(b.A, a.A)) })
	return out[:min(limit, len(out))], err
}

func (v *View) formerDoubles() (out []Double, err error) {
	err = v.c.each(`SELECT min(e.id, f.enterprise), max(e.id, f.enterprise) FROM enterprise_former f JOIN enterprise e ON e.norm = f.norm AND e.gone = 0
		JOIN enterprise o ON o.id = f.enterprise WHERE e.id <> f.enterprise AND (e.uscc IS NULL OR o.uscc IS NULL)`, nil, func(r *rows) error {
		d := Double{Why: "名称是另一家的曾用名"}
		err := r.Scan(&d.A, &d.B)
		out = append(out, d)
		return err
	})
	return out, err
}

// Industries lists the words that stand as 行业 of enterprises, the most used first.
func (v *View) Industries() ([]string, error) {
	var out []string
	err := v.c.each("SELECT industry FROM enterprise WHERE gone = 0 AND industry <> '' GROUP BY industry ORDER BY count(*) DESC, industry LIMIT 200", nil, func(r *rows) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}
