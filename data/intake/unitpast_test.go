package intake

import (
	"testing"

	"qinqing/data"
)

// A unit that was renamed is, in every ledger, what it was on the row's day, whichever of
// its names stands there; nothing is doubled by importing an old ledger again.
func TestRenamedUnitsAreWhatTheyWereOnTheDay(t *testing.T) {
	m := newMemory(t)
	ledger := func(visitor, lead, day string) Input {
		return asOf("2026-11-20", visitsHead, "1|"+day+"|"+visitor+"|甲陶瓷厂|缺工|用工|"+lead+"|"+day+"|10个工作日||||")
	}
	m.load(t, ledger("驻甲组", "商务局", "2026-09-08"))
	var old [2]data.Unit
	for i, name := range []string{"驻甲组", "商务局"} {
		for _, u := range m.units {
			if u.Name == name {
				old[i] = u
			}
		}
		next := data.Unit{ID: m.id(), Name: []string{"派驻甲纪检监察组", "投资促进局"}[i], Kind: old[i].Kind, ValidFrom: day0("2026-10-01")}
		m.units[next.ID] = next
		old[i].ValidTo, old[i].MergedTo = day0("2026-09-30"), next.ID
		m.units[old[i].ID] = old[i]
	}
	for _, in := range []Input{ledger("驻甲组", "商务局", "2026-09-08"), ledger("派驻甲纪检监察组", "投资促进局", "2026-09-08")} {
		if p := m.load(t, in); p.New.Problems != 0 || p.New.Visits != 0 || p.New.Units != 0 {
			t.Errorf("again: %+v", p.Summary())
		}
	}
	p := m.load(t, ledger("驻甲组", "商务局", "2026-10-08"))
	if p.New.Problems != 1 || p.New.Units != 0 {
		t.Errorf("after the day: %+v", p.Summary())
	}
	for _, q := range m.problems {
		tl, err := q.Timeline(m.clock)
		must(t, err)
		want := [2]data.ID{old[0].ID, old[1].ID}
		if tl.RegisteredOn > day0("2026-10-01") {
			want = [2]data.ID{old[0].MergedTo, old[1].MergedTo}
		}
		if q.Visiting != want[0] || tl.Now.Lead != want[1] {
			t.Errorf("%s: visited by %d, led by %d, want %v", tl.RegisteredOn, q.Visiting, tl.Now.Lead, want)
		}
	}
}
