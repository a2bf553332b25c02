package data

import "slices"

// Dim is a way to break a figure down into rows, always by one role.
type Dim int

// The dimensions; ByAll has the single key 0.
const (
	ByAll Dim = iota
	ByVisiting
	ByLead
	BySupervising
	ByRegion
	ByCategory
	ByNature
	ByMeasure
	BySource
)

// DimNames are the words of the dimensions: code for subcommands, Chinese for paper.
var DimNames = []struct {
	Dim        Dim
	Code, Name string
}{
	{ByAll, "all", "合计"}, {ByVisiting, "visiting", "走访单位"}, {ByLead, "lead", "主办单位"}, {BySupervising, "supervising", "监督单位"},
	{ByRegion, "region", "企业所在地"}, {ByCategory, "category", "类别"}, {ByNature, "nature", "性质"}, {ByMeasure, "measure", "措施"}, {BySource, "source", "来源"},
}

// Key is the row a problem falls into along a dimension; 0 is 未填 (or the single row of ByAll).
func (d Dims) Key(by Dim) ID {
	switch by {
	case ByVisiting:
		return d.Visiting
	case ByLead:
		return d.Lead
	case BySupervising:
		return d.Supervising
	case ByRegion:
		return d.Region
	case ByCategory:
		return d.Category
	case ByNature:
		return d.Nature
	case ByMeasure:
		return d.Measure
	case BySource:
		return d.Source
	}
	return 0
}

// OpenSuffix marks the cells of stock atoms that still last: they stand in the
// month of their first month's end and count for every later one.
const OpenSuffix = "*"

// YearSuffix marks the cells of a flow summed over a calendar year; they stand in its
// January, so that a year to date is one read and not twelve.
const YearSuffix = "@"

// EverSuffix marks the cells of a flow or of stocks that last, summed over all time and
// without Val; they stand in EverMonth. What lay in a stock on a day long into the
// ledger is then the sum less what came since, not a walk through all of it.
const EverSuffix = "#"

// EverMonth is the month of cells with EverSuffix.
const EverMonth = 101

// Ever says whether a flow has cells with EverSuffix: those that decide how many
// problems lie in the terminal stocks.
func (k AtomKind) Ever() bool {
	switch k {
	case AtomRegister, AtomRegisterInferred, AtomStrike, AtomStrikeInferred, AtomReopen, AtomDecline, AtomClue:
		return true
	}
	return false
}

// CellKey is one place in the month table. Month is yyyymm, or of an office with a cut-off
// day a half of it: see Cutoff.Slot. Val is the atom's value of AtomDays and AtomCallSat; of
// the others it is value × 1,000,000 + their other day's month (likewise, 0: none): see Split.
type CellKey struct {
	Month int
	Dim   Dim
	Key   ID
	Val   int32
	Kind  AtomKind // with OpenSuffix for stocks that last; last, so that the rest hashes in one go
}

// Split takes apart the Val of every kind but AtomDays and AtomCallSat.
func (k CellKey) Split() (val int32, otherMonth int) {
	return k.Val / valUnit, int(k.Val % valUnit)
}

const valUnit = 1_000_000

// AddCells adds n for every cell the timeline's atoms count in. The month table is
// the sum over all problems, so a changed problem is its old cells taken off and its
// new ones put on.
func (t *Timeline) AddCells(into map[CellKey]int, c Cutoff, n int) {
	if n == 0 {
		return
	}
	for _, a := range t.Atoms {
		if a.Kind.Stock() {
			addStockCells(into, a, c, n)
			continue
		}
		k := CellKey{Month: c.Slot(a.From), Kind: a.Kind, Val: a.cellVal(c)}
		addCell(into, a, k, n)
		addCell(into, a, k.OfYear(), n)
		if a.Kind.Ever() {
			addCell(into, a, k.ofEver(), n)
		}
	}
}

// OfYear is the cell of the whole year a flow's cell lies in.
func (k CellKey) OfYear() CellKey {
	k.Kind += YearSuffix
	k.Month -= k.Month%100 - 1
	return k
}

func (k CellKey) ofEver() CellKey {
	return CellKey{Month: EverMonth, Kind: k.Kind + EverSuffix}
}

func addStockCells(into map[CellKey]int, a Atom, c Cutoff, n int) {
	k := CellKey{Kind: a.Kind, Val: a.cellVal(c)}
	end := c.SlotEnd(a.From)
	if a.To == 0 {
		k.Kind += OpenSuffix
		k.Month = c.Slot(end)
		addCell(into, a, k, n)
		addCell(into, a, k.ofEver(), n)
		return
	}
	for ; end < a.To; end = c.SlotEnd(end.AddDays(1)) {
		k.Month = c.Slot(end)
		addCell(into, a, k, n)
	}
}

func addCell(into map[CellKey]int, a Atom, k CellKey, n int) {
	for by := ByAll; by <= BySource; by++ {
		k.Dim, k.Key = by, a.Dims.Key(by)
		put(into, k, n)
	}
}

// put adds n to a cell and drops it when nothing is left. A key that was new holds n
// and need not be looked up again, which halves the work of a fresh map.
func put(into map[CellKey]int, k CellKey, n int) {
	before := len(into)
	into[k] += n
	if len(into) == before && into[k] == 0 {
		delete(into, k)
	}
}

func (a Atom) cellVal(c Cutoff) int32 {
	other := int32(0)
	if a.Other != 0 {
		other = int32(c.Slot(a.Other))
	}
	if a.Kind == AtomDays {
		return a.Val
	}
	return a.Val*valUnit + other
}

// SortedDims is every dimension in order.
func SortedDims() []Dim {
	out := make([]Dim, 0, len(DimNames))
	for _, d := range DimNames {
		out = append(out, d.Dim)
	}
	slices.Sort(out)
	return out
}

// DimCoded is the dimension with that code (lead, region …), ByAll for any other.
func DimCoded(code string) Dim {
	for _, d := range DimNames {
		if d.Code == code {
			return d.Dim
		}
	}
	return ByAll
}
