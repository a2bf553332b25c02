package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// Attach puts files beside the ledger and registers them as one step. A file that is
// refused refuses all; those already copied are strays until the next cleaning.
func (a *actions) Attach(ctx context.Context, in page.AttachInput) error {
	files, err := a.keepFiles(ctx, in.Paths)
	if err != nil {
		return err
	}
	name := "添加附件"
	if len(files) > 1 {
		name = fmt.Sprintf("添加 %d 个附件", len(files))
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		return attachAll(tx, files, in.Entity, in.Ref, in.Seq)
	})
	return err
}

// keepFiles puts files beside the ledger; which record they belong to is said later.
func (a *actions) keepFiles(ctx context.Context, paths []string) ([]data.Attachment, error) {
	files := make([]data.Attachment, 0, len(paths))
	for _, path := range paths {
		x, err := a.store.KeepFile(ctx, path)
		if err != nil {
			return nil, ofFiles(err)
		}
		files = append(files, x)
	}
	return files, nil
}

// attachAll registers files that are kept with a record, as part of its step.
func attachAll(tx *store.Tx, files []data.Attachment, e data.Entity, ref data.ID, seq int) error {
	for _, x := range files {
		x.ID, x.Entity, x.Ref, x.Seq = 0, e, ref, seq
		if err := tx.Attach(&x); err != nil {
			return ofFiles(err)
		}
	}
	return nil
}

// ofFiles names the field of a form that an error about its files is about.
func ofFiles(err error) error {
	var e *data.Error
	if errors.As(err, &e) && e.Field != "file" {
		return &data.Error{Code: e.Code, Field: "file", Message: e.Message, Cause: e.Cause}
	}
	return err
}

// RemoveAttachment puts an attachment into the recycle bin.
func (a *actions) RemoveAttachment(ctx context.Context, id data.ID) error {
	_, err := a.store.Do(ctx, data.Op{Name: "移除附件"}, func(tx *store.Tx) error { return tx.Delete(data.EntityAttachment, id) })
	return err
}

// OpenableAttachment copies an attachment where a viewer may open it.
func (a *actions) OpenableAttachment(ctx context.Context, id data.ID) (string, error) {
	var x *data.Attachment
	err := a.store.View(ctx, func(v *store.View) (err error) {
		x, err = v.Attachment(id)
		return err
	})
	if err != nil {
		return "", err
	}
	dir, err := viewedFolder()
	if err != nil {
		return "", data.Wrap(data.ReadOnly, err, "建不了临时文件夹，附件没有打开；请检查磁盘空间和权限。")
	}
	return a.store.CopyAttachment(ctx, *x, dir)
}

// ForgetCopies removes the copies made for viewers.
func (a *actions) ForgetCopies() { sweepViewed() }

// viewedFolder is a folder that only this user can read, for copies of attachments that a
// viewer opens.
func viewedFolder() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir := filepath.Join(cache, "qinqing", "viewed")
	return dir, os.MkdirAll(dir, 0o700)
}

// sweepViewed removes the copies of earlier days. What a viewer still holds stays.
func sweepViewed() {
	dir, err := viewedFolder()
	if err != nil {
		return
	}
	list, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range list {
		_ = os.RemoveAll(filepath.Join(dir, e.Name()))
	}
}

// pathsOf are the places of files that were dropped on the window.
func pathsOf(files []fyne.URI) (out []string) {
	for _, f := range files {
		out = append(out, f.Path())
	}
	return out
}
