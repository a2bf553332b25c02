package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// scanned is what a look through the packed workbook found before any part of it is
// given to the reader proper.
type scanned struct {
	sheets  []scannedSheet // in the workbook's order
	base04  bool
	slimmed []byte // the workbook without pictures, macros and whatever else is not read
}

type scannedSheet struct {
	name   string
	part   string
	hidden bool
	shape  shape
}

// prescan checks the packed file part by part with bounded readers, so that no
// archive or XML made to do harm reaches the workbook reader.
func prescan(ctx context.Context, raw []byte) (*scanned, error) {
	zr, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, unreadableBy(err, "文件已损坏或没有下载完整，读不出来。请重新取得原文件，或用 WPS 打开后“另存为 .xlsx”再导入。")
	}
	parts, err := partsOf(zr)
	if err != nil {
		return nil, err
	}
	if parts["xl/workbook.xml"] == nil {
		return nil, notAWorkbook(parts)
	}
	s := &scanned{}
	if err := s.readBook(parts); err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	zw := zip.NewWriter(&packed)
	zw.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	cells, text := 0, 0
	for i := range s.sheets {
		sh := &s.sheets[i]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f := parts[sh.part]
		if f == nil {
			return nil, unreadable("工作簿里的工作表“%s”缺失，文件可能已损坏。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。", short(sh.name, 31))
		}
		w, err := zw.Create(sh.part)
		if err != nil {
			return nil, broken(err)
		}
		out := bufio.NewWriterSize(w, 64<<10)
		if sh.shape, err = scanPart(ctx, f, sh.name, false, out); err != nil {
			return nil, err
		}
		if err := out.Flush(); err != nil {
			return nil, broken(err)
		}
		cells, text = cells+sh.shape.cells, text+sh.shape.text
	}
	if f := parts["xl/sharedStrings.xml"]; f != nil {
		sh, err := scanPart(ctx, f, "", true, nil)
		if err != nil {
			return nil, err
		}
		text += sh.text
	}
	if cells > maxCells || text > maxTotalText {
		return nil, unreadable("表格内容太多（%d 个单元格、%d MB 文字），没有导入任何内容。请按月或按单位拆成几个文件再导入。", cells, text>>20)
	}
	if err := slim(zr, zw); err != nil {
		return nil, err
	}
	s.slimmed = packed.Bytes()
	return s, nil
}

func partsOf(zr *zip.Reader) (map[string]*zip.File, error) {
	if len(zr.File) > 5000 {
		return nil, unreadable("文件内部有 %d 个部分，不像正常的表格，为安全起见没有读取。", len(zr.File))
	}
	parts := map[string]*zip.File{}
	var total uint64
	for _, f := range zr.File {
		name := strings.ReplaceAll(f.Name, "\\", "/")
		if slices.Contains(strings.Split(name, "/"), "..") || strings.HasPrefix(name, "/") || strings.Contains(name, ":") {
			return nil, unreadable("文件内部的路径“%s”不正常，为安全起见没有读取。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。", short(tidy(f.Name), 40))
		}
		key := name
		if parts[key] != nil {
			return nil, unreadable("文件内部有重复的部分“%s”，不像正常的表格，为安全起见没有读取。", short(tidy(name), 40))
		}
		if f.Flags&1 != 0 {
			return nil, unreadable("这个压缩文件设了密码，无法读取。请去掉密码后再导入。")
		}
		if total += f.UncompressedSize64; total > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return nil, unreadable("文件展开后超过 %d MB，不像正常的台账，为安全起见没有读取。请删去图片和多余的工作表后“另存为 .xlsx”再导入。", maxUnpacked>>20)
		}
		parts[key] = f
	}
	return parts, nil
}

func notAWorkbook(parts map[string]*zip.File) error {
	switch {
	case parts["word/document.xml"] != nil:
		return unreadable("这是 Word 文档，不是台账表格。请把其中的表格复制到 WPS 或 Excel，“另存为 .xlsx”再导入。")
	case parts["xl/workbook.bin"] != nil:
		return unreadable("这是 .xlsb 格式，无法直接读取。请用 Excel 打开后“另存为 .xlsx”再导入。")
	case parts["content.xml"] != nil && parts["mimetype"] != nil:
		return unreadable("这是 .ods 格式，无法直接读取。请用 WPS 打开后“另存为 .xlsx”再导入。")
	}
	return unreadable("这是压缩包，不是表格。请先解压，再导入里面的 .xlsx 文件。")
}

// part reads a small part whole; absent parts are nil.
func part(f *zip.File, limit int64) ([]byte, error) {
	if f == nil {
		return nil, nil
	}
	rc, err := f.Open()
	if err != nil {
		return nil, broken(err)
	}
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, limit+1))
	if err != nil {
		return nil, broken(err)
	}
	if int64(len(b)) > limit {
		return nil, unreadable("文件内部的“%s”过大，不像正常的台账，为安全起见没有读取。请用 WPS 打开后“另存为 .xlsx”再导入。", path.Base(f.Name))
	}
	if bytes.Contains(b, []byte("<!DOCTYPE")) || bytes.Contains(b, []byte("<!ENTITY")) {
		return nil, unreadable("文件内部含有不允许的实体定义，为安全起见没有读取。请用 WPS 打开后“另存为 .xlsx”再导入。")
	}
	return b, nil
}

func broken(cause error) error {
	return unreadableBy(cause, "文件已损坏或不完整，读到一半就断了，没有导入任何内容。请用 WPS 或 Excel 打开修复后“另存为 .xlsx”再导入。")
}

// readBook finds the sheets in order with their parts.
func (s *scanned) readBook(parts map[string]*zip.File) error {
	book, err := part(parts["xl/workbook.xml"], 4<<20)
	if err != nil {
		return err
	}
	rels, err := part(parts["xl/_rels/workbook.xml.rels"], 4<<20)
	if err != nil {
		return err
	}
	var r struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Type   string `xml:"Type,attr"`
		}
	}
	if err := xml.Unmarshal(rels, &r); err != nil && !errors.Is(err, io.EOF) {
		return broken(err)
	}
	targets := map[string]string{}
	for _, x := range r.Relationship {
		if strings.HasSuffix(x.Type, "/worksheet") {
			t := strings.ReplaceAll(x.Target, "\\", "/")
			if !strings.HasPrefix(t, "/") {
				t = "/xl/" + t
			}
			targets[x.ID] = strings.TrimPrefix(path.Clean(t), "/")
		}
	}
	var b struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(book, &b); err != nil {
		return broken(err)
	}
	s.base04 = b.Pr.Date1904 == "1" || b.Pr.Date1904 == "true"
	if len(b.Sheets) > maxSheets {
		return unreadable("工作簿有 %d 张工作表，超过 %d 张的上限，没有导入任何内容。请拆成几个文件再导入。", len(b.Sheets), maxSheets)
	}
	for _, x := range b.Sheets {
		for _, a := range x.Attrs {
			if a.Name.Local == "id" && targets[a.Value] != "" {
				s.sheets = append(s.sheets, scannedSheet{name: x.Name, part: targets[a.Value], hidden: x.State == "hidden" || x.State == "veryHidden"})
			}
		}
	}
	if len(s.sheets) == 0 {
		return unreadable("工作簿里没有可读的工作表。请用 WPS 或 Excel 打开核对后“另存为 .xlsx”再导入。")
	}
	return nil
}

func scanPart(ctx context.Context, f *zip.File, sheet string, strings bool, out io.Writer) (shape, error) {
	rc, err := f.Open()
	if err != nil {
		return shape{}, broken(err)
	}
	defer rc.Close()
	sc := newScanner(ctx, io.LimitReader(rc, maxUnpacked+1), sheet)
	sc.shared, sc.out = strings, out
	if err := sc.run(); err != nil {
		return shape{}, err
	}
	return sc.shape, nil
}

// slim copies only the other parts that are read, still packed, so that pictures,
// macros, links and drawings never reach the workbook reader.
func slim(zr *zip.Reader, zw *zip.Writer) error {
	keep := map[string]bool{"[Content_Types].xml": true, "_rels/.rels": true, "xl/workbook.xml": true,
		"xl/_rels/workbook.xml.rels": true, "xl/sharedStrings.xml": true, "xl/styles.xml": true}
	for _, f := range zr.File {
		if !keep[f.Name] {
			continue
		}
		if f.Name == "[Content_Types].xml" || f.Name == "_rels/.rels" || f.Name == "xl/styles.xml" {
			if _, err := part(f, 4<<20); err != nil {
				return err
			}
		}
		if err := zw.Copy(f); err != nil {
			return broken(err)
		}
	}
	if err := zw.Close(); err != nil {
		return broken(err)
	}
	return nil
}
