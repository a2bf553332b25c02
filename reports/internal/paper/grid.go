// Package paper joins the document tree to reports/typeset for the writers of printed
// files, so that a table is measured alike in each of them.
//
// It draws nothing. It is called by reports/pdf and reports/docx.
package paper

import (
	"strconv"

	"qinqing/data"
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
		r := typeset.TableRow{Cells: make([]string, len(row.Cells)), Zones: make([]typeset.Zone, len(row.Cells)), Total: row.Total}
		for i, c := range row.Cells {
			r.Cells[i], r.Zones[i] = c.Text, zoneOf(figureOf(c), c.Problem)
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// The kinds of zones on a page: a block of the tree by its key, a figure by its ID, a
// problem by its id, a cell by its name.
const (
	BlockZone   = "block"
	FigureZone  = "figure"
	ProblemZone = "problem"
	CellZone    = "cell" // of words in a table; its name is Zone.Cell
)

// figureOf is the figure that stands in a cell, or was typed over there.
func figureOf(c reports.Cell) string {
	if c.Over != "" && c.Over != reports.LedgerNumber {
		return c.Over
	}
	return c.Figure
}

// Name gives the cells of a table that was set the names they have in the document, where
// its block has the key.
func Name(set *typeset.Table, t *reports.Table, key string) {
	for i, r := range set.Rows {
		for k := range r.Zones {
			if r.Zones[k].Cell = t.CellKey(key, i, k); r.Zones[k].Cell != "" && r.Zones[k].Key == "" {
				r.Zones[k].Kind = CellZone
			}
		}
	}
}

func zoneOf(figure string, problem data.ID) typeset.Zone {
	switch {
	case figure != "":
		return typeset.Zone{Kind: FigureZone, Key: figure}
	case problem != 0:
		return typeset.Zone{Kind: ProblemZone, Key: strconv.FormatInt(int64(problem), 10)}
	}
	return typeset.Zone{}
}

// ZoneOf is the zone of a run of text.
func ZoneOf(s reports.Span) typeset.Zone { return zoneOf(s.Figure, s.Problem) }

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
