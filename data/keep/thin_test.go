package keep

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// Three years of an office that makes a backup every half hour of its working days, with
// a clock that jumps: at any moment what should be there is there, and not much more.
func TestThinOverThreeYears(t *testing.T) {
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 7))
		start := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
		var kept []time.Time
		days := map[string]time.Time{} // the last backup of each day, as the true clock tells
		jumps := 0
		for day := range 3 * 365 {
			for half := range 18 {
				truth := start.AddDate(0, 0, day).Add(time.Duration(half) * 30 * time.Minute)
				clock := truth
				if r.IntN(400) == 0 { // the battery is flat, somebody set the year
					jumps++
					clock = truth.Add([]time.Duration{-56 * 365 * 24 * time.Hour, -24 * time.Hour, 3650 * 24 * time.Hour, time.Hour}[r.IntN(4)]).Add(time.Duration(r.IntN(1e9)))
				}
				kept = append(kept, clock)
				before := len(kept)
				drop := Thin(kept, clock)
				newest := slices.MaxFunc(kept, time.Time.Compare)
				if len(drop) > 0 && (newest.After(clock) || slices.ContainsFunc(drop, newest.Equal)) {
					t.Fatalf("at %v dropped %d though the newest is %v", clock, len(drop), newest)
				}
				kept = slices.DeleteFunc(kept, func(x time.Time) bool { return slices.ContainsFunc(drop, x.Equal) })
				if before-len(kept) != len(drop) {
					t.Fatalf("dropped twice the same: %d of %d", before-len(kept), len(drop))
				}
				// A backup from the future stays until somebody looks: that day has come. Here the office
				// deletes it the next morning, as the window asks.
				if half == 17 {
					kept = slices.DeleteFunc(kept, func(x time.Time) bool { return x.After(truth) })
				}
				if clock.Equal(truth) {
					days[truth.Format("20060102")] = truth
				}
			}
			now := start.AddDate(0, 0, day).Add(9 * time.Hour)
			for back := 1; back <= 30 && back < day; back++ {
				last, ok := days[now.AddDate(0, 0, -back).Format("20060102")]
				if !ok {
					continue
				}
				if !slices.ContainsFunc(kept, func(x time.Time) bool { return x.Format("20060102") == last.Format("20060102") }) {
					t.Fatalf("day %d: no backup of %d days ago", day, back)
				}
			}
			for months := 2; months <= 34; months++ {
				at := now.AddDate(0, -months, 0)
				if at.Before(start.AddDate(0, 1, 0)) {
					break
				}
				if !slices.ContainsFunc(kept, func(x time.Time) bool { return x.Format("200601") == at.Format("200601") }) {
					t.Fatalf("day %d: no backup of %s", day, at.Format("2006-01"))
				}
			}
			if day > 60 && len(kept) > 200 {
				t.Fatalf("day %d: %d backups are kept", day, len(kept))
			}
		}
		if jumps < 20 {
			t.Fatalf("the clock jumped %d times only", jumps)
		}
		t.Logf("seed %d: %d clock jumps, %d backups at the end", seed, jumps, len(kept))
	}
}

func TestThinCases(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	ago := func(list ...time.Duration) (out []time.Time) {
		for _, d := range list {
			out = append(out, now.Add(-d))
		}
		return out
	}
	const h, d = time.Hour, 24 * time.Hour
	for _, c := range []struct {
		name string
		made []time.Time
		drop int
	}{
		{"none", nil, 0}, {"one, ten years old", ago(3650 * d), 0}, {"five of one old day", ago(3650*d, 3650*d+h, 3650*d+2*h, 3650*d+3*h, 3650*d+4*h), 0},
		{"seven of one day, five newest kept", ago(20*d, 20*d+h, 20*d+2*h, 20*d+3*h, 20*d+4*h, 20*d+5*h, 20*d+6*h), 2},
		{"the newest is from the future", append(ago(20*d, 20*d+h, 20*d+2*h, 20*d+3*h, 20*d+4*h, 20*d+5*h, 20*d+6*h), now.Add(time.Second)), 0},
		{"all of the last hours", ago(0, h/4, h/3, h/2, h, h+1, h+2, h+3, 2*h), 0},
		{"the clock leapt ten years", ago(0, 3650*d, 3650*d+h, 3651*d, 3652*d, 3653*d, 3654*d), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Thin(c.made, now); len(got) != c.drop {
				t.Errorf("drops %v", got)
			}
		})
	}
}
