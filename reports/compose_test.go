package reports

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/internal/trial"
	"qinqing/reports/stats"
)

func composed(t testing.TB, o *office, p stats.Period, opt Options) *Composition {
	t.Helper()
	c, err := ComposeAll(context.Background(), Input{Source: o, Period: p, Options: opt})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func treeJSON(t testing.TB, b *Bulletin) string {
	t.Helper()
	out, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// outline prints a tree as a reader sees it, so that a golden can be read.
func outline(b *Bulletin) string {
	var w strings.Builder
	fmt.Fprintf(&w, "%s 版式%s 送审稿%v\n%s\n%s\n%s：\n", b.Kind, b.Template, b.Draft, b.Masthead, b.Title, b.Recipient)
	blocks := func(bs []Block) {
		for _, x := range bs {
			switch {
			case x.Heading != nil:
				fmt.Fprintf(&w, "# %s\n", x.Heading.Text)
			case x.Para != nil:
				fmt.Fprintf(&w, "  %s\n", x.Para.Text())
			case x.Chart != nil:
				fmt.Fprintf(&w, "图 %s %s %v %v\n", x.Chart.Kind, x.Chart.Title, x.Chart.Categories, x.Chart.Series)
			case x.Table != nil:
				outlineTable(&w, x.Table)
			}
		}
	}
	blocks(b.Body)
	fmt.Fprintf(&w, "%s %s\n", b.Signature.Unit, b.Signature.Date)
	for _, a := range b.Annexes {
		fmt.Fprintf(&w, "附件%d %s 横排%v\n", a.No, a.Title, a.Landscape)
		blocks(a.Blocks)
	}
	for i := range b.Ledger {
		outlineTable(&w, &b.Ledger[i])
	}
	return w.String()
}

func outlineTable(w *strings.Builder, t *Table) {
	fmt.Fprintf(w, "表 %s [%s]\n", t.Title, t.Sheet)
	for _, h := range t.Header {
		for _, c := range h {
			fmt.Fprintf(w, "<%s", c.Text)
			if c.ColSpan > 1 {
				fmt.Fprintf(w, " 跨%d列", c.ColSpan)
			}
			w.WriteString("> ")
		}
		w.WriteString("\n")
	}
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			if i > 0 {
				w.WriteString(" | ")
			}
			w.WriteString(c.Text)
		}
		w.WriteString("\n")
	}
	for _, n := range t.Notes {
		fmt.Fprintf(w, "注 %s\n", n)
	}
}

func TestGoldenTrees(t *testing.T) {
	o := smallOffice(t)
	c := composed(t, o, stats.Month(2026, 10), Options{})
	trial.Golden(t, "october.txt", outline(c.Bulletin))
	small := composed(t, o, stats.Month(2026, 10), Options{TemplateText: []byte("标题 = 关于{期间}的通报\n[总体情况]\n走访{走访家次}家次，{登记问题|环比|增减}。\n@图 分类\n附件：口径\n@表 口径\n")})
	trial.Golden(t, "small.json", treeJSON(t, small.Bulletin))
	trial.Golden(t, "empty.txt", outline(composed(t, newOffice(3).seal(t), stats.Month(2026, 10), Options{Issued: true}).Bulletin))
}

func everyBlock(b *Bulletin) []Block {
	out := slices.Clone(b.Body)
	for _, a := range b.Annexes {
		out = append(out, a.Blocks...)
	}
	for i := range b.Ledger {
		out = append(out, Block{Table: &b.Ledger[i]})
	}
	return out
}

// sound checks what must be true of every tree.
func sound(t testing.TB, b *Bulletin) {
	t.Helper()
	figures := map[string]Figure{}
	for _, f := range b.Figures {
		if _, dup := figures[f.ID]; dup || f.ID == "" || f.Definition == "" || f.Text == "" || !strings.HasPrefix(f.Query, "stats --") || !strings.HasSuffix(f.Query, " --rows") {
			t.Errorf("figure %+v", f)
		}
		figures[f.ID] = f
	}
	used := map[string]bool{}
	check := func(id, text string) {
		used[id] = true
		if f, ok := figures[id]; id != "" && (!ok || f.Text != text) {
			t.Errorf("%q stands for %q, which is %+v", text, id, f)
		}
	}
	sheets := map[string]bool{}
	for _, x := range everyBlock(b) {
		if x.Para != nil {
			for _, s := range x.Para.Spans {
				check(s.Figure, s.Text)
			}
		}
		if x.Chart != nil {
			for _, s := range x.Chart.Series {
				if len(s.Values) != len(x.Chart.Categories) {
					t.Errorf("chart %s: %d values of %d", x.Chart.Title, len(s.Values), len(x.Chart.Categories))
				}
			}
		}
		if x.Table == nil {
			continue
		}
		soundTable(t, x.Table)
		sheets[x.Table.Sheet] = true
		for _, r := range x.Table.Rows {
			for _, c := range r.Cells {
				check(c.Figure, c.Text)
			}
		}
	}
	for s := range sheets {
		if len([]rune(s)) > 31 || strings.ContainsAny(s, `:\/?*[]`) {
			t.Errorf("sheet %q", s)
		}
	}
	for id := range figures {
		if !used[id] {
			t.Errorf("figure %s is used nowhere", id)
		}
	}
	text := outline(b)
	for _, word := range []string{"移送", "线索", "%!", "不予受理/", "{本", "|环比"} {
		if strings.Contains(text, word) {
			t.Errorf("the tree says %s", word)
		}
	}
}

func soundTable(t testing.TB, tb *Table) {
	t.Helper()
	for _, r := range tb.Rows {
		if len(r.Cells) != len(tb.Columns) {
			t.Errorf("%s: %d cells in %d columns", tb.Title, len(r.Cells), len(tb.Columns))
		}
	}
	taken := make([]int, len(tb.Header))
	for i, h := range tb.Header {
		for _, c := range h {
			for k := range max(1, c.RowSpan) {
				taken[i+k] += max(1, c.ColSpan)
			}
		}
	}
	for _, n := range taken {
		if n != len(tb.Columns) {
			t.Errorf("%s: header covers %v of %d columns", tb.Title, taken, len(tb.Columns))
		}
	}
}

func TestTreesAreSound(t *testing.T) {
	o := smallOffice(t)
	for _, p := range []stats.Period{stats.Month(2026, 9), stats.Month(2026, 10), stats.Month(2026, 11), stats.Month(2025, 1), stats.Quarter(2026, 4), stats.Year(2026),
		stats.CutoffMonth(2026, 10, 25), {From: on("2026-10-05"), To: on("2026-10-20")}} {
		t.Run(p.Name(), func(t *testing.T) {
			sound(t, composed(t, o, p, Options{}).Bulletin)
			sound(t, composed(t, o, p, Options{Issued: true, Unmasked: true, Reason: "核对"}).Bulletin)
		})
	}
}

func TestTotalsOfTables(t *testing.T) {
	o := smallOffice(t)
	b := composed(t, o, stats.Month(2026, 10), Options{}).Bulletin
	additive := map[string]bool{"登记问题": true, "办结": true, "期末在办": true, "期末逾期": true, "累计登记": true, "交办": true, "转出": true}
	figures := map[string]Figure{}
	for _, f := range b.Figures {
		figures[f.ID] = f
	}
	compared := 0
	for _, x := range everyBlock(b) {
		if x.Table == nil || len(x.Table.Rows) == 0 || !x.Table.Rows[len(x.Table.Rows)-1].Total {
			continue
		}
		rows := x.Table.Rows
		for col := range x.Table.Columns {
			total := rows[len(rows)-1].Cells[col]
			if f := figures[total.Figure]; !additive[f.Name] || f.Span == stats.SpanPrevious {
				continue
			}
			sum := 0.0
			for _, r := range rows[:len(rows)-1] {
				sum += *r.Cells[col].Value
			}
			if compared++; sum != *total.Value {
				t.Errorf("%s, column %d: rows %v, total %v", x.Table.Title, col, sum, *total.Value)
			}
		}
	}
	if compared < 20 {
		t.Errorf("only %d columns compared", compared)
	}
}

func TestIssued(t *testing.T) {
	o := smallOffice(t)
	o.settings["demo"] = "1"
	draft := composed(t, o, stats.Month(2026, 10), Options{}).Bulletin
	issued := composed(t, o, stats.Month(2026, 10), Options{Issued: true, DocNo: "×纪办〔2026〕7号", SignedOn: on("2026-11-03"), PrintedOn: on("2026-11-04")}).Bulletin
	if !draft.Draft || !draft.Demo || draft.DocNo != "" || draft.Signature.Date != "" || !strings.Contains(outline(draft), ownPlaceholder) {
		t.Errorf("draft %+v", draft.Signature)
	}
	text := outline(issued)
	if issued.Draft || issued.DocNo != "×纪办〔2026〕7号" || issued.Signature.Date != "2026-11-03" || issued.Imprint.PrintedOn != "2026-11-04" || strings.Contains(text, ownPlaceholder) {
		t.Errorf("issued %+v", issued)
	}
	if !strings.Contains(text, "# 六、下步要求") || strings.Contains(text, "典型做法") {
		t.Error("an empty section was printed, or the numbers do not close up")
	}
	own := composed(t, o, stats.Month(2026, 10), Options{Issued: true, Script: Script{Own: []string{"恒岳达陶瓷的做法。"}}}).Bulletin
	if text := outline(own); !strings.Contains(text, "# 六、典型做法和典型问题\n  某陶瓷企业A的做法。") {
		t.Error("own paragraphs are missing or not masked")
	}
	o.settings["bulletin.issuer"] = ""
	if b := composed(t, o, stats.Month(2026, 10), Options{}).Bulletin; b.Signature.Unit != issuerPlaceholder {
		t.Errorf("issuer %q", b.Signature.Unit)
	}
}

func TestUnitsAreNamedOnlyWhenConfirmed(t *testing.T) {
	o := smallOffice(t)
	o.settings["stats.floor"] = "2"
	c := composed(t, o, stats.Month(2026, 10), Options{Script: Script{Confirmed: []Confirmation{{Unit: 1, Figure: "期末逾期"}}}})
	if len(c.Proposals) != 1 || c.Proposals[0].Sentence != "商务局期末逾期未办结问题2个。" || c.Proposals[0].Confirmed {
		t.Fatalf("%+v", c.Proposals)
	}
	if strings.Contains(outline(c.Bulletin), c.Proposals[0].Sentence) {
		t.Error("a unit was named without anybody having asked it")
	}
	c = composed(t, o, stats.Month(2026, 10), Options{Script: Script{Confirmed: []Confirmation{{Unit: 1, Figure: "期末逾期", By: "经办", On: on("2026-11-02")}}}})
	if !c.Proposals[0].Confirmed || !strings.Contains(outline(c.Bulletin), c.Proposals[0].Sentence) {
		t.Error("a confirmed sentence is missing")
	}
	sound(t, c.Bulletin)
	// The unit was asked about another number: it has to be asked again.
	c = composed(t, o, stats.Month(2026, 10), Options{Script: Script{Confirmed: []Confirmation{{Unit: 1, Figure: "期末逾期", By: "经办", On: on("2026-11-02"), Text: "商务局期末逾期未办结问题1个。"}}}})
	if p := c.Proposals[0]; p.Confirmed || !p.Stale() || strings.Contains(outline(c.Bulletin), p.Sentence) {
		t.Errorf("a sentence nobody checked was printed: %+v", p)
	}
	if !slices.ContainsFunc(c.Hints, func(w Warning) bool { return w.Code == StaleNaming }) {
		t.Error("not told that a sentence has to be checked again")
	}
	o.settings["stats.floor"] = "3"
	if c := composed(t, o, stats.Month(2026, 10), Options{}); len(c.Proposals) != 0 {
		t.Errorf("proposed on a small base: %+v", c.Proposals)
	}
}

func TestNothingTellsATransfer(t *testing.T) {
	o := smallOffice(t)
	b := composed(t, o, stats.Month(2026, 10), Options{Unmasked: true, Reason: "核对"}).Bulletin
	if text := treeJSON(t, b); strings.Contains(text, "绝密") || strings.Contains(text, "移送") || strings.Contains(text, "不属于受理范围") {
		t.Error("the tree tells a transfer, or more of a declined problem than of a moved one")
	}
	ledger := b.Ledger[len(b.Ledger)-1]
	declined, moved := ledger.Rows[3].Cells, ledger.Rows[4].Cells
	for i := 1; i < len(declined); i++ {
		if declined[i].Text != moved[i].Text {
			t.Errorf("column %d tells them apart: %q, %q", i, declined[i].Text, moved[i].Text)
		}
	}
	p := o.problems[2]
	o.event(t, p, data.Event{Kind: data.MoveClue, On: on("2026-11-05")})
	later := composed(t, o.seal(t), stats.Month(2026, 10), Options{Unmasked: true, Reason: "核对"}).Bulletin
	if strings.Contains(treeJSON(t, later), "宏远达纸箱厂") {
		t.Error("a problem moved after the period is still told")
	}
}

func TestComplaintsStayMasked(t *testing.T) {
	o := smallOffice(t)
	o.problems[0].Complaint = true
	b := composed(t, o, stats.Month(2026, 10), Options{Unmasked: true, Reason: "核对"}).Bulletin
	ledger := b.Ledger[len(b.Ledger)-1]
	if got := ledger.Rows[0].Cells; got[2].Text != "某陶瓷企业A" || strings.Contains(got[5].Text, "恒岳达") || strings.Contains(got[5].Text, "1380") {
		t.Errorf("complaint shows %s, %s", got[2].Text, got[5].Text)
	}
	if got := ledger.Rows[1].Cells[2].Text; got != "甲镇恒岳达陶瓷有限公司" {
		t.Errorf("lifted shows %s", got)
	}
}

func TestManyUnitsAndLongNames(t *testing.T) {
	o := newOffice(60)
	long := o.firm(data.Enterprise{Name: strings.Repeat("彧翀珺旻璟骁霆煜琰昶", 20) + "有限公司"})
	for i := range 60 {
		o.problem(t, "2026-10-09", long, data.Dims{Visiting: 1, Lead: data.ID(i + 1), Region: 1, Category: 1}, strings.Repeat("反映问题，", 40))
	}
	b := composed(t, o.seal(t), stats.Month(2026, 10), Options{}).Bulletin
	sound(t, b)
	for _, x := range everyBlock(b) {
		if x.Table == nil {
			continue
		}
		switch {
		case x.Table.Sheet == "乙表 主办单位" && len(x.Table.Rows) != 61:
			t.Errorf("%d rows", len(x.Table.Rows))
		case x.Table.Sheet == "" && strings.Contains(x.Table.Title, "主办单位"):
			t.Error("60 units in the body")
		}
	}
	if text := outline(b); strings.Contains(text, "彧翀") || !strings.Contains(text, tooMany) {
		t.Error("the long name shows, or the body does not point to the annex")
	}
}

func TestLongOverdueList(t *testing.T) {
	o := newOffice(3)
	for range maxOverdueRows + 20 {
		o.problem(t, "2026-10-09", 0, data.Dims{Visiting: 1, Lead: 1}, "甲")
	}
	b := composed(t, o.seal(t), stats.Month(2026, 10), Options{}).Bulletin
	sound(t, b)
	var paper, book int
	for _, a := range b.Annexes {
		for _, x := range a.Blocks {
			if x.Table != nil && strings.Contains(x.Table.Title, "逾期") {
				paper = len(x.Table.Rows)
			}
		}
	}
	for _, l := range b.Ledger {
		if l.Sheet == "逾期清单" {
			book = len(l.Rows)
		}
	}
	if paper != maxOverdueRows || book != maxOverdueRows+20 {
		t.Errorf("%d on paper, %d in the workbook", paper, book)
	}
}

func TestComposeRefuses(t *testing.T) {
	o := smallOffice(t)
	facts, err := stats.Compute(context.Background(), o, stats.Query{Period: stats.Month(2026, 9), By: Dims(), Compare: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name string
		in   Input
		code data.Code
	}{
		{"no period", Input{Source: o}, data.Invalid},
		{"unmasked without a reason", Input{Source: o, Period: stats.Month(2026, 10), Options: Options{Unmasked: true, Reason: " "}}, data.Invalid},
		{"no such template", Input{Source: o, Period: stats.Month(2026, 10), Options: Options{Template: "none.txt"}}, data.NotFound},
		{"facts of another period", Input{Source: o, Period: stats.Month(2026, 10), Facts: facts}, data.Invalid},
	} {
		t.Run(x.name, func(t *testing.T) {
			if _, err := Compose(context.Background(), x.in); data.CodeOf(err) != x.code {
				t.Errorf("%v", err)
			}
		})
	}
	b, err := Compose(context.Background(), Input{Source: o, Period: stats.Month(2026, 9), Facts: facts})
	if err != nil || b.Period.Name != "2026年9月" {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compose(ctx, Input{Source: o, Period: stats.Month(2026, 10)}); err == nil {
		t.Error("a cancelled context was not heard")
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 42: "四十二", 99: "九十九"} {
		if got := chineseNumber(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// A number of the wrong kind for the layout is not dropped without a word.
func TestANumberThatIsNotPrintedIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		o    Options
		told bool
	}{
		"文号 of a 简报": {Options{Layout: "B", DocNo: "×纪办〔2026〕5号"}, true},
		"期号 of a 简报": {Options{Layout: "B", Serial: "第3期（总第27期）"}, false},
		"文号 of a 公文": {Options{Layout: "A", DocNo: "×纪办〔2026〕5号"}, false},
		"期号 of a 公文": {Options{Layout: "A", Serial: "第3期（总第27期）"}, true},
		"none":       {Options{Layout: "B"}, false},
	} {
		got := composed(t, smallOffice(t), stats.Month(2026, 10), c.o)
		if told := slices.ContainsFunc(got.Hints, func(w Warning) bool { return w.Code == UnusedNumber }); told != c.told {
			t.Errorf("%s: told %v, %+v", name, told, got.Hints)
		}
	}
}

// A period that is not over yet is told of: its end is reckoned ahead.
func TestAnUnfinishedPeriodIsTold(t *testing.T) {
	for today, want := range map[string]bool{"2026-10-20": true, "2026-10-31": false, "2026-11-02": false} {
		c := composed(t, smallOffice(t), stats.Month(2026, 10), Options{Today: on(today)})
		if told := slices.ContainsFunc(c.Hints, func(w Warning) bool {
			return w.Code == Unfinished && strings.Contains(w.Text, "2026年10月31日才结束")
		}); told != want {
			t.Errorf("%s: told %v, %+v", today, told, c.Hints)
		}
	}
}
