package store

import (
	"fmt"

	"qinqing/data"
)

// Account is a problem with all it takes to tell of it in words.
type Account struct {
	Problem    *data.Problem
	Timeline   *data.Timeline
	Clock      data.Clock
	Enterprise string // its name, "" where the problem has none

	names map[data.Dim]map[data.ID]string
}

// Account reads a live problem with its time line and the names of what it points to.
func (v *View) Account(id data.ID) (*Account, error) {
	p, err := v.Problem(id)
	if err != nil {
		return nil, err
	}
	a := &Account{Problem: p, names: map[data.Dim]map[data.ID]string{}}
	if a.Clock, err = v.Clock(); err != nil {
		return nil, err
	}
	if a.Timeline, err = p.Timeline(a.Clock); err != nil {
		return nil, err
	}
	for _, by := range []data.Dim{data.ByLead, data.ByRegion, data.ByCategory, data.ByNature, data.ByMeasure, data.BySource} {
		if a.names[by], err = v.NamesByID(by); err != nil {
			return nil, err
		}
	}
	if p.EnterpriseID != 0 {
		e, err := v.Enterprise(p.EnterpriseID)
		if err != nil {
			return nil, err
		}
		a.Enterprise = e.Name
	}
	return a, nil
}

// Warnings says in Chinese what is amiss with the problem, as of a day.
func (a *Account) Warnings(today data.Date) []string {
	out := data.Warnings(a.Problem, a.Timeline)
	if late := a.Timeline.LateReviews(today, a.Clock); len(late) > 0 {
		out = append(out, fmt.Sprintf("审核滞留 %d 次（超过 3 个工作日），责任在审核方。", len(late)))
	}
	if a.Timeline.LongReviewMissed(today) {
		out = append(out, fmt.Sprintf("应在 %s 前复查，尚未复查。", a.Timeline.LongReviewDue(today)))
	}
	return out
}

// Unit is a unit's name, whatever its part; "" for 0.
func (a *Account) Unit(id data.ID) string { return a.names[data.ByLead][id] }

// Region is a region's name, "" for 0.
func (a *Account) Region(id data.ID) string { return a.names[data.ByRegion][id] }

// Category is the name of a 问题类别, "" for 0.
func (a *Account) Category(id data.ID) string { return a.names[data.ByCategory][id] }

// Nature is the name of a 问题性质, "" for 0.
func (a *Account) Nature(id data.ID) string { return a.names[data.ByNature][id] }

// Measure is the name of a 措施条目, "" for 0.
func (a *Account) Measure(id data.ID) string { return a.names[data.ByMeasure][id] }

// Source is the name of a 问题来源, "" for 0.
func (a *Account) Source(id data.ID) string { return a.names[data.BySource][id] }
