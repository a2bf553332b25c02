package intake

import (
	"slices"
	"strings"
)

// joinable are the fields whose texts of several rows make one: 整改措施 on three lines.
var joinable = []string{fSteps, fGoal, fProgress, fEffect, fEvidence, fNote, fPerson, fLeader, fReply, fReturn}

// joinRows makes one row of the rows that one problem takes: below a merged 具体问题
// stand further measures and units, not further problems.
func (l *ledger) joinRows() {
	if !l.has(fContent) || l.kind == Messages {
		return
	}
	merged := map[int]int{} // row number → number of the block's top
	for _, b := range l.merges {
		if b.left <= l.at[fContent] && l.at[fContent] <= b.right && b.bottom > b.top {
			for n := b.top + 1; n <= b.bottom && n-b.top <= 500; n++ {
				merged[n] = b.top
			}
		}
	}
	var keep []sheetRow
	top := -1 // in keep
	for i, r := range l.rows {
		switch {
		case i <= l.to || l.noise(r) && !l.lone(r):
		case top >= 0 && merged[r.number] == keep[top].number, top >= 0 && l.goesOn(keep[top], r):
			l.join(&keep[top], r)
			continue
		case l.noise(r):
		default:
			top = len(keep)
		}
		keep = append(keep, r)
	}
	l.rows = keep
}

// goesOn says that a row without merges, as in CSV, goes on with the problem above: it
// has neither number nor problem, nor anything else that begins a record.
func (l *ledger) goesOn(above, r sheetRow) bool {
	if l.kind != Rectify || !l.has(fSeq) || l.text(above, fSeq) == "" || l.content(r) != "" {
		return false
	}
	for _, f := range []string{fSeq, fSource, fCategory, fEnterprise, fRegisterOn, fAssignOn, fCompletion, fStruck} {
		if l.text(r, f) != "" {
			return false
		}
	}
	return slices.ContainsFunc([]string{fSteps, fLead, fSupport, fProgress}, func(f string) bool { return l.text(r, f) != "" })
}

// lone says that a row has one text only and that it is no sum or foot line.
func (l *ledger) lone(r sheetRow) bool {
	filled, text := 0, ""
	for _, c := range r.cells {
		if c != "" {
			filled, text = filled+1, squeeze(c)
		}
	}
	return filled == 1 && !sumWord.MatchString(text) && !footWord.MatchString(text)
}

func (l *ledger) join(top *sheetRow, r sheetRow) {
	add := func(column int, sep string) {
		have, more := top.cell(column), r.cell(column)
		if more != "" && !slices.Contains(strings.Split(have, sep), more) {
			top.set(column, strings.Trim(have+sep+more, sep))
		}
	}
	for f, column := range l.at {
		switch {
		case f == fSeq || f == fContent:
		case f == fLead || f == fSupport:
			add(column, "、")
		case f == fProgress && !l.has(fCompletion): // it says how far the problem is
			if top.cell(column) == "" {
				top.set(column, r.cell(column))
			}
		case slices.Contains(joinable, f):
			add(column, "\n")
		case top.cell(column) == "" && r.cell(column) != "":
			top.set(column, r.cell(column))
		}
	}
	for _, c := range l.other {
		add(c.Column, "\n")
	}
}
