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

// shippedUntil makes a closed ledger of an older format, with the rows every ledger begins with.
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
		func() error { return firstRows(c, stamp(noon("2026-10-30"))) },
		func() error {
			return c.script(`INSERT INTO enterprise(id, name, norm, pinyin, initials, version) VALUES(1099511627777, '示例公司', '示例公司', 'shiligongsi', 'slgs', 1)`)
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
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if v, rows := rawInt(t, left, "SELECT user_version FROM pragma_user_version"), rawInt(t, left, "SELECT count(*) FROM enterprise"); v != len(migrations()) || rows != 1 {
				t.Errorf("format %d, killed after statement %d: format %d with %d enterprises", version, n, v, rows)
			}
			kills++
		}
	}
	if kills < 10 {
		t.Errorf("killed %d times only", kills)
	}
	t.Logf("killed %d times", kills)
}
