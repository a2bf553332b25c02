package xlsx

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// tidyZip is the archive the library writes to: it puts the list of content
// types, which the library writes in random order, in order.
type tidyZip struct{ *zip.Writer }

// Create starts the next part.
func (z tidyZip) Create(name string) (io.Writer, error) {
	w, err := z.Writer.Create(name)
	if err == nil && name == "[Content_Types].xml" {
		return sortedTypes{w}, nil
	}
	return w, err
}

// sortedTypes takes the whole part in one Write, as the library gives it.
type sortedTypes struct{ w io.Writer }

var defaultType = regexp.MustCompile(`<Default [^>]*></Default>|<Default [^>]*/>`)

func (s sortedTypes) Write(p []byte) (int, error) {
	list := defaultType.FindAllString(string(p), -1)
	slices.Sort(list)
	i := -1
	sorted := defaultType.ReplaceAllFunc(p, func([]byte) []byte {
		i++
		return []byte(list[i])
	})
	if _, err := s.w.Write(sorted); err != nil {
		return 0, err
	}
	return len(p), nil
}

// tidy makes the library write equal workbooks as equal bytes.
func tidy(f *excelize.File) {
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return tidyZip{zip.NewWriter(w)} })
}

// directZip lets the library write the archive straight to its end instead of
// into memory first.
func directZip(f *excelize.File, w io.Writer) {
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter {
		zw := zip.NewWriter(w)
		zw.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
			return flate.NewWriter(out, flate.BestSpeed)
		})
		return tidyZip{zw}
	})
}

// save writes a streamed workbook. The library writes several streams in random
// order, so with more than one sheet the archive is made in a temporary file and
// its entries are copied, still compressed, in order of name.
func save(w io.Writer, f *excelize.File, tmpDir string, sheets int) (err error) {
	fail := func(err error) error { return fmt.Errorf("写出工作簿时出错：%w", err) }
	if sheets < 2 {
		directZip(f, w)
		if err := f.Write(io.Discard); err != nil {
			return fail(err)
		}
		return nil
	}
	tmp, err := os.CreateTemp(tmpDir, "qinqing-xlsx-")
	if err != nil {
		return fail(err)
	}
	defer func() { err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name())) }()
	directZip(f, tmp)
	if err := f.Write(io.Discard); err != nil {
		return fail(err)
	}
	size, err := tmp.Seek(0, io.SeekEnd)
	if err != nil {
		return fail(err)
	}
	if err := sortEntries(w, tmp, size); err != nil {
		return fail(err)
	}
	return nil
}

func sortEntries(w io.Writer, from io.ReaderAt, size int64) error {
	zr, err := zip.NewReader(from, size)
	if err != nil {
		return err
	}
	slices.SortFunc(zr.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	zw := zip.NewWriter(w)
	for _, e := range zr.File {
		if err := zw.Copy(e); err != nil {
			return err
		}
	}
	return zw.Close()
}
