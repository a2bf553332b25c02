package data

import (
	"math"
	"slices"
	"strings"
)

// What an office may require before 销号, by the words that Event.Missing and
// Timeline.Missing use where it is lacking.
const (
	PaperSign     = "主要负责人签字"
	PaperFeedback = "企业反馈"
	PaperApprover = "审批人"
)

// Which events of a replay must have the papers the settings require: those being
// recorded now, from this Seq on. A setting made later does not make older, rightly
// recorded events illegal.
const (
	allPapers = 0
	noPapers  = math.MaxInt
)

func (m *machine) needsPapers(e *Event) bool {
	return e.Seq >= m.papersFrom && !e.Origin.takenOver()
}

// CheckNew checks what Apply would have refused in the events recorded after the
// stored-th: faulty fields, an illegal place, papers that the settings require. It is
// for whoever takes a whole Problem from elsewhere, above all the store.
func (p *Problem) CheckNew(stored int, c Clock) error {
	for _, e := range p.Events {
		if e.Seq > stored && !e.Voided() {
			if err := e.check(); err != nil {
				return err
			}
		}
	}
	_, err := replay(p, p.Events, c, stored+1)
	return err
}

// papers refuses a strike-off that lacks what the office's settings require; one
// that was taken over from paper or another office is let off and marked instead
// (历史结转，要件待补). A paper named in e.Missing is 无法取得, which wants a reason.
func (m *machine) papers(e *Event) error {
	noted := func(paper string) bool {
		return slices.Contains(e.Missing, paper) && strings.TrimSpace(e.Note) != ""
	}
	r := m.c.Rules
	for _, need := range []struct {
		paper, field string
		lacking      bool
		message      string
	}{
		{PaperApprover, "approver", r.NeedApprover && strings.TrimSpace(e.Approver) == "" && !noted(PaperApprover),
			"本单位规定销号须填写审批人；取不到的请填“无法取得（原因）”。"},
		{PaperFeedback, "return_visit", r.NeedFeedback && !m.feedback && !noted(PaperFeedback),
			"本单位规定销号前须有企业反馈；请先登记回访，或写明无法取得的原因。"},
		{PaperSign, "sign", r.NeedSign && !e.signed() && !noted(PaperSign),
			"本单位规定销号须有主办单位主要负责人签字；请填写签字人和日期，或无法取得的原因。"},
	} {
		switch {
		case !need.lacking:
		case m.needsPapers(e):
			return Errorf(Invalid, need.field, "%s", need.message)
		case e.Origin.takenOver():
			m.missing(need.paper)
		}
	}
	return nil
}

// NotToBeHad begins what stands in the place of a paper that can't be got; the reason
// follows in brackets.
const NotToBeHad = "无法取得"

// LackFeedback says of a strike-off that the enterprise's feedback can't be had, and why.
func (e *Event) LackFeedback(why string) {
	e.Missing = append(e.Missing, PaperFeedback)
	if e.Note != "" {
		e.Note += "；"
	}
	e.Note += PaperFeedback + NotToBeHad + "（" + strings.TrimSpace(why) + "）"
}

// lacked notes the papers of a strike-off in whose place it is said that they can't be had.
func (m *machine) lacked(e *Event) {
	for _, x := range []struct{ paper, text string }{{PaperApprover, e.Approver}, {PaperSign, e.SignedBy}} {
		if strings.HasPrefix(strings.TrimSpace(x.text), NotToBeHad) {
			m.missing(x.paper)
		}
	}
}

// done refuses a 立行立改 that goes straight to 办结 or 销号 without saying what was done.
func (m *machine) done(e *Event) error {
	if m.cur.State.Stock() == StockO && m.cur.State != Reported && m.needsPapers(e) && strings.TrimSpace(e.Note) == "" {
		return Errorf(Invalid, "note", "立行立改的问题直接%s，须写明做了什么。", e.Kind.Name())
	}
	return nil
}

// signed: the signature has fields of its own; a note that tells of it will do.
func (e Event) signed() bool {
	return strings.TrimSpace(e.SignedBy) != "" || strings.Contains(e.Note, "签")
}

func (m *machine) missing(paper string) {
	if !slices.Contains(m.tl.Missing, paper) {
		m.tl.Missing = append(m.tl.Missing, paper)
	}
}
