package store

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"qinqing/data"
)

// CloseBooks closes all months up to a day (封账). It refuses a day still to come and
// one that is closed already.
func (tx *Tx) CloseBooks(to data.Date) error {
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
	return tx.keepClosing(data.Closing{To: to, At: tx.now, By: tx.actor.Name})
}

// ReopenBooks opens the last closed stretch again, for a reason.
func (tx *Tx) ReopenBooks(reason string) error {
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

// LateEvents lists what was entered or voided after a moment about days up to one, the
// latest first. An event that was entered and voided after it says nothing.
func (v *View) LateEvents(to data.Date, since time.Time) ([]LateEvent, error) {
	var out []LateEvent
	err := v.c.each(`SELECT e.problem, p.code, e.kind, e.day, coalesce(e.voided_at, e.recorded_at), coalesce(e.voided_by, e.actor), e.voided_at IS NOT NULL
		FROM problem_event e JOIN problem p ON p.id = e.problem AND p.gone = 0
		WHERE e.day <= ?1 AND ((e.recorded_at > ?2) <> (e.voided_at IS NOT NULL AND e.voided_at > ?2)) ORDER BY 5 DESC, e.id DESC`,
		[]any{to, stamp(since)}, func(r *rows) error {
			var x LateEvent
			err := r.Scan(&x.Problem, &x.Code, (*string)(&x.Kind), &x.On, timeCol{&x.At}, &x.By, &x.Voided)
			out = append(out, x)
			return err
		})
	return out, err
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
