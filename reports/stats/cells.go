package stats

import (
	"context"
	"slices"

	"qinqing/data"
	"qinqing/data/workday"
)

// sink takes the n of one cell whose kind it was registered for.
type sink func(k data.CellKey, n int64)

// request is one call of Source.Cells: a range of months, the dimensions, and what
// is done with each kind.
type request struct {
	from, to int
	dims     []data.Dim
	sinks    map[data.AtomKind][]sink
}

// requests joins what is wanted of the same months and dimensions into one call.
type requests struct{ list []*request }

func (q *requests) add(from, to int, dims []data.Dim, kind data.AtomKind, s sink) {
	for _, r := range q.list {
		if r.from == from && r.to == to && slices.Equal(r.dims, dims) {
			r.sinks[kind] = append(r.sinks[kind], s)
			return
		}
	}
	q.list = append(q.list, &request{from, to, dims, map[data.AtomKind][]sink{kind: {s}}})
}

func (q *requests) run(ctx context.Context, src Source) error {
	for _, r := range q.list {
		if err := ctx.Err(); err != nil {
			return err
		}
		kinds := make([]data.AtomKind, 0, len(r.sinks))
		for k := range r.sinks {
			kinds = append(kinds, k)
		}
		slices.Sort(kinds)
		var last data.AtomKind
		var sinks []sink
		err := src.Cells(kinds, r.dims, r.from, r.to, func(k data.CellKey, n int) error {
			if k.Kind != last {
				last, sinks = k.Kind, r.sinks[k.Kind]
			}
			for _, s := range sinks {
				s(k, int64(n))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// countCells sums the month table; every window is made of whole months.
func (f *Facts) countCells(ctx context.Context, src Source) error {
	var q requests
	for r := range roles {
		w := f.windows[r]
		switch {
		case !w.on:
		case r.ever():
			f.askEver(&q, w, f.cut.Slot(f.windows[roleEver].To))
		default:
			f.askFlows(&q, w)
			f.askStocks(&q, w)
		}
	}
	f.askLedger(&q, f.cut.Slot(f.windows[roleEver].To))
	if err := q.run(ctx, src); err != nil {
		return err
	}
	for r := range roles {
		if w := f.windows[r]; w.on && !r.ever() {
			w.settle()
		}
	}
	return nil
}

// settle works out what of the cohort is struck off, once the month table was read.
func (w *window) settle() {
	if !w.wants[cX] {
		return
	}
	for _, row := range w.rows.all() {
		n := &row.n
		n[cX] = n[sRegister] + n[cMoved] - n[cO] - n[cL] - n[cR] - n[cN] - n[cM]
		if w.guesses {
			n[cX] += n[sRegisterInferred]
		}
	}
}

// kindsOf lists the atoms that fill the wanted slots, flows and stocks apart.
func (w *window) kindsOf() (flows, ends, starts []data.AtomKind) {
	for s := range slots {
		if !w.wants[s] {
			continue
		}
		for _, k := range slotKinds[s] {
			switch {
			case !k.Stock():
				flows = append(flows, k)
			case stockSlots[k].start == s:
				starts = append(starts, k)
			default:
				ends = append(ends, k)
			}
		}
	}
	for _, list := range []*[]data.AtomKind{&flows, &ends, &starts} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return flows, ends, starts
}

func (f *Facts) askFlows(q *requests, w *window) {
	from, to := f.cut.Slot(w.From), f.cut.Slot(w.To)
	if kind, first, last, ok := f.firmKind(w); ok && w.wants[sVisited] {
		q.add(first, last, f.By, kind, func(k data.CellKey, n int64) { w.row(k.Dim, k.Key).add(sVisited, n) })
		w.visited = true
	}
	flows, _, _ := w.kindsOf()
	for _, kind := range flows {
		q.addFlow(from, to, f.cut.Slots(), f.By, kind, w.flowSink(kind, from, to))
	}
}

// firmKind is the kind of cells that tell how many enterprises were visited in a window, and
// their first and last month: of one month, calendar or the office's own, or of a year from
// January on. Other windows have to look at the visits.
func (f *Facts) firmKind(w *window) (kind data.AtomKind, first, last int, ok bool) {
	own, ends := f.cut.Month(w.To)
	switch {
	case w.From == w.To.MonthStart() && w.To == w.To.MonthEnd():
		at := f.cut.CalendarSlot(w.To)
		return data.AtomFirm, at, at, true
	case w.From == own && w.To == ends:
		at := f.cut.Slot(w.To)
		return data.AtomFirm, at, at, true
	case w.From == workday.Make(w.To.Year(), 1, 1):
		return data.AtomFirmYear, f.cut.Slot(w.From), f.cut.Slot(w.To), true
	}
	return "", 0, 0, false
}

// addFlow asks for a flow's months, both ends in, of which a year has that many: a year of
// which most is wanted as a whole, less its other months.
func (q *requests) addFlow(from, to, stretches int, dims []data.Dim, kind data.AtomKind, s sink) {
	less := func(k data.CellKey, n int64) { s(k, -n) }
	for year := from / 100; year <= to/100; year++ {
		first, last := max(from, year*100+1), min(to, year*100+stretches)
		if last-first < stretches/2 {
			q.add(first, last, dims, kind, s)
			continue
		}
		q.add(year*100+1, year*100+1, dims, kind+data.YearSuffix, s)
		if first > year*100+1 {
			q.add(year*100+1, first-1, dims, kind, less)
		}
		if last < year*100+stretches {
			q.add(last+1, year*100+stretches, dims, kind, less)
		}
	}
}

// flowSink counts a flow of the window's months. Its Val may be the month of
// something else that decides whether it counts.
func (w *window) flowSink(kind data.AtomKind, from, to int) sink {
	return func(k data.CellKey, n int64) {
		r := w.row(k.Dim, k.Key)
		val, other := k.Split()
		switch kind {
		case data.AtomDays:
			val, other = 0, 0
			r.addDays(k.Val, n)
		case data.AtomCallSat:
			val, other = k.Val, 0
		case data.AtomDecline, data.AtomClue:
			if w.belongs(other, from, val == data.Guessed) {
				r.add(map[data.AtomKind]slot{data.AtomDecline: cN, data.AtomClue: cM}[kind], n)
			}
		case data.AtomTransferIn, data.AtomRecatIn:
			w.moved(r, k, from, n)
		case data.AtomTransferOut, data.AtomRecatOut:
			w.moved(r, k, from, -n)
		}
		first, second := flowsOf(kind, val, other > to, other != 0)
		r.add(first, n)
		r.add(second, n)
	}
}

// moved notes a 转办 or 改类 of a problem of the cohort.
func (w *window) moved(r *row, k data.CellKey, from int, n int64) {
	if guess, registered := k.Split(); w.belongs(registered, from, guess == data.Guessed) {
		r.add(cMoved, n)
	}
}

// flowsOf are the one or two slots a flow atom counts in; slots for none. later says
// that its other day lies after the window, known that it has one.
func flowsOf(kind data.AtomKind, val int32, later, known bool) (first, second slot) {
	good := val >= int32(data.VerySatisfied) && val <= int32(data.FairlySatisfied)
	pick := func(a, b slot) (slot, slot) {
		if good {
			return a, b
		}
		return a, slots
	}
	switch kind {
	case data.AtomReached:
		if !later {
			return sReached, slots
		}
	case data.AtomUnreachable:
		if !later {
			return sUnreachable, slots
		}
	case data.AtomReachedAfter:
		if !later {
			return sReachedAfter, slots
		}
	case data.AtomSatisfaction:
		if !known || later {
			return pick(sAnswer, sSatisfied)
		}
	case data.AtomSatisfactionInferred:
		if !known || later {
			return pick(sAnswerInferred, sSatisfiedInferred)
		}
	case data.AtomCallSat:
		return pick(sCallAnswer, sCallSatisfied)
	default:
		if s, ok := flowSlots[kind]; ok {
			return s, slots
		}
	}
	return slots, slots
}

func (f *Facts) askStocks(q *requests, w *window) {
	from, to := f.cut.Slot(w.From), f.cut.Slot(w.To)
	_, ends, starts := w.kindsOf()
	for _, kind := range ends {
		s := stockSlots[kind]
		f.askStock(q, kind, to, func(k data.CellKey, n int64) { w.row(k.Dim, k.Key).add(s.end, n) })
		cohort := func(k data.CellKey, n int64) {
			if guess, registered := k.Split(); w.belongs(registered, from, guess == data.Guessed) {
				w.row(k.Dim, k.Key).add(s.cohort, n)
			}
		}
		if s.cohort == slots {
			continue
		}
		q.add(to, to, f.By, kind, cohort)
		// What lasts and was registered from the window's first month on began to last since.
		q.add(f.earliest(), lastMonth, f.By, kind+data.OpenSuffix, func(k data.CellKey, n int64) {
			if k.Month >= from && k.Month <= to {
				cohort(k, n)
			}
		})
	}
	for _, kind := range starts {
		s := stockSlots[kind]
		f.askStock(q, kind, f.cut.Slot(w.From.AddDays(-1)), func(k data.CellKey, n int64) { w.row(k.Dim, k.Key).add(s.start, n) })
	}
}

// lastMonth lies after every month.
const lastMonth = 999999

// earliest is the first month any window that is open begins before the end of: what came
// later is read month by month, what came earlier only as a sum.
func (f *Facts) earliest() int {
	return f.cut.Slot(f.span().From.AddDays(-1))
}

// askStock asks what lay in a stock at the end of a month: what has left it since, and
// what still lasts, which is all that does less what began to later.
func (f *Facts) askStock(q *requests, kind data.AtomKind, month int, put sink) {
	q.add(month, month, f.By, kind, put)
	q.add(data.EverMonth, data.EverMonth, f.By, kind+data.OpenSuffix+data.EverSuffix, put)
	q.add(f.earliest(), lastMonth, f.By, kind+data.OpenSuffix, func(k data.CellKey, n int64) {
		if k.Month > month {
			put(k, -n)
		}
	})
}

// askEver sums what happened from the first record on.
func (f *Facts) askEver(q *requests, w *window, horizon int) {
	to := min(f.cut.Slot(w.To), horizon)
	flows, _, _ := w.kindsOf()
	for _, kind := range flows {
		s := flowSlots[kind]
		f.askSince(q, kind, to, f.By, func(k data.CellKey, n int64) { w.row(k.Dim, k.Key).add(s, n) })
	}
}

// askSince asks for a flow from the first record to the end of a month.
func (f *Facts) askSince(q *requests, kind data.AtomKind, to int, dims []data.Dim, put sink) {
	early := f.earliest()
	if !kind.Ever() || to < early {
		q.add(0, to, dims, kind, put)
		return
	}
	q.add(data.EverMonth, data.EverMonth, dims, kind+data.EverSuffix, put)
	q.add(early, lastMonth, dims, kind, func(k data.CellKey, n int64) {
		if k.Month > to {
			put(k, -n)
		}
	})
}

// ledgerKinds decide how many problems lie in each terminal stock.
var ledgerKinds = []data.AtomKind{data.AtomRegister, data.AtomRegisterInferred, data.AtomStrike, data.AtomStrikeInferred, data.AtomReopen, data.AtomDecline, data.AtomClue}

// askLedger sums the whole ledger's totals for 累计登记 = O+L+R+X+N+M.
func (f *Facts) askLedger(q *requests, horizon int) {
	for _, kind := range ledgerKinds {
		s := flowSlots[kind]
		f.askSince(q, kind, horizon, []data.Dim{data.ByAll}, func(_ data.CellKey, n int64) { f.ledger.add(s, n) })
	}
}
