package pdf

import (
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/typeset"
)

// A table's head never stands alone at a page's foot, also where its first row is a name
// of 200 characters.
func TestHeadIsNeverAlone(t *testing.T) {
	fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, []string{trial.FontDir(t)})
	table := &reports.Table{Columns: []reports.Column{{Key: "a"}, {Key: "b", Weight: 3}}, Header: [][]reports.HeaderCell{{{Text: "表头甲"}, {Text: "表头乙"}}},
		Rows: []reports.Row{{Cells: []reports.Cell{{Text: strings.Repeat("某单位", 67)}, {Text: "行首"}}}}}
	for lines := range 22 {
		b := &reports.Bulletin{Kind: "月度通报", Template: "A", Masthead: "某机关", Title: "通报"}
		for range lines {
			b.Body = append(b.Body, reports.Block{Para: &reports.Para{Spans: []reports.Span{{Text: "一行字。"}}}})
		}
		b.Body = append(b.Body, reports.Block{Table: table})
		pages, _ := layout(b, fonts, false)
		for n, pg := range pages {
			head, row := false, false
			for _, op := range pg.Ops {
				head, row = head || op.Text == "表头甲", row || op.Text == "行首"
			}
			if head != row {
				t.Errorf("after %d lines: page %d has the head %v, the row %v", lines, n+1, head, row)
			}
		}
	}
}

// The head of an annex never stands alone on its page: a table that would fit on a page
// of its own begins under it all the same.
func TestAnAnnexBeginsUnderItsHead(t *testing.T) {
	fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, []string{trial.FontDir(t)})
	for rows := range 40 {
		table := &reports.Table{Title: "指标口径", Columns: []reports.Column{{Key: "a"}}, Header: [][]reports.HeaderCell{{{Text: "表头"}}}}
		for range rows + 1 {
			table.Rows = append(table.Rows, reports.Row{Cells: []reports.Cell{{Text: "行"}}})
		}
		b := &reports.Bulletin{Kind: "月度通报", Template: "A", Masthead: "某机关", Title: "通报", Annexes: []reports.Annex{{No: 1, Title: "口径说明", Blocks: []reports.Block{{Table: table}}}}}
		pages, _ := layout(b, fonts, false)
		for n, pg := range pages {
			head, row := false, false
			for _, op := range pg.Ops {
				head, row = head || op.Text == "附件", row || op.Text == "行"
			}
			if head && !row {
				t.Errorf("%d rows: page %d has nothing but the head of the annex", rows+1, n+1)
			}
		}
	}
}
