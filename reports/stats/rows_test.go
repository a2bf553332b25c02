package stats

import (
	"context"
	"fmt"
	"testing"

	"qinqing/data"
)

// notCountable are figures whose number is a sum of days or money, or rests on a
// list of which only the number is known.
var notCountable = map[string]bool{"承诺提速": true, "实际提速": true, "兑现率": true, "应兑付资金": true, "已兑付资金": true, "平均兑付工作日": true, "覆盖率": true}

func TestRowsAreAsManyAsTheFigureSays(t *testing.T) {
	ctx := context.Background()
	seen := map[string]bool{}
	for seed := range uint64(12) {
		l := randomLedger(t, seed+500, 20)
		by := everyDim[int(seed)%len(everyDim)]
		for _, p := range []Period{Month(2026, 3), Quarter(2026, 4), {day("2026-02-26"), day("2026-03-25")}} {
			f := compute(t, l, Query{Period: p, By: []data.Dim{by}})
			for _, fig := range f.All() {
				d, _ := lookup(fig.Name, fig.Span)
				if notCountable[fig.Name] || d == nil || d.how == asTyped {
					continue
				}
				q := RowQuery{Name: fig.Name, Span: fig.Span, KeyID: fig.KeyID, Period: p}
				if fig.By != "all" {
					q.By = by
				}
				want := fig.Numerator
				if d.how == asDays || d.how == asMedian {
					want = fig.Denominator
				}
				checkRows(t, ctx, l, q, *want, fmt.Sprintf("seed %d %s: %s", seed, p.Name(), show(fig)))
				if d.Percent && fig.Denominator != nil {
					q.Denominator = true
					checkRows(t, ctx, l, q, *fig.Denominator, fmt.Sprintf("seed %d %s denominator: %s", seed, p.Name(), show(fig)))
				}
				seen[fig.Name] = seen[fig.Name] || *want > 0
			}
		}
	}
	for _, d := range catalogue {
		if !notCountable[d.Name] && d.how != asTyped && !seen[d.Name] && d.Name != "兑付件数" && d.Name != "兑付企业" {
			t.Errorf("%s was never more than 0: the test proves nothing about it", d.Name)
		}
	}
}

func checkRows(t *testing.T, ctx context.Context, l *ledger, q RowQuery, want int64, what string) {
	t.Helper()
	rows, err := Rows(ctx, l, q)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if int64(len(rows)) != want {
		t.Fatalf("%s: %d rows", what, len(rows))
	}
	for i, r := range rows {
		if r.ID == 0 || r.On == 0 || r.What == "" || r.Entity == "" {
			t.Fatalf("%s: row %d is %+v", what, i, r)
		}
		if i > 0 && r.On < rows[i-1].On {
			t.Fatalf("%s: not by date", what)
		}
	}
}

func TestRowsOfLists(t *testing.T) {
	l := randomLedger(t, 3, 20)
	ctx := context.Background()
	f := compute(t, l, Query{Period: Month(2026, 6), By: []data.Dim{data.ByRegion}})
	for _, k := range []data.ID{0, 2} {
		by := data.ByAll
		if k != 0 {
			by = data.ByRegion
		}
		fig, _ := f.Get("覆盖率", SpanTotal, by, k)
		checkRows(t, ctx, l, RowQuery{Name: "覆盖率", Span: SpanTotal, By: by, KeyID: k, Period: f.Period}, *fig.Numerator, show(fig))
	}
	checkRows(t, ctx, l, RowQuery{Name: "覆盖率", Span: SpanTotal, By: data.ByRegion, KeyID: 2, Period: f.Period, Denominator: true}, 6, "named list")
	if _, err := Rows(ctx, l, RowQuery{Name: "覆盖率", Span: SpanTotal, By: data.ByRegion, KeyID: 1, Period: f.Period, Denominator: true}); data.CodeOf(err) != data.NotFound {
		t.Errorf("a list of which only the number is known was listed: %v", err)
	}
	if _, err := Rows(ctx, l, RowQuery{Name: "办结率", Span: SpanPeriod, Period: f.Period}); data.CodeOf(err) != data.NotFound {
		t.Errorf("办结率 has no 本期: %v", err)
	}
	if _, err := Rows(ctx, l, RowQuery{Name: "幸福指数", Span: SpanPeriod, Period: f.Period}); data.CodeOf(err) != data.NotFound {
		t.Errorf("a figure nobody knows was listed: %v", err)
	}
	checkRows(t, ctx, l, RowQuery{Name: "座谈会", Span: SpanPeriod, Period: Month(2026, 3)}, 1, "手录")
	checkRows(t, ctx, l, RowQuery{Name: "宣讲", Span: SpanTotal, Period: Month(2026, 3)}, 1, "手录")
	checkRows(t, ctx, l, RowQuery{Name: "政策公开率", Span: SpanPeriod, Period: Month(2026, 3), Denominator: true}, 2, "政策")
	checkRows(t, ctx, l, RowQuery{Name: "兑付企业", Span: SpanPeriod, Period: Month(2026, 3)}, 1, "兑付")
	checkRows(t, ctx, l, RowQuery{Name: "实际提速", Span: SpanPeriod, By: data.ByLead, KeyID: 2, Period: Month(2026, 3)}, 1, "提速")
}

// once counts how often the histories are replayed.
type once struct {
	*ledger
	replays int
}

func (o *once) Histories(from, to data.Date, yield func(*data.Problem, *data.Timeline) error) error {
	o.replays++
	return o.ledger.Histories(from, to, yield)
}

func TestRowsOfAllAreTheRowsOfEach(t *testing.T) {
	ctx := context.Background()
	l := &once{ledger: randomLedger(t, 900, 20)}
	p := Month(2026, 3)
	var asked []RowQuery
	for _, f := range compute(t, l.ledger, Query{Period: p, By: []data.Dim{data.ByLead}}).All() {
		if d, _ := lookup(f.Name, f.Span); d == nil || d.how == asTyped || notCountable[f.Name] {
			continue
		}
		asked = append(asked, RowQuery{Name: f.Name, Span: f.Span, By: data.DimCoded(f.By), KeyID: f.KeyID, Period: p})
	}
	all, err := RowsOfAll(ctx, l, asked)
	if err != nil || len(all) != len(asked) || len(asked) < 100 {
		t.Fatalf("%d of %d, %v", len(all), len(asked), err)
	}
	if l.replays > 6 {
		t.Errorf("the histories were replayed %d times for %d figures", l.replays, len(asked))
	}
	for i, q := range asked {
		each, err := Rows(ctx, l.ledger, q)
		if err != nil || fmt.Sprint(each) != fmt.Sprint(all[i]) {
			t.Fatalf("%+v: %v\ntogether %v\nalone %v", q, err, all[i], each)
		}
	}
}
