//go:build unix

package keep

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

// soakEnv names the file that results of a long run are appended to; where it is set the
// tests of faults run at their large sizes, and go on where the last run stopped.
const soakEnv = "QINQING_SOAK"

// rounds runs a fault so many times.
func rounds(t *testing.T, small, large int, each func(n int)) {
	t.Helper()
	file := os.Getenv(soakEnv)
	if file == "" {
		for n := 0; n < small && !t.Failed(); n++ {
			each(n)
		}
		return
	}
	from := 0
	for line := range strings.Lines(read(t, file)) {
		if f := strings.Fields(line); len(f) > 2 && f[1] == t.Name() {
			from, _ = strconv.Atoi(f[2])
		}
	}
	note := func(n int) {
		f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		_, err = fmt.Fprintf(f, "%s %s %d 次，没有失败\n", time.Now().Format("2006-01-02T15:04:05"), t.Name(), n)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	for n := from; n < large; n++ {
		if each(n); t.Failed() {
			t.Fatalf("round %d", n)
		}
		if (n+1)%50 == 0 || n+1 == large {
			note(n + 1)
		}
	}
}

// The test's own program, run a second time, is the one that records and is killed.
const recordEnv = "QINQING_TEST_RECORD"

func TestMain(m *testing.M) {
	if path := os.Getenv(recordEnv); path != "" {
		record(path, os.Getenv(recordEnv+"_LIMIT"))
	}
	os.Exit(m.Run())
}

// record saves enterprises and says the number of each once it is saved, until it is
// killed or can't go on.
func record(path, limit string) {
	if n, err := strconv.ParseUint(limit, 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
	s, err := Open(ctx, path, store.Options{Holder: "记录"})
	if err != nil {
		fmt.Println("failed", data.CodeOf(err))
		os.Exit(1)
	}
	for n := 1; ; n++ {
		_, err := s.Do(ctx, data.Op{Name: "登记"}, func(tx *store.Tx) error {
			return tx.SaveEnterprise(&data.Enterprise{Name: "示例公司" + strconv.Itoa(n), Contact: strings.Repeat("甲", n%200)})
		})
		if err != nil {
			fmt.Println("failed", data.CodeOf(err))
			_ = s.Close()
			os.Exit(1)
		}
		fmt.Println("saved", n)
	}
}

// recording runs the second program over a ledger, tells stop of each record that was
// acknowledged, and says how many were and the code it failed with.
func recording(t *testing.T, path, limit string, stop func(program *os.Process, saved int)) (saved int, code string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), recordEnv+"="+path, recordEnv+"_LIMIT="+limit)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if f := strings.Fields(lines.Text()); f[0] == "saved" {
			if saved++; stop != nil {
				stop(cmd.Process, saved)
			}
		} else {
			code = strings.Join(f[1:], " ")
		}
	}
	_ = cmd.Wait()
	return saved, code
}

func count(t *testing.T, path string) int {
	t.Helper()
	s, err := Open(ctx, path, store.Options{Holder: "查看"})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{Store: s, t: t, path: path}
	n := o.firms()
	o.sound()
	o.close()
	return n
}

// Killed at any moment while it records: every record that was acknowledged is there, at
// most the one under way besides, and the ledger is sound.
func TestFaultKill(t *testing.T) {
	rounds(t, 15, 2000, func(n int) {
		path := filepath.Join(t.TempDir(), "台账.qinqing")
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
	rounds(t, 8, 500, func(n int) {
		path := filepath.Join(t.TempDir(), "台账.qinqing")
		limit := 400_000 + 37_111*n
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
	o.save(25)
	o.killed()
	base, log := read(t, o.path), read(t, o.path+"-wal")
	page := 4096
	frames := (len(log) - 32) / (page + 24)
	if frames < 50 {
		t.Fatalf("%d frames only", frames)
	}
	last := 0
	rounds(t, 60, 10_000, func(n int) {
		r := rand.New(rand.NewPCG(uint64(n), 2))
		frame := n * frames / 60
		if os.Getenv(soakEnv) != "" {
			frame = r.IntN(frames + 1)
			last = 0
		}
		cut := min(32+min(frame, frames)*(page+24), len(log))
		if n%2 == 1 {
			cut = min(cut+1+r.IntN(page), len(log))
		}
		path := filepath.Join(t.TempDir(), "台账.qinqing")
		put(t, path, base)
		put(t, path+"-wal", log[:cut])
		put(t, path+".holder", "窗口")
		s, err := Open(ctx, path, store.Options{})
		if err != nil {
			t.Fatalf("cut at %d of %d: %v", cut, len(log), err)
		}
		c := &office{Store: s, t: t, path: path}
		got := c.firms()
		if got < last || got > 28 {
			t.Errorf("cut at %d: %d enterprises, before it %d", cut, got, last)
		}
		last = got
		r2, err := s.Check(ctx)
		for _, f := range r2.Problems { // the attachment's file lies elsewhere
			if f.Code != "attachment" {
				t.Errorf("cut at %d: %s %s", cut, f.Code, f.Text)
			}
		}
		if err != nil {
			t.Error(err)
		}
		c.close()
	})
}

// Bytes changed anywhere: never a panic, never "sound" where SQLite itself finds damage,
// and a file that is refused is left as it is.
func TestFaultDamagedFile(t *testing.T) {
	o := newOffice(t)
	o.save(20)
	o.close()
	whole := read(t, o.path)
	refused, found := 0, 0
	rounds(t, 60, 500, func(n int) {
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
	if refused < 10 {
		t.Errorf("only %d were refused, %d found out by Check", refused, found)
	}
}

// Several programs at once: one writes, the others are told; nothing is lost or doubled.
func TestFaultTwoPrograms(t *testing.T) {
	rounds(t, 3, 100, func(int) {
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
