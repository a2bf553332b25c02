package xlsx

import (
	"fmt"
	"iter"
	"strings"

	"qinqing/reports"
)

// writeList streams one of the tree's long lists into a sheet of its own: cell by
// cell it would take a gigabyte at a hundred thousand rows.
func (b *bookWriter) writeList(name string, t *reports.Table) error {
	spans, err := headerSpans(t)
	if err != nil {
		return err
	}
	if len(t.Header) != 1 {
		return fmt.Errorf("清单“%s”的表头有%d行，应为1行，未写入工作簿", t.Title, len(t.Header))
	}
	l := Ledger{Sheet: name, Title: marks(false, b.tree.Draft) + t.Title, UnitLine: strings.TrimSpace(b.unitLine(t) + "　" + b.madeOn())}
	probe := *t
	probe.Rows = t.Rows[:min(len(t.Rows), probedRows)]
	widths := columnWidths(&probe, spans)
	widen(widths)
	for i, h := range t.Header[0] {
		l.Columns = append(l.Columns, LedgerColumn{Header: h.Text, Kind: kindOf(&probe, i), Width: widths[i]})
	}
	opt := b.opt
	opt.Plain, opt.Demo = false, b.tree.Demo
	opt.Warn = func(w reports.Warning) { b.warnings = append(b.warnings, w) }
	lw := &ledgerWriter{file: b.file, styles: b.styles, sheet: name, ledger: l, opt: opt, notes: append(t.Notes[:len(t.Notes):len(t.Notes)], signingLine(opt))}
	_, err = lw.write(textRows(t))
	return err
}

// probedRows is how many rows settle a list's widths and kinds.
const probedRows = 1000

// kindOf is the kind of a column's first typed cell.
func kindOf(t *reports.Table, col int) string {
	for _, r := range t.Rows {
		switch k := r.Cells[col].Kind; k {
		case "int", "decimal", "date":
			return k
		}
	}
	return "text"
}

func textRows(t *reports.Table) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		row := make([]string, len(t.Columns))
		for _, r := range t.Rows {
			for i, c := range r.Cells {
				row[i] = c.Text
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
