package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The drill: break the file, be told, go back, carry on.
func TestRestoreDrill(t *testing.T) {
	o := newOffice(t)
	o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-20")
	backup := o.must("backup", "--auto")
	if !strings.Contains(backup, ".备份") {
		t.Fatalf("made %s", backup)
	}
	o.must("problem", "add", "--content", "备份以后的", "--date", "2026-10-21")
	out, errs, code := o.run("restore", backup, "--dry-run")
	if code != exitDone || out != "" || !strings.Contains(errs, "问题 2 → 1") || !strings.Contains(errs, "WT-2026-0002") {
		t.Errorf("what it would change: exit %d %q %q", code, out, errs)
	}
	b, err := os.ReadFile(o.db())
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 4; i < len(b); i++ {
		b[i] = byte(i)
	}
	if err := os.WriteFile(o.db(), b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"undo"}, {"problem", "add", "--content", "坏了以后", "--date", "2026-10-22"}} {
		_, errs, code := o.run(args...)
		if code != exitDatabase || !strings.Contains(errs, backup) || english.MatchString(strings.ReplaceAll(errs, backup, "")) {
			t.Errorf("%v: exit %d %q", args, code, errs)
		}
	}
	if now, err := os.ReadFile(o.db()); err != nil || string(now) != string(b) {
		t.Error("the damaged file was written to")
	}
	var list []backupJSON
	if o.json(exitDone, &list, "restore"); len(list) != 1 || list[0].Path != backup || list[0].Problems != 1 || !list[0].Manifest {
		t.Errorf("%+v", list)
	}
	if got := o.must("restore", backup); !strings.Contains(got, "已恢复") {
		t.Errorf("%s", got)
	}
	o.must("problem", "add", "--content", "恢复以后", "--date", "2026-10-22")
	o.must("check", "--deep")
	if aside, err := filepath.Glob(o.db() + ".原件-*"); err != nil || len(aside) != 1 {
		t.Errorf("set aside %v", aside)
	}
}

func TestEncryptedBackupByCommand(t *testing.T) {
	o := newOffice(t)
	o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-20")
	key := filepath.Join(o.dir, "密钥.txt")
	public := o.must("backup", "--new-key", key)
	if !strings.HasPrefix(public, "age1") {
		t.Fatalf("public key %q", public)
	}
	o.must("set", "backup.recipient", public)
	backup := o.must("backup", "--auto")
	if !strings.HasSuffix(backup, ".db.age") {
		t.Fatalf("made %s", backup)
	}
	if _, errs, code := o.run("restore", backup); code != exitUsage || !strings.Contains(errs, "密钥") {
		t.Errorf("without the key: exit %d %q", code, errs)
	}
	o.must("restore", backup, "--identity", key)
	o.must("check")
	if out, _, _ := o.run("log"); !strings.Contains(out, "用工缺口") && out == "" {
		t.Error("nothing there")
	}
}
