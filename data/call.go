package data

// Atoms of visits; like those of problems they are summed in the month table.
const (
	AtomCall    AtomKind = "call"    // 走访家次: a joint visit is 1 in all, and 1 for each of its units
	AtomCallSat AtomKind = "callsat" // 走访满意率: Val is the answer

	AtomFirm     AtomKind = "firm"  // 走访企业 of a month: the first visit to an enterprise in it
	AtomFirmYear AtomKind = "firmY" // 走访企业 of a year to date: the first visit in the calendar year
)

// AddFirmCells adds n for every row in which an enterprise is visited for the first time
// in a month or a year. visits are all its live visits in one calendar year, by day. Unlike
// 走访家次 these are no sums over visits, so all of a year's are taken off and put on again.
func AddFirmCells(visits []*Visit, into map[CellKey]int, c Cutoff, n int) {
	seen := map[CellKey]bool{}
	for _, v := range visits {
		v.eachFirmRow(func(by Dim, key ID) {
			month := CellKey{Month: c.CalendarSlot(v.On), Kind: AtomFirm, Dim: by, Key: key}
			if !seen[month] {
				seen[month] = true
				put(into, month, n)
			}
			year := CellKey{Kind: AtomFirmYear, Dim: by, Key: key}
			if !seen[year] {
				seen[year] = true
				year.Month = c.Slot(v.On)
				put(into, year, n)
			}
		})
	}
}

// AddOwnFirmCells is AddFirmCells for one of the office's own months (Cutoff.Month); visits
// are an enterprise's in it.
func AddOwnFirmCells(visits []*Visit, into map[CellKey]int, c Cutoff, n int) {
	if c == 0 {
		return
	}
	seen := map[CellKey]bool{}
	for _, v := range visits {
		_, end := c.Month(v.On)
		v.eachFirmRow(func(by Dim, key ID) {
			if k := (CellKey{Month: c.Slot(end), Kind: AtomFirm, Dim: by, Key: key}); !seen[k] {
				seen[k] = true
				put(into, k, n)
			}
		})
	}
}

// eachFirmRow tells the rows a visit's enterprise counts in; none without an enterprise.
func (v *Visit) eachFirmRow(at func(by Dim, key ID)) {
	if v.EnterpriseID == 0 {
		return
	}
	at(ByAll, 0)
	at(ByRegion, v.Region)
	for _, u := range v.Units() {
		at(ByVisiting, u)
	}
}

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
func (v *Visit) AddCells(into map[CellKey]int, c Cutoff, n int) {
	if n == 0 {
		return
	}
	add := func(k CellKey) {
		put(into, k, n)
		put(into, k.OfYear(), n)
	}
	each := func(kind AtomKind, val int32) {
		k := CellKey{Month: c.Slot(v.On), Kind: kind, Val: val}
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
