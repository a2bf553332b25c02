//go:build linux

package keep

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/soak"
	"qinqing/data/store"
)

// Killed at any moment while it records: every record that was acknowledged is there, at
// most the one under way besides, each step whole or not at all, and the ledger is sound.
func TestFaultKill(t *testing.T) {
	began := ledger(t)
	soak.Rounds(t, 50, 2000, func(t *testing.T, n int) {
		path := filepath.Join(t.TempDir(), "台账.qinqing")
		put(t, path, began)
		r := rand.New(rand.NewPCG(uint64(n), 1))
		saved, _ := recording(t, path, "", func(program *os.Process, saved int) {
			if saved == 1 { // the moment is the fault: anywhere within some of the next records
				time.AfterFunc(time.Duration(r.IntN(60_000))*time.Microsecond, func() { _ = program.Kill() })
			}
		})
		if got := count(t, path); got < saved || got > saved+1 {
			t.Errorf("%d were acknowledged, %d are there", saved, got)
		}
	})
}

// The file may not grow beyond any size, as on a full disk or under a quota: it is refused in
// words, and what was acknowledged before is there.
func TestFaultFileSize(t *testing.T) {
	soak.Rounds(t, 20, 500, func(t *testing.T, n int) {
		path := filepath.Join(t.TempDir(), "台账.qinqing")
		limit := 400_000 + 37_111*(n%60)
		saved, code := recording(t, path, strconv.Itoa(limit), nil)
		if code != string(data.Full) && code != string(data.Internal) {
			t.Errorf("limit %d: failed with %q", limit, code)
		}
		if !exists(path) {
			return // not even made
		}
		if got := count(t, path); got < saved || got > saved+1 {
			t.Errorf("limit %d: %d were acknowledged, %d are there", limit, saved, got)
		}
	})
}

// A power cut leaves a beginning of the log of changes: cut at each of its frames and inside
// them the ledger opens, is sound, and is as it was after some step; no step without those
// before it.
func TestFaultPowerCut(t *testing.T) {
	o := newOffice(t)
	o.close()
	o.open()
	o.save(60)
	o.killed()
	base, log := read(t, o.path), read(t, o.path+"-wal")
	const page, head = 4096, 24
	frames := (len(log) - 32) / (page + head)
	if frames < 250 {
		t.Fatalf("%d frames only", frames)
	}
	last, checked := 0, map[int]bool{}
	soak.Rounds(t, 500, 10_000, func(t *testing.T, n int) {
		r := rand.New(rand.NewPCG(uint64(n), 2))
		frame := n * frames / 499 // from none to all of them in turn
		if n >= 500 {
			frame, last = r.IntN(frames+1), 0
		}
		cut := min(32+frame*(page+head), len(log))
		if n%2 == 1 {
			cut = min(cut+1+r.IntN(page+head-1), len(log))
		}
		dir := t.TempDir()
		path := filepath.Join(dir, "台账.qinqing")
		put(t, path, base)
		put(t, path+"-wal", log[:cut])
		put(t, path+".holder", "窗口")
		s, err := Open(ctx, path, store.Options{})
		if err != nil {
			t.Fatalf("cut at %d of %d: %v", cut, len(log), err)
		}
		c := &office{Store: s, t: t, path: path}
		got := c.firms()
		if got < last || got > 63 {
			t.Errorf("cut at %d: %d enterprises, before it %d", cut, got, last)
		}
		last = got
		if !checked[got] || n%10 == 0 { // each state once, and of the same one some
			checked[got] = true
			c.soundButFiles()
		}
		c.close()
	})
	if !soak.Large() && len(checked) < 61 {
		t.Errorf("%d of 61 states were met", len(checked))
	}
}

// Bytes changed anywhere: never a panic, never "sound" where SQLite itself finds damage,
// and a file that is refused is left as it is.
func TestFaultDamagedFile(t *testing.T) {
	o := newOffice(t)
	o.save(20)
	o.close()
	whole := read(t, o.path)
	refused, found := 0, 0
	soak.Rounds(t, 100, 500, func(t *testing.T, n int) {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		b := []byte(whole)
		switch n % 4 {
		case 0: // one byte
			b[r.IntN(len(b))] ^= byte(1 + r.IntN(255))
		case 1: // a stretch
			at := r.IntN(len(b))
			for i := at; i < min(at+r.IntN(3000)+1, len(b)); i++ {
				b[i] = byte(r.IntN(256))
			}
		case 2: // two pages changed places
			x, y := r.IntN(len(b)/4096)*4096, r.IntN(len(b)/4096)*4096
			p := string(b[x : x+4096])
			copy(b[x:], b[y:y+4096])
			copy(b[y:], p)
		case 3: // cut off
			b = b[:r.IntN(len(b))]
		}
		path := filepath.Join(t.TempDir(), "台账.qinqing")
		put(t, path, string(b))
		s, err := Open(ctx, path, store.Options{})
		if err != nil {
			refused++
			if now := read(t, path); now != string(b) {
				t.Errorf("%d: refused (%v), but written to", n, err)
			}
			return
		}
		report, err := s.Check(ctx)
		bad := err != nil || len(report.Problems) > 1 // the attachment's file lies elsewhere
		if bad {
			found++
		}
		if e := s.Close(); e != nil && !bad {
			t.Errorf("%d: closing: %v", n, e)
		}
		if sound := store.Integrity(path) == nil; !sound && !bad {
			t.Errorf("%d: SQLite finds damage, Check none", n)
		}
	})
	if refused < 10 && !soak.Large() {
		t.Errorf("only %d were refused, %d found out by Check", refused, found)
	}
}

// Several programs at once: one writes, the others are told; nothing is lost or doubled.
func TestFaultTwoPrograms(t *testing.T) {
	soak.Rounds(t, 10, 100, func(t *testing.T, _ int) {
		path := filepath.Join(t.TempDir(), "台账.qinqing")
		type result struct {
			saved int
			code  string
		}
		done := make(chan result)
		for range 3 {
			go func() {
				saved, code := recording(t, path, "", func(program *os.Process, saved int) {
					if saved == 40 {
						_ = program.Kill()
					}
				})
				done <- result{saved, code}
			}()
		}
		total, wrote := 0, 0
		for range 3 {
			x := <-done
			total += x.saved
			if x.saved > 0 {
				wrote++
			} else if x.code != string(data.Locked) && x.code != string(data.Corrupt) && x.code != "" {
				t.Errorf("the other one: %s", x.code)
			}
		}
		if got := count(t, path); got < total || got > total+wrote {
			t.Errorf("%d acknowledged by %d programs, %d there", total, wrote, got)
		}
	})
}

// Whatever the clock says, records are saved, backups made, and the ledger is sound.
func TestFaultClock(t *testing.T) {
	for name, at := range map[string]time.Time{
		"1970": time.Unix(0, 0), "a day ago": time.Date(2026, 10, 29, 12, 0, 0, 0, time.Local), "in ten years": time.Date(2036, 10, 30, 12, 0, 0, 0, time.Local),
		"the end of the year": time.Date(2026, 12, 31, 23, 59, 59, 900e6, time.Local),
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			auto(o, "", nil)
			o.close()
			o.now = func() time.Time { at = at.Add(time.Second); return at }
			o.open()
			o.save(2)
			g := NewGuard(o.Store, o.now)
			if made, err := g.Last(ctx); err != nil || made.Path == "" {
				t.Errorf("%+v %v", made, err)
			}
			o.sound()
			if _, _, err := o.Undo(ctx); err != nil {
				t.Error(err)
			}
			o.close()
			if offer, ok := Best(ctx, o.path, "", o.now); !ok || offer.Holds.Enterprises < 3 {
				t.Errorf("%+v", offer)
			}
		})
	}
}

// short fails after n bytes.
type short struct{ left int }

func (s *short) Write(b []byte) (int, error) {
	if len(b) > s.left {
		n := s.left
		s.left = 0
		return n, syscall.ENOSPC
	}
	s.left -= len(b)
	return len(b), nil
}

// An encrypted backup that can't be written to its end says so, wherever it stops.
func TestFaultSealedWriter(t *testing.T) {
	o := newOffice(t)
	info, err := Write(ctx, o.Store, filepath.Join(t.TempDir(), "x.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(t.TempDir(), "k")
	public, err := NewKey(key)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Recipients(public)
	if err != nil {
		t.Fatal(err)
	}
	var whole counter
	if err := sealInto(ctx, &whole, info.Path, manifestOf(info), c); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < int(whole); n += int(whole)/60 + 1 {
		if err := sealInto(ctx, &short{n}, info.Path, manifestOf(info), c); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("at byte %d of %d: %v", n, whole, err)
		}
	}
}

type counter int

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }
