package keep

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

// folderSuffix is how the folder of backups made by themselves is called at the second
// place, after the ledger's name.
const folderSuffix = ".备份"

// stampForm is the form of the moment in a backup's name.
const stampForm = "20060102-150405"

// Folder is where the backups of a ledger that are made by themselves lie.
func Folder(ledger string) string { return store.OwnBackups(ledger) }

// Backup is a backup that lies somewhere.
type Backup struct {
	Path      string
	Made      time.Time
	Encrypted bool
	Manifest  Manifest
	Err       error // why its manifest can't be trusted
}

// Write writes a verified backup to a place of the user's choice, with its manifest, for
// whoever may (data.MayBackup); "" is beside the ledger. c encrypts it; nil leaves it
// readable.
func Write(ctx context.Context, s *store.Store, out string, c Cipher) (store.BackupInfo, error) {
	if err := s.Allow(ctx, data.MayBackup); err != nil {
		return store.BackupInfo{}, err
	}
	told := out
	if told == "" {
		told = "台账旁边"
	}
	if c != nil {
		told = "（加密）" + told
	}
	if err := s.NoteBackup(ctx, told); err != nil {
		return store.BackupInfo{}, err
	}
	return write(ctx, s, out, c)
}

func write(ctx context.Context, s *store.Store, out string, c Cipher) (store.BackupInfo, error) {
	if c != nil {
		return writeSealed(ctx, s, out, c)
	}
	info, err := s.Backup(ctx, out)
	if err != nil {
		return info, err
	}
	if err := manifestOf(info).write(info.Path); err != nil {
		return info, data.Wrap(data.ReadOnly, err, "备份“%s”已经写好并核验过，但它的清单写不进去；请检查磁盘空间。", info.Path)
	}
	return info, nil
}

// Made is what Auto did.
type Made struct {
	Path    string
	Missing []string
	Dropped int   // older ones thinned out
	Future  bool  // one is from the future: nothing is thinned out until it is dealt with
	Second  error // why it could not be put at the second place
}

// Auto makes a backup as the Guard does, for whoever may.
func Auto(ctx context.Context, s *store.Store, second string, c Cipher) (Made, error) {
	if err := s.Allow(ctx, data.MayBackup); err != nil {
		return Made{}, err
	}
	return makeOwn(ctx, s, second, c)
}

// makeOwn makes a backup by itself: into the ledger's folder of backups and, if second is
// given, a copy into that folder; then thins both out. c encrypts; nil does not.
func makeOwn(ctx context.Context, s *store.Store, second string, c Cipher) (out Made, err error) {
	folder := Folder(s.Path())
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return out, data.Wrap(data.ReadOnly, err, "备份文件夹“%s”建不起来，没有备份；台账本身没有改动。", folder)
	}
	sweep(folder)
	path := free(folder, s.Now())
	info, err := write(ctx, s, path, c)
	if err != nil {
		return out, err
	}
	out.Path, out.Missing = info.Path, info.Missing
	now := s.Now()
	out.Dropped, out.Future = thin(folder, now)
	noteSecond(folder, strings.TrimSpace(second))
	if second = strings.TrimSpace(second); second != "" {
		if out.Second = copySecond(ctx, info.Path, second, filepath.Base(s.Path())+folderSuffix); out.Second == nil {
			thin(filepath.Join(second, filepath.Base(s.Path())+folderSuffix), now)
		}
	}
	return out, nil
}

// free is a name for a backup made now that no other has: two made in one second differ.
func free(folder string, now time.Time) string {
	for n := 0; ; n++ {
		path := filepath.Join(folder, now.Add(time.Duration(n)*time.Second).Format(stampForm)+".db")
		if !exists(path) && !exists(path+ageCipher{}.Suffix()) && !exists(path+store.AttachmentSuffix) {
			return path
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// sweep removes what a program that was killed left half written in a folder of backups.
func sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && strings.HasSuffix(e.Name(), ".part") && time.Since(info.ModTime()) > time.Hour {
			_ = os.RemoveAll(filepath.Join(folder, e.Name()))
		}
	}
}

// copySecond copies a finished backup to the second place. Where that is gone it is not made
// anew: in the place of a stick that is not plugged in it would be this very disk.
func copySecond(ctx context.Context, backup, second, name string) error {
	if st, err := os.Stat(second); err != nil || !st.IsDir() {
		return data.Wrap(data.ReadOnly, err, "备份已做好，但没有放到第二处：文件夹“%s”不在，U 盘可能没有插上；插好以后，下次备份会放过去。", second)
	}
	return copyTo(ctx, backup, filepath.Join(second, name))
}

// copyTo copies a finished backup into a second folder, verified there by its manifest.
func copyTo(ctx context.Context, backup, folder string) error {
	fail := func(err error) error {
		return data.Wrap(data.ReadOnly, err, "备份已做好，但没有放到第二处“%s”；请检查那里的磁盘、U 盘和权限。", folder)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fail(err)
	}
	sweep(folder)
	m, err := ReadManifest(backup)
	if err != nil {
		return err
	}
	to := filepath.Join(folder, filepath.Base(backup))
	if exists(to) {
		return fail(os.ErrExist)
	}
	for _, x := range m.Files {
		place := attachmentOf(to, x.SHA256)
		if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
			return fail(err)
		}
		if err := copyFile(ctx, attachmentOf(backup, x.SHA256), place); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fail(err)
		}
	}
	if err := copyFile(ctx, backup, to); err != nil {
		return fail(err)
	}
	if sum, err := sumOf(ctx, to); err != nil || sum != m.SHA256 {
		return fail(errors.Join(err, os.Remove(to), errors.New("写下去的和读出来的不一样")))
	}
	if err := m.write(to); err != nil {
		return fail(err)
	}
	return nil
}

// List lists the backups in a folder, newest first. It reads manifests, no backup.
func List(folder string) (out []Backup) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		name := e.Name()
		sealed := strings.HasSuffix(name, ".db"+ageCipher{}.Suffix())
		if e.IsDir() || strings.HasPrefix(name, ".") || !sealed && !strings.HasSuffix(name, ".db") {
			continue
		}
		b := Backup{Path: filepath.Join(folder, name), Encrypted: sealed}
		b.Manifest, b.Err = ReadManifest(b.Path)
		b.Made = b.Manifest.Made
		// A copied folder's files are all of today: the name says when one was made.
		stamp := strings.TrimSuffix(strings.TrimSuffix(name, ageCipher{}.Suffix()), ".db")
		stamp = stamp[max(0, len(stamp)-len(stampForm)):]
		if at, err := time.ParseInLocation(stampForm, stamp, time.Local); b.Made.IsZero() && err == nil {
			b.Made = at
		}
		if info, err := e.Info(); b.Made.IsZero() && err == nil {
			b.Made = info.ModTime()
		}
		out = append(out, b)
	}
	slices.SortStableFunc(out, func(a, b Backup) int { return b.Made.Compare(a.Made) })
	return out
}

// Find lists the backups of a ledger that can be found: those made by themselves, those
// beside it, those at the second place. Newest first.
func Find(ledger, second string) []Backup {
	real := store.RealPath(ledger)
	out := List(Folder(ledger))
	base := filepath.Base(real)
	for _, b := range List(filepath.Dir(real)) {
		name := filepath.Base(b.Path)
		if strings.HasPrefix(name, strings.TrimSuffix(base, filepath.Ext(base))+"-备份-") || strings.HasPrefix(name, base+".升级前-") {
			out = append(out, b)
		}
	}
	if second != "" {
		out = append(out, List(filepath.Join(second, base+folderSuffix))...)
	}
	slices.SortStableFunc(out, func(a, b Backup) int { return b.Made.Compare(a.Made) })
	return out
}

// thin removes the backups of a folder that Thin lets go, each whole: its manifest last,
// so that one whose removal was cut short is seen to be no backup any more.
func thin(folder string, now time.Time) (dropped int, future bool) {
	var made []time.Time
	list := List(folder)
	for _, b := range list {
		made = append(made, b.Made)
		future = future || b.Made.After(now)
	}
	for _, t := range Thin(made, now) {
		for _, b := range list {
			if b.Made.Equal(t) && os.Remove(b.Path) == nil {
				_ = os.RemoveAll(b.Path + store.AttachmentSuffix)
				_ = os.Remove(b.Path + manifestSuffix)
				dropped++
			}
		}
	}
	return dropped, future
}

func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	temp := to + ".part"
	out, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = copyAll(ctx, out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = os.Rename(temp, to)
	}
	if err != nil {
		_ = os.Remove(temp)
		return err
	}
	syncFolder(filepath.Dir(to))
	return nil
}
