package intake

import (
	"strings"

	"qinqing/data"
	"qinqing/data/workday"
)

// history is what a row says happened, with what the names in it became.
type history struct {
	*entry
	lead  data.ID
	asOf  data.Date
	rules data.Rules
	cal   *workday.Calendar

	events []data.Event
	last   data.Date // latest day so far
}

// derive turns a row into events by DOMAIN §8: real where a day is written, 推定
// where it is not.
func (h *history) derive() ([]data.Event, *Reject) {
	if bad := h.order(); bad != nil {
		return nil, bad
	}
	h.begin()
	h.reported()
	h.end()
	h.answered()
	return h.events, nil
}

// order refuses days that contradict each other, in the words of their columns.
func (h *history) order() *Reject {
	d := h.dates
	if done, struck := d[fDoneOn], d[fStruckOn]; done != 0 && struck != 0 && struck < done {
		return h.refuseBoth(fDoneOn, fStruckOn, "销号日期 %s 早于办结日期 %s。请核对后改正。", struck, done)
	}
	start := earliest(d[fRegisterOn], d[fVisitOn], d[fAssignOn])
	for _, f := range []string{fDoneOn, fStruckOn} {
		if d[f] == 0 {
			continue
		}
		if d[f] < start {
			return h.refuse(f, "%s %s 早于登记（走访、交办）日期 %s。请核对后改正。", h.title(f), d[f], start)
		}
		if d[fAssignOn] > d[f] {
			return h.refuseBoth(f, fAssignOn, "%s %s 早于交办日期 %s。请核对后改正。", h.title(f), d[f], d[fAssignOn])
		}
	}
	return nil
}

func (h *history) add(k data.Kind, on data.Date, basis data.Basis) *data.Event {
	h.events = append(h.events, data.Event{Kind: k, On: on, Basis: basis, Origin: data.FromImport})
	h.last = max(h.last, on)
	return &h.events[len(h.events)-1]
}

// undated is the day of what has none: the as-of date, never before what is known to
// have come first.
func (h *history) undated() data.Date { return max(h.asOf, h.last) }

// begin registers and assigns.
func (h *history) begin() {
	d := h.dates
	reg, basis := earliest(d[fRegisterOn], d[fVisitOn], d[fAssignOn]), data.Real
	begun := reg
	if reg == 0 {
		reg, basis = earliest(d[fReportOn], d[fDoneOn], d[fReturnOn], d[fStruckOn]), data.Inferred
	}
	if reg == 0 {
		reg = h.asOf
	}
	if d[fAssignOn] != 0 {
		begun = d[fAssignOn]
	}
	due := h.due.on(h.asOf, begun, h.cal)
	register := h.add(data.Register, reg, basis)
	if h.lead == 0 {
		register.Deadline = due
		return
	}
	on, basis := d[fAssignOn], data.Real
	if on == 0 {
		on, basis = reg, data.Inferred
	}
	assign := h.add(data.Assign, on, basis)
	assign.Unit, assign.Deadline = h.lead, due
	if (h.state == underway || h.state == told) && !handedOn(h.text(h.completionField())) {
		h.add(data.Progress, on, data.Inferred).Note = short(h.text(h.completionField()), 200)
	}
}

// handedOn: 已交办 says that nobody has begun.
func handedOn(word string) bool {
	s := squeeze(word)
	return strings.HasPrefix(s, "已交办") || strings.HasPrefix(s, "已转办")
}

// answers says that the row reports back without being resolved.
func (h *history) answers() bool {
	return h.state == answered || h.dates[fReportOn] != 0 && (h.state == unsaid || h.state == told)
}

func (h *history) reported() {
	on := h.dates[fReportOn]
	closed := h.state == settled || h.struck || h.dates[fDoneOn] != 0
	switch {
	case on == 0 && h.state != answered || h.lead == 0:
		return
	case on != 0 && on < h.last: // before 交办: not the answer of the lead unit
		return
	case on != 0 && (h.answers() || closed):
		if end := earliest(h.dates[fDoneOn], h.dates[fStruckOn]); end == 0 || on <= end {
			h.add(data.Report, on, data.Real).Note = short(h.raw[fMsgReply], 2000)
		}
	case on == 0 && h.dates[fDoneOn] == 0 && !h.struck:
		h.add(data.Report, h.undated(), data.Inferred)
	}
}

// end resolves, strikes off, or moves to 长期坚持.
func (h *history) end() {
	done, struck := h.dates[fDoneOn], h.dates[fStruckOn]
	switch {
	case h.state == declined:
		h.add(data.Decline, h.undated(), data.Inferred).Note = short(h.text(h.completionField()), 200)
		return
	case h.state == lastingOn, !h.closed() && h.due.rule.Kind == data.NoDateLongTerm && h.state != answered && h.dates[fReportOn] == 0:
		h.add(data.ToLongTerm, h.undated(), data.Inferred)
		return
	case !h.closed():
		return
	}
	switch {
	case done != 0:
		h.add(data.Resolve, done, data.Real)
	case struck == 0 || !h.struck:
		h.add(data.Resolve, h.undated(), data.Inferred)
	}
	if !h.struck {
		return
	}
	basis := data.Real
	if struck == 0 {
		struck, basis = h.undated(), data.Inferred
	}
	h.add(data.StrikeOff, struck, basis).Missing = h.missing()
}

func (h *history) closed() bool {
	return h.state == settled || h.struck || h.dates[fDoneOn] != 0
}

// missing is what the office asks for at 销号 and ledgers lack (历史结转，要件待补).
func (h *history) missing() []string {
	var out []string
	if h.rules.NeedSign {
		out = append(out, "主要负责人签字")
	}
	if h.rules.NeedFeedback && h.answer == data.NoAnswer && h.raw[fReturn] == "" {
		out = append(out, "企业反馈")
	}
	if h.rules.NeedApprover {
		out = append(out, "审批人")
	}
	return out
}

// answered adds the return visit that a satisfaction or a return date tells of.
func (h *history) answered() {
	text := h.text(fReturn)
	if isNothing(text) {
		text = ""
	}
	if h.answer == data.NoAnswer && text != "" {
		h.answer, _ = readAnswer(text)
	}
	if !h.closed() || h.answer == data.NoAnswer && text == "" && h.dates[fReturnOn] == 0 {
		return
	}
	ended := h.events[len(h.events)-1].On
	for _, e := range h.events {
		if e.Kind == data.Resolve {
			ended = e.On
		}
	}
	on, basis := h.dates[fReturnOn], data.Real
	if on == 0 || on < ended {
		on, basis = h.undated(), data.Inferred
	}
	v := h.add(data.ReturnVisit, on, basis)
	v.Satisfaction = h.answer
	switch {
	case h.answer == data.NoAnswer && cannotReach(text):
		v.Unreachable = short(text, 200)
	case text != "":
		v.Note = short(text, 200)
	case h.answer == data.NoAnswer:
		v.Note = "已回访"
	}
}

func cannotReach(s string) bool {
	for _, w := range []string{"无法联系", "联系不上", "无人接听", "拒绝回访", "无法回访", "未能联系", "拒访", "停机", "空号"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
