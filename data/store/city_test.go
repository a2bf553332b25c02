package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
)

func TestCityIsSound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "city.db")
	start := time.Now()
	if err := citygen.Build(context.Background(), path, 2000, 3); err != nil {
		t.Fatal(err, cause(err))
	}
	t.Log("built in", time.Since(start))
	s, err := store.Open(context.Background(), path, store.Options{ReadOnly: true, Now: citygen.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	start = time.Now()
	r, err := s.Check(data.WithActor(context.Background(), data.Actor{Name: "测试"}))
	if err != nil {
		t.Fatal(err, cause(err))
	}
	t.Log("checked in", time.Since(start))
	for _, f := range r.Problems {
		t.Error(f)
	}
}

// A city loaded in bulk is, row by row, the city that the usual steps make.
func TestBulkLoadEqualsDo(t *testing.T) {
	const problems = 1000
	base := filepath.Join(t.TempDir(), "base.db")
	s, err := store.Open(context.Background(), base, store.Options{Now: citygen.Now, Seed: citygen.Seed()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	empty, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试"})
	fill := map[string]func(*store.Store) error{
		"bulk.db": func(s *store.Store) error {
			return s.Load(ctx, data.Op{Name: "装入"}, citygen.New(problems, 5).Next)
		},
		"do.db": func(s *store.Store) error {
			c := citygen.New(problems, 5)
			for more := true; more; {
				_, err := s.Do(ctx, data.Op{Name: "登记"}, func(tx *store.Tx) (err error) {
					for n := 0; n < 40 && more && err == nil; n++ {
						more, err = c.Next(tx)
					}
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	dumps := map[string]map[string][]string{}
	for name, run := range fill {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(context.Background(), path, store.Options{Now: citygen.Now})
		if err != nil {
			t.Fatal(err)
		}
		if err := run(s); err != nil {
			t.Fatal(err, cause(err))
		}
		r, err := s.Check(ctx)
		if err != nil || len(r.Problems) > 0 {
			t.Errorf("%s: %v, %v", name, r.Problems, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		dumps[name] = tables(t, path)
	}
	for table, want := range dumps["do.db"] {
		got := dumps["bulk.db"][table]
		if len(want) == 0 {
			t.Errorf("%s is empty", table)
		}
		if !slices.Equal(got, want) {
			i := 0
			for i < len(got) && i < len(want) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s: %d rows in bulk, %d by steps; the %d. differs:\n%s\n%s", table, len(got), len(want), i, strings.Join(got[i:min(i+1, len(got))], ""), strings.Join(want[i:min(i+1, len(want))], ""))
		}
	}
}

// tables are the rows of what both ways must agree in, the words of the search too.
func tables(t *testing.T, path string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	out := map[string][]string{}
	for table, query := range map[string]string{
		"region": "SELECT * FROM region ORDER BY id", "unit": "SELECT * FROM unit ORDER BY id", "entry": "SELECT * FROM dict_entry ORDER BY id",
		"enterprise": "SELECT * FROM enterprise ORDER BY id", "visit": "SELECT * FROM visit ORDER BY id", "joint": "SELECT * FROM visit_unit ORDER BY visit, place",
		"problem": "SELECT * FROM problem ORDER BY id", "event": "SELECT * FROM problem_event ORDER BY id", "span": "SELECT * FROM problem_span ORDER BY problem, n",
		"trace": "SELECT block, first, last, hex(packed) FROM trace ORDER BY block",
		"cell":  "SELECT * FROM cell ORDER BY month, kind, dim", "count": "SELECT * FROM problem_count ORDER BY dim, key, state",
		"words": "SELECT rowid FROM search_problem WHERE search_problem MATCH '000031*' ORDER BY rowid", "said": "SELECT rowid FROM search_event WHERE search_event MATCH '005df2*' ORDER BY rowid",
		"schema": "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
	} {
		out[table] = rowsOf(t, db, query)
	}
	return out
}

func rowsOf(t *testing.T, db *sql.DB, query string) (out []string) {
	t.Helper()
	found, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = found.Close() }()
	cols, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		values, into := make([]any, len(cols)), make([]any, len(cols))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%v", values))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func cause(err error) error {
	if e, ok := err.(*data.Error); ok {
		return e.Cause
	}
	return nil
}
