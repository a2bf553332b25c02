package pdf

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"qinqing/reports"
)

type outline struct {
	Title string    `json:"title"`
	Kids  []outline `json:"kids"`
	Page  int       `json:"destpageposfrom1"`
}

func (o outline) String() string {
	s := fmt.Sprintf("%s@%d", o.Title, o.Page)
	for _, k := range o.Kids {
		s += "(" + k.String() + ")"
	}
	return s
}

func TestOutline(t *testing.T) {
	b := sample()
	b.Body[0].Heading.Text = "一、𠮷总体情况"
	file, _ := write(t, b)
	var doc struct{ Outlines []outline }
	if err := json.Unmarshal([]byte(tool(t, file, "qpdf", "--json", "--json-key=outlines", "FILE")), &doc); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range doc.Outlines {
		got = append(got, o.String())
	}
	want := []string{
		b.Title + "@1(一、𠮷总体情况@1((一)走访情况@2(1. 热点问题@2((1)融资@2))))(二、下步要求@4)",
		"附件1　各单位情况统计表@5", "附件2　逾期未办结问题清单@8", "附件3　口径说明@9",
	}
	norm := func(s string) string { return strings.NewReplacer("（", "(", "）", ")").Replace(s) }
	if norm(strings.Join(got, "\n")) != norm(strings.Join(want, "\n")) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRemarksOnCellsStandUnderTheTable(t *testing.T) {
	few := table(12)
	for i := range few.Rows {
		few.Rows[i].Cells[3].Note = "推定：原台账没有办结日期"
	}
	file, _ := write(t, &reports.Bulletin{Title: "表", Body: []reports.Block{{Table: few}}})
	if n := strings.Count(squash(tool(t, file, "pdftotext", "-raw", "FILE", "-")), "推定：原台账没有办结日期"); n != 1 {
		t.Errorf("the remark is printed %d times, want once", n)
	}
	many := table(12)
	for i := range many.Rows {
		many.Rows[i].Cells[3].Note = fmt.Sprintf("推定%d", i)
	}
	file, _ = write(t, &reports.Bulletin{Title: "表", Body: []reports.Block{{Table: many}}})
	if strings.Contains(tool(t, file, "pdftotext", "-raw", "FILE", "-"), "推定") {
		t.Error("a ledger's many remarks are printed under the table")
	}
}

func TestTooManyColumnsAreWarnedAbout(t *testing.T) {
	tab := &reports.Table{Title: "宽表", Header: [][]reports.HeaderCell{{}}}
	var cells []string
	for i := range 40 {
		tab.Columns = append(tab.Columns, reports.Column{})
		tab.Header[0] = append(tab.Header[0], reports.HeaderCell{Text: fmt.Sprintf("第%d列", i)})
		cells = append(cells, "1,234,567")
	}
	tab.Rows = []reports.Row{row(cells...)}
	_, warnings := write(t, &reports.Bulletin{Title: "宽", Body: []reports.Block{{Table: tab}}})
	if len(warnings) != 1 || warnings[0].Code != WideCell || !strings.Contains(warnings[0].Text, "宽表") {
		t.Errorf("warnings %v", warnings)
	}
}
