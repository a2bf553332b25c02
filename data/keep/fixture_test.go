package keep

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

var ctx = data.WithActor(context.Background(), data.Actor{Name: "林文书"})

// clock starts at noon of day and goes on by a second at each look.
func clock() func() time.Time {
	now := time.Date(2026, 10, 30, 12, 0, 0, 0, time.Local)
	return func() time.Time { now = now.Add(time.Second); return now }
}

// office is a ledger with a few enterprises and an attachment of a visit.
type office struct {
	*store.Store
	t    *testing.T
	path string
	now  func() time.Time
	n    int
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, path: filepath.Join(t.TempDir(), "台账.qinqing"), now: clock()}
	o.open()
	o.save(3)
	file := filepath.Join(t.TempDir(), "扫描件.pdf")
	put(t, file, "%PDF-1.7 示例")
	x, err := o.KeepFile(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	o.do(func(tx *store.Tx) error {
		v := &data.Visit{On: data.Date(0), Reply: "现场答复"}
		v.On = tx.Today()
		if err := tx.SaveVisit(v); err != nil {
			return err
		}
		x.Entity, x.Ref = data.EntityVisit, v.ID
		return tx.Attach(&x)
	})
	return o
}

func (o *office) open() {
	o.t.Helper()
	s, err := Open(ctx, o.path, store.Options{Now: o.now, Holder: "测试"})
	if err != nil {
		o.t.Fatal(err)
	}
	o.Store = s
	o.t.Cleanup(func() { _ = s.Close() })
}

func (o *office) close() {
	o.t.Helper()
	if err := o.Close(); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) do(fn func(*store.Tx) error) {
	o.t.Helper()
	if _, err := o.Do(ctx, data.Op{Name: "登记"}, fn); err != nil {
		o.t.Fatal(err)
	}
}

// save saves n more enterprises, each a step.
func (o *office) save(n int) {
	o.t.Helper()
	for range n {
		o.n++
		o.do(func(tx *store.Tx) error {
			return tx.SaveEnterprise(&data.Enterprise{Name: fmt.Sprintf("示例陶瓷公司%d", o.n)})
		})
	}
}

func (o *office) summary() (x store.Summary) {
	o.t.Helper()
	err := o.View(ctx, func(v *store.View) (err error) { x, err = v.Summary(); return err })
	if err != nil {
		o.t.Fatal(err)
	}
	return x
}

func (o *office) firms() int {
	o.t.Helper()
	return o.summary().Enterprises
}

func (o *office) sound() {
	o.t.Helper()
	r, err := o.Check(ctx)
	if err != nil || len(r.Problems) > 0 {
		o.t.Errorf("%v %v", r.Problems, err)
	}
}

// soundButFiles is sound for a copy of a ledger whose attachments lie elsewhere.
func (o *office) soundButFiles() {
	o.t.Helper()
	r, err := o.Check(ctx)
	if err != nil {
		o.t.Error(err)
	}
	for _, f := range r.Problems {
		if f.Code != "attachment" {
			o.t.Errorf("%s %s", f.Code, f.Text)
		}
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(b)
}

// spoil damages the middle of a closed file.
func spoil(t *testing.T, path string) string {
	t.Helper()
	b := []byte(read(t, path))
	for i := len(b) / 3; i < len(b)*2/3; i++ {
		b[i] = byte(i * 7)
	}
	put(t, path, string(b))
	return string(b)
}

// names lists a folder without what every ledger has beside it.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if n := e.Name(); !strings.HasSuffix(n, ".lock") && !strings.HasSuffix(n, ".附件") {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}
