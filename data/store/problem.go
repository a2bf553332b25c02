package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"qinqing/data"
)

var problemKind *kind[data.Problem]

func init() {
	problemKind = &kind[data.Problem]{
		entity: data.EntityProblem, word: "问题",
		head: func(p *data.Problem) head { return head{&p.ID, &p.Version, &p.DeletedAt} },
		load: loadProblem, write: writeProblem,
		free: func(v *View, p *data.Problem) error {
			return v.unused("问题", p.ID, "SELECT 1 FROM record WHERE ref = ? AND gone = 0 AND kind IN ('supervision', 'clue_transfer', 'common_problem')",
				"SELECT 1 FROM record r, json_each(r.body, '$.problems') j WHERE r.kind = 'common_problem' AND j.value = ? AND r.gone = 0")
		},
		vet: func(v *View, was row[data.Problem], p *data.Problem) error {
			if err := v.mustStand(problemRests(was.alive()), problemRests(p)); err != nil || was.Rec != nil || p.ID == 0 {
				return err
			}
			return v.vetReturn(p)
		},
	}
}

// contentHash is the identity of a content: equal for texts that Normalise alike.
func contentHash(content string) int64 {
	sum := sha256.Sum256([]byte(data.Normalise(content)))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

const factColumns = `id, code, visit, enterprise, region, source, content, category, nature, measure, visiting, supervising, supporting,
	complained, occurrence, real_name, complaint, fields, version, gone, deleted_at`

func scanFacts(r scanner) (row[data.Problem], error) {
	p := data.Problem{}
	out := row[data.Problem]{Rec: &p}
	err := r.Scan(&p.ID, &p.Code, idCol{&p.VisitID}, idCol{&p.EnterpriseID}, idCol{&p.Region}, idCol{&p.Source}, &p.Content,
		idCol{&p.Category}, idCol{&p.Nature}, idCol{&p.Measure}, idCol{&p.Visiting}, idCol{&p.Supervising}, jsonCol{&p.Supporting},
		idCol{&p.ComplainedUnit}, &p.Occurrence, &p.RealNameOK, &p.Complaint, jsonCol{&p.Fields}, &p.Version, &out.Gone, timeCol{&p.DeletedAt})
	return out, err
}

// loadFacts reads a problem without its events.
func loadFacts(v *View, id data.ID) (out row[data.Problem], err error) {
	err = v.c.each("SELECT "+factColumns+" FROM problem WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanFacts(r)
		return err
	})
	return out, err
}

func loadProblem(v *View, id data.ID) (row[data.Problem], error) {
	out, err := loadFacts(v, id)
	if err == nil && out.Rec != nil {
		out.Rec.Events, err = v.eventsOf(id)
	}
	return out, err
}

// Problem is a live problem with its events.
func (v *View) Problem(id data.ID) (*data.Problem, error) {
	r, err := problemKind.current(v, id)
	return r.Rec, err
}

// ProblemByCode is the live problem of that code; of several offices' the own one.
func (v *View) ProblemByCode(code string) (*data.Problem, error) {
	var id data.ID
	found, err := v.c.one("SELECT id FROM problem WHERE code = ? AND gone = 0 ORDER BY (id >> 40) <> ?, id LIMIT 1", []any{code, v.s.site.Load()}, &id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, data.Errorf(data.NotFound, "code", "没有编号为“%s”的问题，可能已被删除；请核对编号。", code)
	}
	return v.Problem(id)
}

// problemsWhere reads live problems with events. The query selects ids.
func (v *View) problemsWhere(query string, args ...any) ([]*data.Problem, error) {
	ids, err := v.ids64(query, args)
	if err != nil {
		return nil, err
	}
	var out []*data.Problem
	for _, id := range ids {
		p, err := v.Problem(data.ID(id))
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// ProblemsOfVisit lists the live problems found on a visit.
func (v *View) ProblemsOfVisit(visit data.ID) ([]*data.Problem, error) {
	return v.problemsWhere("SELECT id FROM problem WHERE visit = ? AND gone = 0 ORDER BY id", int64(visit))
}

// FindProblems lists the live problems of one identity, all occurrences: by visit
// and content, or without a visit by source, content and lead unit.
func (v *View) FindProblems(content string, visit, source, lead data.ID) ([]*data.Problem, error) {
	hash := contentHash(content)
	var list []*data.Problem
	var err error
	if visit != 0 {
		list, err = v.problemsWhere("SELECT id FROM problem WHERE visit = ? AND hash = ? AND gone = 0 ORDER BY occurrence, id", int64(visit), hash)
	} else {
		list, err = v.problemsWhere(`SELECT id FROM problem WHERE hash = ? AND source IS ? AND lead IS ? AND visit IS NULL AND gone = 0
			ORDER BY occurrence, id`, hash, ref(source), ref(lead))
	}
	norm := data.Normalise(content)
	return slices.DeleteFunc(list, func(p *data.Problem) bool { return data.Normalise(p.Content) != norm }), err
}

// ProblemsOfEnterprise lists an enterprise's live problems, newest first.
func (v *View) ProblemsOfEnterprise(id data.ID, limit int) ([]*data.Problem, error) {
	return v.problemsWhere("SELECT id FROM problem WHERE enterprise = ? AND gone = 0 ORDER BY id DESC LIMIT ?", int64(id), limit)
}

// ProblemIDsOfEnterprise lists the ids of an enterprise's live problems, newest first.
func (v *View) ProblemIDsOfEnterprise(id data.ID, limit int) ([]data.ID, error) {
	return v.idsOf("SELECT id FROM problem WHERE enterprise = ? AND gone = 0 ORDER BY id DESC LIMIT ?", int64(id), limit)
}

func (v *View) idsOf(query string, args ...any) ([]data.ID, error) {
	list, err := v.ids64(query, args)
	out := make([]data.ID, len(list))
	for i, id := range list {
		out[i] = data.ID(id)
	}
	return out, err
}

// SaveProblem writes a problem's facts, the events it does not hold yet and those
// newly voided, and replays the whole history; what the rules forbid is refused.
// It fills in Code, Occurrence and the events' ids, times and actor where they are empty.
func (tx *Tx) SaveProblem(p *data.Problem) error {
	var was row[data.Problem]
	if p.ID != 0 {
		var err error
		if was, err = problemKind.current(tx.View, p.ID); err != nil {
			return err
		}
		if was.Rec.Version != p.Version {
			return stale("问题")
		}
	}
	kept := *p
	kept.Events = slices.Clone(p.Events)
	if err := tx.saveProblem(was, p); err != nil {
		*p = kept // a refused problem is as it was given
		return err
	}
	return nil
}

func (tx *Tx) saveProblem(was row[data.Problem], p *data.Problem) error {
	if data.Normalise(p.Content) == "" {
		return data.Errorf(data.Invalid, "content", "请填写问题内容。")
	}
	if err := p.RefuseSecrets(was.Rec); err != nil {
		return err
	}
	if err := tx.needFor(was.Rec, p); err != nil {
		return err
	}
	if err := tx.vetEvents(was.Rec, p); err != nil {
		return err
	}
	if err := problemKind.vet(tx.View, was, p); err != nil {
		return err
	}
	tl, err := tx.replayNew(was.Rec, p)
	if err != nil {
		return err
	}
	if err := tx.moveClue(was.Rec, p, tl); err != nil {
		return err
	}
	if was.Rec == nil {
		if p.ID, err = tx.newID("problem"); err != nil {
			return err
		}
		p.Version = 0
		p.DeletedAt = time.Time{}
	}
	if err := tx.number(was.Rec, p, tl); err != nil {
		return err
	}
	p.Version++
	if err := problemKind.replace(tx, was, row[data.Problem]{Rec: p}); err != nil {
		return err
	}
	return tx.eraseEvents(p.ID)
}

// needFor asks for the right to every event that the step adds or voids. What comes with a
// ledger is history told by others: of a problem that comes in whole it takes no more than
// to enter it.
func (tx *Tx) needFor(was, p *data.Problem) error {
	if err := tx.need(data.MayRecord); err != nil || tx.person == nil {
		return err
	}
	stands := map[int]bool{} // by place: whether it is voided
	if was != nil {
		for _, e := range was.Events {
			stands[e.Seq] = e.Voided()
		}
	}
	for _, e := range p.Events {
		voided, known := stands[e.Seq]
		if known && voided == e.Voided() || was == nil && e.Origin != data.FromWindow && e.Origin != "" {
			continue
		}
		if err := tx.need(data.RightFor(e.Kind)); err != nil {
			return err
		}
	}
	return nil
}

// vetEvents refuses changed events and completes new ones.
func (tx *Tx) vetEvents(was, p *data.Problem) error {
	known := map[int]data.Event{}
	if was != nil {
		for _, e := range was.Events {
			known[e.Seq] = e
		}
	}
	for i := range p.Events {
		e := &p.Events[i]
		if e.Seq == 0 {
			e.Seq = p.NextSeq()
		}
		old, stored := known[e.Seq]
		delete(known, e.Seq)
		if stored {
			if err := sameEvent(old, *e); err != nil {
				return err
			}
			if e.Voided() && !old.Voided() {
				completeVoid(tx, e)
			}
			continue
		}
		if e.RecordedAt.IsZero() {
			e.RecordedAt = tx.now
		}
		if e.Actor == "" {
			e.Actor = tx.actor.Name
		}
		if e.Basis == "" {
			e.Basis = data.Real
		}
		if e.Origin == "" {
			e.Origin = data.FromWindow
		}
		e.RecordedAt = unstamp(stamp(e.RecordedAt))
		if e.Voided() {
			completeVoid(tx, e)
		}
	}
	if len(known) > 0 {
		return stale("问题")
	}
	return nil
}

func completeVoid(tx *Tx, e *data.Event) {
	if e.VoidedAt.IsZero() {
		e.VoidedAt = tx.now
	}
	e.VoidedAt = unstamp(stamp(e.VoidedAt))
}

// sameEvent allows nothing but voiding of a stored event.
func sameEvent(old, e data.Event) error {
	if old.Voided() && (e.VoidedBy != old.VoidedBy || e.VoidReason != old.VoidReason) {
		return data.Errorf(data.Conflict, "events", "第 %d 条事项已经作废过，不能再改，这一步没有写入。", e.Seq)
	}
	if !reflect.DeepEqual(bare(old), bare(e)) {
		return data.Errorf(data.Conflict, "events", "第 %d 条事项（%s）已经登记，不能改动，这一步没有写入；有误请作废后重新登记。", e.Seq, old.Kind.Name())
	}
	return nil
}

// bare is what of an event may never change.
func bare(e data.Event) data.Event {
	e.ID, e.ProblemID, e.Actor, e.RecordedAt = 0, 0, "", time.Time{}
	e.VoidedBy, e.VoidReason, e.VoidedAt = "", "", time.Time{}
	if len(e.Missing) == 0 {
		e.Missing = nil
	}
	if len(e.Deadline.Stages) == 0 {
		e.Deadline.Stages = nil
	}
	return e
}

// replayNew replays the whole history; the events this step adds must have what the
// rules require today.
func (tx *Tx) replayNew(was, p *data.Problem) (*data.Timeline, error) {
	clock, err := tx.Clock()
	if err != nil {
		return nil, err
	}
	if !tx.bulk {
		if err := p.CheckNew(len(eventsOf(row[data.Problem]{Rec: was})), clock); err != nil {
			return nil, err
		}
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return nil, err
	}
	if tl.RegisteredOn.IsZero() {
		return nil, data.Errorf(data.Invalid, "events", "问题还没有登记日期，没有保存；请填写登记日期。")
	}
	return tl, nil
}

// number gives code and occurrence where they are empty, and refuses a double.
func (tx *Tx) number(was, p *data.Problem, tl *data.Timeline) error {
	if tx.bulk && p.Code != "" && p.Occurrence > 0 {
		return nil
	}
	if was == nil || p.Occurrence == 0 || was.Content != p.Content || was.VisitID != p.VisitID || was.Occurrence != p.Occurrence {
		same, err := tx.FindProblems(p.Content, p.VisitID, p.Source, tl.Now.Lead)
		if err != nil {
			return err
		}
		top := 0
		for _, x := range same {
			if x.ID == p.ID {
				continue
			}
			top = max(top, x.Occurrence)
			if x.Occurrence == p.Occurrence {
				return data.Errorf(data.Conflict, "content", "台账里已有同样的问题（%s），没有重复保存；确实再次发生的，请写明是第几次。", x.Code)
			}
		}
		if p.Occurrence == 0 {
			p.Occurrence = top + 1
		}
	}
	if p.Code != "" {
		return nil
	}
	year := tl.RegisteredOn.Year()
	for {
		var n int
		if _, err := tx.c.one("INSERT INTO code_counter(year, last) VALUES(?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
			[]any{year}, &n); err != nil {
			return err
		}
		p.Code = fmt.Sprintf("WT-%d-%04d", year, n)
		var taken int
		found, err := tx.c.one("SELECT 1 FROM problem WHERE code = ? AND (id >> 40) = ?", []any{p.Code, tx.s.site.Load()}, &taken)
		if err != nil || !found {
			return err
		}
	}
}

// vetReturn refuses to bring a problem back beside one that was saved since in its place.
func (v *View) vetReturn(p *data.Problem) error {
	clock, err := v.Clock()
	if err != nil {
		return err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return err
	}
	same, err := v.FindProblems(p.Content, p.VisitID, p.Source, tl.Now.Lead)
	for _, x := range same {
		if x.Occurrence == p.Occurrence {
			return data.Errorf(data.Conflict, "content", "台账里已有同样的问题（%s），没有恢复；请先删除那一条，或不再恢复。", x.Code)
		}
	}
	return err
}

// writeProblem keeps row, events, spans, cells, counters and search in step.
func writeProblem(tx *Tx, was, now row[data.Problem]) error {
	clock, err := tx.Clock()
	if err != nil {
		return err
	}
	if now.Gone == hidden {
		return tx.hideProblem(was, now, clock)
	}
	tl, err := now.Rec.Timeline(clock)
	if err != nil {
		return err
	}
	if err := tx.putProblemRow(now, tl); err != nil {
		return err
	}
	if err := tx.syncEvents(now.Rec, eventsOf(was)); err != nil {
		return err
	}
	var before, after *data.Timeline
	if p := was.alive(); p != nil {
		if before, err = p.Timeline(clock); err != nil {
			return err
		}
	}
	if now.Gone == live {
		after = tl
	}
	if err := tx.putDerived(now.Rec.ID, before, after); err != nil {
		return err
	}
	if err := tx.indexEvents(was.alive(), now.alive()); err != nil {
		return err
	}
	if was.alive() != nil && now.alive() != nil && sameTexts(was.Rec, now.Rec) {
		return nil
	}
	return tx.indexProblem(now.alive(), now.Rec.ID)
}

func sameTexts(a, b *data.Problem) bool {
	return a.Content == b.Content && a.Code == b.Code && a.EnterpriseID == b.EnterpriseID && maps.Equal(a.Fields, b.Fields)
}

func eventsOf(r row[data.Problem]) []data.Event {
	if r.Rec == nil {
		return nil
	}
	return r.Rec.Events
}

// hideProblem takes back a problem's making: its events are voided, the row stays.
func (tx *Tx) hideProblem(was, now row[data.Problem], clock data.Clock) error {
	stored := now.Rec.Events
	now.Rec.Events = nil
	if err := tx.syncEvents(now.Rec, stored); err != nil {
		return err
	}
	if _, err := tx.c.exec("UPDATE problem SET gone = 2, deleted_at = NULL, version = ? WHERE id = ?", now.Rec.Version, int64(now.Rec.ID)); err != nil {
		return err
	}
	if p := was.alive(); p != nil {
		old := *p
		old.Events = stored
		before, err := old.Timeline(clock)
		if err != nil {
			return err
		}
		if err := tx.putDerived(p.ID, before, nil); err != nil {
			return err
		}
		if err := tx.indexEvents(&old, nil); err != nil {
			return err
		}
	}
	return tx.indexProblem(nil, now.Rec.ID)
}

// recompute renews what is derived from a problem's events after the clock changed.
func (tx *Tx) recompute(id data.ID, old, now data.Clock) error {
	r, err := loadProblem(tx.View, id)
	if err != nil {
		return err
	}
	before, err := r.Rec.Timeline(old)
	if err != nil {
		return err
	}
	after, err := r.Rec.Timeline(now)
	if err != nil {
		return data.Wrap(data.Conflict, err, "改动以后，问题 %s 的经过不再成立（%s）没有保存任何改动；请先更正那个问题。", r.Rec.Code, err.Error())
	}
	if slices.Equal(before.Spans, after.Spans) && slices.Equal(before.Atoms, after.Atoms) {
		return nil
	}
	if err := tx.putProblemRow(r, after); err != nil {
		return err
	}
	tx.changes.Add(data.EntityProblem, id)
	return tx.putDerived(id, before, after)
}

const putProblemSQL = `INSERT INTO problem(id, code, visit, enterprise, region, source, content, hash, category, nature, measure, visiting,
	supervising, supporting, complained, occurrence, real_name, complaint, fields, version, gone, deleted_at,
	registered, reg_basis, state, stock, lead, category_now, due, due_sort, uncertain, calm, extended, since)
	VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT(id) DO UPDATE SET code = excluded.code, visit = excluded.visit, enterprise = excluded.enterprise, region = excluded.region,
	source = excluded.source, content = excluded.content, hash = excluded.hash, category = excluded.category, nature = excluded.nature,
	measure = excluded.measure, visiting = excluded.visiting, supervising = excluded.supervising, supporting = excluded.supporting,
	complained = excluded.complained, occurrence = excluded.occurrence, real_name = excluded.real_name, complaint = excluded.complaint, fields = excluded.fields,
	version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at, registered = excluded.registered,
	reg_basis = excluded.reg_basis, state = excluded.state, stock = excluded.stock, lead = excluded.lead, category_now = excluded.category_now,
	due = excluded.due, due_sort = excluded.due_sort, uncertain = excluded.uncertain, calm = excluded.calm, extended = excluded.extended, since = excluded.since`

func (tx *Tx) putProblemRow(r row[data.Problem], tl *data.Timeline) error {
	args, err := problemArgs(r, tl)
	if err != nil {
		return err
	}
	args[21] = deletedText(r.Gone, r.Rec.DeletedAt, tx.now)
	_, err = tx.c.exec(putProblemSQL, args...)
	return err
}

// problemArgs are the columns of today's row in putProblemSQL's order.
func problemArgs(r row[data.Problem], tl *data.Timeline) ([]any, error) {
	p := r.Rec
	fields, err := jsonText(p.Fields)
	if err != nil {
		return nil, err
	}
	var supporting any
	if len(p.Supporting) > 0 {
		b, err := json.Marshal(p.Supporting)
		if err != nil {
			return nil, wrap(err)
		}
		supporting = string(b)
	}
	last := tl.Spans[len(tl.Spans)-1]
	return []any{int64(p.ID), p.Code, ref(p.VisitID), ref(p.EnterpriseID), ref(p.Region), ref(p.Source), p.Content, contentHash(p.Content),
		ref(p.Category), ref(p.Nature), ref(p.Measure), ref(p.Visiting), ref(p.Supervising), supporting, ref(p.ComplainedUnit), p.Occurrence, boolInt(p.RealNameOK),
		boolInt(p.Complaint), fields, p.Version, r.Gone, nil,
		tl.RegisteredOn, string(tl.RegBasis), int(tl.State), string(tl.State.Stock()), ref(tl.Now.Lead), ref(tl.Now.Category), last.Due, dueSort(last.Due),
		last.Uncertain, calmOf(last), boolInt(last.Extended), last.From}, nil
}

// What keeps a problem's light from turning on, as its row says it.
const (
	calmInTime   = 1
	calmInferred = 2
)

func calmOf(s data.Span) int {
	switch {
	case s.InTime:
		return calmInTime
	case s.DueInferred:
		return calmInferred
	}
	return 0
}

// dueSort puts problems without a deadline after all others.
func dueSort(due data.Date) string {
	if due == 0 {
		return forever
	}
	return due.String()
}
