package data

import (
	"fmt"
	"slices"
)

// Light is the colour beside a problem; it always stands with its word.
type Light string

// 灰 struck off or out > 红 overdue > 黄 at most 3 working days left > 绿.
const (
	Grey   Light = "灰"
	Red    Light = "红"
	Yellow Light = "黄"
	Green  Light = "绿"
)

// LightOn is the light on a day, its word (逾期 3 天, 剩 2 个工作日 …) and whether the
// problem also bears 延. Red is exactly what 期末逾期 counts: a deadline that rests on a
// 推定 day is never red. Overdue days are calendar days, remaining ones working days.
func (t *Timeline) LightOn(today Date, c Clock) (l Light, word string, extended bool) {
	s, ok := t.At(today)
	if !ok {
		return Green, "未登记", false
	}
	switch stock := s.State.Stock(); stock {
	case StockX, StockN, StockM:
		return Grey, stock.StockName(), s.Extended
	case StockR:
		return Green, "待销号", s.Extended
	case StockL:
		return Green, "长期坚持", s.Extended
	}
	switch {
	case s.State == Pending:
		return Green, "待交办", s.Extended
	case s.InTime:
		return Green, "待审核", s.Extended
	case s.Due == 0:
		return Green, "期限缺失", s.Extended
	case s.DueInferred:
		return Green, "期限为推定", s.Extended
	case s.EndInferred:
		return Green, "办理日期为推定", s.Extended
	case s.OverdueAt(today):
		return Red, fmt.Sprintf("逾期 %d 天", int(today-s.Due)), s.Extended
	}
	left := c.Between(today, s.Due)
	switch {
	case s.Due == today:
		return Yellow, "今天到期", s.Extended
	case left <= 3:
		return Yellow, fmt.Sprintf("剩 %d 个工作日", left), s.Extended
	}
	return Green, fmt.Sprintf("剩 %d 个工作日", left), s.Extended
}

// Grades are those of 督办, the gravest last. They are another column, not the light.
var Grades = []string{"蓝", "橙", "红"}

// NextGrade is the grade a problem is escalated to; ok is false at the gravest.
func NextGrade(grade string) (next string, ok bool) {
	i := slices.Index(Grades, grade) + 1 // none yet: the first
	if i == len(Grades) {
		return grade, false
	}
	return Grades[i], true
}

// Escalate raises the problem's grade of 督办 by one; at the gravest nothing happens.
func (p *Problem) Escalate(on Date, note string, c Clock) error {
	tl, err := p.Timeline(c)
	if err != nil {
		return err
	}
	next, ok := NextGrade(tl.Grade)
	if !ok {
		return nil
	}
	return p.Apply(Event{Kind: Supervise, On: on, Grade: next, Note: note}, c)
}
