package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What bears a classification is refused wherever it is typed.
func TestClassifiedTextsAreRefused(t *testing.T) {
	o := newOffice(t)
	code := o.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-02", "--unit", "人社局")
	for name, args := range map[string][]string{
		"a problem": {"problem", "add", "--content", "附件标有机密★5年"},
		"a visit":   {"visit", "add", "--date", "2026-10-02", "--unit", "县纪委", "--enterprise", "示例甲厂", "--note", "绝密级"},
		"an event":  {"event", "add", code, "办理", "--date", "2026-10-09", "--note", "秘密★"},
	} {
		t.Run(name, func(t *testing.T) {
			if out, told, exit := o.run(args...); exit == exitDone || !strings.Contains(told, "严禁录入国家秘密") {
				t.Errorf("exit %d: %s %s", exit, out, told)
			}
		})
	}
}

// The copy with the refused rows does not hold the text that was refused.
func TestRejectsHoldNothingClassified(t *testing.T) {
	const head, good, bad = "走访日期,走访单位,企业名称,反映问题,责任单位,备注", "2026-10-08,县纪委,甲公司,用电不足,供电公司,", "2026-10-09,县纪委,乙公司,机密★甲乙丙项目缺地,自然资源局,留着"
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range []string{head, good, bad} {
		cells := []any{}
		for _, c := range strings.Split(row, ",") {
			cells = append(cells, c)
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", at, &cells); err != nil {
			t.Fatal(err)
		}
	}
	for name, write := range map[string]func(o *office) string{
		"a workbook": func(o *office) string {
			path := filepath.Join(o.dir, "走访2026年10月.xlsx")
			if err := book.SaveAs(path); err != nil {
				t.Fatal(err)
			}
			return path
		},
		"a text": func(o *office) string { return o.write("走访2026年10月.csv", head, good, bad) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			path := write(o)
			out, told, exit := o.run("import", path)
			if exit != exitPartly || strings.Contains(out+told, "甲乙丙") {
				t.Errorf("exit %d: %s%s", exit, out, told)
			}
			copied := RejectsPath(path)
			if _, err := os.Stat(copied); err != nil {
				t.Fatal(err)
			}
			text := everythingIn(t, copied)
			if strings.Contains(text, "甲乙丙") || !strings.Contains(text, "原文标有密级，已清空") || !strings.Contains(text, "留着") {
				t.Errorf("%s", text[:min(len(text), 400)])
			}
		})
	}
}
