package stats

import (
	"testing"

	"qinqing/data"
	"qinqing/data/workday"

	"pgregory.net/rapid"
)

func TestPeriodNames(t *testing.T) {
	for want, p := range map[string]Period{
		"2026年10月":   Month(2026, 10),
		"2026年第三季度":  Quarter(2026, 3),
		"2026年上半年":   Half(2026, 1),
		"2026年下半年":   Half(2026, 2),
		"2026年":      Year(2026),
		"2026年1至10月": {day("2026-01-01"), day("2026-10-31")},
		"2026年2至4月":  {day("2026-02-01"), day("2026-04-30")},
		"2026年10月（9月26日至10月25日）": CutoffMonth(2026, 10, 25),
		"2026年1月（12月26日至1月25日）":  CutoffMonth(2026, 1, 25),
		"2026年10月1日至2026年10月20日": {day("2026-10-01"), day("2026-10-20")},
		"2025年12月1日至2026年1月31日":  {day("2025-12-01"), day("2026-01-31")},
		"2026年10月9日":             {day("2026-10-09"), day("2026-10-09")},
		"":                       {day("2026-10-09"), day("2026-10-08")},
	} {
		if got := p.Name(); got != want {
			t.Errorf("%v is called %s, want %s", p, got, want)
		}
	}
}

func TestPreviousAndLastYear(t *testing.T) {
	p := func(a, b string) Period { return Period{day(a), day(b)} }
	for _, c := range []struct{ what, before, lastYear Period }{
		{Month(2026, 10), Month(2026, 9), Month(2025, 10)},
		{Month(2026, 1), Month(2025, 12), Month(2025, 1)},
		{Month(2025, 2), Month(2025, 1), Month(2024, 2)}, // 29 days
		{Month(2024, 2), Month(2024, 1), Month(2023, 2)},
		{Quarter(2026, 1), Quarter(2025, 4), Quarter(2025, 1)},
		{Half(2026, 1), Half(2025, 2), Half(2025, 1)},
		{Year(2026), Year(2025), Year(2025)},
		{CutoffMonth(2026, 3, 25), CutoffMonth(2026, 2, 25), CutoffMonth(2025, 3, 25)},
		{CutoffMonth(2026, 1, 28), CutoffMonth(2025, 12, 28), CutoffMonth(2025, 1, 28)},
		{p("2026-10-01", "2026-10-20"), p("2026-09-01", "2026-09-20"), p("2025-10-01", "2025-10-20")},
		{p("2024-02-20", "2024-02-29"), p("2024-02-10", "2024-02-19"), p("2023-02-20", "2023-02-28")},
		{p("2026-10-09", "2026-10-09"), p("2026-10-08", "2026-10-08"), p("2025-10-09", "2025-10-09")},
	} {
		if got := c.what.Previous(); got != c.before {
			t.Errorf("before %s: %s", c.what.Name(), got.Name())
		}
		if got := c.what.LastYear(); got != c.lastYear {
			t.Errorf("a year before %s: %s", c.what.Name(), got.Name())
		}
	}
}

func TestPreviousEndsBeforeAndNeverOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := data.Date(rapid.IntRange(730000, 745000).Draw(t, "from"))
		p := Period{from, from + data.Date(rapid.IntRange(0, 500).Draw(t, "days"))}
		before := p.Previous()
		monthToDate := p.From.Day() == 1 && p.From.YearMonth() == p.To.YearMonth()
		if !before.Valid() || before.To >= p.From || !monthToDate && before.To != p.From-1 {
			t.Fatalf("%s before %s", before.Name(), p.Name())
		}
		if q, err := ParsePeriod(p.From.String() + ".." + p.To.String()); err != nil || q != p {
			t.Fatalf("%v %v", q, err)
		}
	})
}

func TestParsePeriod(t *testing.T) {
	oct, q3 := Month(2026, 10), Quarter(2026, 3)
	for s, want := range map[string]Period{
		"2026-10": oct, "202610": oct, "2026年10月": oct, " 2026 年 10 月 ": oct, "2026-03": Month(2026, 3), "2026年3月": Month(2026, 3), "2026年03月": Month(2026, 3), "2026.10": oct,
		"2026-3": q3, "2026Q3": q3, "2026q3": q3, "2026-Q3": q3, "2026年第三季度": q3, "2026年3季度": q3, "2026年三季度": q3,
		"2026H1": Half(2026, 1), "2026年上半年": Half(2026, 1), "2026下半年": Half(2026, 2), "2026-H2": Half(2026, 2),
		"2026": Year(2026), "2026年": Year(2026),
		"2026-10-01..2026-10-20": {day("2026-10-01"), day("2026-10-20")}, "2026-10-01至2026-10-20": {day("2026-10-01"), day("2026-10-20")},
	} {
		if got, err := ParsePeriod(s); err != nil || got != want {
			t.Errorf("%q is %v (%v)", s, got.Name(), err)
		}
	}
	for _, s := range []string{"", "2026-13", "2026-5", "2026-00", "2026Q5", "2026H3", "26-10", "2026-10-20..2026-10-01", "2026-10-01..", "..2026-10-01", "十月", "2026-1-1", "2026年十月", "-202-10", "2026-+3"} {
		if got, err := ParsePeriod(s); err == nil || data.CodeOf(err) != data.Invalid {
			t.Errorf("%q is taken as %s", s, got.Name())
		}
	}
	if p, err := ParseMonth("2026-3"); err != nil || p != Month(2026, 3) {
		t.Errorf("%v %v", p, err)
	}
	if p, err := ParseHalf("2026-2"); err != nil || p != Half(2026, 2) {
		t.Errorf("%v %v", p, err)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026-10", "2026Q3", "2026年上半年", "2026-10-01..2026-10-20", "9999-12", "0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := ParsePeriod(s); err == nil && (!p.Valid() || p.Name() == "") {
			t.Errorf("%q gives %v", s, p)
		}
	})
}

func TestPeriodsOutsideTheCalendar(t *testing.T) {
	for _, p := range []Period{Month(2026, 13), Quarter(2026, 5), Half(2026, 0), Year(0), {}} {
		if p.Valid() || p.Previous().Valid() || p.LastYear().Valid() || p.Aligned() {
			t.Errorf("%v is taken for a period", p)
		}
	}
	if p := CutoffMonth(2026, 10, 31); p != Month(2026, 10) {
		t.Errorf("31 is no cut-off: %s", p.Name())
	}
	if p := CutoffMonth(2026, 10, 25); p.Aligned() || p.From != workday.Make(2026, 9, 26) {
		t.Errorf("%s", p.Name())
	}
}
