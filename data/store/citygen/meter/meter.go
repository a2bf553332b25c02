// Package meter times benchmarks on a machine that others work on too: beside the mean it
// reports the median and the best run, and the processor time, which others' work leaves
// alone.
//
// Only benchmarks use it.
package meter

import (
	"slices"
	"testing"
	"time"
)

// Loop runs op b.N times and reports median-ms, best-ms and cpu-ms/op.
func Loop(b *testing.B, op func() error) {
	b.Helper()
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	cpu := processorTime()
	for range b.N {
		start := time.Now()
		if err := op(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	used := processorTime() - cpu
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(milliseconds(took[len(took)/2]), "median-ms")
	b.ReportMetric(milliseconds(took[0]), "best-ms")
	if used > 0 {
		b.ReportMetric(milliseconds(used)/float64(b.N), "cpu-ms/op")
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
