package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPapers(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(o.dir, "走访.csv")
	if err := os.WriteFile(path, []byte(gossip), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("import", path)
	out := filepath.Join(o.dir, "文书")
	var made struct{ Files []string }
	o.json(exitDone, &made, "paper", "WT-2026-0001", "--kind", "督办函", "--doc-no", "某纪办函〔2026〕3号", "--out", out, "--docx")
	if len(made.Files) != 2 || filepath.Base(made.Files[0]) != "督办函 WT-2026-0001.pdf" || filepath.Ext(made.Files[1]) != ".docx" {
		t.Fatalf("files %v", made.Files)
	}
	for _, f := range made.Files {
		text := everythingIn(t, f)
		for _, want := range []string{"关于督促办理企业反映问题的函", "〔2026〕3号", "WT-2026-0001"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s", filepath.Base(f), want)
			}
		}
		for _, secret := range []string{"恒岳达", "欧阳试", "13800001234", "宏远达"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s names %s", filepath.Base(f), secret)
			}
		}
	}
	conduct := o.must("problem", "add", "--content", "窗口态度生硬", "--complaint", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-20")
	if _, errs, code := o.run("paper", conduct, "--out", out); code == exitDone || !strings.Contains(errs, "problem complained") {
		t.Errorf("about conduct of nobody knows whom: exit %d, %s", code, errs)
	}
	if _, errs, code := o.run("problem", "complained", conduct, " "); code == exitDone || !strings.Contains(errs, "被反映的单位") {
		t.Errorf("complained of nobody: exit %d, %s", code, errs)
	}
	o.must("problem", "complained", conduct, "示例社保中心")
	o.must("paper", conduct, "--out", out)
	o.must("problem", "complained", conduct, "人社局")
	if _, errs, code := o.run("paper", conduct, "--out", out); code == exitDone {
		t.Errorf("to the unit complained of: exit %d, %s", code, errs)
	}
	for name, args := range map[string][]string{
		"a paper nobody knows":   {"paper", "WT-2026-0001", "--kind", "建议书"},
		"a problem nobody knows": {"paper", "WT-2026-9999"},
		"a day that is none":     {"paper", "WT-2026-0001", "--signed-on", "2026-02-30"},
		"lifted without reason":  {"paper", "WT-2026-0001", "--unmasked"},
	} {
		if _, errs, code := o.run(append(args, "--out", out)...); code != exitUsage || errs == "" {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
}

// Every kind of paper can be made by subcommand, as all three files; what names people is
// nobody else's to read.
func TestEveryPaper(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(o.dir, "走访.csv")
	if err := os.WriteFile(path, []byte(gossip), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("import", path)
	o.must("event", "add", "WT-2026-0001", "交办", "--unit", "示例供电服务中心", "--due", "2026-12-31")
	o.must("event", "add", "WT-2026-0001", "督办", "--grade", "蓝")
	for _, c := range []struct {
		name, file string
		inside     bool
		args       []string
	}{
		{"受理单", "企业问题受理单 WT-2026-0001", true, []string{"WT-2026-0001"}},
		{"整改提醒函", "整改提醒函 WT-2026-0001", false, []string{"WT-2026-0001", "--reply-by", "2026-12-31"}},
		{"督查单", "督查单 WT-2026-0001", false, []string{"WT-2026-0001", "--grade", "橙", "--doc-no", "示纪办函〔2026〕8号", "--register"}},
		{"延期审批表", "延期审批表 WT-2026-0001", true, []string{"WT-2026-0001"}},
		{"线索移送登记表", "线索移送登记表 2026-01-01至2026-11-22", true, []string{"--from", "2026-01-01"}},
		{"交接登记表", "交接登记表 示例供电服务中心 2026-01-01至2026-11-22", false, []string{"--from", "2026-01-01", "--unit", "示例供电服务中心"}},
	} {
		out := filepath.Join(o.dir, c.name)
		var made struct{ Files []string }
		o.json(exitDone, &made, append([]string{"paper", "--kind", c.name, "--out", out, "--docx", "--xlsx"}, c.args...)...)
		if len(made.Files) != 3 {
			t.Fatalf("%s: files %v", c.name, made.Files)
		}
		for _, f := range made.Files {
			if !strings.HasPrefix(filepath.Base(f), c.file+".") {
				t.Errorf("%s is called %s", c.name, f)
			}
			st, err := os.Stat(f)
			if err != nil || (st.Mode().Perm() == 0o600) != c.inside {
				t.Errorf("%s: mode %v %v", f, st.Mode(), err)
			}
			if named := strings.Contains(everythingIn(t, f), "恒岳达"); named && !c.inside {
				t.Errorf("%s names the enterprise", f)
			}
		}
	}
	if got := o.must("--json", "show", "WT-2026-0001"); !strings.Contains(got, "督查单 示纪办函〔2026〕8号") {
		t.Errorf("the letter is not registered: %s", got)
	}
	for name, args := range map[string][]string{
		"the number is used":      {"WT-2026-0002", "--kind", "督办函", "--doc-no", "示纪办函〔2026〕8号"},
		"no grade":                {"WT-2026-0001", "--kind", "督查单"},
		"no problem":              {"--kind", "受理单"},
		"clues are never sent":    {"--kind", "线索移送登记表", "--from", "2026-01-01", "--outward"},
		"a form is no letter":     {"WT-2026-0001", "--kind", "受理单", "--register"},
		"no unit":                 {"--kind", "交接登记表", "--from", "2026-01-01"},
		"a unit nobody knows":     {"--kind", "交接登记表", "--from", "2026-01-01", "--unit", "没有的局"},
		"not resolved":            {"WT-2026-0001", "--kind", "回访记录"},
		"answer before it leaves": {"WT-2026-0001", "--kind", "督办函", "--reply-by", "2026-01-01"},
	} {
		if _, errs, code := o.run(append([]string{"paper", "--out", o.dir}, args...)...); code != exitUsage || errs == "" {
			t.Errorf("%s: exit %d, %s", name, code, errs)
		}
	}
}

// An office's own wording beside its ledger comes first; a broken one is told of.
func TestOwnTemplates(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(o.dir, "走访.csv")
	if err := os.WriteFile(path, []byte(gossip), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("import", path)
	dir := o.must("paper", "--templates")
	dir = strings.TrimSpace(dir[strings.LastIndex(dir, "：")+len("："):])
	own := filepath.Join(dir, "paper-assign.txt")
	src, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(own, []byte(strings.Replace(string(src), "企业反映问题交办单", "我们自己的交办单", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("paper", "--templates") // leaves it as it is
	out := filepath.Join(o.dir, "文书")
	var made struct{ Files []string }
	o.json(exitDone, &made, "paper", "WT-2026-0001", "--kind", "交办单", "--out", out)
	if !strings.Contains(everythingIn(t, made.Files[0]), "我们自己的交办单") {
		t.Error("the office's own wording was not used")
	}
	if err := os.WriteFile(own, []byte("标题 = 坏\n{没有}"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, errs, code := o.run("paper", "WT-2026-0001", "--kind", "交办单", "--out", out)
	if code != exitDone || !strings.Contains(errs, "第 2 行：没有名为“没有”的字段") || !strings.Contains(errs, own) {
		t.Errorf("exit %d, %s", code, errs)
	}
}
