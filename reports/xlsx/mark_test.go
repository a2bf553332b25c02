package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// original is a user's workbook: styles, a formula, a date, widths, a list, a
// second sheet with a comment.
func original(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	date, pattern := excelize.Style{NumFmt: 14, Font: &excelize.Font{Bold: true}}, "0.00"
	bold, err := f.NewStyle(&date)
	must(t, err)
	two, err := f.NewStyle(&excelize.Style{CustomNumFmt: &pattern})
	must(t, err)
	must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"企业", "日期", "金额"}))
	must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"甲", 46303, 12.5}))
	must(t, f.SetSheetRow("Sheet1", "A3", &[]any{"乙", "某日", "x"}))
	must(t, f.SetCellFormula("Sheet1", "D2", "C2*2"))
	must(t, f.SetCellStyle("Sheet1", "B2", "B3", bold))
	must(t, f.SetCellStyle("Sheet1", "C2", "C3", two))
	must(t, f.SetColWidth("Sheet1", "A", "A", 33))
	_, err = f.NewSheet("另一张")
	must(t, err)
	must(t, f.SetCellStr("另一张", "B2", "值"))
	must(t, f.AddComment("另一张", excelize.Comment{Cell: "B2", Author: "某", Text: "原有"}))
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func comments(t *testing.T, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	cs, err := f.GetComments(sheet)
	must(t, err)
	m := map[string]string{}
	for _, c := range cs {
		text := c.Author + ":" + c.Text
		for _, p := range c.Paragraph {
			text += p.Text
		}
		if _, twice := m[c.Cell]; twice {
			t.Errorf("two comments on %s", c.Cell)
		}
		m[c.Cell] = text
	}
	return m
}

func TestMarkRejected(t *testing.T) {
	src := original(t)
	var out bytes.Buffer
	must(t, MarkRejected(&out, src, []Mark{
		{"Sheet1", 3, 2, "日期无法识别"}, {"Sheet1", 3, 3, "不是数字 <&>"}, {"Sheet1", 3, 2, "晚于今天"}, {"Sheet1", 3, 2, "晚于今天"},
		{"另一张", 2, 2, "重复"}, {"另一张", 1, 1, "缺列"},
	}))
	before, after := open(t, src), open(t, out.Bytes())
	red := map[string]bool{"Sheet1!B3": true, "Sheet1!C3": true, "另一张!B2": true, "另一张!A1": true}
	for _, s := range before.GetSheetList() {
		for row := 1; row <= 4; row++ {
			for col := 1; col <= 5; col++ {
				ref, _ := excelize.CoordinatesToCellName(col, row)
				compareCell(t, before, after, s, ref, red[s+"!"+ref])
			}
		}
	}
	if w, _ := after.GetColWidth("Sheet1", "A"); w != 33 {
		t.Errorf("width %v", w)
	}
	got := comments(t, after, "Sheet1")
	if len(got) != 2 || got["B3"] != program+":日期无法识别\n晚于今天" || got["C3"] != program+":不是数字 <&>" {
		t.Errorf("comments %v", got)
	}
	got = comments(t, after, "另一张")
	if len(got) != 2 || got["B2"] != "某:原有\n重复" || got["A1"] != program+":缺列" {
		t.Errorf("comments %v", got)
	}
	checkDrawings(t, out.Bytes(), 4)
}

func compareCell(t *testing.T, before, after *excelize.File, s, ref string, red bool) {
	t.Helper()
	a, _ := before.GetCellValue(s, ref)
	b, _ := after.GetCellValue(s, ref)
	fa, _ := before.GetCellFormula(s, ref)
	fb, _ := after.GetCellFormula(s, ref)
	if a != b || fa != fb {
		t.Errorf("%s!%s was %q %q, is %q %q", s, ref, a, fa, b, fb)
	}
	ia, _ := before.GetCellStyle(s, ref)
	ib, _ := after.GetCellStyle(s, ref)
	sa, err := before.GetStyle(ia)
	must(t, err)
	sb, err := after.GetStyle(ib)
	must(t, err)
	if got := len(sb.Fill.Color) > 0 && sb.Fill.Color[0] == refusedFill; got != red {
		t.Errorf("%s!%s red: %v", s, ref, got)
	}
	format := func(x *excelize.Style) string {
		if x.CustomNumFmt != nil {
			return *x.CustomNumFmt
		}
		return itoa(x.NumFmt)
	}
	bold := func(x *excelize.Style) bool { return x.Font != nil && x.Font.Bold }
	if format(sa) != format(sb) || bold(sa) != bold(sb) {
		t.Errorf("%s!%s lost its style: %+v, %+v", s, ref, sa, sb)
	}
}

// checkDrawings finds drawings Excel would want to repair and counts the boxes.
func checkDrawings(t *testing.T, b []byte, want int) {
	t.Helper()
	boxes := 0
	for name, body := range parts(t, b) {
		if !strings.HasSuffix(name, ".vml") {
			continue
		}
		boxes += strings.Count(body, `ObjectType="Note"`)
		dec := xml.NewDecoder(strings.NewReader(body))
		for {
			tok, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			// An undeclared prefix is left standing as the name space.
			if e, ok := tok.(xml.StartElement); ok && e.Name.Space != "" && !strings.HasPrefix(e.Name.Space, "urn:") {
				t.Errorf("%s: prefix %s is not declared", name, e.Name.Space)
			}
		}
	}
	if boxes != want {
		t.Errorf("%d boxes for %d comments", boxes, want)
	}
}

// The fixture was written by openpyxl: other part names, other prefixes, and
// comments on the first and third sheet only.
func TestMarkForeignComments(t *testing.T) {
	src, err := os.ReadFile("testdata/foreign-comments.xlsx")
	must(t, err)
	var out bytes.Buffer
	must(t, MarkRejected(&out, src, []Mark{{"S2", 2, 2, "日期不对"}, {"s1", 3, 1, "重复"}, {"S1", 1, 1, "又"}}))
	f := open(t, out.Bytes())
	for sheet, want := range map[string]map[string]string{
		"S1": {"A1": "某人:原批注\n又", "A3": program + ":重复"},
		"S2": {"B2": program + ":日期不对"},
		"S3": {"A1": "他:三"},
	} {
		got := comments(t, f, sheet)
		if len(got) != len(want) {
			t.Errorf("%s: %v", sheet, got)
		}
		for ref, text := range want {
			if got[ref] != text {
				t.Errorf("%s!%s: %q, want %q", sheet, ref, got[ref], text)
			}
		}
	}
	if formula, _ := f.GetCellFormula("S1", "A3"); formula != "1+1" {
		t.Errorf("formula %q", formula)
	}
	checkDrawings(t, out.Bytes(), 4)
}

func TestMarkingIsDeterministic(t *testing.T) {
	src := original(t)
	var first bytes.Buffer
	marks := []Mark{{"Sheet1", 3, 2, "一"}, {"另一张", 1, 1, "二"}, {"Sheet1", 1, 1, "三"}}
	must(t, MarkRejected(&first, src, marks))
	for range 5 {
		var again bytes.Buffer
		must(t, MarkRejected(&again, src, marks))
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatal("bytes differ")
		}
	}
}

// withSheet replaces the first sheet's data in a good workbook.
func withSheet(t testing.TB, data string) []byte {
	t.Helper()
	return withParts(t, map[string]string{
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + data + `</worksheet>`})
}

// withParts replaces parts of a good workbook.
func withParts(t testing.TB, bodies map[string]string) []byte {
	t.Helper()
	src := original(t)
	zr, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	must(t, err)
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, e := range zr.File {
		body, err := readPart(e)
		must(t, err)
		if other, ok := bodies[e.Name]; ok {
			body = []byte(other)
		}
		w, err := zw.Create(e.Name)
		must(t, err)
		_, err = w.Write(body)
		must(t, err)
	}
	must(t, zw.Close())
	return out.Bytes()
}

func TestHostileOriginalsAreRefused(t *testing.T) {
	var wide strings.Builder
	for r := range 200 {
		wide.WriteString(`<row r="` + itoa(r+1) + `"><c r="XFD` + itoa(r+1) + `"><v>1</v></c></row>`)
	}
	for _, c := range []struct {
		name string
		src  []byte
		mark Mark
		want string
	}{
		{"not a zip", []byte("PK nothing"), Mark{"Sheet1", 1, 1, "x"}, "不是有效的 xlsx"},
		{"empty", nil, Mark{"Sheet1", 1, 1, "x"}, "不是有效的 xlsx"},
		{"far columns", withSheet(t, "<sheetData>"+wide.String()+"</sheetData>"), Mark{"Sheet1", 1, 1, "x"}, "范围过大"},
		{"prefixed", withSheet(t, `<x:sheetData xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:row r="1048576"/></x:sheetData>`), Mark{"Sheet1", 1, 1, "x"}, "范围过大"},
		{"far row", withSheet(t, `<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>`), Mark{"Sheet1", 1, 1, "x"}, "范围过大"},
		{"row of a cell only", withSheet(t, `<sheetData><row><c r="A1048576"><v>1</v></c></row></sheetData>`), Mark{"Sheet1", 1, 1, "x"}, "范围过大"},
		{"unnumbered rows", withSheet(t, "<sheetData>"+strings.Repeat("<row/>", maxUnnumbered+1)+"</sheetData>"), Mark{"Sheet1", 1, 1, "x"}, "范围过大"},
		{"merges", withSheet(t, "<sheetData/><mergeCells>"+strings.Repeat(`<mergeCell ref="A1:B2"/>`, maxMergeRanges+1)+"</mergeCells>"), Mark{"Sheet1", 1, 1, "x"}, "范围过大"},
		{"row outside", original(t), Mark{"Sheet1", 400, 1, "x"}, "超出原表范围"},
		{"row zero", original(t), Mark{"Sheet1", 0, 1, "x"}, "超出原表范围"},
		{"column outside", original(t), Mark{"Sheet1", 1, 16385, "x"}, "超出原表范围"},
		{"no such sheet", original(t), Mark{"没有", 1, 1, "x"}, "没有"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			err := MarkRejected(&out, c.src, []Mark{c.mark})
			if err == nil || !strings.Contains(err.Error(), c.want) || out.Len() != 0 {
				t.Errorf("error %v, %d bytes", err, out.Len())
			}
		})
	}
}

func FuzzMarkRejected(f *testing.F) {
	f.Add(original(f), 2, 2)
	f.Add([]byte("PK\x03\x04"), 1, 1)
	foreign, err := os.ReadFile("testdata/foreign-comments.xlsx")
	must(f, err)
	f.Add(foreign, 1, 1)
	f.Fuzz(func(t *testing.T, src []byte, row, col int) {
		var out bytes.Buffer
		err := MarkRejected(&out, src, []Mark{{"S1", row, col, "原因"}})
		if err != nil && out.Len() != 0 {
			t.Error("error after writing")
		}
		if err == nil {
			if _, err := excelize.OpenReader(&out); err != nil {
				t.Errorf("the copy does not open: %v", err)
			}
		}
	})
}

// FuzzSheetXML feeds broken sheets inside a sound archive, where a fuzzer of the
// archive hardly gets.
func FuzzSheetXML(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>`)
	f.Add(`<sheetData><row><c><v>1</v></c></row><row r="-1"/></sheetData><mergeCells><mergeCell ref="B:A"/></mergeCells>`)
	f.Add(`<sheetData><row r="1"><c r="B1" s="999"/></row></sheetData><legacyDrawing id="rId9"/>`)
	f.Fuzz(func(t *testing.T, data string) {
		var out bytes.Buffer
		if err := MarkRejected(&out, withSheet(t, data), []Mark{{"Sheet1", 1, 1, "原因"}}); err != nil && out.Len() != 0 {
			t.Error("error after writing")
		}
	})
}
