package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"qinqing/reports/stats"
)

// Corrected is the issue that another corrects.
type Corrected struct {
	Reference
	Was *Bulletin // as it was issued; nil: its tree can't be had, so nothing is compared
}

// CorrectedMark is put after the title of a bulletin that corrects another.
const CorrectedMark = "（更正）"

// What a correction says of itself stands before its sections.
const (
	correctKey      = "更正/"
	correctTextKey  = correctKey + "说明"
	correctTableKey = correctKey + "表"
	correctTitle    = "更正情况表"
)

// maxCorrectedRows is how many changed numbers the paper lists; the workbook has all.
const maxCorrectedRows = 40

// correct puts at the head which issue this one corrects, which numbers changed against
// it, and in which parts the words did. Both are what was printed then and is printed
// now, whatever the ledger has said in between.
func (c *composer) correct() {
	x := c.opt.Corrects
	if x == nil {
		return
	}
	text := "本件更正" + x.String() + "。"
	var rows []Row
	if x.Was != nil {
		rows = changedRows(x.Was, c.out)
		text += told(len(rows), reworded(x.Was, c.out))
	}
	at := len(c.outline)
	var head []Block
	if !c.part(PartText, correctTextKey, "更正说明").Hidden {
		b := Block{Key: correctTextKey, Para: &Para{Spans: []Span{{Text: text}}}}
		if own, ok := c.opt.Edits[correctTextKey]; ok {
			b.Para.Spans[0].Text = c.mask.Text(strings.TrimSpace(own))
		}
		if b.Para.Text() != "" {
			head = append(head, b)
		}
	}
	if len(rows) > 0 && !c.part(PartTable, correctTableKey, correctTitle).Hidden {
		head = append(head, Block{Key: correctTableKey, Table: c.correctTable(rows)})
	}
	c.outline = slices.Concat(c.outline[at:], c.outline[:at])
	c.out.Body = slices.Concat(head, c.out.Body)
}

// told says in one sentence or two what a correction changes.
func told(numbers int, parts []string) string {
	words := strings.Join(parts, "、")
	switch {
	case numbers == 0 && words == "":
		return "数字和文字与原件一致。"
	case numbers == 0:
		return "数字与原件一致，文字有改动的部分：" + words + "。"
	case words == "":
		return fmt.Sprintf("与原件相比，变动的数字%d个，见“%s”。", numbers, correctTitle)
	}
	return fmt.Sprintf("与原件相比，变动的数字%d个，见“%s”；文字有改动的部分：%s。", numbers, correctTitle, words)
}

func (c *composer) correctTable(rows []Row) *Table {
	t := &Table{Title: correctTitle, Sheet: "更正情况", Rows: rows}
	t.Columns, t.Header = columnsOf([]columnHead{{"no", "序号", Center, 0.8}, {"name", "项目", Left, 2.6}, {"span", "口径", Center, 1}, {"key", "行", Left, 2.6}, {"was", "原件", Right, 1.2}, {"now", "更正后", Right, 1.2}})
	t.Notes = []string{"环比、同比随本表的数字变动的，不另列。"}
	if len(rows) > maxCorrectedRows {
		c.out.Ledger = append(c.out.Ledger, *t)
		cut := *t
		cut.Sheet, cut.Rows = "", rows[:maxCorrectedRows]
		cut.Notes = append(slices.Clone(t.Notes), fmt.Sprintf("共%d个，合计在前，本表列前%d个，其余见工作簿“更正情况”。", len(rows), maxCorrectedRows))
		return &cut
	}
	return t
}

// changedRows are the numbers that two trees print differently, totals first, those typed
// over in a table last; 环比 and 同比 only where nothing else of their figure changed, since they follow from it. A number of
// a row that only one of them has is listed where both have such rows; a table that only
// one of them has is no correction of numbers.
func changedRows(was, now *Bulletin) (rows []Row) {
	before, order := printedFigures(was)
	after, later := printedFigures(now)
	for _, id := range later {
		if _, ok := before[id]; !ok {
			order = append(order, id)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return rank(a, before, after) - rank(b, before, after) })
	kinds := func(list map[string]Figure) map[string]bool {
		out := map[string]bool{}
		for _, f := range list {
			out[f.Name+"/"+f.Span+"/"+f.By] = true
		}
		return out
	}
	hadKind, hasKind := kinds(before), kinds(after)
	typed, over := typedRows(was, now)
	moved := map[string]bool{} // numbers of the period itself: their changes follow from them
	var changed []string
	for _, id := range order {
		a, had := before[id]
		b, has := after[id]
		f := whichever(a, b, has)
		kind := f.Name + "/" + f.Span + "/" + f.By
		switch {
		case had && has && sized(a) == sized(b):
			continue
		case had != has && over[id]: // it stands there, typed over
			continue
		case had != has && (f.By == "all" || !hadKind[kind] || !hasKind[kind] || f.Value == nil || *f.Value == 0):
			continue
		}
		changed = append(changed, id)
		if !compares(f) {
			moved[f.Name+"/"+f.By+"/"+f.Key] = true
		}
	}
	for _, id := range changed {
		a, had := before[id]
		b, has := after[id]
		f := whichever(a, b, has)
		if !compares(f) || !moved[f.Name+"/"+f.By+"/"+f.Key] {
			rows = append(rows, changedRow(len(rows)+1, f, numberCell(a, had, false), numberCell(b, has, true)))
		}
	}
	return numbered(append(rows, typed...))
}

// compares says that a figure is a change against another period.
func compares(f Figure) bool { return f.Span == stats.SpanPrevious || f.Span == stats.SpanLastYear }

// rank puts totals before the rows they are made of.
func rank(id string, lists ...map[string]Figure) int {
	for _, list := range lists {
		if f, ok := list[id]; ok && f.By == "all" {
			return 0
		}
	}
	return 1
}

func changedRow(no int, f Figure, was, now Cell) Row {
	name := f.Name
	if strings.HasSuffix(f.ID, "/rate") {
		name += "增减幅度"
	}
	key := f.Key
	switch {
	case f.By == "all":
		key = "合计"
	case key == "":
		key = stats.Unfilled
	}
	return Row{Cells: []Cell{count(no), {Text: name}, {Text: f.Span}, {Text: key}, was, now}}
}

// notListed stands where one of two trees lacks a row.
const notListed = "未列"

// numberCell is a number of one tree; a field only where it is today's as the catalogue
// has it.
func numberCell(f Figure, listed, today bool) Cell {
	c := Cell{Text: sized(f)}
	if !listed {
		c.Text = notListed
	}
	if today && c.Text == f.Text {
		c.Figure = f.ID
	}
	return c
}

// sized is a number as printed, with the sign that its sentence says in words.
func sized(f Figure) string {
	if (strings.HasSuffix(f.ID, "/size") || strings.HasSuffix(f.ID, "/rate")) && f.Value != nil {
		switch {
		case *f.Value > 0:
			return "+" + f.Text
		case *f.Value < 0:
			return "-" + f.Text
		}
	}
	return f.Text
}

// printedFigures are the figures that stand in a tree's text and tables, by ID and in
// their order; one that was typed over in the only place it stood is none of them.
func printedFigures(b *Bulletin) (by map[string]Figure, order []string) {
	all := map[string]Figure{}
	for _, f := range b.Figures {
		all[f.ID] = f
	}
	by = map[string]Figure{}
	note := func(id string) {
		if f, ok := all[id]; ok && by[id].ID == "" {
			by[id] = f
			order = append(order, id)
		}
	}
	blocks := b.Body
	for _, a := range b.Annexes {
		blocks = slices.Concat(blocks, a.Blocks)
	}
	for _, x := range blocks {
		switch {
		case strings.HasPrefix(x.Key, correctKey): // of an issue that was itself a correction
		case x.Para != nil:
			for _, s := range x.Para.Spans {
				note(s.Figure)
			}
		case x.Table != nil:
			for _, r := range x.Table.Rows {
				for _, cell := range r.Cells {
					note(cell.Figure)
				}
			}
		}
	}
	return by, order
}

// reworded names the sections and annexes whose words, numbers of the catalogue apart,
// are others in two trees.
func reworded(was, now *Bulletin) (parts []string) {
	before, order := wordsByPart(was)
	after, later := wordsByPart(now)
	for _, part := range later {
		if !slices.Contains(order, part) {
			order = append(order, part)
		}
	}
	for _, part := range order {
		if before[part] != after[part] {
			parts = append(parts, part)
		}
	}
	return parts
}

// wordsByPart joins the words of each section and annex.
func wordsByPart(b *Bulletin) (words map[string]string, order []string) {
	words = map[string]string{}
	add := func(part string, x Block) {
		if strings.HasPrefix(x.Key, correctKey) {
			return
		}
		if !slices.Contains(order, part) {
			order = append(order, part)
		}
		words[part] += wordsOf(x) + "\n"
	}
	part := "开头"
	for _, x := range b.Body {
		if x.Heading != nil && x.Heading.Level == 1 {
			_, part, _ = strings.Cut(x.Heading.Text, "、")
			continue
		}
		add(part, x)
	}
	for _, a := range b.Annexes {
		for _, x := range a.Blocks {
			add("附件“"+a.Title+"”", x)
		}
	}
	return words, order
}

// wordsOf is what a block says without its figures.
func wordsOf(x Block) string {
	var w strings.Builder
	put := func(text, figure string) {
		if figure == "" {
			w.WriteString(text)
		}
		w.WriteString("\t")
	}
	if x.Para != nil {
		for _, s := range x.Para.Spans {
			put(s.Text, s.Figure)
		}
	}
	if x.Table != nil {
		put(x.Table.Title, "")
		for _, r := range x.Table.Rows {
			for _, cell := range r.Cells {
				put(cell.Text, cmp.Or(cell.Figure, cell.Over))
			}
		}
	}
	return w.String()
}

// whichever is a figure as it is now, or as it was where it is gone.
func whichever(was, now Figure, is bool) Figure {
	if is {
		return now
	}
	return was
}
