package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
	"qinqing/data/store/citygen"
)

var errRollBack = errors.New("rolled back on purpose")

// newRows is a ledger of problems found without a visit, none of them on record.
func newRows(n int) []byte {
	var b strings.Builder
	b.WriteString("问题来源\t问题类别\t具体问题\t责任单位\t整改时限\t完成情况\n")
	for i := range n {
		fmt.Fprintf(&b, "自查\t其他\t东山工业园区陶瓷第%d个新问题：环评审批时间过长，影响二期投产。\t发展和改革局\t2026年12月底前\t正在推进\n", i+1)
	}
	return []byte(b.String())
}

// BenchmarkImport is a ledger of new rows planned and written in one step, which is
// rolled back.
func BenchmarkImport(b *testing.B) {
	s := openCity(b)
	for _, n := range []int{1, 10, 1000, 20_000} {
		b.Run(fmt.Sprint(n, " rows"), func(b *testing.B) {
			in := intake.Input{Name: "新问题.tsv", Data: newRows(n), AsOf: citygen.LastDay, Today: citygen.LastDay}
			b.ReportAllocs()
			for range b.N {
				_, err := s.Do(benchCtx(), data.Op{Name: "导入台账"}, func(tx *store.Tx) error {
					plan, err := intake.MakePlan(benchCtx(), in, tx)
					if err != nil {
						return err
					}
					if plan.New.Problems != n {
						return fmt.Errorf("%+v", plan.Summary())
					}
					if err := intake.Apply(tx, plan); err != nil {
						return err
					}
					return errRollBack
				})
				if !errors.Is(err, errRollBack) {
					b.Fatal(err, cause(err))
				}
			}
		})
	}
}
