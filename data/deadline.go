package data

import (
	"qinqing/data/workday"
)

// DeadlineKind is one of the ways an office writes a limit.
type DeadlineKind string

// The kinds of limit (DOMAIN §3).
const (
	NoDeadline     DeadlineKind = ""          // 期限缺失: never a default put in silently
	ByWorkdays     DeadlineKind = "workdays"  // N 工作日
	ByDays         DeadlineKind = "days"      // N 自然日
	ByMonths       DeadlineKind = "months"    // N 个月
	ByDate         DeadlineKind = "date"      // a written date; 月底前 is written as its last day
	Immediate      DeadlineKind = "immediate" // 立行立改
	Staged         DeadlineKind = "staged"    // 分阶段: the next unfinished stage counts
	NoDateLongTerm DeadlineKind = "long_term" // 长期坚持: no date
	DateThenLong   DeadlineKind = "date_long" // X 前，并长期坚持
)

// Deadline is a limit as agreed, before a calendar turns it into a day.
type Deadline struct {
	Kind   DeadlineKind `json:"kind,omitempty"`
	N      int          `json:"n,omitempty"`      // of 工作日, 自然日, 个月
	Date   Date         `json:"date,omitempty"`   // of ByDate and DateThenLong
	Stages []Date       `json:"stages,omitempty"` // of Staged, ascending
	Text   string       `json:"text,omitempty"`   // as it was written in the ledger
}

// Fixed says that the day does not depend on when the clock started.
func (d Deadline) Fixed() bool {
	return d.Kind == ByDate || d.Kind == DateThenLong || d.Kind == Staged
}

// Rules are the office's settings that decide deadlines and what a step requires.
type Rules struct {
	ImmediateNextDay bool // 立行立改 ends on the next working day instead of the day itself
	KeepOffDays      bool // calendar days and months do not run on to the next working day
	NeedSign         bool // 销号 requires the lead unit's principal's signature
	NeedFeedback     bool // 销号 requires the enterprise's feedback
	NeedApprover     bool // 销号 requires the approver's name
	SupportDays      int  // usual limit of a 协办 sub-task in working days; 0: three
}

// Passed says what besides plain weekends lies between the start of a limit and its day,
// so that one sees why it is that day: 10月1日至7日放假、10月10日上班. "" where nothing does,
// or where the day was written.
func (d Deadline) Passed(start, due Date, cal *workday.Calendar) string {
	switch d.Kind {
	case ByWorkdays, Immediate:
		return cal.Passed(start+1, due)
	case ByDays, ByMonths:
		meant := start.AddDays(d.N)
		if d.Kind == ByMonths {
			meant = start.AddMonths(d.N)
		}
		if meant == due {
			return ""
		}
		return meant.String() + " 不上班，顺延"
	}
	return ""
}

// DueDay turns the limit into a day. start is the day the clock starts (交办, not
// 签收); done counts the finished stages. 0 means no date. uncertain is the reason,
// in Chinese, when the day rests on a year without a holiday notice.
func (d Deadline) DueDay(start Date, done int, cal *workday.Calendar, r Rules) (due Date, uncertain string) {
	switch d.Kind {
	case ByWorkdays:
		return cal.AddWorkdays(start, d.N)
	case ByDays, ByMonths:
		due = start.AddDays(d.N)
		if d.Kind == ByMonths {
			due = start.AddMonths(d.N)
		}
		if r.KeepOffDays {
			return due, ""
		}
		return cal.NextWorkday(due)
	case ByDate, DateThenLong:
		return d.Date, ""
	case Immediate:
		if r.ImmediateNextDay {
			return cal.AddWorkdays(start, 1)
		}
		return start, ""
	case Staged:
		if done < len(d.Stages) {
			return d.Stages[done], ""
		}
		if n := len(d.Stages); n > 0 {
			return d.Stages[n-1], ""
		}
	}
	return 0, ""
}
