package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"time"

	"qinqing/data"
)

// FuzzAnyBytes: whatever the bytes, the answer is a plan or an error in time, and a
// plan can be applied and is then known.
func FuzzAnyBytes(f *testing.F) {
	f.Add([]byte("具体问题,责任单位,完成情况\n甲问题,商务局,已完成\n"))
	f.Add(tsv(visitsHead, "1|2026-09-01|县纪委|甲公司|乙问题|融资|商务局|2026.9.2|7个工作日|已办结|满意|是|"))
	f.Add([]byte("走访日期;企业名称;反映问题\n2月30日;甲;无\n\"\"\"\";;\n"))
	f.Add(file(f, samples+"rectify.xlsx"))
	f.Add([]byte("问题编号,事件记录,反映问题\nWT-1,\"[{\"\"n\"\":1,\"\"k\"\":\"\"register\"\",\"\"d\"\":\"\"2026-01-01\"\"}]\",甲\n"))
	f.Fuzz(func(t *testing.T, raw []byte) { survives(t, raw) })
}

func survives(t *testing.T, raw []byte) {
	t.Helper()
	m := newMemory(t)
	start := time.Now()
	in := Input{Name: "a.csv", Data: raw, Today: day0("2026-11-22")}
	p, err := MakePlan(t.Context(), in, m)
	if took := time.Since(start); took > 10*time.Second {
		t.Fatalf("took %s", took)
	}
	if err != nil {
		if data.CodeOf(err) != data.Invalid {
			t.Fatalf("not an error for people: %v", err)
		}
		return
	}
	for _, r := range p.Rejected {
		if r.Reason == "" || r.Row == 0 {
			t.Fatalf("a refusal without reason or place: %+v", r)
		}
	}
	must(t, Apply(m, p))
	again := m.plan(t, in)
	if again.New.Problems != 0 || again.New.Visits != 0 {
		t.Fatalf("twice: %+v", again.Summary())
	}
}

// FuzzSheetXML: whatever stands inside a sheet.
func FuzzSheetXML(f *testing.F) {
	f.Add(sheetHead + goodRows(2) + sheetFoot)
	f.Add(sheetHead + `<row r="3"><c r="B3"><v>45000</v></c></row>` + `</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	f.Add(sheetHead + `<row><c><v>1</v></c><c t="s"><v>7</v></c></row>` + sheetFoot)
	f.Add(sheetHead + `<!-- > --><row r="1"><c r="A1" t="str"><f>1+1</f><v><![CDATA[<]]></v></c></row>` + sheetFoot)
	f.Fuzz(func(t *testing.T, xml string) { survives(t, packed(t, xml, nil)) })
}

// FuzzCells: whatever stands in the cells of a ledger.
func FuzzCells(f *testing.F) {
	f.Add("2026-09-01", "县纪委", "甲公司", "乙问题", "商务局", "7个工作日", "已办结", "满意", "是")
	f.Add("45000", "", "甲", "无", "", "长期坚持", "正在推进", "", "√")
	f.Add("2月30日", "、、", "＝", "—", "一、二", "2026年13月底前", "已答复", "一般", "已销号")
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, h, i, j string) {
		rows := [][]string{{"走访日期", "走访单位", "企业名称", "反映问题", "责任单位", "整改时限", "办理情况", "企业满意度", "是否销号"}, {a, b, c, d, e, g, h, i, j}, {a, b, c, d + "x", e, g, h, i, j}}
		survives(t, csvOf(t, rows))
		rows[0][0] = "办结日期"
		survives(t, csvOf(t, rows))
	})
}

func TestEveryCutOfASampleIsSafe(t *testing.T) {
	raw := file(t, samples+"rectify.xlsx")
	for n := 0; n < len(raw); n += 1499 {
		if _, err := MakePlan(t.Context(), Input{Name: "a.xlsx", Data: raw[:n]}, newMemory(t)); !IsUnreadable(err) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestCutXMLInsideASoundZip(t *testing.T) {
	raw := file(t, samples+"rectify.xlsx")
	zr, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	for _, share := range []int{10, 50, 90, 99} {
		var out bytes.Buffer
		zw := zip.NewWriter(&out)
		for _, f := range zr.File {
			if f.Name != "xl/worksheets/sheet1.xml" {
				must(t, zw.Copy(f))
				continue
			}
			rc, err := f.Open()
			must(t, err)
			b, err := io.ReadAll(rc)
			must(t, err)
			w, err := zw.Create(f.Name)
			must(t, err)
			_, err = w.Write(b[:len(b)*share/100])
			must(t, err)
		}
		must(t, zw.Close())
		if _, err := MakePlan(t.Context(), Input{Name: "a.xlsx", Data: out.Bytes()}, newMemory(t)); !IsUnreadable(err) {
			t.Errorf("cut at %d%%: %v", share, err)
		}
	}
}
