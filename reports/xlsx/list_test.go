package xlsx

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"qinqing/reports"
)

// problemList is a long list in small: dates, missing dates, numbers, odd texts.
func problemList(rows int) reports.Table {
	t := reports.Table{Title: "问题台账（2026年10月）", Sheet: "问题台账", Notes: []string{"企业名称为化名。"},
		Header: [][]reports.HeaderCell{{{Text: "编号"}, {Text: "登记日期"}, {Text: "问题"}, {Text: "办结日期"}, {Text: "逾期天数"}}},
		Columns: []reports.Column{{Key: "code"}, {Key: "registered", Align: reports.Center}, {Key: "content"},
			{Key: "resolved", Align: reports.Center}, {Key: "days", Align: reports.Right}}}
	odd := []string{"=1+1", "第一行", "", "-减号", strings.Repeat("用电容量不足，", 40)}
	for i := range rows {
		resolved := text("—")
		if i%3 == 0 {
			resolved = day("2026-10-21")
		}
		t.Rows = append(t.Rows, reports.Row{Cells: []reports.Cell{text(fmt.Sprintf("WT-2026-%04d", i+1)), day("2026-10-08"), text(odd[i%len(odd)]),
			resolved, whole(itoa(i), float64(i))}})
	}
	return t
}

func TestLongListsStandInTheWorkbook(t *testing.T) {
	tree := sampleTree()
	list := problemList(40)
	tree.Ledger = []reports.Table{list}
	b, ws := render(t, tree, Options{Created: made, Preparer: "示例甲"})
	if len(ws) != 0 {
		t.Errorf("warnings: %v", ws)
	}
	f := open(t, b)
	if got := strings.Join(f.GetSheetList(), " "); got != "汇总 问题台账 逾期清单 分类 图表" {
		t.Errorf("sheets: %s", got)
	}
	checkTable(t, f, &list, 4)
	for ref, want := range map[string]string{"A1": "【示例数据】【送审稿】问题台账（2026年10月）", "A2": "制表日期：2026年11月3日", "A3": "编号", "E3": "逾期天数",
		"A44": "企业名称为化名。", "A45": "填表人：示例甲　　　　审核人：　　　　单位负责人："} {
		if got, err := f.GetCellValue("问题台账", ref); got != want || err != nil {
			t.Errorf("%s shows %q, want %q (%v)", ref, got, want, err)
		}
	}
	xml := parts(t, b)["xl/worksheets/sheet2.xml"]
	for _, want := range []string{`<autoFilter ref="$A$3:$E$43"`, `state="frozen"`, `topLeftCell="A4"`} {
		if !strings.Contains(xml, want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
	for range 4 {
		if again, _ := render(t, tree, Options{Created: made, Preparer: "示例甲"}); !bytes.Equal(b, again) {
			t.Fatal("the same tree gave other bytes")
		}
	}
}

func TestListsAloneAreAWorkbook(t *testing.T) {
	b, _ := render(t, &reports.Bulletin{Title: "清单", Ledger: []reports.Table{problemList(0), problemList(2)}}, Options{Created: made})
	if got := strings.Join(open(t, b).GetSheetList(), " "); got != "问题台账 问题台账(2)" {
		t.Errorf("sheets: %s", got)
	}
}

func TestListWithTwoHeaderRowsIsRefused(t *testing.T) {
	list := problemList(1)
	list.Header = append(list.Header, list.Header[0])
	if _, err := Write(io.Discard, &reports.Bulletin{Title: "清单", Ledger: []reports.Table{list}}, Options{}); err == nil || !strings.Contains(err.Error(), "表头有2行") {
		t.Errorf("error %v", err)
	}
}

func BenchmarkBulletinWith100kProblems(b *testing.B) {
	tree := sampleTree()
	tree.Ledger = []reports.Table{problemList(100_000)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(io.Discard, tree, Options{Created: made}); err != nil {
			b.Fatal(err)
		}
	}
}
