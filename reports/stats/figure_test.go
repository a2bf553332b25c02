package stats

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"qinqing/data"

	"pgregory.net/rapid"
)

func TestRounding(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		text     string
	}{
		{7, 8, "87.5%"}, {3, 7, "42.9%"}, {1, 1, "100.0%"}, {0, 5, "0.0%"}, {9996, 10000, "99.96%"}, {99996, 100000, "99.996%"}, {9995, 10000, "99.95%"}, {9994, 10000, "99.9%"},
		{1, 2500, "0.04%"}, {1, 2000, "0.1%"}, {1, 100000, "0.001%"}, {1, 16, "6.3%"}, {1249, 10000, "12.5%"}, {12_45, 10000, "12.5%"}, {12_44, 10000, "12.4%"}, {3, 2, "150.0%"}, {0, 0, "—"}, {10004, 10000, "100.04%"},
		{999_999_999, 1_000_000_000, "99.9999999%"},
	} {
		w := ratio(c.num, c.den, 100)
		f := Figure{Unit: UnitPercent}
		if w.value != nil {
			f.Value = number(rounded(w.value, 100))
		}
		if f.Text() != c.text {
			t.Errorf("%d/%d is %s, want %s", c.num, c.den, f.Text(), c.text)
		}
	}
}

func TestRoundingNeverLies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 5_000_000).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		exact := big.NewRat(num*100, den)
		v := rounded(exact, 100)
		if (v == 100) != (num == den) || (v == 0) != (num == 0) {
			t.Fatalf("%d/%d is %v", num, den, v)
		}
		got, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'f', -1, 64))
		diff := new(big.Rat).Sub(got, exact)
		if diff.Abs(diff).Cmp(big.NewRat(1, 20)) > 0 {
			t.Fatalf("%d/%d is %v", num, den, v)
		}
		if neg := rounded(new(big.Rat).Neg(exact), 100); neg != -v {
			t.Fatalf("-%v is %v", v, neg)
		}
	})
}

func fig(name string, num, den int64) Figure {
	w := ratio(num, den, 100)
	f := Figure{Key: name, Unit: UnitPercent, Numerator: w.num, Denominator: w.den}
	if w.value != nil {
		f.Value = number(rounded(w.value, 100))
	}
	return f
}

func places(rs []Ranked) string {
	var s []string
	for _, r := range rs {
		s = append(s, r.Key+strconv.Itoa(r.Place)+r.Note)
	}
	return strings.Join(s, " ")
}

func TestRank(t *testing.T) {
	list := []Figure{fig("甲", 6, 8), fig("乙", 9, 9), fig("丙", 9, 12), fig("丁", 3, 3), fig("戊", 0, 0), fig("己", 1, 7), fig("庚", 5, 5)}
	if got := places(Rank(list, 5)); got != "乙1 庚1 甲3 丙3 己5 丁0基数不足 戊0基数不足" {
		t.Error(got)
	}
	if got := places(Rank([]Figure{fig("甲", 10, 10), fig("乙", 6, 8), fig("丙", 9, 12), fig("丁", 1, 2)}, 1)); got != "甲1 乙2 丙2 丁4" {
		t.Error(got)
	}
	if got := places(RankLowFirst(list[:3], 5)); got != "甲1 丙1 乙3" {
		t.Error(got)
	}
	// 99.9996 and 99.9997 print alike at first sight; cross-multiplied they differ.
	if got := places(Rank([]Figure{fig("甲", 2_999_999, 3_000_000), fig("乙", 3_999_999, 4_000_000)}, 5)); got != "乙1 甲2" {
		t.Error(got)
	}
	if got := places(Rank([]Figure{fig("甲", 9_000_000_000_000_000_001, 9_200_000_000_000_000_000), fig("乙", 9_000_000_000_000_000_000, 9_200_000_000_000_000_000)}, 5)); got != "甲1 乙2" {
		t.Error(got)
	}
	counts := []Figure{{Key: "甲", Value: number(2), Numerator: whole(2)}, {Key: "乙", Value: number(3), Numerator: whole(3)}}
	if got := places(Rank(counts, 5)); got != "乙1 甲2" {
		t.Error(got)
	}
	if len(Rank(nil, 5)) != 0 {
		t.Error("nothing ranked")
	}
}

func TestChanges(t *testing.T) {
	l := newLedger()
	l.lives(t, "09-08 登记", "09-08 登记", "10-08 登记", "10-09 登记", "10-10 登记")
	l.lives(t, "09-01 登记; 09-01 交办 9; 09-02 反馈; 09-02 办结; 09-03 回访 1", "09-01 登记; 09-01 交办 9; 09-02 反馈; 09-02 办结; 09-03 回访 5",
		"09-01 登记; 09-01 交办 9; 09-02 反馈; 09-02 办结; 10-09 回访 1")
	f := compute(t, l.seal(t), Query{Period: Month(2026, 10), Compare: true})
	for _, c := range []struct{ name, span, text, note string }{
		{"登记问题", SpanPrevious, "-2", "-40.0%"},
		{"登记问题", SpanLastYear, "+3", "—（上年同期为0）"},
		{"满意率", SpanPrevious, "+50.0个百分点", "上期50.0%"},
		{"满意率", SpanLastYear, "—", "—（上年同期无数据）"},
		{"按时办结率", SpanPrevious, "—", "—（本期无数据）"},
		{"期末在办", SpanPrevious, "+3", "+150.0%"},
		{"期末在办", SpanLastYear, "+5", "—（上年同期为0）"},
		{"走访家次", SpanPrevious, "0", "—（上期为0）"},
		{"期末已销号", SpanPrevious, "0", "—（上期为0）"},
		{"累计登记", SpanLastYear, "+8", "—（上年同期为0）"},
	} {
		g, ok := f.Get(c.name, c.span, data.ByAll, 0)
		if !ok || g.Text() != c.text || g.Note != c.note {
			t.Errorf("%s %s: %s, %q", c.name, c.span, g.Text(), g.Note)
		}
	}
	if _, ok := f.Get("累计登记", SpanPrevious, data.ByAll, 0); ok {
		t.Error("累计 has no 环比")
	}
	plain := compute(t, l, Query{Period: Month(2026, 10)})
	if _, ok := plain.Get("登记问题", SpanPrevious, data.ByAll, 0); ok {
		t.Error("no comparison was asked for")
	}
}

// The catalogue itself: every figure of the rule book is there, once, with its 口径.
func TestCatalogueIsWhole(t *testing.T) {
	names := map[string]bool{}
	for _, d := range Catalogue() {
		if names[d.Name] {
			t.Errorf("%s twice", d.Name)
		}
		names[d.Name] = true
		if d.Unit == "" || d.Text == "" || d.Numerator == "" && d.Name != "办理工作日中位数" || len(d.Spans) == 0 || len(d.Dims) == 0 {
			t.Errorf("%s is incomplete: %+v", d.Name, d)
		}
		if (d.Unit == UnitPercent) != d.Percent || d.Percent && (d.Denominator == "" || len(d.Additive) > 0) {
			t.Errorf("%s: a rate has a denominator and is never added", d.Name)
		}
		if strings.HasPrefix(d.Name, "累计") && slices.Contains(d.Spans, SpanPrevious) {
			t.Errorf("%s: cumulative has no 环比", d.Name)
		}
		if (strings.Contains(d.Name, "移送") || strings.Contains(d.Name, "不予受理")) != d.Internal {
			t.Errorf("%s: Internal is %v", d.Name, d.Internal)
		}
	}
	for _, n := range strings.Fields(`走访家次 走访企业 覆盖率 登记问题 交办 反馈 办结 销号 退回 重启 办结后退回 延期 不予受理 转出 期初在办 期末在办 期末未销号 期末逾期 本期逾期办结
		按时办结率 按原期限按时办结率 办结率 本期登记办结率 销号率 办结后销号率 退回率 平均办理工作日 办理工作日中位数 回访率 满意率 走访满意率 累计登记 累计办结 累计办结件次 累计销号 累计走访家次 累计走访企业
		补录登记 补录办结 补录销号 长期办结 转长期 长期转回 移送终结 转办入 转办出 改类入 改类出 期末长期坚持 期末待销号 期末已销号 承诺提速 实际提速 政策公开率 兑现率 建议 座谈会 监督卡 约谈 建章立制`) {
		if !names[n] {
			t.Errorf("%s is missing", n)
		}
	}
	if d, ok := Define("走访企业（家）"); !ok || d.Name != "走访企业" || len(d.Additive) != 0 {
		t.Errorf("%+v", d)
	}
}
