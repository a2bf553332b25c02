package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"qinqing/data"
)

// BackupInfo is a finished, verified copy.
type BackupInfo struct {
	Path   string
	Size   int64
	SHA256 string // hexadecimal, of the file
	At     time.Time
	Report CheckReport

	Files     int               // attachments copied beside it, each verified
	FilesSize int64             // their bytes
	Missing   []string          // names of attachments that could not be copied whole
	Kept      []data.Attachment // the attachments copied: SHA-256 and size
	Holds     Summary
}

// Backup writes a verified copy of the ledger as it is now: to out, or beside it under
// the default name 〈台账〉-备份-20261030-153000.db. The copy is checked before it gets its
// name; a copy with a fault is not kept. An existing file is never overwritten. It takes
// the right to (data.MayBackup), but for the copies that lie where the program keeps its
// own: those are made whoever sits at it.
func (s *Store) Backup(ctx context.Context, out string) (BackupInfo, error) {
	if !s.ownPlace(out) {
		if err := s.Allow(ctx, data.MayBackup); err != nil {
			return BackupInfo{}, err
		}
	}
	now := s.now()
	if out == "" {
		out = filepath.Join(filepath.Dir(s.path), s.backupPrefix()+now.Format("20060102-150405")+".db")
	}
	if exists(out) || exists(out+AttachmentSuffix) {
		return BackupInfo{}, taken(out)
	}
	if st, err := os.Stat(filepath.Dir(out)); err != nil || !st.IsDir() {
		return BackupInfo{}, data.Errorf(data.NotFound, "out", "文件夹“%s”不存在，没有备份；请先建好文件夹。", filepath.Dir(out))
	}
	info := BackupInfo{Path: out, At: now.UTC()}
	c, err := s.takeReader(ctx)
	if err != nil {
		return info, err
	}
	temp := out + ".part"
	_ = os.Remove(temp)
	err = copyInto(ctx, c, temp)
	s.giveReader(c)
	switch code := data.CodeOf(err); code {
	case data.NotFound, data.ReadOnly:
		err = unwritable(data.ReadOnly, err, out)
	case data.Full:
		err = unwritable(code, err, out)
	}
	if err == nil {
		info.Report, info.Holds, err = Verify(ctx, temp, s.now)
	}
	if err == nil && len(info.Report.Problems) > 0 {
		err = data.Errorf(data.Corrupt, "", "备份没有通过检查（%s），已经丢弃；台账本身没有改动，请运行“检查数据”。", info.Report.Problems[0].Text)
	}
	if err != nil {
		_ = os.Remove(temp)
		return info, err
	}
	if err := backupFiles(ctx, s.AttachmentFolder(), temp, out, &info); err != nil {
		_ = os.Remove(temp)
		return info, unwritable(writeCode(err), err, out)
	}
	if info.Size, info.SHA256, err = settle(temp, out); err != nil {
		_ = os.Remove(temp)
		_ = os.RemoveAll(out + AttachmentSuffix)
		if errors.Is(err, fs.ErrExist) {
			return info, taken(out)
		}
		return info, unwritable(writeCode(err), err, out)
	}
	return info, nil
}

// OwnBackups is the folder of the backups that the program makes by itself.
func OwnBackups(path string) string { return realPath(path) + ownSuffix }

// ownSuffix follows the ledger's path in its name.
const ownSuffix = ".备份"

// ownPlace says whether a copy goes there, or is a passing one of which an encrypted backup
// is made.
func (s *Store) ownPlace(out string) bool {
	real := realPath(s.path)
	dir := filepath.Dir(out)
	return dir == real+ownSuffix || filepath.Dir(dir) == filepath.Dir(real) && strings.HasPrefix(filepath.Base(dir), filepath.Base(real)+ScratchMark)
}

// backupPrefix begins the default names of backups.
func (s *Store) backupPrefix() string {
	return strings.TrimSuffix(filepath.Base(s.path), filepath.Ext(s.path)) + "-备份-"
}

// Backups lists the backups that were made by themselves, and those that lie beside the
// ledger under the names that Backup and the upgrade of an old format give. They hold what has been erased
// from the ledger since; where others were put only the office knows.
func (s *Store) Backups() ([]string, error) {
	dir := filepath.Dir(s.path)
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, data.Wrap(data.ReadOnly, err, "文件夹“%s”读不出来，没有列出其中的备份；请自行查看。", dir)
	}
	var out []string
	own := OwnBackups(s.path)
	made, err := os.ReadDir(own)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, data.Wrap(data.ReadOnly, err, "文件夹“%s”读不出来，没有列出其中的备份；请自行查看。", own)
	}
	for _, f := range made {
		if name := f.Name(); !f.IsDir() && (strings.HasSuffix(name, ".db") || strings.HasSuffix(name, ".age")) {
			out = append(out, filepath.Join(own, name))
		}
	}
	for _, f := range files {
		old := strings.HasPrefix(f.Name(), s.backupPrefix()) || strings.HasPrefix(f.Name(), filepath.Base(s.path)+".升级前-")
		if old && (strings.HasSuffix(f.Name(), ".db") || strings.HasSuffix(f.Name(), ".age")) && !f.IsDir() {
			out = append(out, filepath.Join(dir, f.Name()))
		}
	}
	return out, nil
}

func unwritable(code data.Code, err error, out string) error {
	return data.Wrap(code, err, "备份写不到“%s”，台账本身没有改动；请检查磁盘空间和权限。", out)
}

func taken(out string) error {
	return data.Errorf(data.Conflict, "out", "“%s”已经存在，没有覆盖它；请换一个文件名。", out)
}

// errNoSpace is what a full disk says.
const errNoSpace = syscall.ENOSPC

func writeCode(err error) data.Code {
	if errors.Is(err, errNoSpace) {
		return data.Full
	}
	return data.ReadOnly
}

// place gives a file its name and fails if that is taken. Replaced by tests.
var place = func(from, to string) error {
	switch err := os.Link(from, to); {
	case err == nil:
		_ = os.Remove(from)
		return nil
	case errors.Is(err, fs.ErrExist) || exists(to):
		return fs.ErrExist
	}
	return os.Rename(from, to) // FAT on a stick knows no links
}

// copyInto takes as long as the file is large; unlike other statements it can be stopped.
func copyInto(ctx context.Context, c *conn, temp string) error {
	if err := c.script("PRAGMA query_only = 0"); err != nil {
		return err
	}
	_, err := c.c.ExecContext(ctx, "VACUUM INTO ?", temp)
	if e := ctx.Err(); e != nil && err != nil {
		err = e
	}
	err = wrap(err)
	if e := c.script("PRAGMA query_only = 1"); err == nil {
		err = e
	}
	return err
}

// settle makes a checked copy durable and gives it its name. The file is not open in
// SQLite any more, so that reading it drops no lock.
func settle(temp, out string) (size int64, sum string, err error) {
	f, err := os.OpenFile(temp, os.O_RDWR, 0)
	if err != nil {
		return 0, "", err
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = place(temp, out)
	}
	if err != nil {
		return 0, "", err
	}
	if d, err := os.Open(filepath.Dir(out)); err == nil {
		_ = d.Sync() // not every file system can
		_ = d.Close()
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
}

// copyVerified copies an old format's file before it is migrated; only SQLite itself
// can check it, since the tables are of another version.
func (s *Store) copyVerified(_ context.Context, out string) error {
	temp := out + ".part"
	_ = os.Remove(temp)
	if _, err := s.writer.exec("VACUUM INTO ?", temp); err != nil {
		_ = os.Remove(temp)
		return err
	}
	if err := integrityOf(temp); err != nil {
		_ = os.Remove(temp)
		return err
	}
	if _, _, err := settle(temp, out); err != nil {
		_ = os.Remove(temp)
		return data.Wrap(writeCode(err), err, "升级前的备份写不成，没有升级，台账没有改动；请检查磁盘空间。")
	}
	return nil
}

func integrityOf(path string) error {
	db, err := openPlain(path)
	if err != nil {
		return err
	}
	c, err := newConn(context.Background(), db)
	if err != nil {
		return errors.Join(wrap(err), db.Close())
	}
	var word string
	_, err = c.one("PRAGMA integrity_check(1)", nil, &word)
	if err == nil && word != "ok" {
		err = data.Errorf(data.Corrupt, "", "备份没有通过完整性检查，没有继续；请保留原文件并联系维护人员。")
	}
	return errors.Join(err, c.close(), db.Close())
}

// Integrity asks SQLite alone whether a file that nobody has open is whole.
func Integrity(path string) error { return integrityOf(path) }
