package page_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
)

const ledger = "走访日期,走访单位,企业名称,问题内容,主办单位,整改期限\n" +
	"2026-11-03,甲县纪委监委,甲厂,贷款批得慢,财政局,2026-12-30\n" +
	"2026-11-04,甲县纪委监委,乙厂,招不到工人,人社局,2026-12-30\n" +
	"2026-13-44,甲县纪委监委,丙厂,用电不足,供电公司,2026-12-30\n"

func importPage(t *testing.T) (*room, *page.Import) {
	r := newRoom(t)
	p := page.NewImport(r.office)
	r.put(p.Content)
	return r, p
}

func TestImportPlansAppliesAndUndoes(t *testing.T) {
	r, _ := importPage(t)
	r.must("【1 选文件】", "核对时不写入任何内容")
	r.fill("台账文件", r.file("十一月.csv", ledger))
	r.press("核对")
	r.must("【2 核对】", "走访 2、问题 2", "不能导入 1")
	if r.count() != 0 {
		t.Fatal("核对时写入了")
	}
	if rows := r.rows(); len(rows) != 3 || !strings.HasPrefix(rows[0], "第 4 行") {
		t.Errorf("不能导入的没有排在最前：%v", rows)
	}
	r.must("走访日期：2026-13-44")
	r.press("导入 4 条")
	r.must("【3 完成】", "导入完成", "有 1 处没有导入", "走访日期：2026-13-44")
	if r.count() != 2 {
		t.Fatalf("导入了 %d 个问题", r.count())
	}
	r.press("查看问题")
	if !slices.Contains(r.shown, "问题") {
		t.Errorf("打开了 %v", r.shown)
	}
	r.press("撤销这次导入")
	r.must("【1 选文件】", "已撤销：导入台账 十一月.csv")
	if r.count() != 0 {
		t.Errorf("撤销以后还有 %d 个问题", r.count())
	}
}

// TestImportTakenBackIsNotShown: after Ctrl+Z the page offers no second undo of it.
func TestImportTakenBackIsNotShown(t *testing.T) {
	r, p := importPage(t)
	p.Read(r.file("十一月.csv", ledger))
	r.press("导入 4 条")
	p.Refresh()
	r.must("【3 完成】", "撤销这次导入")
	r.office.Undo()
	p.Refresh()
	r.must("【1 选文件】")
	if r.count() != 0 {
		t.Errorf("撤销以后还有 %d 个问题", r.count())
	}
}

func TestImportAgainChangesNothing(t *testing.T) {
	r, p := importPage(t)
	path := r.file("十一月.csv", ledger)
	p.Read(path)
	r.press("导入 4 条")
	r.press("再导入一个")
	p.Read(path)
	r.must("没有可导入的")
	r.press("没有可导入的")
	if r.count() != 2 {
		t.Errorf("有 %d 个问题", r.count())
	}
	r.press("换一个文件")
	r.must("【1 选文件】")
}

// TestImportIsNotUndoneOverOtherSteps: the button must never take back another step.
func TestImportIsNotUndoneOverOtherSteps(t *testing.T) {
	r, p := importPage(t)
	p.Read(r.file("十一月.csv", ledger))
	r.press("导入 4 条")
	r.register("2026-11-10", "丁厂", "后来登记的", "", "")
	r.press("撤销这次导入")
	r.must("没有撤销", "不能单独撤销", "登记走访和问题 丁厂")
	if r.count() != 3 {
		t.Errorf("有 %d 个问题，应还是 3 个", r.count())
	}
}

func TestImportSavesWhatCouldNotBeTaken(t *testing.T) {
	r, p := importPage(t)
	p.Read(r.file("十一月.csv", ledger))
	r.press("存成问题清单")
	want := filepath.Join(r.folder, "十一月.问题.xlsx")
	if _, err := os.Stat(want); err != nil {
		t.Fatal(err)
	}
	r.must("已存成 十一月.问题.xlsx")
	r.press("打开")
	if !slices.Equal(r.opened, []string{want}) {
		t.Errorf("打开了 %v", r.opened)
	}
	if r.count() != 0 {
		t.Error("存清单时写入了台账")
	}
}

func TestImportRefusesWhatIsNoLedger(t *testing.T) {
	r, p := importPage(t)
	for name, text := range map[string]string{"空.csv": "", "乱.xlsx": "\x00\x01\x02乱七八糟", "信.csv": "今天天气很好\n明天也好\n"} {
		p.Read(r.file(name, text))
		r.must("这个文件不能导入，没有写入任何内容")
		r.press("知道了")
		r.must("【1 选文件】")
	}
	p.Read(filepath.Join(r.folder, "没有.xlsx"))
	r.must("没有找到文件")
	r.press("知道了")
	p.Read(" ")
	r.must("先选一个台账文件")
	if r.count() != 0 {
		t.Error("写入了台账")
	}
}

func TestImportEnterInThePathReads(t *testing.T) {
	r, p := importPage(t)
	p.FocusPath()
	test.Type(r.win.Canvas().Focused(), r.file("十一月.csv", ledger))
	r.key("Return")
	r.must("【2 核对】")
	if got := r.office.Status.Text(); !strings.Contains(got, "不能导入 1 处") {
		t.Errorf("状态栏“%s”", got)
	}
}

// TestImportReadyBehindAnotherPage: the status line belongs to the page at the front.
func TestImportReadyBehindAnotherPage(t *testing.T) {
	r, p := importPage(t)
	r.office.Front = page.NewDesk(r.office, func(page.Filter, data.ID) {}).Content
	r.office.Tell("共 0 个问题")
	p.Read(r.file("十一月.csv", ledger))
	if got := r.office.Status.Text(); got != "共 0 个问题" {
		t.Errorf("状态栏“%s”", got)
	}
	r.must("已核对 十一月.csv")
	r.press("查看")
	if !slices.Equal(r.shown, []string{"导入"}) {
		t.Errorf("打开了 %v", r.shown)
	}
}

// TestSeveralFilesAreTakenOneAfterTheOther lets the first in, skips a broken one and the
// second.
func TestSeveralFilesAreTakenOneAfterTheOther(t *testing.T) {
	r := newRoom(t)
	p := page.NewImport(r.office)
	r.put(p.Content)
	head := "走访日期,走访单位,企业名称,问题内容\n"
	p.ReadAll([]string{
		r.file("一.csv", head+"2026-11-03,甲县纪委监委,甲厂,用电困难\n"),
		filepath.Join(r.folder, "没有.csv"),
		r.file("二.csv", head+"2026-11-04,甲县纪委监委,乙厂,招工困难\n"),
	})
	r.must("一.csv", "跳过，看下一个（还有 2 个）")
	r.press("导入 2 条")
	if r.count() != 1 {
		t.Fatalf("第一个文件导入后有 %d 个问题", r.count())
	}
	r.press("核对下一个（还有 2 个）")
	r.must("“没有.csv”不能导入")
	r.press("知道了")
	r.must("二.csv", "换一个文件")
	r.press("换一个文件")
	r.must("选择走访台账或整改台账")
	if r.count() != 1 {
		t.Errorf("跳过的文件也导入了，有 %d 个问题", r.count())
	}
}

// TestEnterAfterAStepDoesNothingTwice: the button that began it has gone with what the page
// showed, and Enter no longer reaches it.
func TestEnterAfterAStepDoesNothingTwice(t *testing.T) {
	r, p := importPage(t)
	other := strings.ReplaceAll(strings.ReplaceAll(ledger, "甲厂", "丁厂"), "乙厂", "戊厂")
	p.ReadAll([]string{r.file("十月.csv", other), r.file("十一月.csv", ledger)})
	enter := func(name string) {
		t.Helper()
		for range 30 {
			b, ok := r.win.Canvas().Focused().(*widget.Button)
			if ok && b.Text == name {
				r.key(fyne.KeyReturn)
				return
			}
			r.tab()
		}
		t.Fatalf("Tab 到不了“%s”，有 %v", name, r.buttons())
	}
	enter("导入 4 条")
	r.must("已导入 十月.csv")
	enter("核对下一个（还有 1 个）")
	r.must("【2 核对】")
	r.key(fyne.KeyReturn)
	r.must("【2 核对】", "走访 2、问题 2")
	if r.count() != 2 {
		t.Errorf("有 %d 个问题", r.count())
	}
	enter("导入 4 条")
	if r.count() != 4 {
		t.Errorf("导入以后有 %d 个问题", r.count())
	}
}

// TestImportByCtrlS: what comes next is one key away, wherever the focus is.
func TestImportByCtrlS(t *testing.T) {
	r, p := importPage(t)
	p.FocusPath()
	test.Type(r.win.Canvas().Focused(), r.file("十一月.csv", ledger))
	p.Save()
	r.must("【2 核对】")
	if got := r.office.Status.Text(); !strings.Contains(got, "按 Ctrl+S 导入") || r.count() != 0 {
		t.Errorf("核对以后有 %d 个问题，状态栏“%s”", r.count(), got)
	}
	p.Save()
	r.must("已导入 十一月.csv")
	if r.count() != 2 {
		t.Errorf("有 %d 个问题", r.count())
	}
}

// slowPlans does something while a file is being read.
type slowPlans struct {
	page.Actions
	meanwhile func()
}

func (a slowPlans) PlanImport(ctx context.Context, path string) (*page.ImportPlan, error) {
	a.meanwhile()
	return a.Actions.PlanImport(ctx, path)
}

// TestFileDroppedWhileAnotherIsReadIsTold that it is not taken; what was chosen before is.
func TestFileDroppedWhileAnotherIsReadIsTold(t *testing.T) {
	r, p := importPage(t)
	late := r.file("晚到.csv", ledger)
	r.office.Actions = slowPlans{r.office.Actions, func() {
		p.ReadAll([]string{late, late})
		r.must("上一个文件还没有处理完")
	}}
	p.ReadAll([]string{r.file("十一月.csv", ledger)})
	r.must("【2 核对】", "十一月.csv")
	r.mustNot("还有 1 个", "晚到")
	r.press("导入 4 条")
	r.mustNot("核对下一个")
}
