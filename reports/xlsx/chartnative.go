package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
	"qinqing/reports/chart"
)

// native describes a chart over the cells of its data, as Excel draws it: bars and
// lines, stacked bars, a pie or a ring.
type native struct {
	sheet string // quoted
	title string
	c     *reports.Chart
	form  chart.Form
	head  int // row of the names of the series; the values follow
}

// What tells lines apart beside their colours.
var (
	markers = []string{"circle", "square", "triangle", "diamond", "x", "star"}
	dashes  = []excelize.LineDashType{excelize.LineDashSolid, excelize.LineDashDash, excelize.LineDashSysDot, excelize.LineDashSolid, excelize.LineDashLgDashDot, excelize.LineDashSysDash}
)

const chartInk = "333333"

// How many points of a line, and how many lines, bear their values.
const (
	mostLabelled = 24
	manyLines    = 3
)

// charts gives the chart and what is laid over it: lines over bars, what goes
// against the second axis.
func (n *native) charts() (main *excelize.Chart, over []*excelize.Chart) {
	if n.round() {
		return n.pie(), nil
	}
	bars := n.group(func(f chart.SeriesForm) bool { return f.Left && !f.Line })
	lines := n.group(func(f chart.SeriesForm) bool { return f.Left && f.Line })
	second := n.group(func(f chart.SeriesForm) bool { return f.Right })
	add := func(ch *excelize.Chart) {
		if main == nil {
			main = ch
		} else {
			over = append(over, ch)
		}
	}
	if len(bars) > 0 {
		add(n.plot(n.barType(), bars))
	}
	if len(lines) > 0 {
		add(n.plot(excelize.Line, lines))
	}
	if len(second) > 0 {
		ch := n.plot(excelize.Line, second)
		ch.YAxis.Secondary = main != nil
		ch.YAxis.MajorGridLines = main == nil
		add(ch)
	}
	n.frame(main, len(bars)+len(lines)+len(second) > 1)
	return main, over
}

func (n *native) round() bool {
	return (n.form.Kind == "pie" || n.form.Kind == "ring") && !n.form.Lying
}

// group lists the series of a sort, by their place in the tree.
func (n *native) group(of func(chart.SeriesForm) bool) []int {
	var out []int
	for i, f := range n.form.Series {
		if of(f) {
			out = append(out, i)
		}
	}
	return out
}

func (n *native) barType() excelize.ChartType {
	switch stacked := n.form.Kind == "stacked"; {
	case stacked && n.form.Lying:
		return excelize.BarStacked
	case stacked:
		return excelize.ColStacked
	case n.form.Lying:
		return excelize.Bar
	}
	return excelize.Col
}

// frame sets what the chart has once: title, legend, size.
func (n *native) frame(ch *excelize.Chart, legend bool) {
	title, names := chartFont(12, true), chartFont(10, false)
	text := n.title
	if unit := unitsOf(n.form, func(f chart.SeriesForm) bool { return f.Left || f.Right }); unit != "" {
		text += "（单位：" + unit + "）"
	}
	ch.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &title}}}
	ch.Dimension = excelize.ChartDimension{Width: uint(chartWidth * takenPerPlace), Height: uint(chartHeight(n.form) * takenPerRow)}
	ch.Legend = excelize.ChartLegend{Position: "bottom", Font: &names}
	if !legend {
		ch.Legend.Position = "none"
	}
	ch.Format = excelize.GraphicOptions{AltText: n.title, OffsetY: 4} // its border is not on the edge of a page
}

// plot is a chart of some series against one axis.
func (n *native) plot(typ excelize.ChartType, series []int) *excelize.Chart {
	no, gap := false, uint(60)
	if k := len(n.c.Categories); k < 4 && typ != excelize.Line { // few bars are not made broad
		gap = uint(480 / k)
	}
	of := n.form.Series[series[0]]
	ch := &excelize.Chart{
		Type: typ, VaryColors: &no, GapWidth: &gap,
		XAxis: excelize.ChartAxis{Font: chartFont(10, false)},
		YAxis: excelize.ChartAxis{Font: chartFont(10, false), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: n.axisFormat(series)}},
	}
	ch.PlotArea = excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: n.labelFormat(typ, series)}}
	lo, hi := n.reach(series)
	if lo >= 0 {
		zero := 0.0
		ch.YAxis.Minimum = &zero
	}
	if of.Unit == "%" && lo >= 0 && hi > 50 && hi <= 100 {
		full := 100.0
		ch.YAxis.Maximum = &full
	}
	if n.form.Lying {
		ch.XAxis.ReverseOrder = true
		// The reversed axis would take the numbers to the top.
		ch.YAxis.TickLabelPosition = excelize.ChartTickLabelHigh
	}
	if lo < 0 { // the names stay clear of what hangs down
		ch.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	}
	if k := len(n.c.Categories); typ == excelize.Line && (k > mostLabelled || len(series) > manyLines) {
		ch.PlotArea.ShowVal = false // they would cover each other; the cells beside have them
		if k > mostLabelled {
			ch.XAxis.TickLabelSkip = (k + mostLabelled/2 - 1) / (mostLabelled / 2)
		}
	}
	for _, i := range series {
		ch.Series = append(ch.Series, n.series(i, typ))
	}
	return ch
}

// series describes one series.
func (n *native) series(i int, typ excelize.ChartType) excelize.ChartSeries {
	f := n.form.Series[i]
	col, _ := excelize.ColumnNumberToName(i + 2)
	first, last := itoa(n.head+1), itoa(n.head+len(n.c.Categories))
	fill := solid(f.Colour)
	cs := excelize.ChartSeries{
		Name:       n.sheet + "!$" + col + "$" + itoa(n.head),
		Categories: n.sheet + "!$A$" + first + ":$A$" + last,
		Values:     n.sheet + "!$" + col + "$" + first + ":$" + col + "$" + last,
		Fill:       fill, DataLabel: excelize.ChartDataLabel{Font: chartFont(10, false)},
	}
	switch typ {
	case excelize.Line:
		cs.Line = excelize.LineOptions{Fill: fill, Width: 2, Dash: dashes[f.Colour]}
		cs.Marker = excelize.ChartMarker{Symbol: markers[f.Colour], Size: 7, Fill: fill}
		cs.DataLabelPosition = excelize.ChartDataLabelsPositionAbove
		if n.form.Kind == "barline" { // read over the bars
			cs.DataLabel.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFFFF"}}
		} else if i%2 == 1 {
			cs.DataLabelPosition = excelize.ChartDataLabelsPositionBelow
		}
	case excelize.ColStacked, excelize.BarStacked:
		cs.DataLabelPosition = excelize.ChartDataLabelsPositionCenter
		cs.DataLabel.Font.Color = readable(f.Colour)
	default:
		cs.DataLabelPosition = excelize.ChartDataLabelsPositionOutsideEnd
	}
	return cs
}

// pie is a chart of shares: each slice with its name, value and share.
func (n *native) pie() *excelize.Chart {
	yes := true
	ch := &excelize.Chart{Type: excelize.Pie, VaryColors: &yes}
	ch.PlotArea = excelize.ChartPlotArea{ShowVal: true, ShowCatName: true, ShowPercent: true, ShowLeaderLines: true,
		NumFmt: excelize.ChartNumFmt{CustomNumFmt: valueFormat(n.c.Series[0].Values, n.form.Series[0].Unit)}}
	cs := n.series(0, excelize.Pie)
	cs.Fill = excelize.Fill{}
	for i := range n.c.Categories {
		cs.DataPoint = append(cs.DataPoint, excelize.ChartDataPoint{Index: i, Fill: solid(i % len(chart.Colours))})
	}
	if n.form.Kind == "ring" { // its values have room on the ring, its names in the legend
		ch.Type, ch.HoleSize = excelize.Doughnut, 50
		ch.PlotArea.ShowCatName, ch.PlotArea.ShowPercent = false, false
		cs.DataLabelPosition = excelize.ChartDataLabelsPositionUnset
		cs.DataLabel.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFFFF"}}
	}
	ch.Series = []excelize.ChartSeries{cs}
	n.frame(ch, true)
	return ch
}

// labelFormat shows the values of the chart; stacked bars leave out what is nothing.
func (n *native) labelFormat(typ excelize.ChartType, series []int) string {
	var all []float64
	for _, i := range series {
		all = append(all, n.c.Series[i].Values...)
	}
	f := valueFormat(all, n.form.Series[series[0]].Unit)
	if typ == excelize.ColStacked || typ == excelize.BarStacked {
		f += ";-" + f + ";;"
	}
	return f
}

// axisFormat has no decimals where whole steps do.
func (n *native) axisFormat(series []int) string {
	_, hi := n.reach(series)
	f := "#,##0"
	if hi < 5 && strings.Contains(n.labelFormat(excelize.Col, series), ".") {
		f = "0.0"
	}
	if n.form.Series[series[0]].Unit == "%" {
		f = strings.TrimPrefix(f, "#,##") + `"%"`
	}
	return f
}

func (n *native) reach(series []int) (lo, hi float64) {
	for _, i := range series {
		for _, v := range n.c.Series[i].Values {
			if v < lo {
				lo = v
			} else if v > hi {
				hi = v
			}
		}
	}
	return lo, hi
}

// unitsOf names the units of some series once each.
func unitsOf(form chart.Form, of func(chart.SeriesForm) bool) string {
	var units []string
	for _, f := range form.Series {
		if u := strings.TrimPrefix(f.Unit, "单位："); of(f) && u != "" && !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	return strings.Join(units, "、")
}

func chartFont(size float64, bold bool) excelize.Font {
	return excelize.Font{Family: fontBody, Size: size, Bold: bold, Color: chartInk}
}

func solid(colour int) excelize.Fill {
	c := chart.Colours[colour]
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B)}}
}

// readable is the ink on a colour.
func readable(colour int) string {
	if colour == 2 || colour == 5 { // amber and grey are light
		return chartInk
	}
	return "FFFFFF"
}
