package docx

import (
	"strings"
	"unicode/utf8"

	"qinqing/reports"
)

// A date or a number must not be turned at its hyphens where the reader has no 仿宋 and
// what stands in for it has wide digits; a cell with long text gives up the room.
const (
	wideDigit  = 0.68 // of the type size: of the widest usual stand-ins
	cellInset  = 120  // twentieths of a point, both sides of a cell
	mostGiven  = 0.4  // of its width that a column may give up
	onePointIn = 20
)

// roomy widens columns of dates and numbers as far as a column of text can spare it.
func roomy(t *reports.Table, cols []int, size float64) []int {
	lack, spare := make([]int, len(cols)), -1
	for i, w := range cols {
		if need := int(wholeWord(t, i)*wideDigit*size*onePointIn) + cellInset; need > w {
			lack[i] = need - w
		} else if textual(t, i) && (spare < 0 || w > cols[spare]) {
			spare = i
		}
	}
	total := sum(lack)
	if total == 0 || spare < 0 || float64(total) > mostGiven*float64(cols[spare]) {
		return cols
	}
	out := make([]int, len(cols))
	for i, w := range cols {
		out[i] = w + lack[i]
	}
	out[spare] -= total
	return out
}

// wholeWord is the length of the longest date or number with hyphens in a column that
// holds nothing else, 0 for other columns.
func wholeWord(t *reports.Table, col int) (n float64) {
	for _, r := range t.Rows {
		if col >= len(r.Cells) || r.Total {
			continue
		}
		text := r.Cells[col].Text
		switch {
		case text == "" || text == "—":
		case hyphened(text):
			n = max(n, float64(len(text)))
		default:
			return 0
		}
	}
	return n
}

// hyphened says that a text is one word of letters, digits and hyphens: 2026-07-20,
// WT-2026-0177.
func hyphened(text string) bool {
	return strings.Contains(text, "-") && strings.IndexFunc(text, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z')
	}) < 0
}

// textual says that a column holds sentences, which may be turned anywhere.
func textual(t *reports.Table, col int) bool {
	for _, r := range t.Rows {
		if col < len(r.Cells) && utf8.RuneCountInString(r.Cells[col].Text) > 8 && !hyphened(r.Cells[col].Text) {
			return true
		}
	}
	return false
}
