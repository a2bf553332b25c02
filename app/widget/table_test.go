package widget

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"qinqing/app/theme"
)

type person struct {
	name string
	age  int
}

type people []person

func (p people) Len() int                 { return len(p) }
func (p people) Row(i int) (person, bool) { return p[i], true }

func personColumns() []Column[person] {
	return []Column[person]{
		{Title: "姓名", Key: "name", Width: 100, Text: func(p person) string { return p.name }},
		{Title: "年龄", Key: "age", Width: 80, Right: true, Text: func(p person) string { return fmt.Sprint(p.age) }},
		{Title: "备注", Width: 120, Text: func(person) string { return "一\t二\n三" }},
	}
}

// tableOf shows a table with ten whole rows in sight.
func tableOf(t *testing.T, n int) (*DataTable[person], fyne.Window) {
	t.Helper()
	th, err := theme.New()
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	rows := make(people, n)
	for i := range rows {
		rows[i] = person{fmt.Sprintf("人%d", i), i}
	}
	table := NewDataTable(personColumns(), rows)
	w := test.NewTempWindow(t, table)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, headHeight+10*rowHeight))
	return table, w
}

func press(table *DataTable[person], names ...fyne.KeyName) {
	for _, n := range names {
		table.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func click(table *DataTable[person], x, y float32, mod fyne.KeyModifier) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod}
	e.Position = fyne.NewPos(x, y)
	table.MouseDown(e)
	table.MouseUp(e)
}

func TestTableKeys(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName
		want int
	}{
		"down":               {[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, 2},
		"up stops at first":  {[]fyne.KeyName{fyne.KeyUp}, 0},
		"page down":          {[]fyne.KeyName{fyne.KeyPageDown}, 9},
		"page down, page up": {[]fyne.KeyName{fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp}, 9},
		"end":                {[]fyne.KeyName{fyne.KeyEnd}, 999_999},
		"end, down stops":    {[]fyne.KeyName{fyne.KeyEnd, fyne.KeyDown}, 999_999},
		"home from the end":  {[]fyne.KeyName{fyne.KeyEnd, fyne.KeyHome}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			table, w := tableOf(t, 1_000_000)
			w.Canvas().Focus(table)
			press(table, c.keys...)
			if table.CursorRow() != c.want {
				t.Errorf("在第 %d 行，应在第 %d 行", table.CursorRow(), c.want)
			}
			if float64(c.want) < table.top || float64(c.want)+1 > table.top+table.inSight()+1e-6 {
				t.Errorf("第 %d 行不在视野内：从 %.2f 起 %.2f 行", c.want, table.top, table.inSight())
			}
		})
	}
}

func ctrlKey(table *DataTable[person], k fyne.KeyName, more fyne.KeyModifier) {
	table.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl | more})
}

func TestTableCtrlHomeEnd(t *testing.T) {
	const last = 999_999
	table, w := tableOf(t, last+1)
	w.Canvas().Focus(table)
	ctrlKey(table, fyne.KeyEnd, 0)
	if table.CursorRow() != last || table.CursorColumn() != "备注" {
		t.Errorf("Ctrl+End 到第 %d 行“%s”", table.CursorRow(), table.CursorColumn())
	}
	press(table, fyne.KeyDown)
	if table.CursorRow() != last || float64(last+1) > table.top+table.inSight()+1e-6 {
		t.Errorf("在第 %d 行，视野从 %.2f 起", table.CursorRow(), table.top)
	}
	ctrlKey(table, fyne.KeyHome, fyne.KeyModifierShift)
	if b, ok := table.Chosen(); !ok || b != (Block{0, 0, last, 2}) {
		t.Errorf("Ctrl+Shift+Home 选中 %v %v", b, ok)
	}
}

func TestTableMouseChoosesAndExtends(t *testing.T) {
	table, _ := tableOf(t, 100)
	var told []int
	table.OnChosen = func(i int) { told = append(told, i) }
	click(table, 20, headHeight+2*rowHeight+5, 0)
	if table.CursorRow() != 2 || len(told) != 1 || told[0] != 2 {
		t.Fatalf("点第 3 行：光标 %d，通知 %v", table.CursorRow(), told)
	}
	click(table, 20, headHeight+5*rowHeight+5, fyne.KeyModifierShift)
	if from, to, ok := table.Selected(); !ok || from != 2 || to != 5 {
		t.Errorf("Shift 点选得 %d-%d %v", from, to, ok)
	}
	click(table, 20, headHeight+1*rowHeight+5, 0)
	if from, to, _ := table.Selected(); from != 1 || to != 1 {
		t.Errorf("再点一下应只选一行，得 %d-%d", from, to)
	}
}

func TestTableClickBelowLastRowChoosesNothing(t *testing.T) {
	table, _ := tableOf(t, 2)
	click(table, 20, headHeight+8*rowHeight, 0)
	if table.CursorRow() > 1 {
		t.Errorf("选中了不存在的第 %d 行", table.CursorRow())
	}
}

func TestTableOpens(t *testing.T) {
	table, w := tableOf(t, 5)
	opened := -1
	table.OnOpen = func(i int) { opened = i }
	w.Canvas().Focus(table)
	press(table, fyne.KeyDown, fyne.KeyReturn)
	if opened != 1 {
		t.Errorf("Enter 打开了 %d", opened)
	}
	third := headHeight + 3*rowHeight + 5
	opened = -1
	click(table, 20, third, 0)
	if opened != -1 {
		t.Errorf("单击打开了 %d", opened)
	}
	click(table, 20, third, 0)
	if opened != 3 {
		t.Errorf("双击打开了 %d", opened)
	}
	opened = -1
	click(table, 20, third, 0)
	if opened != -1 {
		t.Error("第三次按下又打开了一次")
	}
	click(table, 20, headHeight+5, 0)
	if opened != -1 {
		t.Error("先后点两行，打开了一行")
	}
	click(table, 20, 5, 0)
	click(table, 20, 5, 0)
	if opened != -1 {
		t.Error("双击表头打开了一行")
	}
}

func TestTablePressesFarApartOpenNothing(t *testing.T) {
	table, _ := tableOf(t, 5)
	opened := -1
	table.OnOpen = func(i int) { opened = i }
	table.put(2, false)
	start := time.Now()
	table.pressRow(2, start)
	table.pressRow(2, start.Add(twicePressed))
	if opened != -1 {
		t.Errorf("隔了 %v 的两次按下打开了 %d", twicePressed, opened)
	}
	table.pressRow(2, start.Add(twicePressed+time.Millisecond))
	if opened == -1 {
		t.Error("紧接着的两次按下没有打开")
	}
}

func TestTableSortsByHeader(t *testing.T) {
	table, _ := tableOf(t, 5)
	var got []string
	table.OnSort = func(key string, desc bool) { got = append(got, fmt.Sprint(key, desc)) }
	click(table, 50, 10, 0)
	click(table, 50, 10, 0)
	click(table, 140, 10, 0)
	click(table, 240, 10, 0) // has no key
	if want := "[namefalse nametrue agefalse]"; fmt.Sprint(got) != want {
		t.Errorf("排序为 %v，应为 %s", got, want)
	}
}

func TestTableColumnDrag(t *testing.T) {
	table, _ := tableOf(t, 5)
	sorted := false
	table.OnSort = func(string, bool) { sorted = true }
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(99, 10)
	table.MouseMoved(e)
	if table.Cursor() != desktop.HResizeCursor {
		t.Error("列边上没有变成左右箭头")
	}
	table.MouseDown(e)
	table.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: 60}})
	table.DragEnd()
	if w := table.columns[0].Width; w != 160 {
		t.Errorf("拖宽 60 后列宽 %v", w)
	}
	table.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(160, 10)}})
	table.Dragged(&fyne.DragEvent{Dragged: fyne.Delta{DX: -900}})
	if w := table.columns[0].Width; w != narrowest {
		t.Errorf("列可以拖到 %v，最窄应为 %v", w, narrowest)
	}
	if sorted {
		t.Error("拖列边触发了排序")
	}
}

func TestTableThumbReachesBothEnds(t *testing.T) {
	table, _ := tableOf(t, 1_000_000)
	x := table.Size().Width - 3
	click(table, x, table.Size().Height-1, 0)
	if want := 1_000_000 - table.inSight(); table.top != want {
		t.Errorf("拖到底时从第 %.1f 行起，应为 %.1f", table.top, want)
	}
	click(table, x, headHeight, 0)
	if table.top != 0 {
		t.Errorf("拖到顶时从第 %.1f 行起", table.top)
	}
}

// TestTableDrawsOnlyWhatIsSeen is what makes a million rows possible.
func TestTableDrawsOnlyWhatIsSeen(t *testing.T) {
	table, w := tableOf(t, 1_000_000)
	w.Canvas().Focus(table)
	r := test.WidgetRenderer(table).(*tableRenderer[person])
	for range 50 {
		table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -977)})
	}
	if n := len(r.flow.body.Objects); n > 12*(1+3)+2 {
		t.Errorf("画了 %d 个对象", n)
	}
	if n := len(r.texts.made); n > 12*3 {
		t.Errorf("造了 %d 个文字对象", n)
	}
}

func TestTableEmpty(t *testing.T) {
	table, w := tableOf(t, 0)
	w.Canvas().Focus(table)
	press(table, fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyReturn)
	if table.CursorRow() != -1 || table.Copied() != "" {
		t.Errorf("空表有光标 %d 或可复制 %q", table.CursorRow(), table.Copied())
	}
}

// TestTableNeverLeavesItsRows drives a table at random.
func TestTableNeverLeavesItsRows(t *testing.T) {
	table, w := tableOf(t, 37)
	w.Canvas().Focus(table)
	keys := []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyLeft, fyne.KeyRight}
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				press(table, rapid.SampledFrom(keys).Draw(t, "key"))
			case 1:
				click(table, rapid.Float32Range(0, 400).Draw(t, "x"), rapid.Float32Range(0, 340).Draw(t, "y"), rapid.SampledFrom([]fyne.KeyModifier{0, fyne.KeyModifierShift}).Draw(t, "mod"))
			case 2:
				table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(rapid.Float32Range(-500, 500).Draw(t, "dx"), rapid.Float32Range(-2000, 2000).Draw(t, "dy"))})
			case 3:
				table.rows = people(make([]person, rapid.IntRange(0, 60).Draw(t, "rows")))
				table.Reset()
			case 4:
				w.Resize(fyne.NewSize(rapid.Float32Range(200, 900).Draw(t, "w"), rapid.Float32Range(140, 900).Draw(t, "h")))
			}
			n := table.rows.Len()
			if table.cursor >= max(n, 1) || table.top < 0 || table.top > float64(n) || table.left < 0 {
				t.Fatalf("光标 %d，首行 %.2f，共 %d 行", table.cursor, table.top, n)
			}
			if from, to, ok := table.Selected(); ok && (from < 0 || to >= n || from > to) {
				t.Fatalf("选中 %d-%d，共 %d 行", from, to, n)
			}
		}
	})
}

func TestFitCutsToWidth(t *testing.T) {
	th, err := theme.New()
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	g := newGauge(13, false)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("走访企业aWi1，…\n𠮷")), 0, 40, -1).Draw(t, "s")
		w := rapid.Float32Range(0, 300).Draw(t, "w")
		got := g.fit(s, w)
		if g.width(got) > w+0.01 && g.width(got) > 0.01 {
			t.Fatalf("%q 在 %.1f 内得 %q，宽 %.1f", s, w, got, g.width(got))
		}
		if strings.ContainsAny(got, "\n\t\r") {
			t.Fatalf("%q 里有换行", got)
		}
		if g.width(strings.ReplaceAll(s, "\n", " ")) <= w && got != strings.ReplaceAll(s, "\n", " ") {
			t.Fatalf("放得下却被截断：%q → %q", s, got)
		}
	})
	whole := "走访企业，关于用地手续的问题 2026-10-08"
	if sum, real := g.width(whole), fyne.MeasureText(whole, 13, fyne.TextStyle{}).Width; sum-real > 4 || real-sum > 4 {
		t.Errorf("逐字相加宽 %.1f，整行测量宽 %.1f", sum, real)
	}
}

func TestPagesFetchOncePerPage(t *testing.T) {
	calls := 0
	p := &Pages[int, string]{Start: func(f func()) { f() }}
	p.Fetch = func(keys []int) (map[int]string, error) {
		calls++
		m := map[int]string{}
		for _, k := range keys {
			if k != 130 {
				m[k] = fmt.Sprint("行", k)
			}
		}
		return m, nil
	}
	keys := make([]int, 1000)
	for i := range keys {
		keys[i] = i
	}
	p.SetKeys(keys)
	for i := range 256 {
		row, ok := p.Row(i)
		if ok != (i != 130) || ok && row != fmt.Sprint("行", i) {
			t.Fatalf("第 %d 行为 %q %v", i, row, ok)
		}
	}
	if calls != 2 {
		t.Errorf("256 行取了 %d 次，应为 2 次", calls)
	}
	p.Forget()
	p.Row(0)
	if calls != 3 {
		t.Error("Forget 之后没有重取")
	}
	if _, ok := p.Row(1000); ok {
		t.Error("越界的行也取到了")
	}
}

func TestPagesDropLateAnswers(t *testing.T) {
	var late []func()
	p := &Pages[int, string]{Start: func(f func()) { late = append(late, f) }}
	p.Fetch = func(keys []int) (map[int]string, error) { return map[int]string{keys[0]: "旧"}, nil }
	p.SetKeys([]int{1})
	p.Row(0)
	p.SetKeys([]int{2})
	late[0]()
	if _, ok := p.Row(0); ok {
		t.Error("列表换了以后，旧的结果还被收下")
	}
}

func TestPagesShowWhatTheyHadUntilItIsFetchedAnew(t *testing.T) {
	var late []func()
	word := "旧"
	p := &Pages[int, string]{Start: func(f func()) { f() }}
	p.Fetch = func(keys []int) (map[int]string, error) { return map[int]string{1: word, 2: word}, nil }
	p.SetKeys([]int{1, 2})
	p.Row(0)
	p.Start = func(f func()) { late = append(late, f) }
	word = "新"
	p.SetKeys([]int{2, 3})
	if row, ok := p.Row(0); !ok || row != "旧" {
		t.Errorf("重取之前为 %q %v", row, ok)
	}
	if _, ok := p.Row(1); ok {
		t.Error("没有取过的行也有")
	}
	late[0]()
	if row, _ := p.Row(0); row != "新" {
		t.Errorf("重取之后为 %q", row)
	}
}

func TestPagesTellOfFailureOnce(t *testing.T) {
	told := 0
	p := &Pages[int, string]{Start: func(f func()) { f() }, Failed: func(error) { told++ }}
	p.Fetch = func([]int) (map[int]string, error) { return nil, errors.New("磁盘坏了") }
	p.SetKeys([]int{1, 2, 3})
	for range 10 {
		p.Row(0)
	}
	if told != 1 {
		t.Errorf("出错通知了 %d 次，应为 1 次", told)
	}
}

func TestTableSideThumbShowsTheColumnsOutOfSight(t *testing.T) {
	table, w := tableOf(t, 20)
	if table.wide() {
		t.Fatal("列都看得见时不该有横向滚动条")
	}
	w.Resize(fyne.NewSize(200, headHeight+10*rowHeight))
	if at, wide := table.sideThumb(); at != 0 || wide <= 0 || wide >= 200 {
		t.Fatalf("横向滚动条在 %.0f，宽 %.0f", at, wide)
	}
	click(table, 189, table.Size().Height-2, 0)
	if want := table.fullWidth() - 190; table.left != want {
		t.Errorf("点到最右边，左边藏起 %.0f，应为 %.0f", table.left, want)
	}
	if _, _, ok := table.Selected(); ok {
		t.Error("点滚动条选中了一行")
	}
	ctrlKey(table, fyne.KeyEnd, 0)
	if bottom := float32(20-table.top)*rowHeight + headHeight; bottom > table.Size().Height-thumbWidth {
		t.Errorf("最后一行到 %.0f，被滚动条盖住", bottom)
	}
}
