package intake

import (
	"bytes"
	"context"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readText reads CSV and pasted cells: UTF-8 with or without a mark, UTF-16 with a
// mark, GB18030; separated by comma, semicolon or tab.
func readText(ctx context.Context, name string, raw []byte) ([]sheet, error) {
	text, err := decode(raw)
	if err != nil {
		return nil, err
	}
	rows, err := split(ctx, text, separator(text))
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, unreadable("这是一个空文件，没有可导入的内容。请核对是否选错了文件。")
	}
	base := path.Base(strings.ReplaceAll(name, "\\", "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	if base == "" || base == "." {
		base = "粘贴内容"
	}
	return []sheet{{name: short(base, 31), rows: rows, plain: true}}, nil
}

func decode(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")), bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", unreadableBy(err, "文件的文字编码读不出来。请用 WPS 打开后“另存为 .xlsx”再导入。")
		}
		raw = out
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return "", unreadable("这不是表格文件（内容是二进制数据）。请选择 .xlsx 或 .csv 文件；.xls、.et 请先用 WPS“另存为 .xlsx”。")
	}
	if utf8.Valid(raw) {
		return string(raw), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.Count(out, []byte("\uFFFD")) > len(out)/1000 {
		return "", unreadable("文件的文字编码读不出来（应为 UTF-8 或 GB18030）。请用 WPS 打开后“另存为 .xlsx”再导入。")
	}
	return string(out), nil
}

// separator picks the mark that stands most often outside quotes in the first lines.
func separator(text string) byte {
	count := map[byte]int{}
	quoted, lines := false, 0
	for i := 0; i < len(text) && lines < 40; i++ {
		switch c := text[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			lines++
		case c == ',' || c == ';' || c == '\t':
			count[c]++
		}
	}
	best := byte(',')
	for _, c := range []byte{'\t', ';'} {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

// split cuts text into rows and cells. Unlike encoding/csv it keeps the numbers of
// rows as a spreadsheet shows them, blank ones counted, and forgives stray quotes.
func split(ctx context.Context, text string, sep byte) ([]sheetRow, error) {
	var rows []sheetRow
	var cells []string
	number, total, i := 0, 0, 0
	for i < len(text) {
		cell, next := field(text, i, sep)
		if cell = tidy(cell); utf8.RuneCountInString(cell) > maxTextCell {
			return nil, unreadable("第 %d 行有单元格的文字超过 %d 个字，可能少了一个引号，没有导入任何内容。请核对文件。", number+1, maxTextCell)
		}
		cells = append(cells, cell)
		if total++; total > maxCells || len(cells) > maxRowCells || len(cells) > maxColumns && cell != "" {
			return nil, unreadable("第 %d 行超出 %d 列，或单元格总数超过 %d 个，没有导入任何内容。请核对分隔符，或拆成几个文件。", number+1, maxColumns, maxCells)
		}
		i = next
		if i < len(text) && text[i] == sep {
			i++
			if i < len(text) {
				continue
			}
			cells = append(cells, "")
		}
		if number++; number&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if strings.Join(cells, "") != "" {
			if len(rows) >= maxFilledRows {
				return nil, unreadable("有内容的行超过 %d 行，没有导入任何内容。请拆成几个文件再导入。", maxFilledRows)
			}
			rows = append(rows, sheetRow{number: number, cells: cells})
		}
		cells = nil
		if i < len(text) && text[i] == '\r' {
			i++
		}
		if i < len(text) && text[i] == '\n' {
			i++
		}
	}
	return rows, nil
}

// field reads one cell from i and gives the place of what ends it.
func field(text string, i int, sep byte) (string, int) {
	end := func(j int) bool {
		return j >= len(text) || text[j] == sep || text[j] == '\n' || text[j] == '\r'
	}
	if i < len(text) && text[i] == '"' {
		var b strings.Builder
		for j := i + 1; j < len(text); j++ {
			if text[j] != '"' {
				b.WriteByte(text[j])
				continue
			}
			if j+1 < len(text) && text[j+1] == '"' {
				b.WriteByte('"')
				j++
				continue
			}
			if end(j + 1) {
				return b.String(), j + 1
			}
			break
		}
	}
	j := i
	for !end(j) {
		j++
	}
	return text[i:j], j
}
