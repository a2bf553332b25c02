package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"qinqing/data"
)

// AttachmentSuffix follows the ledger's path in the name of its folder of attachments.
const AttachmentSuffix = ".附件"

// partPrefix begins the names of files being written.
const partPrefix = ".part-"

// How long a file may lie before it passes for one left by a program that was killed: one
// being written, and one whose attachment is about to be registered.
const (
	partKept  = time.Hour
	strayKept = time.Minute
)

// manifest lists the files of a backup, one a line: SHA-256, bytes, name.
const manifest = "清单.txt"

// AttachmentFolder is where the ledger's attachments lie, under the first two hexadecimal
// digits of their SHA-256; there is none before the first. Beside the file itself, where
// the ledger is opened through a link.
func (s *Store) AttachmentFolder() string { return realPath(s.path) + AttachmentSuffix }

func (s *Store) attachmentPath(sum string) string { return filePlace(s.AttachmentFolder(), sum) }

func filePlace(folder, sum string) string {
	if len(sum) < 2 {
		return filepath.Join(folder, "-")
	}
	return filepath.Join(folder, sum[:2], sum)
}

// KeepFile copies a file beside the ledger under its SHA-256, whole or not at all, and
// says what an attachment of it is. It belongs to nothing until Attach: a program killed
// in between leaves a stray that Check names and CleanStrays removes.
func (s *Store) KeepFile(ctx context.Context, path string) (x data.Attachment, err error) {
	if err := s.Allow(ctx, data.MayRecord); err != nil {
		return x, err
	}
	if s.readOnly {
		return x, data.Errorf(data.ReadOnly, "file", "台账以只读方式打开，没有添加附件。")
	}
	x.Name = data.FileName(filepath.Base(path))
	x.Type = data.FileType(x.Name)
	st, err := os.Stat(path)
	if err == nil && !st.Mode().IsRegular() {
		return x, data.Errorf(data.Invalid, "file", "“%s”不是文件，没有添加。", x.Name)
	}
	if err != nil {
		return x, data.Wrap(data.NotFound, err, "文件“%s”读不出来，没有添加；请检查它还在不在、有没有权限。", x.Name)
	}
	from, err := os.Open(path)
	if err != nil {
		return x, data.Wrap(data.NotFound, err, "文件“%s”读不出来，没有添加；请检查它还在不在、有没有权限。", x.Name)
	}
	defer func() { _ = from.Close() }()
	head := make([]byte, 16)
	n, _ := io.ReadFull(from, head)
	if err := data.CheckAttachment(x.Name, st.Size(), head[:n]); err != nil {
		return x, err
	}
	all := io.MultiReader(bytes.NewReader(head[:n]), from)
	x.SHA256, x.Size, err = layFile(ctx, s.AttachmentFolder(), all)
	if err == nil && (x.Size == 0 || x.Size > data.MaxAttachment) { // it grew or shrank meanwhile
		err = data.CheckAttachment(x.Name, x.Size, head[:n])
	}
	var known *data.Error
	if err != nil && !errors.As(err, &known) {
		err = data.Wrap(writeCode(err), err, "附件“%s”写不到“%s”，没有添加，台账没有改动；请检查磁盘空间和权限。", x.Name, s.AttachmentFolder())
	}
	return x, err
}

// layFile writes what r gives into the folder under its own SHA-256: first under another
// name, then on the disk for good, then in its place.
func layFile(ctx context.Context, folder string, r io.Reader) (sum string, size int64, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", 0, err
	}
	temp, err := os.CreateTemp(folder, partPrefix)
	if err != nil {
		return "", 0, err
	}
	defer func() {
		if err != nil {
			_ = temp.Close()
			_ = os.Remove(temp.Name())
		}
	}()
	h := sha256.New()
	if size, err = io.Copy(io.MultiWriter(temp, h), stoppable{ctx, io.LimitReader(r, data.MaxAttachment+1)}); err != nil {
		return "", size, err
	}
	if err = errors.Join(temp.Sync(), temp.Close()); err != nil {
		return "", size, err
	}
	sum = hex.EncodeToString(h.Sum(nil))
	place := filePlace(folder, sum)
	if err = os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return "", size, err
	}
	// Over one that lies there: it is the same, or damaged.
	if err = os.Rename(temp.Name(), place); err != nil {
		return "", size, err
	}
	syncFolder(filepath.Dir(place))
	syncFolder(folder)
	return sum, size, nil
}

// stoppable stops reading when its context ends.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

func syncFolder(path string) {
	if d, err := os.Open(path); err == nil {
		_ = d.Sync() // not every file system can
		_ = d.Close()
	}
}

// CopyAttachment writes an attachment under its own name into a folder that only this
// user can read, for a viewer, and says where. Its bytes are checked on the way.
func (s *Store) CopyAttachment(ctx context.Context, x data.Attachment, folder string) (string, error) {
	if err := s.Allow(ctx, data.MayRead); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(folder, "")
	if err != nil {
		return "", data.Wrap(writeCode(err), err, "临时文件夹“%s”写不进去，附件没有打开；请检查磁盘空间和权限。", folder)
	}
	out := filepath.Join(dir, data.ShortFileName(x.Name))
	sum, _, err := copyFile(ctx, s.attachmentPath(x.SHA256), out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = data.Wrap(data.NotFound, err, "附件“%s”的文件不在了（应在“%s”），台账里的登记还在；请从备份里找回这个文件。", x.Name, s.attachmentPath(x.SHA256))
	case err != nil:
		err = data.Wrap(writeCode(err), err, "附件“%s”没有打开；请检查磁盘空间和权限。", x.Name)
	case sum != x.SHA256:
		err = data.Errorf(data.Corrupt, "", "附件“%s”的内容和添加时不一样，没有打开；请从备份里找回这个文件。", x.Name)
	}
	if err != nil {
		_ = os.RemoveAll(dir)
		return "", err
	}
	return out, nil
}

// copyFile copies a file and tells the SHA-256 of what it held.
func copyFile(ctx context.Context, from, to string) (sum string, size int64, err error) {
	in, err := os.Open(from)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", 0, err
	}
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(out, h), stoppable{ctx, in})
	err = errors.Join(err, out.Sync(), out.Close())
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// eraseFiles overwrites and removes the files a 移送线索 doomed. What can't be removed now,
// since a viewer holds it, is tried again after the next such step and at the next start.
func (s *Store) eraseFiles() {
	var sums []string
	err := s.writer.each("SELECT key FROM meta WHERE key GLOB ?", []any{doomed + "*"}, func(r *rows) error {
		var key string
		err := r.Scan(&key)
		sums = append(sums, strings.TrimPrefix(key, doomed))
		return err
	})
	if err != nil {
		return
	}
	for _, sum := range sums {
		var n int
		used, err := s.writer.one("SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", []any{sum}, &n)
		if err != nil {
			return
		}
		if !used && shred(s.attachmentPath(sum)) != nil {
			continue
		}
		_, _ = s.writer.exec("DELETE FROM meta WHERE key = ?", doomed+sum)
	}
}

// shred overwrites a file before it removes it.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	st, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, zeros{}, st.Size())
	}
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Remove(path)
	syncFolder(filepath.Dir(path))
	return err
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// strays lists the files of the folder that no attachment uses.
func (v *View) strays() (out []string, err error) {
	folder := v.s.AttachmentFolder()
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(folder, path)
		if err != nil || rel == manifest {
			return err
		}
		kept := strayKept
		if strings.HasPrefix(d.Name(), partPrefix) {
			kept = partKept
		}
		if info, err := d.Info(); err != nil || time.Since(info.ModTime()) < kept {
			return nil
		}
		var n int
		used := false
		if rel == filepath.Join(d.Name()[:min(2, len(d.Name()))], d.Name()) {
			if used, err = v.c.one("SELECT 1 FROM attachment WHERE sha256 = ? LIMIT 1", []any{d.Name()}, &n); err != nil {
				return err
			}
		}
		if !used {
			out = append(out, path)
		}
		return nil
	})
	return out, err
}

// CleanStrays removes the files beside the ledger that no attachment uses, and lists them.
func (s *Store) CleanStrays(ctx context.Context) (removed []string, err error) {
	if s.readOnly {
		return nil, data.Errorf(data.ReadOnly, "", "台账以只读方式打开，没有清理附件。")
	}
	s.writing.Lock() // no step may be registering one of them
	defer s.writing.Unlock()
	err = s.View(ctx, func(v *View) error {
		if err := v.need(data.MayCheck); err != nil {
			return err
		}
		var list []string
		err := v.behind(func() (err error) {
			list, err = v.strays()
			return err
		})
		for _, path := range list {
			if err := shred(path); err != nil {
				return data.Wrap(data.ReadOnly, err, "“%s”删不掉，其余没有清理；请检查权限，或先关闭打开它的程序。", path)
			}
			removed = append(removed, path)
		}
		return err
	})
	return removed, err
}

// attachments: every file is there with the bytes it was added with, and no file is
// beside them that nobody knows.
func (c *checker) attachments() error {
	if c.s.fileless {
		return nil
	}
	type file struct {
		sum, name, where string
		size             int64
	}
	var list []file
	err := c.c.each(`SELECT a.sha256, min(a.name), max(a.size), min(CASE a.entity WHEN 'problem' THEN '问题 ' || coalesce((SELECT code FROM problem p WHERE p.id = a.ref), '')
		ELSE '走访 ' || a.ref END) FROM attachment a WHERE a.sha256 <> '' GROUP BY a.sha256 ORDER BY 1`, nil, func(r *rows) error {
		var f file
		err := r.Scan(&f.sum, &f.name, &f.size, &f.where)
		list = append(list, f)
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range list {
		if err := c.ctx.Err(); err != nil {
			return wrap(err)
		}
		switch sum, err := sumOf(c.ctx, c.s.attachmentPath(f.sum)); {
		case errors.Is(err, fs.ErrNotExist):
			c.find("attachment", "%s的附件“%s”不在了", f.where, f.name)
		case err != nil:
			c.find("attachment", "%s的附件“%s”读不出来", f.where, f.name)
		case sum != f.sum:
			c.find("attachment", "%s的附件“%s”和添加时不一样", f.where, f.name)
		}
	}
	strays, err := c.strays()
	for _, path := range strays {
		c.find("stray", "附件文件夹里的“%s”不属于任何记录，可以清理", filepath.Base(path))
	}
	return err
}

func sumOf(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	_, err = io.Copy(h, stoppable{ctx, f})
	return hex.EncodeToString(h.Sum(nil)), err
}

// backupFiles copies the attachments that a copy of the ledger knows into a folder beside
// it, each verified, with a list. One that is missing or damaged does not stop the backup
// of all else: it is named.
func backupFiles(ctx context.Context, from, ledger, out string, info *BackupInfo) error {
	list, err := filesOf(ctx, ledger)
	if err != nil || len(list) == 0 {
		return err
	}
	part, folder := out+AttachmentSuffix+".part", out+AttachmentSuffix
	if err := errors.Join(os.RemoveAll(part), os.MkdirAll(part, 0o700)); err != nil {
		return err
	}
	var lines strings.Builder
	for _, x := range list {
		to := filePlace(part, x.SHA256)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		sum, size, err := copyFile(ctx, filePlace(from, x.SHA256), to)
		if err != nil && (ctx.Err() != nil || errors.Is(err, errNoSpace)) {
			return errors.Join(err, os.RemoveAll(part))
		}
		if err != nil || sum != x.SHA256 {
			_ = os.Remove(to)
			info.Missing = append(info.Missing, x.Name)
			continue
		}
		info.Files, info.FilesSize = info.Files+1, info.FilesSize+size
		info.Kept = append(info.Kept, data.Attachment{SHA256: sum, Size: size})
		fmt.Fprintf(&lines, "%s  %d  %s\n", x.SHA256, size, x.Name)
	}
	slices.Sort(info.Missing)
	if err := os.WriteFile(filepath.Join(part, manifest), []byte(lines.String()), 0o600); err != nil {
		return err
	}
	return os.Rename(part, folder)
}

// filesOf lists the files a ledger's attachments use, each once.
func filesOf(ctx context.Context, path string) (out []data.Attachment, err error) {
	db, err := openPlain(path)
	if err != nil {
		return nil, err
	}
	c, err := newConn(ctx, db)
	if err != nil {
		return nil, errors.Join(wrap(err), db.Close())
	}
	err = c.each("SELECT sha256, min(name) FROM attachment WHERE sha256 <> '' GROUP BY sha256 ORDER BY 1", nil, func(r *rows) error {
		var x data.Attachment
		err := r.Scan(&x.SHA256, &x.Name)
		out = append(out, x)
		return err
	})
	return out, errors.Join(err, c.close(), db.Close())
}
