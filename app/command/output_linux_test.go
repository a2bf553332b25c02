package command

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"
)

// Where these are set, the test program is a child that writes to a full disk.
const fullDiskPath, fullDiskRoom = "QINQING_TEST_FULL_DISK", "QINQING_TEST_ROOM"

var fullDiskText = strings.Repeat("通报", 2000)

// TestMain lets the test program be that child: the limit is the whole process's, and
// would strike the log go test keeps of the files opened.
func TestMain(m *testing.M) {
	path := os.Getenv(fullDiskPath)
	if path == "" {
		goleak.VerifyTestMain(m)
		return
	}
	err := limitFiles(os.Getenv(fullDiskRoom))
	if err == nil {
		err = writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, fullDiskText); return err })
	}
	fmt.Print(err)
}

// limitFiles lets files grow to n bytes only, as a full disk would.
func limitFiles(n string) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	if _, err := fmt.Sscan(n, &limit.Cur); err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
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
	for name, room := range map[string]uint64{"nothing": 0, "a byte": 1, "a page": 4096, "all but one": uint64(len(fullDiskText) - 1)} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "通报.pdf")
			if err := os.WriteFile(path, []byte("旧"), 0o644); err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), fullDiskPath+"="+path, fmt.Sprintf("%s=%d", fullDiskRoom, room))
			if said, err := child.CombinedOutput(); err != nil || !strings.Contains(string(said), "原有同名文件没有改动") {
				t.Errorf("the child said %s (%v)", said, err)
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
