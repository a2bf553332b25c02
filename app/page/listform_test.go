package page_test

import (
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// Ctrl+P makes a document of the list as it stands: filter, order, columns.
func TestTheListIsPrintedAsItStands(t *testing.T) {
	r := newRoom(t)
	long := strings.Repeat("贷款批得慢，", 20) + "找过甲陶瓷厂的人"
	code := r.register("2026-10-09", "甲陶瓷厂", long, "商务局", "2026-10-30")
	other := r.register("2026-10-10", "乙陶瓷厂", "用工难", "人社局", "2026-12-30")
	declined := r.register("2026-10-11", "丙陶瓷厂", "要求不合理", "人社局", "2026-12-30")
	r.event(declined, page.EventInput{Kind: data.Decline, Note: "不属于受理范围"})
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	p.Print()
	r.must("范围：全部。列：编号、登记日、问题")
	r.fill("标题", "全部问题")
	r.fill("文件", "Word 文件")
	r.press("生成清单")
	r.must("已生成清单", "全部问题 2026-11-20.docx")
	text := wordText(t, made(t, r, ".docx"))
	for _, want := range []string{code, other, declined, "转出", "范围：全部", "共3条", "贷款批得慢，贷款批得慢"} {
		if !strings.Contains(text, want) {
			t.Errorf("没有 %s：%.400s", want, text)
		}
	}
	for _, secret := range []string{"甲陶瓷厂", "要求不合理", "不予受理"} {
		if strings.Contains(text, secret) {
			t.Errorf("有 %s", secret)
		}
	}
	r.press("知道了")

	p.Narrow(page.Filter{Overdue: true})
	p.Print()
	r.must("范围：已逾期")
	r.fill("文件", "PDF（打印用）")
	r.press("生成清单")
	r.must("问题清单 2026-11-20.pdf")
	var printed []string
	r.office.Print = func(path string) (string, error) {
		printed = append(printed, path)
		return "已送去打印", nil
	}
	r.press("打印")
	r.must("已送去打印")
	if len(printed) != 1 || printed[0] != made(t, r, ".pdf") {
		t.Errorf("打印了 %v", printed)
	}
}

func TestAnEmptyListIsNotPrinted(t *testing.T) {
	r := newRoom(t)
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	p.Print()
	r.must("列表是空的")
	if r.covered() {
		t.Error("打开了表单")
	}
}

// A list with names is for the inside, with a reason that is kept.
func TestAListWithNamesNeedsAReason(t *testing.T) {
	r := newRoom(t)
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	p := page.NewProblems(r.office)
	r.put(p.Content)
	p.Refresh()
	p.Print()
	r.fill("文件", "Word 文件")
	r.fill("名称", "不隐去，只供内部（写明原因）")
	r.press("生成清单")
	r.must("解除脱敏须写明理由")
	r.fill("不隐去的原因", "内部开会用")
	r.press("生成清单")
	if text := wordText(t, made(t, r, ".docx")); !strings.Contains(text, "甲陶瓷厂") || !strings.Contains(text, "内部资料") {
		t.Errorf("清单里是 %.300s", text)
	}
	r.logs("不隐去名称导出：问题清单")
}

// Enterprises are printed as aliases; transfers only as the form for the office's file.
func TestOtherListsArePrinted(t *testing.T) {
	r := newRoom(t)
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	p := page.NewFirms(r.office, func(store.Hit) {})
	r.put(p.Content)
	p.Refresh()
	p.Print()
	r.fill("文件", "Word 文件")
	r.press("生成清单")
	r.must("企业清单 2026-11-20.docx")
	if text := wordText(t, made(t, r, ".docx")); strings.Contains(text, "甲陶瓷厂") || !strings.Contains(text, "共1家") {
		t.Errorf("清单里是 %.300s", text)
	}
	r.press("知道了")
	b := page.NewBooks(r.office)
	r.put(b.Content)
	b.Refresh()
	b.Print()
	r.must("列表是空的")
	page.ShowRegisterForm(r.office, page.ClueRegister, "")
	r.mustNot("企业和个人") // there is no way to let it out
}
