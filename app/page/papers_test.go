package page_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

func (r *room) letters() (out []data.Supervision) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Records(data.RecSupervision, day("2020-01-01"), day("2030-01-01"))
		for _, x := range list {
			var s data.Supervision
			if err := x.Decode(&s); err != nil {
				return err
			}
			out = append(out, s)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

func (r *room) grade(code string) (g string) {
	r.Helper()
	for _, e := range r.problem(code).Events {
		if e.Kind == data.Supervise && !e.Voided() {
			g = e.Grade
		}
	}
	return g
}

// off lists the buttons that can't be pressed.
func (r *room) off() (names []string) {
	r.each(func(o fyne.CanvasObject) bool {
		if b, ok := o.(*widget.Button); ok && b.Disabled() {
			names = append(names, b.Text)
		}
		return true
	})
	return names
}

func TestPapersOfAProblem(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	bare := r.register("2026-10-09", "乙陶瓷厂", "没有交办的", "", "")
	d := page.NewDetail(r.office)
	r.put(d.Content)
	d.Show(r.problem(bare).ID)
	r.press("文书…")
	r.must("还没有主办单位，文书没有可送的单位", "还没有期限，谈不上延期", "还没有办结")
	if got := strings.Join(r.off(), " "); got != "交办单 整改提醒函 督办函 督查单 延期审批表 回访记录 销号审批表" {
		t.Errorf("不能点的是 %s", got)
	}
	r.key("Escape")
	d.Show(r.problem(code).ID)
	r.press("文书…")
	r.press("督办函")
	r.fill("发文字号", "某纪办函〔2026〕3号")
	r.fill("成文日期", "2026-11-19")
	r.fill("文件", "PDF 和 Word 文件（可修改）")
	r.press("生成督办函")
	r.must("已生成督办函，已登记督办", "已隐去：企业 1 项")
	text := wordText(t, made(t, r, ".docx"))
	if !strings.Contains(text, "某纪办函〔2026〕3号") || !strings.Contains(text, code) || strings.Contains(text, "甲陶瓷厂") {
		t.Errorf("督办函里是 %.300s", text)
	}
	if got := r.letters(); len(got) != 1 || got[0].Number != "某纪办函〔2026〕3号" || got[0].Grade != "" || r.grade(code) != "" {
		t.Errorf("登记了 %+v，等级 %s", got, r.grade(code))
	}
	r.press("打开")
	if len(r.opened) != 1 || r.opened[0] != made(t, r, ".pdf") {
		t.Errorf("打开了 %v", r.opened)
	}
	r.press("文书…")
	r.press("受理单")
	if _, files := r.field("文件"); files != "PDF 和 Word 文件（可修改）" {
		t.Errorf("没有记住上次的选择：%s", files)
	}
}

// A letter with a grade is one step: its entry and its grade can be undone together.
func TestGradedLetterIsRegisteredInOneStep(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	r.event(code, page.EventInput{Kind: data.Supervise, Grade: "蓝", On: day("2026-11-01")})
	d := page.NewDetail(r.office)
	r.put(d.Content)
	d.Show(r.problem(code).ID)
	r.press("文书…")
	r.press("督查单")
	r.must("上次是蓝色")
	if _, grade := r.field("督办等级"); grade != "橙色" {
		t.Errorf("建议的等级是 %s", grade)
	}
	r.fill("发文字号", "某纪办函〔2026〕8号")
	r.fill("答复期限", "2026-11-01")
	r.press("生成督查单")
	r.must("答复期限 2026-11-01 在今天之前")
	r.fill("答复期限", "2026-11-30")
	r.press("生成督查单")
	r.must("已生成督查单，已登记督办")
	if got := r.letters(); len(got) != 1 || got[0].Grade != "橙" || got[0].Due != day("2026-11-30") || r.grade(code) != "橙" {
		t.Errorf("登记了 %+v，等级 %s", got, r.grade(code))
	}
	r.press("知道了")
	if name, err := r.office.Actions.Undo(r.office.Context); err != nil || name != "登记督查单 "+code {
		t.Errorf("撤销了 %s：%v", name, err)
	}
	if r.grade(code) != "蓝" || len(r.letters()) != 0 {
		t.Errorf("撤销以后等级 %s，登记 %v", r.grade(code), r.letters())
	}
}

func TestUsedNumbersAreRefused(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	other := r.register("2026-10-10", "乙陶瓷厂", "用工难", "商务局", "2026-10-30")
	d := page.NewDetail(r.office)
	r.put(d.Content)
	for _, c := range []string{code, other} {
		d.Show(r.problem(c).ID)
		r.press("文书…")
		r.press("督办函")
		r.fill("发文字号", "某纪办函〔2026〕3号")
		r.press("生成督办函")
		if c == code {
			r.press("知道了")
		}
	}
	r.must("已用于2026-11-20的督办函")
	if files, _ := filepath.Glob(filepath.Join(r.office.Papers, "*"+other+"*")); len(files) != 0 || len(r.letters()) != 1 {
		t.Errorf("生成了 %v，登记了 %v", files, r.letters())
	}
}

// Papers for the file name people and are nobody else's to read; one to go out does not,
// and what lifts that is logged.
func TestInsidePapers(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	d := page.NewDetail(r.office)
	r.put(d.Content)
	d.Show(r.problem(code).ID)
	make := func(way, reason string) string {
		r.press("文书…")
		r.press("受理单")
		r.fill("文件", "PDF 和 Word 文件（可修改）")
		r.fill("名称", way)
		r.fill("不隐去的原因", reason)
		r.press("生成受理单")
		if !r.says("已生成受理单") {
			return ""
		}
		r.press("知道了")
		files, err := filepath.Glob(filepath.Join(r.office.Papers, "*.docx"))
		if err != nil || len(files) == 0 {
			t.Fatalf("没有文件：%v", err)
		}
		newest := files[len(files)-1]
		text := wordText(t, newest)
		st, err := os.Stat(newest)
		if err != nil || (st.Mode().Perm() == 0o600) != strings.Contains(text, "甲陶瓷厂") {
			t.Errorf("%s 的权限是 %v", way, st.Mode())
		}
		for _, f := range files {
			if err := os.Remove(f); err != nil {
				t.Fatal(err)
			}
		}
		return text
	}
	if text := make("内部存档，显示名称", ""); !strings.Contains(text, "甲陶瓷厂") {
		t.Errorf("存档的没有名称：%.200s", text)
	}
	if text := make("送出本单位，隐去名称", ""); strings.Contains(text, "甲陶瓷厂") || text == "" {
		t.Errorf("送出的有名称：%.200s", text)
	}
	if text := make("送出本单位，不隐去（写明原因）", ""); text != "" {
		t.Error("没有原因也生成了")
	}
	r.must("解除脱敏须写明理由")
	r.key("Escape")
	r.press("放弃")
	if text := make("送出本单位，不隐去（写明原因）", "企业要求"); !strings.Contains(text, "甲陶瓷厂") {
		t.Errorf("不隐去的没有名称：%.200s", text)
	}
	r.logs("不隐去名称导出：受理单")
}

func TestRegistersOfAPeriod(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-11-30")
	if err := r.office.Actions.SaveTransfer(r.office.Context, page.TransferInput{On: day("2026-11-10"), Number: "示线移1号", Receiver: "第三室"}); err != nil {
		t.Fatal(err)
	}
	r.put(page.NewDetail(r.office).Content)
	page.ShowRegisterForm(r.office, page.ClueRegister, "")
	r.fill("文件", "PDF 和 Word 文件（可修改）")
	r.press("生成线索移送登记表")
	r.must("已生成线索移送登记表")
	if text := wordText(t, made(t, r, ".docx")); !strings.Contains(text, "示线移1号") || !strings.Contains(text, "内部资料") {
		t.Errorf("登记表里是 %.300s", text)
	}
	r.press("知道了")
	if err := os.RemoveAll(r.office.Papers); err != nil {
		t.Fatal(err)
	}
	page.ShowRegisterForm(r.office, page.HandoverRegister, "")
	r.press("生成交接登记表")
	r.must("请选择接收单位")
	r.fill("接收单位", "商务局")
	r.press("生成交接登记表")
	r.must("已生成交接登记表")
	if text := wordText(t, made(t, r, ".docx")); !strings.Contains(text, code) || strings.Contains(text, "甲陶瓷厂") {
		t.Errorf("登记表里是 %.300s", text)
	}
}

func TestTemplatesAreCopiedOnce(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	d := page.NewDetail(r.office)
	r.put(d.Content)
	d.Show(r.problem(code).ID)
	r.press("文书…")
	r.press("修改文字模板")
	r.must("用记事本打开修改")
	r.press("打开这个文件夹")
	dir := filepath.Join(r.folder, "templates")
	if len(r.opened) != 1 || r.opened[0] != dir {
		t.Errorf("打开了 %v", r.opened)
	}
	if err := os.WriteFile(filepath.Join(dir, "paper-assign.txt"), []byte("标题 = 自己的\n文字"), 0o644); err != nil {
		t.Fatal(err)
	}
	r.press("交办单")
	r.fill("文件", "PDF 和 Word 文件（可修改）")
	r.press("生成交办单")
	if text := wordText(t, made(t, r, ".docx")); !strings.Contains(text, "自己的") {
		t.Errorf("没有用单位自己的模板：%.200s", text)
	}
}
