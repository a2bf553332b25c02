package data

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
)

func TestKindNamed(t *testing.T) {
	seen := map[string]Kind{}
	for _, k := range Kinds {
		if other, dup := seen[k.Name]; dup {
			t.Errorf("%s and %s share the word %s", k.Kind, other, k.Name)
		}
		seen[k.Name] = k.Kind
		for _, word := range []string{k.Name, string(k.Kind)} {
			if got, ok := KindNamed(word); !ok || got != k.Kind {
				t.Errorf("%s is %s", word, got)
			}
		}
		if k.Kind.Name() != k.Name {
			t.Errorf("%s is called %s", k.Kind, k.Kind.Name())
		}
	}
	if len(seen) != 22 {
		t.Errorf("%d kinds", len(seen))
	}
	for word, want := range map[string]Kind{"审核通过": Resolve, "转他处": Decline, "不予受理/转他处": Decline, "退回": SendBack,
		"移送": MoveClue, "转回": FromLongTerm, "长期坚持": ToLongTerm, "转长期": ToLongTerm} {
		if got, ok := KindNamed(word); !ok || got != want {
			t.Errorf("%s is %s, want %s", word, got, want)
		}
	}
	for _, word := range []string{"", "办", "Resolve", "办结 "} {
		if got, ok := KindNamed(word); ok {
			t.Errorf("%q taken for %s", word, got)
		}
	}
	if Kind("vanish").Name() != "vanish" {
		t.Error("an unknown kind has no word but its code")
	}
}

func TestSatisfactionNamed(t *testing.T) {
	for want := VerySatisfied; want <= VeryDissatisfied; want++ {
		if got, ok := SatisfactionNamed(want.String()); !ok || got != want {
			t.Errorf("%s is %d, want %d", want, got, want)
		}
	}
	for _, word := range []string{"", "一般", "比较满意"} {
		if got, ok := SatisfactionNamed(word); ok || got != NoAnswer {
			t.Errorf("%q taken for %s", word, got)
		}
	}
	if NoAnswer.String() != "" || Satisfaction(6).String() != "" || Satisfaction(-1).String() != "" {
		t.Error("what is no answer has no word")
	}
}

func TestStatesAndStocks(t *testing.T) {
	names := map[string]bool{}
	stocks := map[Stock]int{}
	for _, s := range States {
		if s.String() == "" || names[s.String()] {
			t.Errorf("state %d is called %q", s, s)
		}
		names[s.String()] = true
		stocks[s.Stock()]++
	}
	if want := map[Stock]int{StockO: 4, StockL: 1, StockR: 1, StockX: 1, StockN: 1, StockM: 1}; !maps.Equal(stocks, want) {
		t.Errorf("states by stock: %v", stocks)
	}
	if Unregistered.Stock() != NoStock || len(States) != 9 {
		t.Error("the unregistered lie in no stock")
	}
	for stock, want := range map[Stock]string{StockO: "在办", StockL: "长期坚持", StockR: "待销号", StockX: "已销号",
		StockN: "不予受理/转他处", StockM: "移送终结", NoStock: "未登记"} {
		if stock.StockName() != want {
			t.Errorf("%s is called %s", stock, stock.StockName())
		}
	}
}

func TestIDs(t *testing.T) {
	for _, x := range []struct {
		site     int
		sequence int64
	}{{0, 1}, {1, 1}, {MaxSite, 1}, {MaxSite, 1<<SiteBits - 1}, {350500 % MaxSite, 65203}} {
		id := NewID(x.site, x.sequence)
		if id.Site() != x.site || id.Sequence() != x.sequence || id <= 0 || id >= 1<<53 {
			t.Errorf("%+v gives %d: site %d sequence %d", x, id, id.Site(), id.Sequence())
		}
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("disk I/O error")
	err := fmt.Errorf("wrapped: %w", Wrap(Full, cause, "磁盘已满，已有的 %d 条记录没有丢。", 3))
	if CodeOf(err) != Full || !errors.Is(err, cause) {
		t.Errorf("code %s", CodeOf(err))
	}
	if strings.Contains(err.Error(), "disk") {
		t.Errorf("the cause is shown to the user: %s", err)
	}
	if CodeOf(nil) != "" || CodeOf(cause) != Internal || CodeOf(Errorf(Locked, "f", "被占用")) != Locked {
		t.Error("codes")
	}
	var e *Error
	if !errors.As(error(Errorf(Invalid, "due", "期限 %d", 3)), &e) || e.Field != "due" || e.Message != "期限 3" {
		t.Errorf("%+v", e)
	}
}

func TestActor(t *testing.T) {
	ctx := context.Background()
	if _, ok := ActorOf(ctx); ok {
		t.Error("somebody acts where nobody was named")
	}
	if _, ok := ActorOf(WithActor(ctx, Actor{Role: "clerk"})); ok {
		t.Error("a role without a name is nobody")
	}
	if a, ok := ActorOf(WithActor(ctx, Actor{Name: "文书"})); !ok || a.Name != "文书" {
		t.Errorf("%+v", a)
	}
}

func TestChanges(t *testing.T) {
	var c Changes
	c.Add(EntityVisit, 1)
	c.Add(EntityVisit, 2)
	c.Add(EntityVisit, 1)
	if !c.Has(EntityVisit) || c.Has(EntityProblem) || len(c.Touched[EntityVisit]) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestDims(t *testing.T) {
	d := Dims{Visiting: 1, Lead: 2, Supervising: 3, Region: 4, Category: 5, Nature: 6, Measure: 7, Source: 8}
	want := map[Dim]ID{ByAll: 0, ByVisiting: 1, ByLead: 2, BySupervising: 3, ByRegion: 4, ByCategory: 5, ByNature: 6, ByMeasure: 7, BySource: 8}
	if len(SortedDims()) != len(want) || len(DimNames) != len(want) {
		t.Fatal("dimensions missing")
	}
	for _, by := range SortedDims() {
		if d.Key(by) != want[by] {
			t.Errorf("dimension %d is row %d", by, d.Key(by))
		}
	}
}

func TestVisitCells(t *testing.T) {
	v := &Visit{On: day("2026-03-31"), Unit: 1, JoinUnits: []ID{2, 1, 0, 2}, Region: 9, Satisfaction: FairlySatisfied}
	cells := map[CellKey]int{}
	v.AddCells(cells, 0, 1)
	want := map[CellKey]int{}
	for kind, val := range map[AtomKind]int32{AtomCall: 0, AtomCallSat: 3} {
		for dim, keys := range map[Dim][]ID{ByAll: {0}, ByVisiting: {1, 2}, ByRegion: {9}} {
			for _, key := range keys {
				k := CellKey{Month: 202603, Kind: kind, Dim: dim, Key: key, Val: val}
				want[k] = 1
				k.Month, k.Kind = 202601, kind+YearSuffix
				want[k] = 1
			}
		}
	}
	if !maps.Equal(cells, want) {
		t.Errorf("cells %v", cells)
	}
	v.AddCells(cells, 0, -1)
	if len(cells) != 0 {
		t.Errorf("left over: %v", cells)
	}
	silent := &Visit{On: v.On, Unit: 1}
	silent.AddCells(cells, 0, 1)
	if len(cells) != 6 { // three rows, in the month and in the year
		t.Errorf("a visit without an answer counts in %v", cells)
	}
}

func TestRecords(t *testing.T) {
	in := Policy{Title: "某项惠企政策", PublishedOn: day("2026-03-02")}
	r, err := NewRecord(RecPolicy, in.PublishedOn, 5, in)
	if err != nil {
		t.Fatal(err)
	}
	var out Policy
	if err := r.Decode(&out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
	r.Body = []byte(`{"title":`)
	wantRefusal(t, r.Decode(&out), Corrupt, "", "其他记录不受影响")
	if _, err := NewRecord(RecPolicy, 0, 0, func() {}); CodeOf(err) != Internal {
		t.Errorf("what cannot be written: %v", err)
	}
}
