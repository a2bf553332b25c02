package app

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"
)

const logMost = 1 << 20

// logFile is where the window writes what went wrong, without what was quoted of records. It never holds more than a
// megabyte, and losing it loses nothing: failures to write it are ignored on purpose.
type logFile struct {
	mu   sync.Mutex
	path string
}

func openLog() *logFile {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "qinqing")
	l := &logFile{path: filepath.Join(dir, "qinqing.log")}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		fmt.Fprintln(os.Stderr, "日志目录建不了：", err)
	}
	return l
}

func (l *logFile) write(text string) { l.put(withoutWords(text)) }

func (l *logFile) put(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if st, err := os.Stat(l.path); err == nil && st.Size() > logMost {
		_ = os.Rename(l.path, l.path+".1")
	}
	f, err := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	fmt.Fprintln(f, time.Now().Format("2006-01-02 15:04:05"), text)
}

// crash notes a panic and leaves a mark for the next start.
func (l *logFile) crash(p any) {
	text := fmt.Sprintf("panic: %s\n%s", withoutWords(fmt.Sprint(p)), debug.Stack())
	l.put(text)
	_ = os.WriteFile(l.mark(), []byte(text), 0o600)
}

func (l *logFile) mark() string { return l.path + ".crash" }

// lastCrash is what the last run ended with, once; empty if it ended well.
func (l *logFile) lastCrash() string {
	b, err := os.ReadFile(l.mark())
	if err != nil {
		return ""
	}
	_ = os.Remove(l.mark())
	return string(b)
}
