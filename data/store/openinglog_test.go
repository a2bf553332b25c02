package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// flat is what the file of an open ledger holds once its log is written into it.
func flat(t *testing.T, o *office) []byte {
	t.Helper()
	if err := o.writer.script("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	return must(os.ReadFile(o.Path()))(t)
}

// wholeLog is a log that holds every page of a ledger: beside whatever file it lies, that
// ledger is read, and is whole. The statements are run on the ledger before.
func wholeLog(t *testing.T, ledger []byte, statements ...string) (log []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "台账.db")
	putFile(t, path, ledger)
	db := must(sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(wal)&_pragma=wal_autocheckpoint(0)"))(t)
	db.SetMaxOpenConns(1)
	for _, q := range append(statements, "VACUUM") {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(errors.Join(err, db.Close()))
		}
	}
	log = must(os.ReadFile(path + "-wal"))(t)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if len(log) < len(ledger) {
		t.Fatalf("the log of %d bytes does not hold the ledger of %d", len(log), len(ledger))
	}
	return log
}

// With its log a file may be whole and yet another ledger, or the same as it once was: a
// log is its own only where it continues what the file says.
func TestWholeLogIsItsOwnOnlyIfItContinues(t *testing.T) {
	o := newOffice(t)
	o.save(o.problem("用电不足", "2026-10-08"))
	early := flat(t, o)
	o.save(o.problem("招工难", "2026-10-08"))
	middle := flat(t, o)
	o.save(o.problem("融资难", "2026-10-08"))
	late := flat(t, o)
	astray := copyOf(t, founded) // the same ledger, on which somebody worked elsewhere
	for _, content := range []string{"另一台电脑登记的", "也是", "还是", "又是"} {
		astray.save(astray.problem(content, "2026-10-08"))
	}
	for name, c := range map[string]struct {
		log      []byte
		problems int // that are read
		aside    bool
	}{
		"it goes on":               {wholeLog(t, late), 3, false},
		"nothing new":              {wholeLog(t, middle), 2, false},
		"from before":              {wholeLog(t, early), 2, true},
		"of another course":        {wholeLog(t, flat(t, astray)), 2, true},
		"of another's, it goes on": {wholeLog(t, late, "UPDATE meta SET value = 'other' WHERE key = 'site_uid'"), 2, true},
	} {
		for size, most := range map[string]int64{"small": lookCopied, "large": 0} {
			t.Run(size+" "+name, func(t *testing.T) {
				old := lookCopied
				t.Cleanup(func() { lookCopied = old })
				lookCopied = most
				path := filepath.Join(t.TempDir(), "台账.db")
				putFile(t, path, middle)
				putFile(t, path+"-wal", c.log)
				x, err := Open(context.Background(), path, Options{Now: nowAt("2026-10-30")})
				if err != nil {
					t.Fatal(err, cause(err))
				}
				n, aside := 0, x.Opening().Aside
				err = x.View(actorCtx(), func(v *View) error {
					_, err := v.c.one("SELECT count(*) FROM problem", nil, &n)
					return err
				})
				if err := errors.Join(err, x.Close()); err != nil {
					t.Error(err)
				}
				if n != c.problems || (aside != "") != c.aside {
					t.Errorf("%d problems, set aside %q", n, aside)
				}
				if c.aside && aside != "" && string(must(os.ReadFile(aside))(t)) != string(c.log) {
					t.Error("what was set aside is not as it was")
				}
			})
		}
	}
}
