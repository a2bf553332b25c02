package store

import (
	"encoding/json"
	"strings"
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

const logColumns = "id, at, actor, action, entity, entity_id, step, op, diff"

func scanLog(r *rows) (x LogEntry, err error) {
	err = r.Scan(&x.ID, timeCol{&x.At}, &x.Actor, &x.Action, &x.Entity, &x.Record, &x.Step, &x.Op, (*[]byte)(&x.Diff))
	return x, err
}

// Log lists entries newest first, those before an entry's id (0: from the newest).
func (v *View) Log(limit int, before int64) ([]LogEntry, error) {
	return v.LogPage(LogQuery{Limit: limit, Before: before})
}

// BinEntry is one record in the recycle bin.
type BinEntry struct {
	Entity    data.Entity
	ID        data.ID
	Title     string
	DeletedAt time.Time
	Actor     string // who deleted it
	Op        string // the step that did
}

// Word is what people call a record of the entry's kind.
func (x BinEntry) Word() string { return entityWords[x.Entity] }

// Bin lists the recycle bin, last deleted first.
func (v *View) Bin() ([]BinEntry, error) {
	var out []BinEntry
	err := v.c.each(`SELECT b.entity, b.id, b.title, b.at, coalesce(a.actor, ''), coalesce(a.op, '') FROM (
		SELECT 'problem' AS entity, id, code || ' ' || substr(content, 1, 60) AS title, deleted_at AS at FROM problem WHERE gone = 1
		UNION ALL SELECT 'visit', v.id, v.day || ' ' || coalesce((SELECT name FROM enterprise e WHERE e.id = v.enterprise), ''), v.deleted_at
			FROM visit v WHERE gone = 1
		UNION ALL SELECT 'enterprise', id, name, deleted_at FROM enterprise WHERE gone = 1
		UNION ALL SELECT 'unit', id, name, deleted_at FROM unit WHERE gone = 1
		UNION ALL SELECT 'region', id, name, deleted_at FROM region WHERE gone = 1
		UNION ALL SELECT 'dict_entry', id, name, deleted_at FROM dict_entry WHERE gone = 1
		UNION ALL SELECT 'record', id, kind || ' ' || coalesce(day, ''), deleted_at FROM record WHERE gone = 1
		UNION ALL SELECT 'bulletin_draft', id, title, deleted_at FROM bulletin_draft WHERE gone = 1
		UNION ALL SELECT 'attachment', id, '附件 ' || name, deleted_at FROM attachment WHERE gone = 1) b
		LEFT JOIN audit_log a ON a.id = (SELECT max(d.id) FROM audit_log d WHERE d.entity = b.entity AND d.entity_id = b.id AND d.action = 'delete')
		ORDER BY b.at DESC, 1, 2`, nil, func(r *rows) error {
		var x BinEntry
		err := r.Scan(&x.Entity, &x.ID, &x.Title, timeCol{&x.DeletedAt}, &x.Actor, &x.Op)
		if x.Entity == data.EntityRecord {
			kind, day, _ := strings.Cut(x.Title, " ")
			x.Title = kindWords[kind] + " " + day
		}
		out = append(out, x)
		return err
	})
	return out, err
}
