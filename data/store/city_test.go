package store_test

import (
	"context"
	"path/filepath"
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

func cause(err error) error {
	if e, ok := err.(*data.Error); ok {
		return e.Cause
	}
	return nil
}
