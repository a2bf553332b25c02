//go:build linux

package keep

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"qinqing/data"
	"qinqing/data/store"
)

// The test's own program, run a second time, is the one that records and is killed.
const recordEnv = "QINQING_TEST_RECORD"

func TestMain(m *testing.M) {
	if path := os.Getenv(recordEnv); path != "" {
		record(path, os.Getenv(recordEnv+"_LIMIT"))
	}
	if path := os.Getenv(clerkEnv); path != "" {
		keepsBooks(path)
	}
	goleak.VerifyTestMain(m)
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
			e := data.Enterprise{Name: "示例公司" + strconv.Itoa(n), Contact: strings.Repeat("甲", n%200)}
			if err := tx.SaveEnterprise(&e); err != nil {
				return err
			}
			return tx.SaveProblem(&data.Problem{EnterpriseID: e.ID, Content: "示例问题" + strconv.Itoa(n),
				Events: []data.Event{{Seq: 1, Kind: data.Register, On: tx.Today(), Basis: data.Real, Origin: data.FromWindow}}})
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
	var program *os.Process
	code = running(t, []string{recordEnv + "=" + path, recordEnv + "_LIMIT=" + limit}, func(p *os.Process) { program = p }, func([]string) {
		if saved++; stop != nil {
			stop(program, saved)
		}
	})
	return saved, code
}

// running runs the second program to its end, tells of each of its lines, and gives what it
// said of its failure.
func running(t *testing.T, env []string, started func(*os.Process), said func(words []string)) (failure string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	started(cmd.Process)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		switch {
		case len(f) > 0 && f[0] == "failed":
			failure = strings.Join(f[1:], " ")
		case len(f) == 2: // a line cut short by a kill has not been said
			said(f)
		}
	}
	_ = cmd.Wait()
	return failure
}

// ledger is a closed one without records, as every ledger begins.
func ledger(t *testing.T) string {
	t.Helper()
	o := &office{t: t, path: filepath.Join(t.TempDir(), "台账.qinqing")}
	o.open()
	o.close()
	return read(t, o.path)
}

// count says how many records a ledger has that recording wrote to, in which each step
// saved an enterprise and its problem.
func count(t *testing.T, path string) int {
	t.Helper()
	s, err := Open(ctx, path, store.Options{Holder: "查看"})
	if err != nil {
		t.Fatal(err)
	}
	o := &office{Store: s, t: t, path: path}
	x := o.summary()
	if x.Enterprises != x.Problems {
		t.Errorf("half a step: %d enterprises with %d problems", x.Enterprises, x.Problems)
	}
	o.sound()
	o.close()
	return x.Enterprises
}
