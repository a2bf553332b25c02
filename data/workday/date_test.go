package workday

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return Date(rapid.Int32Range(int32(firstDate), int32(lastDate)).Draw(t, "date"))
	})
}

func TestMakeKnowsWhichDaysExist(t *testing.T) {
	for name, c := range map[string]struct {
		y, m, d int
		want    string
	}{
		"ordinary":             {2026, 10, 8, "2026-10-08"},
		"leap day":             {2024, 2, 29, "2024-02-29"},
		"leap day of 2000":     {2000, 2, 29, "2000-02-29"},
		"no leap day in 1900":  {1900, 2, 29, ""},
		"no leap day in 2026":  {2026, 2, 29, ""},
		"no 30 February":       {2026, 2, 30, ""},
		"no 31 April":          {2026, 4, 31, ""},
		"no month 13":          {2026, 13, 1, ""},
		"no month 0":           {2026, 0, 1, ""},
		"no day 0":             {2026, 1, 0, ""},
		"no negative day":      {2026, 1, -1, ""},
		"first day of all":     {1, 1, 1, "0001-01-01"},
		"last day of all":      {9999, 12, 31, "9999-12-31"},
		"no year 0":            {0, 12, 31, ""},
		"no year 10000":        {10000, 1, 1, ""},
		"century's last month": {1900, 12, 31, "1900-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Make(c.y, c.m, c.d); got.String() != c.want || got.IsZero() != (c.want == "") {
				t.Errorf("Make(%d, %d, %d) = %d %q, want %q", c.y, c.m, c.d, got, got, c.want)
			}
		})
	}
}

// The epoch is part of the contract: spans and indexes hold the number.
func TestDatesAreCountedFromYearOne(t *testing.T) {
	if Make(1, 1, 1) != 1 || Make(1, 1, 2) != 2 || Make(9999, 12, 31) != lastDate || Make(1970, 1, 1) != 719163 {
		t.Errorf("epoch moved: %d %d %d %d", Make(1, 1, 1), Make(1, 1, 2), Make(9999, 12, 31), Make(1970, 1, 1))
	}
}

// Every day of all years agrees with package time, the independent oracle.
func TestEveryDayAgreesWithTime(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := firstDate; d <= lastDate; d++ {
		y, m, day := d.YMD()
		wy, wm, wd := at.Date()
		if y != wy || m != int(wm) || day != wd || d.Weekday() != at.Weekday() || Make(y, m, day) != d {
			t.Fatalf("day %d: got %d-%d-%d %v, want %v", d, y, m, day, d.Weekday(), at)
		}
		at = at.Add(24 * time.Hour)
	}
}

func TestFromTimeTakesTheDayWhereTheClockIs(t *testing.T) {
	beijing := time.FixedZone("CST", 8*3600)
	late := time.Date(2026, 10, 7, 17, 30, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		t    time.Time
		want string
	}{
		"UTC":       {late, "2026-10-07"},
		"Beijing":   {late.In(beijing), "2026-10-08"},
		"zero time": {time.Time{}, ""},
		"year 0":    {time.Date(0, 5, 1, 0, 0, 0, 0, time.UTC), ""},
		"far away":  {time.Date(123456, 5, 1, 0, 0, 0, 0, time.UTC), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := FromTime(c.t).String(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDateParts(t *testing.T) {
	d := MustParse("2026-10-08")
	if d.Year() != 2026 || d.Month() != 10 || d.Day() != 8 || d.YearMonth() != 202610 {
		t.Errorf("parts of %v: %d %d %d %d", d, d.Year(), d.Month(), d.Day(), d.YearMonth())
	}
	if d.Chinese() != "2026年10月8日" {
		t.Errorf("Chinese = %q", d.Chinese())
	}
	if d.MonthStart() != MustParse("2026-10-01") || d.MonthEnd() != MustParse("2026-10-31") {
		t.Errorf("month of %v: %v – %v", d, d.MonthStart(), d.MonthEnd())
	}
	if got := MustParse("2024-02-10").MonthEnd(); got != MustParse("2024-02-29") {
		t.Errorf("February 2024 ends on %v", got)
	}
	if want := time.Date(2026, 10, 8, 0, 0, 0, 0, time.UTC); !d.Time().Equal(want) || d.Time().Location() != time.UTC {
		t.Errorf("Time = %v", d.Time())
	}
}

func TestNoDateStaysNoDate(t *testing.T) {
	for _, d := range []Date{0, -1, lastDate + 1, 1<<31 - 1, -1 << 31} {
		y, m, day := d.YMD()
		if y != 0 || m != 0 || day != 0 || d.YearMonth() != 0 || d.String() != "" || d.Chinese() != "" ||
			d.AddDays(1) != 0 || d.AddMonths(1) != 0 || d.MonthStart() != 0 || d.MonthEnd() != 0 || !d.Time().IsZero() {
			t.Errorf("%d is taken for a day", int32(d))
		}
		if wd := d.Weekday(); wd < time.Sunday || wd > time.Saturday {
			t.Errorf("%d has weekday %d", int32(d), wd)
		}
	}
}

func TestAddDaysLeavesTheYearsAsNoDate(t *testing.T) {
	d := MustParse("2026-12-31")
	if d.AddDays(1) != MustParse("2027-01-01") || d.AddDays(-365) != MustParse("2025-12-31") || d.AddDays(0) != d {
		t.Errorf("AddDays near %v is wrong", d)
	}
	for _, n := range []int{1 << 62, -1 << 62, int(lastDate), -int(lastDate), 1 << 32} {
		if got := d.AddDays(n); got != 0 {
			t.Errorf("AddDays(%d) = %v, want no date", n, got)
		}
	}
	if lastDate.AddDays(1) != 0 || firstDate.AddDays(-1) != 0 {
		t.Error("a day outside the years 1–9999 exists")
	}
}

func TestAddMonths(t *testing.T) {
	for name, c := range map[string]struct {
		from string
		n    int
		want string
	}{
		"plain":                      {"2026-10-08", 1, "2026-11-08"},
		"no 31 November":             {"2026-10-31", 1, "2026-11-30"},
		"no 31 February":             {"2026-01-31", 1, "2026-02-28"},
		"leap February":              {"2024-01-31", 1, "2024-02-29"},
		"leap day a year on":         {"2024-02-29", 12, "2025-02-28"},
		"over the year's end":        {"2026-12-15", 1, "2027-01-15"},
		"to December":                {"2026-11-30", 1, "2026-12-30"},
		"back over the year's start": {"2026-01-31", -2, "2025-11-30"},
		"back a month":               {"2026-03-31", -1, "2026-02-28"},
		"none":                       {"2026-03-31", 0, "2026-03-31"},
		"before year 1":              {"0001-01-15", -1, ""},
		"to year 1":                  {"0002-01-15", -12, "0001-01-15"},
		"after year 9999":            {"9999-12-15", 1, ""},
		"absurd":                     {"2026-03-31", 1 << 62, ""},
		"absurd backwards":           {"2026-03-31", -1 << 62, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := MustParse(c.from).AddMonths(c.n).String(); got != c.want {
				t.Errorf("%s + %d months = %q, want %q", c.from, c.n, got, c.want)
			}
		})
	}
}

func TestAddMonthsClampsAndNeverSkipsAMonth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Make(2026, 1, 1).AddDays(rapid.IntRange(-400000, 400000).Draw(t, "d"))
		n := rapid.IntRange(-1200, 1200).Draw(t, "n")
		got := d.AddMonths(n)
		months := d.Year()*12 + d.Month() - 1 + n
		if got.Year() != months/12 || got.Month() != months%12+1 {
			t.Fatalf("%v + %d months is %v", d, n, got)
		}
		if got.Day() != d.Day() && (got != got.MonthEnd() || got.Day() > d.Day()) {
			t.Fatalf("%v + %d months is %v: neither the same day nor the month's end", d, n, got)
		}
	})
}

func TestParseIsStrict(t *testing.T) {
	for _, s := range []string{
		"", " ", "2026-1-08", "2026-10-8", "2026/10/08", "2026-10-08 ", " 2026-10-08", "20261008", "2026-02-30",
		"0000-01-01", "2026-00-10", "2026-13-01", "２０２６-10-08", "2026-10-0x", "+026-10-08", "2026-10-08T00:00:00Z", "-026-10-08",
	} {
		if d, err := Parse(s); err == nil || d != 0 {
			t.Errorf("Parse(%q) = %v, %v; want an error", s, d, err)
		}
	}
	if d, err := Parse("2026-10-08"); err != nil || d != Make(2026, 10, 8) {
		t.Errorf("Parse = %v, %v", d, err)
	}
}

func TestMustParsePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("MustParse took 2026-02-30")
		}
	}()
	MustParse("2026-02-30")
}

func TestDateRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		if got, err := Parse(d.String()); err != nil || got != d {
			t.Fatalf("text: %v -> %v, %v", d, got, err)
		}
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var back Date
		if err := json.Unmarshal(b, &back); err != nil || back != d {
			t.Fatalf("json: %v -> %s -> %v, %v", d, b, back, err)
		}
		v, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		back = 0
		if err := back.Scan(v); err != nil || back != d {
			t.Fatalf("sql: %v -> %v -> %v, %v", d, v, back, err)
		}
		if d != firstDate && FromTime(d.Time()) != d {
			t.Fatalf("time: %v -> %v", d, FromTime(d.Time()))
		}
	})
}

func TestNoDateInJSONAndSQL(t *testing.T) {
	type row struct {
		Due  Date            `json:"due"`
		Days map[Date]string `json:"days"`
	}
	b, err := json.Marshal(row{Days: map[Date]string{MustParse("2026-10-08"): "x"}})
	if err != nil || string(b) != `{"due":"","days":{"2026-10-08":"x"}}` {
		t.Errorf("json: %s, %v", b, err)
	}
	back := row{Due: 7}
	if err := json.Unmarshal([]byte(`{"due":""}`), &back); err != nil || back.Due != 0 {
		t.Errorf("empty text: %v, %v", back.Due, err)
	}
	if v, err := Date(0).Value(); v != nil || err != nil {
		t.Errorf("Value of no date = %v, %v; want NULL", v, err)
	}
}

func TestScan(t *testing.T) {
	day := MustParse("2026-10-08")
	for name, c := range map[string]struct {
		src  any
		want Date
		ok   bool
	}{
		"null":        {nil, 0, true},
		"empty":       {"", 0, true},
		"empty bytes": {[]byte{}, 0, true},
		"text":        {"2026-10-08", day, true},
		"bytes":       {[]byte("2026-10-08"), day, true},
		"bad text":    {"2026.10.8", 99, false},
		"number":      {int64(739897), 99, false},
		"time":        {day.Time(), 99, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := Date(99)
			err := got.Scan(c.src)
			if got != c.want || (err == nil) != c.ok {
				t.Errorf("Scan(%v) = %v, %v", c.src, got, err)
			}
		})
	}
}

// A number that is no day must fail where it is stored, not turn into NULL.
func TestBrokenDateIsNotStoredAsNone(t *testing.T) {
	for _, d := range []Date{-1, lastDate + 1} {
		if v, err := d.Value(); err == nil {
			t.Errorf("Value(%d) = %v without an error", int32(d), v)
		}
		if b, err := d.MarshalText(); err == nil {
			t.Errorf("MarshalText(%d) = %q without an error", int32(d), b)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "2026-10-08", "2024-02-29", "2026-02-30", "9999-12-31", "0001-01-01", "2026年10月8日", "\xff026-10-08"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		ref, refErr := time.Parse("2006-01-02", s)
		if year0 := refErr == nil && ref.Year() == 0; (err == nil) != (refErr == nil && !year0) {
			t.Fatalf("Parse(%q): %v, package time: %v", s, err, refErr)
		}
		if err == nil && d.String() != s {
			t.Fatalf("Parse(%q) = %v", s, d)
		}
		if err != nil && d != 0 {
			t.Fatalf("Parse(%q) = %v beside an error", s, d)
		}
	})
}
