package intake

import (
	"slices"
	"strings"

	"qinqing/data"
)

// planProblem decides what happens to one problem of the file.
func (b *builder) planProblem(s *slot) {
	if s.old != nil {
		b.carry(s)
	}
	h := &history{entry: s.entry, lead: s.item.lead, asOf: b.plan.AsOf, rules: b.clock.Rules, cal: b.clock.Calendar}
	events, bad := h.derive()
	if bad != nil {
		b.refuse(s.item, *bad)
		return
	}
	b.odd.weigh(s.entry, events)
	q := &problemPlan{}
	if s.old == nil {
		q.problem = b.newProblem(s, events)
		q.what = DoNew
		if s.like != nil {
			q.what, q.like = DoDoubtful, s.like.ID
		}
	} else if ok := b.updated(s, q, events); !ok {
		return
	}
	if _, err := q.problem.Timeline(b.clock); err != nil {
		r := s.refuse(s.completionField(), "按台账推算不出合理的办理过程：%s", err.Error())
		if !s.l.has(s.completionField()) {
			r = s.refuse(fContent, "按台账推算不出合理的办理过程：%s", err.Error())
		}
		b.refuse(s.item, *r)
		return
	}
	b.count(s, q, events)
}

func (b *builder) count(s *slot, q *problemPlan, events []data.Event) {
	p, row := b.plan, &b.plan.Rows[s.index]
	row.What, row.Changes, row.key = q.what, q.changes, len(p.problems)
	switch q.what {
	case DoNew:
		p.New.Problems++
		row.Reason = b.odd.days(s.entry, events, p.AsOf)
	case DoUpdate:
		p.Updated++
		row.Reason = b.odd.days(s.entry, events, p.AsOf)
	case DoSame:
		p.Same++
	case DoDoubtful:
		p.Doubtful++
		row.Reason = "与已有问题“" + short(s.like.Content, 30) + "”（" + s.like.Code + "）相近，未写入，请人工核对"
	}
	if q.what != DoSame && slices.ContainsFunc(events, func(e data.Event) bool { return e.Basis == data.Inferred && e.Kind != data.Progress }) {
		p.Inferred++
	}
	p.problems = append(p.problems, q)
}

func (b *builder) newProblem(s *slot, events []data.Event) *data.Problem {
	p := &data.Problem{Occurrence: s.occurrence}
	b.facts(p, s)
	for i := range events {
		events[i].Seq = i + 1
	}
	p.Events = events
	return p
}

// facts writes what the row says about the problem itself.
func (b *builder) facts(p *data.Problem, s *slot) {
	it := s.item
	p.Content, p.EnterpriseID, p.Region = it.content, it.firm, it.region
	p.Source = b.sourceOf(it)
	p.Category, p.Nature = b.sorts(it)
	p.Measure = b.measure.find(it.text(fMeasure), it.spot())
	p.Supporting = it.support
	p.Supervising, p.Visiting = 0, 0
	if names := several(it.text(fSupervise)); len(names) > 0 {
		p.Supervising = b.roster.findOn(names[0], it.region, it.day(fVisitOn, fRegisterOn, fAssignOn))
	}
	if it.group != nil {
		p.VisitID, p.Visiting = it.group.id, it.group.unit
	} else if names := several(it.text(fVisitUnit)); len(names) > 0 {
		p.Visiting = b.roster.findOn(names[0], it.region, it.day(fVisitOn, fRegisterOn, fAssignOn))
	}
	p.Complaint = p.Complaint || p.Nature != 0 && p.Nature == b.nature.coded("conduct")
	p.Fields = withRaw(p.Fields, it.problem)
}

// sorts gives the category and the nature of a row. A word that only the other of the
// two dictionaries has (服务效能 under 问题类型) is taken there, unless that column says
// something itself.
func (b *builder) sorts(it *item) (category, nature data.ID) {
	c, n := it.text(fCategory), it.text(fNature)
	asNature, asCategory := b.nature.known(c), b.category.known(n)
	swapped := func(own *dictionary, text string, other data.ID) bool { return other != 0 && own.known(text) == 0 }
	if swapped(b.category, c, asNature) {
		nature = asNature
	} else {
		category = b.category.find(c, it.spot())
	}
	if swapped(b.nature, n, asCategory) {
		if category == 0 {
			category = asCategory
		}
	} else if own := b.nature.find(n, it.spot()); own != 0 {
		nature = own
	}
	return category, nature
}

// updated compares a problem on record with its row; false when the row was refused.
func (b *builder) updated(s *slot, q *problemPlan, events []data.Event) bool {
	q.changes = diffRaw(s.old.Fields, s.problem)
	if len(q.changes) == 0 {
		q.what, q.problem = DoSame, s.old
		return true
	}
	was := *s.old
	q.what = DoUpdate
	q.problem = &data.Problem{}
	*q.problem = was
	b.facts(q.problem, s)
	keepKnown(q.problem, &was)
	next, err := reconcile(q.problem, was.Events, events, b.actor, b.clock)
	if err != nil {
		r := s.refuse(s.completionField(), "这一行有改动，但与系统中已登记的办理记录衔接不上：%s 原记录未改动，请在问题页面核对后修改。", err.Error())
		b.refuse(s.item, *r)
		return false
	}
	q.problem.Events = next
	return true
}

// keepKnown keeps what the office has entered where the ledger says nothing.
func keepKnown(p, was *data.Problem) {
	keep := func(now *data.ID, before data.ID) {
		if *now == 0 {
			*now = before
		}
	}
	keep(&p.EnterpriseID, was.EnterpriseID)
	keep(&p.Region, was.Region)
	keep(&p.Category, was.Category)
	keep(&p.Nature, was.Nature)
	keep(&p.Measure, was.Measure)
	keep(&p.Source, was.Source)
	keep(&p.Visiting, was.Visiting)
	keep(&p.Supervising, was.Supervising)
	if len(p.Supporting) == 0 {
		p.Supporting = was.Supporting
	}
}

// planVisit decides what happens to one visit once its problems are settled.
func (b *builder) planVisit(g *visitGroup) {
	if !g.anything(b.plan) {
		return
	}
	v := &data.Visit{ID: g.id}
	if g.old != nil {
		*v = *g.old
	}
	first := g.entries[0]
	v.On, v.EnterpriseID = g.on, g.firm
	if g.old == nil || g.old.Unit == g.unit {
		v.Unit, v.JoinUnits = g.unit, g.join
	} else { // a joint visit told by another of its units
		v.JoinUnits = slices.Concat(g.old.Units()[1:], without(append([]data.ID{g.unit}, g.join...), g.old.Units()))
	}
	raw := map[string]string{}
	for _, it := range g.entries {
		for k, x := range it.visit {
			raw[k] = joined(raw[k], x)
		}
	}
	v.Visitors = raw[fVisitors]
	if v.Region = first.region; v.Region == 0 && g.old != nil {
		v.Region = g.old.Region
	}
	g.answers(v)
	w := &visitPlan{visit: v, what: DoNew}
	if g.old != nil {
		g.carryVisit(raw)
		w.changes = diffRaw(g.old.Fields, raw)
		w.what = DoSame
		if len(w.changes) > 0 {
			w.what = DoUpdate
		}
	}
	v.Fields = withRaw(v.Fields, raw)
	w.touch = g.old != nil && w.what == DoSame && (v.Reply != g.old.Reply || v.Satisfaction != g.old.Satisfaction)
	switch w.what {
	case DoNew:
		b.plan.New.Visits++
	case DoUpdate:
		b.plan.Updated++
	case DoSame:
		b.plan.Same++
	}
	for _, it := range g.entries {
		if row := &b.plan.Rows[it.index]; it.empty {
			row.Reason, row.Changes = w.what, w.changes
			if days := b.odd.days(it.entry, nil, b.plan.AsOf); days != "" && w.what != DoSame {
				row.Reason += "；" + days
			}
		}
	}
	b.plan.visits = append(b.plan.visits, w)
}

func without(ids, those []data.ID) []data.ID {
	return slices.DeleteFunc(ids, func(id data.ID) bool { return slices.Contains(those, id) })
}

// anything says that at least one row of the visit was taken.
func (g *visitGroup) anything(p *Plan) bool {
	for _, it := range g.entries {
		if p.Rows[it.index].What != DoReject {
			return true
		}
	}
	return false
}

// answers fills the visit's own reply and satisfaction: of a row without a problem, or
// of an unresolved problem when the visit has none else.
func (g *visitGroup) answers(v *data.Visit) {
	var replies []string
	own, other := data.NoAnswer, data.NoAnswer
	for _, it := range g.entries {
		if r := it.text(fReply); !isNothing(r) && !slices.Contains(replies, r) {
			replies = append(replies, r)
		}
		switch closed := it.state == settled || it.struck || it.dates[fDoneOn] != 0; {
		case it.empty && own == data.NoAnswer:
			own = it.answer
		case !it.empty && !closed && other == data.NoAnswer:
			other = it.answer
		}
	}
	if len(replies) > 0 {
		v.Reply = strings.Join(replies, "；")
	}
	if own == data.NoAnswer {
		own = other
	}
	if own != data.NoAnswer {
		v.Satisfaction = own
	}
}

// joined adds a text to those of the other rows of a visit, each once, in fixed order.
func joined(have, more string) string {
	if have == "" || have == more {
		return more
	}
	parts := strings.Split(have, "；")
	if slices.Contains(parts, more) {
		return have
	}
	parts = append(parts, more)
	slices.Sort(parts)
	return strings.Join(parts, "；")
}
