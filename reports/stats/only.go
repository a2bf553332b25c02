package stats

import "qinqing/data"

// Only narrows a count to what lies in one row of a dimension, so that it can be parted
// along others: the categories of one unit, the units of one region. The zero value
// counts everything. Its totals are the row's own figures.
type Only struct {
	By  data.Dim
	Key data.ID
}

func (o Only) everything() bool { return o.By == data.ByAll }

// holds says whether what was counted in a row of a problem is counted.
func (o Only) holds(at data.Dims) bool { return o.everything() || at.Key(o.By) == o.Key }

// call says whether a visit is counted.
func (o Only) call(v *data.Visit) bool {
	switch o.By {
	case data.ByAll:
		return true
	case data.ByRegion:
		return v.Region == o.Key
	case data.ByVisiting:
		for _, u := range v.Units() {
			if u == o.Key {
				return true
			}
		}
	}
	return false
}

// unit says whether what a unit has entered itself is counted.
func (o Only) unit(id data.ID) bool { return o.everything() || o.By == data.ByLead && o.Key == id }

// Picker is a Source that reads no more histories than counts need: by ID, each with the
// number of the pick that asks for it, at least those the picks ask for. The timeline need
// have nothing but what each and At look at, and is good only until yield returns.
type Picker interface {
	PickHistories(qs []data.Pick, yield func(q int, id data.ID, t *data.Timeline) error) error
}

// histories asks a source for what picks name; one that is no Picker yields more.
func histories(src Source, qs []data.Pick, yield func(q int, id data.ID, t *data.Timeline) error) error {
	if p, ok := src.(Picker); ok {
		return p.PickHistories(qs, yield)
	}
	for i, q := range qs {
		from := q.To
		for _, d := range []data.Date{q.From, q.First, q.Registered, q.At} {
			if d != 0 {
				from = min(from, d)
			}
		}
		if err := src.Histories(from, q.To, func(p *data.Problem, t *data.Timeline) error { return yield(i, p.ID, t) }); err != nil {
			return err
		}
	}
	return nil
}

// ofRegistered says that a slot counts only problems registered in the window.
func ofRegistered(s slot) bool {
	return s == sRegister || s == sRegisterInferred || s >= cO && s <= cMoved
}

// pick is what the histories of a window must take in if the month table is of no use.
func (o Only) pick(w *window, ever bool, wants func(slot) bool) data.Pick {
	q := data.Pick{To: w.To, By: o.By, Key: o.Key}
	if ever {
		q.Registered = w.From
		return q
	}
	for s := range sVisited {
		switch {
		case !wants(s), s == sCall, s == sCallAnswer, s == sCallSatisfied:
		case ofRegistered(s):
			q.Registered = w.From
		case s == sO, s == sOverdue:
			q.At = w.To
		case s >= sO && s <= sR0:
			q.From, q.Open = w.From, w.From.AddDays(-1)
		default:
			q.From = w.From
		}
	}
	return q
}
