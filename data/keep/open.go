package keep

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

// errNoSpace is what a full disk says.
const errNoSpace = syscall.ENOSPC

// Damage is why a ledger could not be opened when its file is damaged. Nothing was
// written to it.
type Damage struct {
	Path  string
	Cause error // a data.Error, in Chinese
}

func (d *Damage) Error() string { return d.Cause.Error() }

func (d *Damage) Unwrap() error { return d.Cause }

// Open opens a ledger; a recovery that was cut short is finished first. A damaged file
// gives a Damage, and is left as it is.
func Open(ctx context.Context, path string, o store.Options) (*store.Store, error) {
	if !o.ReadOnly && exists(store.RealPath(path)+journalSuffix) {
		release, err := store.Hold(path, o.Holder)
		if err != nil {
			return nil, err
		}
		_, err = resume(ctx, store.RealPath(path))
		if err = errors.Join(err, release()); err != nil {
			return nil, err
		}
	}
	s, err := store.Open(ctx, path, o)
	if data.CodeOf(err) == data.Corrupt {
		return nil, &Damage{path, err}
	}
	if err == nil && !o.ReadOnly {
		if err := noteRestored(ctx, s); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, err
}

// OpenDamaged opens a damaged file to be looked at as far as it can be read. Not a byte is
// written beside it.
func OpenDamaged(ctx context.Context, path string, o store.Options) (*store.Store, error) {
	o.ReadOnly, o.Frozen = true, true
	return store.Open(ctx, path, o)
}

// Offer is the newest backup that was verified just now, and what it lacks.
type Offer struct {
	Backup   Backup
	Holds    store.Summary
	Missing  int       // attachments
	Damaged  time.Time // the last change of the damaged file that is known
	Later    int64     // entries of the log the damaged file has beyond the backup; -1: can't be read
	Rejected []string  // newer backups that did not pass, by name
}

// Best verifies the backups of a damaged ledger, newest first, until one passes; ok is
// false if none does. An encrypted one is held against its manifest only.
func Best(ctx context.Context, ledger, second string, now func() time.Time) (out Offer, ok bool) {
	if second == "" {
		second = secondOf(ledger)
	}
	out.Later = -1
	for _, b := range Find(ledger, second) {
		if ctx.Err() != nil {
			return out, false
		}
		holds, missing, err := verified(ctx, b, now)
		if err != nil {
			out.Rejected = append(out.Rejected, filepath.Base(b.Path))
			continue
		}
		out.Backup, out.Holds, out.Missing = b, holds, missing
		ok = true
		break
	}
	real := store.RealPath(ledger)
	for _, path := range []string{real, real + "-wal"} {
		if st, err := os.Stat(path); err == nil && st.ModTime().After(out.Damaged) {
			out.Damaged = st.ModTime()
		}
	}
	if x, err := store.Glimpse(ctx, real); err == nil && x.Chain.Entries >= out.Holds.Chain.Entries {
		out.Later = x.Chain.Entries - out.Holds.Chain.Entries
		if x.LastChange.After(out.Damaged) {
			out.Damaged = x.LastChange
		}
	}
	return out, ok
}

// verified holds a backup against its manifest and checks all of it.
func verified(ctx context.Context, b Backup, now func() time.Time) (holds store.Summary, missing int, err error) {
	if b.Err != nil && data.CodeOf(b.Err) != data.NotFound {
		return holds, 0, b.Err
	}
	if b.Err == nil {
		if missing, err = b.Manifest.VerifyFiles(ctx, b.Path); err != nil || b.Encrypted {
			return b.Manifest.Holds, missing, err
		}
	}
	report, holds, err := store.Verify(ctx, b.Path, now)
	if err == nil && len(report.Problems) > 0 {
		err = data.Errorf(data.Corrupt, "", "%s", report.Problems[0].Text)
	}
	return holds, missing, err
}

// The second place stands in a file of its own too: a damaged ledger can't be asked.
const secondFile = "第二处.txt"

func noteSecond(folder, second string) {
	path := filepath.Join(folder, secondFile)
	if second == "" {
		_ = os.Remove(path)
		return
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != second {
		_ = writeWhole(path, []byte(second))
	}
}

func secondOf(ledger string) string {
	b, _ := os.ReadFile(filepath.Join(Folder(ledger), secondFile))
	return strings.TrimSpace(string(b))
}

// Comparison is what going back to a backup would change.
type Comparison struct {
	Now, Then store.Summary
	// Apart: the backup is not of this ledger's past; what was done since can't be told.
	Apart bool
	Lost  int64            // entries of the log since the backup
	Last  []store.LogEntry // the newest of them
	Texts []string         // of Last, in words
}

// Compare tells what going back to a backup would change in an open ledger.
func Compare(ctx context.Context, s *store.Store, b Backup) (out Comparison, err error) {
	out.Then = b.Manifest.Holds
	if b.Err != nil {
		if _, out.Then, err = store.Verify(ctx, b.Path, s.Now); err != nil {
			return out, err
		}
	}
	const told = 8
	err = s.View(ctx, func(v *store.View) error {
		if out.Now, err = v.Summary(); err != nil {
			return err
		}
		has, err := v.HasEntry(out.Then.Chain)
		if err != nil || !has {
			out.Apart = true
			return err
		}
		out.Lost = out.Now.Chain.Entries - out.Then.Chain.Entries
		if out.Last, err = v.LogSince(out.Then.Chain.Entries, told); err != nil {
			return err
		}
		teller := v.Teller()
		for _, x := range out.Last {
			text, err := teller.Text(x)
			if err != nil {
				return err
			}
			out.Texts = append(out.Texts, x.At.Local().Format("01-02 15:04")+"  "+x.Op+"  "+text)
		}
		return nil
	})
	return out, err
}
