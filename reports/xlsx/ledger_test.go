package xlsx

import (
	"bytes"
	"errors"
	"iter"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

func rowsOf(rows ...[]string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var problemLedger = Ledger{
	Sheet: "问题台账", Title: "2026年问题台账", UnitLine: "单位：件",
	Columns: []LedgerColumn{{"序号", "int", 0}, {"收到日期", "date", 0}, {"内容", "text", 40}, {"金额", "decimal", 0}, {"身份证号", "text", 22}},
}

var problemRows = [][]string{
	{"1", "2026-10-08", "=1+1", "12.50", "440000200001010011"},
	{"", "", "", "", ""},
	{"007", "2026年10月", "\t换行\n第二行", "约3", "1"},
	{"-4", "2026-10-09"},
}

func TestLedgerCells(t *testing.T) {
	for _, c := range []struct {
		name  string
		plain bool
		first int
	}{{"with title", false, 4}, {"plain", true, 2}} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			n, err := WriteLedger(&out, problemLedger, rowsOf(problemRows...), Options{Created: made, Plain: c.plain})
			if err != nil || n != len(problemRows) {
				t.Fatal(n, err)
			}
			b := out.Bytes()
			f := open(t, b)
			if got, _ := f.GetCellValue("问题台账", "B"+itoa(c.first-1)); got != "收到日期" {
				t.Errorf("header %q", got)
			}
			for r, row := range problemRows {
				for i, want := range row {
					ref, _ := excelize.CoordinatesToCellName(i+1, c.first+r)
					if got, err := f.GetCellValue("问题台账", ref); got != want || err != nil {
						t.Errorf("%s shows %q, want %q (%v)", ref, got, want, err)
					}
				}
			}
			checkLedgerTypes(t, f, c.first)
			body := parts(t, b)["xl/worksheets/sheet1.xml"]
			head := itoa(c.first - 1)
			for _, want := range []string{`ySplit="` + head + `"`, `state="frozen"`, `<autoFilter ref="$A$` + head + ":$E$" + itoa(c.first+3) + `"`, `orientation="landscape"`} {
				if !strings.Contains(body, want) {
					t.Errorf("sheet lacks %s", want)
				}
			}
			if strings.Contains(body, "<f>") || strings.Contains(body, "<dimension") || strings.Contains(body, "hidden") {
				t.Error("sheet has a formula, a wrong size or something hidden")
			}
			if got := strings.Contains(body, "<mergeCell "); got == c.plain {
				t.Errorf("merged cells: %v", got)
			}
		})
	}
}

func checkLedgerTypes(t *testing.T, f *excelize.File, first int) {
	t.Helper()
	for _, c := range []struct {
		col  string
		row  int
		raw  string
		text bool
	}{
		{"A", 0, "1", false}, {"B", 0, "46303", false}, {"C", 0, "=1+1", true}, {"D", 0, "12.5", false}, {"E", 0, "440000200001010011", true},
		{"A", 1, "", false}, {"A", 2, "007", true}, {"B", 2, "2026年10月", true}, {"D", 2, "约3", true}, {"E", 2, "1", true}, {"A", 3, "-4", false},
	} {
		ref := c.col + itoa(first+c.row)
		raw, _ := f.GetCellValue("问题台账", ref, excelize.Options{RawCellValue: true})
		typ, err := f.GetCellType("问题台账", ref)
		if err != nil || raw != c.raw || (typ == excelize.CellTypeInlineString) != c.text {
			t.Errorf("%s: %q type %d (%v), want %q", ref, raw, typ, err, c.raw)
		}
	}
}

func TestLedgerFailuresWriteNothing(t *testing.T) {
	gone := errors.New("读不出")
	broken := func(yield func([]string, error) bool) {
		if yield([]string{"1"}, nil) {
			yield(nil, gone)
		}
	}
	for _, c := range []struct {
		name   string
		ledger Ledger
		rows   iter.Seq2[[]string, error]
		want   string
	}{
		{"rows fail", problemLedger, broken, "读不出"},
		{"row too long", problemLedger, rowsOf([]string{"1"}, make([]string, 6)), "6格"},
		{"no columns", Ledger{Sheet: "a"}, rowsOf(), "没有列"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			n, err := WriteLedger(&out, c.ledger, c.rows, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) || out.Len() != 0 || n != 0 {
				t.Errorf("n %d, error %v, %d bytes", n, err, out.Len())
			}
		})
	}
}

func TestLedgersAreDeterministic(t *testing.T) {
	var first []byte
	for i := range 12 {
		var out bytes.Buffer
		if _, err := WriteLedger(&out, problemLedger, rowsOf(problemRows...), Options{Created: made, TmpDir: t.TempDir()}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = out.Bytes()
			continue
		}
		if !bytes.Equal(first, out.Bytes()) {
			t.Fatal("bytes differ")
		}
	}
}

func TestEmptyLedgerHasItsHeader(t *testing.T) {
	var out bytes.Buffer
	if n, err := WriteLedger(&out, problemLedger, rowsOf(), Options{Demo: true}); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	f := open(t, out.Bytes())
	rows, err := f.GetRows("问题台账")
	if err != nil || len(rows) != 3 || rows[0][0] != "【示例数据】2026年问题台账" || rows[2][4] != "身份证号" {
		t.Errorf("%v %v", rows, err)
	}
}

func TestSpillFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	many := func(yield func([]string, error) bool) {
		row := []string{"1", "2026-10-08", strings.Repeat("长文字", 300), "1.5", "4"}
		for range 20_000 {
			if !yield(row, nil) {
				return
			}
		}
	}
	spilled := false
	watching := func(yield func([]string, error) bool) {
		for r, err := range many {
			if !spilled {
				left, _ := os.ReadDir(dir)
				spilled = len(left) > 0
			}
			if !yield(r, err) {
				return
			}
		}
	}
	var out bytes.Buffer
	if _, err := WriteLedger(&out, problemLedger, watching, Options{TmpDir: dir}); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 || !spilled {
		t.Errorf("spilled %v, left %v, %v", spilled, left, err)
	}
}

func TestLedgerCutWarns(t *testing.T) {
	var heard []reports.Warning
	opt := Options{Warn: func(w reports.Warning) { heard = append(heard, w) }}
	if _, err := WriteLedger(&bytes.Buffer{}, problemLedger, rowsOf([]string{"1", "", strings.Repeat("a", 40000)}), opt); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 1 || heard[0].Code != "cell-cut" || !strings.Contains(heard[0].Text, "C4") {
		t.Errorf("%v", heard)
	}
}

// counter discards and counts.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

func BenchmarkLedger100kx20(b *testing.B) {
	l := Ledger{Sheet: "台账", Title: "问题台账"}
	row := make([]string, 20)
	for i := range 20 {
		kind := []string{"int", "text", "date", "decimal"}[i%4]
		l.Columns = append(l.Columns, LedgerColumn{Header: "列" + itoa(i), Kind: kind})
		row[i] = []string{"42", "反映道路破损", "2026-10-08", "12.5"}[i%4]
	}
	rows := func(yield func([]string, error) bool) {
		for range 100_000 {
			if !yield(row, nil) {
				return
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		var size counter
		if _, err := WriteLedger(&size, l, rows, Options{TmpDir: b.TempDir()}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size), "file-bytes")
	}
}
