package page_test

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

func (r *room) lastVisit() (last *data.Visit) {
	r.Helper()
	err := r.store.View(r.office.Context, func(v *store.View) (err error) {
		last, err = v.LastVisit()
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return last
}

// lastFiles are the names of the attachments of the visit entered last.
func (r *room) lastFiles() (names []string) {
	r.Helper()
	last := r.lastVisit()
	if last == nil {
		return nil
	}
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Attachments(data.EntityVisit, last.ID)
		for _, x := range list {
			names = append(names, x.Name)
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return names
}

// takeFile takes a file through the sheet that is open.
func (r *room) takeFile(name string) {
	r.Helper()
	r.fill("位置", filepath.Join(r.folder, name))
	r.key(fyne.KeyReturn)
}

// pressFiles presses the field 附件.
func (r *room) pressFiles() {
	r.Helper()
	in, _ := r.field("附件")
	f, ok := in.(*widget.FilesInput)
	if !ok {
		r.Fatal("没有字段“附件”")
	}
	test.Tap(f)
}

// TestScansComeWithTheVisit: what is chosen or dropped on the form is saved with the
// visit, as the same step.
func TestScansComeWithTheVisit(t *testing.T) {
	r := newRoom(t)
	for name, text := range map[string]string{"现场.jpg": "照片", "签到表.pdf": "%PDF", "安装.exe": "x"} {
		r.file(name, text)
	}
	page.ShowVisitForm(r.office)
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "新来的陶瓷厂")
	r.fill("问题内容", "用电容量不足")
	r.pressFiles()
	r.takeFile("安装.exe")
	r.press("登记走访")
	r.press("登记并新增")
	r.must("程序或脚本")
	if r.visits() != 0 || r.count() != 0 {
		t.Fatal("附件被拒绝，走访却登记了")
	}
	in, _ := r.field("附件")
	r.win.Canvas().Focus(in)
	r.key(fyne.KeyDelete)
	r.pressFiles()
	r.takeFile("现场.jpg")
	if !r.office.DropOnForm([]string{filepath.Join(r.folder, "签到表.pdf"), filepath.Join(r.folder, "现场.jpg")}) {
		t.Fatal("表单没有收下拖来的文件")
	}
	if in.(*widget.FilesInput).Text != "现场.jpg 等 2 个文件" {
		t.Errorf("按钮上写着“%s”", in.(*widget.FilesInput).Text)
	}
	r.pressFiles()
	r.must("签到表.pdf")
	r.press("好了")
	r.press("登记走访")
	if r.covered() {
		t.Fatalf("没有登记成：%v", r.words())
	}
	if got := r.lastFiles(); !slices.Equal(got, []string{"现场.jpg", "签到表.pdf"}) {
		t.Errorf("走访的附件是 %v", got)
	}
	if got := r.filesOf("WT-2026-0001"); len(got) != 0 {
		t.Errorf("附件登记到问题上了：%v", got)
	}
	r.office.Undo()
	if r.count() != 0 || len(r.lastFiles()) != 0 {
		t.Error("撤销一次没有连同附件退回")
	}
	r.office.Redo()
	if got := r.lastFiles(); len(got) != 2 {
		t.Errorf("恢复以后附件是 %v", got)
	}
	if r.office.DropOnForm([]string{"x"}) {
		t.Error("没有表单，拖来的文件却被收下了")
	}
}

func TestScanGoesWithTheEvent(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.file("办理结果.pdf", "%PDF")
	page.ShowEventForm(r.office, r.problem(code), data.Report)
	r.pressFiles()
	r.takeFile("办理结果.pdf")
	r.press("反馈")
	if got := r.filesOf(code); !slices.Equal(got, []string{"办理结果.pdf"}) {
		t.Fatalf("附件是 %v", got)
	}
	r.openCase(code)
	r.must(today + " 反馈　1 KB")
	r.office.Undo()
	if len(r.filesOf(code)) != 0 || r.state(code) != data.Assigned {
		t.Errorf("撤销以后附件是 %v，状态是%s", r.filesOf(code), r.state(code))
	}
	page.ShowEventForm(r.office, r.problem(code), data.MoveClue)
	if in, _ := r.field("附件"); in != nil {
		t.Error("移送线索也能添加附件")
	}
}

// TestVisitShowsItsScans where they can be opened, and takes those dropped on its detail.
func TestVisitShowsItsScans(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	r.file("现场.jpg", "照片")
	p := page.NewVisits(r.office, func(data.ID) {})
	r.changed = p.Refresh
	r.put(p.Content)
	p.Refresh()
	p.Open(r.lastVisit().ID)
	if p.Drop(fyne.NewPos(1, 1), []string{filepath.Join(r.folder, "现场.jpg")}) {
		t.Error("拖到列表上的也收了")
	}
	if !p.Drop(fyne.NewPos(r.win.Canvas().Size().Width-60, 300), []string{filepath.Join(r.folder, "现场.jpg")}) {
		t.Fatal("拖到走访上的没有收")
	}
	r.must("现场.jpg")
	r.press("移除")
	r.mustNot("1 KB")
	if got := r.lastFiles(); len(got) != 0 {
		t.Errorf("移除以后还有 %v", got)
	}
}

// TestChosenFilesOutliveTheProgram like everything else on the form.
func TestChosenFilesOutliveTheProgram(t *testing.T) {
	r := newRoom(t)
	r.file("现场.jpg", "照片")
	page.ShowVisitForm(r.office)
	r.fill("企业名称", "没有登记完的陶瓷厂")
	r.office.DropOnForm([]string{filepath.Join(r.folder, "现场.jpg")})
	r.fill("走访单位", "甲县纪委监委")
	r.crash()
	page.ShowVisitForm(r.office)
	r.press("继续填写")
	in, _ := r.field("附件")
	if f, ok := in.(*widget.FilesInput); !ok || len(f.Paths()) != 1 {
		t.Errorf("选好的文件没有留下")
	}
}
