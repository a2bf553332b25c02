package data

import (
	"time"

	"qinqing/data/workday"
)

// Date is a calendar day; 0 is none.
type Date = workday.Date

// Kind is what happened to a problem.
type Kind string

// The kinds of event (DOMAIN §3).
const (
	Register     Kind = "register"
	Assign       Kind = "assign"
	Accept       Kind = "accept"
	Progress     Kind = "progress"
	StageDone    Kind = "stage_done"
	Report       Kind = "report"
	SendBack     Kind = "send_back"
	Resolve      Kind = "resolve"
	ReturnVisit  Kind = "return_visit"
	Rework       Kind = "rework"
	StrikeOff    Kind = "strike_off"
	Extend       Kind = "extend"
	Object       Kind = "object"
	Reopen       Kind = "reopen"
	Decline      Kind = "decline"
	Transfer     Kind = "transfer"
	MoveClue     Kind = "move_clue"
	ToLongTerm   Kind = "to_long_term"
	FromLongTerm Kind = "from_long_term"
	LongReview   Kind = "long_review"
	Recategorise Kind = "recategorise"
	Supervise    Kind = "supervise"
)

// Kinds lists every kind with its Chinese word, in the order of menus.
var Kinds = []struct {
	Kind Kind
	Name string
}{
	{Register, "登记"}, {Assign, "交办"}, {Accept, "签收"}, {Progress, "办理"}, {StageDone, "阶段完成"}, {Report, "反馈"},
	{SendBack, "退回重办"}, {Resolve, "办结"}, {ReturnVisit, "回访"}, {Rework, "办结后退回"}, {StrikeOff, "销号"},
	{Extend, "延期"}, {Object, "异议"}, {Reopen, "重启"}, {Decline, "不予受理"}, {Transfer, "转办"}, {MoveClue, "移送线索"},
	{ToLongTerm, "转长期坚持"}, {FromLongTerm, "长期转回"}, {LongReview, "长期复查"}, {Recategorise, "改类"}, {Supervise, "督办"},
}

// Name is the kind's Chinese word.
func (k Kind) Name() string {
	for _, x := range Kinds {
		if x.Kind == k {
			return x.Name
		}
	}
	return string(k)
}

// KindNamed finds a kind by its code or its Chinese word (审核通过 is 办结, 转他处 is 不予受理).
func KindNamed(s string) (Kind, bool) {
	switch s {
	case "审核通过":
		return Resolve, true
	case "转他处", "不予受理/转他处":
		return Decline, true
	case "退回":
		return SendBack, true
	case "移送":
		return MoveClue, true
	case "转回":
		return FromLongTerm, true
	case "长期坚持", "转长期":
		return ToLongTerm, true
	}
	for _, x := range Kinds {
		if string(x.Kind) == s || x.Name == s {
			return x.Kind, true
		}
	}
	return "", false
}

// Basis says how an event's date is known.
type Basis string

// Real dates were recorded; inferred ones (推定) were concluded by an import. Empty is Real.
const (
	Real     Basis = "real"
	Inferred Basis = "inferred"
)

// Origin says how an event came in. Imported events, and those of another office's
// package, waive what paper ledgers lack.
type Origin string

// The origins.
const (
	FromWindow  Origin = "window"
	FromImport  Origin = "import"
	FromPackage Origin = "package"
)

// takenOver says that the event was decided elsewhere: on paper, or by another office
// under its own settings. What this office requires of a form cannot bind it.
func (o Origin) takenOver() bool { return o == FromImport || o == FromPackage }

// Satisfaction is an enterprise's answer; 0 is no valid answer.
type Satisfaction int

// The five valid answers. The first three count as satisfied.
const (
	NoAnswer Satisfaction = iota
	VerySatisfied
	Satisfied
	FairlySatisfied
	Dissatisfied
	VeryDissatisfied
)

// SatisfactionNames are the words of the five answers, by their number.
var SatisfactionNames = []string{"", "非常满意", "满意", "基本满意", "不满意", "非常不满意"}

func (s Satisfaction) String() string {
	if s < 0 || int(s) >= len(SatisfactionNames) {
		return ""
	}
	return SatisfactionNames[s]
}

// SatisfactionNamed finds an answer by its word.
func SatisfactionNamed(s string) (Satisfaction, bool) {
	for i, n := range SatisfactionNames {
		if i > 0 && n == s {
			return Satisfaction(i), true
		}
	}
	return NoAnswer, false
}

// Event is one dated thing that happened to a problem. Events are never edited or
// deleted: a mistaken one is voided, once, with a reason.
type Event struct {
	ID         ID
	ProblemID  ID
	Seq        int // order of recording within the problem, from 1
	Kind       Kind
	On         Date // 发生日
	Basis      Basis
	Origin     Origin
	RecordedAt time.Time // UTC
	Actor      string

	Unit         ID           // lead unit of Assign and Transfer; supporting unit of a sub-task
	Deadline     Deadline     // of Assign, Extend, Reopen; optional at Rework, Transfer, FromLongTerm
	Category     ID           // of Recategorise
	Nature       ID           // of Recategorise; 0 keeps
	Measure      ID           // of Recategorise; 0 keeps
	Satisfaction Satisfaction // of ReturnVisit
	Unreachable  string       // of ReturnVisit: 无法回访（原因）
	AppliedOn    Date         // of Extend: 申请日
	Approver     string       // who approved on paper
	Grade        string       // of Supervise: 蓝, 橙, 红
	Support      SupportStep  // of Progress: what became of the sub-task of Unit
	Note         string       // reason, what was done …
	SignedBy     string       // of StrikeOff: the lead unit's principal who signed, or 无法取得（原因）
	SignedOn     Date         // day of that signature
	ToldOn       Date         // of Extend, Decline: the day the enterprise was told
	Missing      []string     // required papers that are lacking (PaperFeedback …); an import's are 历史结转，要件待补
	Replaces     int          // Seq of the voided event whose place this one takes; 0: none

	VoidedBy   string // who voided it; empty: in force
	VoidedAt   time.Time
	VoidReason string
}

// Voided says whether replay must skip the event.
func (e Event) Voided() bool { return e.VoidedBy != "" }
