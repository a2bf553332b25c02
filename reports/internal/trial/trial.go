// Package trial holds what the tests of reports and of the rooms below it share: the
// kept results they compare with, the fonts of this repository, and what a source of
// figures kept in memory answers.
//
// It is no part of the program: only tests import it. It knows no document tree, so that
// the tests of reports itself can; reports/internal/trial/tree does.
package trial

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden compares what a test got, line by line, with the file of that name in testdata;
// go test -update writes the file.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			t.Errorf("%s differs from line %d on (go test -update writes it anew):\nwant %q\n got %q", name, i+1, from(w, i), from(g, i))
			return
		}
	}
}

// from is some lines from line i on.
func from(lines []string, i int) []string {
	return lines[min(i, len(lines)):min(i+3, len(lines))]
}

// FontDir finds the repository's font folder from the test's own.
func FontDir(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		try := filepath.Join(dir, "assets", "fonts")
		if _, err := os.Stat(filepath.Join(try, "fangsong-fandol.ttf")); err == nil {
			return try
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("assets/fonts/fangsong-fandol.ttf is not above the test's folder")
		}
		dir = up
	}
}
