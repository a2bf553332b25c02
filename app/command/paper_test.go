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
