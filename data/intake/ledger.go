package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"qinqing/data"
)

// Kind says what sort of ledger a file or sheet is.
type Kind string

// The kinds of ledger.
const (
	Visits   Kind = "visits"   // 走访台账
	Rectify  Kind = "rectify"  // 问题整改台账
	Messages Kind = "messages" // 留言及答复
	Export   Kind = "export"   // the program's own export
)

// Name is the kind's Chinese word.
func (k Kind) Name() string {
	switch k {
	case Visits:
		return "走访台账"
	case Rectify:
		return "整改台账"
	case Messages:
		return "留言台账"
	case Export:
		return "本程序导出的数据"
	}
	return string(k)
}

// ledger is one sheet with its header understood.
type ledger struct {
	*sheet
	heading
	kind   Kind
	filler string // 填报单位 of the title rows
}

// weak headers mean something only in a visits ledger.
var weak = map[string]string{
	"日期": fVisitOn, "时间": fVisitOn, "单位": fVisitUnit, "填报单位": fVisitUnit, "派出单位": fVisitUnit, "上报单位": fVisitUnit, "报送单位": fVisitUnit, "人员": fVisitors, "单位名称": fEnterprise, "名称": fEnterprise,
}

// understand finds the header of each sheet and its kind; sheets without one are notes.
func understand(sheets []sheet, known Known, given map[string]string, hint Kind) ([]ledger, error) {
	var out []ledger
	given = normaliseMapping(given)
	if slices.ContainsFunc(sheets, ownBulletin) {
		return nil, unreadable("这是本程序生成的通报统计表，不是台账，没有导入任何内容。其中的问题本来就在系统里；要转给别的电脑，请用“导出”（不隐去名称）的文件。")
	}
	for i := range sheets {
		s := &sheets[i]
		if k, h, ok := exportHeading(s); ok {
			out = append(out, ledger{sheet: s, heading: h, kind: k})
			continue
		}
		h, ok := findHeading(s, nil, given)
		if h.columns != nil {
			text, err := known.Setting("import.mapping." + h.hash())
			if err != nil {
				return nil, err
			}
			if m := parseMapping(text); m != nil {
				h = makeHeading(s, h.from, h.to, m, given)
				ok = h.usable()
			}
		}
		if !ok {
			continue
		}
		l := ledger{sheet: s, heading: h}
		l.settle(hint)
		if err := secretSheet(l); err != nil {
			return nil, err
		}
		if l.countsOnly() {
			continue
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil, unreadable("没有找到台账的表头，没有导入任何内容。表头里至少要有“反映问题（或具体问题）”或“走访日期、企业名称”等列名；如列名特殊，请改成这样的列名后再导入。")
	}
	return out, nil
}

// unreadSheets tells which sheets with content were left alone, and why.
func unreadSheets(sheets []sheet, ledgers []ledger) []string {
	var out []string
	for i := range sheets {
		s := &sheets[i]
		read := slices.ContainsFunc(ledgers, func(l ledger) bool { return l.sheet == s })
		switch {
		case s.hidden:
			out = append(out, fmt.Sprintf("工作表“%s”是隐藏的，没有读取；如要导入，请先取消隐藏。", short(s.name, 31)))
		case !read && len(s.rows) > 0:
			out = append(out, fmt.Sprintf("工作表“%s”没有台账的表头（或只是统计数字），没有读取。", short(s.name, 31)))
		}
	}
	return out
}

// unusedColumns tells for each sheet which columns with content were only kept as they
// are.
func unusedColumns(ledgers []ledger) []string {
	const most = 12 // columns named
	var out []string
	for i := range ledgers {
		l := &ledgers[i]
		var names []string
		for _, c := range l.other {
			if c.How == "" && !l.usedSpare(c.Column) && slices.ContainsFunc(l.body(), func(r sheetRow) bool { return r.cell(c.Column) != "" && !l.noise(r) }) {
				names = append(names, "“"+short(c.Header, 20)+"”")
			}
		}
		if n := len(names); n > most {
			names = append(names[:most-1:most-1], names[most-1]+fmt.Sprintf("等 %d 列", n))
		}
		if len(names) > 0 {
			out = append(out, fmt.Sprintf("工作表“%s”中没有用上的列：%s。内容已保留在“其他字段”里，没有丢；其中如有要用的，请改成常用的列名（如“登记日期”“办结时限”）后再导入一次。", short(l.name, 31), strings.Join(names, "、")))
		}
	}
	return out
}

// ownBulletin recognises the workbook of one of the program's own bulletins by its
// annex of definitions: its 问题台账 would otherwise come in again under masked names.
func ownBulletin(s sheet) bool {
	for _, r := range s.rows[:min(len(s.rows), 6)] {
		if strings.HasSuffix(s.name, "口径说明") && r.cell(1) == "指标" && slices.Contains(r.cells, "口径") {
			return true
		}
	}
	return false
}

// settle decides the kind and what depends on it.
func (l *ledger) settle(hint Kind) {
	l.filler = l.findFiller()
	if l.has(fVisitOn) || l.has(fVisitUnit) || l.has(fVisitors) || l.has(fReply) || hint == Visits || l.weakVisitDay() {
		l.takeWeak()
	}
	switch {
	case hint == Visits && l.has(fVisitOn), hint == Rectify && l.has(fContent), hint == Messages && l.has(fContent):
		l.kind = hint
	case l.has(fVisitOn) && (l.has(fEnterprise) || l.has(fVisitUnit)):
		l.kind = Visits
	case l.has(fMsgNo), l.has(fMsgUser), l.has(fMsgReply), l.has(fMsgTitle):
		l.kind = Messages
	default:
		l.kind = Rectify
	}
	l.useSpare()
	l.dueInDisguise()
}

func (l *ledger) takeWeak() {
	for i := range l.columns {
		c := &l.columns[i]
		f := weak[headerKey(c.Header)]
		if c.Field == "" && f != "" && !l.has(f) && c.How == "" {
			l.assign(c, f)
		}
	}
}

// weakVisitDay says that a bare 日期 stands beside a visited enterprise: it is the
// visit's.
func (h heading) weakVisitDay() bool {
	return !h.has(fVisitOn) && visitedFirm.MatchString(headerKey(h.title[fEnterprise])) && slices.ContainsFunc(h.other, func(c ColumnMatch) bool {
		return weak[headerKey(c.Header)] == fVisitOn && c.How == ""
	})
}

var visitedFirm = regexp.MustCompile(`走访|受访|访问|访企|入企|到访|调研`)

func (l *ledger) assign(c *ColumnMatch, field string) {
	if c.Field != "" {
		delete(l.at, c.Field)
	}
	c.Field, c.Name, c.How = field, fieldName(field), howAlias
	l.at[field], l.title[field] = c.Column, c.Header
	l.other = slices.DeleteFunc(l.other, func(o ColumnMatch) bool { return o.Column == c.Column })
}

// body is the rows below the header.
func (l *ledger) body() []sheetRow { return l.rows[l.to+1:] }

var fillerText = regexp.MustCompile(`(?:填报|报送|上报|填表|编报)(?:单位|部门)(?:\([^)]*\))?[:：]?\s*([\p{Han}A-Za-z0-9]{2,40})`)

func (l *ledger) findFiller() string {
	for _, r := range l.rows[:l.from] {
		for i, c := range r.cells {
			m := fillerText.FindStringSubmatch(c)
			if m != nil {
				return m[1]
			}
			if k := headerKey(c); (k == "填报单位" || k == "报送单位") && i+1 < len(r.cells) && r.cells[i+1] != "" {
				return r.cells[i+1]
			}
		}
	}
	return ""
}

var (
	sumWord  = regexp.MustCompile(`^(?:本页|本月|本周|本季度?|本年|以上|全市|全县|全区|总)?(?:合计|小计|总计|累计|共计|总数|月计|年计)|^.{1,8}(?:小计|合计)[:：]?$`)
	footWord = regexp.MustCompile(`^(?:填表人|制表人|制表|填报人|审核人|复核人|审核|单位负责人|负责人签字|主要负责人|经办人|填表单位|填报单位|填表时间|填报时间|填表日期|填报日期|制表日期|制表时间|联系人|备注|注|说明|填表说明)[:：]`)
)

// noise says that a row holds no record: a sum, a foot line, a section's title, a
// repeated header, a number without anything beside it.
func (l *ledger) noise(r sheetRow) bool {
	filled, first, titles, beyondSeq := 0, "", 0, 0
	for i, c := range r.cells {
		if c == "" {
			continue
		}
		filled++
		if first == "" {
			first = squeeze(c)
		}
		if i+1 != l.at[fSeq] {
			beyondSeq++
		}
		for _, m := range l.columns {
			if m.Column == i+1 && (m.Header == c || m.Upper == c) {
				titles++
			}
		}
	}
	switch {
	case beyondSeq == 0, titles >= 3 || titles > 1 && titles == filled:
		return true
	case sumWord.MatchString(first), footWord.MatchString(first):
		return true
	case filled == 1 && l.text(r, fContent) == "" && l.text(r, fEnterprise) == "":
		return true
	}
	return false
}

// known facts of a visit, shared by the rows of a merged block.
var visitFields = []string{fVisitOn, fVisitUnit, fVisitors, fEnterprise, fUSCC, fIndustry, fRegion, fTown, fContact, fPhone}

// sharedFields are filled down in merged blocks besides those of the visit.
var sharedFields = []string{fCategory, fSource, fLead, fSupport, fSupervise, fRegisterOn, fAssignOn, fDue, fProgress, fCompletion, fDoneOn, fStruck, fStruckOn, fReply, fReportOn, fReturnOn}

// fillDown copies the top cell of vertical merged blocks into the rows below.
func (l *ledger) fillDown() {
	index := map[int]int{}
	for i, r := range l.rows {
		index[r.number] = i
	}
	fields := slices.Concat(visitFields, sharedFields)
	byColumn := map[int]bool{}
	for _, f := range fields {
		if l.has(f) {
			byColumn[l.at[f]] = true
		}
	}
	last := 0
	if n := len(l.rows); n > 0 {
		last = l.rows[n-1].number
	}
	for _, b := range l.merges {
		if !byColumn[b.left] || b.bottom == b.top || b.left != b.right {
			continue
		}
		i, ok := index[b.top]
		if !ok || i <= l.to {
			continue
		}
		text := l.rows[i].cell(b.left)
		for n := b.top + 1; n <= min(b.bottom, last) && text != ""; n++ {
			if j, ok := index[n]; ok {
				l.rows[j].set(b.left, text)
			}
		}
	}
}

func (r *sheetRow) set(column int, text string) {
	for len(r.cells) < column {
		r.cells = append(r.cells, "")
	}
	r.cells[column-1] = text
}

// continues says that a row goes on with the visit above: no visit of its own, no
// number, but a problem. So are merged blocks written to CSV.
func (l *ledger) continues(r sheetRow) bool {
	if l.kind != Visits || l.content(r) == "" || l.text(r, fSeq) != "" {
		return false
	}
	for _, f := range visitFields {
		if l.text(r, f) != "" {
			return false
		}
	}
	return true
}

func (l *ledger) copyVisit(from, to *sheetRow) {
	for _, f := range visitFields {
		if l.has(f) {
			to.set(l.at[f], l.text(*from, f))
		}
	}
}

func earliest(dates ...data.Date) data.Date {
	var out data.Date
	for _, d := range dates {
		if d != 0 && (out == 0 || d < out) {
			out = d
		}
	}
	return out
}
