package stats

import "testing"

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{{15, 20, "75.0%"}, {1, 3, "33.3%"}, {2, 3, "66.7%"}, {0, 7, "0.0%"}, {7, 7, "100.0%"}, {9996, 10000, "99.96%"}, {1, 100_000, "0.001%"}, {0, 0, "—"}, {-1, 4, "-25.0%"}} {
		if got := Percent(c.num, c.den); got != c.want {
			t.Errorf("%d/%d is %s, want %s", c.num, c.den, got, c.want)
		}
	}
}
