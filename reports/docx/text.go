package docx

import (
	"slices"
	"strconv"
	"strings"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

func itoa(n int) string { return strconv.Itoa(n) }

// clean makes text that XML can hold and that hides nothing; damaged bytes are told of.
func (f *flow) clean(s string) string {
	s = typeset.Clean(s)
	if strings.ContainsRune(s, 0xfffd) {
		f.warn(DamagedText, "文字里有损坏的字符，Word 文件里显示为“\ufffd”。请核对原文")
	}
	return s
}

// oneLine is clean text without line ends.
func (f *flow) oneLine(s string) string { return strings.ReplaceAll(f.clean(s), "\n", " ") }

func (f *flow) warn(code, text string) {
	w := reports.Warning{Code: code, Text: text}
	if !slices.Contains(f.warnings, w) {
		f.warnings = append(f.warnings, w)
	}
}
