package keep

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

func auto(o *office, second string, c Cipher) Made {
	o.t.Helper()
	made, err := Auto(ctx, o.Store, second, c)
	if err != nil {
		o.t.Fatal(err)
	}
	return made
}

// A backup made by itself has a manifest that tells of every byte; the second place holds the same.
func TestAuto(t *testing.T) {
	o := newOffice(t)
	second := t.TempDir()
	made := auto(o, second, nil)
	if made.Second != nil || made.Future || len(made.Missing) > 0 {
		t.Fatalf("%+v", made)
	}
	other := filepath.Join(second, "台账.qinqing.备份", filepath.Base(made.Path))
	for _, path := range []string{made.Path, other} {
		m, err := ReadManifest(path)
		if err != nil {
			t.Fatal(err)
		}
		if missing, err := m.VerifyFiles(ctx, path); missing != 0 || err != nil {
			t.Errorf("%s: %d missing, %v", path, missing, err)
		}
		if m.Holds.Enterprises != 3 || m.Holds.Visits != 1 || len(m.Files) != 1 || m.Holds.Chain.Entries < 4 || len(m.Holds.Chain.Head) != 64 || m.Checked < 40 {
			t.Errorf("%+v", m)
		}
		if strings.Contains(read(t, path+manifestSuffix), "扫描件") {
			t.Error("the manifest names an attachment")
		}
		spoil(t, path)
		if _, err := m.VerifyFiles(ctx, path); data.CodeOf(err) != data.Corrupt {
			t.Errorf("a changed backup passes: %v", err)
		}
	}
	at, err := time.ParseInLocation(stampForm, strings.TrimSuffix(filepath.Base(made.Path), ".db"), time.Local)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 60 { // the clock goes on by itself: whatever second it shows is taken
		put(t, filepath.Join(filepath.Dir(made.Path), at.Add(time.Duration(n+1)*time.Second).Format(stampForm)+".db"), "已有的")
	}
	if again := auto(o, second, nil); again.Path <= filepath.Join(filepath.Dir(made.Path), at.Add(time.Minute).Format(stampForm)+".db") {
		t.Errorf("two backups of one name: %s", again.Path)
	}
	gone := filepath.Join(second, "没有", "\x00")
	if made := auto(o, gone, nil); made.Path == "" || data.CodeOf(made.Second) != data.ReadOnly {
		t.Errorf("a second place that is not there: %+v", made)
	}
}

// A backup is due by steps or by time, and at the end if anything changed.
func TestGuard(t *testing.T) {
	o := newOffice(t)
	o.do(func(tx *store.Tx) error { return tx.SetSetting("backup.changes", "3") })
	now := o.Now()
	g := NewGuard(o.Store, func() time.Time { return now })
	tick := func(want bool) {
		t.Helper()
		made, err := g.Tick(ctx)
		if err != nil || (made.Path != "") != want {
			t.Errorf("made %q, %v; want %v", made.Path, err, want)
		}
	}
	tick(false)
	o.save(2)
	tick(false)
	o.save(1)
	tick(true)
	tick(false)
	now = now.Add(31 * time.Minute)
	tick(false) // nothing changed
	o.save(1)
	tick(true)
	o.save(1)
	tick(false)
	now = now.Add(-24 * time.Hour) // the clock ran back
	tick(true)
	if made, err := g.Last(ctx); err != nil || made.Path != "" {
		t.Errorf("at the end nothing had changed: %+v %v", made, err)
	}
	o.save(1)
	if made, err := g.Last(ctx); err != nil || made.Path == "" {
		t.Errorf("at the end: %+v %v", made, err)
	}
}

func TestPolicyOf(t *testing.T) {
	for _, c := range []struct {
		name     string
		settings map[string]string
		want     Policy
	}{
		{"unset", nil, Policy{Every: 30 * time.Minute, Changes: 50}},
		{"off", map[string]string{"backup.minutes": "0", "backup.changes": "0"}, Policy{}},
		{"set", map[string]string{"backup.minutes": "5", "backup.changes": "7", "backup.folder": " /盘 ", "backup.recipient": "age1x"}, Policy{5 * time.Minute, 7, "/盘", "age1x"}},
	} {
		if got := PolicyOf(c.settings); got != c.want {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// An encrypted backup holds nothing readable, opens with its key only, and is restored.
func TestEncryptedBackup(t *testing.T) {
	scryptWork = 10
	key := filepath.Join(t.TempDir(), "密钥.txt")
	public, err := NewKey(key)
	if err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(key); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the key's file: %v %v", st.Mode(), err)
	}
	if _, err := NewKey(key); data.CodeOf(err) != data.Conflict {
		t.Errorf("over a key: %v", err)
	}
	must := func(c Cipher, err error) Cipher {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	otherKey := filepath.Join(t.TempDir(), "别的.txt")
	if _, err := NewKey(otherKey); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name              string
		seal, open, wrong Cipher
	}{
		{"a key", must(Recipients(public)), must(Identity(key)), must(Identity(otherKey))},
		{"a passphrase", must(Passphrase("一二三四五六七八")), must(Passphrase("一二三四五六七八")), must(Passphrase("八七六五四三二一"))},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			made := auto(o, "", c.seal)
			if text := read(t, made.Path); !strings.HasSuffix(made.Path, ".db.age") || strings.Contains(text, "示例陶瓷公司") || strings.Contains(text, "SQLite format") {
				t.Error("the backup can be read")
			}
			if list := List(Folder(o.path)); len(list) != 1 || !list[0].Encrypted || list[0].Manifest.Holds.Enterprises != 0 || list[0].Manifest.Holds.Chain.Entries == 0 {
				t.Errorf("%+v", list)
			}
			for _, n := range names(t, filepath.Dir(o.path)) {
				if strings.Contains(n, store.ScratchMark) {
					t.Errorf("left %s", n)
				}
			}
			o.save(2)
			o.close()
			before := read(t, o.path)
			for _, wrong := range []Cipher{nil, c.wrong, c.seal.(ageCipher).blind()} {
				if _, err := Restore(ctx, o.path, made.Path, wrong, o.now); data.CodeOf(err) != data.Invalid || read(t, o.path) != before {
					t.Errorf("with %v: %v", wrong, err)
				}
			}
			if err := os.RemoveAll(o.path + ".附件"); err != nil {
				t.Fatal(err)
			}
			if out, err := Restore(ctx, o.path, made.Path, c.open, o.now); err != nil || out.Missing != 0 {
				t.Fatal(out, err)
			}
			o.open()
			if o.firms() != 3 {
				t.Errorf("%d enterprises", o.firms())
			}
			o.sound()
		})
	}
	if _, err := Passphrase("短"); data.CodeOf(err) != data.Invalid {
		t.Errorf("a short passphrase: %v", err)
	}
	if _, err := Recipients("age1不对"); data.CodeOf(err) != data.Invalid {
		t.Errorf("no key: %v", err)
	}
}

// blind is the cipher without what opens.
func (c ageCipher) blind() Cipher { return ageCipher{recipients: c.recipients} }

// What is thinned out goes with its manifest and attachments; one from the future stops it.
func TestThinningOfFiles(t *testing.T) {
	o := newOffice(t)
	folder := Folder(o.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	now := o.Now()
	for n := range 12 {
		info, err := Write(ctx, o.Store, filepath.Join(folder, now.AddDate(0, 0, -20).Add(-time.Duration(n)*time.Minute).Format(stampForm)+".db"), nil)
		if err != nil {
			t.Fatal(err)
		}
		m, err := ReadManifest(info.Path)
		if err != nil {
			t.Fatal(err)
		}
		m.Made = now.AddDate(0, 0, -20).Add(-time.Duration(n) * time.Minute)
		if err := m.write(info.Path); err != nil {
			t.Fatal(err)
		}
	}
	future := filepath.Join(folder, now.AddDate(1, 0, 0).Format(stampForm)+".db")
	put(t, future, "x")
	if made := auto(o, "", nil); !made.Future || made.Dropped > 0 {
		t.Errorf("with one from the future: %+v", made)
	}
	if err := os.Remove(future); err != nil {
		t.Fatal(err)
	}
	if made := auto(o, "", nil); made.Dropped != 9 {
		t.Errorf("%+v", made)
	}
	if list := List(folder); len(list) != 5 {
		t.Errorf("%d backups left", len(list))
	}
	if all := names(t, folder); len(all) != 10 {
		t.Errorf("left %v", all)
	}
}

// A backup without a manifest is of the time in its name, whatever its file's: copied with
// its folder, one from before an upgrade must not pass for the newest.
func TestBackupsWithoutManifestGoByTheirNames(t *testing.T) {
	o := newOffice(t)
	made := auto(o, "", nil)
	old := o.path + ".升级前-12-20240102-030405.db"
	put(t, old, read(t, made.Path))
	list := Find(o.path, "")
	if len(list) != 2 || list[0].Path == old || list[1].Made.Format(stampForm) != "20240102-030405" {
		t.Errorf("found %+v", list)
	}
	if best, ok := Best(ctx, o.path, "", o.now); !ok || best.Backup.Path == old {
		t.Errorf("offers %s", best.Backup.Path)
	}
}
