package reports

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
)

// Names of rows that no record stands behind, and what that of a record of a round
// begins with.
const (
	totalRow = "合计"
	roundRow = "督查"
)

// LedgerNumber is what Cell.Over says of a number or date of the ledger that is no figure
// of the catalogue.
const LedgerNumber = "台账"

// numberColumn counts the rows; nobody types that over.
const numberColumn = "no"

// CellText is a cell that can be typed over, or was: where it stands, what the ledger
// says there and what is printed.
type CellText struct {
	Key      string // what Script.Edits knows it by
	Place    string // in words
	Was, Now string
	Figure   string // of the catalogue; empty: none
	Ledger   bool   // a number or date of the ledger: another one needs a reason
	Edited   bool
	Gone     bool // its row, its column or its table is not printed: so is nothing of it
}

// TypedOver is what is to be let stand where something else is printed there.
func (x CellText) TypedOver() TypedOver {
	return TypedOver{Paragraph: x.Key, Figure: x.Figure, Text: x.Was, Place: x.Place, Typed: x.Now}
}

// lineOf names the row of a problem; one that must not be seen has no name, so that nothing
// can be typed into it and nothing that was typed is printed.
func lineOf(r ledgerRow) string {
	if r.out {
		return ""
	}
	return data.ProblemRow(r.id)
}

func rowOfID(id data.ID) string { return strconv.FormatInt(int64(id), 10) }

// CellKey names a cell of a table that has a key by its row and column, wherever those
// stand; "" for one that can't be typed over.
func (t *Table) CellKey(table string, row, column int) string {
	r := t.Rows[row]
	if table == "" || r.Key == "" || column >= len(t.Columns) || column >= len(r.Cells) || t.Columns[column].Key == numberColumn || r.Cells[column].Problem != 0 {
		return ""
	}
	return table + data.CellMark + r.Key + data.CellMark + t.Columns[column].Key
}

// cutCell is the table, row and column in the name of a cell.
func cutCell(key string) (table, row, column string, ok bool) {
	j := strings.LastIndex(key, data.CellMark)
	if j < 0 {
		return "", "", "", false
	}
	i := strings.LastIndex(key[:j], data.CellMark)
	if i < 0 {
		return "", "", "", false
	}
	return key[:i], key[i+len(data.CellMark) : j], key[j+len(data.CellMark):], true
}

func isCell(key string) bool {
	_, _, _, ok := cutCell(key)
	return ok
}

// find is where a cell of that name stands.
func (t *Table) find(row, column string) (r, c int, ok bool) {
	r = slices.IndexFunc(t.Rows, func(x Row) bool { return x.Key == row })
	c = slices.IndexFunc(t.Columns, func(x Column) bool { return x.Key == column })
	return r, c, row != "" && r >= 0 && c >= 0 && c < len(t.Rows[r].Cells)
}

// ofLedger says whether a cell holds a number or date of the ledger: words are the office's.
func (t *Table) ofLedger(c Cell, column int) bool {
	return c.Figure != "" || c.Kind != "" || t.Columns[column].Align == Right
}

// label names a row for a reader by its first cell with words in it.
func (t *Table) label(row int) string {
	for i, c := range t.Rows[row].Cells {
		if i < len(t.Columns) && t.Columns[i].Key != numberColumn && c.Text != "" {
			return shorten(c.Text, 20)
		}
	}
	return ""
}

// heads are the words over each column, those of a group before its own.
func (t *Table) heads() []string {
	out := make([]string, len(t.Columns))
	taken := make([]int, len(t.Columns)) // rows of the header that a cell from above still covers
	for _, row := range t.Header {
		at := 0
		for _, h := range row {
			for at < len(taken) && taken[at] > 0 {
				at++
			}
			for range max(1, h.ColSpan) {
				if at < len(out) {
					out[at] += h.Text
					taken[at] = max(1, h.RowSpan)
					at++
				}
			}
		}
		for i := range taken {
			taken[i] = max(0, taken[i]-1)
		}
	}
	return out
}

// place says in words where a cell stands; label is its row's own name, whatever was
// typed over that.
func (t *Table) place(label string, column int) string {
	return "“" + t.Title + "”" + label + "的“" + t.heads()[column] + "”"
}

// typeCells puts the office's words into the cells of tables. What they say instead of a
// number of the ledger is told, as in prose; one whose row is gone is told and kept.
func (c *composer) typeCells() {
	var labels map[*Row]string
	for _, key := range slices.Sorted(maps.Keys(c.opt.Edits)) {
		name, row, column, ok := cutCell(key)
		if !ok {
			continue
		}
		t := c.out.TableOf(name)
		if t == nil {
			c.unplaced(key, nil, row, -1)
			continue
		}
		r, k, ok := t.find(row, column)
		if !ok || t.CellKey(name, r, k) == "" {
			c.unplaced(key, t, row, slices.IndexFunc(t.Columns, func(x Column) bool { return x.Key == column }))
			continue
		}
		at := &t.Rows[r]
		if labels[at] == "" {
			if labels == nil {
				labels = map[*Row]string{}
			}
			labels[at] = t.label(r)
		}
		x := c.cellText(key, t, r, k)
		x.Place, x.Edited = t.place(labels[at], k), true
		x.Now = c.mask.text(oneLine(strings.TrimSpace(c.opt.Edits[key])), c.complains(row))
		if x.Now != x.Was {
			c.put(&at.Cells[k], x)
		}
		c.cells = append(c.cells, x)
	}
}

// put prints a cell as it was typed over.
func (c *composer) put(cell *Cell, x CellText) {
	cell.Text = x.Now
	if !x.Ledger {
		return
	}
	cell.Figure, cell.Value, cell.Over = "", nil, cmp.Or(x.Figure, LedgerNumber)
	c.typeOver(x.TypedOver())
}

func (c *composer) cellText(key string, t *Table, row, column int) CellText {
	cell := t.Rows[row].Cells[column]
	return CellText{Key: key, Place: t.place(t.label(row), column), Was: cell.Text, Now: cell.Text, Figure: cell.Figure, Ledger: t.ofLedger(cell, column)}
}

// complains says that a row is of a problem about conduct, whose names are hidden even
// where masking is lifted.
func (c *composer) complains(row string) bool {
	return slices.ContainsFunc(c.rows, func(r ledgerRow) bool { return r.complaint && lineOf(r) == row })
}

// unplaced tells of words typed into a cell that isn't printed. What was typed about a
// problem is not repeated: it may be gone because nobody may see it any more.
func (c *composer) unplaced(key string, t *Table, row string, column int) {
	name, _, _, _ := cutCell(key)
	x := CellText{Key: key, Edited: true, Gone: true}
	if !data.IsProblemRow(row) {
		x.Now = c.mask.Text(strings.TrimSpace(c.opt.Edits[key]))
	}
	x.Place = "“" + strings.TrimPrefix(sectionOf(name), annexKey) + "”的一张表里"
	if t != nil {
		x.Place = "“" + t.Title + "”里" + c.goneRow(t, row)
		if column >= 0 {
			x.Place += "的“" + t.heads()[column] + "”"
		}
	}
	c.cells = append(c.cells, x)
	if c.hidden(name) || c.hidden(sectionOf(name)) {
		return
	}
	said := ""
	if x.Now != "" {
		said = "。改写的是：" + shorten(x.Now, 40)
	}
	c.tell(UnusedEdit, "%s改写过一格，这一期没有印：那一行不在这张表里了，或者这张表没有印%s", x.Place, said)
}

// goneRow names a row that a table has no more.
func (c *composer) goneRow(t *Table, row string) string {
	id, err := strconv.ParseInt(row, 10, 64)
	switch by, along := c.along[t]; {
	case data.IsProblemRow(row):
		return "一个问题"
	case err != nil:
		return row
	case along:
		return c.names.of(by, data.ID(id))
	}
	return "一行"
}

// CellOf is a cell of the document that can be typed over.
func (c *Composition) CellOf(key string) (CellText, bool) {
	if i := slices.IndexFunc(c.Cells, func(x CellText) bool { return x.Key == key }); i >= 0 {
		return c.Cells[i], true
	}
	name, row, column, ok := cutCell(key)
	t := c.Bulletin.TableOf(name)
	if !ok || t == nil {
		return CellText{}, false
	}
	r, k, ok := t.find(row, column)
	if !ok || t.CellKey(name, r, k) == "" {
		return CellText{}, false
	}
	return c.by.cellText(key, t, r, k), true
}

// TableOfCell is the key of the table that a cell stands in.
func TableOfCell(key string) string {
	table, _, _, _ := cutCell(key)
	return table
}

// Retype puts the office's words into a cell, with the reason why they may stand where the
// ledger says something else; an empty one leaves that given for the same words before.
// What the ledger says anyway is no words of the office.
func (s *Script) Retype(x CellText, reason string) {
	if x.Now == x.Was {
		s.Restore(x.Key)
		return
	}
	s.Reword(x.Key, x.Now)
	if x.Ledger && reason != "" {
		s.Accepted[x.TypedOver().AcceptKey()] = reason
	}
}
