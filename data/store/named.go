package store

import (
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/intake"
)

// NamesByID are the names of the rows of a dimension, deleted ones too.
func (v *View) NamesByID(by data.Dim) (map[data.ID]string, error) {
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

// RegionNamed finds a region by the name or the code a clerk wrote; "" is none, 0. What
// nobody is called is data.NotFound.
func (v *View) RegionNamed(name string) (data.ID, error) {
	if name == "" {
		return 0, nil
	}
	regions, err := v.Regions()
	if err != nil {
		return 0, err
	}
	for _, g := range regions {
		if g.Name == name || g.Code == name || slices.Contains(g.Aliases, name) {
			return g.ID, nil
		}
	}
	return 0, data.Errorf(data.NotFound, "region", "没有叫“%s”的县（市、区）或乡镇，请核对名称或代码。", name)
}

// dictionaryNames are what a word of each dictionary is called.
var dictionaryNames = map[data.EntryKind]string{
	data.DictCategory: "问题类别", data.DictNature: "问题性质", data.DictSource: "问题来源", data.DictMeasure: "措施条目",
}

// EntryNamed finds a word of a dictionary by name, code or alias; "" is none, 0. Where
// there is no such word it fails with data.Invalid and tells those in use; the field is
// the dictionary's name.
func (v *View) EntryNamed(kind data.EntryKind, name string) (data.ID, error) {
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
	return 0, data.Errorf(data.Invalid, string(kind), "没有“%s”这个%s。可用的有：%s。", name, dictionaryNames[kind], strings.Join(known, "、"))
}

// UnitNamed finds the unit a clerk's name means: by name or alias, else by the short
// forms and the office's table as an import would. A name nobody has, and "", is 0.
func (v *View) UnitNamed(name string) (data.ID, error) {
	if name = strings.TrimSpace(name); name == "" {
		return 0, nil
	}
	units, err := v.Units()
	if err != nil {
		return 0, err
	}
	for _, u := range units {
		if u.Name == name {
			return u.ID, nil
		}
	}
	for _, u := range units {
		if slices.Contains(u.Aliases, name) {
			return u.ID, nil
		}
	}
	regions, err := v.Regions()
	if err != nil {
		return 0, err
	}
	set, err := v.Settings()
	if err != nil {
		return 0, err
	}
	return intake.UnitNamed(name, units, regions, set["import.aliases"], set["office.region"]), nil
}

// EnsureUnit finds a unit as UnitNamed does; a name nobody has is added as a unit of that
// kind, and named in the step's Changes.NewUnits. "" is none, 0.
func (tx *Tx) EnsureUnit(name string, kind data.UnitKind) (data.ID, error) {
	if err := tx.need(data.MayRecord); err != nil {
		return 0, err
	}
	name = strings.TrimSpace(name)
	id, err := tx.UnitNamed(name)
	if id != 0 || name == "" || err != nil {
		return id, err
	}
	u := &data.Unit{Name: name, Kind: kind}
	if err := tx.SaveUnit(u); err != nil {
		return 0, err
	}
	tx.changes.NewUnits = append(tx.changes.NewUnits, name)
	return u.ID, nil
}

// EnsureEnterprise finds an enterprise by name in a region, or anywhere if region is 0; a
// name nobody has there is added. One whose region is not known is taken for the one
// meant. No name is data.Invalid.
func (tx *Tx) EnsureEnterprise(name string, region data.ID) (*data.Enterprise, error) {
	if err := tx.need(data.MayRecord); err != nil {
		return nil, err
	}
	name = strings.TrimSpace(name)
	key := data.Normalise(name)
	if key == "" {
		return nil, data.Errorf(data.Invalid, "enterprise", "请写明企业名称。")
	}
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
