package stats

import (
	"context"
	"slices"

	"qinqing/data"
)

// countRecords counts the lesser registers, where a figure needs them.
func (f *Facts) countRecords(ctx context.Context, src Source) error {
	for r := range roles {
		w := f.windows[r]
		if !w.on || r.ever() {
			continue
		}
		for _, step := range []struct {
			slots []slot
			run   func(Source, *window) error
		}{
			{[]slot{sStatutory, sPromised, sActualStatutory2, sActual2, sActualCases}, f.countTimeLimits},
			{[]slot{sPolicies, sPublished}, f.countPolicies},
			{[]slot{sApplied, sDueFen, sPaidFen, sPaid, sPaidFirms, sPayDays, sPayCases}, f.countPayments},
		} {
			if !w.wantsAny(step.slots...) {
				continue
			}
			if err := step.run(src, w); err != nil {
				return err
			}
		}
		if err := f.countTyped(src, w); err != nil {
			return err
		}
	}
	f.addTyped()
	for _, d := range f.figures {
		if _, ok := byName[d.Name]; !ok && d.Unit == "" {
			return data.Errorf(data.NotFound, "figures", "统计目录和手录事项中都没有“%s”。", d.Name)
		}
	}
	return ctx.Err()
}

// matter is one item of 审批提速: its latest limits and the cases of the window.
type matter struct {
	data.TimeLimitCut
	actual []int
}

// matters pools the entries of one unit's matter; the latest limits hold.
func matters(src Source, w *window) ([]*matter, error) {
	recs, err := src.Records(data.RecTimeLimitCut, 1, w.To)
	if err != nil {
		return nil, err
	}
	type key struct {
		unit data.ID
		name string
	}
	found := map[key]*matter{}
	var out []*matter
	for _, rec := range recs {
		var c data.TimeLimitCut
		if err := rec.Decode(&c); err != nil {
			return nil, err
		}
		k := key{c.Unit, data.Normalise(c.Matter)}
		m := found[k]
		if m == nil {
			m = &matter{}
			found[k] = m
			out = append(out, m)
		}
		m.TimeLimitCut = c
		for _, a := range c.Actual {
			if w.Contains(a.On) {
				m.actual = append(m.actual, a.Days)
			}
		}
	}
	return out, nil
}

func (f *Facts) countTimeLimits(src Source, w *window) error {
	list, err := matters(src, w)
	for _, m := range list {
		if m.Statutory <= 0 || !f.Only.unit(m.Unit) {
			continue
		}
		rows := []*row{w.row(data.ByAll, 0)}
		if f.asked(data.ByLead) {
			rows = append(rows, w.row(data.ByLead, m.Unit))
		}
		slices.Sort(m.actual)
		for _, r := range rows {
			r.add(sStatutory, int64(m.Statutory))
			r.add(sPromised, int64(m.Promised))
			if n := len(m.actual); n > 0 {
				r.add(sActualStatutory2, 2*int64(m.Statutory))
				r.add(sActual2, int64(m.actual[(n-1)/2]+m.actual[n/2]))
				r.add(sActualCases, int64(n))
			}
		}
	}
	return err
}

func (f *Facts) countPolicies(src Source, w *window) error {
	recs, err := src.Records(data.RecPolicy, w.From, w.To)
	r := w.row(data.ByAll, 0)
	for _, rec := range recs {
		var p data.Policy
		if err := rec.Decode(&p); err != nil {
			return err
		}
		r.add(sPolicies, 1)
		if p.PublishedOn != 0 && p.PublishedOn <= w.To {
			r.add(sPublished, 1)
		}
	}
	return err
}

func (f *Facts) countPayments(src Source, w *window) error {
	recs, err := src.Records(data.RecDisbursement, w.From, w.To)
	if err != nil {
		return err
	}
	clock, err := src.Clock()
	if err != nil {
		return err
	}
	r := w.row(data.ByAll, 0)
	firms := map[data.ID]bool{}
	for _, rec := range recs {
		var p data.Disbursement
		if err := rec.Decode(&p); err != nil {
			return err
		}
		r.add(sDueFen, p.DueFen)
		if p.AppliedOn != 0 && p.AppliedOn <= w.To {
			r.add(sApplied, 1)
		}
		if !paidBy(p, w.To) {
			continue
		}
		r.add(sPaidFen, p.PaidFen)
		r.add(sPaid, 1)
		if p.Enterprise != 0 && !firms[p.Enterprise] {
			firms[p.Enterprise] = true
			r.add(sPaidFirms, 1)
		}
		if p.AppliedOn != 0 && p.PaidOn >= p.AppliedOn {
			r.add(sPayDays, int64(clock.Between(p.AppliedOn, p.PaidOn)))
			r.add(sPayCases, 1)
		}
	}
	return nil
}

// paidBy counts money without a day of payment from its entry on.
func paidBy(p data.Disbursement, z data.Date) bool { return p.PaidFen > 0 && p.PaidOn <= z }

// countTyped adds up 手录事项 by name. A name that is a figure of the ledger too is
// told apart by a prefix.
func (f *Facts) countTyped(src Source, w *window) error {
	if !f.allTyped && !slices.ContainsFunc(f.figures, func(d *figure) bool { return d.how == asTyped }) {
		return nil
	}
	recs, err := src.Records(data.RecActivityCount, w.From, w.To)
	w.typed = map[string]int64{}
	for _, rec := range recs {
		var a data.ActivityCount
		if err := rec.Decode(&a); err != nil {
			return err
		}
		name := typedName(a.Name)
		w.typed[name] += a.Count
		if f.typedUnits == nil {
			f.typedUnits = map[string]string{}
		}
		f.typedUnits[name] = a.Unit
	}
	return err
}

func typedName(name string) string {
	if d, ok := byName[name]; ok && d.how != asTyped {
		return "手录·" + name
	}
	return name
}

// addTyped gives every 手录事项 found a figure, and the ones asked for their unit word.
func (f *Facts) addTyped() {
	names := make([]string, 0, len(f.typedUnits))
	for n := range f.typedUnits {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, name := range names {
		i := slices.IndexFunc(f.figures, func(d *figure) bool { return d.Name == name })
		switch {
		case i >= 0 && f.figures[i].Unit == "":
			f.figures[i] = typed(name, f.typedUnits[name])
		case i < 0 && f.allTyped:
			f.figures = append(f.figures, typed(name, f.typedUnits[name]))
		}
	}
}
