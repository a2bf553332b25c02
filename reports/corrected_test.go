package reports

import (
	"fmt"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

// titledTable is the table of a title in the body, nil if there is none.
func titledTable(b *Bulletin, title string) *Table {
	for _, x := range b.Body {
		if x.Table != nil && x.Table.Title == title {
			return x.Table
		}
	}
	return nil
}

func linesOf(t *Table) string {
	var w strings.Builder
	for _, r := range t.Rows {
		for _, c := range r.Cells[1:] {
			w.WriteString(c.Text + "|")
		}
		w.WriteString("\n")
	}
	return w.String()
}

func TestCorrectionListsWhatChanged(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	ref := Reference{"十月通报", "×纪办〔2026〕5号"}
	was := composed(t, o, p, Options{}).Bulletin

	same := composed(t, o, p, Options{Corrects: &Corrected{ref, was}}).Bulletin
	if text := same.Body[0].Para.Text(); text != "本件更正《十月通报》（×纪办〔2026〕5号）。数字和文字与原件一致。" || titledTable(same, correctTitle) != nil {
		t.Errorf("nothing changed, yet it says %q", text)
	}

	o.visit("2026-10-21", 1, 1, 1)
	o.problem(t, "2026-10-21", 1, data.Dims{Visiting: 1, Lead: 1, Region: 1, Category: 1, Nature: 1, Source: 1}, "另一件事")
	o.seal(t)
	opt := Options{Corrects: &Corrected{ref, was}}
	c := composed(t, o, p, opt)
	now := c.Bulletin
	sound(t, now)
	table := titledTable(now, correctTitle)
	if table == nil {
		t.Fatal("no table of what changed")
	}
	before, _ := printedFigures(was)
	after, _ := printedFigures(now)
	visits := "走访家次/本期/all/0"
	if before[visits].Text == after[visits].Text {
		t.Fatal("the fixture changes no visits")
	}
	text := linesOf(table)
	if line := fmt.Sprintf("走访家次|本期|合计|%s|%s|\n", before[visits].Text, after[visits].Text); !strings.HasPrefix(text, line) {
		t.Errorf("%q does not begin with %q", text, line)
	}
	all := changedRows(was, now)
	text = linesOf(&Table{Rows: all})
	for id, f := range before {
		line := fmt.Sprintf("%s|%s|%s|%s|%s|\n", f.Name, f.Span, changedRow(0, f, Cell{}, Cell{}).Cells[3].Text, sized(f), sized(after[id]))
		if got, want := strings.Contains(text, line), sized(f) != sized(after[id]); after[id].ID != "" && got != want && !compares(f) {
			t.Errorf("%s: listed %v, changed %v", id, got, want)
		}
	}
	if strings.Contains(text, "走访家次|环比|") {
		t.Error("a change is listed that follows from what is listed")
	}
	if said := now.Body[0].Para.Text(); !strings.Contains(said, fmt.Sprintf("变动的数字%d个，见“更正情况表”", len(all))) {
		t.Errorf("it says %q", said)
	}
	if now.Body[1].Table != table || now.Body[2].Heading == nil {
		t.Error("it does not stand before the first section")
	}

	// What was corrected once and is corrected again is compared with the last issue.
	again := composed(t, o, p, Options{Corrects: &Corrected{ref, now}}).Bulletin
	if titledTable(again, correctTitle) != nil {
		t.Errorf("listed again: %s", linesOf(titledTable(again, correctTitle)))
	}
}

func TestCorrectionMayBeReworded(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	was := composed(t, o, p, Options{}).Bulletin
	first := was.Paragraphs()[0]
	o.visit("2026-10-21", 1, 1, 1)
	o.seal(t)
	opt := Options{Corrects: &Corrected{Reference{"十月通报", ""}, was}}
	opt.Edits = map[string]string{correctTextKey: "因漏录一次走访，更正如下。", first.Key: "总的看，情况良好。"}
	c := composed(t, o, p, opt)
	if got := c.Bulletin.Paragraphs()[0]; got.Key != correctTextKey || got.Text != "因漏录一次走访，更正如下。" {
		t.Errorf("%+v", got)
	}
	for _, w := range c.Hints {
		if w.Code == UnusedEdit {
			t.Error(w.Text)
		}
	}
	opt.Edits = map[string]string{first.Key: "总的看，情况良好。"}
	opt.Hidden = []string{correctTableKey}
	c = composed(t, o, p, opt)
	if text := c.Bulletin.Body[0].Para.Text(); !strings.Contains(text, "文字有改动的部分：总体情况") || titledTable(c.Bulletin, correctTitle) != nil {
		t.Errorf("%q", text)
	}
	if x := c.Outline[1]; x.Key != correctTableKey || !x.Hidden {
		t.Errorf("the table can't be taken back: %+v", c.Outline[:2])
	}
}

func TestLongCorrectionIsWholeInTheWorkbook(t *testing.T) {
	c := &composer{out: &Bulletin{}}
	var rows []Row
	for i := range maxCorrectedRows + 1 {
		rows = append(rows, Row{Cells: []Cell{count(i + 1)}})
	}
	paper := c.correctTable(rows)
	if len(paper.Rows) != maxCorrectedRows || paper.Sheet != "" || len(paper.Notes) != 2 || len(c.out.Ledger) != 1 || len(c.out.Ledger[0].Rows) != len(rows) || c.out.Ledger[0].Sheet == "" {
		t.Errorf("%d rows on paper, %d tables in the workbook", len(paper.Rows), len(c.out.Ledger))
	}
}
