package intake

import (
	"bytes"
	"context"
	"strings"
)

// read turns a file into sheets, or says in Chinese why it can't be read.
func read(ctx context.Context, name string, raw []byte) ([]sheet, error) {
	if len(raw) > maxFile {
		return nil, unreadable("文件太大（%d MB，上限 %d MB），没有导入任何内容。请拆成几个文件，或删去图片后另存再导入。", len(raw)>>20, maxFile>>20)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, unreadable("这是一个空文件，没有可导入的内容。请核对是否选错了文件。")
	}
	switch {
	case bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return nil, oleReason(name, raw)
	case isZip(raw):
		return readWorkbook(ctx, raw)
	case bytes.HasPrefix(raw, []byte("%PDF")):
		return nil, unreadable("这是 PDF 文件，不是台账表格。请导入原来的 Excel 或 WPS 表格（.xlsx）。")
	case bytes.HasPrefix(raw, []byte("\x09\x08")), bytes.HasPrefix(raw, []byte("\x09\x04")):
		return nil, unreadable("这是很旧的 .xls 格式，无法读取。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。")
	}
	head := bytes.ToLower(raw[:min(len(raw), 2048)])
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	for _, mark := range []string{"<!doctype html", "<html", "<table", "<head", "<meta", "<style"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return nil, unreadable("这个文件其实是网页（HTML），只是名字像表格，很多系统导出的“.xls”都是这样。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。")
		}
	}
	if bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<workbook")) {
		return nil, unreadable("这是 XML 表格，无法读取。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。")
	}
	return readText(ctx, name, raw)
}

// oleReason tells the files of the old compound format apart: .xls, .et, encrypted .xlsx, .doc.
func oleReason(name string, raw []byte) error {
	has := func(s string) bool {
		wide := make([]byte, 0, 2*len(s))
		for i := range len(s) {
			wide = append(wide, s[i], 0)
		}
		return bytes.Contains(raw, wide)
	}
	lower := strings.ToLower(name)
	switch {
	case has("EncryptedPackage") || has("EncryptionInfo"):
		return unreadable("这个文件设了打开密码，无法读取。请用 WPS 或 Excel 打开，去掉密码后“另存为 .xlsx”再导入。")
	case strings.HasSuffix(lower, ".et") || strings.HasSuffix(lower, ".ett"):
		return unreadable("这是 WPS 的 .et 格式，无法直接读取。请用 WPS 打开后“另存为 .xlsx”再导入。")
	case has("WordDocument"):
		return unreadable("这是 Word 文档，不是台账表格。请把其中的表格复制到 WPS 或 Excel，“另存为 .xlsx”再导入。")
	}
	return unreadable("这是旧的 .xls（或 .et）格式，无法直接读取。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。")
}

// isZip says that the bytes begin as a packed file does, as every .xlsx.
func isZip(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte("PK\x03\x04")) || bytes.HasPrefix(raw, []byte("PK\x05\x06"))
}
