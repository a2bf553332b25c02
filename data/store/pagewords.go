package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"qinqing/data"
)

// spot is where a problem stands in a sorted list.
type spot struct {
	id  data.ID
	key string
}

// How words are looked for in a sorted list. Words that few problems have: all of those are
// read and sorted. Words that many have: the list is walked in pieces from its beginning,
// and of each piece the index of words is asked which may match, until the page is full.
var (
	fewMatches = 2000
	piece      = 256
	// patience is after how many pieces it is asked whether there are few; after the first
	// already if it held none.
	patience = 8
	// spread is over how many ids a piece's are at most spread, for each of its own, so that
	// the index of words is asked for these alone and not for all it has.
	spread = int64(200)
)

// errEnough ends a scan early, errFew a walk that would find too little.
var (
	errEnough = data.Errorf(data.Internal, "", "enough")
	errFew    = data.Errorf(data.Internal, "", "few")
)

// wordIDs lists the problems of a query that contain the terms; limit 0 is all.
func (v *View) wordIDs(q ProblemQuery, p *plan, terms []string, limit int) (ids []data.ID, keys []string, err error) {
	if err := v.settled(); err != nil {
		return nil, nil, err
	}
	list, done, err := []spot(nil), false, error(nil)
	var few []int64
	if limit > 0 && (p.index != "" || p.key == "id") {
		list, few, done, err = v.walkFor(p, terms, q.After, limit)
	}
	if err == nil && !done {
		list, err = v.allWith(q, p, terms, few)
		list = list[:min(len(list), cmp.Or(limit, len(list)))]
	}
	for _, x := range list {
		ids, keys = append(ids, x.id), append(keys, x.key)
	}
	return ids, keys, err
}

// walkFor walks the sorted list until limit matches were found; done is false if the words
// are so rare that another way is shorter, and few then every id that may match, if known.
func (v *View) walkFor(p *plan, terms []string, after Cursor, limit int) (list []spot, few []int64, done bool, err error) {
	w := &walk{v: v, terms: terms, match: match(terms), limit: limit}
	query, args := p.sql("", after, 0)
	seen := 0
	err = v.c.each(query, args, func(r *rows) error {
		var x spot
		if err := r.Scan(&x.id, &x.key); err != nil {
			return err
		}
		if w.held = append(w.held, x); len(w.held) >= piece {
			if err := w.look(); err != nil {
				return err
			}
		}
		seen++
		return v.stillWanted(seen)
	})
	if err == nil {
		err = w.look()
	}
	switch err {
	case error(errFew):
		return nil, w.few, false, nil
	case error(errEnough):
		err = nil
	}
	return w.list, nil, true, err
}

// walk is a list being looked through for words.
type walk struct {
	v     *View
	terms []string
	match string
	limit int
	held  []spot  // walked over and not yet looked at
	all   []int64 // every id that may match, ascending; nil: not read
	list  []spot  // found
	looks int     // how many pieces were looked at
	few   []int64 // every id that may match, once there turned out to be few; or nil
}

func (w *walk) readAll() (err error) {
	w.all, err = w.v.ids64("SELECT rowid FROM search_problem WHERE search_problem MATCH ?", []any{w.match})
	return err
}

// look takes the matches of what is held; errEnough when the page is full, errFew when the
// words turn out to be rare.
func (w *walk) look() error {
	if len(w.held) == 0 {
		return nil
	}
	may, err := w.candidates()
	if err != nil {
		return err
	}
	for _, x := range w.held {
		if _, ok := slices.BinarySearch(may, int64(x.id)); !ok {
			continue
		}
		ok, err := w.v.hasAll(x.id, w.terms)
		if err != nil {
			return err
		}
		if ok {
			w.list = append(w.list, x)
		}
		if len(w.list) >= w.limit {
			return errEnough
		}
	}
	w.held = w.held[:0]
	w.looks++
	if w.looks != patience && (w.looks != 1 || len(w.list) > 0) || len(w.all) >= fewMatches {
		return nil
	}
	some, err := w.v.ids64(searchNewest[searchProblem], []any{w.match, anyID, fewMatches})
	if err == nil && len(some) < fewMatches {
		w.few = some
		return errFew
	}
	return err
}

// candidates are the ids, ascending, that may match among what is held.
func (w *walk) candidates() ([]int64, error) {
	if w.all == nil {
		low, high := int64(w.held[0].id), int64(w.held[0].id)
		for _, x := range w.held {
			low, high = min(low, int64(x.id)), max(high, int64(x.id))
		}
		if high-low <= spread*int64(len(w.held)) {
			return w.v.ids64("SELECT rowid FROM search_problem WHERE search_problem MATCH ? AND rowid BETWEEN ? AND ?", []any{w.match, low, high})
		}
		if err := w.readAll(); err != nil {
			return nil, err
		}
	}
	return w.all, nil
}

// wordColumns are the texts a problem is found by; see problemTexts.
const wordColumns = `, content, code, coalesce((SELECT name || char(31) || initials FROM enterprise e WHERE e.id = enterprise), ''), fields`

// scanWords reads a place with wordColumns and says whether the texts contain the terms.
func scanWords(r scanner, terms []string) (x spot, ok bool, err error) {
	var content, code, enterprise string
	var fields map[string]string
	err = r.Scan(&x.id, &x.key, &content, &code, &enterprise, jsonCol{&fields})
	enterprise, initials, _ := strings.Cut(enterprise, "\x1f")
	return x, err == nil && containsAll(terms, append([]string{content, code, enterprise, initials}, fieldValues(fields)...)), err
}

// hasAll says whether a problem's texts contain the terms.
func (v *View) hasAll(id data.ID, terms []string) (ok bool, err error) {
	err = v.c.each("SELECT id, ''"+wordColumns+" FROM problem WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		_, ok, err = scanWords(r, terms)
		return err
	})
	return ok, err
}

// allWith finds every problem with the words, among few if that is not nil, and sorts them.
func (v *View) allWith(q ProblemQuery, p *plan, terms []string, few []int64) (list []spot, err error) {
	from, among := "(SELECT rowid AS id FROM search_problem WHERE search_problem MATCH ?)", match(terms)
	if few != nil {
		known, err := json.Marshal(few)
		if err != nil {
			return nil, wrap(err)
		}
		from, among = "(SELECT value AS id FROM json_each(?))", string(known)
	}
	query := "SELECT p.* FROM " + from + " f CROSS JOIN (SELECT id, " + p.key + " AS key" + wordColumns + " FROM problem WHERE " +
		strings.Join(p.where, " AND ") + ") p ON p.id = f.id"
	seen := 0
	err = v.c.each(query, append([]any{among}, p.args...), func(r *rows) error {
		x, ok, err := scanWords(r, terms)
		if ok {
			list = append(list, x)
		}
		if seen++; err == nil {
			err = v.stillWanted(seen)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	order := func(a, b spot) int {
		c := cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
		if p.key == "id" {
			c = cmp.Compare(a.id, b.id)
		}
		if q.Desc {
			return -c
		}
		return c
	}
	slices.SortFunc(list, order)
	if q.After.ID != 0 {
		// By its place, not by its record: that one may be gone by now.
		i, at := slices.BinarySearchFunc(list, spot{q.After.ID, q.After.Key}, order)
		if at {
			i++
		}
		list = list[i:]
	}
	return list, nil
}

// stillWanted looks now and then, by the count of rows read, whether the reader still waits.
func (v *View) stillWanted(seen int) error {
	if seen%1024 != 0 {
		return nil
	}
	return v.ctx.Err()
}
