package intake

import (
	"maps"
	"slices"
	"strings"

	"qinqing/data"
)

// holds says that the ledger has a column for a key of a raw row.
func (l *ledger) holds(key string) bool {
	if header, ok := strings.CutPrefix(key, "+"); ok {
		return slices.ContainsFunc(l.other, func(c ColumnMatch) bool { return c.Header == header })
	}
	return l.has(key)
}

// absent is the part of a stored raw row for which the ledger has no column. A ledger
// that leaves a column out says nothing about it; an empty cell does.
func (l *ledger) absent(fields map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range fields {
		if key, ok := strings.CutPrefix(k, RawPrefix); ok && !l.holds(key) {
			out[key] = v
		}
	}
	return out
}

// carry understands the row again together with what is on record of the columns that
// the ledger lacks, so that a shorter form takes nothing back.
func (b *builder) carry(s *slot) {
	more := s.l.absent(s.old.Fields)
	if len(more) == 0 {
		return
	}
	l := *s.l
	l.at, l.title = maps.Clone(l.at), maps.Clone(l.title)
	r := sheetRow{number: s.row.number, cells: slices.Clone(s.row.cells)}
	for len(r.cells) < columnsOf(&l) {
		r.cells = append(r.cells, "")
	}
	for _, k := range sortedKeys(more) {
		if !strings.HasPrefix(k, "+") {
			r.cells = append(r.cells, more[k])
			l.at[k] = len(r.cells)
		}
	}
	e, bad := readEntry(&l, r, b.latest, b.in.Today)
	if bad != nil { // the new cells contradict the old ones: the file counts
		return
	}
	if e.state == unsaid {
		e.state = s.state
	}
	for k, v := range more {
		if strings.HasPrefix(k, "+") {
			e.raw[k] = v
		}
	}
	it := *s.item
	it.entry = e
	_, it.problem = e.parts()
	s.item = &it
}

func columnsOf(l *ledger) int {
	n := 0
	for _, c := range l.columns {
		n = max(n, c.Column)
	}
	return n
}

// carryVisit is carry for the columns of a visit.
func (g *visitGroup) carryVisit(raw map[string]string) {
	for k, v := range g.old.Fields {
		key, ok := strings.CutPrefix(k, RawPrefix)
		if ok && !slices.ContainsFunc(g.entries, func(it *item) bool { return it.l.holds(key) }) {
			raw[key] = v
		}
	}
}

// sameDay says that two limits fall on the same written day or count the same: their
// spelling is no change.
func sameDay(a, b data.Deadline) bool {
	return a.Kind == b.Kind && a.N == b.N && a.Date == b.Date && (a.Date != 0 || a.N != 0)
}
