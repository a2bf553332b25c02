// Package soak gives the tests of faults their two sizes: a small one for every run of the
// tests, and a large one that takes hours, can be interrupted, and appends its results to a file.
package soak

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Env names the results file; where it is set the tests run at their large sizes.
const Env = "QINQING_SOAK"

// noteEvery is how often a long test notes how far it got.
const noteEvery = 15 * time.Second

// Large says whether the large sizes are asked for.
func Large() bool { return os.Getenv(Env) != "" }

// Rounds runs a fault small times, or at the large size from where the last run stopped.
// Each round is a test of its own, so that its files go when it ends.
func Rounds(t *testing.T, small, large int, each func(t *testing.T, n int)) {
	t.Helper()
	if !Large() {
		large = small
	}
	run(t, large, func(n int) {
		t.Run(strconv.Itoa(n), func(t *testing.T) { each(t, n) })
	})
}

// Seeds holds a property at random, small times, or for each of so many seeds.
func Seeds(t *testing.T, small, large int, property func(*rapid.T)) {
	t.Helper()
	if !Large() {
		defer set(t, "rapid.checks", strconv.Itoa(small))()
		rapid.Check(t, property)
		return
	}
	defer set(t, "rapid.checks", "1")()
	run(t, large, func(n int) {
		defer set(t, "rapid.seed", strconv.Itoa(n+1))()
		t.Run(strconv.Itoa(n), func(t *testing.T) { rapid.Check(t, property) })
	})
}

func run(t *testing.T, size int, round func(n int)) {
	t.Helper()
	from := Done(t)
	noted, began := time.Now(), time.Now()
	for n := from; n < size; n++ {
		if round(n); t.Failed() {
			Note(t, fmt.Sprintf("第 %d 次失败", n))
			t.Fatalf("round %d", n)
		}
		if time.Since(noted) > noteEvery || n+1 == size {
			noted = time.Now()
			Note(t, fmt.Sprintf("%d 次，没有失败（本次 %d 次，用时 %s）", n+1, n+1-from, time.Since(began).Round(time.Second)))
		}
	}
}

// Done is how many rounds of a test the results file tells of.
func Done(t testing.TB) (n int) {
	t.Helper()
	if !Large() {
		return 0
	}
	b, err := os.ReadFile(os.Getenv(Env))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 2 && f[1] == t.Name() {
			if x, err := strconv.Atoi(f[2]); err == nil {
				n = x
			}
		}
	}
	return n
}

// Note appends a line about a test to the results file, if there is one.
func Note(t testing.TB, text string) {
	t.Helper()
	if !Large() {
		return
	}
	f, err := os.OpenFile(os.Getenv(Env), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintf(f, "%s %s %s\n", time.Now().Format("2006-01-02T15:04:05"), t.Name(), text)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// set gives a flag a value until the returned function is called; one given on the command
// line stands.
func set(t *testing.T, name, value string) (undo func()) {
	t.Helper()
	f := flag.Lookup(name)
	given := false
	flag.Visit(func(x *flag.Flag) { given = given || x.Name == name })
	if given {
		return func() {}
	}
	was := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	return func() { _ = f.Value.Set(was) }
}
