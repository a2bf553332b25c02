//go:build linux

package keep

import (
	"errors"
	"fmt"
	"path/filepath"
	"syscall"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
)

// A disk of a few megabytes that really fills up while records are saved: the step that
// doesn't fit is refused in words, a backup too, what was acknowledged is there, and once
// there is room again the ledger goes on.
func TestFaultSmallDisk(t *testing.T) {
	for _, kilobytes := range []int{1400, 2000, 2600} {
		t.Run(fmt.Sprint(kilobytes, " KB"), func(t *testing.T) {
			disk := t.TempDir()
			switch err := syscall.Mount("tmpfs", disk, "tmpfs", 0, fmt.Sprintf("size=%dk", kilobytes)); {
			case errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENODEV):
				t.Skip("a small disk can only be mounted by root")
			case err != nil:
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
					t.Error(err)
				}
			})
			path := filepath.Join(disk, "台账.qinqing")
			put(t, path, ledger(t))
			saved, code := recording(t, path, "", nil)
			if code != string(data.Full) || saved == 0 {
				t.Errorf("after %d records: failed with %q", saved, code)
			}
			if s, err := Open(ctx, path, store.Options{Holder: "备份"}); err == nil {
				if _, err := Auto(ctx, s, "", nil); err == nil || data.CodeOf(err) == data.Corrupt {
					t.Errorf("a backup where there is no room: %v", err)
				}
				_ = s.Close()
			} else if data.CodeOf(err) == data.Corrupt {
				t.Errorf("a full disk is no damage: %v", err)
			}
			if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%dk", 8*kilobytes)); err != nil {
				t.Fatal(err)
			}
			if got := count(t, path); got < saved || got > saved+1 {
				t.Errorf("%d were acknowledged, %d are there", saved, got)
			}
			o := &office{t: t, path: path}
			o.open()
			o.save(1)
			auto(o, "", nil)
			o.sound()
			o.close()
		})
	}
}
