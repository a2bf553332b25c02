package intake

import (
	"encoding/json"
	"slices"
	"strings"

	"qinqing/data"
)

// exportHeading recognises the program's own export by its fixed columns.
func exportHeading(s *sheet) (Kind, heading, bool) {
	for i := range min(len(s.rows), 10) {
		h := heading{from: i, to: i, at: map[string]int{}, title: map[string]string{}}
		for c, text := range s.rows[i].cells {
			key := strings.TrimSpace(strings.TrimSuffix(text, MaskedMark))
			if key != "" && h.at[key] == 0 {
				h.at[key], h.title[key] = c+1, text
				h.columns = append(h.columns, ColumnMatch{Sheet: s.name, Column: c + 1, Header: text, Field: key, Name: key, How: "本程序的导出格式"})
			}
		}
		problems := h.has(xEvents) && h.has(xCode) && h.has(xContent)
		visits := h.has(xVisitID) && h.has(xVisitOn) && h.has(xFirm)
		events := h.has("事件编号") && h.has("事项") && h.has("日期依据")
		if problems || visits || events {
			return Export, h, true
		}
	}
	return "", heading{}, false
}

// planExport plans the program's own export: visits first, then problems with all
// their events. Sheets of single events are for reading and left alone.
func (b *builder) planExport(ledgers []ledger) error {
	if slices.ContainsFunc(ledgers, ledger.masked) {
		return unreadable("这是隐去企业和个人名称后的导出，只供查看，不能再导入；没有写入任何内容。请用“不隐去名称”的导出文件。")
	}
	if slices.ContainsFunc(ledgers, func(l ledger) bool { return l.kind == Export && l.has(xVisitID) && !l.has(xFields) }) {
		return unreadable("导出的走访文件缺少“其他字段”一列，可能被改动过；没有写入任何内容。请重新导出后再导入。")
	}
	if err := b.exportFirms(ledgers); err != nil {
		return err
	}
	x := &exported{builder: b, visits: map[visitKey]*exportedVisit{}, taken: map[data.ID]bool{}}
	read := 0
	for i := range ledgers {
		if l := &ledgers[i]; l.kind == Export && l.has(xVisitID) {
			read++
			if err := x.each(l, x.readVisit); err != nil {
				return err
			}
		}
	}
	for i := range ledgers {
		if l := &ledgers[i]; l.kind == Export && l.has(xEvents) {
			read++
			if err := x.each(l, x.readProblem); err != nil {
				return err
			}
		}
	}
	if read == 0 {
		return unreadable("这是事件明细，只供查看，不能单独导入。请导入同时导出的“问题”文件，其中已含全部事件。")
	}
	return nil
}

// masked says that names are hidden in an export.
func (l ledger) masked() bool {
	if l.kind != Export {
		return false
	}
	for _, title := range l.title {
		if strings.HasSuffix(title, MaskedMark) {
			return true
		}
	}
	return slices.ContainsFunc(l.body(), func(r sheetRow) bool {
		return r.cell(l.at[xEvents]) == MaskedMark || r.cell(l.at[xFields]) == MaskedMark
	})
}

func (b *builder) exportFirms(ledgers []ledger) error {
	seen := map[string]bool{}
	var names []string
	for _, l := range ledgers {
		for _, r := range l.body() {
			if k := data.Normalise(r.cell(l.at[xFirm])); k != "" && !seen[k] {
				seen[k] = true
				names = append(names, k)
			}
		}
	}
	var err error
	b.firms, err = newFirms(b.known, names, b.next)
	return err
}

type exported struct {
	*builder
	visits map[visitKey]*exportedVisit
	taken  map[data.ID]bool
}

type exportedVisit struct {
	plan  *visitPlan
	known []*data.Problem
	old   bool
}

func (x *exported) each(l *ledger, take func(*ledger, sheetRow) (*Reject, error)) error {
	for i, r := range l.body() {
		if i&255 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		bad := secretRow(l, r)
		if bad == nil {
			var err error
			if bad, err = take(l, r); err != nil {
				return err
			}
		}
		if bad != nil {
			x.plan.Rejected = append(x.plan.Rejected, *bad)
			x.plan.Rows = append(x.plan.Rows, PlanRow{Sheet: l.name, Row: r.number, What: DoReject, Reason: bad.Reason, key: -1})
		}
	}
	return nil
}

func refuseExport(l *ledger, r sheetRow, column, reason string) *Reject {
	return &Reject{Sheet: l.name, Row: r.number, Column: column, ColumnIndex: l.at[column], Value: short(l.text(r, column), 60), Reason: reason}
}

func (x *exported) firmOf(l *ledger, r sheetRow, region data.ID) data.ID {
	return x.firms.find(firmFacts{name: l.text(r, xFirm), uscc: l.text(r, xUSCC), industry: l.text(r, xIndustry), contact: l.text(r, xContact),
		phone: l.text(r, xPhone), region: region})
}

// visitAt finds or makes the visit of a row; nil when the row names none.
func (x *exported) visitAt(l *ledger, r sheetRow, region data.ID) (*exportedVisit, bool, *Reject, error) {
	text := l.text(r, xVisitOn)
	if text == "" {
		return nil, false, nil, nil
	}
	d, derr := readDay(text, l.base04)
	if derr != nil || d.year == 0 {
		return nil, false, refuseExport(l, r, xVisitOn, "走访日期无法识别，请写成 2026-10-08 这样的格式。"), nil
	}
	k := visitKey{on: d.inYear(0), unit: x.exactUnit(l.text(r, xVisitUnit)), firm: x.firmOf(l, r, region)}
	if k.unit == 0 || k.firm == 0 {
		return nil, false, refuseExport(l, r, xFirm, "缺走访单位或企业名称。"), nil
	}
	if v := x.visits[k]; v != nil {
		return v, false, nil, nil
	}
	v := &exportedVisit{plan: &visitPlan{what: DoNew, visit: &data.Visit{ID: x.next(), On: k.on, Unit: k.unit, EnterpriseID: k.firm, Region: region}}}
	if k.unit > 0 && k.firm > 0 {
		old, err := x.known.FindVisit(k.on, k.unit, k.firm)
		if err != nil && data.CodeOf(err) != data.NotFound {
			return nil, false, nil, err
		}
		if old != nil && old.Unit == k.unit {
			c := *old
			v.plan.visit, v.plan.what, v.old = &c, DoSame, true
			if v.known, err = x.known.ProblemsOfVisit(old.ID); err != nil {
				return nil, false, nil, err
			}
		}
	}
	x.visits[k] = v
	x.builder.plan.visits = append(x.builder.plan.visits, v.plan)
	if v.old {
		x.builder.plan.Same++
	} else {
		x.builder.plan.New.Visits++
	}
	return v, true, nil, nil
}

func (x *exported) readVisit(l *ledger, r sheetRow) (*Reject, error) {
	region := x.exactRegion(l.text(r, xRegion))
	v, _, bad, err := x.visitAt(l, r, region)
	if bad != nil || err != nil {
		return bad, err
	}
	if v == nil {
		return refuseExport(l, r, xVisitOn, "缺走访日期。"), nil
	}
	fields, ferr := readFields(l.text(r, xFields))
	if ferr != nil {
		return refuseExport(l, r, xFields, "其他字段读不出来，可能被改动过。"), nil
	}
	was := *v.plan.visit
	w := v.plan.visit
	w.Region, w.Visitors, w.Reply, w.Note, w.Fields = region, l.text(r, xVisitors), l.text(r, xReply), l.text(r, xNote), fields
	w.Satisfaction, _ = data.SatisfactionNamed(l.text(r, xAnswer))
	w.JoinUnits = nil
	for _, n := range several(l.text(r, xJoin)) {
		w.JoinUnits = append(w.JoinUnits, x.exactUnit(n))
	}
	row := PlanRow{Sheet: l.name, Row: r.number, What: v.plan.what, Text: "走访 " + l.text(r, xFirm), key: -1}
	if v.old && !sameVisit(was, *w) {
		v.plan.what, row.What = DoUpdate, DoUpdate
		x.builder.plan.Same--
		x.builder.plan.Updated++
	}
	x.builder.plan.Rows = append(x.builder.plan.Rows, row)
	return nil, nil
}

func sameVisit(a, b data.Visit) bool {
	return a.Region == b.Region && a.Visitors == b.Visitors && a.Reply == b.Reply && a.Note == b.Note && a.Satisfaction == b.Satisfaction &&
		slices.Equal(a.JoinUnits, b.JoinUnits) && fieldsText(a.Fields) == fieldsText(b.Fields)
}

func readFields(text string) (map[string]string, error) {
	if text == "" {
		return nil, nil
	}
	m := map[string]string{}
	err := json.Unmarshal([]byte(text), &m)
	return m, err
}

func (x *exported) readProblem(l *ledger, r sheetRow) (*Reject, error) {
	region := x.exactRegion(l.text(r, xRegion))
	v, _, bad, err := x.visitAt(l, r, region)
	if bad != nil || err != nil {
		return bad, err
	}
	p, bad := x.problemOf(l, r, region)
	if bad != nil {
		return bad, nil
	}
	var known []*data.Problem
	if v != nil {
		p.VisitID = v.plan.visit.ID
		known = v.known
	} else if lead := firstLead(p); lead >= 0 && p.Source >= 0 {
		if known, err = x.known.FindProblems(p.Content, 0, p.Source, lead); err != nil && data.CodeOf(err) != data.NotFound {
			return nil, err
		}
	}
	if err := x.freeCode(p); err != nil {
		return nil, err
	}
	q := &problemPlan{problem: p, what: DoNew}
	for _, old := range known {
		if !x.taken[old.ID] && data.Normalise(old.Content) == data.Normalise(p.Content) && old.Occurrence == p.Occurrence {
			x.taken[old.ID] = true
			x.merge(q, old)
			break
		}
	}
	if _, err := q.problem.Timeline(x.clock); err != nil {
		return refuseExport(l, r, xEvents, "事件记录衔接不上："+err.Error()), nil
	}
	x.countExported(l, r, q)
	return nil, nil
}

// freeCode drops the code of a new problem when another problem bears it here.
func (x *exported) freeCode(p *data.Problem) error {
	k, ok := x.known.(interface {
		ProblemByCode(code string) (*data.Problem, error)
	})
	if !ok || p.Code == "" {
		return nil
	}
	other, err := k.ProblemByCode(p.Code)
	if err != nil && data.CodeOf(err) != data.NotFound {
		return err
	}
	if err == nil && other != nil {
		p.Code = ""
	}
	return nil
}

func (x *exported) countExported(l *ledger, r sheetRow, q *problemPlan) {
	p := x.builder.plan
	switch q.what {
	case DoNew:
		p.New.Problems++
	case DoSame:
		p.Same++
	case DoUpdate:
		p.Updated++
	}
	if q.what != DoSame && slices.ContainsFunc(q.problem.Events, func(e data.Event) bool {
		return e.Basis == data.Inferred && !e.Voided() && e.Kind != data.Progress
	}) {
		p.Inferred++
	}
	p.Rows = append(p.Rows, PlanRow{Sheet: l.name, Row: r.number, What: q.what, Text: short(l.text(r, xContent), 60), Changes: q.changes, key: len(p.problems)})
	p.problems = append(p.problems, q)
}

func (x *exported) problemOf(l *ledger, r sheetRow, region data.ID) (*data.Problem, *Reject) {
	p := &data.Problem{Code: l.text(r, xCode), Content: l.text(r, xContent), Region: region, EnterpriseID: x.firmOf(l, r, region)}
	if p.Content == "" {
		return nil, refuseExport(l, r, xContent, "缺问题内容。")
	}
	p.Category, p.Nature = x.category.exactly(l.text(r, xCategory), x.next), x.nature.exactly(l.text(r, xNature), x.next)
	p.Measure, p.Source = x.measure.exactly(l.text(r, xMeasure), x.next), x.source.exactly(l.text(r, xSource), x.next)
	p.Supervising, p.Visiting = x.exactUnit(l.text(r, xSupervise)), x.exactUnit(l.text(r, xVisiting))
	p.ComplainedUnit = x.exactUnit(l.text(r, xComplained))
	for _, n := range strings.Split(l.text(r, xSupport), "、") {
		if id := x.exactUnit(n); id != 0 {
			p.Supporting = append(p.Supporting, id)
		}
	}
	p.Occurrence, p.RealNameOK, p.Complaint = atoi(l.text(r, xOccurrence)), l.text(r, xRealName) == "是", l.text(r, xComplaint) == "是"
	var err error
	if p.Fields, err = readFields(l.text(r, xFields)); err != nil {
		return nil, refuseExport(l, r, xFields, "其他字段读不出来，可能被改动过。")
	}
	if p.Events, err = x.readEvents(l.text(r, xEvents)); err != nil {
		return nil, refuseExport(l, r, xEvents, err.Error()+"。")
	}
	return p, nil
}

// merge fits an exported problem into the one on record: its facts replace, events
// the record lacks are added, none is taken away.
func (x *exported) merge(q *problemPlan, old *data.Problem) {
	p := *old
	n := q.problem
	names := x.names()
	have := map[string][]int{}
	for i, e := range p.Events {
		k := eventKey(e, names)
		have[k] = append(have[k], i)
	}
	p.Events = slices.Clone(p.Events)
	seq, before := old.NextSeq(), eventsText(p.Events, names)
	here := map[int]int{} // the file's numbers of events → the record's
	for _, e := range n.Events {
		k := eventKey(e, names)
		if at := twin(have[k], p.Events, e); at >= 0 {
			i := have[k][at]
			have[k] = slices.Delete(have[k], at, at+1)
			here[e.Seq] = p.Events[i].Seq
			if e.Voided() && !p.Events[i].Voided() {
				p.Events[i].VoidedBy, p.Events[i].VoidedAt, p.Events[i].VoidReason = e.VoidedBy, e.VoidedAt, e.VoidReason
			}
			continue
		}
		here[e.Seq] = seq
		e.Seq, e.ProblemID, e.Replaces = seq, p.ID, here[e.Replaces]
		seq++
		p.Events = append(p.Events, e)
	}
	change := func(column, a, b string) {
		if a != b {
			q.changes = append(q.changes, Change{column, a, b})
		}
	}
	change(xContent, p.Content, n.Content)
	change(xCategory, names.entry(p.Category), names.entry(n.Category))
	change(xNature, names.entry(p.Nature), names.entry(n.Nature))
	change(xMeasure, names.entry(p.Measure), names.entry(n.Measure))
	change(xSource, names.entry(p.Source), names.entry(n.Source))
	change(xSupervise, names.unit(p.Supervising), names.unit(n.Supervising))
	if n.ComplainedUnit == 0 { // what keeps a complaint from whom it is about is never taken away
		n.ComplainedUnit = p.ComplainedUnit
	}
	change(xComplained, names.unit(p.ComplainedUnit), names.unit(n.ComplainedUnit))
	change(xSupport, names.units(p.Supporting), names.units(n.Supporting))
	change(xRegion, names.region(p.Region), names.region(n.Region))
	change(xFields, fieldsText(p.Fields), fieldsText(n.Fields))
	change(xEvents, before, eventsText(p.Events, names))
	p.Content, p.Category, p.Nature, p.Measure, p.Source, p.Region = n.Content, n.Category, n.Nature, n.Measure, n.Source, n.Region
	p.Supervising, p.Visiting, p.Supporting, p.Fields = n.Supervising, n.Visiting, n.Supporting, n.Fields
	p.RealNameOK, p.Complaint, p.ComplainedUnit = n.RealNameOK, n.Complaint, n.ComplainedUnit
	q.problem, q.what = &p, DoSame
	if len(q.changes) > 0 {
		q.what = DoUpdate
	}
}

// twin picks, among the events on record that say what e says, the one that is e: with
// its number, else voided or not like it, else the first; -1 for none.
func twin(candidates []int, events []data.Event, e data.Event) int {
	best, score := -1, -1
	for at, i := range candidates {
		s := 0
		if events[i].Seq == e.Seq {
			s += 2
		}
		if events[i].Voided() == e.Voided() {
			s++
		}
		if s > score {
			best, score = at, s
		}
	}
	return best
}

// eventKey is what makes two records of an event the same one.
func eventKey(e data.Event, n Names) string {
	t := writeEvent(e, n)
	t.Seq, t.VoidedAt, t.VoidedBy, t.VoidReason, t.RecordedAt, t.Actor = 0, "", "", "", "", ""
	t.Replaces, t.SignedBy, t.SignedOn, t.ToldOn = 0, "", 0, 0 // earlier exports lacked them
	b, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return string(b)
}

// names gives names of what the plan knows, records on file and new ones alike.
func (b *builder) names() Names {
	return Names{
		Unit: func(id data.ID) string {
			for _, u := range b.roster.all {
				if u.ID == id {
					return u.Name
				}
			}
			return ""
		},
		Region: func(id data.ID) string {
			if r := b.places.byID(id); r != nil {
				return r.Name
			}
			return ""
		},
		Entry: func(id data.ID) string {
			for _, d := range []*dictionary{b.category, b.nature, b.measure, b.source} {
				for _, e := range d.entries {
					if e.ID == id {
						return e.Name
					}
				}
			}
			return ""
		},
	}
}

// exactUnit finds a unit by its own name only: an export does not abbreviate.
func (b *builder) exactUnit(name string) data.ID {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0
	}
	k := data.Normalise(name)
	for _, i := range b.roster.exact[k] {
		if b.roster.all[i].Name == name {
			return b.roster.all[i].ID
		}
	}
	place, _ := b.roster.splitPlace(k)
	return b.roster.make(name, place)
}

func (b *builder) exactRegion(name string) data.ID {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0
	}
	for _, i := range b.places.byName[data.Normalise(name)] {
		if b.places.all[i].Name == name {
			return b.places.all[i].ID
		}
	}
	return b.places.make(name, 0)
}

// exactly finds an entry by its own name, or makes it: an export brings the words of
// the office it came from.
func (d *dictionary) exactly(name string, next func() data.ID) data.ID {
	if name == "" {
		return 0
	}
	for _, e := range d.entries {
		if e.Name == name {
			return e.ID
		}
	}
	e := data.Entry{ID: next(), Kind: d.kind, Name: name, Sort: 1000 + len(d.entries)}
	d.entries = append(d.entries, e)
	d.fresh = append(d.fresh, e)
	return e.ID
}
