package store

import (
	"context"
	"database/sql"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"qinqing/data"
)

// shipMore adds formats after the shipped ones for one test.
func shipMore(t *testing.T, more ...migration) {
	old := shipped
	t.Cleanup(func() { shipped = old })
	shipped = append(slices.Clone(old), more...)
}

// backups are the copies made before a migration.
func backups(t *testing.T, path string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*升级前*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A file that went through every migration has the tables schema.sql makes.
func TestMigratedSchemaIsSchemaSQL(t *testing.T) {
	db, err := sql.Open("sqlite", dsn(filepath.Join(t.TempDir(), "x.db"), toWrite))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	c, err := newConn(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.close() }()
	s := &Store{writer: c}
	if err := s.migrate(context.Background(), migrations()); err != nil {
		t.Fatal(err, cause(err))
	}
	have, want := must(schemaOf(c))(t), must(expectedSchema())(t)
	for name := range want {
		if have[name] != want[name] {
			t.Errorf("%s: migrated to\n%s\nschema.sql makes\n%s", name, have[name], want[name])
		}
	}
	if !maps.Equal(have, want) {
		t.Errorf("migrated to %d objects, schema.sql makes %d", len(have), len(want))
	}
	var version int
	if _, err := c.one("PRAGMA user_version", nil, &version); err != nil || version != len(migrations()) {
		t.Errorf("version %d, %v", version, err)
	}
}

func rawInt(t *testing.T, path, query string) (n int) {
	t.Helper()
	db, err := openPlain(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// An old file is copied, the copy verified, then brought up to date; what is in it stays.
func TestMigrationKeepsABackup(t *testing.T) {
	path := livedCopy(t)
	version, problems := len(migrations()), rawInt(t, path, "SELECT count(*) FROM problem")
	shipMore(t, migration{"9998.sql", "ALTER TABLE unit ADD COLUMN phone TEXT; CREATE TABLE more(x INTEGER) STRICT"}, migration{"9999.sql", "INSERT INTO more VALUES(7)"})
	_, err := Open(context.Background(), path, Options{ReadOnly: true})
	if data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "旧版本") || !chinese(err) {
		t.Errorf("an old file, read-only: %v", err)
	}
	s := openAt(t, path, nil)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if n := rawInt(t, path, "SELECT x FROM more"); n != 7 {
		t.Errorf("the migrations wrote %d", n)
	}
	if v := rawInt(t, path, "SELECT user_version FROM pragma_user_version"); v != version+2 {
		t.Errorf("version %d", v)
	}
	if n := rawInt(t, path, "SELECT count(*) FROM problem"); n != problems {
		t.Errorf("%d problems, before %d", n, problems)
	}
	list := backups(t, path)
	if len(list) != 1 || !strings.HasSuffix(list[0], ".db") {
		t.Fatalf("backups %v", list)
	}
	if v, n := rawInt(t, list[0], "SELECT user_version FROM pragma_user_version"), rawInt(t, list[0], "SELECT count(*) FROM problem"); v != version || n != problems {
		t.Errorf("the backup is of version %d with %d problems", v, n)
	}
	openAt(t, path, nil)
	if again := backups(t, path); len(again) != 1 {
		t.Errorf("opened again: %v", again)
	}
}

// A migration that fails leaves the file as it was, with its backup beside it.
func TestFailedMigrationLeavesTheFile(t *testing.T) {
	good := migration{"9998.sql", "CREATE TABLE more(x INTEGER) STRICT"}
	for name, bad := range map[string]migration{
		"no SQL":               {"9999.sql", "CREATE TABLE other(x INTEGER) STRICT; CREATE NONSENSE"},
		"against a rule":       {"9999.sql", "DELETE FROM setting; UPDATE problem SET state = 99"},
		"against the triggers": {"9999.sql", "DELETE FROM setting; DELETE FROM audit_log"},
		"orphans":              {"9999.sql", "DELETE FROM region"},
	} {
		t.Run(name, func(t *testing.T) {
			path := livedCopy(t)
			version := len(migrations())
			count := "SELECT (SELECT count(*) FROM setting) * 1000 + (SELECT count(*) FROM region)"
			before := rawInt(t, path, count)
			shipMore(t, good, bad)
			s, err := Open(context.Background(), path, Options{})
			if err == nil {
				_ = s.Close()
			}
			if err == nil || !strings.Contains(err.Error(), "升级到第") || !chinese(err) {
				t.Errorf("got %v", err)
			}
			// The good one before it stands: each is a transaction of its own.
			if v := rawInt(t, path, "SELECT user_version FROM pragma_user_version"); v != version+1 {
				t.Errorf("version %d", v)
			}
			if after := rawInt(t, path, count); after != before {
				t.Errorf("rows %d, before %d", after, before)
			}
			if n := rawInt(t, path, "SELECT count(*) FROM sqlite_schema WHERE name = 'other'"); n != 0 {
				t.Error("half of the migration stayed")
			}
			if list := backups(t, path); len(list) != 1 || rawInt(t, list[0], count) != before {
				t.Errorf("backups %v", list)
			}
		})
	}
}

// Where the backup can't be made or is damaged, nothing is migrated and no half copy stays.
func TestNoMigrationWithoutBackup(t *testing.T) {
	for name, hinder := range map[string]func(t *testing.T, path string){
		"the copy can't be written": func(t *testing.T, path string) {
			out := filepath.Join(filepath.Dir(path), "台账.db.升级前-"+strconv.Itoa(len(migrations()))+"-"+noon("2026-10-30").Format("20060102-150405")+".db.part")
			if err := os.MkdirAll(filepath.Join(out, "x"), 0o700); err != nil {
				t.Fatal(err)
			}
		},
		"the copy can't get its name": func(t *testing.T, _ string) {
			old := place
			t.Cleanup(func() { place = old })
			place = func(string, string) error { return os.ErrPermission }
		},
		"the file is damaged": func(t *testing.T, path string) {
			raw(t, path, "PRAGMA writable_schema = 1", "UPDATE sqlite_schema SET sql = replace(sql, 'gone <> 0', 'gone <> 5') WHERE name = 'problem_gone'")
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := livedCopy(t)
			hinder(t, path)
			version := len(migrations())
			shipMore(t, migration{"9999.sql", "CREATE TABLE more(x INTEGER) STRICT"})
			s, err := Open(context.Background(), path, Options{Now: nowAt("2026-10-30")})
			if err == nil {
				_ = s.Close()
			}
			if err == nil || !chinese(err) {
				t.Errorf("got %v (%v)", err, cause(err))
			}
			if v := rawInt(t, path, "SELECT user_version FROM pragma_user_version"); v != version {
				t.Errorf("version %d", v)
			}
			for _, left := range backups(t, path) {
				if st, err := os.Stat(left); err == nil && !st.IsDir() {
					t.Errorf("left %s", left)
				}
			}
		})
	}
}

// Who waits for a large ledger is told what is done, and nothing where nothing is.
func TestUpgradingIsTold(t *testing.T) {
	path := livedCopy(t)
	version := strconv.Itoa(len(migrations()) + 1)
	shipMore(t, migration{"9999.sql", "CREATE TABLE more(x INTEGER) STRICT"})
	var told []string
	open := func() {
		told = nil
		s, err := Open(context.Background(), path, Options{Upgrading: func(part string, done, of int) {
			told = append(told, part+" "+strconv.Itoa(done)+"/"+strconv.Itoa(of))
		}})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	open()
	if want := []string{"备份升级前的台账 0/2", "升级到第 " + version + " 版格式 1/2"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	open()
	if len(told) > 0 {
		t.Errorf("told %v of a file that is up to date", told)
	}
}
