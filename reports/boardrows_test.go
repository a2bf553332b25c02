package reports_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
	"qinqing/data/workday"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// Behind every number of a board lie as many rows as it says: tiles, bars, points and the
// ranking, of the whole of a random ledger and of each row of it, also of problems that
// left a row on the very day they came to it.
func TestEveryNumberOfABoardHasItsRows(t *testing.T) {
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试"})
	for seed := range uint64(2) {
		path := filepath.Join(t.TempDir(), "city.db")
		if err := citygen.Build(ctx, path, 150, seed+40); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(ctx, path, store.Options{Now: citygen.Now})
		if err != nil {
			t.Fatal(err)
		}
		moved := moveWithinDays(t, ctx, s)
		periods := []stats.Period{stats.Month(2026, 10), {From: date(t, "2026-08-12"), To: date(t, "2026-10-20")}}
		err = s.View(ctx, func(v *store.View) error {
			for _, p := range periods {
				for _, scope := range scopesOf(t, v, moved) {
					checkBoardRows(t, ctx, v, fmt.Sprintf("seed %d %s %v", seed, p.Name(), scope), p, scope)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := s.Check(ctx); err != nil || len(r.Problems) > 0 {
			t.Errorf("%v, %v", r.Problems, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func date(t *testing.T, s string) data.Date {
	t.Helper()
	d, err := workday.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// moveWithinDays adds problems handed on and given another category on the day they were
// registered and tells the rows they lay in.
func moveWithinDays(t *testing.T, ctx context.Context, s *store.Store) (scopes []reports.Scope) {
	t.Helper()
	_, err := s.Do(ctx, data.Op{Name: "登记问题"}, func(tx *store.Tx) error {
		leads, err := tx.Names(data.ByLead)
		if err != nil {
			return err
		}
		cats, err := tx.Names(data.ByCategory)
		if err != nil {
			return err
		}
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		for i := range 6 {
			day := date(t, "2026-10-12") + data.Date(i)
			p := &data.Problem{Content: fmt.Sprintf("当天改派的问题 %d", i), Category: cats[i%3].ID, Visiting: leads[0].ID}
			for _, e := range []data.Event{{Kind: data.Register}, {Kind: data.Assign, Unit: leads[i].ID, Deadline: data.Deadline{Kind: data.ByWorkdays, N: 2}},
				{Kind: data.Transfer, Unit: leads[i+1].ID, Deadline: data.Deadline{Kind: data.ByWorkdays, N: 2}}, {Kind: data.Recategorise, Category: cats[i%3+1].ID}} {
				e.On, e.Basis, e.Origin = day, data.Real, data.FromWindow
				if err := p.Apply(e, clock); err != nil {
					return err
				}
			}
			if err := tx.SaveProblem(p); err != nil {
				return err
			}
			scopes = append(scopes, reports.Scope{By: data.ByLead, Key: leads[i].ID}, reports.Scope{By: data.ByCategory, Key: cats[i%3].ID})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return scopes
}

// scopesOf are the whole, a row or two of each dimension and those some problem left within a day.
func scopesOf(t *testing.T, v *store.View, moved []reports.Scope) []reports.Scope {
	t.Helper()
	out := append([]reports.Scope{{}}, moved[:4]...)
	for _, by := range []data.Dim{data.ByVisiting, data.BySupervising, data.ByRegion} {
		list, err := v.Names(by)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, reports.Scope{By: by, Key: list[len(list)/2].ID}, reports.Scope{By: by})
	}
	return out
}

func checkBoardRows(t *testing.T, ctx context.Context, v *store.View, what string, p stats.Period, scope reports.Scope) {
	t.Helper()
	b, err := reports.ComposeBoard(ctx, v, p, scope, v.Today())
	if err != nil {
		t.Fatal(what, err)
	}
	behind := func(name string, q stats.RowQuery, want *int64) {
		rows, err := stats.Rows(ctx, v, q)
		if err != nil || want == nil || int64(len(rows)) != *want {
			t.Errorf("%s %s: %d rows, %v, want %d", what, name, len(rows), err, number(want))
		}
	}
	for _, x := range b.Tiles {
		behind(x.Name, x.Rows, x.Figure.Numerator)
	}
	registered := b.Tiles[slices.IndexFunc(b.Tiles, func(x reports.Tile) bool { return x.Name == "登记问题" })].Figure
	for _, c := range b.Charts {
		sum := 0.0
		for _, n := range c.Series[0].Values {
			sum += n
		}
		if (c.Which == "类别" || c.Which == "地区") && sum != *registered.Value {
			t.Errorf("%s %s sums to %v, registered are %s", what, c.Title, sum, registered.Text())
		}
		for _, s := range c.Series {
			for i, n := range s.Values {
				name := c.Categories[i]
				if q, ok := c.Rows[reports.Mark{Series: s.Name, Category: name}]; ok && c.Unit != stats.UnitPercent {
					whole := int64(n)
					behind(c.Title+" "+name, q, &whole)
				} else if days, ok := c.Ages[name]; ok {
					if list, err := v.OpenOfAge(b.Period.To, days[0], days[1], scope.By, scope.Key); err != nil || len(list) != int(n) {
						t.Errorf("%s %s %s: %v, %d rows, %v", what, c.Title, name, n, len(list), err)
					}
				}
			}
		}
	}
	for _, u := range b.Ranking {
		behind(u.Name+" 在办", u.OpenRows, u.Open.Numerator)
		behind(u.Name+" 逾期", u.LateRows, u.Late.Numerator)
		behind(u.Name+" 登记", u.AllRows, u.Registered.Numerator)
		behind(u.Name+" 办结率", u.RateRows, u.Rate.Numerator)
	}
}

func number(n *int64) int64 {
	if n == nil {
		return -1
	}
	return *n
}
