package data

import (
	"fmt"
	"strings"
)

// Warnings says in Chinese what is wrong with how a problem is handled though no rule
// forbids recording it: a lead unit that is itself complained of, an objection or an
// extension asked for too late, approvals not noted. t is the problem's timeline.
// What depends on today is elsewhere: LightOn, ReviewWait, LongReviewMissed.
func Warnings(p *Problem, t *Timeline) []string {
	var out []string
	if p.ComplainedUnit != 0 && t.AssignedOn != 0 && t.Now.Lead == p.ComplainedUnit {
		out = append(out, "主办单位就是被反映的单位，应当回避；请改交其他单位。")
	}
	if p.ComplainedUnit != 0 && p.Supervising == p.ComplainedUnit {
		out = append(out, "监督单位就是被反映的单位，应当回避；请另定监督单位。")
	}
	if SmellsOfClue(p.Content) {
		out = append(out, "内容像是问题线索：属于线索的请办移送登记（只记编号、日期、接收部门），不要在这里留存原文；不是线索的不必理会。")
	}
	return append(out, t.Remarks...)
}

func (m *machine) remark(format string, args ...any) {
	m.tl.Remarks = append(m.tl.Remarks, fmt.Sprintf(format, args...))
}

// remarkLacks names in one line what an entry should have said and doesn't, and what
// helps. Paper and other offices' approvals stand as they came.
func (m *machine) remarkLacks(e *Event, should map[string]bool) {
	if e.Origin.takenOver() {
		return
	}
	var lacks []string
	for _, word := range []string{lackApplied, lackReason, lackApprover, lackTold} {
		if said, asked := should[word]; asked && !said {
			lacks = append(lacks, word)
		}
	}
	if len(lacks) > 0 {
		m.remark("%s的%s没有写明%s；查到以后可以更正补上。", e.On, e.Kind.Name(), strings.Join(lacks, "、"))
	}
}

// What an entry may lack.
const (
	lackApplied  = "申请日"
	lackReason   = "理由"
	lackApprover = "批准人"
	lackTold     = "告知企业的日期"
)

func (m *machine) remarkApprover(e *Event) {
	m.remarkLacks(e, map[string]bool{lackApprover: e.Approver != ""})
}

func (m *machine) remarkDecline(e *Event) {
	m.remarkLacks(e, map[string]bool{lackApprover: e.Approver != "", lackTold: e.ToldOn != 0})
}

func (m *machine) remarkReopen(e *Event) {
	if e.Deadline.Kind == NoDeadline {
		m.remark("%s重启时没有写明新的期限。", e.On)
	}
}

func (m *machine) remarkAssign(e *Event) {
	if m.tl.Deadline.Fixed() && m.tl.Due != 0 && m.tl.Due < e.On {
		m.remark("期限 %s 早于交办日期 %s。", m.tl.Due, e.On)
	}
}

// remarkLongTerm is for the end: whether a problem whose limit is 长期坚持 was moved
// there shows only then.
func (m *machine) remarkLongTerm() {
	if m.handedOn != 0 && m.cur.State.Stock() == StockO && m.tl.Deadline.Kind == NoDateLongTerm {
		m.remark("%s交办的期限写为长期坚持，但没有转长期坚持，仍按在办、期限缺失计。", m.handedOn)
	}
}

// remarkObject: an objection is due within 1 working day of being handed the problem.
func (m *machine) remarkObject(e *Event) {
	if n := m.c.Between(m.handedOn, e.On); m.handedOn != 0 && n > 1 {
		m.remark("异议应在交办后 1 个工作日内提出；%s 提出时已过 %d 个工作日。", e.On, n)
	}
}

// remarkExtend: an extension is to be applied for at least 1 working day before the
// deadline, with reason and approver, and the enterprise told.
func (m *machine) remarkExtend(e *Event, old Date) {
	if e.On > old {
		m.remark("%s的延期批准时期限 %s 已过（逾期后补批），已发生的逾期不因此消除。", e.On, old)
	}
	if e.AppliedOn != 0 && m.c.Between(e.AppliedOn, old) < 1 {
		m.remark("延期应至少提前 1 个工作日申请；期限为 %s，申请日为 %s。", old, e.AppliedOn)
	}
	m.remarkLacks(e, map[string]bool{lackApplied: e.AppliedOn != 0, lackReason: e.Note != "", lackApprover: e.Approver != "", lackTold: e.ToldOn != 0})
}
