package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"qinqing/data"
)

// Chain is where the log stands: how many entries, and the last one's hash, which
// depends on every entry before it.
type Chain struct {
	Entries int64  `json:"entries"`
	Head    string `json:"head"` // hexadecimal
}

// Summary is what a ledger holds, for a comparison of two of them.
type Summary struct {
	SiteUID    string    `json:"site"`
	Format     int       `json:"format"`
	Chain      Chain     `json:"chain"`
	LastChange time.Time `json:"last_change"` // of the log's last entry

	Problems    int `json:"problems"` // live ones
	Events      int `json:"events"`
	Visits      int `json:"visits"`
	Enterprises int `json:"enterprises"`
	Issues      int `json:"issues"`
	Attachments int `json:"attachments"`
}

// Summary tells how much the ledger holds now: numbers, which whoever keeps it may know.
func (v *View) Summary() (x Summary, err error) {
	err = v.behind(func() (err error) {
		x, err = summaryOf(v.c)
		return err
	})
	return x, err
}

// Chain is where the log stands.
func (v *View) Chain() (x Chain, err error) {
	err = v.behind(func() (err error) {
		x, _, err = chainOf(v.c)
		return err
	})
	return x, err
}

// Standing is what backups made by themselves go by: the settings, and where the log
// stands. They are made whoever sits at the program, or has just lost the right to.
func (s *Store) Standing(ctx context.Context) (settings map[string]string, x Chain, err error) {
	err = s.View(asProgram(ctx, "自动备份"), func(v *View) (err error) {
		if settings, err = v.Settings(); err == nil {
			x, err = v.Chain()
		}
		return err
	})
	return settings, x, err
}

// NoteRestored logs that a backup took the place of what the ledger held later: who did it
// and when, which no entry of what was taken up again could say.
func (s *Store) NoteRestored(ctx context.Context, by, told string) error {
	_, err := s.Do(asProgram(ctx, by), data.Op{Name: "恢复到备份", Aside: true}, func(tx *Tx) error {
		chain, err := tx.chainEnd()
		if err != nil {
			return err
		}
		diff, err := json.Marshal(map[string][2]string{"Value": {"", told}})
		if err != nil {
			return wrap(err)
		}
		_, err = tx.log(chain, "restore", "store", 0, diff)
		return err
	})
	return err
}

// NoteBackup logs who copies an office's ledger where, before it is done: the copy holds that
// too. A ledger without accounts has nobody to name; one that can't be written to is copied
// all the same.
func (s *Store) NoteBackup(ctx context.Context, told string) error {
	by := ""
	err := s.View(ctx, func(v *View) error {
		if v.person != nil {
			by = v.person.Name
		}
		return nil
	})
	if err != nil || by == "" {
		return err
	}
	diff, err := json.Marshal(map[string][2]string{"Value": {"", "备份到“" + told + "”"}})
	if err != nil {
		return wrap(err)
	}
	err = s.jot(asProgram(ctx, by), "备份台账", func(tx *Tx) error {
		chain, err := tx.chainEnd()
		if err != nil {
			return err
		}
		_, err = tx.log(chain, "update", "store", 0, diff)
		return err
	})
	switch data.CodeOf(err) {
	case data.Full, data.ReadOnly, data.Locked:
		return nil
	}
	return err
}

// Whole says whether SQLite finds the pages of an open ledger whole.
func (s *Store) Whole(ctx context.Context) bool {
	whole := false
	err := s.View(asProgram(ctx, "核对"), func(v *View) error {
		whole = v.c.quickCheck() == nil
		return nil
	})
	return err == nil && whole
}

func chainOf(c *conn) (x Chain, at time.Time, err error) {
	var hash []byte
	_, err = c.one("SELECT id, hash, at FROM audit_log ORDER BY id DESC LIMIT 1", nil, &x.Entries, &hash, timeCol{&at})
	x.Head = hex.EncodeToString(hash)
	return x, at, err
}

func summaryOf(c *conn) (x Summary, err error) {
	if x.Chain, x.LastChange, err = chainOf(c); err != nil {
		return x, err
	}
	for _, q := range []struct {
		query string
		into  any
	}{
		{"SELECT value FROM meta WHERE key = 'site_uid'", &x.SiteUID}, {"PRAGMA user_version", &x.Format},
		{"SELECT count(*) FROM problem WHERE gone = 0", &x.Problems}, {"SELECT count(*) FROM problem_event WHERE voided_by IS NULL", &x.Events},
		{"SELECT count(*) FROM visit WHERE gone = 0", &x.Visits}, {"SELECT count(*) FROM enterprise WHERE gone = 0", &x.Enterprises},
		{"SELECT count(*) FROM bulletin_issue", &x.Issues}, {"SELECT count(*) FROM attachment WHERE gone = 0", &x.Attachments},
	} {
		if _, err := c.one(q.query, nil, q.into); err != nil {
			return x, err
		}
	}
	return x, nil
}

// HasEntry says whether the log of an open ledger holds that place of a chain: then what
// stood there is a part of this ledger's past.
func (v *View) HasEntry(x Chain) (bool, error) {
	if x.Entries == 0 {
		return true, nil
	}
	var hash []byte
	found := false
	err := v.behind(func() (err error) {
		found, err = v.c.one("SELECT hash FROM audit_log WHERE id = ?", []any{x.Entries}, &hash)
		return err
	})
	return found && hex.EncodeToString(hash) == x.Head, err
}

// LogSince lists what the log says was done after an entry, newest first; nothing to whoever
// may not read it.
func (v *View) LogSince(entry int64, limit int) (out []LogEntry, err error) {
	if !v.May(data.MayLog) || v.narrowed() {
		return nil, nil
	}
	err = v.c.each("SELECT "+logColumns+" FROM audit_log WHERE id > ? ORDER BY id DESC LIMIT ?", []any{entry, limit}, func(r *rows) error {
		x, err := scanLog(r)
		out = append(out, x)
		return err
	})
	return out, err
}

// Verify opens a copy nobody writes to and checks all of it but its attachments.
func Verify(ctx context.Context, path string, now func() time.Time) (CheckReport, Summary, error) {
	ctx = asProgram(ctx, "备份检查")
	s, err := Open(ctx, path, Options{ReadOnly: true, Now: now, Old: true})
	if err != nil {
		return CheckReport{}, Summary{}, err
	}
	s.fileless = true
	var sum Summary
	err = s.View(ctx, func(v *View) (err error) {
		sum, err = v.Summary()
		return err
	})
	var report CheckReport
	switch {
	case err != nil:
	case sum.Format < len(migrations()): // its tables are others: only SQLite itself can look at it
		report.Checked = []string{"file"}
		if err = integrityOf(path); data.CodeOf(err) == data.Corrupt {
			report.Problems, err = []Finding{{"file", err.Error()}}, nil
		}
	default:
		report, err = s.Check(ctx)
	}
	return report, sum, errors.Join(err, s.Close())
}

// Glimpse reads what it can of a file that may be damaged, without writing a byte beside
// it: not even the log of changes not yet written into it is looked at.
func Glimpse(ctx context.Context, path string) (x Summary, err error) {
	db, err := openFrozen(path)
	if err != nil {
		return x, err
	}
	c, err := newConn(ctx, db)
	if err != nil {
		return x, errors.Join(wrap(err), db.Close())
	}
	x, err = summaryOf(c)
	return x, errors.Join(err, c.close(), db.Close())
}

// Bare says that the ledger has neither a problem nor a visit.
func (v *View) Bare() (bool, error) {
	some, err := v.c.one("SELECT 1 FROM problem WHERE gone = 0 UNION ALL SELECT 1 FROM visit WHERE gone = 0 LIMIT 1", nil, new(int))
	return !some, err
}
