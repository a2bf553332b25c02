package store

import (
	"encoding/json"
	"time"

	"qinqing/data"
)

// LogEntry is one line of the log. Diff is JSON: {"field": [old, new]}; empty where it
// was erased.
type LogEntry struct {
	ID     int64
	At     time.Time // UTC
	Actor  string
	Action string // create update delete restore undo redo issue seed
	Entity data.Entity
	Record data.ID
	Step   int64
	Op     string
	Diff   json.RawMessage
}

// Log lists entries newest first, those before an entry's id (0: from the newest).
func (v *View) Log(limit int, before int64) ([]LogEntry, error) {
	if before <= 0 {
		before = anyID
	}
	var out []LogEntry
	err := v.c.each("SELECT id, at, actor, action, entity, entity_id, step, op, diff FROM audit_log WHERE id < ? ORDER BY id DESC LIMIT ?",
		[]any{before, limit}, func(r *rows) error {
			var x LogEntry
			err := r.Scan(&x.ID, timeCol{&x.At}, &x.Actor, &x.Action, &x.Entity, &x.Record, &x.Step, &x.Op, (*[]byte)(&x.Diff))
			out = append(out, x)
			return err
		})
	return out, err
}

// BinEntry is one record in the recycle bin.
type BinEntry struct {
	Entity    data.Entity
	ID        data.ID
	Title     string
	DeletedAt time.Time
}

// Bin lists the recycle bin, last deleted first.
func (v *View) Bin() ([]BinEntry, error) {
	var out []BinEntry
	err := v.c.each(`SELECT 'problem', id, code || ' ' || substr(content, 1, 60), deleted_at AS at FROM problem WHERE gone = 1
		UNION ALL SELECT 'visit', v.id, v.day || ' ' || coalesce((SELECT name FROM enterprise e WHERE e.id = v.enterprise), ''), v.deleted_at
			FROM visit v WHERE gone = 1
		UNION ALL SELECT 'enterprise', id, name, deleted_at FROM enterprise WHERE gone = 1
		UNION ALL SELECT 'unit', id, name, deleted_at FROM unit WHERE gone = 1
		UNION ALL SELECT 'region', id, name, deleted_at FROM region WHERE gone = 1
		UNION ALL SELECT 'dict_entry', id, name, deleted_at FROM dict_entry WHERE gone = 1
		UNION ALL SELECT 'record', id, kind || ' ' || coalesce(day, ''), deleted_at FROM record WHERE gone = 1
		UNION ALL SELECT 'bulletin_draft', id, title, deleted_at FROM bulletin_draft WHERE gone = 1
		ORDER BY at DESC, 1, 2`, nil, func(r *rows) error {
		var x BinEntry
		err := r.Scan(&x.Entity, &x.ID, &x.Title, timeCol{&x.DeletedAt})
		out = append(out, x)
		return err
	})
	return out, err
}
