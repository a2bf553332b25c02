package page_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/app/page"
	"qinqing/data"
)

func bulletinPage(t *testing.T) *room {
	r := newRoom(t)
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	code := r.register("2026-10-20", "乙石材厂", "招不到工人", "人社局", "2026-11-30")
	r.event(code, page.EventInput{Kind: data.Report, On: day("2026-10-28")})
	r.put(page.NewBulletins(r.office).Content)
	return r
}

func TestBulletinWritesItsFilesAndOpensThem(t *testing.T) {
	r := bulletinPage(t)
	if _, month := r.field("月份"); month != "2026-10" {
		t.Errorf("提出的月份是 %s，应为上个月", month)
	}
	r.must("生成这个月的通报")
	out := filepath.Join(r.folder, "别处")
	r.fill("存放文件夹", out)
	r.press("生成通报")
	if r.covered() {
		t.Fatalf("没有生成：%v", r.words())
	}
	for ext, begins := range map[string]string{".pdf": "%PDF-", ".xlsx": "PK"} {
		found, err := filepath.Glob(filepath.Join(out, "*"+ext))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s 有 %v，%v", ext, found, err)
		}
		b, err := os.ReadFile(found[0])
		if err != nil || !strings.HasPrefix(string(b), begins) {
			t.Errorf("%s 不是这种文件", found[0])
		}
		r.must(filepath.Base(found[0]))
	}
	r.must("已生成 2026 年 10 月的通报")
	r.press("打开")
	r.press("打开所在文件夹")
	if len(r.opened) != 2 || filepath.Dir(r.opened[0]) != out || r.opened[1] != out {
		t.Errorf("打开了 %v", r.opened)
	}
}

func TestBulletinReadsMonthsAsPeopleWriteThem(t *testing.T) {
	r := bulletinPage(t)
	for _, bad := range []string{"2026-13", "十月", "26-10", ""} {
		r.fill("月份", bad)
		r.press("生成通报")
		r.must("月份应写成 2026-10")
		r.press("知道了")
	}
	for _, good := range []string{"2026年10月", "202610", "2026.10", "2026/10"} {
		r.fill("月份", good)
		r.key("Return")
		r.must("已生成 2026 年 10 月的通报")
		r.office.Toasts.Hide()
	}
}

func TestBulletinThatCannotBeWrittenSaysSo(t *testing.T) {
	r := bulletinPage(t)
	r.fill("存放文件夹", filepath.Join(r.file("文件", "这是文件"), "里面"))
	r.press("生成通报")
	r.must("没有生成通报，台账没有变动", "请换一个位置")
	r.press("知道了")
	r.must("生成这个月的通报")
	r.fill("存放文件夹", "")
	r.press("生成通报")
	if found, err := filepath.Glob(filepath.Join(r.office.Folder, "*.pdf")); err != nil || len(found) != 1 {
		t.Errorf("没有写文件夹时应放到 %s：%v，%v", r.office.Folder, found, err)
	}
}
