package chart

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/reports"
)

var update = flag.Bool("update", false, "write the golden drawings anew")

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
			got, path := strings.Join(out.ops, "\n")+"\n", filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
			for i := range max(len(g), len(w)) {
				if i >= len(g) || i >= len(w) || g[i] != w[i] {
					t.Fatalf("operation %d (go test -update writes the file anew)\n got %s\nwant %s", i+1, strings.Join(g[i:min(i+1, len(g))], ""), strings.Join(w[i:min(i+1, len(w))], ""))
				}
			}
		})
	}
}
