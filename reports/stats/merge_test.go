package stats_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
	"qinqing/reports/stats"
)

// counted is every figure of a month but those that count enterprises, one a line, with
// the enterprises and the number of visits.
func counted(t *testing.T, s *store.Store, ctx context.Context) (figures string, firms []data.ID, visits int) {
	t.Helper()
	var b strings.Builder
	err := s.View(ctx, func(v *store.View) error {
		f, err := stats.Compute(ctx, v, stats.Query{Period: stats.Month(2026, 8), By: data.SortedDims(), Compare: true})
		if err != nil {
			return err
		}
		for _, x := range f.All() {
			if x.Unit != "家" && x.Name != "覆盖率" {
				fmt.Fprintln(&b, x.Name, x.Span, x.By, x.Key, x.Text(), x.Note)
			}
		}
		if firms, err = v.EnterpriseIDs(store.EnterpriseQuery{}); err != nil {
			return err
		}
		return v.AllVisits(func(*data.Visit) error { visits++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), firms, visits
}

// Merging two enterprises, any of a random ledger, changes no figure but those that
// count enterprises.
func TestMergedEnterprisesCountAlike(t *testing.T) {
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试"})
	for seed := range uint64(2) {
		path := filepath.Join(t.TempDir(), "city.db")
		if err := citygen.Build(ctx, path, 200, seed); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(ctx, path, store.Options{Now: citygen.Now})
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 7))
		for before, firms, visits := counted(t, s, ctx); len(firms) > 2; {
			r.Shuffle(len(firms), func(i, j int) { firms[i], firms[j] = firms[j], firms[i] })
			if _, err := s.Do(ctx, data.Op{Name: "合并企业"}, func(tx *store.Tx) error { return tx.MergeEnterprises(firms[0], firms[1]) }); err != nil {
				t.Fatal(err)
			}
			after, left, n := counted(t, s, ctx)
			if len(left) != len(firms)-1 {
				t.Fatalf("%d enterprises of %d", len(left), len(firms))
			}
			// Where two visits became one there are rightly fewer calls and answers.
			if n == visits && after != before {
				t.Fatalf("seed %d, before:\n%s\nafter:\n%s", seed, before, after)
			}
			before, firms, visits = after, left, n
		}
		if r, err := s.Check(ctx); err != nil || len(r.Problems) > 0 {
			t.Errorf("%v, %v", r.Problems, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
