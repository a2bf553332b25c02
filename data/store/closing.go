package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"qinqing/data"
)

// CloseBooks closes all months up to a day (封账). It refuses a day still to come and
// one that is closed already.
func (tx *Tx) CloseBooks(to data.Date) error {
	if err := tx.need(data.MayApprove); err != nil {
		return err
	}
	if to.IsZero() || to >= tx.Today() {
		return data.Errorf(data.Invalid, "to", "只能封已经过完的账期，没有封账；请核对截止日期。")
	}
	last, err := tx.Closed()
	if err != nil {
		return err
	}
	if last != nil && to <= last.To {
		return data.Errorf(data.Conflict, "to", "%s 及以前已经封账，没有重复封账。", last.To)
	}
	c := data.Closing{To: to, At: tx.now, By: tx.actor.Name}
	if _, err := tx.c.one("SELECT coalesce(max(id), 0) FROM problem_event", nil, &c.Last); err != nil {
		return err
	}
	return tx.keepClosing(c)
}

// ReopenBooks opens the last closed stretch again, for a reason.
func (tx *Tx) ReopenBooks(reason string) error {
	if err := tx.need(data.MayApprove); err != nil {
		return err
	}
	last, err := tx.Closed()
	if err != nil {
		return err
	}
	if last == nil {
		return data.Errorf(data.NotFound, "to", "没有封着的账，不用启封。")
	}
	if last.Reason = strings.TrimSpace(reason); last.Reason == "" {
		return data.Errorf(data.Invalid, "reason", "启封须写明原因，没有启封。")
	}
	last.Opened = tx.now
	return tx.keepClosing(*last)
}

func (tx *Tx) keepClosing(c data.Closing) error {
	b, err := json.Marshal(c)
	if err != nil {
		return wrap(err)
	}
	return tx.SetSetting(data.ClosingSetting+c.To.String(), string(b))
}

// Closings lists all closings by their last day, reopened ones too.
func (v *View) Closings() ([]data.Closing, error) {
	settings, err := v.Settings()
	if err != nil {
		return nil, err
	}
	var out []data.Closing
	for key, text := range settings {
		if !strings.HasPrefix(key, data.ClosingSetting) {
			continue
		}
		c, err := data.ParseClosing(text)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b data.Closing) int { return int(a.To) - int(b.To) })
	return out, nil
}

// Closed is the closing that reaches furthest and stands, nil if none does.
func (v *View) Closed() (last *data.Closing, err error) {
	list, err := v.Closings()
	for i, c := range list {
		if c.Opened.IsZero() {
			last = &list[i]
		}
	}
	return last, err
}

// LateEvent is an event of a closed day that was entered, or voided, after the closing.
type LateEvent struct {
	Problem data.ID
	Code    string
	Kind    data.Kind
	On      data.Date
	At      time.Time // entered or voided, UTC
	By      string
	Voided  bool
}

// What was entered into closed months since, by its place in the ledger, and what was
// voided of the rest, by event_voided: neither looks at the events there were before.
const (
	lateColumns = `SELECT e.id, e.problem, p.code, e.kind, e.day, coalesce(e.voided_at, e.recorded_at) at, coalesce(e.voided_by, e.actor) who, e.voided_at IS NOT NULL
		FROM problem_event e %s JOIN problem p ON p.id = e.problem AND p.gone = 0 WHERE e.day <= ?1 AND `
	enteredLate = "e.id > ?3 AND e.voided_at IS NULL"
	voidedLate  = "e.voided_at > ?2 AND e.id <= ?3"
	// lateByClock is for a closing of a program that did not write down which event was the last.
	lateByClock = "((e.recorded_at > ?2) <> (e.voided_at IS NOT NULL AND e.voided_at > ?2))"
	latestFirst = " ORDER BY at DESC, 1 DESC"
)

func lateQuery(c data.Closing) string {
	if c.Last == 0 {
		return fmt.Sprintf(lateColumns, "") + lateByClock + latestFirst
	}
	return fmt.Sprintf(lateColumns, "NOT INDEXED") + enteredLate + " UNION ALL " + fmt.Sprintf(lateColumns, "INDEXED BY event_voided") + voidedLate + latestFirst
}

// LateEvents lists what was entered or voided after a closing about the days it closed,
// the latest first. An event that was entered and voided after it says nothing.
func (v *View) LateEvents(c data.Closing) ([]LateEvent, error) {
	var out []LateEvent
	err := v.c.each(lateQuery(c), []any{c.To, stamp(c.At), int64(c.Last)}, func(r *rows) error {
		var x LateEvent
		err := r.Scan(new(int64), &x.Problem, &x.Code, (*string)(&x.Kind), &x.On, timeCol{&x.At}, &x.By, &x.Voided)
		out = append(out, x)
		return err
	})
	return out, err
}

// logBefore is the last entry of the log when a closing was made. It is looked for from
// the newest on: what came since is little beside what there was.
const logBefore = "SELECT id FROM audit_log WHERE at <= ? ORDER BY id DESC LIMIT 1"

// lateVisits counts visits by what the log says of each since: entered, given another day,
// unit, enterprise, place or satisfaction, deleted, or taken back out of the bin. One that
// was entered and deleted since says nothing, nor does a step that was undone.
const lateVisits = `SELECT count(*) FROM (SELECT l.entity_id id, max(l.action = 'create') made,
		max(l.action = 'update' AND (json_type(l.diff, '$.On') IS NOT NULL OR json_type(l.diff, '$.Unit') IS NOT NULL OR json_type(l.diff, '$.JoinUnits') IS NOT NULL
			OR json_type(l.diff, '$.EnterpriseID') IS NOT NULL OR json_type(l.diff, '$.Region') IS NOT NULL OR json_type(l.diff, '$.Satisfaction') IS NOT NULL)) changed,
		sum(l.action = 'restore') - sum(l.action = 'delete') back,
		min(CASE WHEN l.action = 'update' THEN l.diff ->> '$.On[0]' END) was
		FROM audit_log l NOT INDEXED WHERE l.id > ?2 AND l.entity = 'visit' AND NOT EXISTS (SELECT 1 FROM undo_step s WHERE s.id = l.step AND s.undone = 1)
		GROUP BY l.entity_id) x JOIN visit v ON v.id = x.id
	WHERE CASE v.gone WHEN 0 THEN (made OR changed OR back > 0) AND iif(made, v.day, min(v.day, coalesce(was, v.day))) <= ?1
		WHEN 1 THEN NOT made AND min(v.day, coalesce(was, v.day)) <= ?1 ELSE 0 END`

// LateVisits counts the visits of closed days that were entered, changed in what is counted
// of them, or deleted after a closing.
func (v *View) LateVisits(c data.Closing) (n int, err error) {
	var last int64
	if _, err := v.c.one(logBefore, []any{stamp(c.At)}, &last); err != nil {
		return 0, err
	}
	_, err = v.c.one(lateVisits, []any{c.To, last}, &n)
	return n, err
}

// IssuedAs finds the issue that a file belongs to by the file's SHA-256; 0 if none does.
func (v *View) IssuedAs(sha256 string) (issue data.ID, name string, err error) {
	var id int64
	_, err = v.c.one("SELECT issue, name FROM bulletin_file WHERE sha256 = ?", []any{sha256}, &id, &name)
	return data.ID(id), name, err
}

// IssueMarked finds the issue whose facts bear a mark; 0 if none does.
func (v *View) IssueMarked(mark string) (data.ID, error) {
	var id int64
	_, err := v.c.one("SELECT id FROM bulletin_issue WHERE facts ->> '$.mark' = ?", []any{mark}, &id)
	return data.ID(id), err
}
