package store

import "qinqing/data"

// base is where a record's standing is read and what it is called in messages.
type base struct{ word, query string }

var (
	baseVisit      = base{"走访", "SELECT gone FROM visit WHERE id = ?"}
	baseEnterprise = base{"企业", "SELECT gone FROM enterprise WHERE id = ?"}
	baseRegion     = base{"地区", "SELECT gone FROM region WHERE id = ?"}
	baseUnit       = base{"单位", "SELECT gone FROM unit WHERE id = ?"}
	baseEntry      = base{"字典条目", "SELECT gone FROM dict_entry WHERE id = ?"}
	baseProblem    = base{"问题", "SELECT gone FROM problem WHERE id = ?"}
	baseRecord     = base{"登记簿记录", "SELECT gone FROM record WHERE id = ?"}
)

// rests are the records a record rests on. Delete refuses to remove any of them while
// it lives; mustStand refuses the other way round.
type rests map[base][]data.ID

// mustStand refuses a record that would rest on one that is deleted or was never
// there. What it rested on before (was) stands already.
func (v *View) mustStand(was, now rests) error {
	for kind, ids := range now {
		known := map[data.ID]bool{0: true}
		for _, id := range was[kind] {
			known[id] = true
		}
		for _, id := range ids {
			if known[id] {
				continue
			}
			known[id] = true
			var gone int
			found, err := v.c.one(kind.query, []any{int64(id)}, &gone)
			if err != nil {
				return err
			}
			if !found || gone != live {
				return data.Errorf(data.Conflict, "", "用到的一条%s已经删除，没有保存；请先从回收站恢复它，或改选别的。", kind.word)
			}
		}
	}
	return nil
}

func visitRests(x *data.Visit) rests {
	if x == nil {
		return nil
	}
	return rests{baseEnterprise: {x.EnterpriseID}, baseRegion: {x.Region}, baseUnit: x.Units()}
}

func problemRests(p *data.Problem) rests {
	if p == nil {
		return nil
	}
	units := append([]data.ID{p.Visiting, p.Supervising, p.ComplainedUnit}, p.Supporting...)
	words := []data.ID{p.Source, p.Category, p.Nature, p.Measure}
	for _, e := range p.Events {
		words = append(words, e.Category, e.Nature, e.Measure)
		if !e.Voided() {
			units = append(units, e.Unit)
		}
	}
	return rests{baseVisit: {p.VisitID}, baseEnterprise: {p.EnterpriseID}, baseRegion: {p.Region},
		baseUnit: units, baseEntry: words}
}

func unitRests(u *data.Unit) rests {
	if u == nil {
		return nil
	}
	return rests{baseRegion: {u.Region}, baseUnit: {u.Parent, u.MergedTo}}
}

func enterpriseRests(e *data.Enterprise) rests {
	if e == nil {
		return nil
	}
	return rests{baseRegion: {e.Region}}
}

func regionRests(r *data.Region) rests {
	if r == nil {
		return nil
	}
	return rests{baseRegion: {r.Parent}}
}

// recordRests reads a register's entry as what it is; an error says that it can't be.
func recordRests(x *data.Record) (rests, error) {
	read := func(into any) error {
		if err := x.Decode(into); err != nil {
			return data.Wrap(data.Invalid, err, "这条登记簿记录的内容读不出来，没有保存；请重新填写。")
		}
		return nil
	}
	switch x.Kind {
	case data.RecSupervision:
		var b data.Supervision
		err := read(&b)
		return rests{baseProblem: {x.Ref}, baseUnit: {b.Unit}}, err
	case data.RecClue:
		return rests{baseProblem: {x.Ref}}, read(&data.ClueTransfer{})
	case data.RecCommonProblem:
		var b data.CommonProblem
		err := read(&b)
		return rests{baseProblem: append([]data.ID{x.Ref}, b.Problems...)}, err
	case data.RecPolicy:
		return nil, read(&data.Policy{})
	case data.RecDisbursement:
		var b data.Disbursement
		err := read(&b)
		return rests{baseRecord: {b.Policy}, baseEnterprise: {b.Enterprise}}, err
	case data.RecSupportMeasure:
		var b data.SupportMeasure
		err := read(&b)
		return rests{baseEnterprise: {b.Enterprise}}, err
	case data.RecInspectionRound:
		return nil, read(&data.InspectionRound{})
	case data.RecActivityCount:
		return nil, read(&data.ActivityCount{})
	case data.RecTimeLimitCut:
		var b data.TimeLimitCut
		err := read(&b)
		return rests{baseUnit: {b.Unit}}, err
	case data.RecCoverageList:
		var b data.CoverageList
		err := read(&b)
		return rests{baseRegion: {b.Region}, baseEnterprise: b.Enterprises}, err
	}
	return nil, data.Errorf(data.Invalid, "kind", "没有名为“%s”的登记簿，没有保存。", string(x.Kind))
}
