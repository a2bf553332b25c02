package data

import (
	"slices"
	"strings"
)

// Words are the dictionary words a problem is counted by.
type Words struct{ Category, Nature, Measure ID }

// AddSupporting puts a unit among the supporting ones, once.
func (p *Problem) AddSupporting(u ID) {
	if u != 0 && !slices.Contains(p.Supporting, u) {
		p.Supporting = append(slices.Clip(slices.Clone(p.Supporting)), u)
	}
}

// TurnedDown are the words of a 办理 that tells of an extension that was not granted: it
// moves no limit and counts as none.
func TurnedDown(reason string) string {
	if reason = strings.TrimSpace(reason); reason == "" {
		return "延期申请没有批准"
	}
	return "延期申请没有批准：" + reason
}

// HandedTo is the unit that the step of that number handed a part to, 0 if it is no such step.
func (p *Problem) HandedTo(seq int) ID {
	for _, e := range p.InForce() {
		if e.Seq == seq && e.Support == SupportGive {
			return e.Unit
		}
	}
	return 0
}

// DropSupporting takes a unit from the supporting ones, unless a step in force still names it.
func (p *Problem) DropSupporting(u ID) {
	if slices.ContainsFunc(p.InForce(), func(e *Event) bool { return e.Support != "" && e.Unit == u }) {
		return
	}
	p.Supporting = slices.DeleteFunc(slices.Clone(p.Supporting), func(x ID) bool { return x == u })
}

// Reword gives a problem other words as of a day. What the registration lacked is filled
// in, and nature and measure that no 改类 has changed since are put right where they
// stand; any other change counts from that day on, as a 改类.
func (p *Problem) Reword(want Words, on Date, c Clock) error {
	tl, err := p.Timeline(c)
	if err != nil {
		return err
	}
	e := Event{Kind: Recategorise, On: on, Category: tl.Now.Category}
	moved := false
	if want.Category != tl.Now.Category {
		if p.Category == 0 && tl.Now.Category == 0 {
			p.Category = want.Category
			e.Category = want.Category
		} else {
			e.Category, moved = want.Category, true
		}
	}
	for _, x := range []struct {
		want, now ID
		fact, new *ID
	}{{want.Nature, tl.Now.Nature, &p.Nature, &e.Nature}, {want.Measure, tl.Now.Measure, &p.Measure, &e.Measure}} {
		switch {
		case x.want == x.now:
		case x.now == *x.fact:
			*x.fact = x.want
		case x.want == 0:
			return Errorf(Invalid, "category", "改类以后的性质和措施不能清空；请先作废那条改类。")
		default:
			*x.new, moved = x.want, true
		}
	}
	if !moved {
		return nil
	}
	return p.Apply(e, c)
}
