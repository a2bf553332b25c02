package data

// Atoms of visits; like those of problems they are summed in the month table.
const (
	AtomCall    AtomKind = "call"    // 走访家次: a joint visit is 1 in all, and 1 for each of its units
	AtomCallSat AtomKind = "callsat" // 走访满意率: Val is the answer
)

// Units lists every unit that made the visit, the first one first, each once.
func (v *Visit) Units() []ID {
	out := []ID{v.Unit}
	for _, u := range v.JoinUnits {
		dup := u == 0
		for _, x := range out {
			dup = dup || x == u
		}
		if !dup {
			out = append(out, u)
		}
	}
	return out
}

// AddCells adds n for every cell the visit counts in: all, by visiting unit, by
// region. Along the other dimensions a visit has no row.
func (v *Visit) AddCells(into map[CellKey]int, n int) {
	if n == 0 {
		return
	}
	add := func(k CellKey) {
		put(into, k, n)
		put(into, k.OfYear(), n)
	}
	each := func(kind AtomKind, val int32) {
		k := CellKey{Month: v.On.YearMonth(), Kind: kind, Val: val}
		add(k)
		k.Dim, k.Key = ByRegion, v.Region
		add(k)
		k.Dim = ByVisiting
		for _, k.Key = range v.Units() {
			add(k)
		}
	}
	each(AtomCall, 0)
	if v.Satisfaction != NoAnswer {
		each(AtomCallSat, int32(v.Satisfaction))
	}
}

// Named is one row of a dimension as it is printed: the unit, region or dictionary
// word behind a key. Rank is the printed order.
type Named struct {
	ID   ID
	Code string
	Name string
	Rank int
	Kind UnitKind // of units; empty otherwise
}
