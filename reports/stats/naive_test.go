package stats

import (
	"fmt"
	"slices"

	"qinqing/data"
)

// The second count: a ledger is walked through day by day, as a clerk with a paper
// card for each problem would, and counted by the words of the definitions. It knows
// nothing of timelines, atoms or cells.

// card is what the clerk's card of one problem says at a moment.
type card struct {
	state    string // "", 待交办 已交办 办理中 待审核 长期 待销号 已销号 不受理 移送
	lead     data.ID
	category data.ID
	nature   data.ID
	measure  data.ID

	planned, limit data.Deadline
	due, firstDue  data.Date
	firstLimit     data.Deadline
	stages         int       // finished stages of the limit
	lateExt        bool      // an extension came too late: neither it nor one upon it undoes the overdue
	guessedReport  bool      // the report's day is 推定
	guessedClock   bool      // the limit runs from a 推定 day
	judged         []dueFrom // limits by which reports are judged: late extensions are not among them
	countFrom      data.Date // day the working days are counted from
	reportOn       data.Date
	reportOK       bool // the report waiting was handed in in time
	assigned       bool
	reported       bool
}

type dueFrom struct{ from, due data.Date }

func (c card) open() bool {
	return slices.Contains([]string{"待交办", "已交办", "办理中", "待审核"}, c.state)
}

func (c card) judgedBy(d data.Date) (due data.Date) {
	for _, j := range c.judged {
		if j.from <= d {
			due = j.due
		}
	}
	return due
}

// happening is one line of the clerk's day book.
type happening struct {
	what     string
	on       data.Date
	c        card // as it was when it happened (of 转办入 and 改类入: after)
	days     int
	hasDue   bool
	onTime   bool
	onTime1  bool
	reviewed bool
	reached  data.Date // of 办结: first return visit that reached, before anything undid it
	missed   data.Date // of 办结: first day of 无法回访
}

type answer struct {
	on      data.Date
	guessed bool
	good    bool
	c       card
}

type paper struct {
	p       *data.Problem
	cal     data.Clock
	events  []data.Event
	book    []happening
	answers []answer
	ends    map[data.Date]card
	reg     data.Event
	lastRes int // index in book of the 办结 that waits for its return visit; -1
	// stay: first day and last day of each stay in 在办, and whether its end is 推定
	stays []stay
	// waits: the same for each wait for a report
	waits []stay
}

type stay struct {
	from, to data.Date
	guessed  bool
}

func (w *paper) dueOf(d data.Deadline, start data.Date, stages int) data.Date {
	run := func(x data.Date) data.Date {
		for !w.cal.IsWorkday(x) {
			x++
		}
		return x
	}
	switch d.Kind {
	case data.ByWorkdays:
		x := start
		for n := 0; n < d.N; {
			x++
			if w.cal.IsWorkday(x) {
				n++
			}
		}
		return x
	case data.ByDays:
		return run(start + data.Date(d.N))
	case data.ByMonths:
		y, m, dd := start.YMD()
		y, m = y+(m+d.N-1)/12, (m+d.N-1)%12+1
		first := day(fmt.Sprintf("%04d-%02d-01", y, m))
		x := first
		for x.Day() != dd && (x+1).Month() == m {
			x++
		}
		return run(x)
	case data.ByDate, data.DateThenLong:
		return d.Date
	case data.Immediate:
		return start
	case data.Staged:
		return d.Stages[min(stages, len(d.Stages)-1)]
	}
	return 0
}

func (w *paper) setLimit(c *card, d data.Deadline, e data.Event, late bool) {
	fixed := d.Kind == data.ByDate || d.Kind == data.DateThenLong || d.Kind == data.Staged
	c.limit, c.due = d, w.dueOf(d, e.On, c.stages)
	c.guessedClock = e.Basis == data.Inferred && !fixed
	if !late {
		c.judged = append(slices.Clone(c.judged), dueFrom{e.On, c.due})
	}
	if c.firstDue == 0 {
		c.firstDue, c.firstLimit = c.due, d
	}
}

// stageDone ticks off a stage; the next one's day is the limit then.
func (w *paper) stageDone(c card, e data.Event) card {
	c.stages++
	c.state = "办理中"
	w.setLimit(&c, c.limit, e, c.lateExt)
	if c.firstLimit.Kind == data.Staged {
		c.firstDue = w.dueOf(c.firstLimit, e.On, c.stages)
	}
	return c
}

func (w *paper) newLimit(c *card, d data.Deadline, e data.Event) {
	c.lateExt, c.stages = false, 0
	w.setLimit(c, d, e, false)
}

func (w *paper) workdays(from, to data.Date) (n int) {
	for x := from + 1; x <= to; x++ {
		if w.cal.IsWorkday(x) {
			n++
		}
	}
	return n
}

// walk lives through the days up to last and keeps the card of every evening.
func walk(p *data.Problem, clock data.Clock, last data.Date) *paper {
	w := &paper{p: p, cal: clock, ends: map[data.Date]card{}, lastRes: -1}
	stands := map[int]int{} // a correction stands on the line of the entry it replaces
	for _, e := range p.Events {
		stands[e.Seq] = e.Seq
		if e.Replaces != 0 {
			stands[e.Seq] = stands[e.Replaces]
		}
		if e.VoidedBy == "" {
			e.Seq = stands[e.Seq]
			w.events = append(w.events, e)
		}
	}
	c := card{category: p.Category, nature: p.Nature, measure: p.Measure}
	first := data.Event{On: last + 1}
	for _, e := range w.events { // the lead before 交办 is the one first given it
		if e.Kind == data.Assign && (e.On < first.On || e.On == first.On && e.Seq < first.Seq) {
			first = e
			c.lead = e.Unit
		}
	}
	for today := firstDay; today <= last; today++ {
		var todays []data.Event
		for _, e := range w.events {
			if e.On == today {
				todays = append(todays, e)
			}
		}
		slices.SortFunc(todays, func(a, b data.Event) int { return a.Seq - b.Seq })
		for _, e := range todays {
			before := c
			c = w.happen(c, e)
			switch {
			case !before.open() && c.open():
				w.stays = append(w.stays, stay{from: today})
				w.waits = append(w.waits, stay{from: today})
			case before.open() && !c.open():
				w.endWait(e, before)
				w.stays[len(w.stays)-1].to = today
				w.stays[len(w.stays)-1].guessed = e.Basis == data.Inferred
			case before.open() && before.state != "待审核" && c.state == "待审核":
				w.endWait(e, before)
				w.waits[len(w.waits)-1].guessed = e.Basis == data.Inferred
			case before.state == "待审核" && c.open() && c.state != "待审核":
				w.waits = append(w.waits, stay{from: today})
			}
		}
		w.ends[today] = c
	}
	return w
}

func (w *paper) endWait(e data.Event, before card) {
	if before.state != "待审核" {
		w.waits[len(w.waits)-1].to = e.On
	}
}

func (w *paper) note(what string, e data.Event, c card) *happening {
	w.book = append(w.book, happening{what: what, on: e.On, c: c})
	return &w.book[len(w.book)-1]
}

func either(guessed bool, a, b string) string {
	if guessed {
		return b
	}
	return a
}

func (w *paper) happen(c card, e data.Event) card {
	guessed := e.Basis == data.Inferred
	switch e.Kind {
	case data.Register:
		w.reg = e
		w.note(either(guessed, "登记问题", "补录登记"), e, c)
		c.state, c.planned = "待交办", e.Deadline
	case data.Assign:
		return w.assign(c, e)
	case data.StageDone:
		return w.stageDone(c, e)
	case data.Accept:
		c.state = "办理中"
	case data.Progress:
		if c.state == "已交办" {
			c.state = "办理中"
		}
	case data.Report:
		switch {
		case guessed:
		case c.reported:
			w.note("再次反馈", e, c)
		default:
			w.note("反馈", e, c)
		}
		c.guessedReport = guessed
		c.reported, c.reportOn, c.state = true, e.On, "待审核"
		c.reportOK = guessed || c.due == 0 || e.On <= c.due
	case data.SendBack:
		w.note("退回", e, c)
		c.state = "办理中"
	case data.Resolve:
		c = w.resolve(c, e)
	case data.StrikeOff:
		if c.state != "待销号" {
			c = w.resolve(c, e)
		}
		w.note(either(guessed, "销号", "补录销号"), e, c)
		c.state = "已销号"
	case data.ReturnVisit:
		w.visit(c, e)
	case data.Extend:
		w.note("延期", e, c)
		c.lateExt = c.lateExt || e.On > c.due
		w.setLimit(&c, e.Deadline, e, c.lateExt)
		if c.state == "待审核" && c.reportOn <= c.due {
			c.reportOK = true
		}
	case data.Decline:
		w.note("不予受理", e, c)
		c.state = "不受理"
	case data.MoveClue:
		w.note("移送终结", e, c)
		c.state = "移送"
	case data.ToLongTerm:
		w.note("转长期", e, c)
		c.state = "长期"
		c.planned = data.Deadline{}
		w.newLimit(&c, data.Deadline{}, e)
	default:
		return w.turn(c, e)
	}
	return c
}

// turn handles what sends a problem back or to another row.
func (w *paper) turn(c card, e data.Event) card {
	switch e.Kind {
	case data.Rework, data.Reopen, data.FromLongTerm:
		w.note(map[data.Kind]string{data.Rework: "办结后退回", data.Reopen: "重启", data.FromLongTerm: "长期转回"}[e.Kind], e, c)
		w.lastRes = -1
		if e.Kind == data.Reopen {
			c.judged, c.firstDue, c.countFrom = nil, 0, e.On
			if e.Basis == data.Inferred {
				c.countFrom = 0
			}
		}
		given := e.Deadline.Kind != data.NoDeadline || e.Kind != data.Rework
		switch {
		case !c.assigned: // no limit runs before 交办
			c.state, c.due, c.guessedClock = "待交办", 0, false
			if given {
				c.planned = e.Deadline
			}
			return c
		case given:
			w.newLimit(&c, e.Deadline, e)
		}
		c.state = "办理中"
	case data.Transfer:
		w.note("转办出", e, c)
		c.lead = e.Unit
		w.note("转办入", e, c)
		if e.Deadline.Kind != data.NoDeadline {
			w.newLimit(&c, e.Deadline, e)
		}
		c.state = "已交办"
	case data.Recategorise:
		w.note("改类出", e, c)
		c.category = e.Category
		if e.Nature != 0 {
			c.nature = e.Nature
		}
		if e.Measure != 0 {
			c.measure = e.Measure
		}
		w.note("改类入", e, c)
	}
	return c
}

func (w *paper) assign(c card, e data.Event) card {
	if c.assigned {
		if e.Basis == data.Real {
			w.note("再次交办", e, c)
		}
		if e.Deadline.Kind != data.NoDeadline {
			w.newLimit(&c, e.Deadline, e)
		}
		return c
	}
	c.assigned, c.lead = true, e.Unit
	if e.Basis == data.Real {
		w.note("交办", e, c)
		c.countFrom = e.On
	}
	d := e.Deadline
	if d.Kind == data.NoDeadline {
		d = c.planned
	}
	w.newLimit(&c, d, e)
	if c.state == "待交办" {
		c.state = "已交办"
	}
	return c
}

func (w *paper) resolve(c card, e data.Event) card {
	w.lastRes = -1
	handedIn := e.On
	if c.state == "待审核" {
		handedIn = c.reportOn
	}
	switch {
	case c.state == "长期":
		w.note("长期办结", e, c)
	case e.Basis == data.Inferred:
		w.note("补录办结", e, c)
	default:
		h := w.note("办结", e, c)
		w.lastRes = len(w.book) - 1
		h.reviewed = c.state == "待审核"
		h.days = -1
		if h.reviewed && c.guessedReport { // nobody knows when it was handed in
			break
		}
		if c.countFrom != 0 {
			h.days = w.workdays(c.countFrom, handedIn)
		}
		if due := c.judgedBy(handedIn); due != 0 && !c.guessedClock {
			h.hasDue, h.onTime, h.onTime1 = true, handedIn <= due, handedIn <= c.firstDue
		}
	}
	c.state = "待销号"
	return c
}

func (w *paper) visit(c card, e data.Event) {
	real := e.Basis == data.Real
	if e.Unreachable != "" {
		if w.lastRes >= 0 && w.book[w.lastRes].missed == 0 {
			w.book[w.lastRes].missed = e.On
		}
		return
	}
	if real {
		w.note("回访", e, c)
		if w.lastRes >= 0 {
			w.book[w.lastRes].reached = e.On
			w.lastRes = -1
		}
	}
	if e.Satisfaction != data.NoAnswer {
		w.answers = append(w.answers, answer{e.On, !real, e.Satisfaction <= data.FairlySatisfied, c})
	}
}
