package data

import (
	"cmp"
	"fmt"
	"slices"
)

// SupportStep is what a 办理 tells of the sub-task of a supporting unit (协办). Sub-tasks
// have limits of their own and never move the problem, its light or any figure.
type SupportStep string

// The steps of a sub-task.
const (
	SupportGive SupportStep = "give" // handed to Unit, with its limit
	SupportDone SupportStep = "done" // Unit has done its part
)

// supportDays is the usual limit of a sub-task where nobody wrote one, in working days.
const supportDays = 3

// Title is what happened in one word: the kind's, or of a sub-task what became of that.
func (e Event) Title() string {
	switch e.Support {
	case SupportGive:
		return "分派协办"
	case SupportDone:
		return "协办完成"
	}
	return e.Kind.Name()
}

// SubTask is a supporting unit's part of a problem.
type SubTask struct {
	Unit      ID
	Given     Date // 0: the problem was not assigned yet
	Limit     Deadline
	Usual     bool // nobody wrote a limit: the office's usual one
	Due       Date // 0: no limit
	Uncertain string
	DoneOn    Date // 0: not done
	DoneSeq   int  // the event that says so
}

// UsualSupport is the limit of a sub-task that nobody wrote one for, in working days.
func (r Rules) UsualSupport() int { return cmp.Or(r.SupportDays, supportDays) }

// LightOn is the light of a sub-task on a day with its word, as of problems.
func (s SubTask) LightOn(today Date, c Clock) (Light, string) {
	switch {
	case s.DoneOn != 0 && s.LateOn(today):
		return Grey, s.DoneOn.String() + " 完成（逾期）"
	case s.DoneOn != 0:
		return Grey, s.DoneOn.String() + " 完成"
	case s.Given == 0:
		return Green, "待交办"
	case s.Due == 0:
		return Green, "期限缺失"
	case s.Due < today:
		return Red, fmt.Sprintf("逾期 %d 天", int(today-s.Due))
	case s.Due == today:
		return Yellow, "今天到期"
	}
	left := c.Between(today, s.Due)
	if left <= 3 {
		return Yellow, fmt.Sprintf("剩 %d 个工作日", left)
	}
	return Green, fmt.Sprintf("剩 %d 个工作日", left)
}

// LateOn says whether the sub-task is overdue at the end of a day.
func (s SubTask) LateOn(day Date) bool {
	if s.Due == 0 {
		return false
	}
	return s.DoneOn == 0 && s.Due < day || s.DoneOn > s.Due
}

// SubTasks are the parts of the supporting units: those among the facts, given with the
// first 交办, and those handed out later. The limit is the one last written; where none
// was, the office's usual one, but not for what came from paper: that is 期限缺失.
func (p *Problem) SubTasks(c Clock) []SubTask {
	var out []SubTask
	at := func(unit ID) *SubTask {
		i := slices.IndexFunc(out, func(s SubTask) bool { return s.Unit == unit })
		if i < 0 {
			i = len(out)
			out = append(out, SubTask{Unit: unit})
		}
		return &out[i]
	}
	for _, u := range p.Supporting {
		at(u)
	}
	usual := Deadline{Kind: ByWorkdays, N: c.Rules.UsualSupport()}
	limit := func(s *SubTask, d Deadline, from Date, takenOver bool) {
		s.Given, s.Limit, s.Usual = from, d, false
		if d.Kind == NoDeadline && !takenOver {
			s.Limit, s.Usual = usual, true
		}
		s.Due, s.Uncertain = s.Limit.DueDay(from, 0, c.Calendar, c.Rules)
	}
	for _, e := range p.InForce() {
		switch {
		case e.Kind == Assign:
			for i := range out {
				if s := &out[i]; s.Given == 0 {
					limit(s, Deadline{}, e.On, e.Origin.takenOver())
				}
			}
		case e.Support == SupportGive:
			s := at(e.Unit)
			s.DoneOn, s.DoneSeq = 0, 0
			limit(s, e.Deadline, e.On, e.Origin.takenOver())
		case e.Support == SupportDone:
			s := at(e.Unit)
			s.DoneOn, s.DoneSeq = e.On, e.Seq
		}
	}
	return out
}

// checkSupport refuses a step of a sub-task that is faulty whatever the problem's state.
func (e Event) checkSupport() error {
	switch {
	case e.Support == "":
		return nil
	case e.Kind != Progress || e.Support != SupportGive && e.Support != SupportDone:
		return Errorf(Invalid, "support", "协办只能作为办理登记：分派协办，或协办完成。")
	case e.Unit == 0:
		return Errorf(Invalid, "unit", "请选择协办单位。")
	}
	return nil
}

// support follows a sub-task: it is done once, until it is handed out anew.
func (m *machine) support(e *Event) error {
	if e.Support == SupportDone && m.helped[e.Unit] {
		return Errorf(Conflict, "unit", "这个协办单位已登记完成；要它再办，请重新分派。")
	}
	if m.helped == nil {
		m.helped = map[ID]bool{}
	}
	m.helped[e.Unit] = e.Support == SupportDone
	return nil
}
