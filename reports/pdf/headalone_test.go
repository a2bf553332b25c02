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
