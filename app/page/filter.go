package page

import (
	"slices"

	"qinqing/data"
	"qinqing/data/store"
)

// Filter narrows the problems on show.
type Filter struct {
	Stock   data.Stock
	State   data.State
	Overdue bool
	DueSoon bool
	Need    store.Need
}

// query asks for the problems that a filter lets through.
func (f Filter) query(today data.Date) store.ProblemQuery {
	return store.ProblemQuery{Today: today, Stock: f.Stock, State: f.State, OverdueOnly: f.Overdue, DueSoon: f.DueSoon, Need: f.Need}
}

// limits are the choices of the filter by deadline, and by what the office must do.
var limits = []struct {
	word   string
	filter Filter
}{
	{"不限期限", Filter{}}, {"已逾期", Filter{Overdue: true}}, {"3 日内到期", Filter{DueSoon: true}},
	{"审核滞留", Filter{Need: store.NeedReview}}, {"应复查未复查", Filter{Need: store.NeedLook}}, {"待回访", Filter{Need: store.NeedVisit}},
}

func limitWords() (out []string) {
	for _, l := range limits {
		out = append(out, l.word)
	}
	return out
}

// limit is the place of a filter among limits.
func (f Filter) limit() int {
	only := Filter{Overdue: f.Overdue, DueSoon: f.DueSoon, Need: f.Need}
	return max(0, slices.IndexFunc(limits, func(l struct {
		word   string
		filter Filter
	}) bool {
		return l.filter == only
	}))
}
