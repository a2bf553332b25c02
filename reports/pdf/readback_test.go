package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/typeset"
)

// tool runs a program of poppler-utils or qpdf on a file; `make test` installs them.
func tool(t testing.TB, file []byte, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = path
		}
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out.String(), errs.String())
	}
	return out.String()
}

func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

var pageMarks = regexp.MustCompile(`(示例数据|送审稿|—\s*\d+\s*—)`)

// words lists every text of the tree that the page must show, piece by piece.
func words(b *reports.Bulletin) []string {
	out := []string{b.Caution, b.Masthead, b.DocNo, b.Title, b.Recipient, b.Signature.Unit, reports.PrintedDate(b.Signature.Date), b.Imprint.CopyTo}
	if b.Template != "C" { // 信函格式 has no 印发机关 and 印发日期
		out = append(out, b.Imprint.Office, reports.PrintedDate(b.Imprint.PrintedOn))
	}
	out = append(out, b.Notes...)
	blocks := func(bs []reports.Block) {
		for _, k := range bs {
			switch {
			case k.Heading != nil:
				out = append(out, k.Heading.Text)
			case k.Para != nil:
				out = append(out, k.Para.Text())
			case k.Form != nil:
				out = append(out, k.Form.Texts()...)
			case k.Table != nil:
				out = append(out, k.Table.Title, k.Table.Unit)
				out = append(out, k.Table.Notes...)
				for _, h := range k.Table.Header {
					for _, c := range h {
						out = append(out, c.Text)
					}
				}
				for _, r := range k.Table.Rows {
					for _, c := range r.Cells {
						out = append(out, c.Text)
					}
				}
			case k.Chart != nil:
				out = append(out, k.Chart.Title, k.Chart.Unit)
				for _, s := range k.Chart.Series {
					if len(k.Chart.Series) > 1 {
						out = append(out, s.Name)
					}
				}
				if k.Chart.Kind != "pie" {
					out = append(out, k.Chart.Categories...)
				}
			}
		}
	}
	blocks(b.Body)
	for _, a := range b.Annexes {
		out = append(out, a.Title)
		blocks(a.Blocks)
	}
	return out
}

// readable checks that the text read back from the file has every piece of the tree.
func readable(t testing.TB, b *reports.Bulletin, file []byte) {
	t.Helper()
	raw := squash(pageMarks.ReplaceAllString(tool(t, file, "pdftotext", "-raw", "FILE", "-"), ""))
	raw = pageMarks.ReplaceAllString(raw, "")
	plain := tool(t, file, "pdftotext", "-layout", "FILE", "-")
	counts := map[rune]int{}
	for _, r := range plain {
		counts[r]++
	}
	for _, w := range words(b) {
		want := squash(strings.NewReplacer("😀", "〓").Replace(typeset.Clean(w)))
		if !strings.Contains(raw, want) {
			t.Errorf("not on the pages in order: %q", want)
		}
		for _, r := range want {
			counts[r]--
		}
	}
	for r, n := range counts {
		if n < 0 {
			t.Errorf("pdftotext -layout: %q is missing %d times", r, -n)
		}
	}
}

func TestEveryCharacterReadsBack(t *testing.T) {
	file, warnings := write(t, sample())
	readable(t, sample(), file)
	if len(warnings) != 1 || warnings[0].Code != MissingGlyph || !strings.Contains(warnings[0].Text, "U+1F600") {
		t.Errorf("warnings %v, want one about the emoji", warnings)
	}
	text := tool(t, file, "pdftotext", "-layout", "FILE", "-")
	for _, rare := range []string{"𬭎", "𠮷", "䶮", "㛃", "喆", "〓"} {
		if !strings.Contains(text, rare) {
			t.Errorf("%s does not read back", rare)
		}
	}
}

func TestLedgerReadsBack(t *testing.T) {
	b := ledger(45)
	file, warnings := write(t, b)
	if len(warnings) > 0 {
		t.Errorf("warnings %v", warnings)
	}
	readable(t, b, file)
}

func TestFileIsSound(t *testing.T) {
	for _, template := range []string{"A", "B", "C", ""} {
		t.Run("template "+template, func(t *testing.T) {
			b := sample()
			b.Template = template
			file, _ := write(t, b)
			if out := tool(t, file, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Error(out)
			}
			readable(t, b, file)
		})
	}
}

func TestFontsAreEmbeddedSubsets(t *testing.T) {
	file, _ := write(t, sample())
	lines := strings.Split(strings.TrimSpace(tool(t, file, "pdffonts", "FILE")), "\n")[2:]
	if len(lines) < 5 {
		t.Fatalf("%d fonts", len(lines))
	}
	for _, l := range lines {
		if !regexp.MustCompile(`^[A-Z]{6}\+\S+\s+CID TrueType\s+Identity-H\s+yes yes yes `).MatchString(l) {
			t.Errorf("not an embedded subset: %s", l)
		}
	}
	if len(file) > 400_000 {
		t.Errorf("%d bytes for nine pages", len(file))
	}
}

func TestMetadata(t *testing.T) {
	b := sample()
	b.Title += "𠮷"
	file, _ := write(t, b)
	info := tool(t, file, "pdfinfo", "FILE")
	for _, want := range []string{"Title:           " + b.Title, "Subject:         月度通报 2026年10月 示例数据", "Nov  5 12:00:00 2026"} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	if strings.Contains(info, "Author") {
		t.Error("the file names an author")
	}
}

func TestSameTreeSameBytes(t *testing.T) {
	first, _ := write(t, sample())
	for range 2 {
		again, _ := write(t, sample())
		if !bytes.Equal(first, again) {
			t.Fatal("two files of one tree differ")
		}
	}
}

// TestAnyTextIsWritten: whatever people paste, a sound file comes out, and what is
// no text is warned about.
func TestAnyTextIsWritten(t *testing.T) {
	dirs := []string{trial.FontDir(t)}
	rapid.Check(t, func(r *rapid.T) {
		wild := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 40), func(b []byte) string { return string(b) }), rapid.StringOf(rapid.SampledFrom([]rune("企业，。（）“”\n\r\t\x00𠮷😀\ue123 a1"))))
		text := func(name string) string { return wild.Draw(r, name) }
		b := &reports.Bulletin{Kind: text("kind"), Template: rapid.SampledFrom([]string{"A", "B", "C", "Z"}).Draw(r, "template"),
			Masthead: text("masthead"), DocNo: text("no"), Title: text("title"), Recipient: text("to"), Demo: rapid.Bool().Draw(r, "demo"),
			Signature: reports.Signature{Unit: text("unit"), Date: text("date")}, Imprint: reports.Imprint{CopyTo: text("copy"), Office: text("office"), PrintedOn: text("on")}, Notes: []string{text("note")}}
		for range rapid.IntRange(0, 4).Draw(r, "blocks") {
			switch rapid.IntRange(0, 3).Draw(r, "kind") {
			case 0:
				b.Body = append(b.Body, heading(rapid.IntRange(-1, 9).Draw(r, "level"), text("heading")))
			case 1:
				b.Body = append(b.Body, para(text("span"), text("span")))
			case 2:
				n := rapid.IntRange(0, 30).Draw(r, "columns")
				t := &reports.Table{Title: text("table"), Columns: make([]reports.Column, n), Header: [][]reports.HeaderCell{{{Text: text("head"), ColSpan: rapid.IntRange(-1, 40).Draw(r, "span"), RowSpan: rapid.IntRange(-1, 5).Draw(r, "rows")}}, {}}}
				t.Rows = append(t.Rows, row(text("cell"), text("cell")), row(), row(text("1"), text("2"), text("3"), text("4")))
				b.Body = append(b.Body, reports.Block{Table: t})
			default:
				b.Body = append(b.Body, reports.Block{Chart: &reports.Chart{Kind: rapid.SampledFrom([]string{"bar", "line", "hbar", "pie", "?"}).Draw(r, "chart"), Title: text("title"), Categories: rapid.SliceOfN(wild, 0, 9).Draw(r, "cats"),
					Series: []reports.ChartSeries{{Name: text("s"), Values: rapid.SliceOfN(rapid.Float64(), 0, 9).Draw(r, "v")}, {Values: []float64{1, -2}}}}})
			}
		}
		b.Body = append(b.Body, reports.Block{})
		b.Annexes = []reports.Annex{{No: 1, Title: text("annex"), Landscape: rapid.Bool().Draw(r, "landscape"), Blocks: b.Body}}
		var buf bytes.Buffer
		if _, err := Write(&buf, b, Options{FontDirs: dirs}); err != nil {
			r.Fatal(err)
		}
		if !bytes.HasPrefix(buf.Bytes(), []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(buf.Bytes()), []byte("%%EOF")) {
			r.Fatal("not a PDF")
		}
	})
}

func TestNilTreeIsAnError(t *testing.T) {
	var buf bytes.Buffer
	if _, err := Write(&buf, nil, Options{}); err == nil || buf.Len() > 0 {
		t.Errorf("err %v, %d bytes", err, buf.Len())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestFullDiskIsAnError(t *testing.T) {
	if _, err := Write(full{}, sample(), options(t)); err == nil || !strings.Contains(err.Error(), "台账没有变动") {
		t.Errorf("err %v", err)
	}
}

func TestMissingFangSongIsWarnedAbout(t *testing.T) {
	var buf bytes.Buffer
	warnings, err := Write(&buf, sample(), Options{Created: noon, FontDirs: []string{t.TempDir()}})
	if err != nil || len(warnings) == 0 || warnings[0].Code != MissingFont {
		t.Fatalf("err %v, warnings %v", err, warnings)
	}
	readable(t, sample(), buf.Bytes())
}
