package xlsx

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

func aPaper(rows int) *reports.Bulletin {
	f := &reports.Form{Head: reports.FormLine{Left: "填报单位：某县纪委", Right: "打印日期：2026年11月5日"}, Columns: []float64{3, 4.5, 3, 4.5}, Rows: []reports.FormRow{
		{Cells: []reports.FormCell{{Text: "问题编号", Label: true}, {Text: "WT-2026-0001"}, {Text: "企业名称", Label: true}, {Text: "=HYPERLINK(1)"}}},
		{Cells: []reports.FormCell{{Text: "反映问题", Label: true}, {Text: strings.Repeat("道路积水", 30), Span: 3}}, Lines: 5},
		{Cells: []reports.FormCell{{Text: "审批意见", Label: true}, {Foot: "签字：　　年　　月　　日", Span: 3}}, Lines: 3},
	}}
	t := &reports.Table{Title: "历次延期", Columns: []reports.Column{{Key: "no", Align: reports.Center, Weight: 1}, {Key: "due", Align: reports.Center, Weight: 2}, {Key: "why", Align: reports.Left, Weight: 5}},
		Header: [][]reports.HeaderCell{{{Text: "次"}, {Text: "延期至"}, {Text: "理由"}}}}
	for range rows {
		t.Rows = append(t.Rows, reports.Row{Cells: []reports.Cell{{Text: "1"}, {Text: "2026-11-30"}, {Text: "工期"}}})
	}
	return &reports.Bulletin{Kind: "延期审批表", Caution: "内部资料　注意保存", Title: "延期审批表", Body: []reports.Block{{Form: f}, {Table: t}}}
}

func TestPaperIsOneSheet(t *testing.T) {
	for _, c := range []struct {
		name string
		rows int
		high int
	}{{"a form prints on one page", 2, 1}, {"a long register on as many as it takes", 80, 0}} {
		t.Run(c.name, func(t *testing.T) {
			var buf bytes.Buffer
			if _, err := WritePaper(&buf, aPaper(c.rows), Options{}); err != nil {
				t.Fatal(err)
			}
			f, err := excelize.OpenReader(&buf)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if list := f.GetSheetList(); !slices.Equal(list, []string{"延期审批表"}) {
				t.Errorf("sheets %v", list)
			}
			page, err := f.GetPageLayout("延期审批表")
			if err != nil || *page.Orientation != "portrait" || *page.FitToWidth != 1 || *page.FitToHeight != c.high {
				t.Errorf("page %+v %v", page, err)
			}
			rows, err := f.GetRows("延期审批表")
			if err != nil {
				t.Fatal(err)
			}
			var all strings.Builder
			for _, r := range rows {
				all.WriteString(strings.Join(r, ""))
			}
			for _, want := range []string{"内部资料　注意保存", "填报单位：某县纪委", "打印日期：2026年11月5日", "=HYPERLINK(1)", "签字：", "历次延期", "2026-11-30"} {
				if !strings.Contains(all.String(), want) {
					t.Errorf("lacks %s in %s", want, all.String())
				}
			}
			merged, err := f.GetMergeCells("延期审批表")
			if err != nil || !slices.ContainsFunc(merged, func(m excelize.MergeCell) bool { return strings.HasPrefix(m.GetCellValue(), "道路积水") }) {
				t.Errorf("the long cell is not one: %v %v", merged, err)
			}
		})
	}
}
