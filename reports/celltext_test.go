package reports

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

// cellKeyed is the name of the first cell of a document that fits.
func cellKeyed(t testing.TB, c *Composition, fits func(t *Table, r Row, x Cell, column string) bool) string {
	t.Helper()
	blocks := slices.Clone(c.Bulletin.Body)
	for _, a := range c.Bulletin.Annexes {
		blocks = append(blocks, a.Blocks...)
	}
	for _, b := range blocks {
		if b.Table == nil {
			continue
		}
		for i, r := range b.Table.Rows {
			for k, x := range r.Cells {
				if key := b.Table.CellKey(b.Key, i, k); key != "" && fits(b.Table, r, x, b.Table.Columns[k].Key) {
					return key
				}
			}
		}
	}
	t.Fatal("no such cell can be typed over")
	return ""
}

// cellOfFigure is the first cell in which a figure stands.
func cellOfFigure(t testing.TB, c *Composition, id string) string {
	return cellKeyed(t, c, func(_ *Table, _ Row, x Cell, _ string) bool { return x.Figure == id })
}

// printedAt is the cell of that name.
func printedAt(t testing.TB, b *Bulletin, key string) Cell {
	t.Helper()
	name, row, column, _ := cutCell(key)
	tb := b.TableOf(name)
	if tb == nil {
		t.Fatalf("the table of %s isn't printed", key)
	}
	r, k, ok := tb.find(row, column)
	if !ok {
		t.Fatalf("%s isn't printed", key)
	}
	return tb.Rows[r].Cells[k]
}

func unused(c *Composition) (out []string) {
	for _, w := range c.Hints {
		if w.Code == UnusedEdit {
			out = append(out, w.Text)
		}
	}
	return out
}

const visitsOfFirst = "走访家次/本期/visiting/1"

func TestCellsAreTypedOver(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	o.problem(t, "2026-10-08", 1, data.Dims{Visiting: 1, Lead: 1, Region: 1, Category: 1, Nature: 1, Source: 2}, "恒岳达陶瓷厂用水不足")
	o.seal(t)
	plain := composed(t, o, p, Options{})
	text := func(column string) string {
		return cellKeyed(t, plain, func(_ *Table, r Row, _ Cell, c string) bool { return c == column && data.IsProblemRow(r.Key) })
	}
	number := cellOfFigure(t, plain, visitsOfFirst)
	ledger := func(key string) string { return printedAt(t, plain.Bulletin, key).Text }
	for _, c := range []struct {
		name, key, typed string
		printed          string // "": as typed
		told             bool   // 与台账不一致
		figure, over     string // what the cell stands for
	}{
		{"a number", number, "9", "", true, "", visitsOfFirst},
		{"the ledger's number", number, ledger(number), "", false, visitsOfFirst, ""},
		{"the number and more", number, ledger(number) + "（含联合走访）", "", true, "", visitsOfFirst},
		{"nothing", number, " ", "\x00", true, "", visitsOfFirst},
		{"a rate", cellOfFigure(t, plain, "办结率/累计/visiting/1"), "100%", "", true, "", "办结率/累计/visiting/1"},
		{"of the total", cellOfFigure(t, plain, "走访家次/本期/all/0"), "40", "", true, "", "走访家次/本期/all/0"},
		{"the name of a row", cellKeyed(t, plain, func(_ *Table, r Row, _ Cell, c string) bool { return c == "name" && r.Key == "1" }), "县纪委监委（本级）", "", false, "", ""},
		{"a remark", text("remarks"), "已约定月底前办结", "", false, "", ""},
		{"a text that names an enterprise", text("content"), "甲镇恒岳达陶瓷有限公司招工难", "某陶瓷企业A招工难", false, "", ""},
		{"a text on two lines", text("content"), "招工难\n用水难", "招工难 用水难", false, "", ""},
		{"a day", text("due"), "2026-12-01", "", true, "", LedgerNumber},
		{"days late", text("days"), "1", "", true, "", LedgerNumber},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Script{Edits: map[string]string{c.key: c.typed}}
			got := composed(t, o, p, Options{Script: s})
			sound(t, got.Bulletin)
			x := printedAt(t, got.Bulletin, c.key)
			want := c.printed
			if want == "" {
				want = c.typed
			}
			if x.Text != strings.Trim(want, "\x00") || x.Figure != c.figure || x.Over != c.over {
				t.Errorf("printed %+v", x)
			}
			if len(got.TypedOver) != map[bool]int{true: 1}[c.told] || c.told && (got.TypedOver[0].Text != ledger(c.key) || got.TypedOver[0].Reason != "") {
				t.Errorf("told %+v", got.TypedOver)
			}
			if len(unused(got)) > 0 || len(got.Cells) != 1 || got.Cells[0].Was != ledger(c.key) {
				t.Errorf("%v, %+v", unused(got), got.Cells)
			}
			if f := got.Facts; f == nil || !slices.EqualFunc(got.Bulletin.Figures, plain.Bulletin.Figures, func(a, b Figure) bool { return a.ID == b.ID && a.Text == b.Text }) {
				t.Error("the figures are not the ledger's any more")
			}
		})
	}
}

// A cell goes by the name of its row: a count anew that puts a row before it, or takes its
// row away, gives what was typed to no other.
func TestTypedCellsKeepToTheirRow(t *testing.T) {
	o, p := newOffice(2), stats.Month(2026, 10)
	a := o.firm(data.Enterprise{Name: "甲镇恒岳达陶瓷有限公司", Industry: "陶瓷", Region: 1})
	o.visit("2026-10-12", 2, a, 1)
	o.visit("2026-10-13", 3, a, 1)
	o.seal(t)
	key := cellOfFigure(t, composed(t, o, p, Options{}), "走访家次/本期/visiting/2")
	s := Script{Edits: map[string]string{key: "7"}}
	typed := func(b *Bulletin) (in string) {
		name, _, column, _ := cutCell(key)
		tb := b.TableOf(name)
		for _, r := range tb.Rows {
			for k, x := range r.Cells {
				if tb.Columns[k].Key == column && x.Text == "7" {
					in += r.Cells[0].Text + " "
				}
			}
		}
		return in
	}
	const whose = "派驻第一纪检监察组 "
	if got := typed(composed(t, o, p, Options{Script: s}).Bulletin); got != whose {
		t.Fatalf("typed into the row of %q", got)
	}
	o.visit("2026-10-08", 1, a, 1) // a row before it
	o.seal(t)
	if got := composed(t, o, p, Options{Script: s}); typed(got.Bulletin) != whose || len(unused(got)) > 0 {
		t.Errorf("with a row before it: typed into %q, %v", typed(got.Bulletin), unused(got))
	}
	o.visits = slices.DeleteFunc(o.visits, func(v *data.Visit) bool { return v.Unit == 2 })
	o.seal(t)
	got := composed(t, o, p, Options{Script: s})
	if typed(got.Bulletin) != "" || len(got.TypedOver) > 0 {
		t.Errorf("its row is gone: typed into %q, %+v", typed(got.Bulletin), got.TypedOver)
	}
	if told := unused(got); len(told) != 1 || !strings.Contains(told[0], "派驻第一纪检监察组") || !strings.Contains(told[0], "走访家次") || !strings.Contains(told[0], "改写的是：7") {
		t.Errorf("told %q", told)
	}
	if len(got.Cells) != 1 || !got.Cells[0].Gone || got.Cells[0].Now != "7" {
		t.Errorf("%+v", got.Cells)
	}
	name, _, _, _ := cutCell(key)
	s.Hidden = []string{name}
	if got := composed(t, o, p, Options{Script: s}); len(unused(got)) > 0 {
		t.Errorf("of a table that was left out it tells %q", unused(got))
	}
}

// The reason is for the number typed and for the number of the ledger it was given for.
func TestReasonsOfCells(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*Script, *office, CellText)
		left string // the reason that still stands
	}{
		{"nothing changes", func(*Script, *office, CellText) {}, "漏录"},
		{"the same again without a reason", func(s *Script, _ *office, x CellText) { s.Retype(x, "") }, "漏录"},
		{"another number", func(s *Script, _ *office, x CellText) { x.Now = "10"; s.Retype(x, "") }, ""},
		{"another sign", func(s *Script, _ *office, x CellText) { x.Now = "-9"; s.Retype(x, "") }, ""},
		{"another number and its reason", func(s *Script, _ *office, x CellText) { x.Now = "10"; s.Retype(x, "另一次") }, "另一次"},
		{"the ledger counts anew", func(_ *Script, o *office, _ CellText) { o.visit("2026-10-22", 1, 2, 2) }, ""},
		{"and counts as before", func(_ *Script, o *office, _ CellText) {
			o.visit("2026-10-22", 1, 2, 2)
			o.visits = o.visits[:len(o.visits)-1]
		}, "漏录"},
		{"the ledger counts what was typed", func(_ *Script, o *office, _ CellText) {
			for day := range 8 {
				o.visit("2026-10-1"+string(rune('0'+day)), 1, 2, 2)
			}
		}, "一致"},
		{"restored", func(s *Script, _ *office, x CellText) { s.Restore(x.Key) }, "一致"},
		{"typed back by hand", func(s *Script, _ *office, x CellText) { x.Now = x.Was; s.Retype(x, "") }, "一致"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, p := smallOffice(t), stats.Month(2026, 10)
			plain := composed(t, o, p, Options{})
			x, ok := plain.CellOf(cellOfFigure(t, plain, visitsOfFirst))
			if !ok || x.Was != "1" || !x.Ledger || x.Figure != visitsOfFirst {
				t.Fatalf("%+v", x)
			}
			s := Script{Edits: map[string]string{}, Accepted: map[string]string{}}
			x.Now = "9"
			s.Retype(x, "漏录")
			c.do(&s, o, x)
			o.seal(t)
			got := composed(t, o, p, Options{Script: s})
			reason := "一致"
			if len(got.TypedOver) == 1 {
				reason = got.TypedOver[0].Reason
			}
			if reason != c.left {
				t.Errorf("%q: %+v", reason, got.TypedOver)
			}
		})
	}
}

// In prose too: a reason why one number needn't be said is none for what is counted later.
func TestReasonsOfProseFallWithTheLedgersNumber(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	first := composed(t, o, p, Options{}).Bulletin.Paragraphs()[0]
	s := Script{Edits: map[string]string{first.Key: "情况良好。"}, Accepted: map[string]string{}}
	visits := func() TypedOver {
		for _, x := range composed(t, o, p, Options{Script: s}).TypedOver {
			if x.Figure == "走访家次/本期/all/0" {
				return x
			}
		}
		t.Fatal("the number of visits was not typed over")
		return TypedOver{}
	}
	s.Accepted[visits().AcceptKey()] = "改为定性表述"
	if visits().Reason == "" {
		t.Fatal("the reason does not stand")
	}
	o.visit("2026-10-21", 1, 1, 1)
	o.seal(t)
	if x := visits(); x.Reason != "" {
		t.Errorf("the reason still stands: %+v", x)
	}
}

// What was typed into the row of a problem that nobody may see any more is neither printed
// nor repeated, and no cell of that row can be typed over.
func TestCellsOfHiddenProblems(t *testing.T) {
	o, p := newOffice(2), stats.Month(2026, 10)
	a := o.firm(data.Enterprise{Name: "甲镇恒岳达陶瓷有限公司", Industry: "陶瓷", Region: 1})
	x := o.problem(t, "2026-10-08", a, data.Dims{Visiting: 1, Lead: 1, Region: 1, Category: 1, Source: 2}, "用水不足")
	o.problem(t, "2026-10-08", a, data.Dims{Visiting: 1, Lead: 1, Region: 1, Category: 1, Source: 2}, "用电不足")
	o.seal(t)
	key := cellKeyed(t, composed(t, o, p, Options{}), func(_ *Table, r Row, _ Cell, c string) bool { return r.Key == data.ProblemRow(x.ID) && c == "content" })
	s := Script{Edits: map[string]string{key: "某局某人的事"}}
	if got := composed(t, o, p, Options{Script: s}); printedAt(t, got.Bulletin, key).Text != "某局某人的事" {
		t.Fatal("it was not typed over")
	}
	o.event(t, x, data.Event{Kind: data.MoveClue, On: on("2026-10-19")})
	o.seal(t)
	got := composed(t, o, p, Options{Script: s})
	if all := treeJSON(t, got.Bulletin) + strings.Join(unused(got), ""); strings.Contains(all, "某局某人") || len(unused(got)) != 1 {
		t.Errorf("%q", unused(got))
	}
	if _, ok := got.CellOf(data.ProblemRow(x.ID)); ok || got.Cells[0].Now != "" || !got.Cells[0].Gone {
		t.Errorf("%+v", got.Cells)
	}
}

func TestHeadsOfColumns(t *testing.T) {
	for _, c := range []struct {
		name string
		t    Table
		want string
	}{
		{"one row", Table{Columns: make([]Column, 2), Header: [][]HeaderCell{{{Text: "单位"}, {Text: "走访"}}}}, "单位 走访"},
		{"a group", Table{Columns: make([]Column, 4), Header: headerOf("单位", []column{{"本期", "走访", "", "", false}, {"本期", "办结", "", "", false}, {"", "在办", "", "", false}})}, "单位 本期走访 本期办结 在办"},
		{"none", Table{Columns: make([]Column, 1)}, ""},
	} {
		if got := strings.Join(c.t.heads(), " "); got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// A correction lists the cells typed over, by what stood there before.
func TestCorrectionListsTypedCells(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	ref := Reference{"十月通报", ""}
	plain := composed(t, o, p, Options{})
	key := cellOfFigure(t, plain, visitsOfFirst)
	over := func(text string) Script { return Script{Edits: map[string]string{key: text}} }
	typed := composed(t, o, p, Options{Script: over("9")}).Bulletin
	const line = "走访家次（改写）|本期|县纪委监委|"
	for _, c := range []struct {
		name string
		was  *Bulletin
		s    Script
		want string // the rows of the list
	}{
		{"typed over since", plain.Bulletin, over("9"), line + "1|9|\n"},
		{"restored", typed, Script{}, line + "9|1|\n"},
		{"typed over otherwise", typed, over("8"), line + "9|8|\n"},
		{"as it was", typed, over("9"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := composed(t, o, p, Options{Corrects: &Corrected{ref, c.was}, Script: c.s}).Bulletin
			sound(t, got)
			text := ""
			if table := titledTable(got, correctTitle); table != nil {
				text = linesOf(table)
			}
			if text != c.want {
				t.Errorf("listed %q, want %q", text, c.want)
			}
			if said := got.Body[0].Para.Text(); strings.Contains(said, "文字有改动") {
				t.Errorf("a number was typed over, and it says %q", said)
			}
		})
	}
	o.visit("2026-10-21", 1, 1, 1)
	o.seal(t)
	got := composed(t, o, p, Options{Corrects: &Corrected{ref, plain.Bulletin}, Script: over("9")}).Bulletin
	if text := linesOf(titledTable(got, correctTitle)); !strings.HasSuffix(text, line+"1|9|\n") || !strings.Contains(text, "走访家次|本期|合计|") {
		t.Errorf("with a visit more it lists %q", text)
	}
}

// A problem about conduct hides names in what is typed into its row, lifted or not.
func TestCellsOfComplaintsStayMasked(t *testing.T) {
	o, p := newOffice(2), stats.Month(2026, 10)
	a := o.firm(data.Enterprise{Name: "甲镇恒岳达陶瓷有限公司", Industry: "陶瓷", Region: 1})
	for _, complaint := range []bool{true, false} {
		x := o.problem(t, "2026-10-08", a, data.Dims{Visiting: 1, Lead: 1, Region: 1, Category: 1, Source: 2}, "窗口态度差")
		x.Complaint = complaint
	}
	o.seal(t)
	for _, x := range o.problems {
		key := cellKeyed(t, composed(t, o, p, Options{}), func(_ *Table, r Row, _ Cell, c string) bool { return r.Key == data.ProblemRow(x.ID) && c == "content" })
		got := composed(t, o, p, Options{Unmasked: true, Reason: "内部核对", Script: Script{Edits: map[string]string{key: "甲镇恒岳达陶瓷有限公司反映态度差"}}})
		if named := strings.Contains(printedAt(t, got.Bulletin, key).Text, "恒岳达"); named == x.Complaint {
			t.Errorf("a complaint: %v, named: %v", x.Complaint, named)
		}
	}
}
