package stats_test

import (
	"context"
	"errors"
	"os"
	"strconv"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
	"qinqing/data/store/citygen/meter"
	"qinqing/reports/stats"
)

// BenchmarkCityMonth is a month's figures with 环比 and 同比, by the bulletin's tables, read
// from the ledger of a generated city of QINQING_CITY problems (or 20,000): a calendar month,
// one that ends on a cut-off day, and the first report after the ledger was opened. With
// QINQING_CUTOFF=25 the city is first made one of an office with that cut-off day; without,
// such a month is read from the histories.
func BenchmarkCityMonth(b *testing.B) {
	for name, p := range map[string]stats.Period{"calendar": stats.Month(2026, 10), "cutoff 25": stats.CutoffMonth(2026, 10, 25)} {
		b.Run(name, func(b *testing.B) {
			s := openCity(b)
			defer func() { _ = s.Close() }()
			meter.Loop(b, func() error { return report(s, p) })
		})
	}
	b.Run("first", func(b *testing.B) {
		meter.Loop(b, func() error {
			s := openCity(b)
			defer func() { _ = s.Close() }()
			return report(s, stats.Month(2026, 10))
		})
	})
}

func openCity(b *testing.B) *store.Store {
	b.Helper()
	size := 20_000
	if n, err := strconv.Atoi(os.Getenv("QINQING_CITY")); err == nil && n > 0 {
		size = n
	}
	path, err := citygen.Path(context.Background(), size)
	if err != nil {
		b.Fatal(err)
	}
	if day, ok := os.LookupEnv("QINQING_CUTOFF"); ok {
		if err := setCutoff(path, day); err != nil {
			b.Fatal(err)
		}
	}
	s, err := store.Open(context.Background(), path, store.Options{ReadOnly: true, Now: citygen.Now})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func setCutoff(path, day string) (err error) {
	s, err := store.Open(context.Background(), path, store.Options{Now: citygen.Now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试"})
	_, err = s.Do(ctx, data.Op{Name: "截止日"}, func(tx *store.Tx) error { return tx.SetSetting("stats.cutoff", day) })
	return err
}

func report(s *store.Store, p stats.Period) error {
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试"})
	dims := []data.Dim{data.ByVisiting, data.ByLead, data.ByRegion, data.ByCategory}
	return s.View(ctx, func(v *store.View) error {
		f, err := stats.Compute(ctx, v, stats.Query{Period: p, By: dims, Compare: true})
		if err == nil && len(f.Keys(data.ByLead)) == 0 {
			return data.Errorf(data.Internal, "", "no lead units")
		}
		return err
	})
}
