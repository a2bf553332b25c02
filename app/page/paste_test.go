package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data"
)

// paste pastes a text over the cell the cursor is on.
func (d *deskOf) paste(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	d.table().TypedShortcut(&fyne.ShortcutPaste{})
}

const pastedLedger = "走访日期\t走访单位\t企业名称\t反映问题\t主办单位\t整改期限\r\n" +
	"2026-11-05\t甲县纪委监委\t丁纸业厂\t污水管网没接通\t住建局\t2026-12-30\r\n" +
	"2026-11-06\t甲县纪委监委\t戊玩具厂\t\"用地手续办不下来，\n已等两年\"\t自然资源局\t2026-12-30\r\n" +
	"2026-13-44\t甲县纪委监委\t己灯具厂\t日期写错的\t住建局\t2026-12-30\r\n"

func TestPasteOfLedgerRowsRegistersThem(t *testing.T) {
	d := cellsOf(t)
	before := d.count()
	d.cell(d.codes[1], "问题")
	d.paste(pastedLedger)
	d.must("粘贴：核对", "污水管网没接通", "不能导入")
	if d.count() != before {
		t.Fatal("核对时就写了")
	}
	d.press("写入 4 条")
	if d.covered() || d.count() != before+2 {
		t.Fatalf("写入后有 %d 个问题，原有 %d", d.count(), before)
	}
	d.must("已粘贴 4 条，另有 1 行不能写入，没有动", "丁纸业厂")
	d.office.Undo()
	if d.count() != before {
		t.Error("一次撤销没有全退回")
	}
}

func TestPasteOfKnownRowsBringsThemUpToDate(t *testing.T) {
	d := cellsOf(t)
	before := d.count()
	d.cell(d.codes[1], "问题")
	d.paste("走访日期\t走访单位\t企业名称\t反映问题\t问题性质\r\n2026-10-20\t甲县纪委监委\t乙石材厂\t招不到工人\t服务效能\r\n")
	d.must("更新")
	d.press("写入 2 条")
	if d.count() != before || d.row(d.codes[1]).Nature != "服务效能" {
		t.Errorf("有 %d 个问题，性质“%s”", d.count(), d.row(d.codes[1]).Nature)
	}
}

func TestPasteOverCells(t *testing.T) {
	d := cellsOf(t) // on show: codes[2], codes[1], codes[0]
	d.cell(d.codes[2], "性质")
	d.paste("服务效能\r\n没有的性质\r\n作风问题\r\n多出来的\r\n")
	d.must("修改 2 格，不能填 1 格", "还有 1 格超出了列表", "没有“没有的性质”这个", "性质：（未填） → 服务效能")
	d.press("修改 2 格")
	d.must("已修改 2 格，另有 1 格不能写入，没有动")
	for i, want := range []string{"作风问题", "", "服务效能"} {
		if got := d.row(d.codes[i]).Nature; got != want {
			t.Errorf("%s 的性质“%s”，应为“%s”", d.codes[i], got, want)
		}
	}
	d.office.Undo()
	if d.row(d.codes[0]).Nature != "" || d.row(d.codes[2]).Nature != "" {
		t.Error("一次撤销没有全退回")
	}
}

func TestPasteOverCellsThatFollowFromEvents(t *testing.T) {
	d := cellsOf(t)
	d.cell(d.codes[2], "期限")
	d.paste("2027-01-01\t逾期")
	d.must("没有可写入的", "期限由交办、延期等事项得出")
	d.press("不粘贴")
	if d.covered() {
		t.Error("没有关闭")
	}
}

func TestPasteOfWhatWasCopiedChangesNothing(t *testing.T) {
	d := cellsOf(t)
	d.table().ChooseAll()
	d.table().Copy(false)
	d.table().TypedShortcut(&fyne.ShortcutPaste{})
	d.must("没有可写入的", "修改 0 格，不能填 0 格")
	d.mustNot("新增")
}

func TestPasteOfCopiedRowsFindsThemByCode(t *testing.T) {
	d := cellsOf(t)
	d.cell(d.codes[0], "编号")
	d.paste("性质\t编号\t状态\r\n服务效能\t" + d.codes[2] + "\t已交办\r\n作风问题\t" + d.codes[1] + "\t已销号\r\n其他\tWT-1999-0001\t待交办\r\n")
	d.must("修改 2 格，不能填 2 格", "没有这个编号的问题", "状态由办理经过得出")
	d.press("修改 2 格")
	if d.row(d.codes[2]).Nature != "服务效能" || d.row(d.codes[1]).Nature != "作风问题" || d.row(d.codes[0]).Nature != "" {
		t.Errorf("性质 %s、%s、%s", d.row(d.codes[0]).Nature, d.row(d.codes[1]).Nature, d.row(d.codes[2]).Nature)
	}
}

func TestPasteWithoutChosenCellSaysSo(t *testing.T) {
	d := cellsOf(t)
	d.paste("甲")
	d.must("先选中要从哪一格填起")
}

func TestPasteOfACategoryAsksOnce(t *testing.T) {
	d := cellsOf(t)
	d.cell(d.codes[2], "类别")
	d.paste("用工\n用工\n用工")
	d.press("修改 3 格")
	d.press("从今天起改类")
	d.must("已修改 3 格")
	d.mustNot("不能写入")
	for _, code := range d.codes {
		if d.row(code).Category != "用工" || !d.row(code).Moved {
			t.Errorf("%s：%+v", code, d.row(code))
		}
	}
	if d.covered() {
		t.Errorf("还开着，有按钮 %v", d.buttons())
	}
}

func TestPlanCellsTellsOldAndNew(t *testing.T) {
	d := cellsOf(t)
	id := d.problem(d.codes[1]).ID
	out, err := d.office.Actions.PlanCells(d.office.Context, page.CellsInput{Cells: []page.CellInput{
		{Problem: id, Fact: data.FactContent, Text: "新的内容"}, {Problem: id, Fact: data.FactCategory, Text: "融资"}, {Problem: id, Fact: data.FactEnterprise, Text: "甲陶瓷厂"}}})
	if err != nil || len(out) != 3 {
		t.Fatal(out, err)
	}
	if out[0].Old != "招不到工人" || out[0].New != "新的内容" || out[0].Fault != "" || !out[1].Same || out[2].Old != "乙石材厂" || !strings.Contains(out[2].Fault, "走访") {
		t.Errorf("得 %+v", out)
	}
}

func TestPasteIntoAnEmptyLedger(t *testing.T) {
	r := newRoom(t)
	p := page.NewImport(r.office)
	r.put(p.Content)
	fyne.CurrentApp().Clipboard().SetContent(" ")
	r.press("粘贴…")
	r.must("剪贴板里没有内容")
	fyne.CurrentApp().Clipboard().SetContent(pastedLedger)
	r.press("粘贴…")
	r.mustNot("改为填到选中的格")
	r.press("写入 4 条")
	if r.count() != 2 {
		t.Errorf("写入后有 %d 个问题", r.count())
	}
	fyne.CurrentApp().Clipboard().SetContent("没有\t表头\n的\t内容")
	r.press("粘贴…")
	r.must("这些内容不能粘贴", "没有找到台账的表头")
}

func TestPasteOfABlockWithoutHeaderIsLaidOverCells(t *testing.T) {
	d := cellsOf(t)
	d.cell(d.codes[2], "监督单位")
	d.paste("甲县纪委监委\t服务效能\n甲县纪委监委\t作风问题")
	d.must("修改 4 格，不能填 0 格")
	d.press("修改 4 格")
	if a, b := d.row(d.codes[2]), d.row(d.codes[1]); a.Supervising != "甲县纪委监委" || a.Nature != "服务效能" || b.Nature != "作风问题" {
		t.Errorf("填成 %s、%s、%s", a.Supervising, a.Nature, b.Nature)
	}
}
