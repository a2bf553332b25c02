package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"qinqing/data"
)

// json writes v on stdout.
func (r *run) json(v any) error {
	if err := encode(r.host.Out, v); err != nil {
		return data.Wrap(data.Internal, err, "结果写不出去：%v。数据没有受影响。", err)
	}
	return nil
}

// encode writes v as JSON, indented, Chinese unescaped.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}

// writePrivate is writeFile for what names enterprises or people: nobody else may read it.
func writePrivate(path string, render func(w io.Writer) error) error {
	return writeMode(path, 0o600, render)
}

// writeFile is writeMode for papers that are circulated.
func writeFile(path string, render func(w io.Writer) error) error {
	return writeMode(path, 0o644, render)
}

// spared is path, or where a file stands there that holds something else the next free
// name: a draft or a copy somebody is correcting is not written over.
func spared(path string, content []byte) string {
	ext := filepath.Ext(path)
	try := path
	for n := 2; ; n++ {
		old, err := os.ReadFile(try)
		if errors.Is(err, os.ErrNotExist) || err == nil && bytes.Equal(old, content) {
			return try
		}
		if n > 99 {
			return path
		}
		try = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(path, ext), n, ext)
	}
}

// writeMode renders into memory, then a temporary file beside path, synced and
// renamed, so that a failure leaves an older file of that name as it was.
func writeMode(path string, mode os.FileMode, render func(w io.Writer) error) (err error) {
	var buf bytes.Buffer
	if err := render(&buf); err != nil {
		return err
	}
	fail := func(cause error) error {
		code := data.ReadOnly
		if errors.Is(cause, os.ErrNotExist) {
			code = data.NotFound
		}
		return codedError{exitUsage, data.Wrap(code, cause, "写不出文件 %s（%v）。原有同名文件没有改动；请检查磁盘空间和权限，或换一个位置。", path, cause)}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fail(err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".qinqing-*")
	if err != nil {
		return fail(err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(buf.Bytes())
	if e := f.Sync(); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(f.Name(), mode)
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fail(err)
	}
	return nil
}
