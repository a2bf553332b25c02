package widget

import (
	"maps"
	"slices"
)

const (
	pageRows  = 128
	pagesKept = 48
)

// Pages shows a long list of keys as rows, fetched a page at a time when a row is
// first looked at, so that a million rows cost no more than the keys.
type Pages[K comparable, T any] struct {
	// Fetch reads the rows of some keys, off the window's goroutine. A key that is
	// gone may be left out.
	Fetch func(keys []K) (map[K]T, error)
	// Loaded is told, on the window's goroutine, that rows asked for have come.
	Loaded func()
	// Failed is told why rows could not be fetched.
	Failed func(error)
	// Start runs a fetch; nil starts a goroutine. Tests run it at once.
	Start func(func())

	keys    []K
	old     map[K]T // rows as they were before, shown until they are fetched anew
	pages   map[int]map[K]T
	order   []int
	pending map[int]bool
	round   int
	asking  bool // Row is on the stack and will see the rows itself
}

// SetKeys replaces the list; fetched rows are fetched anew.
func (p *Pages[K, T]) SetKeys(keys []K) {
	p.keys = keys
	p.Forget()
}

// Forget has the rows fetched anew but keeps the list. Until they come the old ones
// stand, so that a list that is read again after each change doesn't flicker.
func (p *Pages[K, T]) Forget() {
	if len(p.pages) > 0 {
		p.old = map[K]T{}
		for _, page := range p.pages {
			maps.Copy(p.old, page)
		}
	}
	p.pages, p.pending, p.order = map[int]map[K]T{}, map[int]bool{}, nil
	p.round++
}

// Len is the number of rows.
func (p *Pages[K, T]) Len() int { return len(p.keys) }

// Key is the key of row i.
func (p *Pages[K, T]) Key(i int) K { return p.keys[i] }

// Index finds a key, -1 if it isn't in the list.
func (p *Pages[K, T]) Index(k K) int { return slices.Index(p.keys, k) }

// Row is row i, or false while it is being fetched.
func (p *Pages[K, T]) Row(i int) (row T, ok bool) {
	if i < 0 || i >= len(p.keys) {
		return row, false
	}
	n := i / pageRows
	page, have := p.pages[n]
	if !have {
		p.fetch(n)
		if page, have = p.pages[n]; !have {
			row, ok = p.old[p.keys[i]]
			return row, ok
		}
	}
	row, ok = page[p.keys[i]]
	return row, ok
}

// Gather goes on with the rows of a stretch, those not fetched yet too, in their order;
// what is gone is left out. It is for copying and adding up, not for drawing.
func (p *Pages[K, T]) Gather(from, to int, then func([]T)) {
	keys := p.keys[max(from, 0):max(from, min(to+1, len(p.keys)), 0)]
	work := func() (map[K]T, error) { return p.Fetch(keys) }
	take := func(found map[K]T, err error) {
		if err != nil {
			if p.Failed != nil {
				p.Failed(err)
			}
			return
		}
		rows := make([]T, 0, len(keys))
		for _, k := range keys {
			if row, ok := found[k]; ok {
				rows = append(rows, row)
			}
		}
		then(rows)
	}
	if p.Start != nil {
		p.Start(func() { take(work()) })
		return
	}
	go func() {
		rows, err := work()
		Later(func() { take(rows, err) })
	}()
}

func (p *Pages[K, T]) fetch(n int) {
	if p.pending[n] || p.Fetch == nil {
		return
	}
	p.pending[n] = true
	round, keys := p.round, p.keys[n*pageRows:min((n+1)*pageRows, len(p.keys))]
	work := func() (map[K]T, error) { return p.Fetch(keys) }
	if p.Start != nil {
		p.asking = true
		p.Start(func() { p.take(n, round)(work()) })
		p.asking = false
		return
	}
	go func() {
		rows, err := work()
		Later(func() { p.take(n, round)(rows, err) })
	}()
}

// take stores a fetched page unless the list has been replaced meanwhile.
func (p *Pages[K, T]) take(n, round int) func(map[K]T, error) {
	return func(rows map[K]T, err error) {
		if round != p.round {
			return
		}
		if err != nil {
			// The page stays pending, so that a broken source is asked once and not at every repaint.
			if p.Failed != nil {
				p.Failed(err)
			}
			return
		}
		delete(p.pending, n)
		p.pages[n] = rows
		p.order = append(p.order, n)
		if len(p.order) > pagesKept {
			delete(p.pages, p.order[0])
			p.order = p.order[1:]
		}
		if p.Loaded != nil && !p.asking {
			p.Loaded()
		}
	}
}
