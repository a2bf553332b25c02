package command

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// breakLedger runs a statement on the office's file behind the program's back.
func breakLedger(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

func TestCheckRepair(t *testing.T) {
	o := newOffice(t)
	o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-20")
	if got := o.must("check", "--repair"); !strings.Contains(got, "没有需要修复的") {
		t.Errorf("a sound ledger: %s", got)
	}
	breakLedger(t, o.db(), "UPDATE problem SET registered = '2026-01-01', since = '2026-01-01'")
	out, errs, code := o.run("check")
	if code != exitDatabase || !strings.Contains(out, "登记日期") || !strings.Contains(errs, "check --repair") {
		t.Errorf("exit %d: %s %s", code, out, errs)
	}
	var j struct{ Found, Done, Left []string }
	o.json(exitDone, &j, "check", "--repair")
	if len(j.Found) == 0 || len(j.Done) == 0 || len(j.Left) > 0 {
		t.Errorf("%+v", j)
	}
	if got := o.must("check", "--deep"); !strings.Contains(got, "没有发现问题") {
		t.Errorf("afterwards: %s", got)
	}
	breakLedger(t, o.db(), "INSERT INTO memo VALUES('form.登记', '{半')")
	out, errs, code = o.run("check", "--repair")
	if code != exitDatabase || !strings.Contains(out, "没有动") || strings.Contains(errs, "check --repair") {
		t.Errorf("what is no derivation: exit %d: %s %s", code, out, errs)
	}
}
