package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Mark is one refused cell of the user's workbook. Row and Column count from 1.
type Mark struct {
	Sheet  string
	Row    int
	Column int
	Reason string // in Chinese, shown as a comment
}

// refusedFill is a light red on which black text can still be read.
const refusedFill = "FFC7CE"

// maxUnpacked is how much an original may unpack to, as for imports.
const maxUnpacked = 200 << 20

// MarkRejected writes to w a copy of the user's workbook in which the marked
// cells are filled red and carry their reasons as a comment; a comment already
// there is kept in front. Everything else stays. Nothing is written to w on
// error, and the original is never touched. Originals that would unpack to more
// than memory can bear are refused with a reason in Chinese; so are marks that
// lie outside the original's rows.
func MarkRejected(w io.Writer, original []byte, marks []Mark) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("原表结构异常，无法生成标注副本（%v）。原表没有改动", r)
		}
	}()
	size, err := vet(original)
	if err != nil {
		return err
	}
	if original, err = alignComments(original); err != nil {
		return err
	}
	grouped := groupMarks(marks)
	for _, g := range grouped {
		if g.Row < 1 || g.Row > size || g.Column < 1 || g.Column > excelize.MaxColumns {
			return fmt.Errorf("标注位置第%d行第%d列超出原表范围，未生成标注副本。原表没有改动", g.Row, g.Column)
		}
	}
	original, spliced, err := spliceNotes(original, grouped)
	if err != nil {
		return err
	}
	f, err := excelize.OpenReader(bytes.NewReader(original), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return fmt.Errorf("原表打不开，无法生成标注副本：%w。原表没有改动", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m := &marker{file: f, fills: map[int]int{}}
	for _, g := range grouped {
		if err := m.mark(g, !spliced[strings.ToLower(g.Sheet)]); err != nil {
			return fmt.Errorf("标注工作表“%s”第%d行第%d列时出错：%w。原表没有改动", g.Sheet, g.Row, g.Column, err)
		}
	}
	tidy(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return fmt.Errorf("生成标注副本时出错：%w。原表没有改动", err)
	}
	_, err = out.WriteTo(w)
	return err
}

// groupMarks joins the reasons of one cell, in the order given, and sorts by
// place, so that equal marks give equal files.
func groupMarks(marks []Mark) []Mark {
	type place struct {
		sheet    string
		row, col int
	}
	at := map[place]int{}
	var out []Mark
	for _, m := range marks {
		p := place{strings.ToLower(m.Sheet), m.Row, m.Column}
		if i, ok := at[p]; ok {
			if !slices.Contains(strings.Split(out[i].Reason, "\n"), m.Reason) {
				out[i].Reason += "\n" + m.Reason
			}
			continue
		}
		at[p] = len(out)
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Mark) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	return out
}

type marker struct {
	file  *excelize.File
	fills map[int]int // style before → the same in red
}

// mark fills one cell and, if asked, comments it.
func (m *marker) mark(g Mark, comment bool) error {
	ref, err := excelize.CoordinatesToCellName(g.Column, g.Row)
	if err != nil {
		return err
	}
	before, err := m.file.GetCellStyle(g.Sheet, ref)
	if err != nil {
		return err
	}
	red, err := m.red(before)
	if err != nil {
		return err
	}
	if err := m.file.SetCellStyle(g.Sheet, ref, ref, red); err != nil {
		return err
	}
	if !comment {
		return nil
	}
	return addComment(m.file, g.Sheet, ref, g.Reason)
}

// red is the style with its fill replaced and all else kept. The style's record is
// copied, not read and made anew: the library knows no border without a colour, nor
// one from the palette, and would write rgb="FF" for it, which others refuse to open.
func (m *marker) red(before int) (int, error) {
	if id, ok := m.fills[before]; ok {
		return id, nil
	}
	plain, err := m.file.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{refusedFill}}})
	if err != nil {
		return 0, err
	}
	styles := m.file.Styles.CellXfs
	id := plain
	if before >= 0 && before < len(styles.Xf) {
		x := styles.Xf[before]
		x.FillID, x.ApplyFill = styles.Xf[plain].FillID, styles.Xf[plain].ApplyFill
		id = len(styles.Xf)
		styles.Xf = append(styles.Xf, x)
		styles.Count = len(styles.Xf)
	}
	m.fills[before] = id
	return id, nil
}

var errNotWorkbook = errors.New("原表不是有效的 xlsx 文件，无法生成标注副本。原表没有改动")

// openZip reads the archive and refuses one that says it unpacks to too much.
func openZip(original []byte) (*zip.Reader, error) {
	zr, err := zip.NewReader(bytes.NewReader(original), int64(len(original)))
	if err != nil {
		return nil, errNotWorkbook
	}
	total := uint64(0)
	for _, e := range zr.File {
		if e.UncompressedSize64 > maxUnpacked {
			return nil, errTooLarge
		}
		if total += e.UncompressedSize64; total > maxUnpacked {
			return nil, errTooLarge
		}
	}
	return zr, nil
}
