package xlsx

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"qinqing/reports"
)

func chartOf(kind string, cats []string, values ...[]float64) *reports.Chart {
	c := &reports.Chart{Kind: kind, Title: "各单位办理情况", Unit: "个", Categories: cats}
	for i, v := range values {
		c.Series = append(c.Series, reports.ChartSeries{Name: "系列" + itoa(i+1), Values: v})
	}
	return c
}

func manyUnits(n int) ([]string, []float64) {
	names, values := make([]string, n), make([]float64, n)
	for i := range names {
		names[i], values[i] = fmt.Sprintf("经济技术开发区管理委员会综合服务中心第%d服务专班", i+1), float64(n-i)
	}
	return names, values
}

// TestNativeKinds: every kind of the tree is a native chart of its sort.
func TestNativeKinds(t *testing.T) {
	four := []string{"要素保障", "政策落实", "政务服务", "涉企执法"}
	long, ranks := manyUnits(20)
	rate := chartOf("barline", four, []float64{12, 7, 9, 4}, []float64{87.5, 90, 100, 66.7})
	rate.Series[1].Unit = "%"
	count := chartOf("barline", four, []float64{12, 7, 9, 4}, []float64{8, 9, 10, 6})
	count.Series[1].Unit = "件次"
	for _, tc := range []struct {
		name        string
		chart       *reports.Chart
		wants, nots []string
	}{
		{"bars", chartOf("bar", four, []float64{1, 2, 3, 4}, []float64{1, 2, 3, 4}), []string{`barDir val="col"`, `grouping val="clustered"`, `legendPos val="b"`, `min val="0"`, "单位：个"}, []string{"lineChart"}},
		{"one series has no legend", chartOf("bar", four, []float64{1, 2, 3, 4}), nil, []string{"legendPos"}},
		{"stacked", chartOf("stacked", four, []float64{10, 20, 30, 40}, []float64{10, 20, 30, 40}), []string{`barDir val="col"`, `grouping val="stacked"`, `dLblPos val="ctr"`, `overlap val="100"`}, nil},
		{"ring", chartOf("ring", four, []float64{1, 2, 3, 4}), []string{"doughnutChart", `holeSize val="50"`}, []string{"pieChart"}},
		{"pie of many lies", chartOf("pie", long, ranks), []string{`barDir val="bar"`, `orientation val="maxMin"`}, []string{"pieChart"}},
		{"pie below zero lies", chartOf("pie", four, []float64{1, -2, 3, 4}), []string{`barDir val="bar"`}, []string{"pieChart"}},
		{"long names lie", chartOf("bar", long, ranks), []string{`barDir val="bar"`, `orientation val="maxMin"`}, []string{`barDir val="col"`}},
		{"long names lie stacked", chartOf("stacked", long, ranks, ranks), []string{`barDir val="bar"`, `grouping val="stacked"`}, nil},
		{"rate on a second axis", rate, []string{`barDir val="col"`, "lineChart", `crosses val="max"`, `max val="100"`, `prstDash`, "单位：个、%"}, nil},
		{"counts on one axis", count, []string{"lineChart", "单位：个、件次"}, []string{`crosses val="max"`}},
		{"below zero", chartOf("bar", four, []float64{1, -2, 3, 4}), []string{`tickLblPos val="low"`}, []string{`min val="0"`}},
		{"fonts of the field", chartOf("line", four, []float64{1, 2, 3, 4}), []string{`ea typeface="宋体"`, `marker`}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b, _ := render(t, &reports.Bulletin{Title: "图", Body: []reports.Block{{Chart: tc.chart}}}, Options{})
			part := parts(t, b)["xl/charts/chart1.xml"]
			for _, want := range tc.wants {
				if !strings.Contains(part, want) {
					t.Errorf("lacks %s", want)
				}
			}
			for _, not := range tc.nots {
				if strings.Contains(part, not) {
					t.Errorf("has %s", not)
				}
			}
		})
	}
}

func TestMissingValueIsAnEmptyCell(t *testing.T) {
	c := chartOf("line", []string{"1月", "2月", "3月"}, []float64{1, math.NaN(), 3})
	b, _ := render(t, &reports.Bulletin{Title: "图", Body: []reports.Block{{Chart: c}}}, Options{})
	f := open(t, b)
	sheet := f.GetSheetList()[0]
	if got, err := f.GetCellValue(sheet, "B4"); got != "" || err != nil {
		t.Errorf("a missing value is %q, %v: text would be drawn as 0", got, err)
	}
	if got, _ := f.GetCellValue(sheet, "B5"); got != "3" {
		t.Errorf("the next is %q", got)
	}
}

var anchor = regexp.MustCompile(`<xdr:from>.*?<xdr:row>(\d+)</xdr:row>.*?<xdr:to>.*?<xdr:row>(\d+)</xdr:row>`)

// TestChartsDoNotCoverEachOther: each chart ends above the next one's first row.
func TestChartsDoNotCoverEachOther(t *testing.T) {
	long, ranks := manyUnits(40)
	var body []reports.Block
	for i := range 6 {
		n := 3 + 7*i
		body = append(body, reports.Block{Chart: chartOf([]string{"bar", "hbar", "stacked"}[i%3], long[:n], ranks[:n], ranks[:n])})
	}
	b, _ := render(t, &reports.Bulletin{Title: "图", Body: body}, Options{})
	last := -1
	found := anchor.FindAllStringSubmatch(parts(t, b)["xl/drawings/drawing1.xml"], -1)
	for _, m := range found {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if from <= last || to <= from {
			t.Errorf("a chart from row %d to %d, the one before ends at %d", from, to, last)
		}
		last = to
	}
	if len(found) != len(body) {
		t.Errorf("%d charts of %d", len(found), len(body))
	}
}

func TestFormatsOfChartValues(t *testing.T) {
	for _, tc := range []struct {
		name, unit string
		values     []float64
		want       string
	}{
		{"counts", "个", []float64{1, 12345678}, "#,##0"},
		{"money", "万元", []float64{1, 2.5, 3.25}, "#,##0.00"},
		{"rates", "%", []float64{87.5, 100, 0}, `0.0"%"`},
		{"never a false 100.0", "%", []float64{99.96, 50}, `[=100]0.0"%";[>=99.95]0.00"%";0.0"%"`},
		{"never a false 0.0", "%", []float64{0.04, 50}, `[=0]0.0"%";[<0.05]0.00"%";0.0"%"`},
		{"a missing one", "个", []float64{math.NaN(), 2}, "#,##0"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := valueFormat(slices.Clone(tc.values), tc.unit); got != tc.want {
				t.Errorf("%s, want %s", got, tc.want)
			}
		})
	}
}
