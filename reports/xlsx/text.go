package xlsx

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/xuri/excelize/v2"
)

// cleanText returns s as a cell can hold it: valid UTF-8, only characters XML
// 1.0 allows, line ends as \n, at most 32,767 UTF-16 units. cut tells that the
// end was lost to that limit.
func cleanText(s string) (out string, cut bool) {
	if !isClean(s) {
		s = dropIllegal(s)
	}
	if len(s) <= excelize.TotalCellChars {
		return s, false
	}
	units := 0
	for i, r := range s {
		n := 1
		if r > 0xFFFF {
			n = 2
		}
		if units+n > excelize.TotalCellChars {
			return s[:i], true
		}
		units += n
	}
	return s, false
}

func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\t' && c != '\n' {
			return false
		}
	}
	return utf8.ValidString(s) && !strings.ContainsAny(s, "\uFFFE\uFFFF")
}

func dropIllegal(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == utf8.RuneError && n == 1:
		case r == '\r':
			b.WriteByte('\n')
		case r < 0x20 && r != '\t' && r != '\n':
		case r == 0xFFFE || r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// displayWidth is the width of one line in half-width places: a Chinese
// character takes two, and so does punctuation that a Chinese font sets wide.
func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		if r < 0x80 {
			n++
			continue
		}
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
			n += 2
		default:
			n++
		}
	}
	return n
}

// widest is the display width of the longest line of s.
func widest(s string) int {
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n = max(n, displayWidth(line))
	}
	return n
}

// lineCount estimates how many lines s takes when wrapped to room half-width places.
func lineCount(s string, room float64) int {
	per := max(int(room), 2)
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n += max(1, (displayWidth(line)+per-1)/per)
	}
	return n
}

// sheetName makes a name Excel takes: none of : \ / ? * [ ], no straight quote
// (in references it would have to be doubled), at most 31 units, not the
// reserved History, and unlike every name in used (letters compared without
// case). The result is added to used.
func sheetName(want string, used map[string]bool) string {
	name, _ := cleanText(want)
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(":\\/?*[]\n\t", r) {
			return '_'
		}
		if r == '\'' {
			return '’'
		}
		return r
	}, name)
	name = strings.TrimSpace(name)
	if name == "" {
		name = "表"
	}
	if strings.EqualFold(name, "history") {
		name += "_"
	}
	base := name
	for i := 1; ; i++ {
		tail := ""
		if i > 1 {
			tail = "(" + itoa(i) + ")"
		}
		name = cutUnits(base, excelize.MaxSheetNameLength-len(tail)) + tail
		if key := strings.ToLower(name); !used[key] {
			used[key] = true
			return name
		}
	}
}

func cutUnits(s string, limit int) string {
	units := 0
	for i, r := range s {
		n := 1
		if r > 0xFFFF {
			n = 2
		}
		if units+n > limit {
			return s[:i]
		}
		units += n
	}
	return s
}
