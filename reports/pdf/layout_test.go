package pdf

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/typeset"
)

func pagesOf(t testing.TB, b *reports.Bulletin) []*typeset.Page {
	t.Helper()
	fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, []string{trial.FontDir(t)})
	pages, _ := layout(b, fonts, false)
	if fonts.Err() != nil {
		t.Fatal(fonts.Err())
	}
	return pages
}

// find gives the operation that prints a text, and its page.
func find(t testing.TB, pages []*typeset.Page, text string) (int, typeset.Op) {
	t.Helper()
	for i, p := range pages {
		for _, op := range p.Ops {
			if strings.Contains(op.Text, text) {
				return i, op
			}
		}
	}
	t.Fatalf("%q is on no page", text)
	return 0, typeset.Op{}
}

func near(t testing.TB, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.6 {
		t.Errorf("%s: %.2f pt (%.2f mm), want %.2f pt (%.2f mm)", what, got, got/mm, want, want/mm)
	}
}

// placed is one golden line: where a text stands.
type placed struct {
	Page int     `json:"page"`
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Size float64 `json:"size"`
	Role string  `json:"role"`
	Text string  `json:"text"`
}

func TestGoldenPositions(t *testing.T) {
	b := sample()
	b.Draft = false
	small := *b
	small.Body = b.Body[:7]
	small.Annexes = b.Annexes[1:]
	var lines []string
	for i, p := range pagesOf(t, &small) {
		for _, op := range p.Ops {
			if op.Kind != typeset.Glyphs {
				continue
			}
			j, err := json.Marshal(placed{i + 1, op.X, op.Y, math.Round(op.Size*100) / 100, op.Role.String(), op.Text})
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, "  "+string(j))
		}
	}
	trial.Golden(t, "bulletin.json", "[\n"+strings.Join(lines, ",\n")+"\n]\n")
}

func TestNationalStandardMeasures(t *testing.T) {
	pages := pagesOf(t, sample())
	_, head := find(t, pages, "中共××县纪委办公室")
	near(t, "发文机关标志 top edge", head.Y-0.86*head.Size, top+35*mm)
	_, no := find(t, pages, "〔2026〕12号")
	var red typeset.Op
	for _, op := range pages[0].Ops {
		if op.Kind == typeset.Rule && op.Ink == typeset.Red {
			red = op
		}
	}
	near(t, "red rule below 发文字号", red.Y-(no.Y+0.12*no.Size), 4*mm)
	near(t, "red rule's length", red.X2-red.X, 156*mm)
	if no.Y-lead < head.Y+2*lead-bodySize {
		t.Errorf("发文字号 at %.1f is not two empty lines below the masthead at %.1f", no.Y, head.Y)
	}
	_, to := find(t, pages, "各乡镇（街道）纪委")
	near(t, "主送机关 is flush left", to.X, left)
	_, h := find(t, pages, "一、总体情况")
	near(t, "heading's indent", h.X, left+2*pitch)
	if h.Role != typeset.Hei || h.Size != 16 {
		t.Errorf("heading set in %v %.0f", h.Role, h.Size)
	}
	if _, k := find(t, pages, "（一）走访情况"); k.Role != typeset.Kai {
		t.Errorf("second level set in %v", k.Role)
	}
	_, unit := find(t, pages[1:], "中共××县纪委办公室")
	_, date := find(t, pages, "2026年11月5日")
	near(t, "date begins two characters right of 署名", date.X, unit.X+2*pitch)
	var last typeset.Op
	for _, op := range pages[len(pages)-1].Ops {
		if op.Kind == typeset.Rule {
			last = op
		}
	}
	near(t, "last rule of 版记", last.Y, top+height)
	near(t, "its weight", last.Weight, 0.35*mm)
}

func TestPageNumbers(t *testing.T) {
	pages := pagesOf(t, sample())
	for i, p := range pages {
		_, op := find(t, pages[i:i+1], fmt.Sprintf("— %d —", i+1))
		right := op.X > p.W/2
		along, down := op.X, op.Y
		if p.W > p.H {
			if !op.Turned {
				t.Errorf("page %d: the number of a landscape page is not turned", i+1)
			}
			right, along, down = op.Y > p.H/2, op.Y, p.W-op.X
		}
		if right != (i%2 == 0) {
			t.Errorf("page %d: number at the wrong side", i+1)
		}
		if !right {
			near(t, "one character in", along, left+14)
		}
		near(t, "dashes below the text area", down-0.38*14, top+height+7*mm)
	}
}

func TestMarksOnEachPage(t *testing.T) {
	b := sample()
	for i, p := range pagesOf(t, b) {
		find(t, []*typeset.Page{p}, "示例数据")
		find(t, []*typeset.Page{p}, "送审稿")
		_ = i
	}
	b.Demo, b.Draft = false, false
	for _, p := range pagesOf(t, b) {
		for _, op := range p.Ops {
			if op.Text == "示例数据" || op.Text == "送审稿" {
				t.Errorf("a real bulletin is marked %s", op.Text)
			}
		}
	}
}

func TestAnnexes(t *testing.T) {
	pages := pagesOf(t, sample())
	at, op := find(t, pages, "附件1")
	if op.Role != typeset.Hei || pages[at].W < pages[at].H {
		t.Errorf("附件1 in %v on a page %.0f wide", op.Role, pages[at].W)
	}
	near(t, "附件1 top left", op.X, 297*mm-top-height)
	if next, _ := find(t, pages, "附件2"); next <= at || pages[next].W > pages[next].H {
		t.Errorf("附件2 on page %d", next+1)
	}
	b := sample()
	b.Annexes = b.Annexes[2:]
	if _, op := find(t, pagesOf(t, b)[2:], "附件"); op.Text != "附件：口径说明" {
		t.Errorf("one annex is listed as %q, want no number", op.Text)
	}
}

// TestSignatureNeverAlone: whatever the length of the body, 署名 and date share their
// page with two lines of it.
func TestSignatureNeverAlone(t *testing.T) {
	for n := 1; n < 60; n++ {
		b := &reports.Bulletin{Title: "通报", Signature: reports.Signature{Unit: "××县纪委", Date: "2026-11-05"}}
		b.Body = []reports.Block{para(strings.Repeat("企业", 14*n))}
		pages := pagesOf(t, b)
		at, unit := find(t, pages, "××县纪委")
		if day, _ := find(t, pages, "11月5日"); day != at {
			t.Fatalf("%d lines: 署名 on page %d, date on page %d", n, at+1, day+1)
		}
		body := 0
		for _, op := range pages[at].Ops {
			if strings.HasPrefix(op.Text, "企业") {
				body++
			}
		}
		if body < min(2, n) || unit.Y > top+height {
			t.Fatalf("%d lines: 署名 stands with %d lines of body", n, body)
		}
	}
}

func TestSignatureStaysWithTableOrChart(t *testing.T) {
	c := &reports.Chart{Kind: "bar", Title: "图1", Categories: []string{"甲"}, Series: []reports.ChartSeries{{Values: []float64{1}}}}
	for n := range 46 {
		for _, last := range []reports.Block{{Table: table(12)}, {Chart: c}} {
			b := &reports.Bulletin{Title: "通报", Signature: reports.Signature{Unit: "某县纪委", Date: "2026-11-05"}, Body: []reports.Block{para(strings.Repeat("企业", 7*n+1)), last}}
			pages := pagesOf(t, b)
			unit, _ := find(t, pages, "某县纪委")
			day, _ := find(t, pages, "11月5日")
			mark := "合计"
			if last.Chart != nil {
				mark = "图1"
			}
			if with, _ := find(t, pages, mark); unit != day || with != unit {
				t.Fatalf("%d lines: %s on page %d, 署名 %d, date %d", n/2, mark, with+1, unit+1, day+1)
			}
		}
	}
}

func TestHeadingKeepsItsNextLine(t *testing.T) {
	for n := range 40 {
		b := &reports.Bulletin{Title: "通报", Body: []reports.Block{para(strings.Repeat("企业", 14*n+1)), heading(1, "一、标题"), heading(2, "（一）次级"), para("正文在此。")}}
		pages := pagesOf(t, b)
		h, _ := find(t, pages, "一、标题")
		k, _ := find(t, pages, "（一）次级")
		p, _ := find(t, pages, "正文在此")
		if h != p || k != p {
			t.Fatalf("%d lines: headings on pages %d and %d, text on %d", n, h, k, p)
		}
	}
}

// TestNoLineOfAParagraphStandsAlone: its first line is never alone at a page's foot nor
// its last one at a page's head, wherever it falls and however long it is.
func TestNoLineOfAParagraphStandsAlone(t *testing.T) {
	for n := 1; n < 30; n++ {
		for m := 2; m < 7; m++ {
			b := &reports.Bulletin{Title: "通报", Body: []reports.Block{para(strings.Repeat("企业", 14*n)), para(strings.Repeat("诉求", 14*m-2)), para(strings.Repeat("后文", 14*5))}}
			lines := map[int]int{}
			var order []int
			for i, p := range pagesOf(t, b) {
				for _, op := range p.Ops {
					if strings.Contains(op.Text, "诉") {
						if lines[i] == 0 {
							order = append(order, i)
						}
						lines[i]++
					}
				}
			}
			for _, i := range order {
				if lines[i] < min(2, m) {
					t.Fatalf("after %d lines, a paragraph of %d: %v lines a page", n, m, lines)
				}
			}
		}
	}
}

// TestTableNameStaysWithItsRows: wherever a table begins, its name, its header and
// its first row are on one page.
func TestTableNameStaysWithItsRows(t *testing.T) {
	for n := range 40 {
		b := &reports.Bulletin{Title: "通报", Body: []reports.Block{para(strings.Repeat("企业", 14*n+1)), heading(1, "一、标题"), {Table: table(3)}}}
		pages := pagesOf(t, b)
		h, _ := find(t, pages, "一、标题")
		name, _ := find(t, pages, "表1")
		head, _ := find(t, pages, "序号")
		first, _ := find(t, pages, "第1派驻")
		if h != name || name != head || head != first {
			t.Fatalf("%d lines: heading, name, header, row on pages %d %d %d %d", n, h, name, head, first)
		}
	}
}

func TestLineEndsInSingleLinesAreSpaces(t *testing.T) {
	b := sample()
	b.Body = b.Body[:2]
	b.Masthead, b.DocNo, b.Title, b.Signature.Unit, b.Imprint.Office = "甲\n乙", "甲\r\n乙", "甲\n乙", "甲\t乙", "甲\n乙"
	if _, warnings := write(t, b); len(warnings) > 0 {
		t.Errorf("warnings %v", warnings)
	}
}

func TestTwentyTwoLinesAPage(t *testing.T) {
	b := &reports.Bulletin{Body: []reports.Block{para(strings.Repeat("企业", 14*100))}}
	pages := pagesOf(t, b)
	n := 0
	for _, op := range pages[1].Ops {
		if strings.HasPrefix(op.Text, "企业") {
			n++
			near(t, "line "+itoa(n), op.Y, typeset.Baseline(top+float64(n-1)*lead, lead, bodySize))
		}
	}
	if n != 22 {
		t.Errorf("%d lines on a page, want 22", n)
	}
}

func TestLongMasthead(t *testing.T) {
	for _, name := range []string{"中共××县纪委", "中共××市××区纪律检查委员会办公室", strings.Repeat("中共××市××区纪律检查委员会", 3)} {
		b := sample()
		b.Masthead = name
		pages := pagesOf(t, b)
		got := ""
		for _, op := range pages[0].Ops {
			if op.Kind == typeset.Glyphs && op.Ink == typeset.Red {
				got += op.Text
				if op.X < left-0.1 || op.Size < 14 {
					t.Errorf("%q at %.1f, %.1f points", op.Text, op.X, op.Size)
				}
			}
		}
		if got != name {
			t.Errorf("printed %q, want %q", got, name)
		}
		find(t, pages[:1], "一、总体情况")
	}
}

func TestNotesAreNotPrintedTwice(t *testing.T) {
	b := sample()
	b.Annexes[2].Blocks = append(b.Annexes[2].Blocks, para(b.Notes[0]))
	n := 0
	for _, p := range pagesOf(t, b) {
		for _, op := range p.Ops {
			n += strings.Count(op.Text, "缺少承诺期限")
		}
	}
	if n != 1 {
		t.Errorf("the note is printed %d times", n)
	}
}

// A table of an annex that a page can hold is not broken over two.
func TestTablesOfAnnexesStayWhole(t *testing.T) {
	for n := 1; n < 14; n++ {
		b := official(2, false)
		first, second := table(n), table(9)
		first.Title, second.Title = "甲表", "乙表"
		b.Annexes = []reports.Annex{{No: 1, Title: "统计表", Landscape: true, Blocks: []reports.Block{{Table: first}, {Table: second}}}}
		pages := pagesOf(t, b)
		at, _ := find(t, pages, "乙表")
		rows := 0
		for _, op := range pages[at].Ops {
			if strings.Contains(op.Text, "派驻纪检监察组") {
				rows++
			}
		}
		if rows < 9 || rows != 9 && rows != 9+n {
			t.Fatalf("after %d rows: %d rows on the second table's page", n, rows)
		}
	}
}
