package store

import (
	"strings"

	"qinqing/data"
)

// LogQuery asks for a page of the log, newest first. Empty fields let everything through.
type LogQuery struct {
	Limit  int
	Before int64 // only entries before this one; 0: from the newest
	Actor  string
	From   data.Date // days where the office is, both ends in
	To     data.Date
	Record string // a problem's code, or the name of an enterprise or a unit: only what is about it
	Text   string // stands in the step's name or in what changed
}

// LogPage lists the entries a query asks for. Entries are found by their number, which
// runs with time, so that a period costs no more than its entries.
//
// Whoever may not see records is told who did what kind of thing to what kind of record,
// without texts and values, but for what was done to accounts; nor may they look for one.
func (v *View) LogPage(q LogQuery) (out []LogEntry, err error) {
	if err := v.need(data.MayLog); err != nil {
		return nil, err
	}
	if !v.narrowed() {
		return v.logPage(q)
	}
	if q.Text != "" || q.Record != "" {
		return nil, data.Errorf(data.Denied, string(data.MayRead), "操作记录里的内容要有“%s”角色才能查找，没有读取。", data.RolesWith(data.MayRead))
	}
	err = v.behind(func() (err error) {
		out, err = v.logPage(q)
		return err
	})
	for i, x := range out {
		if x.Entity != data.EntityPerson {
			out[i].Op, out[i].Diff = "", nil
		}
	}
	return out, err
}

func (v *View) logPage(q LogQuery) ([]LogEntry, error) {
	where, args := []string{"id < ?"}, []any{q.Before}
	if q.Before <= 0 {
		args[0] = anyID
	}
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	if q.From != 0 {
		first, err := v.logFrom(q.From)
		if err != nil {
			return nil, err
		}
		add("id >= ?", first)
	}
	if q.To != 0 {
		next, err := v.logFrom(q.To + 1)
		if err != nil {
			return nil, err
		}
		add("id < ?", next)
	}
	if q.Record != "" {
		condition, values, err := v.aboutRecord(strings.TrimSpace(q.Record))
		if err != nil {
			return nil, err
		}
		add(condition, values...)
	}
	if q.Actor != "" {
		add("instr(actor, ?)", q.Actor)
	}
	if q.Text != "" {
		add("(instr(op, ?) OR instr(diff, ?))", q.Text, q.Text)
	}
	var out []LogEntry
	err := v.c.each("SELECT "+logColumns+" FROM audit_log WHERE "+strings.Join(where, " AND ")+" ORDER BY id DESC LIMIT ?", append(args, q.Limit), func(r *rows) error {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		x, err := scanLog(r)
		out = append(out, x)
		return err
	})
	return out, err
}

// logFrom is the number of the first entry made on a day or after it.
func (v *View) logFrom(day data.Date) (int64, error) {
	at := stamp(midnight(day))
	low, high := int64(1), int64(0)
	if _, err := v.c.one("SELECT coalesce(max(id), 0) + 1 FROM audit_log", nil, &high); err != nil {
		return 0, err
	}
	for low < high {
		mid := (low + high) / 2
		var when string
		found, err := v.c.one("SELECT at FROM audit_log WHERE id >= ? ORDER BY id LIMIT 1", []any{mid}, &when)
		if err != nil {
			return 0, err
		}
		if found && when < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, nil
}

// aboutRecord is the condition for what is about the records that have that code or name.
func (v *View) aboutRecord(name string) (condition string, args []any, err error) {
	var about []string
	err = v.c.each(`SELECT 'problem', id FROM problem WHERE code = ?1 UNION ALL SELECT 'enterprise', id FROM enterprise WHERE norm = ?2
		UNION ALL SELECT 'unit', id FROM unit WHERE name = ?1 UNION ALL SELECT 'visit', v.id FROM visit v JOIN enterprise e ON e.id = v.enterprise WHERE e.norm = ?2 LIMIT 100`,
		[]any{name, data.Normalise(name)}, func(r *rows) error {
			var entity string
			var id int64
			err := r.Scan(&entity, &id)
			about, args = append(about, "entity = ? AND entity_id = ?"), append(args, entity, id)
			return err
		})
	if len(about) == 0 {
		return "0", nil, err
	}
	return "(" + strings.Join(about, " OR ") + ")", args, err
}

// LogCount is how many entries the log has.
func (v *View) LogCount() (n int64, err error) {
	err = v.behind(func() (err error) {
		_, err = v.c.one("SELECT coalesce(max(id), 0) FROM audit_log", nil, &n) // numbered from 1 without gaps
		return err
	})
	return n, err
}

// CheckLog walks the log's chain and says what was changed or taken out, if anything.
func (v *View) CheckLog() ([]Finding, error) {
	c := &checker{View: v, found: map[string]int{}}
	err := v.need(data.MayLog)
	if err == nil {
		err = v.behind(c.audit)
	}
	if v.narrowed() {
		c.out.Checked = []string{"audit"}
		return c.counts(), err
	}
	return c.out.Problems, err
}
