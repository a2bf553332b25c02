package store

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"

	"qinqing/data"
)

// A trace is what figures look at of one problem's history: its stretches and atoms with
// the rows they lie in. Those of neighbouring problems are packed into one row, because
// what a step through SQLite costs is the row: a year of a large ledger is some hundred
// rows, and reading them is a hundred times quicker than replaying the events.

// traceForm says how traces are packed; a ledger with another mark has them made anew
// when it is opened to write.
const traceForm = "1"

// traceBits is how many low bits of an id tell problems of one row apart.
const traceBits = 7

// traceKinds number the flow atoms; new ones go to the end.
var traceKinds = []data.AtomKind{
	data.AtomRegister, data.AtomRegisterInferred, data.AtomAssign, data.AtomAssignAgain, data.AtomReport, data.AtomReportAgain,
	data.AtomResolve, data.AtomResolveInferred, data.AtomResolveLong, data.AtomPass, data.AtomResolveDue, data.AtomOnTime,
	data.AtomOnTimeFirst, data.AtomDays, data.AtomReached, data.AtomUnreachable, data.AtomReachedAfter, data.AtomStrike,
	data.AtomStrikeInferred, data.AtomSendBack, data.AtomRework, data.AtomReopen, data.AtomExtend, data.AtomDecline, data.AtomClue,
	data.AtomToLong, data.AtomFromLong, data.AtomTransferOut, data.AtomTransferIn, data.AtomRecatOut, data.AtomRecatIn,
	data.AtomReturnVisit, data.AtomSatisfaction, data.AtomSatisfactionInferred,
}

const (
	kindBits  = 6
	stateBits = 4
)

// packTrace packs what figures look at of a problem's timeline: always the same bytes for
// the same history.
func packTrace(id data.ID, tl *data.Timeline) []byte {
	reg := tl.RegisteredOn
	last, end, lasts := reg, reg, false
	var dims []data.Dims
	at := func(d data.Dims) uint64 {
		i := slices.Index(dims, d)
		if i < 0 {
			i = len(dims)
			dims = append(dims, d)
		}
		return uint64(i)
	}
	var body []byte
	add := func(x uint64) { body = binary.AppendUvarint(body, x) }
	add(uint64(len(tl.Spans)))
	from := reg
	for _, s := range tl.Spans {
		overdue := s.OverdueFrom()
		add(uint64(s.From - from))
		add(at(s.Dims)<<(stateBits+1) | uint64(s.State)<<1 | uint64(boolInt(overdue != 0)))
		if overdue != 0 {
			add(uint64(overdue - s.From))
		}
		switch s.State.Stock() {
		case data.StockO, data.StockL, data.StockR:
			end, lasts = max(end, s.To), s.To == 0
		}
		from, last = s.From, max(last, s.From, overdue)
	}
	for _, a := range tl.Atoms {
		if a.Kind.Stock() {
			continue
		}
		add(at(a.Dims)<<kindBits | uint64(slices.Index(traceKinds, a.Kind)))
		body = binary.AppendVarint(body, int64(a.From-reg))
		add(uint64(a.Val)<<1 | uint64(boolInt(a.Other != 0)))
		if a.Other != 0 {
			body = binary.AppendVarint(body, int64(a.Other-a.From))
		}
		last = max(last, a.From, a.Other)
	}
	out := binary.AppendUvarint(make([]byte, 0, len(body)+8*len(dims)+12), uint64(reg))
	out = binary.AppendUvarint(out, uint64(last-reg)<<2|uint64(boolInt(tl.RegBasis == data.Inferred))<<1|uint64(boolInt(lasts)))
	out = binary.AppendUvarint(out, uint64(end-reg))
	out = binary.AppendUvarint(out, uint64(len(dims)))
	for _, d := range dims {
		for by := data.ByVisiting; by <= data.BySource; by++ {
			out = binary.AppendUvarint(out, packID(d.Key(by), id))
		}
	}
	return append(out, body...)
}

// packID is short for what was made at the problem's own site, and 0 for nothing.
func packID(x, near data.ID) uint64 {
	if x == 0 {
		return 0
	}
	d := int64(x - data.NewID(near.Site(), 0))
	return uint64(d<<1^d>>63) + 1
}

func unpackID(x uint64, base data.ID) data.ID {
	if x == 0 {
		return 0
	}
	x--
	return base + data.ID(int64(x>>1)^-int64(x&1))
}

// traceReader takes a packed trace apart.
type traceReader struct {
	rest []byte
	bad  bool
}

func (r *traceReader) next() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		x := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(x)
	}
	x, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return x
}

func (r *traceReader) date(from data.Date) data.Date {
	x := r.next()
	return from + data.Date(int64(x>>1)^-int64(x&1))
}

// trace is a packed history, its head taken apart.
type trace struct {
	id         data.ID
	registered data.Date
	last       data.Date // nothing of it begins or ends later
	end        data.Date // of its last stretch in O, L or R
	lasts      bool      // that stretch lasts
	guessed    bool      // its registration is 推定
	traceReader
}

// eachTrace yields the traces of a packed row, by id.
func eachTrace(block int64, packed []byte, yield func(raw []byte, t *trace) error) error {
	var t trace
	for len(packed) > 0 {
		size, n := binary.Uvarint(packed)
		if n <= 0 || size < 2 || size > uint64(len(packed)-n) {
			return corrupt(nil, "统计经过")
		}
		raw := packed[:n+int(size)]
		t.id = data.ID(block<<traceBits | int64(packed[n]))
		t.rest, t.bad = packed[n+1:n+int(size)], false
		packed = packed[n+int(size):]
		t.registered = data.Date(t.next())
		x := t.next()
		t.last, t.guessed, t.lasts = t.registered+data.Date(x>>2), x&2 != 0, x&1 != 0
		t.end = t.registered + data.Date(t.next())
		if t.bad {
			return corrupt(nil, "统计经过")
		}
		if err := yield(raw, &t); err != nil {
			return err
		}
	}
	return nil
}

// readDims takes the rows apart that the problem ever lay in.
func (t *trace) readDims(dims []data.Dims) []data.Dims {
	base := data.NewID(t.id.Site(), 0)
	dims = dims[:0]
	for range min(t.next(), uint64(len(t.rest))) {
		var d data.Dims
		for _, to := range []*data.ID{&d.Visiting, &d.Lead, &d.Supervising, &d.Region, &d.Category, &d.Nature, &d.Measure, &d.Source} {
			*to = unpackID(t.next(), base)
		}
		dims = append(dims, d)
	}
	return dims
}

var stockAtoms = map[data.Stock]data.AtomKind{data.StockO: data.AtomO, data.StockL: data.AtomL, data.StockR: data.AtomR}

// kindOfState are the stock atoms by state.
var kindOfState = func() (out [1 << stateBits]data.AtomKind) {
	for _, s := range data.States {
		out[s] = stockAtoms[s.Stock()]
	}
	return out
}()

// readInto takes the rest apart, dims being those read before. A timeline that was read
// into before is used again.
func (t *trace) readInto(tl *data.Timeline, dims []data.Dims) error {
	tl.RegisteredOn, tl.RegBasis = t.registered, data.Real
	guess := int32(0)
	if t.guessed {
		tl.RegBasis, guess = data.Inferred, data.Guessed
	}
	tl.Spans, tl.Atoms = tl.Spans[:0], tl.Atoms[:0]
	var stocks [16]data.Atom
	held := stocks[:0]
	from := t.registered
	for range min(t.next(), uint64(len(t.rest))) {
		from += data.Date(t.next())
		x := t.next()
		i := int(x >> (stateBits + 1))
		if i >= len(dims) {
			return corrupt(nil, "统计经过")
		}
		if n := len(tl.Spans); n > 0 {
			tl.Spans[n-1].To = from
		}
		tl.Spans = append(tl.Spans, data.Span{From: from, State: data.State(x >> 1 & (1<<stateBits - 1)), Dims: dims[i]})
		overdue := data.Date(0)
		if x&1 != 0 {
			overdue = from + data.Date(t.next())
		}
		held = append(held, data.Atom{From: overdue})
	}
	for len(t.rest) > 0 {
		x := t.next()
		i, kind := int(x>>kindBits), int(x&(1<<kindBits-1))
		if i >= len(dims) || kind >= len(traceKinds) {
			return corrupt(nil, "统计经过")
		}
		tl.Atoms = append(tl.Atoms, data.Atom{Kind: traceKinds[kind], Dims: dims[i]})
		a := &tl.Atoms[len(tl.Atoms)-1]
		a.From = t.date(t.registered)
		v := t.next()
		a.Val = int32(v >> 1)
		if v&1 != 0 {
			a.Other = t.date(a.From)
		}
	}
	if t.bad {
		return corrupt(nil, "统计经过")
	}
	for i := range tl.Spans {
		s := &tl.Spans[i]
		kind := kindOfState[s.State]
		if kind == "" {
			continue
		}
		tl.Atoms = append(tl.Atoms, data.Atom{Kind: kind, From: s.From, To: s.To, Dims: s.Dims, Other: t.registered, Val: guess})
		if o := held[i].From; o != 0 {
			tl.Atoms = append(tl.Atoms, data.Atom{Kind: data.AtomOverdue, From: o, To: s.To, Dims: s.Dims, Other: t.registered})
		}
	}
	return nil
}

// moveTrace notes the trace a problem has now, nil one that is not live; what figures do
// not look at changes none.
func (tx *Tx) moveTrace(id data.ID, was, now *data.Timeline) {
	pack := func(tl *data.Timeline) []byte {
		if tl == nil || len(tl.Spans) == 0 {
			return nil
		}
		return packTrace(id, tl)
	}
	is := pack(now)
	if _, pending := tx.traces[id]; pending || !bytes.Equal(pack(was), is) {
		tx.traces[id] = is
	}
}

// flushTraces writes the traces of the problems this step has changed, in the order of
// their rows.
func (tx *Tx) flushTraces() error {
	ids := slices.Sorted(maps.Keys(tx.traces))
	for len(ids) > 0 {
		block := int64(ids[0]) >> traceBits
		n := 1
		for n < len(ids) && int64(ids[n])>>traceBits == block {
			n++
		}
		if err := tx.putTraces(block, ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	clear(tx.traces)
	return nil
}

// putTraces replaces in one row the traces of some problems.
func (tx *Tx) putTraces(block int64, ids []data.ID) error {
	var packed []byte
	if _, err := tx.c.one("SELECT packed FROM trace WHERE block = ?", []any{block}, &packed); err != nil {
		return err
	}
	out := make([]byte, 0, len(packed)+128)
	put := func(id data.ID) {
		if one := tx.traces[id]; one != nil {
			out = append(out, packedTrace(id, one)...)
		}
	}
	err := eachTrace(block, packed, func(raw []byte, t *trace) error {
		for len(ids) > 0 && ids[0] < t.id {
			put(ids[0])
			ids = ids[1:]
		}
		if len(ids) > 0 && ids[0] == t.id {
			return nil
		}
		out = append(out, raw...)
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		put(id)
	}
	if len(out) == 0 {
		_, err := tx.c.exec("DELETE FROM trace WHERE block = ?", block)
		return err
	}
	first, last, err := traceDays(block, out)
	if err != nil {
		return err
	}
	_, err = tx.c.exec(`INSERT INTO trace(block, first, last, packed) VALUES(?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET first = excluded.first, last = excluded.last, packed = excluded.packed`, block, first, last, out)
	return err
}

// packedTrace is a trace as it stands in its row: with its length and the low bits of its id.
func packedTrace(id data.ID, one []byte) []byte {
	out := binary.AppendUvarint(make([]byte, 0, len(one)+4), uint64(len(one)+1))
	return append(append(out, byte(id&(1<<traceBits-1))), one...)
}

// traceDays are the first and the last day on which anything of a packed row counts.
func traceDays(block int64, packed []byte) (first, last string, err error) {
	from, to, lasts := data.Date(0), data.Date(0), false
	err = eachTrace(block, packed, func(_ []byte, t *trace) error {
		if from == 0 || t.registered < from {
			from = t.registered
		}
		to, lasts = max(to, t.last), lasts || t.lasts
		return nil
	})
	if lasts {
		return from.String(), forever, err
	}
	return from.String(), to.String(), err
}
