package reports_test

import (
	"context"
	"os"
	"strconv"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
	"qinqing/data/store/citygen/meter"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// BenchmarkBoard is the leader's board of a generated city of QINQING_CITY problems (or
// 20,000): of a month that is over and of one that is not, of the whole city and narrowed
// to one row of each dimension a board can be narrowed to.
func BenchmarkBoard(b *testing.B) {
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
	for _, c := range []struct {
		name   string
		period stats.Period
		by     data.Dim
	}{
		{"城市", stats.Month(2026, 10), data.ByAll},
		{"走访单位", stats.Month(2026, 10), data.ByVisiting},
		{"主办单位", stats.Month(2026, 10), data.ByLead},
		{"监督单位", stats.Month(2026, 10), data.BySupervising},
		{"所在地", stats.Month(2026, 10), data.ByRegion},
		{"类别", stats.Month(2026, 10), data.ByCategory},
		{"未过完的月", stats.Month(2026, 10), data.ByAll},
	} {
		b.Run(c.name, func(b *testing.B) {
			today := s.Today()
			if c.name == "未过完的月" {
				today -= 9
			}
			meter.Loop(b, func() error {
				return s.View(ctx, func(v *store.View) error {
					scope, err := busiest(v, c.by)
					if err != nil {
						return err
					}
					_, err = reports.ComposeBoard(ctx, v, c.period, scope, today)
					return err
				})
			})
		})
	}
}

// busiest is the first named row of a dimension.
func busiest(v *store.View, by data.Dim) (s reports.Scope, err error) {
	if by == data.ByAll {
		return s, nil
	}
	list, err := v.Names(by)
	if err == nil && len(list) > 3 {
		s = reports.Scope{By: by, Key: list[3].ID}
	}
	return s, err
}
