package xlsx

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

// Ledger describes one long list: a sheet with a header and typed columns.
type Ledger struct {
	Sheet    string
	Title    string
	UnitLine string // printed under the title as it stands; empty: no such row
	Columns  []LedgerColumn
}

// LedgerColumn is one column. Kind is "text", "int", "decimal" or "date" (ISO,
// yyyy-MM-dd); a value that does not fit its kind is written as text, unchanged.
// Width is in half-width places; 0 is chosen from header and kind.
type LedgerColumn struct {
	Header string
	Kind   string
	Width  float64
}

// WriteLedger streams rows into a one-sheet workbook and returns how many were
// written. Memory does not grow with their number. Nothing is written to w
// before all rows have been read without error.
func WriteLedger(w io.Writer, l Ledger, rows iter.Seq2[[]string, error], opt Options) (n int, err error) {
	f := excelize.NewFile(excelize.Options{TmpDir: opt.TmpDir})
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet := sheetName(l.Sheet, map[string]bool{})
	if err := addSheet(f, sheet, true); err != nil {
		return 0, err
	}
	lw := &ledgerWriter{file: f, styles: newStyleBook(f), sheet: sheet, ledger: l, opt: opt}
	if n, err = lw.write(rows); err != nil {
		return 0, err
	}
	f.SetActiveSheet(0)
	if err := setProperties(f, marks(opt.Demo, false)+l.Title, "", opt.Created); err != nil {
		return 0, err
	}
	if err := save(w, f, opt.TmpDir, 1); err != nil {
		return 0, err
	}
	return n, nil
}

// ledgerWriter streams one sheet.
type ledgerWriter struct {
	file   *excelize.File
	styles *styleBook
	sheet  string
	ledger Ledger
	opt    Options
	sw     *excelize.StreamWriter
	ids    map[columnLook]int
	row    int             // last row written
	cells  []excelize.Cell // the row being written, used again for each
	values []any           // pointers to cells
	room   []float64       // text room of each column
	notes  []string        // printed under the last row, each over the full width
}

// columnLook is what body styles differ by: the number format and the side.
type columnLook struct {
	format string
	align  string
}

func (l *ledgerWriter) write(rows iter.Seq2[[]string, error]) (n int, err error) {
	if len(l.ledger.Columns) == 0 {
		return 0, fmt.Errorf("清单“%s”没有列，未导出", l.ledger.Title)
	}
	if err := l.begin(); err != nil {
		return 0, err
	}
	header := l.row
	for cells, err := range rows {
		if err != nil {
			return 0, fmt.Errorf("读取清单“%s”时出错，没有写出文件：%w", l.ledger.Title, err)
		}
		if err := l.writeRow(cells); err != nil {
			return 0, err
		}
	}
	last := l.row
	for _, n := range l.notes {
		if err := l.band(n, lookNote, lineSize+6); err != nil {
			return 0, err
		}
	}
	return last - header, l.end(header, last)
}

// begin sets up the sheet and writes the rows above the first data row.
func (l *ledgerWriter) begin() error {
	cols := len(l.ledger.Columns)
	l.ids = map[columnLook]int{}
	l.cells, l.values = make([]excelize.Cell, cols), make([]any, cols)
	for i := range l.cells {
		l.values[i] = &l.cells[i]
	}
	l.room = make([]float64, cols)
	// The library would state the size as A1, and how many rows will come is not
	// known yet: stating none is allowed, stating A1 makes readers stop there.
	if err := l.file.SetSheetDimension(l.sheet, ""); err != nil {
		return err
	}
	if err := setPage(l.file, l.sheet, l.opt.Demo); err != nil {
		return err
	}
	sw, err := l.file.NewStreamWriter(l.sheet)
	if err != nil {
		return fmt.Errorf("生成清单“%s”时出错：%w", l.ledger.Title, err)
	}
	l.sw = sw
	header := 1
	if !l.opt.Plain {
		header = 2
		if l.ledger.UnitLine != "" {
			header = 3
		}
	}
	if err := sw.SetPanes(topPane(header)); err != nil {
		return err
	}
	for i, c := range l.ledger.Columns {
		w := ledgerWidth(c)
		l.room[i] = w - padding + 1
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if !l.opt.Plain {
		if err := l.writeTitle(); err != nil {
			return err
		}
	}
	return l.writeHeader()
}

func ledgerWidth(c LedgerColumn) float64 {
	if c.Width > 0 {
		return min(c.Width, maxColumn)
	}
	w := float64(displayWidth(c.Header)) + 4
	switch c.Kind {
	case "date":
		w = max(w, 12)
	case "int", "decimal":
		w = max(w, 8)
	default:
		w = max(w, 14)
	}
	return min(w, maxColumn)
}

func (l *ledgerWriter) writeTitle() error {
	lines := []struct {
		text   string
		look   look
		height float64
	}{{marks(l.opt.Demo, false) + l.ledger.Title, lookTitle, 32}, {l.ledger.UnitLine, lookUnitL, 20}}
	for i, line := range lines {
		if i == 1 && line.text == "" {
			continue
		}
		if err := l.band(line.text, line.look, line.height); err != nil {
			return err
		}
	}
	return nil
}

// band writes one text across all columns.
func (l *ledgerWriter) band(text string, k look, height float64) error {
	id, err := l.styles.id(k)
	if err != nil {
		return err
	}
	clean, _ := cleanText(text)
	if err := l.setRow([]any{excelize.Cell{StyleID: id, Value: clean}}, height); err != nil {
		return err
	}
	if len(l.ledger.Columns) < 2 {
		return nil
	}
	to, err := excelize.CoordinatesToCellName(len(l.ledger.Columns), l.row)
	if err != nil {
		return err
	}
	return l.sw.MergeCell("A"+itoa(l.row), to)
}

func (l *ledgerWriter) writeHeader() error {
	id, err := l.styles.id(lookHeader)
	if err != nil {
		return err
	}
	lines := 1
	for i, c := range l.ledger.Columns {
		text, _ := cleanText(c.Header)
		l.cells[i] = excelize.Cell{StyleID: id, Value: text}
		lines = max(lines, lineCount(text, ledgerWidth(c)-1))
	}
	return l.setRow(l.values, float64(lines)*lineSize+7)
}

// setRow writes the next row; height 0 leaves it to Excel.
func (l *ledgerWriter) setRow(values []any, height float64) error {
	l.row++
	if l.row > excelize.TotalRows {
		return fmt.Errorf("清单“%s”超过%d行，一张工作表放不下，没有写出文件；请缩小时间范围或按单位分别导出", l.ledger.Title, excelize.TotalRows)
	}
	return l.sw.SetRow("A"+itoa(l.row), values, excelize.RowOpts{Height: height})
}

func (l *ledgerWriter) writeRow(cells []string) error {
	if len(cells) > len(l.values) {
		return fmt.Errorf("清单“%s”第%d行有%d格，应不多于%d格，没有写出文件", l.ledger.Title, l.row+1, len(cells), len(l.values))
	}
	lines := 1
	for i := range l.values {
		text := ""
		if i < len(cells) {
			text = cells[i]
		}
		if err := l.setCell(i, text); err != nil {
			return err
		}
		if float64(len(text)) > l.room[i] || strings.Contains(text, "\n") {
			lines = max(lines, lineCount(text, l.room[i]))
		}
	}
	return l.setRow(l.values, min(float64(lines)*lineSize+3, maxRowHeight))
}

// setCell types one value by its column. Empty stays empty: styled, no value.
func (l *ledgerWriter) setCell(i int, text string) error {
	kind := l.ledger.Columns[i].Kind
	var v value
	switch kind {
	case "int", "decimal":
		v = ledgerNumber(text)
	case "date":
		if serial, ok := dateSerial(text); ok {
			v = value{Number: serial, Format: dateFormat}
		}
	}
	align := "left"
	switch {
	case v.Format == dateFormat, kind == "date" && text == "—":
		align = "center"
	case v.isNumber():
		align = "right"
	}
	id, err := l.bodyStyle(columnLook{v.Format, align})
	if err != nil {
		return err
	}
	c := &l.cells[i]
	c.StyleID, c.Value = id, nil
	if v.isNumber() {
		if n := int(v.Number); float64(n) == v.Number {
			c.Value = n
		} else {
			c.Value = v.Number
		}
		return nil
	}
	if text == "" {
		return nil
	}
	clean, cut := cleanText(text)
	if cut && l.opt.Warn != nil {
		ref, _ := excelize.CoordinatesToCellName(i+1, l.row+1)
		l.opt.Warn(reports.Warning{Code: "cell-cut", Text: "工作表“" + l.sheet + "”" + ref + "的文字超过32767个字符，超出部分未写入；台账中的原文没有变化"})
	}
	c.Value = clean
	return nil
}

func (l *ledgerWriter) bodyStyle(c columnLook) (int, error) {
	if id, ok := l.ids[c]; ok {
		return id, nil
	}
	id, err := l.styles.id(look{font: fontBody, size: bodySize, align: c.align, border: true, wrap: c.format == "", format: c.format})
	if err == nil {
		l.ids[c] = id
	}
	return id, err
}

// decimalFormats show a number with as many decimals as it was given.
var decimalFormats = [...]string{"0", "0.0", "0.00", "0.000", "0.0000", "0.00000", "0.000000"}

// ledgerNumber is a plain number ("12", "-3.50") with the format that shows it
// unchanged. Leading zeros, plus signs, words and more than 15 digits stay text:
// they may be codes.
func ledgerNumber(s string) value {
	digits := strings.TrimPrefix(s, "-")
	whole, frac, pointed := strings.Cut(digits, ".")
	if whole == "" || len(whole)+len(frac) > 15 || len(frac) >= len(decimalFormats) || (pointed && frac == "") ||
		(whole[0] == '0' && len(whole) > 1) || !allDigits(whole) || !allDigits(frac) {
		return value{}
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || (n == 0 && s[0] == '-') {
		return value{}
	}
	return value{Number: n, Format: decimalFormats[len(frac)]}
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// end adds filter and print titles once the number of rows is known.
func (l *ledgerWriter) end(header, last int) error {
	corner, err := excelize.CoordinatesToCellName(len(l.ledger.Columns), max(last, header))
	if err != nil {
		return err
	}
	if err := l.file.AutoFilter(l.sheet, "A"+itoa(header)+":"+corner, nil); err != nil {
		return err
	}
	if err := l.sw.Flush(); err != nil {
		return fmt.Errorf("写临时文件时出错，可能磁盘已满，没有写出清单：%w", err)
	}
	return repeatRows(l.file, l.sheet, header, header)
}
