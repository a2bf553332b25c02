package stats

import "testing"

func TestStem(t *testing.T) {
	for code, want := range map[string]string{"350000": "35", "350500": "3505", "350582": "350582", "120110": "120110", "350582000": "350582",
		"350582100": "350582100", "350500000000": "3505", "": ""} {
		if got := stem(code); got != want {
			t.Errorf("stem of %s: %s, want %s", code, got, want)
		}
	}
}
