package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// desk is the page 问题 whose cells are typed into.
type deskOf struct {
	*room
	page  *page.Problems
	codes []string
}

func cellsOf(t *testing.T) *deskOf {
	r, p, c := list(t)
	r.changed = p.Refresh
	return &deskOf{r, p, c}
}

// cell puts the cursor on a cell.
func (d *deskOf) cell(code, title string) {
	d.Helper()
	for i, row := range d.rows() {
		if row == code {
			d.table().ChooseCell(i, title)
			d.win.Canvas().Focus(d.table())
			return
		}
	}
	d.Fatalf("没有 %s", code)
}

// write types a text into a cell.
func (d *deskOf) write(code, title, text string) {
	d.Helper()
	d.cell(code, title)
	d.key(fyne.KeyF2)
	if !d.table().Editing() {
		d.Fatalf("%s 的%s不能填：%s", code, title, d.table().Told())
	}
	d.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	d.key(fyne.KeyDelete)
	for _, r := range text {
		d.win.Canvas().Focused().TypedRune(r)
	}
	d.key(fyne.KeyReturn)
}

// row is a problem's line as the grid shows it.
func (d *deskOf) row(code string) (row store.ProblemRow) {
	d.Helper()
	p := d.problem(code)
	err := d.store.View(d.office.Context, func(v *store.View) error {
		rows, err := v.ProblemRows([]data.ID{p.ID}, day(today))
		row = rows[0]
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return row
}

// events is how many events a problem has.
func (d *deskOf) events(code string) int { return len(d.problem(code).Events) }

func TestCellsPutFactsRight(t *testing.T) {
	for title, c := range map[string]struct {
		text string
		of   func(store.ProblemRow) string
	}{
		"问题":   {"银行放款要等三个月", func(r store.ProblemRow) string { return r.Content }},
		"性质":   {"服务效能", func(r store.ProblemRow) string { return r.Nature }},
		"监督单位": {"甲县纪委监委", func(r store.ProblemRow) string { return r.Supervising }},
	} {
		t.Run(title, func(t *testing.T) {
			d := cellsOf(t)
			code := d.codes[1]
			before := d.events(code)
			d.write(code, title, c.text)
			if d.covered() {
				t.Fatalf("还问了什么，有按钮 %v", d.buttons())
			}
			if got := c.of(d.row(code)); got != c.text {
				t.Errorf("%s 为“%s”", title, got)
			}
			if d.events(code) != before {
				t.Error("多了一条办理经过")
			}
			d.must(c.text, "已修改"+title)
			d.office.Undo()
			if got := c.of(d.row(code)); got == c.text {
				t.Error("没有撤销")
			}
		})
	}
}

func TestCellCategoryIsRightedOrChanged(t *testing.T) {
	for answer, events := range map[string]int{"更正登记": 0, "从今天起改类": 1} {
		t.Run(answer, func(t *testing.T) {
			d := cellsOf(t)
			code := d.codes[1]
			before := d.events(code)
			d.write(code, "类别", "用工")
			d.press(answer)
			if got := d.row(code).Category; got != "用工" || d.events(code) != before+events {
				t.Fatalf("类别“%s”，多了 %d 条办理经过", got, d.events(code)-before)
			}
			if d.table().Editing() {
				t.Error("格还开着")
			}
			d.cell(code, "类别")
			d.key(fyne.KeyF2)
			if refused := strings.Contains(d.table().Told(), "改过类"); refused != (events == 1) {
				t.Errorf("再改时说“%s”", d.table().Told())
			}
		})
	}
}

func TestCellGoesBackToTheField(t *testing.T) {
	d := cellsOf(t)
	d.write(d.codes[1], "类别", "用工")
	d.press("返回修改")
	if !d.table().Editing() || d.row(d.codes[1]).Category != "融资" {
		t.Errorf("开着 %v，类别“%s”", d.table().Editing(), d.row(d.codes[1]).Category)
	}
	d.key(fyne.KeyEscape)
	if d.table().Editing() {
		t.Error("Esc 没有放弃")
	}
}

func TestCellFaultsAreToldAtTheCell(t *testing.T) {
	for title, c := range map[string]struct{ text, told string }{
		"类别": {"没有的", "没有“没有的”这个"},
		"性质": {"没有的", "没有“没有的”这个"},
		"问题": {"", "问题内容不能空着"},
	} {
		t.Run(title, func(t *testing.T) {
			d := cellsOf(t)
			d.write(d.codes[1], title, c.text)
			if title == "类别" {
				d.press("更正登记")
			}
			if !d.table().Editing() || !strings.Contains(d.table().Told(), c.told) {
				t.Errorf("开着 %v，说“%s”", d.table().Editing(), d.table().Told())
			}
			if d.problem(d.codes[1]).Version != 1 {
				t.Error("写了台账")
			}
		})
	}
}

func TestCellsThatFollowFromEventsSayWhy(t *testing.T) {
	for title, why := range map[string]string{"编号": "由程序编定", "登记日": "登记这件事", "主办单位": "交办", "期限": "延期", "期限情况": "推算", "状态": "办理经过", "走访单位": "走访记录",
		"企业": "随那次走访", "所在地": "随那次走访"} {
		t.Run(title, func(t *testing.T) {
			d := cellsOf(t)
			d.cell(d.codes[1], title)
			d.key(fyne.KeyF2)
			if d.table().Editing() || !strings.Contains(d.table().Told(), why) {
				t.Errorf("开着 %v，说“%s”", d.table().Editing(), d.table().Told())
			}
		})
	}
}

func TestCellThatSmellsOfAClueAsks(t *testing.T) {
	d := cellsOf(t)
	d.write(d.codes[1], "问题", "反映某人索要好处费")
	d.must("这像是问题线索")
	d.press("返回修改")
	d.key(fyne.KeyEscape)
	if got := d.row(d.codes[1]).Content; got != "招不到工人" {
		t.Errorf("内容成了“%s”", got)
	}
}

func TestCellMarkedSecretIsRefused(t *testing.T) {
	d := cellsOf(t)
	d.write(d.codes[1], "问题", "机密★十年 某事")
	if !strings.Contains(d.table().Told(), "非涉密") || d.row(d.codes[1]).Content != "招不到工人" {
		t.Errorf("说“%s”，内容“%s”", d.table().Told(), d.row(d.codes[1]).Content)
	}
}

func TestCellNewUnitIsAskedFor(t *testing.T) {
	d := cellsOf(t)
	d.write(d.codes[1], "监督单位", "派驻第九组")
	d.must("台账里还没有这个名称", "派驻第九组")
	d.press("保存并新增")
	if got := d.row(d.codes[1]).Supervising; got != "派驻第九组" {
		t.Errorf("监督单位“%s”", got)
	}
}

func TestCellEnterpriseOfAProblemWithoutVisit(t *testing.T) {
	d := cellsOf(t)
	var code string
	_, err := d.store.Do(d.office.Context, data.Op{Name: "登记问题"}, func(tx *store.Tx) error {
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		p := &data.Problem{Content: "自查发现的"}
		if err := p.Apply(data.Event{Kind: data.Register, On: day("2026-11-04")}, clock); err != nil {
			return err
		}
		err = tx.SaveProblem(p)
		code = p.Code
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.page.Refresh()
	d.write(code, "企业", "甲陶瓷厂")
	if got := d.row(code).Enterprise; got != "甲陶瓷厂" {
		t.Errorf("企业“%s”", got)
	}
}

func TestFillDownIsOneStep(t *testing.T) {
	d := cellsOf(t)
	d.write(d.codes[2], "性质", "服务效能") // the first row
	d.cell(d.codes[2], "性质")
	d.table().KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	d.table().KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.table().TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyD, Modifier: fyne.KeyModifierControl})
	for _, code := range d.codes {
		if got := d.row(code).Nature; got != "服务效能" {
			t.Errorf("%s 的性质“%s”", code, got)
		}
	}
	d.must("已修改 2 格")
	if s, err := d.office.Actions.Steps(d.office.Context); err != nil || s.Undo != "修改性质（2 格）" {
		t.Errorf("这一步叫“%s”，%v", s.Undo, err)
	}
	d.office.Undo()
	if d.row(d.codes[0]).Nature != "" || d.row(d.codes[1]).Nature != "" || d.row(d.codes[2]).Nature != "服务效能" {
		t.Error("一次撤销没有退回填充的两格")
	}
}

func TestFillDownWritesAllOrNothing(t *testing.T) {
	d := cellsOf(t)
	d.event(d.codes[0], page.EventInput{Kind: data.Recategorise, Category: "用工"})
	id := func(code string) data.ID { return d.problem(code).ID }
	err := d.office.Actions.SaveCells(d.office.Context, page.CellsInput{Cells: []page.CellInput{
		{Problem: id(d.codes[1]), Fact: data.FactNature, Text: "服务效能"}, {Problem: id(d.codes[0]), Fact: data.FactNature, Text: "服务效能"}}})
	if err == nil || !strings.Contains(err.Error(), d.codes[0]) || d.row(d.codes[1]).Nature != "" {
		t.Errorf("错误 %v，第一个的性质“%s”", err, d.row(d.codes[1]).Nature)
	}
}

func TestReadOnlyLedgerTakesNoCells(t *testing.T) {
	d := cellsOf(t)
	d.office.ReadOnly = true
	d.write(d.codes[1], "性质", "服务效能")
	d.must("现在只能查看")
	if d.row(d.codes[1]).Nature != "" {
		t.Error("写了台账")
	}
}
