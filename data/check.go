package data

import (
	"slices"
	"strings"
)

// LegalKinds lists what may happen to the problem next on that day, for buttons
// and menus; why tells, for each other kind, the reason in Chinese. What a form
// still has to ask for (a reason, a unit, papers for 销号) does not make a kind illegal.
func (p *Problem) LegalKinds(on Date, origin Origin, c Clock) (legal []Kind, why map[Kind]string) {
	why = map[Kind]string{}
	tl, err := p.Timeline(c)
	if err != nil {
		tl = &Timeline{}
	}
	for _, k := range Kinds {
		q := *p
		if err := q.Apply(probe(k.Kind, on, origin, tl), c); err != nil {
			why[k.Kind] = err.Error()
			continue
		}
		legal = append(legal, k.Kind)
	}
	return legal, why
}

// probe is an event of the kind with everything a form could ask for.
func probe(k Kind, on Date, origin Origin, tl *Timeline) Event {
	e := Event{Kind: k, On: on, Basis: Real, Origin: origin, Note: "-", Unit: -1, Category: -1,
		Approver: "-", SignedBy: "-", Grade: "蓝", Satisfaction: Satisfied, Missing: []string{PaperFeedback}}
	switch k {
	case Assign:
		if s, ok := tl.At(on); ok && s.Dims.Lead != 0 {
			e.Unit = s.Dims.Lead
		}
	case Extend, Reopen:
		latest := max(on, tl.Due)
		for _, s := range tl.Spans {
			latest = max(latest, s.Due)
		}
		e.Deadline = Deadline{Kind: ByDate, Date: max(latest.AddDays(30), latest)}
	}
	return e
}

// check refuses an event that is faulty whatever the problem's state.
func (e Event) check() error {
	if !slices.ContainsFunc(Kinds, func(k struct {
		Kind Kind
		Name string
	}) bool {
		return k.Kind == e.Kind
	}) {
		return Errorf(Invalid, "kind", "不认识的事项“%s”。", string(e.Kind))
	}
	if e.On.Year() == 0 {
		return Errorf(Invalid, "on", "请填写%s的日期。", e.Kind.Name())
	}
	if e.Basis != "" && e.Basis != Real && e.Basis != Inferred {
		return Errorf(Invalid, "basis", "日期依据只有实录、推定两种。")
	}
	if err := e.Deadline.Check(); err != nil {
		return err
	}
	return e.checkKind()
}

func (e Event) checkKind() error {
	if err := e.checkSupport(); err != nil {
		return err
	}
	switch e.Kind {
	case Transfer, Assign:
		if e.Unit == 0 {
			return Errorf(Invalid, "unit", "请选择%s给哪个主办单位。", e.Kind.Name())
		}
	case Extend:
		if e.Deadline.Kind == NoDeadline || e.Deadline.Kind == NoDateLongTerm {
			return Errorf(Invalid, "due", "延期须写明新的期限。")
		}
	case Recategorise:
		if e.Category == 0 {
			return Errorf(Invalid, "category", "请选择新的类别。")
		}
	case Reopen, SendBack, Rework, Decline:
		if strings.TrimSpace(e.Note) == "" && !e.Origin.takenOver() {
			return Errorf(Invalid, "note", "%s须写明原因。", e.Kind.Name())
		}
	case Supervise:
		if !slices.Contains(Grades, e.Grade) {
			return Errorf(Invalid, "grade", "督办等级只有蓝、橙、红三级。")
		}
	case ReturnVisit:
		return e.checkAnswer()
	}
	return nil
}

func (e Event) checkAnswer() error {
	unreachable := strings.TrimSpace(e.Unreachable) != ""
	switch {
	case e.Satisfaction < NoAnswer || e.Satisfaction > VeryDissatisfied:
		return Errorf(Invalid, "satisfaction", "满意度只有五档：非常满意、满意、基本满意、不满意、非常不满意。")
	case unreachable && e.Satisfaction != NoAnswer:
		return Errorf(Invalid, "satisfaction", "既写了满意度，又写了无法回访的原因；请只留一项。")
	case !unreachable && e.Satisfaction == NoAnswer && strings.TrimSpace(e.Note) == "":
		return Errorf(Invalid, "satisfaction", "请填写回访结果：满意度、情况说明，或无法回访的原因。")
	}
	return nil
}

// The largest limits an office can mean: ten years.
const (
	maxLimitDays   = 3660
	maxLimitMonths = 120
)

// Check refuses a limit that names no day: a count below 1 or absurdly large, a
// missing date, stages that do not ascend, an unknown kind.
func (d Deadline) Check() error {
	switch d.Kind {
	case NoDeadline, Immediate, NoDateLongTerm:
		return nil
	case ByWorkdays, ByDays:
		if d.N < 1 || d.N > maxLimitDays {
			return Errorf(Invalid, "due", "期限的天数应在 1 至 %d 之间，现在是 %d。", maxLimitDays, d.N)
		}
	case ByMonths:
		if d.N < 1 || d.N > maxLimitMonths {
			return Errorf(Invalid, "due", "期限的月数应在 1 至 %d 之间，现在是 %d。", maxLimitMonths, d.N)
		}
	case ByDate, DateThenLong:
		if d.Date.Year() == 0 {
			return Errorf(Invalid, "due", "请填写期限的日期。")
		}
	case Staged:
		if len(d.Stages) == 0 {
			return Errorf(Invalid, "due", "分阶段的期限至少要有一个阶段的日期。")
		}
		for i, s := range d.Stages {
			if s.Year() == 0 || i > 0 && s <= d.Stages[i-1] {
				return Errorf(Invalid, "due", "分阶段的期限须逐个填写日期，且后一个晚于前一个；第 %d 个阶段不符。", i+1)
			}
		}
	default:
		return Errorf(Invalid, "due", "不认识的期限类型“%s”。", string(d.Kind))
	}
	return nil
}
