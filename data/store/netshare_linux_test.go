package store

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"qinqing/data"
)

// A ledger on a network share is refused before anything is made there; a link from a
// local folder is looked through.
func TestNetworkShareIsRefused(t *testing.T) {
	for name, x := range map[string]struct {
		magic int64
		code  data.Code
	}{
		"NFS": {0x6969, data.Invalid}, "SMB": {0x517b, data.Invalid}, "CIFS": {0xff534d42, data.Invalid}, "SMB2": {0xfe534d42, data.Invalid},
		"ext4": {0xef53, ""}, "XFS": {0x58465342, ""}, "tmpfs": {0x01021994, ""}, "FAT": {0x4d44, ""}, "exFAT": {0x2011bab0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			share, err := filepath.EvalSymlinks(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer func(old func(string, *syscall.Statfs_t) error) { statfs = old }(statfs)
			statfs = func(path string, st *syscall.Statfs_t) error {
				if path == share {
					st.Type = x.magic
				}
				return nil
			}
			path := filepath.Join(dir, "台账.db")
			link := filepath.Join(t.TempDir(), "台账.db")
			if err := os.Symlink(path, link); err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{path, filepath.Join(filepath.Dir(path), "..", filepath.Base(dir), "另一个.db")} {
				s, err := Open(context.Background(), path, Options{Seed: testSeed()})
				if data.CodeOf(err) != x.code || err != nil && !strings.Contains(err.Error(), "网络共享盘") {
					t.Errorf("%s: %v", path, err)
				}
				if err != nil {
					if files := listing(t, path); len(files) > 0 {
						t.Errorf("made %v", files)
					}
					continue
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}
			if x.code == "" {
				return
			}
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(context.Background(), link, Options{}); data.CodeOf(err) != x.code || !strings.Contains(err.Error(), "网络共享盘") {
				t.Errorf("through a link: %v", err)
			}
		})
	}
}

// asNobody runs fn with the file rights of a user who owns nothing here.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		fn()
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const nobody = 65534
	set := func(id uintptr) { _, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, id, 0, 0) }
	set(nobody)
	defer set(0)
	fn()
}

func TestReadOnlyFolder(t *testing.T) {
	for name, x := range map[string]struct {
		exists, readOnly bool
		code             data.Code
	}{
		"no ledger there":                  {false, false, data.ReadOnly},
		"a ledger there":                   {true, false, data.ReadOnly},
		"a ledger there, opened read-only": {true, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var path string
			if x.exists {
				path = livedCopy(t)
			} else {
				path = filepath.Join(t.TempDir(), "台账.db")
			}
			dir := filepath.Dir(path)
			if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			defer func() { _ = os.Chmod(dir, 0o755) }()
			if x.exists {
				if err := os.Chmod(path, 0o444); err != nil {
					t.Fatal(err)
				}
			}
			asNobody(t, func() {
				s, err := Open(context.Background(), path, Options{ReadOnly: x.readOnly, Seed: testSeed()})
				if data.CodeOf(err) != x.code {
					t.Errorf("got %v (%v), want code %q", err, cause(err), x.code)
				}
				if err != nil {
					if !chinese(err) {
						t.Errorf("words: %v", err)
					}
					return
				}
				err = s.View(actorCtx(), func(v *View) error { _, err := v.ProblemPage(ProblemQuery{}); return err })
				if err != nil {
					t.Error(err, cause(err))
				}
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// A file that may be read but not written is opened for reading only, and says so.
func TestReadOnlyFile(t *testing.T) {
	path := livedCopy(t)
	dir := filepath.Dir(path)
	for p, mode := range map[string]os.FileMode{filepath.Dir(dir): 0o755, dir: 0o777, path: 0o444} {
		if err := os.Chmod(p, mode); err != nil {
			t.Fatal(err)
		}
	}
	asNobody(t, func() {
		s, err := Open(context.Background(), path, Options{})
		if data.CodeOf(err) != data.ReadOnly || !chinese(err) {
			t.Errorf("got %v (%v)", err, cause(err))
		}
		if err == nil {
			_ = s.Close()
		}
	})
}
