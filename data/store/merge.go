package store

import (
	"maps"
	"slices"

	"qinqing/data"
)

// MergeEnterprises makes one of two enterprises that are the same. What points at lost
// points at kept from then on, records in the recycle bin too; visits that then are the
// same become one; kept takes over what it lacks and is found by lost's name. lost goes
// to the recycle bin.
func (tx *Tx) MergeEnterprises(kept, lost data.ID) error {
	if err := tx.need(data.MayRecord); err != nil {
		return err
	}
	k, err := tx.Enterprise(kept)
	if err != nil {
		return err
	}
	l, err := tx.Enterprise(lost)
	if err != nil {
		return err
	}
	switch {
	case kept == lost:
		return data.Errorf(data.Invalid, "lost", "选的是同一家企业，没有合并；请再选一家。")
	case k.USCC != "" && l.USCC != "" && k.USCC != l.USCC:
		return data.Errorf(data.Conflict, "lost", "两家的统一社会信用代码不同（%s、%s），应是两家企业，没有合并；代码录错的，请先改正。", k.USCC, l.USCC)
	}
	visits, err := tx.ids64("SELECT id FROM visit WHERE enterprise = ? AND gone < 2 ORDER BY id", []any{int64(lost)})
	if err != nil {
		return err
	}
	if err := tx.moveVisits(visits, func(x *data.Visit) { x.EnterpriseID = kept }); err != nil {
		return err
	}
	problems, err := tx.ids64("SELECT id FROM problem WHERE enterprise = ? AND gone < 2 ORDER BY id", []any{int64(lost)})
	if err != nil {
		return err
	}
	if err := tx.moveProblems(problems, func(p *data.Problem) error { p.EnterpriseID = kept; return nil }); err != nil {
		return err
	}
	if err := tx.moveFirmRecords(kept, lost); err != nil {
		return err
	}
	// The one that goes goes first: a credit code stands once.
	if err := tx.Delete(data.EntityEnterprise, lost); err != nil {
		return err
	}
	k.Absorb(l)
	return tx.SaveEnterprise(k)
}

// moveVisits changes whom visits are by or to. One that then is the same as another that
// stands becomes part of it, and its problems become that one's.
func (tx *Tx) moveVisits(ids []int64, change func(*data.Visit)) error {
	for _, id := range ids {
		was, err := loadVisit(tx.View, data.ID(id))
		if err != nil {
			return err
		}
		now := *was.Rec
		now.JoinUnits = slices.Clone(now.JoinUnits)
		change(&now)
		now.JoinUnits = slices.Clone(now.Units()[1:])
		if len(now.JoinUnits) == 0 {
			now.JoinUnits = nil
		}
		if was.Gone == live {
			same, err := tx.FindVisit(now.On, now.Unit, now.EnterpriseID)
			if err != nil {
				return err
			}
			if same != nil && same.ID != now.ID && same.Unit == now.Unit {
				if err := tx.mergeVisit(same, was, &now); err != nil {
					return err
				}
				continue
			}
		}
		now.Version++
		if err := visitKind.replace(tx, was, row[data.Visit]{Rec: &now, Gone: was.Gone}); err != nil {
			return err
		}
	}
	return nil
}

// mergeVisit makes a visit part of another; now is what it would have become.
func (tx *Tx) mergeVisit(into *data.Visit, was row[data.Visit], now *data.Visit) error {
	problems, err := tx.ids64("SELECT id FROM problem WHERE visit = ? AND gone < 2 ORDER BY id", []any{int64(was.Rec.ID)})
	if err != nil {
		return err
	}
	if err := tx.moveProblems(problems, func(p *data.Problem) error { p.VisitID = into.ID; return nil }); err != nil {
		return err
	}
	if err := visitKind.stand(tx, was, binned); err != nil {
		return err
	}
	before, err := loadVisit(tx.View, into.ID)
	if err != nil {
		return err
	}
	into.Absorb(now)
	into.Version++
	return visitKind.replace(tx, before, row[data.Visit]{Rec: into})
}

// moveProblems changes what problems point at. One that then reads like another of its
// visit is told from it by its occurrence: both have a history of their own.
func (tx *Tx) moveProblems(ids []int64, change func(*data.Problem) error) error {
	for _, id := range ids {
		was, err := loadProblem(tx.View, data.ID(id))
		if err != nil {
			return err
		}
		now := *was.Rec
		now.Events, now.Supporting, now.Fields = slices.Clone(now.Events), slices.Clone(now.Supporting), maps.Clone(now.Fields)
		if err := change(&now); err != nil {
			return err
		}
		if err := tx.vetEvents(was.Rec, &now); err != nil {
			return err
		}
		if err := tx.renumber(was.Rec, &now); err != nil {
			return err
		}
		now.Version++
		if err := problemKind.replace(tx, was, row[data.Problem]{Rec: &now, Gone: was.Gone}); err != nil {
			return err
		}
	}
	return nil
}

// renumber gives a moved problem an occurrence that nothing of its new identity has,
// deleted ones included.
func (tx *Tx) renumber(was, now *data.Problem) error {
	clock, err := tx.Clock()
	if err != nil {
		return err
	}
	old, err := was.Timeline(clock)
	if err != nil {
		return err
	}
	tl, err := now.Timeline(clock)
	if err != nil {
		return err
	}
	where, args := "visit = ?", []any{contentHash(now.Content), int64(now.ID), int64(now.VisitID)}
	switch {
	case now.VisitID != was.VisitID:
	case now.VisitID == 0 && tl.Now.Lead != old.Now.Lead:
		where, args = "visit IS NULL AND source IS ? AND lead IS ?", append(args[:2], ref(now.Source), ref(tl.Now.Lead))
	default:
		return nil
	}
	top, taken := 0, false
	for _, standing := range []string{"gone = 0", "gone = 1"} { // each has its index
		err := tx.c.each("SELECT occurrence FROM problem WHERE hash = ? AND id <> ? AND "+where+" AND "+standing, args, func(r *rows) error {
			var n int
			err := r.Scan(&n)
			top, taken = max(top, n), taken || n == now.Occurrence
			return err
		})
		if err != nil {
			return err
		}
	}
	if taken {
		now.Occurrence = top + 1
	}
	return nil
}

// moveFirmRecords points the entries of the lesser registers at another enterprise.
func (tx *Tx) moveFirmRecords(kept, lost data.ID) error {
	one := func(id *data.ID) {
		if *id == lost {
			*id = kept
		}
	}
	return tx.moveRecords(`SELECT id FROM record WHERE gone < 2 AND (kind IN ('disbursement', 'support_measure') AND body ->> 'enterprise' = ?1
		OR kind = 'coverage_list' AND EXISTS (SELECT 1 FROM json_each(body, '$.enterprises') j WHERE j.value = ?1)) ORDER BY id`, []any{int64(lost)},
		func(x *data.Record) (any, error) {
			switch x.Kind {
			case data.RecDisbursement:
				var b data.Disbursement
				err := x.Decode(&b)
				one(&x.Ref)
				one(&b.Enterprise)
				return b, err
			case data.RecSupportMeasure:
				var b data.SupportMeasure
				err := x.Decode(&b)
				one(&x.Ref)
				one(&b.Enterprise)
				return b, err
			}
			var b data.CoverageList
			err := x.Decode(&b)
			var list []data.ID
			for _, id := range b.Enterprises {
				if one(&id); !slices.Contains(list, id) {
					list = append(list, id)
				}
			}
			b.Enterprises = list
			return b, err
		})
}

// moveRecords rewrites the entries a query finds.
func (tx *Tx) moveRecords(query string, args []any, change func(*data.Record) (body any, err error)) error {
	ids, err := tx.ids64(query, args)
	if err != nil {
		return err
	}
	for _, id := range ids {
		was, err := loadRecord(tx.View, data.ID(id))
		if err != nil {
			return err
		}
		now := *was.Rec
		body, err := change(&now)
		if err != nil {
			return err
		}
		packed, err := data.NewRecord(now.Kind, now.On, now.Ref, body)
		if err != nil {
			return err
		}
		now.Body = packed.Body
		now.Version++
		if err := recordKind.replace(tx, was, row[data.Record]{Rec: &now, Gone: was.Gone}); err != nil {
			return err
		}
	}
	return nil
}
