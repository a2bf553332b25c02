package reports

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// PrintedDate turns yyyy-MM-dd into 2026年4月3日; anything else stays as it is.
func PrintedDate(s string) string {
	p := strings.Split(s, "-")
	if len(p) != 3 {
		return s
	}
	var n [3]int
	for i := range p {
		v, err := strconv.Atoi(p[i])
		if err != nil {
			return s
		}
		n[i] = v
	}
	return fmt.Sprintf("%d年%d月%d日", n[0], n[1], n[2])
}

// Subject is what the properties of a file say it is about.
func (b *Bulletin) Subject() string {
	s := b.Kind
	if b.Period.Name != "" {
		s += " " + b.Period.Name
	}
	if b.Demo {
		s += " 示例数据"
	}
	return s
}

// WideList tells whether this is a list without masthead that has to be printed on its
// side.
func (b *Bulletin) WideList() bool {
	return b.Masthead == "" && slices.ContainsFunc(b.Body, func(x Block) bool {
		return x.Table != nil && (len(x.Table.Columns) > 8 || b.Kind == listKind && x.Table.wordy())
	})
}

// wordy tells whether a table has more to say in a row than an upright page has room for
// side by side: its texts would stand in columns a few characters wide.
func (t *Table) wordy() bool {
	const (
		upright = 48 // characters of the smaller type across an upright page
		enough  = 20 // a column as wide is read well, however long its texts
		looked  = 500
	)
	total := 0.0
	for i := range t.Columns {
		var widths []float64
		for _, r := range t.Rows[:min(looked, len(t.Rows))] {
			if i < len(r.Cells) && r.Cells[i].Text != "" {
				widths = append(widths, math.Min(enough, emsOf(r.Cells[i].Text)))
			}
		}
		slices.Sort(widths)
		width := 3.0
		if n := len(widths); n > 0 { // a few long ones may well be turned
			width = max(width, widths[n*4/5])
		}
		total += width
	}
	return total > upright
}

// emsOf is about how wide a text is, in Chinese characters.
func emsOf(text string) (w float64) {
	for _, r := range text {
		if r <= '~' {
			w += 0.5
		} else {
			w++
		}
	}
	return w
}

// IsForm tells whether this is a form to be filled in, which has no head of a letter.
func (b *Bulletin) IsForm() bool {
	return b.Masthead == "" && slices.ContainsFunc(b.Body, func(x Block) bool { return x.Form != nil })
}

// NotesLeft are the remarks on data quality that no block has already.
func (b *Bulletin) NotesLeft() []string {
	blocks := slices.Clone(b.Body)
	for _, a := range b.Annexes {
		blocks = append(blocks, a.Blocks...)
	}
	return slices.DeleteFunc(slices.Clone(b.Notes), func(note string) bool {
		return slices.ContainsFunc(blocks, func(x Block) bool {
			return x.Para != nil && strings.Contains(x.Para.Text(), note) ||
				x.Table != nil && strings.Contains(strings.Join(x.Table.Notes, "\n"), note)
		})
	})
}

// EmptyText is the one row of a table without rows: 本期无 and what the table lists.
func (t *Table) EmptyText() string {
	what := t.Title
	for _, s := range []string{"统计表", "明细表", "一览表", "情况表", "清单", "名单", "台账", "表"} {
		if cut, ok := strings.CutSuffix(what, s); ok {
			what = cut
			break
		}
	}
	if what == "" {
		what = "记录"
	}
	return "本期无" + what
}

// PrintedNotes are the table's own notes, then the distinct remarks on its cells, as far
// as they are few: a ledger's thousands of remarks are for the workbook.
func (t *Table) PrintedNotes() []string {
	const few = 8
	seen := map[string]bool{"": true}
	for _, n := range t.Notes {
		seen[n] = true
	}
	var remarks []string
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			if !seen[c.Note] {
				seen[c.Note] = true
				remarks = append(remarks, c.Note)
			}
		}
	}
	if len(remarks) > few {
		remarks = nil
	}
	return slices.Concat(t.Notes, remarks)
}

// ImprintLine is one line of 版记: a front word with names that hang under each other,
// and what stands at the right. Without a front word Text is kept on one line.
type ImprintLine struct{ Front, Text, Right string }

// ImprintLines are the lines of 版记 in groups, some of them empty; ruled tells whether
// rules stand around and between the groups. moved says that 主送机关 was too long for
// the head and stands here (GB/T 9704-2012, 7.3.2). clean makes a text fit for the
// writer.
func (b *Bulletin) ImprintLines(moved bool, clean func(string) string) (groups [][]ImprintLine, ruled bool) {
	im := imprinter{b, clean}
	switch b.Template {
	case "B":
		return im.brief(moved), true
	case "C": // 抄送 only, without rules (10.1)
		return [][]ImprintLine{im.named("抄送：", b.Imprint.CopyTo)}, false
	}
	return im.formal(moved), true
}

type imprinter struct {
	*Bulletin
	clean func(string) string
}

// named is 抄送：a，b。 with a full stop.
func (b imprinter) named(front, names string) []ImprintLine {
	names = strings.TrimRight(strings.ReplaceAll(b.clean(names), "\n", ""), "。")
	if names == "" {
		return nil
	}
	return []ImprintLine{{Front: front, Text: names + "。"}}
}

func (b imprinter) oneLine(s string) string { return strings.ReplaceAll(b.clean(s), "\n", " ") }

// formal: 主送 where it was too long for the head, 抄送, then 印发机关 and 印发日期.
func (b imprinter) formal(moved bool) [][]ImprintLine {
	im := b.Imprint
	var to []ImprintLine
	if moved {
		to = b.named("主送：", b.Recipient)
	}
	groups := [][]ImprintLine{append(to, b.named("抄送：", im.CopyTo)...)}
	if im.Office == "" {
		return groups
	}
	last := ImprintLine{Text: b.oneLine(im.Office)}
	if im.PrintedOn != "" {
		last.Right = PrintedDate(b.oneLine(im.PrintedOn)) + "印发"
	}
	return append(groups, []ImprintLine{last})
}

// brief: 报, 送, 发 and 共印N份 between two rules. Where the office gave none of them the
// lines of 公文式 stand there.
func (b imprinter) brief(moved bool) [][]ImprintLine {
	im := b.Imprint
	var out []ImprintLine
	for _, x := range [][2]string{{"报：", im.ReportTo}, {"送：", im.SendTo}, {"发：", im.IssueTo}} {
		out = append(out, b.named(x[0], x[1])...)
	}
	if im.Copies > 0 {
		out = append(out, ImprintLine{Right: "（共印" + strconv.Itoa(im.Copies) + "份）"})
	}
	if len(out) == 0 {
		return b.formal(moved)
	}
	return [][]ImprintLine{out}
}
