package intake

import (
	"regexp"
	"slices"
	"strings"
)

// useSpare finds a use for columns that mean what another column holds already.
func (l *ledger) useSpare() {
	for _, s := range l.spare {
		key := headerKey(s.header)
		switch {
		case s.field == fContact && !l.has(fPhone) && phoneHeader.MatchString(key):
			l.move(s.column, fPhone)
		case s.field == fLead && !l.has(fSupport) && strings.Contains(key, "责任") && foremost.MatchString(headerKey(l.title[fLead])):
			l.move(s.column, fSupport) // 牵头单位 beside 责任单位: the others who answer for it
		case s.field == fDoneOn && !l.has(fDue) && !strings.Contains(key, "实际") && !strings.Contains(key, "已"):
			if open, _ := l.likeLimits(s.column); open {
				l.move(s.column, fDue)
			}
		}
	}
}

var (
	phoneHeader = regexp.MustCompile(`(?:电话|手机|手机号|手机号码|方式)$`)
	foremost    = regexp.MustCompile(`牵头|主办|主责`)
	limitLike   = regexp.MustCompile(`前|底|长期|立行|工作日|个月|月内`)
	vagueDone   = regexp.MustCompile(`^(?:(?:整改)?完成|整改|解决|办理|落实|整改落实|问题解决)(?:时间|日期)$`)
)

// move gives a column that is kept as it is a meaning.
func (l *ledger) move(column int, field string) {
	for i := range l.columns {
		if l.columns[i].Column == column {
			l.assign(&l.columns[i], field)
			return
		}
	}
}

// dueInDisguise: a column 完成时间 that holds limits (12月底前), or days of rows that
// are not finished, is the deadline.
func (l *ledger) dueInDisguise() {
	title := l.title[fDoneOn]
	if l.has(fDue) || !l.has(fDoneOn) || strings.Contains(title, "实际") || strings.Contains(title, "已") {
		return
	}
	limits, open := l.likeLimits(l.at[fDoneOn])
	if limits || open && vagueDone.MatchString(bareHeader(title)) {
		l.move(l.at[fDoneOn], fDue)
	}
}

// likeLimits says whether a column of days holds the words of limits, and whether so
// many of its days stand in unfinished rows that they can't be days of completion.
func (l *ledger) likeLimits(column int) (words, open bool) {
	filled, early := 0, 0
	for _, r := range l.body() {
		text := r.cell(column)
		if isNothing(text) || l.noise(r) {
			continue
		}
		words = words || limitLike.MatchString(text)
		filled++
		word := l.text(r, fCompletion)
		if isNothing(word) {
			word = l.text(r, fProgress)
		}
		if st := readStanding(word); (st == underway || st == notStarted) && !vagueStanding(word) {
			early++
		}
	}
	return words, words || early >= 2 && early*5 > filled
}

var plainNumber = regexp.MustCompile(`^[-+]?[\d,]+(?:\.\d+)?%?$`)

// countsOnly says that a sheet is a table of figures: what would be the problems (or
// the enterprises) are numbers.
func (l *ledger) countsOnly() bool {
	for _, f := range []string{fContent, fEnterprise} {
		if !l.has(f) {
			continue
		}
		filled, numbers := 0, 0
		for _, r := range l.body() {
			text := squeeze(l.text(r, f))
			if isNothing(text) || l.noise(r) {
				continue
			}
			filled++
			if plainNumber.MatchString(text) {
				numbers++
			}
		}
		if numbers > 0 && numbers == filled {
			return true
		}
	}
	return false
}

// usedSpare says that a column helps the one that holds its field: see content and
// earlierRegister.
func (l *ledger) usedSpare(column int) bool {
	return slices.ContainsFunc(l.spare, func(s spareColumn) bool {
		return s.column == column && (s.field == fContent || s.field == fRegisterOn)
	})
}

// content is the row's problem: of the chosen column, else of another that means the
// same (存在问题 is 无, 企业诉求 is not).
func (l *ledger) content(r sheetRow) string {
	text := l.text(r, fContent)
	if !isNothing(text) {
		return text
	}
	for _, s := range l.spare {
		if other := r.cell(s.column); s.field == fContent && !isNothing(other) && !strings.Contains(s.header, "建议") {
			return other
		}
	}
	return text
}
