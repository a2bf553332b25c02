package data

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CheckUSCC checks a 统一社会信用代码 by GB 32100-2015: 18 characters of its alphabet
// (no I, O, S, V, Z) and the check character in the last place. The error names the fault.
func CheckUSCC(s string) error {
	if n := utf8.RuneCountInString(s); n != 18 {
		return Errorf(Invalid, "uscc", "统一社会信用代码应为 18 位，现在是 %d 位。", n)
	}
	place := 0
	for _, r := range s {
		place++
		if r > unicode.MaxASCII || strings.IndexByte(usccAlphabet, byte(r)) < 0 {
			return Errorf(Invalid, "uscc", "统一社会信用代码第 %d 位“%c”不是允许的字符（须为半角数字和大写字母，不用 I、O、S、V、Z）。", place, r)
		}
	}
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(usccAlphabet, s[i]) * weight
		weight = weight * 3 % 31
	}
	want := usccAlphabet[(31-sum%31)%31]
	if s[17] != want {
		return Errorf(Invalid, "uscc", "统一社会信用代码的校验位不符：第 18 位应为“%c”，请核对是否录错。", want)
	}
	return nil
}
