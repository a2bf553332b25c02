package data

import "strings"

// clueWords are those by which an entered text smells of a clue of misconduct.
var clueWords = []string{"举报", "收受", "索要", "索贿", "行贿", "受贿", "贪污", "送红包", "收红包", "收取好处", "好处费", "回扣", "吃拿卡要"}

// SmellsOfClue says that a text may be a clue of misconduct, of which an office may keep
// only number, date and receiving section of the transfer (DOMAIN §7).
func SmellsOfClue(text string) bool {
	for _, w := range clueWords {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
