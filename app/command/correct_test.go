package command

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A real date typed later takes the place of the 推定 one, on record.
func TestCorrect(t *testing.T) {
	o := newOffice(t)
	path := filepath.Join(o.dir, "整改台账.csv")
	if err := os.WriteFile(path, []byte("问题来源,问题类别,具体问题,牵头单位,整改时限,完成情况,是否销号\n季度督查,用工,某园区用工缺口大,人社局,2026-09-30,已完成,否\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("import", "--as-of", "2026-10-31", path)
	const code = "WT-2026-0001"
	var d detail
	o.json(exitDone, &d, "show", code)
	seq := ""
	for _, e := range d.Events {
		if e.Kind == "办结" && e.Inferred {
			seq = strconv.Itoa(e.Seq)
		}
	}
	if seq == "" {
		t.Fatalf("no 推定 办结 to correct: %+v", d.Events)
	}
	o.wants(0, "办结", "本期", "all", "", "2026-10")
	o.wants(1, "补录办结", "本期", "all", "", "2026-10")
	for _, c := range []struct {
		name, words string
		args        []string
	}{
		{"no reason", "--reason", []string{code, seq, "--date", "2026-10-20"}},
		{"nothing to correct", "没有写明要改什么", []string{code, seq, "--reason", "查实"}},
		{"no such event", "没有第 99 条", []string{code, "99", "--date", "2026-10-20", "--reason", "查实"}},
		{"a day to come", "在今天之后", []string{code, seq, "--date", "2026-12-20", "--reason", "查实"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, errs, exit := o.run(append([]string{"event", "correct"}, c.args...)...)
			if exit != exitUsage || !strings.Contains(errs, c.words) {
				t.Errorf("exit %d: %s", exit, errs)
			}
		})
	}
	o.must("event", "correct", code, seq, "--date", "2026-10-31", "--reason", "查到验收单")
	o.wants(1, "办结", "本期", "all", "", "2026-10")
	o.wants(0, "补录办结", "本期", "all", "", "2026-10")
	o.json(exitDone, &d, "show", code)
	last := d.Events[len(d.Events)-1]
	if last.Inferred || last.On != "2026-10-31" || last.Actor != "测试员" {
		t.Errorf("the corrected event: %+v", last)
	}
	if out := o.must("show", code); !strings.Contains(out, "（已作废：查到验收单）") {
		t.Errorf("the old one is not on record: %s", out)
	}
	if _, errs, exit := o.run("event", "correct", code, seq, "--date", "2026-10-20", "--reason", "又查"); exit != exitUsage || !strings.Contains(errs, "已经作废") {
		t.Errorf("a voided event corrected: exit %d %s", exit, errs)
	}
	o.must("undo")
	o.wants(1, "补录办结", "本期", "all", "", "2026-10")
	o.must("check")
}
