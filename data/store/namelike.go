package store

import (
	"qinqing/data"
	"qinqing/data/intake"
)

// UnitsLike lists the units that a name nobody has may mean, the likeliest first.
func (v *View) UnitsLike(name string) ([]data.Named, error) {
	units, err := v.Units()
	if err != nil {
		return nil, err
	}
	regions, err := v.Regions()
	if err != nil {
		return nil, err
	}
	aliases, err := v.Setting("import.aliases")
	return intake.UnitsLike(name, units, regions, aliases), err
}

// mostLikeFirms is how many enterprises that hold a name's words are compared with it.
const mostLikeFirms = 50

// FirmsLike lists the enterprises whose names are the same as a name but for place and
// form of company.
func (v *View) FirmsLike(name string) ([]data.Enterprise, error) {
	stem := intake.FirmStem(name)
	if len([]rune(stem)) < 2 {
		return nil, nil
	}
	found, err := v.enterprisesHolding(stem, mostLikeFirms)
	return intake.FirmsLike(name, found), err
}

// AddAlias makes a name another name of a unit, by which it is found from then on.
func (tx *Tx) AddAlias(unit data.ID, name string) error {
	if err := tx.need(unitKind.rights()...); err != nil {
		return err
	}
	u, err := tx.Unit(unit)
	if err != nil {
		return err
	}
	u.Aliases = append(u.Aliases, name)
	return tx.SaveUnit(u)
}

// AddFormer makes a name one of an enterprise's other names.
func (tx *Tx) AddFormer(enterprise data.ID, name string) error {
	if err := tx.need(data.MayRecord); err != nil {
		return err
	}
	e, err := tx.Enterprise(enterprise)
	if err != nil {
		return err
	}
	e.AlsoCalled(name)
	return tx.SaveEnterprise(e)
}
