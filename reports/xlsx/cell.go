package xlsx

import (
	"github.com/xuri/excelize/v2"
)

// place names a cell of the current row for a warning.
func (s *sheetWriter) place(col int) string {
	ref, _ := excelize.CoordinatesToCellName(col, s.row)
	return "工作表“" + s.name + "”" + ref
}

func (s *sheetWriter) style(col, row int, l look) error {
	ref, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	id, err := s.book.styles.id(l)
	if err != nil {
		return err
	}
	return s.book.file.SetCellStyle(s.name, ref, ref, id)
}

// text writes a string cell: never a formula, whatever it begins with.
func (s *sheetWriter) text(col, row int, text string, l look) error {
	return s.value(col, row, value{Text: text}, l)
}

// value writes a number with its format or a string. Empty text leaves the cell
// empty.
func (s *sheetWriter) value(col, row int, v value, l look) error {
	ref, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	if err := s.style(col, row, l); err != nil {
		return err
	}
	if v.isNumber() {
		return s.book.file.SetCellFloat(s.name, ref, v.Number, -1, 64)
	}
	text, cut := cleanText(v.Text)
	if cut {
		s.book.warn("cell-cut", "工作表“"+s.name+"”"+ref+"的文字超过32767个字符，超出部分未写入工作簿；台账中的原文没有变化")
	}
	if text == "" {
		return nil
	}
	return s.book.file.SetCellStr(s.name, ref, text)
}

func (s *sheetWriter) merge(col, row, lastCol, lastRow int) error {
	if col == lastCol && row == lastRow {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(lastCol, lastRow)
	if err != nil {
		return err
	}
	return s.book.file.MergeCell(s.name, from, to)
}

// height sets the height of the current row in points.
func (s *sheetWriter) height(points float64) error {
	return s.book.file.SetRowHeight(s.name, s.row, min(points, maxRowHeight))
}

func (s *sheetWriter) comment(col, row int, note string) error {
	ref, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	return addComment(s.book.file, s.name, ref, note)
}

// addComment puts a note on a cell, its box as large as the text needs.
func addComment(f *excelize.File, sheet, ref, note string) error {
	text, _ := cleanText(note)
	lines := lineCount(text, 26)
	return f.AddComment(sheet, excelize.Comment{
		Author: program, Cell: ref, Width: 200, Height: uint(min(30+18*lines, 400)),
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontBody, Size: 9}}},
	})
}
