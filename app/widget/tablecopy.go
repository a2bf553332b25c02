package widget

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
)

// Most rows that are copied or filled at once.
const (
	MostCopied = 10_000
	MostFilled = 1_000
)

// Copied is the chosen cells as tab-separated text as spreadsheets take it, with the
// titles of the columns above several rows; only rows that are there already.
func (t *DataTable[T]) Copied() string {
	b, ok := t.Chosen()
	if !ok {
		return ""
	}
	var rows []T
	for i := b.Top; i <= min(b.Bottom, b.Top+MostCopied-1); i++ {
		if row, ok := t.rows.Row(i); ok {
			rows = append(rows, row)
		}
	}
	return t.asText(b, rows, b.Rows() > 1)
}

// asText is the columns of a block of some rows, tab-separated.
func (t *DataTable[T]) asText(b Block, rows []T, titles bool) string {
	var out strings.Builder
	alone := b.Rows() == 1 && b.Columns() == 1 && !titles // for a field, not for a worksheet
	shown := t.shown()
	line := func(cell func(*Column[T]) string) {
		for k := b.Left; k <= b.Right && k < len(shown); k++ {
			if k > b.Left {
				out.WriteByte('\t')
			}
			text := cell(&t.columns[shown[k]])
			if alone {
				text = strings.NewReplacer("\t", " ", "\r", "", "\n", " ").Replace(text)
			} else {
				text = PastedCell(text)
			}
			out.WriteString(text)
		}
		out.WriteString("\r\n")
	}
	if titles {
		line(func(c *Column[T]) string { return c.Title })
	}
	for _, row := range rows {
		line(func(c *Column[T]) string { return c.Text(row) })
	}
	if alone {
		return strings.TrimSuffix(out.String(), "\r\n") // pasted into a field it is no line
	}
	return out.String()
}

// PastedCell is a text as it stands in one cell of what is copied for a worksheet: it stays
// text, and stays in its cell.
func PastedCell(text string) string {
	text = strings.NewReplacer("\t", " ", "\r", "", "\n", " ").Replace(text)
	if reckons(text) {
		return "'" + text
	}
	return text
}

// reckons says that a worksheet into which the text is pasted would take it for a formula.
func reckons(text string) bool {
	text = strings.TrimLeft(text, " ")
	if text == "" || !strings.ContainsRune("=+-@", rune(text[0])) {
		return false
	}
	return text[0] == '=' || text[0] == '@' || strings.Trim(text[1:], "0123456789.,%") != ""
}

// Copy puts the chosen cells on the clipboard; titles above one row too if asked.
func (t *DataTable[T]) Copy(titles bool) {
	b, ok := t.Chosen()
	if !ok {
		return
	}
	to := min(b.Bottom, b.Top+MostCopied-1)
	t.collect(b.Top, to, func(rows []T) {
		fyne.CurrentApp().Clipboard().SetContent(t.asText(b, rows, titles || b.Rows() > 1))
		switch {
		case b.Bottom > to:
			t.told(fmt.Sprintf("一次最多复制 %d 行，已复制前 %d 行。", MostCopied, len(rows)))
		case len(rows) > 1:
			t.told(fmt.Sprintf("已复制 %d 行、%d 列。", len(rows), b.Columns()))
		}
	})
}

func (t *DataTable[T]) told(text string) {
	if t.OnTold != nil {
		t.OnTold(text)
	}
}

// gatherer fetches a stretch of rows that may not be there yet.
type gatherer[T any] interface {
	Gather(from, to int, then func([]T))
}

// collect goes on with the rows of a stretch once they are there.
func (t *DataTable[T]) collect(from, to int, then func([]T)) {
	if g, ok := t.rows.(gatherer[T]); ok {
		g.Gather(from, to, then)
		return
	}
	rows := make([]T, 0, max(0, to-from+1))
	for i := from; i <= to; i++ {
		if row, ok := t.rows.Row(i); ok {
			rows = append(rows, row)
		}
	}
	then(rows)
}

// Paste hands over what is on the clipboard.
func (t *DataTable[T]) Paste() {
	if text := fyne.CurrentApp().Clipboard().Content(); t.OnPaste != nil && strings.TrimSpace(text) != "" {
		t.OnPaste(text)
	}
}

// FillDown writes what stands in the first chosen row into the rows below it, column by
// column; a single cell takes what stands above it.
func (t *DataTable[T]) FillDown() {
	b, ok := t.Chosen()
	if !ok || t.OnEdit == nil || t.edit != nil {
		return
	}
	if b.Rows() == 1 {
		b.Top--
	}
	switch {
	case b.Top < 0:
		return
	case b.Rows() > MostFilled:
		t.say(fmt.Sprintf("一次最多填充 %d 行，没有填充。请少选一些。", MostFilled), true)
		return
	}
	t.collect(b.Top, b.Bottom, func(rows []T) {
		if len(rows) != b.Rows() {
			t.say("选中的有几行已经不在了，没有填充。请刷新后再试。", true)
			return
		}
		t.write(b, rows, 1, func(c *Column[T]) (string, error) { return c.value(rows[0]) })
	})
}

// empty clears the chosen cells.
func (t *DataTable[T]) empty() {
	b, ok := t.Chosen()
	if !ok || t.OnEdit == nil || b.Rows() > MostFilled {
		return
	}
	t.collect(b.Top, b.Bottom, func(rows []T) {
		t.write(b, rows, 0, func(*Column[T]) (string, error) { return "", nil })
	})
}

// write puts one text into each column of a block, from a row of it on. Columns that
// can't be typed into are passed over, unless there are no others.
func (t *DataTable[T]) write(b Block, rows []T, from int, text func(*Column[T]) (string, error)) {
	var cells []Cell
	why := ""
	shown := t.shown()
	for k := b.Left; k <= b.Right && k < len(shown); k++ {
		c := &t.columns[shown[k]]
		s, err := text(c)
		if err != nil {
			t.say(err.Error(), true)
			return
		}
		for i := from; i < len(rows); i++ {
			if r := c.refusal(rows[i]); r != "" {
				why = r
				continue
			}
			cells = append(cells, Cell{b.Top + i, c.Title, s})
		}
	}
	if len(cells) == 0 {
		t.say(why, false)
		return
	}
	t.OnEdit(cells, func(err error) {
		if err != nil {
			t.say(err.Error(), true)
		}
	})
}

// Over lays a block of texts over the chosen cells, from their first on: a single text
// over all of them. What would stand beyond the last row or column is counted as left.
// Where a text of the first line is the title of a column on show, all of them being so,
// that line says which columns are meant.
func (t *DataTable[T]) Over(texts [][]string) (cells []Cell, left int) {
	b, ok := t.Chosen()
	if !ok || len(texts) == 0 {
		return nil, 0
	}
	shown := t.shown()
	if len(texts) == 1 && len(texts[0]) == 1 {
		for i := b.Top; i <= b.Bottom; i++ {
			for k := b.Left; k <= b.Right; k++ {
				cells = append(cells, Cell{i, t.columns[shown[k]].Title, texts[0][0]})
			}
		}
		return cells, 0
	}
	titles := t.Titles(texts[0])
	if titles != nil {
		texts = texts[1:]
	} else {
		for _, i := range shown[b.Left:] {
			titles = append(titles, t.columns[i].Title)
		}
	}
	for i, line := range texts {
		for k, s := range line {
			if b.Top+i >= t.rows.Len() || k >= len(titles) {
				left++
				continue
			}
			cells = append(cells, Cell{b.Top + i, titles[k], s})
		}
	}
	return cells, left
}

// Titles is a line of titles of columns, nil if it is something else.
func (t *DataTable[T]) Titles(line []string) []string {
	for _, s := range line {
		if t.titled(s) < 0 {
			return nil
		}
	}
	return line
}

// Text is what stands in a cell of a row.
func (t *DataTable[T]) Text(title string, row T) string {
	if i := t.titled(title); i >= 0 {
		return t.columns[i].Text(row)
	}
	return ""
}

// ReadBlock takes tab-separated text apart, as spreadsheets put it on the clipboard:
// a cell with line breaks stands in quotation marks.
func ReadBlock(text string) [][]string {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var out [][]string
	var line []string
	var cell strings.Builder
	quoted, begun := false, false
	end := func() {
		line = append(line, strings.TrimSpace(cell.String()))
		cell.Reset()
		quoted, begun = false, false
	}
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case quoted && r == '"' && i+1 < len(runes) && runes[i+1] == '"':
			cell.WriteRune('"')
			i++
		case quoted && r == '"':
			quoted = false
		case quoted:
			cell.WriteRune(r)
		case r == '"' && !begun && closes(runes[i+1:]):
			quoted, begun = true, true
		case r == '\t':
			end()
		case r == '\n':
			end()
			out = append(out, line)
			line = nil
		default:
			begun = true
			cell.WriteRune(r)
		}
	}
	end()
	return append(out, line)
}

// closes says that a quotation that was opened before rest is closed at the end of a
// cell: otherwise the mark is only a mark.
func closes(rest []rune) bool {
	for i := 0; i < len(rest); i++ {
		if rest[i] != '"' {
			continue
		}
		if i+1 < len(rest) && rest[i+1] == '"' {
			i++
			continue
		}
		return i+1 == len(rest) || rest[i+1] == '\t' || rest[i+1] == '\n'
	}
	return false
}
