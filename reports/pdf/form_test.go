package pdf

import (
	"strings"
	"testing"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

// sheetToFill is a form with a long cell, empty cells and places to sign.
func sheetToFill(content string) *reports.Bulletin {
	cell := func(label, text, foot string, span int) []reports.FormCell {
		return []reports.FormCell{{Text: label, Label: true}, {Text: text, Foot: foot, Span: span}}
	}
	f := &reports.Form{Head: reports.FormLine{Left: "填报单位：某县纪委", Right: "打印日期：2026年11月5日"}, Columns: []float64{3, 4.5, 3, 4.5}}
	f.Rows = []reports.FormRow{
		{Cells: append(cell("问题编号", "WT-2026-0001", "", 1), cell("企业名称", "某某制造有限公司", "", 1)...)},
		{Cells: append(cell("信用代码", "", "", 1), cell("联系人", "", "", 1)...)},
		{Cells: cell("反映问题", content, "", 3), Lines: 5},
		{Cells: cell("审批意见", "", "签字：　　　　年　　月　　日", 3), Lines: 3},
	}
	return &reports.Bulletin{Kind: "受理单", Template: "A", Caution: "内部资料　注意保存", Title: "企业问题受理单", Body: []reports.Block{{Form: f}}, Annexes: []reports.Annex{}, Figures: []reports.Figure{}}
}

func TestFormsAreReadable(t *testing.T) {
	for _, c := range []struct {
		name, content string
		pages         int
	}{
		{"short", "道路积水", 1},
		{"empty", "", 1},
		{"over two pages", strings.Repeat("企业反映厂区外道路长期积水、路面破损，运输车辆通行困难。", 60), 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := sheetToFill(c.content)
			pages := pagesOf(t, b)
			if len(pages) != c.pages {
				t.Errorf("%d pages, want %d", len(pages), c.pages)
			}
			file, _ := write(t, b)
			if c.pages == 1 { // a long cell's caption stands on both pages, between its lines
				readable(t, b, file)
			} else if got := squash(tool(t, file, "pdftotext", "-raw", "FILE", "-")); strings.Count(got, "路面破损") != 60 || !strings.Contains(got, "签字：年月日") {
				t.Errorf("not all of it is there: %s", got)
			}
			for _, op := range pages[0].Ops {
				if op.Kind == typeset.Rule && (op.Ink == typeset.Red || max(op.Y, op.Y2) > formTop+formHeight+0.1 || max(op.X, op.X2) > formLeft+formWidth+0.1) {
					t.Errorf("a rule out of the form: %+v", op)
				}
				if op.Kind == typeset.Glyphs && strings.Contains(op.Text, "— 1 —") != (c.pages > 1) && strings.HasPrefix(op.Text, "— ") {
					t.Errorf("numbered: %s", op.Text)
				}
			}
		})
	}
}
