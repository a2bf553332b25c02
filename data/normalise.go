package data

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Normalise is the form in which texts are compared for identity: full-width forms
// folded, all white space, quotes and punctuation dropped, letters upper-cased. Marks
// inside a number stay (1.5 is not 15, 3-5 not 35, 5% not 5); the comma of thousands
// does not. It is for comparing only and never shown. Normalising twice changes nothing.
func Normalise(s string) string {
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

// inNumber says whether the mark at i belongs to a number, so that dropping it would
// make two numbers look the same.
func inNumber(text []rune, i int) bool {
	if i == 0 || !isDigit(text[i-1]) {
		return false
	}
	if text[i] == '%' {
		return true
	}
	return strings.ContainsRune(".-/:", text[i]) && i+1 < len(text) && isDigit(text[i+1])
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
