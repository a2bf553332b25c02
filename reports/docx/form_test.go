package docx

import (
	"strings"
	"testing"

	"qinqing/reports"
)

func TestForms(t *testing.T) {
	b := &reports.Bulletin{Kind: "受理单", Template: "A", Caution: "内部资料　注意保存", Title: "企业问题受理单", Body: []reports.Block{{Form: &reports.Form{
		Head: reports.FormLine{Left: "填报单位：", Right: "打印日期：2026年11月5日"}, Columns: []float64{3, 4.5, 3, 4.5}, Rows: []reports.FormRow{
			{Cells: []reports.FormCell{{Text: "问题编号", Label: true}, {Text: "WT-2026-0001"}, {Text: "企业名称", Label: true}, {Text: "某某公司"}}},
			{Cells: []reports.FormCell{{Text: "反映问题", Label: true}, {Text: strings.Repeat("道路积水", 80), Span: 3}}, Lines: 5},
			{Cells: []reports.FormCell{{Text: "审批意见", Label: true}, {Foot: "签字：　　年　　月　　日", Span: 3}}, Lines: 3},
		}}}}}
	file, ws := write(t, b, Options{})
	if len(ws) > 0 {
		t.Errorf("warnings %v", ws)
	}
	p := read(t, file)
	rows := p.xml[docPart].all("w:tr")
	if len(rows) != 3 {
		t.Fatalf("%d rows, want 3", len(rows))
	}
	for i, want := range []int{4, 2, 2} {
		if got := len(rows[i].all("w:tc")); got != want {
			t.Errorf("row %d has %d cells, want %d", i+1, got, want)
		}
	}
	if rows[1].all("w:gridSpan")[0].attr("w:val") != "3" || rows[1].child("w:trPr").has("w:cantSplit") || !rows[0].child("w:trPr").has("w:cantSplit") {
		t.Error("the long cell does not reach over three columns, or may not be divided")
	}
	var tree saying
	tree.say(b.Title)
	tree.blocks(b.Body, b.Title)
	if got := strings.ReplaceAll(p.xml[docPart].words(), "\t", ""); got != tree.String() {
		t.Errorf("the text is not the tree:\n%s\n%s", got, tree.String())
	}
	marked := false
	for name, part := range p.xml {
		marked = marked || strings.Contains(name, "header") && strings.Contains(part.words(), "内部资料")
	}
	if !marked {
		t.Error("no page says that it is for the inside")
	}
}
