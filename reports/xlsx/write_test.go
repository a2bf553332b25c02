package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"qinqing/reports"
	"qinqing/reports/internal/trial"
)

func render(t testing.TB, b *reports.Bulletin, opt Options) ([]byte, []reports.Warning) {
	t.Helper()
	var out bytes.Buffer
	ws, err := Write(&out, b, opt)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), ws
}

func open(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// parts reads the whole archive.
func parts(t testing.TB, b []byte) map[string]string {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, e := range zr.File {
		if _, twice := m[e.Name]; twice {
			t.Errorf("part %s twice", e.Name)
		}
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		m[e.Name] = string(body)
	}
	return m
}

func TestSheetsInOrder(t *testing.T) {
	b, ws := render(t, sampleTree(), Options{Created: made})
	if len(ws) != 0 {
		t.Errorf("warnings: %v", ws)
	}
	got := strings.Join(open(t, b).GetSheetList(), " ")
	if got != "汇总 逾期清单 分类 图表" {
		t.Errorf("sheets: %s", got)
	}
}

// checkTable compares every cell of a table with what the workbook shows.
func checkTable(t *testing.T, f *excelize.File, table *reports.Table, firstRow int) {
	t.Helper()
	for r, row := range table.Rows {
		for c, cell := range row.Cells {
			ref, _ := excelize.CoordinatesToCellName(c+1, firstRow+r)
			got, err := f.GetCellValue(table.Sheet, ref)
			if err != nil || got != cell.Text {
				t.Errorf("%s!%s shows %q, tree has %q (%v)", table.Sheet, ref, got, cell.Text, err)
			}
			if formula, _ := f.GetCellFormula(table.Sheet, ref); formula != "" {
				t.Errorf("%s!%s is a formula: %s", table.Sheet, ref, formula)
			}
		}
	}
}

func TestCellsShowTheTree(t *testing.T) {
	tree := sampleTree()
	b, _ := render(t, tree, Options{Created: made})
	f := open(t, b)
	checkTable(t, f, tree.Annexes[1].Blocks[0].Table, 5)
	checkTable(t, f, tree.Annexes[0].Blocks[0].Table, 4)
	checkTable(t, f, tree.Annexes[1].Blocks[1].Table, 5)
	// The second table of the sheet: 4 rows end in 8, a blank, title, unit, header.
	checkTable(t, f, tree.Annexes[1].Blocks[2].Table, 13)
}

func TestCellTypes(t *testing.T) {
	b, _ := render(t, sampleTree(), Options{Created: made})
	f := open(t, b)
	for _, c := range []struct {
		sheet, ref, raw string
		typ             excelize.CellType
	}{
		{"汇总", "B5", "1203", excelize.CellTypeUnset},
		{"汇总", "E5", "87.5", excelize.CellTypeUnset},
		{"汇总", "G5", "46303", excelize.CellTypeUnset},
		{"汇总", "E6", "—", excelize.CellTypeSharedString},
		{"汇总", "F6", "-1", excelize.CellTypeUnset},
		{"汇总", "A7", `=HYPERLINK("http://x")`, excelize.CellTypeSharedString},
		{"汇总", "F7", "@提及", excelize.CellTypeSharedString},
		{"汇总", "G7", "待定", excelize.CellTypeSharedString},
		{"逾期清单", "B5", "+86开头的文字", excelize.CellTypeSharedString},
		{"逾期清单", "B7", "\t制表符开头", excelize.CellTypeSharedString},
		{"逾期清单", "C4", "440000202610080001", excelize.CellTypeSharedString},
	} {
		raw, err := f.GetCellValue(c.sheet, c.ref, excelize.Options{RawCellValue: true})
		typ, err2 := f.GetCellType(c.sheet, c.ref)
		if err != nil || err2 != nil || raw != c.raw || typ != c.typ {
			t.Errorf("%s!%s: %q type %d, want %q type %d", c.sheet, c.ref, raw, typ, c.raw, c.typ)
		}
	}
}

// sheetGolden is what of a sheet the golden holds.
type sheetGolden struct {
	Cells  [][]string
	Merged []string
	Titles string
}

func TestGoldenCells(t *testing.T) {
	b, _ := render(t, sampleTree(), Options{Created: made, Preparer: "甲", Reviewer: "乙"})
	f := open(t, b)
	got := map[string]sheetGolden{}
	for _, s := range f.GetSheetList() {
		rows, err := f.GetRows(s)
		if err != nil {
			t.Fatal(err)
		}
		g := sheetGolden{Cells: rows}
		merged, err := f.GetMergeCells(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range merged {
			g.Merged = append(g.Merged, m.GetStartAxis()+":"+m.GetEndAxis())
		}
		for _, d := range f.GetDefinedName() {
			if d.Scope == s && d.Name == "_xlnm.Print_Titles" {
				g.Titles = d.RefersTo
			}
		}
		got[s] = g
	}
	text, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	trial.Golden(t, "cells.json", string(text))
}

func TestPackageIsCleanAndVisible(t *testing.T) {
	b, _ := render(t, sampleTree(), Options{Created: made})
	for name, body := range parts(t, b) {
		for _, bad := range []string{"xuri", "Go Excelize", "dc:creator", "lastModifiedBy", `hidden="1"`, `hidden="true"`, `state="hidden"`, "veryHidden", "externalLink"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s contains %s", name, bad)
			}
		}
		if strings.HasPrefix(name, "xl/worksheets/sheet") {
			if strings.Contains(body, "<f>") || strings.Contains(body, "<f ") {
				t.Errorf("%s has a formula", name)
			}
			for _, want := range []string{`orientation="landscape"`, `paperSize="9"`} {
				if !strings.Contains(body, want) {
					t.Errorf("%s lacks %s", name, want)
				}
			}
		}
	}
}

func TestMarksOnEverySheet(t *testing.T) {
	for _, c := range []struct {
		name        string
		demo, draft bool
		want        string
	}{
		{"issued", false, false, "逾期未办结问题清单"},
		{"draft", false, true, "【送审稿】逾期未办结问题清单"},
		{"demo", true, false, "【示例数据】逾期未办结问题清单"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := sampleTree()
			tree.Demo, tree.Draft = c.demo, c.draft
			b, _ := render(t, tree, Options{})
			f := open(t, b)
			if got, _ := f.GetCellValue("逾期清单", "A1"); got != c.want {
				t.Errorf("title %q, want %q", got, c.want)
			}
			for _, s := range f.GetSheetList() {
				got, _ := f.GetCellValue(s, "A1")
				if strings.Contains(got, "示例数据") != c.demo || strings.Contains(got, "送审稿") != c.draft {
					t.Errorf("%s: title %q", s, got)
				}
			}
		})
	}
}

func TestNotesBecomeComments(t *testing.T) {
	b, _ := render(t, sampleTree(), Options{})
	cs, err := open(t, b).GetComments("汇总")
	if err != nil || len(cs) != 1 {
		t.Fatalf("comments %v, %v", cs, err)
	}
	if c := cs[0]; c.Cell != "A6" || c.Author != program || c.Paragraph[0].Text != "企业名称已脱敏" {
		t.Errorf("comment %+v", c)
	}
}

func TestEqualInputEqualBytes(t *testing.T) {
	first, _ := render(t, sampleTree(), Options{Created: made})
	for range 5 {
		again, _ := render(t, sampleTree(), Options{Created: made})
		if !bytes.Equal(first, again) {
			t.Fatal("bytes differ")
		}
	}
	later, _ := render(t, sampleTree(), Options{Created: made.AddDate(0, 0, 1)})
	if bytes.Equal(first, later) {
		t.Error("the date of creation is not written")
	}
}

func TestChartsAreNative(t *testing.T) {
	b, _ := render(t, sampleTree(), Options{})
	ps := parts(t, b)
	for part, wants := range map[string][]string{
		"xl/charts/chart1.xml": {"barChart", `barDir val="col"`, "各类问题数量", `<min val="0">`, `showVal val="1"`, "图表&#39;!$B$3:$B$6"},
		"xl/charts/chart2.xml": {"lineChart", "近四个月办结率", `<min val="0">`, `formatCode="0.0&#34;%&#34;"`},
		"xl/charts/chart3.xml": {"pieChart", "问题来源构成", `showVal val="1"`, `showCatName val="1"`},
		"xl/charts/chart4.xml": {"barChart", `barDir val="bar"`, "各单位办结数"},
	} {
		for _, want := range wants {
			if !strings.Contains(ps[part], want) {
				t.Errorf("%s lacks %s", part, want)
			}
		}
	}
}

func TestRefusedTrees(t *testing.T) {
	one := []reports.Column{{Key: "a"}}
	two := []reports.Column{{Key: "a"}, {Key: "b"}}
	for _, c := range []struct {
		name  string
		table *reports.Table
		want  string
	}{
		{"no columns", &reports.Table{}, "没有列"},
		{"no header", &reports.Table{Columns: one}, "没有表头"},
		{"header too wide", &reports.Table{Columns: one, Header: [][]reports.HeaderCell{{{Text: "a", ColSpan: 2}}}}, "超出"},
		{"header too deep", &reports.Table{Columns: one, Header: [][]reports.HeaderCell{{{Text: "a", RowSpan: 2}}}}, "超出"},
		{"header with a gap", &reports.Table{Columns: two, Header: [][]reports.HeaderCell{{{Text: "a"}}}}, "空缺"},
		{"header overlapping", &reports.Table{Columns: two, Header: [][]reports.HeaderCell{{{Text: "a"}, {Text: "b", RowSpan: 2}}, {{Text: "c", ColSpan: 2}}}}, "重叠"},
		{"row too short", &reports.Table{Columns: two, Header: [][]reports.HeaderCell{{{}, {}}}, Rows: []reports.Row{{Cells: []reports.Cell{{}}}}}, "第1行有1格"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.table.Sheet = "汇总"
			var out bytes.Buffer
			_, err := Write(&out, &reports.Bulletin{Body: []reports.Block{{Table: c.table}}}, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || out.Len() != 0 {
				t.Errorf("error %v, %d bytes written", err, out.Len())
			}
		})
	}
	if _, err := Write(io.Discard, &reports.Bulletin{}, Options{}); err == nil {
		t.Error("an empty tree gave a workbook")
	}
	uneven := &reports.Chart{Title: "x", Categories: []string{"a"}, Series: []reports.ChartSeries{{}}}
	if _, err := Write(io.Discard, &reports.Bulletin{Body: []reports.Block{{Chart: uneven}}}, Options{}); err == nil {
		t.Error("a chart with missing values was drawn")
	}
}

func oneCell(c reports.Cell) *reports.Bulletin {
	return &reports.Bulletin{Body: []reports.Block{{Table: &reports.Table{
		Title: "t", Sheet: "s", Columns: []reports.Column{{Key: "a"}},
		Header: [][]reports.HeaderCell{{{Text: "h"}}}, Rows: []reports.Row{{Cells: []reports.Cell{c}}},
	}}}}
}

func TestAnyTextStaysText(t *testing.T) {
	alphabet := []rune("=+-@\t\n\r\x00\x0b_x0041<&>\"'{}0123eE.%—中😀\uFFFE ")
	rapid.Check(t, func(r *rapid.T) {
		s := rapid.OneOf(rapid.StringOf(rapid.SampledFrom(alphabet)), rapid.String()).Draw(r, "s")
		kind := rapid.SampledFrom([]string{"", "int", "percent", "decimal", "date"}).Draw(r, "kind")
		var out bytes.Buffer
		if _, err := Write(&out, oneCell(reports.Cell{Text: s, Kind: kind}), Options{}); err != nil {
			r.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			r.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		want, _ := cleanText(s)
		got, err := f.GetCellValue("s", "A4")
		if err != nil || got != want {
			r.Fatalf("shows %q, want %q (%v)", got, want, err)
		}
		typ, _ := f.GetCellType("s", "A4")
		if typ == excelize.CellTypeFormula || (kind == "" && s != "" && want != "" && typ != excelize.CellTypeSharedString) {
			r.Fatalf("%q has type %d", s, typ)
		}
	})
}

func TestLongTextIsCutWithAWarning(t *testing.T) {
	b, ws := render(t, oneCell(text(strings.Repeat("长", 32768))), Options{})
	if len(ws) != 1 || ws[0].Code != "cell-cut" || !strings.Contains(ws[0].Text, "A4") {
		t.Errorf("warnings %v", ws)
	}
	got, _ := open(t, b).GetCellValue("s", "A4")
	if got != strings.Repeat("长", 32767) {
		t.Errorf("%d runes", len([]rune(got)))
	}
}

func TestContradictionIsWarned(t *testing.T) {
	b, ws := render(t, oneCell(whole("12", 21)), Options{})
	if len(ws) != 1 || ws[0].Code != "number-mismatch" {
		t.Errorf("warnings %v", ws)
	}
	if got, _ := open(t, b).GetCellValue("s", "A4"); got != "12" {
		t.Errorf("shows %s", got)
	}
}
