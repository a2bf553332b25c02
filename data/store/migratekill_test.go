package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shippedUntil makes a closed ledger of an older format that holds what lived holds, as
// far as that format had a place for it; what is derived and newer than it is not there.
func shippedUntil(t *testing.T, version int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "台账.db")
	db, err := sql.Open("sqlite", dsn(path, toWrite))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	c, err := newConn(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{writer: c, path: path}
	for _, do := range []func() error{
		func() error {
			return c.script(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA journal_mode = WAL", applicationID))
		},
		func() error { return s.migrate(context.Background(), migrations()[:version]) },
		func() error { return c.script("ATTACH '" + livedCopy(t) + "' AS full; PRAGMA foreign_keys = OFF") },
		func() error { return c.script(strings.Join(takenOver(t, c), ";")) },
		func() error {
			return c.script("DELETE FROM meta WHERE key IN ('cells', 'traces', 'words'); PRAGMA foreign_key_check; DETACH full")
		},
		c.close, db.Close,
	} {
		if err := do(); err != nil {
			t.Fatal(err, cause(err))
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// takenOver are the statements that copy every table of an attached ledger that both have,
// by the columns that both have.
func takenOver(t *testing.T, c *conn) (out []string) {
	t.Helper()
	err := c.each(`SELECT m.name, (SELECT group_concat(name, ', ') FROM (SELECT name FROM pragma_table_info(m.name, 'main') INTERSECT SELECT name FROM pragma_table_info(m.name, 'full')))
FROM main.sqlite_schema m JOIN full.sqlite_schema f USING(name)
WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'cell'`, nil, func(r *rows) error {
		var table, columns string
		if err := r.Scan(&table, &columns); err != nil {
			return err
		}
		out = append(out, "DELETE FROM main."+table, "INSERT INTO main."+table+"("+columns+") SELECT "+columns+" FROM full."+table)
		return nil
	})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	return out
}

// noPlaceYet says that check misses what an older format had no place for, so that the
// ledger copied into it lost it: former names, and where the log stood at an issue.
func noPlaceYet(version int, f Finding) bool {
	return version < 5 && f.Code == "logged" && strings.Contains(f.Text, "曾用名") || version < 11 && f.Code == "bulletin" && f.Text == "《十月通报》与印发时不同"
}

// heldRows counts what a ledger holds that nothing can make anew.
func heldRows(t *testing.T, path string) (out [8]int) {
	t.Helper()
	for i, table := range []string{"visit", "problem", "problem_event", "enterprise", "unit", "record", "bulletin_row", "audit_log"} {
		out[i] = rawInt(t, path, "SELECT count(*) FROM "+table)
	}
	return out
}

// statements are those of a migration's text; its triggers hold some of their own.
func statements(text string) (out []string) {
	open := ""
	for _, part := range strings.SplitAfter(text, ";") {
		open += part
		if u := strings.ToUpper(open); strings.Contains(u, "CREATE TRIGGER") && !strings.HasSuffix(strings.TrimSpace(u), "END;") {
			continue
		}
		if strings.TrimSpace(open) != "" {
			out = append(out, open)
		}
		open = ""
	}
	return out
}

// A ledger of each format that was shipped, left by a program that was killed after each
// statement of the next migration, opens, is brought up to date and has lost nothing.
func TestMigrationKilledAfterEachStatement(t *testing.T) {
	kills := 0
	for version := 1; version < len(migrations()); version++ {
		ledger := shippedUntil(t, version)
		old := filepath.Join(t.TempDir(), "台账.db")
		putFile(t, old, ledger)
		held := heldRows(t, old)
		parts := statements(migrations()[version].sql)
		for n := 1; n <= len(parts); n++ {
			path := filepath.Join(t.TempDir(), "台账.db")
			putFile(t, path, ledger)
			db, err := sql.Open("sqlite", strings.Replace(dsn(path, toWrite), "cache_size(-64000)", "cache_size(4)", 1)) // a small cache, so that much is in the log already
			if err != nil {
				t.Fatal(err)
			}
			db.SetMaxOpenConns(1)
			if _, err := db.Exec("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;" + strings.Join(parts[:n], "")); err != nil {
				t.Fatalf("format %d, statement %d: %v", version, n, err)
			}
			left := filepath.Join(t.TempDir(), "台账.db")
			for _, suffix := range []string{"", "-wal"} {
				if b, err := os.ReadFile(path + suffix); err == nil {
					putFile(t, left+suffix, b)
				}
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			putFile(t, left+".holder", []byte("窗口"))
			s, err := Open(context.Background(), left, Options{Now: nowAt("2026-10-30")})
			if err != nil {
				t.Fatalf("format %d, killed after statement %d of %d: %v (%v)", version, n, len(parts), err, cause(err))
			}
			for _, f := range must(s.DeepCheck(actorCtx()))(t).Problems {
				if !noPlaceYet(version, f) {
					t.Errorf("format %d, killed after statement %d: check %s: %s", version, n, f.Code, f.Text)
				}
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if v, now := rawInt(t, left, "SELECT user_version FROM pragma_user_version"), heldRows(t, left); v != len(migrations()) || now != held {
				t.Errorf("format %d, killed after statement %d: format %d with %v rows, before %v", version, n, v, now, held)
			}
			kills++
		}
	}
	if kills < 10 {
		t.Errorf("killed %d times only", kills)
	}
	t.Logf("killed %d times", kills)
}
