package command

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// What names enterprises is for its owner's eyes only.
func TestPrivateFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // no such modes there
	}
	o := newOffice(t)
	path := filepath.Join(o.dir, "走访.csv")
	if err := os.WriteFile(path, []byte(gossip+"2026-13-40,甲县纪委监委,某某公司,,,,,坏日期,,\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := o.run("import", path); code != exitPartly {
		t.Fatalf("exit %d: %s", code, errs)
	}
	out := filepath.Join(o.dir, "全.xlsx")
	o.must("export", "--ledger", "problems", "--unmasked", "--reason", "核对", "--out", out)
	backup := filepath.Join(o.dir, "备份.qinqing")
	o.must("backup", "--out", backup)
	for _, p := range []string{o.db(), out, backup, RejectsPath(path)} {
		info, err := os.Stat(p)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v (%v)", filepath.Base(p), info.Mode(), err)
		}
	}
}

func TestARevisedDraftIsSpared(t *testing.T) {
	o := newOffice(t)
	make := func() []string {
		var made struct{ Files []string }
		o.json(exitDone, &made, "bulletin", "make", "--month", "2026-10", "--docx", "--out", o.dir)
		return made.Files
	}
	draft := make()[2]
	if again := make()[2]; again != draft {
		t.Errorf("the same draft was written beside itself: %s", again)
	}
	if err := os.WriteFile(draft, []byte("改过的稿子"), 0o644); err != nil {
		t.Fatal(err)
	}
	next := make()[2]
	if kept, err := os.ReadFile(draft); err != nil || string(kept) != "改过的稿子" || next == draft || !strings.HasSuffix(next, " (2).docx") {
		t.Errorf("the revised draft holds %q (%v); the new one is %s", kept, err, next)
	}
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	for name, age := range map[string]time.Duration{"old": 2 * time.Hour, "new": time.Minute} {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	sweep(dir, now.Add(-spillKept))
	list, err := os.ReadDir(dir)
	if err != nil || len(list) != 1 || list[0].Name() != "new" {
		t.Errorf("left %v (%v)", list, err)
	}
}

func TestMadeOnIsTheOfficesDay(t *testing.T) {
	early := time.Date(2026, 11, 2, 1, 33, 0, 0, time.FixedZone("CST", 8*3600))
	if got := madeOn(early).Format("2006-01-02"); got != "2026-11-02" {
		t.Errorf("made on %s", got)
	}
}

func TestAsOfAfterTodayIsRefused(t *testing.T) {
	o := newOffice(t)
	if _, errs, code := o.run("import", "--as-of", "2099-01-01", o.sample("visits.xlsx")); code == exitDone || !strings.Contains(errs, "在今天之后") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
