package command

import (
	"os"
	"path/filepath"
	"time"
)

// spillKept is how long a spill file may lie: one older than that was left by a program
// that was killed.
const spillKept = time.Hour

// spillDir is a folder only this user can read, for what a long export can't hold in
// memory; what a killed program left in it is swept. Empty: the system's folder.
func spillDir() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir := filepath.Join(cache, "qinqing", "spill")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	sweep(dir, time.Now().Add(-spillKept))
	return dir
}

// sweep removes what in a folder was last written before a moment. What can't be removed
// stays for the next time.
func sweep(dir string, before time.Time) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range list {
		if info, err := e.Info(); err == nil && info.ModTime().Before(before) {
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
