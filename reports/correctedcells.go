package reports

import (
	"cmp"
	"strings"

	"qinqing/data"
)

// cellAt is a cell of a tree with what a list of changes says of it.
type cellAt struct {
	Cell
	table           string // the key of its table
	name, span, row string // of its figure or column, of its row
	key             string // its place in the table
}

// byPlace are the cells of a tree that can be typed over or hold a figure, in their order.
// A figure stands in one place of a table, so that trees are comparable in which rows had
// no names yet.
func byPlace(b *Bulletin) (out []cellAt) {
	figures := map[string]Figure{}
	for _, f := range b.Figures {
		figures[f.ID] = f
	}
	each := func(blocks []Block) {
		for _, x := range blocks {
			if x.Table == nil || x.Key == "" || strings.HasPrefix(x.Key, correctKey) {
				continue
			}
			heads := x.Table.heads()
			for i, r := range x.Table.Rows {
				for k, cell := range r.Cells {
					at := cellAt{Cell: cell, table: x.Key, key: x.Table.CellKey(x.Key, i, k)}
					if f, ok := figures[cmp.Or(cell.Figure, cell.Over)]; ok {
						at.name, at.span, at.row, at.key = f.Name, f.Span, f.Key, x.Key+data.CellMark+f.ID
						if f.By == "all" {
							at.row = totalRow
						}
					} else if k < len(heads) {
						at.name, at.span, at.row = heads[k], "—", x.Table.label(i)
					}
					if at.key != "" {
						out = append(out, at)
					}
				}
			}
		}
	}
	each(b.Body)
	for _, a := range b.Annexes {
		each(a.Blocks)
	}
	return out
}

// typedRows are the numbers of tables that were typed over in one of two trees and are
// printed differently, and the figures that therefore stand in fewer places of one than of the
// other. A table that only one of them has is no correction of numbers.
func typedRows(was, now *Bulletin) (rows []Row, figures map[string]bool) {
	before, tables, figures := map[string]cellAt{}, map[string]int{}, map[string]bool{}
	const had, has = 1, 2
	note := func(list []cellAt, in int) {
		for _, x := range list {
			tables[x.table] |= in
			if x.Over != "" {
				figures[x.Over] = true
			}
		}
	}
	old, present := byPlace(was), byPlace(now)
	note(old, had)
	note(present, has)
	for _, x := range old {
		before[x.key] = x
	}
	list := func(a, b Cell, x cellAt) {
		if (a.Over != "" || b.Over != "") && a.Text != b.Text && tables[x.table] == had|has {
			rows = append(rows, Row{Cells: []Cell{count(len(rows) + 1), {Text: x.name + typedMark}, {Text: x.span}, {Text: x.row},
				{Text: a.Text}, {Text: b.Text, Figure: b.Figure}}})
		}
	}
	for _, x := range present {
		a, ok := before[x.key]
		if !ok {
			a.Cell = Cell{Text: notListed}
		}
		list(a.Cell, x.Cell, x)
		delete(before, x.key)
	}
	for _, x := range old {
		if _, gone := before[x.key]; gone {
			list(x.Cell, Cell{Text: notListed}, x)
		}
	}
	return rows, figures
}

// typedMark tells a number that was typed over from what the ledger says of the same.
const typedMark = "（改写）"

// numbered counts rows on from the first of them.
func numbered(rows []Row) []Row {
	for i := range rows {
		rows[i].Cells[0] = count(i + 1)
	}
	return rows
}
