package xlsx

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestBlank(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]any{"A1": "反映问题", "A2": "机密★甲乙丙", "A3": "用电<不足>", "B2": "留下", "B3": 12} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellRichText("Sheet1", "A4", []excelize.RichTextRun{{Text: "机密"}, {Text: "★丁戊己", Font: &excelize.Font{Bold: true}}}); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellFormula("Sheet1", "A5", `"机密★"&"庚辛壬"`); err != nil {
		t.Fatal(err)
	}
	var in bytes.Buffer
	if err := f.Write(&in); err != nil {
		t.Fatal(err)
	}
	out, err := Blank(in.Bytes(), func(s string) bool { return strings.Contains(s, "机密★") }, "（已清空）")
	if err != nil {
		t.Fatal(err)
	}
	zr, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range zr.File {
		raw, err := readPart(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"机密", "甲乙丙", "丁戊己", "庚辛壬"} {
			if strings.Contains(string(raw), secret) {
				t.Errorf("%s still holds %s", e.Name, secret)
			}
		}
	}
	got, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	for cell, want := range map[string]string{"A1": "反映问题", "A2": "（已清空）", "A3": "用电<不足>", "A4": "（已清空）", "B2": "留下", "B3": "12"} {
		if v, err := got.GetCellValue("Sheet1", cell); err != nil || v != want {
			t.Errorf("%s: %q, %v, want %q", cell, v, err, want)
		}
	}
	if _, err := Blank([]byte("no workbook"), func(string) bool { return true }, ""); err == nil {
		t.Error("what is no workbook is taken")
	}
}
