package keep

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

// Names beside a ledger that is being recovered.
const (
	journalSuffix = ".恢复"   // what is to be done; its removal ends the recovery
	newSuffix     = ".恢复中"  // the backup, copied whole, before it takes the ledger's name
	noteSuffix    = ".恢复记录" // the journal of one that ended, until it stands in the log
)

// journal is written before the first step of a recovery, so that one that was cut short
// is finished at the next start.
type journal struct {
	From   string    `json:"from"`   // the backup
	SHA256 string    `json:"sha256"` // of it
	Aside  string    `json:"aside"`  // where the file that lies there now goes, whole
	By     string    `json:"by"`     // who goes back
	At     time.Time `json:"at"`
}

// Restored is what a recovery did.
type Restored struct {
	From    string
	Aside   string // the replaced file, as it was found; "" if there was none
	Missing int    // attachments the backup lacks
}

// step is called before each step of a recovery; tests stop there.
var step = func(string) error { return nil }

// GoBack puts a backup in the place of an open ledger, for whoever may (data.MayBackup). The
// ledger is closed once that is known. To a time before there were accounts only who
// manages them goes back, or anybody could be rid of them.
func GoBack(ctx context.Context, s *store.Store, backup string, c Cipher, now func() time.Time) (Restored, error) {
	if err := s.Allow(ctx, data.MayBackup); err != nil {
		return Restored{}, err
	}
	on, err := s.Accounts(ctx)
	if err != nil {
		return Restored{}, err
	}
	vet := func(string) error { return nil }
	if on && s.Allow(ctx, data.MayPeople) != nil {
		vet = func(plain string) error { return keepsAccounts(ctx, plain, now) }
	}
	if err := s.Close(); err != nil {
		return Restored{}, err
	}
	return restore(ctx, s.Path(), backup, c, now, vet)
}

// Restore puts a backup in the place of a ledger that is not open. The backup is verified
// first; what lies there is set aside whole, with its log, and never written to. Where
// people sign in, only one that is damaged: nobody can be asked who they are then.
func Restore(ctx context.Context, ledger, backup string, c Cipher, now func() time.Time) (out Restored, err error) {
	if err := unattended(ctx, ledger, now); err != nil {
		return out, err
	}
	return restore(ctx, ledger, backup, c, now, func(string) error { return nil })
}

// unattended refuses a sound ledger in which people sign in.
func unattended(ctx context.Context, ledger string, now func() time.Time) error {
	// Not a byte is left beside it, but where a log of changes lies there already.
	alone := !exists(store.RealPath(ledger) + "-wal")
	s, err := store.Open(ctx, ledger, store.Options{ReadOnly: true, Old: true, Frozen: alone, Now: now})
	if err != nil {
		return nil // it is damaged, or there is none
	}
	defer func() { _ = s.Close() }()
	if on, err := s.Accounts(ctx); err != nil || !on || !s.Whole(ctx) {
		return nil
	}
	return data.Errorf(data.Denied, "session", "这个台账启用了账号，请先登录再恢复；没有恢复，台账和备份都没有改动。")
}

// keepsAccounts refuses a backup in which nobody signs in.
func keepsAccounts(ctx context.Context, plain string, now func() time.Time) error {
	s, err := store.Open(ctx, plain, store.Options{ReadOnly: true, Old: true, Frozen: true, Now: now})
	if err != nil {
		return err
	}
	on, err := s.Accounts(ctx)
	if err = errors.Join(err, s.Close()); err == nil && !on {
		err = data.Errorf(data.Denied, string(data.MayPeople), "这份备份是启用账号以前做的，恢复后就不用登录了，没有恢复，台账和备份都没有改动；请由系统管理员来恢复，或换一份备份。")
	}
	return err
}

func restore(ctx context.Context, ledger, backup string, c Cipher, now func() time.Time, vet func(plain string) error) (out Restored, err error) {
	real := store.RealPath(ledger)
	release, err := store.Hold(ledger, "恢复备份")
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, release()) }()
	if _, err := resume(ctx, real); err != nil {
		return out, err
	}
	out.From = backup
	plain, m, remove, err := ready(ctx, real, backup, c, now)
	defer remove()
	if err != nil {
		return out, err
	}
	if err := vet(plain); err != nil {
		return out, err
	}
	j := journal{From: backup, SHA256: m.SHA256, At: now().UTC()}
	if a, ok := data.ActorOf(ctx); ok {
		j.By = a.Name
	}
	if exists(real) {
		j.Aside = store.AsideName(real, now())
	}
	if out.Missing, err = bring(ctx, real, plain, m, j); err != nil {
		_ = os.Remove(real + newSuffix)
		_ = os.Remove(real + journalSuffix)
		return out, unrestored(err)
	}
	out.Aside = j.Aside
	// From here on the next start finishes what is cut short.
	return out, swap(real, j)
}

func unrestored(err error) error {
	var known *data.Error
	if errors.As(err, &known) {
		return err
	}
	code := data.ReadOnly
	if errors.Is(err, errNoSpace) {
		code = data.Full
	}
	return data.Wrap(code, err, "没有恢复，台账和备份都没有改动；请检查磁盘空间和权限后再试。")
}

// ready verifies a backup and makes an encrypted one readable.
func ready(ctx context.Context, real, backup string, c Cipher, now func() time.Time) (plain string, m Manifest, remove func(), err error) {
	remove = func() {}
	outer, err := ReadManifest(backup)
	switch {
	case err == nil:
		if _, err := outer.VerifyFiles(ctx, backup); err != nil {
			return "", m, remove, err
		}
	case data.CodeOf(err) != data.NotFound:
		return "", m, remove, err
	}
	plain, m = backup, outer
	if filepath.Ext(backup) == (ageCipher{}).Suffix() {
		var dir string
		if dir, remove, err = scratch(real); err != nil {
			return "", m, func() {}, unrestored(err)
		}
		if plain, err = unseal(ctx, backup, dir, c); err != nil {
			return "", m, remove, err
		}
		if m, err = ReadManifest(plain); err == nil {
			_, err = m.VerifyFiles(ctx, plain)
		}
		if err != nil {
			return "", m, remove, err
		}
	}
	report, holds, err := store.Verify(ctx, plain, now)
	if err == nil && len(report.Problems) > 0 {
		err = data.Errorf(data.Corrupt, "", "备份“%s”没有通过核验（%s），没有恢复，台账没有改动；请换一份备份。", filepath.Base(backup), report.Problems[0].Text)
	}
	if err != nil {
		return "", m, remove, err
	}
	if m.SHA256 == "" { // one without a manifest
		m.Holds = holds
		if m.SHA256, err = sumOf(ctx, plain); err != nil {
			return "", m, remove, unrestored(err)
		}
	}
	return plain, m, remove, nil
}

// bring lays the backup beside the ledger, and the attachments it lacks in its folder.
func bring(ctx context.Context, real, plain string, m Manifest, j journal) (missing int, err error) {
	b, err := json.Marshal(j)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(step("journal"), writeWhole(real+journalSuffix, b)); err != nil {
		return 0, err
	}
	if err := step("attachments"); err != nil {
		return missing, err
	}
	for _, x := range m.Files {
		to := attachmentOf(real, x.SHA256)
		if sum, err := sumOf(ctx, to); err == nil && sum == x.SHA256 {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return missing, err
		}
		err := copyFile(ctx, attachmentOf(plain, x.SHA256), to)
		if errors.Is(err, fs.ErrNotExist) {
			missing++
			continue
		}
		if err != nil {
			return missing, err
		}
	}
	if err := step("copy"); err != nil {
		return missing, err
	}
	if err := copyFile(ctx, plain, real+newSuffix); err != nil {
		return missing, err
	}
	if sum, err := sumOf(ctx, real+newSuffix); err != nil || sum != m.SHA256 {
		return missing, errors.Join(err, errors.New("the copy differs from the backup"))
	}
	return missing + m.Missing, nil
}

// swap sets the file that lies there aside and gives the new one its name. Every step can
// be done twice.
func swap(real string, j journal) error {
	fail := func(err error) error {
		return data.Wrap(data.ReadOnly, err, "恢复做到一半停下了，什么也没有丢：原来的文件和备份都在。请检查文件夹的写权限，再打开程序，会接着做完。")
	}
	for _, s := range []struct {
		name string
		do   func() error
	}{
		{"aside", func() error { return move(real, j.Aside) }},
		{"aside log", func() error { return move(real+"-wal", j.Aside+"-wal") }},
		{"shared", func() error { return gone(os.Remove(real + "-shm")) }},
		{"place", func() error { return os.Rename(real+newSuffix, real) }},
		{"end", func() error {
			syncFolder(filepath.Dir(real))
			return gone(os.Rename(real+journalSuffix, real+noteSuffix))
		}},
	} {
		if err := step(s.name); err != nil {
			return err
		}
		if err := s.do(); err != nil {
			return fail(err)
		}
		syncFolder(filepath.Dir(real))
	}
	return nil
}

// move renames a file unless it is not there, or was moved already.
func move(from, to string) error {
	if to == "" || to == "-wal" || exists(to) || !exists(from) {
		return nil
	}
	if st, err := os.Stat(from); err == nil && st.Size() == 0 && strings.HasSuffix(from, "-wal") {
		return os.Remove(from) // a log that says nothing
	}
	return os.Rename(from, to)
}

func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// resume finishes a recovery that was cut short, or clears away one that had not come as
// far as to touch the ledger. The caller holds the lock.
func resume(ctx context.Context, real string) (finished bool, err error) {
	b, err := os.ReadFile(real + journalSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return false, gone(os.Remove(real + newSuffix))
	}
	if err != nil {
		return false, data.Wrap(data.ReadOnly, err, "上次的恢复做到一半，记录（%s）读不出来，没有打开；请检查权限。", real+journalSuffix)
	}
	var j journal
	if json.Unmarshal(b, &j) != nil {
		return false, nil // written whole or not at all: it is none of ours
	}
	sum, err := sumOf(ctx, real+newSuffix)
	if err == nil && sum == j.SHA256 {
		return true, swap(real, j)
	}
	if sum, e := sumOf(ctx, real); err != nil && e == nil && sum == j.SHA256 { // all but the end was done
		return true, gone(os.Rename(real+journalSuffix, real+noteSuffix))
	}
	// The copy was not whole: the ledger still lies where it was.
	return false, errors.Join(gone(os.Remove(real+newSuffix)), gone(os.Remove(real+newSuffix+".part")), gone(os.Remove(real+journalSuffix)))
}

// noteRestored has the log of a ledger that was put back say so, the first time that it is
// opened for writing.
func noteRestored(ctx context.Context, s *store.Store) error {
	path := store.RealPath(s.Path()) + noteSuffix
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var j journal
	if err != nil || json.Unmarshal(b, &j) != nil {
		return gone(os.Remove(path)) // whoever can damage it could have removed it
	}
	told := j.At.Local().Format("2006-01-02 15:04:05") + " 恢复到“" + filepath.Base(j.From) + "”"
	if j.Aside != "" {
		told += "，原来的文件移到“" + filepath.Base(j.Aside) + "”"
	}
	if j.By == "" {
		j.By = "本机用户"
	}
	if err := s.NoteRestored(ctx, j.By, told); err != nil {
		return err
	}
	return gone(os.Remove(path))
}
