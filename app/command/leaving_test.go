package command

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// gossip is a ledger whose texts name firms, people and numbers in many ways.
const gossip = `走访日期,走访单位,企业名称,统一社会信用代码,企业联系人,联系电话,走访人员,反映问题,主办单位,办结时限,备注
2026-10-08,甲县纪委监委,晋江市恒岳达陶瓷有限公司,91350582TEST000018,欧阳试,13800001234,司徒样,"恒岳达反映用电不足，联系欧阳试138-0000-1234，隔壁宏远达石材加工厂也缺电",示例供电服务中心,10月底前（欧阳试13800001234催办）,欧阳试要求回电
2026-10-09,甲县纪委监委,石狮闽粤通食品厂,,诸葛范,0595-22345678,"司徒样、尉迟例","闽粤通食品与恒 岳 达（陶瓷）有货款纠纷，诸葛范电话０５９５２２３４５６７８",示例商务服务中心,,代码91350582test000018
`

// duties is a ledger that names people in columns of their own, and one of them in a text.
const duties = `序号,问题来源,具体问题,牵头领导,责任单位,责任人,第二联系人,整改时限,整改进展
1,巡察移交,"窗口少，百里领与拓跋任到场",百里领,示例商务服务中心,拓跋任,呼延备13711112222,2026-12-31,已请呼延备13711112222核实
`

// Whatever is made without lifting the mask, in whatever form, names nobody: the text a
// reader sees, the parts inside the files, comments and properties.
func TestNobodyIsNamedInWhatLeaves(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(o.dir, "走访.csv")
	if err := os.WriteFile(path, []byte(gossip), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("import", path)
	path = filepath.Join(o.dir, "整改.csv")
	if err := os.WriteFile(path, []byte(duties), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("import", path)
	o.must("import", o.sample("visits.xlsx"))
	secrets := append(o.secrets(t), "恒岳达", "闽粤通", "宏远达", "欧阳试", "诸葛范", "司徒样", "尉迟例", "91350582TEST000018", "91350582test000018",
		"138-0000-1234", "22345678", "百里领", "拓跋任", "呼延备", "13711112222", "０５９５２２３４５６７８")
	if len(secrets) < 200 {
		t.Fatalf("only %d secrets: the test looks for too little", len(secrets))
	}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"公文式", []string{"bulletin", "make", "--month", "2026-10", "--tree", filepath.Join(o.dir, "A", "tree.json"), "--out", filepath.Join(o.dir, "A")}},
		{"简报式", []string{"bulletin", "make", "--quarter", "2026-3", "--template", "B", "--out", filepath.Join(o.dir, "B")}},
		{"信函格式", []string{"bulletin", "make", "--year", "2026", "--template", "C", "--out", filepath.Join(o.dir, "C")}},
		{"problems", []string{"export", "--ledger", "problems", "--out", filepath.Join(o.dir, "D", "problems.xlsx")}},
		{"visits", []string{"export", "--ledger", "visits", "--out", filepath.Join(o.dir, "D", "visits.xlsx")}},
		{"events", []string{"export", "--ledger", "events", "--out", filepath.Join(o.dir, "D", "events.xlsx")}},
	} {
		if err := os.MkdirAll(filepath.Join(o.dir, "D"), 0o755); err != nil {
			t.Fatal(err)
		}
		o.must(c.args...)
	}
	seen := 0
	for _, dir := range []string{"A", "B", "C", "D"} {
		files, err := filepath.Glob(filepath.Join(o.dir, dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			seen++
			text := everythingIn(t, f)
			for _, s := range secrets {
				if strings.Contains(text, s) {
					at := strings.Index(text, s)
					t.Errorf("%s/%s names %s: …%s…", dir, filepath.Base(f), s, text[max(0, at-30):min(len(text), at+60)])
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("looked into %d files", seen)
	}
	// The search itself must find what is there.
	open := filepath.Join(o.dir, "open")
	o.must("bulletin", "make", "--month", "2026-10", "--out", open, "--unmasked", "--reason", "测试查找本身")
	files, _ := filepath.Glob(filepath.Join(open, "*"))
	for _, f := range files {
		text := everythingIn(t, f)
		if !slices.ContainsFunc(secrets, func(s string) bool { return strings.Contains(text, s) }) {
			t.Errorf("the search is broken: it finds nothing in the unmasked %s", filepath.Base(f))
		}
	}
}

// secrets are the names, people, numbers and codes the database holds, as its own
// unmasked export gives them.
func (o *office) secrets(t *testing.T) []string {
	t.Helper()
	path := filepath.Join(o.dir, "all.xlsx")
	o.must("export", "--ledger", "visits", "--unmasked", "--reason", "测试取名", "--out", path)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, h := range rows[0] {
		if h != "企业名称" && !strings.Contains(h, "联系") && !strings.Contains(h, "电话") && !strings.Contains(h, "信用代码") && h != "走访人员" {
			continue
		}
		for _, r := range rows[1:] {
			if i < len(r) {
				for _, part := range strings.FieldsFunc(r[i], func(c rune) bool { return strings.ContainsRune("、，, /;；", c) }) {
					if len([]rune(part)) >= 2 && !slices.Contains(out, part) {
						out = append(out, part)
					}
				}
			}
		}
	}
	return out
}

// everythingIn is all text of a file: what is shown and what its parts hold.
func everythingIn(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	switch filepath.Ext(path) {
	case ".pdf":
		var out bytes.Buffer
		for _, args := range [][]string{{"pdftotext", "-raw", path, "-"}, {"pdfinfo", path}} {
			c := exec.Command(args[0], args[1:]...)
			c.Stdout = &out
			if err := c.Run(); err != nil {
				t.Fatalf("%s: %v", args[0], err)
			}
		}
		// Once as it stands and once without line ends, over which a name may run.
		return out.String() + strings.ReplaceAll(out.String(), "\n", "")
	case ".xlsx", ".docx":
		zr, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, e := range zr.File {
			r, err := e.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(e.Name + html.UnescapeString(string(b)))
		}
		return all.String()
	}
	return string(raw)
}
