package store

import (
	"context"
	"slices"

	"qinqing/data"
)

// The words of events have a table of their own, a row an event: what is added to a
// problem costs the words of that event, not those of its whole history again.

// wordsForm says how the words of events are indexed. A ledger with another mark has them
// indexed anew when it is opened to write.
const wordsForm = "1"

// eventSaid narrows problem_event to what of live problems stands and may hold a word.
const eventSaid = `voided_by IS NULL AND (note NOT IN ('', '（已移送）')
	OR coalesce(more ->> '$.unreachable', more ->> '$.approver', more ->> '$.signedBy') IS NOT NULL)
	AND (SELECT p.gone FROM problem p WHERE p.id = problem_event.problem) = 0`

// eventTexts are what an event is found by: what was said, and who approved or signed.
func eventTexts(e *data.Event) (out []string) {
	for _, s := range []string{e.Note, e.Unreachable, e.Approver, e.SignedBy} {
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
	err = v.candidates(searchEvent, terms, func(id data.ID) (bool, error) {
		e, ok, err := loadEvent(v, id)
		if err != nil || !ok || e.Voided() || found[e.ProblemID] {
			return err == nil, err
		}
		texts := eventTexts(&e)
		if !containsAll(terms, texts) {
			return true, nil
		}
		h := Hit{Entity: data.EntityProblem, ID: e.ProblemID, Snippet: e.Kind.Name() + "：" + snippet(texts, terms), On: e.On}
		if ok, err = v.c.one("SELECT code FROM problem WHERE id = ? AND gone = 0", []any{int64(e.ProblemID)}, &h.Title); err != nil || !ok {
			return err == nil, err
		}
		found[e.ProblemID] = true
		out = append(out, h)
		return len(out) < limit, nil
	})
	return out, err
}

// wordsAreOurs says whether the words of events are indexed as this program does it.
func wordsAreOurs(c *conn) (bool, error) {
	var mark string
	_, err := c.one("SELECT value FROM meta WHERE key = 'words'", nil, &mark)
	return mark == wordsForm, err
}

// renewWords indexes the words of events where a program did not that wrote the ledger.
func (s *Store) renewWords(ctx context.Context) error {
	ours, err := wordsAreOurs(s.writer)
	if err != nil || ours {
		return err
	}
	_, err = s.transact(asProgram(ctx, "系统升级"), data.Op{Name: "整理检索"}, func(tx *Tx) error {
		if err := tx.reindexEvents(s.upgrading); err != nil {
			return err
		}
		if _, err := tx.c.exec(searchPack[searchEvent]); err != nil {
			return err
		}
		_, err := tx.c.exec("INSERT INTO meta(key, value) VALUES('words', ?) ON CONFLICT DO UPDATE SET value = excluded.value", wordsForm)
		return err
	})
	return err
}

// reindexEvents writes every row of the words of events anew.
func (tx *Tx) reindexEvents(tell func(part string, done, of int)) error {
	if _, err := tx.c.exec(searchEmpty[searchEvent]); err != nil {
		return err
	}
	delete(tx.words, searchEvent) // what this step changed so far stands in the records
	total, done := 0, 0
	if tell != nil {
		if _, err := tx.c.one("SELECT count(*) FROM problem_event WHERE "+eventSaid, nil, &total); err != nil {
			return err
		}
	}
	for last, more := data.ID(0), true; more; {
		if err := tx.ctx.Err(); err != nil {
			return wrap(err)
		}
		n := 0
		err := tx.c.each("SELECT "+eventColumns+" FROM problem_event WHERE id > ? AND "+eventSaid+" ORDER BY id LIMIT ?", []any{int64(last), wordsAtOnce}, func(r *rows) error {
			e, err := scanEvent(r)
			if err != nil {
				return err
			}
			n, last = n+1, e.ID
			return tx.index(searchEvent, e.ID, eventTexts(&e))
		})
		if err != nil {
			return err
		}
		if err := tx.flushSearch(); err != nil {
			return err
		}
		if done += n; tell != nil {
			tell("整理检索", done, total)
		}
		more = n == wordsAtOnce
	}
	return nil
}
