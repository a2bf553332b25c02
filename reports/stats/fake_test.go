package stats

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"qinqing/data"
	"qinqing/data/workday"
	"qinqing/reports/internal/trial"
)

// ledger is a Source in memory, built from the records themselves.
type ledger struct {
	clock    data.Clock
	settings map[string]string
	names    map[data.Dim][]data.Named
	problems []*data.Problem
	lines    []*data.Timeline
	visits   []*data.Visit
	records  []data.Record

	cut        data.Cutoff
	cells      map[data.CellKey]int
	sorted     []data.CellKey
	counts     []int // of sorted
	cellCalls  int
	histCalls  int
	callsCalls int
	yielded    int
}

var notices = []workday.Notice{
	{Year: 2025, Off: []workday.Range{rng("2025-01-01", "2025-01-01"), rng("2025-01-28", "2025-02-04"), rng("2025-04-04", "2025-04-06"), rng("2025-05-01", "2025-05-05"), rng("2025-05-31", "2025-06-02"), rng("2025-10-01", "2025-10-08")},
		On: days("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")},
	{Year: 2026, Off: []workday.Range{rng("2026-01-01", "2026-01-03"), rng("2026-02-15", "2026-02-23"), rng("2026-04-04", "2026-04-06"), rng("2026-05-01", "2026-05-05"), rng("2026-06-19", "2026-06-21"), rng("2026-09-25", "2026-09-27"), rng("2026-10-01", "2026-10-07")},
		On: days("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")},
}

func day(s string) data.Date { return workday.MustParse(s) }

func rng(a, b string) workday.Range { return workday.Range{From: day(a), To: day(b)} }

func days(list ...string) (out []data.Date) {
	for _, s := range list {
		out = append(out, day(s))
	}
	return out
}

func newLedger() *ledger {
	l := &ledger{clock: data.Clock{Calendar: workday.New(notices)}, settings: map[string]string{}, names: map[data.Dim][]data.Named{}}
	for by := data.ByVisiting; by <= data.BySource; by++ {
		for i := range 4 {
			l.names[by] = append(l.names[by], data.Named{ID: data.ID(i + 1), Name: data.DimNames[by].Name + string([]rune("甲乙丙丁")[i]), Rank: i, Code: []string{"350582000", "350583000", "350583100", "350584000"}[i]})
		}
	}
	return l
}

// seal replays the problems and sums the month table, as the store does.
func (l *ledger) seal(t testing.TB) *ledger {
	t.Helper()
	l.cells, l.lines = map[data.CellKey]int{}, nil
	for _, p := range l.problems {
		tl, err := p.Timeline(l.clock)
		if err != nil {
			t.Fatal(err)
		}
		l.lines = append(l.lines, tl)
		tl.AddCells(l.cells, l.cut, 1)
	}
	slices.SortStableFunc(l.visits, func(a, b *data.Visit) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.ID, b.ID)) })
	type span struct {
		firm data.ID
		ends data.Date
	}
	years, months := map[span][]*data.Visit{}, map[span][]*data.Visit{}
	for _, v := range l.visits {
		v.AddCells(l.cells, l.cut, 1)
		y := span{v.EnterpriseID, workday.Make(v.On.Year(), 12, 31)}
		years[y] = append(years[y], v)
		_, end := l.cut.Month(v.On)
		m := span{v.EnterpriseID, end}
		months[m] = append(months[m], v)
	}
	for _, visits := range months {
		data.AddOwnFirmCells(visits, l.cells, l.cut, 1)
	}
	for _, visits := range years {
		data.AddFirmCells(visits, l.cells, l.cut, 1)
	}
	l.sorted = slices.SortedFunc(maps.Keys(l.cells), func(a, b data.CellKey) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Dim, b.Dim), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Val, b.Val))
	})
	l.count()
	return l
}

func (l *ledger) count() {
	l.counts = l.counts[:0]
	for _, k := range l.sorted {
		l.counts = append(l.counts, l.cells[k])
	}
}

func (l *ledger) Clock() (data.Clock, error)              { return l.clock, nil }
func (l *ledger) Cutoff() (data.Cutoff, error)            { return l.cut, nil }
func (l *ledger) Setting(key string) (string, error)      { return l.settings[key], nil }
func (l *ledger) Names(by data.Dim) ([]data.Named, error) { return l.names[by], nil }

func (l *ledger) Cells(kinds []data.AtomKind, dims []data.Dim, from, to int, yield func(data.CellKey, int) error) error {
	l.cellCalls++
	for _, kind := range kinds {
		i, _ := slices.BinarySearchFunc(l.sorted, data.CellKey{Kind: kind, Month: from}, func(a, b data.CellKey) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Dim, b.Dim))
		})
		for ; i < len(l.sorted) && l.sorted[i].Kind == kind && l.sorted[i].Month <= to; i++ {
			k := l.sorted[i]
			if slices.Contains(dims, k.Dim) {
				l.yielded++
				if err := yield(k, l.counts[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (l *ledger) Histories(from, to data.Date, yield func(*data.Problem, *data.Timeline) error) error {
	l.histCalls++
	return trial.Histories(l.problems, l.lines, from, to, yield)
}

func (l *ledger) Calls(from, to data.Date, yield func(*data.Visit) error) error {
	l.callsCalls++
	return trial.Calls(l.visits, from, to, yield)
}

func (l *ledger) Visited(from, to data.Date, by data.Dim) (map[data.ID]int64, error) {
	return trial.Visited(l.visits, from, to, by), nil
}

func (l *ledger) Records(kind data.RecordKind, from, to data.Date) ([]data.Record, error) {
	var out []data.Record
	for _, r := range l.records {
		if r.Kind == kind && r.On >= from && r.On <= to {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b data.Record) int { return cmp.Compare(a.On, b.On) })
	return out, nil
}

func (l *ledger) record(t testing.TB, kind data.RecordKind, on string, body any) {
	t.Helper()
	r, err := data.NewRecord(kind, day(on), 0, body)
	if err != nil {
		t.Fatal(err)
	}
	r.ID = data.ID(len(l.records) + 1)
	l.records = append(l.records, r)
}
