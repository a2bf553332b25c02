package chart

import (
	"strings"
	"testing"

	"qinqing/reports"
	"qinqing/reports/internal/trial"
)

// TestGoldenDrawings compares what is drawn, operation by operation.
func TestGoldenDrawings(t *testing.T) {
	rate := spec("barline", months(4), []float64{12, 7, 9, 10}, []float64{87.5, 90, 99.96, 66.7})
	rate.Series[1].Unit = "%"
	for name, c := range map[string]reports.Chart{
		"bar":     spec("bar", []string{"要素保障", "政策落实", "政务服务"}, []float64{12, 7, 9}, []float64{10, 7, 0}),
		"stacked": spec("stacked", months(3), []float64{12, 7, 9}, []float64{10, 7, 8}),
		"table":   spec("stacked", months(3), []float64{40, 7, 9}, []float64{1, 0, 1}),
		"hbar":    spec("hbar", longNames()[3:7], []float64{12, 7, 3, 0}),
		"line":    spec("line", months(4), []float64{0, 45, 59, 47}, []float64{2, 13, 12, 17}),
		"pie":     spec("pie", []string{"走访", "督查", "信访", "自查"}, []float64{50, 25, 15, 3}),
		"ring":    spec("ring", []string{"走访", "督查"}, []float64{50, 25}),
		"barline": rate,
		"empty":   spec("bar", []string{"甲"}),
	} {
		t.Run(name, func(t *testing.T) {
			out := newTape()
			Draw(out, c, 320, Height(out, c, 320, Style{}), Style{})
			trial.Golden(t, name+".txt", strings.Join(out.ops, "\n")+"\n")
		})
	}
}
