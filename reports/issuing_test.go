package reports

import (
	"context"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

func signers(days ...string) (out []Signer) {
	for i, d := range days {
		out = append(out, Signer{SignRoles[i], "某某", on(d)})
	}
	return out
}

func TestVetSigners(t *testing.T) {
	good := []string{"2026-11-02", "2026-11-02", "2026-11-03", "2026-11-05"}
	for _, c := range []struct {
		name    string
		signers []Signer
		field   string // of the error; empty: none
	}{
		{"all four in order", signers(good...), ""},
		{"nobody", nil, "拟稿"},
		{"签发 missing", signers(good[:3]...), "签发"},
		{"审核 before 核稿", signers("2026-11-02", "2026-11-04", "2026-11-03", "2026-11-05"), "审核"},
		{"签发 tomorrow", signers("2026-11-02", "2026-11-02", "2026-11-03", "2026-11-07"), "签发"},
		{"a name of blanks", append(signers(good[:3]...), Signer{"签发", " ", on("2026-11-05")}), "签发"},
		{"a name without a day", append(signers(good[:3]...), Signer{"签发", "丁", 0}), "签发"},
	} {
		t.Run(c.name, func(t *testing.T) {
			day, err := VetSigners(c.signers, on("2026-11-06"))
			var e *data.Error
			if err != nil {
				e = err.(*data.Error)
			}
			if (e == nil) != (c.field == "") || e != nil && (e.Field != c.field || e.Code != data.Invalid) {
				t.Errorf("%v", err)
			}
			if e == nil && day != on("2026-11-05") {
				t.Errorf("signed on %s", day)
			}
		})
	}
}

func TestParseSerial(t *testing.T) {
	for text, want := range map[string][2]int{"": {}, "第3期（总第27期）": {3, 27}, "第 12 期": {12, 0}, "总第5期 第2期": {2, 5}} {
		n, total, err := ParseSerial(text)
		if err != nil || n != want[0] || total != want[1] {
			t.Errorf("%q: %d, %d, %v", text, n, total, err)
		}
	}
	for _, text := range []string{"三", "总第27期", "第0期", "3"} {
		if _, _, err := ParseSerial(text); data.CodeOf(err) != data.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestMarkTellsIssuesApart(t *testing.T) {
	o := smallOffice(t)
	freeze := func(p stats.Period, opt Options) Frozen {
		t.Helper()
		f, err := composed(t, o, p, opt).Freeze("")
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	a, again, b := freeze(stats.Month(2026, 10), Options{}), freeze(stats.Month(2026, 10), Options{}), freeze(stats.Month(2026, 9), Options{})
	if a.Mark != again.Mark || a.Mark == b.Mark || MarkIn([]byte("x "+a.Mark+"0 y")) != a.Mark || MarkIn([]byte("qinqing-issue-")) != "" {
		t.Errorf("marks %s %s %s", a.Mark, again.Mark, b.Mark)
	}
}

func TestBaselineOfAnUnchangedLedgerIsEmpty(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	frozen, err := composed(t, o, p, Options{}).Freeze("")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := RowsBehind(context.Background(), o, p, frozen)
	if err != nil {
		t.Fatal(err)
	}
	drifts, err := Baseline(context.Background(), o, p, frozen, kept)
	if err != nil || len(drifts) > 0 || len(kept) < 20 {
		t.Errorf("%d figures with rows, %d drifts, %v", len(kept), len(drifts), err)
	}
	moved := frozen.Figures[0]
	n := *moved.Numerator + 1
	moved.Numerator = &n
	frozen.Figures[0] = moved
	for id, rows := range kept {
		if len(rows) > 0 {
			kept[id] = rows[1:]
			break
		}
	}
	if drifts, err = Baseline(context.Background(), o, p, frozen, kept); err != nil || len(drifts) == 0 || len(drifts) > 2 {
		t.Errorf("%d drifts, %v", len(drifts), err)
	}
}

func TestBulletinTakesUpWhatWasIssued(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	c := composed(t, o, p, Options{Corrects: &Corrected{Reference: Reference{"十月通报", "×纪办〔2026〕5号"}}, Before: &Before{Reference{"九月通报", ""}, 999}, Late: &Late{2, 1, 3}})
	text := outline(c.Bulletin)
	start, _ := c.Facts.Get("期初在办", stats.SpanStart, data.ByAll, 0)
	for _, want := range []string{"（更正）\n", "本件更正《十月通报》（×纪办〔2026〕5号）。", "上期《九月通报》期末在办999个，更正-", "本期期初在办" + start.Text() + "个", "补登、作废的事项2件，涉及1个问题", "补登、更改、删除的走访3次，按走访日计入所属期间"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	if plain := outline(composed(t, o, p, Options{Late: &Late{}}).Bulletin); strings.Contains(plain, "更正") || strings.Contains(plain, "封账") {
		t.Error("speaks of corrections where there are none")
	}
}
