package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

func nowAt(day string) func() time.Time { return func() time.Time { return noon(day) } }

// folder is what lies beside a ledger that is open.
func folder(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "台账.db") {
			out = append(out, e.Name())
		}
	}
	return out
}

func TestBackupIsWholeAndVerified(t *testing.T) {
	o := livedOffice(t)
	p := o.handled("备份以前的问题")
	dir := filepath.Dir(o.Path())
	info, err := o.Backup(o.ctx, "")
	if err != nil {
		t.Fatal(err, cause(err))
	}
	if want := filepath.Join(dir, "台账-备份-20261030-120000.db"); info.Path != want || !info.At.Equal(noon("2026-10-30")) {
		t.Errorf("backup %+v, want the path %s", info, want)
	}
	if got := folder(t, dir); !slices.Equal(got, []string{"台账-备份-20261030-120000.db"}) {
		t.Errorf("beside the ledger: %v", got)
	}
	b, err := os.ReadFile(info.Path)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != info.SHA256 || info.Size != int64(len(b)) {
		t.Errorf("the file has %d bytes, hash %x; told %d, %s", len(b), sum, info.Size, info.SHA256)
	}
	if len(info.Report.Problems) > 0 || len(info.Report.Checked) < 20 {
		t.Errorf("verified by %v", info.Report.Checked)
	}
	o.save(o.problem("备份以后的问题", "2026-10-20"))
	now := *o.now
	c := &office{Store: openAt(t, info.Path, func() time.Time { return now }), t: t, ctx: o.ctx, now: &now}
	c.view(func(v *View) error {
		if _, err := v.Problem(p.ID); err != nil {
			t.Error(err)
		}
		if hits := must(v.Search("备份以后", 5))(t); len(hits) != 0 {
			t.Errorf("the backup holds what came later: %v", hits)
		}
		return nil
	})
	c.find()
	c.save(c.problem("在备份上继续", "2026-10-20"))
	c.sound()
	o.sound()
}

func keepOldBackup(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("旧备份"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func hinderPlace(t *testing.T, fn func(from, to string) error) {
	old := place
	t.Cleanup(func() { place = old })
	place = fn
}

var failedBackups = map[string]struct {
	hinder func(t *testing.T, o *office, out string) context.Context
	code   data.Code
	left   []string
}{
	"the name is taken": {func(t *testing.T, o *office, out string) context.Context { keepOldBackup(t, out); return o.ctx }, data.Conflict, []string{"备份.db"}},
	"a dangling link has the name": {func(t *testing.T, o *office, out string) context.Context {
		if err := os.Symlink(out+".nowhere", out); err != nil {
			t.Fatal(err)
		}
		return o.ctx
	}, data.Conflict, []string{"备份.db"}},
	"the name is taken meanwhile": {func(t *testing.T, o *office, _ string) context.Context {
		real := place
		hinderPlace(t, func(from, to string) error { keepOldBackup(t, to); return real(from, to) })
		return o.ctx
	}, data.Conflict, []string{"备份.db"}},
	"no folder": {func(t *testing.T, o *office, out string) context.Context {
		if err := os.Remove(filepath.Dir(out)); err != nil {
			t.Fatal(err)
		}
		return o.ctx
	}, data.NotFound, nil},
	"the copy can't be written": {func(t *testing.T, o *office, out string) context.Context {
		if err := os.MkdirAll(filepath.Join(out+".part", "x"), 0o700); err != nil {
			t.Fatal(err)
		}
		return o.ctx
	}, data.ReadOnly, []string{"备份.db.part"}},
	"the copy has a fault": {func(t *testing.T, o *office, _ string) context.Context {
		if err := o.writer.script("UPDATE cell SET packed = x'00007f' WHERE kind = 'call' AND dim = 0"); err != nil {
			t.Fatal(err)
		}
		return o.ctx
	}, data.Corrupt, nil},
	"cancelled": {func(_ *testing.T, o *office, _ string) context.Context {
		ctx, cancel := context.WithCancel(o.ctx)
		cancel()
		return ctx
	}, data.Internal, nil},
	"the copy can't get its name": {func(t *testing.T, o *office, _ string) context.Context {
		hinderPlace(t, func(string, string) error { return fs.ErrPermission })
		return o.ctx
	}, data.ReadOnly, nil},
	"the disk is full at the end": {func(t *testing.T, o *office, _ string) context.Context {
		hinderPlace(t, func(string, string) error { return &os.LinkError{Op: "link", Err: errNoSpace} })
		return o.ctx
	}, data.Full, nil},
}

// A backup that fails leaves no file, overwrites none and does nothing to the ledger.
func TestFailedBackupLeavesNothing(t *testing.T) {
	for name, x := range failedBackups {
		t.Run(name, func(t *testing.T) {
			o := livedOffice(t)
			dir := filepath.Join(t.TempDir(), "盘")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(dir, "备份.db")
			ctx := x.hinder(t, o, out)
			before := o.everything()
			info, err := o.Backup(ctx, out)
			if data.CodeOf(err) != x.code || !strings.HasSuffix(err.Error(), "。") {
				t.Errorf("got %v (%v), want code %s", err, cause(err), x.code)
			}
			if info.SHA256 != "" {
				t.Errorf("told %+v", info)
			}
			if _, err := os.Stat(dir); err == nil {
				if got := folder(t, dir); !slices.Equal(got, x.left) {
					t.Errorf("left %v, want %v", got, x.left)
				}
				if b, err := os.ReadFile(out); err == nil && string(b) != "旧备份" {
					t.Error("the old file was overwritten")
				}
			}
			if d := difference(before, o.everything()); d != "" {
				t.Errorf("the ledger changed:\n%s", d)
			}
			o.save(o.problem("备份失败以后", "2026-10-20"))
		})
	}
	if errors.Is(errNoSpace, fs.ErrExist) {
		t.Error("a full disk is not a taken name")
	}
}

// Readers go on and writers too while a backup is taken.
func TestBackupOfABusyLedger(t *testing.T) {
	o := livedOffice(t)
	o.view(func(v *View) error {
		o.save(o.problem("备份当中的问题", "2026-10-20"))
		info, err := o.Backup(o.ctx, "")
		if err != nil {
			t.Fatal(err, cause(err))
		}
		_, err = v.ProblemPage(ProblemQuery{})
		if n := rawInt(t, info.Path, "SELECT count(*) FROM problem WHERE content = '备份当中的问题'"); n != 1 {
			t.Errorf("the backup lacks what was written before it: %d", n)
		}
		return err
	})
}
