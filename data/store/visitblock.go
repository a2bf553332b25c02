package store

import (
	"maps"

	"qinqing/data"
)

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
	found := map[data.ID]*data.Visit{}
	err := v.c.each("SELECT "+visitColumns+" FROM visit WHERE id IN ("+marks(block)+") AND gone = 0", args, func(r *rows) error {
		x, err := scanVisit(r)
		found[x.Rec.ID] = x.Rec
		return err
	})
	if err != nil {
		return err
	}
	maps.Copy(into, found)
	return v.joinUnits(found)
}
