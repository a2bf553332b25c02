package store

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

// lifeOf is every live problem, replayed, and every live visit.
type lifeOf struct {
	problems []naiveRow
	visits   []*data.Visit
}

func lifeIn(t testing.TB, v *View) lifeOf {
	t.Helper()
	l := lifeOf{problems: naiveRows(t, v, on("2026-10-31"))}
	err := v.AllVisits(func(x *data.Visit) error { l.visits = append(l.visits, x); return nil })
	if err != nil {
		t.Fatal(err, cause(err))
	}
	return l
}

// What figures ask the store for is what the replayed problems say, on any day and over
// any span, after any history.
func TestSourceEqualsReplay(t *testing.T) {
	o := livedOffice(t)
	var life lifeOf
	o.view(func(v *View) error { life = lifeIn(t, v); return nil })
	if len(life.problems) < 40 || len(life.visits) < 3 {
		t.Fatalf("%d problems, %d visits", len(life.problems), len(life.visits))
	}
	rapid.Check(t, func(rt *rapid.T) {
		from := on("2026-08-25") + data.Date(rapid.IntRange(0, 75).Draw(rt, "from"))
		to := from + data.Date(rapid.IntRange(0, 40).Draw(rt, "days"))
		o.view(func(v *View) error {
			checkStocks(rt, v, life, from)
			checkHistories(rt, v, life, from, to)
			checkCalls(rt, v, life, from, to)
			return nil
		})
	})
	for _, month := range []int{202608, 202609, 202610, 202611} {
		o.view(func(v *View) error { checkMonth(t, v, life, month); return nil })
	}
}

// checkStocks counts the stretches of a day.
func checkStocks(t *rapid.T, v *View, life lifeOf, day data.Date) {
	for _, stock := range []data.Stock{data.StockO, data.StockL, data.StockR} {
		want := 0
		for _, p := range life.problems {
			if p.tl.StockAt(day) == stock {
				want++
			}
		}
		var got int
		if _, err := v.c.one("SELECT count(*) FROM problem_span WHERE stock = ? AND start <= ? AND stop > ?", []any{string(stock), day, day}, &got); err != nil {
			t.Fatal(err, cause(err))
		}
		if got != want {
			t.Errorf("%s on %v: %d, replay says %d", stock, day, got, want)
		}
	}
}

func checkHistories(t *rapid.T, v *View, life lifeOf, from, to data.Date) {
	var got, want []data.ID
	err := v.Histories(from, to, func(p *data.Problem, tl *data.Timeline) error {
		got = append(got, p.ID)
		i := slices.IndexFunc(life.problems, func(r naiveRow) bool { return r.p.ID == p.ID })
		if i < 0 || !slices.Equal(life.problems[i].tl.Spans, tl.Spans) {
			t.Errorf("%s: another history", p.Code)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err, cause(err))
	}
	for _, p := range life.problems {
		in := p.tl.StockAt(from - 1)
		live := in == data.StockO || in == data.StockL || in == data.StockR
		for _, e := range p.p.Events {
			live = live || !e.Voided() && e.On >= from
		}
		if live && p.tl.RegisteredOn <= to {
			want = append(want, p.p.ID)
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("histories of %v to %v: %v, want %v", from, to, got, want)
	}
}

func checkCalls(t *rapid.T, v *View, life lifeOf, from, to data.Date) {
	var got []data.ID
	if err := v.Calls(from, to, func(x *data.Visit) error { got = append(got, x.ID); return nil }); err != nil {
		t.Fatal(err, cause(err))
	}
	var in []*data.Visit
	for _, x := range life.visits {
		if x.On >= from && x.On <= to {
			in = append(in, x)
		}
	}
	slices.SortStableFunc(in, func(a, b *data.Visit) int { return int(a.On - b.On) })
	want := make([]data.ID, 0, len(in))
	firms := map[data.Dim]map[data.ID]map[data.ID]bool{data.ByAll: {}, data.ByVisiting: {}, data.ByRegion: {}}
	put := func(by data.Dim, key, firm data.ID) {
		if firm == 0 {
			return
		}
		if firms[by][key] == nil {
			firms[by][key] = map[data.ID]bool{}
		}
		firms[by][key][firm] = true
	}
	for _, x := range in {
		want = append(want, x.ID)
		put(data.ByAll, 0, x.EnterpriseID)
		put(data.ByRegion, x.Region, x.EnterpriseID)
		for _, u := range x.Units() {
			put(data.ByVisiting, u, x.EnterpriseID)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("calls of %v to %v: %v, want %v", from, to, got, want)
	}
	for by, rows := range firms {
		want := map[data.ID]int64{}
		for key, list := range rows {
			want[key] = int64(len(list))
		}
		got, err := v.Visited(from, to, by)
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("visited of %v to %v by %d: %v, want %v (%v)", from, to, by, got, want, err)
		}
	}
}

// checkMonth adds up a month's cells by hand.
func checkMonth(t *testing.T, v *View, life lifeOf, month int) {
	t.Helper()
	flows := map[data.AtomKind]data.Kind{data.AtomRegister: data.Register, data.AtomStrike: data.StrikeOff, data.AtomReopen: data.Reopen, data.AtomSendBack: data.SendBack}
	for atom, kind := range flows {
		for _, by := range data.SortedDims() {
			want := map[data.ID]int{}
			for _, p := range life.problems {
				for _, a := range p.tl.Atoms {
					if a.Kind == atom && a.From.YearMonth() == month {
						want[a.Dims.Key(by)]++
					}
				}
				if by == data.ByAll && atom == data.AtomRegister && p.tl.RegisteredOn.YearMonth() == month && p.tl.RegBasis == data.Real && !hasEvent(p.p, kind) {
					t.Errorf("%s was never registered", p.p.Code)
				}
			}
			got := map[data.ID]int{}
			err := v.Cells([]data.AtomKind{atom}, []data.Dim{by}, month, month, func(k data.CellKey, n int) error { got[k.Key] += n; return nil })
			if err != nil || !maps.Equal(got, want) {
				t.Errorf("%s in %d by %d: %v, want %v (%v)", atom, month, by, got, want, err)
			}
		}
	}
	for stock, atom := range map[data.Stock]data.AtomKind{data.StockO: data.AtomO, data.StockL: data.AtomL, data.StockR: data.AtomR} {
		want, got := 0, 0
		end := on("2026-01-15").AddMonths(month%100 - 1).MonthEnd()
		for _, p := range life.problems {
			if p.tl.StockAt(end) == stock {
				want++
			}
		}
		add := func(_ data.CellKey, n int) error { got += n; return nil }
		if err := v.Cells([]data.AtomKind{atom}, []data.Dim{data.ByAll}, month, month, add); err != nil {
			t.Error(err)
		}
		if err := v.Cells([]data.AtomKind{atom + data.OpenSuffix}, []data.Dim{data.ByAll}, 0, month, add); err != nil {
			t.Error(err)
		}
		if got != want {
			t.Errorf("%s at the end of %d: %d, replay says %d", stock, month, got, want)
		}
	}
}

func hasEvent(p *data.Problem, k data.Kind) bool {
	return slices.ContainsFunc(p.Events, func(e data.Event) bool { return e.Kind == k && !e.Voided() })
}

func TestNamesOfDimensions(t *testing.T) {
	o := newOffice(t)
	o.do("停用", func(tx *Tx) error {
		e := must(tx.Entries(data.DictCategory))(t)[0]
		e.Retired = true
		return tx.SaveEntry(&e)
	})
	o.view(func(v *View) error {
		for by, want := range map[data.Dim]int{data.ByAll: 1, data.ByVisiting: 5, data.ByLead: 5, data.BySupervising: 5, data.ByRegion: 3, data.ByCategory: 3,
			data.ByNature: 2, data.ByMeasure: 1, data.BySource: 2} {
			if got := must(v.Names(by))(t); len(got) != want {
				t.Errorf("dimension %d: %v", by, got)
			}
		}
		if _, err := v.Names(99); data.CodeOf(err) != data.Invalid {
			t.Errorf("dimension 99: %v", err)
		}
		if _, err := v.Visited(on("2026-10-01"), on("2026-10-31"), data.ByLead); data.CodeOf(err) != data.Invalid {
			t.Errorf("visited by lead: %v", err)
		}
		return nil
	})
}
