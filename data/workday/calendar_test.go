package workday

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func span(from, to string) Range { return Range{MustParse(from), MustParse(to)} }

func days(list ...string) []Date {
	var out []Date
	for _, s := range list {
		out = append(out, MustParse(s))
	}
	return out
}

// published are the notices of 2023–2026 as the State Council issued them.
func published() []Notice {
	return []Notice{
		{Year: 2023, Off: []Range{
			span("2022-12-31", "2023-01-02"), span("2023-01-21", "2023-01-27"), span("2023-04-05", "2023-04-05"),
			span("2023-04-29", "2023-05-03"), span("2023-06-22", "2023-06-24"), span("2023-09-29", "2023-10-06"),
		}, On: days("2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08")},
		{Year: 2024, Off: []Range{
			span("2024-01-01", "2024-01-01"), span("2024-02-10", "2024-02-17"), span("2024-04-04", "2024-04-06"),
			span("2024-05-01", "2024-05-05"), span("2024-06-10", "2024-06-10"), span("2024-09-15", "2024-09-17"),
			span("2024-10-01", "2024-10-07"),
		}, On: days("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12")},
		{Year: 2025, Off: []Range{
			span("2025-01-01", "2025-01-01"), span("2025-01-28", "2025-02-04"), span("2025-04-04", "2025-04-06"),
			span("2025-05-01", "2025-05-05"), span("2025-05-31", "2025-06-02"), span("2025-10-01", "2025-10-08"),
		}, On: days("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")},
		{Year: 2026, Off: []Range{
			span("2026-01-01", "2026-01-03"), span("2026-02-15", "2026-02-23"), span("2026-04-04", "2026-04-06"),
			span("2026-05-01", "2026-05-05"), span("2026-06-19", "2026-06-21"), span("2026-09-25", "2026-09-27"),
			span("2026-10-01", "2026-10-07"),
		}, On: days("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")},
	}
}

func TestDueDatesOfTheRuleBook(t *testing.T) {
	c := New(published())
	for _, row := range []struct {
		from      string
		n         int
		due       string
		weekday   time.Weekday
		uncertain string // a part of the reason
	}{
		// The counted days of December 2022 rest on the notice of 2023, which is known.
		{"2022-12-29", 5, "2023-01-06", time.Friday, ""},
		{"2024-02-02", 7, "2024-02-18", time.Sunday, ""},
		{"2024-09-27", 7, "2024-10-12", time.Saturday, ""},
		{"2025-01-24", 7, "2025-02-10", time.Monday, ""},
		{"2025-09-26", 7, "2025-10-13", time.Monday, ""},
		{"2026-01-01", 3, "2026-01-06", time.Tuesday, ""},
		{"2026-02-13", 7, "2026-03-02", time.Monday, ""},
		{"2026-12-28", 7, "2027-01-07", time.Thursday, "2027年放假安排未录入"},
	} {
		t.Run(row.from, func(t *testing.T) {
			due, uncertain := c.AddWorkdays(MustParse(row.from), row.n)
			if due.String() != row.due || due.Weekday() != row.weekday {
				t.Errorf("%s + %d = %v %v, want %s %v", row.from, row.n, due, due.Weekday(), row.due, row.weekday)
			}
			checkReason(t, uncertain, row.uncertain)
			if other := c.Uncertain(MustParse(row.from), due); other != uncertain {
				t.Errorf("Uncertain says %q, AddWorkdays %q", other, uncertain)
			}
		})
	}
}

func checkReason(t *testing.T, got, part string) {
	t.Helper()
	if (got == "") != (part == "") || !strings.Contains(got, part) {
		t.Errorf("uncertain = %q, want %q", got, part)
	}
}

func TestUncertain(t *testing.T) {
	c := New(published())
	for name, r := range map[string]struct{ from, to, want string }{
		"inside a known year":                        {"2026-03-02", "2026-12-24", ""},
		"touches 25 December before an unknown year": {"2026-12-24", "2026-12-25", "2026年12月25日至31日"},
		"25 December is the day of delivery":         {"2026-12-25", "2026-12-26", "2026年12月25日至31日"},
		"31 December does not count as from":         {"2026-12-31", "2027-01-04", "2027年放假安排未录入"},
		"same day counts nothing":                    {"2026-12-31", "2026-12-31", ""},
		"December before a known year":               {"2025-12-20", "2026-01-09", ""},
		"year before the first notice":               {"2022-06-01", "2022-06-10", "2022年"},
		"last week before the first notice":          {"2022-12-24", "2023-01-10", ""},
		"a day before that week":                     {"2022-12-23", "2023-01-10", "2022年"},
		"unknown year in between":                    {"2026-12-01", "2028-02-01", "2027年"},
		"from in an unknown year, counted days not":  {"2022-12-31", "2023-01-03", ""},
		"order does not matter":                      {"2027-01-04", "2026-12-01", "2027年"},
		"outside the table":                          {"2200-01-01", "2200-02-01", "2200年"},
		"before the table":                           {"1888-01-01", "1888-02-01", "1888年"},
	} {
		t.Run(name, func(t *testing.T) {
			checkReason(t, c.Uncertain(MustParse(r.from), MustParse(r.to)), r.want)
		})
	}
	if got := c.Uncertain(0, MustParse("2027-01-04")); got != "" {
		t.Errorf("no date is uncertain: %q", got)
	}
}

func TestHoleBetweenNoticesIsFound(t *testing.T) {
	all := published()
	c := New([]Notice{all[0], all[3]}) // 2023 and 2026
	checkReason(t, c.Uncertain(MustParse("2023-12-20"), MustParse("2023-12-26")), "2024年放假安排未录入，2023年12月25日")
	checkReason(t, c.Uncertain(MustParse("2023-12-20"), MustParse("2026-01-26")), "2024年")
	checkReason(t, c.Uncertain(MustParse("2025-12-31"), MustParse("2026-01-26")), "")
}

func TestFixedDaysAreOffWithoutANotice(t *testing.T) {
	c := New(published())
	off := map[string]bool{"01-01": true, "05-01": true, "05-02": true, "10-01": true, "10-02": true, "10-03": true}
	for _, year := range []int{1990, 2022, 2027, 2100} {
		for d := Make(year, 1, 1); d <= Make(year, 12, 31); d++ {
			if d == MustParse("2022-12-31") {
				continue // the notice of 2023 speaks of it
			}
			wd := d.Weekday()
			want := wd != time.Saturday && wd != time.Sunday && !off[d.String()[5:]]
			if c.IsWorkday(d) != want {
				t.Errorf("%v %v: workday = %v", d, wd, !want)
			}
		}
	}
}

func TestANoticeReplacesTheFixedDays(t *testing.T) {
	n := Notice{Year: 2027, Off: []Range{span("2027-01-01", "2027-01-01"), span("2027-10-01", "2027-10-07")}}
	c := New([]Notice{n})
	if c.IsWorkday(MustParse("2027-10-07")) || c.IsWorkday(MustParse("2027-01-01")) {
		t.Error("a day off by notice is worked")
	}
	if d := MustParse("2027-05-03"); !c.IsWorkday(d) {
		t.Errorf("%v is off though the notice doesn't say so", d)
	}
}

func TestNoticeOfTheNextYearChangesDecember(t *testing.T) {
	last := MustParse("2026-12-31") // a Thursday, worked as long as 2027 is unknown
	before := New(published())
	next := Notice{Year: 2027, Off: []Range{span("2026-12-31", "2027-01-02")}, On: days("2026-12-27")}
	after := New(append(published(), next))
	if !before.IsWorkday(last) || after.IsWorkday(last) {
		t.Error("the notice of 2027 did not take 31 December 2026 off")
	}
	if sun := MustParse("2026-12-27"); before.IsWorkday(sun) || !after.IsWorkday(sun) {
		t.Error("the notice of 2027 did not put 27 December 2026 to work")
	}
	checkReason(t, after.Uncertain(MustParse("2026-12-20"), last), "")
	if got := after.Years(); !reflect.DeepEqual(got, []int{2023, 2024, 2025, 2026, 2027}) {
		t.Errorf("Years = %v", got)
	}
}

func TestLaterNoticeReplacesTheYearWholly(t *testing.T) {
	second := Notice{Year: 2023, Off: []Range{span("2023-01-01", "2023-01-02")}}
	c := New(append(published(), second))
	if d := MustParse("2023-10-05"); !c.IsWorkday(d) {
		t.Errorf("%v still off by the replaced notice", d)
	}
	if d := MustParse("2023-01-28"); c.IsWorkday(d) {
		t.Errorf("%v still worked by the replaced notice", d)
	}
}

func TestNoticeOutOfRangeIsIgnored(t *testing.T) {
	c := New([]Notice{{Year: 1990}, {Year: 2101}, {Year: -5}, {Year: 1 << 40}})
	if len(c.Years()) != 0 || c.Known(1990) || c.Known(2101) {
		t.Errorf("Years = %v", c.Years())
	}
	// An unvalidated notice with a boundless range must neither hang nor panic.
	wild := New([]Notice{{Year: 2027, Off: []Range{{From: -1 << 31, To: 1<<31 - 1}}, On: []Date{-9, 1<<31 - 1}}})
	if wild.IsWorkday(MustParse("2026-03-02")) {
		t.Error("range of the notice not applied")
	}
}

func TestKnownAndYears(t *testing.T) {
	c := New(published())
	for y, want := range map[int]bool{2022: false, 2023: true, 2026: true, 2027: false, 0: false} {
		if c.Known(y) != want {
			t.Errorf("Known(%d) = %v", y, !want)
		}
	}
	c.Years()[0] = 1
	if !c.Known(2023) {
		t.Error("the caller can change the calendar through Years")
	}
}

func TestNextWorkday(t *testing.T) {
	c := New(published())
	for name, r := range map[string]struct{ d, want, why string }{
		"a working day":                {"2026-09-30", "2026-09-30", ""},
		"over the National Day":        {"2026-10-01", "2026-10-08", ""},
		"a make-up Saturday is worked": {"2026-10-10", "2026-10-10", ""},
		"Sunday":                       {"2026-11-01", "2026-11-02", ""},
		"into an unknown year":         {"2027-01-01", "2027-01-04", "2027年"},
		"late December":                {"2026-12-26", "2026-12-28", "2026年12月25日至31日"},
		"day before late December":     {"2026-12-24", "2026-12-24", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, why := c.NextWorkday(MustParse(r.d))
			if got.String() != r.want {
				t.Errorf("NextWorkday(%s) = %v, want %s", r.d, got, r.want)
			}
			checkReason(t, why, r.why)
		})
	}
	if got, why := c.NextWorkday(0); got != 0 || why != "" {
		t.Errorf("NextWorkday(0) = %v %q", got, why)
	}
}

func TestCountingBackwards(t *testing.T) {
	c := New(published())
	for name, r := range map[string]struct {
		from string
		n    int
		want string
	}{
		"the working day before":        {"2026-11-04", -1, "2026-11-03"},
		"over a weekend":                {"2026-11-02", -1, "2026-10-30"},
		"from a Sunday":                 {"2026-11-01", -1, "2026-10-30"},
		"over the National Day":         {"2026-10-08", -1, "2026-09-30"},
		"a make-up day counts":          {"2026-10-12", -2, "2026-10-09"},
		"none":                          {"2026-11-01", 0, "2026-11-01"},
		"from before the table into it": {"1990-01-02", -1, "1989-12-29"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _ := c.AddWorkdays(MustParse(r.from), r.n); got.String() != r.want {
				t.Errorf("%s %+d = %v, want %s", r.from, r.n, got, r.want)
			}
		})
	}
}

// Counting back from the day `from`, the days looked at are the due day up to
// the day before from.
func TestReasonOfCountingBackwards(t *testing.T) {
	c := New(published())
	for name, r := range map[string]struct {
		from string
		n    int
		why  string
	}{
		"from is the first uncertain day":        {"2026-12-25", -3, ""},
		"the day before from is uncertain":       {"2026-12-28", -1, "2026年12月25日至31日"},
		"from is the unknown year's first day":   {"2027-01-01", -30, "2026年12月25日至31日"},
		"due is the first day of a known year":   {"2023-01-04", -1, ""},
		"due is in the week the known one rules": {"2023-01-03", -1, ""},
		"due is before that week":                {"2023-01-03", -6, "2022年"},
	} {
		t.Run(name, func(t *testing.T) {
			_, why := c.AddWorkdays(MustParse(r.from), r.n)
			checkReason(t, why, r.why)
		})
	}
	// Only the due day itself, 24 December 2024, lies where no notice speaks.
	due, why := New(published()[2:]).AddWorkdays(MustParse("2025-01-02"), -6)
	if due != MustParse("2024-12-24") {
		t.Errorf("due %v", due)
	}
	checkReason(t, why, "2024年")
}

// The last year of the table, where the computed part meets the plain one.
func TestLastYearOfTheTable(t *testing.T) {
	c := New([]Notice{{Year: 2100, Off: []Range{span("2100-12-31", "2100-12-31")}}})
	from := MustParse("2100-12-23")
	for n, want := range map[int]string{1: "2100-12-24", 5: "2100-12-30", 6: "2101-01-03"} {
		if due, _ := c.AddWorkdays(from, n); due.String() != want {
			t.Errorf("%v + %d = %v, want %s", from, n, due, want)
		}
	}
	_, why := c.AddWorkdays(from, 1)
	checkReason(t, why, "")
	_, why = c.AddWorkdays(from, 5)
	checkReason(t, why, "2101年放假安排未录入")
	_, why = c.AddWorkdays(from, 6)
	checkReason(t, why, "2101年放假安排未录入")
}

func TestHugeCountsStop(t *testing.T) {
	c := New(published())
	from := MustParse("2026-11-01")
	for _, n := range []int{3_000_000, 1 << 40, 1<<63 - 1} {
		if due, why := c.AddWorkdays(from, n); due != lastDate || why != beyondReason {
			t.Errorf("+%d = %v %q", n, due, why)
		}
		if due, why := c.AddWorkdays(from, -n); due != firstDate || why != beyondReason {
			t.Errorf("-%d = %v %q", n, due, why)
		}
	}
	if due, why := c.AddWorkdays(from, -1<<63); due != firstDate || why != beyondReason {
		t.Errorf("least int = %v %q", due, why)
	}
	if due, why := c.AddWorkdays(lastDate.AddDays(-1), 1); due != lastDate || why == beyondReason {
		t.Errorf("the very last working day = %v %q", due, why)
	}
	if due, why := c.AddWorkdays(0, 5); due != 0 || why != "" {
		t.Errorf("from no date = %v %q", due, why)
	}
	if c.Between(0, from) != 0 || c.Between(from, 0) != 0 || c.IsWorkday(0) || c.IsWorkday(lastDate+1) {
		t.Error("no date is taken for a day")
	}
}

// nearDate draws dates around the table's edges and the notices more often
// than a uniform draw would.
func nearDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		centre := rapid.SampledFrom([]string{"1990-01-01", "2022-12-31", "2024-10-01", "2026-12-31", "2060-06-01", "2100-12-31", "0500-01-01", "5000-01-01"})
		return MustParse(centre.Draw(t, "near")).AddDays(rapid.IntRange(-500, 500).Draw(t, "off"))
	})
}

// The slow oracle: walk day by day by IsWorkday.
func walk(c *Calendar, from Date, n int) Date {
	step := Date(1)
	if n < 0 {
		n, step = -n, -1
	}
	for ; n > 0; n-- {
		for from += step; !c.IsWorkday(from); from += step {
		}
	}
	return from
}

func TestAddWorkdaysEqualsWalking(t *testing.T) {
	c := New(published())
	rapid.Check(t, func(t *rapid.T) {
		from := nearDate().Draw(t, "from")
		n := rapid.IntRange(-400, 400).Draw(t, "n")
		due, why := c.AddWorkdays(from, n)
		if want := walk(c, from, n); due != want {
			t.Fatalf("%v %+d = %v, walking gives %v", from, n, due, want)
		}
		if n != 0 && !c.IsWorkday(due) {
			t.Fatalf("%v %+d = %v, which is off", from, n, due)
		}
		if n > 0 && why != c.Uncertain(from, due) {
			t.Fatalf("reason %q, Uncertain says %q", why, c.Uncertain(from, due))
		}
		if n >= 0 && c.Between(from, due) != n {
			t.Fatalf("Between(%v, %v) = %d, want %d", from, due, c.Between(from, due), n)
		}
	})
}

func TestBetweenEqualsCounting(t *testing.T) {
	c := New(published())
	rapid.Check(t, func(t *rapid.T) {
		a := nearDate().Draw(t, "a")
		b := a.AddDays(rapid.IntRange(0, 900).Draw(t, "days"))
		want := 0
		for d := a + 1; d <= b; d++ {
			if c.IsWorkday(d) {
				want++
			}
		}
		if got := c.Between(a, b); got != want || c.Between(b, a) != -want {
			t.Fatalf("Between(%v, %v) = %d and back %d, counting gives %d", a, b, got, c.Between(b, a), want)
		}
	})
}

func TestDueDatesAreMonotone(t *testing.T) {
	c := New(published())
	rapid.Check(t, func(t *rapid.T) {
		from := nearDate().Draw(t, "from")
		n := rapid.IntRange(0, 600).Draw(t, "n")
		due, _ := c.AddWorkdays(from, n)
		if more, _ := c.AddWorkdays(from, n+1); more <= due {
			t.Fatalf("%v: %d days are due %v, %d days %v", from, n, due, n+1, more)
		}
		if later, _ := c.AddWorkdays(from+1, n); later < due {
			t.Fatalf("%d days from %v are due %v, from a day later %v", n, from, due, later)
		}
		next, _ := c.NextWorkday(from)
		if next < from || !c.IsWorkday(next) || c.Between(from-1, next) != 1 {
			t.Fatalf("NextWorkday(%v) = %v", from, next)
		}
	})
}

// The rule of uncertainty, day by day, as the rule book words it.
func TestUncertainEqualsTheRule(t *testing.T) {
	all := published()
	c := New([]Notice{all[0], all[1], all[3]}) // 2023, 2024, 2026
	rapid.Check(t, func(t *rapid.T) {
		a := MustParse("2022-06-01").AddDays(rapid.IntRange(0, 2000).Draw(t, "a"))
		b := a.AddDays(rapid.IntRange(0, 500).Draw(t, "days"))
		want := false
		for d := a + 1; d <= b; d++ {
			late := d.Month() == 12 && d.Day() >= 25
			want = want || !late && !c.Known(d.Year()) || late && !c.Known(d.Year()+1)
		}
		if got := c.Uncertain(a, b); (got != "") != want {
			t.Fatalf("Uncertain(%v, %v) = %q, the rule says %v", a, b, got, want)
		}
	})
}

func TestCalendarIsSafeForConcurrentUse(t *testing.T) {
	c := New(published())
	from := MustParse("2026-09-01")
	want, _ := c.AddWorkdays(from, 40)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if got, _ := c.AddWorkdays(from, 40); got != want {
					t.Errorf("got %v, want %v", got, want)
				}
				c.Uncertain(from, want)
			}
		})
	}
	wg.Wait()
}

func TestNoAllocationPerQuestion(t *testing.T) {
	c := New(published())
	from, to := MustParse("2026-12-01"), MustParse("2027-03-01")
	if n := testing.AllocsPerRun(100, func() {
		c.AddWorkdays(from, 30)
		c.Between(from, to)
		c.NextWorkday(to)
	}); n != 0 {
		t.Errorf("%v allocations per question", n)
	}
}

func BenchmarkAddWorkdays(b *testing.B) {
	c := New(published())
	from := MustParse("2026-09-01")
	for i := 0; b.Loop(); i++ {
		c.AddWorkdays(from+Date(i%90), 7)
	}
}

func BenchmarkBetween(b *testing.B) {
	c := New(published())
	from := MustParse("2026-09-01")
	for i := 0; b.Loop(); i++ {
		c.Between(from, from+Date(i%900))
	}
}

func BenchmarkNew(b *testing.B) {
	n := published()
	for b.Loop() {
		New(n)
	}
}
