package store

import (
	"slices"

	"qinqing/data"
)

// The words of events have a table of their own, a row an event: what is added to a
// problem costs the words of that event, not those of its whole history again.

// eventSaid narrows problem_event to what of live problems stands and may hold a word.
const eventSaid = `voided_by IS NULL AND (note NOT IN ('', '（已移送）')
	OR coalesce(more ->> '$.unreachable', more ->> '$.approver', more ->> '$.signedBy') IS NOT NULL)
	AND (SELECT p.gone FROM problem p WHERE p.id = problem_event.problem) = 0`

// eventTexts are what an event is found by: what was said, and who approved or signed.
func eventTexts(e *data.Event) []string { return spoken(e.Note, e.Unreachable, e.Approver, e.SignedBy) }

func spoken(texts ...string) (out []string) {
	for _, s := range texts {
		if s != "" && s != data.Erased {
			out = append(out, s)
		}
	}
	return out
}

// indexEvents brings the words of a problem's events from what was found to what is; a
// problem that is not live is nil.
func (tx *Tx) indexEvents(was, now *data.Problem) error {
	had := map[data.ID][]string{}
	eachSaid(was, func(id data.ID, texts []string) { had[id] = texts })
	put := map[data.ID][]string{}
	eachSaid(now, func(id data.ID, texts []string) {
		if !slices.Equal(had[id], texts) {
			put[id] = texts
		}
		delete(had, id)
	})
	for id := range had {
		put[id] = nil
	}
	for id, texts := range put {
		if err := tx.index(searchEvent, id, texts); err != nil {
			return err
		}
	}
	return nil
}

func eachSaid(p *data.Problem, yield func(data.ID, []string)) {
	if p == nil {
		return
	}
	for i := range p.Events {
		if e := &p.Events[i]; !e.Voided() {
			if texts := eventTexts(e); len(texts) > 0 {
				yield(e.ID, texts)
			}
		}
	}
}

// loadEvent reads one event; not ok if there is none.
func loadEvent(v *View, id data.ID) (e data.Event, ok bool, err error) {
	err = v.c.each("SELECT "+eventColumns+" FROM problem_event WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		e, err = scanEvent(r)
		ok = true
		return err
	})
	return e, ok, err
}

// searchEvents finds problems by what was said as they were handled: the newest event of
// each that says it, with its day.
func (v *View) searchEvents(terms []string, limit int) (out []Hit, err error) {
	found := map[data.ID]bool{}
	err = v.candidates(searchEvent, terms, func(id data.ID, texts []string) (bool, error) {
		h := Hit{Entity: data.EntityProblem}
		var kind data.Kind
		if _, err := v.c.one("SELECT e.problem, e.kind, e.day, p.code FROM problem_event e JOIN problem p ON p.id = e.problem WHERE e.id = ?", []any{int64(id)},
			&h.ID, &kind, &h.On, &h.Title); err != nil || found[h.ID] {
			return err == nil, err
		}
		h.Snippet = kind.Name() + "：" + snippet(texts, terms)
		found[h.ID] = true
		out = append(out, h)
		return len(out) < limit, nil
	})
	return out, err
}
