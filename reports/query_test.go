package reports

import (
	"strings"
	"testing"

	"qinqing/reports/stats"
)

func TestQueries(t *testing.T) {
	o := smallOffice(t)
	o.settings["stats.cutoff"] = ""
	queries := func(p stats.Period) string {
		var all []string
		for _, f := range composed(t, o, p, Options{}).Bulletin.Figures {
			all = append(all, f.Query)
		}
		return strings.Join(all, "\n") + "\n"
	}
	for _, want := range []string{
		"stats --month 2026-10 --figure 走访家次 --span 本期 --rows\n",
		"stats --month 2026-10 --figure 办结率 --span 累计 --by lead --key 商务局 --rows\n",
		"stats --month 2026-10 --figure 期末在办 --span 期末 --by lead --key 未填 --rows\n",
	} {
		if got := queries(stats.Month(2026, 10)); !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
	for want, p := range map[string]stats.Period{
		"--quarter 2026-4 ": stats.Quarter(2026, 4), "--half 2026-2 ": stats.Half(2026, 2), "--year 2026 ": stats.Year(2026),
		"--from 2026-09-26 --to 2026-10-25 ": stats.CutoffMonth(2026, 10, 25),
	} {
		if got := queries(p); !strings.Contains(got, want) {
			t.Errorf("no %s in %.80s", want, got)
		}
	}
	o.settings["stats.cutoff"] = "25"
	if got := queries(stats.CutoffMonth(2026, 10, 25)); !strings.Contains(got, "--month 2026-10 ") {
		t.Errorf("cut-off month: %.80s", got)
	}
	if got := queries(stats.Month(2026, 10)); !strings.Contains(got, "--from 2026-10-01 --to 2026-10-31 ") {
		t.Errorf("calendar month of a cut-off office: %.80s", got)
	}
	for in, want := range map[string]string{"商务局": "商务局", "": "''", "甲 乙": "'甲 乙'", "甲'乙": `'甲'\''乙'`, "a;b": "'a;b'"} {
		if got := quoted(in); got != want {
			t.Errorf("quoted %q: %s", in, got)
		}
	}
}
