package command

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// smallOffice has visits and problems on both sides of a month's end.
func smallOffice(t *testing.T) *office {
	o := newOffice(t)
	for _, v := range [][]string{
		{"2026-09-30", "甲区纪委监委", "试验陶瓷厂", "鲤城区"}, {"2026-10-01", "甲区纪委监委", "试验陶瓷厂", "鲤城区"},
		{"2026-10-31", "乙县纪委监委", "试验陶瓷厂", "鲤城区"}, {"2026-11-01", "乙县纪委监委", "样品鞋服厂", "丰泽区"},
	} {
		o.must("visit", "add", "--date", v[0], "--unit", v[1], "--enterprise", v[2], "--region", v[3])
	}
	for _, p := range [][]string{{"2026-09-30", "用工"}, {"2026-10-01", "用工"}, {"2026-10-31", "用地"}, {"2026-11-01", "用地"}} {
		o.must("problem", "add", "--date", p[0], "--category", p[1], "--content", p[1]+p[0], "--unit", "人社局", "--due", "2026-12-31")
	}
	o.must("event", "add", "WT-2026-0001", "反馈", "--date", "2026-10-30")
	o.must("event", "add", "WT-2026-0001", "办结", "--date", "2026-10-31")
	return o
}

func TestPeriodsOfStats(t *testing.T) {
	o := smallOffice(t)
	for _, c := range []struct {
		name, from, to string
		args           []string
		registered     float64
	}{
		{"month", "2026-10-01", "2026-10-31", []string{"--month", "2026-10"}, 2},
		{"month in Chinese", "2026-10-01", "2026-10-31", []string{"--month", "2026年10月"}, 2},
		{"quarter", "2026-10-01", "2026-12-31", []string{"--quarter", "2026-4"}, 3},
		{"half", "2026-07-01", "2026-12-31", []string{"--half", "2026-2"}, 4},
		{"year", "2026-01-01", "2026-12-31", []string{"--year", "2026"}, 4},
		{"span over a month's end", "2026-09-30", "2026-10-30", []string{"--from", "2026-09-30", "--to", "2026-10-30"}, 2},
		{"one day", "2026-10-31", "2026-10-31", []string{"--from", "2026-10-31", "--to", "2026-10-31"}, 1},
		{"a month of long ago", "1999-01-01", "1999-01-31", []string{"--month", "1999-01"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s statsJSON
			o.json(exitDone, &s, append([]string{"stats", "--figure", "登记问题", "--span", "本期"}, c.args...)...)
			if s.Period.From != c.from || s.Period.To != c.to || len(s.Figures) != 1 || *s.Figures[0].Value != c.registered {
				t.Errorf("%+v %+v, want %v from %s to %s", s.Period, s.Figures, c.registered, c.from, c.to)
			}
		})
	}
	t.Run("cut-off day", func(t *testing.T) {
		o.must("set", "stats.cutoff", "25")
		var s statsJSON
		o.json(exitDone, &s, "stats", "--figure", "登记问题", "--span", "本期", "--month", "2026-10")
		if s.Period.From != "2026-09-26" || s.Period.To != "2026-10-25" || *s.Figures[0].Value != 2 {
			t.Errorf("%+v %v", s.Period, *s.Figures[0].Value)
		}
		o.must("set", "stats.cutoff", "")
	})
	t.Run("start of 累计", func(t *testing.T) {
		o.must("set", "stats.start", "2026-10-31")
		o.wants(2, "累计登记", "累计", "all", "", "2026-11")
		o.must("set", "stats.start", "")
		o.wants(4, "累计登记", "累计", "all", "", "2026-11")
	})
}

func TestRowsOfStats(t *testing.T) {
	o := smallOffice(t)
	for _, c := range []struct {
		name  string
		args  []string
		codes []string // key:code of each record
	}{
		{"count", []string{"--figure", "登记问题"}, []string{":WT-2026-0002", ":WT-2026-0003"}},
		{"by dimension", []string{"--figure", "登记问题", "--by", "category"}, []string{"用工:WT-2026-0002", "用地:WT-2026-0003"}},
		{"one row", []string{"--figure", "登记问题", "--by", "category", "--key", "用地"}, []string{"用地:WT-2026-0003"}},
		{"first span only", []string{"--figure", "交办", "--by", "lead"}, []string{"人社局:WT-2026-0002", "人社局:WT-2026-0003"}},
		{"asked span", []string{"--figure", "交办", "--span", "累计"}, []string{":WT-2026-0001", ":WT-2026-0002", ":WT-2026-0003"}},
		{"rate", []string{"--figure", "办结率"}, []string{":WT-2026-0001"}},
		{"stock", []string{"--figure", "期末在办"}, []string{":WT-2026-0002", ":WT-2026-0003"}},
		{"opening stock", []string{"--figure", "期初在办"}, []string{":WT-2026-0001"}},
		{"days", []string{"--figure", "平均办理工作日"}, []string{":WT-2026-0001"}},
		{"visits", []string{"--figure", "走访家次"}, []string{":试验陶瓷厂", ":试验陶瓷厂"}},
		{"firms once", []string{"--figure", "走访企业（家）"}, []string{":试验陶瓷厂"}},
		{"none", []string{"--figure", "重启"}, nil},
		{"what it is compared with", []string{"--figure", "登记问题", "--span", "环比"}, []string{":WT-2026-0001"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s statsJSON
			o.json(exitDone, &s, append([]string{"stats", "--month", "2026-10", "--rows"}, c.args...)...)
			var got []string
			for _, x := range s.Rows {
				got = append(got, x.Key+":"+x.Code)
			}
			slices.Sort(got)
			slices.Sort(c.codes)
			if !slices.Equal(got, c.codes) || s.Rows == nil {
				t.Errorf("rows %v, want %v", got, c.codes)
			}
		})
	}
}

func TestDistinctFirmsAreExplained(t *testing.T) {
	o := smallOffice(t)
	var s statsJSON
	o.json(exitDone, &s, "stats", "--month", "2026-10", "--figure", "走访企业", "--span", "本期")
	if f := s.Figures[0]; *f.Value != 1 || f.By != "all" || f.Note != "各行之和 2，跨行重复 1 家" {
		t.Errorf("%+v", f)
	}
	o.json(exitDone, &s, "stats", "--month", "2026-10", "--figure", "走访企业", "--span", "本期", "--by", "visiting")
	for _, f := range s.Figures {
		if want := map[string]float64{"甲区纪委监委": 1, "乙县纪委监委": 1}[f.Key]; *f.Value != want {
			t.Errorf("%+v", f)
		}
	}
}

// A row that is known but has nothing in the period is 0, not absent.
func TestEmptyRowIsNought(t *testing.T) {
	o := smallOffice(t)
	o.wants(0, "登记问题", "本期", "category", "融资", "2026-10")
	if v := o.figure("办结率", "累计", "category", "融资", "2026-10"); v != nil {
		t.Errorf("a rate without a denominator is %v", *v)
	}
}

// The shape of stats --json is a promise to scripts.
func TestShapeOfStats(t *testing.T) {
	o := smallOffice(t)
	var s struct {
		Period  map[string]string
		Figures []map[string]json.RawMessage
	}
	o.json(exitDone, &s, "stats", "--month", "2026-10", "--by", "lead")
	if len(s.Figures) == 0 || !maps.Equal(s.Period, map[string]string{"from": "2026-10-01", "to": "2026-10-31"}) {
		t.Fatalf("%v, %d figures", s.Period, len(s.Figures))
	}
	keys := []string{"by", "denominator", "key", "name", "note", "numerator", "span", "unit", "value"}
	spans := map[string]bool{}
	for _, f := range s.Figures {
		if got := slices.Sorted(maps.Keys(f)); !slices.Equal(got, keys) {
			t.Fatalf("keys %v, want %v", got, keys)
		}
		spans[string(f["span"])] = true
		if string(f["by"]) != `"lead"` || string(f["key"]) != `"人社局"` {
			t.Fatalf("by %s, key %s", f["by"], f["key"])
		}
	}
	for _, want := range []string{`"本期"`, `"期初"`, `"期末"`, `"累计"`, `"环比"`, `"同比"`} {
		if !spans[want] {
			t.Errorf("no figure of %s", want)
		}
	}
	for _, c := range []struct{ figure, span, value, unit string }{
		{"办结率", "累计", "33.3", "%"}, {"退回率", "本期", "0", "%"}, {"满意率", "本期", "null", "%"}, {"登记问题", "环比", "1", "个"}, {"办结率", "同比", "null", "个百分点"},
		{"平均办理工作日", "本期", "18", "工作日"}, {"期末在办", "环比", "1", "个"},
	} {
		var one struct{ Figures []map[string]json.RawMessage }
		o.json(exitDone, &one, "stats", "--month", "2026-10", "--figure", c.figure, "--span", c.span)
		if f := one.Figures[0]; string(f["value"]) != c.value || string(f["unit"]) != `"`+c.unit+`"` {
			t.Errorf("%s %s: %s %s, want %s %s", c.figure, c.span, f["value"], f["unit"], c.value, c.unit)
		}
	}
}

func TestSameVisitIsOne(t *testing.T) {
	o := newOffice(t)
	add := func(unit, day string, join ...string) (string, int) {
		args := []string{"visit", "add", "--date", day, "--unit", unit, "--enterprise", "试验陶瓷厂", "--region", "鲤城区"}
		for _, j := range join {
			args = append(args, "--join", j)
		}
		_, errs, code := o.run(args...)
		return errs, code
	}
	if errs, code := add("甲区纪委监委", "2026-10-09", "乙县纪委监委", "甲区纪委监委"); code != exitDone {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		name, unit, day string
		join            []string
		code            int
	}{
		{"again", "甲区纪委监委", "2026-10-09", nil, exitUsage},
		{"the unit that joined, alone", "乙县纪委监委", "2026-10-09", nil, exitUsage},
		{"one more joins later", "丙市纪委监委", "2026-10-09", []string{"乙县纪委监委"}, exitUsage},
		{"another unit", "丙市纪委监委", "2026-10-09", nil, exitDone},
		{"another day", "乙县纪委监委", "2026-10-10", nil, exitDone},
	} {
		t.Run(c.name, func(t *testing.T) {
			if errs, code := add(c.unit, c.day, c.join...); code != c.code || code != exitDone && !strings.Contains(errs, "没有重复登记") {
				t.Errorf("exit %d, want %d: %s", code, c.code, errs)
			}
		})
	}
	o.wants(3, "走访家次", "本期", "all", "", "2026-10")
	o.wants(2, "走访家次", "本期", "visiting", "乙县纪委监委", "2026-10")
	o.wants(1, "走访企业（家）", "本期", "all", "", "2026-10")
}

// 本期登记办结率 is of what 登记问题 counts: a problem whose registration is only 推定 is
// 补录登记 and in no period's rate, but in the main one.
func TestGuessedRegistrationsAreOfNoPeriod(t *testing.T) {
	o := newOffice(t)
	o.must("import", o.sample("visits.xlsx"))
	var before, after, main statsJSON
	ask := []string{"stats", "--month", "2026-10", "--figure", "本期登记办结率", "--span", "本期"}
	o.json(exitDone, &before, ask...)
	if _, errs, code := o.run("import", o.sample("rectify.xlsx")); code != exitPartly {
		t.Fatal(errs)
	}
	o.json(exitDone, &after, ask...)
	b, a := before.Figures[0], after.Figures[0]
	if *b.Numerator != *a.Numerator || *b.Denominator != *a.Denominator || *a.Denominator > 48 {
		t.Errorf("%d/%d, with 补录登记 %d/%d", *b.Numerator, *b.Denominator, *a.Numerator, *a.Denominator)
	}
	o.json(exitDone, &main, "stats", "--month", "2026-10", "--figure", "办结率", "--span", "累计")
	if n := *main.Figures[0].Denominator; n != 318 {
		t.Errorf("the main cohort has %d", n)
	}
}
