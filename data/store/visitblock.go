package store

import "qinqing/data"

// VisitsByID reads the live visits among ids, with their units, in few statements.
func (v *View) VisitsByID(ids []data.ID) (map[data.ID]*data.Visit, error) {
	out := make(map[data.ID]*data.Visit, len(ids))
	for len(ids) > 0 {
		n := min(block, len(ids))
		if err := v.visitsIn(ids[:n], out); err != nil {
			return nil, err
		}
		ids = ids[n:]
	}
	return out, nil
}

// visitsIn reads at most block visits in two statements.
func (v *View) visitsIn(ids []data.ID, into map[data.ID]*data.Visit) error {
	args := make([]any, block)
	for i := range args {
		args[i] = int64(ids[min(i, len(ids)-1)])
	}
	in := " IN (" + marks(block) + ")"
	err := v.c.each("SELECT "+visitColumns+" FROM visit WHERE id"+in+" AND gone = 0", args, func(r *rows) error {
		x, err := scanVisit(r)
		into[x.Rec.ID] = x.Rec
		return err
	})
	if err != nil {
		return err
	}
	return v.c.each("SELECT visit, unit FROM visit_unit WHERE visit"+in+" AND place > 0 ORDER BY visit, place", args, func(r *rows) error {
		var visit, unit data.ID
		err := r.Scan(&visit, &unit)
		if x := into[visit]; x != nil {
			x.JoinUnits = append(x.JoinUnits, unit)
		}
		return err
	})
}
