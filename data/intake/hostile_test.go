package intake

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"qinqing/data"
)

// packed makes a workbook of raw XML parts; sheet is the sheet's whole XML.
func packed(t testing.TB, sheet string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml":        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            workbookXML,
		"xl/_rels/workbook.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for k, v := range more {
		parts[k] = v
	}
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, k := range sortedKeys(parts) {
		h := zip.FileHeader{Name: k, Method: zip.Deflate}
		if len(parts[k]) < 1<<14 {
			h.Method = zip.Store // packing is most of the time of a fuzzed sheet
		}
		w, err := zw.CreateHeader(&h)
		must(t, err)
		_, err = io.WriteString(w, parts[k])
		must(t, err)
	}
	must(t, zw.Close())
	return out.Bytes()
}

const workbookXML = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`
const sheetHead = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
const sheetFoot = `</sheetData></worksheet>`

func cellXML(ref, text string) string {
	return `<c r="` + ref + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

// goodRows is a small ledger with a header and n problems.
func goodRows(n int) string {
	var b strings.Builder
	b.WriteString(`<row r="1">` + cellXML("A1", "问题来源") + cellXML("B1", "具体问题") + cellXML("C1", "责任单位") + cellXML("D1", "整改时限") + cellXML("E1", "完成情况") + `</row>`)
	for i := 2; i < n+2; i++ {
		fmt.Fprintf(&b, `<row r="%d">%s%s%s%s%s</row>`, i, cellXML(fmt.Sprint("A", i), "月度通报"), cellXML(fmt.Sprint("B", i), fmt.Sprint("第", i, "个问题")), cellXML(fmt.Sprint("C", i), "商务局"),
			cellXML(fmt.Sprint("D", i), "2026年12月底前"), cellXML(fmt.Sprint("E", i), "正在推进"))
	}
	return b.String()
}

// deflated packs a part of n zero-like bytes without holding them.
func bomb(t testing.TB, head, unit, foot string, n int) []byte {
	t.Helper()
	base := packed(t, "", nil)
	zr, err := zip.NewReader(bytes.NewReader(base), int64(len(base)))
	must(t, err)
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	zw.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, f := range zr.File {
		if f.Name == "xl/worksheets/sheet1.xml" {
			w, err := zw.Create(f.Name)
			must(t, err)
			_, err = io.WriteString(w, head)
			must(t, err)
			chunk := strings.Repeat(unit, max(1, 1<<20/len(unit)))
			for done := 0; done < n; done += len(chunk) {
				_, err = io.WriteString(w, chunk)
				must(t, err)
			}
			_, err = io.WriteString(w, foot)
			must(t, err)
			continue
		}
		must(t, zw.Copy(f))
	}
	must(t, zw.Close())
	return out.Bytes()
}

func TestHostileFilesEndInAClearError(t *testing.T) {
	row := func(s string) []byte { return packed(t, sheetHead+s+sheetFoot, nil) }
	rename := func(name string) []byte {
		return packed(t, sheetHead+goodRows(1)+sheetFoot, map[string]string{name: "x"})
	}
	entity := `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>` + "&b;" + `</worksheet>`
	cases := map[string]struct {
		file []byte
		name string
		say  string
	}{
		"cell in XFD":              {row(goodRows(2) + `<row r="9">` + cellXML("XFD9", "x") + `</row>`), "", "XFD"},
		"negative row":             {row(`<row r="-1">` + cellXML("A1", "x") + `</row>`), "", "行号"},
		"row zero":                 {row(`<row r="0">` + cellXML("A0", "x") + `</row>`), "", "行号"},
		"duplicate row":            {row(goodRows(2) + `<row r="2">` + cellXML("A2", "x") + `</row>`), "", "行号"},
		"duplicate cell":           {row(`<row r="1">` + cellXML("A1", "x") + cellXML("A1", "y") + `</row>`), "", "位置"},
		"cell of another row":      {row(`<row r="1">` + cellXML("A7", "x") + `</row>`), "", "位置"},
		"column beyond XFD":        {row(`<row r="1">` + cellXML("XFE1", "x") + `</row>`), "", "位置"},
		"row beyond the last":      {row(`<row r="1048577">` + cellXML("A1048577", "x") + `</row>`), "", "行号"},
		"cut XML":                  {packed(t, sheetHead+goodRows(5)[:900], nil), "", "损坏"},
		"unclosed tag":             {packed(t, sheetHead+goodRows(2)+`<row r="`, nil), "", "损坏"},
		"billion laughs":           {packed(t, entity, nil), "", "实体"},
		"billion laughs in book":   {packed(t, sheetHead+goodRows(2)+sheetFoot, map[string]string{"xl/workbook.xml": `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "a">]><workbook/>`}), "", "实体"},
		"billion laughs in styles": {packed(t, sheetHead+goodRows(2)+sheetFoot, map[string]string{"xl/styles.xml": `<!DOCTYPE w [<!ENTITY a "a">]><styleSheet/>`}), "", "实体"},
		"path traversal":           {rename("../../../etc/cron.d/x"), "", "路径"},
		"absolute path":            {rename("/etc/passwd"), "", "路径"},
		"windows path":             {rename(`C:\x`), "", "路径"},
		"10 MB cell":               {row(`<row r="1">` + cellXML("A1", strings.Repeat("啊", 3_500_000)) + `</row>`), "", "个字"},
		"missing sheet":            {packed(t, sheetHead+sheetFoot, map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/none.xml"/></Relationships>`}), "", "缺失"},
		"zip of text":              {zipOf(t, "a.txt", "x"), "", "压缩包"},
		"docx":                     {zipOf(t, "word/document.xml", "x"), "", "Word"},
		"xlsb":                     {zipOf(t, "xl/workbook.bin", "x"), "", "xlsb"},
		"half a zip":               {file(t, samples+"visits.xlsx")[:20000], "", "损坏"},
		"xls":                      {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), "a.xls", "另存为 .xlsx"},
		"et":                       {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), "a.et", "WPS"},
		"encrypted":                {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), wide("EncryptedPackage")...), "a.xlsx", "密码"},
		"xls named xlsx":           {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), "a.xlsx", "另存为 .xlsx"},
		"only errors":              {row(`<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><v>#REF!</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>`), "", "表头"},
		"only formulas":            {row(`<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f>A1</f></c></row>`), "", ""},
		"html as xls":              {[]byte("\xEF\xBB\xBF\n<HTML><table><tr><td>序号</td></tr></table>"), "a.xls", "HTML"},
		"xml spreadsheet":          {[]byte(`<?xml version="1.0"?><Workbook/>`), "a.xls", "XML"},
		"pdf":                      {[]byte("%PDF-1.7"), "a.pdf", "PDF"},
		"empty":                    {nil, "a.xlsx", "空文件"},
		"blanks":                   {[]byte(" \r\n\t"), "a.csv", "空文件"},
		"binary":                   {[]byte("abc\x00\x01\x02"), "a.csv", "二进制"},
		"no header":                {[]byte("甲,乙\n1,2\n"), "a.csv", "表头"},
		"deep":                     {packed(t, strings.Repeat("<a>", 5000)+strings.Repeat("</a>", 5000), nil), "", "嵌套"},
		"quotes in a tag":          {packed(t, `<worksheet a="`+strings.Repeat(">", 200_000)+`"/>`, nil), "", "损坏"},
		"a line of commas":         {bytes.Repeat([]byte(","), 40<<20), "a.csv", "列"},
		"a cell of 20 MB":          {append([]byte("走访日期,走访单位,企业名称,反映问题\n2026.9.1,县纪委,甲,"), bytes.Repeat([]byte("啊"), 7<<20)...), "a.csv", "个字"},
		"a million lines":          {append([]byte("走访日期,走访单位,企业名称,反映问题\n"), bytes.Repeat([]byte("2026.9.1,县纪委,甲,乙\n"), 1_000_000)...), "a.csv", "行"},
		"a quote never closed":     {append([]byte("走访日期,走访单位,企业名称,反映问题\n2026.9.1,县纪委,甲,\"没有结束"), bytes.Repeat([]byte("\n2026.9.1,县纪委,甲,乙"), 300_000)...), "a.csv", ""},
		"zip bomb":                 {bomb(t, sheetHead+`<row r="1"><c r="A1" t="inlineStr"><is><t>`, "0", `</t></is></c></row>`+sheetFoot, 150<<20), "", ""},
		"bomb of blanks":           {bomb(t, sheetHead, " ", sheetFoot, 210<<20), "", "MB"},
		"bomb of cells":            {bomb(t, sheetHead+`<row r="1">`, "<c/>", `</row>`+sheetFoot, 100<<20), "", "单元格"},
		"bomb of rows":             {bomb(t, sheetHead, "<row/>", sheetFoot, 100<<20), "", "行"},
		"bomb of merges":           {bomb(t, sheetHead+sheetFoot[:12]+`<mergeCells>`, `<mergeCell ref="A1:B2"/>`, `</mergeCells></worksheet>`, 30<<20), "", "合并"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := newMemory(t)
			runtime.GC()
			var err error
			bounded(t, func() {
				_, err = MakePlan(t.Context(), Input{Name: c.name, Data: c.file, Today: day0("2026-11-22")}, m)
			})
			if err == nil || !IsUnreadable(err) || data.CodeOf(err) != data.Invalid {
				t.Fatalf("got %v, want an unreadable file", err)
			}
			if !strings.Contains(err.Error(), c.say) || !strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("said %q, want it to speak of %q", err, c.say)
			}
		})
	}
}

func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func zipOf(t testing.TB, name, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	w, err := zw.Create(name)
	must(t, err)
	_, err = io.WriteString(w, text)
	must(t, err)
	must(t, zw.Close())
	return out.Bytes()
}

func TestOddButHonestFilesAreRead(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("具体问题,责任单位,完成情况\r\n㛃家路段积水,住建局,正在推进\r\n")
	must(t, err)
	cases := map[string]struct {
		file []byte
		want int
	}{
		"last row of a sheet":    {packed(t, sheetHead+goodRows(2)+`<row r="1048576">`+cellXML("B1048576", "最后一行的问题")+cellXML("C1048576", "商务局")+`</row>`+sheetFoot, nil), 3},
		"control characters":     {packed(t, sheetHead+goodRows(1)+`<row r="3">`+cellXML("B3", "断&#9;点\u200b问题")+cellXML("C3", "商务局")+`</row>`+sheetFoot, nil), 2},
		"empty styled far cells": {packed(t, sheetHead+goodRows(2)+`<row r="9"><c r="XFD9" s="1"/></row>`+sheetFoot, nil), 2},
		"no references":          {packed(t, sheetHead+`<row><c t="inlineStr"><is><t>具体问题</t></is></c><c t="inlineStr"><is><t>责任单位</t></is></c></row><row><c t="inlineStr"><is><t>路灯不亮</t></is></c><c t="inlineStr"><is><t>住建局</t></is></c></row>`+sheetFoot, nil), 1},
		"prefixed names":         {packed(t, strings.NewReplacer("<worksheet xmlns=", "<x:worksheet xmlns:x=", "</worksheet", "</x:worksheet").Replace(sheetHead+goodRows(1)+sheetFoot), nil), 1},
		"GB18030":                {[]byte(gb), 1},
		"UTF-8 with mark":        {[]byte("\xEF\xBB\xBF具体问题;责任单位;完成情况\n甲问题;住建局;正在推进\n"), 1},
		"UTF-16":                 {append([]byte("\xFF\xFE"), wide("具体问题\t责任单位\n甲问题\t住建局\n")...), 1},
		"pasted":                 {[]byte("具体问题\t责任单位\t完成情况\n\"甲\n问题\"\t住建局\t正在推进\n\n乙问题\t住建局\t已完成\n"), 2},
		"stray quote":            {[]byte("具体问题,责任单位\n甲\"问题,住建局\n\"乙\"问题,住建局\n"), 2},
		"xlsx named xls":         {packed(t, sheetHead+goodRows(2)+sheetFoot, nil), 2},
		"1904 dates":             {packed(t, sheetHead+goodRows(2)+sheetFoot, map[string]string{"xl/workbook.xml": strings.Replace(workbookXML, "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1)}), 2},
		"#N/A in a cell":         {packed(t, sheetHead+goodRows(1)+`<row r="3">`+cellXML("B3", "路灯不亮")+`<c r="C3" t="e"><v>#N/A</v></c><c r="D3" t="e"><v>#N/A</v></c></row>`+sheetFoot, nil), 2},
		"formulas without value": {packed(t, sheetHead+goodRows(1)+`<row r="3">`+cellXML("B3", "路灯不亮")+`<c r="C3"><f>VLOOKUP(A3,X:Y,2)</f></c></row>`+sheetFoot, nil), 2},
		"formula text":           {[]byte("具体问题,责任单位,备注\n甲问题,住建局,=cmd|' /C calc'!A0\n"), 1},
	}
	named := map[string]string{"xlsx named xls": "a.xls"}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := newMemory(t).plan(t, Input{Name: named[name], Data: c.file})
			if p.New.Problems != c.want || len(p.Rejected) != 0 {
				t.Errorf("got %d problems, %v rejected, want %d", p.New.Problems, p.Rejected, c.want)
			}
		})
	}
}
