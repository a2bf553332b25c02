//go:build linux

package keep

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/soak"
	"qinqing/data/store"
)

// clerkEnv makes the test's own program the clerk of a ledger; _SEED, _PACE (between two
// things the clerk does) and _BACKUP (between two backups) say how.
const clerkEnv = "QINQING_TEST_CLERK"

// clerk is a person who does one thing after another at random, as refusals allow.
type clerk struct {
	s        *store.Store
	r        *rand.Rand
	firms    []data.ID
	visits   []data.ID
	problems []data.ID
}

// keepsBooks works until it is killed, says after each step how far the log is, and at each
// backup how much memory the program takes, in KB.
func keepsBooks(path string) {
	number := func(name string) time.Duration {
		d, _ := time.ParseDuration(os.Getenv(clerkEnv + name))
		return d
	}
	seed, _ := strconv.ParseUint(os.Getenv(clerkEnv+"_SEED"), 10, 64)
	s, err := Open(ctx, path, store.Options{Holder: "文书"})
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	c := &clerk{s: s, r: rand.New(rand.NewPCG(seed, 5))}
	pace, last := time.NewTicker(number("_PACE")), time.Now()
	for ; ; <-pace.C {
		if err := c.work(); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
		if time.Since(last) > number("_BACKUP") {
			if _, err := Auto(ctx, s, "", nil); err != nil {
				fmt.Println("failed", err)
				os.Exit(1)
			}
			last = time.Now()
			fmt.Println("backup", memory())
		}
	}
}

// memory is what the program takes of the machine's, in KB, with all given back that is free.
func memory() int {
	debug.FreeOSMemory()
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.Atoi(string(bytes.Fields(b)[1]))
	return pages * os.Getpagesize() / 1024
}

// work does one thing and reads a little; only what the rules refuse may fail.
func (c *clerk) work() error {
	var err error
	switch c.r.IntN(12) {
	case 0:
		_, _, err = c.s.Undo(ctx)
	case 1:
		_, _, err = c.s.Redo(ctx)
	default:
		_, err = c.s.Do(ctx, data.Op{Name: "登记"}, c.act)
	}
	if code := data.CodeOf(err); code == data.Internal || code == data.Corrupt || code == data.Full {
		return err
	}
	return c.s.View(ctx, func(v *store.View) error {
		chain, err := v.Chain()
		fmt.Println("saved", chain.Entries)
		if err == nil && c.r.IntN(10) == 0 {
			_, err = v.Summary()
		}
		return err
	})
}

func (c *clerk) act(tx *store.Tx) error {
	day := tx.Today() - data.Date(c.r.IntN(60))
	one := func(list []data.ID) data.ID {
		if len(list) == 0 {
			return 0
		}
		return list[len(list)-1-c.r.IntN(min(len(list), 50))]
	}
	switch c.r.IntN(8) {
	case 0:
		e := data.Enterprise{Name: fmt.Sprintf("示例陶瓷公司%d", c.r.Uint32()), Contact: strings.Repeat("甲", c.r.IntN(100))}
		err := tx.SaveEnterprise(&e)
		c.firms = append(c.firms, e.ID)
		return err
	case 1:
		v := data.Visit{On: day, EnterpriseID: one(c.firms), Reply: strings.Repeat("现场答复", c.r.IntN(30))}
		err := tx.SaveVisit(&v)
		c.visits = append(c.visits, v.ID)
		return err
	case 2, 3:
		p := data.Problem{Content: fmt.Sprintf("用电容量不足%d", c.r.Uint32()), EnterpriseID: one(c.firms),
			Events: []data.Event{{Seq: 1, Kind: data.Register, On: day, Basis: data.Real, Origin: data.FromWindow}}}
		err := tx.SaveProblem(&p)
		c.problems = append(c.problems, p.ID)
		return err
	case 4, 5:
		p, err := tx.Problem(one(c.problems))
		if err != nil {
			return err
		}
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		k := data.Kinds[c.r.IntN(len(data.Kinds))].Kind
		if err := p.Apply(data.Event{Kind: k, On: tx.Today(), Basis: data.Real, Origin: data.FromWindow, Note: "说明", Approver: "示例", Grade: "橙"}, clock); err != nil {
			return err
		}
		return tx.SaveProblem(p)
	case 6:
		return tx.Delete(data.EntityProblem, one(c.problems))
	}
	return tx.Restore(data.EntityProblem, one(c.problems))
}

// A clerk who does this and that for half an hour, with a backup every half a minute, and is
// killed now and then: what was acknowledged is there, the ledger is sound and its newest
// backup passes; left alone for the last third, the program takes no more memory at its end.
func TestFaultClerk(t *testing.T) {
	whole, pace, backup, longest := 5*time.Second, time.Millisecond, 500*time.Millisecond, 1200*time.Millisecond
	if soak.Large() {
		whole, pace, backup, longest = 30*time.Minute, 20*time.Millisecond, 30*time.Second, 2*time.Minute
		if soak.Done(t) >= 30 {
			t.Log("the results file has this run")
			return
		}
	}
	path := filepath.Join(t.TempDir(), "台账.qinqing")
	put(t, path, ledger(t))
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 6))
	began, kills, steps := time.Now(), 0, int64(0)
	for left := whole; left > 0; left = whole - time.Since(began) {
		last := left <= whole/3
		until := min(longest/10+time.Duration(r.Int64N(int64(longest))), max(left-whole/3, longest/10))
		if last {
			until = left
		}
		saved, sizes := session(t, path, until, clerkEnv+"="+path, fmt.Sprintf("%s_SEED=%d", clerkEnv, r.Uint32()),
			clerkEnv+"_PACE="+pace.String(), clerkEnv+"_BACKUP="+backup.String())
		kills++
		if steps = after(t, path, saved); t.Failed() {
			t.Fatalf("after %d kills", kills)
		}
		if last && soak.Large() {
			flat(t, sizes)
			soak.Note(t, fmt.Sprintf("%d 分钟，没有失败：强行结束 %d 次，操作记录 %d 条，末段内存（MB，每次备份后）%v", int(time.Since(began).Minutes()), kills, steps, megabytes(sizes)))
		}
	}
	if kills < 2 || steps < 5 { // a busy machine gets little done in the small size
		t.Errorf("%d kills, %d entries", kills, steps)
	}
}

// session lets a clerk work for a while, kills it, and gives the entries of the log it told of
// and the memory it took.
func session(t *testing.T, path string, until time.Duration, env ...string) (entries int64, sizes []int) {
	t.Helper()
	cut := false
	failure := running(t, env, func(p *os.Process) {
		time.AfterFunc(until, func() { cut = true; _ = p.Kill() })
	}, func(f []string) {
		n, _ := strconv.Atoi(f[1])
		if f[0] == "saved" {
			entries = int64(n)
		} else {
			sizes = append(sizes, n)
		}
	})
	if failure != "" || !cut {
		t.Fatalf("the clerk of %s stopped: %s", path, failure)
	}
	return entries, sizes
}

// after is what a killed clerk left, with so many entries acknowledged.
func after(t *testing.T, path string, entries int64) int64 {
	t.Helper()
	o := &office{t: t, path: path}
	s, err := Open(ctx, path, store.Options{Holder: "查看"})
	if err != nil {
		t.Fatal(err)
	}
	o.Store = s
	x := o.summary()
	if x.Chain.Entries < entries {
		t.Errorf("%d entries of the log were acknowledged, %d are there", entries, x.Chain.Entries)
	}
	o.sound()
	o.close()
	if backups := List(Folder(path)); len(backups) > 0 {
		if _, missing, err := verified(ctx, backups[0], time.Now); err != nil || missing > 0 {
			t.Errorf("the newest backup: %v, %d missing", err, missing)
		}
	}
	return x.Chain.Entries
}

// flat holds the program's memory in the last quarter of a session against the second one.
func flat(t *testing.T, sizes []int) {
	t.Helper()
	n := len(sizes)
	if n < 2 {
		t.Fatalf("%d backups in the last session", n)
	}
	early, late := slices.Max(sizes[n/4:max(n/2, n/4+1)]), slices.Max(sizes[n-max(n/4, 1):])
	if late > early*5/4+16<<10 {
		t.Errorf("memory grew from %d to %d KB: %v", early, late, sizes)
	}
}

func megabytes(sizes []int) (out []int) {
	for _, n := range sizes {
		out = append(out, n>>10)
	}
	return out
}
