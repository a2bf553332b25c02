package intake

import (
	"cmp"
	"encoding/json"
	"slices"

	"qinqing/data"
)

// remember keeps the clerk's choice of columns for the next file with these headers.
func (b *builder) remember(l ledger) {
	m := map[string]string{}
	for _, c := range l.columns {
		if c.How == howGiven || c.How == howRemembered || b.given(c) {
			m[c.Upper+c.Header] = c.Field
		}
	}
	if len(m) == 0 {
		return
	}
	text, err := json.Marshal(m)
	if err == nil {
		b.plan.mapping["import.mapping."+l.hash()] = string(text)
	}
}

func (b *builder) given(c ColumnMatch) bool {
	for h := range b.in.Mapping {
		if k := headerKey(h); k == headerKey(c.Header) || k == headerKey(c.Upper+c.Header) {
			return true
		}
	}
	return false
}

// findVisit looks for the visit on record, if all that names it is on record.
func (b *builder) findVisit(g *visitGroup) error {
	if g.unit < 0 || g.firm < 0 {
		return nil
	}
	v, err := b.known.FindVisit(g.on, g.unit, g.firm)
	if err != nil && data.CodeOf(err) != data.NotFound {
		return err
	}
	if v == nil {
		return nil
	}
	g.old, g.id = v, v.ID
	g.known, err = b.known.ProblemsOfVisit(v.ID)
	return err
}

// fillSlots gives every problem row its identity. Rows alike in one sheet are true
// repeats; a row alike in another sheet is the same problem, the later sheet counting.
func (b *builder) fillSlots(items []*item) {
	type place struct {
		problemKey
		sheet *sheet
	}
	count := map[place]int{}
	for _, it := range items {
		if it.empty {
			continue
		}
		if h := (&history{entry: it.entry}); it.lead == 0 && (it.dates[fAssignOn] != 0 || h.answers()) {
			it.lead = b.nobodyUnit()
		}
		k := problemKey{content: data.Normalise(it.content)}
		if it.group != nil {
			k.visit = it.group.id
		} else {
			k.source, k.lead = b.sourceOf(it), it.lead
		}
		n := count[place{k, it.l.sheet}]
		count[place{k, it.l.sheet}]++
		if n < len(b.slots[k]) {
			s := b.slots[k][n]
			before := &b.plan.Rows[s.index]
			before.What, before.Reason = DoSame, "与工作表“"+it.l.name+"”中的一行是同一个问题，以后者为准"
			s.item = it
			continue
		}
		s := &slot{problemKey: k, item: it}
		b.slots[k] = append(b.slots[k], s)
		b.ordered = append(b.ordered, s)
	}
}

func (b *builder) sourceOf(it *item) data.ID {
	if id := b.source.find(it.text(fSource), it.spot()); id != 0 {
		return id
	}
	switch {
	case !isNothing(it.text(fSource)):
		return 0
	case it.l.kind == Visits:
		return b.source.coded("visit")
	case it.l.kind == Messages:
		return b.source.coded("hotline")
	}
	return 0
}

// matchSlots finds the problems already on record.
func (b *builder) matchSlots() error {
	taken := map[data.ID]bool{}
	for _, k := range b.keys() {
		group := b.slots[k]
		found, err := b.onRecord(k, group[0].group)
		if err != nil {
			return err
		}
		pair(group, found, taken)
	}
	for _, g := range b.order {
		b.nearInVisit(g, taken)
	}
	return b.elsewhere(taken)
}

func (b *builder) keys() []problemKey {
	seen := map[problemKey]bool{}
	var out []problemKey
	for _, s := range b.ordered {
		if !seen[s.problemKey] {
			seen[s.problemKey] = true
			out = append(out, s.problemKey)
		}
	}
	return out
}

func (b *builder) onRecord(k problemKey, g *visitGroup) ([]*data.Problem, error) {
	var out []*data.Problem
	if g != nil {
		for _, p := range g.known {
			if data.Normalise(p.Content) == k.content {
				out = append(out, p)
			}
		}
		return out, nil
	}
	leads := []data.ID{k.lead}
	if k.lead != 0 {
		leads = append(leads, 0) // found without a unit before
	}
	for _, lead := range leads {
		if lead < 0 {
			continue
		}
		got, err := b.known.FindProblems(k.content, 0, k.source, lead)
		if err != nil && data.CodeOf(err) != data.NotFound {
			return nil, err
		}
		for _, p := range got {
			if p.VisitID == 0 && !slices.ContainsFunc(out, func(q *data.Problem) bool { return q.ID == p.ID }) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// pair matches the repeats of one identity: rows equal to the letter first, the rest in order.
func pair(group []*slot, found []*data.Problem, taken map[data.ID]bool) {
	slices.SortStableFunc(found, func(a, c *data.Problem) int { return cmp.Compare(a.Occurrence, c.Occurrence) })
	found = slices.DeleteFunc(found, func(p *data.Problem) bool { return taken[p.ID] })
	highest := 0
	for _, p := range found {
		highest = max(highest, p.Occurrence)
	}
	free := slices.Clone(found)
	take := func(s *slot, i int) {
		s.old, s.occurrence = free[i], free[i].Occurrence
		taken[free[i].ID] = true
		free = slices.Delete(free, i, i+1)
	}
	for _, s := range group {
		for i, p := range free {
			if len(diffRaw(p.Fields, s.problem)) == 0 {
				take(s, i)
				break
			}
		}
	}
	for _, s := range group {
		switch {
		case s.old != nil:
		case len(free) > 0:
			take(s, 0)
		default:
			highest++
			s.occurrence = highest
		}
	}
}

// nearInVisit marks new problems that resemble one of the same visit that the file
// does not name: a corrected wording, perhaps.
func (b *builder) nearInVisit(g *visitGroup, taken map[data.ID]bool) {
	if len(g.known) == 0 {
		return
	}
	for _, it := range g.entries {
		for _, s := range b.slots[problemKey{visit: g.id, content: data.Normalise(it.content)}] {
			if s.old != nil || s.item != it {
				continue
			}
			for _, p := range g.known {
				if !taken[p.ID] && likeness(data.Normalise(p.Content), s.content()) >= 0.6 {
					s.like = p
					break
				}
			}
		}
	}
}

func (s *slot) content() string { return s.problemKey.content }

// elsewhere looks up the problems without a visit that the search by identity misses:
// handed on to another unit since, or worded a little otherwise.
func (b *builder) elsewhere(taken map[data.ID]bool) error {
	open := map[string][]*slot{}
	var contents []string
	for _, s := range b.ordered {
		if s.old == nil && s.group == nil {
			if open[s.content()] == nil {
				contents = append(contents, s.content())
			}
			open[s.content()] = append(open[s.content()], s)
		}
	}
	for _, content := range contents {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		if err := b.sameElsewhere(open[content], taken); err != nil {
			return err
		}
	}
	for _, content := range contents {
		for _, s := range open[content] {
			if s.old != nil || s.like != nil {
				continue
			}
			if err := b.nearElsewhere(s, taken); err != nil {
				return err
			}
		}
	}
	return nil
}

// sameElsewhere gives slots of one content the problems on record that say just that: of
// their source and unit, as it was first or is now, or else as something they resemble.
func (b *builder) sameElsewhere(open []*slot, taken map[data.ID]bool) error {
	found, err := b.known.ProblemsSaying(open[0].content())
	if err != nil {
		return err
	}
	for _, p := range found {
		if taken[p.ID] {
			continue
		}
		tl, err := p.Timeline(b.clock)
		if err != nil {
			return err
		}
		first := firstLead(p)
		for _, s := range open {
			if s.old != nil {
				continue
			}
			if s.source() == p.Source && (s.lead() == first || s.lead() == tl.Now.Lead || s.lead() == 0) {
				s.old, s.occurrence, s.like = p, p.Occurrence, nil
				taken[p.ID] = true
				break
			}
			if s.like == nil {
				s.like = p
			}
		}
	}
	return nil
}

// nearElsewhere marks a new problem that resembles one of the same source and unit; a
// source or unit that is new itself has none.
func (b *builder) nearElsewhere(s *slot, taken map[data.ID]bool) error {
	if s.source() < 0 || s.lead() < 0 {
		return nil
	}
	content := s.content()
	found, err := b.known.ProblemsNear(content, s.source(), s.firm, func(other string) bool {
		n, m := len(other), len(content)
		return n*4 >= m*3 && m*4 >= n*3 && likeness(other, content) >= 0.85
	})
	for _, p := range found {
		if !taken[p.ID] && firstLead(p) == s.lead() {
			s.like = p
			break
		}
	}
	return err
}

func (s *slot) lead() data.ID   { return s.problemKey.lead }
func (s *slot) source() data.ID { return s.problemKey.source }

func firstLead(p *data.Problem) data.ID {
	for _, e := range p.Events {
		if e.Kind == data.Assign && !e.Voided() {
			return e.Unit
		}
	}
	return 0
}
