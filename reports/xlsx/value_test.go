package xlsx

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"qinqing/reports"
)

func TestNumberValue(t *testing.T) {
	for _, c := range []struct {
		name, text string
		exact      *float64
		number     float64
		format     string
		ok         bool
	}{
		{"int", "12", number64(12), 12, "0", true},
		{"zero", "0", nil, 0, "0", true},
		{"thousands", "1,203", number64(1203), 1203, "#,##0", true},
		{"percent", "87.5%", number64(87.5), 87.5, `0.0"%"`, true},
		{"exact kept", "66.7%", number64(200.0 / 3), 200.0 / 3, `0.0"%"`, true},
		{"half rounded otherwise", "87.4%", number64(87.45), 87.4, `0.0"%"`, true},
		{"signed", "+2.5%", number64(2.5), 2.5, `+0.0"%";-0.0"%";0.0"%"`, true},
		{"negative", "-3", number64(-3), -3, "0", true},
		{"unit words", "3.0个百分点", nil, 3, `0.0"个百分点"`, true},
		{"dash", "—", nil, 0, "", true},
		{"dash with a value", "—", number64(3), 0, "", true},
		{"code", "007", nil, 0, "", true},
		{"sixteen digits", "1234567890123456", nil, 0, "", true},
		{"two points", "1.2.3", nil, 0, "", true},
		{"exponent", "1e5", nil, 0, "", true},
		{"contradiction", "12", number64(21), 0, "", false},
		{"not a number", "12", number64(math.NaN()), 0, "", false},
		{"wrong sign", "12", number64(-12), 0, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, ok := numberValue(c.text, c.exact)
			if v.Number != c.number || v.Format != c.format || ok != c.ok {
				t.Errorf("got %+v %v", v, ok)
			}
		})
	}
}

func TestPrintedRatesKeepTheirText(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		den := rapid.IntRange(1, 5000).Draw(r, "den")
		rate := float64(rapid.IntRange(0, den).Draw(r, "num")) / float64(den) * 100
		printed := strconv.FormatFloat(rate, 'f', 1, 64) + "%"
		v, ok := cellValue(reports.Cell{Text: printed, Kind: "percent", Value: &rate})
		if !ok || !v.isNumber() || !shows(v.Number, false, strings.TrimSuffix(printed, "%"), 1) {
			r.Fatalf("%s: %+v %v", printed, v, ok)
		}
	})
}

func TestDateSerial(t *testing.T) {
	for _, c := range []struct {
		text   string
		serial float64
		ok     bool
	}{
		{"1900-03-01", 61, true}, {"2026-10-08", 46303, true}, {"9999-12-31", 2958465, true},
		{"1900-02-28", 0, false}, {"2026-02-30", 0, false}, {"2026-1-1", 0, false}, {"待定", 0, false}, {"", 0, false},
	} {
		if got, ok := dateSerial(c.text); got != c.serial || ok != c.ok {
			t.Errorf("%s: %v %v", c.text, got, ok)
		}
	}
}

func TestCleanText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"kept", "=1\t中\n😀", "=1\t中\n😀"},
		{"line ends", "a\r\nb\rc", "a\nb\nc"},
		{"control", "a\x00b\x1fc", "abc"},
		{"broken", "a\xffb", "ab"},
		{"not characters", "a\uFFFE\uFFFFb", "ab"},
		{"replacement character is one", "a\uFFFDb", "a\uFFFDb"},
	} {
		if got, cut := cleanText(c.in); got != c.want || cut {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	if got, cut := cleanText(strings.Repeat("a", 32766) + "😀"); !cut || len(got) != 32766 {
		t.Errorf("a pair was split: %d %v", len(got), cut)
	}
}

func TestSheetNamesAreValidAndUnlike(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		used := map[string]bool{}
		seen := map[string]bool{}
		alphabet := []rune("aA'[]:\\/?*中😀 \x00")
		for range rapid.IntRange(1, 12).Draw(r, "n") {
			want := rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 40, -1).Draw(r, "name")
			got := sheetName(want, used)
			if got == "" || len(utf16.Encode([]rune(got))) > 31 || strings.ContainsAny(got, ":\\/?*[]\x00") ||
				got[0] == '\'' || strings.HasSuffix(got, "'") || !utf8.ValidString(got) {
				r.Fatalf("%q became %q", want, got)
			}
			if seen[strings.ToLower(got)] {
				r.Fatalf("%q twice", got)
			}
			seen[strings.ToLower(got)] = true
		}
	})
	if got := sheetName("History", map[string]bool{}); strings.EqualFold(got, "history") {
		t.Error("reserved name kept")
	}
	if got := sheetName("汇总", map[string]bool{}); got != "汇总" {
		t.Errorf("a good name became %q", got)
	}
}
