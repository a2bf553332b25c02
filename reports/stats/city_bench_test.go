package stats_test

import (
	"context"
	"os"
	"strconv"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
	"qinqing/reports/stats"
)

// BenchmarkCityMonth is a month's figures with 环比 and 同比, by the bulletin's tables,
// read from the ledger of a generated city of QINQING_CITY problems (or 20,000).
func BenchmarkCityMonth(b *testing.B) {
	size := 20_000
	if n, err := strconv.Atoi(os.Getenv("QINQING_CITY")); err == nil && n > 0 {
		size = n
	}
	path, err := citygen.Path(context.Background(), size)
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(context.Background(), path, store.Options{ReadOnly: true, Now: citygen.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试"})
	dims := []data.Dim{data.ByVisiting, data.ByLead, data.ByRegion, data.ByCategory}
	for b.Loop() {
		err := s.View(ctx, func(v *store.View) error {
			f, err := stats.Compute(ctx, v, stats.Query{Period: stats.Month(2026, 10), By: dims, Compare: true})
			if err == nil && len(f.Keys(data.ByLead)) == 0 {
				b.Error("no lead units")
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
