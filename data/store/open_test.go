package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"qinqing/data"
)

// listing is a folder's files and the hash of one of them, without what readers and
// writers of a live database share.
func listing(t *testing.T, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasSuffix(name, ".lock") && !strings.HasSuffix(name, "-shm") && !strings.HasSuffix(name, "-wal") {
			out = append(out, name)
		}
	}
	if b, err := os.ReadFile(path); err == nil {
		sum := sha256.Sum256(b)
		out = append(out, hex.EncodeToString(sum[:]))
	}
	return out
}

func putFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

var refusedFiles = map[string]struct {
	make    func(t *testing.T, dir string) string // gives the path to open
	code    data.Code
	word    string
	ro      data.Code // read-only, where it differs
	onlyNew bool      // no read-only case
}{
	"no path":   {func(*testing.T, string) string { return "" }, data.Invalid, "没有指定", "", false},
	"no folder": {func(_ *testing.T, dir string) string { return filepath.Join(dir, "没有", "台账.db") }, data.NotFound, "不存在", "", false},
	"a folder":  {func(_ *testing.T, dir string) string { return dir }, data.Invalid, "是文件夹", "", false},
	"a text file": {func(t *testing.T, dir string) string {
		p := filepath.Join(dir, "x.db")
		putFile(t, p, []byte(strings.Repeat("这不是数据库。", 900)))
		return p
	}, data.Corrupt, "不是台账", "", false},
	"a short text file": {func(t *testing.T, dir string) string {
		p := filepath.Join(dir, "x.db")
		putFile(t, p, []byte("x"))
		return p
	}, data.Corrupt, "不是台账", "", false},
	"an empty file": {func(t *testing.T, dir string) string { p := filepath.Join(dir, "x.db"); putFile(t, p, nil); return p }, data.Corrupt, "空文件", "", false},
	"another program's database": {func(t *testing.T, dir string) string {
		p := filepath.Join(dir, "x.db")
		raw(t, p, "CREATE TABLE unit(id INTEGER PRIMARY KEY)")
		return p
	}, data.Invalid, "别的程序", "", false},
	"another program's database in WAL": {func(t *testing.T, dir string) string {
		p := filepath.Join(dir, "x.db")
		raw(t, p, "PRAGMA journal_mode = WAL", "CREATE TABLE unit(id INTEGER PRIMARY KEY)")
		return p
	}, data.Invalid, "别的程序", "", false},
	"a newer version": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		raw(t, p, "PRAGMA user_version = "+strconv.Itoa(len(migrations())+1))
		return p
	}, data.TooNew, "升级程序", "", false},
	"tables are missing": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		raw(t, p, "DROP TABLE meta")
		return p
	}, data.Corrupt, "不完整", "", false},
	"the second half is cut off": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		putFile(t, p, b[:len(b)/2])
		return p
	}, data.Corrupt, "备份", "", false},
	"cut off inside the first page": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		putFile(t, p, b[:700])
		return p
	}, data.Corrupt, "备份", "", false},
	"zeros in the middle of the schema": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		clear(b[100:4096])
		putFile(t, p, b)
		return p
	}, data.Corrupt, "备份", "", false},
	"a lock that can't be made": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		if err := os.Mkdir(p+".lock", 0o700); err != nil {
			t.Fatal(err)
		}
		return p
	}, data.ReadOnly, "锁文件", "", true},
	"a holder's name that can't be written": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		if err := os.Mkdir(p+".holder", 0o700); err != nil {
			t.Fatal(err)
		}
		return p
	}, data.ReadOnly, "写文件", "", true},
	"no number of an office": {func(t *testing.T, _ string) string {
		p := livedCopy(t)
		raw(t, p, "UPDATE meta SET value = 'x' WHERE key = 'site'")
		return p
	}, data.Corrupt, "登记信息", "", false},
	"no marks at all": {func(t *testing.T, _ string) string { // as where a page took the place of another
		p := livedCopy(t)
		raw(t, p, "DELETE FROM meta")
		return p
	}, data.Corrupt, "登记信息", "", false},
}

// What is no ledger of ours is refused in words, both ways, and left as it is.
func TestOpenRefuses(t *testing.T) {
	for name, x := range refusedFiles {
		for _, readOnly := range []bool{false, true} {
			if readOnly && x.onlyNew {
				continue
			}
			t.Run(name+map[bool]string{true: ", read-only"}[readOnly], func(t *testing.T) {
				path := x.make(t, t.TempDir())
				var before []string
				if path != "" {
					if st, err := os.Stat(filepath.Dir(path)); err == nil && st.IsDir() {
						before = listing(t, path)
					}
				}
				s, err := Open(context.Background(), path, Options{ReadOnly: readOnly, Seed: testSeed()})
				if err == nil {
					_ = s.Close()
				}
				if data.CodeOf(err) != x.code || !strings.Contains(err.Error(), x.word) || !chinese(err) {
					t.Errorf("got %v (%v), want code %s and %q", err, cause(err), x.code, x.word)
				}
				if before != nil {
					if after := listing(t, path); !slices.Equal(before, after) {
						t.Errorf("the folder held %v, now %v", before, after)
					}
				}
			})
		}
	}
}

func TestOpenReadOnlyMakesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "没有.db")
	_, err := Open(context.Background(), path, Options{ReadOnly: true})
	if data.CodeOf(err) != data.NotFound || !chinese(err) {
		t.Errorf("got %v", err)
	}
	if files := listing(t, path); len(files) > 0 {
		t.Errorf("made %v", files)
	}
}

// A new ledger that can't be finished leaves no file that would be taken for one.
func TestFailedCreationLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "台账.db")
	seed := testSeed()
	seed.Dictionary["regions"] = []byte("{不是列表")
	_, err := Open(context.Background(), path, Options{Seed: seed})
	if data.CodeOf(err) != data.Invalid {
		t.Errorf("got %v", err)
	}
	if files := listing(t, path); len(files) > 0 {
		t.Errorf("left %v", files)
	}
	openAt(t, path, nil)
}

func TestPathsWithOddNames(t *testing.T) {
	for _, name := range []string{"台账 2026年.db", "a#b?c%d&e=f.db", "%41.db", "引号'\".db", "file:x.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			s := openAt(t, path, nil)
			if _, err := s.Do(actorCtx(), data.Op{Name: "写"}, func(tx *Tx) error { return tx.SetSetting("x", "1") }); err != nil {
				t.Fatal(err, cause(err))
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
			r, err := Open(context.Background(), path, Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err, cause(err))
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
