package data

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Normalise is the form in which texts are compared for identity: full-width forms
// folded, all white space, quotes and punctuation dropped, letters upper-cased. Marks
// inside a number stay (1.5 is not 15, 3-5 not 35, 5% not 5); the comma of thousands
// does not. It is for comparing only and never shown. Normalising twice changes nothing.
func Normalise(s string) string {
	if out, ok := normalisePlain(s); ok {
		return out
	}
	return normaliseAny(s)
}

// HoldsCharacter is strings.Contains(Normalise(s), c) for a normalised text of one character,
// quickly: a Chinese character stands in a text as it is, or as one of its compatibility forms.
func HoldsCharacter(s, c string) bool {
	if r, size := utf8.DecodeRuneInString(c); size < len(c) || !isHan(r) || strings.ContainsFunc(s, becomesHan) {
		return strings.Contains(Normalise(s), c)
	}
	return strings.Contains(s, c)
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// becomesHan says whether a character may turn into another, Chinese one when normalised.
func becomesHan(r rune) bool { return r >= 0xF900 && r <= 0xFAFF || r > 0xFFFF }

func inHalfWidth(r rune) byte {
	if r == '：' {
		return ':'
	}
	return byte(r)
}

// plainMarks are dropped wherever they stand.
const plainMarks = "，。、；！？（）《》“”‘’"

// normalisePlain normalises a text of nothing but common Chinese characters and marks,
// letters, digits and spaces, as nearly all are; ok is false for others.
func normalisePlain(s string) (out string, ok bool) {
	kept := make([]byte, 0, len(s))
	digit := false
	for i, r := range s {
		switch {
		case isHan(r):
			kept = utf8.AppendRune(kept, r)
		case r >= 'a' && r <= 'z':
			kept = append(kept, byte(r-'a'+'A'))
		case r >= 'A' && r <= 'Z', isDigit(r):
			kept = append(kept, byte(r))
		case r == ' ', r == '\n', strings.ContainsRune(plainMarks, r):
		case r == '：', r == '%', strings.ContainsRune(marksInNumbers, r):
			after := i + utf8.RuneLen(r)
			if digit && (r == '%' || after < len(s) && isDigit(rune(s[after]))) {
				kept = append(kept, inHalfWidth(r))
			}
		default:
			return "", false
		}
		digit = isDigit(r)
	}
	return string(kept), true
}

func normaliseAny(s string) string {
	text := []rune(norm.NFC.String(width.Fold.String(s)))
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range text {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		case unicode.IsPunct(r) && !inNumber(text, i):
		default:
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return norm.NFC.String(b.String())
}

// marksInNumbers belong to a number when they stand between two digits.
const marksInNumbers = ".-/:"

// inNumber says whether the mark at i belongs to a number, so that dropping it would
// make two numbers look the same.
func inNumber(text []rune, i int) bool {
	if i == 0 || !isDigit(text[i-1]) {
		return false
	}
	if text[i] == '%' {
		return true
	}
	return strings.ContainsRune(marksInNumbers, text[i]) && i+1 < len(text) && isDigit(text[i+1])
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
