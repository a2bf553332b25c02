package command

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What no file that is written may hold: who made it, what is hidden, links to elsewhere than
// the web, and what does something when it is opened. Comments are the program's own alone.
var unclean = map[string][]*regexp.Regexp{
	".xlsx": {regexp.MustCompile(`<dc:creator>[^<]`), regexp.MustCompile(`<cp:lastModifiedBy>[^<]`), regexp.MustCompile(`<(sheet|col|row) [^>]*hidden="(1|true)"`), regexp.MustCompile(`state="(hidden|veryHidden)"`),
		regexp.MustCompile(`xl/externalLink|vbaProject|oleObject|xl/activeX|<ddeLink`), regexp.MustCompile(`<c [^>]*><f[ >]`), regexp.MustCompile(`TargetMode="External"[^>]*Target="(?:[^h]|h[^t])`), regexp.MustCompile(`Target="(?:[^h"]|h[^t])[^"]*"[^>]*TargetMode="External"`)},
	".docx": {regexp.MustCompile(`<dc:creator>[^<]`), regexp.MustCompile(`<cp:lastModifiedBy>[^<]`), regexp.MustCompile(`<w:vanish`), regexp.MustCompile(`word/comments|<w:ins |<w:del `),
		regexp.MustCompile(`vbaProject|oleObject|attachedTemplate|w:rsid`), regexp.MustCompile(`HYPERLINK|DDE|INCLUDETEXT|INCLUDEPICTURE`), regexp.MustCompile(`TargetMode="External"`)},
	".pdf": {regexp.MustCompile(`/Author|/JavaScript|/JS\b|/Launch|/GoToR|/EmbeddedFile\b|/EmbeddedFiles << /Names \[\s*[^\]\s]|/OpenAction|/AA\b|/Annots|/URI|/OCProperties`)},
	".png": {regexp.MustCompile(`tEXt|iTXt|zTXt|eXIf`)},
}

// Every kind of file is made, from a ledger whose texts look like links and formulas, and
// looked through part by part.
func TestWrittenFilesHoldNothingBesides(t *testing.T) {
	o := newOffice(t)
	o.must("import", o.sample("visits.xlsx"))
	o.must("import", o.write("坏.csv", "走访日期,走访单位,企业名称,反映问题,责任单位,备注",
		"2026-10-08,甲县纪委监委,示例甲公司,\"=HYPERLINK(\"\"http://x\"\")见 file:///etc/passwd 或 \\\\\\\\srv\\\\x 、http://例.cn、javascript:alert(1)\",供电公司,@SUM(1)",
		"2026-10-09,甲县纪委监委,+甲乙丙公司,-2+3 用电不足,税务局,=1+1"))
	dir := filepath.Join(o.dir, "写出")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, tpl := range []string{"A", "B", "C"} {
		o.must("bulletin", "make", "--month", "2026-10", "--template", tpl, "--docx", "--out", filepath.Join(dir, tpl))
	}
	for _, l := range []string{"problems", "visits", "events"} {
		o.must("export", "--ledger", l, "--out", filepath.Join(dir, l+".xlsx"))
		o.must("export", "--ledger", l, "--unmasked", "--reason", "核对", "--out", filepath.Join(dir, l+"不脱敏.xlsx"))
	}
	for _, ext := range []string{"png", "pdf", "xlsx"} {
		o.must("chart", "--month", "2026-10", "--kind", "类别", "--out", filepath.Join(dir, "图."+ext))
	}
	open := strings.TrimSpace(o.must("problem", "add", "--content", "=1+1 招工难，见 file:///x", "--date", "2026-10-02", "--enterprise", "示例甲公司", "--unit", "人社局", "--due", "7个工作日"))
	for _, kind := range []string{"受理单", "交办单", "督办函", "回访记录", "销号审批表"} {
		code := open
		if kind == "回访记录" || kind == "销号审批表" {
			code = "WT-2026-0001"
		}
		o.must("paper", code, "--kind", kind, "--docx", "--xlsx", "--out", filepath.Join(dir, kind))
	}
	o.must("paper", "--kind", "交接登记表", "--from", "2026-01-01", "--unit", "人社局", "--xlsx", "--out", filepath.Join(dir, "登记表"))
	o.run("import", "--report", filepath.Join(dir, "问题.xlsx"), o.write("收不了.csv", "走访日期,走访单位,企业名称,反映问题,责任单位", "没有日期,甲县纪委监委,=cmd,用电不足,供电公司"))
	seen := map[string]int{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		ext := filepath.Ext(path)
		seen[ext]++
		if unclean[ext] == nil {
			t.Errorf("%s is of a kind nobody looks into", path)
		}
		for name, body := range partsOf(t, path) {
			for _, bad := range unclean[ext] {
				if at := bad.FindStringIndex(body); at != nil {
					t.Errorf("%s, %s holds …%s…", filepath.Base(path), name, body[max(0, at[0]-40):min(len(body), at[1]+60)])
				}
			}
			if strings.Contains(name, "comments") && strings.Contains(body, "<author>") && !strings.Contains(body, "<author>亲清台账</author>") {
				t.Errorf("%s has comments of somebody: %s", filepath.Base(path), body[:min(len(body), 300)])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen[".xlsx"] < 14 || seen[".docx"] < 6 || seen[".pdf"] < 8 || seen[".png"] != 1 {
		t.Errorf("looked into %v", seen)
	}
}

// partsOf are the parts of a file with their names; one that has none is one part.
func partsOf(t *testing.T, path string) map[string]string {
	t.Helper()
	out := map[string]string{}
	if ext := filepath.Ext(path); ext != ".xlsx" && ext != ".docx" {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[""] = string(b)
		return out
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, e := range z.File {
		if e.Comment != "" || len(e.Extra) > 0 && strings.Contains(string(e.Extra), "ux") {
			t.Errorf("%s: %s says more than its name", path, e.Name)
		}
		r, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name] = e.Name + "\n" + string(b)
	}
	return out
}
