package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qinqing/app/command"
	"qinqing/data"
	"qinqing/data/keep"
	"qinqing/data/store"
)

// keeperOver is a runner that opens as the program does, over a ledger with an enterprise
// saved before a backup and one after it.
func keeperOver(t *testing.T) (r *runner, path string) {
	t.Helper()
	r, path = runnerOver(t, false)
	seed, err := command.Seed()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	r.now = func() time.Time { now = now.Add(time.Second); return now }
	r.open = func(readOnly bool, _ func(string, int, int)) (*store.Store, error) {
		return keep.Open(r.ctx, path, store.Options{ReadOnly: readOnly, Now: r.now, Holder: "另一个窗口", Seed: seed})
	}
	st, err := r.open(false, nil)
	if err != nil {
		t.Fatal(err)
	}
	firm := func(name string) {
		if _, err := st.Do(r.ctx, data.Op{Name: "登记"}, func(tx *store.Tx) error { return tx.SaveEnterprise(&data.Enterprise{Name: name}) }); err != nil {
			t.Fatal(err)
		}
	}
	firm("示例甲公司")
	if _, err := keep.Auto(r.ctx, st, "", nil); err != nil {
		t.Fatal(err)
	}
	firm("示例乙公司")
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return r, path
}

func spoilFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 4; i < len(b); i++ {
		b[i] = byte(i)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

func enterprises(t *testing.T, st *store.Store, ctx context.Context) (n int) {
	t.Helper()
	err := st.View(ctx, func(v *store.View) error {
		x, err := v.Summary()
		n = x.Enterprises
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// newest is the window that was opened last.
func newest(r *runner) fyne.Window {
	all := r.app.Driver().AllWindows()
	return all[len(all)-1]
}

// The drill in the window: the file is broken, the program is started, the backup is
// offered with what it lacks, one press goes back, work goes on.
func TestDamagedLedgerIsRestoredInTheWindow(t *testing.T) {
	r, path := keeperOver(t)
	broken := spoilFile(t, path)
	w, err := r.begin()
	if err != nil {
		t.Fatal(err)
	}
	seen := texts(w)
	for _, want := range []string{"台账文件已损坏", "2026-11-20 09:00", "企业 1 家", "移到一旁"} {
		if !strings.Contains(seen, want) {
			t.Errorf("not told %q: %s", want, seen)
		}
	}
	if data.CodeOf(r.failed) != data.Corrupt {
		t.Errorf("failed %v", r.failed)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(broken) {
		t.Error("the damaged file was written to")
	}
	press(t, w, "恢复到这份备份")
	if r.failed != nil || r.store == nil {
		t.Fatalf("not restored: %v", r.failed)
	}
	if seen := texts(newest(r)); !strings.Contains(seen, "已恢复到备份") {
		t.Errorf("not told that it was restored: %s", seen)
	}
	if n := enterprises(t, r.store, r.ctx); n != 1 {
		t.Errorf("%d enterprises", n)
	}
	if _, err := r.store.Do(r.ctx, data.Op{Name: "再登记"}, func(tx *store.Tx) error { return tx.SaveEnterprise(&data.Enterprise{Name: "示例丙公司"}) }); err != nil {
		t.Error(err)
	}
	if aside, err := filepath.Glob(path + ".原件-*"); err != nil || len(aside) != 1 {
		t.Errorf("set aside %v", aside)
	}
}

// Without a backup nothing is offered but to leave; with one that is declined the file
// stays as it is.
func TestDamagedLedgerDeclined(t *testing.T) {
	for name, backups := range map[string]bool{"no backup": false, "declined": true} {
		t.Run(name, func(t *testing.T) {
			r, path := keeperOver(t)
			if !backups {
				if err := os.RemoveAll(keep.Folder(path)); err != nil {
					t.Fatal(err)
				}
			}
			broken := spoilFile(t, path)
			w, err := r.begin()
			if err != nil {
				t.Fatal(err)
			}
			if seen := texts(w); strings.Contains(seen, "没有找到核验得过的备份") == backups {
				t.Errorf("told %s", seen)
			}
			press(t, w, "只读查看坏文件") // too broken even for that
			if seen := texts(w); !strings.Contains(seen, "坏文件读不出来") {
				t.Errorf("told %s", seen)
			}
			if now, err := os.ReadFile(path); err != nil || string(now) != string(broken) {
				t.Error("the damaged file was written to")
			}
			if data.CodeOf(r.failed) != data.Corrupt {
				t.Errorf("failed %v", r.failed)
			}
		})
	}
}

// From the settings: five presses, with a comparison, to an earlier state.
func TestRestoreFromTheSettings(t *testing.T) {
	r, path := keeperOver(t)
	if err := prepare(r.app); err != nil {
		t.Fatal(err)
	}
	win, err := r.window(false)
	if err != nil {
		t.Fatal(err)
	}
	win.Resize(fyne.NewSize(1366, 720))
	st := r.store
	showSettings(t, r, win)
	press(t, win, "备份")
	press(t, win, "恢复到备份…")
	press(t, win, keep.List(keep.Folder(path))[0].Made.Local().Format("2006-01-02 15:04:05"))
	if seen := texts(win); !strings.Contains(seen, "企业 2 → 1") || !strings.Contains(seen, "示例乙公司") {
		t.Errorf("not told what would change: %s", seen)
	}
	press(t, win, "恢复到这份备份")
	if r.store == st || enterprises(t, r.store, r.ctx) != 1 {
		t.Errorf("not restored: %s", texts(newest(r)))
	}
}

func showSettings(t *testing.T, r *runner, win fyne.Window) {
	t.Helper()
	for _, m := range win.MainMenu().Items {
		for _, i := range m.Items {
			if i.Label == "设置" {
				i.Action()
				return
			}
		}
	}
	t.Fatal("no 设置")
}

// The last backup is made when the window is closed, once.
func TestClosingBacksUp(t *testing.T) {
	r, path := keeperOver(t)
	w := windowOf(t, openedRunner(t, r))
	w.close()
	list := keep.List(keep.Folder(path))
	if len(list) != 2 || list[0].Manifest.Holds.Enterprises != 2 || !w.left.Load() {
		t.Errorf("%d backups: %+v", len(list), list)
	}
}

// The second place is a folder that is there; closing says when it is gone, and still closes.
func TestClosingTellsOfASecondPlaceThatIsGone(t *testing.T) {
	w := windowOver(t, false)
	w.start()
	gone := filepath.Join(t.TempDir(), "U盘")
	if err := w.office.Actions.SaveSettings(w.office.Context, map[string]string{"backup.folder": gone}); data.CodeOf(err) != data.Invalid || !strings.Contains(err.Error(), "没有这个文件夹") {
		t.Errorf("a folder that is not there: %v", err)
	}
	if err := os.Mkdir(gone, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := w.office.Actions.SaveSettings(w.office.Context, map[string]string{"backup.folder": gone}); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	w.close()
	if s := texts(w.win); !strings.Contains(s, "备份没有放到第二处") || !strings.Contains(s, "U 盘可能没有插上") {
		t.Errorf("says %s", s)
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("the place of the stick was made anew")
	}
}
