package data

import (
	"slices"
	"strconv"
	"strings"
)

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

// Erased stands where a text stood before its problem was turned into a transfer.
const Erased = "（已移送）"

// problemRow begins the name of a problem's row in a table of a bulletin.
const problemRow = "问题"

// ProblemRow names the row of a problem in a table of a bulletin. What an office types into
// that row is kept under a name that holds it, and erased with the problem's own texts.
func ProblemRow(id ID) string { return problemRow + strconv.FormatInt(int64(id), 10) }

// CellMark parts table, row and column in the name of a cell of a bulletin. No row or column
// has it in its own name; a heading may.
const CellMark = "#"

// IsProblemRow says whether a row is a problem's.
func IsProblemRow(row string) bool {
	digits, ok := strings.CutPrefix(row, problemRow)
	_, err := strconv.ParseInt(digits, 10, 64)
	return ok && err == nil
}

// EraseTexts takes the texts off a problem that was turned into a transfer of a clue:
// its content, its fields and all that its events say, but for what a 移送线索 notes of
// the transfer itself (number, receiving section). Erased stands where a text stood, so
// that the history stays legal and counts as before. It says whether there was any left.
func (p *Problem) EraseTexts() bool {
	changed := p.Content != Erased || len(p.Fields) > 0
	p.Content, p.Fields = Erased, nil
	put := func(text *string) {
		if *text != "" && *text != Erased {
			*text, changed = Erased, true
		}
	}
	p.Events = slices.Clone(p.Events)
	for i := range p.Events {
		e := &p.Events[i]
		if e.Kind != MoveClue {
			put(&e.Note)
		}
		for _, text := range []*string{&e.Unreachable, &e.Approver, &e.SignedBy, &e.VoidReason} {
			put(text)
		}
		if e.Deadline.Text != "" {
			e.Deadline.Text, changed = "", true
		}
	}
	return changed
}

// Texts lists what EraseTexts would take away.
func (p *Problem) Texts() []string {
	out := []string{p.Content}
	for _, t := range p.Fields {
		out = append(out, t)
	}
	for _, e := range p.Events {
		if e.Kind != MoveClue {
			out = append(out, e.Note)
		}
		out = append(out, e.Unreachable, e.Approver, e.SignedBy, e.VoidReason, e.Deadline.Text)
	}
	return slices.DeleteFunc(out, func(t string) bool { return t == "" || t == Erased })
}
