package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// heading is a found header: which rows it takes and what each column is.
type heading struct {
	from, to int // indices into sheet.rows
	columns  []ColumnMatch
	at       map[string]int // field → column number
	title    map[string]string
	other    []ColumnMatch // columns kept but not understood
	spare    []spareColumn // of other: what they mean, though another column holds it
}

// ColumnMatch says what a column of the file was taken for.
type ColumnMatch struct {
	Sheet  string `json:"sheet"`
	Column int    `json:"column"` // from 1
	Header string `json:"header"` // of a two-row header the lower one
	Upper  string `json:"upper,omitempty"`
	Field  string `json:"field,omitempty"` // key; empty: kept, not understood
	Name   string `json:"name,omitempty"`  // the field's Chinese name
	How    string `json:"how,omitempty"`   // one of how…
}

const (
	headerSearch = 40 // rows with content looked at for a header
	headerDepth  = 3

	longestHeader = 240 // bytes; a longer text is no header
)

// findHeading looks for the rows that name the most known columns.
func findHeading(s *sheet, remembered, given map[string]string) (heading, bool) {
	best, bestScore := heading{}, 0
	for i := range min(len(s.rows), headerSearch) {
		for depth := 1; depth <= headerDepth && i+depth <= len(s.rows); depth++ {
			h := makeHeading(s, i, i+depth-1, remembered, given)
			score := h.score()
			if score > bestScore || score == bestScore && depth <= best.to-best.from {
				best, bestScore = h, score
			}
		}
	}
	return best, bestScore >= 3 && best.usable()
}

// score counts the known columns; a guessed one is worth half.
func (h heading) score() int {
	n := 0
	for _, c := range h.columns {
		switch {
		case c.Field == "" || c.Field == fSeq || c.Field == fNote:
		case c.How == howGuess:
			n++
		default:
			n += 2
		}
	}
	return n
}

// usable: without a content or a visit there is nothing to take.
func (h heading) usable() bool {
	return h.has(fContent) || h.has(fEnterprise) && (h.has(fVisitOn) || h.weakVisitDay())
}

func (h heading) has(field string) bool { return h.at[field] != 0 }

func (h heading) text(r sheetRow, field string) string { return r.cell(h.at[field]) }

func makeHeading(s *sheet, from, to int, remembered, given map[string]string) heading {
	h := heading{from: from, to: to, at: map[string]int{}, title: map[string]string{}}
	width := 0
	for i := from; i <= to; i++ {
		width = max(width, len(s.rows[i].cells))
	}
	for c := 1; c <= width; c++ {
		lower, upper := "", ""
		for i := to; i >= from; i-- {
			text := s.covered(s.rows[i].number, c, s.rows[i].cell(c))
			text = strings.ReplaceAll(text, "\n", "")
			switch {
			case text == "" || text == lower:
			case lower == "":
				lower = text
			case upper == "":
				upper = text
			}
		}
		if lower == "" {
			continue
		}
		m := ColumnMatch{Sheet: s.name, Column: c, Header: lower, Upper: upper}
		m.Field, m.How = matchColumn(lower, upper, remembered, given)
		h.columns = append(h.columns, m)
	}
	h.elect()
	return h
}

// How a column was matched, as the import page shows it.
const (
	howGiven      = "本次指定"
	howRemembered = "上次的对应"
	howAlias      = "别名"
	howGuess      = "按列名推断"
)

// elect gives each field the column that names it best: chosen by the clerk, then an
// alias, the likelier first, then a guess, then the leftmost. The others are kept as
// they are; h.spare tells what they would have been.
func (h *heading) elect() {
	best := map[string]int{} // field → index in columns
	for i, m := range h.columns {
		if j, ok := best[m.Field]; m.Field != "" && (!ok || m.strength() < h.columns[j].strength()) {
			best[m.Field] = i
		}
	}
	for i := range h.columns {
		m := &h.columns[i]
		if m.Field != "" && best[m.Field] == i {
			m.Name = fieldName(m.Field)
			h.at[m.Field], h.title[m.Field] = m.Column, m.Header
			continue
		}
		if m.Field != "" {
			h.spare = append(h.spare, spareColumn{m.Field, m.Column, m.Header})
			m.Field, m.How = "", ""
		}
		h.other = append(h.other, *m)
	}
}

// strength orders the columns that claim one field; the lowest wins.
func (c ColumnMatch) strength() int {
	switch c.How {
	case howGiven:
		return 0
	case howRemembered:
		return 1
	case howGuess:
		return 1 << 16
	}
	for _, key := range []string{c.Upper + c.Header, c.Header} {
		if n, ok := aliasRank[headerKey(key)]; ok {
			return 2 + n
		}
	}
	return 1 << 8
}

// spareColumn is a column that means a field which another column holds.
type spareColumn struct {
	field  string
	column int
	header string
}

func matchColumn(lower, upper string, remembered, given map[string]string) (field, how string) {
	if len(lower) > longestHeader {
		return "", ""
	}
	for _, key := range []string{upper + lower, lower} {
		if f, ok := given[headerKey(key)]; ok {
			return f, howGiven
		}
		if f, ok := remembered[headerKey(key)]; ok {
			return f, howRemembered
		}
	}
	if upper != "" {
		if f := byAlias[headerKey(upper+lower)]; f != "" {
			return f, howAlias
		}
		if generic[headerKey(lower)] {
			if f, how := combined(upper, lower); f != "" {
				return f, how
			}
		}
	}
	if f := fieldOf(lower); f != "" {
		return f, howAlias
	}
	if f := guessOf(lower); f != "" {
		return f, howGuess
	}
	return "", ""
}

// covered is the text of the merged block a header cell lies in, if it is the block's
// continuation to the right.
func (s *sheet) covered(row, col int, own string) string {
	if own != "" {
		return own
	}
	for _, b := range s.merges[:min(len(s.merges), 2000)] { // those of the head come first
		if row == b.top && b.top <= row && col > b.left && col <= b.right {
			for _, r := range s.rows {
				if r.number == b.top {
					return r.cell(b.left)
				}
			}
		}
	}
	return ""
}

// hash names a set of headers whatever their order, for the remembered mapping.
func (h heading) hash() string {
	var keys []string
	for _, c := range h.columns {
		keys = append(keys, headerKey(c.Upper+c.Header))
	}
	slices.Sort(keys)
	sum := sha256.Sum256([]byte(strings.Join(keys, "\n")))
	return hex.EncodeToString(sum[:8])
}

// parseMapping reads a remembered mapping: header → field key, "" for "leave alone".
func parseMapping(text string) map[string]string {
	m := map[string]string{}
	if text == "" || json.Unmarshal([]byte(text), &m) != nil {
		return nil
	}
	return normaliseMapping(m)
}

// normaliseMapping takes field keys or the fields' Chinese names.
func normaliseMapping(m map[string]string) map[string]string {
	out := map[string]string{}
	for header, field := range m {
		if field != "" && fieldName(field) == field {
			field = byAlias[headerKey(field)]
		}
		out[headerKey(header)] = field
	}
	return out
}
