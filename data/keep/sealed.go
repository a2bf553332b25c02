package keep

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

// Names within an encrypted backup.
const (
	sealedLedger   = "ledger.db"
	sealedManifest = "ledger.db.manifest.json"
	sealedFiles    = "attachments"
)

func copyAll(ctx context.Context, to io.Writer, from io.Reader) error {
	_, err := io.Copy(to, stoppable{ctx, from})
	return err
}

// scratch makes a folder beside the ledger that only this user can read; what an
// encrypted backup is made of lies there, never at the place the backup goes to.
func scratch(ledger string) (dir string, remove func(), err error) {
	dir, err = os.MkdirTemp(filepath.Dir(store.RealPath(ledger)), filepath.Base(store.RealPath(ledger))+store.ScratchMark)
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

// writeSealed makes a verified backup and encrypts it into one file.
func writeSealed(ctx context.Context, s *store.Store, out string, c Cipher) (info store.BackupInfo, err error) {
	if out == "" {
		out = filepath.Join(filepath.Dir(s.Path()), strings.TrimSuffix(filepath.Base(s.Path()), filepath.Ext(s.Path()))+"-备份-"+s.Now().Format(stampForm)+".db")
	}
	if !strings.HasSuffix(out, c.Suffix()) {
		out += c.Suffix()
	}
	if exists(out) {
		return info, data.Errorf(data.Conflict, "out", "“%s”已经存在，没有覆盖它；请换一个文件名。", out)
	}
	dir, remove, err := scratch(s.Path())
	if err != nil {
		return info, data.Wrap(data.ReadOnly, err, "台账旁边写不进临时文件，没有备份；请检查磁盘空间和权限。")
	}
	defer remove()
	plain := filepath.Join(dir, sealedLedger)
	if info, err = write(ctx, s, plain, nil); err != nil {
		return info, err
	}
	m := manifestOf(info)
	temp := out + ".part"
	if err := seal(ctx, temp, plain, m, c); err != nil {
		_ = os.Remove(temp)
		return info, data.Wrap(data.ReadOnly, err, "加密的备份写不到“%s”，台账本身没有改动；请检查磁盘空间和权限。", out)
	}
	outer := Manifest{Form: 1, Made: m.Made, Checked: m.Checked, Missing: m.Missing, Holds: store.Summary{SiteUID: m.Holds.SiteUID, Format: m.Holds.Format, Chain: m.Holds.Chain, LastChange: m.Holds.LastChange}}
	if outer.SHA256, err = sumOf(ctx, temp); err == nil {
		var st os.FileInfo
		if st, err = os.Stat(temp); err == nil {
			outer.Size = st.Size()
			err = os.Rename(temp, out)
		}
	}
	if err == nil {
		syncFolder(filepath.Dir(out))
		err = outer.write(out)
	}
	if err != nil {
		_ = os.Remove(temp)
		return info, data.Wrap(data.ReadOnly, err, "加密的备份写不到“%s”，台账本身没有改动；请检查磁盘空间和权限。", out)
	}
	info.Path, info.SHA256, info.Size = out, outer.SHA256, outer.Size
	return info, nil
}

func seal(ctx context.Context, to, plain string, m Manifest, c Cipher) error {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = sealInto(ctx, f, plain, m, c)
	return errors.Join(err, f.Sync(), f.Close())
}

// sealInto writes the parts of a backup as one encrypted archive.
func sealInto(ctx context.Context, to io.Writer, plain string, m Manifest, c Cipher) error {
	w, err := c.Seal(to)
	if err != nil {
		return err
	}
	t := tar.NewWriter(w)
	parts := [][2]string{{sealedLedger, plain}, {sealedManifest, plain + manifestSuffix}}
	for _, x := range m.Files {
		parts = append(parts, [2]string{path.Join(sealedFiles, x.SHA256), attachmentOf(plain, x.SHA256)})
	}
	for _, p := range parts {
		if err := addPart(ctx, t, p[0], p[1]); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), w.Close())
}

func addPart(ctx context.Context, t *tar.Writer, name, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: st.Size()}); err != nil {
		return err
	}
	return copyAll(ctx, t, f)
}

// unseal opens an encrypted backup into a folder, as a readable one.
func unseal(ctx context.Context, sealed, dir string, c Cipher) (plain string, err error) {
	if c == nil {
		return "", data.Errorf(data.Invalid, "key", "这份备份是加密的，要用口令或密钥文件才能打开。")
	}
	f, err := os.Open(sealed)
	if err != nil {
		return "", data.Wrap(data.NotFound, err, "备份“%s”读不出来。", filepath.Base(sealed))
	}
	defer func() { _ = f.Close() }()
	r, err := c.Open(f)
	if err != nil {
		return "", err
	}
	plain = filepath.Join(dir, sealedLedger)
	broken := func(err error) error {
		return data.Wrap(data.Corrupt, err, "这份加密的备份已损坏，打不开。")
	}
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return plain, nil
		}
		if err != nil {
			return "", broken(err)
		}
		to := ""
		switch name := path.Base(h.Name); {
		case h.Name == sealedLedger:
			to = plain
		case h.Name == sealedManifest:
			to = plain + manifestSuffix
		case path.Dir(h.Name) == sealedFiles && len(name) == 64 && strings.Trim(name, "0123456789abcdef") == "":
			to = attachmentOf(plain, name)
		default:
			return "", broken(errors.New("unknown part"))
		}
		if err := lay(ctx, to, t); err != nil {
			return "", broken(err)
		}
	}
}

func lay(ctx context.Context, to string, r io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(copyAll(ctx, f, r), f.Sync(), f.Close())
}
