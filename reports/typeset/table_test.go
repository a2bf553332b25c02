package typeset

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// desk is a Sheet of small pages.
type desk struct {
	pages []*Page
	y     float64
	w, h  float64
}

func newDesk(w, h float64) *desk {
	d := &desk{w: w, h: h}
	d.Next()
	return d
}

func (d *desk) Page() *Page { return d.pages[len(d.pages)-1] }
func (d *desk) Area() (x, w, y, bottom float64) {
	return 10, d.w, d.y, 20 + d.h
}
func (d *desk) Top() float64    { return 20 }
func (d *desk) Reach(y float64) { d.y = y }
func (d *desk) Next()           { d.pages, d.y = append(d.pages, &Page{W: d.w + 20, H: d.h + 40}), 20 }

func pageText(p *Page) string {
	var b strings.Builder
	for _, op := range p.Ops {
		b.WriteString(op.Text)
	}
	return b.String()
}

func mergedTable(rows [][]string) *Table {
	t := &Table{Empty: "本期无问题",
		Columns: []Column{{}, {Align: Left, Weight: 2}, {Align: Right}, {Align: Right}},
		Header:  [][]HeaderCell{{{Text: "序号", RowSpan: 2}, {Text: "单位", RowSpan: 2}, {Text: "办理情况", ColSpan: 2}}, {{Text: "收集"}, {Text: "办结"}}}}
	for _, r := range rows {
		t.Rows = append(t.Rows, TableRow{Cells: r})
	}
	return t
}

func TestHeaderOnEachPage(t *testing.T) {
	var rows [][]string
	for i := range 60 {
		rows = append(rows, []string{fmt.Sprint(i + 1), fmt.Sprintf("第%d监督检查室", i+1), "12", "9"})
	}
	d := newDesk(300, 400)
	laid := testFonts(t).Lay(mergedTable(rows), d.w)
	if laid.Draw(d, 0); !laid.Fits {
		t.Error("does not fit")
	}
	if len(d.pages) < 3 {
		t.Fatalf("%d pages, want several", len(d.pages))
	}
	for i, p := range d.pages {
		if !strings.HasPrefix(pageText(p), "序号单位办理情况收集办结") {
			t.Errorf("page %d begins %.40s", i+1, pageText(p))
		}
		if strings.Count(pageText(p), "监督检查室") == 0 {
			t.Errorf("page %d has a header and no row", i+1)
		}
		inside(t, p, d)
	}
}

// inside checks that nothing is drawn outside the area.
func inside(t interface {
	Helper()
	Errorf(string, ...any)
}, p *Page, d *desk) {
	t.Helper()
	for _, op := range p.Ops {
		if op.X < 10-0.1 || op.Y < 20-0.1 || op.X > 10+d.w+0.1 || op.Y > 20+d.h+0.1 || op.Kind == Rule && (op.X2 > 10+d.w+0.1 || op.Y2 > 20+d.h+0.1) {
			t.Errorf("outside: %+v", op)
		}
	}
}

func TestMergedHeaderGeometry(t *testing.T) {
	f := testFonts(t)
	s := f.Lay(mergedTable([][]string{{"1", "甲", "2", "3"}}), 300)
	want := []struct {
		col, cols, row, rows int
	}{{0, 1, 0, 2}, {1, 1, 0, 2}, {2, 2, 0, 1}, {2, 1, 1, 1}, {3, 1, 1, 1}}
	for i, w := range want {
		c := s.head[i]
		if c.x != s.edges[w.col] || c.w != s.edges[w.col+w.cols]-s.edges[w.col] || c.row != w.row || c.rows != w.rows {
			t.Errorf("cell %d stands at %+v, want %+v", i, c, w)
		}
	}
	if got := s.edges[len(s.edges)-1]; got < 299.9 || got > 300.1 {
		t.Errorf("table is %.2f wide, want 300", got)
	}
}

func TestEmptyTablePrintsOneRow(t *testing.T) {
	d := newDesk(300, 400)
	testFonts(t).Lay(mergedTable(nil), d.w).Draw(d, 0)
	if got := pageText(d.Page()); !strings.HasSuffix(got, "本期无问题") {
		t.Errorf("printed %s", got)
	}
}

func TestLongRowRunsOverPages(t *testing.T) {
	long := strings.Repeat("企业反映道路破损，影响运输，请求协调修复。", 120)
	d := newDesk(300, 300)
	testFonts(t).Lay(mergedTable([][]string{{"1", "甲", "1", "1"}, {"2", long, "12", "9"}, {"3", "丙", "1", "1"}}), d.w).Draw(d, 0)
	if len(d.pages) < 3 {
		t.Fatalf("%d pages", len(d.pages))
	}
	var all strings.Builder
	for _, p := range d.pages {
		all.WriteString(strings.TrimPrefix(pageText(p), "序号单位办理情况收集办结"))
		inside(t, p, d)
	}
	if n := strings.Count(all.String(), "修复"); n < 110 { // some are cut by a line end
		t.Errorf("%d of 120 sentences", n)
	}
	if got := len([]rune(all.String())); got != len([]rune(long))+len([]rune("1甲11"+"2129"+"3丙11")) {
		t.Errorf("%d characters printed", got)
	}
}

func TestLastRowKeepsWhatFollows(t *testing.T) {
	f := testFonts(t)
	for n := 1; n < 60; n++ {
		rows := make([][]string, n)
		for i := range rows {
			rows[i] = []string{fmt.Sprint(i), "甲", "1", "1"}
		}
		d := newDesk(300, 400)
		f.Lay(mergedTable(rows), d.w).Draw(d, 100)
		if _, _, y, bottom := d.Area(); y+100 > bottom+0.1 {
			t.Fatalf("%d rows end at %.0f, 100 points do not fit above %.0f", n, y, bottom)
		}
		if !strings.Contains(pageText(d.Page()), "甲") {
			t.Fatalf("%d rows: last page has no row", n)
		}
	}
}

func TestTotalIsNeverAloneOnAPage(t *testing.T) {
	f := testFonts(t)
	for n := 2; n < 60; n++ {
		table := mergedTable(nil)
		for i := range n {
			table.Rows = append(table.Rows, TableRow{Cells: []string{fmt.Sprint(i), "甲", "1", "1"}})
		}
		table.Rows = append(table.Rows, TableRow{Cells: []string{"", "合计", "9", "9"}, Total: true})
		d := newDesk(300, 400)
		f.Lay(table, d.w).Draw(d, 0)
		if text := pageText(d.Page()); !strings.Contains(text, "甲") || !strings.Contains(text, "合计") {
			t.Fatalf("%d rows: the last page has %s", n, text)
		}
	}
}

// TestTablesLoseNothing sets random tables on small pages: every character is
// printed, in each cell's order, and nothing leaves the page.
func TestTablesLoseNothing(t *testing.T) {
	f := testFonts(t)
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom([]rune("企业问题，。（）A1 𠮷䶮")), 0, 60, -1), rapid.SampledFrom([]string{"", "1,204", "2026-10-09", "—", strings.Repeat("请求协调修复。", 40)}))
		n := rapid.IntRange(1, 6).Draw(r, "columns")
		t := &Table{Empty: "本期无问题"}
		var head []HeaderCell
		for i := range n {
			t.Columns = append(t.Columns, Column{Align: Align(i % 3), Weight: float64(i % 3)})
			head = append(head, HeaderCell{Text: "列"})
		}
		t.Header = [][]HeaderCell{head}
		counts := map[rune]int{}
		for range rapid.IntRange(1, 12).Draw(r, "rows") {
			row := TableRow{Total: rapid.Bool().Draw(r, "total")}
			for range n {
				text := cell.Draw(r, "cell")
				row.Cells = append(row.Cells, text)
				for _, c := range text {
					counts[c]++
				}
			}
			t.Rows = append(t.Rows, row)
		}
		d := newDesk(rapid.Float64Range(120, 450).Draw(r, "w"), rapid.Float64Range(120, 500).Draw(r, "h"))
		laid := f.Lay(t, d.w)
		laid.Draw(d, 0)
		for _, p := range d.pages {
			if laid.Fits {
				inside(r, p, d)
			}
			for _, c := range pageText(p) {
				counts[c]--
			}
		}
		delete(counts, ' ')
		counts['列'] = 0
		for c, n := range counts {
			if n != 0 {
				r.Errorf("%q: %d lost", c, n)
			}
		}
	})
}

func TestShortCellsStayOnOneLine(t *testing.T) {
	f := testFonts(t)
	tab := &Table{Columns: make([]Column, 7), Header: [][]HeaderCell{{}}}
	for _, h := range []string{"编号", "登记日期", "企业", "问题", "期限", "状态", "灯"} {
		tab.Header[0] = append(tab.Header[0], HeaderCell{Text: h})
	}
	tab.Rows = []TableRow{{Cells: []string{"WT-2026-00001", "2026-10-09", strings.Repeat("示例企业", 5), strings.Repeat("问题描述，", 30), "2026-11-09", "在办", "绿"}}}
	s := f.Lay(tab, 442)
	if !s.Fits {
		t.Fatal("does not fit")
	}
	cells := s.layRow(tab.Rows[0])
	for _, i := range []int{0, 1, 4, 5, 6} {
		if len(cells[i]) != 1 {
			t.Errorf("column %d is broken: %q (columns %v)", i, texts(cells[i]), s.cols)
		}
	}
	if slices.Max(s.cols) != s.cols[3] {
		t.Errorf("the longest text has not the widest column: %v", s.cols)
	}
}

// plainRows is a table of so many one-line rows.
func plainRows(n int, total bool) *Table {
	t := mergedTable(nil)
	for i := range n {
		t.Rows = append(t.Rows, TableRow{Cells: []string{fmt.Sprint(i), "甲", "1", "1"}})
	}
	if total {
		t.Rows[n-1] = TableRow{Cells: []string{"", "甲", "9", "9"}, Total: true}
	}
	return t
}

// A page is not printed for a row or two: the rows stand closer where that saves it, and
// otherwise three at least go over to it, on pages of any height.
func TestLastPageIsWorthItsPaper(t *testing.T) {
	f := testFonts(t)
	saved := 0
	for _, total := range []bool{false, true} {
		for n := 7; n < 90; n++ {
			d := newDesk(300, 400)
			laid := f.Lay(plainRows(n, total), d.w)
			laid.Room = d.h
			loose, _ := laid.pages(slices.Repeat([]int{1}, n), d.h, d.h, 20)
			laid.Draw(d, 20)
			for _, p := range d.pages {
				inside(t, p, d)
			}
			last := strings.Count(pageText(d.Page()), "甲")
			switch {
			case len(d.pages) < loose:
				saved++
			case laid.pad != padding:
				t.Errorf("%d rows stand closer and save no page", n)
			case len(d.pages) > 1 && last < lastRows:
				t.Errorf("%d rows: %d on the last page", n, last)
			}
		}
	}
	if saved < 4 {
		t.Errorf("a page was saved %d times", saved)
	}
}

// Drawn again on another sheet a table is set as it stands there.
func TestTightenedTableIsItselfAgain(t *testing.T) {
	f := testFonts(t)
	laid := f.Lay(plainRows(8, false), 300)
	laid.Room = laid.Height() - 10
	first := newDesk(300, laid.Room)
	laid.Draw(first, 0)
	if len(first.pages) != 1 || laid.pad == padding {
		t.Fatalf("%d pages, %.1f above and below", len(first.pages), laid.pad)
	}
	second := newDesk(300, 400)
	laid.Draw(second, 0)
	if laid.pad != padding || len(laid.head) != 5 {
		t.Errorf("%.1f above and below, %d cells in the head", laid.pad, len(laid.head))
	}
}

// Where no closer setting saves the page, three rows at least go over to it.
func TestHighRowsGoOverTogether(t *testing.T) {
	f := testFonts(t)
	for n := 7; n < 40; n++ {
		table := plainRows(n, false)
		table.Lines = 2
		d := newDesk(300, 400)
		laid := f.Lay(table, d.w)
		laid.Room = d.h
		laid.Draw(d, 0)
		if last := strings.Count(pageText(d.Page()), "甲"); len(d.pages) > 1 && last < lastRows {
			t.Errorf("%d rows: %d on the last page", n, last)
		}
	}
}
