package page_test

import (
	"archive/zip"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

func bulletinPage(t *testing.T) *room {
	r := newRoom(t)
	r.register("2026-10-09", "甲陶瓷厂", "贷款批得慢", "商务局", "2026-10-30")
	code := r.register("2026-10-20", "乙石材厂", "招不到工人", "人社局", "2026-11-30")
	r.event(code, page.EventInput{Kind: data.Report, On: day("2026-10-28")})
	r.put(page.NewBulletins(r.office, func(store.Hit) {}).Content)
	return r
}

func TestBulletinWritesItsFilesAndOpensThem(t *testing.T) {
	r := bulletinPage(t)
	if _, month := r.field("期间"); month != "2026-10" {
		t.Errorf("提出的月份是 %s，应为上个月", month)
	}
	r.must("选好期间和版式")
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
	r.must("已生成通报：2026-10")
	r.press("打开")
	r.press("打开所在文件夹")
	if len(r.opened) != 2 || filepath.Dir(r.opened[0]) != out || r.opened[1] != out {
		t.Errorf("打开了 %v", r.opened)
	}
}

func TestBulletinReadsMonthsAsPeopleWriteThem(t *testing.T) {
	r := bulletinPage(t)
	for _, bad := range []string{"2026-13", "十月", "26-10", ""} {
		r.fill("期间", bad)
		r.press("生成通报")
		r.must("月应写成 2026-10 的样子")
		if in, _ := r.field("期间"); r.win.Canvas().Focused() != in {
			t.Error("光标没有到出错的期间")
		}
	}
	for _, good := range []string{"2026年10月", "202610", "2026.10", " 2026-10 "} {
		r.fill("期间", good)
		r.key("Return")
		r.must("已生成通报：" + strings.TrimSpace(good))
		r.office.Toasts.Hide()
	}
}

func TestBulletinThatCannotBeWrittenSaysSo(t *testing.T) {
	r := bulletinPage(t)
	r.fill("存放文件夹", filepath.Join(r.file("文件", "这是文件"), "里面"))
	r.press("生成通报")
	r.must("没有生成通报，台账没有变动", "请换一个位置")
	r.press("知道了")
	r.must("选好期间和版式")
	r.fill("存放文件夹", "")
	r.press("生成通报")
	if found, err := filepath.Glob(filepath.Join(r.office.Folder, "*.pdf")); err != nil || len(found) != 1 {
		t.Errorf("没有写文件夹时应放到 %s：%v，%v", r.office.Folder, found, err)
	}
}

// made is the one file of a kind that was written.
func made(t *testing.T, r *room, ext string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(r.folder, "*", "*"+ext))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s 有 %v，%v", ext, found, err)
	}
	return found[0]
}

func TestBulletinOfAQuarterAsABrief(t *testing.T) {
	r := bulletinPage(t)
	for _, c := range [][2]string{{"半年", "2026-1"}, {"年", "2025"}, {"季度", "2026-3"}} {
		r.fill("期间种类", c[0])
		if _, got := r.field("期间"); got != c[1] {
			t.Errorf("%s提出 %s，应为 %s", c[0], got, c[1])
		}
	}
	r.must("写成 2026-3，即第三季度", "发文字号，如 ×纪办〔2026〕5号")
	r.fill("期间", "2026-4")
	r.fill("版式", "简报式")
	r.must("期号，如 第3期（总第27期）")
	r.fill("文号", "第4期（总第9期）")
	r.fill("成文日期", "2026-13-01")
	r.press("生成通报")
	r.must("没有 2026-13-01 这一天")
	r.fill("成文日期", "2026-11-20")
	r.fill("另存文字稿", "另存一份 Word 文件，供修改")
	r.press("生成通报")
	if r.covered() {
		t.Fatalf("没有生成：%v", r.words())
	}
	if text := wordText(t, made(t, r, ".docx")); !strings.Contains(text, "第4期（总第9期）") || strings.Contains(text, "送审稿") {
		t.Errorf("简报里是 %.300s", text)
	}
}

// wordText is all text of a .docx.
func wordText(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all strings.Builder
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(in)
		for tok, err := d.Token(); err == nil; tok, err = d.Token() {
			if c, ok := tok.(xml.CharData); ok {
				all.Write(c)
			}
		}
	}
	return all.String()
}

func TestBulletinPreviewListsWhatIsHidden(t *testing.T) {
	r := bulletinPage(t)
	r.press("预览脱敏")
	r.must("看得见的", "隐去的：2 项")
	if tables, err := filepath.Glob(filepath.Join(r.office.Folder, "*")); err != nil || len(tables) != 0 {
		t.Errorf("预览也写了文件：%v %v", tables, err)
	}
	r.fill("期间", "乱写")
	r.press("预览脱敏")
	r.must("月应写成 2026-10 的样子")
}

// A narrow window shows the form alone, then what was made alone, never a strip of it.
func TestBulletinInANarrowWindow(t *testing.T) {
	r := bulletinPage(t)
	r.win.Resize(fyne.NewSize(848, 560))
	r.must("期间种类")
	r.mustNot("选好期间和版式")
	r.press("生成通报")
	r.must("已生成", "打开所在文件夹")
	r.mustNot("期间种类")
	r.press("← 回到选项")
	r.must("期间种类")
	r.mustNot("打开所在文件夹")
	r.press("预览脱敏")
	r.must("看得见的")
	r.press("← 回到选项")
	r.fill("期间", "十月")
	r.press("生成通报")
	r.must("月应写成 2026-10 的样子", "期间种类")
	r.win.Resize(fyne.NewSize(1366, 720))
	r.must("期间种类", "打开所在文件夹")
}
