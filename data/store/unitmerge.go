package store

import (
	"slices"
	"time"

	"qinqing/data"
)

// AbsorbUnit makes one of two units that always were the same, such as one that a typed
// name made: what points at lost points at kept, whatever its date, and lost's names
// become other names of kept. lost goes to the recycle bin. Events that named it are
// voided and recorded anew.
func (tx *Tx) AbsorbUnit(kept, lost data.ID) error {
	if err := tx.need(unitKind.rights()...); err != nil {
		return err
	}
	k, err := tx.Unit(kept)
	if err != nil {
		return err
	}
	l, err := tx.Unit(lost)
	if err != nil {
		return err
	}
	if kept == lost {
		return data.Errorf(data.Invalid, "lost", "选的是同一个单位，没有合并；请再选一个。")
	}
	m := unitMove{tx: tx, from: lost, to: kept, why: "“" + l.Name + "”与“" + k.Name + "”是同一单位"}
	if err := m.everything(); err != nil {
		return err
	}
	if err := tx.moveUnits(kept, lost); err != nil {
		return err
	}
	if err := tx.Delete(data.EntityUnit, lost); err != nil {
		return err
	}
	// Its place in the tree may have changed with the others'.
	if k, err = tx.Unit(kept); err != nil {
		return err
	}
	k.Absorb(l)
	return tx.SaveUnit(k)
}

// SucceedUnit lets another unit stand in the place of one from a day on: what is dated on
// or after it points at next, what is earlier stays as it was. Problems that old is
// handling that day are handed to next (转办); left tells how many could not be.
func (tx *Tx) SucceedUnit(old, next data.ID, from data.Date) (left int, err error) {
	if err := tx.need(unitKind.rights()...); err != nil {
		return 0, err
	}
	o, err := tx.Unit(old)
	if err != nil {
		return 0, err
	}
	n, err := tx.Unit(next)
	if err != nil {
		return 0, err
	}
	switch {
	case old == next:
		return 0, data.Errorf(data.Invalid, "next", "不能并入自己，没有改动；请另选一个单位。")
	case from == 0:
		return 0, data.Errorf(data.Invalid, "from", "请填写从哪一天起。")
	case o.ValidTo != 0 && o.ValidTo < from.AddDays(-1):
		return 0, data.Errorf(data.Conflict, "from", "“%s”在 %s 已经停用，没有改动。", o.Name, o.ValidTo)
	case o.ValidFrom != 0 && from <= o.ValidFrom:
		return 0, data.Errorf(data.Conflict, "from", "“%s”从 %s 才启用，变更须在那天以后，没有改动。", o.Name, o.ValidFrom)
	case !n.Stands(from):
		return 0, data.Errorf(data.Conflict, "next", "“%s”在 %s 不在用，没有改动；请另选一个单位或改日期。", n.Name, from)
	}
	o.ValidTo, o.MergedTo = from.AddDays(-1), next
	if err := tx.SaveUnit(o); err != nil {
		return 0, err
	}
	if err := tx.moveChildren(next, old); err != nil {
		return 0, err
	}
	m := unitMove{tx: tx, from: old, to: next, since: from, why: "“" + o.Name + "”自 " + from.String() + " 起为“" + n.Name + "”"}
	if err := m.everything(); err != nil {
		return 0, err
	}
	return m.handOver()
}

// RenameUnit gives a unit another name from a day on. The unit under its old name stays
// for what is earlier; id is the one that bears the new name.
func (tx *Tx) RenameUnit(old data.ID, name string, from data.Date) (id data.ID, left int, err error) {
	if err := tx.need(unitKind.rights()...); err != nil {
		return 0, 0, err
	}
	o, err := tx.Unit(old)
	if err != nil {
		return 0, 0, err
	}
	if err := named(name, "单位"); err != nil {
		return 0, 0, err
	}
	if data.Normalise(name) == data.Normalise(o.Name) {
		return 0, 0, data.Errorf(data.Invalid, "name", "新名称与现在的名称一样，没有改动。")
	}
	next := *o
	next.ID, next.Version, next.Name, next.ValidFrom, next.ValidTo, next.MergedTo = 0, 0, name, from, 0, 0
	next.Aliases = slices.Clone(o.Aliases)
	// A code stands once, and the name that ledgers write goes on to mean the unit there is.
	o.Code, o.Aliases = "", nil
	if err := tx.SaveUnit(o); err != nil {
		return 0, 0, err
	}
	if err := tx.SaveUnit(&next); err != nil {
		return 0, 0, err
	}
	left, err = tx.SucceedUnit(old, next.ID, from)
	return next.ID, left, err
}

// UnitOn is the unit that stood in a unit's place on a day: itself, or the one it was
// renamed to or merged into by then.
func (v *View) UnitOn(id data.ID, on data.Date) (data.ID, error) {
	for range 20 {
		r, err := loadUnit(v, id)
		u := r.alive()
		if err != nil || u == nil || u.MergedTo == 0 || u.ValidTo == 0 || on <= u.ValidTo {
			return id, err
		}
		id = u.MergedTo
	}
	return id, nil
}

// unitMove points records at another unit, those dated since a day or all.
type unitMove struct {
	tx       *Tx
	from, to data.ID
	since    data.Date // 0: whatever the date
	why      string
}

func (m unitMove) of(id data.ID) data.ID {
	if id == m.from {
		return m.to
	}
	return id
}

func (m unitMove) everything() error {
	visits, err := m.tx.ids64("SELECT v.id FROM visit v WHERE v.gone < 2 AND v.day >= ?2 AND EXISTS (SELECT 1 FROM visit_unit u WHERE u.visit = v.id AND u.unit = ?1) ORDER BY v.id",
		[]any{int64(m.from), m.sinceText()})
	if err != nil {
		return err
	}
	err = m.tx.moveVisits(visits, func(x *data.Visit) {
		x.Unit = m.of(x.Unit)
		for i, u := range x.JoinUnits {
			x.JoinUnits[i] = m.of(u)
		}
	})
	if err != nil {
		return err
	}
	problems, err := m.tx.ids64(`SELECT p.id FROM problem p WHERE p.gone < 2 AND (p.registered >= ?2 AND (?1 IN (p.visiting, p.supervising, p.complained)
			OR EXISTS (SELECT 1 FROM json_each(p.supporting) j WHERE j.value = ?1))
		OR EXISTS (SELECT 1 FROM problem_event e WHERE e.problem = p.id AND e.unit = ?1 AND e.voided_by IS NULL AND e.day >= ?2)) ORDER BY p.id`,
		[]any{int64(m.from), m.sinceText()})
	if err != nil {
		return err
	}
	if err := m.tx.moveProblems(problems, m.problem); err != nil {
		return err
	}
	return m.records()
}

// sinceText is the day as columns hold it; what is before every day where there is none.
func (m unitMove) sinceText() string {
	if m.since == 0 {
		return ""
	}
	return m.since.String()
}

func (m unitMove) problem(p *data.Problem) error {
	clock, err := m.tx.Clock()
	if err != nil {
		return err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return err
	}
	if tl.RegisteredOn >= m.since {
		p.Visiting, p.Supervising, p.ComplainedUnit = m.of(p.Visiting), m.of(p.Supervising), m.of(p.ComplainedUnit)
		var supporting []data.ID
		for _, u := range p.Supporting {
			if u = m.of(u); !slices.Contains(supporting, u) {
				supporting = append(supporting, u)
			}
		}
		p.Supporting = supporting
	}
	for _, e := range slices.Clone(p.Events) {
		if e.Voided() || e.Unit != m.from || e.On < m.since {
			continue
		}
		seq := e.Seq
		e.Unit, e.ID, e.Actor, e.RecordedAt = m.to, 0, "", time.Time{}
		if err := p.Replace(seq, e, m.tx.actor.Name, m.why, m.tx.now, clock); err != nil {
			return data.Wrap(data.Conflict, err, "问题 %s 的“%s”不能改到这个单位（%s）没有改动任何内容；请先更正那个问题。", p.Code, e.Kind.Name(), err.Error())
		}
	}
	return nil
}

func (m unitMove) records() error {
	return m.tx.moveRecords(`SELECT id FROM record WHERE gone < 2 AND kind IN ('supervision', 'time_limit_cut') AND body ->> 'unit' = ?1
		AND coalesce(day, '') >= ?2 ORDER BY id`, []any{int64(m.from), m.sinceText()}, func(x *data.Record) (any, error) {
		if x.Kind == data.RecSupervision {
			var b data.Supervision
			err := x.Decode(&b)
			b.Unit = m.to
			return b, err
		}
		var b data.TimeLimitCut
		err := x.Decode(&b)
		b.Unit = m.to
		return b, err
	})
}

// handOver hands what the unit is handling on the day to the next.
func (m unitMove) handOver() (left int, err error) {
	clock, err := m.tx.Clock()
	if err != nil {
		return 0, err
	}
	ids, err := m.tx.ids64("SELECT id FROM problem WHERE lead = ? AND stock IN ('O', 'L') AND gone = 0 ORDER BY id", []any{int64(m.from)})
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		p, err := m.tx.Problem(data.ID(id))
		if err != nil {
			return 0, err
		}
		e := data.Event{Kind: data.Transfer, On: m.since, Unit: m.to, Note: m.why, Basis: data.Real, Origin: data.FromWindow}
		if err := p.Apply(e, clock); err != nil {
			left++ // waiting for a review, or no date: it is handed on by hand when it can be
			continue
		}
		if err := m.tx.SaveProblem(p); err != nil {
			return 0, err
		}
	}
	return left, nil
}

// moveUnits points the units that stand below another, or were merged into it, elsewhere.
func (tx *Tx) moveUnits(kept, lost data.ID) error {
	if err := tx.moveChildren(kept, lost); err != nil {
		return err
	}
	return tx.changeUnits("SELECT id FROM unit WHERE merged_to = ? AND gone = 0 ORDER BY id", lost, func(u *data.Unit) { u.MergedTo = kept })
}

func (tx *Tx) moveChildren(kept, lost data.ID) error {
	return tx.changeUnits("SELECT id FROM unit WHERE parent = ? AND gone = 0 ORDER BY id", lost, func(u *data.Unit) {
		if u.Parent = kept; u.ID == kept {
			u.Parent = 0
		}
	})
}

func (tx *Tx) changeUnits(query string, of data.ID, change func(*data.Unit)) error {
	ids, err := tx.ids64(query, []any{int64(of)})
	if err != nil {
		return err
	}
	for _, id := range ids {
		u, err := tx.Unit(data.ID(id))
		if err != nil {
			return err
		}
		change(u)
		if err := tx.SaveUnit(u); err != nil {
			return err
		}
	}
	return nil
}
