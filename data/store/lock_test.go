package store

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

// holdEnv names the ledger that the test binary, run as a second program, holds.
const holdEnv = "QINQING_TEST_HOLD"

// holdLedger writes one setting, then says that it is ready in the middle of a step
// and never ends it.
func holdLedger(path string) {
	fail := func(err error) {
		if err != nil {
			_, _ = io.WriteString(os.Stdout, "failed "+err.Error()+"\n")
			os.Exit(1)
		}
	}
	s, err := Open(context.Background(), path, Options{Holder: "另一台窗口"})
	fail(err)
	_, err = s.Do(actorCtx(), data.Op{Name: "写完"}, func(tx *Tx) error { return tx.SetSetting("done", "1") })
	fail(err)
	_, err = s.Do(actorCtx(), data.Op{Name: "没写完"}, func(tx *Tx) error {
		if err := tx.SetSetting("half", "1"); err != nil {
			return err
		}
		_, _ = io.WriteString(os.Stdout, "ready\n")
		_, err := io.Copy(io.Discard, os.Stdin)
		return err
	})
	fail(err)
	os.Exit(0)
}

// hold starts the second program and waits until it holds the ledger.
func hold(t *testing.T, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), holdEnv+"="+path)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready\n" {
		t.Fatalf("the second program said %q, %v", line, err)
	}
	return cmd
}

// While another program writes, a second writer is told who it is; one that only reads
// works; and when the other is killed, nothing finished is lost and the lock is free.
func TestLockOfAnotherProgram(t *testing.T) {
	o := newOffice(t)
	o.save(o.problem("用电", "2026-10-08"))
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := hold(t, o.Path())
	_, err := Open(context.Background(), o.Path(), Options{})
	if data.CodeOf(err) != data.Locked || !strings.Contains(err.Error(), "另一台窗口") || !chinese(err) {
		t.Errorf("a second writer: %v", err)
	}
	r, err := Open(context.Background(), o.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	settings := func(s *Store) map[string]string {
		var all map[string]string
		err := s.View(o.ctx, func(v *View) (err error) { all, err = v.Settings(); return err })
		if err != nil {
			t.Error(err, cause(err))
		}
		return all
	}
	if all := settings(r); all["done"] != "1" || all["half"] != "" {
		t.Errorf("a reader beside the writer saw %v", all)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed: its error says so
	s := openAt(t, o.Path(), nil)
	if all := settings(s); all["done"] != "1" || all["half"] != "" {
		t.Errorf("after the kill: %v", all)
	}
	report, err := s.Check(o.ctx)
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("after the kill: %v, %v", report.Problems, err)
	}
}

func TestSecondWriterOfOneProgram(t *testing.T) {
	o := newOffice(t)
	link := filepath.Join(t.TempDir(), "快捷方式.db")
	if err := os.Symlink(o.Path(), link); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"the same path": o.Path(), "a path through a link": link,
		"a roundabout path": filepath.Join(filepath.Dir(o.Path()), ".", "..", filepath.Base(filepath.Dir(o.Path())), filepath.Base(o.Path()))} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(context.Background(), path, Options{Holder: "后来的"})
			if data.CodeOf(err) != data.Locked || !strings.Contains(err.Error(), "“测试”") {
				t.Errorf("got %v", err)
			}
			if s != nil {
				t.Error("opened all the same")
				_ = s.Close()
			}
		})
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	openAt(t, o.Path(), nil)
}

// A reader beside a writer sees each finished step, from its next view on.
func TestReaderBesideWriter(t *testing.T) {
	o := newOffice(t)
	r, err := Open(context.Background(), o.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	defer func() { _ = r.Close() }()
	for n := 1; n <= 3; n++ {
		o.save(o.problem("用电", "2026-10-08"))
		err := r.View(o.ctx, func(v *View) error {
			if page := must(v.ProblemPage(ProblemQuery{}))(t); len(page.Rows) != n || page.Total != n {
				t.Errorf("after %d steps the reader sees %d rows, total %d", n, len(page.Rows), page.Total)
			}
			hits := must(v.Search("用电", 9))(t)
			if len(hits) != n {
				t.Errorf("after %d steps the reader finds %d", n, len(hits))
			}
			return nil
		})
		if err != nil {
			t.Error(err, cause(err))
		}
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
	if err := r.View(o.ctx, func(v *View) error { _, err := v.ProblemPage(ProblemQuery{}); return err }); err != nil {
		t.Errorf("after the writer closed: %v (%v)", err, cause(err))
	}
}

// A ledger whose rules changed beside a reader is read by the new rules.
func TestReaderFollowsTheCalendar(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电")
	r, err := Open(context.Background(), o.Path(), Options{ReadOnly: true, Now: func() time.Time { return *o.now }})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	defer func() { _ = r.Close() }()
	due := func() (d data.Date) {
		err := r.View(o.ctx, func(v *View) error {
			rows, err := v.ProblemRows([]data.ID{p.ID}, 0)
			if err == nil {
				d = rows[0].Due
			}
			c, e := v.Clock()
			if e == nil && c.Known(2026) != true {
				t.Error("no calendar")
			}
			tl, e := must(v.Problem(p.ID))(t).Timeline(c)
			if e != nil || tl.Due != d {
				t.Errorf("the row says %v, the replay %v (%v)", d, tl.Due, e)
			}
			return err
		})
		if err != nil {
			t.Fatal(err, cause(err))
		}
		return d
	}
	before := due()
	o.do("新安排", func(tx *Tx) error {
		return tx.PutNotice([]byte(`{"year":2026,"off":[{"from":"2026-01-01","to":"2026-01-01"},{"from":"2026-05-01","to":"2026-05-02"},{"from":"2026-10-01","to":"2026-10-16"}],"on":[]}`))
	})
	if after := due(); after <= before {
		t.Errorf("due %v before, %v after the notice", before, after)
	}
}
