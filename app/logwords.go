package app

import "strings"

// Messages quote what they are about: a firm's name, a problem's text, what was typed.
// None of it may stand in the log, which maintainers are sent.

// quotes are the pairs in which messages quote.
var quotes = map[rune]rune{'“': '”', '《': '》', '「': '」', '（': '）', '‘': '’'}

// withoutWords takes out of a text what it quotes, and all long numbers.
func withoutWords(text string) string {
	var out strings.Builder
	var ends []rune // of the quotes that are open
	straight, digits := false, 0
	for _, r := range text {
		end, begins := quotes[r]
		switch {
		case r == '\n':
			ends, straight = nil, false // a cut message must not swallow the stack after it
		case len(ends) > 0 && r == ends[len(ends)-1]:
			ends = ends[:len(ends)-1]
		case begins:
			if len(ends) == 0 && !straight {
				out.WriteRune(r)
				out.WriteString("…")
			}
			ends = append(ends, end)
		case r == '"' && len(ends) == 0:
			if straight = !straight; straight {
				out.WriteString(`"…`)
			}
		}
		if len(ends) > 0 || straight {
			continue
		}
		if digits = digits + 1; r < '0' || r > '9' {
			digits = 0
		}
		if digits <= longestNumber {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// longestNumber is how many digits of a number are told: a telephone's are more.
const longestNumber = 6
