package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// everyRow is all rows of a workbook's first sheet.
func everyRow(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// everyCell is all text of a workbook.
func everyCell(t *testing.T, path string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			all.WriteString(strings.Join(row, "\n") + "\n")
		}
	}
	return all.String()
}

// A transfer says which backups still hold the text, and can't be undone.
func TestTransferNamesTheBackups(t *testing.T) {
	o := newOffice(t)
	code := o.must("problem", "add", "--content", "某科收受礼金", "--date", "2026-10-02")
	backup := o.must("backup")
	out, told, _ := o.run("event", "add", code, "移送线索", "--date", "2026-10-09", "--note", "移9号，交第一室")
	if !strings.Contains(told, "这些备份里还有原文，请自行处理："+backup) || !strings.Contains(out, "移送终结") {
		t.Errorf("told %q, printed %q", told, out)
	}
	if got := o.must("show", code); strings.Contains(got, "礼金") || !strings.Contains(got, "（已移送）") || !strings.Contains(got, "移9号，交第一室") {
		t.Errorf("shown: %s", got)
	}
	if _, told, exit := o.run("undo"); exit == 0 || !strings.Contains(told, "原文已经清除") {
		t.Errorf("undo: %d, %q", exit, told)
	}
	if _, told, _ := o.run("event", "add", o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-02"), "交办", "--unit", "人社局"); strings.Contains(told, "原文") {
		t.Errorf("another event: %q", told)
	}
}

// What a command adds besides what was asked is told.
func TestNewUnitsAreTold(t *testing.T) {
	o := newOffice(t)
	_, told, _ := o.run("problem", "add", "--content", "用地指标", "--date", "2026-10-02", "--unit", "发展和改革局")
	if !strings.Contains(told, "新单位：发展和改革局") {
		t.Errorf("the first time: %q", told)
	}
	_, told, _ = o.run("problem", "add", "--content", "能耗指标", "--date", "2026-10-02", "--unit", "发改委")
	if strings.Contains(told, "新单位") {
		t.Errorf("by its short name: %q", told)
	}
}

// What was declined and what was moved as a clue look alike in the files that leave.
func TestHandedOutIsHandedOut(t *testing.T) {
	o := newOffice(t)
	add := func(content string) string {
		code := o.must("problem", "add", "--content", content, "--enterprise", "示例甲厂", "--category", "用工", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-20")
		return code
	}
	declined, moved, back := add("窗口态度"), add("某科收受礼金"), add("用地指标")
	o.must("event", "add", declined, "不予受理", "--date", "2026-10-09", "--note", "不属职责")
	o.must("event", "add", moved, "移送线索", "--date", "2026-10-09", "--note", "交第一室")
	o.must("event", "add", back, "不予受理", "--date", "2026-10-09", "--note", "不属职责")
	o.must("event", "void", back, "3", "--reason", "应当受理")
	out := filepath.Join(o.dir, "problems.xlsx")
	o.must("export", "--ledger", "problems", "--out", out)
	shown := map[string]string{}
	for _, row := range everyRow(t, out) {
		shown[row[0]] = strings.Join(strings.Fields(strings.Join(row[1:], " ")), " ")
	}
	for name, code := range map[string]string{"declined": declined, "moved as a clue": moved} {
		if shown[code] != "2026-10-02 转出" {
			t.Errorf("%s: %q", name, shown[code])
		}
	}
	if !strings.Contains(shown[back], "用地指标") {
		t.Errorf("declined and taken back: %q", shown[back])
	}
	out = filepath.Join(o.dir, "events.xlsx")
	o.must("export", "--ledger", "events", "--out", out)
	got := everyCell(t, out)
	for _, secret := range []string{declined, moved, "不予受理", "移送", "不属职责"} {
		if strings.Contains(got, secret) {
			t.Errorf("events show %s", secret)
		}
	}
	if !strings.Contains(got, back) {
		t.Error("events lack what was taken back")
	}
}

// No file that leaves shows a transfer of a clue: neither the word nor the text, also
// where the transfer was voided.
func TestNoTransferLeaves(t *testing.T) {
	o := newOffice(t)
	gone := o.must("problem", "add", "--content", "某科收受礼金", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-20")
	kept := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-20")
	voided := o.must("problem", "add", "--content", "用地指标", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-20")
	o.must("event", "add", gone, "移送线索", "--date", "2026-10-09", "--note", "交第一室")
	o.must("event", "add", voided, "移送线索", "--date", "2026-10-09", "--note", "交第一室")
	o.must("event", "void", voided, "3", "--reason", "并非线索，不移送")
	for _, ledger := range []string{"problems", "events", "visits"} {
		out := filepath.Join(o.dir, ledger+".xlsx")
		o.must("export", "--ledger", ledger, "--out", out)
		got := everyCell(t, out)
		if ledger == "problems" != strings.Contains(got, gone) {
			t.Errorf("%s and %s: it is 转出, and nowhere else", ledger, gone)
		}
		for _, secret := range []string{"移送", "礼金", "第一室"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s shows %s", ledger, secret)
			}
		}
		if ledger != "visits" && (!strings.Contains(got, kept) || !strings.Contains(got, voided)) {
			t.Errorf("%s lacks what was not handed on", ledger)
		}
	}
	tree := filepath.Join(o.dir, "tree.json")
	o.must("bulletin", "make", "--month", "2026-10", "--out", o.dir, "--tree", tree)
	raw, err := os.ReadFile(tree)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"移送", "礼金", "第一室"} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("the bulletin shows %s", secret)
		}
	}
}
