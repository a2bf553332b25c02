package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/data"
)

// left is a file with its log as a killed program leaves them, but for the mark that it ran.
func left(t *testing.T, saved ...string) (path string, file, log []byte) {
	t.Helper()
	o := newOffice(t)
	for _, content := range saved {
		o.save(o.problem(content, "2026-10-08"))
	}
	file, log = must(os.ReadFile(o.Path()))(t), must(os.ReadFile(o.Path()+"-wal"))(t)
	path = filepath.Join(t.TempDir(), "台账.db")
	putFile(t, path, file)
	putFile(t, path+"-wal", log)
	return path, file, log
}

// A log beside a file is tried whatever their size: on copies of small ones, where they lie
// of large ones. What is tried stays as it was, byte for byte.
func TestLeftoverLogIsTried(t *testing.T) {
	o := livedOffice(t)
	o.save(o.problem("别的台账", "2026-10-08"))
	other := must(os.ReadFile(o.Path() + "-wal"))(t)
	for size, most := range map[string]int64{"small": lookCopied, "large": 0} {
		for name, c := range map[string]struct {
			log   func(own []byte) []byte
			aside bool
		}{
			"its own":      {func(own []byte) []byte { return own }, false},
			"another's":    {func([]byte) []byte { return other }, true},
			"cut short":    {func(own []byte) []byte { return own[:len(own)/2] }, false},
			"of no ledger": {func([]byte) []byte { return []byte(strings.Repeat("不是日志", 100)) }, false},
		} {
			t.Run(size+" "+name, func(t *testing.T) {
				old := lookCopied
				t.Cleanup(func() { lookCopied = old })
				lookCopied = most
				path, file, own := left(t, "用电不足", "招工难")
				log := c.log(own)
				putFile(t, path+"-wal", log)
				s := &Store{path: path, now: nowAt("2026-10-30")}
				if err := s.vetLog(path); err != nil {
					t.Fatal(err, cause(err))
				}
				if (s.opening.Aside != "") != c.aside {
					t.Errorf("set aside %q", s.opening.Aside)
				}
				at := path + "-wal"
				if c.aside {
					at = s.opening.Aside
				}
				if string(must(os.ReadFile(path))(t)) != string(file) || string(must(os.ReadFile(at))(t)) != string(log) {
					t.Error("what was tried is not as it was")
				}
				x, err := Open(context.Background(), path, Options{Now: nowAt("2026-10-30")})
				if err != nil {
					t.Fatal(err, cause(err))
				}
				n := 0
				if err := x.View(actorCtx(), func(v *View) error {
					_, err := v.c.one("SELECT count(*) FROM problem", nil, &n)
					return err
				}); err != nil {
					t.Error(err)
				}
				if name == "its own" && n != 2 {
					t.Errorf("%d problems", n)
				}
				if err := x.Close(); err != nil || data.CodeOf(err) == data.Corrupt {
					t.Error(err)
				}
			})
		}
	}
}
