// Package paper joins the document tree to reports/typeset for the writers of printed
// files, so that a table is measured alike in each of them.
//
// It draws nothing. It is called by reports/pdf and reports/docx.
package paper

import (
	"qinqing/reports"
	"qinqing/reports/typeset"
)

// Grid turns a table of the tree into one to be set.
func Grid(t *reports.Table) *typeset.Table {
	out := &typeset.Table{Empty: t.EmptyText(), Lines: t.Lines}
	for _, c := range t.Columns {
		col := typeset.Column{Weight: c.Weight}
		switch c.Align {
		case reports.Left:
			col.Align = typeset.Left
		case reports.Right:
			col.Align = typeset.Right
		}
		out.Columns = append(out.Columns, col)
	}
	for _, row := range t.Header {
		var cells []typeset.HeaderCell
		for _, c := range row {
			cells = append(cells, typeset.HeaderCell{Text: c.Text, ColSpan: c.ColSpan, RowSpan: c.RowSpan})
		}
		out.Header = append(out.Header, cells)
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text
		}
		out.Rows = append(out.Rows, typeset.TableRow{Cells: cells, Total: row.Total})
	}
	return out
}

// Form turns a form of the tree into one to be set.
func Form(t *reports.Form) *typeset.Form {
	out := &typeset.Form{Columns: t.Columns}
	for _, r := range t.Rows {
		row := typeset.FormRow{Lines: r.Lines}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, typeset.FormCell{Text: c.Text, Foot: c.Foot, Label: c.Label, Span: c.Span})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
