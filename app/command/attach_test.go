package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAttachmentsByCommand(t *testing.T) {
	o := newOffice(t)
	o.run("problem", "add", "--date", "2026-10-08", "--content", "用工缺口", "--unit", "人社局", "--due", "7个工作日")
	one, two := filepath.Join(o.dir, "一.jpg"), filepath.Join(o.dir, "二.jpg")
	for _, path := range []string{one, two} {
		if err := os.WriteFile(path, []byte(path), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, errs, code := o.run("attach", "WT-2026-0001", one, two, "--event", "2"); code != exitDone {
		t.Fatal(errs)
	}
	out, _, _ := o.run("--json", "show", "WT-2026-0001")
	var shown struct{ Attachments []attachmentJSON }
	if err := json.Unmarshal([]byte(out), &shown); err != nil || len(shown.Attachments) != 2 || shown.Attachments[1].Name != "二.jpg" || shown.Attachments[1].Event != 2 {
		t.Fatalf("%v: %+v", err, shown)
	}
	if _, errs, code := o.run("attach", "WT-2026-0001", one); code != exitDone { // on the problem itself: another place
		t.Error(errs)
	}
	if _, errs, code := o.run("attach", "WT-2026-0001", one); code == exitDone || !strings.Contains(errs, "内容相同") {
		t.Errorf("exit %d: %s", code, errs)
	}
	out, errs, code := o.run("--json", "backup", "--out", filepath.Join(o.dir, "备份.db"))
	if code != exitDone || !strings.Contains(strings.ReplaceAll(out, " ", ""), `"files":2`) {
		t.Errorf("exit %d: %s %s", code, out, errs)
	}
	stray := filepath.Join(o.db()+".附件", "ab", "abcd")
	if err := os.MkdirAll(filepath.Dir(stray), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(stray, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(stray, old, old); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := o.run("check"); code != exitDatabase || !strings.Contains(errs, "用 check --clean 清理") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if _, errs, code := o.run("check", "--clean"); code != exitDone || !strings.Contains(errs, "已清理") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestSubTasksByCommand(t *testing.T) {
	o := newOffice(t)
	o.run("problem", "add", "--date", "2026-10-08", "--content", "用工缺口", "--unit", "人社局", "--due", "30个工作日")
	for _, args := range [][]string{
		{"event", "add", "WT-2026-0001", "办理", "--date", "2026-10-09", "--support", "分派", "--unit", "财政局", "--due", "5个工作日"},
		{"event", "add", "WT-2026-0001", "办理", "--date", "2026-10-12", "--support", "完成", "--unit", "财政局"},
	} {
		if _, errs, code := o.run(args...); code != exitDone {
			t.Fatal(errs)
		}
	}
	out, _, _ := o.run("--json", "show", "WT-2026-0001")
	var shown struct {
		State    string
		SubTasks []subTaskJSON `json:"sub_tasks"`
	}
	if err := json.Unmarshal([]byte(out), &shown); err != nil || shown.State != "已交办" || len(shown.SubTasks) != 1 || shown.SubTasks[0] != (subTaskJSON{Unit: "财政局", Due: "2026-10-15", DoneOn: "2026-10-12"}) {
		t.Errorf("%v: %+v", err, shown)
	}
	if _, errs, code := o.run("event", "add", "WT-2026-0001", "办理", "--support", "一半", "--unit", "财政局"); code == exitDone || !strings.Contains(errs, "只有“分派”和“完成”") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestAPartHandedOutByMistakeByCommand: voiding takes the unit back as the window does,
// unless it is to stay.
func TestAPartHandedOutByMistakeByCommand(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want int
	}{"taken back": {nil, 0}, "stays": {[]string{"--stays"}, 1}} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.must("problem", "add", "--date", "2026-10-08", "--content", "用工缺口", "--unit", "人社局", "--due", "30个工作日")
			o.must("event", "add", "WT-2026-0001", "办理", "--date", "2026-10-09", "--support", "分派", "--unit", "财政局", "--due", "5个工作日")
			o.must(append([]string{"event", "void", "WT-2026-0001", "3", "--reason", "分派错了单位"}, c.args...)...)
			var shown struct {
				SubTasks []subTaskJSON `json:"sub_tasks"`
			}
			if err := json.Unmarshal([]byte(o.must("--json", "show", "WT-2026-0001")), &shown); err != nil || len(shown.SubTasks) != c.want {
				t.Errorf("%v: %+v", err, shown)
			}
		})
	}
}
