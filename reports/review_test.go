package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"qinqing/reports/stats"
)

func codesOf(ws []Warning) []string {
	var out []string
	for _, w := range ws {
		out = append(out, w.Code)
	}
	return out
}

func TestReview(t *testing.T) {
	o := smallOffice(t)
	c := composed(t, o, stats.Month(2026, 10), Options{})
	if len(c.Hints) != 0 {
		t.Errorf("hints of a sound bulletin: %v", c.Hints)
	}
	b := c.Bulletin
	for _, x := range b.Body {
		if x.Para != nil && len(x.Para.Spans) > 3 {
			at := slices.IndexFunc(x.Para.Spans, func(s Span) bool { return s.Figure != "" })
			x.Para.Spans[at].Text = "99"
			break
		}
	}
	got := Review(b)
	if !slices.Equal(codesOf(got), []string{"figure-differs"}) || !strings.Contains(got[0].Text, "“99”与台账不一致，台账为“4”") {
		t.Errorf("%v", got)
	}
	o.settings["bulletin.issuer"] = ""
	c = composed(t, o, stats.Month(2026, 10), Options{Script: Script{Own: []string{strings.Repeat("长", longBody)}}})
	if got := codesOf(c.Hints); !slices.Equal(got, []string{"long-body", "issuer-unset"}) {
		t.Errorf("%v", got)
	}
	length := 0
	for _, x := range c.Bulletin.Body {
		if x.Heading != nil {
			length += len([]rune(x.Heading.Text))
		} else if x.Para != nil {
			length += len([]rune(x.Para.Text()))
		}
	}
	if said := c.Hints[0].Text; said != fmt.Sprintf("正文 %d 字，超过 5000 字，请考虑精简。", length) {
		t.Errorf("%s of %d", said, length)
	}
}

func TestDocNumbersAreLookedAt(t *testing.T) {
	for no, want := range map[string]bool{"": true, "某纪办〔2026〕5号": true, "×纪办函〔2026〕12号": true, "某纪办〔2026〕第5号": false,
		"某纪办〔2026〕05号": false, "某纪办[2026]5号": false, "某纪办2026年5号": false} {
		if got := len(Review(&Bulletin{DocNo: no})) == 0; got != want {
			t.Errorf("%q is taken as sound: %v, want %v", no, got, want)
		}
	}
}
