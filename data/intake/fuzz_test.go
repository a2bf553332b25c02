package intake

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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
	m := fresh(t)
	in := Input{Name: "a.csv", Data: raw, Today: day0("2026-11-22")}
	var p *Plan
	var err error
	bounded(t, func() { p, err = MakePlan(t.Context(), in, m) })
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

// bounded holds a reading to 2 seconds and 256 MiB, of which all that was ever asked for
// counts, given back or not; where that is more, what was taken of the machine counts.
func bounded(t *testing.T, read func()) {
	t.Helper()
	asked := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(asked)
	before, held, start := asked[0].Value.Uint64(), asked[1].Value.Uint64()-asked[2].Value.Uint64(), spent()
	read()
	took := spent() - start
	metrics.Read(asked)
	if took > inTime {
		t.Errorf("took %s", took)
	}
	const most = 256 << 20
	if now := asked[1].Value.Uint64() - asked[2].Value.Uint64(); asked[0].Value.Uint64()-before > most && now > held+most {
		t.Errorf("took %d MiB", (now-held)>>20)
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
	f.Add("45000", "\"", "甲", "无", "", "长期坚持", "正在推远", "", "√")
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

func FuzzDay(f *testing.F) {
	for _, s := range []string{"2025.3.8", "2025/3/8 9:32:09", "3月8日", "20250308", "45000", "二〇二五年三月八日", "8-Mar-25", "2025、3、8", "2月30日", "２０２５年３月８日", "十月", "月日", "年月日", "99999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, base04 := range []bool{false, true} {
			d, err := readDay(s, base04)
			if err != nil {
				continue
			}
			on := d.inYear(day0("2026-10-31"))
			if on == 0 || on.Year() < 1990 || on.Year() > 2099 {
				t.Fatalf("%q: %+v is no day", s, d)
			}
			if d.year == 0 {
				if on > day0("2026-10-31") {
					t.Fatalf("%q without a year lies after the as-of date: %s", s, on)
				}
				continue
			}
			if again, err := readDay(on.String(), base04); err != nil || again != d {
				t.Fatalf("%q: %s reads as %+v %v", s, on, again, err)
			}
		}
	})
}

func FuzzLimit(f *testing.F) {
	for _, s := range []string{"2025年3月底前", "立行立改", "长期坚持", "12月底前，并长期坚持", "7个工作日", "十五日内", "半个月内", "2025年9月1日至10月31日", "立行立改（9月底前）", "24小时内", "第四季度", "2月29日前", "2025.11", "999个月"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := readLimit(s, false)
		if err != nil {
			return
		}
		d := l.on(day0("2026-10-31"), day0("2026-10-08"), nil)
		switch d.Kind {
		case data.ByDate, data.DateThenLong:
			if d.Date != 0 && (d.Date.Year() < 1990 || d.Date.Year() > 2100) {
				t.Fatalf("%q: in the year %d", s, d.Date.Year())
			}
			if d.Date == 0 {
				t.Fatalf("%q: a dated limit without a date", s)
			}
			if l.when.year == 0 && d.Date < day0("2026-10-01") {
				t.Fatalf("%q without a year lies before the problem: %s", s, d.Date)
			}
		case data.ByDays, data.ByWorkdays, data.ByMonths:
			if d.N <= 0 || d.N > 999*7 {
				t.Fatalf("%q: %d", s, d.N)
			}
		}
		if d.Text != "" && d.Text != s {
			t.Fatalf("%q: kept as %q", s, d.Text)
		}
	})
}

// Whatever a spreadsheet writes as CSV is read as it was, white space at the ends apart.
func FuzzCSV(f *testing.F) {
	f.Add("a\x00b,c\x01\"quoted\"", byte(0), true)
	f.Add("第一行\n第二行\x00x;y\x01\tz", byte(1), false)
	f.Fuzz(func(t *testing.T, cells string, mark byte, crlf bool) {
		if !utf8.ValidString(cells) || strings.Contains(cells, "\r") { // the writer drops it
			return
		}
		sep := []rune{',', ';', '\t'}[mark%3]
		var want [][]string
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma, w.UseCRLF = sep, crlf
		for _, line := range strings.Split(cells, "\x01") {
			row := strings.Split(line, "\x00")
			must(t, w.Write(row))
			for i := range row {
				row[i] = tidy(row[i])
			}
			if strings.Join(row, "") != "" {
				want = append(want, row)
			}
		}
		w.Flush()
		rows, err := split(t.Context(), out.String(), byte(sep))
		if err != nil {
			return // too large
		}
		var got [][]string
		for _, r := range rows {
			got = append(got, r.cells)
		}
		equal(t, "cells", got, want)
	})
}

func FuzzUnits(f *testing.F) {
	for _, s := range []string{"人社局、发改委", "主办：市住建局；协办：市资规局", "商务局（牵头）、各县（市、区）", "供电\n公司", "(、)", "牵头", "（主办）", "：：", "和和和"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lead, support := roles(s)
		if len(lead) == 0 && len(support) > 0 && !helpWords(s) {
			t.Fatalf("%q: %q support nobody", s, support)
		}
		seen := map[string]bool{}
		for _, n := range append(slices.Clone(lead), support...) {
			if strings.TrimSpace(n) == "" || isNothing(n) || seen[n] {
				t.Fatalf("%q: %q and %q", s, lead, support)
			}
			seen[n] = true
		}
	})
}

func helpWords(s string) bool {
	for _, w := range []string{"协办", "配合", "协助", "会办", "参与", "分办", "协同"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func FuzzHeader(f *testing.F) {
	for _, s := range []string{"走访日期", "完成情况（已完成/基本完成）", "企业诉求", "1.责任单位", "（）", "办结率(%)"} {
		f.Add(s, "走访情况")
	}
	f.Fuzz(func(t *testing.T, lower, upper string) {
		field, how := matchColumn(lower, upper, nil, nil)
		if (field == "") != (how == "") {
			t.Fatalf("%q under %q: field %q, how %q", lower, upper, field, how)
		}
		if field != "" && fieldName(field) == field {
			t.Fatalf("%q under %q: no such field %q", lower, upper, field)
		}
	})
}
