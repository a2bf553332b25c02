package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"qinqing/app/theme"
)

// drag presses at one point and lets go at another.
func drag(table *DataTable[person], x1, y1, x2, y2 float32) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(x1, y1)
	table.MouseDown(e)
	table.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x2, y2)}, Dragged: fyne.NewDelta(x2-x1, y2-y1)})
	table.DragEnd()
	table.MouseUp(e)
}

func bodyY(row int) float32 { return headHeight + float32(row)*rowHeight + 5 }

func titles(table *DataTable[person]) (out []string) {
	for _, i := range table.shown() {
		out = append(out, table.columns[i].Title)
	}
	return out
}

func TestTableChoosesCells(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*DataTable[person])
		want Block
	}{
		"right and down": {func(x *DataTable[person]) { press(x, fyne.KeyRight, fyne.KeyDown) }, Block{1, 1, 1, 1}},
		"left stops":     {func(x *DataTable[person]) { press(x, fyne.KeyLeft) }, Block{0, 0, 0, 0}},
		"end of a list":  {func(x *DataTable[person]) { press(x, fyne.KeyEnd, fyne.KeyRight) }, Block{19, 1, 19, 1}},
		"end of a row": {func(x *DataTable[person]) {
			x.Numbered = true
			press(x, fyne.KeyDown, fyne.KeyEnd, fyne.KeyRight)
		}, Block{1, 2, 1, 2}},
		"shift": {func(x *DataTable[person]) {
			press(x, fyne.KeyRight)
			x.shift = true
			press(x, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown)
		}, Block{0, 1, 2, 2}},
		"shift back over the start": {func(x *DataTable[person]) {
			press(x, fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight)
			x.shift = true
			press(x, fyne.KeyLeft, fyne.KeyUp)
		}, Block{1, 1, 2, 2}},
		"drag": {func(x *DataTable[person]) { drag(x, 20, bodyY(1), 150, bodyY(4)) }, Block{1, 0, 4, 1}},
		"shift click": {func(x *DataTable[person]) {
			click(x, 150, bodyY(2), 0)
			click(x, 20, bodyY(5), fyne.KeyModifierShift)
		}, Block{2, 0, 5, 1}},
		"all": {func(x *DataTable[person]) { x.TypedShortcut(&fyne.ShortcutSelectAll{}) }, Block{0, 0, 19, 2}},
		"shift space takes the row": {func(x *DataTable[person]) {
			press(x, fyne.KeyDown)
			x.shift = true
			press(x, fyne.KeySpace, fyne.KeyDown)
		}, Block{1, 0, 2, 2}},
		"escape leaves one cell": {func(x *DataTable[person]) {
			drag(x, 20, bodyY(1), 150, bodyY(4))
			press(x, fyne.KeyEscape)
		}, Block{4, 1, 4, 1}},
		"a plain key leaves one cell": {func(x *DataTable[person]) {
			x.TypedShortcut(&fyne.ShortcutSelectAll{})
			press(x, fyne.KeyDown)
		}, Block{1, 0, 1, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			table, w := tableOf(t, 20)
			w.Canvas().Focus(table)
			c.do(table)
			if b, ok := table.Chosen(); !ok || b != c.want {
				t.Errorf("选中 %v %v，应为 %v", b, ok, c.want)
			}
		})
	}
}

func TestTableNumbersChooseRows(t *testing.T) {
	table, _ := tableOf(t, 20)
	table.Numbered = true
	table.Refresh()
	selected := 0
	table.OnSelect = func() { selected++ }
	drag(table, 10, bodyY(2), 10, bodyY(4))
	if b, _ := table.Chosen(); b != (Block{2, 0, 4, 2}) || !table.Whole() {
		t.Errorf("拖行号选中 %v", b)
	}
	click(table, 10, 10, 0)
	if b, _ := table.Chosen(); b != (Block{0, 0, 19, 2}) {
		t.Errorf("点行号上方选中 %v", b)
	}
	if selected < 3 {
		t.Errorf("只通知了 %d 次", selected)
	}
	click(table, table.gutter()+5, bodyY(3), 0)
	if b, _ := table.Chosen(); b != (Block{3, 0, 3, 0}) {
		t.Errorf("点格选中 %v", b)
	}
}

func TestTableKeepsTheChosenColumnInSight(t *testing.T) {
	table, w := tableOf(t, 20)
	w.Resize(fyne.NewSize(200, headHeight+10*rowHeight))
	w.Canvas().Focus(table)
	ctrlKey(table, fyne.KeyRight, 0)
	if x := table.columnX(2); x < 0 || x+120 > 200-thumbWidth {
		t.Errorf("最后一列在 %.0f 处", x)
	}
	ctrlKey(table, fyne.KeyLeft, 0)
	if x := table.columnX(0); x != 0 {
		t.Errorf("第一列在 %.0f 处", x)
	}
	table.Freeze(1)
	ctrlKey(table, fyne.KeyRight, 0)
	if x := table.columnX(0); x != 0 {
		t.Errorf("固定的列滚到了 %.0f 处", x)
	}
	press(table, fyne.KeyLeft)
	if x := table.columnX(1); x < table.ice() {
		t.Errorf("第二列在 %.0f 处，被固定的列盖住（到 %.0f）", x, table.ice())
	}
	if place, _ := table.columnAt(50); place != 0 {
		t.Errorf("固定的列下面点到了第 %d 列", place)
	}
}

func TestTableColumnsByHand(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*DataTable[person])
		want []string
	}{
		"dragged to the right":      {func(x *DataTable[person]) { drag(x, 50, 10, 170, 10) }, []string{"年龄", "姓名", "备注"}},
		"dragged to the end":        {func(x *DataTable[person]) { drag(x, 50, 10, 290, 10) }, []string{"年龄", "备注", "姓名"}},
		"dragged to the left":       {func(x *DataTable[person]) { drag(x, 200, 10, 20, 10) }, []string{"备注", "姓名", "年龄"}},
		"dropped where it was":      {func(x *DataTable[person]) { drag(x, 50, 10, 90, 10) }, []string{"姓名", "年龄", "备注"}},
		"hidden":                    {func(x *DataTable[person]) { x.ShowColumn("年龄", false) }, []string{"姓名", "备注"}},
		"hidden and shown":          {func(x *DataTable[person]) { x.ShowColumn("年龄", false); x.ShowColumn("年龄", true) }, []string{"姓名", "年龄", "备注"}},
		"moved beside a hidden one": {func(x *DataTable[person]) { x.ShowColumn("姓名", false); drag(x, 10, 10, 190, 10) }, []string{"备注", "年龄"}},
		"the last one stays": {func(x *DataTable[person]) {
			for _, s := range []string{"年龄", "姓名", "备注"} {
				x.ShowColumn(s, false)
			}
		}, []string{"备注"}},
	} {
		t.Run(name, func(t *testing.T) {
			table, _ := tableOf(t, 5)
			sorted := ""
			table.OnSort = func(key string, _ bool) { sorted = key }
			c.do(table)
			if got := titles(table); !slices.Equal(got, c.want) {
				t.Errorf("列为 %v，应为 %v", got, c.want)
			}
			if sorted != "" {
				t.Errorf("按 %s 排了序", sorted)
			}
			again, _ := tableOf(t, 5)
			again.SetLayout(table.Layout())
			if got := titles(again); !slices.Equal(got, c.want) {
				t.Errorf("记住后列为 %v，应为 %v", got, c.want)
			}
		})
	}
}

func TestTableLayoutIsRemembered(t *testing.T) {
	table, _ := tableOf(t, 5)
	told := 0
	table.OnLayout = func() { told++ }
	drag(table, 99, 10, 129, 10) // the edge
	table.Freeze(1)
	click(table, 160, 10, 0)
	if told != 3 {
		t.Errorf("通知了 %d 次", told)
	}
	again, _ := tableOf(t, 5)
	key, desc := again.SetLayout(table.Layout())
	if again.columns[0].Width != 130 || again.frozen != 1 || key != "age" || desc {
		t.Errorf("记住的宽 %v，固定 %d，排序 %s %v", again.columns[0].Width, again.frozen, key, desc)
	}
	again.SetLayout(`{"columns":[{"title":"备注","width":5},{"title":"没有的","width":90},{"title":"备注","width":90}],"frozen":9}`)
	if got := fmt.Sprint(titles(again), again.columns[len(again.columns)-1].Width, again.frozen); got != "[姓名 年龄 备注] 120 3" {
		t.Errorf("旧的记忆读成 %s", got)
	}
	again.SetLayout("{")
	if got := fmt.Sprint(titles(again), again.columns[0].Width, again.frozen); got != "[姓名 年龄 备注] 100 0" {
		t.Errorf("坏的记忆读成 %s", got)
	}
}

func TestTableCopies(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*DataTable[person])
		want string
	}{
		"a cell":                {func(x *DataTable[person]) { x.TypedShortcut(&fyne.ShortcutCopy{}) }, "人0"},
		"a cell with its title": {func(x *DataTable[person]) { ctrlKey(x, fyne.KeyC, fyne.KeyModifierShift) }, "姓名\r\n人0\r\n"},
		"a row": {func(x *DataTable[person]) {
			x.shift = true
			press(x, fyne.KeySpace)
			x.TypedShortcut(&fyne.ShortcutCopy{})
		}, "人0\t0\t一 二 三\r\n"},
		"a block": {func(x *DataTable[person]) {
			x.shift = true
			press(x, fyne.KeyRight, fyne.KeyDown)
			x.TypedShortcut(&fyne.ShortcutCopy{})
		}, "姓名\t年龄\r\n人0\t0\r\n人1\t1\r\n"},
		"a formula for a worksheet": {func(x *DataTable[person]) {
			x.columns[0].Text = func(person) string { return "=1+1" }
			ctrlKey(x, fyne.KeyC, fyne.KeyModifierShift)
		}, "姓名\r\n'=1+1\r\n"},
		"a formula for a field": {func(x *DataTable[person]) {
			x.columns[0].Text = func(person) string { return "=1+1" }
			x.TypedShortcut(&fyne.ShortcutCopy{})
		}, "=1+1"},
		"columns as they stand": {func(x *DataTable[person]) {
			x.moveColumn(1, 0)
			x.ShowColumn("备注", false)
			x.shift = true
			press(x, fyne.KeySpace)
			x.TypedShortcut(&fyne.ShortcutCopy{})
		}, "0\t人0\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			table, w := tableOf(t, 10)
			w.Canvas().Focus(table)
			c.do(table)
			if got := fyne.CurrentApp().Clipboard().Content(); got != c.want {
				t.Errorf("复制为 %q，应为 %q", got, c.want)
			}
		})
	}
}

func TestTableCopiesRowsThatAreNotThere(t *testing.T) {
	p := &Pages[int, person]{Start: func(f func()) { f() }}
	p.Fetch = func(keys []int) (map[int]person, error) {
		m := map[int]person{}
		for _, k := range keys {
			m[k] = person{fmt.Sprint("人", k), k}
		}
		return m, nil
	}
	keys := make([]int, MostCopied+5)
	for i := range keys {
		keys[i] = i
	}
	p.SetKeys(keys)
	table, w := tableOf(t, 1)
	table.SetRows(p)
	var told []string
	table.OnTold = func(s string) { told = append(told, s) }
	w.Canvas().Focus(table)
	table.TypedShortcut(&fyne.ShortcutSelectAll{})
	table.TypedShortcut(&fyne.ShortcutCopy{})
	lines := strings.Split(fyne.CurrentApp().Clipboard().Content(), "\r\n")
	if len(lines) != MostCopied+2 || lines[0] != "姓名\t年龄\t备注" || lines[MostCopied] != "人9999\t9999\t一 二 三" {
		t.Errorf("复制了 %d 行，最后是 %q", len(lines), lines[len(lines)-2])
	}
	if len(told) != 1 || !strings.Contains(told[0], "前 10000 行") {
		t.Errorf("没有说只复制了一部分：%v", told)
	}
}

func TestTableTipForCutText(t *testing.T) {
	table, _ := tableOf(t, 5)
	long := "这是一段在这一列里放不下的很长的文字，鼠标停在上面时应当看得到全文。"
	table.SetRows(Slice[person]{{long, 1}, {"短", 2}})
	at := func(row int) {
		e := &desktop.MouseEvent{}
		e.Position = fyne.NewPos(20, bodyY(row))
		table.MouseMoved(e)
	}
	at(1)
	if table.tip.cell != [2]int{-1, -1} {
		t.Error("放得下的文字也要提示")
	}
	at(0)
	rest := table.tip.rest
	table.showTip(rest, 0, 0, long)
	if table.Told() != long {
		t.Errorf("提示为 %q", table.Told())
	}
	drawn := 0
	for _, o := range test.WidgetRenderer(table).Objects() {
		if o.Position().X+o.Size().Width > table.Size().Width+1 {
			t.Errorf("%T 伸到了表外", o)
		}
		drawn++
	}
	at(1)
	if table.Told() != "" {
		t.Error("移开后提示还在")
	}
	if n := len(test.WidgetRenderer(table).Objects()); n >= drawn {
		t.Errorf("移开后还画着提示：%d 个对象", n)
	}
	table.showTip(rest, 0, 0, long)
	if table.Told() != "" {
		t.Error("迟到的提示还是出来了")
	}
}

func TestTableMenuByKeyAndMouse(t *testing.T) {
	table, w := tableOf(t, 20)
	var asked []int
	table.Menu = func(i int) []*fyne.MenuItem {
		asked = append(asked, i)
		return []*fyne.MenuItem{fyne.NewMenuItem("自己的", func() {})}
	}
	w.Canvas().Focus(table)
	press(table, fyne.KeyDown, desktop.KeyMenu)
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("菜单键没有打开菜单")
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	e := &desktop.MouseEvent{Button: desktop.MouseButtonSecondary}
	e.Position = fyne.NewPos(150, bodyY(4))
	table.MouseDown(e)
	if b, _ := table.Chosen(); b != (Block{4, 1, 4, 1}) || w.Canvas().Overlays().Top() == nil {
		t.Errorf("右键选中 %v", b)
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	drag(table, 20, bodyY(1), 150, bodyY(5))
	table.MouseDown(e)
	if b, _ := table.Chosen(); b != (Block{1, 0, 5, 1}) {
		t.Errorf("在选中的块里按右键，变成选中 %v", b)
	}
	if fmt.Sprint(asked) != "[1 4 5]" {
		t.Errorf("问了 %v", asked)
	}
}

func TestTableHeadMenu(t *testing.T) {
	table, _ := tableOf(t, 5)
	var sorted string
	table.OnSort = func(key string, desc bool) { sorted = fmt.Sprint(key, desc) }
	choose := func(place int, label string) {
		for _, i := range table.headMenu(place) {
			if i.Label == label {
				i.Action()
				return
			}
		}
		t.Fatalf("第 %d 列的菜单里没有“%s”", place, label)
	}
	choose(1, "降序排列")
	choose(0, "隐藏“姓名”")
	choose(0, "固定到这一列")
	if sorted != "agetrue" || table.frozen != 1 || fmt.Sprint(titles(table)) != "[年龄 备注]" {
		t.Errorf("排序 %s，固定 %d，列 %v", sorted, table.frozen, titles(table))
	}
	table.Freeze(2)
	table.ShowColumn("年龄", false)
	if table.frozen != 1 {
		t.Errorf("隐藏一个固定的列后固定 %d 列", table.frozen)
	}
	choose(0, "恢复原来的列")
	if table.frozen != 0 || fmt.Sprint(titles(table)) != "[姓名 年龄 备注]" {
		t.Errorf("恢复后固定 %d，列 %v", table.frozen, titles(table))
	}
}

// BenchmarkTableScroll measures one update of a table that is scrolled.
func BenchmarkTableScroll(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		for _, step := range []float32{-10, -400} {
			b.Run(fmt.Sprintf("rows=%d/step=%.0f", n, -step), func(b *testing.B) { benchScroll(b, n, step) })
		}
	}
}

func benchScroll(b *testing.B, n int, step float32) {
	th, err := theme.New()
	if err != nil {
		b.Fatal(err)
	}
	test.NewTempApp(b).Settings().SetTheme(th)
	columns := make([]Column[int], 12)
	for i := range columns {
		columns[i] = Column[int]{Title: fmt.Sprint("列", i), Width: 90, Text: func(r int) string { return fmt.Sprintf("第%d行第%d列的内容，放不下", r, i) }}
	}
	table := NewDataTable(columns, counted(n))
	table.Numbered = true
	w := test.NewTempWindow(b, table)
	w.Resize(fyne.NewSize(1366, 768))
	table.Freeze(2)
	took := make([]time.Duration, 0, b.N)
	for b.Loop() {
		at := time.Now()
		table.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, step)})
		took = append(took, time.Since(at))
		if table.top >= float64(n)-table.inSight() {
			table.top = 0
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// counted are rows that are their own numbers.
type counted int

func (c counted) Len() int              { return int(c) }
func (c counted) Row(i int) (int, bool) { return i, true }
