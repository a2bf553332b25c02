package command

import (
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// limitFiles lets files grow to n bytes only, as a full disk would.
func limitFiles(t *testing.T, n uint64) {
	t.Helper()
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: old.Max}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
			t.Fatal(err)
		}
		signal.Reset(syscall.SIGXFSZ)
	})
}

func onlyOld(t *testing.T, path, old string) {
	t.Helper()
	if b, err := os.ReadFile(path); err != nil || string(b) != old {
		t.Errorf("the older file holds %q (%v), want %q", b, err, old)
	}
	if list, err := os.ReadDir(filepath.Dir(path)); err != nil || len(list) != 1 {
		t.Errorf("the folder holds %v (%v), want the older file alone", list, err)
	}
}

func TestAFullDiskLeavesTheOlderFile(t *testing.T) {
	text := strings.Repeat("通报", 2000)
	for name, room := range map[string]uint64{"nothing": 0, "a byte": 1, "a page": 4096, "all but one": uint64(len(text) - 1)} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "通报.pdf")
			if err := os.WriteFile(path, []byte("旧"), 0o644); err != nil {
				t.Fatal(err)
			}
			limitFiles(t, room)
			err := writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
			if err == nil || !strings.Contains(err.Error(), "原有同名文件没有改动") {
				t.Errorf("error %v", err)
			}
			onlyOld(t, path, "旧")
		})
	}
}

func TestARenderingThatFailsLeavesTheOlderFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "通报.pdf")
	if err := os.WriteFile(path, []byte("旧"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := writeFile(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "一半")
		return os.ErrInvalid
	})
	if err == nil {
		t.Error("no error")
	}
	onlyOld(t, path, "旧")
}

func TestAPathThatIsAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "通报.pdf")
	if err := os.MkdirAll(filepath.Join(path, "里"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "新"); return err }); err == nil {
		t.Error("a folder was replaced")
	}
	if list, err := os.ReadDir(filepath.Dir(path)); err != nil || len(list) != 1 {
		t.Errorf("left behind: %v (%v)", list, err)
	}
}
