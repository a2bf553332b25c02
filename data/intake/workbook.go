package intake

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readWorkbook reads the visible sheets of an .xlsx after the scan let it pass.
func readWorkbook(ctx context.Context, raw []byte) (out []sheet, err error) {
	defer func() {
		// The workbook reader must not bring the program down on a file nobody foresaw.
		if r := recover(); r != nil {
			out, err = nil, broken(fmt.Errorf("panic in workbook reader: %v", r))
		}
	}()
	scan, err := prescan(ctx, raw)
	if err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(scan.slimmed), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxPart})
	if err != nil {
		return nil, broken(err)
	}
	defer f.Close()
	shown := 0
	for _, s := range scan.sheets {
		if s.hidden {
			out = append(out, sheet{name: s.name, hidden: true})
			continue
		}
		shown++
		got, err := readSheet(ctx, f, s)
		if err != nil {
			return nil, err
		}
		got.base04 = scan.base04
		out = append(out, got)
	}
	if shown == 0 {
		return nil, unreadable("工作簿里的工作表都被隐藏了。请取消隐藏后再导入。")
	}
	return out, nil
}

func readSheet(ctx context.Context, f *excelize.File, s scannedSheet) (sheet, error) {
	out := sheet{name: s.name, merges: s.shape.merges}
	if s.shape.rows == 0 {
		return out, nil
	}
	rows, err := f.Rows(s.name)
	if err != nil {
		return out, broken(err)
	}
	defer rows.Close()
	filled := 0
	for number := 1; rows.Next(); number++ {
		if number&1023 == 0 && ctx.Err() != nil {
			return out, ctx.Err()
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return out, broken(err)
		}
		r, full := sheetRow{number: number, cells: cells}, false
		for i := range cells {
			full = full || strings.TrimSpace(cells[i]) != ""
			cells[i] = number15(tidy(cells[i]))
			if len(cells[i]) > maxCellRunes*4 {
				return out, unreadable("工作表“%s”第 %d 行有单元格的文字超过 %d 个字，没有导入任何内容。请删短后再导入。", short(s.name, 31), number, maxCellRunes)
			}
		}
		if full {
			filled++
			out.rows = append(out.rows, r)
		}
	}
	if err := rows.Error(); err != nil {
		return out, broken(err)
	}
	// The reader ends silently at broken XML: the scan has counted the rows before.
	if filled < s.shape.rows {
		return out, unreadable("工作表“%s”只读出 %d 行，文件里应有 %d 行，内容已损坏。请用 WPS 或 Excel 打开修复后“另存为 .xlsx”再导入。", short(s.name, 31), filled, s.shape.rows)
	}
	return out, nil
}

// number15 writes a number as a workbook shows it: no exponent, at most 15 digits.
func number15(s string) string {
	if len(s) < 5 || s[0] > '9' || strings.Trim(s, "0123456789.+-eE") != "" {
		return s
	}
	exponent := strings.Contains(s, "E+") || strings.Contains(s, "E-")
	if !exponent && (len(s) < 17 || !strings.Contains(s, ".")) {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > 1e18 || v < -1e18 {
		return s
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64)
}
