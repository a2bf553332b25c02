package store

import (
	"database/sql"

	"qinqing/data"
)

// PickHistories yields the live problems that counts need, by id, with the number of the
// pick that asks for it; some that none needs may be among them. The timeline has nothing
// but what figures look at, and is good only until yield returns.
func (v *View) PickHistories(qs []data.Pick, yield func(q int, id data.ID, tl *data.Timeline) error) error {
	from, to := data.Date(0), data.Date(0)
	for _, q := range qs {
		if first := firstOf(q); first != 0 && (from == 0 || first < from) {
			from = first
		}
		to = max(to, q.To)
	}
	if from == 0 {
		return nil
	}
	p := picker{picks: qs, yield: yield}
	return v.c.each("SELECT block, packed FROM trace WHERE last >= ? AND first <= ? ORDER BY block", []any{from, to}, func(r *rows) error {
		var block int64
		var packed sql.RawBytes
		if err := r.Scan(&block, &packed); err != nil {
			return err
		}
		if err := v.ctx.Err(); err != nil {
			return err
		}
		return eachTrace(block, packed, p.take)
	})
}

// firstOf is the first day a pick looks at; 0: it asks for nothing.
func firstOf(q data.Pick) (first data.Date) {
	for _, d := range []data.Date{q.From, q.First, q.Open, q.At, q.Registered} {
		if d != 0 && d <= q.To && (first == 0 || d < first) {
			first = d
		}
	}
	return first
}

// picker takes apart the traces some pick asks for, and no others.
type picker struct {
	picks []data.Pick
	yield func(q int, id data.ID, tl *data.Timeline) error
	dims  []data.Dims
	tl    data.Timeline
}

func (p *picker) take(_ []byte, t *trace) error {
	read, whole := false, false
	for i, q := range p.picks {
		if !t.wanted(q) {
			continue
		}
		if !read {
			p.dims, read = t.readDims(p.dims), true
		}
		if !lay(p.dims, q) {
			continue
		}
		if !whole {
			if err := t.readInto(&p.tl, p.dims); err != nil {
				return err
			}
			whole = true
		}
		if err := p.yield(i, t.id, &p.tl); err != nil {
			return err
		}
	}
	return nil
}

// lay says whether one of the rows a problem ever lay in is the pick's.
func lay(dims []data.Dims, q data.Pick) bool {
	if q.By == data.ByAll {
		return true
	}
	for i := range dims {
		if dims[i].Key(q.By) == q.Key {
			return true
		}
	}
	return false
}

// wanted says from the days of a problem whether a pick may ask for it.
func (t *trace) wanted(q data.Pick) bool {
	open := func(d data.Date) bool { return d != 0 && t.registered <= d && (t.lasts || t.end > d) }
	switch {
	case t.registered > q.To:
		return false
	case q.Registered != 0 && t.registered >= q.Registered, open(q.Open), open(q.At):
		return true
	}
	return q.From != 0 && t.last >= q.From || q.First != 0 && t.registered <= q.Until && t.last >= q.First
}
