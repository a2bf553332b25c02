package command

import (
	"cmp"
	"path/filepath"
	"strings"
	"testing"
)

// manned switches accounts on and makes a clerk and an approver; as runs a command as one
// of them.
func (o *office) manned() (as func(name string, args ...string) (string, string, int), code string) {
	o.t.Helper()
	for variable, value := range map[string]string{"QINQING_SYSTEM_PASSWORD": "xitong-8-8", "QINQING_SECRECY_PASSWORD": "baomi-8-8-8", "QINQING_AUDITOR_PASSWORD": "shenji-8-8"} {
		o.t.Setenv(variable, value)
	}
	passwords := map[string]string{"钱系统": "xitong-8-8", "孙保密": "baomi-8-8-8", "李审计": "shenji-8-8", "周经办": "zhou-12345", "冯审批": "feng-12345"}
	var told struct {
		Code string `json:"recovery_code"`
	}
	o.json(exitDone, &told, "person", "on", "--system", "钱系统", "--secrecy", "孙保密", "--auditor", "李审计")
	as = func(name string, args ...string) (string, string, int) {
		o.t.Helper()
		o.t.Setenv("QINQING_PASSWORD", cmp.Or(passwords[name], "wrong-8-8-8"))
		return o.run(append([]string{"--actor", name}, args...)...)
	}
	for name, role := range map[string]string{"周经办": "经办", "冯审批": "审批"} {
		o.t.Setenv("QINQING_NEW_PASSWORD", passwords[name])
		for by, args := range map[string][]string{"钱系统": {"person", "add", name}} {
			if _, errs, code := as(by, args...); code != exitDone {
				o.t.Fatalf("%v: %s", args, errs)
			}
		}
		if _, errs, code := as("孙保密", "person", "roles", name, role); code != exitDone {
			o.t.Fatalf("%s: %s", name, errs)
		}
	}
	return as, told.Code
}

// Where accounts are on every subcommand wants to know who asks, and obeys what they may:
// code 3, nothing on stdout, words that say what is needed.
func TestSubcommandsObeyRoles(t *testing.T) {
	o := newOffice(t)
	o.must("import", o.sample("visits.xlsx"))
	code := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-30")
	as, _ := o.manned()
	out := filepath.Join(o.dir, "全.xlsx")
	for _, c := range []struct {
		who  string
		want int
		told string
		args []string
	}{
		{"", exitDatabase, "--actor", []string{"show", code}},
		{"没有这个人", exitDatabase, "姓名或密码不对", []string{"show", code}},
		{"周经办", exitDone, "", []string{"show", code}},
		{"周经办", exitDone, "", []string{"event", "add", code, "签收", "--date", "2026-10-03"}},
		{"周经办", exitDatabase, "审批", []string{"event", "add", code, "延期", "--due", "2026-12-30", "--date", "2026-10-05", "--note", "难", "--approver", "某人"}},
		{"周经办", exitDatabase, "审批", []string{"export", "--ledger", "problems", "--unmasked", "--reason", "核对", "--out", out}},
		{"冯审批", exitDone, "", []string{"export", "--ledger", "problems", "--unmasked", "--reason", "核对", "--out", out}},
		{"周经办", exitDatabase, "审批", []string{"bulletin", "close", "--month", "2026-09"}},
		{"冯审批", exitDone, "", []string{"bulletin", "close", "--month", "2026-09"}},
		{"周经办", exitDatabase, "系统管理员", []string{"set", "office.name", "甲"}},
		{"钱系统", exitDone, "", []string{"set", "office.name", "甲"}},
		{"钱系统", exitDatabase, "不查看台账内容", []string{"show", code}},
		{"钱系统", exitDatabase, "不查看台账内容", []string{"stats", "--month", "2026-10"}},
		{"李审计", exitDatabase, "不查看台账内容", []string{"search", "用工"}},
		{"孙保密", exitDatabase, "不查看台账内容", []string{"export", "--ledger", "visits", "--out", out}},
		{"李审计", exitDone, "", []string{"log"}},
		{"李审计", exitDone, "", []string{"check"}},
		{"钱系统", exitDatabase, "操作记录", []string{"log"}},
		{"周经办", exitDatabase, "管理账号", []string{"person", "add", "新人"}},
		{"李审计", exitDone, "", []string{"person", "list"}},
		{"周经办", exitDatabase, "", []string{"person", "off"}},
	} {
		got, errs, exit := as(c.who, c.args...)
		if exit != c.want || !strings.Contains(errs, c.told) || exit != exitDone && got != "" || strings.Contains(got+errs, "zhou-12345") {
			t.Errorf("%s %v: exit %d %q %q", c.who, c.args, exit, got, errs)
		}
	}
	if text, _, _ := as("李审计", "log"); strings.Contains(text, "用工缺口") || strings.Contains(text, "visits.xlsx") || !strings.Contains(text, "账号 周经办") {
		t.Errorf("the auditor is told:\n%s", text)
	}
}

// The way in when a password is forgotten, and the way back to working without accounts.
func TestRecoveryAndOff(t *testing.T) {
	o := newOffice(t)
	as, code := o.manned()
	t.Setenv("QINQING_RECOVERY_CODE", "AAAA-BBBB-CCCC-DDDD-EEEE")
	t.Setenv("QINQING_NEW_PASSWORD", "wangle-mima-9")
	if _, errs, exit := o.run("person", "recover"); exit != exitDatabase || !strings.Contains(errs, "恢复码不对") {
		t.Errorf("exit %d %s", exit, errs)
	}
	t.Setenv("QINQING_RECOVERY_CODE", code)
	var told struct {
		Code string `json:"recovery_code"`
	}
	o.json(exitDone, &told, "person", "recover")
	if _, errs, exit := as("钱系统", "person", "list"); exit != exitDatabase {
		t.Errorf("the old password: exit %d %s", exit, errs)
	}
	t.Setenv("QINQING_PASSWORD", "wangle-mima-9")
	if out, errs, exit := o.run("--actor", "钱系统", "person", "list"); exit != exitDone || !strings.Contains(out, "周经办") {
		t.Errorf("exit %d %s", exit, errs)
	}
	t.Setenv("QINQING_SECOND_PASSWORD", "baomi-8-8-8")
	if _, errs, exit := o.run("--actor", "钱系统", "person", "off", "--second", "孙保密"); exit != exitDone {
		t.Errorf("exit %d %s", exit, errs)
	}
	if out := o.must("person", "list"); !strings.Contains(out, "周经办") {
		t.Errorf("the accounts stay: %s", out)
	}
	o.must("set", "office.name", "乙")
	if out := o.must("log"); !strings.Contains(out, "停用账号（由 钱系统、孙保密）") || !strings.Contains(out, "恢复码不对") {
		t.Errorf("the log:\n%s", out)
	}
}
