package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
	"qinqing/data/store/citygen/meter"
)

// citySize is how many problems the benchmarks' city has: QINQING_CITY, or 20,000.
func citySize() int {
	if n, err := strconv.Atoi(os.Getenv("QINQING_CITY")); err == nil && n > 0 {
		return n
	}
	return 20_000
}

func benchCtx() context.Context {
	return data.WithActor(context.Background(), data.Actor{Name: "测试"})
}

func openCity(b *testing.B) *store.Store {
	b.Helper()
	path, err := citygen.Path(context.Background(), citySize())
	if err != nil {
		b.Fatal(err, cause(err))
	}
	s, err := store.Open(context.Background(), path, store.Options{Now: citygen.Now})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// benchView times one read. The snapshot is opened once, as a screen's is not: add
// BenchmarkSnapshot.
func benchView(b *testing.B, read func(*store.View) (int, error)) {
	s := openCity(b)
	err := s.View(benchCtx(), func(v *store.View) error {
		n, err := read(v)
		if err != nil {
			return err
		}
		meter.Loop(b, func() error { n, err = read(v); return err })
		b.ReportMetric(float64(n), "rows")
		return err
	})
	if err != nil {
		b.Fatal(err, cause(err))
	}
}

func BenchmarkBuildCity(b *testing.B) {
	for i := range b.N {
		if err := citygen.Build(context.Background(), filepath.Join(b.TempDir(), "c.db"), 2000, uint64(i)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSnapshot(b *testing.B) {
	s := openCity(b)
	meter.Loop(b, func() error { return s.View(benchCtx(), func(*store.View) error { return nil }) })
}

func BenchmarkPage(b *testing.B) {
	s := openCity(b)
	var lead, region, town, category data.ID
	var deep store.Cursor
	err := s.View(benchCtx(), func(v *store.View) error {
		ids, err := v.ProblemIDs(store.ProblemQuery{Sort: "id"})
		if err != nil {
			return err
		}
		p, err := v.Problem(ids[len(ids)/2])
		if err != nil {
			return err
		}
		deep = store.Cursor{ID: p.ID, Key: p.Events[0].On.String()}
		lead, town, category = p.Events[1].Unit, p.Region, p.Category
		regions, err := v.Regions()
		region = regions[0].Parent
		for _, r := range regions {
			if r.ID == town {
				region = r.Parent
			}
		}
		return err
	})
	if err != nil {
		b.Fatal(err, cause(err))
	}
	_ = s.Close()
	today := citygen.LastDay
	for name, q := range map[string]store.ProblemQuery{
		"first":             {Desc: true},
		"deep":              {Desc: true, After: deep},
		"by due":            {Sort: "due"},
		"by code":           {Sort: "code", Desc: true},
		"stock O":           {Stock: data.StockO, Desc: true},
		"stock O ascending": {Stock: data.StockO},
		"lead":              {Lead: lead, Desc: true},
		"lead by due":       {Lead: lead, Sort: "due"},
		"lead, stock O":     {Lead: lead, Stock: data.StockO, Desc: true},
		"county":            {Region: region, Desc: true},
		"town":              {Region: town, Desc: true},
		"town, category":    {Region: town, Category: category, Desc: true},
		"category":          {Category: category, Desc: true},
		"category, O":       {Category: category, Stock: data.StockO, Desc: true},
		"month":             {From: today.MonthStart(), To: today, Desc: true},
		"old month, lead":   {From: today.AddMonths(-60).MonthStart(), To: today.AddMonths(-60).MonthEnd(), Lead: lead, Desc: true},
		"overdue":           {OverdueOnly: true, Sort: "due"},
		"due soon":          {DueSoon: true, Sort: "due"},
		"word":              {Text: "环评审批"},
		"two words":         {Text: "供电 停工待料"},
		"rare word":         {Text: "第一二三四五号"},
		"no such word":      {Text: "从未出现过的词"},
		"one character":     {Text: "水"},
		"word, lead":        {Text: "招工困难", Lead: lead},
		"word, O, by due":   {Text: "招工困难", Stock: data.StockO, Sort: "due"},
		"enterprise":        {Text: "示例东山一零机械"},
	} {
		q.Today = today
		b.Run(name, func(b *testing.B) {
			benchView(b, func(v *store.View) (int, error) {
				page, err := v.ProblemPage(q)
				return len(page.Rows), err
			})
		})
	}
}

func BenchmarkCells(b *testing.B) {
	flows := []data.AtomKind{data.AtomRegister, data.AtomRegisterInferred, data.AtomAssign, data.AtomReport, data.AtomResolve, data.AtomResolveDue,
		data.AtomOnTime, data.AtomOnTimeFirst, data.AtomDays, data.AtomReached, data.AtomStrike, data.AtomSendBack, data.AtomRework, data.AtomReopen,
		data.AtomExtend, data.AtomDecline, data.AtomToLong, data.AtomFromLong, data.AtomTransferIn, data.AtomTransferOut, data.AtomSatisfaction, data.AtomCall}
	stocks := []data.AtomKind{data.AtomO, data.AtomL, data.AtomR, data.AtomOverdue}
	open := []data.AtomKind{data.AtomO + data.OpenSuffix, data.AtomL + data.OpenSuffix, data.AtomR + data.OpenSuffix, data.AtomOverdue + data.OpenSuffix}
	for name, dims := range map[string][]data.Dim{
		"report tables": {data.ByAll, data.ByVisiting, data.ByLead, data.ByRegion, data.ByCategory}, "all": {data.ByAll}, "by lead": {data.ByAll, data.ByLead}} {
		b.Run(name, func(b *testing.B) {
			benchView(b, func(v *store.View) (n int, err error) {
				add := func(data.CellKey, int) error { n++; return nil }
				for _, m := range []int{202610, 202609, 202510} {
					if err := v.Cells(flows, dims, m, m, add); err != nil {
						return n, err
					}
					if err := v.Cells(stocks, dims, m, m, add); err != nil {
						return n, err
					}
				}
				return n, v.Cells(open, dims, 0, 202610, add)
			})
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	for name, text := range map[string]string{"word": "排污口整改", "two words": "供电 停工待料", "one character": "水", "initials": "slds", "no such word": "从未出现过的词",
		"code": "WT-2026-0183", "day": "2026-10-16", "day in words": "10月16日", "credit code": "91350500", "phone": "13800138000", "enterprise": "示例东山一零机械", "unit": "发改委",
		"word of events": "协调解决", "words of events": "措施 不实", "character of events": "调", "frequent character": "第", "letter": "s", "rare character": "龘",
		"two characters": "张 税", "a frequent and a rare one": "第 税", "frequent ones apart": "涨 难", "three characters": "2 示 例", "character of old ones": "第 WT-2019",
		"year": "2020", "year of codes": "WT-2020", "three digits": "020"} {
		b.Run(name, func(b *testing.B) {
			benchView(b, func(v *store.View) (int, error) {
				hits, err := v.Search(text, 20)
				return len(hits), err
			})
		})
	}
}

// BenchmarkFirstIDs is what the list on the screen asks for at each key typed.
func BenchmarkFirstIDs(b *testing.B) {
	for name, text := range map[string]string{"all": "", "one character": "电", "word": "招工困难", "rare word": "第一二三四五号", "initials": "slds"} {
		b.Run(name, func(b *testing.B) {
			benchView(b, func(v *store.View) (int, error) {
				ids, _, err := v.FirstIDs(store.ProblemQuery{Text: text, Sort: "registered", Desc: true}, 200)
				return len(ids), err
			})
		})
	}
}

func BenchmarkProblemIDs(b *testing.B) {
	benchView(b, func(v *store.View) (int, error) {
		ids, err := v.ProblemIDs(store.ProblemQuery{Desc: true})
		return len(ids), err
	})
}

func BenchmarkVisited(b *testing.B) {
	benchView(b, func(v *store.View) (int, error) {
		m, err := v.Visited(citygen.LastDay.MonthStart(), citygen.LastDay, data.ByVisiting)
		return len(m), err
	})
}

func BenchmarkHistoriesMonth(b *testing.B) {
	benchView(b, func(v *store.View) (n int, err error) {
		err = v.Histories(citygen.LastDay.MonthStart(), citygen.LastDay, func(*data.Problem, *data.Timeline) error { n++; return nil })
		return n, err
	})
}

// BenchmarkSave is one clerk's step on a copy: a new event on a problem, with its undo
// image, log entry and fsync.
func BenchmarkSave(b *testing.B) {
	benchEvent(b, "登记办理", store.ProblemQuery{Sort: "id"}, data.Event{Kind: data.Supervise, Grade: "蓝", Note: "逾期未反馈，请于月底前书面报告办理进展"})
}

// benchEvent enters an event on one open problem after the other, in the order of q.
func benchEvent(b *testing.B, step string, q store.ProblemQuery, e data.Event) {
	s := openCity(b)
	q.Stock, e.On = data.StockO, citygen.LastDay
	var ids []data.ID
	err := s.View(benchCtx(), func(v *store.View) error {
		var err error
		ids, err = v.ProblemIDs(q)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	meter.Loop(b, func() error {
		_, err := s.Do(benchCtx(), data.Op{Name: step}, func(tx *store.Tx) error {
			p, err := tx.Problem(ids[i%len(ids)])
			i++
			if err != nil {
				return err
			}
			c, err := tx.Clock()
			if err != nil {
				return err
			}
			if err := p.Apply(e, c); err != nil {
				return err
			}
			return tx.SaveProblem(p)
		})
		return err
	})
}

// BenchmarkRegister is a new problem on the city.
func BenchmarkRegister(b *testing.B) {
	s := openCity(b)
	c := citygen.New(1<<30, 99)
	meter.Loop(b, func() error {
		_, err := s.Do(benchCtx(), data.Op{Name: "登记问题"}, func(tx *store.Tx) error { return c.Extra(tx) })
		return err
	})
}

// BenchmarkVisits reads the ids of the whole list of visits, and one page of lines.
func BenchmarkVisits(b *testing.B) {
	for name, q := range map[string]store.VisitQuery{
		"all": {Desc: true}, "month": {From: citygen.LastDay.MonthStart(), To: citygen.LastDay, Desc: true}, "word": {Text: "示例东山一零机械", Desc: true},
	} {
		b.Run(name, func(b *testing.B) {
			benchView(b, func(v *store.View) (int, error) {
				ids, err := v.VisitIDs(q)
				if err != nil {
					return 0, err
				}
				_, err = v.VisitRows(ids[:min(128, len(ids))])
				return len(ids), err
			})
		})
	}
}

// BenchmarkTransfer turns a problem into a transfer, with all that erases its text.
func BenchmarkTransfer(b *testing.B) {
	benchEvent(b, "移送", store.ProblemQuery{Sort: "id", Desc: true}, data.Event{Kind: data.MoveClue, Note: "示移〔2026〕9号"})
}
