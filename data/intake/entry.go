package intake

import (
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// RawPrefix begins the keys of Fields that hold the row as the ledger had it.
const RawPrefix = data.RawPrefix

// entry is one row understood cell by cell, before names become records.
type entry struct {
	l      *ledger
	row    sheetRow
	raw    map[string]string // field key or header → canonical text
	dates  map[string]data.Date
	due    limit
	state  standing
	struck bool
	noStr  bool // 否 was written
	worded bool // the day of 办结 stands in the words of completion, not in a column
	answer data.Satisfaction
	empty  bool // a visit that found no problem
}

func (e *entry) text(field string) string { return e.l.text(e.row, field) }

// title is the header's text of a field as the file has it.
func (e *entry) title(field string) string {
	if t := e.l.title[field]; t != "" {
		return t
	}
	return fieldName(field)
}

func (e *entry) refuse(field, format string, args ...any) *Reject {
	return &Reject{Sheet: e.l.name, Row: e.row.number, Column: e.title(field), ColumnIndex: e.l.at[field],
		Value: e.text(field), Reason: fmt.Sprintf(format, args...)}
}

func (e *entry) refuseBoth(a, b, format string, args ...any) *Reject {
	r := e.refuse(a, format, args...)
	r.Column, r.Value = e.title(a)+" / "+e.title(b), strings.Trim(e.text(a)+" / "+e.text(b), " /")
	return r
}

// readEntry understands one row, or says why it can't be taken.
func readEntry(l *ledger, r sheetRow, asOf, today data.Date) (*entry, *Reject) {
	e := &entry{l: l, row: r, raw: map[string]string{}, dates: map[string]data.Date{}}
	if bad := e.secret(); bad != nil {
		return nil, bad
	}
	if bad := e.readDates(asOf, today); bad != nil {
		return nil, bad
	}
	if bad := e.readContent(); bad != nil {
		return nil, bad
	}
	var err error
	if e.due, err = readLimit(e.text(fDue), l.base04); err != nil {
		return nil, e.refuse(fDue, "%s。", err)
	}
	if bad := e.readStanding(); bad != nil {
		return nil, bad
	}
	e.readSettledDay(asOf, today)
	e.answer, _ = readAnswer(e.text(fSatisfaction))
	e.keepRaw()
	return e, nil
}

func (e *entry) readDates(asOf, today data.Date) *Reject {
	bound := max(today, asOf)
	for _, f := range actualFields {
		text := e.text(f)
		if isNothing(text) {
			continue
		}
		d, err := readDay(text, e.l.base04)
		if err != nil {
			return e.refuse(f, "%s。", err)
		}
		on := d.inYear(asOf)
		if on == 0 {
			return e.refuse(f, "日期“%s”不存在，请核对年月日。", short(text, 20))
		}
		if today != 0 && on > bound {
			return e.refuse(f, "日期 %s 晚于今天（%s），请核对年份和月份。", on, today)
		}
		e.dates[f] = on
	}
	e.earlierRegister(asOf, bound)
	if e.l.kind == Visits {
		if e.dates[fVisitOn] == 0 {
			return e.refuse(fVisitOn, "缺走访日期。请补填后再导入。")
		}
		if nameless(e.text(fEnterprise)) {
			return e.refuse(fEnterprise, "缺企业名称。请补填后再导入。")
		}
	}
	return nil
}

// earlierRegister: registration is the earliest of 登记, 收集, 发现 … (DOMAIN §8), of
// which a ledger may have several columns.
func (e *entry) earlierRegister(asOf, bound data.Date) {
	for _, s := range e.l.spare {
		if s.field != fRegisterOn {
			continue
		}
		d, err := readDay(e.row.cell(s.column), e.l.base04)
		if on := d.inYear(asOf); err == nil && on != 0 && on <= bound {
			e.dates[fRegisterOn] = earliest(e.dates[fRegisterOn], on)
		}
	}
}

func (e *entry) readContent() *Reject {
	text := e.l.content(e.row)
	if !nameless(text) {
		return nil
	}
	if e.l.kind != Visits {
		return e.refuse(fContent, "缺问题内容。请补填后再导入。")
	}
	for _, f := range []string{fCategory, fLead, fAssignOn, fCompletion, fDoneOn, fStruckOn} {
		if text == "" && !isNothing(e.text(f)) && e.l.has(fContent) {
			return e.refuse(fContent, "缺问题内容，但填了“%s”。请补填问题；确无问题的填“无”，并清空其后各列。", e.title(f))
		}
	}
	e.empty = true
	return nil
}

// completionField is the column the completion word stands in.
func (e *entry) completionField() string {
	if !isNothing(e.text(fCompletion)) || !e.l.has(fProgress) {
		return fCompletion
	}
	return fProgress
}

func (e *entry) readStanding() *Reject {
	if e.empty {
		return nil
	}
	f := e.completionField()
	e.state = readStanding(e.text(f))
	if vagueStanding(e.text(f)) {
		e.state = toldStanding(e.text(f))
	}
	yes, ok := readYes(e.text(fStruck))
	if !ok && !isNothing(e.text(fStruck)) {
		switch readStanding(e.text(fStruck)) {
		case struckOff:
			yes, ok = true, true
		case underway, notStarted:
			ok = true
		}
	}
	e.struck, e.noStr = ok && yes || e.dates[fStruckOn] != 0, ok && !yes
	word := short(e.text(f), 12)
	switch {
	case e.struck && (e.state == underway || e.state == notStarted || e.state == lastingOn):
		with := fStruck
		if e.dates[fStruckOn] != 0 && !yes {
			with = fStruckOn
		}
		return e.refuseBoth(f, with, "“%s”与“已销号”矛盾：未办结的问题不能销号。请核对后改正其中一项。", word)
	case e.noStr && (e.state == struckOff || e.dates[fStruckOn] != 0):
		return e.refuseBoth(f, fStruck, "一处写已销号，一处写未销号，互相矛盾。请核对后改正其中一项。")
	case e.dates[fDoneOn] != 0 && (e.state == underway || e.state == notStarted || e.state == lastingOn):
		return e.refuseBoth(f, fDoneOn, "“%s”却填了%s，互相矛盾。请核对后改正其中一项。", word, e.title(fDoneOn))
	}
	if e.state == struckOff {
		e.struck = true
	}
	return nil
}

// readSettledDay takes the day of 办结 from the words where no column has it: only when
// the words are of the completion, and the day fits the others of the row.
func (e *entry) readSettledDay(asOf, today data.Date) {
	if e.empty || e.dates[fDoneOn] != 0 || e.state != settled && e.state != struckOff && e.state != told {
		return
	}
	for _, f := range []string{fCompletion, fProgress} {
		text, ok := settledDay(e.text(f))
		if !ok {
			continue
		}
		d, err := readDay(text, e.l.base04)
		on := d.inYear(asOf)
		begun := max(e.dates[fRegisterOn], e.dates[fVisitOn], e.dates[fAssignOn])
		if struck := e.dates[fStruckOn]; err == nil && on >= begun && on <= max(asOf, today) && (struck == 0 || on <= struck) {
			e.dates[fDoneOn], e.worded = on, true
			if e.state == told {
				e.state = settled
			}
			return
		}
	}
}

// keepRaw keeps every column in a form that does not change with spelling of dates,
// white space, the row's place or the header's wording.
func (e *entry) keepRaw() {
	for f := range e.l.at {
		if f == fSeq {
			continue
		}
		text := e.text(f)
		if d := e.dates[f]; d != 0 && !(f == fDoneOn && e.worded) {
			text = d.String()
		}
		if text != "" {
			e.raw[f] = text
		}
	}
	if d := e.due; d.when.year != 0 && d.from == named && d.rule.Kind == data.ByDate {
		e.raw[fDue] = d.on(0, 0, nil).Date.String()
	}
	for _, c := range e.l.other {
		if text := e.row.cell(c.Column); text != "" {
			e.raw[data.RawOther+c.Header] = text
		}
	}
}

// parts splits the raw row into the visit's columns and the problem's.
func (e *entry) parts() (visit, problem map[string]string) {
	visit, problem = map[string]string{}, map[string]string{}
	for k, v := range e.raw {
		if e.l.kind == Visits && (e.empty || slices.Contains(visitFields, k)) {
			visit[k] = v
		} else {
			problem[k] = v
		}
	}
	return visit, problem
}

// diffRaw lists the columns in which two raw rows differ; old is as stored, with the prefix.
func diffRaw(old map[string]string, fresh map[string]string) []Change {
	var out []Change
	was := map[string]string{}
	for k, v := range old {
		if key, ok := strings.CutPrefix(k, RawPrefix); ok {
			was[key] = v
		}
	}
	keys := map[string]bool{}
	for k := range was {
		keys[k] = true
	}
	for k := range fresh {
		keys[k] = true
	}
	for k := range keys {
		if was[k] != fresh[k] && foldKeepSpace(was[k]) != foldKeepSpace(fresh[k]) {
			out = append(out, Change{Column: fieldName(strings.TrimPrefix(k, "+")), Old: was[k], New: fresh[k]})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return strings.Compare(a.Column, b.Column) })
	return out
}

// withRaw replaces the raw row kept in a record's fields.
func withRaw(fields map[string]string, raw map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range fields {
		if !strings.HasPrefix(k, RawPrefix) {
			out[k] = v
		}
	}
	for k, v := range raw {
		out[RawPrefix+k] = v
	}
	return out
}
