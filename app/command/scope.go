package command

import (
	"cmp"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports/stats"
)

// scopeFlags narrow what is counted to one unit in one role, one region or one category.
type scopeFlags struct {
	Unit     string `name:"unit" help:"只看这个单位" placeholder:"单位"`
	Role     string `name:"role" help:"--unit 是哪一种单位：走访单位、主办单位、监督单位；不写即主办单位" placeholder:"种类"`
	Region   string `name:"region" help:"只看这个企业所在地" placeholder:"所在地"`
	Category string `name:"category" help:"只看这个问题类别" placeholder:"类别"`
}

// unitRoles are what --role takes.
var unitRoles = []data.Dim{data.ByVisiting, data.ByLead, data.BySupervising}

// scope is the row that is asked for; none: everything.
func (f scopeFlags) scope(v *store.View) (out stats.Only, err error) {
	role := data.ByLead
	if f.Role != "" {
		i := slices.IndexFunc(unitRoles, func(d data.Dim) bool { return data.DimNames[d].Name == f.Role })
		switch {
		case i < 0:
			return out, data.Errorf(data.Invalid, "role", "没有“%s”这种单位，有：走访单位、主办单位、监督单位。", f.Role)
		case f.Unit == "":
			return out, data.Errorf(data.Invalid, "role", "--role 须与 --unit 合用：说明它是哪一种单位。")
		}
		role = unitRoles[i]
	}
	for _, x := range []struct {
		name string
		by   data.Dim
	}{{f.Unit, role}, {f.Region, data.ByRegion}, {f.Category, data.ByCategory}} {
		if x.name == "" {
			continue
		}
		if out.By != data.ByAll {
			return out, data.Errorf(data.Invalid, "scope", "--unit、--region、--category 一次只能用一个。")
		}
		if out, err = rowNamed(v, x.by, x.name); err != nil {
			return out, err
		}
	}
	return out, nil
}

// named is what was asked for, as titles bear it.
func (f scopeFlags) named() string { return cmp.Or(f.Unit, f.Region, f.Category) }

// rowNamed finds a row of a dimension by its name.
func rowNamed(v *store.View, by data.Dim, name string) (stats.Only, error) {
	list, err := v.Names(by)
	if err != nil {
		return stats.Only{}, err
	}
	i := slices.IndexFunc(list, func(n data.Named) bool { return n.Name == strings.TrimSpace(name) })
	if i < 0 {
		return stats.Only{}, data.Errorf(data.NotFound, "scope", "%s中没有“%s”。", data.DimNames[by].Name, name)
	}
	return stats.Only{By: by, Key: list[i].ID}, nil
}
