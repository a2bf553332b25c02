package widget

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// sheet is a table whose cells can be typed into, over rows that keep what was written.
type sheet struct {
	*testing.T
	table *DataTable[person]
	rows  Slice[person]
	win   fyne.Window
	wrote []Cell
	steps int
	fail  error
	later []func() // answers that are held back
	slow  bool
}

func newSheet(t *testing.T, n int) *sheet {
	t.Helper()
	_, w := tableOf(t, 1)
	s := &sheet{T: t, win: w}
	for i := range n {
		s.rows = append(s.rows, person{fmt.Sprint("人", i), i})
	}
	columns := personColumns()
	columns[0].Edit = &Editing[person]{Choices: Matching([]string{"甲", "乙", "乙二"})}
	columns[1].Edit = &Editing[person]{Read: func(text string) (string, error) {
		if strings.Contains(text, "坏") {
			return "", errors.New("年龄要写数字。")
		}
		return strings.TrimSpace(text), nil
	}, Refuse: func(p person) string {
		if p.age == 2 {
			return "这一行不能改。"
		}
		return ""
	}}
	columns[2].Fixed = "备注是算出来的。"
	table := NewDataTable(columns, s.rows)
	s.table = table
	table.OnEdit = func(cells []Cell, done func(error)) {
		s.steps++
		act := func() {
			if s.fail != nil {
				done(s.fail)
				return
			}
			s.wrote = append(s.wrote, cells...)
			done(nil)
		}
		if s.slow {
			s.later = append(s.later, act)
			return
		}
		act()
	}
	w.SetContent(table)
	w.Resize(fyne.NewSize(420, headHeight+10*rowHeight))
	w.Canvas().Focus(table)
	return s
}

func (s *sheet) press(names ...fyne.KeyName) {
	for _, n := range names {
		s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func (s *sheet) kind(text string) { test.Type(s.win.Canvas().Focused(), text) }

func (s *sheet) want(what string, cells ...Cell) {
	s.Helper()
	if fmt.Sprint(s.wrote) != fmt.Sprint(cells) {
		s.Errorf("%s：写入 %v，应为 %v", what, s.wrote, cells)
	}
}

func TestCellEditing(t *testing.T) {
	for name, c := range map[string]struct {
		do     func(*sheet)
		want   []Cell
		row    int
		column string
		open   bool
		told   string
	}{
		"F2, changed, Enter": {do: func(s *sheet) {
			s.press(fyne.KeyRight, fyne.KeyF2)
			s.kind("5")
			s.press(fyne.KeyReturn)
		}, want: []Cell{{0, "年龄", "05"}}, row: 1, column: "年龄"},
		"typing replaces": {do: func(s *sheet) {
			s.press(fyne.KeyRight, fyne.KeyDown)
			s.kind("七 ")
			s.press(fyne.KeyTab)
		}, want: []Cell{{1, "年龄", "七"}}, row: 1, column: "备注"},
		"Esc gives up": {do: func(s *sheet) {
			s.press(fyne.KeyRight)
			s.kind("9")
			s.press(fyne.KeyEscape)
		}, column: "年龄"},
		"unchanged writes nothing": {do: func(s *sheet) { s.press(fyne.KeyRight, fyne.KeyF2, fyne.KeyReturn) }, row: 1, column: "年龄"},
		"a faulty text stays":      {do: func(s *sheet) { s.press(fyne.KeyRight); s.kind("坏"); s.press(fyne.KeyReturn) }, column: "年龄", open: true, told: "年龄要写数字。"},
		"and is mended": {do: func(s *sheet) {
			s.press(fyne.KeyRight)
			s.kind("坏")
			s.press(fyne.KeyReturn, fyne.KeyBackspace)
			s.kind("8")
			s.press(fyne.KeyReturn)
		}, want: []Cell{{0, "年龄", "8"}}, row: 1, column: "年龄"},
		"what is refused is told":  {do: func(s *sheet) { s.press(fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyF2) }, row: 2, column: "年龄", told: "这一行不能改。"},
		"why a column is no facts": {do: func(s *sheet) { s.press(fyne.KeyRight, fyne.KeyRight); s.kind("x") }, column: "备注", told: "备注是算出来的。"},
		"space begins nothing":     {do: func(s *sheet) { s.press(fyne.KeyRight); s.kind(" 　") }, column: "年龄"},
		"a word from the list":     {do: func(s *sheet) { s.press(fyne.KeyF2, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) }, want: []Cell{{0, "姓名", "乙"}}, row: 1, column: "姓名"},
		"the only match":           {do: func(s *sheet) { s.kind("二"); s.press(fyne.KeyTab) }, want: []Cell{{0, "姓名", "乙二"}}, column: "年龄"},
		"a press elsewhere writes": {do: func(s *sheet) {
			s.press(fyne.KeyRight)
			s.kind("6")
			click(s.table, 20, bodyY(4), 0)
		}, want: []Cell{{0, "年龄", "6"}}, row: 4, column: "姓名"},
		"losing the focus writes": {do: func(s *sheet) {
			s.press(fyne.KeyRight)
			s.kind("6")
			s.win.Canvas().Unfocus()
		}, want: []Cell{{0, "年龄", "6"}}, column: "年龄"},
		"Delete empties": {do: func(s *sheet) { s.press(fyne.KeyRight, fyne.KeyDelete) }, want: []Cell{{0, "年龄", ""}}, column: "年龄"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(t, 8)
			c.do(s)
			s.want(name, c.want...)
			if s.table.CursorRow() != c.row || s.table.CursorColumn() != c.column || s.table.Editing() != c.open {
				t.Errorf("在第 %d 行“%s”，开着 %v", s.table.CursorRow(), s.table.CursorColumn(), s.table.Editing())
			}
			if s.table.Told() != c.told {
				t.Errorf("说“%s”，应说“%s”", s.table.Told(), c.told)
			}
		})
	}
}

func TestCellThatCannotBeWrittenStaysOpen(t *testing.T) {
	s := newSheet(t, 4)
	s.fail = errors.New("台账里已有同样的。")
	s.press(fyne.KeyRight)
	s.kind("6")
	s.press(fyne.KeyReturn)
	if !s.table.Editing() || s.table.Told() != "台账里已有同样的。" || s.win.Canvas().Focused() == fyne.Focusable(s.table) {
		t.Fatalf("开着 %v，说“%s”", s.table.Editing(), s.table.Told())
	}
	s.fail = nil
	s.press(fyne.KeyReturn)
	s.want("再试", Cell{0, "年龄", "6"})
}

func TestCellIsWrittenOnceWhileItTakesTime(t *testing.T) {
	s := newSheet(t, 4)
	s.slow = true
	s.press(fyne.KeyRight)
	s.kind("6")
	s.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyEscape)
	click(s.table, 20, bodyY(3), 0)
	if s.steps != 1 || !s.table.Editing() {
		t.Fatalf("写了 %d 次，开着 %v", s.steps, s.table.Editing())
	}
	s.later[0]()
	if s.table.Editing() || s.table.CursorRow() != 3 {
		t.Errorf("写完后开着 %v，在第 %d 行，应在点过的第 3 行", s.table.Editing(), s.table.CursorRow())
	}
}

func TestCellForADay(t *testing.T) {
	today := func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local) }
	for name, c := range map[string]struct {
		do   func(*sheet)
		want string
	}{
		"a word":            {func(s *sheet) { s.kind("昨天"); s.press(fyne.KeyReturn) }, "2026-11-19"},
		"a short date":      {func(s *sheet) { s.kind("3.8"); s.press(fyne.KeyTab) }, "2026-03-08"},
		"from the calendar": {func(s *sheet) { s.press(fyne.KeyF2, fyne.KeyDown, fyne.KeyRight, fyne.KeyReturn, fyne.KeyReturn) }, "2026-11-21"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(t, 4)
			s.table.columns[0].Edit = &Editing[person]{Today: today}
			c.do(s)
			s.want(name, Cell{0, "姓名", c.want})
			if s.table.Editing() {
				t.Error("还开着")
			}
		})
	}
}

func TestFillDown(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*sheet)
		want []Cell
		told string
	}{
		"a column": {do: func(s *sheet) { drag(s.table, 20, bodyY(1), 20, bodyY(3)) }, want: []Cell{{2, "姓名", "人1"}, {3, "姓名", "人1"}}},
		"passes over what can't be": {do: func(s *sheet) { drag(s.table, 150, bodyY(1), 250, bodyY(3)) },
			want: []Cell{{3, "年龄", "1"}}},
		"one cell takes what is above": {do: func(s *sheet) { click(s.table, 20, bodyY(3), 0) }, want: []Cell{{3, "姓名", "人2"}}},
		"nothing above the first":      {do: func(s *sheet) { click(s.table, 20, bodyY(0), 0) }},
		"only what can't be":           {do: func(s *sheet) { drag(s.table, 250, bodyY(1), 250, bodyY(3)) }, told: "备注是算出来的。"},
		"too many":                     {do: func(s *sheet) { s.table.ChooseAll() }, told: "一次最多填充 1000 行，没有填充。请少选一些。"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(t, MostFilled+1)
			c.do(s)
			ctrlKey(s.table, fyne.KeyD, 0)
			s.want(name, c.want...)
			if s.table.Told() != c.told {
				t.Errorf("说“%s”，应说“%s”", s.table.Told(), c.told)
			}
			if len(c.want) > 0 && s.steps != 1 {
				t.Errorf("分了 %d 步", s.steps)
			}
		})
	}
}

func TestBlockOverCells(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*sheet)
		text string
		want []Cell
		left int
	}{
		"from the cell on":       {func(s *sheet) { click(s.table, 20, bodyY(1), 0) }, "甲\t1\r\n乙\t2\r\n", []Cell{{1, "姓名", "甲"}, {1, "年龄", "1"}, {2, "姓名", "乙"}, {2, "年龄", "2"}}, 0},
		"one text over a block":  {func(s *sheet) { drag(s.table, 20, bodyY(1), 150, bodyY(2)) }, "甲", []Cell{{1, "姓名", "甲"}, {1, "年龄", "甲"}, {2, "姓名", "甲"}, {2, "年龄", "甲"}}, 0},
		"beyond the end":         {func(s *sheet) { click(s.table, 250, bodyY(3), 0) }, "甲\t1\n乙\t2", []Cell{{3, "备注", "甲"}}, 3},
		"with titles":            {func(s *sheet) { click(s.table, 250, bodyY(1), 0) }, "年龄\t姓名\n1\t甲", []Cell{{1, "年龄", "1"}, {1, "姓名", "甲"}}, 0},
		"in the order on show":   {func(s *sheet) { s.table.moveColumn(1, 0); click(s.table, 20, bodyY(0), 0) }, "1\t甲", []Cell{{0, "年龄", "1"}, {0, "姓名", "甲"}}, 0},
		"hidden columns are not": {func(s *sheet) { s.table.ShowColumn("年龄", false); click(s.table, 20, bodyY(0), 0) }, "甲\t注", []Cell{{0, "姓名", "甲"}, {0, "备注", "注"}}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSheet(t, 4)
			c.do(s)
			cells, left := s.table.Over(ReadBlock(c.text))
			if fmt.Sprint(cells) != fmt.Sprint(c.want) || left != c.left {
				t.Errorf("得 %v，多出 %d，应为 %v，%d", cells, left, c.want, c.left)
			}
		})
	}
}

func TestReadBlock(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want [][]string
	}{
		"one cell":            {"甲", [][]string{{"甲"}}},
		"rows end in a break": {"甲\t乙\r\n丙\t丁\r\n", [][]string{{"甲", "乙"}, {"丙", "丁"}}},
		"empty cells":         {"\t乙\n丙\t", [][]string{{"", "乙"}, {"丙", ""}}},
		"lines in a cell":     {"\"一\n二\"\t\"说\"\"好\"\"\"\n三", [][]string{{"一\n二", "说\"好\""}, {"三"}}},
		"a mere mark":         {"5\"管\t\"未完", [][]string{{"5\"管", "\"未完"}}},
		"spaces":              {" 甲 \t 乙", [][]string{{"甲", "乙"}}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ReadBlock(c.text); fmt.Sprint(got) != fmt.Sprint(c.want) || len(got) != len(c.want) {
				t.Errorf("读成 %q，应为 %q", got, c.want)
			}
		})
	}
}

func TestPasteHandsOver(t *testing.T) {
	s := newSheet(t, 4)
	var got []string
	s.table.OnPaste = func(text string) { got = append(got, text) }
	fyne.CurrentApp().Clipboard().SetContent("甲\t乙")
	s.table.TypedShortcut(&fyne.ShortcutPaste{})
	fyne.CurrentApp().Clipboard().SetContent(" \n")
	s.table.TypedShortcut(&fyne.ShortcutPaste{})
	if fmt.Sprint(got) != "[甲\t乙]" {
		t.Errorf("得到 %q", got)
	}
}

func TestCellListStandsAtItsField(t *testing.T) {
	s := newSheet(t, 20)
	for _, row := range []int{0, 9} {
		s.table.ChooseCell(row, "姓名")
		s.win.Canvas().Focus(s.table)
		s.press(fyne.KeyF2)
		if s.table.edit == nil || len(s.table.edit.layer.Objects) == 0 {
			t.Fatalf("第 %d 行没有列出可选的", row)
		}
		list, field := s.table.edit.layer.Objects[0], s.table.edit.field
		below := list.Position().Y - field.Position().Y - field.Size().Height
		above := field.Position().Y - list.Position().Y - list.Size().Height
		if below != 2 && above != 2 {
			t.Errorf("第 %d 行：列表在 %v，字段在 %v", row, list.Position(), field.Position())
		}
		s.press(fyne.KeyEscape)
	}
}
