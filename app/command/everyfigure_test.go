package command

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

var (
	numberToken = regexp.MustCompile(`[+-]?\d[\d,.]*%?`)
	pageNumber  = regexp.MustCompile(`— \d+ —`)
	wordText    = regexp.MustCompile(`<w:t[^>]*>([^<]*)</w:t>|</w:p>`)
)

func numbersIn(text string, into map[string]int) {
	for _, n := range numberToken.FindAllString(text, -1) {
		into[strings.TrimRight(n, ".,")]++
	}
}

// figuresOf counts the numbers of the tree that are figures, and all cells of tables that
// are, by the sheet they fill.
func figuresOf(b *reports.Bulletin) (said map[string]int, cells map[string][]string) {
	said, cells = map[string]int{}, map[string][]string{}
	all := append([]reports.Block(nil), b.Body...)
	for _, a := range b.Annexes {
		all = append(all, a.Blocks...)
	}
	for _, x := range all {
		switch {
		case x.Para != nil:
			for _, s := range x.Para.Spans {
				if s.Figure != "" {
					numbersIn(s.Text, said)
				}
			}
		case x.Table != nil:
			for _, r := range x.Table.Rows {
				for _, c := range r.Cells {
					if c.Figure == "" {
						continue
					}
					numbersIn(c.Text, said)
					if x.Table.Sheet != "" {
						cells[x.Table.Sheet] = append(cells[x.Table.Sheet], c.Text)
					}
				}
			}
		}
	}
	return said, cells
}

// lacks says which numbers stand in a text less often than in the tree.
func lacks(said map[string]int, text string) (out []string) {
	found := map[string]int{}
	numbersIn(text, found)
	for n, times := range said {
		if found[n] < times {
			out = append(out, n)
		}
	}
	return out
}

// Every figure of the tree is read in the PDF, in the workbook's cells and in the text file.
func TestEveryFigureStandsInEveryFile(t *testing.T) {
	o := smallOffice(t)
	tree := filepath.Join(o.dir, "树.json")
	var made struct{ Files []string }
	o.json(exitDone, &made, "bulletin", "make", "--month", "2026-10", "--docx", "--out", o.dir, "--tree", tree)
	raw, err := os.ReadFile(tree)
	if err != nil {
		t.Fatal(err)
	}
	var b reports.Bulletin
	if err := json.Unmarshal(raw, &b); err != nil {
		t.Fatal(err)
	}
	said, cells := figuresOf(&b)
	if len(said) < 5 || len(cells) < 3 {
		t.Fatalf("the tree holds %d numbers, %d sheets", len(said), len(cells))
	}
	checked := 0
	for _, path := range made.Files {
		switch filepath.Ext(path) {
		case ".pdf":
			text, err := exec.Command("pdftotext", "-raw", path, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			if out := lacks(said, pageNumber.ReplaceAllString(string(text), "")); len(out) > 0 {
				t.Errorf("the PDF lacks %v", out)
			}
		case ".docx":
			if out := lacks(said, wordTextOf(t, path)); len(out) > 0 {
				t.Errorf("the text file lacks %v", out)
			}
		case ".xlsx":
			checkCells(t, path, cells)
		default:
			continue
		}
		checked++
	}
	if checked != 3 {
		t.Errorf("%d of 3 files looked at: %v", checked, made.Files)
	}
	said["98.7%"]++
	if len(lacks(said, "12 家")) == 0 {
		t.Error("the test finds nothing missing")
	}
}

func wordTextOf(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	var w strings.Builder
	for _, m := range wordText.FindAllStringSubmatch(string(raw), -1) {
		w.WriteString(m[1])
		if m[1] == "" {
			w.WriteString("\n")
		}
	}
	return w.String()
}

func checkCells(t *testing.T, path string, cells map[string][]string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for sheet, want := range cells {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Errorf("sheet %s: %v", sheet, err)
			continue
		}
		have := map[string]int{}
		for _, r := range rows {
			for _, c := range r {
				have[strings.TrimSpace(c)]++
			}
		}
		for _, w := range want {
			if have[w]--; have[w] < 0 {
				t.Errorf("sheet %s lacks %q", sheet, w)
			}
		}
	}
}
