package store

import "qinqing/data"

// UnitUse counts what points at a unit.
type UnitUse struct {
	Visits   int // it made, alone or with others
	Lead     int // problems it handles or handled last
	Problems int // problems it is named in otherwise: 走访、监督、协办、被反映
}

// UnitUse counts the live visits and problems that point at a unit.
func (v *View) UnitUse(id data.ID) (u UnitUse, err error) {
	for _, x := range []struct {
		into  *int
		query string
	}{
		{&u.Visits, "SELECT count(*) FROM visit_unit u JOIN visit v ON v.id = u.visit WHERE u.unit = ? AND v.gone = 0"},
		{&u.Lead, "SELECT count(*) FROM problem WHERE lead = ? AND gone = 0"},
		{&u.Problems, `SELECT count(*) FROM problem p WHERE p.gone = 0 AND (?1 IN (p.visiting, p.supervising, p.complained)
			OR EXISTS (SELECT 1 FROM json_each(p.supporting) j WHERE j.value = ?1))`},
	} {
		if _, err := v.c.one(x.query, []any{int64(id)}, x.into); err != nil {
			return u, err
		}
	}
	return u, nil
}
