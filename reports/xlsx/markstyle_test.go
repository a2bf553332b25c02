package xlsx

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// withStyles is a workbook whose cell A1 has a font, a fill and a border in a colour.
func withStyles(t testing.TB, color string) []byte {
	t.Helper()
	const head = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	side := func(name string) string { return `<` + name + ` style="thin">` + color + `</` + name + `>` }
	styles := head + `<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font>` + color + `<sz val="16"/><name val="黑体"/></font></fonts>` +
		`<fills count="3"><fill><patternFill/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">` +
		strings.Replace(color, "<color", "<fgColor", 1) + `</patternFill></fill></fills>` +
		`<borders count="2"><border/><border>` + side("left") + side("right") + side("top") + side("bottom") + `</border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="14" fontId="1" fillId="2" borderId="1" xfId="0" applyAlignment="1"><alignment wrapText="1"/></xf></cellXfs></styleSheet>`
	return withParts(t, map[string]string{
		"xl/styles.xml": styles,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><tabColor rgb="FF00B050"/></sheetPr>` +
			`<sheetData><row r="1"><c r="A1" s="1"><v>46303</v></c><c r="B1"><v>1</v></c></row></sheetData></worksheet>`,
	})
}

var rgbAttribute = regexp.MustCompile(`\b(?:rgb|lastClr)="([^"]*)"`)

func TestAMarkedCopyHasValidColours(t *testing.T) {
	hex := regexp.MustCompile(`^(?:[0-9A-F]{6}|[0-9A-F]{8})$`)
	for name, color := range map[string]string{
		"no colour":       ``,
		"automatic":       `<color auto="1"/>`,
		"indexed":         `<color indexed="64"/>`,
		"theme":           `<color theme="1"/>`,
		"theme with tint": `<color theme="4" tint="-0.249977111117893"/>`,
		"rgb":             `<color rgb="FF0070C0"/>`,
		"rgb, alpha 0":    `<color rgb="000070C0"/>`,
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			must(t, MarkRejected(&out, withStyles(t, color), []Mark{{"Sheet1", 1, 1, "日期不对"}, {"Sheet1", 1, 2, "不是文字"}}))
			for part, body := range parts(t, out.Bytes()) {
				if part != "xl/styles.xml" && !strings.HasPrefix(part, "xl/worksheets/") {
					continue
				}
				for _, m := range rgbAttribute.FindAllStringSubmatch(body, -1) {
					if !hex.MatchString(m[1]) {
						t.Errorf("%s: %s", part, m[0])
					}
				}
			}
			f := open(t, out.Bytes())
			before, _ := f.GetCellStyle("Sheet1", "A1")
			s, err := f.GetStyle(before)
			must(t, err)
			if got := fmt.Sprintln(s.NumFmt, s.Font.Family, s.Font.Size, len(s.Border), s.Alignment.WrapText, s.Fill.Color); got != "14 黑体 16 4 true [FFC7CE]\n" {
				t.Errorf("the marked cell: %s", got)
			}
		})
	}
}
