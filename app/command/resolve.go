package command

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// problemOf finds a problem by its printed number or its id.
func problemOf(v *store.View, text string) (*data.Problem, error) {
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		return v.Problem(data.ID(id))
	}
	return v.ProblemByCode(text)
}

// unitOf finds a unit by name or alias; a name nobody has is added when make is true.
func unitOf(tx *store.Tx, name string, kind data.UnitKind, make bool) (data.ID, error) {
	if name == "" {
		return 0, nil
	}
	units, err := tx.Units()
	if err != nil {
		return 0, err
	}
	for _, u := range units {
		if u.Name == name || slices.Contains(u.Aliases, name) {
			return u.ID, nil
		}
	}
	if !make {
		return 0, data.Errorf(data.NotFound, "unit", "没有叫“%s”的单位。", name)
	}
	u := &data.Unit{Name: name, Kind: kind}
	if err := tx.SaveUnit(u); err != nil {
		return 0, err
	}
	return u.ID, nil
}

// entryOf finds a dictionary word by name, code or alias; "" is none.
func entryOf(v *store.View, kind data.EntryKind, word, name string) (data.ID, error) {
	if name == "" {
		return 0, nil
	}
	entries, err := v.Entries(kind)
	if err != nil {
		return 0, err
	}
	var known []string
	for _, e := range entries {
		if e.Name == name || e.Code == name || slices.Contains(e.Aliases, name) {
			return e.ID, nil
		}
		if !e.Retired {
			known = append(known, e.Name)
		}
	}
	return 0, data.Errorf(data.Invalid, string(kind), "没有“%s”这个%s。可用的有：%s。", name, word, strings.Join(known, "、"))
}

func regionOf(v *store.View, name string) (data.ID, error) {
	if name == "" {
		return 0, nil
	}
	regions, err := v.Regions()
	if err != nil {
		return 0, err
	}
	for _, g := range regions {
		if g.Name == name || g.Code == name {
			return g.ID, nil
		}
	}
	return 0, data.Errorf(data.NotFound, "region", "没有叫“%s”的县（市、区）或乡镇。", name)
}

// enterpriseOf finds an enterprise by name, or adds it.
func enterpriseOf(tx *store.Tx, name string, region data.ID) (*data.Enterprise, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil, data.Errorf(data.Invalid, "enterprise", "请写明企业名称。")
	}
	key := data.Normalise(name)
	found, err := tx.EnterprisesNamed([]string{key})
	if err != nil {
		return nil, err
	}
	for _, e := range found[key] {
		if region == 0 || e.Region == region || e.Region == 0 {
			return &e, nil
		}
	}
	e := &data.Enterprise{Name: name, Region: region}
	if err := tx.SaveEnterprise(e); err != nil {
		return nil, err
	}
	return e, nil
}
