package keep

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

// killed closes nothing: it leaves a copy of the ledger and its log as a killed program would.
func (o *office) killed() {
	o.t.Helper()
	dir := o.t.TempDir()
	for _, suffix := range []string{"", "-wal"} {
		put(o.t, filepath.Join(dir, "台账.qinqing"+suffix), read(o.t, o.path+suffix))
	}
	put(o.t, filepath.Join(dir, "台账.qinqing.holder"), "窗口 亲清台账")
	if err := os.Rename(o.path+".附件", filepath.Join(dir, "台账.qinqing.附件")); err != nil {
		o.t.Fatal(err)
	}
	if err := os.Rename(o.path+".备份", filepath.Join(dir, "台账.qinqing.备份")); err != nil && !errors.Is(err, os.ErrNotExist) {
		o.t.Fatal(err)
	}
	_ = o.Close()
	o.path = filepath.Join(dir, "台账.qinqing")
}

// opening cases: what lies there, and what becomes of it.
var openings = map[string]struct {
	make    func(o *office)
	damaged bool
	offered int // enterprises of the backup that is offered; 0: none
	firms   int // after opening, or after going back to the offer
	aside   bool
}{
	"a program that was killed": {func(o *office) { o.save(1); o.killed() }, false, 0, 4, false},
	"a log of another ledger beside a good file": {func(o *office) {
		other := newOffice(o.t)
		other.save(9)
		log := read(o.t, other.path+"-wal")
		o.close()
		put(o.t, o.path+"-wal", log)
	}, false, 0, 3, true},
	"the old log beside a backup that was copied over the file": {func(o *office) {
		made := auto(o, "", nil)
		o.save(30)
		o.close()
		o.open()
		o.save(20)
		o.killed()
		put(o.t, o.path, read(o.t, filepath.Join(Folder(o.path), filepath.Base(made.Path))))
	}, false, 0, 3, true},
	"no log at all after a kill": {func(o *office) {
		o.killed()
		if err := os.Remove(o.path + "-wal"); err != nil {
			o.t.Fatal(err)
		}
	}, true, 0, 0, false},
	"a damaged file and a good backup": {func(o *office) { auto(o, "", nil); o.save(2); o.close(); spoil(o.t, o.path) }, true, 3, 3, false},
	"a truncated file and a good backup": {func(o *office) {
		auto(o, "", nil)
		o.close()
		put(o.t, o.path, read(o.t, o.path)[:20_000])
	}, true, 3, 3, false},
	"an empty file and a good backup": {func(o *office) { auto(o, "", nil); o.close(); put(o.t, o.path, "") }, true, 3, 3, false},
	"a damaged file, a damaged backup and an older good one": {func(o *office) {
		auto(o, "", nil)
		o.save(2)
		made := auto(o, "", nil)
		o.close()
		spoil(o.t, o.path)
		spoil(o.t, made.Path)
	}, true, 3, 3, false},
	"a damaged file and a damaged backup": {func(o *office) {
		made := auto(o, "", nil)
		o.close()
		spoil(o.t, o.path)
		spoil(o.t, made.Path)
	}, true, 0, 0, false},
	"a damaged file and no backup": {func(o *office) { o.close(); spoil(o.t, o.path) }, true, 0, 0, false},
	"a damaged file, a backup at the second place only": {func(o *office) {
		auto(o, o.t.TempDir(), nil)
		o.close()
		spoil(o.t, o.path)
		for _, b := range List(Folder(o.path)) {
			spoil(o.t, b.Path)
		}
	}, true, 3, 3, false},
	"a link to a damaged file": {func(o *office) {
		auto(o, "", nil)
		o.close()
		spoil(o.t, o.path)
		link := filepath.Join(o.t.TempDir(), "快捷.qinqing")
		if err := os.Symlink(o.path, link); err != nil {
			o.t.Fatal(err)
		}
		o.path = link
	}, true, 3, 3, false},
	"files of a program that was killed while it tried and copied": {func(o *office) {
		o.close()
		dir := o.path + ".核对-123"
		if err := os.Mkdir(dir, 0o700); err != nil {
			o.t.Fatal(err)
		}
		put(o.t, filepath.Join(dir, "1.db"), "x")
		part := filepath.Join(filepath.Dir(o.path), "台账-备份-20261030-110000.db.part")
		put(o.t, part, "x")
		if err := os.Chtimes(part, time.Time{}, time.Now().Add(-3*time.Hour)); err != nil {
			o.t.Fatal(err)
		}
	}, false, 0, 3, false},
}

func TestOpenLikeAGrownUp(t *testing.T) {
	for name, c := range openings {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			c.make(o)
			real := store.RealPath(o.path)
			before := read(t, real)
			s, err := Open(ctx, o.path, store.Options{Now: o.now, Holder: "测试"})
			var d *Damage
			if got := errors.As(err, &d); got != c.damaged || err != nil && !got {
				t.Fatalf("damaged %v: %v", got, err)
			}
			if c.damaged {
				if read(t, real) != before || !strings.HasSuffix(err.Error(), "。") {
					t.Errorf("a damaged file was written to, or no words: %v", err)
				}
				offer, ok := Best(ctx, o.path, "", o.now)
				if ok != (c.offered > 0) || offer.Holds.Enterprises != c.offered {
					t.Fatalf("offered %v %+v", ok, offer)
				}
				if !ok {
					return
				}
				if offer.Damaged.IsZero() {
					t.Error("not told when the file was last changed")
				}
				out, err := Restore(ctx, o.path, offer.Backup.Path, nil, o.now)
				if err != nil || read(t, out.Aside) != before {
					t.Fatal(err)
				}
				if st, err := os.Lstat(o.path); real != o.path && (err != nil || st.Mode()&os.ModeSymlink == 0) {
					t.Error("the link is gone")
				}
				o.open()
				s = o.Store
			} else {
				o.Store = s
			}
			defer func() { _ = s.Close() }()
			if got := s.Opening(); (got.Aside != "") != c.aside {
				t.Errorf("met %+v", got)
			}
			if o.firms() != c.firms {
				t.Errorf("%d enterprises, want %d", o.firms(), c.firms)
			}
			o.sound()
			o.save(1)
			for _, f := range names(t, filepath.Dir(real)) {
				if strings.Contains(f, "核对") || strings.HasSuffix(f, ".part") {
					t.Errorf("left %s", f)
				}
			}
		})
	}
}

// What stood in the way of opening is not taken for damage.
func TestOperationalErrorIsNoDamage(t *testing.T) {
	o := newOffice(t)
	var d *Damage
	if _, err := Open(ctx, o.path, store.Options{}); errors.As(err, &d) || data.CodeOf(err) != data.Locked {
		t.Errorf("a locked one: %v", err)
	}
	o.close()
	if err := os.Mkdir(o.path+".lock2", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(o.path+".lock"), os.Rename(o.path+".lock2", o.path+".lock")); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, o.path, store.Options{}); errors.As(err, &d) || data.CodeOf(err) != data.ReadOnly {
		t.Errorf("a lock that can't be made: %v", err)
	}
	if _, err := Open(ctx, filepath.Join(t.TempDir(), "没有", "台账.db"), store.Options{}); errors.As(err, &d) || err == nil {
		t.Errorf("no folder: %v", err)
	}
}

// A recovery that is declined leaves the damaged file to be looked at, and not a byte written.
func TestDeclined(t *testing.T) {
	o := newOffice(t)
	o.save(40)
	o.close()
	b := []byte(read(t, o.path))
	for i := len(b) - 6*4096; i < len(b)-4096; i++ { // the end: the schema and most pages are whole
		b[i] = byte(i)
	}
	put(t, o.path, string(b))
	before := names(t, filepath.Dir(o.path))
	if _, err := Open(ctx, o.path, store.Options{}); data.CodeOf(err) != data.Corrupt {
		t.Fatal(err)
	}
	s, err := OpenDamaged(ctx, o.path, store.Options{Now: o.now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, data.Op{Name: "写"}, func(tx *store.Tx) error { return tx.SetSetting("office.name", "x") }); data.CodeOf(err) != data.ReadOnly {
		t.Errorf("writing: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	after := names(t, filepath.Dir(o.path))
	if read(t, o.path) != string(b) || strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("the folder held %v, now %v", before, after)
	}
}

// A ledger that was copied to another machine says so until it is settled which it is; a
// copy gets a number of its own.
func TestCopiedToAnotherMachine(t *testing.T) {
	for _, copied := range []bool{false, true} {
		o := newOffice(t)
		o.close()
		s, err := Open(ctx, o.path, store.Options{Now: o.now, Machine: "elsewhere"})
		if err != nil || !s.Opening().Moved {
			t.Fatalf("not noticed: %v", err)
		}
		o.Store = s
		var before, after data.ID
		save := func(into *data.ID, name string) {
			o.do(func(tx *store.Tx) error {
				e := &data.Enterprise{Name: name}
				err := tx.SaveEnterprise(e)
				*into = e.ID
				return err
			})
		}
		save(&before, "示例甲公司")
		if err := s.Settle(ctx, copied); err != nil {
			t.Fatal(err)
		}
		save(&after, "示例乙公司")
		if (before.Site() != after.Site()) != copied {
			t.Errorf("copied %v: %d, then %d", copied, before.Site(), after.Site())
		}
		o.sound()
		o.close()
		s, err = Open(ctx, o.path, store.Options{Now: o.now, Machine: "elsewhere"})
		if err != nil || s.Opening().Moved {
			t.Errorf("asks again: %v", err)
		}
		_ = s.Close()
	}
}
