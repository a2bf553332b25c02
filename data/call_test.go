package data

import (
	"maps"
	"testing"
)

// An enterprise counts once a month and once a year in each row, in the month of its
// first visit; a visit without an enterprise counts in none.
func TestFirmCells(t *testing.T) {
	visits := []*Visit{
		{On: day("2026-02-03"), Unit: 1, EnterpriseID: 7, Region: 9},
		{On: day("2026-02-20"), Unit: 1, JoinUnits: []ID{2}, EnterpriseID: 7, Region: 9},
		{On: day("2026-05-06"), Unit: 2, EnterpriseID: 7, Region: 8},
		{On: day("2026-05-07"), Unit: 3},
	}
	cells := map[CellKey]int{}
	AddFirmCells(visits, cells, 0, 1)
	want := map[CellKey]int{}
	for _, c := range []struct {
		kind  AtomKind
		month int
		by    Dim
		key   ID
	}{
		{AtomFirm, 202602, ByAll, 0}, {AtomFirm, 202605, ByAll, 0}, {AtomFirmYear, 202602, ByAll, 0},
		{AtomFirm, 202602, ByVisiting, 1}, {AtomFirmYear, 202602, ByVisiting, 1},
		{AtomFirm, 202602, ByVisiting, 2}, {AtomFirmYear, 202602, ByVisiting, 2}, {AtomFirm, 202605, ByVisiting, 2},
		{AtomFirm, 202602, ByRegion, 9}, {AtomFirmYear, 202602, ByRegion, 9}, {AtomFirm, 202605, ByRegion, 8}, {AtomFirmYear, 202605, ByRegion, 8},
	} {
		want[CellKey{Month: c.month, Kind: c.kind, Dim: c.by, Key: c.key}] = 1
	}
	if !maps.Equal(cells, want) {
		t.Errorf("cells %v\nwant  %v", cells, want)
	}
	AddFirmCells(visits, cells, 0, -1)
	if len(cells) != 0 {
		t.Errorf("left over: %v", cells)
	}
}
