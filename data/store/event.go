package store

import (
	"encoding/json"
	"strconv"

	"qinqing/data"
)

// undoMark stands before the step's number in voided_by when an undo or redo voided an event.
const undoMark = "undo:"

const eventColumns = `id, problem, seq, pos, kind, day, basis, origin, recorded_at, actor, unit, deadline, category, nature, measure,
	satisfaction, note, more, voided_by, voided_at, void_reason`

// moreEvent are the rarer fields of an event.
type moreEvent struct {
	Unreachable string           `json:"unreachable,omitempty"`
	AppliedOn   data.Date        `json:"appliedOn,omitempty"`
	Approver    string           `json:"approver,omitempty"`
	Grade       string           `json:"grade,omitempty"`
	Support     data.SupportStep `json:"support,omitempty"`
	SignedBy    string           `json:"signedBy,omitempty"`
	SignedOn    data.Date        `json:"signedOn,omitempty"`
	ToldOn      data.Date        `json:"toldOn,omitempty"`
	Missing     []string         `json:"missing,omitempty"`
	Replaces    int              `json:"replaces,omitempty"`
}

func (m moreEvent) empty() bool {
	return m.Unreachable == "" && m.AppliedOn == 0 && m.Approver == "" && m.Grade == "" && m.Support == "" && m.SignedBy == "" && m.SignedOn == 0 &&
		m.ToldOn == 0 && len(m.Missing) == 0 && m.Replaces == 0
}

// scanEvent reads one row; Seq is the place the domain knows the event by.
func scanEvent(r scanner) (data.Event, error) {
	var e data.Event
	var seq int
	var deadline, more string
	err := r.Scan(&e.ID, &e.ProblemID, &seq, &e.Seq, &e.Kind, &e.On, &e.Basis, &e.Origin, timeCol{&e.RecordedAt}, &e.Actor, idCol{&e.Unit},
		textCol{&deadline}, idCol{&e.Category}, idCol{&e.Nature}, idCol{&e.Measure}, &e.Satisfaction, &e.Note, textCol{&more},
		textCol{&e.VoidedBy}, timeCol{&e.VoidedAt}, textCol{&e.VoidReason})
	if err != nil {
		return e, err
	}
	if deadline != "" {
		if err := json.Unmarshal([]byte(deadline), &e.Deadline); err != nil {
			return e, corrupt(err, "事项")
		}
	}
	if more != "" {
		var m moreEvent
		if err := json.Unmarshal([]byte(more), &m); err != nil {
			return e, corrupt(err, "事项")
		}
		e.Unreachable, e.AppliedOn, e.Approver, e.Grade, e.Support = m.Unreachable, m.AppliedOn, m.Approver, m.Grade, m.Support
		e.SignedBy, e.SignedOn, e.ToldOn, e.Missing, e.Replaces = m.SignedBy, m.SignedOn, m.ToldOn, m.Missing, m.Replaces
	}
	return e, nil
}

// standing folds rows ordered by place and seq into what stands at each place, in the
// list itself.
func standing(list []data.Event) []data.Event {
	out := list[:0]
	for _, e := range list {
		if n := len(out); n > 0 && out[n-1].Seq == e.Seq {
			out[n-1] = e
			continue
		}
		out = append(out, e)
	}
	kept := out[:0]
	for _, e := range out {
		if len(e.VoidedBy) < len(undoMark) || e.VoidedBy[:len(undoMark)] != undoMark {
			kept = append(kept, e)
		}
	}
	return kept
}

func (v *View) eventsOf(id data.ID) ([]data.Event, error) {
	var list []data.Event
	err := v.c.each("SELECT "+eventColumns+" FROM problem_event WHERE problem = ? ORDER BY pos, seq", []any{int64(id)}, func(r *rows) error {
		e, err := scanEvent(r)
		list = append(list, e)
		return err
	})
	return standing(list), err
}

// syncEvents makes p.Events stand, given what stands now. It only appends and voids:
// a place is emptied by voiding with an undo mark, and a voiding is taken back by a
// copy of the event at the same place.
func (tx *Tx) syncEvents(p *data.Problem, stands []data.Event) error {
	now := map[int]data.Event{}
	for _, e := range stands {
		now[e.Seq] = e
	}
	w := eventWriter{tx: tx, problem: p.ID}
	for i := range p.Events {
		e := &p.Events[i]
		e.ProblemID = p.ID
		old, stored := now[e.Seq]
		delete(now, e.Seq)
		switch {
		case stored && old.Voided() == e.Voided():
			e.ID = old.ID
		case stored && e.Voided():
			e.ID = old.ID
			if err := w.void(old.ID, e.VoidedBy, stamp(e.VoidedAt), e.VoidReason); err != nil {
				return err
			}
		default:
			if err := w.add(e); err != nil {
				return err
			}
		}
	}
	mark := undoMark + strconv.FormatInt(tx.stepID, 10)
	for _, e := range now {
		if !e.Voided() {
			if err := w.void(e.ID, mark, stamp(tx.now), tx.op.Name); err != nil {
				return err
			}
			continue
		}
		// Voided once already: an empty copy takes its place.
		e.VoidedBy, e.VoidedAt, e.VoidReason = mark, tx.now, tx.op.Name
		if err := w.add(&e); err != nil {
			return err
		}
	}
	return nil
}

// eventWriter appends to one problem's events.
type eventWriter struct {
	tx      *Tx
	problem data.ID
	last    int
	known   bool
}

func (w *eventWriter) void(id data.ID, by, at, reason string) error {
	_, err := w.tx.c.exec("UPDATE problem_event SET voided_by = ?, voided_at = ?, void_reason = ? WHERE id = ?", by, at, reason, int64(id))
	return err
}

func (w *eventWriter) add(e *data.Event) error {
	if !w.known {
		var last *int
		if _, err := w.tx.c.one("SELECT max(seq) FROM problem_event WHERE problem = ?", []any{int64(w.problem)}, &last); err != nil {
			return err
		}
		if last != nil {
			w.last = *last
		}
		w.known = true
	}
	id, err := w.tx.newID("problem_event")
	if err != nil {
		return err
	}
	w.last++
	e.ID, e.ProblemID = id, w.problem
	args, err := eventArgs(e, w.last)
	if err != nil {
		return err
	}
	_, err = w.tx.c.exec("INSERT INTO problem_event("+eventColumns+") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", args...)
	return err
}

// eventArgs are an event's columns in the order of eventColumns.
func eventArgs(e *data.Event, seq int) ([]any, error) {
	var deadline, more, voidedAt, reason any
	if e.Deadline.Kind != data.NoDeadline || e.Deadline.Text != "" {
		b, err := json.Marshal(e.Deadline)
		if err != nil {
			return nil, wrap(err)
		}
		deadline = string(b)
	}
	if m := (moreEvent{e.Unreachable, e.AppliedOn, e.Approver, e.Grade, e.Support, e.SignedBy, e.SignedOn, e.ToldOn, e.Missing, e.Replaces}); !m.empty() {
		b, err := json.Marshal(m)
		if err != nil {
			return nil, wrap(err)
		}
		more = string(b)
	}
	if e.Voided() {
		voidedAt, reason = stamp(e.VoidedAt), e.VoidReason
	}
	return []any{int64(e.ID), int64(e.ProblemID), seq, e.Seq, string(e.Kind), e.On, string(e.Basis), string(e.Origin), stamp(e.RecordedAt), e.Actor,
		ref(e.Unit), deadline, ref(e.Category), ref(e.Nature), ref(e.Measure), int(e.Satisfaction), e.Note, more,
		text(e.VoidedBy), voidedAt, reason}, nil
}
