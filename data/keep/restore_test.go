package keep

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
)

// Going back puts the backup's ledger in place, sets the other aside whole, and brings
// attachments back.
func TestRestore(t *testing.T) {
	o := newOffice(t)
	made := auto(o, "", nil)
	o.save(2)
	list := List(Folder(o.path))
	cmp, err := Compare(ctx, o.Store, list[0])
	if err != nil || cmp.Apart || cmp.Lost != 2 || cmp.Now.Enterprises != 5 || cmp.Then.Enterprises != 3 || len(cmp.Texts) != 2 || !strings.Contains(cmp.Texts[0], "示例陶瓷公司5") {
		t.Errorf("%+v %v", cmp, err)
	}
	o.close()
	if err := os.RemoveAll(o.path + ".附件"); err != nil {
		t.Fatal(err)
	}
	before := read(t, o.path)
	out, err := Restore(ctx, o.path, made.Path, nil, o.now)
	if err != nil || out.Missing != 0 {
		t.Fatal(out, err)
	}
	if read(t, out.Aside) != before {
		t.Error("the replaced file is not as it was")
	}
	o.open()
	if o.firms() != 3 {
		t.Errorf("%d enterprises", o.firms())
	}
	o.sound()
	o.save(1)
	o.close()
	// And back again, to the file set aside.
	if _, err := Restore(ctx, o.path, out.Aside, nil, o.now); err != nil {
		t.Fatal(err)
	}
	o.open()
	if o.firms() != 5 {
		t.Errorf("%d enterprises", o.firms())
	}
}

// What can't be restored leaves ledger and folder as they were.
func TestRestoreRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		hinder func(o *office, backup string) string // gives what to restore
		code   data.Code
	}{
		"a changed backup": {func(o *office, b string) string { spoil(o.t, b); return b }, data.Corrupt},
		"a damaged one whose manifest is gone": {func(o *office, b string) string {
			spoil(o.t, b)
			if err := os.Remove(b + manifestSuffix); err != nil {
				o.t.Fatal(err)
			}
			return b
		}, data.Corrupt},
		"a manifest that can't be read": {func(o *office, b string) string { put(o.t, b+manifestSuffix, "{"); return b }, data.Corrupt},
		"no such file":                  {func(_ *office, b string) string { return b + "x" }, data.NotFound},
		"some other file":               {func(o *office, b string) string { put(o.t, b+"x", strings.Repeat("文字", 2000)); return b + "x" }, data.Corrupt},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			made := auto(o, "", nil)
			o.save(1)
			o.close()
			from := c.hinder(o, made.Path)
			before, beside := read(t, o.path), names(t, filepath.Dir(o.path))
			if _, err := Restore(ctx, o.path, from, nil, o.now); data.CodeOf(err) != c.code || !strings.HasSuffix(err.Error(), "。") {
				t.Errorf("got %v", err)
			}
			if after := names(t, filepath.Dir(o.path)); read(t, o.path) != before || !slices.Equal(beside, after) {
				t.Errorf("the folder held %v, now %v", beside, after)
			}
			o.open()
			if o.firms() != 4 {
				t.Error("the ledger changed")
			}
		})
	}
	o := newOffice(t)
	made := auto(o, "", nil)
	if _, err := Restore(ctx, o.path, made.Path, nil, o.now); data.CodeOf(err) != data.Locked {
		t.Errorf("over an open ledger: %v", err)
	}
}

var errKilled = errors.New("killed")

// A recovery that is killed before any of its steps is finished, or forgotten, at the next
// start: never a half ledger, never none.
func TestRecoveryCutShort(t *testing.T) {
	for n, name := range []string{"journal", "attachments", "copy", "aside", "aside log", "shared", "place", "end"} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			made := auto(o, "", nil)
			o.save(2)
			o.close()
			damaged := spoil(t, o.path)
			put(t, o.path+"-wal", "ein Protokoll")
			step = func(at string) error {
				if at == name {
					panic(errKilled)
				}
				return nil
			}
			func() {
				defer func() {
					step = func(string) error { return nil }
					if p := recover(); p != errKilled {
						t.Fatalf("not killed: %v", p)
					}
				}()
				_, _ = Restore(ctx, o.path, made.Path, nil, o.now)
			}()
			s, err := Open(ctx, o.path, store.Options{Now: o.now})
			if n < 3 { // the ledger had not been touched: it is damaged still
				var d *Damage
				if !errors.As(err, &d) || read(t, o.path) != damaged {
					t.Fatalf("got %v", err)
				}
				if _, err := Restore(ctx, o.path, made.Path, nil, o.now); err != nil {
					t.Fatal(err)
				}
				o.open()
			} else {
				if err != nil {
					t.Fatal(err)
				}
				o.Store = s
				t.Cleanup(func() { _ = s.Close() })
			}
			if o.firms() != 3 {
				t.Errorf("%d enterprises", o.firms())
			}
			o.sound()
			o.close()
			var aside []string
			for _, f := range names(t, filepath.Dir(o.path)) {
				if strings.Contains(f, store.AsideMark) {
					aside = append(aside, f)
				} else if f != "台账.qinqing" && f != "台账.qinqing.备份" {
					t.Errorf("left %s", f)
				}
			}
			if len(aside) != 2 || read(t, filepath.Join(filepath.Dir(o.path), aside[0])) != damaged || read(t, filepath.Join(filepath.Dir(o.path), aside[1])) != "ein Protokoll" {
				t.Errorf("set aside: %v", aside)
			}
		})
	}
}
