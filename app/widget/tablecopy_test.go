package widget

import "testing"

// What is pasted into a worksheet is reckoned there if it looks like a formula; numbers are
// left as they are.
func TestCopiedTextIsNoFormula(t *testing.T) {
	for text, want := range map[string]bool{
		`=HYPERLINK("http://x")`: true, "=1": true, " =1+1": true, "@SUM(A1)": true, "+cmd|' /C calc'!A0": true, "-2+3": true, "-无": true,
		"": false, "示例": false, "-12.5%": false, "+86": false, "0595-1234": false, "a=b": false, "——": false,
	} {
		if got := reckons(text); got != want {
			t.Errorf("%q is a formula: %v, want %v", text, got, want)
		}
	}
}

func TestPastedCellStaysTextInItsCell(t *testing.T) {
	for text, want := range map[string]string{"=1+1\t二": "'=1+1 二", "@SUM(A1)": "'@SUM(A1)", "-3.5": "-3.5", "财政局": "财政局", "甲\r\n乙": "甲 乙", "": ""} {
		if got := PastedCell(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
