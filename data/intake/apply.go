package intake

import (
	"slices"
	"time"

	"qinqing/data"
)

// Apply writes a plan inside the caller's transaction. An error leaves the undoing to
// the caller; the plan stays as it was and may be applied again.
func Apply(tx Writer, p *Plan) error {
	a := &applier{tx: tx, ids: map[data.ID]data.ID{}, now: tx.Now()}
	if err := a.names(p); err != nil {
		return err
	}
	for _, w := range p.visits {
		if err := a.visit(w); err != nil {
			return err
		}
	}
	for _, q := range p.problems {
		if err := a.problem(q); err != nil {
			return err
		}
	}
	for _, k := range sortedKeys(p.mapping) {
		if err := tx.SetSetting(k, p.mapping[k]); err != nil {
			return err
		}
	}
	return nil
}

// applier gives new records their true IDs in place of the plan's negative ones.
type applier struct {
	tx  Writer
	ids map[data.ID]data.ID
	now time.Time
}

func (a *applier) id(id data.ID) data.ID {
	if id >= 0 {
		return id
	}
	return a.ids[id]
}

func (a *applier) all(ids []data.ID) []data.ID {
	out := make([]data.ID, 0, len(ids))
	for _, id := range ids {
		if id = a.id(id); id != 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (a *applier) names(p *Plan) error {
	for _, r := range p.regions {
		c := *r
		c.ID, c.Parent = 0, a.id(r.Parent)
		if err := a.tx.SaveRegion(&c); err != nil {
			return err
		}
		a.ids[r.ID] = c.ID
	}
	for _, e := range p.entries {
		c := e
		c.ID = 0
		if err := a.tx.SaveEntry(&c); err != nil {
			return err
		}
		a.ids[e.ID] = c.ID
	}
	for _, u := range p.units {
		c := *u
		c.ID, c.Region = 0, a.id(u.Region)
		if err := a.tx.SaveUnit(&c); err != nil {
			return err
		}
		a.ids[u.ID] = c.ID
	}
	for _, e := range slices.Concat(p.enterprises, p.filled) {
		c := *e
		c.Region = a.id(e.Region)
		if e.ID < 0 {
			c.ID = 0
		}
		if err := a.tx.SaveEnterprise(&c); err != nil {
			return err
		}
		a.ids[e.ID] = c.ID
	}
	return nil
}

func (a *applier) visit(w *visitPlan) error {
	if w.what == DoSame && !w.touch {
		return nil
	}
	v := *w.visit
	v.Unit, v.EnterpriseID, v.Region, v.JoinUnits = a.id(v.Unit), a.id(v.EnterpriseID), a.id(v.Region), a.all(v.JoinUnits)
	if v.ID < 0 {
		v.ID = 0
	}
	if err := a.tx.SaveVisit(&v); err != nil {
		return err
	}
	a.ids[w.visit.ID] = v.ID
	return nil
}

func (a *applier) problem(q *problemPlan) error {
	if q.what == DoSame || q.what == DoDoubtful {
		return nil
	}
	p := *q.problem
	p.VisitID, p.EnterpriseID, p.Region = a.id(p.VisitID), a.id(p.EnterpriseID), a.id(p.Region)
	p.Visiting, p.Supervising, p.ComplainedUnit, p.Supporting = a.id(p.Visiting), a.id(p.Supervising), a.id(p.ComplainedUnit), a.all(p.Supporting)
	p.Category, p.Nature, p.Measure, p.Source = a.id(p.Category), a.id(p.Nature), a.id(p.Measure), a.id(p.Source)
	p.Events = slices.Clone(p.Events)
	for i := range p.Events {
		e := &p.Events[i]
		e.Unit, e.Category, e.Nature, e.Measure = a.id(e.Unit), a.id(e.Category), a.id(e.Nature), a.id(e.Measure)
		if e.Voided() && e.VoidedAt.IsZero() {
			e.VoidedAt = a.now
		}
	}
	return a.tx.SaveProblem(&p)
}
