package workday

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

const good2027 = `{"year":2027,"off":[{"from":"2026-12-31","to":"2027-01-02"},{"from":"2027-05-01","to":"2027-05-05"},` +
	`{"from":"2027-10-01","to":"2027-10-07"}],"on":["2027-10-09"],"source":"示例"}`

func TestPublishedNoticesAreValidAndRoundTrip(t *testing.T) {
	b, err := json.Marshal(published())
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseNotices(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, published()) {
		t.Errorf("got %+v", got)
	}
}

func TestParseNoticesTakesOneOrMany(t *testing.T) {
	for name, in := range map[string]string{
		"one":           good2027,
		"list":          "[" + good2027 + "]",
		"with BOM":      "\xef\xbb\xbf" + good2027,
		"with newlines": "\n " + good2027 + "\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseNotices([]byte(in))
			if err != nil || len(got) != 1 || got[0].Year != 2027 || got[0].Off[0].From != MustParse("2026-12-31") {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	if got, err := ParseNotices([]byte("[]")); err != nil || len(got) != 0 {
		t.Errorf("empty list: %v, %v", got, err)
	}
}

func TestParseNoticesRefuses(t *testing.T) {
	swap := func(old, new string) string {
		if !strings.Contains(good2027, old) {
			t.Fatalf("the good notice has no %s", old)
		}
		return strings.Replace(good2027, old, new, 1)
	}
	for name, c := range map[string]struct{ in, why string }{
		"nothing":                 {"", "空"},
		"spaces":                  {" \n", "空"},
		"not JSON":                {"2027年元旦", "无法读取"},
		"no year":                 {"{}", "年份"},
		"null":                    {"null", "年份"},
		"text after it":           {good2027 + "x", "无法读取"},
		"two objects in a row":    {good2027 + good2027, "无法读取"},
		"unknown field":           {swap(`"on"`, `"work"`), "无法读取"},
		"bad date":                {swap("2027-10-09", "2027-02-30"), "不存在"},
		"loose date":              {swap("2027-10-09", "2027.10.9"), "无法识别"},
		"year typed wrong":        {swap(`"year":2027`, `"year":2072`), "不在该年内"},
		"year out of range":       {swap(`"year":2027`, `"year":1990`), "年份"},
		"reversed":                {swap(`"from":"2027-05-01","to":"2027-05-05"`, `"from":"2027-05-05","to":"2027-05-01"`), "颠倒"},
		"end missing":             {swap(`,"to":"2027-05-05"`, ``), "缺失"},
		"range of another year":   {swap("2027-05-05", "2028-05-05"), "不在该年内"},
		"November before":         {swap("2026-12-31", "2026-11-30"), "不在该年内"},
		"range too long":          {swap("2027-05-05", "2027-06-01"), "超过一个月"},
		"overlap":                 {swap(`"from":"2027-05-01","to":"2027-05-05"`, `"from":"2027-01-02","to":"2027-01-04"`), "重复列为放假"},
		"day twice off":           {swap(`{"from":"2027-05-01"`, `{"from":"2027-05-05","to":"2027-05-05"},{"from":"2027-05-01"`), "重复列为放假"},
		"make-up day is off":      {swap("2027-10-09", "2027-10-02"), "既列为放假又列为上班"},
		"make-up day twice":       {swap(`["2027-10-09"]`, `["2027-10-09","2027-10-09"]`), "重复列为上班"},
		"make-up day is a Friday": {swap("2027-10-09", "2027-10-08"), "不是周六、周日"},
		"make-up day next year":   {swap("2027-10-09", "2028-01-08"), "不在该年内"},
		"make-up day empty":       {swap("2027-10-09", ""), "缺失"},
		"National Day forgotten":  {swap(`{"from":"2027-10-01"`, `{"from":"2027-10-02"`), "不完整"},
		"New Year forgotten":      {swap(`{"from":"2026-12-31","to":"2027-01-02"},`, ``), "不完整"},
		"same year twice":         {"[" + good2027 + "," + good2027 + "]", "两次"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseNotices([]byte(c.in))
			if err == nil || got != nil {
				t.Fatalf("accepted: %+v, %v", got, err)
			}
			if !strings.Contains(err.Error(), c.why) {
				t.Errorf("reason %q, want %q in it", err, c.why)
			}
		})
	}
}

func TestNoticeMayBeginInDecemberBefore(t *testing.T) {
	n := Notice{Year: 2028, Off: []Range{
		span("2027-12-01", "2027-12-01"), span("2028-05-01", "2028-05-01"), span("2028-10-01", "2028-10-03"), span("2028-12-31", "2028-12-31"),
	}}
	if err := n.Validate(); err != nil {
		t.Errorf("refused: %v", err)
	}
}

// A fixed day on a weekend need not be listed, unless it is put to work.
func TestFixedDayOnAWeekend(t *testing.T) {
	n := Notice{Year: 2028, Off: []Range{span("2028-05-01", "2028-05-01"), span("2028-10-01", "2028-10-03")}}
	if err := n.Validate(); err != nil { // 1 January 2028 is a Saturday
		t.Errorf("refused: %v", err)
	}
	n.On = days("2028-01-01")
	if err := n.Validate(); err == nil || !strings.Contains(err.Error(), "不完整") {
		t.Errorf("New Year's Day at work: %v", err)
	}
}

func FuzzParseNotices(f *testing.F) {
	f.Add([]byte(good2027))
	f.Add([]byte("[" + good2027 + "]"))
	f.Add([]byte(`[{"year":2027,"off":null,"on":[""]}]`))
	f.Add([]byte("null"))
	if b, err := json.Marshal(published()); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := ParseNotices(b)
		if err != nil {
			if list != nil {
				t.Fatal("notices beside an error")
			}
			return
		}
		c := New(list)
		if len(c.Years()) != len(list) {
			t.Fatalf("%d notices accepted, %d years known", len(list), len(c.Years()))
		}
		for _, n := range list {
			for _, r := range n.Off {
				if c.IsWorkday(r.From) && !c.Known(n.Year+1) {
					t.Fatalf("%v is off in the notice of %d and worked in the calendar", r.From, n.Year)
				}
			}
			again, err := json.Marshal(n)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := ParseNotices(again); err != nil || len(back) != 1 || back[0].Year != n.Year {
				t.Fatalf("not readable again: %v", err)
			}
		}
	})
}
