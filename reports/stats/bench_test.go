package stats

import (
	"context"
	"math/rand/v2"
	"testing"

	"qinqing/data"
)

// city is a ledger with as many units and regions as a city has.
func city(b *testing.B) *ledger {
	r := rand.New(rand.NewPCG(1, 1))
	l := newLedger()
	spread := func(n int) data.ID { return data.ID(1 + r.IntN(n)) }
	for i := range 4000 {
		p := randomProblem(r, data.ID(i+1), l.clock)
		p.Visiting, p.Region, p.Category = spread(60), spread(40), spread(12)
		move := spread(30) * 3
		for j := range p.Events {
			p.Events[j].Unit += move
		}
		l.problems = append(l.problems, p)
		l.visits = append(l.visits, &data.Visit{ID: data.ID(i + 1), On: someDay(r, firstDay+data.Date(r.IntN(420))), Unit: spread(60), EnterpriseID: spread(2000), Region: spread(40)})
	}
	return l.seal(b)
}

var monthly = []string{"走访家次", "走访企业", "累计走访家次", "累计走访企业", "登记问题", "交办", "反馈", "办结", "销号", "退回", "重启", "延期", "转出", "期初在办", "期末在办", "期末未销号", "期末逾期",
	"累计登记", "累计办结", "累计办结件次", "累计销号", "办结率", "本期登记办结率", "销号率", "按时办结率", "平均办理工作日", "退回率", "回访率", "满意率", "走访满意率"}

var benchDims = []data.Dim{data.ByVisiting, data.ByLead, data.ByRegion, data.ByCategory}

// BenchmarkCompute is a month with 环比 and 同比; "own" gives the source's answers
// from memory, so that what is measured is counting, not reading.
func BenchmarkCompute(b *testing.B) {
	l := city(b)
	for name, figures := range map[string][]string{"bulletin": monthly, "all": nil} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f, err := Compute(context.Background(), l, Query{Period: Month(2026, 10), By: benchDims, Figures: figures, Compare: true})
				if err != nil || len(f.Keys(data.ByLead)) == 0 {
					b.Fatal(err)
				}
			}
			l.yielded = 0
			_, _ = Compute(context.Background(), l, Query{Period: Month(2026, 10), By: benchDims, Figures: figures, Compare: true})
			b.ReportMetric(float64(l.yielded), "cells")
		})
	}
	f, _ := Compute(context.Background(), l, Query{Period: Month(2026, 10), By: benchDims, Figures: monthly, Compare: true})
	b.Run("print", func(b *testing.B) {
		for b.Loop() {
			if len(f.All()) == 0 {
				b.Fatal("no figures")
			}
		}
		b.ReportMetric(float64(len(f.All())), "figures")
	})
}
