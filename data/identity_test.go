package data

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var propertyStart = day("2025-11-03")

const propertyDays = 150

func drawDeadline(t *rapid.T, on Date) Deadline {
	switch rapid.IntRange(0, 9).Draw(t, "limit") {
	case 0:
		return workdays(rapid.IntRange(1, 20).Draw(t, "n"))
	case 1:
		return Deadline{Kind: ByDays, N: rapid.IntRange(1, 40).Draw(t, "n")}
	case 2:
		return Deadline{Kind: ByMonths, N: 1}
	case 3, 4:
		return Deadline{Kind: ByDate, Date: on.AddDays(rapid.IntRange(0, 60).Draw(t, "n"))}
	case 5:
		return Deadline{Kind: Immediate}
	case 6:
		return Deadline{Kind: Staged, Stages: []Date{on.AddDays(5), on.AddDays(20), on.AddDays(50)}}
	case 7:
		return Deadline{Kind: DateThenLong, Date: on.AddDays(15)}
	}
	return Deadline{}
}

// drawEvent is any event, sensible or not; most days follow the last one.
func drawEvent(t *rapid.T, last Date) Event {
	on := last.AddDays(rapid.SampledFrom([]int{0, 0, 1, 2, 5, 12, 30, -3, -20}).Draw(t, "after"))
	e := Event{
		Kind: Kinds[rapid.IntRange(0, len(Kinds)-1).Draw(t, "kind")].Kind, On: on, Note: "说明", Grade: "蓝",
		Basis:    rapid.SampledFrom([]Basis{Real, Real, Real, Inferred}).Draw(t, "basis"),
		Origin:   rapid.SampledFrom([]Origin{FromWindow, FromWindow, FromImport}).Draw(t, "origin"),
		Unit:     ID(rapid.IntRange(101, 103).Draw(t, "unit")),
		Category: ID(rapid.IntRange(1, 3).Draw(t, "category")),
		Nature:   ID(rapid.IntRange(0, 2).Draw(t, "nature")),
		Measure:  ID(rapid.IntRange(0, 2).Draw(t, "measure")),
		Deadline: drawDeadline(t, on),
	}
	if e.Kind == ReturnVisit {
		e.Satisfaction = Satisfaction(rapid.IntRange(0, 5).Draw(t, "answer"))
		if e.Satisfaction == NoAnswer && rapid.Bool().Draw(t, "unreachable") {
			e.Unreachable = "无人接听"
		}
	}
	return e
}

// drawProblem lives through what Apply accepts of many random events; kinds legal now
// are drawn often enough that lives get long.
func drawProblem(t *rapid.T, c Clock) *Problem {
	p := &Problem{ID: 1, Visiting: ID(rapid.IntRange(0, 2).Draw(t, "visiting")), Region: ID(rapid.IntRange(0, 2).Draw(t, "region")),
		Category: ID(rapid.IntRange(0, 3).Draw(t, "category"))}
	last := propertyStart.AddDays(rapid.IntRange(0, 60).Draw(t, "begin"))
	r := at(Register, last.String())
	r.Basis = rapid.SampledFrom([]Basis{Real, Real, Inferred}).Draw(t, "registered")
	if err := p.Apply(r, c); err != nil {
		t.Fatal(err)
	}
	for range rapid.IntRange(0, 18).Draw(t, "events") {
		e := drawEvent(t, last)
		if rapid.IntRange(0, 3).Draw(t, "steer") > 0 {
			if legal, _ := p.LegalKinds(e.On, e.Origin, c); len(legal) > 0 {
				e.Kind = rapid.SampledFrom(legal).Draw(t, "legal")
				if e.Kind == ReturnVisit && e.Satisfaction == NoAnswer {
					e.Satisfaction = Dissatisfied
				}
			}
		}
		if rapid.IntRange(0, 11).Draw(t, "void") == 0 {
			_ = p.Void(rapid.IntRange(1, len(p.Events)).Draw(t, "seq"), "某人", "录错", e.On.Time(), c)
		}
		before := slices.Clone(p.Events)
		if err := p.Apply(e, c); err != nil {
			if !slices.EqualFunc(before, p.Events, func(a, b Event) bool { return a.Seq == b.Seq && a.Voided() == b.Voided() }) {
				t.Fatalf("refused event kept: %v", err)
			}
			continue
		}
		last = max(last, e.On)
	}
	return p
}

func TestOneStockEachDay(t *testing.T) {
	c := testClock(t)
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, c)
		tl, err := p.Timeline(c)
		if err != nil {
			t.Fatalf("what Apply accepted does not replay: %v", err)
		}
		if len(tl.Spans) == 0 {
			return // its registration was voided
		}
		for i, s := range tl.Spans {
			if i == 0 && s.From != tl.RegisteredOn {
				t.Fatalf("first span from %s, registered %s", s.From, tl.RegisteredOn)
			}
			if i+1 < len(tl.Spans) && (s.To <= s.From || s.To != tl.Spans[i+1].From) || i+1 == len(tl.Spans) && s.To != 0 {
				t.Fatalf("span %d [%s, %s) does not meet the next", i, s.From, s.To)
			}
		}
		if tl.StockAt(tl.RegisteredOn-1) != NoStock {
			t.Fatal("in a stock before registration")
		}
		for d := tl.RegisteredOn; d < propertyStart+2*propertyDays; d++ {
			stock := tl.StockAt(d)
			if !slices.Contains(Stocks, stock) {
				t.Fatalf("on %s in stock %q", d, stock)
			}
			s, _ := tl.At(d)
			for _, k := range []AtomKind{AtomO, AtomL, AtomR, AtomOverdue} {
				n := 0
				for _, a := range tl.Atoms {
					if a.Kind == k && a.Holds(d) {
						n++
						if a.Dims != s.Dims || a.Other != tl.RegisteredOn {
							t.Fatalf("%s atom on %s: %+v, span %+v", k, d, a, s)
						}
					}
				}
				want := map[AtomKind]bool{AtomO: stock == StockO, AtomL: stock == StockL, AtomR: stock == StockR, AtomOverdue: s.OverdueAt(d)}[k]
				if n > 1 || (n == 1) != want {
					t.Fatalf("on %s, %s: %d atoms of %s", d, stock, n, k)
				}
			}
			for _, a := range tl.Atoms {
				if a.To != 0 && a.From >= a.To {
					t.Fatalf("an atom of no day: %+v", a)
				}
			}
			light, word, _ := tl.LightOn(d, c)
			if (light == Red) != s.OverdueAt(d) || word == "" {
				t.Fatalf("on %s light %s %s, overdue %v", d, light, word, s.OverdueAt(d))
			}
		}
	})
}

// sums are stocks and flows of a population by row of one dimension.
type sums map[ID]map[AtomKind]int

func (s sums) add(key ID, k AtomKind, n int) {
	if s[key] == nil {
		s[key] = map[AtomKind]int{}
	}
	s[key][k] += n
}

const before, after AtomKind = "初 ", "末 "

func tally(lives []*Timeline, by Dim, from, to Date) sums {
	out := sums{}
	for _, tl := range lives {
		for _, a := range tl.Atoms {
			key := a.Dims.Key(by)
			switch {
			case a.Kind.Stock():
				if a.Holds(from - 1) {
					out.add(key, before+a.Kind, 1)
				}
				if a.Holds(to) {
					out.add(key, after+a.Kind, 1)
				}
			case a.From >= from && a.From <= to:
				out.add(key, a.Kind, 1)
			}
		}
		for kind, d := range map[AtomKind]Date{before: from - 1, after: to} {
			if tl.StockAt(d) == StockX {
				s, _ := tl.At(d)
				out.add(s.Dims.Key(by), kind+"X", 1)
			}
		}
	}
	return out
}

func TestStockIdentities(t *testing.T) {
	c := testClock(t)
	rapid.Check(t, func(t *rapid.T) {
		var lives []*Timeline
		for range rapid.IntRange(1, 6).Draw(t, "problems") {
			tl, err := drawProblem(t, c).Timeline(c)
			if err != nil {
				t.Fatal(err)
			}
			lives = append(lives, tl)
		}
		from := propertyStart.AddDays(rapid.IntRange(0, propertyDays).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 60).Draw(t, "length"))
		for _, by := range SortedDims() {
			for key, n := range tally(lives, by, from, to) {
				for _, x := range []struct {
					name      string
					got, want int
				}{
					{"O", n[after+"O"], n[before+"O"] + n[AtomRegister] + n[AtomRegisterInferred] + n[AtomReopen] + n[AtomRework] + n[AtomFromLong] -
						n[AtomResolve] - n[AtomResolveInferred] - n[AtomToLong] - n[AtomDecline] - n[AtomClue] +
						n[AtomTransferIn] - n[AtomTransferOut] + n[AtomRecatIn] - n[AtomRecatOut]},
					{"R", n[after+"R"], n[before+"R"] + n[AtomResolve] + n[AtomResolveInferred] + n[AtomResolveLong] -
						n[AtomStrike] - n[AtomStrikeInferred] - n[AtomRework]},
					{"X", n[after+"X"], n[before+"X"] + n[AtomStrike] + n[AtomStrikeInferred] - n[AtomReopen]},
					{"L", n[after+"L"], n[before+"L"] + n[AtomToLong] - n[AtomFromLong] - n[AtomResolveLong]},
				} {
					if x.got != x.want {
						t.Fatalf("%s末 by %d, row %d, %s..%s: stock %d, identity %d: %v", x.name, by, key, from, to, x.got, x.want, n)
					}
				}
				if by != ByLead && n[AtomTransferIn] != n[AtomTransferOut] {
					t.Fatalf("转办 moves a row of dimension %d", by)
				}
			}
		}
	})
}

// TestCellsEqualAtoms compares every sum the month table can give with a direct count
// of the atoms, for month-aligned periods.
func TestCellsEqualAtoms(t *testing.T) {
	c := testClock(t)
	rapid.Check(t, func(t *rapid.T) {
		var lives []*Timeline
		cells := map[CellKey]int{}
		for range rapid.IntRange(1, 3).Draw(t, "problems") {
			tl, err := drawProblem(t, c).Timeline(c)
			if err != nil {
				t.Fatal(err)
			}
			lives = append(lives, tl)
			tl.AddCells(cells, 0, 1)
		}
		first := propertyStart.MonthStart().AddMonths(rapid.IntRange(0, 5).Draw(t, "month"))
		last := first.AddMonths(rapid.IntRange(0, 3).Draw(t, "months")).MonthEnd()
		for _, by := range SortedDims() {
			direct, summed := countAtoms(lives, by, first, last), sumCells(cells, by, first.YearMonth(), last.YearMonth())
			if !maps.Equal(direct, summed) {
				t.Fatalf("dimension %d, %s..%s:\natoms %v\ncells %v", by, first, last, direct, summed)
			}
		}
		if d := sumsDiffer(cells); d != "" {
			t.Fatal(d)
		}
		for _, tl := range lives {
			tl.AddCells(cells, 0, -1)
		}
		if len(cells) != 0 {
			t.Fatalf("cells left over: %v", cells)
		}
	})
}

// figure is one number asked of the table: a kind, a row, and what it was asked about:
// the value itself, "by z" of the other day, or registration at or after the start.
type figure struct {
	kind AtomKind
	key  ID
	asks string
	val  int32
}

func countAtoms(lives []*Timeline, by Dim, first, last Date) map[figure]int {
	out := map[figure]int{}
	for _, tl := range lives {
		for _, a := range tl.Atoms {
			key := a.Dims.Key(by)
			if a.Kind.Stock() {
				if a.Holds(last) {
					out[figure{a.Kind, key, "end", 0}]++
					if a.Other >= first {
						out[figure{a.Kind, key, "registered in it", 0}]++
					}
				}
				continue
			}
			in := a.From >= first && a.From <= last
			switch a.Kind {
			case AtomSatisfaction, AtomSatisfactionInferred:
				if a.From <= last && (a.Other == 0 || a.Other > last) {
					out[figure{a.Kind, key, "last answer", a.Val}]++
				}
			case AtomReached, AtomUnreachable, AtomReachedAfter:
				if in && a.Other <= last {
					out[figure{a.Kind, key, "by z", 0}]++
				}
			case AtomDecline, AtomClue:
				if in && a.Other >= first {
					out[figure{a.Kind, key, "registered in it", 0}]++
				}
			case AtomDays:
				if in {
					out[figure{a.Kind, key, "days", a.Val}]++
				}
			}
			if in {
				out[figure{a.Kind, key, "in", 0}]++
			}
		}
	}
	return out
}

// sumsDiffer compares the cells of years and of all time with the months they sum up.
func sumsDiffer(cells map[CellKey]int) string {
	want, have := map[CellKey]int{}, map[CellKey]int{}
	for k, n := range cells {
		kind := string(k.Kind)
		switch {
		case strings.HasSuffix(kind, YearSuffix), strings.HasSuffix(kind, EverSuffix):
			have[k] += n
			continue
		case strings.HasSuffix(kind, OpenSuffix):
		case k.Kind.Stock():
			continue
		default:
			put(want, CellKey{Kind: k.Kind + YearSuffix, Month: k.Month/100*100 + 1, Dim: k.Dim, Key: k.Key, Val: k.Val}, n)
			if !k.Kind.Ever() {
				continue
			}
		}
		put(want, CellKey{Kind: k.Kind + EverSuffix, Month: EverMonth, Dim: k.Dim, Key: k.Key}, n)
	}
	if maps.Equal(want, have) {
		return ""
	}
	return fmt.Sprintf("sums %v\nof the months %v", have, want)
}

func sumCells(cells map[CellKey]int, by Dim, first, last int) map[figure]int {
	out := map[figure]int{}
	for k, n := range cells {
		kind := string(k.Kind)
		if k.Dim != by || k.Month > last || strings.HasSuffix(kind, YearSuffix) || strings.HasSuffix(kind, EverSuffix) {
			continue
		}
		lasting := len(k.Kind) > 1 && k.Kind[len(k.Kind)-1:] == OpenSuffix
		if kind := AtomKind(trimOpen(string(k.Kind))); kind.Stock() {
			if lasting || k.Month == last {
				out[figure{kind, k.Key, "end", 0}] += n
				if _, registered := k.Split(); registered >= first {
					out[figure{kind, k.Key, "registered in it", 0}] += n
				}
			}
			continue
		}
		in := k.Month >= first
		switch k.Kind {
		case AtomSatisfaction, AtomSatisfactionInferred:
			if answer, next := k.Split(); next == 0 || next > last {
				out[figure{k.Kind, k.Key, "last answer", answer}] += n
			}
		case AtomReached, AtomUnreachable, AtomReachedAfter:
			if in && int(k.Val) <= last {
				out[figure{k.Kind, k.Key, "by z", 0}] += n
			}
		case AtomDecline, AtomClue:
			if _, registered := k.Split(); in && registered >= first {
				out[figure{k.Kind, k.Key, "registered in it", 0}] += n
			}
		case AtomDays:
			if in {
				out[figure{k.Kind, k.Key, "days", k.Val}] += n
			}
		}
		if in {
			out[figure{k.Kind, k.Key, "in", 0}] += n
		}
	}
	return out
}

func trimOpen(s string) string {
	if n := len(s) - len(OpenSuffix); n > 0 && s[n:] == OpenSuffix {
		return s[:n]
	}
	return s
}

// Flows that judge timeliness stand inside one another, whatever happened.
func TestTimelinessIsNested(t *testing.T) {
	c := testClock(t)
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, c)
		tl, err := p.Timeline(c)
		if err != nil {
			t.Fatal(err)
		}
		n := map[AtomKind]map[int]int{}
		for _, a := range tl.Atoms {
			if n[a.Kind] == nil {
				n[a.Kind] = map[int]int{}
			}
			n[a.Kind][a.Seq]++
			if a.Kind == AtomDays && a.Val < 0 {
				t.Fatalf("negative days: %+v", a)
			}
		}
		for _, pair := range [][2]AtomKind{{AtomOnTime, AtomResolveDue}, {AtomOnTimeFirst, AtomResolveDue}, {AtomResolveDue, AtomResolve},
			{AtomDays, AtomResolve}, {AtomPass, AtomResolve}} {
			for seq, k := range n[pair[0]] {
				if k != 1 || n[pair[1]][seq] != 1 {
					t.Fatalf("%s of event %d is not one of %s", pair[0], seq, pair[1])
				}
			}
		}
		resolved := len(n[AtomResolve])
		reached, unreached := 0, 0
		for _, a := range tl.Atoms {
			switch a.Kind {
			case AtomReached:
				reached++
			case AtomUnreachable:
				unreached++
			case AtomReachedAfter:
				unreached--
			}
		}
		if reached+unreached > resolved {
			t.Fatalf("%d reached and %d unreachable of %d resolved", reached, unreached, resolved)
		}
		for _, e := range p.Events {
			if e.Voided() && slices.ContainsFunc(tl.Atoms, func(a Atom) bool { return a.Seq == e.Seq }) {
				t.Fatalf("a voided event is counted: %+v", e)
			}
		}
	})
}
