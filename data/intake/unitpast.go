package intake

import "qinqing/data"

// past are the units that are no longer in use, by every name they had, and where each
// unit that came by a renaming came from.
type past struct {
	byName map[string][]*data.Unit
	byID   map[data.ID]*data.Unit
	before map[data.ID]data.ID // a unit → the one of the same body before it was renamed
}

func newPast(units []data.Unit) past {
	p := past{byName: map[string][]*data.Unit{}, byID: map[data.ID]*data.Unit{}, before: map[data.ID]data.ID{}}
	merged := map[data.ID]int{}
	for i := range units {
		u := &units[i]
		if !u.DeletedAt.IsZero() {
			continue
		}
		p.byID[u.ID] = u
		if u.MergedTo == 0 && u.ValidTo == 0 {
			continue
		}
		for _, n := range append([]string{u.Name}, u.Aliases...) {
			k := data.Normalise(n)
			p.byName[k] = append(p.byName[k], u)
		}
		merged[u.MergedTo]++
		p.before[u.MergedTo] = u.ID
	}
	for id, n := range merged {
		next, old := p.byID[id], p.byID[p.before[id]]
		if n > 1 || next == nil || next.ValidFrom == 0 || old.ValidTo.AddDays(1) != next.ValidFrom {
			delete(p.before, id) // merged into one that was there already
		}
	}
	return p
}

// on is the unit that stood in a unit's place on a day; day 0 is today.
func (p past) on(id data.ID, day data.Date) data.ID {
	for range len(p.byID) {
		u := p.byID[id]
		switch {
		case u == nil:
			return id
		case day != 0 && u.ValidFrom != 0 && day < u.ValidFrom && p.before[id] != 0:
			id = p.before[id]
		case u.MergedTo != 0 && u.ValidTo != 0 && (day == 0 || day > u.ValidTo):
			id = u.MergedTo
		default:
			return id
		}
	}
	return id
}

// findOn resolves a name of a row as the unit it meant on the row's day: what was renamed
// or merged since stays what it was.
func (r *roster) findOn(name string, region data.ID, day data.Date) data.ID {
	k := data.Normalise(name)
	old := r.past.byName[k]
	for _, u := range old {
		if day != 0 && u.Stands(day) {
			return u.ID
		}
	}
	if len(old) > 0 && len(r.exact[k]) == 0 && r.forced[k] == 0 {
		if id := r.past.on(old[0].ID, day); id != old[0].ID {
			return id
		}
	}
	return r.past.on(r.find(name, region), day)
}

// day is the first day of those fields that the row gives, 0 if none.
func (it *item) day(fields ...string) data.Date {
	for _, f := range fields {
		if d := it.dates[f]; d != 0 {
			return d
		}
	}
	return 0
}
