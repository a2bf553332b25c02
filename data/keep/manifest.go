package keep

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"qinqing/data"
	"qinqing/data/store"
)

// manifestSuffix follows a backup's name in that of its manifest.
const manifestSuffix = ".清单"

// Manifest is what a backup was when it was made and verified. It stands beside the
// backup, and within an encrypted one. It names no record and no file.
type Manifest struct {
	Form    int       `json:"form"` // 1
	Made    time.Time `json:"made"`
	SHA256  string    `json:"sha256"` // of the backup's file; of an encrypted one as it lies there
	Size    int64     `json:"size"`
	Checked int       `json:"checked"` // checks it passed
	// What it holds; the log's head stands in Chain. Empty beside an encrypted backup but
	// for the chain.
	Holds store.Summary `json:"holds"`
	Files []KeptFile    `json:"files,omitempty"` // attachments
	// Missing counts attachments whose file was gone or damaged.
	Missing int `json:"missing,omitempty"`
}

// KeptFile is an attachment in a backup.
type KeptFile struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

func manifestOf(info store.BackupInfo) Manifest {
	m := Manifest{Form: 1, Made: info.At, SHA256: info.SHA256, Size: info.Size, Checked: len(info.Report.Checked), Holds: info.Holds, Missing: len(info.Missing)}
	for _, x := range info.Kept {
		m.Files = append(m.Files, KeptFile{x.SHA256, x.Size})
	}
	return m
}

// writeWhole writes a file whole or not at all, on the disk for good.
func writeWhole(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

func syncFolder(path string) {
	if d, err := os.Open(path); err == nil {
		_ = d.Sync() // not every file system can
		_ = d.Close()
	}
}

func (m Manifest) write(backup string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(backup+manifestSuffix, append(b, '\n'))
}

// ReadManifest reads a backup's manifest; data.NotFound if it has none.
func ReadManifest(backup string) (m Manifest, err error) {
	b, err := os.ReadFile(backup + manifestSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return m, data.Wrap(data.NotFound, err, "备份“%s”没有清单，不知道它有没有改动过。", filepath.Base(backup))
	}
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil || m.Form != 1 || len(m.SHA256) != 64 {
		return m, data.Wrap(data.Corrupt, err, "备份“%s”的清单读不出来，不用这份备份。", filepath.Base(backup))
	}
	return m, nil
}

// VerifyFiles holds a backup against its manifest, every byte: its own file and its
// attachments. An attachment that is missing is counted, not an error.
func (m Manifest) VerifyFiles(ctx context.Context, backup string) (missing int, err error) {
	sum, err := sumOf(ctx, backup)
	if err != nil {
		return 0, data.Wrap(data.NotFound, err, "备份“%s”读不出来。", filepath.Base(backup))
	}
	if sum != m.SHA256 {
		return 0, data.Errorf(data.Corrupt, "", "备份“%s”和做好时不一样（已损坏或被改动过），不用这份备份。", filepath.Base(backup))
	}
	for _, x := range m.Files {
		if sum, err := sumOf(ctx, attachmentOf(backup, x.SHA256)); err != nil || sum != x.SHA256 {
			if ctx.Err() != nil {
				return missing, ctx.Err()
			}
			missing++
		}
	}
	return missing + m.Missing, nil
}

// attachmentOf is where a ledger or a backup keeps an attachment.
func attachmentOf(ledger, sum string) string {
	return filepath.Join(ledger+store.AttachmentSuffix, sum[:2], sum)
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
