package page_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

func (r *room) filesOf(code string) (names []string) {
	r.Helper()
	id := r.problem(code).ID
	err := r.store.View(r.office.Context, func(v *store.View) error {
		list, err := v.Attachments(data.EntityProblem, id)
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

func TestAttachmentsAreAddedOpenedAndRemoved(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	long := strings.Repeat("交办单扫描件", 12) + ".pdf"
	for name, text := range map[string]string{"a 现场.jpg": "照片", long: "%PDF", "安装.exe": "x"} {
		r.file(name, text)
	}
	if err := r.office.Actions.Remember(r.office.Context, "attach.folder", r.folder); err != nil {
		t.Fatal(err)
	}
	r.openCase(code)
	r.press("添加附件")
	r.must("添加附件")
	r.fill("位置", filepath.Join(r.folder, "a 现场.jpg"))
	r.key(fyne.KeyReturn)
	if got := r.filesOf(code); len(got) != 1 || got[0] != "a 现场.jpg" {
		t.Fatalf("附件 %v", got)
	}
	r.must("已添加附件：a 现场.jpg", "1 KB")
	r.press("打开")
	if len(r.opened) != 1 || filepath.Base(r.opened[0]) != "a 现场.jpg" {
		t.Fatalf("打开了 %v", r.opened)
	}
	if b, err := os.ReadFile(r.opened[0]); err != nil || string(b) != "照片" {
		t.Errorf("打开的是 %q，%v", b, err)
	}
	r.press("移除")
	if got := r.filesOf(code); len(got) != 0 {
		t.Errorf("移除以后还有 %v", got)
	}
	r.office.Undo()
	if got := r.filesOf(code); len(got) != 1 {
		t.Errorf("撤销以后 %v", got)
	}
	r.press("添加附件")
	r.fill("位置", filepath.Join(r.folder, "安装.exe"))
	r.key(fyne.KeyReturn)
	r.must("没有添加附件", "程序或脚本")
	r.key(fyne.KeyEscape)
	r.press("附件") // of the newest event
	r.fill("位置", filepath.Join(r.folder, long))
	r.key(fyne.KeyReturn)
	r.must("2026-11-02 交办")
	if got := r.filesOf(code); len(got) != 2 {
		t.Errorf("附件 %v", got)
	}
}

// What is dropped on the detail is added to its problem, several at once; elsewhere it is
// none of its business.
func TestFilesDroppedOnTheDetail(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	p := r.openCase(code)
	paths := []string{r.file("一.jpg", "一"), r.file("二.jpg", "二")}
	if p.Drop(fyne.NewPos(10, 300), paths) || len(r.filesOf(code)) != 0 {
		t.Error("拖到列表上也添加了")
	}
	if !p.Drop(fyne.NewPos(1200, 300), paths) {
		t.Fatal("拖到右边没有添加")
	}
	if got := r.filesOf(code); strings.Join(got, " ") != "一.jpg 二.jpg" {
		t.Errorf("附件 %v", got)
	}
	r.must("已添加附件：2 个文件")
	r.office.Undo()
	if got := r.filesOf(code); len(got) != 0 {
		t.Errorf("撤销以后 %v", got)
	}
	p.Drop(fyne.NewPos(1200, 300), []string{r.file("三.jpg", "三"), r.file("空.jpg", "")})
	r.must("没有添加附件", "0 字节")
	if got := r.filesOf(code); len(got) != 0 {
		t.Errorf("拒绝了一个，却添加了 %v", got)
	}
}

// After a transfer neither the files nor the copies that were opened remain.
func TestTransferLeavesNoCopyOfAnAttachment(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "窗口人员的事", "财政局", "2026-12-31")
	p := r.openCase(code)
	p.Drop(fyne.NewPos(1200, 300), []string{r.file("收条.jpg", "收条影像")})
	r.press("打开")
	left := func() (n int) {
		for _, dir := range []string{cache, r.store.AttachmentFolder()} {
			_ = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
				if err == nil && !d.IsDir() {
					n++
				}
				return nil
			})
		}
		return n
	}
	if left() != 2 {
		t.Fatalf("有 %d 个文件", left())
	}
	r.press("移送线索")
	r.fill("说明", "YS-2026-1 第一室")
	r.press("移送线索")
	r.must("附件、检索和通报草稿里的原文都会清除")
	r.press("移送并清除原文")
	if left() != 0 {
		t.Errorf("还有 %d 个文件", left())
	}
	r.mustNot("收条.jpg", "添加附件")
}

func TestBackupTellsOfMissingAttachments(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "甲陶瓷厂", "贷款批得慢", "财政局", "2026-12-31")
	if err := r.office.Actions.Attach(r.office.Context, page.AttachInput{Entity: data.EntityProblem, Ref: r.problem(code).ID, Paths: []string{r.file("丢了.jpg", "丢")}}); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(r.store.AttachmentFolder()); err != nil {
		t.Fatal(err)
	}
	r.office.Backup()
	r.must("备份好了，但缺附件", "丢了.jpg")
}
