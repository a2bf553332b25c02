package data

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"qinqing/data/workday"
)

// Clock is what turns limits into days: the office's calendar and its rules.
type Clock struct {
	*workday.Calendar
	Rules Rules
}

// Problem is one 问题 with its whole history. Its facts (content, category as
// registered, units) may be corrected; where it stands is derived from Events.
type Problem struct {
	ID             ID
	Code           string // WT-2026-0001; printed, never parsed
	VisitID        ID     // 0: not found on a visit
	EnterpriseID   ID     // 0: the ledger names none
	Region         ID     // 企业所在地 when registered
	Source         ID
	Content        string
	Category       ID // as registered; Recategorise events change it from their date on
	Nature         ID
	Measure        ID
	Visiting       ID   // 走访单位
	Supervising    ID   // 监督单位
	Supporting     []ID // 协办单位: never in a summed table
	ComplainedUnit ID   // 被反映单位: never to be the lead unit, nor to see who complained; 0: none
	Occurrence     int  // 1, 2 … for true repeats of the same content
	RealNameOK     bool // 企业同意实名转办
	Complaint      bool // about conduct: always masked
	Fields         map[string]string
	Version        int
	DeletedAt      time.Time

	Events []Event // by Seq; voided ones included
}

// Apply records one more event if the whole history, ordered by 发生日 and then by
// recording, stays legal with it; otherwise the problem is unchanged and the error
// says in Chinese why. The event's Seq is set here, and its Basis and Origin where empty.
func (p *Problem) Apply(e Event, c Clock) error {
	next, err := p.with(p.Events, e, c)
	if err != nil {
		return err
	}
	p.Events = next
	return nil
}

// with is the history with e after the given events, if that is legal.
func (p *Problem) with(events []Event, e Event, c Clock) ([]Event, error) {
	if e.Basis == "" {
		e.Basis = Real
	}
	if e.Origin == "" {
		e.Origin = FromWindow
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	e.Seq = p.NextSeq()
	e.ProblemID = p.ID
	e.VoidedBy, e.VoidReason, e.VoidedAt = "", "", time.Time{}
	next := append(slices.Clip(slices.Clone(events)), e)
	if _, err := replay(p, next, c, e.Seq); err != nil {
		return nil, err
	}
	return next, nil
}

// NextSeq is the number the next event gets.
func (p *Problem) NextSeq() int {
	n := 0
	for _, e := range p.Events {
		n = max(n, e.Seq)
	}
	return n + 1
}

// Void marks the event with that Seq as mistaken, once and with a reason. It is
// refused when a later event rests on it.
func (p *Problem) Void(seq int, by, reason string, at time.Time, c Clock) error {
	next, i, err := p.voided(seq, by, reason, at)
	if err != nil {
		return err
	}
	_, err = replay(p, next, c, noPapers)
	if _, was := replay(p, p.Events, c, allPapers); err == nil && was == nil {
		_, err = replay(p, next, c, allPapers)
	}
	if err != nil {
		return Errorf(Conflict, "seq", "不能作废这条%s：其后的记录以它为前提（%s）请先作废后面的记录。", next[i].Kind.Name(), err.Error())
	}
	p.Events = next
	return nil
}

// Replace voids the event with that Seq and records e in its place in one step: the
// way to put right a mistaken or a 推定 date that later events rest on. On a day of
// several events e keeps the place of the one it replaces. The kind must be the same.
func (p *Problem) Replace(seq int, e Event, by, reason string, at time.Time, c Clock) error {
	next, i, err := p.voided(seq, by, reason, at)
	if err != nil {
		return err
	}
	if e.Kind != next[i].Kind {
		return Errorf(Invalid, "kind", "更正只能改同一事项的内容：原记录是%s，不能换成%s。", next[i].Kind.Name(), e.Kind.Name())
	}
	e.Replaces = seq
	if next, err = p.with(next, e, c); err != nil {
		return err
	}
	p.Events = next
	return nil
}

// Correct puts an event altered by alter in the place of the one with that Seq, which
// stays on record as voided. It is recorded anew, now and by whoever corrects; where it
// came from stays, as what paper ledgers are let off hangs on it.
func (p *Problem) Correct(seq int, alter func(*Event) error, by, reason string, at time.Time, c Clock) error {
	i := slices.IndexFunc(p.Events, func(e Event) bool { return e.Seq == seq })
	if i < 0 {
		return Errorf(NotFound, "seq", "没有第 %d 条记录。", seq)
	}
	e := p.Events[i]
	if err := alter(&e); err != nil {
		return err
	}
	if reflect.DeepEqual(e, p.Events[i]) {
		return Errorf(Invalid, "", "没有写明要改什么：更正后的内容和原来一样，没有改动。")
	}
	e.ID, e.Actor, e.RecordedAt = 0, "", time.Time{}
	return p.Replace(seq, e, by, reason, at, c)
}

// voided is a copy of the events with one voided, and where that one is.
func (p *Problem) voided(seq int, by, reason string, at time.Time) ([]Event, int, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, 0, Errorf(Invalid, "reason", "作废一条记录须写明原因。")
	}
	if strings.TrimSpace(by) == "" {
		return nil, 0, Errorf(Invalid, "by", "作废一条记录须写明由谁作废。")
	}
	next := slices.Clone(p.Events)
	i := slices.IndexFunc(next, func(e Event) bool { return e.Seq == seq })
	if i < 0 {
		return nil, 0, Errorf(NotFound, "seq", "没有第 %d 条记录。", seq)
	}
	if next[i].Voided() {
		return nil, 0, Errorf(Conflict, "seq", "第 %d 条记录已经作废过，不能再次作废。", seq)
	}
	next[i].VoidedBy, next[i].VoidReason, next[i].VoidedAt = by, reason, at
	return next, i, nil
}

// Timeline replays the events.
func (p *Problem) Timeline(c Clock) (*Timeline, error) { return replay(p, p.Events, c, noPapers) }
