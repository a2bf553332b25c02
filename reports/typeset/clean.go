package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text drawable: bytes that are no UTF-8 become U+FFFD (drawn as 〓),
// tabs become spaces, line ends become \n, and control and other invisible
// characters (zero-width, direction marks, variation selectors) go.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			b.WriteByte('\n')
		case r == '\n':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case invisible(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func plain(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r != '\n' && invisible(r) || r == '\u2028' || r == '\u2029' {
			return false
		}
	}
	return true
}

func invisible(r rune) bool {
	if r < 0x7f {
		return r < 0x20
	}
	if r >= 0x2e80 && r < 0xd800 || r >= 0xff01 && r < 0xfff0 {
		return r >= 0xfe00 && r < 0xfe10
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		r >= 0xfff0 && r < 0xfffd || r&0xfffe == 0xfffe
}
