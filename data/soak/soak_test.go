package soak

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRoundsGoOnWhereTheyStopped(t *testing.T) {
	t.Setenv(Env, "")
	ran := 0
	count := func(*testing.T, int) { ran++ }
	t.Run("small", func(t *testing.T) { Rounds(t, 3, 100, count) })
	if ran != 3 {
		t.Errorf("%d rounds of the small size", ran)
	}
	file := filepath.Join(t.TempDir(), "结果.txt")
	t.Setenv(Env, file)
	long := func(name string) {
		t.Run(name, func(t *testing.T) { Rounds(t, 3, 100, count) })
	}
	for _, x := range []struct {
		name   string
		before string
		want   int
	}{
		{"nothing noted", "", 100},
		{"interrupted", "2026-11-01T00:00:00 TestRoundsGoOnWhereTheyStopped/interrupted 60 次，没有失败（…）\n", 40},
		{"failed", "2026-11-01T00:00:00 TestRoundsGoOnWhereTheyStopped/failed 60 次，没有失败\n2026-11-01T00:01:00 TestRoundsGoOnWhereTheyStopped/failed 第 71 次失败\n", 40},
		{"another test", "2026-11-01T00:00:00 TestRoundsGoOnWhereTheyStopped/interrupted 60 次，没有失败\n", 100},
		{"done", "2026-11-01T00:00:00 TestRoundsGoOnWhereTheyStopped/done 100 次，没有失败\n", 0},
	} {
		if err := os.WriteFile(file, []byte(x.before), 0o600); err != nil {
			t.Fatal(err)
		}
		ran = 0
		long(strings.ReplaceAll(x.name, " ", "_"))
		if ran != x.want {
			t.Errorf("%s: %d rounds, want %d", x.name, ran, x.want)
		}
		if b, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(b), x.before) || !strings.Contains(string(b), " 100 次，没有失败") {
			t.Errorf("%s: %s %v", x.name, b, err)
		}
	}
}

func TestSeedsAreDistinct(t *testing.T) {
	t.Setenv(Env, filepath.Join(t.TempDir(), "结果.txt"))
	seen := map[uint64]bool{}
	t.Run("seeds", func(t *testing.T) {
		Seeds(t, 3, 20, func(rt *rapid.T) { seen[rapid.Uint64Range(0, 1<<40).Draw(rt, "x")] = true })
	})
	if len(seen) < 15 {
		t.Errorf("%d different draws of 20 seeds", len(seen))
	}
}
