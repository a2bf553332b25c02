package reports

import (
	"context"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

func board(t *testing.T, o *office, p stats.Period, s Scope) *Board {
	t.Helper()
	b, err := ComposeBoard(context.Background(), o, p, s, on("2026-11-20"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every number of the board is the catalogue's, and its rows are as many as it says.
func TestBoardNumbersHaveTheirRows(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	for _, s := range []Scope{{}, {By: data.ByLead, Key: 1}, {By: data.ByRegion, Key: 1}, {By: data.ByCategory, Key: 1}, {By: data.ByVisiting, Key: 1}} {
		b := board(t, o, p, s)
		want := 6
		if s.By != data.ByAll {
			want = 4
		}
		if len(b.Tiles) < want || len(b.Charts) == 0 || len(b.Ranking) == 0 {
			t.Fatalf("%v: %d tiles, %d charts, %d units", s, len(b.Tiles), len(b.Charts), len(b.Ranking))
		}
		for _, x := range b.Tiles {
			if x.Definition == "" {
				t.Errorf("%s has no definition", x.Name)
			}
			checkRows(t, o, x.Rows, x.Figure.Numerator, x.Name)
		}
		for _, c := range b.Charts {
			for _, series := range c.Series {
				for i, v := range series.Values {
					n := int64(v)
					if q, ok := c.Rows[Mark{series.Name, c.Categories[i]}]; ok {
						checkRows(t, o, q, &n, c.Title+" "+c.Categories[i])
					} else if c.Ages == nil {
						t.Errorf("%s %s: no way to its rows", c.Title, c.Categories[i])
					}
				}
			}
		}
		for _, u := range b.Ranking {
			checkRows(t, o, u.OpenRows, u.Open.Numerator, u.Name)
			checkRows(t, o, u.LateRows, u.Late.Numerator, u.Name)
		}
	}
}

func checkRows(t *testing.T, o *office, q stats.RowQuery, want *int64, what string) {
	t.Helper()
	rows, err := stats.Rows(context.Background(), o, q)
	if err != nil || want == nil || int64(len(rows)) != *want {
		t.Errorf("%s: %d rows, %v, want %v", what, len(rows), err, want)
	}
}

func TestBoardIsTheBulletins(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	b, c := board(t, o, p, Scope{}), composed(t, o, p, Options{})
	for _, x := range b.Tiles {
		f, ok := c.Facts.Get(x.Figure.Name, x.Figure.Span, data.ByAll, 0)
		if !ok || f.Text() != x.Figure.Text() {
			t.Errorf("%s: the board says %s, the bulletin %s", x.Name, x.Figure.Text(), f.Text())
		}
	}
	var trend *BoardChart
	open := 0.0
	for i, x := range b.Charts {
		if x.Kind == "barline" {
			trend = &b.Charts[i]
		}
		if x.Ages != nil {
			for _, v := range x.Series[0].Values {
				open += v
			}
		}
	}
	if trend == nil || len(trend.Categories) != trendMonths || trend.Categories[trendMonths-1] != "26年10月" || trend.Categories[0] != "25年10月" {
		t.Fatalf("trend %+v", trend)
	}
	if f, _ := c.Facts.Get("期末在办", stats.SpanEnd, data.ByAll, 0); f.Value == nil || *f.Value != open {
		t.Errorf("the ages sum to %v, open are %s", open, f.Text())
	}
}

// The ranking follows the rules of §5: by the fraction, and who has too few after all.
func TestBoardRanking(t *testing.T) {
	o := smallOffice(t)
	o.settings["stats.floor"] = "2"
	b := board(t, o, stats.Month(2026, 10), Scope{})
	last := 0
	for i, u := range b.Ranking {
		if u.Place == 0 {
			if u.Note == "" {
				t.Errorf("%s is not ranked and nothing says why", u.Name)
			}
			last = 1 << 20
			continue
		}
		if u.Place < last || i > 0 && b.Ranking[i-1].Place == 0 {
			t.Errorf("place %d of %s after %d", u.Place, u.Name, last)
		}
		last = u.Place
	}
	if last != 1<<20 {
		t.Error("nobody was below the floor: the test proves little")
	}
}

func TestBoardOfNothing(t *testing.T) {
	o := newOffice(1).seal(t)
	b := board(t, o, stats.Month(2026, 10), Scope{})
	if len(b.Charts) != 0 || len(b.Ranking) != 0 || len(b.Others) != 0 || len(b.Tiles) < 6 {
		t.Errorf("%d charts, %d units, %d others, %d tiles", len(b.Charts), len(b.Ranking), len(b.Others), len(b.Tiles))
	}
}

// A month that is not over is counted up to today: what falls due later is not late yet.
func TestBoardOfAnUnfinishedMonth(t *testing.T) {
	o := smallOffice(t)
	b, err := ComposeBoard(context.Background(), o, stats.Month(2026, 10), Scope{}, on("2026-10-14"))
	if err != nil {
		t.Fatal(err)
	}
	if b.Period.To != on("2026-10-14") || b.Whole != stats.Month(2026, 10) {
		t.Errorf("counted %v of %v", b.Period, b.Whole)
	}
	for _, x := range b.Tiles {
		if x.Name == "登记问题" && x.Figure.Text() != "2" {
			t.Errorf("登记问题 %s", x.Figure.Text())
		}
	}
}

// Two sides stand beside each other figure by figure, each number with its rows, the
// difference that of the two.
func TestCompareTwoSides(t *testing.T) {
	o := smallOffice(t)
	oct := stats.Month(2026, 10)
	for name, sides := range map[string][2]Side{
		"periods": {{Name: "2026年10月", Period: oct}, {Name: "2026年9月", Period: stats.Month(2026, 9)}},
		"units":   {{Name: "商务局", Period: oct, Scope: Scope{By: data.ByLead, Key: 1}}, {Name: "市场监督管理局", Period: oct, Scope: Scope{By: data.ByLead, Key: 2}}},
	} {
		c, err := Compare(context.Background(), o, sides, on("2026-11-20"))
		if err != nil {
			t.Fatal(name, err)
		}
		if len(c.Lines) < 8 || len(c.Charts) == 0 {
			t.Fatalf("%s: %d lines, %d charts", name, len(c.Lines), len(c.Charts))
		}
		for _, x := range c.Lines {
			for i := range 2 {
				checkRows(t, o, x.Rows[i], x.Figures[i].Numerator, name+" "+x.Name)
			}
			if want := stats.Between(x.Figures[0], x.Figures[1]); x.Difference.Text() != want.Text() || x.Definition == "" {
				t.Errorf("%s %s: %s, want %s", name, x.Name, x.Difference.Text(), want.Text())
			}
		}
		for _, ch := range c.Charts {
			for _, s := range ch.Series {
				for k, v := range s.Values {
					if q, ok := ch.Rows[Mark{s.Name, ch.Categories[k]}]; ok && ch.Unit != stats.UnitPercent {
						n := int64(v)
						checkRows(t, o, q, &n, ch.Title)
					} else if !ok && v != 0 {
						t.Errorf("%s %s: no way to its rows", ch.Title, ch.Categories[k])
					}
				}
			}
		}
	}
}

// Why a unit stands where it stands: what of it is open and late by category adds up to
// what the ranking says of it.
func TestReasonsOfAUnit(t *testing.T) {
	o := smallOffice(t)
	b := board(t, o, stats.Month(2026, 10), Scope{})
	some := false
	for _, u := range b.Ranking {
		r, err := ComposeUnit(context.Background(), o, b, u)
		if err != nil {
			t.Fatal(err)
		}
		if r.Open.Text() != u.Open.Text() || r.Late.Text() != u.Late.Text() {
			t.Errorf("%s: %s open, %s late, the ranking says %s, %s", u.Name, r.Open.Text(), r.Late.Text(), u.Open.Text(), u.Late.Text())
		}
		for i, f := range []stats.Figure{r.Open, r.Late} {
			sum := 0.0
			for k, v := range r.Chart.Series[i].Values {
				n := int64(v)
				sum += v
				checkRows(t, o, r.Chart.Rows[Mark{r.Chart.Series[i].Name, r.Chart.Categories[k]}], &n, u.Name)
			}
			if sum != *f.Value {
				t.Errorf("%s: the parts sum to %v of %s", u.Name, sum, f.Text())
			}
			some = some || sum > 0
		}
		checkRows(t, o, r.OpenRows, r.Open.Numerator, u.Name)
		checkRows(t, o, r.LateRows, r.Late.Numerator, u.Name)
	}
	if !some {
		t.Error("nothing was open anywhere")
	}
}
