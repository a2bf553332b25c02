package command

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// sampleOffice holds the sample ledgers, as the demo does.
func sampleOffice(t *testing.T) *office {
	o := newOffice(t)
	o.must("import", o.sample("visits.xlsx"))
	if _, errs, code := o.run("import", "--report", filepath.Join(o.dir, "问题.xlsx"), o.sample("rectify.xlsx")); code != exitPartly {
		t.Fatalf("exit %d: %s", code, errs)
	}
	return o
}

// Every chart of the board is drawn by the subcommand, as picture and PDF.
func TestEveryKindOfChart(t *testing.T) {
	o := sampleOffice(t)
	for _, kind := range chartKinds {
		for _, ext := range []string{".png", ".pdf"} {
			out := filepath.Join(o.dir, kind+ext)
			o.must("chart", "--month", "2026-10", "--kind", kind, "--out", out)
			if st, err := os.Stat(out); err != nil || st.Size() < 500 {
				t.Errorf("%s: %v", out, err)
			}
		}
	}
	if _, _, code := o.run("chart", "--month", "2026-10", "--kind", "饼", "--out", filepath.Join(o.dir, "饼.png")); code != exitUsage {
		t.Errorf("a kind there is not: exit %d", code)
	}
}

// A chart and the figures narrowed to a unit, a region or a category say what that row says.
func TestFiguresOfOneRow(t *testing.T) {
	o := sampleOffice(t)
	value := func(args ...string) float64 {
		t.Helper()
		var out struct{ Figures []figureJSON }
		text := o.must(append([]string{"stats", "--json", "--month", "2026-10", "--figure", "登记问题", "--span", "本期"}, args...)...)
		if err := json.Unmarshal([]byte(text), &out); err != nil || len(out.Figures) == 0 || out.Figures[0].Value == nil {
			t.Fatalf("%v: %v %s", args, err, text)
		}
		return *out.Figures[0].Value
	}
	all, some := value(), 0.0
	for _, x := range [][3]string{{"lead", "--unit", ""}, {"visiting", "--unit", "走访单位"}, {"region", "--region", ""}, {"category", "--category", ""}} {
		var out struct{ Figures []figureJSON }
		if err := json.Unmarshal([]byte(o.must("stats", "--json", "--month", "2026-10", "--figure", "登记问题", "--span", "本期", "--by", x[0])), &out); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(out.Figures, func(f figureJSON) bool { return f.Key != stats.Unfilled && *f.Value > 0 })
		if i < 0 {
			t.Fatalf("nothing by %s", x[0])
		}
		f := out.Figures[i]
		args := []string{x[1], f.Key}
		if x[2] != "" {
			args = append(args, "--role", x[2])
		}
		if got := value(args...); got != *f.Value {
			t.Errorf("%v: %v, its row says %v", args, got, *f.Value)
		}
		if some += all - *f.Value; x[0] == "lead" {
			out := filepath.Join(o.dir, "范围.xlsx")
			o.must(append([]string{"chart", "--month", "2026-10", "--kind", "类别", "--out", out}, args...)...)
			if st, err := os.Stat(out); err != nil || st.Size() < 500 {
				t.Errorf("%s: %v", out, err)
			}
		}
	}
	if some == 0 {
		t.Error("every row was the whole: the test proves nothing")
	}
	for _, bad := range [][]string{{"--unit", "没有这个局"}, {"--role", "主办单位"}, {"--unit", "商务局", "--role", "协办"}, {"--region", "a", "--category", "b"}} {
		if _, _, code := o.run(append([]string{"stats", "--month", "2026-10"}, bad...)...); code == exitDone {
			t.Errorf("%v was taken", bad)
		}
	}
}

// On the sample ledger a board narrowed to a row says what the row says, parts add up to
// it, and every number opens exactly its rows.
func TestScopesOfTheSamples(t *testing.T) {
	o := sampleOffice(t)
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试员"})
	s, err := store.Open(ctx, o.db(), store.Options{ReadOnly: true, Now: func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	err = s.View(ctx, func(v *store.View) error {
		for _, p := range []stats.Period{stats.Month(2026, 10), stats.Month(2026, 11)} {
			for _, by := range []data.Dim{data.ByVisiting, data.ByLead, data.BySupervising, data.ByRegion, data.ByCategory} {
				whole, err := stats.Compute(ctx, v, stats.Query{Period: p, By: []data.Dim{by}, Compare: true})
				if err != nil {
					return err
				}
				for i, k := range whole.Keys(by) {
					if i < 3 {
						checkScope(t, ctx, v, p, reports.Scope{By: by, Key: k.ID})
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkScope(t *testing.T, ctx context.Context, v *store.View, p stats.Period, scope reports.Scope) {
	t.Helper()
	b, err := reports.ComposeBoard(ctx, v, p, scope, v.Today())
	if err != nil {
		t.Fatal(err)
	}
	row, err := stats.Compute(ctx, v, stats.Query{Period: b.Period, By: []data.Dim{scope.By}, Compare: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range b.Figures {
		f, ok := row.Get(x.Figure.Name, x.Figure.Span, scope.By, scope.Key)
		if !ok || f.Text() != x.Figure.Text() {
			t.Errorf("%s %v %s: the board says %s, stats %s", p.Name(), scope, x.Name, x.Figure.Text(), f.Text())
		}
	}
	registered, _ := row.Get("登记问题", stats.SpanPeriod, scope.By, scope.Key)
	for _, c := range b.Charts {
		sum := 0.0
		for i, value := range c.Series[0].Values {
			sum += value
			if q, ok := c.Rows[reports.Mark{Series: c.Series[0].Name, Category: c.Categories[i]}]; ok && c.Unit != stats.UnitPercent {
				if rows, err := stats.Rows(ctx, v, q); err != nil || len(rows) != int(value) {
					t.Errorf("%s %v %s %s: %v, %d rows, %v", p.Name(), scope, c.Title, c.Categories[i], value, len(rows), err)
				}
			}
		}
		if (c.Which == "类别" || c.Which == "地区") && sum != *registered.Value {
			t.Errorf("%s %v %s sums to %v, registered are %s", p.Name(), scope, c.Title, sum, registered.Text())
		}
	}
	for _, u := range b.Ranking {
		for _, x := range []struct {
			f stats.Figure
			q stats.RowQuery
		}{{u.Open, u.OpenRows}, {u.Late, u.LateRows}, {u.Registered, u.AllRows}} {
			if rows, err := stats.Rows(ctx, v, x.q); err != nil || int64(len(rows)) != *x.f.Numerator {
				t.Errorf("%s %v %s %s: %s, %d rows, %v", p.Name(), scope, u.Name, x.f.Name, x.f.Text(), len(rows), err)
			}
		}
	}
}
