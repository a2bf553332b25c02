package page_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/xuri/excelize/v2"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// TestEveryListIsPrinted as it stands, with the firms' names left out.
func TestEveryListIsPrinted(t *testing.T) {
	type listed interface {
		page.Printable
		Refresh()
	}
	for name, c := range map[string]struct {
		of   func(o *page.Office) (fyne.CanvasObject, listed)
		want []string
	}{
		"走访": {func(o *page.Office) (fyne.CanvasObject, listed) {
			p := page.NewVisits(o, func(data.ID) {})
			return p.Content, p
		}, []string{"走访清单", "2026-10-09", "共2次", "甲县纪委监委"}},
		"工作台": {func(o *page.Office) (fyne.CanvasObject, listed) {
			p := page.NewDesk(o, func(page.Filter, data.ID) {})
			return p.Content, p
		}, []string{"已逾期问题清单", "范围：已逾期", "WT-2026-0001", "共1条"}},
		"整改督办": {func(o *page.Office) (fyne.CanvasObject, listed) {
			p := page.NewSupervise(o, func(page.Filter, data.ID) {})
			return p.Content, p
		}, []string{"逾期问题清单", "WT-2026-0001", "商务局", "共1个"}},
		"共性问题": {func(o *page.Office) (fyne.CanvasObject, listed) {
			p := page.NewCommons(o, func(store.Hit) {})
			return p.Content, p
		}, []string{"共性问题清单", "贷款都慢", "共1组"}},
		"单位":   {func(o *page.Office) (fyne.CanvasObject, listed) { p := page.NewUnits(o); return p.Content, p }, []string{"单位清单", "范围：在用单位", "商务局"}},
		"节假日":  {func(o *page.Office) (fyne.CanvasObject, listed) { p := page.NewHolidays(o); return p.Content, p }, []string{"年放假安排", "范围：2026年（国务院办公厅关于2026年部分节假日安排的通知）", "2026-10-01", "2026-10-07", "放假", "上班"}},
		"字典":   {func(o *page.Office) (fyne.CanvasObject, listed) { p := page.NewDictionary(o); return p.Content, p }, []string{"字典：类别", "水电气要素"}},
		"回收站":  {func(o *page.Office) (fyne.CanvasObject, listed) { p := page.NewBin(o); return p.Content, p }, []string{"回收站清单", "甲"}},
		"操作记录": {func(o *page.Office) (fyne.CanvasObject, listed) { p := page.NewHistory(o); return p.Content, p }, []string{"操作记录", "登记走访和问题", "转出"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
			gone := r.register("2026-10-10", "乙陶瓷厂", "贷款也批得慢", "人社局", "2026-12-30")
			if _, err := r.office.Actions.SaveCommon(r.office.Context, page.CommonInput{On: day(today), Title: "贷款都慢", Problems: []data.ID{r.problem(code).ID}}); err != nil {
				t.Fatal(err)
			}
			if err := r.office.Actions.SaveTransfer(r.office.Context, page.TransferInput{On: day(today), Number: "移9号", Receiver: "案管室"}); err != nil {
				t.Fatal(err)
			}
			if err := r.office.Actions.DeleteProblem(r.office.Context, r.problem(gone).ID); err != nil {
				t.Fatal(err)
			}
			content, p := c.of(r.office)
			r.put(content)
			p.Refresh()
			p.Print()
			r.fill("文件", "Word 文件")
			r.press("生成清单")
			r.must("已生成清单")
			text := wordText(t, made(t, r, ".docx"))
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("没有“%s”：%.400s", want, text)
				}
			}
			for _, secret := range []string{"甲陶瓷厂", "乙陶瓷厂", "移9号", "移送"} {
				if strings.Contains(text, secret) {
					t.Errorf("有“%s”：%.600s", secret, text)
				}
			}
		})
	}
}

// TestAListBearsTheLedgersDay in its workbook as well as on paper, whatever the machine's clock says.
func TestAListBearsTheLedgersDay(t *testing.T) {
	r := newRoom(t)
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	p := page.NewVisits(r.office, func(data.ID) {})
	r.put(p.Content)
	p.Refresh()
	p.Print()
	r.fill("文件", "Excel 文件")
	r.press("生成清单")
	r.must("已生成清单")
	f, err := excelize.OpenFile(made(t, r, ".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprint(rows); !strings.Contains(text, "制表日期：2026年11月20日") {
		t.Errorf("制表日期不是台账的今天：%.300s", text)
	}
}

// TestWhatNarrowsVisitsIsSaidOnPaper in words.
func TestWhatNarrowsVisitsIsSaidOnPaper(t *testing.T) {
	r := newRoom(t)
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	p := page.NewVisits(r.office, func(data.ID) {})
	r.put(p.Content)
	p.Refresh()
	r.fill("零报告", "登记了问题")
	r.fill("按走访单位", "甲县纪委监委")
	r.fill("按走访日期", "2026-10")
	p.Print()
	r.must("范围：登记了问题；走访单位：甲县纪委监委；走访日期：2026-10")
	r.leave()
	r.fill("按走访日期", "2025")
	p.Print()
	r.must("列表是空的")
}

// TestTheRegisterOfTransfersIsPrintedWhole from its page, for the office's own file.
func TestTheRegisterOfTransfersIsPrintedWhole(t *testing.T) {
	r := newRoom(t)
	for _, x := range [][2]string{{"2026-03-02", "移1号"}, {"2026-11-02", "移2号"}} {
		if err := r.office.Actions.SaveTransfer(r.office.Context, page.TransferInput{On: day(x[0]), Number: x[1], Receiver: "案管室"}); err != nil {
			t.Fatal(err)
		}
	}
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	r.books(data.BookOf(data.RecClue).Name)
	r.press("打印登记表")
	if _, from := r.field("起日"); from != "2026-03-02" {
		t.Errorf("起日是 %s", from)
	}
	r.fill("文件", "PDF 和 Word 文件（可修改）")
	r.press("生成" + page.ClueRegister)
	r.must("已生成" + page.ClueRegister)
	text := wordText(t, made(t, r, ".docx"))
	for _, want := range []string{"移1号", "移2号"} {
		if !strings.Contains(text, want) {
			t.Errorf("没有 %s", want)
		}
	}
	r.press("知道了")
	if err := os.Rename(made(t, r, ".docx"), filepath.Join(r.folder, "旧.docx")); err != nil {
		t.Fatal(err)
	}
	r.press("交接登记表")
	r.fill("接收单位", "商务局")
	r.fill("起日", "2026-10-01")
	r.fill("文件", "PDF 和 Word 文件（可修改）")
	r.press("生成" + page.HandoverRegister)
	if text := wordText(t, made(t, r, ".docx")); !strings.Contains(text, "WT-2026-0001") {
		t.Errorf("交接登记表里是 %.300s", text)
	}
}
