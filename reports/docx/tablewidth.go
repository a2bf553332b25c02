package docx

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"qinqing/reports"
)

// A date, a number or a code must not be turned where the reader has no 仿宋 and what
// stands in for it has wide digits; cells with long text give up the room.
const (
	wideDigit  = 0.68 // of the type size: of the widest usual stand-ins
	cellInset  = 120  // twentieths of a point, both sides of a cell
	mostGiven  = 0.4  // of its width that a column may give up
	leastText  = 6    // type sizes that are left to it
	onePointIn = 20
	shortCell  = 10 // from how many characters on a cell may be turned between its words
	longWord   = 24 // letters of a word that is turned anyway
)

// roomy widens columns of dates and numbers as far as columns of text can spare it, those
// first that lack the least: a column half as wide as it should be is of no use.
func roomy(t *reports.Table, cols []int, size float64) []int {
	lack, spare, left := make([]int, len(cols)), make([]int, len(cols)), 0
	var short []int
	for i, w := range cols {
		if textual(t, i) {
			spare[i] = max(0, min(int(mostGiven*float64(w)), w-int(leastText*size*onePointIn)))
			left += spare[i]
		} else if need := int(wholeWord(t, i)*size*onePointIn) + cellInset; need > w && need > cellInset {
			lack[i] = need - w
			short = append(short, i)
		}
	}
	slices.SortStableFunc(short, func(a, b int) int { return cmp.Compare(lack[a], lack[b]) })
	out := slices.Clone(cols)
	for _, i := range short {
		if lack[i] > left {
			break
		}
		left -= lack[i]
		out[i] += lack[i]
		for rest := lack[i]; rest > 0; { // the widest text gives first
			from := widest(out, spare)
			cut := min(rest, spare[from])
			out[from] -= cut
			spare[from] -= cut
			rest -= cut
		}
	}
	return out
}

// widest is the widest of the columns that have something to spare.
func widest(cols, spare []int) int {
	at := -1
	for i, s := range spare {
		if s > 0 && (at < 0 || cols[i] > cols[at]) {
			at = i
		}
	}
	return at
}

// wholeWord is the width, in type sizes, of the longest date or number of a column: of a
// short cell the whole, of a longer one its words.
func wholeWord(t *reports.Table, col int) (most float64) {
	for _, r := range t.Rows {
		if col >= len(r.Cells) {
			continue
		}
		text := r.Cells[col].Text
		words := strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
		if utf8.RuneCountInString(text) <= shortCell {
			words = []string{text}
		}
		for _, w := range words {
			if strings.ContainsAny(w, "0123456789") && len(w) <= longWord {
				most = max(most, wideText(w))
			}
		}
	}
	return most
}

// wideText is the width of a text in type sizes, with wide digits and letters.
func wideText(text string) (w float64) {
	for _, r := range text {
		switch {
		case r == ' ' || r == '.' || r == ',':
			w += wideDigit / 2
		case r <= '~':
			w += wideDigit
		default:
			w++
		}
	}
	return w
}

// textual says that a column holds sentences, which may be turned anywhere.
func textual(t *reports.Table, col int) bool {
	for _, r := range t.Rows {
		if col < len(r.Cells) && !ascii(r.Cells[col].Text) && utf8.RuneCountInString(r.Cells[col].Text) > 8 {
			return true
		}
	}
	return false
}

func ascii(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > '~' }) < 0
}

// longRows says from how many lines on a row may run over two pages; where a row is kept
// whole, the one before it leaves the rest of its page empty.
const longRows = 12

// deep says that a text takes so many lines in a cell that its row may run over pages.
func deep(text string, width int, size float64) bool {
	n := utf8.RuneCountInString(text)
	return n > longRow || float64(n)*size*onePointIn > float64(longRows*max(1, width-cellInset))
}
