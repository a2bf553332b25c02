package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"qinqing/data"
)

// Opening is what Open met on its way, for the window to tell.
type Opening struct {
	Unclean bool   // the program before did not close the ledger; nothing saved is lost
	Aside   string // a log of changes that did not belong to the file was set aside here
	Moved   bool   // the ledger was last written on another machine; see Settle
	Swept   int    // temporary files of a program that was killed, removed
}

// Opening is what Open met on its way.
func (s *Store) Opening() Opening {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.opening
}

// Sizes up to which a file is looked through whole when it is opened: always, after the
// program was killed, and on a copy of it where a log of changes lies beside it.
const (
	lookAlways  = 32 << 20
	lookUnclean = 512 << 20
)

// lookCopied is up to which size, with its log, a file is tried on copies; a larger one is
// tried where it lies, only read. Tests lower it.
var lookCopied int64 = 256 << 20

// trialMark is in the names of folders in which a file and its log are tried.
const trialMark = ".核对-"

// ScratchMark is in the names of folders in which an encrypted backup is put together or
// taken apart; another program may be at it while a ledger is opened.
const ScratchMark = ".暂存-"

// AsideMark is in the names of files that were set aside whole, as they were found.
const AsideMark = ".原件-"

// AsideName is where a file found damaged, or its log, is set aside.
func AsideName(path string, at time.Time) string {
	return path + AsideMark + at.Format("20060102-150405.000")
}

// vetLog tries the log of changes that lies beside a file. A log that
// is another file's, or from before the file was replaced, would be written into it by
// SQLite without a word; it is set aside. Nothing is written into either file. The caller
// holds the lock.
func (s *Store) vetLog(path string) error {
	log, err := os.Stat(path + "-wal")
	if err != nil || log.Size() == 0 {
		return nil
	}
	st, err := os.Stat(path)
	large := err == nil && st.Size()+log.Size() > lookCopied
	if err != nil || large && s.opening.Unclean {
		return nil
	}
	var with, without trial
	var errWith, errWithout error
	if large {
		// Nothing is written but the index of the log, which is made anew at every opening.
		with, errWith = tried(openPlain(path))
		without, errWithout = tried(openFrozen(path))
	} else {
		dir, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+trialMark)
		if err != nil {
			return nil // no room to try it in: that is no damage
		}
		defer func() { _ = os.RemoveAll(dir) }()
		both, alone := filepath.Join(dir, "1.db"), filepath.Join(dir, "2.db")
		if errors.Join(copyPlain(path, both), copyPlain(path+"-wal", both+"-wal"), copyPlain(path, alone)) != nil {
			return nil
		}
		with, errWith = tried(openScratch(both))
		without, errWithout = tried(openScratch(alone))
	}
	switch {
	case errWith == nil && errWithout != nil: // the log is what makes it whole
		return nil
	case errWith == nil && with.grew(without):
		return nil
	case data.CodeOf(errWith) != data.Corrupt && errWith != nil:
		return nil // something else stood in the way; opening will tell
	case errWithout != nil:
		return errWith
	}
	s.opening.Aside = AsideName(path, s.now()) + "-wal"
	if err := os.Rename(path+"-wal", s.opening.Aside); err != nil {
		return data.Wrap(data.ReadOnly, err, "台账旁边的日志文件（%s-wal）不是这本台账的，又移不开，没有打开；请检查文件夹的写权限。", path)
	}
	_ = os.Remove(path + "-shm")
	syncFolder(filepath.Dir(path))
	return nil
}

// trial is what a copy that was tried holds.
type trial struct {
	uid   string
	chain Chain
	has   func(Chain) bool
}

// grew says whether this is the other with more at its end.
func (x trial) grew(old trial) bool { return x.uid == old.uid && x.has(old.chain) }

// tried looks through a file that was opened to be tried.
func tried(db *sql.DB, opening error) (out trial, err error) {
	if err := opening; err != nil {
		return out, err
	}
	c, err := newConn(context.Background(), db)
	if err != nil {
		return out, errors.Join(wrap(err), db.Close())
	}
	defer func() { err = errors.Join(err, c.close(), db.Close()) }()
	if err := vetOpened(c); err != nil && data.CodeOf(err) != codeOld {
		return out, err
	}
	if err := c.quickCheck(); err != nil {
		return out, err
	}
	if _, err := c.one("SELECT value FROM meta WHERE key = 'site_uid'", nil, &out.uid); err != nil {
		return out, err
	}
	k := &checker{View: &View{c: c, ctx: context.Background()}, found: map[string]int{}}
	if err := k.chain(); err != nil {
		return out, err
	}
	if len(k.out.Problems) > 0 {
		return out, data.Errorf(data.Corrupt, "", "台账文件已损坏（%s），没有打开，也没有改动它；请用备份恢复。", k.out.Problems[0].Text)
	}
	entries := map[int64]string{}
	err = c.each("SELECT id, lower(hex(hash)) FROM audit_log", nil, func(r *rows) error {
		var id int64
		var sum string
		err := r.Scan(&id, &sum)
		entries[id] = sum
		return err
	})
	out.chain, _, _ = chainOf(c)
	out.has = func(x Chain) bool { return x.Entries == 0 || entries[x.Entries] == x.Head }
	return out, err
}

// quickCheck asks SQLite whether the pages of a file are whole.
func (c *conn) quickCheck() error {
	var word string
	if _, err := c.one("PRAGMA quick_check(1)", nil, &word); err != nil {
		return err
	}
	if word != "ok" {
		return data.Wrap(data.Corrupt, errors.New(word), "台账文件已损坏，没有打开，也没有改动它；请用备份恢复。")
	}
	return nil
}

// lookThrough looks through a file before anything is written to it: a small one always, a
// larger one after the program was killed.
func (s *Store) lookThrough() error {
	st, err := os.Stat(s.path)
	if err != nil || st.Size() > lookUnclean || st.Size() > lookAlways && !s.opening.Unclean {
		return nil
	}
	return s.writer.quickCheck()
}

// copyPlain copies a file nobody has open.
func copyPlain(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close(), in.Close())
}

// sweep removes what a program that was killed left beside the ledger: half-written
// backups and files tried. The caller holds the lock; a backup may still be going on.
func (s *Store) sweep(path string) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	base := filepath.Base(path)
	for _, e := range entries {
		name := e.Name()
		ours := strings.HasPrefix(name, base+".") || strings.HasPrefix(name, s.backupPrefix())
		info, err := e.Info()
		if !ours || err != nil {
			continue
		}
		old := s.now().Sub(info.ModTime()) > partKept || time.Since(info.ModTime()) > partKept
		if strings.HasPrefix(name, base+trialMark) || old && (strings.HasSuffix(name, ".part") || strings.HasPrefix(name, base+ScratchMark)) {
			if os.RemoveAll(filepath.Join(filepath.Dir(path), name)) == nil {
				s.opening.Swept++
			}
		}
	}
}

// Hold takes the lock of a ledger that is not open, so that its file can be replaced.
func Hold(path, holder string) (release func() error, err error) {
	l, err := takeLock(realPath(path), holder)
	if err != nil {
		return nil, err
	}
	return l.release, nil
}

// RealPath is the file a path leads to, through links.
func RealPath(path string) string { return realPath(path) }

// markBroken stops all writing once SQLite said that the file is damaged.
func (s *Store) markBroken(err error) {
	var driver *sqlite.Error
	if errors.As(err, &driver) {
		if code := driver.Code() & 0xff; code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB {
			s.broken.Store(true)
		}
	}
}

func errBroken() error {
	return data.Errorf(data.Corrupt, "", "使用中发现台账文件已损坏，程序停止写入，这一步没有写入；请退出程序再打开，按提示用备份恢复。")
}
