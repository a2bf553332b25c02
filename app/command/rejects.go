package command

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/reports/xlsx"
)

// RejectsPath is where the report on a ledger's refused cells goes by default.
func RejectsPath(ledger string) string {
	return strings.TrimSuffix(ledger, filepath.Ext(ledger)) + ".问题.xlsx"
}

// WriteRejects writes the refused cells of a plan: a copy of the ledger, whose bytes raw
// are, with them marked; it can be corrected and imported.
func WriteRejects(ctx context.Context, plan *intake.Plan, raw []byte, path string) error {
	var marks []xlsx.Mark
	for _, j := range plan.Rejected {
		marks = append(marks, xlsx.Mark{Sheet: j.Sheet, Row: j.Row, Column: max(1, j.ColumnIndex), Reason: j.Reason})
	}
	original, err := workbookOf(ctx, plan.Name, raw, marks)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(plan.Rejected, func(j intake.Reject) bool { return j.Reason == intake.SecretReason }) {
		if original, err = xlsx.Blank(original, data.MarkedSecret, "（原文标有密级，已清空）"); err != nil {
			return err
		}
	}
	return writePrivate(path, func(w io.Writer) error { return xlsx.MarkRejected(w, original, marks) })
}

// workbookOf is the workbook to mark: the file itself, or a text ledger's cells put
// into a workbook, where the marks then name its only sheet.
func workbookOf(ctx context.Context, name string, raw []byte, marks []xlsx.Mark) ([]byte, error) {
	cells, text, err := intake.TextCells(ctx, name, raw)
	if err != nil || !text {
		return raw, err
	}
	const sheet = "台账"
	for i := range marks {
		marks[i].Sheet = sheet
	}
	wide := 1
	for _, row := range cells {
		wide = max(wide, len(row))
	}
	l := xlsx.Ledger{Sheet: sheet, Columns: make([]xlsx.LedgerColumn, wide)}
	if len(cells) > 0 {
		for i, h := range cells[0] {
			l.Columns[i].Header = h
		}
		cells = cells[1:]
	}
	var buf bytes.Buffer
	_, err = xlsx.WriteLedger(&buf, l, func(yield func([]string, error) bool) {
		for _, row := range cells {
			if !yield(row, nil) {
				return
			}
		}
	}, xlsx.Options{Plain: true})
	return buf.Bytes(), err
}
